"""The sanctions of a clause by circumstances, and which of two ranges is milder.

Nothing here says which version applies to an act. A range is called milder where the words prove it
alone: with the same conduct, cases, conditions and sanctions, and nothing different but figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from policydiff.comparing.engine.duties import DutyReading, PenalProvision, read_duties
from policydiff.comparing.engine.statements.figures import Figure
from policydiff.comparing.engine.statements.penalty_measures import (
    MAIN,
    order_of_ranges,
    order_of_scales,
)
from policydiff.comparing.engine.statements.rules import LEADING, RuleSentence, read_rules
from policydiff.model.document import Document, Provision
from policydiff.model.index import index_document
from policydiff.text.noise import fold_key
from policydiff.text.traditions.dialect import FactWords
from policydiff.text.traditions.registry import DIALECTS

Verdict = Literal["left", "right", "equal", "open"]
"""Whose range is milder: that of the first text, of the second, both the same, or not provable."""

Obstacle = Literal[
    "",
    "conduct",
    "cases",
    "alone",
    "words",
    "elsewhere",
    "unread",
    "mixed",
    "unmeasured",
    "unranged",
    "sentences",
]
"""The reason for which ranges are not compared; "" where they are."""

_MARKS = "。；，：;:, 　\n"


_ELSEWHERE = frozenset({"crime", "civil", "security", "penalty"})
"""Families of sanctions whose measure stands in another law."""
_CONSEQUENCE = re.compile(
    "的，[^。；\n]{0,60}(?:有期徒刑|无期徒刑|死刑|拘役|管制|(?:承担|负)[^，。；\n]{0,12}责任"
    "|没收|吊销|暂扣|拘留|处分|警告|通报批评)"
)
"""A case with a criminal, civil or other consequence: 偷窃水桶的，处三年以下有期徒刑."""
_PUNISHED = re.compile("(?:予以|给予|规定)处[罚分]|追究[^，。；\n]{0,8}责任")
"""A consequence of which no sanction is read: 依照前款规定予以处罚."""
_PROCEDURAL = re.compile(
    "(?:罚款|拘留|执照|许可证件?|停业|处罚|没收[^，。；\n]{0,12})"
    "(?:的(?:案件|决定|当事人)|(?:的)?，[^。；\n]{0,30}(?:听证|当场|集体讨论|备案|不服|复议|起诉))"
)
"""A clause on the course of a case, no sanction of its own: 处五万元以下罚款的案件应当听证."""
_MAYBE = re.compile(
    "罚|(?:可以|应当|并|，|以)?处(?![理置所境长级室方于在])|没收|拘留|吊销|暂扣|撤销|取消|责令|警告|通报"
    "|失信|信用|黑名单|禁止[^，。；\n]{0,16}(?:从业|从事)|不得[^，。；\n]{0,8}(?:申请|从事|担任|参加)"
    "|处分|记过|降级|撤职|开除|责任|刑|从轻|减轻|免予|不予"
)
"""Words that may be a sanction, or change one: 列入失信名单, 三年内不得申请许可, 加倍处罚."""
_BARE_FINE = re.compile("处以?罚款")
"""A fine without a range: 处以罚款."""
_BACK = re.compile("前[款项条]|上述|本[款条](?!例)|第[^，。；：第\n]{1,6}款")
"""Words by which a conduct is that of a paragraph before: 有前款行为, 情节严重的."""
_OWN_NUMBER = re.compile(r"第[^，。；：第\n]{1,12}?[条款项]")
"""The number of a provision that is cited in a clause: 第三十条, 第二款."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """The consequence that a clause attaches to a case of its conduct.

    `case` are the words of the case (逾期不改正的, 情节严重的), "" for the conduct alone; `grade` is the
    kind of circumstance in them (严重, 较轻, 后果), `precondition` True where something else must have
    come true: an order that was not followed (逾期不改正), a consequence (造成严重后果). `words` are all that follows from it.
    """

    conduct: str
    case: str
    grade: str
    precondition: bool
    words: str
    families: tuple[str, ...]
    measures: tuple[tuple[str, str], ...]
    """The figures of fines and terms with what each measures, in order."""
    scale: str = ""
    """The words of main penalties of the criminal law; "" without any."""
    skeleton: str = ""
    """What is left of the words without figures, authorities and spelling."""
    key: tuple[str, str] = ("", "")
    """The conduct and the case, to be compared."""
    cites: bool = False
    """True where the conduct is described by another provision, as 第十条 or 前款."""
    refers_back: bool = False
    """True where it is that of a paragraph before."""
    paragraph: int = 0
    """The place of its paragraph: those of one paragraph divide the cases among them."""
    read: bool = True
    """False for a sentence of the clause that was not read; `words` are all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeComparison:
    """The ranges of a circumstance in two versions, by the places of both in a list.

    `circumstance` is None for all paragraphs that cannot be compared. `proof` has the words of
    each side that differ, or that are the same.
    """

    left: int
    right: int
    circumstance: str | None
    verdict: Verdict
    obstacle: Obstacle = ""
    proof: tuple[tuple[str, str], ...] = ()
    cites: bool = False
    refers_back: bool = False


