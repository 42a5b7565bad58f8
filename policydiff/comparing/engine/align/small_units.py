"""Paragraphs, sentences and clauses of articles, and their bigrams as numbers.

References to articles are masked, since they change whenever an article comes or goes.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

from policydiff.comparing.engine.align.units import Unit
from policydiff.comparing.engine.align.word_likeness import rarity
from policydiff.text.noise import Span
from policydiff.text.numerals import ARTICLE_NUMBER, NUMBER

_REFERENCE = re.compile(
    rf"{ARTICLE_NUMBER}(?:第{NUMBER}款)?(?:第\({NUMBER}\)项)?"
    rf"|第{NUMBER}款(?:第\(?{NUMBER}\)?项)?|第\({NUMBER}\)项"
)
"""A reference in a key: 第五条第二款, 第三款第(一)项, 第(二)项."""

_MASK = "〔〕"
RUN = "0-9A-Za-z一-鿿〇〔〕"
"""The characters of words, as ranges; bigrams are taken within runs of them."""

_RUN = re.compile(f"[{RUN}]+")
_SENTENCE = re.compile(f"(?=[^。;])([{RUN}]*+)[^。;]*+[。;]?")
_CLAUSE = re.compile(f"(?=[^,:])([{RUN}]*+)[^,:]*+[,:]?")
_FIRST_CLAUSE = re.compile("[^,:。;\n]*")
_SHORT_SENTENCE, _SHORT_CLAUSE = 5, 8
"""Characters; shorter sentences prove nothing, shorter clauses go with the next one."""

BEGINNING = 24
"""Characters of the first clause that count as the subject of an article."""

SmallUnit = tuple[Span, ...]
"""One unit: the stretches of the text that it is made of, nearly always one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallUnits:
    """The small units of one article, as stretches of its `text`.

    The text has the heading and the lines without numbers, references masked. `beginnings` has one
    unit, the first clause, up to `BEGINNING` characters; `wholes` has one, the text.
    """

    text: str
    paragraphs: tuple[SmallUnit, ...]
    sentences: tuple[SmallUnit, ...]
    clauses: tuple[SmallUnit, ...]
    beginnings: tuple[SmallUnit]
    wholes: tuple[SmallUnit]


def small_units(unit: Unit) -> SmallUnits:
    """The small units of an article; one empty unit where it has no words."""
    lines = [*_lines(unit)] or [""]
    text, spans, begin = "\n".join(lines), list[Span](), 0
    for line in lines:
        spans.append((begin, begin + len(line)))
        begin += len(line) + 1
    whole = 0, len(text)
    sentences = [
        found.span()
        for span in spans
        for found in _SENTENCE.finditer(text, *span)
        if _characters(found, _SHORT_SENTENCE) >= _SHORT_SENTENCE
    ] or [whole]
    first = _FIRST_CLAUSE.match(text)
    return SmallUnits(
        text=text,
        paragraphs=tuple((span,) for span in spans),
        sentences=tuple((span,) for span in sentences),
        clauses=tuple(_clauses(text, sentences)),
        beginnings=(((0, min(BEGINNING, first.end() if first else 0)),),),
        wholes=((whole,),),
    )


def _lines(unit: Unit) -> Iterator[str]:
    """The heading and the lines of the text, without numbers, references masked."""
    if unit.heading_key:
        yield unit.heading_key
    numbers = deque(sorted(unit.numbering))
    begin = 0
    for line in unit.text.split("\n"):
        end = begin + len(line)
        spans = []
        while numbers and numbers[0][1] <= end:
            start, stop = numbers.popleft()
            spans.append((start - begin, stop - begin))
        if key := unit.keys.of(line, tuple(spans)):
            yield _REFERENCE.sub(_MASK, key) if "第" in key else key
        begin = end + 1


def _clauses(text: str, sentences: Iterable[Span]) -> Sequence[SmallUnit]:
    """The clauses of sentences; a short one goes with the next, the last backwards."""
    found: list[list[Span]] = []
    short: list[Span] = []
    size = 0
    for sentence in sentences:
        for clause in _CLAUSE.finditer(text, *sentence):
            short.append(clause.span())
            size += _characters(clause, _SHORT_CLAUSE)
            if size >= _SHORT_CLAUSE:
                found.append(short)
                short, size = [], 0
    if short and found:
        found[-1] += short
    elif short or not found:
        found.append(short)
    return [tuple(clause) for clause in found]


def _characters(found: re.Match[str], enough: int) -> int:
    """The characters of words in a stretch; of many those of its first run will do."""
    size = found.end(1) - found.start(1)
    return size if size >= enough else sum(map(len, _RUN.findall(found[0])))


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
