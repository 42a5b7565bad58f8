"""The pictures of a relation in HTML: bars and the heat map as inline SVG, the coverage table as a
table. All can be read without colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from policydiff.model.relation import CoverageStatus
from policydiff.render._markup import Markup, element, joined
from policydiff.views import relation_summary
from policydiff.views.relation import (
    MARKS,
    STATUSES,
    Cell,
    Item,
    Law,
    Table,
    percent,
    stands_out,
)

MANY = 8
"""From more documents on their titles stand upright."""

TALLEST = 14
"""So many characters of an upright title stand in one column."""

NAMED = 3
"""So many articles are named in a cell of the coverage table."""

_ARROWS = {"later": "→", "parallel": "∥", "earlier": "←"}
_DEEP, _PAPER = (0x2F, 0x6F, 0xAB), (0xFF, 0xFF, 0xFF)
_LIGHTEST, _DARKEST = 0.34, 0.78
"""How much of the deep colour the weakest and the strongest covered cell have: black text can be
read on both.
"""

_FULL = 0.45
"""The share from which a cell is as dark as can be."""


def patterns() -> Markup:
    """What the pictures share: the hatching of what is covered in part."""
    line = element(
        "path", d="M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6", stroke="#5d8ab8", stroke_width="1.6"
    )
    tile = element("rect", width="8", height="8", fill="#e6eef6")
    hatch = element(
        "pattern", tile, line, id="hatch", width="8", height="8", patternUnits="userSpaceOnUse"
    )
    return element(
        "svg", element("defs", hatch), width="0", height="0", class_="defs", aria_hidden="true"
    )


def sign(status: CoverageStatus) -> Markup:
    """The mark of a status as a picture: a full, a half and an empty disc."""
    shape = {
        "covered": element("circle", r="6", class_="ink"),
        "partly": joined(
            (
                element("circle", r="5.25", class_="rim white"),
                element("path", d="M0 -6 A6 6 0 0 0 0 6 Z", class_="ink"),
            )
        ),
        "none": element("circle", r="5.25", class_="rim faint"),
    }
    return shape[status]


def icon(status: CoverageStatus) -> Markup:
    """The mark beside a text."""
    return element(
        "svg",
        sign(status),
        viewBox="-7 -7 14 14",
        width="14",
        height="14",
        class_=f"icon {status}",
        aria_hidden="true",
    )


def when(law: Law, table: Table) -> Markup:
    """How a document lies in time to the left one, with an arrow."""
    if law.order is None:
        return Markup("")
    return element(
        "span",
        f"{_ARROWS[law.order]} {table.words[law.order]}",
        class_=f"order {law.order}",
    )


def bar(counts: Mapping[CoverageStatus, int], label: str) -> Markup:
    """The counts as one bar: filled, hatched, empty."""
    whole = sum(counts.values()) or 1
    parts: list[Markup] = []
    begin = 0.0
    for status in STATUSES:
        width = 100 * counts[status] / whole
        if counts[status]:
            parts.append(
                element(
                    "rect", x=f"{begin:.2f}%", width=f"{width:.2f}%", height="100%", class_=status
                )
            )
            parts.append(_count(begin + width / 2, counts[status]))
        begin += width
    frame = element("rect", width="100%", height="100%", class_="frame")
    return element(
        "svg", *parts, frame, width="100%", height="22", class_="bar", role="img", aria_label=label
    )


def _count(middle: float, count: int) -> Markup:
    return element("text", str(count), x=f"{middle:.2f}%", y="15.5", text_anchor="middle")


class Matrix:
    """The heat map and the coverage table of one relation."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.words = table.words
        self.places = {item.eid: place for place, item in enumerate(table.items)}

    def heat(self) -> Markup:
        """Titles above, items beside, the cells as one picture for each chapter."""
        count = len(self.table.laws)
        tall = min(max((len(law.bare) for law in self.table.laws), default=1), TALLEST)
        corner = element("div", self.words["item"], class_="corner")
        heads = element(
            "div",
            *map(self.head, self.table.laws),
            class_="heads upright" if count > MANY else "heads",
        )
        time = element("div", self.words["order"], class_="corner time")
        orders = element(
            "div",
            *(element("span", when(law, self.table) or "—") for law in self.table.laws),
            class_="heads orders",
        )
        grid = element(
            "div",
            corner,
            heads,
            time,
            orders,
            *self.groups(),
            class_="heat",
            style=f"--laws:{max(count, 1)};--tall:{tall}",
        )
        return element("div", grid, class_="scroll")

    def head(self, law: Law) -> Markup:
        """The title and date of a document."""
        year, mark, day = relation_summary.law_date(law, self.table.language).partition("年")
        small = element("small", year + mark, Markup("<wbr>"), day)
        return element(
            "a",
            element("b", law.bare, lang="zh"),
            small,
            href=f"#law-{law.letter}",
            title=law.title,
        )

    def groups(self) -> Iterator[Markup]:
        """The rows, chapter by chapter."""
        for group, items in groupby(self.table.items, lambda item: item.group):
            if group:
                yield element("p", group, class_="group", lang="zh")
            yield from self.rows(tuple(items))

    def rows(self, items: tuple[Item, ...]) -> tuple[Markup, Markup]:
        """The names of some items and the picture of their cells."""
        names = (
            element(
                "li", element("a", item.name, href=f"#i{self.places[item.eid]}", title=item.name)
            )
            for item in items
        )
        height = 100 / len(items)
        cells = (
            element(
                "svg",
                *(self.cell(item, law, column) for column, law in enumerate(self.table.laws)),
                **_box(y=row * height, height=height),
            )
            for row, item in enumerate(items)
        )
        picture = element("svg", *cells, width="100%", class_="cells", style=f"--rows:{len(items)}")
        return element("ol", *names, class_="names", lang="zh"), picture

    def cell(self, item: Item, law: Law, column: int) -> Markup:
        """One cell: colour or hatching, mark, share, and the way to the texts."""
        cell = item.cells[column]
        width = 100 / len(self.table.laws)
        told = self.words["cell"].format(
            item=item.name,
            law=law.short,
            status=self.words[cell.status],
            share=percent(cell.share),
            score=f"{cell.best:.2f}",
        )
        ground = element(
            "rect", width="100%", height="100%", class_=f"ground {cell.status}", fill=_fill(cell)
        )
        text = element("text", f"{cell.number}{cell.signs}", x="10", y="4.5", class_=cell.status)
        middle = element("svg", sign(cell.status), text, x="34%", y="50%", class_="middle")
        link = element(
            "a",
            element("title", told),
            ground,
            middle,
            href=f"#{self.target(item, law, cell)}",
            aria_label=told,
        )
        return element("svg", link, **_box(x=column * width, width=width))

    def target(self, item: Item, law: Law, cell: Cell) -> str:
        """Where a cell leads: the articles of that document beside the item, the item where there
        are none.
        """
        place = self.places[item.eid]
        return f"i{place}-{law.letter}" if cell.links else f"i{place}"

    def coverage(self) -> Markup:
        """The table to print: in each cell the mark and the best articles by number."""
        heads = (
            element(
                "th", element("b", law.short, lang="zh"), " ", when(law, self.table), scope="col"
            )
            for law in self.table.laws
        )
        head = element(
            "thead", element("tr", element("th", self.words["item"], scope="col"), *heads)
        )
        body = element("tbody", *map(self.row, self.table.items))
        return element(
            "div", element("table", head, body, self.totals(), class_="coverage"), class_="scroll"
        )

    def row(self, item: Item) -> Markup:
        """One item."""
        name = element("a", item.name, href=f"#i{self.places[item.eid]}")
        return element(
            "tr", element("th", name, scope="row", lang="zh"), *(map(self.named, item.cells))
        )

    def named(self, cell: Cell) -> Markup:
        """The mark of a cell and the articles that stand out, the best first."""
        found = (
            [link for link in cell.links if stands_out(link, self.table.relation)]
            if cell.status != "none"
            else []
        )
        names = self.words["list"].join(self.table.label(link.right) for link in found[:NAMED]) + (
            "…" if len(found) > NAMED else ""
        )
        return element(
            "td",
            element("span", cell.mark, class_="mark"),
            " ",
            element("span", names, lang="zh"),
            class_=cell.status,
        )

    def totals(self) -> Markup:
        """The counts below the table."""
        cells = (
            element("td", " ".join(f"{MARKS[status]} {law.counts[status]}" for status in STATUSES))
            for law in self.table.laws
        )
        return element(
            "tfoot", element("tr", element("th", self.words["overall"], scope="row"), *cells)
        )


def _box(**sides: float) -> dict[str, str]:
    """Places and sizes in percent of what holds them: the style says how tall a row is."""
    return {name: f"{value:.3f}%" for name, value in sides.items()}


def _fill(cell: Cell) -> str:
    """The colour of a cell: the larger the share, the darker."""
    if cell.status == "partly":
        return "url(#hatch)"
    if cell.status == "none":
        return "none"
    part = _LIGHTEST + (_DARKEST - _LIGHTEST) * min(cell.share / _FULL, 1.0)
    mixed = (
        round(paper + (deep - paper) * part) for deep, paper in zip(_DEEP, _PAPER, strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)
