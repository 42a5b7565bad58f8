"""Articles and chapters of the two texts, paired as the comparison has them."""

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
"""Articles that may go over to the chapter beside theirs; where more do, the heading moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The articles and containers of the body that live on."""

    old: Document
    new: Document
    lives: Mapping[str, str]
    """eIds of the old text → eIds of the new one."""
    origins: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
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
        """The order of an old provision by the new text: behind those before it."""
        before, after = index_document(self.old), index_document(self.new)
        own = before.order.get(eid, 0)
        before_it = [after.order[new] for old, new in self.lives.items() if before.order[old] < own]
        return (max(before_it[-1:] or [-1]), 1 + own)


def out_of_order(pairs: Pairs) -> frozenset[str]:
    """The eIds of the fewest old articles without which the others keep their order."""
    order = index_document(pairs.new).order
    articles = pairs.articles
    stays = longest([(order[pairs.lives[eid]],) for eid in articles])
    return frozenset(eid for index, eid in enumerate(articles) if index not in stays)


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
    """The pairs of a comparison; of a split or a join the most similar articles."""
    paired: dict[str, str] = {}
    for match in comparison.matches:
        lefts, rights = (
            tuple(side.eid for side in sides if side.level == "article")
            for sides in (match.left, match.right)
        )
        if len(lefts) == len(rights) == 1:
            paired[lefts[0]] = rights[0]
        elif lefts and rights:
            paired |= _likest(match, lefts, rights, comparison)
        elif (
            len(match.left) == len(match.right) == 1
            and match.left[0].level == match.right[0].level in CONTAINERS
        ):
            paired[match.left[0].eid] = match.right[0].eid
    order = index_document(comparison.left).order
    heads = _better_heads(comparison, paired)
    lives = {old: new for old, new in paired.items() if new not in heads.values()} | heads
    ordered = {
        old: lives[old]
        for old in sorted(lives, key=lambda eid: order[eid])
        if not old.startswith("att_")
    }
    return _without_far_heads(Pairs(old=comparison.left, new=comparison.right, lives=ordered))


def _without_far_heads(pairs: Pairs) -> Pairs:
    """The pairs without headings that now stand far off: one goes, one comes."""
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
    counts: dict[str, int] = {}
    count = 0
    for node in row_of(document.body):
        if node.level in CONTAINERS:
            counts[node.eid] = count
        count += node.eid in stays
    return counts


def _better_heads(comparison: Comparison, paired: Mapping[str, str]) -> dict[str, str]:
    """Old headings of the same words before the same article, for other pairs."""
    before = _heads(comparison.left, paired.keys())
    after = _heads(comparison.right, set(paired.values()))
    unpaired = {
        (node.level, node.heading, paired.get(article)): eid
        for eid, (node, article) in before.items()
        if eid not in paired
    }
    origins = {new: old for old, new in paired.items()}
    better: dict[str, str] = {}
    for eid, (node, article) in after.items():
        old = origins.get(eid)
        there = paired.get(before[old][1]) if old in before else None
        if article and there != article:
            fitting = unpaired.get((node.level, node.heading, article))
            better |= {fitting: eid} if fitting is not None else {}
    return better


def _heads(document: Document, stays: Collection[str]) -> dict[str, tuple[Provision, str]]:
    """Each container with the first article in or behind it that stays, or ""."""
    heads: dict[str, tuple[Provision, str]] = {}
    following = ""
    for node in reversed(list(row_of(document.body))):
        if node.level in CONTAINERS:
            heads[node.eid] = (node, following)
        elif node.eid in stays:
            following = node.eid
    return heads


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
    likest: dict[str, str] = {}
    for (old, new), common in sorted(shared.items(), key=lambda entry: (-entry[1], entry[0])):
        if common and old not in likest and new not in likest.values():
            likest[old] = new
    return likest


def _shared(left: str, right: str) -> int:
    return sum(len(edit.text) for edit in redline_texts(left, right) if edit.op == "equal")
