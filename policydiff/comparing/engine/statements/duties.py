"""Duties that came, went, or bind in another way, as both texts prove it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from heapq import nsmallest
from itertools import groupby

from policydiff.comparing.engine.duties import Duty, DutyReading, lays_down
from policydiff.comparing.engine.statements.kinship import RuleLikeness
from policydiff.comparing.engine.statements.rules import Bag, RuleSentence, bag_of
from policydiff.model.comparison import Span
from policydiff.model.document import Provision
from policydiff.text.noise import fold_key
from policydiff.text.numerals import POINT_NUMBER
from policydiff.text.sentences import cut_clauses
from policydiff.text.traditions.dialect import FactWords

NEW = 0.55
"""Words of which no rule of the other text has this share are a new duty …"""
CLAUSE = 0.9
"""… unless one has this share of a single clause."""
GONE = 0.12
"""The same for a duty that went: of these it is said only where nothing answers."""
INSERTED = 0.5
"""The same for a clause beside others that stayed …"""
STRANGE = 0.22
"""… and for all such clauses of a sentence together."""
COMMON = 200
"""Pairs of characters in more rules than this find none of them."""
NEAR = 12
"""Rules of the other text, those with most of the words, that are weighed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDuty:
    """A duty that one text alone has, by its place in the text of its article."""

    article: Provision
    span: Span


class OtherText:
    """The other text, asked on the matter of some words."""

    def __init__(self, rules: Sequence[RuleSentence], likeness: RuleLikeness) -> None:
        self.rules, self.likeness = rules, likeness

    @cached_property
    def holding(self) -> dict[str, list[int]]:
        """The places of the rules that hold a pair of characters."""
        holding: dict[str, list[int]] = defaultdict(list)
        for index, rule in enumerate(self.rules):
            for pair in rule.words:
                holding[pair].append(index)
        return holding

    def near(self, words: Bag) -> tuple[Bag, ...]:
        """The rules with most of the words."""
        weights: dict[int, int] = defaultdict(int)
        for pair in words:
            indices = self.holding.get(pair, [])
            for index in indices if len(indices) <= COMMON else ():
                weights[index] += self.likeness.weights[pair]
        nearest = nsmallest(NEAR, weights, key=lambda index: (-weights[index], index))
        return tuple(self.rules[index].words for index in nearest)

    def has(self, words: Bag, near: Iterable[Bag]) -> float:
        """The greatest share of the words that one rule has."""
        return max((self.likeness.within(words, rule) for rule in near), default=0.0)


def lone_duties(
    reading: DutyReading,
    other: OtherText,
    lone: Container[str],
    paired: Container[tuple[str, int]],
    most: float,
) -> Iterator[FoundDuty]:
    """The duties of one text that the other does not have.

    They stand in paragraphs or articles without a counterpart (`lone`, by eId), in no sentence that
    is `paired` (by the eId of the article, and its place in it), and no rule of the other text has
    more of their words than `most`. Neighbouring sentences are one.
    """
    for duty, article, text in _placed(reading):
        if duty.eid not in lone and duty.article not in lone:
            continue
        spans: list[Span] = []
        for begin, end in _sentences(duty, text, reading):
            if (duty.article, begin) not in paired and _is_new(text[begin:end], other, most):
                joined = bool(spans) and not text[spans[-1][1] : begin].strip()
                spans.append((spans.pop()[0], end) if joined else (begin, end))
        yield from (FoundDuty(article=article, span=span) for span in spans)


def inserted_duties(
    reading: DutyReading,
    other: OtherText,
    changed: Container[str],
    lone: Container[str],
    paired: Container[tuple[str, int]],
) -> Iterator[FoundDuty]:
    """New duties beside others that stayed, in articles that `changed`.

    What is `lone` has none that stayed. Of a sentence that is `paired` they are a part behind its
    beginning.
    """
    for duty, article, text in _placed(reading):
        if duty.article not in changed or duty.eid in lone or duty.article in lone:
            continue
        for begin, end in _sentences(duty, text, reading):
            for first, last in _new_runs(text[begin:end], other):
                if first or (duty.article, begin) not in paired:
                    yield FoundDuty(article=article, span=(begin + first, begin + last))


