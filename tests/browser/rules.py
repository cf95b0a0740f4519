# SPDX-License-Identifier: GPL-2.0-or-later
"""What a page has to be, by what a browser measured in it (measure.js), its accessibility tree
and a picture of it. Each rule yields `name: fault`; WCAG 2.2 is https://www.w3.org/TR/WCAG22/."""

LEAST_CONTRAST, LEAST_SHAPE_CONTRAST = 4.5, 3.0
LEAST_TEXT_PX, LEAST_TARGET_PX = 12, 24
INTERACTIVE = {"link", "button", "DisclosureTriangle", "textbox", "checkbox", "combobox", "tab"}


def nothing_fetched(events, path):
    for event in events:
        method, params = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent" and params["request"]["url"] != "file://" + path:
            yield f"fetched: {params['request']['url'][:80]}"
        elif method == "Log.entryAdded":
            yield f"console: {params['entry']['text'][:120]}"
        elif method in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
            yield f"console: {method}"
        elif method == "Audits.issueAdded":
            yield f"console: {params['issue']['code']}"


def self_contained(page):
    for element in page["outside"]:
        yield f"self-contained: {element}"


def named_page(page):
    """3.1.1 Language of Page, 2.4.2 Page Titled, 1.4.4 Resize Text, 4.1.2 (unique ids)"""
    if not page["language"]:
        yield "language: the page has none"
    if not page["title"].strip():
        yield "title: the page has none"
    if "width=device-width" not in page["viewport"] or "scal" in page["viewport"].replace(
            "initial-scale=1", ""):
        yield f"viewport: {page['viewport']}"
    for id_ in page["duplicates"]:
        yield f"id: {id_} stands twice"
    for id_ in page["dangling"]:
        yield f"id: {id_} is referred to and is none"


def headings(page):
    """1.3.1 Info and Relationships, 2.4.6 Headings and Labels"""
    levels = page["headings"]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"headings: {levels}"
    for before, after in zip(levels, levels[1:]):
        if after > before + 1:
            yield f"headings: {after} after {before}"


def tables(page):
    """1.3.1: each table has a caption, a heading for each column and one for each row"""
    if page["headless"]:
        yield f"tables: {page['headless']} without caption or headings"


def contrast(page):
    """1.4.3 Contrast (Minimum), 1.4.11 Non-text Contrast"""
    for text in page["texts"]:
        if text["contrast"] < LEAST_CONTRAST:
            yield f"contrast: {text['contrast']:.2f} of '{text['text']}'"
    for bar in page["bars"] + page["shares"]:
        if bar["contrast"] < LEAST_SHAPE_CONTRAST:
            yield f"contrast: {bar['contrast']:.2f} of a bar"
            break


def legible(page):
    """1.4.10 Reflow; and no text is smaller than can be read on a telephone"""
    if page["scrollWidth"] > page["width"]:
        yield f"overflow: {page['scrollWidth']} in {page['width']} pixels"
    for text in page["texts"]:
        if text["size"] < LEAST_TEXT_PX:
            yield f"size: {text['size']} pixels of '{text['text']}'"
        place = text["place"]
        if place["x"] < -0.5 or place["x"] + place["width"] > page["width"] + 0.5:
            yield f"overflow: '{text['text']}' reaches beyond the page"


def labels_apart(page):
    for kind in ("period", "scale"):
        places = [t["place"] for t in page["texts"] if (t["kind"] or "").split(" ")[0] == kind]
        for at, a in enumerate(places):
            for b in places[at + 1:]:
                if (a["x"] < b["x"] + b["width"] and b["x"] < a["x"] + a["width"] and
                        a["y"] < b["y"] + b["height"] and b["y"] < a["y"] + a["height"]):
                    yield f"labels: two of the chart's {kind}s overlap"


def targets(page):
    """2.5.8 Target Size (Minimum)"""
    for target in page["targets"]:
        if min(target["place"]["width"], target["place"]["height"]) < LEAST_TARGET_PX:
            yield f"target: '{target['text']}' is {target['place']['height']:.0f} pixels high"


def _value(node, name):
    return node.get(name, {}).get("value", "")


