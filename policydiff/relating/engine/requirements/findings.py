"""Findings on a requirement and a rule, as the words of both prove them.

A weaker or other number, an actor whom the rule does not name, or a duty that it leaves open; none
unless two clauses state one conduct.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Literal

from policydiff.comparing.engine.statements.rules import Bag, bag_of
from policydiff.model.comparison import Span
from policydiff.model.document import Provision
from policydiff.model.json_keys import JsonValue
from policydiff.relating.engine.relation import ArticlePlace
from policydiff.relating.engine.requirements.clauses import (
    ASSIGNED,
    MUST,
    OWN,
    RuleClause,
    plain,
    read_actors,
    read_clauses,
)
from policydiff.relating.engine.requirements.quantities import Quantity

FindingKind = Literal["weaker", "number", "actor", "duty"]
"""A weaker number on the right; another number; a missing actor; a may for a duty."""

FINDINGS: tuple[FindingKind, ...] = ("weaker", "number", "actor", "duty")

NEAR = 0.3
"""The weighted share from which the words next to two numbers are the same."""
SAME = 0.4
"""The share from which two clauses beside such numbers state one conduct."""
SURE = 0.5
"""The same if not both numbers are limits."""
EQUAL = 0.7
"""The same for other clauses."""
ALSO = 0.6
"""The share of the right that then stands on the left too."""
FEW = 3
"""Pairs of characters below which a clause states no conduct without its actor."""
NEXT = 8
"""Characters before a quantity that name its matter."""
LONGEST = 400
"""Clauses of an article that are read; of one with more nothing is found."""

Weights = Mapping[str, float]
"""The weight of pairs of characters, greatest for rare ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFinding(JsonValue):
    """A finding on an article of the left and one of the right.

    `left` is the eId; `spans` and `words` are the proof in the texts of both articles. If the right
    names no actor, they are those of its clause on the same conduct.
    """

    kind: FindingKind
    left: str
    right: ArticlePlace
    words: tuple[str, str]
    spans: tuple[Span, Span]


def weigh_words(articles: Iterable[Provision]) -> Weights:
    """The weight of each pair of characters by the number of articles that have it."""
    bags = [bag_of(article.text) for article in articles]
    counts = Counter(pair for bag in bags for pair in bag)
    return {pair: log(1 + len(bags) / count) for pair, count in counts.items()}


def find_faults(
    left: str,
    clauses: Sequence[RuleClause],
    rules: Sequence[tuple[ArticlePlace, Provision]],
    weights: Weights,
) -> tuple[GapFinding, ...]:
    """The findings on an article and its answering ones; one of them is enough."""
    texts = [(place, read_clauses(article.text)) for place, article in rules]
    if max((len(clauses), *(len(read) for _, read in texts))) > LONGEST:
        return ()
    finder = _Finder(left, clauses, texts, weights)
    found = [*finder.numbers(), *finder.actors(), *finder.duties()]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.spans, one.kind)))