def _placed(reading: DutyReading) -> Iterator[tuple[Duty, Provision, str]]:
    for eid, duties in groupby(reading.duties, key=lambda duty: duty.article):
        article = reading.index.by_eid[eid]
        if isinstance(article, Provision):
            text = article.text
            yield from ((duty, article, text) for duty in duties)


def _sentences(duty: Duty, text: str, reading: DutyReading) -> Iterator[Span]:
    end = max(text.find(reading.index.by_eid[duty.eid].text), 0)
    for sentence in duty.sentences:
        begin = text.find(sentence, end)
        if begin >= 0:
            end = begin + len(sentence)
            yield begin, end


def _new_runs(sentence: str, other: OtherText) -> Iterator[Span]:
    """The new clauses of a sentence, in runs with a word of duty."""
    near = other.near(bag_of(sentence))
    run: list[Span] = []
    for clause in (*cut_clauses(sentence), None):
        if clause is not None and other.has(bag_of(sentence[slice(*clause)]), near) < INSERTED:
            run.append(clause)
            continue
        if run and any(lays_down(sentence[slice(*clause_span)]) for clause_span in run):
            span = run[0][0], run[-1][1]
            words = bag_of(sentence[slice(*span)])
            if other.has(words, other.near(words)) < STRANGE:
                yield span
        run = []


def _is_new(sentence: str, other: OtherText, most: float) -> bool:
    words = bag_of(sentence)
    near = other.near(words)
    if other.has(words, near) >= most:
        return False
    clauses = (sentence[slice(*clause)] for clause in cut_clauses(sentence))
    return all(other.has(bag_of(one), near) < CLAUSE for one in clauses if lays_down(one))


PlacedClause = tuple[RuleSentence, Span]
"""A clause with its rule, by offsets into the text of the article."""

MARKS = "。；，：:;, \n"
"""Marks at the ends of a clause that are no part of it."""
MOST_CLAUSES = 200
"""Clauses of a sentence that are compared; of one with more nothing is said."""
LONGEST_CLAUSE = 400
"""Characters of a clause whose lists are compared."""
SAME_CLAUSE = 0.55
"""From this likeness on two clauses of rules about one matter lay down the same."""
_FORCE = {
    **dict.fromkeys(("应当", "应该", "必须", "须", "一律"), "must"),
    **dict.fromkeys(("不得", "不准", "禁止", "严禁", "无权"), "must not"),
    **dict.fromkeys(("可以", "有权"), "may"),
    **dict.fromkeys(("鼓励", "支持"), "is promoted"),
}
_FORBIDS = ("must not",)
_BINDS = frozenset({"must", "must not"})
_ACCORDING = re.compile("(?:应当|必须|须)(?:根据|依照|按照|针对|依据)")
"""A duty whose clause says only by what it is measured: 应当根据实际情况，制定预案."""
_NOT = re.compile("不(?![得能准可应许超少予])")
"""A denial that forbids nothing: 不以危险方式."""
_BODY = re.compile("(?:行政|农业农村|卫生健康|疾病预防控制|畜牧兽医){0,4}主管部门")
_JOINT = re.compile("、|或者|和|以及")
_JOINTS = re.compile("[、，,]|或者|和|以及|及|与|的|等")


