"""A Word file as its paragraphs, word for word, wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from policydiff.model.source import legible

Story = Literal["text", "contents", "box", "footnote", "endnote", "header", "footer"]
"""Where a paragraph stands: in the text and its tables, in a table of contents, in a text box, in a
note, at the head or foot of pages.
"""

UnreadKind = Literal["picture", "object", "chart", "macro"]

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
class UnreadParts:
    """The parts of a kind that are not read: number and digest of all."""

    kind: UnreadKind
    count: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordContent:
    """All that can be read of a Word file, with some of its tracked changes undone.

    `signatures` are those of the tracked changes that it held.
    """

    passages: tuple[Passage, ...] = field(repr=False)
    comments: tuple[MarginComment, ...] = ()
    unread: tuple[UnreadParts, ...] = ()
    signatures: frozenset[Signature] = frozenset()
