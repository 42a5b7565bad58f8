"""Marks of people on the rows of a table that was passed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

SEEN = "seen"
"""The field of a tick; it holds "yes"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMark:
    """Everything that one person left on one row, which its key names.

    `by` is the name that they gave, `at` an ISO time with its offset; nothing vouches for either.
    `words` has each field that is not empty, sorted; without any, the person took all back.
    """

    key: str
    by: str
    at: str
    words: tuple[tuple[str, str], ...] = ()

    def word(self, field: str) -> str:
        """The words of a field, "" for none."""
        return self.fields.get(field, "")

    @property
    def fields(self) -> dict[str, str]:
        """All words by their fields."""
        return dict(self.words)

    @property
    def seen(self) -> bool:
        """True where the person ticked the row."""
        return bool(self.word(SEEN))

    @property
    def written(self) -> dict[str, str]:
        """The words by their fields, without the tick."""
        return {field: text for field, text in self.words if field != SEEN}

    @property
    def age(self) -> tuple[datetime, str, tuple[tuple[str, str], ...]]:
        """The time and words by which the marks of one person are ordered."""
        try:
            made = datetime.fromisoformat(self.at).astimezone(UTC)
        except (ValueError, OverflowError):
            made = datetime.min.replace(tzinfo=UTC)
        return made, self.at, self.words


def row_mark(key: str, by: str, at: str, words: Mapping[str, str]) -> RowMark:
    """A mark of these words, without the empty ones."""
    return RowMark(
        key=key, by=by, at=at, words=tuple(sorted(one for one in words.items() if one[1]))
    )


def merge_marks(*groups: Iterable[RowMark]) -> tuple[RowMark, ...]:
    """All marks of several people, sorted; of one person on one row the newest.

    Order and repetition make no difference.
    """
    newest: dict[tuple[str, str], RowMark] = {}
    for mark in (mark for group in groups for mark in group):
        place = mark.key, mark.by
        newest[place] = max(newest.get(place, mark), mark, key=lambda one: one.age)
    return tuple(newest[place] for place in sorted(newest))
