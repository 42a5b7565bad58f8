"""A clause in the versions of some days, with the rules on the law of an act.

Nothing here says which version applies: the texts stand beside each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from policydiff.comparing.engine.statements.penalty_ranges import (
    Circumstance,
    RangeComparison,
    is_procedural,
)
from policydiff.comparing.engine.statements.rules import LEADING, bag_of
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.history import Clause, VersionFacts
from policydiff.model.json_keys import JsonValue
from policydiff.text.numerals import FIGURE
from policydiff.tracing.engine.time_rules import SORTS_OF_WORKS, ClauseSort, TimeRule

DayRole = Literal["conduct", "during", "between", "decision"]
"""The day of conduct, its first where it went on; a change during it; one after it; the decision."""

Certainty = Literal["in force", "presumed", "unknown"]

_ACT = "法|条例|办法|规定|细则|规则|规章|决定|修正案|解释|》"
_BEGUN = "施行|实施|生效|公布|发布|颁布|修订|修改|修正|废止|失效"
_BEFORE = "(?:之日|日)?(?:起)?(?:以|之)?前"
_DATED = rf"{FIGURE}{{2,4}}年[^。；，\n]{{1,4}}月[^。；，\n]{{1,4}}日"
_TRANSITIONAL = re.compile(
    rf"(?:{_ACT})(?:本次|此次|这次)?(?:{_BEGUN}){_BEFORE}|(?:施行|修订|修改|修正|废止){_BEFORE}"
    rf"|(?:^|[\n，。；：、“在于对自从与由])(?:{_BEGUN}){_BEFORE}|溯及|从旧兼从轻|从旧"
    rf"|{_DATED}(?:以|之)?前[^。；\n]{{0,30}}(?:发生|实施|行为|已|取得|成立|受理|立案|尚未|适用)"
    r"|(?:行为|发生|当)时的?(?:法律|法规|规章|规定|条例|办法)"
    r"|原(?:规定|条例|办法|细则|规则|规章|法(?![定院人律])|法律|法规)"
    rf"|(?:{_ACT})(?:施行|实施)(?:后|时)[^。；\n]{{0,30}}(?:尚未|正在)"
)
"""A rule for what was begun before, in any place of a text.

