"""Rules of two texts that are about one matter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, groupby, product, repeat
from math import log

from policydiff.comparing.engine.align.confidence import is_sure
from policydiff.comparing.engine.statements.rules import (
    Bag,
    RuleSentence,
    bag_of,
    cited_articles,
    units_of,
)
from policydiff.model.comparison import Match
from policydiff.model.index import ProvisionIndex

LINKED = 0.3
"""What the alignment of their articles adds to the likeness of two rules."""
ENOUGH = 0.5
"""From this likeness on, with that of their articles, two rules are about one matter."""
ALONE = 0.6
"""The same for a rule that is not the likeliest of its likeliest: of two that were merged."""
HELD = 0.5
"""The same for one that is held by its likeliest to this share: of one that was split."""
PART = 0.8
"""From this share of its conduct on that an old rule names a new one punishes a part of the same."""
KIN = 0.34
"""From this likeness on, a rule may answer another wherever it stands."""
CONDUCT = 0.35
"""Below this share of what they punish that both have two penal rules are about other conduct."""
SURE_CONDUCT = 0.2
"""The same where the alignment is sure of their articles."""
RARE = 40
"""Pairs of characters in more rules than this find no candidates."""
CROWDED = 200
"""Rules of an article with more than so many are candidates only by what they share."""
MOST = 5
"""So many rules are candidates for one whose articles are not aligned."""
FEW = 50
"""So many rules are added to those of both texts: of few rules rarity says little."""
_SCALE = 1024
"""Weights are whole numbers, so that a sum is the same in every order."""

Links = Mapping[tuple[str, str], Match]
"""The pairs of articles, by eId, that a comparison aligns, or between which a part moved, each with
the match that says so.
"""


class RuleLikeness:
    """The likeness of rules of two texts, by their rarer pairs of characters."""

    def __init__(self, bags: Collection[Bag]) -> None:
        counts = Counter(pair for bag in bags for pair in bag)
        total = len(bags) + FEW
        self.weights = {pair: round(_SCALE * log(total / n)) for pair, n in counts.items()}
        self._sums: dict[Bag, int] = {}

    def weight(self, bag: Bag) -> int:
        """The weight of pairs of characters."""
        weight = self._sums.get(bag)
        if weight is None:
            weight = self._sums[bag] = self.shared(bag, bag)
        return weight

    def shared(self, left: Bag, right: Bag) -> int:
        """The weight of what both have."""
        return sum(map(self.weights.get, left & right, repeat(_SCALE)))

    def of(self, left: Bag, right: Bag) -> float:
        """From 0 to 1: what both share, of what both have."""
        total = self.weight(left) + self.weight(right)
        return 2 * self.shared(left, right) / total if total else 0.0

    def within(self, inner: Bag, outer: Bag) -> float:
        """From 0 to 1: the share of the first that the other has, too."""
        total = self.weight(inner)
        return self.shared(inner, outer) / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """The rules of two texts that are about one matter.

    `pairs` are measured against each other, the surest first; `kin` gives for a rule of either side
    those of the other that may answer it. Of `divided` pairs the new rule punishes a part of what an
    old one did that has a nearer counterpart, too.
    """

    pairs: tuple[tuple[RuleSentence, RuleSentence], ...]
    divided: frozenset[tuple[RuleSentence, RuleSentence]]
    kin: Mapping[RuleSentence, tuple[RuleSentence, ...]]


def article_links(
    matches: Iterable[Match], left: ProvisionIndex, right: ProvisionIndex
) -> dict[tuple[str, str], Match]:
    """The pairs of articles of a comparison that changed."""
    units = [{left_eid.eid for left_eid in units_of(index.document)} for index in (left, right)]
    linked: dict[tuple[str, str], Match] = {}
    for match in matches:
        if match.kind == "unchanged":
            continue
        for left_eid, right_eid in match.links or (
            (a.eid, b.eid) for a in match.left for b in match.right
        ):
            old, new = unit_above(left, left_eid, units[0]), unit_above(right, right_eid, units[1])
            if old is not None and new is not None:
                linked.setdefault((old, new), match)
    return linked


def unit_above(index: ProvisionIndex, eid: str, units: Container[str]) -> str | None:
    """The article of a part, by eId; itself where it is one."""
    return next((above for above in (eid, *index.ancestors(eid)) if above in units), None)


def find_kin(
    left: Sequence[RuleSentence],
    right: Sequence[RuleSentence],
    links: Links,
    likeness: RuleLikeness,
) -> Kinship:
    """Find the likeliest partner of each rule."""
    finder = _KinFinder(left, right, links, likeness)
    finder.weigh()
    pairs = finder.pairs()
    return Kinship(
        pairs=tuple(sorted(pairs, key=lambda pair: -pairs[pair])),
        divided=frozenset(
            (old, new)
            for old, new in pairs
            if finder.best[old][1] is not new
            and new.penal
            and likeness.within(bag_of(new.conduct), old.matter) >= PART
        ),
        kin=finder.kin(),
    )


class _KinFinder:
    def __init__(
        self,
        left: Sequence[RuleSentence],
        right: Sequence[RuleSentence],
        links: Links,
        likeness: RuleLikeness,
    ) -> None:
        self.left, self.right, self.links, self.likeness = left, right, links, likeness
        self.best: dict[RuleSentence, tuple[float, RuleSentence]] = {}
        self.near: dict[RuleSentence, list[RuleSentence]] = defaultdict(list)
        self.distant: dict[RuleSentence, list[RuleSentence]] = defaultdict(list)

    def weigh(self) -> None:
        for old, new in self.candidates():
            link = self.links.get((old.article.eid, new.article.eid))
            score = self.score(old, new, link) + LINKED * (link is not None)
            for rule, other in ((old, new), (new, old)):
                if score > self.best.get(rule, (0.0, other))[0]:
                    self.best[rule] = score, other
            if link is not None or score >= KIN:
                found = self.near if link is not None or score >= ENOUGH else self.distant
                found[old].append(new)
                found[new].append(old)

    def candidates(self) -> Iterator[tuple[RuleSentence, RuleSentence]]:
        """The pairs whose articles are aligned, or that share rare pairs of characters."""
        positions = {rule: index for index, rule in enumerate(self.left)}
        of_article: dict[str, list[RuleSentence]] = defaultdict(list)
        holding: dict[str, list[RuleSentence]] = defaultdict(list)
        for rule in self.left:
            of_article[rule.article.eid].append(rule)
            for pair in rule.matter:
                holding[pair].append(rule)
        rare = {pair: rules for pair, rules in holding.items() if len(rules) <= RARE}
        linked: dict[str, list[str]] = defaultdict(list)
        for old_eid, new_eid in self.links:
            linked[new_eid].append(old_eid)
        for new in self.right:
            candidates = dict.fromkeys(
                rule
                for eid in linked[new.article.eid]
                if len(of_article[eid]) <= CROWDED
                for rule in of_article[eid]
            )
            shared = Counter(chain.from_iterable(map(rare.get, new.matter, repeat(()))))
            nearest = nsmallest(MOST, shared, key=lambda rule: (-shared[rule], positions[rule]))
            yield from ((old, new) for old in candidates | dict.fromkeys(nearest))

    def score(self, old: RuleSentence, new: RuleSentence, link: Match | None) -> float:
        """The likeness of two rules, of penal ones that of what they punish before all.

        Where little of the conduct is shared other words do not speak for them: less is enough
        where the alignment is sure of their articles.
        """
        words = self.likeness.of(old.words, new.words)
        if old.penal != new.penal:
            return words / 2
        matter = self.likeness.of(old.matter, new.matter)
        sure = link is not None and is_sure(link) and len(link.left) == len(link.right) == 1
        shared = max(
            self.likeness.within(old.matter, new.matter),
            self.likeness.within(new.matter, old.matter),
        )
        if old.penal and shared < (SURE_CONDUCT if sure else CONDUCT):
            return min(matter, words)
        return max(matter, words)

    def pairs(self) -> dict[tuple[RuleSentence, RuleSentence], float]:
        """The pairs to measure, those that are each other's likeliest first."""
        olds = frozenset(self.left)
        pairs: dict[tuple[RuleSentence, RuleSentence], float] = {}
        for rule, (score, other) in self.best.items():
            mutual = self.best[other][1] is rule
            held = mutual or self.likeness.within(rule.matter, other.matter) >= HELD
            if score >= (ENOUGH if held else ALONE):
                pairs[(rule, other) if rule in olds else (other, rule)] = score + mutual
        return pairs

    def kin(self) -> dict[RuleSentence, tuple[RuleSentence, ...]]:
        """For each rule those that may answer it: near, adding to one, else distant."""
        kin: dict[RuleSentence, dict[RuleSentence, None]] = defaultdict(dict)
        for rule, others in self.near.items():
            kin[rule] |= dict.fromkeys(others)
        olds, news = (
            {eid: tuple(rules) for eid, rules in groupby(side, key=lambda rule: rule.article.eid)}
            for side in (self.left, self.right)
        )
        for old_eid, new_eid in self.added_links():
            pairs = product(olds.get(old_eid, ())[:CROWDED], news.get(new_eid, ())[:CROWDED])
            for old, new in pairs:
                kin[old][new] = kin[new][old] = None
        for rule, others in self.distant.items():
            if self.best[rule][0] < ENOUGH:
                kin[rule] |= dict.fromkeys(others)
        return {rule: tuple(others) for rule, others in kin.items()}

    def added_links(self) -> Iterator[tuple[str, str]]:
        """The pairs of articles of which one cites what is aligned with the other."""
        citing: tuple[dict[str, list[str]], dict[str, list[str]]] = {}, {}
        for by_target, rules in zip(citing, (self.left, self.right), strict=True):
            for citing_eid, target in cited_articles(rules):
                by_target.setdefault(target, []).append(citing_eid)
        for old, new in self.links:
            yield from ((citing_eid, new) for citing_eid in citing[0].get(old, ()))
            yield from ((old, citing_eid) for citing_eid in citing[1].get(new, ()))
