"""A comparison that people check row by row, and its record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from policydiff.comparing.actions.diff import Diffed, diff_resolved, stored_pairs, with_files
from policydiff.comparing.engine.align.overrides import Overrides, Pin
from policydiff.comparing.engine.align.units import read_units
from policydiff.comparing.engine.check_record import Attribution, CheckRecord, RowReason
from policydiff.comparing.report.record.checked import ReceivedFile
from policydiff.errors import NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.model.comparison import Comparison, Match, Side
from policydiff.model.document import Document, text_sha256
from policydiff.model.names import UNDATED
from policydiff.model.profile import Reason
from policydiff.model.source import legible
from policydiff.store.check_records import (
    Change,
    CheckRecords,
    MemoryRecords,
    TextHashes,
    records_of,
)
from policydiff.works.concurrent_edits import WrittenMeanwhileError, merge_words
from policydiff.works.resolve import Resolved, whole_document
from policydiff.works.session import Session, Watch, unwatched

LONGEST = 4_000
"""Characters of the words of a person in one column of a row."""


class NoSuchRowError(NotFoundError):
    """No row of the comparison has this key."""

    def __init__(self) -> None:
        super().__init__(Message("this row is not in the comparison any more; load the page again"))


class TooLongError(UsageError):
    """The words beside a row are too long."""

    def __init__(self) -> None:
        super().__init__(
            Message("at most {count} characters stand in one cell of a row", count=LONGEST)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoTexts:
    """Two texts that are compared, and the hashes by which their record is found."""

    left: Resolved
    right: Resolved
    hashes: TextHashes

    @property
    def sides(self) -> tuple[Resolved, Resolved]:
        """Both texts."""
        return self.left, self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Something that people check, and the hashes by which its record is found."""

    records: CheckRecords
    hashes: TextHashes

    def read(self) -> CheckRecord:
        """The record. Raises what the records raise."""
        return self.records.read(self.hashes)

    def change(self, change: Change) -> CheckRecord:
        """Change the record; gives the new one. Raises what the records raise."""
        return self.records.change(self.hashes, change)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking(Recorded):
    """The check of two texts, and the session of who acts."""

    texts: TwoTexts
    session: Session


def checked_file(data: bytes, texts: Iterable[Document], records: CheckRecords) -> Recorded:
    """A file of these bytes that is checked against texts."""
    both = "".join(map(text_sha256, texts))
    hashes = hashlib.sha256(data).hexdigest(), hashlib.sha256(both.encode()).hexdigest()
    return Recorded(records=records, hashes=hashes)


def records_for(session: Session, memory: MemoryRecords) -> CheckRecords:
    """The place of records: the repository, else the memory of the program."""
    store = session.store_if_any()
    return memory if store is None else records_of(store)


def find_texts(left: str, right: str, session: Session) -> TwoTexts:
    """The texts that two operands name. Raises what `whole_document` raises."""
    sides = with_files(
        [whole_document(one, session, lasting=True) for one in (left, right)], session
    )
    hashes = [text_sha256(side.document) for side in sides]
    return TwoTexts(left=sides[0], right=sides[1], hashes=(hashes[0], hashes[1]))


def hash_of_text(operand: str, session: Session) -> str:
    """The hash of the text of an operand. Raises as `find_texts`."""
    return text_sha256(whole_document(operand, session, lasting=True).document)


def received(side: Resolved, session: Session) -> ReceivedFile | None:
    """The file of a text as it was received; None where nobody has it."""
    given, _ = session.text_given(side.operand)
    if given is not None:
        return ReceivedFile(name=given.name, sha256=hashlib.sha256(given.data).hexdigest())
    if side.stored is None:
        return None
    version = side.stored.date or UNDATED
    sources = session.store().find(side.stored.work_uri).sources
    return next(
        (
            ReceivedFile(name=one.name, sha256=one.sha256)
            for one in sources
            if one.version == version and one.role == "text"
        ),
        None,
    )


def stored_of(check: Checking) -> Overrides:
    """The pairings of two texts that are stored with a work."""
    return stored_pairs(check.texts.left, check.texts.right, check.session)


