"""A base and an amending decision become the new version.

instructions → does it fit → changes → tree → words and references → facts of the new version
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from policydiff.amending.base import Base
from policydiff.amending.changes import TITLE, Counted, UnfitError, beside_name
from policydiff.amending.cn_places import above, write_place
from policydiff.amending.collecting import Changes
from policydiff.amending.contradictions import Order, contradictions
from policydiff.amending.effects import effects, groups
from policydiff.amending.fitting import misfit, same_work, told_moves, why_not
from policydiff.amending.following import Follower, Places, new_places, strays
from policydiff.amending.holders import told_numbers
from policydiff.amending.instructions import read_instructions
from policydiff.amending.matching import unnested
from policydiff.amending.modifications import with_active_modifications, with_passive_modifications
from policydiff.amending.new_version import amendment_of, new_dates, new_preface
from policydiff.amending.rebuild import rebuild
from policydiff.amending.verify import verify
from policydiff.amending.wording import Wording, edited, settled
from policydiff.dialects.mainland.citations import CITATIONS
from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.consolidation import Consolidation, Instructions, Operation, Steps
from policydiff.model.document import Document
from policydiff.model.identifiers import name_document
from policydiff.model.index import Target, index_document
from policydiff.model.kinds import CONTAINERS, RANK
from policydiff.model.names import UNDATED
from policydiff.model.source import Problem
from policydiff.model.version import Computed, Provision, text_sha256
from policydiff.parsing.citations import resolve_citations

SMALL = ("paragraph", "point", "indent")
_ADJUSTED = re.compile(r"条[文款](?:的)?(?:顺序|序号).{0,8}调整")
"""Said of the whole work, behind the items:
《…》根据本决定作相应修改并对条文顺序作相应调整，重新公布.
"""


class WrongBaseError(InputError):
    """The decision does not fit the base at all."""

    def __init__(self, decision: Document, reason: Message, first: Operation | None) -> None:
        """`first` is the first instruction that does not fit, None where the reason lies
        elsewhere.
        """
        item = (
            f"item {first.instruction}"
            if first is not None and first.instruction
            else Message("its first instruction")
        )
        why = (
            f"; {item}: {' '.join(filter(None, (first.target_num, first.message)))}"
            if first is not None
            else ""
        )
        super().__init__(
            Message(
                "{title}: the decision does not fit this text ({reason}{why})",
                title=decision.title,
                reason=reason,
                why=why,
            )
        )


def consolidate(
    base: Document, decision: Document, against: Document | None = None
) -> Consolidation:
    """Carry out a decision on the text that it amends, and compare the outcome with the republished
    text `against`.

        result = policydiff.consolidate(policydiff.load("old.docx"),
        policydiff.load("decision.docx"))

    What does not fit is `failed` with the reason; the rest is carried out. Raises `WrongBaseError`
    where the decision is one for another
    work, for another version, or carried out already.
    """
    outcome = carry_out(base, decision)
    reason = refusal(outcome)
    if reason is not None:
        raise WrongBaseError(
            decision,
            reason,
            next(
                (operation for operation in outcome.operations if operation.status == "failed"),
                None,
            ),
        )
    return consolidated(outcome, against)


def yielded(base: Document, decision: Document) -> Consolidation | None:
    """What a decision makes of a base; None where it does not fit it, or not all of it could be
    carried out.
    """
    try:
        found = consolidate(base, decision)
    except InputError:
        return None
    return found if found.complete else None


def refusal(outcome: Outcome) -> Message | None:
    """Why a decision is none for the text that it was carried out on; None where nothing speaks
    against it.
    """
    decision = outcome.instructions.decision
    return why_not(outcome.base.document, outcome.instructions) or misfit(
        outcome.base, decision, outcome.alone
    )


def consolidated(outcome: Outcome, against: Document | None = None) -> Consolidation:
    """What came of a decision, with the places of its operations and the comparison with the
    republished text `against`.
    """
    base, decision, document, follower = (
        outcome.base.document,
        outcome.instructions.decision,
        outcome.document,
        outcome.follower,
    )
    operations = _placed(outcome.operations, outcome.base, document, follower.places)
    verification = verify(document, against, operations) if against is not None else None
    amended = with_passive_modifications(document, base, decision, operations, follower.places)
    return Consolidation(
        base=base,
        decision=with_active_modifications(decision, operations, base),
        operations=operations,
        document=replace(amended, computed=computed_from(base, decision, amended)),
        verification=verification,
        problems=(
            *_presumptions(base, decision, against),
            *outcome.instructions.problems,
            *strays(follower),
        ),
    )


def computed_from(base: Document, decision: Document, amended: Document) -> Computed:
    """Of what a text was compiled that a decision yields."""
    return Computed(
        base=base.version_date or UNDATED,
        base_sha256=text_sha256(base),
        decision=decision.title,
        decision_sha256=text_sha256(decision),
        sha256=text_sha256(amended),
        decision_uri=decision.uri,
        decision_date=decision.version_date,
    )


def _presumptions(*texts: Document | None) -> Iterator[Problem]:
    """Of texts that were chosen for a day, the doubt whether others were in force on it."""
    return (text.presumption for text in texts if text is not None and text.presumption is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A decision carried out, whether it fits or not: the new version, and where everything of the
    base stands in it.

    `alone` are the operations with what becomes of each by itself, before it is asked which of them
    contradict each other.
    """

    base: Base
    instructions: Instructions
    operations: tuple[Operation, ...]
    alone: tuple[Operation, ...]
    document: Document
    follower: Follower


