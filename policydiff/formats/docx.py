"""The page of any value as a Word file to send on.

Landscape, real tables with repeating heads, readable in black and white. A comparison is a 对照表, a
text a document in official layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policydiff.comparing.report.table.word import BAND_SHADE, HEAD_SHADE, legend
from policydiff.locale import Language
from policydiff.model.reports import ReportOptions, Shown
from policydiff.report.cell_blocks import tables_and_text
from policydiff.report.formats import FAMILIES, function
from policydiff.report.labels import WORDS
from policydiff.report.page import (
    Block,
    FactLines,
    Page,
    PageLine,
    PageRow,
    PageSection,
    PageTable,
    PlainWords,
    Role,
    page_of,
)
from policydiff.report.pieces import TextPiece, cut
from policydiff.report.provisions import WHOLE, InnerTable, abridged
from policydiff.report.word.body import (
    BOLD,
    CHARACTER,
    PLAIN,
    SMALL,
    Merge,
    RunLook,
    cell,
    line,
    paragraph,
    row,
    run,
    table,
)
from policydiff.report.word.document import TEXT_ACROSS, table_file
from policydiff.report.word.provisions import inner_table, redlined
from policydiff.report.word.xml import Xml

_LOOKS: dict[Role, RunLook] = {
    "strong": BOLD,
    "hit": BOLD,
    "bad": BOLD,
    "doubt": BOLD,
    "quiet": RunLook(grey=True),
}
"""What words look like by their role; all others are plain."""

_NAMES = 2800
"""The width of the names of facts, in twentieths of a point."""

_LEAST_SHARE = 2500
"""The least width of a column of long texts."""

_NARROW = 3, 12
"""Characters for which a column without long texts has room at least and at most."""


def render(value: Shown, options: ReportOptions) -> bytes:
    """The whole file."""
    own = FAMILIES[value.family].word
    if own is not None:
        data: bytes = function(own)(value, options)
        return data
    page = page_of(value, options, wide=True)
    return table_file(page.title, _DocxWriter(page.language).parts(page), page.language)


class _DocxWriter:
    """Writes the parts of a page in one language."""

    def __init__(self, language: Language) -> None:
        """Look up the words once."""
        self.language = language
        self.colon = WORDS[language]["colon"]

    def parts(self, page: Page) -> Iterator[Xml]:
        """The summary of the page, the legend of its marks, its sections."""
        for one in page.summary:
            yield from self.paragraphs(one, BOLD)
        pieces = [
            piece
            for one in _every_line(page.sections)
            for piece in one.text
            if isinstance(piece, TextPiece)
        ]
        if any(piece.op != "equal" for piece in pieces):
            moves, elided = (
                any(getattr(one, key) for one in pieces) for key in ("moved", "elided")
            )
            yield legend(self.language, moves=moves, elided=elided)
        for section in page.sections:
            yield from self.section(section, 1)
        yield paragraph()

    def section(self, section: PageSection, rank: int) -> Iterator[Xml]:
        """A heading that Word's navigation knows, and what stands below it."""
        if section.heading is not None:
            style, size = ("PartOne", 14) if rank == 1 else ("PartTwo", 12)
            yield paragraph(self.runs(section.heading, RunLook(size=size)), style=style)
        for block in section.blocks:
            yield from self.block(block, rank)

    def block(self, block: Block, rank: int) -> Iterator[Xml]:
        """One part of a section."""
        if isinstance(block, PageSection):
            yield from self.section(block, rank + 1)
        elif isinstance(block, PageLine):
            yield from self.paragraphs(block, PLAIN)
        elif isinstance(block, PageTable):
            yield from (self.table(block), paragraph())
        elif isinstance(block, FactLines) and all(one.name for one in block.lines):
            widths = (_NAMES, TEXT_ACROSS - _NAMES)
            yield table(widths, (self.fact(one, widths) for one in block.lines))
            yield paragraph()
        else:
            for one in block.lines:
                yield from self.paragraphs(one, PLAIN)

    def fact(self, fact: PageLine, widths: tuple[int, int]) -> Xml:
        """A fact by its name."""
        words = list(self.paragraphs(replace(fact, name=""), SMALL))
        name = line(fact.name, replace(SMALL, bold=True))
        return row((cell(widths[0], (name,)), cell(widths[1], words)), whole=True)

    def table(self, shown: PageTable) -> Xml:
        """A table under its heads, where it has any."""
        widths = _widths(shown)
        heads = [
            cell(width, (line(column.head, BOLD, align="center"),), shade=HEAD_SHADE, middle=True)
            for column, width in zip(shown.columns, widths, strict=True)
        ]
        named = any(column.head for column in shown.columns)
        below = (*(one.continues for one in shown.rows[1:]), False)
        rows = (
            self.row(shown, one, widths, next_continues=further)
            for one, further in zip(shown.rows, below, strict=False)
        )
        return table(widths, (*((row(heads, head=True),) if named else ()), *rows))

    def row(
        self, shown: PageTable, one: PageRow, widths: tuple[int, ...], *, next_continues: bool
    ) -> Xml:
        """A row; its first cells reach down over what continues it, a head over all."""
        if _is_band(one):
            head = paragraph(self.runs(PageLine(text=one.heading), BOLD))
            band = cell(sum(widths), (head,), span=len(widths), shade=BAND_SHADE)
            return row((band,), whole=True)
        merge: Merge | None = "continue" if one.continues else "restart" if next_continues else None
        shade = BAND_SHADE if one.heading else None
        cells = []
        for place, (lines, width) in enumerate(zip(one.cells, widths, strict=True)):
            look = PLAIN if shown.columns[place].wide and one.role != "quiet" else SMALL
            content = [part for each in lines for part in self.paragraphs(each, look, width)]
            down = merge if place < shown.spanned else None
            cells.append(cell(width, content, merge=down, shade=shade))
        tall = max(
            sum(_height(each, width) for each in lines)
            for lines, width in zip(one.cells, widths, strict=True)
        )
        return row(cells, whole=tall <= WHOLE)

    def paragraphs(self, shown: PageLine, look: RunLook, width: int = TEXT_ACROSS) -> Iterator[Xml]:
        """A line, of as many paragraphs as its text has, and the tables in it."""
        look = _joined(look, shown.role)
        for is_table, lines in tables_and_text(self.split(shown), _is_row):
            if is_table:
                rows = (tuple(cut(map(_as_piece, parts), "\t")) for parts in lines)
                yield from (inner_table(InnerTable(rows=tuple(rows)), width), paragraph())
            else:
                for parts in lines:
                    yield paragraph((_run(part, look) for part in parts), depth=shown.depth)

    def runs(self, shown: PageLine, look: RunLook) -> list[Xml]:
        """A line as one paragraph."""
        look = _joined(look, shown.role)
        return [_run(part, look) for parts in self.split(shown) for part in parts]

    def split(self, shown: PageLine) -> list[list[PlainWords | TextPiece]]:
        """The text of a line cut at its line feeds, its name first."""
        name = f"{shown.name}{self.colon}" if shown.name else ""
        found: list[list[PlainWords | TextPiece]] = [
            [PlainWords(text=name, role="strong")] if name else []
        ]
        for one in shown.text:
            part = abridged(one) if isinstance(one, TextPiece) else one
            for place, text in enumerate(part.text.split("\n")):
                if place:
                    found.append([])
                if text:
                    found[-1].append(replace(part, text=text))
        return found


