# SPDX-License-Identifier: GPL-2.0-or-later
"""Opens pages of `searcher -f html` in Chromium and looks at them: wide and narrow, light and dark,
and on paper; and compares what they say with the JSON of the same queries.

    report_test.py BUILD_FOLDER SCRATCH_FOLDER

Pictures of the pages stay in SCRATCH_FOLDER."""
import json
import os
import random
import subprocess
import sys
import time

import rules
from devtools import Browser
from page_numbers import differences, statement_differences

HERE = os.path.dirname(os.path.abspath(__file__))
HEIGHT = 900
# Width, and light, dark or print; 320 is the least that a page has to fit (WCAG 2.2, 1.4.10).
VIEWS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark"), (320, "light"),
         (800, "print")]
SOME_VIEWS = [(1280, "dark"), (360, "light")]

HOSTILE = ["<script>document.title='taken'</script> drop", "\"><img src=x onerror=alert(1)> drop",
           "</blockquote></li></ol></main><h1>drop</h1>", "a \u202eyxorp\u202c drop \u2067turned",
           "drop \u0000 \u001b[31m \u009b end", "&lt;drop&gt; &amp; &#60;b&#62;", "' drop onfocus='x",
           "drop " + "unbroken" * 80, "قطرة drop من النهر", "drop \U000e0041\u200f\ufeff\uffff"]
URLS = ["javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>1</script>",
        "https://a.example/\"onclick=\"x", "https://a.example/" + "long/" * 60, "//b.example/",
        "HTTPS://b.example/?a=1&b=<2>", "http://c.example/\u202emoc.live", " https://d.example/",
        "vbscript:x"]


def hostile_records():
    for at, text in enumerate(HOSTILE):
        yield {"id": f"{at}-{text}", "title": text, "issuer": text, "speaker": text, "event": text,
               "date": f"20{at + 10}-0{at % 9 + 1}", "url": URLS[at], "text": (text + ". " + text).replace("\0", ""),
               "language": "ar" if "قطرة" in text else "en"}


def monthly_records():
    """Of 900 months, some without a statement, and some without a match."""
    chance = random.Random(9)
    for month in range(900):
        for number in range(chance.choice([0, 1, 1, 2, 3])):
            word = "drop" if chance.random() < 0.4 else "reed"
            yield {"id": f"{month}-{number}", "issuer": f"Basin {chance.randrange(60)}",
                   "date": f"{1950 + month // 12}-{month % 12 + 1:02}",
                   "text": f"A {word} in the river. " + "It flows. " * chance.randrange(40)}


def ask(*command):
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode > 1:
        raise RuntimeError(done.stderr.decode())
    return done.stdout.decode()


class Case:
    """A page, and the answer in JSON that it has to agree with."""

    def __init__(self, name, searcher, scratch, arguments):
        self.name, self.path = name, os.path.join(scratch, name + ".html")
        self.page = ask(searcher, "-f", "html", *arguments)
        self.answer = json.loads(ask(searcher, "-f", "json", *arguments))
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(self.page)

    def differences(self):
        return differences(self.page, self.answer)

    def rates(self):
        """Of the periods that have statements, for the chart has a bar for each of these."""
        periods = self.answer.get("timeline", {"periods": []})["periods"]
        return [period["per_million"] or 0 for period in periods if period["all"]]


class StatementCase:
    """A page of one statement, and what a terminal shows of it, in color."""

    def __init__(self, name, searcher, scratch, arguments):
        self.name, self.path = name, os.path.join(scratch, name + ".html")
        self.page = ask(searcher, "-f", "html", *arguments)
        self.shown = ask(searcher, "--color", "always", *arguments)
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(self.page)

    def differences(self):
        return statement_differences(self.page, self.shown)

    def rates(self):
        return []


def make_index(indexer, path, *arguments, records=None):
    lines = "".join(json.dumps(record) + "\n" for record in records or [])
    subprocess.run([indexer, "-q", "--db", path, *arguments], input=lines.encode(), check=True)
    return path


def make_cases(build, scratch):
    indexer, searcher = build + "/indexer/indexer", build + "/searcher/searcher"
    sample = make_index(indexer, scratch + "/sample", HERE + "/../../corpus/statements")
    hostile = make_index(indexer, scratch + "/hostile", "--input-format", "jsonl", "-",
                         records=hostile_records())
    months = make_index(indexer, scratch + "/months", "--input-format", "jsonl", "-",
                        records=monthly_records())
    def case(name, *arguments):
        return Case(name, searcher, scratch, arguments)
    def statement(name, *arguments):
        return StatementCase(name, searcher, scratch, arguments)
    return [
        case("report", "-d", sample, "-n12", "--timeline", "year", "--facet", "issuer", "--facet",
             "language", "(cease-fire OR river OR الهدنة OR 停火) , -gauge"),
        case("page", "-d", sample, "-n5", "--offset", "5", "--sort", "newest", "--score",
             "--timeline", "month", "\"early, fair and durable settlement\""),
        case("hostile", "-d", hostile, "-n0", "--timeline", "month", "--facet", "title",
             "--facet", "issuer", "drop OR \"<b>\u202e\" OR \"</title>\""),
        case("months", "-d", months, "--timeline", "month", "--facet", "issuer", "drop"),
        case("nothing", "-d", sample, "--timeline", "year", "--facet", "issuer", "settlemint"),
        case("partial", "-d", sample, "-d", scratch + "/<absent>", "--partial", "river"),
        case("long", "-d", sample, "--no-snippet", "river " + "OR 停火협정" * 300),
        case("similar", "-d", sample, "-n3", "--similar",
             "2021/osbs/round-one-joint-communique.txt"),
        statement("statement", "-d", sample, "--show",
                  "2021/osbs/round-one-joint-communique.txt", "title:communiqué river \"early, fair\""),
        statement("right-to-left", "-d", sample, "--show",
                  "2021/murjaniya/bayan-al-jawla-al-thaniya.txt", "النهر"),
        *(statement(f"hostile-{at}", "-d", hostile, "--show", f"{at}-{text}", "drop")
          for at, text in enumerate(HOSTILE) if "\0" not in text),
    ]


