"""How alike two units read: edit ratio of their keys, and how much of one is covered by another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from policydiff.diffing.units import Unit

DENSE_LIMIT = 90_000
"""Pairs up to which all are measured (300 × 300 takes some 50 ms); above, only those that share uncommon bigrams."""

SHORTLIST = 8
"""Candidates for each unit where not all pairs are measured; over 96 real pairs of laws, 8 missed 0.3 % of the best ones."""

COMMON = 0.1
"""A bigram in more than this share of the units tells nothing about which belong together."""

SENTENCE = re.compile(r"[^。;!?:]+[。;!?:]?")

Scores = dict[tuple[int, int], float]


def words_of(unit: Unit) -> str:
    """What is compared of a unit: heading and text, without its number."""
    return unit.heading_key + unit.key


def sentences(unit: Unit) -> list[str]:
    """The sentences and members of lists in a unit's key."""
    return SENTENCE.findall(unit.key)


def likeness(left: Sequence[Unit], right: Sequence[Unit], *, floor: float) -> Scores:
    """The edit ratio (2 × common / total length) of pairs of places, those under `floor` left out."""
    texts, others = [words_of(unit) for unit in left], [words_of(unit) for unit in right]
    if not texts or not others:
        return {}
    if len(texts) * len(others) <= DENSE_LIMIT:
        return _dense(texts, others, floor)
    return _sparse(texts, others, floor)


def _dense(left: list[str], right: list[str], floor: float) -> Scores:
    import numpy as np  # noqa: PLC0415 - heavy
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - heavy
    from rapidfuzz.process import cdist  # noqa: PLC0415 - heavy

    matrix = cdist(left, right, scorer=Indel.normalized_similarity, score_cutoff=floor, workers=1)
    rows, columns = np.nonzero(matrix)
    return {
        (row, column): float(score)
        for row, column, score in zip(rows.tolist(), columns.tolist(), matrix[rows, columns].tolist(), strict=True)
    }


def _sparse(left: list[str], right: list[str], floor: float) -> Scores:
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - heavy

    scores: Scores = {}
    for row, column in sorted(_shortlist(left, right)):
        score = Indel.normalized_similarity(left[row], right[column], score_cutoff=floor)
        if score > 0:
            scores[row, column] = score
    return scores


def _shortlist(left: list[str], right: list[str]) -> set[tuple[int, int]]:
    """Pairs that share the most uncommon bigrams, the best few of each unit on either side."""
    import numpy as np  # noqa: PLC0415 - heavy

    grams = [_bigrams(text) for text in left], [_bigrams(text) for text in right]
    found = Counter(gram for side in grams for text in side for gram in text)
    most = max(2, int(COMMON * (len(left) + len(right))))
    weight = {gram: 1 / count for gram, count in found.items() if count <= most}
    pairs: set[tuple[int, int]] = set()
    for here, there, turned in ((grams[0], grams[1], False), (grams[1], grams[0], True)):
        postings = _postings(there, weight)
        for place, text in enumerate(here):
            lists = [(postings[gram], weight[gram]) for gram in sorted(text) if gram in postings]
            if not lists:
                continue
            hits: Any = np.bincount(
                np.concatenate([where for where, _ in lists]),
                weights=np.concatenate([np.full(len(where), share) for where, share in lists]),
                minlength=len(there),
            )
            best = np.argsort(-hits, kind="stable")[:SHORTLIST]
            pairs.update((int(other), place) if turned else (place, int(other)) for other in best if hits[other] > 0)
    return pairs


def _postings(texts: list[set[str]], weight: dict[str, float]) -> dict[str, Any]:
    import numpy as np  # noqa: PLC0415 - heavy

    lists: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        for gram in text:
            if gram in weight:
                lists.setdefault(gram, []).append(place)
    return {gram: np.array(where) for gram, where in lists.items()}


def _bigrams(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