def carry_out(base: Document, decision: Document) -> Outcome:
    """What becomes of the base. What does not fit is `failed`; whether the decision is one for this
    text at all is not asked.
    """
    instructions = read_instructions(decision)
    told = instructions.operations
    found = Base(document=base, moves=told_moves(told), told=told_numbers(told))
    changes = Changes(index=found.index)
    tried = _each(instructions, found)
    operations = tuple(_together(tried, found, changes))
    if any(
        operation.kind == "context" and _ADJUSTED.search(operation.text or "")
        for operation in operations
    ):
        changes.take(Counted())
    changes.unsure = any(
        operation.status == "unparsed" or _may_bring(operation) for operation in operations
    )
    changes.drop_emptied()
    document, follower = _built(base, decision, changes, operations)
    alone = tuple(operation for one in tried for operation in one.operations)
    return Outcome(
        base=found,
        instructions=instructions,
        operations=operations,
        alone=alone,
        document=document,
        follower=follower,
    )


def _each(instructions: Instructions, base: Base) -> list[_Tried]:
    """The operations, those together that succeed or fail together, each with what becomes of it by
    itself.
    """
    told = tuple(_of_work(operation, base) for operation in instructions.operations)
    told = tuple(_by_old_number(operation, told, base) for operation in told)
    return [_tried(group, told, base) for group in groups(told)]


def _together(tried: Sequence[_Tried], base: Base, changes: Changes) -> Iterator[Operation]:
    """The operations, each with what became of it; of those that contradict each other none is
    carried out.
    """
    refused = contradictions([one.order for one in tried], base.index)
    for place, one in enumerate(tried):
        if place in refused:
            yield from _failed(one.operations, refused[place])
            continue
        for change in one.order.changes:
            changes.take(change)
        yield from one.operations


def _by_old_number(operation: Operation, told: Iterable[Operation], base: Base) -> Operation:
    """A 款, 项 or 目 that is named by the number which its item has just given it, as the base
    counts it: 第三款改为第四款，将第四款中的…
    """
    if (
        operation.status != "parsed"
        or not operation.steps
        or operation.steps[-1][0] not in SMALL
        or base.find(operation.steps) is not None
    ):
        return operation
    for other in told:
        same = (
            other.kind == "renumbering"
            and other.instruction == operation.instruction
            and other.result_steps[-1:] == operation.steps[-1:]
        )
        if same and above(other.steps, "paragraph") == above(operation.steps, "paragraph"):
            return replace(
                operation,
                steps=other.steps,
                result_steps=operation.result_steps or other.result_steps,
            )
    return operation


def _may_bring(operation: Operation) -> bool:
    return operation.status == "failed" and operation.kind in (
        "insertion",
        "join",
        "split",
        "renumbering",
    )


def _told_below(operation: Operation, told: Iterable[Operation]) -> bool:
    """Whether what comes is quoted with all of its article:
    在第九条中增加一款作为第二款，将该条修改为：“…”.
    """
    if (
        operation.kind != "insertion"
        or operation.status != "parsed"
        or operation.text is not None
        or not operation.steps
    ):
        return False
    whole = (
        other
        for other in told
        if other.kind == "substitution"
        and other.old is None
        and other.text
        and other.status == "parsed"
    )
    return any(
        (other.instruction, other.steps) == (operation.instruction, operation.steps)
        for other in whole
    )


def _of_work(operation: Operation, base: Base) -> Operation:
    other = operation.work is not None and not same_work(operation.work, base.document)
    return (
        replace(operation, status="other-work")
        if other and operation.status == "parsed"
        else operation
    )


