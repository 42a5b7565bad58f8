"""Curves of figures by the number of works, as SVG that reads in light and dark.

Lines differ by their marks and dashes and bear their names, so no colour is needed to tell them
apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.builder import E

WIDTH, HEIGHT = 900, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 190, 44, 48
LINE = 15
"""Pixels between two names."""
STYLE = """
svg { --ink: #222; --quiet: #666; --rule: #ddd; --paper: #fff; }
@media (prefers-color-scheme: dark) { svg { --ink: #e6e6e6; --quiet: #a0a0a0; --rule: #3a3a3a; --paper: #181818; } }
text { font: 12px sans-serif; fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 3; } .quiet { fill: var(--quiet); }
h1, .title { font: 600 15px serif; }
.paper { fill: var(--paper); } .rule { stroke: var(--rule); } .lead { stroke: var(--quiet); stroke-width: .6; fill: none; }
.slope { stroke: var(--quiet); stroke-width: 1; stroke-dasharray: 1 5; }
.line { fill: none; stroke: var(--ink); stroke-width: 1.4; } .mark { fill: var(--paper); stroke: var(--ink); stroke-width: 1.4; }
.full { fill: var(--ink); }
"""
DASHES = ("", "7 3", "2 3", "9 3 2 3")
MARKS = ("circle", "square", "diamond", "triangle")
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Lines on logarithmic axes, by their names; `slope` draws how what doubles with the works grows."""

    title: str
    unit: str
    lines: dict[str, Points]
    slope: bool = False

    def svg(self) -> bytes:
        root = E.svg(
            E.title(self.title),
            E.style(STYLE),
            E.rect({"class": "paper"}, width="100%", height="100%"),
            E.text({"class": "title"}, self.title, x=str(LEFT), y="24"),
            *self._grid(),
            *self._lines(),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {WIDTH} {HEIGHT}",
            width=str(WIDTH),
            height=str(HEIGHT),
            role="img",
        )
        return etree.tostring(root, pretty_print=True)

    def _range(self, axis: int) -> tuple[float, float]:
        found = [point[axis] for points in self.lines.values() for point in points]
        if axis == 0:
            return min(found), max(found)
        return 10 ** math.floor(math.log10(min(found))), 10 ** math.ceil(math.log10(max(found)))

    def _x(self, value: float) -> float:
        low, high = self._range(0)
        share = math.log(value / low) / math.log(high / low)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def _y(self, value: float) -> float:
        low, high = self._range(1)
        share = math.log(value / low) / math.log(high / low)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def _grid(self) -> Iterator[Any]:
        low, high = self._range(1)
        right = f"{WIDTH - RIGHT}"
        for power in range(round(math.log10(low)), round(math.log10(high)) + 1):
            y = f"{self._y(10.0**power):.1f}"
            yield E.line({"class": "rule"}, x1=str(LEFT), x2=right, y1=y, y2=y)
            label = f"{10.0**power:g} {self.unit}"
            yield E.text(
                {"class": "quiet", "text-anchor": "end"}, label, x=str(LEFT - 8), y=y, dy="4"
            )
        bottom = str(HEIGHT - BOTTOM)
        for works in sorted({point[0] for points in self.lines.values() for point in points}):
            x = f"{self._x(works):.1f}"
            yield E.line({"class": "rule"}, x1=x, x2=x, y1=str(TOP), y2=bottom)
            yield E.text(
                {"class": "quiet", "text-anchor": "middle"}, f"{works:,}", x=x, y=bottom, dy="18"
            )
        middle = str((LEFT + WIDTH - RIGHT) // 2)
        yield E.text(
            {"class": "quiet", "text-anchor": "middle"}, "works", x=middle, y=bottom, dy="36"
        )
        if self.slope:
            yield from self._slope()

    def _slope(self) -> Iterator[Any]:
        """Dotted lines along which a figure doubles with the works."""
        (low, high), (less, most) = self._range(0), self._range(1)
        start = less
        while start * high / low <= most * 1.001:
            yield E.line(
                {"class": "slope"},
                x1=f"{self._x(low):.1f}",
                y1=f"{self._y(start):.1f}",
                x2=f"{self._x(high):.1f}",
                y2=f"{self._y(start * high / low):.1f}",
            )
            start *= 10

    def _lines(self) -> Iterator[Any]:
        places: dict[str, float] = {}
        for last in {points[-1][0] for points in self.lines.values()}:
            here = [(self._y(p[-1][1]), name) for name, p in self.lines.items() if p[-1][0] == last]
            places |= dict(_apart(sorted(here), TOP, HEIGHT - BOTTOM))
        for number, points in enumerate(self.lines.values()):
            spots = [(self._x(x), self._y(y)) for x, y in points]
            way = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
            dash = {"stroke-dasharray": DASHES[number // len(MARKS) % len(DASHES)] or "none"}
            yield E.polyline({"class": "line", "points": way} | dash)
            for spot in spots:
                yield _mark(number, *spot)
        for number, (name, points) in enumerate(self.lines.items()):
            (x, y), at = (self._x(points[-1][0]), self._y(points[-1][1])), places[name]
            lead = f"{x + 6:.1f},{y:.1f} {x + 16:.1f},{at:.1f}"
            yield E.polyline({"class": "lead", "points": lead})
            yield _mark(number, x + 22, at)
            yield E.text(name, x=f"{x + 31:.1f}", y=f"{at:.1f}", dy="4")


@dataclass(frozen=True, slots=True, kw_only=True)
class OddsChart(Chart):
    """Lines from odds to the share that came true, both from 0 to 1; on the dotted line odds hold."""

    def _x(self, value: float) -> float:
        return LEFT + value * (WIDTH - LEFT - RIGHT)

    def _y(self, value: float) -> float:
        return HEIGHT - BOTTOM - value * (HEIGHT - TOP - BOTTOM)

    def _grid(self) -> Iterator[Any]:
        right, bottom = str(WIDTH - RIGHT), str(HEIGHT - BOTTOM)
        for tenth in range(0, 11, 2):
            x, y, label = (
                f"{self._x(tenth / 10):.1f}",
                f"{self._y(tenth / 10):.1f}",
                f"{tenth / 10:g}",
            )
            yield E.line({"class": "rule"}, x1=str(LEFT), x2=right, y1=y, y2=y)
            yield E.line({"class": "rule"}, x1=x, x2=x, y1=str(TOP), y2=bottom)
            quiet = {"class": "quiet", "text-anchor": "end"}
            yield E.text(quiet, label, x=str(LEFT - 8), y=y, dy="4")
            yield E.text(quiet | {"text-anchor": "middle"}, label, x=x, y=bottom, dy="18")
        middle = {"class": "quiet", "text-anchor": "middle"}
        yield E.text(middle, self.unit, x=str((LEFT + WIDTH - RIGHT) // 2), y=bottom, dy="36")
        ends = {"x1": f"{self._x(0):.1f}", "y1": f"{self._y(0):.1f}"}
        yield E.line({"class": "slope"} | ends, x2=f"{self._x(1):.1f}", y2=f"{self._y(1):.1f}")


def _apart(ends: list[tuple[float, str]], top: float, bottom: float) -> Iterator[tuple[str, float]]:
    """A place for each name, near the end of its line and not upon another."""
    places = [max(top, y) for y, _ in ends]
    for number in range(1, len(places)):
        places[number] = max(places[number], places[number - 1] + LINE)
    last = bottom
    for number in reversed(range(len(places))):
        places[number] = min(places[number], last)
        last = places[number] - LINE
    return zip((name for _, name in ends), places, strict=True)


def _mark(number: int, x: float, y: float) -> Any:
    kind = MARKS[number % len(MARKS)]
    look = "mark" if number // len(MARKS) % 2 else "mark full"
    if kind == "circle":
        return E.circle({"class": look}, cx=f"{x:.1f}", cy=f"{y:.1f}", r="3.4")
    corners = {
        "square": ((-3, -3), (3, -3), (3, 3), (-3, 3)),
        "diamond": ((0, -4.4), (4.4, 0), (0, 4.4), (-4.4, 0)),
        "triangle": ((0, -4), (4, 3.4), (-4, 3.4)),
    }[kind]
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return E.polygon({"class": look, "points": points})


def draw(charts: dict[str, Chart], folder: Path) -> None:
    """Write each chart as a file of this name."""
    for name, chart in charts.items():
        (folder / f"{name}.svg").write_bytes(chart.svg())
