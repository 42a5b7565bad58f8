"""Citations in a text: their spans, the works they name, their steps as printed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from policydiff.model.index import rank_of
from policydiff.text.citations.grammar import Grammar, read_words
from policydiff.text.citations.works import bare_title, read_work
from policydiff.text.numerals import canonical, read_number
from policydiff.text.traditions.citation_words import CitationWords

_LONGEST_TITLE = 120
_NEAR = 40
"""Characters around a bare number that may hold the words which make it a clause."""
_LETTERED = re.compile(r"[A-Za-z]\s?[）)]$")
"""The end of a citation of an item, for example: 4.1(a)"""


_STANDARD = re.compile(
    r"(?<![A-Za-z])[A-Z]{2,6}(?:/[A-Z]{1,3})?[ \u3000]?\d{1,6}(?:\.\d{1,3}){0,3}(?:[-—–:：]\d{2,4})?(?=(?:中的?|的)?[ \u3000]?$)"
)
"""The number of a standard before one of its clauses, for example: GB/T 19001-2016中"""

_CODE = re.compile(r"[A-Za-z0-9]$")
"""What stands before a number that goes on a name, for example: GB/T"""

_GAPS = frozenset(" \u3000")
_AFTER_SENTENCE = frozenset(mark + gap for mark in "。；：）" for gap in _GAPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationStep:
    """One level of a citation.

    `how` is `at` for a number (canonical), `this` for the one where the citation stands, `previous`
    for the one `count` places back.
    """

    level: str
    number: str = ""
    how: Literal["at", "this", "previous"] = "at"
    count: int = 1
    figure: bool = False
    """True for a number in digits, in a text of clauses: 第4条 is rather 4. than 四、"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCitation:
    """One citation in a text; of a list, one member; of a range, both its ends.

    `span` is [begin, end) in characters. `work` is the name of another work, None where none is
    named; `own` the own word (本法) with which it begins, None without one. `steps` are as printed,
    the wider ones taken over from the list; `end` are those of the last provision of a range.
    """

    span: tuple[int, int]
    text: str
    steps: tuple[CitationStep, ...]
    end: tuple[CitationStep, ...] | None = None
    work: str | None = None
    own: str | None = None
    bare: bool = False
    """True for 3.2 behind a word that cites (见), but without 条, 款 or a work."""


def find_citations(
    text: str, words: CitationWords, titles: Collection[str] = ()
) -> tuple[FoundCitation, ...]:
    """Every citation in order, not overlapping; `titles` name the text's own work.

    依照本法第五条、第六条第一款 → 本法第五条 · 第六条第一款; 《甲法》第三条至第五条 → one with an end.
    """
    return tuple(_find(text, read_words(words), frozenset(bare_title(title) for title in titles)))


def _find(text: str, grammar: Grammar, titles: frozenset[str]) -> Iterator[FoundCitation]:
    last: FoundCitation | None = None
    for match in grammar.candidate.finditer(text):
        if _is_heading(text, match):
            continue
        prefix = _read_prefix(text, match.span(), grammar, titles, last)
        if prefix is None:
            continue
        bare = _is_bare(match[0], prefix, grammar)
        if bare and not _is_cited(text, match, grammar.words):
            continue
        for member in _read_members(text, match.start() + prefix.skip, match.end(), grammar, last):
            begin = prefix.begin if prefix.begin is not None else member.begin
            last = FoundCitation(
                span=(begin, member.finish),
                text=text[begin : member.finish],
                steps=tuple(member.steps),
                end=tuple(member.end) if member.end else None,
                work=last.work if member.same_work and last else prefix.work,
                own=prefix.own,
                bare=bare,
            )
            prefix = replace(prefix, begin=None)
            yield last


def _is_bare(citation: str, prefix: _Prefix, grammar: Grammar) -> bool:
    """True for 3.2, 第3.2 and 3.1、3.2, which may be amounts or versions."""
    if not grammar.words.clauses or prefix.work or prefix.own:
        return False
    first = grammar.token.match(citation)
    decimal = (
        first is not None and bool(first["plain"]) and "." in first["plain"].replace("．", ".")
    )
    return decimal and not any(token["level"] for token in grammar.token.finditer(citation))


def _is_cited(text: str, match: re.Match[str], words: CitationWords) -> bool:
    """True where words around a bare decimal number make it a clause: 见3.2, 4.1规定."""
    before = text[max(0, match.start() - _NEAR) : match.start()].rstrip(" \u3000（(")
    after = text[match.end() : match.end() + _NEAR].lstrip(" \u3000")
    if after.startswith(words.not_decimals) or _CODE.search(before):
        return False
    return (
        _LETTERED.search(match[0]) is not None
        or before.endswith(words.before_decimals)
        or after.startswith(words.after_decimals)
    )


