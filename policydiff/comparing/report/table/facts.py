"""The facts of a change in a report, and their words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policydiff.comparing.report.table.extracts import LONGEST_SIDE, shorten, shorten_pair
from policydiff.locale import Language
from policydiff.model.comparison import Fact, FactType, Statement, StatementKind
from policydiff.model.document import Document
from policydiff.model.reports import ReportOptions
from policydiff.reading.parsing.lines.lines import bare
from policydiff.report.labels import WORDS, fact_word
from policydiff.report.pieces import neutral
from policydiff.report.rows import ComparisonRow
from policydiff.text.dates import DAY, MONTH, YEAR
from policydiff.text.traditions.registry import DIALECTS

_TYPES: dict[StatementKind, FactType] = {
    "amount": "amount",
    "period": "period",
    "ratio": "ratio",
    "count": "count",
    "sanction": "penalty",
    "duty": "modality",
}
"""The type of fact that a kind of statement is; of these types nothing else is told."""

SHOWN_BY_DEFAULT: tuple[FactType, ...] = (*_TYPES.values(), "authority", "reference")
"""The types that a report shows by itself, those that a reader looks for first in front.

They have operative words of their own. The others mostly repeat the redline, and are less sure: of
what we state of each type, so much stands in the facts that people wrote down for 315 changed
clauses. Authority 0.95, reference 1.00; left out: subject 0.51, definition 0.50 (each from 0.9 on
would join), scope 0.62, term 0.44.
"""

_DATE = re.compile(f"(?:{YEAR})?{MONTH}{DAY}.*|{YEAR}(?:{MONTH})?", re.DOTALL)
"""A day or a year of the calendar (2018年1月1日, 10月1日至3日, 二〇一八年), which no length of time
is (三个月, 二年内).
"""


def facts_shown(facts: Iterable[Fact], options: ReportOptions) -> tuple[Fact, ...]:
    """The facts of a change that a report shows beside what is stated, none twice."""
    stated = frozenset(_TYPES.values())
    shown = (
        fact
        for fact in facts
        if fact.type not in stated and (options.facts == "all" or fact.type in SHOWN_BY_DEFAULT)
    )
    return tuple({(fact.type, fact.before, fact.after): fact for fact in shown}.values())


def fact_of(statement: Statement) -> Fact:
    """A statement as a fact of its row."""
    return Fact(
        type=_TYPES[statement.kind],
        before=None if statement.old is None else statement.old.words,
        after=None if statement.new is None else statement.new.words,
    )


def is_day_of_force(statement: Statement, document: Document) -> bool:
    """True for a day from which the new document applies, by the words around it."""
    dialect = DIALECTS.get(document.dialect)
    stated = statement.new or statement.old
    if statement.kind != "period" or dialect is None or stated is None:
        return False
    return dialect.preface.in_force.search(bare(stated.sentence)) is not None


def statements_of(row: ComparisonRow, kinds: Iterable[StatementKind]) -> tuple[Statement, ...]:
    """The statements on a row for a report's head, pairs first.

    Duties of a part that is new or gone itself are left out.
    """
    whole = row.category in ("added", "removed")
    found = (one for one in row.stated if one.kind in kinds and not (whole and one.kind == "duty"))
    return tuple(sorted(found, key=lambda one: one.form != "arrow"))


def case_of(statement: Statement, language: Language) -> str:
    """The case, condition and bearer of a statement; "" for none."""
    words = WORDS[language]
    who = words["borne-by"].format(actor=statement.actor) if statement.actor else ""
    return words["comma"].join(part for part in (statement.tier, statement.condition, who) if part)


def rank(fact: Fact) -> int:
    """The place of a fact among others: figures and duties first."""
    return (
        SHOWN_BY_DEFAULT.index(fact.type)
        if fact.type in SHOWN_BY_DEFAULT
        else len(SHOWN_BY_DEFAULT)
    )


def fact_kind(fact: Fact) -> str:
    """The type of a fact, but `date` for a period that is a calendar day throughout."""
    sides = [side for side in (fact.before, fact.after) if side is not None]
    return "date" if fact.type == "period" and all(map(_DATE.fullmatch, sides)) else fact.type


def fact_kinds(facts: Iterable[Fact]) -> str:
    """The kinds of some facts, each once, with a space between them."""
    return " ".join(dict.fromkeys(map(fact_kind, facts)))


def fact_name(fact: Fact, language: Language) -> str:
    """The name of the kind of a fact: 金额, 日期."""
    return fact_word(fact_kind(fact), language)


def sides_of(fact: Fact) -> tuple[str, str]:
    """Both sides of a fact in a report, "" for one that is absent."""
    if fact.before is not None and fact.after is not None:
        return shorten_pair(fact.before, fact.after, LONGEST_SIDE)
    before, after = (shorten(side or "", LONGEST_SIDE) for side in (fact.before, fact.after))
    return before, after


def change_words(fact: Fact, language: Language) -> str:
    """A fact in a line: 一千元 → 五千元, 新增五千元, 删去一千元."""
    words, (before, after) = WORDS[language], sides_of(fact)
    if before and after:
        return neutral(f"{before} → {after}")
    return neutral(words["came" if after else "went"].format(words=after or before))
