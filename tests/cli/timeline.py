# SPDX-License-Identifier: GPL-2.0-or-later
"""Counts the statements and words of a folder by itself and compares what searcher's
--timeline, --facet and -c say of them:  timeline.py SEARCHER INDEX FOLDER

The files begin with a header of `name: value` lines; their texts are plain words."""

import collections
import json
import pathlib
import subprocess
import sys

searcher, index, folder = sys.argv[1:]


def read(path):
    head, text = path.read_text().split("\n\n", 1)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    fields["words"] = text.split() + fields.get("title", "").split()
    return fields


statements = [read(path) for path in pathlib.Path(folder).rglob("*.txt")]


def answer(*arguments):
    run = subprocess.run([searcher, "-d", index, "--exact", "-f", "json", *arguments],
                         capture_output=True, text=True)
    assert run.returncode in (0, 1), run.stderr
    return json.loads(run.stdout)


def periods(selected, digits):
    """Statements by period; those whose date is less precise under None."""
    found = collections.defaultdict(list)
    for one in selected:
        date = one.get("date", "")
        found[date[:digits] if len(date) >= digits else None].append(one)
    return found


def every(first, last):
    """The months or years from the first to the last."""
    if len(first) == 4:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    return [f"{year:04}-{month:02}" for year in range(int(first[:4]), int(last[:4]) + 1)
            for month in range(1, 13) if first <= f"{year:04}-{month:02}" <= last]


def check(word, filters, select):
    hits = [one for one in statements if word in one["words"] and select(one)]
    base = [one for one in statements if select(one)]
    for by, digits in (("year", 4), ("month", 7)):
        found = answer("--timeline", by, "--facet", "issuer", f"{word} {filters}")
        assert found["total"] == len(hits), (word, filters, found["total"], len(hits))
        of_hits, of_all = periods(hits, digits), periods(base, digits)
        dated = sorted(period for period in of_all if period)
        timeline = found["timeline"]
        assert [one["period"] for one in timeline["periods"]] == every(dated[0], dated[-1])
        for one in timeline["periods"] + [dict(timeline["undated"], period=None)]:
            words = sum(len(other["words"]) for other in of_all[one["period"]])
            assert one["statements"] == len(of_hits[one["period"]]), one
            assert one["all"] == len(of_all[one["period"]]), one
            assert one["words"] == words, (one, words)
            if one["period"] is None:
                continue
            rate = len(of_hits[one["period"]]) * 1e6 / words if words else None
            assert one["per_million"] == rate or abs(one["per_million"] - rate) < 1e-9, (one, rate)
        facet = {value["value"]: value["statements"] for value in found["facets"][0]["values"]}
        assert facet == collections.Counter(one["issuer"] for one in hits if "issuer" in one)
        assert found["facets"][0]["without"] == sum("issuer" not in one for one in hits)
    return len(hits)


total = 0
for word in ("river", "ferry", "bridge", "gauge"):
    total += check(word, "", lambda one: True)
    total += check(word, "issuer:Vessen", lambda one: one.get("issuer") == "Vessen")
    total += check(word, "-issuer:Vessen since:2021-03",
                   lambda one: one.get("issuer") != "Vessen"
                   and len(one.get("date", "")) >= 7 and one["date"] >= "2021-03"
                   or one.get("issuer") != "Vessen" and one.get("date", "") in ("2022", "2023"))
print(f"{len(statements)} statements, {total} hits")
