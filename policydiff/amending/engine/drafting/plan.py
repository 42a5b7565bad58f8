"""One attempt at a decision: its items, each as fine as is allowed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from policydiff.amending.engine import operations
from policydiff.amending.engine.applying.new_wording import Places, new_places
from policydiff.amending.engine.compared_parts import comparable
from policydiff.amending.engine.drafting.around import (
    OuterDrafter,
    paragraph_items,
    throughout_items,
)
from policydiff.amending.engine.drafting.articles import Drafter, Grain
from policydiff.amending.engine.drafting.carried_texts import Carried
from policydiff.amending.engine.drafting.lists import lines_of, lines_of_node
from policydiff.amending.engine.drafting.pairs import STRAYS, Pairs, out_of_order, row_of
from policydiff.amending.engine.drafting.splits import SplitsAndJoins
from policydiff.amending.engine.drafting.structure import Structure, shortest
from policydiff.amending.engine.drafting.writing import (
    Clause,
    Clauses,
    DraftedItem,
    changes_words,
    stretch,
)
from policydiff.amending.engine.operations import Operation, Steps
from policydiff.model.document import Node, Provision
from policydiff.model.identifiers import numbering_restarts
from policydiff.model.index import index_document
from policydiff.model.kinds import CONTAINERS

Place = Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Allowance:
    """The coarseness and statements allowed so far; it only grows."""

    grains: dict[str, int] = field(default_factory=dict)
    """By the eId of an old article, of a new one that comes, or the name of a part."""
    stated_numbers: set[str] = field(default_factory=set)
    """The eIds of old articles and containers whose new numbers are stated."""
    moved: set[str] = field(default_factory=set)
    """The eIds of old articles whose new chapters are stated."""

    def coarser(self, key: str, step: int = 1) -> bool:
        """Allow something coarser; False where there is nothing."""
        grain = self.grains.get(key, 0)
        self.grains[key] = min(grain + step, Grain.RENEWED)
        return grain < Grain.RENEWED

    def renew(self, keys: Iterable[str]) -> bool:
        """Let all of these be removed and inserted again; False where they are already."""
        fresh = {key for key in keys if self.grains.get(key, 0) < Grain.RENEWED}
        self.grains |= dict.fromkeys(fresh, Grain.RENEWED)
        return bool(fresh)


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
                    clauses=(tuple(operations.Delete(steps=place) for place in places),),
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
                operation = operations.Insert(
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
                clauses = ((operations.ReplaceText(steps=place, text=lines_of_node(new)),),)
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
        return ((operations.Renumber(steps=shortest(before, old), result_steps=number),),)

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
            clauses=((operations.Renumber(steps=steps, result_steps=number),),),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrong:
    """A provision of the old text that stands in a wrong place in the attempt."""

    eid: str
    level: str
    here: Place
    there: Place
    """Where it is to stand."""

    @property
    def misnumbered(self) -> bool:
        """True if it has another number than it is to have."""
        return self.here.get(self.level) != self.there.get(self.level)

    @property
    def in_wrong_container(self) -> bool:
        """True if it stands in another chapter than it is to stand in."""
        return _above(self.here) != _above(self.there)


def state_places(pairs: Pairs, places: Places, allowance: Allowance) -> bool:
    """Let the decision state more places; False where it can state no more.

    First the numbers of chapters, then of articles that changed their order, of all that have
    another one; then the chapters of single articles, where many stand elsewhere those of the
    headings; what still stands elsewhere is removed and inserted again.
    """
    wrong = list(_wrong(pairs, places))
    chapters = [node for node in wrong if node.level in CONTAINERS]
    articles = [node for node in wrong if node.level not in CONTAINERS]
    numbers = {article.eid for article in articles if article.misnumbered}
    elsewhere = {article.eid for article in articles if article.in_wrong_container}
    if any(chapter.misnumbered for chapter in chapters) and _add(
        allowance.stated_numbers, set(_renumbered(pairs))
    ):
        return True
    if _add(allowance.stated_numbers, numbers & out_of_order(pairs)) or _add(
        allowance.stated_numbers, numbers
    ):
        return True
    if len(elsewhere - out_of_order(pairs)) > STRAYS and _unpair(pairs, elsewhere, allowance):
        return True
    return _add(allowance.moved, elsewhere) or allowance.renew(numbers | elsewhere)


def _wrong(pairs: Pairs, places: Places) -> Iterator[_Wrong]:
    wanted = new_places(pairs.new.body)
    before = index_document(pairs.old).by_eid
    for old, new in pairs.lives.items():
        node = before[old]
        if isinstance(node, Provision) and old in places and places[old] != wanted.get(new, {}):
            yield _Wrong(eid=old, level=node.level, here=places[old], there=wanted[new])


def _renumbered(pairs: Pairs) -> Iterator[str]:
    """The eIds of old chapters that get another number."""
    before, after = index_document(pairs.old).by_eid, index_document(pairs.new).by_eid
    for old, new in pairs.lives.items():
        left, right = before[old], after[new]
        if (
            isinstance(left, Provision)
            and isinstance(right, Provision)
            and left.level in CONTAINERS
            and left.number != right.number
        ):
            yield old


def _unpair(pairs: Pairs, articles: set[str], allowance: Allowance) -> bool:
    """Remove headings over articles that stand elsewhere, and insert them again."""
    after = index_document(pairs.new)
    above = {eid for old in articles for eid in after.ancestors(pairs.lives[old])}
    heads = {origin for eid in above if (origin := pairs.origin(eid)) is not None}
    inner = {
        head
        for head in heads
        if not any(head in index_document(pairs.old).ancestors(inner) for inner in heads)
    }
    return allowance.renew(inner)


def _add(stated: set[str], wanted: set[str]) -> bool:
    more = not wanted <= stated
    stated |= wanted
    return more


def _above(place: Place) -> dict[str, str]:
    return {level: number for level, number in place.items() if level in CONTAINERS}


def expected_places(pairs: Pairs) -> Places:
    """The places of old provisions in the new text; 款 and 项 as in their article."""
    wanted = new_places(pairs.new.body)
    places: Places = {}

    def visit(nodes: tuple[Node, ...], above: dict[str, str]) -> None:
        for node in nodes:
            if isinstance(node, Provision):
                successor = pairs.successor(node.eid)
                here = (
                    wanted[successor]
                    if successor is not None
                    else {**above, node.level: node.number}
                )
                stays = successor is not None or "article" in above
                if stays:
                    places[node.eid] = here
                visit(node.content, here if stays else {})

    visit(pairs.old.body, {})
    return places
