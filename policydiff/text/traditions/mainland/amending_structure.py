"""The forms of mainland amending decisions that change the structure of a text.

Articles, chapters, 款 and 项 are added, moved, joined, split, or get another number. The parts of all
forms stand here too: the work and the place at the head, quoted words, verbs, lists. Quotations
stand in the sentences as ⟦0⟧, ⟦1⟧ …, so that no expression looks into quoted text.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from string import Formatter

from policydiff.text.numerals import NUMBER, NUMERAL
from policydiff.text.traditions.mainland.amending_places import (
    JOINT,
    PLACE,
    PLACES,
    QUOTE,
    QUOTES,
    TITLE,
)

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
    """One form of instruction: how it is read, and how a drafted decision states it."""

    name: str
    about: str
    """Its effect in a few words, as `policydiff help amendments` lists it."""
    source: str
    """Its regular expression."""
    example: str
    """Such a sentence, invented."""
    expected: tuple[str, ...]
    """The operations of the example as "kind target → result"."""
    sentences: tuple[str, ...] = ()
    """How it is written, the sentence of most pieces first; empty where no draft has it."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is first tried: all take half a second."""
        return _compile(self.source)

    def write(self, **pieces: str) -> str:
        """The first of its sentences for which there are all pieces, with them."""
        sentence = next(text for text in self.sentences if _names(text) <= pieces.keys())
        return sentence.format_map(pieces)


@functools.cache
def _compile(source: str) -> re.Pattern[str]:
    return re.compile(source)


@functools.cache
def _names(sentence: str) -> frozenset[str]:
    """The pieces that a sentence needs: at and to in 将{at}改为{to}."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


_NAMED = rf"(?:，?的?[编章节]名)?(?:修改为|为|是)?[：:]?(?P<heading>{QUOTE})"
_DIVIDED = (
    rf"(?:其中，?)?(?:(?P<part>{PLACE})(?:{_NAMED})?|(?P<mark>{QUOTE}))，?\s?(?:由|包括|包含|含)(?P<held>{PLACES})(?:组成)?"
    rf"|(?P<listed>{PLACES})(?:作为|列为|归入|为)(?P<into>{PLACE})(?:{_NAMED.replace('heading', 'named')})?"
)
DIVISION = re.compile(rf"{_DIVIDED}|{PLACES}")
"""One part of a chapter that is divided: its number, its heading, the articles that it holds.

