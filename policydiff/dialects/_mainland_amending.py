"""The language of mainland amending decisions: the places they name and the forms of their instructions, each with an example.

Quotations stand in the sentences as ⟦0⟧, ⟦1⟧ …, so that no form looks into quoted text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER = r"[〇○零一二三四五六七八九十百千两\d]{1,9}"
STEP = rf"第[（(]?{NUMBER}[）)]?(?:分编|编|章|节|条(?:之{NUMBER})*|款|项|目|自然段|句)"
QUOTE = r"⟦\d+⟧"
_FILL = rf"(?:{QUOTE})?(?:的|中的?|[^第，。；：、⟦⟧]{{1,24}}职权)"
_NAMED = rf"(?:序言|引言|前言|名称|标题|题目|(?:附件|附表)(?:{NUMBER})?)"
PLACE = rf"(?:{_NAMED}(?:{STEP})*|{STEP}(?:(?:{_FILL})?{STEP})*)"
PLACES = rf"{PLACE}(?:(?:、|和|及|以及|至|到){PLACE})*"
_QUOTES = rf"{QUOTE}(?:[、和及]?{QUOTE})*"
_WORK = r"(?:(?P<work>《(?:[^《》]|《[^》]*》)+》)的?|[^第⟦⟧，。；：、《》]{0,16}?(?:法典|法|条例|规定|办法|解释|规则|细则|批复))?"
_LEAD = rf"(?:将|对|把|在)?{_WORK}"
_PART = r"(?:的?(?:前|后|最后)[一两二三]句)?(?:的|之|其)?(?:中|内)?的?"
_AT = rf"(?P<at>{PLACES})?"
_TO = rf"(?P<to>{PLACES})"
_NEW = rf"[：:，]?(?P<new>{_QUOTES})"
_SO = r"(?:相应地?|依次|分别|统一|一律|均|顺延|并)*"
_HEAD = r"(?P<head>的?(?:编名|章名|节名|条标|标题|名称))?"

LEVEL_WORDS = {
    "分编": "subpart",
    "编": "part",
    "章": "chapter",
    "节": "section",
    "条": "article",
    "款": "paragraph",
    "项": "point",
    "目": "indent",
    "自然段": "preamble",
    "句": "sentence",
}
"""The word after a number → the level."""
NAMED_PLACES = {"序言": "preamble", "引言": "preamble", "前言": "preamble", "名称": "title", "标题": "title", "题目": "title"}
"""Places without a number."""
ATTACHMENTS = ("附件", "附表")
TO = ("至", "到")
"""What stands between the ends of a range."""
JOINTS = re.compile("、|和|及|以及|至|到")
BETWEEN = re.compile(r"(?:[\s，；。：:、]|并且?(?=[将删对在把增第修⟦])|同时|其中(?!的?第)|此外|另外)+")
"""What stands between two instructions and is none."""
SENTENCE = re.compile(r"[^。；\n]*[。；\n]?")
NEW_TEXT_FOLLOWS = re.compile(r"内容(?:如下|为)[：:]$")
"""The end of an instruction whose new text follows without quotation marks."""
PART_OF_BATCH = re.compile(r"^(?:关于)?(?:修改|对)?(?P<work>《.+》)(?:的修改|作如下修改)?[：:]?$")
"""The heading of the part of a decision that amends one work of many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of instruction. `example` is such a sentence (invented), `expected` its operations as "kind target → result"."""

    name: str
    pattern: re.Pattern[str]
    example: str
    expected: tuple[str, ...]


FORMS: tuple[Form, ...] = (
    Form(
        name="adjust",
        pattern=re.compile(r"(?:对)?(?:其他|有关|相关|其余)?各?条[文款](?:的)?(?:顺序|序号)(?:[作做]|进行)?(?:相应)?(?:的)?(?:调整|修改)"),
        example="条文顺序作相应调整。",
        expected=("renumbering",),
    ),
    Form(
        name="join",
        pattern=re.compile(rf"{_LEAD}(?P<at>{PLACES})合并，?(?:修改)?[作改]?为{_TO}(?:，?(?:并?修改为|内容为){_NEW})?"),
        example="将第六条、第七条第一项合并，作为第八条，修改为：“桥由村里修。”",
        expected=("join 第六条 → 第八条", "join 第七条第一项 → 第八条"),
    ),
    Form(
        name="split",
        pattern=re.compile(
            rf"{_LEAD}(?P<at>{PLACE})(?:拆分|拆|分立|分)[成为](?:{NUMBER}[条款项]，)?(?:分别)?(?:作为)?{_TO}(?:，?(?:分别)?(?:并?修改为|内容为){_NEW})?"
        ),
        example="将第九条分为两条，作为第九条、第十条，修改为：“第九条　船应当登记。\n第十条　桨不登记。”",
        expected=("split 第九条 → 第九条", "split 第九条 → 第十条"),
    ),
    Form(
        name="renumber",
        pattern=re.compile(rf"{_LEAD}(?P<at>{PLACES}){_SO}(?:改为|调整为|变更为|作为|顺延为|改作|修改为){_TO}"),
        example="将第十八条改为第十九条，删去第二款。",
        expected=("renumbering 第十八条 → 第十九条", "repeal 第十八条第二款"),
    ),
    Form(
        name="part",
        pattern=re.compile(
            rf"在?(?P<before>第{NUMBER}条(?:之{NUMBER})*)之?前，?(?:增加|增写|新增|增设)(?:{NUMBER})?个?(?P<unit>分编|编|章|节)(?:，?(?:作为|列为){_TO})?{_NEW}"
        ),
        example="在第九条前增加一章，作为第三章：“第三章　监督”",
        expected=("insertion 第九条 → 第三章",),
    ),
    Form(
        name="unhead",
        pattern=re.compile(
            rf"(?:删去|删除)(?P<before>第{NUMBER}条(?:之{NUMBER})*)之?前的(?P<units>(?:分编|编|章|节)名(?:[、和](?:分编|编|章|节)名)*)"
        ),
        example="删去第九条前的章名、节名。",
        expected=("repeal 第九条前的章名", "repeal 第九条前的节名"),
    ),
    Form(
        name="insert",
        pattern=re.compile(
            rf"{_LEAD}{_AT}(?:{QUOTE})?(?:[之以]?后|[之以]?前|中|的)?，?(?:增加|增写|新增|增设)(?:{NUMBER})?个?(?P<unit>分编|编|章|节|条|款|项|目|自然段)"
            rf"(?:，?{_SO}(?:作为|列为){_TO})?(?:，|。)?(?:规定|内容为|内容如下|表述为)?(?:{_NEW})?"
        ),
        example="第四条增加一款，作为第二款：“渡口由村管理。”",
        expected=("insertion 第四条 → 第四条第二款",),
    ),
    Form(
        name="add-words",
        pattern=re.compile(
            rf"{_LEAD}{_AT}{_PART}(?:在)?(?P<old>{QUOTE})之?(?P<side>[前后])面?，?(?:增加|增写|加上|插入)(?:一句|规定)?，?(?:内容为)?{_NEW}"
        ),
        example="在第五条中的“桥”后增加“和渡口”。",
        expected=("insertion 第五条",),
    ),
    Form(
        name="add-sentence",
        pattern=re.compile(rf"{_LEAD}{_AT}的?(?P<where>末尾|最后|开头)?，?(?:增加|增写)(?:一句|规定)?，?(?:内容为)?{_NEW}"),
        example="第五条第一款末尾增加：“桥上不得停车。”",
        expected=("insertion 第五条第一款",),
    ),
    Form(
        name="words",
        pattern=re.compile(
            rf"{_LEAD}{_AT}{_HEAD}{_PART}[：:]?(?P<old>{_QUOTES}){_SO}(?:修改为|改为|修正为|替换为|更改为|变更为)[：:]?(?P<new>{_QUOTES})"
        ),
        example="将第三条、第八条中的“侵犯”修改为“侵害”。",
        expected=("substitution 第三条", "substitution 第八条"),
    ),
    Form(
        name="whole",
        pattern=re.compile(
            rf"(?:[这该]一?(?P<this>条|款|项|自然段)|{_LEAD}{_AT}){_HEAD}{_SO}(?:修改为|改为|修订为|表述为|修正为)[：:]?(?P<new>{_QUOTES})"
        ),
        example="将第一条改为第二条，修改为：“本办法适用于渡口。”",
        expected=("renumbering 第一条 → 第二条", "substitution 第一条 → 第二条"),
    ),
    Form(
        name="repeal",
        pattern=re.compile(rf"{_LEAD}(?:删去|删除|删掉|废止|取消)其?{_AT}{_PART}(?P<old>{_QUOTES})?"),
        example="删除第二条、第三条，删去第五条中的“渡口、”。",
        expected=("repeal 第二条", "repeal 第三条", "repeal 第五条"),
    ),
    Form(
        name="repealed",
        pattern=re.compile(rf"{_LEAD}{_AT}{_PART}(?P<old>{_QUOTES})?(?:予以)?(?:删去|删除|废止)"),
        example="将第六条第二款予以删除。",
        expected=("repeal 第六条第二款",),
    ),
)
"""In the order in which they are tried; the first that fits is taken."""

CONTEXT: tuple[re.Pattern[str], ...] = (
    re.compile(r".*(?:作(?:出)?(?:如下|以下|部分)?(?:相应)?(?:的)?修[改正]|作如下决定)(?:如下)?[：:。；]?$"),
    re.compile(r".*(?:自.*施行|公布之?日起.*|生效)[。；]?$"),
    re.compile(r".*重新公布[。；]?$"),
    re.compile(r".*(?:会议|委员会|国务院).*(?:决定|通过|同意|讨论|审议|批准).*"),
    re.compile(r"(?:根据|为了?|依照|按照|鉴于|经).*"),
    re.compile(r"(?:现予公布|以上|本(?:决定|修正案)).*"),
)
"""Sentences that instruct nothing: what the decision rests on, when it takes effect, that the work is published anew."""
