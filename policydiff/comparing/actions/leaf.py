"""A comparison as a leaf: sent with the marks so far, and taken back beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policydiff.comparing.actions.check_record import (
    Checking,
    compare_texts,
    find_texts,
    records_for,
    stored_of,
)
from policydiff.comparing.actions.diff import Diffed
from policydiff.comparing.engine.check_record import CheckRecord
from policydiff.comparing.engine.row_keys import row_keys
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.comparing.report.table.html import comparison_leaf
from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.document import text_sha256
from policydiff.model.reports import ReportOptions
from policydiff.model.row_marks import SEEN, RowMark, merge_marks, row_mark
from policydiff.report.html.leaf import LeafText, sealed_part
from policydiff.report.html.returned_leaf import ReturnedLeaf, TakenMarks, shown_rows
from policydiff.store.check_records import MemoryRecords
from policydiff.store.records.works import VersionRecord
from policydiff.store.repository import Repository
from policydiff.works.session import Session, today


class UnkeptMarksError(UsageError):
    """There is no repository that holds the marks of a leaf."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "{name}: no repository is open to hold what was marked; name one with --repo, or drop the leaf on the page",
                name=name,
            )
        )


def leaf_options(found: Diffed, session: Session, options: ReportOptions) -> ReportOptions:
    """The options of a leaf that is sent today with the stored marks of named people.

    Raises what the records raise.
    """
    left, right = found.sides
    hashes = text_sha256(left.document), text_sha256(right.document)
    record = records_for(session, MemoryRecords()).read(hashes)
    return with_marks(found, record, options)


def with_marks(found: Diffed, record: CheckRecord, options: ReportOptions) -> ReportOptions:
    """The same with the marks of a record that is at hand."""
    keys = set(row_keys(found.comparison).values())
    marks = (mark for mark in merge_marks(_own(record), record.others) if mark.key in keys)
    return replace(options, made=options.made or today(), marks=tuple(marks))


def _own(record: CheckRecord) -> Iterator[RowMark]:
    """The ticks that named people made here."""
    for key, made in record.seen.items():
        if made.by:
            yield row_mark(key, made.by, made.at, {SEEN: "yes"})


def take_leaf(check: Checking, leaf: ReturnedLeaf) -> TakenMarks:
    """Store the marks of a leaf beside those of its texts; twice is as once.

    Each is checked against our own texts. Raises `OtherTextsLeafError`, and what the records raise.
    """
    record = check.read()
    found = compare_texts(check.texts, stored_of(check), record)
    options = ReportOptions(language=leaf.language)
    shown = comparison_leaf(view_comparison(found.comparison, options), options)
    marks, taken = leaf.fitting(shown_rows(sealed_part(shown)))
    ours = set(_own(record))
    brought = tuple(mark for mark in marks if mark not in ours)
    after = check.change(lambda now: now.with_others(brought))
    return taken.counting(brought, fresh=after.others != record.others)


def take_returned(left: str, right: str, leaf: ReturnedLeaf, session: Session) -> TakenMarks:
    """Store the marks of a leaf of two operands in the repository.

    Raises `UnkeptMarksError`, and as `find_texts` and `take_leaf`.
    """
    texts = find_texts(left, right, session)
    if session.store_if_any() is None:
        raise UnkeptMarksError(leaf.name)
    records = records_for(session, MemoryRecords())
    return take_leaf(
        Checking(records=records, hashes=texts.hashes, texts=texts, session=session), leaf
    )


def stored_version(store: Repository, text: LeafText) -> VersionRecord | None:
    """The stored version with the words of a text of a leaf, if any."""
    for work in store.catalogue().named(text.title):
        for version in work.versions:
            if text_sha256(store.load(version)) == text.sha256:
                return version
    return None
