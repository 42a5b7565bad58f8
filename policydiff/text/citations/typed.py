"""Citations as a person types them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from policydiff.model.citation import Citation, Steps
from policydiff.model.index import CLAUSE_FAMILIES, FAMILIES, ProvisionIndex, Target
from policydiff.model.kinds import RANK, Level
from policydiff.text.citations.finding import find_citations
from policydiff.text.citations.grammar import read_step, step_pattern
from policydiff.text.numerals import DIGIT, FIGURE, NUMERAL, canonical, read_number
from policydiff.text.traditions.citation_words import CitationWords

_MARKS = re.compile(
    rf"第?(?P<decimal>{DIGIT}{{1,3}}+(?:[.．]{DIGIT}{{1,3}}+){{1,6}})(?!{DIGIT}|[)）])(?:条款?|[款项节章点])?[.．、]?"
    rf"|[（(](?:(?P<bracketed>{NUMERAL}{{1,9}})|(?P<bracketed_digit>{DIGIT}{{1,4}})|(?P<bracketed_letter>[A-Za-z]|[ivxIVX]{{1,6}}))[）)]"
    rf"|(?P<half_bracketed>{DIGIT}{{1,2}}+)[)）]|(?P<half_bracketed_enumeration>{NUMERAL}{{1,3}}+)[)）]"
    rf"|(?P<dotted>{DIGIT}{{1,4}}+)(?:[．.、]|(?=[\s（(第])|$)|(?P<enumeration>{NUMERAL}{{1,9}})[、．.]?"
    r"|(?P<sign>[①-⒛㈠-㈩㉑-㊿])"
    r"|(?P<capital>[A-Z]|[IVX]{1,6}|[Ⅰ-Ⅻ])(?:[．.、)）]|(?<=[\s][A-Z])$)|(?P<small_letter>[a-z]|[ivx]{1,6}|[ⅰ-ⅻ])[．.、)）]"
)
"""For example: 3.2.1, （二）, 1), 2., 一、, ①, A．"""
_GAP = re.compile(r"(?<![0-9A-Za-z.．、)）]) | (?![0-9A-Za-z])")
"""Space that separates no numbers, for example: that in 第 6 条"""


def parse_citation(text: str, words: CitationWords) -> Citation | None:
    """The citation that a person typed; None where the whole of it is none.


    typed  = 本法? chain | 《…》 chain | (附件1? 第…条?)* marks | number
    chain  = 第十八条第二款, 十八条, 第120条之一, 第六十条第一项, 第三章, 序言第七自然段,
             附件一第二条
    marks  = 一（一）, 一、, 15．, 15., 3.2.1, 第3.2条, 3.2(b)(ii), 1)      the families of `Marker` as
             steps: they count wherever the document puts them
    number = 15, 120-1                       an article
    """
    bare = re.sub(r"\s+", "", text)
    number = re.fullmatch(rf"{DIGIT}{{1,4}}(?:-{DIGIT}{{1,3}})*", bare)
    if number is not None:
        return Citation(
            work=None,
            steps=(("article", "-".join(str(read_number(part)) for part in bare.split("-"))),),
        )
    return _read_marks(text, words) or _read_plain(bare, words) or _read_chain(bare, words)


def find_clauses(index: ProvisionIndex, text: str, words: CitationWords) -> tuple[Target, ...]:
    """The clauses that a typed name may mean in a rule or contract; else none.

    Those by their marks and levels (3.2(a), 第六条2.), or by the words of a heading (会员的权利 1.).
    """
    if not words.clauses:
        return ()
    citation = parse_citation(text, words)
    if citation is not None and citation.work is None:
        steps = citation.steps
        marked = index.clauses((("dotted", steps[0][1]),)) if re.fullmatch(r"\d+", text) else ()
        nodes = marked or nodes_of(index, steps, words)
        if nodes:
            return nodes
    return _headed(index, text.strip(), words)


def nodes_of(index: ProvisionIndex, steps: Steps, words: CitationWords) -> tuple[Target, ...]:
    """The nodes that steps may name in a text whose citations have these words.

    In a rule or contract 第四条 is 四、 too, and 6.2 the second of 六、.
    """
    if not words.clauses:
        return index.candidates(steps)
    items = tuple(
        ("point", number) if level in FAMILIES and level != "decimal" else (level, number)
        for level, number in steps[1:]
    )  # 1.1(b) may be printed b)
    return (
        index.clauses(steps)
        or index.clauses((*steps[:1], *items))
        or index.counted(steps)
        or index.candidates(steps)
    )


def _headed(index: ProvisionIndex, text: str, words: CitationWords) -> tuple[Target, ...]:
    """The clauses by a heading without a number, else by their own heading."""
    clauses = list(index.headed())
    unnumbered = {(clause.node.heading or "").strip() for clause in clauses if not clause.node.num}
    for heading in sorted(unnumbered, key=len, reverse=True):
        before, found, after = text.partition(heading)
        if not found:
            continue
        around = [
            _read_marks(part, words) or parse_citation(part, words) for part in (before, after)
        ]
        wider, narrower = (() if cited is None else cited.steps for cited in around)
        if (before.strip() and not wider) or (after.strip() and not narrower):
            continue
        nodes = index.clauses((*wider, ("heading", heading), *narrower))
        if nodes:
            return nodes
    return tuple(
        clause.node for clause in clauses if text in (clause.node.heading, clause.node.num)
    )


def _read_marks(text: str, words: CitationWords) -> Citation | None:
    """The citation of marks, with levels around them; None without a mark."""
    text = _GAP.sub("", " ".join(text.split()))
    steps: list[tuple[str, str]] = []
    spelt, end = _spelt(words.attachments, step_pattern(words)), 0
    while end < len(text):
        match = _MARKS.match(text, end)
        if match is not None and match.lastgroup is not None:
            steps.append(_mark(match.lastgroup, match[match.lastgroup]))
        elif (match := spelt.match(text, end)) is not None:
            steps.append(_step(match, words))
        else:
            return None
        if not steps[-1][1]:
            return None
        end = match.end() + text.startswith(" ", match.end())
    levels = {level for level, _ in steps}
    marked = bool(levels & FAMILIES) if words.clauses else levels <= FAMILIES - CLAUSE_FAMILIES
    return Citation(work=None, steps=tuple(steps)) if steps and marked else None


@lru_cache(maxsize=16)
def _spelt(attachments: tuple[str, ...], step: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern of a step that is no mark: 附件1, 附录B, 第六条."""
    words = "|".join(attachments)
    return re.compile(
        rf"(?:{words})(?P<which>{NUMERAL}{{1,3}}|{DIGIT}{{1,2}}|[A-Z])?|{step.pattern}"
    )


def _step(match: re.Match[str], words: CitationWords) -> tuple[str, str]:
    if match["level"]:
        level, number = read_step(match, words)
        return level, number or ""
    which = match["which"] or "1"
    return "attachment", canonical(which) or which


def _mark(group: str, sign: str) -> tuple[str, str]:
    family = group.replace("_", "-")
    if family == "decimal":
        return family, ".".join(str(int(part)) for part in re.split("[.．]", sign))
    if family in ("bracketed-letter", "capital", "small-letter"):
        return family, unicodedata.normalize("NFKC", sign)
    return family, canonical(sign) or ""


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
