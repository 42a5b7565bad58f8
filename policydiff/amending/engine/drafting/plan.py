"""One attempt at a decision: all its items, each as fine as it is allowed to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from policydiff.amending.engine.compared_parts import comparable
from policydiff.amending.engine.drafting.around import (
    OuterDrafter,
    paragraph_items,
    throughout_items,
)
from policydiff.amending.engine.drafting.articles import Drafter, Grain
from policydiff.amending.engine.drafting.carried_texts import Carried
from policydiff.amending.engine.drafting.lists import lines_of, lines_of_node
from policydiff.amending.engine.drafting.pairs import Pairs, row_of
from policydiff.amending.engine.drafting.positions import Allowance
from policydiff.amending.engine.drafting.splits import SplitsAndJoins
from policydiff.amending.engine.drafting.structure import Structure, shortest
from policydiff.amending.engine.drafting.writing import (
    Clause,
    Clauses,
    DraftedItem,
    changes_words,
    stretch,
)
from policydiff.amending.engine.operations import (
    Delete,
    Insert,
    Operation,
    Renumber,
    ReplaceText,
    Steps,
)
from policydiff.model.document import Provision
from policydiff.model.identifiers import numbering_restarts
from policydiff.model.index import index_document
from policydiff.model.kinds import CONTAINERS


@dataclass(slots=True, kw_only=True)
class DraftPlan:
    """The items of one attempt."""

    pairs: Pairs
    carried: Carried
    allowance: Allowance
    cached_clauses: dict[tuple[object, ...], Clauses] = field(default_factory=dict)
    """The clauses of articles, from one attempt to the next."""
    living: Pairs = field(init=False)
    structure: Structure = field(init=False)
    splits: SplitsAndJoins = field(init=False)
    _items: list[DraftedItem] | None = None

    def __post_init__(self) -> None:
        self._pair()
        self.structure = self._structure()
        self.splits = SplitsAndJoins(
            pairs=self.living,
            carried=self.carried,
            grains=self.allowance.grains,
            quoted=frozenset(self.structure.gone | self.structure.quoted),
        )

    def _pair(self) -> None:
        """Take what is removed and inserted again out of the pairs."""
        renewed = {eid for eid, grain in self.allowance.grains.items() if grain >= Grain.RENEWED}
        lives = {old: new for old, new in self.pairs.lives.items() if old not in renewed}
        self.living = replace(self.pairs, lives=lives) if renewed else self.pairs

    def _structure(self) -> Structure:
        """The items for chapters; one that can only come whole does so."""
        while True:
            stated = frozenset(self.allowance.stated_numbers)
            structure = Structure(pairs=self.living, stated_numbers=stated)
            if not structure.stuck:
                return structure
            self.allowance.grains |= dict.fromkeys(structure.stuck, Grain.RENEWED)
            self._pair()

    def items(self) -> list[DraftedItem]:
        """All items, in the order of the new text; written once."""
        if self._items is None:
            self._items = self._written()
        return self._items

    def _written(self) -> list[DraftedItem]:
        structure, splits = self.structure, self.splits
        drafter = Drafter(carried=self.carried, leaving=splits.paragraphs)
        outer = OuterDrafter(old=self.pairs.old, new=self.pairs.new, drafter=drafter)
        grains = self.allowance.grains
        items = [
            *outer.title(grains.get("title", 0)),
            *outer.preamble(grains.get("preamble", 0)),
            *structure.items,
            *paragraph_items(self.living, self.carried),
            *splits.items(),
            *self._going(structure.gone | splits.gone),
            *self._coming(structure.quoted | splits.split.keys()),
            *self._changing(drafter),
            *outer.attachments(grains),
            *throughout_items(self.carried),
        ]
        return sorted(items, key=lambda item: item.order)

    def _going(self, gone: set[str]) -> Iterator[DraftedItem]:
        """The items for articles that go, those that stand together in one."""
        index = index_document(self.pairs.old)
        row = [node for node in row_of(self.pairs.old.body) if node.level not in CONTAINERS]
        run: list[Provision] = []
        for node in [*row, None]:
            if (
                node is not None
                and self.living.successor(node.eid) is None
                and node.eid not in gone
            ):
                run.append(node)
            elif run:
                places = [shortest(index, article) for article in run]
                if len(places) > 2 and _follow(run):
                    places = [stretch(places[0], places[-1])]
                yield DraftedItem(
                    order=self.living.order_of_old(run[0].eid),
                    clauses=(tuple(Delete(steps=place) for place in places),),
                    keys=tuple(article.eid for article in run),
                )
                run = []

    def _coming(self, quoted: set[str]) -> Iterator[DraftedItem]:
        """The items for articles that come, each with the chapter that it begins."""
        before, after = index_document(self.pairs.old), index_document(self.pairs.new)
        previous: Provision | None = None
        restarts = numbering_restarts(self.pairs.new.body)
        for node in row_of(self.pairs.new.body):
            if node.level in CONTAINERS:
                continue
            if self.living.origin(node.eid) is None and node.eid not in quoted:
                whole = bool(self.allowance.grains.get(f"new {node.eid}", 0))
                holder = before.by_eid.get(
                    self.living.origin(after.parents.get(node.eid) or "") or ""
                )
                beside = (
                    previous is not None and after.parents[previous.eid] == after.parents[node.eid]
                )
                within = (
                    shortest(before, holder)
                    if isinstance(holder, Provision) and (restarts or whole or not beside)
                    else ()
                )
                numbered = whole or node.heading is not None
                operation = Insert(
                    steps=within,
                    result_steps=((node.level, node.number),),
                    unit="article",
                    text=lines_of_node(node) if numbered else lines_of(node),
                )
                yield DraftedItem(
                    order=(after.order[node.eid], 0),
                    clauses=((operation,),),
                    keys=(f"new {node.eid}",),
                )
            previous = node

    def _changing(self, drafter: Drafter) -> Iterator[DraftedItem]:
        """The items for articles that stay, one for the same words in several."""
        clauses_of = {old.eid: self._clauses(drafter, old, new) for old, new in self._articles()}
        shared: dict[Operation, list[tuple[str, Clause]]] = defaultdict(list)
        for old, clauses in clauses_of.items():
            for clause in clauses:
                if changes_words(clause[0]):
                    shared[_anywhere(clause)].append((old, clause))
        together = {
            words: uses for words, uses in shared.items() if len({old for old, _ in uses}) > 1
        }
        for uses in together.values():
            yield DraftedItem(
                order=(index_document(self.pairs.new).order[self.living.lives[uses[0][0]]], 1),
                clauses=(tuple(operation for _, clause in uses for operation in clause),),
                keys=tuple(dict.fromkeys(old for old, _ in uses)),
            )
        yield from self._alone(
            {
                old: tuple(clause for clause in clauses if _anywhere(clause) not in together)
                for old, clauses in clauses_of.items()
            }
        )

    def _articles(self) -> Iterator[tuple[Provision, Provision]]:
        before, after = index_document(self.pairs.old), index_document(self.pairs.new)
        for old, new in self.living.lives.items():
            left, right = before.by_eid[old], after.by_eid[new]
            if (
                old not in self.splits.joined
                and isinstance(left, Provision)
                and isinstance(right, Provision)
                and left.level not in CONTAINERS
            ):
                yield left, right

    def _clauses(self, drafter: Drafter, old: Provision, new: Provision) -> Clauses:
        grain = Grain(min(self.allowance.grains.get(old.eid, 0), Grain.NUMBERED))
        leaving = tuple(child.eid for child in old.children if child.eid in drafter.leaving)
        key = (old.eid, grain, leaving, comparable((self.carried.node(old),)))
        if key not in self.cached_clauses:
            place = shortest(index_document(self.pairs.old), old)
            clauses = drafter.article(old, new, place, grain)
            if grain >= Grain.NUMBERED and clauses:
                clauses = ((ReplaceText(steps=place, text=lines_of_node(new)),),)
            self.cached_clauses[key] = clauses
        return self.cached_clauses[key]

    def _alone(self, clauses: dict[str, Clauses]) -> Iterator[DraftedItem]:
        """The items of single articles; those that only get other numbers, in ranges."""
        after = index_document(self.pairs.new)
        run: list[tuple[Provision, Provision]] = []
        for old, new in self._articles():
            own = clauses[old.eid]
            moved = self._moved(old, new, changed=bool(own))
            bare = bool(moved) and not own and old.eid not in self.allowance.moved
            if run and not (bare and _follow([run[-1][0], old]) and _follow([run[-1][1], new])):
                yield self._numbers(run)
                run = []
            if bare:
                run.append((old, new))
            elif moved or own:
                order = (after.order[new.eid], 0)
                yield DraftedItem(order=order, clauses=(*moved, *own), keys=(old.eid,))
        if run:
            yield self._numbers(run)

    def _moved(self, old: Provision, new: Provision, *, changed: bool) -> Clauses:
        """The clause for the new number and place of an article, where it is stated."""
        before, after = index_document(self.pairs.old), index_document(self.pairs.new)
        number: Steps = ((new.level, new.number),)
        holder = after.by_eid.get(after.parents.get(new.eid) or "")
        if old.eid in self.allowance.moved and isinstance(holder, Provision):
            number = (*shortest(after, holder), *number)
        elif old.number == new.number or not (changed or old.eid in self.allowance.stated_numbers):
            return ()
        return ((Renumber(steps=shortest(before, old), result_steps=number),),)

    def _numbers(self, run: list[tuple[Provision, Provision]]) -> DraftedItem:
        before, after = index_document(self.pairs.old), index_document(self.pairs.new)
        (first, first_new), (last, last_new) = run[0], run[-1]
        steps = shortest(before, first)
        number: Steps = ((first_new.level, first_new.number),)
        if len(run) > 1:
            steps = stretch(steps, shortest(before, last))
            number = stretch(number, ((last_new.level, last_new.number),))
        return DraftedItem(
            order=(after.order[run[0][1].eid], 0),
            clauses=((Renumber(steps=steps, result_steps=number),),),
            keys=tuple(old.eid for old, _ in run),
        )


def _anywhere(clause: Clause) -> Operation:
    """A change of words without its place."""
    return replace(clause[0], steps=())


def _follow(nodes: list[Provision]) -> bool:
    """True if the numbers of provisions follow one another."""
    numbers = [node.number for node in nodes]
    return all(number.isdecimal() for number in numbers) and all(
        int(b) == int(a) + 1 for a, b in pairwise(numbers)
    )