def circumstances_of(document: Document, eid: str) -> tuple[Circumstance, ...]:
    """The circumstances of a provision, in order, with its unread sentences.

    An item has those of its list. Of a provision without any, only sentences that may have a
    sanction count as not read.
    """
    dialect = DIALECTS.get(document.dialect)
    article, text = _article(document, eid)
    if dialect is None or dialect.facts is None or article is None:
        return ()
    begin = max(0, article.text.find(text))
    span = begin, begin + len(text)
    rules = read_rules(document, _duties(document, article), dialect.facts, {article.eid})
    circumstances = [
        replace(circumstance, paragraph=article.text.count("\n", 0, rule.span[0] + 1))
        for rule in rules
        if rule.article.eid == article.eid and rule.whole[0] < span[1] and span[0] < rule.whole[1]
        for circumstance in _circumstances(rule, dialect.facts)
    ]
    penal = any(circumstance.read for circumstance in circumstances)
    return tuple(
        circumstance
        for circumstance in circumstances
        if penal or circumstance.read or _MAYBE.search(circumstance.words)
    )


def is_procedural(sentence: str) -> bool:
    """True for a sentence on the course of a case: it imposes no sanction."""
    return _PROCEDURAL.search(sentence) is not None


def _duties(document: Document, article: Provision) -> DutyReading:
    """The duties of a text; parts with a consequence in words count as punishing."""
    reading = read_duties(document)
    parts = (part for part in (article, *article.children) if isinstance(part, Provision))
    more = tuple(
        PenalProvision(
            eid=provision.eid, article=article.eid, text=provision.text, breaches=(), mentions=()
        )
        for provision in parts
        if _CONSEQUENCE.search(provision.text)
    )
    return replace(reading, penal=(*reading.penal, *more))


def _article(document: Document, eid: str) -> tuple[Provision | None, str]:
    index = index_document(document)
    node = index.by_eid.get(eid)
    if not isinstance(node, Provision):
        return None, ""
    above = (eid, *index.ancestors(eid))
    article = next((candidate for candidate in document.articles if candidate.eid in above), node)
    return article, node.text


def _circumstances(rule: RuleSentence, words: FactWords) -> Iterator[Circumstance]:
    figures = [
        figure
        for figure in rule.figures
        if figure.kind == "sanction" or figure.family in ("fine", "term")
    ]
    sentence = rule.text[slice(*(rule.span if rule.item else rule.whole))].strip(_MARKS)
    if is_procedural(rule.sentence):
        figures = []
    groups = [tuple(run) for _, run in groupby(figures, key=lambda figure: figure.case)]
    if not groups and not rule.item and sentence:
        punished = _PUNISHED.search(rule.sentence) is not None
        yield _unread(rule.sentence if punished else sentence, punished=punished)
    listed = rule.text[rule.span[1] : rule.whole[1]]
    conduct = rule.conduct or (rule.text[rule.span[0] : groups[0][0].clause[0]] if groups else "")
    conduct = conduct.strip(_MARKS)
    before = conduct.rpartition("的，")
    if before[1] and _MAYBE.search(before[2]):
        yield _unread(sentence, punished=False)
    for index, group in enumerate(groups):
        follower = groups[index + 1] if index + 1 < len(groups) else None
        end = rule.span[1] if follower is None else follower[0].clause[0]
        stretch = rule.text[group[0].clause[0] : end].strip(_MARKS)
        if follower is not None:
            stretch = stretch.removesuffix(follower[0].case).strip(_MARKS)
        begin = group[0].clause[0]
        yield _circumstance(
            group, stretch, rule.text.find(stretch, begin), (conduct, listed), words
        )


