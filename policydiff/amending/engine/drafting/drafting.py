"""The decision that leads from one text to another, in the drafting language.

comparison → pairs → plan (items) → text → read back and carried out → what does not come out is
written coarser → …
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from policydiff.amending.engine.applying.base_checks import find_carried_out, same_work, why_not
from policydiff.amending.engine.applying.new_wording import Follower
from policydiff.amending.engine.applying.place_checks import elsewhere, new_text
from policydiff.amending.engine.compared_parts import Key, comparable, remaining, text_nodes
from policydiff.amending.engine.consolidate import Outcome, carry_out, consolidated, refusal
from policydiff.amending.engine.drafted import DraftedAmendment, DraftFacts
from policydiff.amending.engine.drafting import writing
from policydiff.amending.engine.drafting.articles import Grain
from policydiff.amending.engine.drafting.carried_texts import Carried, Throughout, find_throughout
from policydiff.amending.engine.drafting.decision_text import (
    read_decision,
    tables_of,
    write_decision,
)
from policydiff.amending.engine.drafting.pairs import Pairs, containers, out_of_order, pair, row_of
from policydiff.amending.engine.drafting.plan import (
    Allowance,
    DraftPlan,
    expected_places,
    state_places,
)
from policydiff.amending.engine.effects.base import Base
from policydiff.amending.engine.operations import Difference, Operation
from policydiff.amending.engine.reading.instructions import read_instructions
from policydiff.amending.engine.reading.quoted_words import level
from policydiff.comparing.engine.compare import diff
from policydiff.errors import InputError, UsageError
from policydiff.messages import Message
from policydiff.model.comparison import Comparison, Edit, Match
from policydiff.model.document import Document, Provision, provisions_in
from policydiff.model.index import index_document, mark_family
from policydiff.model.kinds import CONTAINERS
from policydiff.text.numerals import canonical

_WHOLE = frozenset(("article", "title", "preamble", "block", "attachment"))
"""What is compared as one; the parts of these say the same again."""
_KINDS = re.compile(r"(?:法典|法|条例|规定|办法|解释|规则|细则)$")
"""The end of 丙县渡口条例, which names itself 本条例."""


def changed_characters(comparison: Comparison) -> int:
    """The characters that go and come, without citations that only follow."""
    return sum(len(edit.text) for match in _top_matches(comparison) for edit in _changes(match))


def _top_matches(comparison: Comparison) -> Iterator[Match]:
    """The matches that have each change once; of divided articles the parts."""
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
"""So often a decision is written at most, mostly with something coarser each time."""
AGAIN = 3
"""So often in a row it is written again because citations follow otherwise than was thought."""


LEAST_SHARED = 0.25
"""Two texts of different titles are versions of one work where at least this share of the articles
of the shorter live on in the other.
"""

SHOWN = 3
"""So many differences are named in an error."""


class NothingToAmendError(UsageError):
    """The two texts read the same."""

    def __init__(self, old: Document) -> None:
        super().__init__(
            Message(
                "{title}: the two texts say the same in title, preamble, headings, articles and attachments, so there is nothing to amend",
                title=old.title,
            )
        )


class NoArticlesError(InputError):
    """A text has no articles that a decision could name."""

    def __init__(self, document: Document) -> None:
        super().__init__(
            Message(
                "{title}: an amending decision names articles (第…条), and this text has none",
                title=document.title,
            )
        )


class DecimalClausesError(InputError):
    """The articles of a text hold clauses such as 3.2.1, which no decision names."""

    def __init__(self, document: Document, num: str) -> None:
        super().__init__(
            Message(
                "{title}: an amending decision names 条, 款 and 项, and the articles of this text hold clauses such as {num}",
                title=document.title,
                num=num,
            )
        )


class DifferentWorksError(InputError):
    """The two texts are not versions of one work."""

    def __init__(self, old: Document, new: Document, shared: int) -> None:
        super().__init__(
            Message(
                "《{old}》 and 《{new}》 are different works with {shared} articles in common; an amending decision leads from one version to the next",
                old=old.title,
                new=new.title,
                shared=shared,
            )
        )


class NothingOrderedError(InputError):
    """No instruction can express what differs between the two texts."""

    def __init__(self, old: Document, differences: Iterable[Difference]) -> None:
        named = ", ".join([difference.num or difference.part for difference in differences][:SHOWN])
        super().__init__(
            Message(
                "{title}: the two texts differ where no instruction can change anything: {named}",
                title=old.title,
                named=named,
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
    `NoArticlesError`, `DecimalClausesError`, `DifferentWorksError` and `NothingOrderedError` where no decision leads from
    one to the other.
    """
    if not remaining(old, new):
        raise NothingToAmendError(old)
    comparison = comparison if comparison is not None else diff(old, new, typed=False)
    pairs = pair(comparison)
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
        quoted=writing.quoted_characters(text),
        changed=changed_characters(comparison),
        remains=tuple(remaining(result.document, new).values()),
        refused=refusal(outcome),
    )