def compare_texts(
    texts: TwoTexts, stored: Overrides, record: CheckRecord, watch: Watch = unwatched
) -> Diffed:
    """Compare texts by the pairings of the record, then those `stored` with a work."""
    pairs = overrides_of(record, texts).over(stored)
    return diff_resolved(texts.left, texts.right, pairs, watch=watch)


def overrides_of(record: CheckRecord, texts: TwoTexts) -> Overrides:
    """The pairings of a record whose parts the texts have."""
    eids = [{unit.eid for unit in read_units(side.document)} for side in texts.sides]
    there = [
        pair
        for pair in record.pairs
        if eids[0].issuperset(pair.left) and eids[1].issuperset(pair.right)
    ]
    return Overrides(
        pins=tuple(Pin(left=pair.left, right=pair.right) for pair in there if not pair.apart),
        apart=tuple(
            dict.fromkeys(
                (left, right)
                for pair in there
                if pair.apart
                for left in pair.left
                for right in pair.right
            )
        ),
    )


def match_of(comparison: Comparison, keys: Mapping[int, str], key: str) -> Match:
    """The match of a key; `keys` are those of all matches. Raises `NoSuchRowError`."""
    for match in comparison.matches:
        if keys[match.id] == key:
            return match
    raise NoSuchRowError


def reasons_of(record: CheckRecord, keys: Mapping[int, str]) -> tuple[Reason, ...]:
    """The reasons of a record for the reports of its comparison.

    `keys` are those of its matches. One whose row is paired otherwise now is looked for by its articles and words.
    """
    matches = {key: id_ for id_, key in keys.items()}
    return tuple(
        Reason(
            left=one.left,
            right=one.right,
            text=one.text,
            match=matches.get(key),
            type=one.type,
            basis=one.basis,
            reason=one.reason,
        )
        for key, one in record.reasons.items()
    )


def mark_seen(
    check: Recorded, keys: Collection[str], key: str, made: Attribution | None, shown: str = ""
) -> CheckRecord:
    """Note that somebody saw a row; without an attribution, that nobody did.

    `keys` are those of all rows, `shown` is the stamp of the tick that the person saw, "" for
    none. Raises `WrittenMeanwhileError` where somebody else ticked the row since, `NoSuchRowError`
    and what the records raise.
    """
    if key not in keys:
        raise NoSuchRowError

    def change(record: CheckRecord) -> CheckRecord:
        now = record.seen.get(key)
        if made is not None and now is not None and (now.by, now.elsewhere) == (made.by, False):
            return record
        if now is not None and seen_stamp(now) != shown:
            ticks = (f"{one.by} {one.at}".strip() if one else "" for one in (now, made))
            raise WrittenMeanwhileError(*({"seen": tick} for tick in ticks), by=now.by, at=now.at)
        return record.with_seen(key, made)

    return check.change(change)


def seen_stamp(made: Attribution | None) -> str:
    """A short stamp of a tick, which changes with it; "" for none."""
    if made is None:
        return ""
    return hashlib.sha256(json.dumps([made.by, made.at]).encode()).hexdigest()[:16]


def write_reason(
    check: Recorded,
    match: Match | None,
    key: str,
    reason: RowReason,
    shown: Mapping[str, str] = MappingProxyType({}),
) -> CheckRecord:
    """Write the words of a person beside a row; empty ones take them back.

    `match` is that of the row, None for a row of another table. `shown` are the words that the person had before them, by column. Raises
    `WrittenMeanwhileError` where others are stored now, `TooLongError`, and what the records raise.
    """
    if any(len(text) > LONGEST for text in reason.words.values()):
        raise TooLongError
    cleaned = {name: legible(text).strip() for name, text in reason.words.items()}
    left, right = ((), ()) if match is None else (_numbers(match.left), _numbers(match.right))
    made = replace(reason, left=left, right=right, **cleaned)  # type: ignore[arg-type]

    def change(record: CheckRecord) -> CheckRecord:
        now = record.reasons.get(key)
        other = now or RowReason(made=Attribution())
        stored, by, at = other.words, other.made.by, other.made.at
        words = merge_words(stored, made.words, shown, by, stored, at=at)
        return record if words == stored else record.with_reason(key, made)

    return check.change(change)


def _numbers(sides: tuple[Side, ...]) -> tuple[str, ...]:
    return tuple(side.num for side in sides if side.num)
