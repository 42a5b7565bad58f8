"""A base and an amending decision become the new version.

instructions → does it fit → changes → tree → words and references → facts of the new version
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policydiff.amending.engine.applying.base_checks import misfit, stated_moves, why_not
from policydiff.amending.engine.applying.modifications import (
    with_active_modifications,
    with_passive_modifications,
)
from policydiff.amending.engine.applying.new_preface import amendment_of, new_dates, new_preface
from policydiff.amending.engine.applying.new_wording import (
    Follower,
    Places,
    Wording,
    edited,
    new_places,
    settled,
    stale_references,
)
from policydiff.amending.engine.applying.trials import (
    Trial,
    contradictions,
    failed,
    in_base,
    try_operations,
)
from policydiff.amending.engine.effects.base import Base, collect_numbers
from policydiff.amending.engine.operations import (
    Consolidation,
    Context,
    Insert,
    InsertWords,
    Instructions,
    Join,
    Operation,
    Recount,
    Renumber,
    Split,
    Steps,
    item_of,
)
from policydiff.amending.engine.reading.instructions import read_instructions
from policydiff.amending.engine.tree.changes import (
    TITLE,
    BaseChange,
    ChangedWords,
    Counted,
)
from policydiff.amending.engine.tree.collected_changes import Changes, collect
from policydiff.amending.engine.tree.rebuilding import rebuild
from policydiff.amending.engine.tree.rows import beside_name
from policydiff.amending.engine.verify import verify
from policydiff.errors import InputError
from policydiff.messages import WORDS, Message
from policydiff.model.document import Document, Provision, text_sha256
from policydiff.model.identifiers import name_document
from policydiff.model.index import Target, index_document
from policydiff.model.kinds import CONTAINERS, RANK
from policydiff.model.names import UNDATED
from policydiff.model.source import Problem
from policydiff.model.version import Computed
from policydiff.text.citations.resolving import resolve_citations
from policydiff.text.places import write_place
from policydiff.text.traditions.mainland.citations import CITATIONS

_ADJUSTED = re.compile(r"条[文款](?:的)?(?:顺序|序号).{0,8}调整")
"""Said of the whole work, behind the items:
《…》根据本决定作相应修改并对条文顺序作相应调整，重新公布.
"""


class WrongBaseError(InputError):
    """The decision does not fit the base at all."""

    def __init__(self, decision: Document, reason: Message, first: Operation | None) -> None:
        """`first` does not fit; None where the reason lies elsewhere."""
        if first is not None:
            reason = Message(
                "{reason}; {item}: {why}",
                reason=reason,
                item=item_of(first),
                why=Message.joined(filter(None, (first.target_num, first.message)), WORDS),
            )
        super().__init__(
            Message(
                "{title}: the decision does not fit this text ({reason})",
                title=decision.title,
                reason=reason,
            )
        )


def consolidate(
    base: Document, decision: Document, against: Document | None = None
) -> Consolidation:
    """Carry out a decision on the text that it amends.

    The outcome is compared with the republished text `against`.

        result = policydiff.consolidate(policydiff.load("old.docx"),
        policydiff.load("decision.docx"))

    What does not fit is `failed` with the reason; everything else is carried out. Raises
    `WrongBaseError` where the decision is one for another work, for another version, or carried out
    already.
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
    """The consolidation, None where the decision does not fit or not all was done."""
    try:
        result = consolidate(base, decision)
    except InputError:
        return None
    return result if result.complete else None


def refusal(outcome: Outcome) -> Message | None:
    """The reason why a decision does not fit the text, None where there is none."""
    decision = outcome.instructions.decision
    return why_not(outcome.base.document, outcome.instructions) or misfit(
        outcome.base, decision, outcome.alone
    )


def consolidated(outcome: Outcome, against: Document | None = None) -> Consolidation:
    """The consolidation of an outcome, compared with the republished text `against`."""
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
            *stale_references(follower),
        ),
    )