Places that hold nothing are passed over as a whole, or each of them would be begun anew.
"""
_DIVISION = re.sub(r"\(\?P<\w+>", "(?:", _DIVIDED)

STRUCTURE: tuple[Form, ...] = (
    Form(
        name="adjust",
        about="the articles are counted anew",
        source=(
            rf"{LEAD}(?:对)?(?:其他|其它|有关|相关|其余|以下|以后|之后|其后|此后|后续|后面|原)*的?各?(?:(?:条文|条款|条目|条|章节和?条文|章节|款项|款|项|目|(?=序号))的?(?:顺序|序号|编号|次序|序)?|(?P<named>{PLACES})的?(?:顺序|序号|编号)?(?=(?:依次|依序|相应|顺次|往后|向后)*(?:顺延|后移)))"
            r"(?:[和、及][^，。；\n⟦⟧第]{0,16}?)?(?:[作做]|进行|依次|依序|相应地?|顺次|往后|向后)*的?(?:调整|修改|顺延|后移|类推|重新编号|重新排序)(?:和修改|和调整)?"
        ),
        example="条文顺序作相应调整。",
        expected=("renumbering",),
    ),
    Form(
        name="contents",
        about="the table of contents follows, which a document here makes by itself",
        source=rf"{LEAD}目录(?:中的?|部分)?[^。；\n]*",
        example="目录作相应修改。",
        expected=("context",),
    ),
    Form(
        name="join",
        about="articles become one",
        source=rf"{LEAD}(?P<at>{PLACES})(?:并入(?P<into>{PLACES})|合并，?(?:为一[条款项章节]，?)?(?:(?:修改)?[作改成]?为{TO})?)(?:，?(?:并?(?:相应)?修改为|改为|内容为|规定为|为|[编章节]名(?:修改)?为)?{NEW})?",
        example="将第六条、第七条第一项合并，作为第八条，修改为：“桥由村里修。”",
        expected=("join 第六条 → 第八条", "join 第七条第一项 → 第八条"),
        sentences=("将{at}合并，作为{to}",),
    ),
    Form(
        name="divide",
        about="a chapter becomes several, or gets sections, that hold these articles",
        source=(
            rf"{LEAD}(?P<at>{PLACE})(?:(?:拆分|划分|拆|分立|分设|分)[成为]?|增加|增设|下设)(?:{NUMBER}个?[编章节])?(?:，?(?:分别)?(?:作为|为)?(?P<to>{PLACES}))?"
            rf"(?:，?[编章节]名(?:分别)?(?:修改)?为[：:]?(?P<headings>{QUOTES}))?[：:，；;。\s]*(?P<parts>(?:{_DIVISION})(?:[，；;。\s]*+(?:{_DIVISION}))+)(?![：:]?\s?⟦)"
        ),
        example="将第二章分为两章：第二章“渡口”，包括第三条至第五条；第三章“渡船”，包括第六条、第七条。",
        expected=("split 第二章 → 第二章", "split 第二章 → 第三章"),
    ),
    Form(
        name="split",
        about="an article becomes several",
        source=rf"{LEAD}(?P<at>{PLACE})(?:(?:拆分|拆|分立|分)[成为](?:{NUMBER}[条款项]，?)?|修?改为{NUMBER}[条款项]，?)(?:分别)?(?:作为)?{TO}(?:，?(?:分别)?(?:并?修改为|内容为)?{NEW})?",
        example="将第九条分为两条，作为第九条、第十条，修改为：“第九条　船应当登记。\n第十条　桨不登记。”",
        expected=("split 第九条 → 第九条", "split 第九条 → 第十条"),
    ),
    Form(
        name="parts",
        about="an article becomes several; which part becomes which follows",
        source=rf"{LEAD}(?P<at>{PLACE})(?:拆分|拆|分立|分)[成为]{NUMBER}个?[条款项](?=[，：；:])",
        example="将第九条分为两条，第一款作为第九条，第二款作为第十条。",
        expected=(
            "context",
            "renumbering 第九条第一款 → 第九条",
            "renumbering 第九条第二款 → 第十条",
        ),
    ),
    Form(
        name="move",
        about="an article goes elsewhere",
        source=rf"{LEAD}(?P<at>{PLACES})(?:移至|移到|调至|移入)(?P<where>{PLACES})(?:之?(?P<side>[前后中])|内)?(?:，?{SO}(?:改为|作为|列为){TO})?(?:[：:](?P<new>{QUOTES}))?",
        example="将第九条移至第三章，作为第十五条。",
        expected=("renumbering 第九条 → 第三章第十五条",),
        sentences=("将{at}移至{where}，作为{to}",),
    ),
    Form(
        name="gather",
        about="several 款 or 项 become one article",
        source=rf"{LEAD}(?P<at>{PLACES})，?{SO}(?:改为|列为|作为|移作){TO}(?:，?(?:并?(?:相应)?修改为|内容为)?{NEW})?(?!的)",
        example="将第九条第二款、第三款作为第十条。",
        expected=("join 第九条第二款 → 第十条", "join 第九条第三款 → 第十条"),
    ),
    Form(
        name="renumber",
        about="a new number, and a new text where one is quoted behind it",
        source=rf"{LEAD}(?:(?P<at>{PLACES})|[本这]一?[条款项]|(?<=并)(?=作为|改为|列为))(?:的?(?:序号|顺序|编号))?，?{SO}(?:(?:单列|单独列|独立)[为成]?(?:{NUMBER}[条款项编章节])?，?作为|(?:单列|独立)[为成]|改为|调整为|变更为|改列为|列为|作为|顺延为|改作|移作|修改为){TO}(?:，?并?(?:移至|移到|移入|调至|归入|列入)(?P<where>{PLACE})(?:之?中|内)?)?(?:(?:，?内容(?:为|如下))?[：:](?P<new>{QUOTES}))?(?!的)",
        example="将第十八条改为第十九条，删去第二款。",
        expected=("renumbering 第十八条 → 第十九条", "repeal 第十八条第二款"),
        sentences=("将{at}改为{to}",),
    ),
    Form(
        name="part",
        about="a heading before an article, to which what follows belongs",
        source=rf"在?(?P<before>第{NUMBER}条(?:之{NUMBER})*)之?前，?(?:增加|增写|新增|增设)(?:{NUMBER})?个?(?P<unit>分编|编|章|节)(?:，?(?:作为|列为){TO})?{NEW}",
        example="在第九条前增加一章，作为第三章：“第三章　监督”",
        expected=("insertion 第九条 → 第三章",),
        sentences=("在{at}前增加{count}{unit}，作为{to}：{new}",),
    ),
    Form(
        name="unhead",
        about="the heading before an article goes",
        source=rf"(?:删去|删除)(?P<before>第{NUMBER}条(?:之{NUMBER})*)之?前的(?P<units>(?:分编|编|章|节)名(?:[、和](?:分编|编|章|节)名)*)",
        example="删去第九条前的章名、节名。",
        expected=("repeal 第九条前的章名", "repeal 第九条前的节名"),
        sentences=("删去{at}前的{head}",),
    ),
    Form(
        name="insert",
        about="a new chapter, section, article, 款, 项, 目 or sentence",
        source=(
            rf"{LEAD}{AT}(?:{QUOTE}|[^第，。；：、⟦⟧\n增]{{1,24}}职权)?的?(?P<side>[之以]?后面?|[之以]?前面?|之间|中|内|的)?，?(?:分别)?(?:增加|增写|新增|增设|增列)(?P<count>{NUMBER})?个?(?P<unit>分编|编|章|节|条|款|项|目|自然段|句)(?:规定)?(?:，?(?:[编章节]名|标题)为[：:]?(?=⟦))?"
            rf"(?P<headed>{QUOTE})?(?:，?{SO}(?:作为|列为|为(?=第)){TO}(?:(?:，?(?:[编章节]名|标题)为)?[：:]?(?P<titled>{QUOTE})(?=，(?:分为|共|包括)))?)?(?:，(?:分为|共|包括)(?P<extent>[^。；，：⟦⟧]*))*(?:，|。)?(?:(?:规定|内容)(?:为|如下|是)?|如下|表述为|(?:[编章节]名|标题)为)?(?:{NEW})?"
        ),
        example="第四条增加一款，作为第二款：“渡口由村管理。”",
        expected=("insertion 第四条 → 第四条第二款",),
        sentences=("{at}增加{count}{unit}，作为{to}：{new}", "增加{count}{unit}，作为{to}：{new}"),
    ),
    Form(
        name="insert-numbered",
        about="the same, told by its number alone",
        source=rf"{LEAD}{AT}(?:之?[前后]|中)?的?，?(?:增加|增写|新增|增设|增列)(?:(?P<early>{QUOTES})，?作为)?(?P<to>{PLACES})(?(early)|(?:{QUOTE}(?=，(?:分为|共|包括)))?(?:，(?:分为|共|包括)[^。；，：⟦⟧]*)*(?:，?(?:规定|内容)(?:为|如下)?)?{NEW})",
        example="第四条增加第二款：“渡口由村管理。”",
        expected=("insertion 第四条 → 第四条第二款",),
    ),
    Form(
        name="insert-attachment",
        about="a new attachment",
        source=rf"{LEAD}(?:增加|增设|新增)(?:{NUMBER})?个?(?:附件|附表)(?:，?作为(?P<to>(?:附件|附表)(?:{NUMBER})?(?:{TITLE})?))?(?:{NEW})?",
        example="增加一个附件，作为附件二：“渡资表：每人一元。”",
        expected=("insertion → 附件二",),
        sentences=("增加{count}个附件，作为{to}：{new}",),
    ),
)
"""In the order in which they are tried."""
