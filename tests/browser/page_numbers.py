# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares a page in HTML with the JSON of the same query, by a parser of its own: every number,
every text and every mark on the page is the one of the answer."""
import html.parser
import re

VOID = {"meta", "br", "link", "img", "input", "hr"}
HEADING = 120  # characters of a query that stand in the heading


class Element:
    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.children = tag, dict(attributes), []

    def text(self):
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)

    def all(self, tag, kind=None):
        for child in self.children:
            if isinstance(child, Element):
                if child.tag == tag and kind in (None, child.attributes.get("class")):
                    yield child
                yield from child.all(tag, kind)

    def first(self, tag, kind=None):
        return next(self.all(tag, kind), None)


class Reader(html.parser.HTMLParser):
    """A page as a tree; each element that is opened is closed, in order."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open = [Element("document", [])]
        self.feed(text)
        self.close()
        if len(self.open) != 1:
            raise ValueError(f"<{self.open[-1].tag}> is never closed")

    def handle_starttag(self, tag, attrs):
        if len({name for name, _ in attrs}) != len(attrs):
            raise ValueError(f"<{tag}> has an attribute twice")
        element = Element(tag, attrs)
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].children.append(Element(tag, attrs))

    def handle_endtag(self, tag):
        if self.open.pop().tag != tag:
            raise ValueError(f"</{tag}> where another element is open")

    def handle_data(self, data):
        self.open[-1].children.append(data)

    def handle_comment(self, data):
        raise ValueError("a comment")


def printable(text):
    """As the man page has it: controls and characters that turn text become visible."""
    def visible(match):
        code = ord(match[0])
        return f"\\x{code:02x}" if code < 0x80 else f"\\u{{{code:x}}}"
    return re.sub("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", visible, text)


def rows(table):
    return [[cell.text() for cell in row.children if isinstance(cell, Element)]
            for body in table.all("tbody") for row in body.all("tr")]


def grouped(number):
    return f"{number:,}"


def of_timeline(timeline):
    def row(name, count, rate):
        shown = "–" if rate is None else f"{rate:,.2f}"
        return [name, grouped(count["statements"]), grouped(count["all"]), grouped(count["words"]),
                shown]
    expected = [row(p["period"], p, p["per_million"]) for p in timeline["periods"]]
    undated = timeline["undated"]
    if undated["all"]:
        rate = undated["statements"] * 1e6 / undated["words"] if undated["words"] else None
        expected.append(row("(none)", undated, rate))
    return expected


def of_facet(facet):
    expected = [[printable(v["value"]), grouped(v["statements"])] for v in facet["values"]]
    return expected + ([["(none)", grouped(facet["without"])]] if facet["without"] else [])


def circumstances(hit):
    speaker, post = hit.get("speaker", ""), hit.get("post", "")
    who = f"{speaker} ({post})" if speaker and post else speaker + post
    where = ", ".join(hit[name] for name in ("event", "place") if name in hit)
    parts = [hit.get("issuer", ""), who, hit.get("date", hit.get("year", "")), where,
             hit.get("language", "")]
    return printable(" · ".join(part for part in parts if part))


def of_hit(item, hit):
    """What is not as the answer has it, of a hit."""
    title = printable(hit.get("title", hit["id"]))
    yield "title", item.first("h3").text(), title
    who = item.first("p", "who")
    yield "circumstances", who.text() if who else "", circumstances(hit)
    yield "id", item.first("code").text(), printable(hit["id"])
    snippet = hit.get("snippet", {"text": "", "highlights": []})
    quote = item.first("blockquote")
    yield "snippet", quote.text() if quote else "", printable(snippet["text"])
    data = snippet["text"].encode()
    marks = [printable(data[b:e].decode(errors="replace")) for b, e in snippet["highlights"]]
    yield "marks", [mark.text() for mark in quote.all("mark")] if quote else [], marks
    url = hit.get("url", "")
    is_web = re.match("(?i)https?://.", url) and printable(url) == url and " " not in url
    yield "links", [a.attributes["href"] for a in item.all("a")], [url] if is_web else []
    if quote:
        yield "direction", quote.attributes.get("dir"), "auto"
        yield "language", quote.attributes.get("lang"), hit.get("language", "")


