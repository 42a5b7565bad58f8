"""The terms of a link: equal words joined where adjacent, and variants."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydiff.model.comparison import Span
from policydiff.relating.engine.opinion.likeness import counts
from policydiff.relating.engine.opinion.profiles import Article, ScoredPassage
from policydiff.relating.engine.opinion.scoring import ScoredDocument, ScoredItem, Shared
from policydiff.relating.engine.relation import Evidence
from policydiff.text.numerals import NUMBER

CLEAR = 0.7
"""Cosine from which a variant is shown: above `NEAR`, so that a reader sees why."""

MOST = 8
"""Terms shown of a link; a reader looks at the first three."""

SLIGHT = 0.2
"""Part of the weightiest term below which a term is not shown."""


_NUMBERED = re.compile(rf"第{NUMBER}[条款项章节编]?")
"""The number of a part of a text: 第十条."""


def find_evidence(target: ScoredDocument, item: ScoredItem, index: int) -> tuple[Evidence, ...]:
    """The terms that an item and an article share, with their positions in both.

    The article is the one at an index of `target`; the weightiest term is the first. Weights are
    shares of the whole. Weights below a fifth of the first are left out, of words with one variant
    all but the weightiest, and numbers of articles.
    """
    texts = item.article.text, target.side.articles[index].text
    shared = target.shared(item, index, counts(CLEAR))
    plain = [_plain(pair) for pair in shared if not _NUMBERED.fullmatch(pair.left)]
    joined = _join(plain, *texts)
    mass = sum(one.weight for one in joined) or 1.0
    rows = [
        row
        for one in _weightiest(joined)
        if (row := _evidence(one, *texts, mass)).left and row.right
    ]
    return tuple(rows[:MOST])


def _plain(shared: Shared) -> Shared:
    """The word that both sides have: 用户 for 用户数量."""
    return shared._replace(right=shared.left) if shared.left in shared.right else shared


def _weightiest(joined: list[Shared]) -> Iterator[Shared]:
    taken: set[str] = set()
    for pair in joined:
        if pair.weight >= SLIGHT * joined[0].weight and pair.right not in taken:
            taken.add(pair.right)
            yield pair


def _join(found: list[Shared], left: str, right: str) -> list[Shared]:
    """Join words that are adjacent in both texts: 个人 and 信息 are 个人信息."""
    same = [pair for pair in found if pair.left == pair.right]
    weights = {one.left: one.weight for one in same}
    longer = {one.left: one.weight for one in same}
    grew = True
    while grew:
        grew = False
        for head in sorted(longer, key=lambda term: (-len(term), term)):
            after = next(
                (
                    word
                    for word in sorted(weights)
                    if head + word in left and head + word in right and head + word not in longer
                ),
                None,
            )
            if after is not None:
                longer[head + after] = longer[head] + weights[after]
                grew = True
                break
    whole = [
        term for term in longer if not any(term != other and term in other for other in longer)
    ]
    terms = [Shared(left=term, right=term, likeness=1.0, weight=longer[term]) for term in whole]
    variants = [one for one in found if one.left != one.right]
    return sorted([*terms, *variants], key=lambda one: (-one.weight, one.left, one.right))


def _evidence(shared: Shared, left: str, right: str, mass: float) -> Evidence:
    return Evidence(
        term=shared.left,
        right_term=None if shared.left == shared.right else shared.right,
        left=tuple(places_of(shared.left, left)),
        right=tuple(places_of(shared.right, right)),
        weight=round(min(1.0, shared.weight / mass), 4),
    )


def places_of(term: str, text: str) -> Iterator[Span]:
    """The spans of a term in a text."""
    offset = text.find(term)
    while offset >= 0:
        yield offset, offset + len(term)
        offset = text.find(term, offset + len(term))


def best_sentence(passages: tuple[ScoredPassage, ...], gains: list[float]) -> Span | None:
    """The span of the sentence with the largest gain; None for heading or none."""
    ranked = [
        (gain, -number)
        for number, (gain, passage) in enumerate(zip(gains, passages, strict=True))
        if passage.span is not None
    ]
    if not ranked or max(ranked)[0] <= 0:
        return None
    return passages[-max(ranked)[1]].span


def answering_sentence(right: Article, evidence: tuple[Evidence, ...]) -> Span | None:
    """The span of the article's sentence with most of the evidence."""
    gains = [
        sum(
            shared.weight for shared in evidence if any(begin <= at < end for at, _ in shared.right)
        )
        for begin, end in (passage.span or (0, 0) for passage in right.passages)
    ]
    return best_sentence(right.passages, gains)
