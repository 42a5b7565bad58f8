"""The faults of somebody else's comparison table: values, and their JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from policydiff.model.comparison import Edit
from policydiff.model.document import Document
from policydiff.model.document_json import describe

FaultKind = Literal["missing", "old", "new", "number", "unmarked"]
"""A changed article without a row · a quotation that is not the old text · one that is not the new
text · a number that is not that of the text · a change that the table does not mark.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlace:
    """A row of a table, both counted from 1, the head among the rows."""

    table: int
    row: int

    def to_dict(self) -> dict[str, int]:
        """As in the JSON contract."""
        return {"table": self.table, "row": self.row}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFault:
    """A fault of a table.

    `place` is None where a row is missing. `num` is the number that the table gives, or that of the
    article without a row, `other` the one of the article whose text stands there. `quoted` are the
    words of the table, `text` those of the article; `edits` lead from the article to the table, and
    are empty where the table leaves some out.
    """

    kind: FaultKind
    side: Literal["left", "right"]
    place: RowPlace | None = None
    num: str = ""
    other: str = ""
    quoted: str = ""
    text: str = ""
    edits: tuple[Edit, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract."""
        return {
            "kind": self.kind,
            "side": self.side,
            "place": None if self.place is None else self.place.to_dict(),
            "num": self.num or None,
            "other": self.other or None,
            "quoted": self.quoted,
            "text": self.text,
            "edits": [edit.to_dict() for edit in self.edits],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class UncheckedCell:
    """Words of a table that belong to no article by their number."""

    place: RowPlace
    side: Literal["left", "right"]
    text: str

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract."""
        return {"place": self.place.to_dict(), "side": self.side, "text": self.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTables:
    """The faults of the tables of a file.

    `quotations` is the number of those that were checked, `ignored` counts the tables without
    columns of old and new text, `marked` is true where the tables mark changes in any way.
    """

    faults: tuple[TableFault, ...] = ()
    unchecked: tuple[UncheckedCell, ...] = ()
    quotations: int = 0
    ignored: int = 0
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCheck:
    """A comparison table, checked; `names` are those of the three files.

    `printed` is True for a PDF, whose marks cannot be read.
    """

    family: ClassVar[str] = "table"

    old: Document = field(repr=False)
    new: Document = field(repr=False)
    names: tuple[str, str, str]
    checked: CheckedTables
    printed: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract."""
        table, old, new = self.names
        return {
            "schema_version": 1,
            "type": "table-check",
            "table": {"name": table},
            "old": {"name": old, **describe(self.old)},
            "new": {"name": new, **describe(self.new)},
            "quotations": self.checked.quotations,
            "ignored": self.checked.ignored,
            "marked": self.checked.marked,
            "faults": [fault.to_dict() for fault in self.checked.faults],
            "unchecked": [cell.to_dict() for cell in self.checked.unchecked],
        }
