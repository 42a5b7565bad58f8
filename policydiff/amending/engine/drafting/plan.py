"""One attempt at a decision: all its items, each as fine as it is allowed to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from policydiff.amending.engine.compared_parts import comparable
from policydiff.amending.engine.drafting.around import OuterDrafter
from policydiff.amending.engine.drafting.articles import Drafter, Grain
from policydiff.amending.engine.drafting.carried_texts import Carried
from policydiff.amending.engine.drafting.clauses import WORDS, Clauses, DraftedClause
from policydiff.amending.engine.drafting.items import DraftedItem, InstructionWriter
from policydiff.amending.engine.drafting.lists import lines_of, lines_of_node
from policydiff.amending.engine.drafting.pairs import Pairs, containers, row_of
from policydiff.amending.engine.drafting.splits import SplitsAndJoins
from policydiff.amending.engine.drafting.structure import Structure, shortest
from policydiff.amending.engine.drafting.throughout import throughout_items
from policydiff.amending.engine.drafting.words import Site, Strip
from policydiff.amending.engine.effects.base import BaseText, texts_in
from policydiff.model.document import Block, Provision
from policydiff.model.identifiers import numbering_restarts
from policydiff.model.index import index_document
from policydiff.model.kinds import CONTAINERS
from policydiff.text.places import write_place


def paragraph_items(
    pairs: Pairs, carried: Carried, writer: InstructionWriter
) -> Iterator[DraftedItem]:
    """An item for each chapter that lives on with other such paragraphs."""
    after = index_document(pairs.new)
    for node in containers(pairs.old.body):
        new = after.by_eid.get(pairs.successor(node.eid) or "")
        clauses = _clauses(node, new, carried) if isinstance(new, Provision) else ()
        if clauses and new is not None and new.eid is not None:
            text = writer.article(shortest(carried.base.index, node), clauses)
            yield DraftedItem(
                order=(after.order[new.eid], 2), text=text, keys=(f"paragraphs {node.eid}",)
            )


def _clauses(old: Provision, new: Provision, carried: Carried) -> Clauses:
    before = [node for node in old.content if isinstance(node, Block) and node.text]
    now = [node.text for node in carried.nodes(before)]
    wanted = [node.text for node in new.content if isinstance(node, Block)]
    if now == wanted:
        return ()
    place = shortest(carried.base.index, old)
    site = Site(place=place, texts=list(texts_in(old)), single=carried.base.quotes_single)
    if len(now) == len(wanted):
        texts = [BaseText(eid=node.eid or "", text=node.text) for node in before]
        strips = [
            Strip(text=text, edits=carried.edits(text), carried=here, wanted=there)
            for text, here, there in zip(texts, now, wanted, strict=True)
            if here != there
        ]
        return site.clauses(strips) or ()
    gone = [
        node.text
        for node, text in zip(before, now, strict=True)
        if text not in wanted and site.count(node.text) == 1
    ]
    return tuple(DraftedClause(form="delete", place=place, old=text) for text in gone)


@dataclass(slots=True, kw_only=True)
class Allowance:
    """The coarseness that is allowed for each part of a decision.

    It only grows, so that trying ends.

    `grains` by the eId of an old article, of a new one that comes, or the name of a part; `stated_numbers`
    are old articles and containers whose new numbers are stated, `moved` old articles whose new
    chapters are.
    """

    grains: dict[str, int] = field(default_factory=dict)
    stated_numbers: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)

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
    """The items of one attempt.

    `cached_clauses` stores the clauses of an article from one attempt to the next.
    """

    pairs: Pairs
    carried: Carried
    allowance: Allowance
    cached_clauses: dict[tuple[object, ...], Clauses] = field(default_factory=dict)
    writer: InstructionWriter = field(init=False)
    living: Pairs = field(init=False)
    structure: Structure = field(init=False)
    splits: SplitsAndJoins = field(init=False)
    _items: list[DraftedItem] | None = None

    def __post_init__(self) -> None:
        """Take articles that are removed and inserted again out of the pairs."""
        self.writer = InstructionWriter(single=self.carried.base.quotes_single)
        self._pair()
        self.structure = self._structure()
        self.splits = SplitsAndJoins(
            pairs=self.living,
            carried=self.carried,
            writer=self.writer,
            grains=self.allowance.grains,
            quoted=frozenset(self.structure.gone | self.structure.quoted),
        )

    def _pair(self) -> None:
        renewed = {eid for eid, grain in self.allowance.grains.items() if grain >= Grain.RENEWED}
        lives = {old: new for old, new in self.pairs.lives.items() if old not in renewed}
        self.living = replace(self.pairs, lives=lives) if renewed else self.pairs

    def _structure(self) -> Structure:
        """The items for chapters.

        What stands in one that can only come whole is written as going and coming.
        """
        while True:
            found = Structure(
                pairs=self.living,
                writer=self.writer,
                stated_numbers=frozenset(self.allowance.stated_numbers),
            )
            if not found.stuck:
                return found
            self.allowance.grains |= dict.fromkeys(found.stuck, Grain.RENEWED)
            self._pair()

    def items(self) -> list[DraftedItem]:
        """All items, in the order of the new text; written once."""
        if self._items is None:
            self._items = self._written()
        return self._items

    def _written(self) -> list[DraftedItem]:
        structure, splits = self.structure, self.splits
        drafter = Drafter(carried=self.carried, leaving=splits.paragraphs)
        outer = OuterDrafter(
            old=self.pairs.old, new=self.pairs.new, drafter=drafter, writer=self.writer
        )
        grains = self.allowance.grains
        found = [
            *outer.title(grains.get("title", 0)),
            *outer.preamble(grains.get("preamble", 0)),
            *structure.items,
        ]
        found += paragraph_items(self.living, self.carried, self.writer)
        found += splits.items()
        found += self._going(structure.gone | splits.gone)
        found += self._coming(structure.quoted | splits.split.keys())
        found += self._changing(drafter)
        found += outer.attachments(grains)
        found += throughout_items(self.carried.throughout, self.carried, self.writer)
        return sorted(found, key=lambda item: item.order)

    def _going(self, gone: set[str]) -> Iterator[DraftedItem]:
        """Articles that go; those that stand together in one item."""
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
                places = [write_place(shortest(index, article)) or "" for article in run]
                named = (
                    f"{places[0]}至{places[-1]}"
                    if len(places) > 2 and _follow(run)
                    else "、".join(places)
                )
                yield DraftedItem(
                    order=self.living.order_of_old(run[0].eid),
                    text=f"删去{named}。",
                    keys=tuple(a.eid for a in run),
                )
                run = []

    def _coming(self, quoted: set[str]) -> Iterator[DraftedItem]:
        """Articles that come, each with the chapter that it begins."""
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
                    write_place(shortest(before, holder))
                    if isinstance(holder, Provision) and (restarts or whole or not beside)
                    else ""
                )
                numbered = whole or node.heading is not None
                text = self.writer.quote(lines_of_node(node) if numbered else lines_of(node))
                number = write_place(((node.level, node.number),))
                yield DraftedItem(
                    order=(after.order[node.eid], 0),
                    text=f"{within}增加一条，作为{number}：{text}",
                    keys=(f"new {node.eid}",),
                )
            previous = node

    def _changing(self, drafter: Drafter) -> Iterator[DraftedItem]:
        """Items for articles that stay, with their clauses.

        Words that change in the same way in several articles have one item.
        """
        clauses = {old.eid: self._clauses(drafter, old, new) for old, new in self._articles()}
        shared: dict[tuple[str, str, str], list[tuple[str, Clauses]]] = defaultdict(list)
        for old, found in clauses.items():
            for clause in found:
                if clause.form in WORDS:
                    shared[clause.words].append((old, (clause,)))
        together = {
            words: held for words, held in shared.items() if len({old for old, _ in held}) > 1
        }
        for held in together.values():
            places = [clause.place for _, (clause,) in held]
            order = (index_document(self.pairs.new).order[self.living.lives[held[0][0]]], 1)
            yield DraftedItem(
                order=order,
                text=self.writer.words_in(places, held[0][1][0]),
                keys=tuple(dict.fromkeys(old for old, _ in held)),
            )
        alone = {
            old: tuple(clause for clause in found if clause.words not in together)
            for old, found in clauses.items()
        }
        yield from self._alone(alone)

    def _articles(self) -> Iterator[tuple[Provision, Provision]]:
        before, after = index_document(self.pairs.old), index_document(self.pairs.new)
        for old, new in self.living.lives.items():
            one, other = before.by_eid[old], after.by_eid[new]
            if (
                old not in self.splits.joined
                and isinstance(one, Provision)
                and isinstance(other, Provision)
                and one.level not in CONTAINERS
            ):
                yield one, other

    def _clauses(self, drafter: Drafter, old: Provision, new: Provision) -> Clauses:
        grain = Grain(min(self.allowance.grains.get(old.eid, 0), Grain.NUMBERED))
        leaving = tuple(child.eid for child in old.children if child.eid in drafter.leaving)
        key = (old.eid, grain, leaving, comparable((self.carried.node(old),)))
        if key not in self.cached_clauses:
            place = shortest(index_document(self.pairs.old), old)
            clauses = drafter.article(old, new, place, grain)
            if grain >= Grain.NUMBERED and clauses:
                clauses = (replace(clauses[0], new=lines_of_node(new)),)
            self.cached_clauses[key] = clauses
        return self.cached_clauses[key]

    def _alone(self, clauses: dict[str, Clauses]) -> Iterator[DraftedItem]:
        """The items of single articles.

        Those of which only the new number is stated, in ranges.
        """
        after = index_document(self.pairs.new)
        run: list[tuple[Provision, Provision]] = []
        for old, new in self._articles():
            found, moved = clauses[old.eid], self._moved(old, new, changed=bool(clauses[old.eid]))
            bare = bool(moved) and not found and old.eid not in self.allowance.moved
            if run and not (bare and _follow([run[-1][0], old]) and _follow([run[-1][1], new])):
                yield self._numbers(run)
                run = []
            if bare:
                run.append((old, new))
            elif moved or found:
                place = shortest(index_document(self.pairs.old), old)
                order = (after.order[new.eid], 0)
                yield DraftedItem(
                    order=order, text=self.writer.article(place, found, moved), keys=(old.eid,)
                )
        if run:
            yield self._numbers(run)

    def _moved(self, old: Provision, new: Provision, *, changed: bool) -> str:
        """The words for the new number and place of an article.

        Empty where they are not stated.
        """
        before, after = index_document(self.pairs.old), index_document(self.pairs.new)
        number = write_place(((new.level, new.number),))
        place = write_place(shortest(before, old))
        holder = after.by_eid.get(after.parents.get(new.eid) or "")
        if old.eid in self.allowance.moved and isinstance(holder, Provision):
            return f"将{place}移至{write_place(shortest(after, holder))}，作为{number}"
        stated = old.eid in self.allowance.stated_numbers or changed
        return f"将{place}改为{number}" if stated and old.number != new.number else ""

    def _numbers(self, run: list[tuple[Provision, Provision]]) -> DraftedItem:
        """Articles that only get other numbers."""
        before, after = index_document(self.pairs.old), index_document(self.pairs.new)
        ends = [run[0], run[-1]] if len(run) > 1 else run
        olds, news = (
            "至".join(write_place(shortest(before, old)) or "" for old, _ in ends),
            "至".join(write_place(((new.level, new.number),)) or "" for _, new in ends),
        )
        return DraftedItem(
            order=(after.order[run[0][1].eid], 0),
            text=f"将{olds}改为{news}。",
            keys=tuple(old.eid for old, _ in run),
        )


def _follow(nodes: list[Provision]) -> bool:
    """True if the numbers of provisions follow one another."""
    numbers = [node.number for node in nodes]
    return all(number.isdecimal() for number in numbers) and all(
        int(b) == int(a) + 1 for a, b in pairwise(numbers)
    )