def look(browser, path, width, scheme, rates, picture_path):
    """The faults of a page as it opens, of which a picture is taken, and with everything unfolded."""
    with open(HERE + "/measure.js", encoding="utf-8") as file:
        measure = file.read()
    browser.open(path, width, HEIGHT, scheme)
    page = browser.evaluate(measure) | {"width": width}
    picture = browser.screenshot()
    picture.save(picture_path)
    found = rules.faults(path, browser, page, picture, rates)
    # On paper nothing can be unfolded.
    if page["details"] and (scheme == "print") == (page["folded"] > 0):
        found.append(f"folded: {page['folded']} rows")
    browser.evaluate("for (const e of document.querySelectorAll('details')) e.open = true")
    page = browser.evaluate(measure) | {"width": width}
    found += rules.faults(path, browser, page, None, rates)
    return list(dict.fromkeys(found))


# A fault that is put into a good page, and how the complaint of it begins.
DAMAGES = [
    ("<h1>", "<script>1</script><h1>", "self-contained:"),
    ("<h1>", "<img src=\"https://a.example/x.png\" alt=\"x\"><h1>", "fetched:|console:"),
    ("<html lang=\"en\">", "<html>", "language:"),
    ("--muted: #5c5850", "--muted: #9a968e", "contrast:"),
    ("--bar: #33709f", "--bar: #fafafa", "contrast:"),
    ("--bar: #33709f", "--bar: #33709f; zoom: 1; } .chart .bar { opacity: .2", "bars:"),
    ("mark { padding", "mark { opacity: .4; padding", "picture:"),
    (".source { margin", ".source { font-size: 9px !important; margin", "size:"),
    ("<main>", "<main><p><code style=\"white-space: pre\">" + "x" * 90 + "</code></p>", "overflow:"),
    ("<h3", "<h5", "headings:"),
    ("<main>", "<div>", "landmarks:"),
    (" role=\"img\"", " role=\"presentation\"", "image:"),
    ("<desc id=\"chart-summary\">", "<desc>", "id:"),
    ("scope=\"row\"", "", "tables:"),
    ("id=\"timeline\"", "id=\"query\"", "id:"),
    ("<h1>", "<a href=\"#query\"></a><h1>", "name:"),
    ("summary { padding", "summary { font-size: 12px; line-height: 1; padding", "target:"),
    ("font: 13px var", "font: 40px var", "labels:"),
]


def control(browser, case):
    """Each damage is seen; so the rules can fail."""
    for good, bad, complaint in DAMAGES:
        if good not in case.page:
            yield f"{good!r} is not on the page"
            continue
        path = case.path.replace(".html", "-damaged.html")
        page = case.page.replace(good, bad)
        if bad.startswith("<") or "--" in good or "{" in good:
            # With its policy the page would refuse what it is damaged with.
            start = page.index("<meta http-equiv")
            page = page[:start] + page[page.index("\n", start) + 1:]
        with open(path, "w", encoding="utf-8") as file:
            file.write(page)
        found = look(browser, path, 360, "light", case.rates(), path + ".png")
        if not any(fault.startswith(tuple(complaint.split("|"))) for fault in found):
            yield f"{bad!r} is not seen: {found[:3]}"
    text = case.page
    for good, bad in (("<strong>", "<strong>1"), ("<mark>", ""), ("</mark>", "</mark>x"),
                      ("<td>", "<td>9"), ("<bdi>", "<bdi>x"), ("</li>", "")):
        try:
            if not differences(text.replace(good, bad, 1), case.answer):
                yield f"{bad!r} for {good!r} makes no difference"
        except ValueError:
            pass


def main(build, scratch):
    begin = time.monotonic()
    scratch = os.path.abspath(scratch)
    failed = 0
    def report(name, found):
        nonlocal failed
        failed += bool(found)
        print(f"{name}: {'passed' if not found else 'FAILED'}", flush=True)
        for fault in found[:10]:
            print("  " + fault)
    cases = make_cases(build, scratch)
    with Browser() as browser:
        for case in cases:
            report(case.name + ", numbers", case.differences())
            for width, scheme in VIEWS if case is cases[0] else SOME_VIEWS[case.name[-1].isdigit():]:
                picture = os.path.join(scratch, f"{case.name}-{width}-{scheme}.png")
                report(f"{case.name}, {width} {scheme}",
                       look(browser, case.path, width, scheme, case.rates(), picture))
        report("control", list(control(browser, cases[1])))
    print(f"{len(cases)} pages, {time.monotonic() - begin:.0f} s; pictures are in {scratch}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
