"""Decisions carried out in turn, each outcome beside its republished text.

The JSON is that of `schemas/consolidation-chain.schema.json`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import ClassVar, Literal

from policydiff.amending.engine.consolidate import WrongBaseError, consolidate
from policydiff.amending.engine.explain import Explanation, explain
from policydiff.amending.engine.operations import Consolidation, Difference
from policydiff.amending.engine.republished import (
    MatchedBy,
    Republished,
    fill_by_date,
    fill_by_place,
    match_by_date,
    match_by_text,
    step_of,
)
from policydiff.amending.engine.verify import attribute
from policydiff.comparing.engine.compare import diff
from policydiff.errors import InputError, UsageError
from policydiff.messages import Message
from policydiff.model.comparison import Comparison
from policydiff.model.document import Document
from policydiff.model.json_keys import JsonValue

StartedFrom = Literal["base", "result", "republished"]
Way = Mapping[str, tuple[str, ...]]
"""From the eIds of clauses of one text to those that they have in another; what is gone has none.
"""
Watch = Callable[[Message, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainStep(JsonValue):
    """One decision of a chain, carried out.

    `started_from` names its base: that of the chain, the outcome of the step before, or the newest
    republished text before it. `against` is the republished text that its outcome was compared
    with, None where there is none, and `matched` gives the ground on which that was taken as the
    text of this step: its date; that of all steps it reads most like this one; or, where the
    decision has no date, that it alone came between the decisions beside it. `stored` is the
    outcome as it lies in the repository, None where it is not stored.
    """

    result: Consolidation
    started_from: StartedFrom
    against: Document | None = None
    matched: MatchedBy | None = None
    stored: Document | None = None

    @property
    def date(self) -> str | None:
        """The date of the decision, ISO, None where it is unknown."""
        return self.result.decision.version_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain(JsonValue):
    """A base with one decision after another carried out; there is one step at least.

    `from_republished` is True where steps start from republished texts, as far as there are some.
    `unexplained` are dates (ISO) of versions of the work, newer than the base, that no decision of
    the chain leads to. `stopped` is the reason why the chain ends before its last decision or with
    a text that is not stored, None where it does not; `left` are the titles of the decisions behind
    that.
    """

    family: ClassVar[str] = "chain"

    base: Document
    steps: tuple[ChainStep, ...]
    from_republished: bool = False
    unexplained: tuple[str, ...] = ()
    stopped: Message | None = None
    left: tuple[str, ...] = ()

    @property
    def document(self) -> Document:
        """The outcome of the last step."""
        return self.steps[-1].result.document

    @property
    def left_out(self) -> tuple[str, ...]:
        """The unexplained versions before the last decision that no step starts from.

        The changes that they made are missing. Each is an ISO date.
        """
        last = None if self.from_republished else self.steps[-1].date
        return tuple(date for date in self.unexplained if last is not None and date < last)

    @property
    def complete(self) -> bool:
        """True where every step is complete and no version between them is left out.

        A step is complete where nothing failed, nothing stayed unparsed, and nothing that its
        decision declares is missing.
        """
        whole = all(step.result.complete for step in self.steps)
        return whole and not self.left_out and self.stopped is None

    @property
    def differs(self) -> bool:
        """True where an outcome differs from its republished text in more than noise."""
        return any(step.result.differs for step in self.steps)


Keep = Callable[[ChainStep], ChainStep | Message]
"""Given a step that was carried out: the step as it is stored, or why the chain ends with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepExplanation:
    """A step of a chain, with its differences from the republished text.

    `again` are those that the step before had already, `fresh` all others.
    """

    step: ChainStep
    explanation: Explanation
    fresh: tuple[Difference, ...]
    again: tuple[Difference, ...]


class NoDecisionError(UsageError):
    """A chain has no step."""

    def __init__(self) -> None:
        """Create the error with its fixed message."""
        super().__init__(Message("a chain needs one decision at least"))


class OutOfOrderError(InputError):
    """A decision stands behind one that came later, or is older than the base."""

    def __init__(self, decision: Document, before: Document, *, base: bool) -> None:
        """`before` stands before the decision and is newer: another one, or the `base`."""
        what = Message("the base") if base else Message("the decision before it")
        super().__init__(
            Message(
                "{title}: this decision of {version_date} is older than {what}, {title_other} ({version_date_other}); decisions are named in the order of their dates, and the base is the text before the first",
                title=decision.title,
                version_date=decision.version_date,
                what=what,
                title_other=before.title,
                version_date_other=before.version_date,
            )
        )


