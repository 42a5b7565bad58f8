"""set: set a fact of a stored version in place of what its text states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypedDict, Unpack

from policydiff.errors import UsageError
from policydiff.library.actions.remove import named_version
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.work_life import LifeClause, LifeKind
from policydiff.reading.load import BadFactError, GivenFacts, check_date, check_facts, with_facts
from policydiff.store.changes.setting import CompiledFactError, SetFacts, settled
from policydiff.store.git.writer import Written
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import one_line
from policydiff.works.lineage import names_to_keep, trace_work
from policydiff.works.session import Session

WORDS = {
    "title": "title",
    "authority": "authority",
    "document_number": "document number",
    "adopted": "adopted",
    "promulgated": "promulgated",
    "in_force": "entry into force",
}
"""A fact → its name."""

STATEMENTS: dict[LifeKind, str] = {"ended": "end", "in force": "still in force"}
"""A statement on the life of a work → its name."""


class GivenLife(TypedDict, total=False):
    """Statements of a person on the life of a work; None or absent leaves it.

    `ended` and `still_in_force` are days (ISO): the first on which it no longer applied, one on
    which it did. `by` is the ending act, or the source that it applies; `why` is the ground.
    """

    ended: str | None
    still_in_force: str | None
    not_ended: bool
    by: str | None
    why: str | None


class NobodyNamedError(UsageError):
    """The source of a work's end, or of its being in force, is missing."""

    def __init__(self, option: str) -> None:
        super().__init__(
            Message(
                "{option} needs a source: --by NAME is the act or the person, --why WORDS the ground of an end",
                option=option,
            )
        )


def set_facts(
    operand: str,
    session: Session,
    *,
    aliases: tuple[str, ...] = (),
    life: GivenLife | None = None,
    reason: str = "",
    **facts: Unpack[GivenFacts],
) -> tuple[str, Written | None]:
    """Set facts of a version (WORK@DATE, or the newest of WORK).

    Returns the message of the commit and the change; None if nothing changes. `aliases` are further
    names of the work; `kind` and `life` are the work's too. Raises `UsageError`, `BadFactError`,
    `DateTakenError`, `BadSlugError`, and as `named_version` and `trace`.
    """
    check_facts(**facts)
    stated = tuple(_stated(life or {}))
    if not aliases and not stated and all(value is None for value in facts.values()):
        raise UsageError(Message("name at least one fact to set, such as --in-force 2020-01-01"))
    _refuse_empty(facts, aliases)
    store = session.store()
    work, named = named_version(operand, store)
    version = named or store.version(work)
    document, known = _with_facts(store, version, facts)
    after = settled(work, version, known, kind=facts.get("kind"), aliases=map(one_line, aliases))
    for kind, clause in stated:
        after = after.with_stated(kind, clause)
    lines = tuple(_lines(document, known, work, after))
    if not lines:
        store.make_up()
        return "", None
    if known is None:
        held = store.names(work)
    else:
        moved = replace(after, uri=work.uri, folder=work.folder, kind=work.kind)
        held = names_to_keep(store, trace_work(store, work), moved, (version, known))
    return store.set_facts(
        SetFacts(
            work=work,
            version=version,
            document=known,
            after=after,
            names=held,
            lines=lines,
            reason=reason,
        )
    )


def _refuse_empty(facts: GivenFacts, aliases: tuple[str, ...]) -> None:
    """Raise `BadFactError` for a fact or alias without a word."""
    for name, value in (*facts.items(), *(("alias", alias) for alias in aliases)):
        if isinstance(value, str) and not one_line(value):
            raise BadFactError(name, value, Message("a text"))


def _with_facts(
    store: Repository, version: VersionRecord, facts: GivenFacts
) -> tuple[Document, Document] | tuple[None, None]:
    """The document of a version before and after; None twice if it is not needed."""
    try:
        document = store.load(version)
    except DamagedVersionError:
        if any(value is not None for value in facts.values()):
            raise
        return None, None
    known = with_facts(document, **facts)
    if version.computed is not None and replace(known, kind=document.kind) != document:
        raise CompiledFactError(version)
    return document, known


def _stated(life: GivenLife) -> Iterator[tuple[LifeKind, LifeClause | None]]:
    """Statements on the life of the work by kind; None takes one back."""
    by, why = one_line(life.get("by") or ""), one_line(life.get("why") or "")
    ended, applies = life.get("ended"), life.get("still_in_force")
    if ended is not None and life.get("not_ended"):
        raise UsageError(Message("--ended and --not-ended contradict each other"))
    if ended is not None:
        check_date("ended", ended)
        if not (by or why):
            raise NobodyNamedError("--ended")
        yield "ended", LifeClause(kind="ended", words=why, day=ended, by=by)
    elif life.get("not_ended"):
        yield "ended", None
    if applies is not None:
        check_date("still_in_force", applies)
        if not by:
            raise NobodyNamedError("--still-in-force")
        yield "in force", LifeClause(kind="in force", words=why, day=applies, by=by)


def _text_lines(
    before: Document, after: Document, work: WorkRecord, settled_work: WorkRecord
) -> Iterator[str]:
    for name, word in WORDS.items():
        old, new = (
            getattr(one.dates if hasattr(one.dates, name) else one, name) for one in (before, after)
        )
        if old != new:
            yield f"{word}: {new or 'unknown'} (before: {old or 'unknown'})"
    if settled_work.kind != work.kind or after.kind != before.kind:
        yield f"kind: {after.kind} (before: {work.kind if settled_work.kind != work.kind else before.kind})"


def _life_line(clause: LifeClause | None) -> str:
    if clause is None:
        return "unknown"
    return ", ".join(filter(None, (clause.day, clause.by, clause.words)))


def _lines(
    before: Document | None, after: Document | None, work: WorkRecord, settled_work: WorkRecord
) -> Iterator[str]:
    """A line for each fact that changes, with its former value."""
    if before is not None and after is not None:
        yield from _text_lines(before, after, work, settled_work)
    for kind, word in STATEMENTS.items():
        was, now = work.stated(kind), settled_work.stated(kind)
        if was != now:
            yield f"{word}: {_life_line(now)} (before: {_life_line(was)})"
    yield from (
        Message("another name: {alias}", alias=alias)
        for alias in settled_work.aliases
        if alias not in work.aliases
    )