class _Finder:
    def __init__(
        self,
        left: str,
        clauses: Sequence[RuleClause],
        rules: Sequence[tuple[ArticlePlace, tuple[RuleClause, ...]]],
        weights: Weights,
    ) -> None:
        self.left, self.weights = left, weights
        self.clauses = [clause for clause in clauses if _is_private(clause)]
        self.rules = [(place, one) for place, read in rules for one in read if _is_private(one)]
        self.words = "\n".join(read[0].text for _, read in rules if read)

    def finding(
        self,
        kind: FindingKind,
        one: tuple[RuleClause, Span],
        other: tuple[ArticlePlace, RuleClause, Span],
    ) -> GapFinding:
        place, clause, span = other
        return GapFinding(
            kind=kind,
            left=self.left,
            right=place,
            words=(one[0].text[slice(*one[1])], clause.text[slice(*span)]),
            spans=(one[1], span),
        )

    def share(self, bag: Bag, other: Bag) -> float:
        """The weight of common pairs as a share of the first, from 0 to 1."""
        whole = sum(self.weights.get(pair, 1.0) for pair in bag)
        return sum(self.weights.get(pair, 1.0) for pair in bag & other) / whole if whole else 1.0

    def numbers(self) -> Iterator[GapFinding]:
        """The numbers of the left beside those of the right on the same."""
        ours = [
            (one, quantity)
            for one in self.clauses
            if one.weak in ("", "可以") and not one.may
            for quantity in one.quantities
        ]
        theirs = [
            (place, one, quantity) for place, one in self.rules for quantity in one.quantities
        ]
        for sort in dict.fromkeys(quantity.sort for _, quantity in ours):
            row = [one for one in ours if one[1].sort == sort]
            column = [one for one in theirs if one[2].sort == sort]
            tiers = max(len(row), len(column)) > 1
            table = [[self.match(a, qa, b, qb) for _, b, qb in column] for a, qa in row]
            for at, (clause, quantity) in enumerate(row):
                best = 0.0 if tiers and quantity.case else max(table[at], default=0.0)
                fits = [
                    column[index]
                    for index, value in enumerate(table[at])
                    if best and value == best and value == max(other[index] for other in table)
                ]
                kinds = [_weaker(clause, quantity, number) for _, _, number in fits]
                kind = kinds[0] if kinds and all(kinds) else None
                met = any(
                    value and quantity.measure == number.measure
                    for value, (_, _, number) in zip(table[at], column, strict=True)
                )
                if (
                    kind
                    and not met
                    and not any(_is_met(row[at], fit[1:], row, column) for fit in fits)
                ):
                    place, rule, number = fits[0]
                    yield self.finding(kind, (clause, quantity.span), (place, rule, number.span))

    def match(
        self, clause: RuleClause, quantity: Quantity, other: RuleClause, number: Quantity
    ) -> float:
        """The likeness of two quantities' matters, 0 if that is not one conduct."""
        starts = _start(clause, quantity), _start(other, number)
        apart = quantity.case != number.case or clause.may != other.may
        if (
            apart
            or _side(clause, quantity) != _side(other, number)
            or not self.in_one_case(clause, other)
        ):
            return 0.0
        if all(starts) and self.share(*starts) < SAME:
            return 0.0
        mine, theirs = clause.bag or clause.around, other.bag or other.around
        before = _before(clause, quantity), _before(other, number)
        ends = _behind(clause, quantity), _behind(other, number)
        if not all(ends):
            ends = before[0] or ends[0], before[1] or ends[1]
        mine, theirs = mine | ends[0], theirs | ends[1]
        near: tuple[float, ...]
        near = self.share(ends[0] or mine, theirs), self.share(ends[1] or theirs, mine)
        if not quantity.limit and not number.limit:
            near += self.share(before[0], theirs), self.share(before[1], mine)
        clauses = (
            self.share(_conduct(clause) or clause.around, other.around),
            self.share(_conduct(other) or other.around, clause.around),
        )
        least = SAME if quantity.limit and quantity.limit == number.limit else SURE
        if min(near) < (least if len(near) > 2 else NEAR) or min(clauses) < least:
            return 0.0
        both = self.share(mine, theirs) + self.share(theirs, mine)
        same = quantity.measure == number.measure
        return round(both + (sum(near) + sum(clauses)) / 4, 3) + 0.001 * same

    def in_one_case(self, clause: RuleClause, other: RuleClause) -> bool:
        """True if the conditions of each stand in the sentence of the other."""
        return all(
            self.share(bag, there.around) >= SURE
            for here, there in ((clause, other), (other, clause))
            for bag in (here.cases, here.lead)
        )

    def actors(self) -> Iterator[GapFinding]:
        """The actors of the left whom no rule on the same conduct names."""
        for clause in self.clauses:
            for actor in () if clause.weak or not clause.must else read_actors(clause):
                if actor.answered(self.words):
                    continue
                conduct = _conduct(clause, actor.span)
                best = self.nearest(conduct, clause)
                if len(conduct) < FEW or best is None or best[1].weak:
                    continue
                place, rule = best
                other = next(iter(read_actors(rule)), None)
                span = other.span if other is not None else _trimmed(rule)
                yield self.finding("actor", (clause, actor.span), (place, rule, span))

    def duties(self) -> Iterator[GapFinding]:
        for clause in self.clauses:
            if not clause.must or clause.weak or clause.case or _is_fronted(clause):
                continue
            conduct = _conduct(clause)
            best = self.nearest(conduct, clause)
            if len(conduct) < FEW or best is None or not best[1].weak:
                continue
            place, rule = best
            if rule.must and rule.weak in _PROMOTES:
                continue
            measures = (
                {quantity.measure for quantity in text.quantities} for text in (clause, rule)
            )
            equal = len(set(map(frozenset, measures))) == 1
            if equal and _same_act(clause, rule) and self.same_bearer(clause, rule):
                yield self.finding(
                    "duty", (clause, _trimmed(clause)), (place, rule, _weak_span(rule))
                )

    def same_bearer(self, clause: RuleClause, rule: RuleClause) -> bool:
        """True if the right may bind the left's parties."""
        mine, theirs = bag_of(clause.bearer), bag_of(rule.subject)
        if not mine or not theirs or _OWN_NAME.search(rule.subject):
            return True
        return max(self.share(mine, theirs), self.share(theirs, mine)) >= SAME

    def nearest(self, conduct: Bag, clause: RuleClause) -> tuple[ArticlePlace, RuleClause] | None:
        """The clause of the right on this conduct; binding ones come first."""
        fits = []
        never = bool(_NEVER.search(clause.words))
        for at, (_, rule) in enumerate(self.rules):
            here = self.share(conduct, rule.bag)
            if here < EQUAL or rule.case or _OTHERS.match(rule.words) or _is_fronted(rule):
                continue
            there = self.share(_conduct(rule), clause.bag)
            same = never == bool(_NEVER.search(rule.words)) and self.in_one_case(clause, rule)
            if same and min(there, self.share(rule.lead, clause.around)) >= ALSO:
                fits.append((not rule.weak, here + there, -at))
        return self.rules[-max(fits)[2]] if fits else None


