"""The rows of a comparison table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

from policydiff.model.comparison import Fact, Statement
from policydiff.model.office_content import SignedRemark
from policydiff.model.profile import Column
from policydiff.report.cell_blocks import CellBlock, cut_blocks, cut_rows
from policydiff.report.pieces import TextPiece
from policydiff.text.numerals import NUMBER, SUBS, read_number

_ARTICLE = re.compile(rf"第({NUMBER})条({SUBS})")
"""The number of an article as rows name it: 第十七条之一."""

Category = Literal[
    "reworded",
    "added",
    "removed",
    "split",
    "merged",
    "regrouped",
    "moved",
    "explained",
    "renumbered",
    "unchanged",
]
CATEGORIES: tuple[Category, ...] = (
    *("reworded", "added", "removed", "split", "merged", "regrouped", "moved"),
    *("explained", "renumbered", "unchanged"),
)
QUIET: frozenset[Category] = frozenset(("renumbered", "unchanged"))
"""What official tables do not list: the words stayed and so did the place."""

FOLDED: frozenset[Category] = QUIET | {"explained"}
"""What folds by itself: with them, what changed nothing but the numbers of the provisions that it
cites.
"""

GAP_WORDS: dict[Category, str] = {
    "explained": "explained",
    "renumbered": "renumbered-only",
    "unchanged": "text-unchanged",
}
"""What a report says of rows that it does not list, by the keys of its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCell:
    """One provision on one side.

    It has its number as printed, its citation, and its text for a reader. `place` is its place in
    reading order; `table` marks a text whose lines are rows of cells separated by tabs.
    """

    num: str
    label: str
    place: int = 0
    heading: tuple[TextPiece, ...] = ()
    heading_gap: str = ""
    text_gap: str = ""
    own_line: bool = False
    table: bool = False
    text: tuple[TextPiece, ...] = ()

    @property
    def blocks(self) -> tuple[CellBlock, ...]:
        """The paragraphs and tables of the text, with marks before what may be left out."""
        if self.table:
            return (CellBlock(rows=cut_rows(self.text)),)
        return tuple(cut_blocks(self.text)) if self.text else ()

    @property
    def runs_on(self) -> bool:
        """True where the text goes on behind number and heading, on their line."""
        return bool(self.num) and not (self.own_line or self.table)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """One match of the comparison table.

    `anchor` names it in addresses: the eId of its first part in the new text, of one that is gone
    that in the old one. `container` marks a chapter or the like, whose articles follow as rows of their own, `depth` its
    rank (0 for the widest). `heading` and `text` are the redline of both sides in one, empty where
    a side holds several provisions. `pinned` says that a person set the pairing, `pinned_part` that
    one set some of its links, `declared` that a decision did, `doubtful` that a reader should check
    it. `articles` says that articles stand in it, which alone are counted; `replaced` that nothing
    but stated replacements (and new numbers of what is cited) changed its words; `glyphs` that
    nothing but the glyphs of words, or marks, did; `around` that it stands around the text, as a
    title does. `stated` is all that is said of its figures, sanctions and duties, `facts` what is
    told beside the row, of these and of others; of `unpaired` figures the texts leave open what
    became of them. `score` and `reason` are those of the match,
    `links` the cells that really correspond, as places. `possible` are the citations of parts of
    the other side that one without a partner may correspond to, with the odds; `reasons` what a
    person wrote of it, by the columns for that. `signed` are the comments beside it, and its
    tracked changes where they are asked for.
    """

    id: int
    anchor: str = ""
    category: Category
    left: tuple[RowCell, ...]
    right: tuple[RowCell, ...]
    heading: tuple[TextPiece, ...] = ()
    text: tuple[TextPiece, ...] = ()
    container: bool = False
    depth: int = 0
    moved: bool = False
    renumbered: bool = False
    articles: bool = False
    replaced: bool = False
    glyphs: bool = False
    pinned: bool = False
    pinned_part: bool = False
    declared: bool = False
    doubtful: bool = False
    around: bool = False
    score: float | None = None
    reason: str = ""
    facts: tuple[Fact, ...] = ()
    stated: tuple[Statement, ...] = ()
    unpaired: int = 0
    links: tuple[tuple[int, int], ...] = ()
    possible: tuple[tuple[str, float], ...] = ()
    reasons: tuple[tuple[Column, str], ...] = ()
    signed: tuple[SignedRemark, ...] = ()

    @property
    def cells(self) -> tuple[RowCell, ...]:
        """The cells of the right side, of the left one where the right is empty."""
        return self.right or self.left

    @property
    def title(self) -> str:
        """The name of the row in a list: citation, heading, or its first words."""
        cell = self.cells[0]
        heading = "".join(piece.text for piece in cell.heading).replace("　", "")
        name = (
            f"{self.label}　{heading}".strip("　")
            if self.container or not self.label
            else self.label
        )
        return name or "".join(piece.text for piece in cell.text)[:12] + "…"

    @property
    def label(self) -> str:
        """The citation of the row: of the right side, else of the left."""
        return "、".join(cell.label for cell in self.cells if cell.label)

    @property
    def loud(self) -> bool:
        """True where words or place changed, not the number alone."""
        return self.category not in QUIET

    @property
    def one_article(self) -> bool:
        """True for a row that names one article, and counts as one."""
        return self.articles and len(self.cells) == 1

    @property
    def frame(self) -> bool:
        """True for a chapter that is shown only because of the rows in it."""
        return self.container and not self.loud

    @property
    def elided(self) -> bool:
        """True where a long unchanged stretch of a text may be left out."""
        return any(piece.elided for cell in (*self.left, *self.right) for piece in cell.text)

    @property
    def crossing(self) -> bool:
        """True where the two sides have different numbers, or several for one."""
        return bool(self.left and self.right) and (
            self.renumbered or len(self.left) > 1 or len(self.right) > 1
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """Remarks on the row, as keys of words."""
        return tuple(
            name
            for name in ("glyphs", "pinned", "pinned_part", "declared", "doubtful")
            if getattr(self, name)
        )

    @property
    def names(self) -> tuple[str, str]:
        """The citations of both sides."""
        left, right = ("、".join(cell.label for cell in cells) for cells in (self.left, self.right))
        return left, right


def inline_cells(row: ComparisonRow) -> tuple[RowCell, ...]:
    """The redline of a row in one text; each provision by itself if there are more."""
    if not (row.text or row.heading):
        return (*row.left, *row.right)
    first = row.cells[0]
    return (replace(first, heading=row.heading or first.heading, text=row.text),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Neighbouring rows that are unchanged, or have a new number only."""

    category: Category
    rows: tuple[ComparisonRow, ...]

    @property
    def count(self) -> int:
        """The number of rows that have a name, or of all rows where none has."""
        return sum(any(row.names) for row in self.rows) or len(self.rows)

    @property
    def articles(self) -> int:
        """The number of those that are of articles."""
        return sum(row.articles and any(row.names) for row in self.rows)

    def names(self, template: str) -> tuple[str, str]:
        """The names of these rows by side: one, or first and last in the template."""
        return _span([row.names[0] for row in self.rows], template), _span(
            [row.names[1] for row in self.rows], template
        )


def gather(
    rows: Iterable[ComparisonRow], *, only_changed: bool = False, whole: bool = False
) -> Iterator[ComparisonRow | Gap]:
    """The rows, quiet neighbours as one gap unless the `whole` is wanted.

    `only_changed` leaves out what did not change at all, and chapters without rows.
    """
    items = iter(rows) if whole else _runs(rows)
    return _changed(items) if only_changed else items


def _runs(rows: Iterable[ComparisonRow]) -> Iterator[ComparisonRow | Gap]:
    rows = tuple(rows)
    orders = tuple(_order(row.names[side] for row in rows) for side in (0, 1))
    for category, neighbours in groupby(
        rows,
        lambda row: (
            None if row.container or row.signed or row.category not in FOLDED else row.category
        ),
    ):
        if category is None:
            yield from neighbours
        else:
            yield from (
                Gap(category=category, rows=run) for run in _unbroken(tuple(neighbours), orders)
            )


def _order(names: Iterable[str]) -> dict[str, int]:
    """The places of the numbered articles of a side, in the order of their numbers."""
    found = {one[0]: _key(one) for name in names for one in _ARTICLE.finditer(name)}
    return {name: place for place, name in enumerate(sorted(found, key=lambda one: found[one]))}


def _key(number: re.Match[str]) -> tuple[int, ...]:
    return tuple(read_number(part) or 0 for part in (number[1], *number[2].split("之")[1:]))


def _unbroken(
    rows: tuple[ComparisonRow, ...], orders: tuple[dict[str, int], ...]
) -> Iterator[tuple[ComparisonRow, ...]]:
    """The runs of rows in which no number of either side is left out."""
    # 第八条至第十条 names all three: without 第九条 it would name one that stands elsewhere
    begin = 0
    for place, (before, row) in enumerate(pairwise(rows), 1):
        pairs = zip(orders, before.names, row.names, strict=True)
        if any(
            one in order and other in order and order[other] != order[one] + 1
            for order, one, other in pairs
        ):
            yield rows[begin:place]
            begin = place
    yield rows[begin:]


def _changed(items: Iterable[ComparisonRow | Gap]) -> Iterator[ComparisonRow | Gap]:
    """The rows that changed, below the chapters that hold them."""
    waiting: list[ComparisonRow] = []
    for item in items:
        if isinstance(item, ComparisonRow) and item.container:
            waiting = [above for above in waiting if above.depth < item.depth]
            if item.category in QUIET:
                waiting.append(item)
                continue
        if item.category != "unchanged" or (isinstance(item, ComparisonRow) and item.signed):
            yield from waiting
            yield item
            waiting = []


def _span(names: list[str], template: str) -> str:
    named = [name for name in names if name]
    if len(named) <= 1:
        return "".join(named)
    return template.format(first=named[0], last=named[-1])
