"""history and blame: one clause through all versions, the origin of its words."""

from __future__ import annotations

from dataclasses import replace

from policydiff.comparing.engine.align.units import read_units
from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.history import History
from policydiff.model.kinds import CONTAINERS
from policydiff.model.names import UNDATED, parse_name
from policydiff.model.origins import Blame
from policydiff.tracing.engine import blame as diffing
from policydiff.tracing.engine.history import follow_clause
from policydiff.works.lineage import Traced, trace_work
from policydiff.works.operands import file_part
from policydiff.works.resolve import resolve_stored
from policydiff.works.session import Session
from policydiff.works.show import (
    NoSuchProvisionError,
    UnfollowedError,
    candidates,
    find_provision,
    presumed,
    shown_of,
    verdict,
)
from policydiff.works.succession import chain_of


def trace(operand: str, session: Session) -> Traced:
    """The lineage of the work that an operand names, or that was in force on its day.

    Raises `UsageError`, `NoSuchProvisionError`, what `Repository.open` and `resolve` raise, and
    what cannot be read of a stored version.
    """
    if file_part(operand, session)[0] is not None:
        raise UsageError(
            Message(
                "{operand} is a file; this looks at all stored versions of a work: add it to a repository first",
                operand=operand,
            )
        )
    name = parse_name(operand)
    store = session.store()
    resolved = resolve_stored(store, operand, through=True)
    texts = candidates(resolved, shown_of(resolved)) if resolved.others else ()
    work = store.find(resolved.document.uri or resolved.document.title)
    traced = trace_work(store, work, replace(name, date=resolved.document.version_date or UNDATED))
    verdicts = verdict(texts) if name.provision is not None else ()
    return replace(
        traced,
        name=name,
        notes=tuple(dict.fromkeys((*resolved.notes, *traced.notes, *verdicts))),
        presumed=presumed(texts) or resolved.presumed,
    )


def history(operand: str, session: Session) -> History:
    """The history of the clause that an operand names.

    The operand is ``WORK#第十条`` or ``WORK@DATE#art_10``; without a date the number is that in the
    newest version that has it. The history goes on into works that replaced this one, and into
    those that it replaced. Raises `UsageError`, `NoSuchProvisionError`, `UnfollowedError` and what
    `trace` raises.
    """
    traced = trace(operand, session)
    provision = traced.name.provision
    if provision is None:
        raise UsageError(
            Message(
                "{operand}: name the clause to follow, such as {operand}#第十条 (`policydiff log` lists the versions of a work)",
                operand=operand,
            )
        )
    version, eid = _find(traced, provision)
    chain = chain_of(session.store(), replace(traced, version=version), eid)
    try:
        followed = follow_clause(chain.documents, chain.lineage, chain.version, eid, provision)
    except KeyError:
        raise UnfollowedError(provision) from None
    return replace(followed, remarks=(*traced.notes, *followed.remarks), presumed=traced.presumed)


def _find(traced: Traced, provision: str) -> tuple[int, str]:
    fixed = traced.name.date is not None or traced.name.in_force_on is not None
    places = [traced.version] if fixed else list(range(len(traced.documents) - 1, -1, -1))
    for place in places:
        eid = _eid(traced.documents[place], provision)
        if eid is not None:
            return place, eid
    find_provision(traced.document, provision)  # says why not
    raise UnfollowedError(provision)


def _eid(document: Document, provision: str) -> str | None:
    try:
        return find_provision(document, provision).eid
    except NoSuchProvisionError:
        return None


def blame(operand: str, session: Session) -> Blame:
    """The version that introduced each word of a version, or of one provision.

    Raises `NoSuchProvisionError`, `UnfollowedError` and what `trace` raises.
    """
    traced = trace(operand, session)
    provision = traced.name.provision
    eid = None if provision is None else find_provision(traced.document, provision).eid
    found = diffing.blame(traced.documents, traced.lineage, traced.version, eid)
    if provision is not None and not found.parts:
        raise UnfollowedError(provision)
    return replace(
        found,
        provision=provision,
        remarks=(*traced.notes, *found.remarks),
        presumed=traced.presumed,
    )


def has_origin(document: Document, eid: str) -> bool:
    """True for a part whose words `blame` follows: no chapter, nothing around a text."""
    return any(
        unit.eid == eid
        and unit.zone not in diffing.AROUND
        and unit.level not in CONTAINERS
        and unit.level != "attachment"
        for unit in read_units(document)
    )