def _is_row(parts: list[PlainWords | TextPiece]) -> bool:
    """True for a row of a table that stands in a text."""
    return any("\t" in part.text for part in parts)


def _as_piece(part: PlainWords | TextPiece) -> TextPiece:
    return part if isinstance(part, TextPiece) else TextPiece(op="equal", text=part.text)


def _run(part: PlainWords | TextPiece, look: RunLook) -> Xml:
    if isinstance(part, TextPiece):
        return redlined(part, bold=look.bold, size=look.size)
    return run(part.text, _joined(look, part.role))


def _joined(look: RunLook, role: Role) -> RunLook:
    other = _LOOKS.get(role, PLAIN)
    return replace(look, bold=look.bold or other.bold, grey=look.grey or other.grey)


def _is_band(one: PageRow) -> bool:
    """True for a row that is nothing but the head of those below it."""
    return bool(one.heading) and one.role == "unchanged"


def _widths(shown: PageTable) -> tuple[int, ...]:
    """The widths of the columns; those of long texts share what the others leave."""
    needs = [_need(shown, place) for place in range(len(shown.columns))]
    spread = [column.wide or column.cut for column in shown.columns]
    taken = sum(need for need, stretches in zip(needs, spread, strict=True) if not stretches)
    share = max((TEXT_ACROSS - taken) // max(sum(spread), 1), _LEAST_SHARE)
    widths = [share if stretches else need for need, stretches in zip(needs, spread, strict=True)]
    return tuple(width * TEXT_ACROSS // sum(widths) for width in widths)


def _need(shown: PageTable, place: int) -> int:
    """The width that the words of a column need, within bounds."""
    least, most = _NARROW
    rows = (row for row in shown.rows if not _is_band(row))
    lines = (one for row in rows for one in row.cells[place])
    longest = max(map(_length, lines), default=0)
    head = _width(shown.columns[place].head)
    return min(max(least, longest, head), most) * CHARACTER + 200


def _length(shown: PageLine) -> int:
    """The width of a line, in Chinese characters."""
    return _width(shown.name + "".join(one.text for one in shown.text))


def _height(shown: PageLine, width: int) -> int:
    """The lines of a column that a line takes, about."""
    breaks = sum(one.text.count("\n") for one in shown.text)
    return 1 + breaks + _length(shown) * CHARACTER // width


def _width(text: str) -> int:
    return sum(2 - character.isascii() for character in text) // 2 + 1


def _every_line(blocks: Iterable[Block]) -> Iterator[PageLine]:
    """All lines of these parts."""
    for block in blocks:
        if isinstance(block, PageLine):
            yield block
        elif isinstance(block, PageTable):
            yield from (one for row in block.rows for lines in row.cells for one in lines)
        else:
            yield from _every_line(block.blocks if isinstance(block, PageSection) else block.lines)
