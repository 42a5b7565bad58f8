"""Any page for the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import StringIO

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text
from rich.text import Text as Ink

from policydiff.locale import Language, plain
from policydiff.model.reports import ReportOptions, Shown
from policydiff.report.labels import WORDS
from policydiff.report.page import (
    Block,
    ChangeStrip,
    Column,
    FactLines,
    Lines,
    List,
    Page,
    PageLine,
    PageRow,
    PageSection,
    PageTable,
    PlainWords,
    cell,
    page_of,
)
from policydiff.report.pieces import ELLIPSIS, TextPiece, neutral

_OPENING = r"(?:\{\+|\[-|[（《“‘〈「『【〔(])"
_CLOSING = r"(?:\+\}|-\]|[，。、；：？！）》”’〉」』】〕)…—])"
_CLUSTER = re.compile(rf"\s|{_OPENING}{{0,20}}(?:[0-9A-Za-z.,:/%@_~-]+|\S){_CLOSING}*")
"""What no line end may tear."""

_TAB = "    "


def shown(text: str) -> str:
    """A text as a terminal shows it.

    Control characters become pictures, a tab four spaces, since its width is the terminal's.
    """
    return neutral(text).replace("\t", _TAB)


def wrapped(text: Text, width: int) -> Text:
    """A styled text cut into lines; styles run on over the cuts."""
    whole = text
    if "\t" in text.plain:
        whole = Text(_TAB, style=text.style).join(text.split("\t", allow_blank=True))
    lines = whole.divide(list(line_ends(whole.plain, width)))
    return Text("\n", style=text.style, overflow="ignore", no_wrap=True).join(lines)


def line_ends(text: str, width: int) -> Iterator[int]:
    """The offsets at which the text is cut, by line feeds too.

    No line is wider than `width` columns.
    """
    column = 0
    for cluster in _CLUSTER.finditer(text):
        if cluster.group() == "\n":
            column = 0
            continue
        size = _columns(cluster.group())
        if column and column + size > width:
            yield cluster.start()
            column = 0
        if size <= width:
            column += size
            continue
        for place, character in enumerate(cluster.group(), cluster.start()):
            if column and column + _columns(character) > width:
                yield place
                column = 0
            column += _columns(character)


def _columns(text: str) -> int:
    """The columns of a text at most."""
    if "\u200d" in text or "\ufe0f" in text:
        return sum(map(cell_len, text)) + text.count("\ufe0f")
    return cell_len(text)


WIDE = 100
"""From so many columns on, long texts stand beside each other; so wide is a pipe, too."""

NARROWEST = 20
_STEP = 2
"""Columns by which what belongs below a line stands further in."""
_GAP = "  "
"""What stands between words of one line that belong to different columns."""
_KINDS: dict[Language, int] = {"zh": 14}
"""Columns for what happened to a row, beside two texts."""
_NARROWEST_SIDE = 16
"""Columns of a text at least that stands beside another."""
_LEAST = 8
"""Columns that words which may be cut short keep at least."""

_SIGNS = {"": "", "change": "● ", "quiet": "○ ", "more": "· ", "bad": "✗ ", "doubt": "! "}
_OPS = {"delete": "red strike", "insert": "green underline", "equal": ""}
_STYLES = {
    "strong": "bold",
    "good": "green",
    "bad": "red",
    **dict.fromkeys(("doubt", "reworded"), "yellow"),
    **dict.fromkeys(("split", "merged", "regrouped"), "cyan"),
    "added": "green",
    "removed": "red",
    "moved": "magenta",
    **dict.fromkeys(("quiet", "explained", "renumbered", "unchanged"), "bright_black"),
}
"""Roles → styles; a role without one looks like any text."""
_AGES = ("red", "magenta", "yellow", "green", "cyan", "blue", "bright_black")
"""The styles of words by their age, from those of the newest version on."""


def render(value: Shown, options: ReportOptions) -> bytes:
    """The page of a value.

    Without colour there are no escapes: [-…-] and {+…+} mark redlines.
    """
    return write_page(page_of(value, options), options)


def write_page(page: Page, options: ReportOptions) -> bytes:
    """A page, without spaces at the ends of lines."""
    writer = _TerminalWriter(page, options)
    writer.page(page)
    text = writer.out.getvalue()
    return "\n".join(line.rstrip() for line in text.split("\n")).encode("utf-8")


class _TerminalWriter:
    """One page being written to one console."""

    def __init__(self, page: Page, options: ReportOptions) -> None:
        self.out = StringIO()
        self.language = page.language
        self.colon = WORDS[page.language]["colon"]
        self.options = options
        self.marks = {"delete": options.deleted, "insert": options.inserted, "equal": ("", "")}
        self.width = max(options.width or WIDE, NARROWEST)
        self.kind = _KINDS.get(plain(page.language), 20)
        self.console = Console(
            file=self.out,
            width=self.width,
            force_terminal=options.colour,
            color_system="standard" if options.colour else None,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
            _environ={},
        )

    def page(self, page: Page) -> None:
        """The title, the sections, and the summary, an empty line between each."""
        self.paragraph(Ink(shown(page.title), style="bold"))
        sections = [section for section in page.sections if not section.detail]
        for place, section in enumerate(sections):
            if place:
                self.out.write("\n")
            self.section(section, 0)
        for place, line in enumerate(page.summary):
            if not place:
                self.out.write("\n")
            self.line(line, 0)

    def section(self, section: PageSection, indent: int) -> None:
        """A heading where there is room for it, and what stands below."""
        if section.heading is not None and not section.heading.detail:
            heading = self.ink(section.heading)
            heading.stylize("bold")
            self.paragraph(heading, indent)
            indent += _STEP
        for place, block in enumerate(section.blocks):
            if place and isinstance(block, PageSection):
                self.out.write("\n")
            self.block(block, indent)

    def block(self, block: Block, indent: int) -> None:
        """Any block of a section; what has no room is left out."""
        if isinstance(block, PageSection):
            self.section(block, indent)
        elif isinstance(block, PageTable):
            self.table(block, indent)
        elif isinstance(block, FactLines | List | ChangeStrip):
            for line in block.lines:
                self.line(line, indent)
        else:
            self.line(block, indent)

    def line(self, line: PageLine, indent: int) -> None:
        """A paragraph; its further lines stand below its first word."""
        if not line.detail:
            inset = indent + line.depth * _STEP
            hang = inset + len(_SIGNS[line.mark])
            self.paragraph(self.ink(line), inset, hang)

    def paragraph(self, ink: Ink, indent: int = 0, hang: int | None = None) -> None:
        """A text in lines, the first moved in by `indent` columns, others by `hang`."""
        hang = indent if hang is None else hang
        for part in ink.split("\n", allow_blank=True):
            ends = list(line_ends(part.plain, max(self.width - max(indent, hang), _LEAST)))
            for place, line in enumerate(part.divide(ends)):
                inset = " " * (hang if place else indent)
                if not self.options.colour:  # thirty times as quick as by the console
                    self.out.write(f"{inset}{line.plain}\n")
                else:
                    self.console.print(
                        Ink(inset) + line, overflow="ignore", no_wrap=True, crop=False
                    )
            indent = hang

    def ink(self, line: PageLine) -> Ink:
        """A line in its style, with its mark and its name."""
        ink = Ink(_SIGNS[line.mark], style=_STYLES.get(line.role, ""))
        if line.name:
            ink.append(shown(f"{line.name}{self.colon}"))
        for part in line.text:
            ink.append(*self.stretch(part))
        return ink

    def stretch(self, part: PlainWords | TextPiece) -> tuple[str, str]:
        """Words or a piece of a redline with its style, in marks where colour is off."""
        if isinstance(part, PlainWords):
            aged = "" if part.age is None else _AGES[min(part.age, len(_AGES) - 1)]
            return shown(part.text), aged or _STYLES.get(part.role, "")
        if part.elided:
            return ELLIPSIS, "bright_black"
        if part.note:
            return shown(part.text), "bright_black"
        if self.options.colour:
            quiet = part.noise or part.cause == "renumbering"
            return shown(part.text), f"{_OPS[part.op]}{' dim' if quiet else ''}"
        before, after = self.marks[part.op]
        lines = shown(part.text).split("\n")
        return "\n".join(f"{before}{line}{after}" if line else "" for line in lines), ""

    def cell(self, lines: Lines) -> Ink:
        """The lines of a cell below each other."""
        return Ink("\n").join(self.ink(line) for line in lines if not line.detail)

    def table(self, table: PageTable, indent: int) -> None:
        """A table in the layout that has room."""
        sides = table.layout == "sides" and self.width - indent >= WIDE
        if sides and self.side(table) >= _NARROWEST_SIDE:
            self.sides(table)
        elif table.layout == "list":
            self.runs(table, indent)
        elif table.layout == "grid":
            self.grid(table, indent)
        else:
            self.records(table, indent)

    def side(self, table: PageTable) -> int:
        """The columns that each long text has beside others; edges take one, gaps three."""
        wide = sum(column.wide for column in table.columns)
        frame = 3 * len(table.columns) - 1
        return (self.width - self.kind * (len(table.columns) - wide) - frame) // max(wide, 1)

    def sides(self, table: PageTable) -> None:
        """Long texts beside each other."""
        side = self.side(table)
        widths = [side if column.wide else self.kind for column in table.columns]
        grid = Grid(box=box.HORIZONTALS, show_lines=True, pad_edge=False)
        for column, width in zip(table.columns, widths, strict=True):
            head = wrapped(Ink(shown(column.head)), width)
            grid.add_column(head, width=width, no_wrap=True, overflow="ignore")
        for row in table.rows:
            cells = [self.cell(lines) for lines in row.cells]
            for ink in cells if row.heading else ():
                ink.stylize("bold")
            grid.add_row(*(wrapped(ink, width) for ink, width in zip(cells, widths, strict=True)))
        self.console.print(grid)

    def records(self, table: PageTable, indent: int) -> None:
        """Each row by itself: its separate form, or its head and then its texts."""
        rows = [row for row in table.rows if not row.detail]
        if any(not row.alone for row in rows):
            heads = _GAP.join(column.head for column in table.columns if not column.wide)
            self.paragraph(Ink(f"{_GAP}{shown(heads)}", style="dim"), indent, indent + _STEP)
        for row in rows:
            if row.heading and row.role == "unchanged":
                self.out.write("\n")
            if row.alone:
                for line in row.alone:
                    self.line(line, indent)
            else:
                self.record(table, row, indent)

    def record(self, table: PageTable, row: PageRow, indent: int) -> None:
        """A row: the first lines of its narrow cells in one, all others below."""
        narrow, wide = (
            [
                row.cells[place]
                for place, column in enumerate(table.columns)
                if column.wide == is_wide
            ]
            for is_wide in (False, True)
        )
        quiet = row.role == "quiet"
        if not quiet:
            self.out.write("\n")
        lead = Ink(_SIGNS["quiet" if quiet else "change"], style="dim" if quiet else "cyan")
        lead.append_text(Ink(_GAP).join(self.ink(lines[0]) for lines in narrow if lines))
        self.paragraph(lead, indent, indent + _STEP)
        for lines in (*(lines[1:] for lines in narrow), *wide):
            for line in lines:
                self.line(line, indent + _STEP)

    def runs(self, table: PageTable, indent: int) -> None:
        """A first column, and beside it the others one after the other."""
        heads = PageRow(cells=tuple(cell(column.head, "quiet") for column in table.columns))
        rows = table.rows[: table.most]
        named = (heads, *rows) if any(heads.cells) else rows
        names = [self.cell(row.cells[0]) for row in named]
        size = max((cell_len(name.plain) for name in names), default=0) + len(_GAP)
        hang = indent + (size if size <= self.width // 2 else _STEP)
        for name, row in zip(names, named, strict=True):
            name.pad_right(max(hang - indent - cell_len(name.plain), len(_GAP)))
            leads = (self.ink(lines[0]) for lines in row.cells[1:] if lines)
            self.paragraph(Ink().join((name, Ink(_GAP).join(leads))), indent, hang)
            for line in (line for lines in row.cells[1:] for line in lines[1:]):
                self.line(line, hang)
        if len(rows) < len(table.rows):
            self.paragraph(Ink(table.more, style=_STYLES["quiet"]), indent)

    def grid(self, table: PageTable, indent: int) -> None:
        """Short words in columns."""
        rows = [tuple(map(self.cell, row.cells)) for row in table.rows]
        heads = [cell_len(shown(column.head)) for column in table.columns]
        sizes = [
            max((head, *(cell_len(row[place].plain) for row in rows)))
            for place, head in enumerate(heads)
        ]
        spare = self.width - indent - sum(sizes) - len(_GAP) * (len(sizes) - 1)
        cut = next((place for place, column in enumerate(table.columns) if column.cut), None)
        if spare < 0 and cut is not None and sizes[cut] + spare >= _LEAST:
            sizes[cut] += spare
            spare = 0
        if spare >= 0:
            self.columns(table, rows, sizes, range(len(sizes)), indent)
        elif all(row.alone for row in table.rows):
            self.records(table, indent)
        else:
            sizes[0] = min(sizes[0], max(_LEAST, (self.width - indent) // 3))
            for place, block in enumerate(_blocks(sizes, self.width - indent)):
                if place:
                    self.out.write("\n")
                self.columns(table, rows, sizes, block, indent)

    def columns(
        self,
        table: PageTable,
        rows: list[tuple[Ink, ...]],
        sizes: list[int],
        places: Iterable[int],
        indent: int,
    ) -> None:
        """Some columns of a table beside each other."""
        grid = Grid(box=None, pad_edge=False, header_style="bold")
        chosen = tuple(places)
        for place in chosen:
            head = wrapped(Ink(shown(table.columns[place].head)), sizes[place])
            grid.add_column(head, width=sizes[place], no_wrap=True, overflow="ignore")
        for row in rows:
            grid.add_row(
                *(_fitted(row[place], sizes[place], table.columns[place]) for place in chosen)
            )
        self.console.print(Padding(grid, (0, 0, 0, indent)))


def _fitted(ink: Ink, size: int, column: Column) -> Ink:
    """The words of a cell, cut short where they may be, else cut into lines."""
    if cell_len(ink.plain) <= size or not column.cut:
        return wrapped(ink, size)
    return Ink(set_cell_size(ink.plain, max(size - 2, 0)).rstrip() + "…", style=ink.style)


def _blocks(sizes: list[int], room: int) -> Iterator[list[int]]:
    """The places of all columns in blocks that have room, the first in each."""
    block, used = [0], sizes[0]
    for place, size in enumerate(sizes[1:], 1):
        if len(block) > 1 and used + len(_GAP) + size > room:
            yield block
            block, used = [0], sizes[0]
        sizes[place] = min(size, max(room - used - len(_GAP), 1))
        block.append(place)
        used += len(_GAP) + sizes[place]
    yield block
