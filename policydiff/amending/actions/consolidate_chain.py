"""consolidate --chain: apply named or stored decisions one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from policydiff.amending.actions.amending_decisions import (
    AmendingDecisions,
    find_amending_decisions,
)
from policydiff.amending.actions.consolidate import (
    NotStoredError,
    plan_compiled,
    refuse_compiled,
    refuse_unstored,
)
from policydiff.amending.engine import chain as amending
from policydiff.amending.engine.chain import Chain, ChainStep
from policydiff.amending.engine.republished import step_of
from policydiff.amending.report.chain_words import remarks, step_line
from policydiff.errors import NotFoundError, UsageError
from policydiff.locale import Language
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.names import UNDATED
from policydiff.store.records.unofficial import OfficialThereError
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

    `notes` are what a person must know about what was found in the repository, `filled` the
    compiled versions that were asked to be stored.
    """

    chain: Chain
    sides: tuple[Resolved, ...]
    notes: tuple[Message, ...] = ()
    filled: tuple[FilledVersion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledVersion:
    """A compiled version by its name; `new` is False where it was stored already."""

    name: str
    new: bool


@dataclass(slots=True, kw_only=True)
class Filling:
    """Stores the steps of a chain for which there is no official text, one by one.

    `decisions` are those of the chain, `official` the later official texts of the work. With
    `store` None nothing is stored; a chain ends all the same where a step cannot be.
    """

    store: Repository | None
    decisions: Sequence[Document]
    official: Sequence[Document]
    reason: str = ""
    filled: list[FilledVersion] = field(default_factory=list)

    def keep(self, step: ChainStep) -> ChainStep | Message:
        """The step as it is stored, or why it cannot be; see `Keep`."""
        if step.against is not None:
            return step
        if not step.result.complete:
            return NOT_WHOLE
        if self.store is None:
            return step
        try:
            computing = plan_compiled(self.store, step.result, self.reason, self._of_others())
            message, _ = self.store.store_computed(computing)
        except NotStoredError as error:
            return error.why
        except OfficialThereError as error:
            return error.message
        work = self.store.find(computing.work.uri)
        version = self.store.version(work, step.result.document.version_date or UNDATED)
        self.filled.append(FilledVersion(name=version.name, new=bool(message)))
        return replace(step, stored=self.store.load(version))

    def _of_others(self) -> frozenset[str | None]:
        """The dates of the official texts to which a decision of the chain led."""
        led = (text for text in self.official if step_of(text, self.decisions) is not None)
        return frozenset(text.version_date for text in led)


NOT_WHOLE = Message("not all that the decision says could be carried out")


def consolidate_chain(
    base: str,
    decisions: Sequence[str],
    against: Sequence[str],
    session: Session,
    *,
    from_republished: bool = False,
    reason: str | None = None,
) -> Chained:
    """Apply decisions to a base, one after another.

    Each operand is a file, or a name in the repository.

    Where the base is stored and no decision is named, those of the repository that amend it are
    taken, in the order of their dates; and a step for which no text is named is compared with the
    stored version of its date.

    With a `reason`, which may be empty, each outcome without an official text is stored as a
    compiled version, made of the one before it; an official text is where the next step starts.

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
    filling = None
    if reason is not None:
        for side in sides[: len(decisions) + 1]:
            refuse_unstored(side)
        store = session.store()
        documents[0] = store.load(sides[0].stored) if sides[0].stored is not None else documents[0]
        filling = Filling(store=store, decisions=series, official=versions, reason=reason)
    chain = amending.consolidate_chain(
        documents[0],
        series,
        documents[len(decisions) + 1 :],
        spare=versions,
        from_republished=from_republished or reason is not None,
        watch=session.watch,
        keep=None if filling is None else filling.keep,
    )
    filled = () if filling is None else tuple(filling.filled)
    return Chained(chain=chain, sides=tuple(sides), notes=undated_notes(found), filled=filled)


def undated_notes(found: AmendingDecisions) -> tuple[Message, ...]:
    """Notes on the decisions that have no place in the order."""
    return tuple(
        Message("{name} amends it too, but its date is unknown: it is left out", name=name)
        for name in found.undated
    )


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