def _is_met(
    one: tuple[RuleClause, Quantity],
    fit: tuple[RuleClause, Quantity],
    row: Sequence[tuple[RuleClause, Quantity]],
    column: Sequence[tuple[ArticlePlace, RuleClause, Quantity]],
) -> bool:
    """True if the sentence of one of two numbers has the other, too."""
    here = (mine.measure for other, mine in row if other.around is one[0].around)
    there = (theirs.measure for _, other, theirs in column if other.around is fit[0].around)
    return fit[1].measure in here or one[1].measure in there


_PUBLIC = re.compile(
    "政府|机关|法院|检察院|办事处|国务院|国家|部门|行政|(?:管理|监督|监察|执法|登记|仲裁|派出)机构"
    "|委员会$|局$|[省市县区州乡镇]$"
)
"""Words of a bearer that is public: 市人事局."""
_PRIVATE = re.compile("单位|企业|公司|经营|个人|业主|[我本]|(?<!或)者|人$|高等院校|学校")
"""Words of a bearer that is not public: 行政机关批准的企业."""


def _is_private(clause: RuleClause) -> bool:
    """True for a clause that may bind enterprises, and punishes nobody."""
    public = _PUBLIC.search(clause.bearer) and not _PRIVATE.search(clause.bearer)
    return not (clause.by_authority or clause.penal or public)


_ADVERBS = re.compile(
    "^(?:及时|立即|依法|严格|认真|妥善|切实|定期|逐步|积极|主动|如实|统一|同时|一并|按照?(?:有关|国家)?规定)*"
)
"""Words of manner before a verb: 应当立即依法报告."""
_OBJECT = re.compile("^(?:由|经|按|报|提交|提请|超[过出]|[少多低高短长大小早晚迟]于)")
"""Words behind a word of duty after which its subject is no bearer: 钥匙应当由双人保管."""
_OWN_NAME = re.compile(
    "公司|集团|本[行厂院校店所企单]|我[司行院]|[部室处科队组岗员长厂站店中心]$|经理|小组|办公室|人员|员工"
)
"""Names that company rules have for the enterprise and its parts."""
_PROMOTES = ("鼓励", "提倡", "倡导", "建议")
"""Weak words that are no may behind a duty."""
_NEVER = re.compile("不得|不准|严禁|禁止|不可|不应|不能|不再|无需|可以不")
"""Words of a negated act."""
_FRONTED = re.compile("^[对在将为依与以于从就根自按][^，]*，$")
"""Fronted words of object or manner alone: 对船员，根据需要，."""


def _is_fronted(clause: RuleClause) -> bool:
    """True for a clause of object or manner alone."""
    words = clause.text[slice(*clause.span)].strip()
    return _FRONTED.match(_ADVERBS.sub("", words[max(words.find(clause.act), 0) :])) is not None


def _conduct(clause: RuleClause, gap: Span = (0, 0)) -> Bag:
    """The pairs of a clause's act, without its bearer and an actor."""
    begin, end = _trimmed(clause)
    act = _ADVERBS.sub("", clause.act)
    if clause.subject and not _OBJECT.match(act):
        begin = end - len(act)
    before = ASSIGNED.sub("，", clause.text[begin : max(gap[0], begin)])
    words = before + "，" + clause.text[max(gap[1], begin) : end]
    return bag_of(plain(_ADVERBS.sub("", OWN.sub("，", words.strip("，")).strip("，"))))


