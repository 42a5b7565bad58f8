"""A comparison with the record of who checked it: 复核记录."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from policydiff.comparing.engine.check_record import (
    Attribution,
    CheckRecord,
    RowReason,
    StatedPair,
    attribution_of,
)
from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.model.comparison import Comparison, Side
from policydiff.model.json_keys import JsonValue, as_json
from policydiff.model.profile import WRITTEN
from policydiff.model.row_marks import RowMark
from policydiff.report.rows import ComparisonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """A file as it was received: its name and its SHA-256 in hexadecimal digits."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSide(JsonValue):
    """One text: the SHA-256 of everything it holds, and of the file it was read from."""

    text_sha256: str
    file: ReceivedFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRow:
    """A changed row, who saw it, and what somebody wrote beside it.

    `others` are the marks that leaves brought.
    """

    row: ComparisonRow
    seen: Attribution | None
    reason: RowReason | None
    others: tuple[RowMark, ...] = ()

    @property
    def seen_by(self) -> tuple[Attribution, ...]:
        """Everybody who saw it."""
        here = () if self.seen is None else (self.seen,)
        return (*here, *(attribution_of(mark) for mark in self.others if mark.seen))

    @property
    def words(self) -> dict[str, str]:
        """The words beside it by columns, those of an earlier pairing too."""
        own = dict.fromkeys(WRITTEN, "") if self.reason is None else self.reason.words
        return {str(name): text for name, text in (own | dict(self.row.reasons)).items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedComparison:
    """A comparison, its record, and the key of each match in it.

    `pairs` are the pairings that people stated, those of the work too.
    """

    family: ClassVar[str] = "check"

    view: ComparisonView
    record: CheckRecord
    keys: Mapping[int, str]
    sides: tuple[CheckedSide, CheckedSide]
    pairs: tuple[StatedPair, ...] = ()

    @property
    def comparison(self) -> Comparison:
        """The comparison that was checked."""
        return self.view.comparison

    @property
    def rows(self) -> tuple[CheckedRow, ...]:
        """The rows that a person checks: those that changed."""
        return tuple(
            CheckedRow(
                row=row,
                seen=self.record.seen.get(self.keys[row.id]),
                reason=self.record.reasons.get(self.keys[row.id]),
                others=self.record.others_on(self.keys[row.id]),
            )
            for row in self.view.rows
            if row.loud
        )

    @property
    def count_seen(self) -> int:
        """The number of rows that somebody saw."""
        return sum(bool(one.seen_by) for one in self.rows)

    @property
    def count_renumbered(self) -> int:
        """The number of rows whose number alone changed; no person checks them."""
        return sum(row.category == "renumbered" for row in self.view.rows)

    def to_dict(self) -> dict[str, Any]:
        """As JSON, by its schema."""
        matches = {match.id: match for match in self.comparison.matches}
        left, right = self.comparison.left, self.comparison.right
        return {
            "schema_version": 1,
            "type": "check-record",
            "left": as_json(left) | as_json(self.sides[0]),
            "right": as_json(right) | as_json(self.sides[1]),
            "summary": {"rows": len(self.rows), "seen": self.count_seen},
            "rows": [
                {
                    "match": one.row.id,
                    "category": one.row.category,
                    "left": _sides(matches[one.row.id].left),
                    "right": _sides(matches[one.row.id].right),
                    **as_json(one),
                }
                for one in self.rows
            ],
            "pairs": [
                {
                    "left": list(pair.left),
                    "right": list(pair.right),
                    "apart": pair.apart,
                    "stated": as_json(pair.made) if pair.made.at else None,
                }
                for pair in self.pairs
            ],
            "unplaced": [
                {"left": list(one.left), "right": list(one.right), **dict(one.written)}
                for one in self.view.unplaced
            ],
        }


def _sides(sides: tuple[Side, ...]) -> list[dict[str, Any]]:
    return [{"eid": side.eid, "num": side.num} for side in sides]