class BrokenChainError(InputError):
    """One decision does not fit the text that the decisions before it lead to."""

    def __init__(self, step: int, steps: int, error: WrongBaseError) -> None:
        """`step` counts from 1."""
        super().__init__(
            Message("step {step} of {steps}: {error}", step=step, steps=steps, error=error)
        )
        self.step = step
        self.why = error.message


def consolidate_chain(  # noqa: PLR0913 - a public function, with a keyword for each choice
    base: Document,
    decisions: Sequence[Document],
    against: Sequence[Document] = (),
    *,
    spare: Sequence[Document] = (),
    from_republished: bool = False,
    watch: Watch = lambda _what, _done, _all: None,
    keep: Keep | None = None,
) -> Chain:
    """Carry out decisions one after another on a base.

    Each outcome is compared with the republished text of its date.

        chain = policydiff.consolidate_chain(law_1982, [decision_1988, decision_1993],
        against=[law_1988, law_1993])
        chain.document, chain.complete, [step.result.verification for step in chain.steps]

    A step starts from our own outcome of the step before, so that a slip goes on through all that
    follow; with `from_republished` it starts from the newest republished text before its decision
    where there is one. A text of `against` belongs to the decision of its date, and where that
    names none, or two texts one, to the step whose outcome it reads most like. Texts of `spare`
    serve steps of their date for which there is no other, and a decision without a date where one
    alone came between its neighbours; the others are `unexplained`. `watch` is called with what is
    done, how many steps are done, and of how many. With `keep` a step that is stored is where the
    next one starts, and the chain ends before a decision that does not fit. Raises
    `NoDecisionError`, `OutOfOrderError`, `BrokenChainError`, `UnmatchedTextError`.
    """
    check_order(base, decisions)
    found, unmatched = match_by_date(decisions, against)
    if unmatched:
        found = match_by_text(
            found, unmatched, _outcomes(base, decisions, found if from_republished else {}, watch)
        )
    found = fill_by_place(fill_by_date(found, decisions, spare), base, decisions, spare)
    used = [match.document for match in found.values()]
    unexplained = [text for text in spare if step_of(text, decisions) is None and text not in used]
    run = _ChainTexts(
        base=base,
        decisions=decisions,
        found=found,
        unexplained=unexplained,
        from_republished=from_republished,
        watch=watch,
        keep=keep,
    )
    return run.chain()


def check_order(base: Document, decisions: Sequence[Document]) -> None:
    """Check that there are decisions, in the order of their dates.

    Raises `NoDecisionError`, and `OutOfOrderError` for the first that is older than what stands
    before it; unknown dates pass.
    """
    if not decisions:
        raise NoDecisionError
    dated = [document for document in (base, *decisions) if document.version_date is not None]
    for before, after in pairwise(dated):
        if (after.version_date or "") < (before.version_date or ""):
            raise OutOfOrderError(after, before, base=before is base)


@dataclass(slots=True, kw_only=True)
class _ChainTexts:
    base: Document
    decisions: Sequence[Document]
    found: dict[int, Republished]
    unexplained: Sequence[Document]
    from_republished: bool
    watch: Watch
    keep: Keep | None
    stopped: Message | None = field(default=None, init=False)

    def chain(self) -> Chain:
        steps = self.steps()
        return Chain(
            base=self.base,
            steps=steps,
            from_republished=self.from_republished,
            unexplained=tuple(text.version_date or "" for text in self.unexplained),
            stopped=self.stopped,
            left=tuple(decision.title for decision in self.decisions[len(steps) :]),
        )

    def steps(self) -> tuple[ChainStep, ...]:
        steps: list[ChainStep] = []
        for place, decision in enumerate(self.decisions):
            what = Message.foreign(decision.version_date or decision.title)
            self.watch(what, place, len(self.decisions))
            try:
                step = self._step(place, decision, steps)
            except BrokenChainError as error:
                if self.keep is None or not steps:
                    raise
                self.stopped = error.message
                break
            kept = step if self.keep is None else self.keep(step)
            steps.append(kept if isinstance(kept, ChainStep) else step)
            self.watch(what, place + 1, len(self.decisions))
            if not isinstance(kept, ChainStep):
                self.stopped = kept
                break
        return tuple(steps)

    def _step(self, place: int, decision: Document, done: Sequence[ChainStep]) -> ChainStep:
        start, started_from = self._start(place, done[-1] if done else None)
        text = self.found.get(place)
        against, matched = (text.document, text.matched) if text is not None else (None, None)
        result = _carried_out(start, decision, against, place + 1, len(self.decisions))
        if result.verification is not None and started_from == "result":
            verification = attribute(result.verification, (*_uncompared(done), result))
            result = replace(result, verification=verification)
        return ChainStep(result=result, started_from=started_from, against=against, matched=matched)

    def _start(self, place: int, before: ChainStep | None) -> tuple[Document, StartedFrom]:
        """The text on which a decision is carried out, and its kind."""
        if self.from_republished:
            since, until = (
                (before.date if before is not None else None) or "",
                self.decisions[place].version_date or "",
            )
            texts = [text for text in self.unexplained if since < (text.version_date or "") < until]
            newest = max(
                texts,
                key=lambda text: text.version_date or "",
                default=before.against if before is not None else None,
            )
            if newest is not None:
                return newest, "republished"
        if before is None:
            return self.base, "base"
        return before.stored or before.result.document, "result"


