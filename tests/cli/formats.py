# SPDX-License-Identifier: GPL-2.0-or-later
"""The machine formats of searcher, read back by parsers that are not ours:

    formats.py BUILD_FOLDER SAMPLE_INDEX CHECK

CHECK is one of the functions below whose names begin with check_. Exit 0: it
holds; else the first thing that does not is said.
"""
import base64
import csv
import io
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import urllib.parse

from answer_schema import AnswerSchema

csv.field_size_limit(1 << 30)
BUILD, SAMPLE_INDEX = pathlib.Path(sys.argv[1]), sys.argv[2]
SCHEMA = AnswerSchema()

KNOWN_FIELDS = ["title", "issuer", "speaker", "post", "date", "place", "event", "session", "year",
                "language", "url"]
# Of other names, and such as searcher has a use for.
USER_FIELDS = {"motto": "motto", "rank": "field_rank", "score": "field_score",
               "snippet": "field_snippet", "qid": "field_qid", "version": "version",
               "total": "total", "hits": "hits"}
PIECES = ["common", '"', '""', "'", ",", ";", "\n", "\r", "\r\n", "\t", " ", "  ", "\\", "\\n", "\\t",
          "=", "+", "-", "@", "＝", "＋", "－", "＠", "\x01", "\x07", "\x1b[31m", "\x1b]0;x\x07",
          "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\u202e", "\u200f", "\u2066", "\u0301",
          "سلام", "שלום", "停火", "\U0001f54a\ufe0f", "\U0001f468\u200d\U0001f469\u200d\U0001f467",
          "=HYPERLINK(\"http://x.example\",\"y\")", "é", "%", "%20", "<b>", "&amp;", "{", "]", "null"]


def demand(holds, *what):
    if not holds:
        raise SystemExit("\n".join(ascii(part) for part in what))


def same(found, expected, what):
    if found == expected:
        return
    for one, other in zip(found, expected):
        demand(one == other, what, one, other)
    demand(False, what, f"{len(found)} and not {len(expected)}")


def run(program, *arguments, stdin=b""):
    path = BUILD / program / program
    return subprocess.run([path, *arguments], input=stdin, capture_output=True, check=False)


def search(index, *arguments, stdin=b"", code=0):
    result = run("searcher", "-d", index, *arguments, stdin=stdin)
    demand(result.returncode == code, arguments, result.returncode, result.stderr)
    return result.stdout


# ---- Statements that would break a format that is careless

def hostile(rng, pieces=7):
    return "".join(rng.choice(PIECES) for _ in range(rng.randrange(1, pieces)))


def as_field(value):
    """As indexer keeps a field: a line end or control character is a space, and none is at an end."""
    return re.sub("[\0-\x1f\x7f-\x9f]", " ", as_text(value)).strip(" ")


def as_text(value):
    return value.replace("\r\n", "\n").replace("\r", "\n")


def hostile_statements():
    rng = random.Random(27)
    for number in range(150):
        record = {"id": f"{hostile(rng)}#{number}", "language": "en",
                  "text": f"{hostile(rng, 30)} common {hostile(rng, 30)}"}
        names = [name for name in KNOWN_FIELDS if name not in ("date", "language", "year")]
        for name in names + list(USER_FIELDS):
            if rng.random() < 0.6:
                record[name] = hostile(rng)
        yield record


def as_kept(record):
    """The statement that indexer makes of a record: its fields under the names of columns."""
    kept = {"text": as_text(record["text"])}
    for name, value in record.items():
        if name != "text" and as_field(value):
            kept[USER_FIELDS.get(name, name)] = as_field(value)
    return kept


FILE_NAMES = ["new\nline.txt", "tab\there.txt", '"quoted", twice.txt', "=1+1.txt", "'=1.txt",
              "\x1b[31mred\x07.txt", "\u202egnirts.txt", " blank .txt", "100%.txt", "back\\slash.txt",
              "\U0001f54a سلام.txt", "cr\r.txt"]


def hostile_index(folder):
    """An index, and what its statements hold: by id, column by column."""
    source = pathlib.Path(folder, "source")
    source.mkdir()
    truth = {}
    with open(source / "records.jsonl", "w", encoding="utf-8") as file:
        for record in hostile_statements():
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            kept = as_kept(record)
            truth[kept["id"]] = kept
    for name in FILE_NAMES:
        text = f"common words of {len(truth)}"
        (source / name).write_text(text)
        truth[name] = {"id": name, "language": "en", "text": text}
    index = str(pathlib.Path(folder, "index"))
    made = run("indexer", "--db", index, "--language", "en", str(source))
    demand(made.returncode == 0, made.stderr)
    return index, truth


