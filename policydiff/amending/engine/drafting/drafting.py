"""The decision that leads from one text to another, in the drafting language.

comparison → pairs → plan (items) → text → read back and carried out → what does not come out is
written coarser → …
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from policydiff.amending.engine.applying.base_checks import find_carried_out, why_not
from policydiff.amending.engine.applying.place_checks import elsewhere, new_text
from policydiff.amending.engine.applying.reference_updates import Follower
from policydiff.amending.engine.compared_parts import Key, comparable, remaining
from policydiff.amending.engine.consolidate import Outcome, carry_out, consolidated, refusal
from policydiff.amending.engine.drafted import DraftedAmendment, DraftFacts
from policydiff.amending.engine.drafting.articles import Grain
from policydiff.amending.engine.drafting.carried_texts import Carried, Throughout
from policydiff.amending.engine.drafting.clauses import Clauses
from policydiff.amending.engine.drafting.decision_text import Ends, read_decision, write_decision
from policydiff.amending.engine.drafting.fit import refuse_silence, refuse_strangers
from policydiff.amending.engine.drafting.items import DraftedItem
from policydiff.amending.engine.drafting.pairs import Pairs, containers, out_of_order, pair, row_of
from policydiff.amending.engine.drafting.plan import Allowance, DraftPlan
from policydiff.amending.engine.drafting.positions import expected_places, state_places
from policydiff.amending.engine.drafting.quotes import quoted_characters, tables_of
from policydiff.amending.engine.drafting.throughout import find_throughout
from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.operations import Difference, Operation
from policydiff.amending.engine.reading.quoted_words import level
from policydiff.comparing.engine.compare import diff
from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.comparison import Comparison, Edit, Match
from policydiff.model.document import Document, Provision
from policydiff.model.index import index_document
from policydiff.model.kinds import CONTAINERS
from policydiff.text.numerals import canonical

_WHOLE = frozenset(("article", "title", "preamble", "block", "attachment"))
"""What is compared as one; the parts of these say the same again."""


def changed_characters(comparison: Comparison) -> int:
    """The number of characters that go and come, by the comparison.

    Those printed otherwise too, but not citations and item numbers that only follow.
    """
    return sum(len(edit.text) for match in _top_matches(comparison) for edit in _changes(match))


def _top_matches(comparison: Comparison) -> Iterator[Match]:
    """The matches that have all changes between them, each change once.

    What stands in articles that are divided is in the matches of their parts.
    """
    matches = {match.id: match for match in comparison.matches}
    for match in comparison.matches:
        levels = {side.level for side in (*match.left, *match.right)}
        above = matches.get(match.parent or 0)
        if any(
            side.eid.split("__")[0] in ("preface", "conclusions")
            for side in (*match.left, *match.right)
        ):
            continue
        if (
            levels & CONTAINERS
            or (levels & _WHOLE and (above is None or _level(above) in CONTAINERS))
            or _divided(above)
        ):
            yield match


def _level(match: Match) -> str:
    return next((side.level for side in (*match.left, *match.right)), "")


def _divided(match: Match | None) -> bool:
    return match is not None and _level(match) == "article" and not match.edits


def _changes(match: Match) -> Iterator[Edit]:
    edits: Iterable[Edit] = (
        match.heading_edits if _level(match) in CONTAINERS else (*match.heading_edits, *match.edits)
    )
    for edit in edits:
        follows = edit.cause == "renumbering" or (
            edit.noise and any(sign.isalnum() for sign in level(edit.text))
        )
        if edit.op != "equal" and not follows:
            yield edit


NO_FACTS = DraftFacts()
"""Nothing is known of the decision but what the new version says."""
ATTEMPTS = 24
"""So often a decision is written at most; each attempt but a few allows something coarser than the
one before.
"""
AGAIN = 3
"""So often in a row it is written again only because citations follow otherwise than was thought."""


class NothingToAmendError(UsageError):
    """The two texts read the same."""

    def __init__(self, old: Document) -> None:
        """`old` is one of them."""
        super().__init__(
            Message(
                "{title}: the two texts say the same in title, preamble, headings, articles and attachments, so there is nothing to amend",
                title=old.title,
            )
        )


def draft_amendment(
    old: Document, new: Document, facts: DraftFacts = NO_FACTS, comparison: Comparison | None = None
) -> DraftedAmendment:
    """The decision that leads from `old` to `new`, carried out on `old`.

        draft = policydiff.draft_amendment(policydiff.load("old.docx"), policydiff.load("new.docx"))
        draft.text, draft.exact, draft.remains

    `facts` are what a person knows of the decision; `comparison` is that of the two texts, where it
    has been made already. Raises `NothingToAmendError` where the texts say the same,
    `NoArticlesError`, `DifferentWorksError` and `NothingOrderedError` where no decision leads from
    one to the other.
    """
    if not remaining(old, new):
        raise NothingToAmendError(old)
    found = comparison if comparison is not None else diff(old, new, typed=False)
    pairs = pair(found)
    refuse_strangers(old, new, len(pairs.articles))
    text = _Drafting(pairs=pairs, facts=facts).text()
    decision = read_decision(text, tables_of(new))
    refuse_silence(old, decision, remaining(old, new).values())
    outcome = carry_out(old, decision)
    result = consolidated(outcome)
    return DraftedAmendment(
        old=old,
        new=new,
        decision=result.decision,
        text=text,
        consolidation=result,
        quoted=quoted_characters(text),
        changed=changed_characters(found),
        remains=tuple(remaining(result.document, new).values()),
        refused=refusal(outcome),
    )


@dataclass(frozen=True, kw_only=True)
class _Attempt:
    """A decision and what came of it."""

    text: str
    items: list[DraftedItem]
    outcome: Outcome
    remains: Mapping[Key, Difference]
    joined: frozenset[str]
    """The eIds of the old articles that live on in what they become with another one."""

    @property
    def failed(self) -> list[Operation]:
        """The operations that were not understood, or not carried out."""
        return [
            operation
            for operation in self.outcome.operations
            if operation.status in ("failed", "unparsed")
        ]

    @cached_property
    def stands(self) -> list[Operation]:
        """New texts that make the decision look as if it were carried out already.

        Empty where not all of the decision comes out.
        """
        found, base = self.outcome.instructions, self.outcome.base.document
        asked = not self.remains and not self.failed
        return find_carried_out(base, found) if asked and why_not(base, found) is not None else []

    @cached_property
    def elsewhere(self) -> list[Operation]:
        """New texts that make the decision look like one for another version.

        Empty where not all of the decision comes out.
        """
        asked = not self.remains and not self.failed
        return elsewhere(self.outcome.instructions.operations, self.outcome.base) if asked else []

    @property
    def faults(self) -> int:
        """The number of faults of the decision.

        Operations that fail, differences that remain, and new texts for which it would be taken for
        a decision on another text.
        """
        return len(self.failed) + len(self.remains) + len(self.stands) + len(self.elsewhere)


@dataclass(slots=True, kw_only=True)
class _Drafting:
    """Attempts at one decision."""

    pairs: Pairs
    facts: DraftFacts
    allowance: Allowance = field(default_factory=Allowance)
    throughout: tuple[Throughout, ...] | None = None
    cached_clauses: dict[tuple[object, ...], Clauses] = field(default_factory=dict)

    def text(self) -> str:
        """The first decision that gives the new text, else the one that leaves least.

        The numbers of what changes its order are always stated.
        """
        self.allowance.stated_numbers |= out_of_order(self.pairs)
        expected = Follower(base=self.pairs.old, places=expected_places(self.pairs), gone={})
        plan = self._plan(expected)
        moved = plan.splits.places()
        plan = self._plan(replace(expected, places=expected.places | moved)) if moved else plan
        best: _Attempt | None = None
        again = 0
        for _ in range(ATTEMPTS):
            attempt = self._attempt(plan)
            best = attempt if best is None or attempt.faults < best.faults else best
            if not attempt.faults:
                break
            if state_places(self.pairs, attempt.outcome.follower.places, self.allowance):
                plan, again = self._plan(expected), 0
                continue
            plan = self._plan(attempt.outcome.follower)
            again += 1
            if again <= AGAIN and [item.text for item in plan.items()] != [
                item.text for item in attempt.items
            ]:
                continue
            if not self._parts(attempt):
                break
            plan, again = self._plan(attempt.outcome.follower), 0
        return best.text if best is not None else ""

    def _plan(self, follower: Follower) -> DraftPlan:
        base = Base(document=self.pairs.old)
        if self.throughout is None:
            self.throughout = find_throughout(self.pairs, Carried(base=base, follower=follower))
        throughout = tuple(
            change
            for change in self.throughout
            if not self.allowance.grains.get(f"throughout {change.old}")
        )
        carried = Carried(base=base, follower=follower, throughout=throughout)
        return DraftPlan(
            pairs=self.pairs,
            carried=carried,
            allowance=self.allowance,
            cached_clauses=self.cached_clauses,
        )

    def _attempt(self, plan: DraftPlan) -> _Attempt:
        items = plan.items()
        moved = any(self._renumbered())
        text = write_decision(
            [item.text for item in items],
            self.pairs.old,
            self.pairs.new,
            self.facts,
            Ends(recounted=moved),
        )
        outcome = carry_out(self.pairs.old, read_decision(text, tables_of(self.pairs.new)))
        return _Attempt(
            text=text,
            items=items,
            outcome=outcome,
            remains=remaining(outcome.document, self.pairs.new),
            joined=frozenset(plan.splits.joined),
        )

    def _renumbered(self) -> Iterator[bool]:
        before, after = index_document(self.pairs.old).by_eid, index_document(self.pairs.new).by_eid
        for old, new in self.pairs.lives.items():
            one, other = before[old], after[new]
            yield (
                isinstance(one, Provision)
                and isinstance(other, Provision)
                and one.number != other.number
            )

    def _parts(self, attempt: _Attempt) -> bool:
        """Allow coarser writing for what reads otherwise, or was not carried out."""
        keys = dict.fromkeys(
            key
            for operation in (*attempt.failed, *attempt.stands)
            for key in _keys(operation, attempt.items)
        )
        whole: set[str] = set()
        fine = _exact_articles(attempt.outcome.document, self.pairs.new)
        for part, steps in attempt.remains:
            if part in ("title", "preamble"):
                keys[part] = None
            elif steps[:1] and steps[0][0] == "attachment":
                keys[f"attachment {steps[0][1]}"] = None
            else:
                new = index_document(self.pairs.new).find(steps)
                origin = self.pairs.origin(new.eid) if new is not None and new.eid else None
                differs = new is not None and (
                    new.eid not in fine or origin is None or origin in attempt.joined
                )
                eid = (new.eid if new is not None and differs else None) or ""
                keys |= {self.pairs.origin(eid) or f"new {eid}": None} if eid else {}
                whole |= (
                    self._within(new) if part == "block" and isinstance(new, Provision) else set()
                )
        whole |= self._doubled(attempt)
        heads = {node.eid for node in containers(self.pairs.old.body)}
        changed = [
            self.allowance.coarser(key, step=Grain.RENEWED if key in heads else 1) for key in keys
        ]
        return self.allowance.renew(whole) or any(changed)

    def _doubled(self, attempt: _Attempt) -> set[str]:
        """The old articles that are to be removed and inserted again.

        Those that read as a new text which stands elsewhere, and those that it is for.
        """
        texts = {new_text(operation) for operation in attempt.elsewhere}
        articles = {article.eid: article for article in self.pairs.old.articles}
        renewed = {
            key for operation in attempt.elsewhere for key in _keys(operation, attempt.items)
        } & articles.keys()
        return renewed | {eid for eid, article in articles.items() if level(article.text) in texts}

    def _within(self, node: Provision) -> set[str]:
        """The old nodes that live on in a chapter and in all that it holds.

        They are renewed where a paragraph beside the articles cannot be identified by words.
        """
        return {
            origin
            for inner in row_of((node,))
            if (origin := self.pairs.origin(inner.eid)) is not None
        }


def _exact_articles(ours: Document, wanted: Document) -> set[str]:
    """The eIds of articles that come out as they are to read, wherever they stand."""
    found = {comparable((article,)) for article in ours.articles}
    return {article.eid for article in wanted.articles if comparable((article,)) in found}


def _keys(operation: Operation, items: list[DraftedItem]) -> tuple[str, ...]:
    """The keys of the item of an operation."""
    number = canonical(operation.instruction) if operation.instruction else "1"
    place = int(number) - 1 if number is not None and number.isdecimal() else -1
    return items[place].keys if 0 <= place < len(items) else ()
