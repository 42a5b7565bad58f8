"""Citations as a person types them."""

from __future__ import annotations

import re

from policydiff.model.citation import Citation
from policydiff.model.kinds import RANK, Level
from policydiff.text.citations.finding import find_citations
from policydiff.text.citations.grammar import read_step, step_pattern
from policydiff.text.numerals import DIGIT, FIGURE, NUMERAL, canonical, read_number
from policydiff.text.traditions.citation_words import CitationWords

_MARKS = re.compile(
    rf"(?P<enumeration>{NUMERAL}{{1,9}})、?|[（(](?P<bracketed>{NUMERAL}{{1,9}})[）)]|(?P<dotted>{DIGIT}{{1,4}})[．.、]|[（(](?P<digit>{DIGIT}{{1,4}})[）)]"
)
_FAMILIES = {
    "enumeration": "enumeration",
    "bracketed": "bracketed",
    "dotted": "dotted",
    "digit": "bracketed-digit",
}


def parse_citation(text: str, words: CitationWords) -> Citation | None:
    """The citation that a person typed; None where the whole of it is none.


    typed  = 本法? chain | 《…》 chain | marks | number
    chain  = 第十八条第二款, 十八条, 第120条之一, 第六十条第一项, 第三章, 序言第七自然段,
             附件一第二条
    marks  = 一（一）, 一、, 15．, 15.         the families of `Marker` as steps: they count
             wherever the document puts them
    number = 15, 120-1                       an article
    """
    text = re.sub(r"\s+", "", text)
    number = re.fullmatch(rf"{DIGIT}{{1,4}}(?:-{DIGIT}{{1,3}})*", text)
    if number is not None:
        return Citation(
            work=None,
            steps=(("article", "-".join(str(read_number(part)) for part in text.split("-"))),),
        )
    return _read_marks(text) or _read_plain(text, words) or _read_chain(text, words)


def _read_marks(text: str) -> Citation | None:
    steps: list[tuple[str, str]] = []
    end = 0
    while end < len(text):
        match = _MARKS.match(text, end)
        if match is None or match.lastgroup is None:
            return None
        value = canonical(match[match.lastgroup])
        if value is None:
            return None
        steps.append((_FAMILIES[match.lastgroup], value))
        end = match.end()
    return Citation(work=None, steps=tuple(steps)) if steps else None


def _read_plain(text: str, words: CitationWords) -> Citation | None:
    """The citation of a chain that spells out each 第, without the slow grammar."""
    pattern, end = step_pattern(words), 0
    steps: list[tuple[Level, str]] = []
    while (match := pattern.match(text, end)) is not None:
        level, number = read_step(match, words)
        if number is None or (steps and RANK[steps[-1][0]] >= RANK[level]):
            return None
        steps.append((level, number))
        end = match.end()
    return Citation(work=None, steps=tuple(steps)) if steps and end == len(text) else None


def _read_chain(text: str, words: CitationWords) -> Citation | None:
    """The citation of a chain of steps, with or without its 第s."""
    levels = "|".join(sorted(words.levels, key=len, reverse=True))
    typed = re.sub(
        rf"(?<![{words.ordinal}{words.sub}（(])(?<!{FIGURE})(?=[（(]?(?:{NUMERAL}{{1,9}}|{DIGIT}{{1,4}})[）)]?(?:{levels}))",
        words.ordinal,
        text,
    )
    citations = find_citations(typed, words)
    if (
        len(citations) != 1
        or citations[0].text != typed
        or citations[0].end
        or any(step.how != "at" or not step.number for step in citations[0].steps)
    ):
        return None
    return Citation(
        work=citations[0].work,
        steps=tuple((step.level, step.number) for step in citations[0].steps),
    )