CHOSEN = ["id", *KNOWN_FIELDS, *USER_FIELDS.values(), "text"]


def in_order(statements):
    return sorted(statements, key=lambda statement: statement["id"])


def expected_rows(truth):
    return in_order({name: kept.get(name, "") for name in CHOSEN} for kept in truth.values())


def expected_hits(truth):
    return in_order({name: kept[name] for name in CHOSEN if name in kept} for kept in truth.values())


# ---- The readers

def read_csv(output):
    """Rows as Python's csv reads them, the apostrophes undone as searcher(1) says."""
    rows = list(csv.reader(io.StringIO(output.decode(), newline=""), strict=True))
    demand(all(len(row) == len(rows[0]) for row in rows), "ragged rows")
    for row in rows[1:]:
        for cell in row:
            demand(not re.match("[=+@\t\r\n＝＋－＠]", cell), "a formula", cell)
    return rows[0], [[re.sub("^'('*[=+\\-@\t\r\n＝＋－＠])", r"\1", cell) for cell in row]
                     for row in rows[1:]]


def read_tsv(output):
    lines = output.decode().split("\n")
    demand(lines.pop() == "", "the last line has no end")
    meant = {"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\"}
    rows = [[re.sub(r"\\.", lambda escape: meant[escape[0]], cell) for cell in line.split("\t")]
            for line in lines]
    demand(all(len(row) == len(rows[0]) for row in rows), "ragged rows")
    return rows[0], rows[1:]


def read_table(form, output):
    names, rows = read_csv(output) if form == "csv" else read_tsv(output)
    demand(len(set(names)) == len(names), "two columns of a name", names)
    return [dict(zip(names, row)) for row in rows]


def jq(program, data):
    result = subprocess.run(["/usr/bin/jq", "-r", program], input=data, capture_output=True,
                            check=True)
    return [base64.b64decode(line).decode() for line in result.stdout.split()]


def check_sound(definition, value):
    faults = SCHEMA.faults(definition, value)
    demand(not faults, *faults)


# ---- The checks

def check_json(folder):
    index, truth = hostile_index(folder)
    output = search(index, "-n0", "-f", "json", "--fields", ",".join(CHOSEN), "common")
    answer = json.loads(output)
    check_sound("answer_with_fields", answer)
    same(in_order(answer["hits"]), expected_hits(truth), "json")
    for name in CHOSEN:
        values = jq(f'.hits[] | select(has("{name}")) | .["{name}"] | @base64', output)
        same(sorted(values), sorted(hit[name] for hit in expected_hits(truth) if name in hit),
             f"jq: {name}")
    whole = json.loads(search(index, "-n0", "-f", "json", "common"))
    check_sound("answer", whole)
    own = ("rank", "score", "snippet")
    fields = [{name: value for name, value in hit.items() if name not in own}
              for hit in whole["hits"]]
    same(in_order(fields),
         [{name: value for name, value in hit.items() if name != "text"}
          for hit in expected_hits(truth)], "json without --fields")


def check_json_lines(folder):
    index, truth = hostile_index(folder)
    output = search(index, "-n0", "-f", "jsonl", "--fields", ",".join(CHOSEN), "common")
    *hits, summary = map(json.loads, output.decode().removesuffix("\n").split("\n"))
    same(in_order(hits), expected_hits(truth), "jsonl")
    check_sound("summary_line", summary)
    for hit in hits:
        check_sound("line_with_fields", hit)
    for line in search(index, "-n0", "-f", "jsonl", "common").split(b"\n")[:-2]:
        check_sound("hit_line", json.loads(line))


def check_tables(folder):
    index, truth = hostile_index(folder)
    for form in ("csv", "tsv"):
        output = search(index, "-n0", "-f", form, "--fields", ",".join(CHOSEN), "common")
        same(in_order(read_table(form, output)), expected_rows(truth), form)
        rows = read_table(form, search(index, "-n0", "-f", form, "common"))
        hits = json.loads(search(index, "-n0", "-f", "json", "common"))["hits"]
        same(rows, [row_of_hit(hit) for hit in hits], f"{form} without --fields")
        for name in CHOSEN:
            output = search(index, "-n0", "-f", form, "--fields", name, "common")
            same(sorted(row[name] for row in read_table(form, output)),
                 sorted(row[name] for row in expected_rows(truth)), f"{form}: {name} alone")


def row_of_hit(hit):
    """The cells of the default columns that a hit of JSON has."""
    row = {name: hit.get(name, "") for name in ["id", *KNOWN_FIELDS]}
    return {"rank": str(hit["rank"]), "score": as_number(hit["score"]), **row,
            "snippet": hit.get("snippet", {}).get("text", "")}


def as_number(value):
    """The shortest that is read back as the value."""
    return str(int(value)) if value == int(value) else repr(value)


def check_ids_and_runs(folder):
    index, truth = hostile_index(folder)
    ids = search(index, "-n0", "-f", "ids", "-0", "common").decode().split("\0")
    demand(ids.pop() == "", "the last id has no end")
    same(sorted(ids), sorted(truth), "ids")
    run_of_trec = search(index, "-n0", "-f", "trec", "common")
    # As trec_eval reads a run: lines of six columns, with what C calls white space between.
    lines = [line.split() for line in run_of_trec.split(b"\n")[:-1]]
    demand(all(len(line) == 6 for line in lines), "six columns")
    same([urllib.parse.unquote_to_bytes(line[2]).decode() for line in lines], ids, "trec")
    demand([int(line[3]) for line in lines] == list(range(1, len(ids) + 1)), "ranks")
    demand(all(line[0] == b"1" and line[1] == b"Q0" for line in lines), "the other columns")
    scores = [float(line[4]) for line in lines]
    demand(scores == sorted(scores, reverse=True), "scores")


BATCH_QIDS = ["q1", '"q,', "=q", "'=q", "q 4", "\U0001f54a", "q\\t"]


def check_batches(folder):
    index, _ = hostile_index(folder)
    queries = ["common", "xyzzy", "common -words", '"unmatched', "words", "NOT common", "common"]
    lines = "".join(f"{qid}\t{query}\n" for qid, query in zip(BATCH_QIDS, queries)).encode()
    alone = {qid: json.loads(search(index, "-f", "json", query, code=0 if found else 1))
             for qid, query, found in zip(BATCH_QIDS, queries, (1, 0, 1, None, 1, 0, 1))
             if found is not None}
    output = search(index, "-f", "json", "--batch", "-", stdin=lines, code=2)
    answers = [json.loads(line) for line in output.split(b"\n")[:-1]]
    for answer in answers:
        check_sound("answer", answer)
    # Only alone nothing found is explained by the terms' counts and in other members.
    same([(answer["qid"], answer["hits"]) for answer in answers],
         [(qid, answer["hits"]) for qid, answer in alone.items()], "json in a batch")
    expected = []
    for answer in answers:
        expected += [{"qid": answer["qid"], **hit} for hit in answer["hits"]]
        expected.append({name: value for name, value in answer.items() if name != "hits"})
    output = search(index, "-f", "jsonl", "--batch", "-", stdin=lines, code=2)
    same([json.loads(line) for line in output.split(b"\n")[:-1]], expected, "jsonl in a batch")
    rows = [{"qid": answer["qid"], **row_of_hit(hit)} for answer in answers for hit in answer["hits"]]
    for form in ("csv", "tsv"):
        output = search(index, "-f", form, "--batch", "-", stdin=lines, code=2)
        same(read_table(form, output), rows, f"{form} in a batch")


def check_concordance(folder):
    index, truth = hostile_index(folder)
    for query in ("common", "title:common OR common", "(common OR title:common) =é", "xyzzy"):
        def lines(form, *options, query=query):
            return search(index, "--kwic", "-f", form, *options, query, code=query == "xyzzy")
        answer = json.loads(lines("json"))
        check_sound("concordance", answer)
        places = answer.pop("concordance")
        demand(bool(places) == (query != "xyzzy"), "occurrences", query)
        demand(answer["occurrences"]["total"] == len(places), "the number of occurrences")
        for place in places:
            source = truth[place["id"]][place["field"]].encode()
            same(source[place["begin"]:place["end"]].decode(), place["match"], "the match")
        *items, summary = map(json.loads, lines("jsonl").splitlines())
        same([*items, summary], [*places, answer], "jsonl of a concordance")
        check_sound("summary_line", summary)
        for item in items[:20]:
            check_sound("occurrence_line", item)
        rows = [{name: str(place.get(name, "")) for name in OCCURRENCE} for place in places]
        for form in ("csv", "tsv"):
            same(read_table(form, lines(form)), rows, f"{form} of a concordance")
            chosen = read_table(form, lines(form, "--fields", "match,title,id"))
            same(chosen, [{"match": row["match"], "title": truth[row["id"]].get("title", ""),
                           "id": row["id"]} for row in rows], f"{form} with --fields")
        check_sound("concordance_with_fields", json.loads(lines("json", "--fields", "right,title")))


OCCURRENCE = ["rank", "id", "date", "field", "begin", "end", "left", "match", "right"]


# ---- Random queries of the sample corpus

WORDS = ["cease-fire", "settlement", "Sirün", "river", "WHO", "minister", "resolution", "bridge",
         "xyzzy", "the", "négociation", "promises", "停火", "rate", "communiqué"]
FILTERS = ["lang:en", "lang:fr", "issuer:Tashmar", "since:2022", "until:2024-06", "date:2021..2023",
           "year:1900", "cites:S/RES/9107"]


def random_query(rng):
    word = lambda: rng.choice(WORDS)  # noqa: E731
    shapes = [lambda: word(), lambda: f"{word()} {word()}", lambda: f'"{word()} {word()}"~9',
              lambda: f"{word()} OR {word()}", lambda: f"{word()} -{word()}", lambda: "NOT " + word(),
              lambda: f"{word()} {rng.choice(FILTERS)}", lambda: rng.choice(FILTERS),
              lambda: f"title:{word()}", lambda: "prom*", lambda: f"{word()} ,", lambda: "setlement",
              lambda: f'"{word()}', lambda: f"{word()} NEAR/9 {word()}"]
    return rng.choice(shapes)()


OPTIONS = [[], ["--facet", "lang", "--facet", "issuer", "--facet", "year"], ["--timeline", "year"],
           ["--timeline", "month", "--facet", "speaker"], ["--no-snippet"], ["--sort", "newest"],
           ["--any", "--offset", "3", "-n", "2"], ["--exact"], ["-n", "0", "--snippet-length", "60"]]


def answers_of(form, queries, options, code=(0, 2)):
    lines = "".join(f"{number}\t{query}\n" for number, query in enumerate(queries)).encode()
    result = run("searcher", "-d", SAMPLE_INDEX, "-f", form, *options, "--batch", "-", stdin=lines)
    demand(result.returncode in code, form, options, result.stderr)
    for line in result.stderr.splitlines():  # an error of a query, and of nothing else
        demand(not line.startswith(b"searcher: error: ") or line.startswith(b"searcher: error: stdin:"),
               form, options, result.stderr)
    return result.stdout


def check_random_answers(_):
    rng = random.Random(1127)
    for options in OPTIONS:
        queries = [random_query(rng) for _ in range(20)]
        answers = [json.loads(line) for line in answers_of("json", queries, options).splitlines()]
        demand(len(answers) > 5, "too few answers")
        expected, rows = [], []
        for answer in answers:
            check_sound("answer", answer)
            expected += [{"qid": answer["qid"], **hit} for hit in answer["hits"]]
            rows += [{"qid": answer["qid"], **row_of_hit(hit)} for hit in answer["hits"]]
            expected.append({name: value for name, value in answer.items() if name != "hits"})
        lines = [json.loads(line) for line in answers_of("jsonl", queries, options).splitlines()]
        same(lines, expected, "jsonl")
        for line in lines[:20]:  # the others are the same in json
            check_sound("summary_line" if "total" in line else "hit_line", line)
        if "--facet" not in options and "--timeline" not in options:
            if "--no-snippet" in options:
                for row in rows:
                    del row["snippet"]
            for form in ("csv", "tsv"):
                same(read_table(form, answers_of(form, queries, options)), rows, form)
        for query in queries[:3]:  # not of a batch: nothing found is explained
            result = run("searcher", "-d", SAMPLE_INDEX, "-f", "json", *options, query)
            if result.returncode != 2:
                check_sound("answer", json.loads(result.stdout))


def check_counts(_):
    queries = ["settlement", "xyzzy", "NOT settlement", "lang:fr OR river"]
    for option, name in (("--facet", "issuer"), ("--facet", "year"), ("--timeline", "month")):
        output = answers_of("json", queries, [option, name])
        for form in ("csv", "tsv"):
            rows = read_table(form, answers_of(form, queries, [option, name]))
            same(rows, [row for line in output.splitlines() for row in counts_of(json.loads(line))],
                 f"{form} {option} {name}")


def counts_of(answer):
    """The rows of what was counted for an answer."""
    qid = {"qid": answer["qid"]}
    for facet in answer.get("facets", []):
        values = [*facet["values"], {"value": "", "statements": facet["without"]}]
        for value in values:
            if value["statements"]:
                yield {**qid, "field": facet["field"], "value": value["value"],
                       "statements": str(value["statements"])}
    if timeline := answer.get("timeline"):
        undated = timeline["undated"]
        rows = timeline["periods"]
        if undated["all"]:
            words = undated["words"]
            rate = undated["statements"] * 1e6 / words if words else None
            rows.append({"period": "", **undated, "per_million": rate})
        for row in rows:
            rate = row["per_million"]
            yield {**qid, "period": row["period"], "statements": str(row["statements"]),
                   "all": str(row["all"]), "words": str(row["words"]),
                   "per_million": "" if rate is None else as_number(rate)}


def check_history(folder):
    source = pathlib.Path(folder, "source")
    source.mkdir()
    index = str(pathlib.Path(folder, "index"))
    for title, sentence in (("=One", "The ferry waits."), ("\u202eTwo", "The ferry sails."),
                            ("Three", "The ferry sails at noon.")):
        text = f"The river is high. {sentence}\tNo bridge \x1b[31mstands.\n"
        record = {"id": "a", "title": title, "text": text}
        (source / "a.jsonl").write_text(json.dumps(record) + "\n")
        made = run("indexer", "--db", index, "--keep-versions", str(source))
        demand(made.returncode == 0, made.stderr)
    versions = json.loads(search(index, "--versions", "a", "-f", "json"))
    check_sound("versions", versions)
    demand(len(versions["wordings"]) == 3, versions)
    demand(versions["wordings"][2]["text"] == text, versions)
    diff = json.loads(search(index, "--diff", "a", "-f", "json"))
    check_sound("diff", diff)
    demand(diff["changes"] and diff["fields"] == ["title"], diff)


# ---- The control: what is broken is not taken for sound

def broken(answer):
    """Copies of an answer with one thing wrong, each with what it is."""
    def copy(what, change):
        value = json.loads(json.dumps(answer))
        change(value)
        return what, value
    for name in answer:
        yield copy(f"no {name}", lambda value, name=name: value.pop(name))
        yield copy(f"{name} of another type", lambda value, name=name: value.update({name: True}))
    for name in answer["query"]:
        yield copy(f"no query.{name}", lambda value, name=name: value["query"].pop(name))
    for name in ("rank", "score", "id"):
        yield copy(f"no {name} of a hit", lambda value, name=name: value["hits"][0].pop(name))
    yield copy("another version", lambda value: value.update(version=2))
    yield copy("one member more", lambda value: value.update(hit=[]))
    yield copy("a negative total", lambda value: value.update(total=-1))
    yield copy("an empty suggestion", lambda value: value.update(suggestion=""))
    yield copy("a rank as a string", lambda value: value["hits"][0].update(rank="1"))
    yield copy("rank 0", lambda value: value["hits"][0].update(rank=0))
    yield copy("a field of null", lambda value: value["hits"][0].update(title=None))
    yield copy("an empty field", lambda value: value["hits"][0].update(title=""))
    yield copy("a snippet as a string", lambda value: value["hits"][0].update(snippet="x"))
    yield copy("a highlight of three",
               lambda value: value["hits"][0]["snippet"]["highlights"].append([1, 2, 3]))
    yield copy("a facet without its rest", lambda value: value["facets"][0].pop("without"))
    yield copy("a period of nothing", lambda value: value["timeline"]["periods"][0].update(period=""))
    yield copy("a rate as a string",
               lambda value: value["timeline"]["periods"][0].update(per_million="1.0"))


def check_control(_):
    output = run("searcher", "-d", SAMPLE_INDEX, "-f", "json", "--facet", "lang", "--timeline", "year",
                 "settlement").stdout
    answer = json.loads(output)
    check_sound("answer", answer)
    optional = {"no facets", "no timeline"}
    for what, value in broken(answer):
        demand(bool(SCHEMA.faults("answer", value)) != (what in optional), what)
    demand(SCHEMA.faults("summary_line", answer), "a summary with hits")
    demand(SCHEMA.faults("hit_line", {"rank": 1, "score": 1.5}), "a hit without id")


def main():
    checks = {name: value for name, value in globals().items() if name.startswith("check_")}
    with tempfile.TemporaryDirectory() as folder:
        checks[sys.argv[3]](folder)


if __name__ == "__main__":
    os.environ.pop("DEMARCHE_DB", None)
    main()
