"""The page of any value, before any format: sections, lines, lists, tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from policydiff.locale import Language
from policydiff.model.reports import ReportOptions, Shown
from policydiff.report.formats import FAMILIES, function
from policydiff.report.pieces import TextPiece, neutral
from policydiff.report.rows import Category

Role = Literal["", "strong", "quiet", "quote", "hit", "good", "doubt", "bad"] | Category
"""What words are to a reader; a format may give each its look, or none."""

Mark = Literal["", "change", "quiet", "more", "bad", "doubt"]
"""What a line says of itself before its words; a format has a sign for each, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainWords:
    """Words of a report, or of a text of which no change is shown."""

    text: str
    role: Role = ""
    age: int | None = None
    """How many versions ago the words came, 0 for the newest, where the page is about that."""


Text = tuple[PlainWords | TextPiece, ...]
"""Words and stretches of a redline, one after the other; they may hold line feeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A paragraph: its words, after the name of its subject where it has one."""

    text: Text
    name: str = ""
    """A colon belongs between the name and the words; the format sets it."""
    role: Role = ""
    """That of the whole line."""
    address: str = ""
    """Where the words lead on a page that is served; nowhere in a file."""
    mark: Mark = ""
    depth: int = 0
    """How far it stands in, in steps."""
    detail: bool = False
    """A format with little room leaves it out; it repeats or explains what stands elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLines:
    """Short lines at the head of a page or section, most of them with a name."""

    lines: tuple[PageLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """Lines of one kind; a line with greater depth belongs to one above it."""

    lines: tuple[PageLine, ...]


Layout = Literal["sides", "grid", "list", "records"]
"""How a table stands on a screen: long texts beside each other; short words in columns; a first
column before lines that run on; each row by itself.
"""

Lines = tuple[PageLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table."""

    head: str
    wide: bool = False
    """It holds texts and takes the room that the others leave."""
    cut: bool = False
    """Its words may be cut short where a line has no room for them."""
    filled: bool = False
    """People write in it: a workbook keeps what they type as text, a date too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A row of a table: a cell for each column, each of any number of lines."""

    cells: tuple[Lines, ...]
    alone: Lines = ()
    """The same row without columns; where it is empty, its cells one after the other are that."""
    role: Role = ""
    heading: Text = ()
    """The words of a row that heads those below it, as a chapter does; empty in all others."""
    continues: bool = False
    """Its first cells are empty, for those of the row above reach down to it."""
    detail: bool = False
    """A format with little room leaves it out."""
    key: str = ""
    """The key by which the row of a leaf is found again; "" where nobody marks it."""
    about: str = ""
    """The document of which it speaks, where it has a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTable:
    """Rows below the heads of their columns."""

    columns: tuple[Column, ...]
    rows: tuple[PageRow, ...]
    layout: Layout = "grid"
    spanned: int = 1
    """So many first cells of a row reach down over the rows that continue it."""
    most: int | None = None
    """A format with little room shows so many rows, then `more`; all where it is None."""
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """A part of a page, under a heading where it has one."""

    blocks: tuple[Block, ...]
    heading: PageLine | None = None
    detail: bool = False
    """A format with little room leaves it out."""


SIGNS: dict[Category, str] = {
    **dict.fromkeys(("reworded", "split", "merged", "regrouped"), "■"),
    "added": "＋",
    "removed": "－",
    "moved": "⇄",
    "explained": "▫",
    **dict.fromkeys(("renumbered", "unchanged"), "·"),
}
"""The sign of a provision in a strip, by what happened to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StripCell:
    """A provision in a strip, with its change and the word; `id` None in a legend."""

    name: str
    look: Category
    word: str
    id: int | None = None

    @property
    def sign(self) -> str:
        """The sign that stands for it."""
        return SIGNS[self.look]


@dataclass(frozen=True, slots=True, kw_only=True)
class StripPart:
    """The provisions of a chapter, or of a text without any."""

    name: str
    cells: tuple[StripCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStrip:
    """A cell for each provision of a text, which shows where changes lie.

    `legend` has a nameless cell for each look that occurs.
    """

    parts: tuple[StripPart, ...]
    legend: tuple[StripCell, ...]

    @property
    def lines(self) -> Lines:
        """The same in signs: a line for each part, then their meaning."""
        meaning: dict[str, list[str]] = {}
        for one in self.legend:
            meaning.setdefault(one.sign, []).append(one.word)
        return (
            *(
                PageLine(name=part.name, text=words("".join(cell.sign for cell in part.cells)))
                for part in self.parts
            ),
            line(
                "　".join(f"{sign} {'/'.join(texts)}" for sign, texts in meaning.items()), "quiet"
            ),
        )


Block = PageLine | FactLines | List | PageTable | PageSection | ChangeStrip


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The whole content of one value for a person."""

    family: str
    language: Language
    title: str
    sections: tuple[PageSection, ...]
    summary: Lines = ()
    """What it comes to: a document has it below its title, a screen at its end."""

    sheet: str = ""
    """The name of its sheet in a workbook, for a page that is written as one."""

    day: str | None = None
    """The ISO date by which such a workbook is dated: that of the newest text."""

    author: str | None = None
    """The author whom such a workbook names, None for the one of the report."""


def words(text: str, role: Role = "") -> Text:
    """One stretch of words, if any; control characters become pictures."""
    return (PlainWords(text=neutral(text), role=role),) if text else ()


def line(text: str, role: Role = "", *, detail: bool = False) -> PageLine:
    """A paragraph of words alone."""
    return PageLine(text=words(text), role=role, detail=detail)


def lines(texts: Iterable[str], role: Role = "") -> Lines:
    """A paragraph for each text that is not empty."""
    return tuple(line(text, role) for text in texts if text)


def part(*blocks: Block) -> PageSection:
    """A section without a heading."""
    return PageSection(blocks=blocks)


def listed(heading: str, texts: Iterable[str], role: Role = "") -> tuple[PageSection, ...]:
    """A headed list as a section; none where there is nothing to list."""
    found = lines(texts)
    return (PageSection(heading=line(heading, role), blocks=(List(lines=found),)),) if found else ()


def cell(text: str, role: Role = "") -> Lines:
    """A cell of one line, empty where there are no words."""
    return (line(text, role),) if text else ()


def compared(place: str, sides: Mapping[str, Lines], kinds: Iterable[str], comma: str) -> PageRow:
    """A row: a place, both texts by the names of their sides, the differences."""
    found = tuple(kinds)
    return PageRow(
        cells=(cell(place), *sides.values(), lines(found)),
        alone=(
            PageLine(text=words(comma.join((place, *found))), mark="change"),
            *(
                PageLine(name=name, text=one.text, depth=1)
                for name, side in sides.items()
                for one in side
            ),
        ),
    )


def page_of(shown: Shown, options: ReportOptions, *, wide: bool = False) -> Page:
    """The page of a value, or the `wide` one. Raises `KeyError` without a page."""
    family = FAMILIES[shown.family]
    place = family.wide_page if wide and family.wide_page is not None else family.page
    if place is None:
        raise KeyError(shown.family)
    page: Page = function(place)(shown, options)
    return page