def _is_heading(text: str, match: re.Match[str]) -> bool:
    """True for a number that lost its own line: 。 第三条 凡…, ） 附件二 名录."""
    return (
        text[match.end() : match.end() + 1] in _GAPS
        and text[max(0, match.start() - 2) : match.start()] in _AFTER_SENTENCE
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prefix:
    """The work before the steps, with `skip` for the length of its own word (本法)."""

    begin: int | None = None
    skip: int = 0
    work: str | None = None
    own: str | None = None


def _read_prefix(
    text: str,
    span: tuple[int, int],
    grammar: Grammar,
    titles: frozenset[str],
    last: FoundCitation | None,
) -> _Prefix | None:
    """The work before a citation; None where an attachment is only a word."""
    start, stop = span
    own = grammar.own.match(text, start)
    if own is not None:
        return _Prefix(begin=start, skip=own.end() - start, own=own[0])
    floor = max(0, start - _LONGEST_TITLE, _after(text, last, grammar))
    standard = _STANDARD.search(text, floor, start) if grammar.words.clauses else None
    if standard is not None:
        return _Prefix(begin=standard.start(), work=standard[0])
    name, length = _read_name(text, floor, start, grammar, last)
    if name is None:
        return (
            _Prefix() if _is_citation_alone(text[start:stop], text[floor:start], grammar) else None
        )
    begin = start - length if start - length >= floor else None
    return _Prefix(
        begin=begin,
        work=None if bare_title(name) in titles else name,
        own=name if bare_title(name) in titles else None,
    )


def _read_name(
    text: str, floor: int, start: int, grammar: Grammar, last: FoundCitation | None
) -> tuple[str | None, int]:
    """The work named before a citation, and the distance to its first character."""
    cited = last.work if last else None
    for begin in (floor, max(0, start - _LONGEST_TITLE)):
        before = text[begin:start].rstrip(" \u3000")
        before = before.removesuffix("的").removesuffix("中")
        named = read_work(before, grammar, cited)
        if named is not None:
            return named[0], named[1] + start - begin - len(before)
        if not before.endswith(("》", "〉")):
            break
    return None, 0


def _after(text: str, last: FoundCitation | None, grammar: Grammar) -> int:
    """The first place of a name, behind the citation before and the word that joins."""
    if last is None:
        return 0
    joins = sorted(grammar.words.joins, key=len, reverse=True)
    return last.span[1] + next(
        (len(word) for word in joins if text.startswith(word, last.span[1])), 0
    )


def _is_citation_alone(citation: str, before: str, grammar: Grammar) -> bool:
    """False for an attachment that is only mentioned: 附件, but not 附件一, 见附表."""
    token = grammar.token.match(citation)
    return (
        token is None
        or not token["attachment"]
        or bool(token["which"])
        or before.endswith((*grammar.words.see, grammar.words.this))
    )


@dataclass(slots=True)
class _Member:
    """A chain of steps; `bare` where its last lacks a level, `lost` if 该条 has none."""

    begin: int
    finish: int
    steps: list[CitationStep] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    end: list[CitationStep] | None = None
    bare: bool = False
    to_next: bool = False
    same_work: bool = False
    lost: bool = False


def _read_members(
    text: str, start: int, stop: int, grammar: Grammar, last: FoundCitation | None
) -> list[_Member]:
    """The members of a list, complete, ranges folded into one."""
    members = _read_chains(text, start, stop, grammar, last)
    _give_levels(members)
    whole = [member for member in members if member.steps and not member.lost]
    for wide, narrow in pairwise(whole):
        _take_over(wide, narrow)
    return _fold_ranges(whole)


def _read_chains(
    text: str, start: int, stop: int, grammar: Grammar, last: FoundCitation | None
) -> list[_Member]:
    chains: list[_Member] = []
    fresh = True
    for token in grammar.token.finditer(text, start, stop):
        if token["to"] or token["join"] or token["comma"]:
            fresh = True
            if chains:
                chains[-1].to_next = bool(token["to"])
                if token["comma"]:
                    _drop_bare(chains[-1])
            continue
        if fresh or not chains or _goes_on_unjoined(chains[-1], token, grammar):
            blank = len(token[0]) - len(token[0].lstrip())
            chains.append(_Member(begin=token.start() + blank, finish=token.end()))
            fresh = False
        _extend(chains[-1], token, grammar, last)
    return chains


def _goes_on_unjoined(member: _Member, token: re.Match[str], grammar: Grammar) -> bool:
    """True for the （二） of 第（一）（二）项: brackets make a list without a join."""
    return (
        member.bare
        and bool(token["inside"])
        and not token[0].lstrip().startswith(grammar.words.ordinal)
    )


def _extend(
    member: _Member, token: re.Match[str], grammar: Grammar, last: FoundCitation | None
) -> None:
    if member.bare:  # 第一第二款 is none; only what stands before a join may lack its level
        return
    if token["that"]:
        level = grammar.words.levels[token["that"]]
        member.steps += [
            step for step in (last.steps if last else ()) if rank_of(step.level) <= rank_of(level)
        ]
        member.same_work, member.lost = True, last is None
    elif (
        token["back_level"] and member.steps and member.steps[-1].how == "at"
    ):  # 第三款前两项: the first two
        level = grammar.words.levels[token["back_level"]]
        member.end = [
            *member.steps,
            CitationStep(level=level, number=str(read_number(token["count"] or "一") or 1)),
        ]
        member.steps.append(CitationStep(level=level, number="1"))
    else:
        below = bool(member.steps) and grammar.words.clauses
        member.steps.extend(_read_steps(token, grammar, "point" if below else ""))
        member.bare = not member.steps[-1].level
    member.ends.append(token.end())
    member.finish = token.end()


def _read_steps(token: re.Match[str], grammar: Grammar, below: str) -> Iterator[CitationStep]:
    """The step of a token, two of 附录B.1.1; `below` is its level without one."""
    letter, _, clause = (token["which"] or "").replace("．", ".").partition(".")
    if letter.isascii() and letter.isupper():
        yield CitationStep(level="attachment", number=letter)
        if clause:
            yield CitationStep(level="article", number=f"{letter}.{clause}")
        return
    number = token["inside"] or token["plain"] or ""
    level = grammar.words.levels[token["level"]] if token["level"] else below
    if "." in number or "．" in number:
        parts = number.replace("．", ".").split(".")
        yield CitationStep(level="article", number=".".join(str(int(part)) for part in parts))
    elif number.isascii() and number.isalpha():
        yield CitationStep(level=level, number=number)
    else:
        step = _read_step(token, grammar)
        figure = grammar.words.clauses and number.isdecimal()
        yield replace(step, level=step.level or below, figure=figure)


def _read_step(token: re.Match[str], grammar: Grammar) -> CitationStep:
    levels = grammar.words.levels
    if token["attachment"]:
        here = _text_before(token).endswith(grammar.words.this)
        which = token["which"] or ""
        counted = read_number(which) if which else None
        number = which if counted is None else str(counted)
        return CitationStep(
            level="attachment", number=number, how="this" if here and not number else "at"
        )
    if token["part"]:
        return CitationStep(level="preamble", number=str(read_number(token["part"])))
    if token["back_level"]:
        return CitationStep(
            level=levels[token["back_level"]],
            how="previous",
            count=read_number(token["count"] or "一") or 1,
        )
    if token["here"]:
        return CitationStep(level=levels[token["here"]], how="this")
    value = canonical(token["inside"] or token["plain"], token["sub"])
    return CitationStep(level=levels[token["level"]] if token["level"] else "", number=value or "")


def _text_before(token: re.Match[str]) -> str:
    return token.string[max(0, token.start() - 2) : token.start()]


def _give_levels(members: list[_Member]) -> None:
    """Give a number without level that of the next member: 第（一）、（三）项."""
    level = ""
    for place, member in reversed(list(enumerate(members))):
        if member.bare:
            if level:
                member.steps[-1] = replace(member.steps[-1], level=level)
                member.bare = False
            elif place and members[place - 1].steps and _is_item(members[place - 1].steps):
                member.steps[-1] = replace(member.steps[-1], level="point")
                member.bare = False
            else:
                _drop_bare(member)
        level = member.steps[0].level if member.steps and len(member.steps) == 1 else ""
        level = level if level not in ("attachment", "preamble") else ""


def _is_item(steps: list[CitationStep]) -> bool:
    """True for 4.1(a), behind which (b) is an item too."""
    return len(steps) > 1 and steps[-1].level == "point" and "." in steps[-2].number


def _drop_bare(member: _Member) -> None:
    if member.bare:
        member.steps.pop()
        member.ends.pop()
        member.finish = member.ends[-1] if member.ends else member.finish
        member.bare = False


def _take_over(before: _Member, after: _Member) -> None:
    """Give a member the wider steps of the one before: 第十条第一款、第二款."""
    complete = "." in after.steps[0].number  # 3.2 stands in no 条
    rank = rank_of("attachment") + 1 if complete else rank_of(after.steps[0].level)
    after.steps[:0] = [step for step in before.steps if rank_of(step.level) < rank]


def _fold_ranges(members: list[_Member]) -> list[_Member]:
    folded: list[_Member] = []
    for member in members:
        if folded and folded[-1].to_next and folded[-1].end is None:
            folded[-1].end = member.steps
            folded[-1].finish = member.finish
        else:
            folded.append(member)
    return folded
