"""The parts of the forms of mainland amending decisions.

They are the work and the place at the head, quoted words, verbs, lists.

Quotations stand in the sentences as ⟦0⟧, ⟦1⟧ …, so that no expression looks into quoted text.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from policydiff.text.numerals import NUMERAL
from policydiff.text.traditions.mainland.amending_places import JOINT, PLACES, QUOTES, TITLE

NAME = r"[^第⟦⟧，。；：、《》\n将把增删]{0,16}?(?:法典|法|条例|规定|办法|解释|规则|细则|批复)"
WORK = rf"(?:(?:修改[前后]的?|原)?(?:(?P<work>{TITLE})(?:[（(][^（）()\n]{{0,60}}[）)])?|(?P<name>{NAME}))的?)?(?:原|现行的?)?"
LEAD = (
    rf"(?:一并|同时)?(?:现)?(?:决定)?(?:将|对|把|在)?{WORK}(?:上述|前述|以上)?(?:条文|条款|规定)?"
)
AT = rf"(?P<at>{PLACES})?"
TO = rf"(?:修改后的?)?(?:{TITLE}|{NAME}|该[条款])?的?(?P<to>{PLACES})"
NEW = rf"(?:，?即)?[：:，]?(?P<new>{QUOTES})"
SO = r"(?:相应地?的?|依次|依序|分别|统一|一律|均|都|顺延|并)*"
HEAD_WORDS = r"的?(?:编名|章名|节名|条名|条标|条旨|标题|名称|题目)"
HEAD = rf"(?P<head>{HEAD_WORDS})?"
EDGE = r"(?:末尾|最后|结尾|末段|开头|开始|起始|句首|句末|句尾)(?:部分|处)?"
PART = rf"(?>(?:的?(?:前|后|最后){NUMERAL}句)?(?:的?各[款项目])?(?:的|之|其)?(?:{EDGE})?(?:中|内|里)?(?:的|规定的?|所称的?|有关的?|涉及的?)?)"
"""Between a place and quoted words. As long as it reaches, for 的 may stand in it thrice: a list of
places must not be read in 3ⁿ ways.
"""
WORD = f"(?:的?(?:字样|表述|规定|内容|一词|一语|文字|{NUMERAL}个?字))?"
PLACED = rf"{PLACES}(?:{HEAD_WORDS})?{PART}[：:]?[由自从]?{QUOTES}"
PLACED_QUOTES = (
    rf"(?:(?:{PLACED}|(?:{HEAD_WORDS})?{PART}[：:]?[由自从]?{QUOTES})(?:(?:{JOINT}|，){PLACED})*)"
)
BECOMES = r"(?:修改为|修改成|改为|修正为|修订为|替换为|更改为|变更为|调整为|表述为|改称为?)"
GOES_ON = rf"(?!{SO}{BECOMES}|之?[前后]面?，?(?:分别)?(?:增加|增写|加上|插入|添加|加(?=[：:]?⟦)))"
"""Behind the last new words of a list: 将“甲”改为“乙”、“丙”改为“丁” are two changes."""
BESIDE = r"(?:(?:、|以及|[和及与])(?:各|有关|相关)*(?:附件|附表|附录|目录|标题|章名|节名))*"
ALL = rf"(?:全文|通篇|文中|条文|(?:其他|其它|其余|各|有关|相关|所有|全部|部分)+(?:条文|条款|条|款|规定|地方|处|章节)){BESIDE}"
WITH_WORDS = rf"{PLACES}(?:{HEAD_WORDS})?{PART}[自从]?{QUOTES}{WORD}"
REPEALED = rf"其?(?:(?:{WITH_WORDS}|{PART}{QUOTES}{WORD})(?:(?:{JOINT}|，)其?{WITH_WORDS}(?!{SO}{BECOMES}|，?{SO}{BECOMES}|之?[前后]|[、和及]?⟦))*(?:{JOINT}{PLACES})?|{PLACES}(?:，{PLACES})+(?=[。；]|$)|{PLACES}(?:{HEAD_WORDS}(?:{JOINT}{PLACES}(?:{HEAD_WORDS})?)*)?)"
DELETES = r"(?:删去|删除|删掉|废止|取消)"
WORKS = rf"{TITLE}(?:[（(][^（）()\n]{{0,120}}[）)])?(?:(?:、|和|及|以及|，)?{TITLE}(?:[（(][^（）()\n]{{0,120}}[）)])?)*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of instruction.

    `source` is its regular expression, `example` such a sentence (invented), `expected` its
    operations as "kind target → result".

    `about` states in a few words its effect; `policydiff help amendments` lists it.
    """

    name: str
    about: str
    source: str
    example: str
    expected: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is first tried.

        All forms together take half a second.
        """
        return _compile(self.source)


@functools.cache
def _compile(source: str) -> re.Pattern[str]:
    return re.compile(source)
