"""Paragraphs, sentences and clauses of articles, each as a set of bigrams.

A thorough revision keeps few articles and many clauses. References to articles are masked, since
they change whenever an article comes or goes.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import add

from policydiff.diffing.units import Unit

_NUMERAL = "[零〇一二三四五六七八九十百千]{1,9}"
_REFERENCE = re.compile(
    rf"第{_NUMERAL}条(?:之{_NUMERAL})?(?:第{_NUMERAL}款)?(?:第\({_NUMERAL}\)项)?"
    rf"|第{_NUMERAL}款(?:第\(?{_NUMERAL}\)?项)?|第\({_NUMERAL}\)项"
)
"""A reference in a key: 第五条第二款, 第三款第(一)项, 第(二)项."""

_MASK = "〔〕"
_RUN = re.compile("[0-9A-Za-z一-鿿〇〔〕]+")
"""Bigrams are taken within runs of characters, letters and digits."""

_SENTENCE, _CLAUSE = re.compile("[^。;]+[。;]?"), re.compile("[^,:]+[,:]?")
_SHORT_SENTENCE, _SHORT_CLAUSE = 5, 8
"""Characters; shorter sentences prove nothing, shorter clauses go with the next one."""

BEGINNING = 24
"""Characters of the first clause that count as the subject of an article."""

Grams = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallUnits:
    """The small units of one article as sets of bigrams, and what its sentences read.

    `beginning` are those of the first clause, up to `BEGINNING` characters; `wholes` has one set.
    """

    paragraphs: tuple[Grams, ...]
    sentences: tuple[Grams, ...]
    clauses: tuple[Grams, ...]
    beginning: Grams
    wholes: tuple[Grams]
    text: str


def small_units(unit: Unit) -> SmallUnits:
    """The small units of an article; one empty unit where it has no words."""
    lines = [*_lines(unit)] or [""]
    sentences = [
        sentence
        for line in lines
        for sentence in _SENTENCE.findall(line)
        if _characters(sentence) >= _SHORT_SENTENCE
    ] or ["\n".join(lines)]
    paragraphs = tuple(map(_bigrams, lines))
    return SmallUnits(
        paragraphs=paragraphs,
        sentences=tuple(map(_bigrams, sentences)),
        clauses=tuple(map(_bigrams, _clauses(sentences))),
        beginning=_bigrams(re.split("[,:。;]", lines[0], maxsplit=1)[0][:BEGINNING]),
        wholes=(frozenset(chain.from_iterable(paragraphs)),),
        text="\n".join(lines),
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
            yield _REFERENCE.sub(_MASK, key)
        begin = end + 1


def _clauses(sentences: Iterable[str]) -> list[str]:
    """The clauses of sentences; a short one goes with the next, the last backwards."""
    found: list[str] = []
    short: list[str] = []
    size = 0
    for clause in chain.from_iterable(map(_CLAUSE.findall, sentences)):
        short.append(clause)
        size += _characters(clause)
        if size >= _SHORT_CLAUSE:
            found.append(",".join(short))
            short, size = [], 0
    if short and found:
        short.insert(0, found.pop())
    return [*found, ",".join(short)] if short or not found else found


def _characters(text: str) -> int:
    return sum(map(len, _RUN.findall(text)))


@lru_cache(maxsize=8192)
def _bigrams(text: str) -> Grams:
    """Pairs of neighbouring characters; a text without any is its own."""
    runs = _RUN.findall(text)
    return frozenset(chain.from_iterable(map(add, run, run[1:]) for run in runs)) or frozenset(
        (text,)
    )