def _uncompared(steps: Sequence[ChainStep]) -> list[Consolidation]:
    """The last steps that led to the text at hand without a republished one."""
    found: list[Consolidation] = []
    for step in reversed(steps):
        if step.against is not None:
            break
        found.insert(0, step.result)
        if step.started_from != "result":
            break
    return found


def _outcomes(
    base: Document, decisions: Sequence[Document], found: dict[int, Republished], watch: Watch
) -> list[Document]:
    """The outcomes of the steps, up to the first that cannot be carried out."""
    outcomes: list[Document] = []
    start = base
    for place, decision in enumerate(decisions):
        watch(Message.foreign(decision.version_date or decision.title), place, len(decisions))
        try:
            outcomes.append(_carried_out(start, decision, None, place + 1, len(decisions)).document)
        except BrokenChainError:
            return outcomes
        start = found[place].document if place in found else outcomes[-1]
    return outcomes


def _carried_out(
    start: Document, decision: Document, against: Document | None, step: int, steps: int
) -> Consolidation:
    try:
        return consolidate(start, decision, against)
    except WrongBaseError as error:
        raise BrokenChainError(step, steps, error) from None


def explain_chain(chain: Chain) -> tuple[StepExplanation, ...]:
    """Explain the changes of each step to the text before it."""
    return tuple(
        StepExplanation(step=step, explanation=explain(step.result), fresh=fresh, again=again)
        for step, fresh, again in part_differences(chain)
    )


def part_differences(
    chain: Chain,
) -> Iterator[tuple[ChainStep, tuple[Difference, ...], tuple[Difference, ...]]]:
    """Each step with its differences from the republished text, new and continuing.

    Continuing are those that the step before had too, where this one starts from its result.
    """
    before: ChainStep | None = None
    for step in chain.steps:
        earlier = (
            set()
            if before is None or step.started_from != "result"
            else set(map(_key, _differences(before)))
        )
        found = _differences(step)
        fresh = tuple(one for one in found if _key(one) not in earlier)
        yield step, fresh, tuple(one for one in found if _key(one) in earlier)
        before = step


def _differences(step: ChainStep) -> tuple[Difference, ...]:
    return () if step.result.verification is None else step.result.verification.differences


def _key(difference: Difference) -> tuple[object, ...]:
    return difference.num, tuple(
        (edit.op, edit.text) for edit in difference.edits if edit.op != "equal" and not edit.noise
    )


def trace_paths(steps: Sequence[StepExplanation]) -> tuple[Way, ...]:
    """For each step, the way from the text after it to the text after the last one."""
    last = steps[-1].explanation.comparison
    found: list[Way] = [{side.eid: (side.eid,) for match in last.matches for side in match.right}]
    for earlier, later in zip(reversed(steps[:-1]), reversed(steps[1:]), strict=True):
        way = _joined(_through(later.explanation.comparison), found[0])
        if later.step.started_from == "republished":
            way = _joined(_through(diff(earlier.step.result.document, later.step.result.base)), way)
        found.insert(0, way)
    return tuple(found)


def _through(comparison: Comparison) -> Way:
    return {
        left.eid: tuple(right.eid for right in match.right)
        for match in comparison.matches
        for left in match.left
    }


def _joined(first: Way, second: Way) -> Way:
    """The eIds that the second mapping gives for those that the first one gives."""
    return {
        eid: tuple(dict.fromkeys(end for middle in middles for end in second.get(middle, ())))
        for eid, middles in first.items()
    }
