"""A drafting tradition, as data: the words and marks by which its texts are numbered, cited and read.

Each dialect is one file in `policydiff/dialects/`; its name is its key. It gives one `Dialect` named ``DIALECT`` and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from policydiff.model.comparison import FactType
from policydiff.model.drafting import NO_DRAFTING_WORDS, DraftingWords
from policydiff.model.kinds import Level
from policydiff.model.naming import NO_INSTRUMENT_WORDS, InstrumentWords
from policydiff.model.source import SourceText

Citable = Literal["articles", "numbering", "items"]
"""How the citable level is found: by 第…条; from the numbering itself where there is none; or every first-level item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """How the number of one family is printed at the head of a line.

    `pattern` matches at the beginning of a line without its leading white space; its group ``number`` holds the numeral, an optional
    group ``sub`` the numeral after 之, and the whole match is the printed number with what belongs to it (、 or ．).
    `family` tells marks apart that do not count in one sequence: （一） and 1. `level` is fixed for 编 to 条 and None for
    marks whose level the surroundings decide. `example` is a line that it matches: a test runs it.
    """

    family: str
    pattern: re.Pattern[str]
    example: str
    level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationWords:
    """The words from which citations are built (第…条第…款, 前款, 本法)."""

    levels: dict[str, Level]
    """条 → article, 款 → paragraph …"""
    own: tuple[str, ...]
    """Words for the document itself: 本法, 本条例, 本办法 …"""
    previous: str = "前"
    this: str = "本"
    to: tuple[str, ...] = ("至", "到")
    joins: tuple[str, ...] = ("、", "和", "及", "以及", "或者", "或", "，")
    ordinal: str = "第"
    sub: str = "之"
    """Between the number of an article and the number that was put in after it: 第十条之一."""
    also_previous: tuple[str, ...] = ("上",)
    that: tuple[str, ...] = ("该", "同", "上述", "前述")
    """Before the kind of a work, or a level, that was named before: 该法第十条, 该条第二款."""
    not_that: str = "合"
    """The characters that make another word of `that`: 合同法."""
    that_goes_on: tuple[str, ...] = ("第", "规定", "的规定", "所列", "所称", "所述")
    """What stands after 该条, 该项 where they mean a provision and not a matter."""
    own_adjectives: tuple[str, ...] = ("若干", "暂行", "试行", "实施", "议事", "自治", "单行", "补充")
    """What may stand inside an own word: 本实施细则."""
    works: tuple[str, ...] = (
        *("法典", "法", "条例", "规定", "办法", "细则", "规则", "解释", "决定", "章程", "通则", "总则", "分则", "准则"),
        *("公约", "宪章", "条约", "协定", "议定书", "安排", "意见", "通知", "批复", "纪要", "修正案", "法例", "原则"),
    )
    """The last words of names of works, by which 刑法第十条 is told from an article of the text itself."""
    other_works: tuple[str, ...] = (
        "纲要",
        "规划",
        "方案",
        "计划",
        "规范",
        "标准",
        "要点",
        "令",
        "公告",
        "决议",
        "指南",
        "大纲",
        "守则",
        "解答",
        "税则",
    )
    """Last words of titles in 《》 that name works too; without 《》 they are words of the text."""
    laws: tuple[str, ...] = ("法典", "法", "条例", "通则")
    """Last words of names that may stand without 《》 and without a provision: 依照刑法的规定."""
    pronouns: tuple[str, ...] = ("其", "及其", "和其", "有关", "相关")
    """What makes a name depend on another: 刑法及其实施条例."""
    ruling: tuple[str, ...] = (
        *(
            "规定",
            "的规定",
            "有关规定",
            "的有关规定",
            "相关规定",
            "的相关规定",
            "具体规定",
            "的具体规定",
            "有规定",
            "有具体规定",
            "另有规定",
        ),
        *("关于", "所称", "所指", "的有关条款"),
    )
    """What stands after such a name where the law is cited, and not just spoken of."""
    before_names: str = "由按与和及以照对据反用如因被从依在为至将除即或是的了受经使到有而犯背守"
    """What may stand directly before a name without 《》, as the last character of a word that is not part of it: 由商标法第十条."""
    short: tuple[str, ...] = ("以下简称", "下称", "以下称", "以下统称", "下文简称", "简称")
    """Before the short title that a text gives to a work: 《甲乙法》（以下简称《甲法》）."""
    no_works: tuple[str, ...] = (
        *("方法", "做法", "违法", "依法", "非法", "看法", "说法", "守法", "想法", "关决定", "出决定", "项决定"),
        *("关规定", "述规定", "列规定", "条规定", "款规定", "项规定", "章规定", "节规定", "律规定", "家规定", "照规定", "反规定", "据规定"),
        *("法规定", "例规定", "》规定", "上位法", "下位法"),
    )
    """Ends that look like those of a name and are none."""
    no_names: tuple[str, ...] = ("规定", "决定", "解释", "通知", "意见", "安排", "原则", "批复")
    """Words that end a name and are none by themselves: 前款规定的第一项."""
    leads: tuple[str, ...] = (
        *("依照", "按照", "根据", "依据", "违反", "适用", "符合", "参照", "比照", "属于", "执行", "触犯", "不受", "以及", "或者", "有关"),
        *("应当", "是指", "对于", "关于", "修改", "构成", "作为", "享有", "具有", "从事", "请求", "赔偿", "以", "的", "除", "原"),
        *("认定为", "实施", "修改后", "修正后", "修订后", "修改前", "修正前", "修订前", "存在", "遵守", "具备", "履行", "取得", "结合"),
        *("违背", "遵循", "低于", "但有", "人员有", "人有", "发现", "没有", "无法提交", "涉嫌", "审查", "达到", "提供"),
    )
    """What stands before a name without 《》 and is not part of it."""
    unlike: dict[str, str] = field(
        default_factory=lambda: {
            "条": "件例约文理码幅街路线道形纹",
            "款": "项式物额待",
            "项": "目链圈",
            "目": "录标的前光",
            "章": "程节鱼印",
            "节": "能约目假点水日气省余育度制",
            "编": "制号写辑码入排委外内者撰报造纂印",
        }
    )
    """Level word → the characters that make another word of it: 条件, 项目, 章程."""
    not_this: str = "基根成资日版标文"
    """The characters that make another word of `this`: 基本, 资本."""
    attachments: tuple[str, ...] = ("附件", "附表", "附录", "附图")
    breach: tuple[str, ...] = ("违反",)
    """Before a bare 第二款 that is one of the article named before."""
    links: tuple[str, ...] = ("所列", "所列的", "规定", "规定的", "所述", "所述的", "中", "中的", "的")
    """Between two steps of one citation: 第九条所列第（二）项."""
    see: tuple[str, ...] = ("见", "详见", "按", "依照")
    """Before an attachment without a number: 见附表."""
    not_attachments: str = "份式套并起同个页张名些次"
    """What makes a count of attachments out of 附件一: 附件一份."""
    preamble: str = "序言"
    preamble_units: tuple[str, ...] = ("自然段", "段")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefaceWords:
    """By what the lines around the numbered text are known. Every pattern is searched in a line without white space."""

    contents: re.Pattern[str]
    """The heading of a table of contents."""
    preamble: re.Pattern[str]
    """The heading of a preamble."""
    document_number: re.Pattern[str]
    """A document number; the group ``number`` is the number alone."""
    order_title: re.Pattern[str]
    """The title of an order by which a text is promulgated."""
    note: re.Pattern[str]
    """A 题注: who adopted, published or amended the text."""
    addressee: re.Pattern[str]
    """The bodies to which a notice is addressed."""
    date_line: re.Pattern[str]
    """A line that holds a date and nothing else."""
    attachment: re.Pattern[str]
    """The first line of an attachment; groups ``word``, ``number`` and ``title``."""
    closing: re.Pattern[str]
    """Lines between a signature and the attachments: （此件公开发布）, 抄送."""
    event: re.Pattern[str]
    """What happened to the text after a date: the group ``verb`` is a key of `event_dates` or a word for an amendment."""
    event_begun: re.Pattern[str]
    """A note that begins with a date, so that what happened must follow."""
    event_dates: dict[str, str]
    """Verb → name of the date (adopted, approved, promulgated, signed, in_force)."""
    amendment_verbs: frozenset[str]
    amendment_list: re.Pattern[str]
    """The head of a list of amendments (根据下列修正案修正：); the group ``verb`` is the word for them."""
    listed: re.Pattern[str]
    """An entry of that list; groups ``date`` and ``by``."""
    labelled: re.Pattern[str]
    """A fact with its label (制定机关：…); groups ``label`` and ``value``."""
    furniture: re.Pattern[str]
    """What a web page puts around a text and a copy of it takes along: 来源：…, 责任编辑：…, 版权所有 …"""
    labels: dict[str, str]
    """Label → authority, or the name of a date."""
    in_force: re.Pattern[str]
    """The sentence that sets the day of entry into force; groups ``date`` or ``promulgation``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactWords:
    """The words by which a change of wording is typed; every pattern is searched in the text of a provision."""

    quantities: dict[FactType, re.Pattern[str]]
    """amount, ratio, count, period → an expression of it, a whole range as one."""
    modality: re.Pattern[str]
    """The words for what must, may or must not be done."""
    auxiliary: re.Pattern[str]
    """Those of them that mean nothing else and may stand alone in a change."""
    modality_variants: dict[str, str]
    """A word → the one that says the same."""
    sanctions: re.Pattern[str]
    """A sanction or liability with its object."""
    sanction_verb: re.Pattern[str]
    """The verb that several sanctions of a list share: 责令停止使用、限期改正."""
    parted_verb: re.Pattern[str]
    """The verb of a sanction that may stand apart from its object: 有违法所得的，予以没收."""
    fine: re.Pattern[str]
    """A fine with its amount."""
    condition: re.Pattern[str]
    """The end of the condition on which a sanction depends."""
    citation: re.Pattern[str]
    """One cited provision, or the name of a work; the group ``name`` is the name."""
    cited_article: re.Pattern[str]
    """The article at the beginning of a cited provision."""
    citation_join: re.Pattern[str]
    """What stands between two citations of one list."""
    citing: re.Pattern[str]
    """All that a phrase which only cites may hold beside the citation: 依照…的规定."""
    name_noise: re.Pattern[str]
    """What two ways of naming the same work differ in."""
    body: re.Pattern[str]
    """The rest of the name of a public body, from any place in it on; at its beginning nothing is left."""
    bodies: re.Pattern[str]
    """The same over a list of bodies."""
    whole_body: re.Pattern[str]
    """A name that ends as those of public bodies do."""
    agent: re.Pattern[str]
    """The word before a body that acts or is asked, at the end of a text: 由, 报, 经."""
    acting: re.Pattern[str]
    """A public body that acts, or several, behind the word that says so: 由."""
    agency: re.Pattern[str]
    """A whole phrase that names who acts: 由有关机关."""
    duty: re.Pattern[str]
    """What follows the bearer of a duty or right: 应当, 不得, 有下列行为之一的 …"""
    party: re.Pattern[str]
    """A person or private body that can bear duties and rights, as the end of a name."""
    head: re.Pattern[str]
    """The beginning of a clause, to its end, with nothing in it that governs what follows: who comes here acts."""
    loose: re.Pattern[str]
    """What follows a word that modifies nothing."""
    leading: re.Pattern[str]
    """Marks and conjunctions with which a stretch goes on a list."""
    trailing: re.Pattern[str]
    """Marks and conjunctions after which a list goes on, at the end of a text."""
    joined: re.Pattern[str]
    """A conjunction at an end of a text."""
    defining: re.Pattern[str]
    """What makes a sentence a definition."""
    definition: re.Pattern[str]
    """A clause that is one as a whole."""
    particles: re.Pattern[str]
    """Words that may come or go without a change of sense."""
    variants: dict[str, str]
    """A character or word → another way to write it."""
    item: re.Pattern[str]
    """The printed number of an item at the head of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    """A title (and issuing authority) that tells the kind; the first rule that fits wins."""

    kind: str
    title: re.Pattern[str]
    authority: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dialect:
    """One drafting tradition; there is one value of each, compared by identity.

    `recognise` gives a number from 0 (not this tradition) to 1 (surely) for a source; the highest wins.
    `markers` stand from the widest level to the narrowest. `quotes_new_text` says that quoted paragraphs are new text of
    another work. `localities` maps the beginning of a title or authority to a jurisdiction (北京 → cn-bj).
    `closing_text` fits unnumbered sentences that close the whole text instead of belonging to its last item.
    `sentence_end` and `continuation` are the characters that end a line's sentence and those that cannot begin one.
    """

    name: str
    label: str
    recognise: Callable[[SourceText], float]
    markers: tuple[Marker, ...]
    citations: CitationWords
    preface: PrefaceWords
    kinds: tuple[KindRule, ...]
    stages: re.Pattern[str]
    localities: dict[str, str]
    citable: Citable = "numbering"
    quotes_new_text: bool = False
    sentence_end: str = "。！？；：…"
    closing_marks: str = "”’》）)」』"
    continuation: str = "，、。；：！？”’》）)」』％%的之"
    intro_end: str = "：:"
    heading_stop: str = "。"
    closing_text: re.Pattern[str] | None = None
    unnumbered_heading: re.Pattern[str] = re.compile(r"^(?:总则|分则|附则)$")
    quotation_marks: tuple[tuple[str, str], ...] = (("“", "”"), ('"', '"'))
    country_prefix: str = "中华人民共和国"
    facts: FactWords | None = None
    """None where the tradition has no words for facts yet: its comparisons state none."""
    drafting: DraftingWords = NO_DRAFTING_WORDS
    instruments: InstrumentWords = NO_INSTRUMENT_WORDS
