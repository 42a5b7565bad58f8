"""The nearness of two articles' subjects, symmetrical, and the terms for it.

Candidates are few, for speed: articles that share uncommon pairs of characters, or whose words
point the same way.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from policydiff.comparing.engine.align.likeness import CELLS, shortlist
from policydiff.model.comparison import Span
from policydiff.relating.engine.opinion.evidence import MOST, best_sentence, places_of
from policydiff.relating.engine.opinion.profiles import (
    Article,
    ProfiledDocument,
    to_length_one,
    unit_vectors,
)
from policydiff.relating.engine.relation import Evidence
from policydiff.text.word_rarity import Background
from policydiff.text.words import PlacedTerm

SHORTLIST = 8
"""Candidates of each article by the direction of its words; on two pairs none was missed."""

WORDS = 2.0
"""The factor of common words; direction and uncommon pairs of characters have 1."""

NEIGHBOUR_DISCOUNT = 0.35
"""The part of an article's nearness to its nearest ones that is subtracted."""

NEAREST = 4
"""The number of these nearest ones, by their mean."""

DUTY = 0.3
"""Subtracted if only one article sets a sanction: duties correspond before penalties."""

MIDDLE = 0.34
"""The remainder of a link that is as likely as not."""

LEAST = 1.15
"""The least that two articles of a link have in common, on the way there."""

SLOPE = 6.0
"""The growth of likelihood beyond both."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """The nearness of two articles.

    `score` is the likelihood that they correspond, from 0 to 1; `share` the part of the left, in
    weight of its words, that the right has too.
    """

    score: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _WeighedWords:
    """The words of an article by weight; `mass` is the sum, `length` the norm."""

    words: frozenset[str]
    mass: float
    length: float


def weigh_words(
    left: ProfiledDocument, right: ProfiledDocument, background: Background
) -> dict[str, float]:
    """The weight of each word, by its rarity in law and in the two documents."""
    spread = Counter(
        word for side in (left, right) for article in side.articles for word in set(article.words)
    )
    size = len(left.articles) + len(right.articles) + 1
    inside = {
        word: max(0.0, math.log(size / (count + 0.5)) / math.log(size))
        for word, count in spread.items()
    }
    return {word: background.rarity(word) * inside[word] for word in sorted(spread)}


def near_pairs(
    left: ProfiledDocument,
    right: ProfiledDocument,
    texts: tuple[Sequence[str], Sequence[str]],
    weights: Mapping[str, float],
    background: Background,
) -> dict[Pair, Nearness]:
    """Candidate pairs of articles, by index; `texts` are the articles' keys."""
    if not left.articles or not right.articles:
        return {}
    directions = [_directions(side, weights, background) for side in (left, right)]
    grams = shortlist(*texts)
    pairs = sorted(
        {
            *grams,
            *_pointing(*directions),
            *((row, column) for column, row in _pointing(*directions[::-1])),
        }
    )
    rows, columns = (np.array([pair[side] for pair in pairs]) for side in (0, 1))
    toward = np.einsum("ij,ij->i", directions[0][rows], directions[1][columns])
    sides = [
        [_words(article.words, weights) for article in side.articles] for side in (left, right)
    ]
    common = [_common(sides[0][row], sides[1][column], weights) for row, column in pairs]
    sums = {
        pair: round(
            float(near) + WORDS * cosine + grams.get(pair, 0.0) - DUTY * _unlike(left, right, pair),
            6,
        )
        for pair, near, (cosine, _) in zip(pairs, toward, common, strict=True)
    }
    return {
        pair: Nearness(score=_likelihood(value, sums[pair]), share=round(share, 4))
        for (pair, value), (_, share) in zip(
            _discount_neighbours(sums).items(), common, strict=True
        )
    }


def _directions(
    side: ProfiledDocument, weights: Mapping[str, float], background: Background
) -> Any:
    """For each article the weighted direction of its words, of length 1, or zeros."""
    vectors = unit_vectors(tuple(side.places), background) * np.array(
        [weights[word] for word in side.places]
    ).reshape(-1, 1)
    rows = [[side.places[word] for word in article.words] for article in side.articles]
    return to_length_one(np.array([vectors[places].sum(axis=0) for places in rows]))


