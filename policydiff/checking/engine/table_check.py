"""The faults of somebody else's comparison table: values, and their JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from policydiff.model.comparison import Edit
from policydiff.model.document import Document
from policydiff.model.json_keys import JsonValue
from policydiff.model.office_content import SideName

FaultKind = Literal[
    "missing",
    "old",
    "new",
    "number",
    "heading",
    "empty",
    "pair",
    "left-out",
    "statement",
    "repeated",
    "serial",
    "unmarked",
]
"""A changed provision without a row · a quotation that is not the old text · one that is not the new
text · a number that is not that of the text · a heading that is not that of the text · a cell
without words, though the provision has some · two texts in a row that do not correspond · words
that change behind …… · a statement that is not so · a row that stands twice · a row number that
repeats or skips · a change that the table does not mark.
"""

UncheckedKind = Literal["words", "statement", "column", "table", "marks"]
"""Words that no number leads to a provision · a statement that the texts do not settle · the column
of another matter · a table without old and new text · marks that cannot be read.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlace(JsonValue):
    """A row of a table, both counted from 1, the head among the rows."""

    table: int
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFault(JsonValue):
    """A fault of a table.

    `place` is None where a row is missing, and for a sentence beside the table. `num` is the number
    that the table gives, or that of the provision without a row, `other` the one that is right, or
    of the provision whose text stands there, or that contradicts a statement. `quoted` are the
    words of the table, `text` those of the provision; `edits` lead from the provision to the table,
    and are empty where the table leaves some out.
    """

    kind: FaultKind
    side: SideName
    place: RowPlace | None = None
    num: str = ""
    other: str = ""
    quoted: str = ""
    text: str = ""
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UncheckedPart(JsonValue):
    """A part of a file that could not be checked.

    `place` is None for a table, a column and marks, of which `text` is the head or nothing; `side`
    is None for what belongs to neither.
    """

    kind: UncheckedKind = "words"
    place: RowPlace | None = None
    side: SideName | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTables:
    """The faults of the tables of a file.

    `rows` is the number of those of which anything was checked, `quotations` that of the texts with
    a number in them, `ignored` counts the tables without columns of old and new text, which are
    among the `unchecked` parts; `marked` is true where the tables mark changes in any way.
    """

    faults: tuple[TableFault, ...] = ()
    unchecked: tuple[UncheckedPart, ...] = ()
    rows: int = 0
    quotations: int = 0
    ignored: int = 0
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultMark:
    """The marks of people on a fault: by whom it was seen, and words beside it."""

    seen: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCheck(JsonValue):
    """A comparison table, checked; `names` are those of the three files.

    `printed` is True for a PDF, whose marks cannot be read. `marks` has an entry for each fault
    where people reviewed them, and none elsewhere.
    """

    family: ClassVar[str] = "table"

    old: Document = field(repr=False)
    new: Document = field(repr=False)
    names: tuple[str, str, str]
    checked: CheckedTables
    printed: bool = False
    marks: tuple[FaultMark, ...] = ()
