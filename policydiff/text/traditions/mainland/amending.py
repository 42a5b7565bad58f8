"""The language of mainland amending decisions.

It is made of the forms of their instructions, each with an example. Quotations stand in the
sentences as ⟦0⟧, ⟦1⟧ …, so that no form looks into quoted text.
"""

from __future__ import annotations

import re

from policydiff.text.numerals import NUMBER
from policydiff.text.traditions.mainland.amending_places import PLACE, PLACES, QUOTE, QUOTES, TITLE
from policydiff.text.traditions.mainland.amending_structure import (
    ALL,
    AT,
    BECOMES,
    DELETES,
    EDGE,
    GOES_ON,
    HEAD,
    HEAD_WORDS,
    LEAD,
    NAME,
    NEW,
    PART,
    PLACED_QUOTES,
    REPEALED,
    SO,
    STRUCTURE,
    WORD,
    WORKS,
    Form,
)

OWN = re.compile(r"本|该|原|此|新|上述|前述|修改[前后]|[^本]{0,4}本")
"""How such a name begins."""
OWN_NAME = re.compile(rf"(?:{OWN.pattern}).*|(?:法|法典)|.*[办方]法")
"""Names that mean the work that is spoken of anyway."""

ITEM_OF_WORDS = re.compile(
    rf"(?P<at>{PLACES})?+(?:(?P<head>{HEAD_WORDS})?{PART}[：:]?[由自从]?(?P<old>{QUOTES})|(?(at)|(?!)))"
)
"""One place with quoted words, of a list of them.

Places without words are passed over as a whole, or each of them would be begun anew.
"""
ITEM_OF_REPEAL = re.compile(
    rf"(?P<at>{PLACES})(?P<head>{HEAD_WORDS})?(?:{PART}[自从]?(?P<old>{QUOTES}))?|(?P<loose>{QUOTES})"
)
"""One place, with quoted words or without, of a list that is deleted."""


