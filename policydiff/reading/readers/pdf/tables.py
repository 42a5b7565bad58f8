"""Ruled tables of a page: drawn lines to a grid, characters to its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policydiff.model.source import SourceCell
from policydiff.reading.readers.pdf.glyphs import Glyph, Rule
from policydiff.reading.readers.pdf.paragraphs import join_lines
from policydiff.reading.readers.pdf.rows import Printed, group_rows, printed

_TOUCH = 3.0
"""Points by which drawn lines may miss one another."""

_OPEN = 8.0
"""Points of upright lines below the last level one in a row cut by a page's end."""

_PADDING, _SLACK = 0.6, 0.3
"""Ems between a cell's side and its text, at most; ems by which a full line may fall short."""

_NARROW = 12
_SPREAD = re.compile(r"(?<=[^\x00-\u1fff])[ \u3000]+(?=\S)|(?<=\S)[ \u3000]+(?=[^\x00-\u1fff])")
"""Characters drawn wide apart by justified setting, with gaps beside Chinese ones."""

_MOST_RULES = 4000
_MOST_WORK = 4_000_000
"""Cells times lines of one grid: a dense page has 600 times 2,400."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLines:
    """The lines of a table on a page.

    `xs` are its upright lines from left to right, `ys` its level lines from top to bottom.
    `unended` is true if the page ends in the middle of a row.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    upright: tuple[Rule, ...]
    level: tuple[Rule, ...]
    unended: bool

    def holds(self, glyph: Glyph) -> bool:
        """True if the middle of the character lies inside."""
        x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        return self.xs[0] < x < self.xs[-1] and self.ys[-1] < y < self.ys[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table in its place on the page; `size` is that of its text."""

    rows: tuple[tuple[SourceCell, ...], ...]
    page: int
    left: float
    right: float
    base: float
    size: float
    columns: int
    last_page: int
    unended: bool


def find_grids(rules: Sequence[Rule]) -> list[TableLines]:
    """The tables of at least two columns and one row, from drawn lines that touch."""
    if len(rules) > _MOST_RULES:
        return []
    return [grid for group in _touching(rules) if (grid := _grid(group)) is not None]


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of lines that touch one another, directly or through others."""
    groups: list[tuple[Rule, list[Rule]]] = []
    for rule in sorted(rules, key=lambda rule: -rule.top):
        box, members = rule, [rule]
        apart: list[tuple[Rule, list[Rule]]] = []
        for other, others in groups:
            if _meet(box, other):
                box = Rule(
                    min(box[0], other[0]),
                    min(box[1], other[1]),
                    max(box[2], other[2]),
                    max(box[3], other[3]),
                )
                members = others + members
            else:
                apart.append((other, others))
        groups = [*apart, (box, members)]
    return [members for _, members in groups]


def _meet(rule: Rule, other: Rule) -> bool:
    across = rule.left <= other.right + _TOUCH and other.left <= rule.right + _TOUCH
    return across and rule.bottom <= other.top + _TOUCH and other.bottom <= rule.top + _TOUCH


def _grid(rules: Sequence[Rule]) -> TableLines | None:
    upright = tuple(rule for rule in rules if rule.top - rule.bottom > rule.right - rule.left)
    level = tuple(rule for rule in rules if rule.top - rule.bottom <= rule.right - rule.left)
    xs = _places((rule.left + rule.right) / 2 for rule in upright)
    drawn = _places((rule.top + rule.bottom) / 2 for rule in level)
    ends = [
        end
        for rule in upright
        for end in (rule.bottom, rule.top)
        if drawn and not drawn[0] - _OPEN < end < drawn[-1] + _OPEN
    ]
    ys = _places([*drawn, *ends])
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) * len(rules) > _MOST_WORK:
        return None
    return TableLines(
        xs=tuple(xs),
        ys=tuple(reversed(ys)),
        upright=upright,
        level=level,
        unended=bool(ends) and ys[0] < drawn[0],
    )