def changed_duties(
    pairs: Iterable[tuple[RuleSentence, RuleSentence]],
    likeness: RuleLikeness,
    words: FactWords,
    replaced: Mapping[str, str],
) -> Iterator[tuple[PlacedClause, PlacedClause]]:
    """The clauses that bind in another way, or to more or less.

    可以 → 应当 is another way; a list that only grew or only became shorter is more or less. What a
    replacement throughout explains (`replaced`) is neither.
    """
    taken: set[tuple[int, str, Span]] = set()
    for old, new in pairs:
        if old.penal or new.penal or fold_key(old.sentence) == fold_key(new.sentence):
            continue
        for before_span, after_span in _same_clauses(old, new, likeness, words):
            ends = {(0, old.article.eid, before_span), (1, new.article.eid, after_span)}
            if ends & taken:
                continue
            taken |= ends
            here, there = old.text[slice(*before_span)], new.text[slice(*after_span)]
            for before, after in replaced.items():
                here = here.replace(before, after)
            lays = lays_down(here) or lays_down(there)
            forces = _force(here, words), _force(there, words)
            if lays and (
                _binds_otherwise(here, *forces)
                or (
                    forces[0] == forces[1]
                    and _BINDS.intersection(forces[0])
                    and not _ACCORDING.search(there)
                    and _scope_changed(here, there, alone=forces[0] != _FORBIDS)
                    and not _stands(here, there, (old, new), words)
                )
            ):
                yield (old, before_span), (new, after_span)


def _same_clauses(
    old: RuleSentence, new: RuleSentence, likeness: RuleLikeness, words: FactWords
) -> Iterator[tuple[Span, Span]]:
    """The clauses that are each other's likeliest, whatever their words of command."""
    before, after = list(_clauses(old)), list(_clauses(new))
    if max(len(before), len(after)) > MOST_CLAUSES:
        return
    bags = [
        [bag_of(words.modality.sub("，", rule.text[slice(*span)])) for span in spans]
        for rule, spans in ((old, before), (new, after))
    ]
    table = [[likeness.of(bag, other) for other in bags[1]] for bag in bags[0]]
    for index, row in enumerate(table):
        best = max(range(len(row)), key=row.__getitem__)
        if row[best] >= SAME_CLAUSE and row[best] == max(other[best] for other in table):
            yield before[index], after[best]


def _clauses(rule: RuleSentence) -> Iterator[Span]:
    text = rule.text[slice(*rule.span)]
    for begin, end in cut_clauses(text):
        yield rule.span[0] + begin, rule.span[0] + end


def _force(clause: str, words: FactWords) -> tuple[str, ...]:
    """The force of a clause: must, must not, may."""
    if clause.rstrip("，：；。\n ").endswith("的"):
        return ()
    return tuple(
        _FORCE[command[0]] for command in words.modality.finditer(clause) if command[0] in _FORCE
    )