FORMS: tuple[Form, ...] = (
    *STRUCTURE,
    Form(
        name="add-words",
        about="words come before or after others",
        source=rf"{LEAD}(?P<items>{PLACED_QUOTES}){WORD}之?(?P<side>[前后])面?，?(?:分别|均|都)?(?:增加|增写|加上|插入|添加|加)(?:一句|规定|表述)?，?(?:内容为)?{NEW}{GOES_ON}",
        example="在第五条中的“桥”后增加“和渡口”。",
        expected=("insertion 第五条",),
        sentences=("在{at}中的{old}{side}增加{new}", "在{old}{side}增加{new}"),
    ),
    Form(
        name="add-sentence",
        about="a sentence comes at the beginning or the end of a place",
        source=rf"{LEAD}{AT}(?:的|中)?(?P<where>{EDGE}|之?后面?(?=增加一句)|(?<=句)之?后面?)?，?(?:增加|增写|新增)(?:(?P<one>一句)|规定)?，?(?:内容为|规定为)?{NEW}",
        example="第五条第一款末尾增加：“桥上不得停车。”",
        expected=("insertion 第五条第一款",),
        sentences=("{at}{edge}增加：{new}",),
    ),
    Form(
        name="beside",
        about="words beside others become others or go",
        source=(
            rf"{LEAD}(?:(?P<deletes>{DELETES}))?{AT}{PART}(?P<mark>{QUOTE})之?(?P<side>[前后])面?的(?P<old>{QUOTE}){WORD}"
            rf"(?(deletes)|(?:，?(?:予以)?{DELETES}|，?{SO}{BECOMES}[：:]?(?P<new>{QUOTE})))"
        ),
        example="将第四条中“县”后的“级”修改为“市级”。",
        expected=("substitution 第四条",),
    ),
    Form(
        name="throughout",
        about="words become others in the whole work, or in several works, but in the places that are excepted",
        source=(
            rf"(?:除(?P<but>{PLACES})(?:以?外)?，)?(?:将|对|把)?(?:(?:(?P<works>{TITLE}(?:[、和及]?{TITLE})+)|(?P<work>{TITLE})|(?P<name>{NAME}))的?(?:{ALL})?|{ALL})(?:中|里|内)?(?:的?(?:涉及|出现|提及|关于|有关|所有|所称))?的?"
            rf"(?P<old>{QUOTES}){WORD}的?，?{SO}{BECOMES}[：:]?(?P<new>{QUOTES}){GOES_ON}(?:[，（(](?:但是?，?)?(?P<not_in>{PLACES})(?:{PART}{QUOTES})?(?:的规定)?除外[）)]?)?"
        ),
        example="本办法其他条文中的“桥管处”统一修改为“桥梁管理机构”。",
        expected=("substitution",),
        sentences=("除{but}外，将{work}中的{old}修改为{new}", "将{work}中的{old}修改为{new}"),
    ),
    Form(
        name="cells",
        about="words become others in one row of a table",
        source=(
            rf"{LEAD}(?P<at>{PLACES})(?:表格?)?(?:中|内|里)?的?(?P<row>{QUOTE})(?:这?一|该)?(?:行|栏|列|项目|类别|类)(?:中|内|对应|的)*"
            rf"(?P<old>{QUOTES}){WORD}，?{SO}{BECOMES}[：:]?(?P<new>{QUOTES}){GOES_ON}"
        ),
        example="将附件二中“成人”一栏的“2”修改为“3”。",
        expected=("substitution 附件二“成人”一行",),
    ),
    Form(
        name="words",
        about="words become others, one for one or all the same",
        source=(
            rf"{LEAD}(?P<items>{PLACED_QUOTES}){WORD}，?{SO}{BECOMES}[：:]?(?P<new>{QUOTES}){WORD}{GOES_ON}"
            rf"(?:[，（(](?:但是?，?)?(?P<not_in>{PLACES})(?:{PART}{QUOTES})?(?:的规定)?除外[）)]?)?"
        ),
        example="将第三条、第八条中的“侵犯”修改为“侵害”。",
        expected=("substitution 第三条", "substitution 第八条"),
        sentences=("将{at}中的{old}修改为{new}", "{it}中的{old}修改为{new}", "{old}修改为{new}"),
    ),
    Form(
        name="cited-work",
        about="the title of a cited work becomes another",
        source=rf"{LEAD}(?P<at>{PLACES}){PART}(?P<old_title>{TITLE})，?{SO}{BECOMES}[：:]?(?P<new_title>{TITLE})",
        example="将第四条中的《丙县船只办法》修改为《丙县船只条例》。",
        expected=("substitution 第四条",),
    ),
    Form(
        name="retitle",
        about="the work gets another title",
        source=rf"{LEAD}(?:的?(?:名称|标题|题目))?{SO}(?:修改为|改为|变更为|更改为|更名为)[：:]?(?P<title>{TITLE})(?!(?:的|中的?)?{PLACE})",
        example="将《丙县渡口办法》名称修改为《丙县渡口和桥梁办法》。",
        expected=("substitution 名称",),
        sentences=("将{work}名称修改为{title}",),
    ),
    Form(
        name="whole",
        about="a new text for a place or its heading",
        source=(
            rf"(?:(?:将|对|把)?[这该本]一?(?P<this>条|款|项|自然段|章|节)|{LEAD}{AT})(?P<intro>的?(?:条首|开头|起首|引语|导语)(?:部分)?)?{HEAD}(?:的?(?:规定|表述))?，?(?:予以(?:修改，?)?)?{SO}(?:作出?修改，)?(?:的?内容)?"
            rf"(?:(?:拆分|分)[为成]{NUMBER}句(?:，?(?:分别)?(?:修改|表述)?为)?|(?:修改[为成]|改为)(?:{NUMBER}[款项])?|修订为|表述为|修正为|(?:作出?)?(?:如下|以下)修改|修改如下|规定为|改写为|修改后为)[：:]?(?P<new>{QUOTES})"
        ),
        example="将第一条改为第二条，修改为：“本办法适用于渡口。”",
        expected=("renumbering 第一条 → 第二条", "substitution 第一条 → 第二条"),
        sentences=(
            "将{at}{head}修改为{new}",
            "{head}修改为{new}",
            "将{at}修改为：{new}",
            "修改为：{new}",
        ),
    ),
    Form(
        name="about",
        about="the place or the work that the next instructions speak of",
        source=rf"(?:决定)?(?:对|将)?(?:(?P<work>{TITLE})(?:[（(][^（）()\n]{{0,60}}[）)])?的?)?{AT}(?:中的?)?(?:部分条款|有关条款)?(?:予以|进行|作出?)?(?:如下|以下|部分|相应)*的?(?:修改|调整|修正)(?:如下)?(?:[：:]|，(?=[将把删增⟦]))",
        example="对第五条作如下修改：（一）删去第二款；（二）第三款改为第二款。",
        expected=("context", "repeal 第五条第二款", "renumbering 第五条第三款 → 第五条第二款"),
    ),
    Form(
        name="about-place",
        about="the same, as a heading over numbered instructions",
        source=rf"{LEAD}(?P<at>{PLACES})(?=[：:]\s*(?:[（(]{NUMBER}[）)]|{NUMBER}[、．.]))",
        example="第五条：1.删去第二款。2.第三款改为第二款。",
        expected=("context", "repeal 第五条第二款", "renumbering 第五条第三款 → 第五条第二款"),
    ),
    Form(
        name="abolish",
        about="works are repealed as a whole",
        source=rf"(?:决定)?(?:将|对)?(?:(?:废止|宣布失效|停止执行)(?P<works>{WORKS})(?!的?{PLACE})|(?P<named>{WORKS})(?:自[^，。；\n]{{1,30}}起)?(?:，)?(?:予以|同时|一并|均|即行|自行)*(?:废止|宣布失效|失效|停止执行|不再执行))",
        example="废止《丙县木桥办法》和《丙县浮桥办法》。",
        expected=("repeal", "repeal"),
    ),
    Form(
        name="repeal",
        about="places or words are deleted",
        source=(
            rf"{LEAD}(?:(?P<base>{PLACES}){PART}，?)?{DELETES}(?:(?P<repealed>{TITLE})的?|(?P<repealed_name>{NAME})的?)?(?:原)?(?P<items>{REPEALED})"
            rf"(?:{WORD}，?并?(?:改为|修改为|代之以|替换为)[：:]?(?P<instead>{QUOTE}))?"
        ),
        example="删除第二条、第三条，删去第五条中的“渡口、”和第六条中的“桥”。",
        expected=("repeal 第二条", "repeal 第三条", "repeal 第五条", "repeal 第六条"),
        sentences=("删去{at}中的{old}", "删去{it}中的{old}", "删去{old}", "删去{at}"),
    ),
    Form(
        name="repealed",
        about="the same, the verb at the end",
        source=rf"{LEAD}(?P<items>{REPEALED}){WORD}，?(?:予以|均)?{DELETES}",
        example="将第六条第二款予以删除。",
        expected=("repeal 第六条第二款",),
    ),
)
"""In the order in which they are tried; the first that fits is taken."""