def _places(values: Iterable[float]) -> list[float]:
    """The positions in rising order, near ones merged."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _TOUCH:
            places.append(value)
    return places


def read_table(grid: TableLines, glyphs: Sequence[Glyph], page: int) -> PrintedTable | None:
    """The cells of a grid with their text; None if fewer than two columns have any."""
    inside = [glyph for glyph in glyphs if grid.holds(glyph)]
    slots: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in inside:
        slots.setdefault(_slot(grid, glyph), []).append(glyph)
    if len({column for _, column in slots}) < 2:
        return None
    rows = tuple(row for row in _cells(grid, slots) if row)
    size = max(glyph.size for glyph in inside)
    return PrintedTable(
        rows=rows,
        page=page,
        left=grid.xs[0],
        right=grid.xs[-1],
        base=grid.ys[0] - size,
        size=size,
        columns=len(grid.xs) - 1,
        last_page=page,
        unended=grid.unended,
    )


def _slot(grid: TableLines, glyph: Glyph) -> tuple[int, int]:
    x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    return sum(y < place for place in grid.ys[1:-1]), sum(x > place for place in grid.xs[1:-1])


def _cells(
    grid: TableLines, slots: dict[tuple[int, int], list[Glyph]]
) -> list[tuple[SourceCell, ...]]:
    """Rows of cells; slots that no line separates are one cell."""
    taken: set[tuple[int, int]] = set()
    found: list[tuple[SourceCell, ...]] = []
    for row in range(len(grid.ys) - 1):
        cells: list[SourceCell] = []
        for column in range(len(grid.xs) - 1):
            if (row, column) in taken:
                continue
            across, down = _spans(grid, row, column)
            block = [
                (row + below, column + beside) for below in range(down) for beside in range(across)
            ]
            taken.update(block)
            text = _cell_text(
                [glyph for slot in block for glyph in slots.get(slot, ())],
                grid.xs[column],
                grid.xs[column + across],
            )
            cells.append(SourceCell(text=text, colspan=across, rowspan=down))
        found.append(tuple(cells))
    return found


def _spans(grid: TableLines, row: int, column: int) -> tuple[int, int]:
    across = 1
    while column + across < len(grid.xs) - 1 and not _has_upright_rule(
        grid.upright, grid.xs[column + across], grid.ys[row], grid.ys[row + 1]
    ):
        across += 1
    down = 1
    while row + down < len(grid.ys) - 1 and not _has_level_rule_below(
        grid, row + down, column, column + across
    ):
        down += 1
    return across, down


def _has_upright_rule(upright: Sequence[Rule], x: float, top: float, bottom: float) -> bool:
    middle = (top + bottom) / 2
    return any(
        rule.left - _TOUCH <= x <= rule.right + _TOUCH and rule.bottom <= middle <= rule.top
        for rule in upright
    )


def _has_level_rule_below(grid: TableLines, row: int, column: int, end: int) -> bool:
    y, middle = grid.ys[row], (grid.xs[column] + grid.xs[end]) / 2
    return any(
        rule.bottom - _TOUCH <= y <= rule.top + _TOUCH and rule.left <= middle <= rule.right
        for rule in grid.level
    )


def _cell_text(glyphs: Sequence[Glyph], left: float, right: float) -> str:
    """The text of a cell between these sides, a line for each paragraph."""
    lines = [printed(row, 0) for row in group_rows(glyphs)]
    padding = min((line.left - left for line in lines), default=0.0)
    paragraphs: list[list[str]] = []
    before: Printed | None = None
    for line in lines:
        margin = min(padding, _PADDING * line.size)
        if before is not None and right - margin - before.right - line.head <= _SLACK * line.size:
            paragraphs[-1][-1] = _tight(paragraphs[-1][-1])
            paragraphs[-1].append(line.text)
        else:
            paragraphs.append([line.text])
        before = line
    return "\n".join(join_lines(texts) for texts in paragraphs)


def _tight(text: str) -> str:
    """A full line of a narrow cell without the gaps of justified setting."""
    return _SPREAD.sub("", text) if len(text) <= _NARROW else text