def _binds_otherwise(clause: str, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """True where one force took the place of another: 可以 → 应当, 不以 → 不得以."""
    if len(before) == len(after) == 1:
        return before != after
    return not before and after == _FORBIDS and _NOT.search(clause) is not None


def _plain(clause: str, words: FactWords) -> str:
    """A clause without marks, other spellings, and names of departments."""
    key = fold_key(clause.strip(MARKS))
    for variant, usual in words.variants.items():
        key = key.replace(variant, usual)
    return _BODY.sub("主管部门", _JOINTS.sub("", key))


def _stands(
    here: str, there: str, rules: tuple[RuleSentence, RuleSentence], words: FactWords
) -> bool:
    """True where the other sentence has the clause, in this order or another."""
    before, after = _plain(here, words), _plain(there, words)
    longer, other = (after, rules[0]) if len(after) >= len(before) else (before, rules[1])
    return Counter(before) == Counter(after) or longer in _plain(other.sentence, words)


def _scope_changed(before: str, after: str, *, alone: bool) -> bool:
    """True where items of a list came or went; `alone`: and nothing else differs."""
    if max(len(before), len(after)) > LONGEST_CLAUSE:
        return False
    came, went = list[str](), list[str]()
    for op, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op != "equal":
            went.append(before[i:j])
            came.append(after[k:m])
    for more, less in ((came, went), (went, came)):
        listed = any(_JOINT.search(words) and len(_JOINTS.sub("", words)) > 1 for words in more)
        if listed and not (alone and any(_JOINTS.sub("", words) for words in less)):
            return True
    return False


_POINT = re.compile(f"^{POINT_NUMBER}")
"""The number of a point before its words: （三）擅自施工的."""
_BREACH = re.compile(
    r"违反本(?:法|条例|办法|规定|细则)(?:的)?规定|有下列(?:行为|情形)之一"
    r"|未(?:经|取得)[^，；]{0,8}?(?:许可证?|批准|同意|登记|备案)(?:，|擅自)?"
    r"|未(?:按照|依照|按|依法|经)?(?:本法|本条例|国家|有关){0,2}(?:规定|要求)?"
    r"|不(?:按照|依照|按|依法|履行)|拒不|擅自|没有|逾期|^不|^违法|的$"
)
"""Words of a case that say no more than that a duty is breached."""
_PUT_FIRST = ("将", "把", "对", "向", "为", "在", "与", "以")
"""A word before the object of a conduct, whose verb then stands at the end."""
_NO_CONDUCT = re.compile("违反本[法条办规细]|(?:人员|人|者|企业|机构|机关|部门|单位|时)$")
"""What names who acts, or when, or no more than this law: 违反本法规定解除劳动合同."""
NAMED = 0.65
"""A penal provision names a duty that has its verb and this share of the words of the conduct …"""
LEAST_NAMED = 5
"""… of which there are so many pairs of characters at least …"""
LEAST_UNSAID = 9
"""… and so many where no word says that a duty is breached: 泄露捐赠人个人隐私."""


def named_breaches(reading: DutyReading) -> dict[str, tuple[str, ...]]:
    """The penal paragraphs that name the breach of duties by the conduct alone.

    未按照规定开展客户尽职调查的 names 应当开展客户尽职调查. Rarer words count more.
    """
    conducts = [
        (penal.eid, _verb(conduct), bag_of(conduct))
        for penal in reading.penal
        for conduct in _conducts(penal.text)
    ]
    bags = {duty.eid: bag_of("".join(duty.sentences)) for duty in reading.duties}
    likeness = RuleLikeness((*bags.values(), *(conduct for *_, conduct in conducts)))
    by_verb: dict[str, list[int]] = defaultdict(list)
    for index, (_, verb, _) in enumerate(conducts):
        by_verb[verb].append(index)
    named_by: dict[str, tuple[str, ...]] = {}
    for eid, bag in bags.items():
        indices = sorted(index for verb in by_verb.keys() & bag for index in by_verb[verb])
        named = (index for index in indices if likeness.within(conducts[index][2], bag) >= NAMED)
        named_by[eid] = tuple(dict.fromkeys(conducts[index][0] for index in named))
    return named_by


def _conducts(text: str) -> Iterator[str]:
    """The conduct in a penal paragraph, of each item and each case.

    Who acts, and a case (解除劳动合同，未支付经济补偿的), stand before the word of breach and fall away.
    """
    for begin, end in cut_clauses(text):
        clause = text[begin:end].strip().strip(MARKS)
        whole = clause.endswith("的") or not text[begin:end].rstrip().endswith("，")
        if clause.endswith("的") or text[max(begin - 1, 0) : begin] == "\n":
            parts = re.split("；|，|、(?=未|不|拒)|或者(?=未|不|拒)", clause)
            breaches = [re.search("未|不|拒|擅自|没有", part) for part in parts]
            for part, breached in zip(parts, breaches, strict=True):
                if not breached and (any(breaches) or not whole):
                    continue
                breach = part[breached.start() :] if breached else part
                conduct = _BREACH.sub("", _POINT.sub("", breach))
                if _NO_CONDUCT.search(part) or _NO_CONDUCT.search(conduct):
                    continue
                if len(bag_of(conduct)) >= (LEAST_NAMED if breached else LEAST_UNSAID):
                    yield conduct


def _verb(conduct: str) -> str:
    """The verb of a conduct: its first word, or its last."""
    return conduct[-2:] if conduct.startswith(_PUT_FIRST) else conduct[:2]
