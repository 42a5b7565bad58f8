"""Contents of office files: tables with marks, passages, remarks, facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from policydiff.model.document import Document
from policydiff.model.json_keys import JsonValue
from policydiff.model.kinds import DIGITS, NUMERALS
from policydiff.model.source import (
    FileFactKind,
    SourceTable,
    UnreadKind,
    UnreadParts,
    digest_of,
    legible,
)

PLAIN, MARKED, STRUCK = " ", "m", "s"
"""One letter for each character of a cell: no mark; bold, underlined, coloured or shaded; struck."""


_NEXT = re.compile(
    rf"(?<=[。；])(?=第[{NUMERALS}{DIGITS}]{{1,9}}条(?:之[{NUMERALS}]{{1,3}})*[　 ])"
)
"""The place of a page break between two provisions of one cell: ……处理。|第二条　……"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCell:
    """A cell: its text, lines joined by line feeds, a mark for each character.

    `columns` is the number of columns that it takes; `continues` is True where the cell above
    reaches down to it.
    """

    text: str
    marks: str
    columns: int = 1
    continues: bool = False

    def __post_init__(self) -> None:
        """Keep the text legible."""
        object.__setattr__(self, "text", legible(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedTable:
    """The rows of a table, or of a sheet."""

    rows: tuple[tuple[MarkedCell, ...], ...]

    @property
    def texts(self) -> tuple[Mapping[int, str], ...]:
        """The words of each row by column from 0, those of merged cells in each."""
        found: list[Mapping[int, str]] = []
        above: Mapping[int, str] = {}
        for row in self.rows:
            places = enumerate(cell for cell in row for _ in range(cell.columns))
            above = {
                place: above.get(place, "") if cell.continues else cell.text
                for place, cell in places
            }
            found.append(above)
        return tuple(found)


def unmarked(table: SourceTable) -> MarkedTable:
    """A table of a source without marks.

    A cell that reaches into rows below goes on in each of them; each provision in a cell begins a
    line.
    """
    waiting: dict[int, tuple[int, int]] = {}
    rows: list[tuple[MarkedCell, ...]] = []
    for source in table.rows:
        cells: list[MarkedCell] = []
        place = 0
        left = list(source)
        while left or place in waiting:
            if place in waiting:
                more, columns = waiting.pop(place)
                cells.append(MarkedCell(text="", marks="", columns=columns, continues=True))
                if more > 1:
                    waiting[place] = more - 1, columns
                place += columns
                continue
            cell = left.pop(0)
            text = _NEXT.sub("\n", cell.text)
            cells.append(MarkedCell(text=text, marks=PLAIN * len(text), columns=cell.colspan))
            if cell.rowspan > 1:
                waiting[place] = cell.rowspan - 1, cell.colspan
            place += cell.colspan
        rows.append(tuple(cells))
    return MarkedTable(rows=tuple(rows))


Story = Literal["text", "contents", "box", "footnote", "endnote", "header", "footer"]
"""Where a paragraph stands: in the text and its tables, in a table of contents, in a text box, in a
note, at the head or foot of pages.
"""

Shape = Literal["watermark", "box"]
"""What a paragraph stands in beside the lines of its story: a drawn word, or a text box."""

Signature = tuple[str, str | None]
"""Author and date of a tracked change, as the file has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlace:
    """A cell of a table, each counted from 1; merged cells count once for each row."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph as it is printed, with all its spaces.

    `label` is its automatic number, `hidden` what is set as hidden text in it. `number` counts the
    paragraphs of the text from 1, or the notes of its story. `blank` empty paragraphs stand before
    it. Fields that Word fills at each opening, such as page numbers, are no part of it.
    """

    story: Story
    text: str
    label: str = ""
    hidden: str = ""
    number: int = 0
    cell: CellPlace | None = None
    blank: int = 0
    shape: Shape | None = None

    def __post_init__(self) -> None:
        """Keep the text legible."""
        for name in ("text", "label", "hidden"):
            object.__setattr__(self, name, legible(getattr(self, name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginComment:
    """A comment of Word as it stands in the margin."""

    author: str
    date: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordContent:
    """All that can be read of a Word file, with some of its tracked changes undone."""

    passages: tuple[Passage, ...] = field(repr=False)
    comments: tuple[MarginComment, ...] = ()
    unread: tuple[UnreadParts, ...] = ()
    signatures: frozenset[Signature] = frozenset()


SideName = Literal["left", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRemark(JsonValue):
    """A comment of Word, or a tracked change as the text of its side shows it.

    A deletion stands on the left, an insertion on the right, a move on both. `eid` is that of the
    article, or wider provision, beside which it stands, None where it stands beside none; `author`
    is "" where nobody signed, `date` as the file has it.
    """

    side: SideName
    eid: str | None
    kind: Literal["comment", "insertion", "deletion", "move"]
    author: str
    date: str | None
    text: str


def comments_of(left: Document, right: Document) -> tuple[SignedRemark, ...]:
    """The comments beside two texts; with equal author, date and words once, right."""
    own = tuple(_comments("right", right))
    both = Counter((one.author, one.date, one.text) for one in own)
    gone = []
    for one in _comments("left", left):
        key = (one.author, one.date, one.text)
        if both[key]:
            both[key] -= 1
        else:
            gone.append(one)
    return (*gone, *own)


def _comments(side: SideName, document: Document) -> Iterator[SignedRemark]:
    for piece in document.dropped:
        if piece.author is not None:
            yield SignedRemark(
                side=side,
                eid=piece.beside,
                kind="comment",
                author=piece.author,
                date=piece.date,
                text=piece.text,
            )


def tracked_of(original: Document, accepted: Document) -> tuple[SignedRemark, ...]:
    """The tracked changes of one file, each from the text that shows it."""
    return (*_tracked("left", original), *_tracked("right", accepted))


def _tracked(side: SideName, document: Document) -> Iterator[SignedRemark]:
    for change in document.tracked:
        yield SignedRemark(
            side=side,
            eid=change.beside,
            kind=change.kind,
            author=change.author,
            date=change.date,
            text=change.text,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange(JsonValue):
    """A fact of the file that differs, None on a side without it, as a page head."""

    kind: FileFactKind
    left: str | None
    right: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileComparison(JsonValue):
    """The `kinds` of facts of two files that were compared, and what differs."""

    kinds: tuple[FileFactKind, ...] = ()
    changes: tuple[FileChange, ...] = ()


NO_FACTS = FileComparison()
"""Where no facts of files were compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UncomparedParts(JsonValue):
    """The parts of a kind that were not compared, with their number on each side.

    `same` is True where what each file stores of them is the same, None where that is unknown.
    """

    kind: UnreadKind
    left: int
    right: int
    same: bool | None


_SET_ASIDE: dict[str, UnreadKind] = {
    "image": "picture",
    "object": "object",
    "drawing": "chart",
    "field": "field",
    "hidden": "hidden",
    "hidden-text": "hidden",
    "turned-text": "turned",
    "watermark": "watermark",
    "footnote": "footnote",
    "endnote": "endnote",
    "drafters-note": "note",
}
"""The parts left out of a text that a person may miss in a comparison, by their names."""


def unread_of(document: Document) -> tuple[UnreadParts, ...]:
    """The parts around a text that its reader leaves out of it, by kind.

    Of a text that is no file at hand, they are those that were listed when it was read.
    """
    pieces: dict[UnreadKind, list[str]] = {}
    for piece in document.dropped:
        if piece.what in _SET_ASIDE:
            pieces.setdefault(_SET_ASIDE[piece.what], []).append(piece.text)
    if document.file is None:
        return tuple(_listed(kind, texts) for kind, texts in pieces.items())
    facts = Counter(fact.kind for fact in document.file.facts)
    return (
        *document.file.unread,
        *(UnreadParts(kind=kind, count=count) for kind, count in facts.items()),
        *(_listed(kind, texts) for kind, texts in pieces.items() if kind == "note"),
    )


def _listed(kind: UnreadKind, texts: list[str]) -> UnreadParts:
    words = kind not in ("picture", "object", "chart")
    return UnreadParts(kind=kind, count=len(texts), digest=digest_of(texts) if words else None)