def _pointing(here: Any, there: Any) -> Iterator[Pair]:
    """For each direction the nearest few of the other side; of equals the earlier."""
    step = max(1, CELLS // len(there))
    for begin in range(0, len(here), step):
        near = (here[begin : begin + step] @ there.T).round(6)
        best = np.argsort(-near, axis=1, kind="stable")[:, :SHORTLIST]
        yield from (
            (begin + row, int(column)) for row, columns in enumerate(best) for column in columns
        )


def _unlike(left: ProfiledDocument, right: ProfiledDocument, pair: Pair) -> bool:
    return (left.articles[pair[0]].role == "penalty") != (right.articles[pair[1]].role == "penalty")


def _words(words: Sequence[str], weights: Mapping[str, float]) -> _WeighedWords:
    once = frozenset(words)
    own = [weights[word] for word in once]
    return _WeighedWords(
        words=once,
        mass=math.fsum(own),
        length=math.sqrt(math.fsum(weight * weight for weight in own)),
    )


def _common(
    left: _WeighedWords, right: _WeighedWords, weights: Mapping[str, float]
) -> tuple[float, float]:
    """The cosine of two articles' words, and the share of the left in the right."""
    shared = [weights[word] for word in left.words & right.words]
    cosine = math.fsum(weight * weight for weight in shared) / max(left.length * right.length, 1e-9)
    return cosine, math.fsum(shared) / max(left.mass, 1e-9)


def _discount_neighbours(sums: dict[Pair, float]) -> dict[Pair, float]:
    """The sums less the articles' nearness to all, as of general clauses."""
    near: tuple[dict[int, list[float]], dict[int, list[float]]] = ({}, {})
    for pair, value in sums.items():
        for side in (0, 1):
            near[side].setdefault(pair[side], []).append(value)
    means = [
        {place: math.fsum(sorted(values)[-NEAREST:]) / NEAREST for place, values in side.items()}
        for side in near
    ]
    return {
        pair: value - NEIGHBOUR_DISCOUNT * (means[0][pair[0]] + means[1][pair[1]])
        for pair, value in sums.items()
    }


def _likelihood(discounted: float, common: float) -> float:
    return round(1 / (1 + math.exp(-SLOPE * min(discounted - MIDDLE, common - LEAST))), 4)


def shared_terms(
    left: Article, right: Article, weights: Mapping[str, float]
) -> tuple[Evidence, ...]:
    """The weightiest shared terms, adjacent words joined, as evidence of a link."""
    texts = left.text, right.text
    found: dict[str, float] = {}
    for term, weight in _runs(left, texts, frozenset(right.words), weights):
        found[term] = max(weight, found.get(term, 0.0))
    whole = {
        term: weight
        for term, weight in found.items()
        if not any(term != other and term in other for other in found)
    }
    mass = sum(whole.values()) or 1.0
    ranked = sorted(whole.items(), key=lambda row: (-row[1], row[0]))[:MOST]
    return tuple(
        _evidence(term, texts, round(weight / mass, 4)) for term, weight in ranked if weight > 0
    )


def _runs(
    left: Article, texts: tuple[str, str], others: frozenset[str], weights: Mapping[str, float]
) -> Iterator[tuple[str, float]]:
    """From each word on, the longest row of words without a gap that both texts have."""
    terms = list(
        chain.from_iterable(passage.terms for passage in left.passages if passage.span is not None)
    )
    for first, term in enumerate(terms):
        if term.text in others and term.text in texts[1]:
            last = _last(terms, first, texts)
            yield (
                texts[0][term.begin : terms[last].end],
                sum(weights.get(one.text, 0.0) for one in terms[first : last + 1]),
            )


def _last(terms: list[PlacedTerm], first: int, texts: tuple[str, str]) -> int:
    last = first
    while (
        last + 1 < len(terms)
        and terms[last + 1].begin == terms[last].end
        and texts[0][terms[first].begin : terms[last + 1].end] in texts[1]
    ):
        last += 1
    return last


def _evidence(term: str, texts: tuple[str, str], weight: float) -> Evidence:
    left, right = (tuple(places_of(term, text)) for text in texts)
    return Evidence(term=term, left=left, right=right, weight=weight)


def evidence_sentences(
    left: Article, right: Article, evidence: tuple[Evidence, ...]
) -> tuple[Span | None, Span | None]:
    """On each side the sentence with most of the evidence; None for none."""
    ours = [(shared.weight, shared.left) for shared in evidence]
    theirs = [(one.weight, one.right) for one in evidence]
    return _evidence_sentence(left, ours), _evidence_sentence(right, theirs)


def _evidence_sentence(
    article: Article, places: list[tuple[float, tuple[Span, ...]]]
) -> Span | None:
    gains = [
        sum(weight for weight, spans in places if any(begin <= at < end for at, _ in spans))
        for begin, end in (passage.span or (0, 0) for passage in article.passages)
    ]
    return best_sentence(article.passages, gains)
