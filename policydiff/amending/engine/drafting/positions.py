"""Articles and chapters of an attempt that stand in a wrong place.

And what may be stated so that they do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policydiff.amending.engine.applying.reference_updates import Places, new_places
from policydiff.amending.engine.drafting.pairs import STRAYS, Pairs, out_of_order
from policydiff.amending.engine.drafting.plan import Allowance
from policydiff.model.document import Node, Provision
from policydiff.model.index import index_document
from policydiff.model.kinds import CONTAINERS

Place = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrong:
    """A provision of the old text that stands in a wrong place in the attempt.

    `here` is where it stands, `there` where it is to stand.
    """

    eid: str
    level: str
    here: Place
    there: Place

    @property
    def misnumbered(self) -> bool:
        """True if it has another number than it is to have."""
        return self.here.get(self.level) != self.there.get(self.level)

    @property
    def in_wrong_container(self) -> bool:
        """True if it stands in another chapter than it is to stand in."""
        return _above(self.here) != _above(self.there)


def state_places(pairs: Pairs, places: Places, allowance: Allowance) -> bool:
    """Let the decision state numbers and places that do not follow by themselves.

    False where it can state nothing more of them.

    First the numbers of chapters, then of articles that changed their order, of all that have
    another one; then the chapters of single articles, where many stand elsewhere those of the
    headings; what still stands elsewhere is removed and inserted again.
    """
    wrong = list(_wrong(pairs, places))
    homes = [one for one in wrong if one.level in CONTAINERS]
    articles = [one for one in wrong if one.level not in CONTAINERS]
    numbers = {one.eid for one in articles if one.misnumbered}
    others = {one.eid for one in articles if one.in_wrong_container}
    if any(one.misnumbered for one in homes) and _add(
        allowance.stated_numbers, set(_renumbered(pairs))
    ):
        return True
    if _add(allowance.stated_numbers, numbers & out_of_order(pairs)) or _add(
        allowance.stated_numbers, numbers
    ):
        return True
    if len(others - out_of_order(pairs)) > STRAYS and _unpair(pairs, others, allowance):
        return True
    return _add(allowance.moved, others) or allowance.renew(numbers | others)


def _wrong(pairs: Pairs, places: Places) -> Iterator[_Wrong]:
    wanted = new_places(pairs.new.body)
    before = index_document(pairs.old).by_eid
    for old, new in pairs.lives.items():
        node = before[old]
        if isinstance(node, Provision) and old in places and places[old] != wanted.get(new, {}):
            yield _Wrong(eid=old, level=node.level, here=places[old], there=wanted[new])


def _renumbered(pairs: Pairs) -> Iterator[str]:
    """Chapters that get another number."""
    before, after = index_document(pairs.old).by_eid, index_document(pairs.new).by_eid
    for old, new in pairs.lives.items():
        one, other = before[old], after[new]
        if (
            isinstance(one, Provision)
            and isinstance(other, Provision)
            and one.level in CONTAINERS
            and one.number != other.number
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
        if not any(head in index_document(pairs.old).ancestors(other) for other in heads)
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
    found: Places = {}

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
                    found[node.eid] = here
                visit(node.content, here if stays else {})

    visit(pairs.old.body, {})
    return found
