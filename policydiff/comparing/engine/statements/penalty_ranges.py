"""The sanctions of a clause by circumstances, and which of two ranges is milder.

Nothing here says which version applies to an act. A range is called milder where the words prove it
alone: with the same conduct, cases, conditions and sanctions, and nothing different but figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import Literal

from policydiff.comparing.engine.duties import DutyReading, PenalProvision, read_duties
from policydiff.comparing.engine.facts.typing import DIALECTS
from policydiff.comparing.engine.statements.figures import Figure
from policydiff.comparing.engine.statements.rules import LEADING, RuleSentence, read_rules
from policydiff.model.document import Document, Provision
from policydiff.model.index import index_document
from policydiff.text.noise import fold_key
from policydiff.text.numerals import AMOUNT, DIGIT, read_number
from policydiff.text.traditions.dialect import FactWords

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


def _limited(name: str) -> str:
    number = rf"(?P<{name}>(?:百分之)?(?:{AMOUNT}|[,，.．](?={DIGIT})){{1,40}})"
    unit = rf"(?P<{name}_unit>元|倍|年|个月|月|日|天|小时|[%％])?"
    return rf"{number}{unit}(?P<{name}_limit>以上|以下|以内|内)?"


_RANGE = re.compile(rf"{_limited('one')}(?:[至到]?{_limited('two')})?")
"""A figure of a penalty: 五百元, 一万元以上五万元以下, 一倍以上五倍以下, 三年以下."""
_UNIT_VALUES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_DECIMAL = re.compile(
    rf"(?P<number>[0-9]{{1,12}}(?:\.[0-9]{{1,6}})?)(?P<units>[{''.join(_UNIT_VALUES)}]{{0,3}})"
)
"""A number in digits: 5万, 1.5亿, 200."""
_MONTHS = {"年": 12, "个月": 1, "月": 1}
_PRISON, _LEAST, _MOST = "有期徒刑", Fraction(6), Fraction(180)
"""Imprisonment lasts six months at least and fifteen years at most where a clause names no limit."""
_MAIN = ("管制", "拘役", _PRISON, "无期徒刑", "死刑")
"""The main penalties, from the lightest to the gravest."""
_MAIN_WORDS = re.compile("|".join(_MAIN))
"""A main penalty: 拘役."""
_TERM = re.compile("[^、，或者处]{1,40}$")
"""The measure before imprisonment: 或者三年以上十年以下."""
_JOINT = re.compile(r"^(?:、|，|或者?|处|以?及){0,3}$")
"""What may stand between main penalties that are alternatives: 三年以下有期徒刑、拘役或者管制."""
_ALONE = re.compile("单处|剥夺政治权利")
"""A penalty that may take the place of every main penalty: 并处或者单处罚金."""
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
    found = [
        replace(one, paragraph=article.text.count("\n", 0, rule.span[0] + 1))
        for rule in rules
        if rule.article.eid == article.eid and rule.whole[0] < span[1] and span[0] < rule.whole[1]
        for one in _circumstances(rule, dialect.facts)
    ]
    penal = any(one.read for one in found)
    return tuple(one for one in found if penal or one.read or _MAYBE.search(one.words))


def is_procedural(sentence: str) -> bool:
    """True for a sentence on the course of a case: it imposes no sanction."""
    return _PROCEDURAL.search(sentence) is not None


def _duties(document: Document, article: Provision) -> DutyReading:
    """The duties of a text; parts with a consequence in words count as punishing."""
    found = read_duties(document)
    parts = (one for one in (article, *article.children) if isinstance(one, Provision))
    more = tuple(
        PenalProvision(eid=part.eid, article=article.eid, text=part.text, breaches=(), mentions=())
        for part in parts
        if _CONSEQUENCE.search(part.text)
    )
    return replace(found, penal=(*found.penal, *more))


def _article(document: Document, eid: str) -> tuple[Provision | None, str]:
    index = index_document(document)
    node = index.by_eid.get(eid)
    if not isinstance(node, Provision):
        return None, ""
    above = (eid, *index.ancestors(eid))
    found = next((one for one in document.articles if one.eid in above), node)
    return found, node.text


def _circumstances(rule: RuleSentence, words: FactWords) -> Iterator[Circumstance]:
    figures = [
        one for one in rule.figures if one.kind == "sanction" or one.family in ("fine", "term")
    ]
    sentence = rule.text[slice(*(rule.span if rule.item else rule.whole))].strip(_MARKS)
    if is_procedural(rule.sentence):
        figures = []
    groups = [tuple(run) for _, run in groupby(figures, key=lambda one: one.case)]
    if not groups and not rule.item and sentence:
        punished = _PUNISHED.search(rule.sentence) is not None
        yield _unread(rule.sentence if punished else sentence, punished=punished)
    listed = rule.text[rule.span[1] : rule.whole[1]]
    conduct = rule.conduct or (rule.text[rule.span[0] : groups[0][0].clause[0]] if groups else "")
    conduct = conduct.strip(_MARKS)
    before = conduct.rpartition("的，")
    if before[1] and _MAYBE.search(before[2]):
        yield _unread(sentence, punished=False)
    for place, group in enumerate(groups):
        follower = groups[place + 1] if place + 1 < len(groups) else None
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
        one
        for one in figures
        if (one.family == "detention" and one.value in _MAIN) or one.family == "term"
    ]
    if not any(one.value in _MAIN for one in main):
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
    fined = any("fine" in one.families for side in paragraphs for one in side)
    if fined and any(_BARE_FINE.search(one.words) for one in others):
        return "unranged"
    return "alone" if paragraphs and not others else "sentences"


def _paragraphs(circumstances: Sequence[Circumstance]) -> list[tuple[Circumstance, ...]]:
    read = (one for one in circumstances if one.read)
    runs = groupby(read, key=lambda one: one.paragraph)
    return [tuple(run) for _, run in runs]


def _keys(paragraph: Iterable[Circumstance]) -> list[tuple[str, str]]:
    return [one.key for one in paragraph]


def _compared(places: tuple[int, int], one: Circumstance, two: Circumstance) -> RangeComparison:
    verdict, obstacle, proof = _verdict(one, two)
    return RangeComparison(
        left=places[0],
        right=places[1],
        circumstance=one.case,
        verdict=verdict,
        obstacle=obstacle,
        proof=proof,
        cites=one.cites or two.cites,
        refers_back=one.refers_back or two.refers_back,
    )


def _with_open_conduct(compared: RangeComparison) -> RangeComparison:
    return replace(compared, verdict="open", obstacle="conduct", proof=())


Judged = tuple[Verdict, Obstacle, tuple[tuple[str, str], ...]]


def _verdict(one: Circumstance, two: Circumstance) -> Judged:
    sides = one, two
    if any(_ELSEWHERE.intersection(side.families) for side in sides) or any(
        _OWN_NUMBER.search(side.words) or "《" in side.words for side in sides
    ):
        return "open", "elsewhere", ()
    if one.skeleton != two.skeleton or [k for k, _ in one.measures] != [k for k, _ in two.measures]:
        return "open", "words", ()
    proof = tuple((a, b) for (_, a), (_, b) in zip(one.measures, two.measures, strict=True))
    orders: list[int | Obstacle] = [_order_of_ranges(a, b) for a, b in proof]
    if one.scale or two.scale:
        proof = ((one.scale, two.scale), *proof)
        orders = [_order_of_scales(one, two), *orders]
    if not proof:
        return "open", "unmeasured", ()
    if "unread" in orders:
        return "open", "unread", ()
    signs = {order for order in orders if order}
    if "mixed" in signs or len(signs) > 1:
        return "open", "mixed", proof
    changed = tuple(pair for pair, order in zip(proof, orders, strict=True) if order)
    return ("equal", "", proof) if not signs else ("left" if -1 in signs else "right", "", changed)


Bounds = tuple[Fraction, Fraction | None, str]
"""The least, the most (None for no limit) and the unit of a range."""


def read_range(text: str) -> Bounds | None:
    """The least, the most and the unit of a penalty; None where it is not read.

    >>> read_range("一万元以上五万元以下")
    (Fraction(10000, 1), Fraction(50000, 1), '元')
    """
    found = _RANGE.fullmatch(text)
    unit = "" if found is None else found["two_unit"] or found["one_unit"] or ""
    unit = unit or ("%" if "百分之" in text else "")
    if found is None or not unit:
        return None
    first = _number(found["one"], found["one_unit"] or unit)
    if found["two"] is None:
        return None if first is None else (*_ends(first, found["one_limit"]), _base(unit))
    second = _number(found["two"], unit)
    units = {found["one_unit"] or unit, unit}
    regular = found["one_limit"] in (None, "以上") and found["two_limit"] in (
        None,
        "以下",
        "以内",
        "内",
    )
    bases = {_base(one) for one in units}
    if first is None or second is None or not regular or first > second or len(bases) > 1:
        return None
    return first, second, _base(unit)


def _ends(number: Fraction, limit: str | None) -> tuple[Fraction, Fraction | None]:
    if limit == "以上":
        return number, None
    return (Fraction(0) if limit else number), number


def _base(unit: str) -> str:
    return "月" if unit in _MONTHS else {"天": "日", "％": "%"}.get(unit, unit)


def _number(text: str, unit: str) -> Fraction | None:
    """The value of a number, in months where it counts years."""
    plain = fold_key(text.removeprefix("百分之")).replace(",", "").replace("，", "")
    decimal = _DECIMAL.fullmatch(plain)
    if decimal is not None:
        value = Fraction(decimal["number"])
        for sign in decimal["units"]:
            value *= _UNIT_VALUES[sign]
    else:
        high, mark, low = plain.partition("亿")
        numbers = [read_number(part) for part in ((high, low) if low else (high,))]
        if any(number is None for number in numbers):
            return None
        known = [number for number in numbers if number is not None]
        value = Fraction(known[0] * (_UNIT_VALUES["亿"] if mark else 1) + sum(known[1:]))
    return value * _MONTHS.get(unit, 1)


def _order_of_ranges(one: str, two: str) -> int | Obstacle:
    """The order of two ranges: -1 for a milder first, 1, 0 for the same; or why none.

    Milder is the one whose both ends are lower or equal, and one lower.
    """
    if fold_key(one) == fold_key(two):
        return 0
    first, second = read_range(one), read_range(two)
    if first is None or second is None or first[2] != second[2]:
        return "unread"
    low = (first[0] > second[0]) - (first[0] < second[0])
    high = _order_of_most(first[1], second[1])
    if low * high < 0:
        return "mixed"
    return low or high


def _order_of_most(one: Fraction | None, two: Fraction | None) -> int:
    if one is None or two is None:
        return (one is None) - (two is None)
    return (one > two) - (one < two)


def _order_of_scales(one: Circumstance, two: Circumstance) -> int | Obstacle:
    """The order of main penalties: by the highest, then by the lowest."""
    if fold_key(one.scale) == fold_key(two.scale):
        return 0
    first, second = read_scale(one.scale), read_scale(two.scale)
    if first is None or second is None:
        return "unread"
    if first[1] != second[1]:
        return -1 if first[1] < second[1] else 1
    if _ALONE.search(one.words):
        return "mixed"
    return (first[0] > second[0]) - (first[0] < second[0])


Penalty = tuple[int, Fraction]
"""The rank of a main penalty, and the months of it, 0 of one without."""


def read_scale(text: str) -> tuple[Penalty, Penalty] | None:
    """The lowest and the highest of alternative main penalties.

    None where they are not read.

    >>> read_scale("三年以下有期徒刑、拘役或者管制")[1]
    (2, Fraction(36, 1))
    """
    lowest: list[Penalty] = []
    highest: list[Penalty] = []
    at = 0
    for found in _MAIN_WORDS.finditer(text):
        between, name = text[at : found.start()], found[0]
        rank = _MAIN.index(name)
        if name == _PRISON:
            term = _TERM.search(between)
            bounds = None if term is None else read_range(term[0])
            if term is None or bounds is None or bounds[2] != "月":
                return None
            between = between[: term.start()]
            lowest.append((rank, bounds[0] or _LEAST))
            highest.append((rank, _MOST if bounds[1] is None else bounds[1]))
        else:
            lowest.append((rank, Fraction(0)))
            highest.append((rank, Fraction(0)))
        if not _JOINT.fullmatch(between):
            return None
        at = found.end()
    return (min(lowest), max(highest)) if lowest and at == len(text) else None