def accessible(nodes, page):
    """1.1.1 Non-text Content, 1.3.1, 2.4.1 Bypass Blocks, 4.1.2 Name, Role, Value"""
    nodes = [node for node in nodes if not node.get("ignored")]
    by_role = {}
    for node in nodes:
        by_role.setdefault(_value(node, "role"), []).append(node)
    for role in ("main", "banner", "contentinfo"):
        if len(by_role.get(role, [])) != 1:
            yield f"landmarks: {len(by_role.get(role, []))} {role}"
    images = by_role.get("image", []) + by_role.get("img", [])
    if len(images) != (page["chart"] is not None):
        yield f"image: {len(images)}"
    for image in images:
        if not _value(image, "name") or not _value(image, "description"):
            yield "image: without name or description"
    for role in INTERACTIVE | {"region", "table", "heading"}:
        for node in by_role.get(role, []):
            if not _value(node, "name").strip():
                yield f"name: a {role} has none"
    held = len(by_role.get("rowheader", [])), len(by_role.get("columnheader", []))
    if by_role.get("table") and not all(held):
        yield f"tables: {held} headers of rows and columns"


def _near(a, b):
    return all(abs(x - y) <= 3 for x, y in zip(a, b))


def _pixel(picture, x, y):
    x, y = int(x), int(y)
    return picture.getpixel((x, y)) if 0 <= x < picture.width and 0 <= y < picture.height else ()


def _share_of(picture, place, color):
    """How much of a box is of a color."""
    left, top = int(place["x"]), int(place["y"])
    part = picture.crop((left, top, int(left + max(1, place["width"])),
                         int(top + max(1, place["height"]))))
    pixels = list(part.getdata())
    return sum(_near(pixel, color) for pixel in pixels) / len(pixels)


def picture_shows(picture, page, rates):
    """The picture is of the page: its ground, the bars as high as the rates are, the marks."""
    colors = picture.getcolors(maxcolors=1 << 24)
    ground = max(colors)
    if len(colors) < 20:
        yield f"picture: blank, of {len(colors)} colors"
    if not _near(ground[1], page["page"]):
        yield f"picture: its ground is {ground[1]} and not {page['page']}"
    for mark in page["marks"]:
        if not any(_share_of(picture, place, mark["color"]) > 0.3 for place in mark["places"]):
            yield f"picture: '{mark['text']}' is not marked"
    for share in page["shares"]:
        place = share["place"]
        if place["width"] >= 2 and _share_of(picture, place, share["color"]) < 0.5:
            yield "picture: no bar where a facet's is"
    yield from bars_shown(picture, page, rates)


def bars_shown(picture, page, rates):
    """Counts the pixels of each bar's column; they are proportional to the rates."""
    bars, chart = page["bars"], page["chart"]
    if len(bars) != len(rates):
        yield f"bars: {len(bars)} for {len(rates)} periods with statements"
        return
    highest = max(rates, default=0)
    tallest = max((bar["place"]["height"] for bar in bars), default=0)
    if highest and tallest < 90:
        yield f"bars: the highest is {tallest} pixels high"
    for bar, rate in zip(bars, rates):
        place = bar["place"]
        if place["width"] < 3:
            continue  # of less than a pixel or two, no pixel has the whole color
        x = place["x"] + place["width"] / 2
        column = [_pixel(picture, x, chart["y"] + y) for y in range(int(chart["height"]))]
        shown = sum(len(pixel) == 3 and _near(pixel, bar["color"]) for pixel in column)
        expected = max(tallest * rate / highest, 1) if rate else 0
        if abs(shown - expected) > 2:
            yield f"bars: {shown} pixels and not {expected:.1f}: {bar['title']}"


def faults(path, browser, page, picture, rates):
    """All faults; `picture` may be none, where none was taken."""
    found = list(nothing_fetched(browser.events, path))
    for rule in (self_contained, named_page, headings, tables, contrast, legible, labels_apart,
                 targets):
        found += rule(page)
    found += accessible(browser.accessibility(), page)
    if picture:
        found += picture_shows(picture, page, rates)
    return found