def computed_from(base: Document, decision: Document, amended: Document) -> Computed:
    """The record of the base and the decision from which a text was compiled."""
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
    return (text.presumption for text in texts if text is not None and text.presumption is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A decision carried out, whether it fits or not, with its new version.

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
    """Carry out a decision; what does not fit is `failed` (`refusal` for all)."""
    instructions = in_base(read_instructions(decision), Base(document=base))
    ordered = [
        operation for operation in instructions.operations if operation.status != "other-work"
    ]
    amended = Base(
        document=base, moves=stated_moves(ordered), stated_numbers=collect_numbers(ordered)
    )
    tried = try_operations(instructions, amended)
    refused = contradictions(tried, amended.index)
    operations = tuple(_outcomes(tried, refused))
    changes = collect(
        (*_ordered(tried, refused), *_recounts(operations)),
        amended.index,
        unsure=any(map(_may_bring, operations)),
    )
    document, follower = _built(base, decision, changes, operations)
    alone = tuple(operation for group, _ in tried for operation in group)
    return Outcome(
        base=amended,
        instructions=instructions,
        operations=operations,
        alone=alone,
        document=document,
        follower=follower,
    )


def _outcomes(tried: Sequence[Trial], refused: Mapping[int, Message]) -> Iterator[Operation]:
    for number, (operations, _) in enumerate(tried):
        yield from failed(operations, refused[number]) if number in refused else operations


def _ordered(tried: Sequence[Trial], refused: Container[int]) -> Iterator[BaseChange]:
    """The changes that are carried out; the same words of several items once."""
    words: set[int] = set()
    for number, (_, changes) in enumerate(tried):
        if number in refused or id(changes) in words:
            continue
        yield from changes
        if all(isinstance(change, ChangedWords) for change in changes):
            words.add(id(changes))


def _recounts(operations: Iterable[Operation]) -> Iterator[Counted]:
    """An order to number the articles again, for a sentence that gives it."""
    for operation in operations:
        if isinstance(operation, Context) and _ADJUSTED.search(operation.text or ""):
            yield Counted()


def _may_bring(operation: Operation) -> bool:
    """True if more may come by an operation than is carried out."""
    moving = isinstance(operation, Insert | InsertWords | Join | Split | Renumber | Recount)
    return operation.status == "unparsed" or (operation.status == "failed" and moving)


def _built(
    base: Document, decision: Document, changes: Changes, operations: tuple[Operation, ...]
) -> tuple[Document, Follower]:
    tree, lists = rebuild(base, changes)
    follower = Follower(
        base=base, places=new_places(tree.body, tree.attachments), gone=dict(changes.removed)
    )
    wording = Wording(words=changes.words, follower=follower, lists=lists)
    title = changes.title or edited(
        base.title, settled(words for words in changes.words if words.eid == TITLE)
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
        moved = replace(
            operation,
            target=target.eid if target else None,
            result=result.eid if result else None,
            result_steps=steps,
            result_num=write_place(steps),
        )
        return _checked(moved, target, places)

    return tuple(placed(operation) for operation in operations)


def _beside(
    operation: Operation, target: Target | None, before: Counter[tuple[Steps, str]], places: Places
) -> Steps:
    """The place of an article that came beside another."""
    if (
        operation.status != "applied"
        or operation.unit != "article"
        or operation.side is None
        or target is None
    ):
        return ()
    count = before[operation.steps, operation.side]
    before[operation.steps, operation.side] += 1
    return tuple(
        step
        for step in places[beside_name(target.eid or "", operation.side, count)].items()
        if step[0] not in CONTAINERS
    )


def _stays(target: Target | None, places: Places) -> Steps:
    """The place in the new version of a node of the base."""
    steps = tuple(places.get((target.eid if target is not None else None) or "", {}).items())
    whole = isinstance(target, Provision) and target.level in CONTAINERS
    return steps if whole else tuple(step for step in steps if step[0] not in CONTAINERS)


def _checked(operation: Operation, target: Target | None, places: Places) -> Operation:
    """Check the number of a 款, 项 or 目, which are counted by their places."""
    if (
        operation.status != "applied"
        or not isinstance(operation, Renumber)
        or not isinstance(target, Provision)
    ):
        return operation
    stays, stated = places.get(target.eid, {}), dict(operation.result_steps)
    if (
        RANK[target.level] <= RANK["article"]
        or target.level not in stated
        or target.level not in stays
    ):
        return operation
    if stays[target.level] == stated[target.level]:
        return operation
    return replace(
        operation,
        message=Message(
            "counted by its place it is {number}",
            number=write_place(((target.level, stays[target.level]),)),
        ),
    )
