"""The record of checking a comparison: rows seen, reasons, pairings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from operator import attrgetter

from policydiff.model.profile import WRITTEN
from policydiff.model.row_marks import RowMark, merge_marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """The person of a statement, and its time.

    `by` is the name that they gave or "", `at` an ISO time with its offset. `elsewhere` says that
    the record did not come from this user's program: nothing vouches for the name.
    """

    by: str = ""
    at: str = ""
    elsewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReason:
    """The words of a person beside one row.

    `left` and `right` are the numbers of its articles as printed, `text` the words of its new text
    (of the old one where it was deleted): by these the row is found when its pairing changed.
    """

    made: Attribution
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    text: str = ""
    type: str = ""
    basis: str = ""
    reason: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The words by the columns for them, "" where nobody wrote any."""
        return {column: str(getattr(self, column)) for column in WRITTEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPair:
    """Parts, by eId, that a person paired, or with `apart` separated."""

    made: Attribution
    left: tuple[str, ...]
    right: tuple[str, ...]
    apart: bool = False

    @property
    def count_links(self) -> int:
        """The number of pairs of one left and one right part in it."""
        return len(self.left) * len(self.right)

    def is_about(self, left: tuple[str, ...], right: tuple[str, ...]) -> bool:
        """True where it names the same parts."""
        return (self.left, self.right) == (left, right)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRecord:
    """Everything that people did with one pair of texts.

    Rows are named by keys that hold as long as the row pairs the same parts with the same words.
    `others` are the marks that leaves brought, of each person and row one, as `merge_marks` sorts
    them; they stand beside what
    was ticked and written here, and replace nothing of it.
    """

    seen: dict[str, Attribution] = field(default_factory=dict)
    reasons: dict[str, RowReason] = field(default_factory=dict)
    pairs: tuple[StatedPair, ...] = ()
    others: tuple[RowMark, ...] = ()

    @property
    def has_elsewhere(self) -> bool:
        """True where an made in it is from elsewhere."""
        beside = (reason.made for reason in self.reasons.values())
        paired = (pair.made for pair in self.pairs)
        made = (*self.seen.values(), *beside, *paired)
        return bool(self.others) or any(one.elsewhere for one in made)

    def others_on(self, key: str) -> tuple[RowMark, ...]:
        """The marks of other people on a row, without those that were taken back."""
        begin = bisect_left(self.others, key, key=attrgetter("key"))  # they are sorted by it
        own = takewhile(lambda mark: mark.key == key, islice(self.others, begin, None))
        return tuple(mark for mark in own if mark.words)

    def seen_by(self, key: str) -> tuple[Attribution, ...]:
        """Everybody who saw a row; first who ticked it here."""
        here = self.seen.get(key)
        brought = (mark for mark in self.others_on(key) if mark.seen)
        return (*(() if here is None else (here,)), *map(attribution_of, brought))

    def with_others(self, marks: Iterable[RowMark]) -> CheckRecord:
        """The record with marks from leaves, in any order and as often as they come."""
        return replace(self, others=merge_marks(self.others, marks))

    def as_elsewhere(self) -> CheckRecord:
        """The record with everything marked as made elsewhere."""
        return CheckRecord(
            seen={key: _elsewhere(made) for key, made in self.seen.items()},
            reasons={
                key: replace(reason, made=_elsewhere(reason.made))
                for key, reason in self.reasons.items()
            },
            pairs=tuple(replace(pair, made=_elsewhere(pair.made)) for pair in self.pairs),
            others=self.others,
        )

    def with_seen(self, key: str, made: Attribution | None) -> CheckRecord:
        """The record with a row as seen; as not seen where nobody made it so."""
        others = {name: attribution for name, attribution in self.seen.items() if name != key}
        return replace(self, seen=others if made is None else others | {key: made})

    def with_reason(self, key: str, reason: RowReason) -> CheckRecord:
        """The record with the words on a row, without any where they are all empty."""
        others = {name: row_reason for name, row_reason in self.reasons.items() if name != key}
        written = any(reason.words.values())
        return replace(self, reasons=others | {key: reason} if written else others)

    def with_pair(self, pair: StatedPair) -> CheckRecord:
        """The record with a pair in place of those that it contradicts.

        A pairing contradicts every other of one of its parts; a separation the pairing of the same
        parts alone.
        """
        others = tuple(earlier for earlier in self.pairs if not _contradicts(pair, earlier))
        return replace(self, pairs=(*others, pair))

    def without_pair(self, left: tuple[str, ...], right: tuple[str, ...]) -> CheckRecord:
        """The record without what is stated of these parts together."""
        return replace(
            self, pairs=tuple(pair for pair in self.pairs if not pair.is_about(left, right))
        )


def attribution_of(mark: RowMark) -> Attribution:
    """The person of a mark that a leaf brought, for whom nothing vouches."""
    return Attribution(by=mark.by, at=mark.at, elsewhere=True)


def _elsewhere(made: Attribution) -> Attribution:
    return replace(made, elsewhere=True)


def _contradicts(pair: StatedPair, other: StatedPair) -> bool:
    shares = (
        not set(pair.left).isdisjoint(other.left),
        not set(pair.right).isdisjoint(other.right),
    )
    return all(shares) if pair.apart or other.apart else any(shares)


EMPTY_RECORD = CheckRecord()
