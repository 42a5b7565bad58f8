"""Paragraphs, sentences and clauses of articles, as stretches of their text.

References to articles are masked, since they change whenever an article comes or goes.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policydiff.comparing.engine.align.units import Unit
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
