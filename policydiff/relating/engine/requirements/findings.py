"""Findings on a requirement and a rule, as the words of both prove them.

A finding names a number that is weaker in the rule or another one, an actor whom the rule does not
name, and a duty that the rule leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from policydiff.comparing.engine.statements.rules import Bag, bag_of
from policydiff.model.comparison import Span
from policydiff.model.document import Provision
from policydiff.relating.engine.relation import ArticlePlace
from policydiff.relating.engine.requirements.clauses import (
    MUST,
    RuleClause,
    plain,
    read_actors,
    read_clauses,
)
from policydiff.relating.engine.requirements.quantities import Quantity

FindingKind = Literal["weaker", "number", "actor", "duty"]
"""A number that is weaker on the right; another number, of which the words do not prove that; who
must do it; and a duty against a may."""

FINDINGS: tuple[FindingKind, ...] = ("weaker", "number", "actor", "duty")

NEAR = 0.5
"""From this share of the words of the shorter clause on two clauses are about one matter …"""
BEARING = 0.5
"""… from this one on where that they bind otherwise is the finding …"""
SURE = 0.6
"""… and from this one on where a number is another one, and nothing more is known of it."""
ALONE = 0.1
"""Added to the likeness of their sentences where a clause says no more than a number."""
FEW = 4
"""Pairs of characters below which an actor is set up for what the other clauses say."""
LONGEST = 400
"""Clauses of an article that are read; of one with more nothing is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFinding:
    """A finding on an article of the left and one of the right.

    `left` is the eId; `spans` are the places of the words that prove it in the texts of both
    articles, `words` these words. The right has none of its own where it names no actor: they are
    those of the clause about the same then.
    """

    kind: FindingKind
    left: str
    right: ArticlePlace
    words: tuple[str, str]
    spans: tuple[Span, Span]

    def to_dict(self) -> dict[str, Any]:
        """As in the JSON contract."""
        return {
            "kind": self.kind,
            "left": {"eid": self.left, "span": list(self.spans[0]), "words": self.words[0]},
            "right": {
                "uri": self.right.uri,
                "title": self.right.title,
                "eid": self.right.eid,
                "num": self.right.num,
                "span": list(self.spans[1]),
                "words": self.words[1],
            },
        }


RuleText = tuple[ArticlePlace, tuple[RuleClause, ...]]
"""An article of the right with its clauses."""


def find_faults(
    left: str, clauses: Sequence[RuleClause], rules: Sequence[tuple[ArticlePlace, Provision]]
) -> tuple[GapFinding, ...]:
    """The findings on an article of the left and those of a document that answer it.

    A rule that is met by one of them is not missed in another.
    """
    texts = [(place, read_clauses(article.text)) for place, article in rules]
    if max((len(clauses), *(len(read) for _, read in texts))) > LONGEST:
        return ()
    ours = [one for one in clauses if not one.by_authority and not one.penal]
    finder = _Finder(left, ours, texts)
    found = [*finder.numbers(), *finder.actors(), *finder.duties()]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.spans, one.kind)))


class _Finder:
    """Weighs the clauses of a requirement against those of its rules."""

    def __init__(self, left: str, clauses: Sequence[RuleClause], rules: Sequence[RuleText]) -> None:
        self.left, self.clauses = left, clauses
        self.rules = [(place, one) for place, read in rules for one in read if not one.penal]
        self.words = "\n".join(read[0].text for _, read in rules if read)

    def finding(
        self,
        kind: FindingKind,
        one: tuple[RuleClause, Span],
        other: tuple[ArticlePlace, RuleClause, Span],
    ) -> GapFinding:
        """A finding with the words at its places."""
        place, clause, span = other
        return GapFinding(
            kind=kind,
            left=self.left,
            right=place,
            words=(one[0].text[slice(*one[1])], clause.text[slice(*span)]),
            spans=(one[1], span),
        )

    def numbers(self) -> Iterator[GapFinding]:
        """The numbers of the left beside those of the right on the same."""
        ours = [
            (one, quantity)
            for one in self.clauses
            if one.weak in ("", "可以")
            for quantity in one.quantities
        ]
        theirs = [
            (place, one, quantity) for place, one in self.rules for quantity in one.quantities
        ]
        for sort in dict.fromkeys(quantity.sort for _, quantity in ours):
            row = [one for one in ours if one[1].sort == sort]
            column = [one for one in theirs if one[2].sort == sort]
            if row[0][1].case and (len(row) > 1 or len(column) > 1):
                continue  # tiers
            table = [[_match(a, qa, b, qb) for _, b, qb in column] for a, qa in row]
            for at, (clause, quantity) in enumerate(row):
                best = max(table[at], default=0.0)
                if best < NEAR:
                    continue
                fits = [
                    column[place]
                    for place, value in enumerate(table[at])
                    if value == best and value == max(other[place] for other in table)
                ]
                kinds = [(_weaker(clause, quantity, fit[2]), fit) for fit in fits]
                for kind, (place, rule, number) in (
                    kinds[:1] if all(one[0] for one in kinds) else ()
                ):
                    if kind == "weaker" or (kind and best >= SURE):
                        yield self.finding(
                            kind, (clause, quantity.span), (place, rule, number.span)
                        )

    def actors(self) -> Iterator[GapFinding]:
        """The actors of the left whom no rule names."""
        for clause in self.clauses:
            for actor in () if clause.weak else read_actors(clause):
                begin, end = actor.span
                if actor.answered(self.words):
                    continue
                words = (
                    clause.text[clause.span[0] : begin] + "，" + clause.text[end : clause.span[1]]
                )
                rest = bag_of(plain(words))
                sparse = len(rest) < FEW
                if sparse:
                    rest = clause.around - bag_of(clause.text[begin:end])
                best = self.nearest(rest, clause.around, BEARING)
                if best is None or not (sparse or self.mutual(rest, clause, best[1])):
                    continue
                place, rule = best
                other = next(iter(read_actors(rule)), None)
                span = other.span if other is not None else _trimmed(rule)
                yield self.finding("actor", (clause, actor.span), (place, rule, span))

    def duties(self) -> Iterator[GapFinding]:
        """The duties of the left that the right leaves open."""
        for clause in self.clauses:
            if not clause.must or clause.weak or clause.case or not clause.bag:
                continue
            best = self.nearest(clause.bag, clause.around, BEARING)
            if best is None or not best[1].weak or not self.mutual(clause.bag, clause, best[1]):
                continue
            place, rule = best
            if _same_act(clause, rule) and _same_subject(clause, rule):
                yield self.finding(
                    "duty", (clause, _trimmed(clause)), (place, rule, _weak_span(rule))
                )

    def mutual(self, bag: Bag, clause: RuleClause, rule: RuleClause) -> bool:
        """True where no other clause of the left is nearer to one of the right."""
        near = _likeness(bag, rule.bag)
        others = (one for one in self.clauses if one is not clause and not one.case)
        return all(_likeness(one.bag, rule.bag) <= near for one in others)

    def nearest(
        self, bag: Bag, around: Bag, least: float
    ) -> tuple[ArticlePlace, RuleClause] | None:
        """The clause of the right with most of the words, of those that bind the first."""
        scores = [
            (_score(bag, around, rule), not rule.weak, -at)
            for at, (_, rule) in enumerate(self.rules)
            if not rule.case and not rule.by_authority and not _OTHERS.match(rule.words)
        ]
        best = max(scores, default=None)
        if best is None:
            return None
        place, rule = self.rules[-best[2]]
        return (place, rule) if _likeness(bag, rule.bag) >= least else None