def _unread(sentence: str, *, punished: bool) -> Circumstance:
    """A sentence of which no sanction is read, be it `punished` elsewhere or not."""
    words = sentence.strip(_MARKS)
    return Circumstance(
        conduct=words,
        case="",
        grade="",
        precondition=False,
        words=words,
        families=("penalty",) if punished else (),
        measures=(),
        key=(_OWN_NUMBER.sub("#", fold_key(words)), ""),
        cites=_OWN_NUMBER.search(words) is not None,
        read=punished,
    )


def _circumstance(
    group: Sequence[Figure],
    stretch: str,
    begin: int,
    conduct: tuple[str, str],
    words: FactWords,
) -> Circumstance:
    inside = [one for one in group if one.span[1] <= begin + len(stretch)]
    measured = [one for one in inside if one.family in ("fine", "term")]
    main = _main_stretch(inside, stretch, begin)
    spans = [(one.span[0] - begin, one.span[1] - begin) for one in measured]
    if main is not None:
        spans = [one for one in spans if not main[0] <= one[0] < main[1]] + [main]
    case = group[0].case
    plain = "".join(conduct)
    folded = fold_key(LEADING.sub("", plain.replace(case, "") if case else plain)).strip(_MARKS)
    return Circumstance(
        conduct=conduct[0],
        case=case,
        grade=group[0].grade,
        precondition=bool(group[0].condition) or group[0].grade == "后果",
        words=stretch,
        families=tuple(dict.fromkeys(one.family for one in inside)),
        measures=tuple(
            (f"{one.family} {one.base} {one.actor}", one.value)
            for one in measured
            if main is None or not main[0] <= one.span[0] - begin < main[1]
        ),
        scale="" if main is None else stretch[slice(*main)],
        skeleton=_skeleton(stretch, spans, words),
        key=(_OWN_NUMBER.sub("#", folded), fold_key(case)),
        cites=_OWN_NUMBER.search(folded) is not None or _BACK.search(folded) is not None,
        refers_back=_BACK.search(folded) is not None,
    )


def _skeleton(stretch: str, spans: Iterable[tuple[int, int]], words: FactWords) -> str:
    return fold_key(words.acting.sub("…", _masked(stretch, spans))).strip(_MARKS)


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for begin, end in sorted(spans, reverse=True):
        text = f"{text[:begin]}□{text[end:]}"
    return text


def _main_stretch(figures: Sequence[Figure], stretch: str, begin: int) -> tuple[int, int] | None:
    """The place of the main penalties among the words; None where there are none."""
    main = [
        figure
        for figure in figures
        if (figure.family == "detention" and figure.value in MAIN) or figure.family == "term"
    ]
    if not any(figure.value in MAIN for figure in main):
        return None
    return main[0].span[0] - begin, min(main[-1].span[1] - begin, len(stretch))