def _as_law(operation: Operation, base: Base) -> Operation:
    """The operation with its new text as it stands in the work: in the quotation marks of the
    outside.
    """
    single = operation.text is None or operation.verbatim or base.quotes_single
    return operation if single else replace(operation, text=unnested(operation.text or ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tried:
    """Operations that belong together, with what became of them, and what they do to the base."""

    operations: tuple[Operation, ...]
    order: Order


def _tried(group: tuple[Operation, ...], told: Iterable[Operation], base: Base) -> _Tried:
    """What a group does by itself."""
    nothing = Order(instruction=group[0].instruction, changes=())
    if group[0].status != "parsed":
        return _Tried(operations=group, order=nothing)
    if all(_told_below(operation, told) for operation in group):
        return _Tried(
            operations=tuple(replace(operation, status="applied") for operation in group),
            order=nothing,
        )
    try:
        found = effects(tuple(_as_law(operation, base) for operation in group), base)
    except UnfitError as error:
        return _Tried(operations=_failed(group, error.message), order=nothing)
    return _Tried(
        operations=tuple(
            replace(operation, status="applied", message=note)
            for operation, (_, note) in zip(group, found, strict=True)
        ),
        order=replace(nothing, changes=tuple(change for effect, _ in found for change in effect)),
    )


def _failed(group: Iterable[Operation], why: Message) -> tuple[Operation, ...]:
    return tuple(replace(operation, status="failed", message=why) for operation in group)


def _built(
    base: Document, decision: Document, changes: Changes, operations: tuple[Operation, ...]
) -> tuple[Document, Follower]:
    """The new version, and what knows where everything of the base stands in it."""
    tree = rebuild(base, changes)
    follower = Follower(
        base=base, places=new_places(tree.body, tree.attachments), gone=dict(changes.removed)
    )
    wording = Wording(words=changes.standing_words(), follower=follower, lists=tree.lists)
    title = edited(
        changes.title or base.title, () if changes.title else settled(changes.words.get(TITLE, []))
    )
    dates, amendment, body = (
        new_dates(decision, operations),
        amendment_of(base, decision),
        wording.nodes(tree.body),
    )
    document = replace(
        base,
        title=title,
        aliases=base.aliases
        if title == base.title
        else tuple(dict.fromkeys((*base.aliases, base.title))),
        preface=new_preface(base, title, amendment, dates, body),
        preamble=wording.nodes(tree.preamble),
        body=body,
        attachments=tuple(wording.attachment(attachment) for attachment in tree.attachments),
        dates=dates,
        original_dates=base.original_dates if base.amendments else base.dates,
        amendments=(*base.amendments, amendment),
        uri=None,
        source_sha256=None,
        computed=None,
    )
    return resolve_citations(name_document(document), CITATIONS), follower


def _placed(
    operations: tuple[Operation, ...], base: Base, document: Document, places: Places
) -> tuple[Operation, ...]:
    """The operations with the eIds of what they mean."""
    new = index_document(document)
    beside: Counter[tuple[Steps, str]] = Counter()

    def placed(operation: Operation) -> Operation:
        if operation.status not in ("applied", "failed"):
            return operation
        target = base.find(operation.steps)
        steps = (
            operation.result_steps
            or _beside(operation, target, beside, places)
            or _stays(target, places)
        )
        result = new.find(steps)
        found = replace(
            operation,
            target=target.eid if target else None,
            result=result.eid if result else None,
            result_steps=steps,
            result_num=write_place(steps),
        )
        return _checked(found, target, places)

    return tuple(placed(operation) for operation in operations)


def _beside(
    operation: Operation, target: Target | None, before: Counter[tuple[Steps, str]], places: Places
) -> Steps:
    """Where an article stands that came beside another; `before` counts those that came there.
    Nothing for other operations.
    """
    if (
        operation.status != "applied"
        or operation.unit != "article"
        or operation.side is None
        or target is None
    ):
        return ()
    place = before[operation.steps, operation.side]
    before[operation.steps, operation.side] += 1
    return tuple(
        step
        for step in places[beside_name(target.eid or "", operation.side, place)].items()
        if step[0] not in CONTAINERS
    )


def _stays(target: Target | None, places: Places) -> Steps:
    """Where a node of the base stands now: from its article on, a container with those above it."""
    found = tuple(places.get((target.eid if target is not None else None) or "", {}).items())
    whole = isinstance(target, Provision) and target.level in CONTAINERS
    return found if whole else tuple(step for step in found if step[0] not in CONTAINERS)


def _checked(operation: Operation, target: Target | None, places: Places) -> Operation:
    """款, 项 and 目 are counted by their places; where that gives another number than the decision
    does, it is said.
    """
    if (
        operation.status != "applied"
        or operation.kind != "renumbering"
        or not isinstance(target, Provision)
    ):
        return operation
    stays, told = places.get(target.eid, {}), dict(operation.result_steps)
    if (
        RANK[target.level] <= RANK["article"]
        or target.level not in told
        or target.level not in stays
    ):
        return operation
    if stays[target.level] == told[target.level]:
        return operation
    return replace(
        operation,
        message=Message(
            "counted by its place it is {number}",
            number=write_place(((target.level, stays[target.level]),)),
        ),
    )
