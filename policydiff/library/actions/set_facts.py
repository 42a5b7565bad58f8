"""set: set a fact of a stored version in place of what its text states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Unpack

from policydiff.errors import UsageError
from policydiff.library.actions.remove import named_version
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.reading.load import BadFactError, GivenFacts, check_facts, with_facts
from policydiff.store.changes.setting import CompiledFactError, SetFacts, settled
from policydiff.store.git.writer import Written
from policydiff.store.records.works import WorkRecord
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
"""A fact → what it is called."""


def set_facts(
    operand: str,
    session: Session,
    *,
    aliases: tuple[str, ...] = (),
    reason: str = "",
    **facts: Unpack[GivenFacts],
) -> tuple[str, Written | None]:
    """Set facts of a version (WORK@DATE, or the newest of WORK).

    Gives the message of the commit and what was written; None where all is so already. `aliases`
    are further names of the work, and `kind` is the work's. Raises `UsageError`, `BadFactError`,
    `DateTakenError`, `BadSlugError`, and what `named_version` and `trace` raise.
    """
    check_facts(**facts)
    if not aliases and all(value is None for value in facts.values()):
        raise UsageError(Message("name at least one fact to set, such as --in-force 2020-01-01"))
    for name, value in (*facts.items(), *(("alias", alias) for alias in aliases)):
        if isinstance(value, str) and not one_line(value):
            raise BadFactError(name, value, Message("a text"))
    store = session.store()
    work, named = named_version(operand, store)
    version = named or store.version(work)
    traced = trace_work(store, work)
    document = store.load(version)
    known = with_facts(document, **facts)
    if version.computed is not None and replace(known, kind=document.kind) != document:
        raise CompiledFactError(version)
    after = settled(work, version, known, kind=facts.get("kind"), aliases=map(one_line, aliases))
    lines = tuple(_lines(document, known, work, after))
    if not lines:
        store.make_up()
        return "", None
    held = names_to_keep(
        store,
        traced,
        replace(after, uri=work.uri, folder=work.folder, kind=work.kind),
        (version, known),
    )
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


def _lines(
    before: Document, after: Document, work: WorkRecord, settled_work: WorkRecord
) -> Iterator[str]:
    """A line for each fact that changes, with its former value."""
    for name, word in WORDS.items():
        old, new = (
            getattr(one.dates if hasattr(one.dates, name) else one, name) for one in (before, after)
        )
        if old != new:
            yield f"{word}: {new or 'unknown'} (before: {old or 'unknown'})"
    if settled_work.kind != work.kind or after.kind != before.kind:
        yield f"kind: {after.kind} (before: {work.kind if settled_work.kind != work.kind else before.kind})"
    yield from (
        Message("another name: {alias}", alias=alias)
        for alias in settled_work.aliases
        if alias not in work.aliases
    )