def differences(page, answer):
    """Yields what the page says, and what the answer has, where they differ."""
    document = Reader(page).open[0]
    query, total = answer["query"], answer["total"]
    facts = {}
    for dl in document.all("dl"):
        for child in dl.children:
            if isinstance(child, Element):
                if child.tag == "dt":
                    values = facts.setdefault(child.text(), [])
                else:
                    values.append(child.text())
    statements = answer["index"]["statements"]
    # What --similar asks for is no query.
    typed = query["typed"] or query["understood"]
    pairs = [
        ("heading", document.first("h1").text(),
         printable(typed[:HEADING]) + ("…" if len(typed) > HEADING else "")),
        ("total", re.findall(r"[\d,]+|None", document.first("p", "total").text()),
         [grouped(total) if total else "None", grouped(statements)]),
        ("typed", facts.get("Typed", [""]), [printable(query["typed"])]),
        ("understood", facts["Understood"], [printable(query["understood"])]),
        ("aliases", facts.get("Spellings and names added", []),
         [printable(alias) for alias in query["aliases"]]),
        ("dropped", facts.get("Dropped, as no word is in it", []),
         [printable(part) for part in query["dropped"]]),
        ("indexes", facts.get("Index", facts.get("Indexes")),
         [printable(place) for place in answer["index"]["locations"]]),
    ]
    cautions = [li.text() for ul in document.all("ul", "cautions") for li in ul.all("li")]
    for note in query["notes"]:
        pairs.append(("note", printable(note) in facts.get("Notes", []) + cautions, True))
    for index in answer["index"]["left_out"]:
        pairs.append(("left out", any(printable(index["location"]) in c for c in cautions), True))
    terms = document.first("table", "terms")
    pairs.append(("terms", rows(terms) if terms else [],
                  [[printable(t["typed"]), printable(t["understood"]), grouped(t["statements"])]
                   for t in query["terms"]]))
    numbers = document.first("table", "numbers")
    pairs.append(("timeline", rows(numbers) if numbers else None,
                  of_timeline(answer["timeline"]) if "timeline" in answer else None))
    shown = {}
    for section in document.all("section"):
        if section.attributes["aria-labelledby"].startswith("facet-"):
            shown[section.attributes["aria-labelledby"]] = sorted(
                row[:2] for table in section.all("table") for row in rows(table))
    pairs.append(("facets", shown, {f"facet-{at}": sorted(of_facet(facet)) for at, facet
                                    in enumerate(answer.get("facets", []), 1)}))
    hits = document.first("ol")
    items = list(hits.all("li")) if hits else []
    pairs.append(("hits", len(items), len(answer["hits"])))
    if items:
        pairs.append(("first", hits.attributes["start"], str(answer["hits"][0]["rank"])))
    for item, hit in zip(items, answer["hits"]):
        pairs += of_hit(item, hit)
    return [f"{name}: {said!r} and not {meant!r}" for name, said, meant in pairs if said != meant]


def statement_differences(page, shown):
    """As differences(), of the page of one statement and what a terminal shows of it, in color."""
    document = Reader(page).open[0]
    head, text = shown.split("\n\n", 1)
    marked = re.compile("\x1b\\[1;31m(.*?)\x1b\\[0m")
    def plain(inked):
        return re.sub("\x1b\\[[0-9;]*m", "", inked)
    fields = [tuple(plain(line).split(": ", 1)) for line in head.split("\n")]
    title_line = "".join(line for line in head.split("\n") if plain(line).startswith("title: "))
    facts = [(dt.text(), dd.text()) for dt, dd in zip(document.all("dt"), document.all("dd"))]
    body, title = document.first("div", "text"), document.first("h1")
    pairs = [("text", body.text().rstrip("\n"), plain(text).rstrip("\n")),
             # A terminal's colors end with each line.
             ("marks", "".join(mark.text() for mark in body.all("mark")).replace("\n", ""),
              "".join(marked.findall(text))),
             ("title", title.text(), dict(fields).get("title", dict(fields)["id"])),
             ("title's marks", [mark.text() for mark in title.all("mark")],
              marked.findall(title_line))]
    pairs += [(name, (name, value) in facts, True) for name, value in fields if name != "title"]
    return [f"{name}: {said!r} and not {meant!r}" for name, said, meant in pairs if said != meant]
