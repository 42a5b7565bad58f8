"""The facts of a change in a report, and their names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policydiff.locale import Language
from policydiff.model.comparison import Fact, FactType, Match, Span
from policydiff.model.reports import ReportOptions
from policydiff.report.labels import fact_word
from policydiff.text.words import cut_words

SHOWN_BY_DEFAULT: tuple[FactType, ...] = (
    "amount",
    "period",
    "ratio",
    "count",
    "penalty",
    "modality",
    "authority",
    "reference",
)
"""The types that a report shows by itself, those that a reader looks for first in front.

They have operative words of their own. The others mostly repeat the redline, and are less sure: of
what we state of each type, so much stands in the facts that people wrote down for 315 changed
clauses. Amount 0.91, period 0.78, ratio 0.80, count 1.00, penalty 0.93, modality 0.96, authority
0.95, reference 1.00; left out: subject 0.51, definition 0.50 (each from 0.9 on would join), scope
0.62, term 0.44.
"""

_DIGIT = "[0-9０-９零〇○一二三四五六七八九十]"
_YEAR = "[0-9０-９零〇○一二三四五六七八九]{4}年"
_DATE = re.compile(
    rf"(?:{_YEAR})?{_DIGIT}{{1,3}}月{_DIGIT}{{1,3}}日.*|{_YEAR}(?:{_DIGIT}{{1,3}}月)?", re.DOTALL
)
"""A day or a year of the calendar (2018年1月1日, 10月1日至3日, 二〇一八年), which no length of time
is (三个月, 二年内).
"""

_VAGUE = re.compile("定期|尽快|一定比例")
"""Words of time and measure that name none."""

_SAME_FORCE = (
    frozenset({"应当", "应该", "必须", "须"}),
    frozenset({"不得", "禁止", "严禁", "不准"}),
)
"""Words of command that bind alike: one in the place of another is a matter of drafting."""

_MARKS = "，。；：、,;:\n"
BEFORE, AFTER = 12, 14
"""So many characters of its clause at most are told before and behind the words of a fact."""


def facts_shown(facts: Iterable[Fact], options: ReportOptions) -> tuple[Fact, ...]:
    """The facts that a report shows, none twice."""
    shown = (fact for fact in facts if options.facts == "all" or fact.type in SHOWN_BY_DEFAULT)
    return tuple({(fact.type, fact.before, fact.after): fact for fact in shown}.values())


def belongs_in_summary(fact: Fact) -> bool:
    """True for a fact that belongs at the head of a report.

    Not so are vague words that came or went (尽快, 定期) and words of command of equal force (必须 → 应当).
    """
    sides = [side for side in (fact.before, fact.after) if side is not None]
    return not all(map(_VAGUE.fullmatch, sides)) and not any(
        force.issuperset(sides) for force in _SAME_FORCE if len(sides) == 2
    )


def same_unit(fact: Fact) -> bool:
    """False for a sum of money beside a multiple, which is no form of it."""
    sides = [side for side in (fact.before, fact.after) if side is not None]
    return fact.type != "amount" or len({"元" in side for side in sides}) == 1


def clause_of(fact: Fact, match: Match) -> str:
    """The words around those of a fact in their clause.

    They are given where the fact came or went, or is a command; empty where its place is open.
    """
    if fact.before is not None and fact.after is not None and fact.type != "modality":
        return ""
    right = fact.after is not None
    span = fact.right_span if right else fact.left_span
    text = "".join(
        edit.text for edit in match.edits if edit.op != ("delete" if right else "insert")
    )
    return (
        ""
        if span is None or text[slice(*span)] != (fact.after if right else fact.before)
        else _clause(text, span)
    )


def _clause(text: str, span: Span) -> str:
    """The clause in which a stretch stands, cut where it is long."""
    begin = max(text.rfind(mark, 0, span[0]) for mark in _MARKS) + 1
    end = min(
        (place for mark in _MARKS if (place := text.find(mark, span[1])) >= 0), default=len(text)
    )
    bounds = [begin + bound for bound in cut_words(text[begin:end]).bounds]
    first = min(
        (bound for bound in bounds if span[0] - BEFORE <= bound <= span[0]), default=span[0]
    )
    last = max((bound for bound in bounds if span[1] <= bound <= span[1] + AFTER), default=span[1])
    return f"{'…' * (begin < first)}{text[first:last]}{'…' * (last < end)}"


def rank(fact: Fact) -> int:
    """The place of a fact among others: figures and duties first."""
    return (
        SHOWN_BY_DEFAULT.index(fact.type)
        if fact.type in SHOWN_BY_DEFAULT
        else len(SHOWN_BY_DEFAULT)
    )


def fact_kind(fact: Fact) -> str:
    """The type of a fact, but `date` for a period that is a day of the calendar.

    It must be one on each side that the fact has.
    """
    sides = [side for side in (fact.before, fact.after) if side is not None]
    return "date" if fact.type == "period" and all(map(_DATE.fullmatch, sides)) else fact.type


def fact_kinds(facts: Iterable[Fact]) -> str:
    """The kinds of some facts, each once, with a space between them."""
    return " ".join(dict.fromkeys(map(fact_kind, facts)))


def fact_name(fact: Fact, language: Language) -> str:
    """The name of the kind of a fact: 金额, 日期."""
    return fact_word(fact_kind(fact), language)
