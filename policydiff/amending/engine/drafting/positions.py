"""Provisions of an attempt in a wrong place, and statements against that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from policydiff.amending.engine.applying.reference_updates import Places, new_places
from policydiff.amending.engine.drafting.articles import Grain
from policydiff.amending.engine.drafting.pairs import STRAYS, Pairs, out_of_order
from policydiff.model.document import Node, Provision
from policydiff.model.index import index_document
from policydiff.model.kinds import CONTAINERS

Place = Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Allowance:
    """The coarseness and statements allowed so far; it only grows, so that trying ends."""

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
    """The places where the provisions of the old text are to stand in the new one.

    款 and 项 stand where they stood in their article.
    """
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