def refuse_silence(old: Document, decision: Document, differences: Iterable[Difference]) -> None:
    """Raise `NothingOrderedError` where a drafted decision orders nothing."""
    if all(operation.kind == "context" for operation in read_instructions(decision).operations):
        raise NothingOrderedError(old, differences)


def refuse_strangers(old: Document, new: Document, shared: int) -> None:
    """Raise `NoArticlesError`, `DecimalClausesError` or `DifferentWorksError`.

    `shared` articles of `old` live on in `new`. A work whose title stays is never refused, however much of it is rewritten.
    """
    for document in (old, new):
        if not any(
            article.num and mark_family(article.num) is None for article in document.articles
        ):
            raise NoArticlesError(document)
        for clause in provisions_in(document.body):
            if clause.num and clause.level in ("point", "indent") and "." in clause.number:
                raise DecimalClausesError(document, clause.num)
    fewest = min(len(old.articles), len(new.articles))
    if (
        not same_work(new.title, old)
        and not same_work(old.title, new)
        and shared < fewest * LEAST_SHARED
    ):
        raise DifferentWorksError(old, new, shared)


@dataclass(frozen=True, kw_only=True)
class _Attempt:
    """A decision and its outcome."""

    text: str
    items: list[writing.DraftedItem]
    texts: list[str]
    """The texts of the items."""
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
        """New texts that make a decision without faults look carried out already."""
        instructions, base = self.outcome.instructions, self.outcome.base.document
        if self.remains or self.failed or why_not(base, instructions) is None:
            return []
        return find_carried_out(base, instructions)

    @cached_property
    def elsewhere(self) -> list[Operation]:
        """New texts that make one without faults look made for another version."""
        if self.remains or self.failed:
            return []
        return elsewhere(self.outcome.instructions.operations, self.outcome.base)

    @property
    def faults(self) -> int:
        """The number of failures, differences that remain and misleading texts."""
        return len(self.failed) + len(self.remains) + len(self.stands) + len(self.elsewhere)


@dataclass(slots=True, kw_only=True)
class _Drafting:
    """Attempts at one decision."""

    pairs: Pairs
    facts: DraftFacts
    allowance: Allowance = field(default_factory=Allowance)
    throughout: tuple[Throughout, ...] | None = None
    cached_clauses: dict[tuple[object, ...], writing.Clauses] = field(default_factory=dict)

    def text(self) -> str:
        """The first decision without faults, else the one with the fewest."""
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
            if again <= AGAIN and self._texts(plan) != attempt.texts:
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
        texts = self._texts(plan)
        text = write_decision(
            texts, self.pairs.old, self.pairs.new, self.facts, recounted=self._renumbered()
        )
        outcome = carry_out(self.pairs.old, read_decision(text, tables_of(self.pairs.new)))
        return _Attempt(
            text=text,
            items=plan.items(),
            texts=texts,
            outcome=outcome,
            remains=remaining(outcome.document, self.pairs.new),
            joined=frozenset(plan.splits.joined),
        )

    def _texts(self, plan: DraftPlan) -> list[str]:
        old = self.pairs.old
        kind = _KINDS.search(old.title)
        contents = len(old.preamble) > len(text_nodes(old.preamble))
        style = writing.WorkStyle(
            single=plan.carried.base.quotes_single,
            itself=f"本{kind[0]}" if kind is not None else "全文",
            preamble="序言" if contents else "引言",
        )
        return [writing.write(item.clauses, style) for item in plan.items()]

    def _renumbered(self) -> bool:
        before, after = index_document(self.pairs.old).by_eid, index_document(self.pairs.new).by_eid
        sides = ((before[old], after[new]) for old, new in self.pairs.lives.items())
        return any(
            isinstance(left, Provision)
            and isinstance(right, Provision)
            and left.number != right.number
            for left, right in sides
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
        """The old articles to renew: that have, or get, a text that stands elsewhere."""
        texts = {new_text(operation) for operation in attempt.elsewhere}
        articles = {article.eid: article for article in self.pairs.old.articles}
        renewed = {
            key for operation in attempt.elsewhere for key in _keys(operation, attempt.items)
        } & articles.keys()
        return renewed | {eid for eid, article in articles.items() if level(article.text) in texts}

    def _within(self, node: Provision) -> set[str]:
        """The eIds of old provisions that live on in a chapter and in all that it holds."""
        return {
            origin
            for inner in row_of((node,))
            if (origin := self.pairs.origin(inner.eid)) is not None
        }


def _exact_articles(ours: Document, wanted: Document) -> set[str]:
    """The eIds of articles that come out as they are to read, wherever they stand."""
    texts = {comparable((article,)) for article in ours.articles}
    return {article.eid for article in wanted.articles if comparable((article,)) in texts}


def _keys(operation: Operation, items: list[writing.DraftedItem]) -> tuple[str, ...]:
    """The keys of the item of an operation."""
    number = canonical(operation.instruction) if operation.instruction else "1"
    index = int(number) - 1 if number is not None and number.isdecimal() else -1
    return items[index].keys if 0 <= index < len(items) else ()