def compare_circumstances(
    places: tuple[int, int], left: Sequence[Circumstance], right: Sequence[Circumstance]
) -> tuple[RangeComparison, ...]:
    """The comparison of the consequences that two versions attach to the same cases.

    Paragraphs whose conduct and cases read the same are compared; all others are left open as one.
    Open is, too, what stands in a paragraph with a sentence that was not read, and everything where
    those sentences differ. Empty where neither version has sanctions.
    """
    olds, news = _paragraphs(left), _paragraphs(right)
    found: list[tuple[int, int, RangeComparison]] = []
    for old in tuple(olds):
        match = next((new for new in news if _keys(new) == _keys(old)), None)
        if match is not None:
            olds.remove(old)
            news.remove(match)
            places_of = old[0].paragraph, match[0].paragraph
            found += (
                (*places_of, _compared(places, *pair)) for pair in zip(old, match, strict=True)
            )
    unread = [[one for one in side if not one.read] for side in (left, right)]
    words = [sorted(fold_key(one.words) for one in side) for side in unread]
    lenient = any("lenience" in one.families for side in (*olds, *news) for one in side)
    blocked = [{one.paragraph for one in side} for side in unread]
    compared = [
        replace(one, verdict="open", obstacle="sentences", proof=())
        if (words[0] != words[1] or lenient or first in blocked[0] or second in blocked[1])
        and (one.verdict != "open" or one.obstacle == "unmeasured")
        else one
        for first, second, one in found
    ]
    if not olds and not news and (found or not any(unread)):
        return tuple(compared)
    cases = [[one.key[1] for paragraph in side for one in paragraph] for side in (olds, news)]
    obstacle: Obstacle = "conduct" if cases[0] == cases[1] else "cases"
    if not olds or not news:
        obstacle = _obstacle_alone(olds or news, unread[0 if news else 1])
    compared = [_with_open_conduct(one) if one.refers_back else one for one in compared]
    remaining = RangeComparison(
        left=places[0], right=places[1], circumstance=None, verdict="open", obstacle=obstacle
    )
    return (*compared, remaining)


def _obstacle_alone(
    paragraphs: Sequence[Sequence[Circumstance]], others: Sequence[Circumstance]
) -> Obstacle:
    """The obstacle for paragraphs of one text; `others` are unread in the other."""
    fined = any("fine" in circumstance.families for side in paragraphs for circumstance in side)
    if fined and any(_BARE_FINE.search(circumstance.words) for circumstance in others):
        return "unranged"
    return "alone" if paragraphs and not others else "sentences"


def _paragraphs(circumstances: Sequence[Circumstance]) -> list[tuple[Circumstance, ...]]:
    read = (circumstance for circumstance in circumstances if circumstance.read)
    runs = groupby(read, key=lambda circumstance: circumstance.paragraph)
    return [tuple(run) for _, run in runs]


def _keys(paragraph: Iterable[Circumstance]) -> list[tuple[str, str]]:
    return [circumstance.key for circumstance in paragraph]


def _compared(places: tuple[int, int], left: Circumstance, right: Circumstance) -> RangeComparison:
    verdict, obstacle, proof = _verdict(left, right)
    return RangeComparison(
        left=places[0],
        right=places[1],
        circumstance=left.case,
        verdict=verdict,
        obstacle=obstacle,
        proof=proof,
        cites=left.cites or right.cites,
        refers_back=left.refers_back or right.refers_back,
    )


def _with_open_conduct(compared: RangeComparison) -> RangeComparison:
    return replace(compared, verdict="open", obstacle="conduct", proof=())


Judged = tuple[Verdict, Obstacle, tuple[tuple[str, str], ...]]


def _verdict(left: Circumstance, right: Circumstance) -> Judged:
    sides = left, right
    if any(_ELSEWHERE.intersection(side.families) for side in sides) or any(
        _OWN_NUMBER.search(side.words) or "《" in side.words for side in sides
    ):
        return "open", "elsewhere", ()
    if left.skeleton != right.skeleton or [k for k, _ in left.measures] != [
        k for k, _ in right.measures
    ]:
        return "open", "words", ()
    proof = tuple((a, b) for (_, a), (_, b) in zip(left.measures, right.measures, strict=True))
    orders: list[int | Obstacle] = [order_of_ranges(a, b) for a, b in proof]
    if left.scale or right.scale:
        proof = ((left.scale, right.scale), *proof)
        orders = [order_of_scales(left.scale, right.scale, left.words), *orders]
    if not proof:
        return "open", "unmeasured", ()
    if "unread" in orders:
        return "open", "unread", ()
    signs = {order for order in orders if order}
    if "mixed" in signs or len(signs) > 1:
        return "open", "mixed", proof
    changed = tuple(pair for pair, order in zip(proof, orders, strict=True) if order)
    return ("equal", "", proof) if not signs else ("left" if -1 in signs else "right", "", changed)