def _behind(clause: RuleClause, quantity: Quantity) -> Bag:
    """The pairs within and behind a quantity, or of the next clause after its event."""
    begin, end = quantity.span
    behind = clause.text[end : _trimmed(clause)[1]]
    if not behind and _SINCE.search(clause.text, clause.span[0], begin):
        following = _NEXT_CLAUSE.match(clause.text, clause.span[1])
        behind = following[0] if following else ""
    return bag_of(plain(clause.text[begin:end]) + "，" + plain(behind))


def _before(clause: RuleClause, quantity: Quantity) -> Bag:
    """The pairs before a quantity and within; none of a day from which it runs."""
    begin, end = quantity.span
    before = clause.text[_trimmed(clause)[0] : begin]
    if _SINCE.search(before):
        return frozenset()
    return bag_of(plain(OWN.sub("，", before))[-NEXT:] + "，" + plain(clause.text[begin:end]))


_BEFORE_VERB = re.compile("[对在将为依与以于从就根自按由经把向]")
"""Words that put another object before the verb: 对船员进行检查."""


def _same_act(clause: RuleClause, rule: RuleClause) -> bool:
    """True if the last words of each, and the verb, stand in the other."""
    act = _ADVERBS.sub("", clause.act)
    verb = _BEFORE_VERB.match(act) or act[:2] in rule.words
    return bool(verb) and clause.words[-2:] in rule.words and rule.words[-2:] in clause.words


_SINCE = re.compile("[后起]的?$")
"""The end of an event from which a time runs: 自受理之日起."""
_NEXT_CLAUSE = re.compile("[^，。；：\n]+")
"""The words up to the next mark."""
_SIDE = re.compile("[之以]?[前后]")
"""A side of a day: 届满三十日前."""
_ONSET = re.compile("应当|必须|须|[自从在于由]")
"""Words before such an event: 应当自受理."""
_START = re.compile("(?P<event>[^，。；：]{2,24})(?:之日起|后|起)")
"""The event from which a time runs: 自业务关系结束之日起至少."""


def _side(clause: RuleClause, quantity: Quantity) -> str:
    """前 or 后 behind a quantity, "" for neither."""
    match = _SIDE.match(clause.text, quantity.span[1])
    return match[0][-1] if match else ""


def _start(clause: RuleClause, quantity: Quantity) -> Bag:
    """The pairs of characters of the event from which a time runs."""
    match = _START.search(clause.text, clause.span[0], quantity.span[1])
    return bag_of(_ONSET.split(match["event"])[-1]) if match else frozenset()


def _weaker(clause: RuleClause, quantity: Quantity, number: Quantity) -> FindingKind | None:
    """The finding on two quantities of one matter; a case reverses the direction."""
    order = number.measure.compare(quantity.measure)
    opposed = bool(quantity.limit and number.limit and quantity.limit != number.limit)
    if order is None:
        return "number" if _is_open(quantity, number) else None
    if not order or (opposed and quantity.case):
        return None
    if opposed:
        return "number"
    if not quantity.limit:
        return "number"
    weaker = -1 if (quantity.limit == "least") != quantity.case else 1
    if quantity.case and not _binds(clause.text, quantity):
        return "number"
    return "weaker" if order == weaker else None


def _is_open(quantity: Quantity, number: Quantity) -> bool:
    """True for working days and others whose order is open."""
    mine, theirs = quantity.measure, number.measure
    if "workday" not in (mine.base, theirs.base):
        return False
    here, there = mine.bounds(theirs), theirs.bounds(mine)
    if here is None or there is None:
        return False
    met = there[1] <= here[0] if quantity.limit == "most" else there[0] >= here[1]
    return not (quantity.limit and met)


def _binds(text: str, quantity: Quantity) -> bool:
    """True for a case behind which the sentence binds and allows nothing."""
    end = _SENTENCE_END.search(text, quantity.span[1])
    behind = text[quantity.span[1] : end.start() if end else len(text)]
    return bool(MUST.search(behind)) and not _ALLOWS.search(behind)


def _trimmed(clause: RuleClause) -> Span:
    """The span of a clause without white space and marks at its ends."""
    whole = clause.text[slice(*clause.span)]
    begin = clause.span[0] + len(whole) - len(whole.lstrip())
    return begin, begin + len(clause.words)


def _weak_span(rule: RuleClause) -> Span:
    """The span of a weak clause, with its weak word."""
    begin, end = _trimmed(rule)
    if rule.weak not in rule.text[begin:end]:
        begin = max(rule.text.rfind(rule.weak, 0, begin), 0)
    return begin, end


_SENTENCE_END = re.compile("[。；]")
_ALLOWS = re.compile("可以|除外|不受|免")
_OTHERS = re.compile("(?:鼓励|支持)?其他")
"""Words of a clause about others: 其他单位根据需要设立."""
