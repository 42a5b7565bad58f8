"""The changes of a returned file without a trace: values, and their JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from policydiff.model.comparison import Edit
from policydiff.model.document import Document
from policydiff.model.json_keys import JsonValue
from policydiff.model.office_content import MarginComment, Passage
from policydiff.model.source import UnreadKind

SilentKind = Literal[
    "reworded",
    "added",
    "removed",
    "moved",
    "divided",
    "number",
    "hidden",
    "cell",
    "spacing",
]
"""Other words · a paragraph or row that came or went · one at another place · the same words in
other paragraphs · another automatic number · other hidden text · another column of a table ·
nothing but spaces, width or empty paragraphs.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPassage(JsonValue):
    """A paragraph, and the article or wider provision that it stands in.

    `eid` and `num` are its eId and citation, None and "" where it stands in none or where that is
    not known.
    """

    passage: Passage
    eid: str | None = None
    num: str = ""

    @property
    def cell(self) -> tuple[int, int, int] | None:
        """The table, row and column of its cell."""
        cell = self.passage.cell
        return None if cell is None else (cell.table, cell.row, cell.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentChange(JsonValue):
    """A difference that no tracked change explains.

    `sent` and `returned` are empty on the side where there is nothing; they hold several paragraphs
    of a row, of a run of numbers, and of words in other paragraphs. `edits` are those of one
    paragraph on each side. It is not `counted` where it concerns spaces and width, or where it
    follows from another one, as numbers do. `accepted` is true for one that only the text with the
    sender's own changes accepted shows.
    """

    kind: SilentKind
    sent: tuple[PlacedPassage, ...] = ()
    returned: tuple[PlacedPassage, ...] = ()
    edits: tuple[Edit, ...] = ()
    counted: bool = True
    accepted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentChange(JsonValue):
    """A comment that only one of the files has, or that has other words now.

    Word leaves no trace of changes of comments, so that none is counted.
    """

    sent: MarginComment | None = None
    returned: MarginComment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UncheckedParts(JsonValue):
    """The parts of a kind that were not read: how many each file has.

    `same` is true where they are the same to the byte.
    """

    kind: UnreadKind
    sent: int
    returned: int
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnCheck(JsonValue):
    """A returned file without its tracked changes, compared with the sent one.

    `names` are those of the files. `whole` is false where the sent one is no Word file, and only
    the words of clauses could be compared. `paragraphs` is the number of those of the sent file, or
    of its clauses, that were compared. `tracked` is true where the returned file holds tracked
    changes. `taken` is true where its text without them is that of the sent file with the sender's
    own changes accepted.
    """

    family: ClassVar[str] = "return"

    sent: Document = field(repr=False)
    returned: Document = field(repr=False)
    names: tuple[str, str]
    whole: bool = True
    paragraphs: int = 0
    tracked: bool = True
    taken: bool = False
    changes: tuple[SilentChange, ...] = ()
    comments: tuple[CommentChange, ...] = ()
    unchecked: tuple[UncheckedParts, ...] = ()

    @property
    def silent(self) -> int:
        """The number of changes without a trace."""
        return sum(change.counted for change in self.changes)
