"""The terms that two articles of law have in common, as evidence of a link.

Words that stand side by side in both are one term.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from policydiff.model.comparison import Span
from policydiff.relating.engine.opinion.evidence import MOST, best_sentence, places_of
from policydiff.relating.engine.opinion.profiles import Article
from policydiff.relating.engine.relation import Evidence
from policydiff.text.words import PlacedTerm


def shared_terms(
    left: Article, right: Article, weights: Mapping[str, float]
) -> tuple[Evidence, ...]:
    """The weightiest terms of both texts with their places.

    `weight` is the part of all that the two share.
    """
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
    """On each side the sentence in which most of the evidence stands.

    None where there is none.
    """
    ours = [(one.weight, one.left) for one in evidence]
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