本法施行前已经取得许可的, 没有溯及力, 2018年9月1日以前发生的行为, 适用原条例.
"""
_TRANSITIONAL_LAST = re.compile(
    "(?:以|之)前[^。；\n]{0,20}(?:发生|实施|取得|成立|行为)"
    "|尚未[^。；，\n]{0,8}(?:处理|审结|办结|终结|结案|处罚|决定|完毕)"
    "|正在[^。；，\n]{0,8}(?:处理|审理|办理|审查|调查|审批)|继续(?:有效|适用|执行|使用)|过渡期"
)
"""Words of such a rule at the end of a text: 正在审理的案件, 尚未处理完毕的, 继续有效."""
LAST_ARTICLES = 10
"""The number of articles at the end of a text in which more words count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedPassage:
    """A passage of a text, with the number of its article where it has one."""

    num: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDay(JsonValue):
    """A day on which a version was in force, and how certain that is.

    Of a version that came between (`during`, `between`) it is the day since which it was, None
    where no source states it.
    """

    role: DayRole
    day: str | None
    certainty: Certainty = "in force"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseVersion(JsonValue):
    """The clause in one version, with the days for which it stands here.

    `clauses` is empty where it has no such clause; `followed` is False where the text is of a work
    into which the clause is not followed.
    """

    version: VersionFacts
    days: tuple[VersionDay, ...]
    clauses: tuple[Clause, ...] = ()
    followed: bool = True
    circumstances: tuple[Circumstance, ...] = ()
    document: Document | None = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The words of the clause, of all its parts."""
        return "\n".join(clause.text for clause in self.clauses)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingDay:
    """A day on which no stored version was in force, with the reason."""

    role: DayRole
    day: str
    why: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionalPassage:
    """A rule for what was begun before, and the texts in which it stands."""

    num: str | None
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedRule(JsonValue):
    """A rule, with its words where the library has them.

    `version` is the one that is quoted, in force on the day of the decision; None where the rule is
    only named, for the reason `why`.
    """

    rule: TimeRule
    version: VersionFacts | None = None
    passages: tuple[QuotedPassage, ...] = ()
    presumed: bool = False
    why: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicable(JsonValue):
    """A clause on the days of conduct and decision, with the rules on that.

    `conduct` has its first and its last day. `chosen` is True where somebody named the day of the
    decision. `searched` names the texts in which transitional clauses were looked for, `unread`
    those decisions that are not at hand.
    """

    family: ClassVar[str] = "applicable"

    title: str
    uri: str | None
    provision: str
    conduct: tuple[str, str]
    decision: str
    chosen: bool
    versions: tuple[ClauseVersion, ...]
    missing: tuple[MissingDay, ...]
    comparisons: tuple[RangeComparison, ...]
    transitional: tuple[TransitionalPassage, ...]
    searched: tuple[str, ...]
    unread: tuple[str, ...]
    sorts: tuple[ClauseSort, ...]
    rules: tuple[QuotedRule, ...]
    remarks: tuple[Message, ...] = ()

    @property
    def uncertain(self) -> bool:
        """True where a text is presumed, or was compiled."""
        return any(
            version.version.computed is not None
            or any(day.certainty == "presumed" for day in version.days)
            for version in self.versions
        )


_LENIENT = re.compile("(?:从轻|减轻|免予|免除|不予)[^，。；\n]{0,8}处罚")
"""Grounds for a milder sanction, which is of the sort of the others: 可以免予处罚."""
_SORTS: tuple[tuple[ClauseSort, re.Pattern[str]], ...] = (
    (
        "criminal",
        re.compile(
            "有期徒刑|无期徒刑|死刑|拘役|处管制|罚金|没收[^，。；\n]{0,6}财产|追究[^，。；\n]{0,6}刑事责任"
        ),
    ),
    (
        "discipline",
        re.compile(
            "(?:给予|予以)[^。；\n]{0,30}处分|(?:给予|予以)[^。；\n]{0,12}(?:记过|记大过|降级|撤职|开除)"
        ),
    ),
    (
        "administrative",
        re.compile(
            rf"处[^，。；\n]{{0,40}}罚款|罚款{FIGURE}|(?<![被经])没收(?!的)"
            "|处[^，。；\n]{0,20}拘留|(?:暂扣|吊销)[^，。；\n]{0,24}(?:证|照|许可|资质|资格)"
            "|责令[^，。；\n]{0,6}(?:停产|停业|关闭)|(?:给予|予以|处)[^，。；\n]{0,6}(?:警告|通报批评)"
        ),
    ),
    (
        "civil",
        re.compile(
            "(?:承担|负)[^，。；\n]{0,12}(?:民事|赔偿|侵权|违约|连带)[^，。；\n]{0,4}责任|赔偿损失"
        ),
    ),
)
"""Consequences by which a clause is of a sort: 处三年以下有期徒刑, 给予记过处分, 处罚款, 承担民事责任."""
_OFFICIALS = re.compile("公职人员|国家工作人员|国家机关工作人员|公务员|(?<!非)国家公职")
"""Those whom the rules on official discipline are about: 国家工作人员玩忽职守的."""
_COURT = re.compile("(?:人民)?法院")
"""The one who imposes what is no administrative penalty: 人民法院可以处罚款."""
_CUT = re.compile(r"[。；\n]")
"""The end of a sentence or of a part of it: 处罚款；"""
_PERHAPS = re.compile(
    "罚|处(?=[^，。；\n]{0,20}(?:元|日|倍))|失信|信用|黑名单|禁止[^，。；\n]{0,16}(?:从业|从事)"
    "|不得[^，。；\n]{0,8}(?:申请|从事|担任|参加)|处分|没收|拘留|吊销|暂扣|撤销|取消|警告|通报|责任"
)
"""Words that may be a sanction: 列入失信名单, 三年内不得申请许可."""
ORDER: tuple[ClauseSort, ...] = (
    "administrative",
    "criminal",
    "discipline",
    "civil",
    "undecided",
)


def sorts_of(texts: Iterable[str], titles: Iterable[str]) -> tuple[ClauseSort, ...]:
    """The sorts of a clause, by its work or by its consequences in words.

    The work decides where it has clauses of one sort alone; `titles` are keys. "undecided" stands
    for words that may be a sanction of another sort, and for a clause without any.
    """
    own = [SORTS_OF_WORKS[key] for key in titles if key in SORTS_OF_WORKS]
    if own:
        return tuple(dict.fromkeys(own))
    sorts: set[ClauseSort] = set()
    for text in texts:
        official = _OFFICIALS.search(text) is not None
        for part in _CUT.split(text):
            sorts |= _sorts_in(part, official=official)
    return tuple(sort for sort in ORDER if sort in sorts) or ("undecided",)


def _sorts_in(part: str, *, official: bool) -> set[ClauseSort]:
    """The sorts of a part of a sentence; `official` where it is of officials."""
    if is_procedural(part):
        return {"undecided"}
    found: set[ClauseSort] = {sort for sort, words in _SORTS if words.search(part)}
    if "discipline" in found and not official:
        found = (found - {"discipline"}) | {"undecided"}
    if "处分" in part and not re.search("罚款|没收|吊销|暂扣|拘留|停业|停产", part):
        found.discard("administrative")  # 给予警告处分 is no 警告
    if "administrative" in found and _COURT.search(part):
        found = (found - {"administrative"}) | {"undecided"}
    return found or ({"undecided"} if _PERHAPS.search(_LENIENT.sub("", part)) else set())


LEAST_COMMON = 0.5
"""The share of pairs of characters below which the conduct of two texts is to be checked."""


def conduct_differs(left: str, right: str) -> bool:
    """True where the conduct that two clauses begin with has few words in common."""
    bags = [bag_of(LEADING.sub("", text.partition("的，")[0])) for text in (left, right)]
    pairs = len(bags[0]) + len(bags[1])
    return bool(pairs) and 2 * len(bags[0] & bags[1]) < LEAST_COMMON * pairs


def transitional(document: Document) -> tuple[QuotedPassage, ...]:
    """The passages on what was begun before a text came into force, in order.

    More words count in its last articles, and in what stands outside articles.
    """
    last = len(document.articles) - LAST_ARTICLES
    numbered = {line for one in document.articles for line in one.text.splitlines() if line}
    found = [
        QuotedPassage(num=one.num, text=one.text)
        for index, one in enumerate(document.articles)
        if _TRANSITIONAL.search(one.text) or (index >= last and _TRANSITIONAL_LAST.search(one.text))
    ]
    loose = (line.strip() for line in document.full_text().splitlines())
    return (
        *found,
        *(
            QuotedPassage(num=None, text=line)
            for line in loose
            if (_TRANSITIONAL.search(line) or _TRANSITIONAL_LAST.search(line))
            and not any(line.endswith(part) for part in numbered)
        ),
    )
