# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes line plots with two logarithmic axes as one SVG file, two panels a row."""
import math
from dataclasses import dataclass, field
from html import escape

COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9", "#444444", "#7b3fa0"]
PANEL_WIDTH, PANEL_HEIGHT, TOP = 520, 340, 50
LEFT, RIGHT, ABOVE, BELOW = 66, 170, 34, 52
LABEL_STEP = 15


@dataclass
class Panel:
    title: str
    y_label: str
    series: dict = field(default_factory=dict)  # name: [(x, y), ...], all above 0


class Axis:
    """Maps values to pixels: whole decades where they are many, else from a 1, 2 or 5 to another."""

    def __init__(self, values, first_pixel, last_pixel):
        low, high = min(values), max(values)
        if high / low > 30:
            self.low_, self.high_ = 10.0 ** math.floor(math.log10(low)), 10.0 ** math.ceil(math.log10(high))
        else:
            ends = [m * 10.0 ** e for e in range(-4, 12) for m in (1, 2, 5)]
            self.low_ = max(end for end in ends if end <= low * 1.0001)
            self.high_ = min(end for end in ends if end >= high * 0.9999 and end > self.low_)
        self.first_, self.span_ = first_pixel, last_pixel - first_pixel

    def pixel(self, value):
        return self.first_ + self.span_ * math.log(value / self.low_) / math.log(self.high_ / self.low_)

    def ticks(self):
        """(value, whether it is labelled), small to large."""
        few = self.high_ / self.low_ <= 1000
        for exponent in range(math.floor(math.log10(self.low_)), math.ceil(math.log10(self.high_)) + 1):
            for digit in range(1, 10):
                value = digit * 10.0 ** exponent
                if self.low_ * 0.9999 <= value <= self.high_ * 1.0001:
                    yield value, digit == 1 or (few and digit in (2, 5))


def number(value):
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def line(x1, y1, x2, y2, colour, width=1.0):
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
            f'stroke="{colour}" stroke-width="{width}"/>')


def text(x, y, content, anchor="start", more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {more}>{escape(content)}</text>'


def spread(wanted, lowest):
    """Label heights near the wanted ones that do not overlap; none below `lowest`."""
    placed = []
    for y in sorted(wanted):
        placed.append(max(y, placed[-1] + LABEL_STEP) if placed else y)
    over = max(0, placed[-1] - lowest)
    for n in reversed(range(len(placed))):
        ceiling = placed[n + 1] - LABEL_STEP if n + 1 < len(placed) else placed[n] - over
        placed[n] = min(placed[n], ceiling)
    return placed


def grid(axis_x, axis_y, box, x_label, y_label):
    left, top, right, bottom = box
    for value, labelled in axis_x.ticks():
        x = axis_x.pixel(value)
        yield line(x, top, x, bottom, "#d5d5d5" if labelled else "#eeeeee")
        if math.log10(value) % 1 < 1e-9:
            yield text(x, bottom + 18, number(value), "middle")
    for value, labelled in axis_y.ticks():
        y = axis_y.pixel(value)
        yield line(left, y, right, y, "#d5d5d5" if labelled else "#eeeeee")
        if labelled:
            yield text(left - 7, y + 4, number(value), "end")
    yield line(left, bottom, right, bottom, "#555555")
    yield line(left, top, left, bottom, "#555555")
    yield text((left + right) / 2, bottom + 38, x_label, "middle")
    middle = (top + bottom) / 2
    yield text(left - 50, middle, y_label, "middle", f'transform="rotate(-90 {left - 50:.1f} {middle:.1f})"')


def draw(panel, x, y, x_label):
    box = left, top, right, bottom = x + LEFT, y + ABOVE, x + PANEL_WIDTH - RIGHT, y + PANEL_HEIGHT - BELOW
    yield text(left, y + 20, panel.title, more='font-weight="bold"')
    points = [point for series in panel.series.values() for point in series]
    if not points:
        yield text(left, top + 30, "no figures")
        return
    axis_x = Axis([point[0] for point in points], left, right)
    axis_y = Axis([point[1] for point in points], bottom, top)
    yield from grid(axis_x, axis_y, box, x_label, panel.y_label)
    ends = []
    for (name, series), colour in zip(panel.series.items(), COLOURS):
        if not series:
            continue
        pixels = [(axis_x.pixel(px), axis_y.pixel(py)) for px, py in sorted(series)]
        path = " ".join(f"{px:.1f},{py:.1f}" for px, py in pixels)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for px, py in pixels:
            yield f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>'
        ends.append((pixels[-1], name, colour))
    ends.sort(key=lambda end: end[0][1])
    for ((px, py), name, colour), height in zip(ends, spread([end[0][1] for end in ends], bottom)):
        yield line(px + 4, py, right + 10, height, colour, 0.7)
        yield text(right + 13, height + 4, name, more=f'fill="{colour}"')


def write_svg(path, title, x_label, panels):
    rows = (len(panels) + 1) // 2
    width, height = 2 * PANEL_WIDTH, TOP + rows * PANEL_HEIGHT
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
             f'height="{height}" role="img" font-family="sans-serif" font-size="12" fill="#222222">',
             "<!-- SPDX-License-Identifier: GPL-2.0-or-later -->",
             f"<title>{escape(title)}</title>",
             f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
             text(LEFT, 30, title, more='font-size="16" font-weight="bold"')]
    for n, panel in enumerate(panels):
        parts += draw(panel, n % 2 * PANEL_WIDTH, TOP + n // 2 * PANEL_HEIGHT, x_label)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join([*parts, "</svg>", ""]))
