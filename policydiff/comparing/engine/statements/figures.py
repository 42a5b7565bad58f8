"""The figures and sanctions of a sentence, each with its bearer and case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import get_args

from policydiff.comparing.engine.facts.expressions import quantities_in
from policydiff.comparing.engine.statements.sanctions import (
    OPEN_FAMILIES,
    SANCTIONS,
    sanction_value,
)
from policydiff.model.comparison import Span, StatementKind
from policydiff.text.dates import MONTH, YEAR
from policydiff.text.noise import fold_key
from policydiff.text.numerals import AMOUNT, FIGURE
from policydiff.text.sentences import cut_clauses
from policydiff.text.traditions.dialect import FactWords

_FINE = re.compile("罚款|罚金|处(?:以)?$")
"""What follows the measure of a fine in its clause: 五万元以下的罚款."""
_CONNECTED = re.compile(
    r"(?P<may>可以|应当)?(?P<who>(?:(?!可以|应当)[^，。；：\n]){0,30}?)(?P<verb>(?:并|单)?处)(?:以)?"
    r"(?:(?!处)[^，。；：\n]){0,24}$"
)
"""What stands before the measure of a fine: 可以对单位并处违法所得."""
_TERMED = re.compile(r"^的?(?:停业整顿|拘留|拘役|有期徒刑|管制|[^，。；：\n]{0,8}执业活动)")
"""What makes a period the measure of a sanction: 三日以上七日以下停业整顿."""
_CASE_END = re.compile(r"的[，：]?$")
_GRADE = re.compile(
    r"情节(?:特别)?(?:严重|较重|恶劣)|情节(?:较轻|轻微)|(?:严重|特别严重|其他)后果|后果(?:特别)?严重"
    r"|(?:造成|导致|致使)[^，。；：\n]{0,40}(?:后果|损失|损害|事故|危害|流行)"
)
"""The grade of a case: 情节严重, 造成严重后果."""
_CONDITION = re.compile(r"逾期|拒不|仍不|期满|经责令|再次|屡[教次]|两次以上|二次以上")
"""A condition that has come true before: 逾期不改正, 拒不改正."""
_BASE = re.compile(
    r"(?P<base>违法所得|违法经营额|违法收入|货值金额|营业额|销售额|经营额|收入|价款|数额)"
)
"""What a multiple is taken of, or a threshold lies in."""
_BELOW = re.compile(r"不足|不满|没有|无法计算|难以计算")
_ACTOR = re.compile(
    r"(?<![针相反面国])对(?:其中的?|其(?!他))?(?!违反|前款|下列|本法|外|于|不)"
    rf"(?P<actor>(?:(?!可以|应当|依法|依照|给予|予以|追究|责令|处以?{AMOUNT})"
    r"[^，。；：\n]){1,40}?)(?=可以|应当|并|依法|依照|给予|予以|追究|责令|由|处|，|$)"
)
"""Who bears what follows: 对直接负责的主管人员处一万元罚款."""
_AMONG = re.compile(r"^其中的?(?P<actor>[^，。；：\n]{2,20}?)，?$")
_BELONGING = re.compile(r"属于(?P<actor>[^，。；：\n]{2,16}?)的")
_OFFICER = re.compile(
    r"(?:直接负责的|负有(?:直接)?责任的|有关|负有个人责任的)?"
    r"(?:法定代表人|主要负责人|主管人员|领导人员|直接责任人员|责任人员)"
    r"(?:(?:、|和|或者)(?:主要负责人|其他直接责任人员|直接责任人员|其他责任人员)){0,2}"
)
"""Who bears it, named without 对: 吊销有关责任人员的执业证书."""
_BEARERS = (
    ("officer", re.compile("主管人员|责任人员|负责人|领导人员|法定代表人|董事|监事|责任人")),
    ("person", re.compile("个人|公民|自然人|本人|行为人")),
    ("staff", re.compile("工作人员|公职人员|从业人员|人员$|师$|员$")),
    ("unit", re.compile("单位|组织|机构|企业|公司|学校|经营者|法人|部门|医院|平台|商店")),
)
_STOP = re.compile(
    r"，|并予以公告|并(?=处|责令|吊销|没收|可以|依法|提请|由)|直至|依法|可以并处|并处"
    rf"|(?:或者|、|和)(?=责令|吊销|没收|处(?![理置罚分])|暂扣|由|{FIGURE})"
    rf"|处{AMOUNT}"
)
"""Where the words of a sanction end: another begins, or who imposes it."""
_TRAILING = (
    "并",
    "或者",
    "和",
    "、",
    "，",
    "直至",
    "的",
    "可以",
    "：",
    "；",
    "。",
    ":",
    ";",
    ".",
    ",",
)
"""What stands at the end of the words of a sanction and is no part of it."""
_VAGUE = re.compile(f"定期|尽快|一定比例|每(?:半?年|季度|月|周|日)|{MONTH}|{YEAR}")
"""Words of time and measure that name none; a month or a year of the calendar."""
_TERM = re.compile(r"一人(?:有限|公司)|双随机|一次性")
"""Numbers that are part of a term."""
_NEXT_DAY = frozenset("下上翌（《")
"""Before a period these make it none: 自下一日开始, 《…（1999年文本）》."""
_BESIDE = frozenset({"order", "forfeiture", "recovery", "licence", "downgrade", "suspension"})
"""Families that fall on the one whose conduct it is where their own clause names nobody: 对个人处罚款，
降低资质等级.
"""
NEAR_FIGURE = 80
"""Characters on each side of a figure in which stands what it measures, and who bears it."""
LONGEST_CASE = 400
"""Characters of a case that are read, those before its end."""
_REACH = 2
"""Characters into the next clause: 对直接负责的主管人员，给予处分."""
_JOINED = 3
"""Characters between two admonitions that are one: 通报批评，给予警告."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """A figure or sanction of a sentence, with its bearer, case and basis.

    `family` is that of a sanction, or what a figure measures: "fine", "threshold", "term", "other".
    `value` is its content without variants of spelling. `span` and `clause` are offsets into the
    text of the article, `wide` is the span with the connective. `bearer` is the sort of the
    `actor`; `case` are all words of the case, `grade` and `condition` what they say; "" for none.
    """

    kind: StatementKind
    family: str
    value: str
    span: Span
    wide: Span
    clause: Span
    actor: str = ""
    bearer: str = ""
    case: str = ""
    grade: str = ""
    condition: str = ""
    base: str = ""
    connective: str = ""

    @property
    def slot(self) -> tuple[str, ...]:
        """The traits that agree where one figure takes the place of another."""
        return self.family, self.base, self.bearer, self.grade, self.condition


def read_figures(text: str, span: Span, words: FactWords) -> tuple[Figure, ...]:
    """The figures and sanctions of one sentence of an article, in order."""
    reading = _ClauseReader(text=text, words=words)
    for begin, end in cut_clauses(text[slice(*span)]):
        reading.read_clause((span[0] + begin, span[0] + end))
    return tuple(_joined(text, reading.figures))


@dataclass(slots=True, kw_only=True)
class _ClauseReader:
    """A reader of one sentence, clause by clause.

    `named` is the stretch in which the actor is named for all that stands there; `acted` says that
    a sanction came, `fresh` that the case has none yet.
    """

    text: str
    words: FactWords
    actor: str = ""
    named: Span = (0, 0)
    case: str = ""
    acted: bool = False
    fresh: bool = False
    figures: list[Figure] = field(default_factory=list)

    def read_clause(self, clause: Span) -> None:
        clause_text = self.text[slice(*clause)].strip()
        is_case = _CASE_END.search(clause_text.rstrip("：，；。\n ")) is not None
        if not is_case:
            self.enter_actor(clause_text, clause)
        elif (
            self.acted
            or "情节" in clause_text
            or _CONDITION.search(clause_text)
            or _BASE.search(clause_text)
        ):
            self.enter_case(clause_text)
        figures = list(self.quantities(clause, is_case=is_case))
        if not is_case or "予以没收" in clause_text:
            figures += self.sanctions(clause)
        self.figures += sorted(figures, key=lambda figure: figure.span)
        if any(figure.kind == "sanction" or figure.family == "fine" for figure in figures):
            self.acted, self.fresh = True, False
        if clause_text.endswith(("；", ";")):
            self.actor, self.case, self.fresh = "", "", False

    def enter_case(self, clause_text: str) -> None:
        """Take in a case, beside one that had no outcome yet."""
        plain = clause_text.rstrip("，：；。\n ")
        case = f"{self.case}，{plain}" if self.fresh and self.case else plain
        self.case = case if len(case) <= LONGEST_CASE else plain[-LONGEST_CASE:]
        self.fresh = True
        belonging = _BELONGING.search(plain)
        if belonging:
            self.actor = belonging["actor"]

    def enter_actor(self, clause_text: str, clause: Span) -> None:
        """Take in who bears the sanctions; a name alone reaches over the next clause."""
        among = _AMONG.match(clause_text)
        if among:
            self.actor, self.named = among["actor"], (clause[0], clause[1] + _REACH)
            return
        for named in _ACTOR.finditer(clause_text):
            actor = named["actor"].rstrip("，")
            if self.words.party.search(actor):
                alone = named.end() >= len(clause_text.rstrip("，"))
                self.actor, self.named = actor, (clause[0], clause[1] + _REACH * alone)

    def figure(self, figure: Figure) -> Figure:
        named = self.named[0] <= figure.clause[0] < self.named[1]
        actor = self.actor if named or figure.family not in _BESIDE else ""
        if not actor:
            begin = max(figure.clause[0], figure.span[0] - NEAR_FIGURE)
            officer = _OFFICER.search(self.text, begin, figure.span[1])
            actor = officer[0] if officer else ""
        grade = _GRADE.search(self.case)
        return replace(
            figure,
            actor=actor,
            bearer=bearer_of(actor),
            case=self.case,
            grade=grade_of(grade[0]) if grade else "",
            condition="unremedied" if _CONDITION.search(self.case) else "",
            base=figure.base or self.side(),
        )

    def side(self) -> str:
        """The side of a threshold on which the case lies."""
        if not _BASE.search(self.case):
            return ""
        return "below" if _BELOW.search(self.case) else "above"

    def quantities(self, clause: Span, *, is_case: bool) -> Iterator[Figure]:
        for kind in get_args(StatementKind):
            pattern = self.words.quantities.get(kind)
            for match in quantities_in(pattern, self.text, self.words, clause) if pattern else ():
                begin = match.start()
                if (
                    not _TERM.match(self.text, begin)
                    and not _VAGUE.fullmatch(match[0])
                    and self.text[begin - 1 : begin] not in _NEXT_DAY
                ):
                    figure = Figure(
                        kind=kind,
                        family="other",
                        value=_value(match[0], self.words),
                        span=match.span(),
                        wide=match.span(),
                        clause=clause,
                    )
                    yield self.figure(self.measured(figure, is_case=is_case))

    def measured(self, figure: Figure, *, is_case: bool) -> Figure:
        """The figure with what it measures: a fine, a threshold, the time of a sanction."""
        begin, end = figure.span
        first = max(figure.clause[0], begin - NEAR_FIGURE)
        last = min(figure.clause[1], end + NEAR_FIGURE)
        before, behind = self.text[first:begin], self.text[end:last]
        if figure.kind == "period" and not is_case and _TERMED.search(behind):
            return replace(figure, family="term")
        if figure.kind not in ("amount", "ratio"):
            return figure
        base = _BASE.search(before)
        if is_case:
            if base is None and not _BASE.search(self.text, first, last):
                return figure
            below = re.search("(?:不足|不满)$", before)
            lead = below or base
            return replace(
                figure,
                family="threshold",
                base=("below" if below else "above") + (base["base"] if base else ""),
                wide=(first + lead.start() if lead else begin, end),
            )
        if not _FINE.search(behind):
            return figure
        measure = "times" if "倍" in figure.value else "share" if figure.kind == "ratio" else "sum"
        connected = _CONNECTED.search(before)
        return replace(
            figure,
            family="fine",
            base=measure + (base["base"] if base and measure != "sum" else "") + self.side(),
            wide=(first + _begin_of(connected), end) if connected else figure.span,
            connective=(connected["may"] or "") + connected["verb"] if connected else "",
        )

    def sanctions(self, clause: Span) -> Iterator[Figure]:
        """The sanctions of a clause, each up to the next."""
        found: list[tuple[Span, str]] = []
        taken: set[int] = set()
        for pattern in SANCTIONS:
            for match in pattern.words.finditer(self.text, *clause):
                places = range(*match.span())
                if taken.isdisjoint(places):
                    taken.update(places)
                    security = pattern.kind == "penalty" and "治安管理" in self.case
                    found.append((match.span(), "security" if security else pattern.kind))
        found.sort()
        ends = [*(begin for (begin, _), _ in found[1:]), clause[1]]
        for ((begin, end), family), limit in zip(found, ends, strict=False):
            last = end
            if family in OPEN_FAMILIES:
                stop = _STOP.search(self.text, end, limit)
                last = stop.start() if stop else limit
                if stop is None and limit < clause[1] and family == "order":
                    continue  # 责令有关人员暂停执业: the second verb says all
            words = _trimmed(self.text[begin:last])
            span = (
                begin,
                max(begin + len(words), end if family not in OPEN_FAMILIES else begin + 2),
            )
            value = sanction_value(self.text[slice(*span)], self.case)
            yield self.figure(
                Figure(
                    kind="sanction",
                    family=family,
                    value=value,
                    span=span,
                    wide=span,
                    clause=clause,
                )
            )


def _begin_of(connected: re.Match[str]) -> int:
    return connected.start("may" if connected["may"] else "verb")


def bearer_of(actor: str) -> str:
    """The sort of a bearer: officer, person, staff, unit; "" for none."""
    bearer = next((name for name, pattern in _BEARERS if pattern.search(actor)), None)
    return bearer or ("other" if actor else "")


def grade_of(words: str) -> str:
    """The grade of a case: 较轻, 严重, 特别严重, 后果."""
    return words.removeprefix("情节") if words.startswith("情节") else "后果"


def _trimmed(text: str) -> str:
    text = text.rstrip()
    while text.endswith(_TRAILING):
        trail = next(trail for trail in _TRAILING if text.endswith(trail))
        text = text.removesuffix(trail).rstrip()
    return text


def _value(clause_text: str, words: FactWords) -> str:
    """The content of a figure: 六个月以内 is 六个月内, 一名 is 一人, 年满十八周岁 is 十八周岁以上."""
    attained = words.attained.fullmatch(clause_text)
    key = f"{attained['age']}以上" if attained else clause_text
    return re.sub("[名位]", "人", re.sub("(?:以|之)内", "内", fold_key(key))).removesuffix("余")


def _joined(text: str, figures: list[Figure]) -> Iterator[Figure]:
    """Admonitions of one case that follow each other, as one: 通报批评，给予警告."""
    last: Figure | None = None
    for figure in figures:
        if (
            last is not None
            and figure.family == last.family == "admonition"
            and (figure.actor, figure.case) == (last.actor, last.case)
            and figure.span[0] - last.span[1] <= _JOINED
        ):
            span = last.span[0], figure.span[1]
            value = sanction_value(text[slice(*span)])
            last = replace(last, span=span, wide=span, value=value)
            continue
        if last is not None:
            yield last
        last = figure
    if last is not None:
        yield last
