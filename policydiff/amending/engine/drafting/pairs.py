"""Articles and chapters of the new text and of the old one, paired one for one.

As the comparison has them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from policydiff.amending.engine.tree.numbering import longest
from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.model.comparison import Comparison, Match
from policydiff.model.document import Document, Node, Provision
from policydiff.model.index import index_document
from policydiff.model.kinds import CONTAINERS

STRAYS = 3
"""Articles that may go over to the chapter beside theirs, each stated by itself; where more do it is
the heading that moves.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The provisions that live on: eIds of the old text → eIds of the new one.

    Articles and containers of the body.
    """

    old: Document
    new: Document
    lives: Mapping[str, str]
    origins: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Turn the pairs around, for `origins`."""
        object.__setattr__(self, "origins", {right: left for left, right in self.lives.items()})

    @property
    def articles(self) -> tuple[str, ...]:
        """The eIds of the old articles that live on."""
        nodes = index_document(self.old).by_eid
        return tuple(eid for eid in self.lives if getattr(nodes[eid], "level", None) == "article")

    def successor(self, eid: str) -> str | None:
        """The eId of an old provision in the new text, None where it does not live on."""
        return self.lives.get(eid)

    def origin(self, eid: str) -> str | None:
        """The eId of a new provision in the old text, None where it was not there."""
        return self.origins.get(eid)

    def order_of_old(self, eid: str) -> tuple[int, int]:
        """The place of an old provision among items that are ordered by the new text.

        Behind what stood before it.
        """
        before, after = index_document(self.old), index_document(self.new)
        place = before.order.get(eid, 0)
        before_it = [
            after.order[new] for old, new in self.lives.items() if before.order[old] < place
        ]
        return (max(before_it[-1:] or [-1]), 1 + place)


def out_of_order(pairs: Pairs) -> frozenset[str]:
    """The eIds of old articles that stand among others than before.

    The fewest without which the others follow one another.
    """
    order = index_document(pairs.new).order
    articles = pairs.articles
    stays = longest([(order[pairs.lives[eid]],) for eid in articles])
    return frozenset(eid for place, eid in enumerate(articles) if place not in stays)


def row_of(nodes: Sequence[Node]) -> Iterator[Provision]:
    """Containers and articles in reading order."""
    for node in nodes:
        if isinstance(node, Provision):
            yield node
            if node.level in CONTAINERS:
                yield from row_of(node.content)


def containers(nodes: Sequence[Node]) -> list[Provision]:
    """The chapters and sections among nodes, at any depth, in order."""
    return [node for node in row_of(nodes) if node.level in CONTAINERS]


def pair(comparison: Comparison) -> Pairs:
    """The pairs of a comparison.

    Of a split or a join the articles that are most similar are a pair; a match of different levels
    is none.
    """
    found: dict[str, str] = {}
    for match in comparison.matches:
        lefts, rights = (
            tuple(side.eid for side in sides if side.level == "article")
            for sides in (match.left, match.right)
        )
        if len(lefts) == len(rights) == 1:
            found[lefts[0]] = rights[0]
        elif lefts and rights:
            found |= _likest(match, lefts, rights, comparison)
        elif (
            len(match.left) == len(match.right) == 1
            and match.left[0].level == match.right[0].level in CONTAINERS
        ):
            found[match.left[0].eid] = match.right[0].eid
    order = index_document(comparison.left).order
    heads = _better_heads(comparison, found)
    lives = {old: new for old, new in found.items() if new not in heads.values()} | heads
    ordered = {
        old: lives[old]
        for old in sorted(lives, key=lambda eid: order[eid])
        if not old.startswith("att_")
    }
    return _without_far_heads(Pairs(old=comparison.left, new=comparison.right, lives=ordered))


def _without_far_heads(pairs: Pairs) -> Pairs:
    """The pairs without headings that stand far from where they stood.

    Among the articles, that is: one heading goes there and another comes here.
    """
    stays = [eid for eid in pairs.articles if eid not in out_of_order(pairs)]
    before = _places(pairs.old, frozenset(stays))
    after = _places(pairs.new, frozenset(pairs.lives[eid] for eid in stays))
    far = {
        old
        for old, new in pairs.lives.items()
        if old in before and abs(before[old] - after[new]) > STRAYS
    }
    return replace(pairs, lives={old: new for old, new in pairs.lives.items() if old not in far})


def _places(document: Document, stays: frozenset[str]) -> dict[str, int]:
    """The number of articles that stay in their order before each heading."""
    found: dict[str, int] = {}
    count = 0
    for node in row_of(document.body):
        if node.level in CONTAINERS:
            found[node.eid] = count
        count += node.eid in stays
    return found


def _better_heads(comparison: Comparison, found: Mapping[str, str]) -> dict[str, str]:
    """Better pairs of headings, for those that stand before another article now.

    A heading of the old text that reads the same stood before the very article before which the new
    one stands.
    """
    before, after = (
        _heads(comparison.left, found.keys()),
        _heads(comparison.right, set(found.values())),
    )
    places = {
        (node.level, node.heading, found.get(article)): eid
        for eid, (node, article) in before.items()
        if eid not in found
    }
    origins = {new: old for old, new in found.items()}
    better: dict[str, str] = {}
    for eid, (node, article) in after.items():
        old = origins.get(eid)
        there = found.get(before[old][1]) if old in before else None
        other = (
            places.get((node.level, node.heading, article))
            if article and there != article
            else None
        )
        if other is not None:
            better[other] = eid
    return better


def _heads(document: Document, stays: Collection[str]) -> dict[str, tuple[Provision, str]]:
    """Each container with the first article in or behind it that is in both texts.

    Empty where there is none.
    """
    found: dict[str, tuple[Provision, str]] = {}
    following = ""
    for node in reversed(list(row_of(document.body))):
        if node.level in CONTAINERS:
            found[node.eid] = (node, following)
        elif node.eid in stays:
            following = node.eid
    return found


def _likest(
    match: Match, lefts: tuple[str, ...], rights: tuple[str, ...], comparison: Comparison
) -> dict[str, str]:
    left, right = index_document(comparison.left).by_eid, index_document(comparison.right).by_eid
    linked = {
        (old, new)
        for old, new in match.links or product(lefts, rights)
        if old in lefts and new in rights
    }
    shared = {
        (old, new): _shared(left[old].text, right[new].text)
        for old, new in linked or product(lefts, rights)
    }
    found: dict[str, str] = {}
    for (old, new), common in sorted(shared.items(), key=lambda entry: (-entry[1], entry[0])):
        if common and old not in found and new not in found.values():
            found[old] = new
    return found


def _shared(left: str, right: str) -> int:
    return sum(len(edit.text) for edit in redline_texts(left, right) if edit.op == "equal")
