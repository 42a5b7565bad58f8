"""consolidate --chain: apply named or stored decisions one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.amending.actions.amending_decisions import (
    AmendingDecisions,
    find_amending_decisions,
)
from policydiff.amending.actions.consolidate import refuse_compiled
from policydiff.amending.engine import chain as amending
from policydiff.amending.engine.chain import Chain
from policydiff.amending.report.chain_words import remarks, step_line
from policydiff.errors import NotFoundError, UsageError
from policydiff.locale import Language
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.lineage import trace_work
from policydiff.works.resolve import Resolved, whole_document
from policydiff.works.session import Session


class NoStoredDecisionError(NotFoundError):
    """The repository holds no decision that amends the base."""

    def __init__(self, version: VersionRecord, undated: Sequence[str]) -> None:
        """`undated` are decisions that amend the work and have no date."""
        advice = (
            Message(
                "{names} may, but the date is unknown: name it as a DECISION",
                names=", ".join(undated),
            )
            if undated
            else Message("add decisions, or name them")
        )
        super().__init__(
            Message(
                "no stored decision is known to amend {name} or a later version; {advice}",
                name=version.name,
                advice=advice,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chained:
    """A chain of consolidations and the texts that were named for it.

    `notes` are what a person must know about what was found in the repository.
    """

    chain: Chain
    sides: tuple[Resolved, ...]
    notes: tuple[Message, ...] = ()


def consolidate_chain(
    base: str,
    decisions: Sequence[str],
    against: Sequence[str],
    session: Session,
    *,
    from_republished: bool = False,
) -> Chained:
    """Apply decisions to a base, one after another.

    Each operand is a file, or a name in the repository.

    Where the base is stored and no decision is named, those of the repository that amend it are
    taken, in the order of their dates; and a step for which no text is named is compared with the
    stored version of its date.

    Raises `UsageError`, `NoStoredDecisionError` and what `resolve.whole_document` and
    `policydiff.consolidate_chain` raise.
    """
    sides = [whole_document(operand, session) for operand in (base, *decisions, *against)]
    refuse_compiled(sides[len(decisions) + 1 :])
    documents = [side.document for side in sides]
    stored = _stored(sides[0], session)
    found = _found(stored, base) if not decisions else AmendingDecisions()
    series = found.documents or documents[1 : len(decisions) + 1]
    versions = stored.newer() if stored is not None else ()
    chain = amending.consolidate_chain(
        documents[0],
        series,
        documents[len(decisions) + 1 :],
        spare=versions,
        from_republished=from_republished,
        watch=session.watch,
    )
    notes = tuple(
        Message("{name} amends it too, but its date is unknown: it is left out", name=name)
        for name in found.undated
    )
    return Chained(chain=chain, sides=tuple(sides), notes=notes)


def chain_lines(chain: Chain, language: Language) -> tuple[str, ...]:
    """A line for each step, then remarks, where only the text of a chain is written."""
    return (*(step_line(step, language) for step in chain.steps), *remarks(chain, language))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    store: Repository
    work: WorkRecord
    version: VersionRecord

    def newer(self) -> tuple[Document, ...]:
        """The published versions of the work that are newer, from the oldest on."""
        dates = [
            (version.date, version) for version in self.work.versions if version.computed is None
        ]
        return tuple(
            self.store.load(version)
            for date, version in dates
            if date is not None and date > (self.version.date or "")
        )


def _stored(base: Resolved, session: Session) -> _Stored | None:
    if base.stored is None:
        return None
    store = session.store()
    return _Stored(store=store, work=store.find(base.stored.work_uri), version=base.stored)


def _found(stored: _Stored | None, operand: str) -> AmendingDecisions:
    if stored is None:
        raise UsageError(
            Message(
                "{operand} is a file: name the decisions that amend it; for a stored work they are found in the repository",
                operand=operand,
            )
        )
    found = find_amending_decisions(
        stored.store, stored.work, stored.version.date, lambda: _led(stored)
    )
    if not found.documents:
        raise NoStoredDecisionError(stored.version, found.undated)
    return found


def _led(stored: _Stored) -> dict[str, str]:
    """The date of the version to which each stored decision led, by its name."""
    lineage = trace_work(stored.store, stored.work).lineage
    decisions = (
        (lineage.decision(place), version) for place, version in enumerate(lineage.versions)
    )
    return {decision.name: version for decision, version in decisions if decision is not None}
