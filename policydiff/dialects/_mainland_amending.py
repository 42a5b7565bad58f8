"""The language of mainland amending decisions: the forms of their instructions, each with an example.

Quotations stand in the sentences as ⟦0⟧, ⟦1⟧ …, so that no form looks into quoted text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policydiff.dialects import _mainland_amending_places as places
from policydiff.dialects._mainland_amending_places import JOINT, NUMBER, PLACE, PLACES, QUOTE, QUOTES, TITLE

LEVEL_WORDS = places.LEVEL_WORDS
"""The word after a number → the level."""
OWN = re.compile(r"本|该|原|此|新|上述|前述|修改[前后]|[^本]{0,4}本")
"""How such a name begins."""
OWN_NAME = re.compile(rf"(?:{OWN.pattern}).*|(?:法|法典)|.*[办方]法")
"""Names that mean the work that is spoken of anyway."""

_NAME = r"[^第⟦⟧，。；：、《》\n将把增删]{0,16}?(?:法典|法|条例|规定|办法|解释|规则|细则|批复)"
_WORK = rf"(?:(?:修改[前后]的?|原)?(?:(?P<work>{TITLE})(?:[（(][^（）()\n]{{0,60}}[）)])?|(?P<name>{_NAME}))的?)?(?:原|现行的?)?"
_LEAD = rf"(?:一并|同时)?(?:现)?(?:决定)?(?:将|对|把|在)?{_WORK}(?:上述|前述|以上)?(?:条文|条款|规定)?"
_AT = rf"(?P<at>{PLACES})?"
_TO = rf"(?:修改后的?)?(?:{TITLE}|{_NAME}|该[条款])?的?(?P<to>{PLACES})"
_NEW = rf"(?:，?即)?[：:，]?(?P<new>{QUOTES})"
_SO = r"(?:相应地?的?|依次|依序|分别|统一|一律|均|都|顺延|并|相应)*"
_HEAD_WORDS = r"的?(?:编名|章名|节名|条名|条标|条旨|标题|名称|题目)"
_HEAD = rf"(?P<head>{_HEAD_WORDS})?"
_EDGE = r"(?:末尾|最后|结尾|末段|开头|开始|起始|句首|句末|句尾)(?:部分|处)?"
_PART = (
    rf"(?:的?(?:前|后|最后)[一两二三四]句)?(?:的?各[款项目])?(?:的|之|其)?(?:{_EDGE})?(?:中|内|里)?(?:的|规定的?|所称的?|有关的?|涉及的?)?"
)
_WORD = r"(?:的?(?:字样|表述|内容|一词|一语|文字|[一二两三四五六七八九十]个?字))?"
_PLACED = rf"{PLACES}(?:{_HEAD_WORDS})?{_PART}[：:]?[由自从]?{QUOTES}"
_WORDED = rf"(?:(?:{_PLACED}|(?:{_HEAD_WORDS})?{_PART}[：:]?[由自从]?{QUOTES})(?:(?:{JOINT}|，){_PLACED})*)"
_BECOMES = r"(?:修改为|修改成|改为|修正为|修订为|替换为|更改为|变更为|调整为|表述为)"
_GOES_ON = rf"(?!{_SO}{_BECOMES}|之?[前后]面?，?(?:分别)?(?:增加|增写|加上|插入|添加))"
"""Behind the last new words of a list: 将“甲”改为“乙”、“丙”改为“丁” are two changes."""
_BESIDE = r"(?:(?:、|以及|[和及与])(?:各|有关|相关)*(?:附件|附表|附录|目录|标题|章名|节名))*"
_ALL = rf"(?:全文|通篇|条文|(?:其他|其它|其余|各|有关|相关|所有|全部|部分)+(?:条文|条款|条|款|规定|地方|处|章节)){_BESIDE}"

ITEM_OF_WORDS = re.compile(rf"(?P<at>{PLACES})?(?P<head>{_HEAD_WORDS})?{_PART}[：:]?[由自从]?(?P<old>{QUOTES})")
"""One place with quoted words, of a list of them."""
ITEM_OF_REPEAL = re.compile(rf"(?P<at>{PLACES})(?P<head>{_HEAD_WORDS})?(?:{_PART}[自从]?(?P<old>{QUOTES}))?|(?P<loose>{QUOTES})")
"""One place, with quoted words or without, of a list that is deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of instruction. `example` is such a sentence (invented), `expected` its operations as "kind target → result".

    `about` says in a few words what it does; `policydiff help amendments` lists it.
    """

    name: str
    about: str
    pattern: re.Pattern[str]
    example: str
    expected: tuple[str, ...]


_WITH_WORDS = rf"{PLACES}(?:{_HEAD_WORDS})?{_PART}[自从]?{QUOTES}{_WORD}"
_REPEALED = rf"其?(?:(?:{_WITH_WORDS}|{_PART}{QUOTES}{_WORD})(?:(?:{JOINT}|，)其?{_WITH_WORDS}(?!{_SO}{_BECOMES}|，?{_SO}{_BECOMES}|之?[前后]|[、和及]?⟦))*(?:{JOINT}{PLACES})?|{PLACES}(?:，{PLACES})+(?=[。；]|$)|{PLACES}(?:{_HEAD_WORDS}(?:{JOINT}{PLACES}(?:{_HEAD_WORDS})?)*)?)"
_DELETES = r"(?:删去|删除|删掉|废止|取消)"
_WORKS = rf"{TITLE}(?:[（(][^（）()\n]{{0,120}}[）)])?(?:(?:、|和|及|以及|，)?{TITLE}(?:[（(][^（）()\n]{{0,120}}[）)])?)*"

FORMS: tuple[Form, ...] = (
    Form(
        name="adjust",
        about="the articles are counted anew",
        pattern=re.compile(
            rf"{_LEAD}(?:对)?(?:其他|其它|有关|相关|其余|以下|其后|此后|后续|后面|原)*的?各?(?:(?:条文|条款|条目|条|章节和?条文|章节|款项|款|项|目)的?(?:顺序|序号|编号|次序|序)?|(?P<named>{PLACES})的?(?:顺序|序号|编号)?(?=(?:依次|依序|相应|顺次|往后|向后)*(?:顺延|后移)))"
            r"(?:[和、及][^，。；\n⟦⟧第]{0,16}?)?(?:[作做]|进行|依次|依序|相应地?|顺次|往后|向后)*的?(?:调整|修改|顺延|后移|重新编号|重新排序)(?:和修改|和调整)?"
        ),
        example="条文顺序作相应调整。",
        expected=("renumbering",),
    ),
    Form(
        name="contents",
        about="the table of contents follows, which a document here makes by itself",
        pattern=re.compile(rf"{_LEAD}目录(?:中的?|部分)?[^。；\n]*"),
        example="目录作相应修改。",
        expected=("context",),
    ),
    Form(
        name="join",
        about="articles become one",
        pattern=re.compile(
            rf"{_LEAD}(?P<at>{PLACES})(?:并入(?P<into>{PLACES})|合并，?(?:为一[条款项章节]，?)?(?:(?:修改)?[作改成]?为{_TO})?)(?:，?(?:并?(?:相应)?修改为|改为|内容为|规定为|为|[编章节]名(?:修改)?为)?{_NEW})?"
        ),
        example="将第六条、第七条第一项合并，作为第八条，修改为：“桥由村里修。”",
        expected=("join 第六条 → 第八条", "join 第七条第一项 → 第八条"),
    ),
    Form(
        name="split",
        about="an article becomes several",
        pattern=re.compile(
            rf"{_LEAD}(?P<at>{PLACE})(?:(?:拆分|拆|分立|分)[成为](?:{NUMBER}[条款项]，?)?|修?改为{NUMBER}[条款项]，?)(?:分别)?(?:作为)?{_TO}(?:，?(?:分别)?(?:并?修改为|内容为)?{_NEW})?"
        ),
        example="将第九条分为两条，作为第九条、第十条，修改为：“第九条　船应当登记。\n第十条　桨不登记。”",
        expected=("split 第九条 → 第九条", "split 第九条 → 第十条"),
    ),
    Form(
        name="parts",
        about="an article becomes several; which part becomes which follows",
        pattern=re.compile(rf"{_LEAD}(?P<at>{PLACE})(?:拆分|拆|分立|分)[成为]{NUMBER}个?[条款项](?=[，：；:])"),
        example="将第九条分为两条，第一款作为第九条，第二款作为第十条。",
        expected=("context", "renumbering 第九条第一款 → 第九条", "renumbering 第九条第二款 → 第十条"),
    ),
    Form(
        name="move",
        about="an article goes elsewhere",
        pattern=re.compile(
            rf"{_LEAD}(?P<at>{PLACES})(?:移至|移到|调至|移入)(?P<where>{PLACES})(?:之?[前后中]|内)?(?:，?{_SO}(?:改为|作为|列为){_TO})?(?:[：:](?P<new>{QUOTES}))?"
        ),
        example="将第九条移至第三章，作为第十五条。",
        expected=("renumbering 第九条 → 第三章第十五条",),
    ),
    Form(
        name="gather",
        about="several 款 or 项 become one article",
        pattern=re.compile(
            rf"{_LEAD}(?P<at>{PLACES})，?{_SO}(?:改为|列为|作为|移作){_TO}(?:，?(?:并?(?:相应)?修改为|内容为)?{_NEW})?(?!的)"
        ),
        example="将第九条第二款、第三款作为第十条。",
        expected=("join 第九条第二款 → 第十条", "join 第九条第三款 → 第十条"),
    ),
    Form(
        name="renumber",
        about="a new number, and a new text where one is quoted behind it",
        pattern=re.compile(
            rf"{_LEAD}(?P<at>{PLACES})(?:的?(?:序号|顺序|编号))?，?{_SO}(?:(?:单列|单独列|独立)[为成]?(?:{NUMBER}[条款项])?，?作为|改为|调整为|变更为|改列为|列为|作为|顺延为|改作|移作|修改为){_TO}(?:[：:](?P<new>{QUOTES}))?(?!的)"
        ),
        example="将第十八条改为第十九条，删去第二款。",
        expected=("renumbering 第十八条 → 第十九条", "repeal 第十八条第二款"),
    ),
    Form(
        name="part",
        about="a heading before an article, to which what follows belongs",
        pattern=re.compile(
            rf"在?(?P<before>第{NUMBER}条(?:之{NUMBER})*)之?前，?(?:增加|增写|新增|增设)(?:{NUMBER})?个?(?P<unit>分编|编|章|节)(?:，?(?:作为|列为){_TO})?{_NEW}"
        ),
        example="在第九条前增加一章，作为第三章：“第三章　监督”",
        expected=("insertion 第九条 → 第三章",),
    ),
    Form(
        name="unhead",
        about="the heading before an article goes",
        pattern=re.compile(
            rf"(?:删去|删除)(?P<before>第{NUMBER}条(?:之{NUMBER})*)之?前的(?P<units>(?:分编|编|章|节)名(?:[、和](?:分编|编|章|节)名)*)"
        ),
        example="删去第九条前的章名、节名。",
        expected=("repeal 第九条前的章名", "repeal 第九条前的节名"),
    ),
    Form(
        name="insert",
        about="a new chapter, section, article, 款, 项, 目 or sentence",
        pattern=re.compile(
            rf"{_LEAD}{_AT}(?:{QUOTE}|[^第，。；：、⟦⟧\n增]{{1,24}}职权)?的?(?P<side>[之以]?后面?|[之以]?前面?|之间|中|内|的)?，?(?:分别)?(?:增加|增写|新增|增设|增列)(?P<count>{NUMBER})?个?(?P<unit>分编|编|章|节|条|款|项|目|自然段|句)(?:规定)?(?:，?(?:[编章节]名|标题)为[：:]?(?=⟦))?"
            rf"(?P<headed>{QUOTE})?(?:，?{_SO}(?:作为|列为){_TO}(?:(?:，?(?:[编章节]名|标题)为)?[：:]?(?P<titled>{QUOTE})(?=，(?:分为|共|包括)))?)?(?:，(?:分为|共|包括)[^。；，：⟦⟧]*)*(?:，|。)?(?:(?:规定|内容)(?:为|如下|是)?|如下|表述为|(?:[编章节]名|标题)为)?(?:{_NEW})?"
        ),
        example="第四条增加一款，作为第二款：“渡口由村管理。”",
        expected=("insertion 第四条 → 第四条第二款",),
    ),
    Form(
        name="insert-numbered",
        about="the same, told by its number alone",
        pattern=re.compile(
            rf"{_LEAD}{_AT}(?:之?[前后]|中)?的?，?(?:增加|增写|新增|增设|增列)(?:(?P<early>{QUOTES})，?作为)?(?P<to>{PLACES})(?(early)|(?:{QUOTE}(?=，(?:分为|共|包括)))?(?:，(?:分为|共|包括)[^。；，：⟦⟧]*)*(?:，?(?:规定|内容)(?:为|如下)?)?{_NEW})"
        ),
        example="第四条增加第二款：“渡口由村管理。”",
        expected=("insertion 第四条 → 第四条第二款",),
    ),
    Form(
        name="insert-attachment",
        about="a new attachment",
        pattern=re.compile(
            rf"{_LEAD}(?:增加|增设|新增)(?:{NUMBER})?个?(?:附件|附表)(?:，?作为(?P<to>(?:附件|附表)(?:{NUMBER})?(?:{TITLE})?))?(?:{_NEW})?"
        ),
        example="增加一个附件，作为附件二：“渡资表：每人一元。”",
        expected=("insertion → 附件二",),
    ),
    Form(
        name="add-words",
        about="words come before or after others",
        pattern=re.compile(
            rf"{_LEAD}(?P<items>{_WORDED}){_WORD}之?(?P<side>[前后])面?，?(?:分别|均|都)?(?:增加|增写|加上|插入|添加)(?:一句|规定|表述)?，?(?:内容为)?{_NEW}{_GOES_ON}"
        ),
        example="在第五条中的“桥”后增加“和渡口”。",
        expected=("insertion 第五条",),
    ),
    Form(
        name="add-sentence",
        about="a sentence comes at the beginning or the end of a place",
        pattern=re.compile(
            rf"{_LEAD}{_AT}(?:的|中)?(?P<where>{_EDGE}|之?后面?(?=增加一句)|(?<=句)之?后面?)?，?(?:增加|增写|新增)(?:(?P<one>一句)|规定)?，?(?:内容为|规定为)?{_NEW}"
        ),
        example="第五条第一款末尾增加：“桥上不得停车。”",
        expected=("insertion 第五条第一款",),
    ),
    Form(
        name="beside",
        about="words beside others become others or go",
        pattern=re.compile(
            rf"{_LEAD}(?:(?P<deletes>{_DELETES}))?{_AT}{_PART}(?P<mark>{QUOTE})之?(?P<side>[前后])面?的(?P<old>{QUOTE}){_WORD}"
            rf"(?(deletes)|(?:，?(?:予以)?{_DELETES}|，?{_SO}{_BECOMES}[：:]?(?P<new>{QUOTE})))"
        ),
        example="将第四条中“县”后的“级”修改为“市级”。",
        expected=("substitution 第四条",),
    ),
    Form(
        name="throughout",
        about="words become others in the whole work, but in the places that are excepted",
        pattern=re.compile(
            rf"(?:除(?P<but>{PLACES})(?:以?外)?，)?(?:将|对|把)?(?:(?:(?P<work>{TITLE})|(?P<name>{_NAME}))的?(?:{_ALL})?|{_ALL})(?:中|里|内)?(?:的?(?:涉及|出现|提及|关于|有关|所有|所称))?的?"
            rf"(?P<old>{QUOTES}){_WORD}的?，?{_SO}{_BECOMES}[：:]?(?P<new>{QUOTES}){_GOES_ON}(?:，(?:但是?，?)?(?P<not_in>{PLACES})(?:的规定)?除外)?"
        ),
        example="本办法其他条文中的“桥管处”统一修改为“桥梁管理机构”。",
        expected=("substitution",),
    ),
    Form(
        name="cells",
        about="words become others in one row of a table",
        pattern=re.compile(
            rf"{_LEAD}(?P<at>{PLACES})(?:表格?)?(?:中|内|里)?的?(?P<row>{QUOTE})(?:这?一|该)?(?:行|栏|列|项目|类别|类)(?:中|内|对应|的)*"
            rf"(?P<old>{QUOTES}){_WORD}，?{_SO}{_BECOMES}[：:]?(?P<new>{QUOTES}){_GOES_ON}"
        ),
        example="将附件二中“成人”一栏的“2”修改为“3”。",
        expected=("substitution 附件二“成人”一行",),
    ),
    Form(
        name="words",
        about="words become others, one for one or all the same",
        pattern=re.compile(
            rf"{_LEAD}(?P<items>{_WORDED}){_WORD}，?{_SO}{_BECOMES}[：:]?(?P<new>{QUOTES}){_WORD}{_GOES_ON}"
            rf"(?:，(?:但是?，?)?(?P<not_in>{PLACES})(?:的规定)?除外)?"
        ),
        example="将第三条、第八条中的“侵犯”修改为“侵害”。",
        expected=("substitution 第三条", "substitution 第八条"),
    ),
    Form(
        name="cited-work",
        about="the title of a cited work becomes another",
        pattern=re.compile(rf"{_LEAD}(?P<at>{PLACES}){_PART}(?P<old_title>{TITLE})，?{_SO}{_BECOMES}[：:]?(?P<new_title>{TITLE})"),
        example="将第四条中的《丙县船只办法》修改为《丙县船只条例》。",
        expected=("substitution 第四条",),
    ),
    Form(
        name="retitle",
        about="the work gets another title",
        pattern=re.compile(
            rf"{_LEAD}(?:的?(?:名称|标题|题目))?{_SO}(?:修改为|改为|变更为|更改为|更名为)[：:]?(?P<title>{TITLE})(?!(?:的|中的?)?{PLACE})"
        ),
        example="将《丙县渡口办法》名称修改为《丙县渡口和桥梁办法》。",
        expected=("substitution 名称",),
    ),
    Form(
        name="whole",
        about="a new text for a place or its heading",
        pattern=re.compile(
            rf"(?:(?:将|对|把)?[这该本]一?(?P<this>条|款|项|自然段|章|节)|{_LEAD}{_AT})(?P<intro>的?(?:条首|开头|起首|引语|导语)(?:部分)?)?{_HEAD}(?:的?(?:规定|表述))?，?(?:予以(?:修改，?)?)?{_SO}(?:作出?修改，)?(?:的?内容)?"
            rf"(?:修改[为成]|改为|修订为|表述为|修正为|(?:作出?)?(?:如下|以下)修改|修改如下|规定为|改写为|修改后为)[：:]?(?P<new>{QUOTES})"
        ),
        example="将第一条改为第二条，修改为：“本办法适用于渡口。”",
        expected=("renumbering 第一条 → 第二条", "substitution 第一条 → 第二条"),
    ),
    Form(
        name="about",
        about="the place or the work that the next instructions speak of",
        pattern=re.compile(
            rf"(?:决定)?(?:对|将)?(?:(?P<work>{TITLE})(?:[（(][^（）()\n]{{0,60}}[）)])?的?)?{_AT}(?:中的?)?(?:部分条款|有关条款)?(?:予以|进行|作出?)?(?:如下|以下|部分|相应)*的?(?:修改|调整|修正)(?:如下)?(?:[：:]|，(?=[将把删增⟦]))"
        ),
        example="对第五条作如下修改：（一）删去第二款；（二）第三款改为第二款。",
        expected=("context", "repeal 第五条第二款", "renumbering 第五条第三款 → 第五条第二款"),
    ),
    Form(
        name="about-place",
        about="the same, as a heading over numbered instructions",
        pattern=re.compile(rf"{_LEAD}(?P<at>{PLACES})(?=[：:]\s*(?:[（(]{NUMBER}[）)]|{NUMBER}[、．.]))"),
        example="第五条：1.删去第二款。2.第三款改为第二款。",
        expected=("context", "repeal 第五条第二款", "renumbering 第五条第三款 → 第五条第二款"),
    ),
    Form(
        name="abolish",
        about="works are repealed as a whole",
        pattern=re.compile(
            rf"(?:决定)?(?:将|对)?(?:(?:废止|宣布失效|停止执行)(?P<works>{_WORKS})(?!的?{PLACE})|(?P<named>{_WORKS})(?:自[^，。；\n]{{1,30}}起)?(?:，)?(?:予以|同时|一并|均|即行|自行)*(?:废止|宣布失效|失效|停止执行|不再执行))"
        ),
        example="废止《丙县木桥办法》和《丙县浮桥办法》。",
        expected=("repeal", "repeal"),
    ),
    Form(
        name="repeal",
        about="places or words are deleted",
        pattern=re.compile(
            rf"{_LEAD}(?:(?P<base>{PLACES}){_PART}，?)?{_DELETES}(?:(?P<repealed>{TITLE})的?|(?P<repealed_name>{_NAME})的?)?(?:原)?(?P<items>{_REPEALED})"
            rf"(?:{_WORD}，?并?(?:改为|修改为|代之以|替换为)[：:]?(?P<instead>{QUOTE}))?"
        ),
        example="删除第二条、第三条，删去第五条中的“渡口、”和第六条中的“桥”。",
        expected=("repeal 第二条", "repeal 第三条", "repeal 第五条", "repeal 第六条"),
    ),
    Form(
        name="repealed",
        about="the same, the verb at the end",
        pattern=re.compile(rf"{_LEAD}(?P<items>{_REPEALED}){_WORD}，?(?:予以|均)?{_DELETES}"),
        example="将第六条第二款予以删除。",
        expected=("repeal 第六条第二款",),
    ),
)
"""In the order in which they are tried; the first that fits is taken."""
