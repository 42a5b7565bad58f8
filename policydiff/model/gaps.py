"""Statements of people on requirements beside their own rules: values and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

GapColumn = Literal["fulfilment", "gap", "remedy", "department", "deadline"]
"""落实情况、差距、整改措施、责任部门、完成时限."""

GAP_COLUMNS: tuple[GapColumn, ...] = get_args(GapColumn)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedGap:
    """One person's statement on an article of the left and a document of the right.

    `left` is the eId, `right` the URI or title of the document; `words` has what stands in each
    column that is filled. `stale` is True where one of both texts has changed since.
    """

    left: str
    right: str
    reviewer: str
    words: tuple[tuple[GapColumn, str], ...]
    stale: bool = False

    def text(self, column: GapColumn) -> str:
        """The words in a column, "" where it is empty."""
        return dict(self.words).get(column, "")

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract."""
        return {
            "left": self.left,
            "right": self.right,
            "reviewer": self.reviewer,
            **{column: self.text(column) or None for column in GAP_COLUMNS},
            "stale": self.stale,
        }
