"""consolidate --all: carry out one decision on every stored work that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from policydiff.amending.actions.amending_decisions import find_amending_decisions
from policydiff.amending.actions.consolidate import NotStoredError, refuse_unstored
from policydiff.amending.actions.consolidate_chain import (
    NOT_WHOLE,
    FilledVersion,
    Filling,
    undated_notes,
)
from policydiff.amending.actions.decisions import AmendedWork, amended_works, works_named
from policydiff.amending.engine.chain import BrokenChainError, Chain, ChainStep, consolidate_chain
from policydiff.amending.engine.operations import Delete, Instructions, Operation
from policydiff.amending.engine.reading.instructions import read_instructions
from policydiff.amending.engine.republished import days_of
from policydiff.amending.report.works import DecisionWorks, WorkOutcome, outcome_kind
from policydiff.errors import InputError, PolicyDiffError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.work_life import ENDING
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import one_line, title_key
from policydiff.text.citations.life import life_clauses
from policydiff.text.traditions.mainland.citations import LIFE_WORDS
from policydiff.works.life import WorkLives
from policydiff.works.resolve import Resolved, whole_document
from policydiff.works.session import Session


class NoWorkNamedError(InputError):
    """A text names no work that it amends or ends."""

    def __init__(self, title: str) -> None:
        """`title` is that of the text."""
        super().__init__(
            Message("{title}: this text names no work that it amends or repeals", title=title)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidatedAll:
    """A decision on every work that it names, and the versions that were stored."""

    works: DecisionWorks
    side: Resolved
    filled: tuple[FilledVersion, ...] = ()


def consolidate_all(
    decision: str, session: Session, *, is_stored: bool = True, reason: str = ""
) -> ConsolidatedAll:
    """Carry out a decision on every stored work that it amends.

    The base of each is the newest version before the decision; stored decisions in between are
    carried out first. The outcome is compared with the republished text of the decision's day, and
    where none is stored and all of it `is_stored`, it becomes a compiled version. What cannot be
    done on one work hinders no other. A decision that is a file leaves nothing stored.

    Raises `NoWorkNamedError`, and what `resolve.whole_document` and `Repository.open` raise.
    """
    side = whole_document(decision, session)
    store, note = session.store(), None
    try:
        refuse_unstored(side)
    except NotStoredError as error:
        note = error.message if is_stored else None
        is_stored = False
    document = side.document if side.stored is None else store.load(side.stored)
    run = _Run(
        store=store,
        decision=document,
        instructions=read_instructions(document),
        is_stored=is_stored,
        reason=reason,
    )
    outcomes = tuple(run.outcomes(session))
    if not outcomes:
        raise NoWorkNamedError(document.title)
    works = DecisionWorks(
        decision=document, works=outcomes, declared=run.instructions.declared, note=note
    )
    return ConsolidatedAll(works=works, side=side, filled=tuple(run.filled))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """A work with the versions between which a decision stands."""

    work: WorkRecord
    base: VersionRecord
    text: Document
    republished: Document | None
    later: tuple[Document, ...]
    earlier: tuple[Document, ...]
    remarks: tuple[Message, ...]


@dataclass(slots=True, kw_only=True)
class _Run:
    store: Repository
    decision: Document
    instructions: Instructions
    is_stored: bool
    reason: str
    filled: list[FilledVersion] = field(default_factory=list)

    def outcomes(self, session: Session) -> Iterator[WorkOutcome]:
        """The outcome of each work that the decision amends, then of those that it ends."""
        ended = tuple(_ended(self.decision, self.instructions.operations))
        keys = set(map(title_key, ended))
        amended = [
            one
            for one in amended_works(self.decision, self.store)
            if not {title_key(one.name), *_keys(one.work)} & keys
        ]
        for place, one in enumerate(amended):
            session.watch(Message.foreign(one.name), place, len(amended))
            yield self._outcome(one, many=len(amended) > 1)
            session.watch(Message.foreign(one.name), place + 1, len(amended))
        lives = WorkLives(self.store)
        yield from (self._end(one, lives) for one in works_named(ended, self.store))

    def _outcome(self, one: AmendedWork, *, many: bool) -> WorkOutcome:
        if one.work is None:
            if one.several:
                remark = Message("these: {uris}", uris=", ".join(one.several))
                return WorkOutcome(name=one.name, kind="several", remarks=(remark,))
            remark = Message("add the version that the decision amends")
            return WorkOutcome(name=one.name, kind="not stored", remarks=(remark,))
        outcome = WorkOutcome(name=one.name, kind="failed", uri=one.work.uri, title=one.work.title)
        try:
            ground = self._ground(one.work)
            return self._on(replace(outcome, base=ground.base.name), ground, many=many)
        except _NoVersionError as error:
            return replace(outcome, kind="no version", remarks=(error.message,))
        except DamagedVersionError as error:
            return replace(outcome, kind="damaged", remarks=(error.message,))
        except PolicyDiffError as error:
            return replace(outcome, remarks=(error.message,))

    def _ground(self, work: WorkRecord) -> _Ground:
        """The base of a work, its republished text, the decisions in between."""
        day = self.decision.version_date
        if day is None:
            raise NotStoredError(Message("the decision has no date; set it with `policydiff set`"))
        official = [one for one in work.versions if one.computed is None and one.date is not None]
        texts = {one: self.store.load(one) for one in official}
        exact = [one for one in official if one.date == day]
        own = exact or [one for one in official if days_of(texts[one]) & days_of(self.decision)]
        begin = min((day, *(one.date or day for one in own[:1])))
        before = [one for one in official if (one.date or "") < begin]
        if not before:
            raise _NoVersionError
        base = before[-1]
        edit = texts[base].edit
        found = find_amending_decisions(self.store, work, base.date, until=day)
        return _Ground(
            work=work,
            base=base,
            text=texts[base],
            republished=texts[own[0]] if own else None,
            later=tuple(texts[one] for one in official if (one.date or "") > (base.date or "")),
            earlier=tuple(
                one
                for one in found.documents
                if (one.uri, one.version_date) != (self.decision.uri, day)
                and not days_of(one) & days_of(texts[base])
                and one.full_text() != self.decision.full_text()
            ),
            remarks=(*((edit.message,) if edit is not None else ()), *undated_notes(found)),
        )

    def _on(self, outcome: WorkOutcome, ground: _Ground, *, many: bool) -> WorkOutcome:
        """Carry out the earlier decisions and this one on a work."""
        same = [one for one in ground.earlier if one.version_date == self.decision.version_date]
        if same:
            raise NotStoredError(
                Message(
                    "{title} amends it on the same day; carry them out with --chain",
                    title=same[0].title,
                )
            )
        decisions = (*ground.earlier, self.decision)
        filling = Filling(
            store=self.store if self.is_stored else None,
            decisions=decisions,
            official=ground.later,
            reason=self.reason,
        )
        spare = () if ground.republished is None else (ground.republished,)
        try:
            chain = consolidate_chain(
                ground.text, decisions, spare=spare, from_republished=True, keep=filling.keep
            )
        except BrokenChainError as error:
            why = error.why if len(decisions) == 1 else error.message
            return replace(outcome, remarks=(why,))
        finally:
            self.filled += filling.filled
        unstored = () if self.is_stored else ground.earlier
        first = (Message("carried out first: {title}", title=one.title) for one in unstored)
        outcome = replace(
            outcome,
            filled=tuple(one.name for one in filling.filled[: len(ground.earlier)]),
            remarks=(*ground.remarks, *first),
        )
        if chain.left:
            return replace(outcome, remarks=(*outcome.remarks, self._stopped(chain)))
        return self._carried(outcome, chain, ground, filling, many=many)

    def _stopped(self, chain: Chain) -> Message:
        """The reason for which an earlier decision keeps this one back."""
        last = chain.steps[-1]
        kept = last.stored is not None or (not self.is_stored and last.result.complete)
        return Message(
            "an earlier decision comes first, {title}: {why}",
            title=chain.left[0] if kept or last.against is not None else last.result.decision.title,
            why=chain.stopped or NOT_WHOLE,
        )

    def _carried(
        self,
        outcome: WorkOutcome,
        chain: Chain,
        ground: _Ground,
        filling: Filling,
        *,
        many: bool,
    ) -> WorkOutcome:
        """The outcome of a decision that was carried out, by its items on this work."""
        step = chain.steps[-1]
        own = tuple(one for one in step.result.operations if _is_on(one, many=many))
        result = replace(step.result, operations=own)
        there = self._there(ground, step)
        new = None if there is None else step.stored is not None and filling.filled[-1].new
        kind = outcome_kind(result, stored=new)
        withheld = kind == "carried out" and chain.stopped is not None
        return replace(
            outcome,
            kind=kind,
            base=f"{result.base.title}@{result.base.version_date}",
            version=None if there is None else there.name,
            remarks=(*outcome.remarks, *(_withheld(chain, many=many) if withheld else ())),
            chain=replace(chain, steps=(*chain.steps[:-1], replace(step, result=result))),
            withheld=withheld,
        )

    def _there(self, ground: _Ground, step: ChainStep) -> VersionRecord | None:
        """The stored version of the day: republished, or compiled as it is here."""
        work = self.store.find(ground.work.uri)
        text = ground.republished or step.result.document
        version = work.version_of(text.version_date)
        if version is None or version.computed is None:
            return version if ground.republished is not None else None
        return version if version.computed == step.result.document.computed else None

    def _end(self, one: AmendedWork, lives: WorkLives) -> WorkOutcome:
        """A work that the decision ends, and whether that is recorded."""
        outcome = WorkOutcome(name=one.name, kind="ended")
        if one.work is None:
            return outcome
        outcome = replace(outcome, uri=one.work.uri, title=one.work.title)
        try:
            facts = lives.facts(one.work)
        except PolicyDiffError as error:
            return replace(outcome, kind="damaged", remarks=(error.message,))
        if any(fact.kind in ENDING and fact.uri == self.decision.uri for fact in facts):
            return outcome
        why = Message("its end is recorded when the decision is added")
        if self.decision.uri is not None:
            why = Message(
                "its end is not recorded: no sentence of the decision was read as ending it"
            )
        return replace(outcome, remarks=(why,), withheld=self.decision.uri is not None)


class _NoVersionError(InputError):
    """A work has no dated official version before the decision."""

    def __init__(self) -> None:
        super().__init__(Message("add the version that the decision amends"))


def _ended(decision: Document, operations: Sequence[Operation]) -> Iterator[str]:
    """The titles of works that a decision ends as a whole, each once."""
    stated = (one.title for one in life_clauses(decision, LIFE_WORDS) if one.kind in ENDING)
    deleted = (one.work for one in operations if isinstance(one, Delete) and not one.steps)
    seen = set[str]()
    for title in filter(None, (*stated, *deleted)):
        if title_key(title) not in seen:
            seen.add(title_key(title))
            yield title


def _keys(work: WorkRecord | None) -> Iterable[str]:
    return () if work is None else map(title_key, (work.title, *work.other_titles, *work.aliases))


def _is_on(operation: Operation, *, many: bool) -> bool:
    """True for what orders something on the work at hand, or is not understood of it."""
    if operation.status in ("other-work", "context"):
        return False
    return not many or operation.work is not None or operation.status == "applied"


def _withheld(chain: Chain, *, many: bool) -> Iterator[Message]:
    """The reasons for which a text that was carried out is not stored."""
    result = chain.steps[-1].result
    if result.complete and chain.stopped is not None:
        yield Message("not stored: {why}", why=chain.stopped)
    for one in result.operations:
        if one.status in ("failed", "unparsed") and not _is_on(one, many=many):
            yield Message(
                "not stored, as this item names no work and may be of it: {item} {words}",
                item=one.instruction or "",
                words=one_line(one.text or one.old or one.target_num or "", 60),
            )
    yield from (Message("not stored: {why}", why=problem.message) for problem in result.errors)
