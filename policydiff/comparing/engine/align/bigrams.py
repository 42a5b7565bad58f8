"""The bigrams of the small units of two sides, as arrays of numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

from policydiff.comparing.engine.align.small_units import RUN, SmallUnits
from policydiff.comparing.engine.align.word_likeness import rarity
from policydiff.text.noise import Span

CUT = ("paragraphs", "sentences", "clauses", "beginnings")
"""The levels that are cut from the text; the bigrams of a whole are those of its paragraphs."""

PLANE = 1 << 16
"""Code points of the first plane, where all characters of words stand."""

MICRO = 1e6
"""Weights are whole numbers of this part, whose sums are exact in any order."""

_IS_RUN = np.zeros(PLANE, dtype=bool)
for _begin, _end in re.findall("(.)-(.)", RUN):
    _IS_RUN[ord(_begin) : ord(_end) + 1] = True
_IS_RUN[[ord(_sign) for _sign in re.sub(".-.", "", RUN)]] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitGrams:
    """The units of one level of a side as sets of bigrams.

    `unit` and `gram` are parallel, each pair once, by unit; `hosts` is the article of each unit.
    """

    unit: Any
    gram: Any
    hosts: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class GramLevels:
    """Each level of both sides by its name, a field of `SmallUnits`.

    `worth` is the weight of each bigram, in whole parts of `MICRO`: the fewer articles hold it,
    the more.
    """

    left: Mapping[str, UnitGrams]
    right: Mapping[str, UnitGrams]
    worth: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class _SideText:
    articles: Sequence[SmallUnits]
    text: str
    places: Any
    codes: Any

    @classmethod
    def of(cls, articles: Sequence[SmallUnits]) -> _SideText:
        text = "\n".join(article.text for article in articles)
        signs = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        signs = np.minimum(signs, PLANE - 1)
        run = _IS_RUN[signs]
        places = np.flatnonzero(run[:-1] & run[1:])
        return cls(
            articles=articles,
            text=text,
            places=places,
            codes=signs[places] * PLANE + signs[places + 1],
        )


def read_grams(left: Sequence[SmallUnits], right: Sequence[SmallUnits]) -> GramLevels:
    """The bigrams of all levels of two sides; a unit without any is one of its own."""
    texts = _SideText.of(left), _SideText.of(right)
    names = np.unique(np.concatenate([side.codes for side in texts]))
    further: dict[str, int] = {}
    numbers = [np.searchsorted(names, side.codes) for side in texts]
    levels = [
        {name: _cut(side, ids, name, len(names), further) for name in CUT}
        for side, ids in zip(texts, numbers, strict=True)
    ]
    size = len(names) + len(further)
    for side in levels:
        side["wholes"] = _wholes(side["paragraphs"], size)
    holding = sum(np.bincount(side["wholes"].gram, minlength=size) for side in levels)
    counts, which = np.unique(holding, return_inverse=True)
    by_count = [
        round(rarity(count, len(left) + len(right)) * MICRO) if count else 0
        for count in counts.tolist()
    ]
    return GramLevels(
        left=levels[0], right=levels[1], worth=np.array(by_count, dtype=np.float64)[which]
    )


def _cut(side: _SideText, ids: Any, name: str, size: int, further: dict[str, int]) -> UnitGrams:
    """The units of a level; `further` numbers the texts of those without bigrams."""
    starts = accumulate((len(article.text) + 1 for article in side.articles), initial=0)
    units = [
        [(begin + start, end + start) for begin, end in unit]
        for article, start in zip(side.articles, starts, strict=False)
        for unit in getattr(article, name)
    ]
    counts = [len(getattr(article, name)) for article in side.articles]
    labels = _labels(units, len(side.text))[side.places]
    inside = labels >= 0
    unit, gram = _distinct(labels[inside], ids[inside], size)
    lacking = np.flatnonzero(np.bincount(unit, minlength=len(units)) == 0).tolist()
    if lacking:
        own = ["".join(side.text[slice(*span)] for span in units[place]) for place in lacking]
        own_ids = [further.setdefault(text, size + len(further)) for text in own]
        unit, gram = np.concatenate((unit, lacking)), np.concatenate((gram, own_ids))
        order = np.argsort(unit, kind="stable")
        unit, gram = unit[order], gram[order]
    return UnitGrams(unit=unit, gram=gram, hosts=np.repeat(np.arange(len(counts)), counts))


def _labels(units: Sequence[Sequence[Span]], size: int) -> Any:
    """For each place of a text the unit of a bigram that begins there, -1 for none."""
    spans = [span for unit in units for span in unit]
    bounds = np.array(spans, dtype=np.int64).reshape(-1, 2)
    bounds[:, 1] = np.maximum(bounds[:, 1] - 1, bounds[:, 0])
    values = np.full(2 * len(spans) + 1, -1)
    values[1::2] = np.repeat(np.arange(len(units)), [len(unit) for unit in units])
    return np.repeat(values, np.diff(bounds.ravel(), prepend=0, append=size))


def _distinct(unit: Any, gram: Any, size: int) -> tuple[Any, Any]:
    keys = np.sort(unit * size + gram)
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    return np.divmod(keys[first], max(1, size))


def _wholes(paragraphs: UnitGrams, size: int) -> UnitGrams:
    unit, gram = _distinct(paragraphs.hosts[paragraphs.unit], paragraphs.gram, size)
    articles = int(paragraphs.hosts[-1]) + 1 if len(paragraphs.hosts) else 0
    return UnitGrams(unit=unit, gram=gram, hosts=np.arange(articles))