def _likeness(one: Bag, other: Bag) -> float:
    """From 0 to 1: what both share, of the shorter.

    Two clauses that share one pair of characters are about two matters, unless they have no more.
    """
    shared, shorter = len(one & other), min(len(one), len(other))
    return shared / shorter if shared > 1 or shared == shorter > 0 else 0.0


def _score(bag: Bag, around: Bag, rule: RuleClause) -> float:
    """The likeness of a clause, more where it is longer and its sentence is near."""
    shared = 2 * len(bag & rule.bag) / max(len(bag) + len(rule.bag), 1)
    return _likeness(bag, rule.bag) + shared / 4 + _likeness(around, rule.around) / 8


def _match(one: RuleClause, quantity: Quantity, other: RuleClause, number: Quantity) -> float:
    """The likeness of what two quantities are of.

    That of their clauses counts before that of their sentences.
    """
    if quantity.case != number.case:
        return 0.0
    around = _likeness(one.around, other.around)
    alone = not one.bag or not other.bag  # 期限为三个月: the sentence says of what
    near = around + ALONE if alone else _likeness(one.bag, other.bag)
    if not near and around < BEARING:
        return 0.0
    same = quantity.measure == number.measure
    return round(near if alone else (2 * near + around) / 3, 3) + 0.001 * same


def _weaker(clause: RuleClause, quantity: Quantity, number: Quantity) -> FindingKind | None:
    """The finding on two quantities of one matter.

    By the words of the left it is known which way is weaker; in a case on which a duty depends,
    the other way.
    """
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


_ADVERBS = re.compile(
    "^(?:及时|立即|依法|严格|认真|妥善|切实|定期|逐步|积极|主动|如实|统一|同时|一并|按照?(?:有关|国家)?规定)*"
)
_FRONTED = re.compile("^[对在将向为按依与以于自由从把就经]")
"""Words that put something else before the verb: 对船员进行检查."""
_OWN = re.compile(
    "公司|集团|本[行厂院校店所企单]|我[司行院]|[部室处科队组岗员长厂站店中心]$|经理|委员会|小组|办公室|部门|各单位|人员|员工"
)
"""Names that company rules have for the enterprise and its parts."""


def _same_act(clause: RuleClause, rule: RuleClause) -> bool:
    """True where two clauses name one conduct behind their words of duty."""
    act, other = _ADVERBS.sub("", clause.act), rule.act
    bags = bag_of(plain(act)), bag_of(plain(other))
    if not _FRONTED.match(act) and act[:2] not in rule.words:
        return False
    return 2 * len(bags[0] & bags[1]) >= BEARING * (len(bags[0]) + len(bags[1]))


def _same_subject(clause: RuleClause, rule: RuleClause) -> bool:
    """True where the right may be about those whom the left binds."""
    mine, theirs = bag_of(clause.subject), bag_of(rule.subject)
    return not mine or not theirs or bool(mine & theirs) or _OWN.search(rule.subject) is not None


def _is_open(quantity: Quantity, number: Quantity) -> bool:
    """True for working days and others of which it is open which are more."""
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
    """The place of a clause without white space and marks at its ends."""
    whole = clause.text[slice(*clause.span)]
    begin = clause.span[0] + len(whole) - len(whole.lstrip())
    return begin, begin + len(clause.words)


def _weak_span(rule: RuleClause) -> Span:
    """The place of a weak clause, from its weak word on where that stands before it."""
    begin, end = _trimmed(rule)
    if rule.weak not in rule.text[begin:end]:
        begin = max(rule.text.rfind(rule.weak, 0, begin), 0)
    return begin, end


_SENTENCE_END = re.compile("[。；]")
_ALLOWS = re.compile("可以|除外|不受|免")
_OTHERS = re.compile("(?:鼓励|支持)?其他")
"""Words by which a clause is about others: 其他单位根据需要设立."""
