"""The words by which texts of a tradition cite works and state their life."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from policydiff.model.kinds import Level
from policydiff.model.work_life import LifeKind


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
    own_adjectives: tuple[str, ...] = (
        "若干",
        "暂行",
        "试行",
        "实施",
        "议事",
        "自治",
        "单行",
        "补充",
    )
    """What may stand inside an own word: 本实施细则."""
    works: tuple[str, ...] = (
        *(
            "法典",
            "法",
            "条例",
            "规定",
            "办法",
            "细则",
            "规则",
            "解释",
            "决定",
            "章程",
            "通则",
            "总则",
            "分则",
            "准则",
        ),
        *(
            "公约",
            "宪章",
            "条约",
            "协定",
            "议定书",
            "安排",
            "意见",
            "通知",
            "批复",
            "纪要",
            "修正案",
            "法例",
            "原则",
        ),
    )
    """The last words of names of works, by which 刑法第十条 is told from an article of the text
    itself.
    """
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
    before_names: str = (
        "由按与和及以照对据反用如因被从依在为至将除即或是的了受经使到有而犯背守"
        "于定过误付取入起括响担含就张尽算出果后前时但若无瞒售造生开存行虑中内计止"
        "理交寄其同进"
    )
    """What may stand directly before a name without 《》, as the last character of a word that is
    not part of it: 由商标法第十条.
    """
    becomes: tuple[str, ...] = ("作为", "改为", "调整为", "变更为", "成为")
    """Before a number that a provision is given by an amendment: 第六条改为第五条."""
    short: tuple[str, ...] = ("以下简称", "下称", "以下称", "以下统称", "下文简称", "简称")
    """Before the short title that a text gives to a work: 《甲乙法》（以下简称《甲法》）."""
    no_works: tuple[str, ...] = (
        *(
            "方法",
            "做法",
            "违法",
            "依法",
            "非法",
            "看法",
            "说法",
            "守法",
            "想法",
            "关决定",
            "出决定",
            "项决定",
        ),
        *(
            "关规定",
            "述规定",
            "列规定",
            "条规定",
            "款规定",
            "项规定",
            "章规定",
            "节规定",
            "律规定",
            "家规定",
            "照规定",
            "反规定",
            "据规定",
        ),
        *(
            "法规定",
            "例规定",
            "》规定",
            "上位法",
            "下位法",
            "执法",
            "无法",
            "合法",
            "性法",
            "新法",
            "旧法",
            "实体法",
            "论决定",
        ),
    )
    """Ends that look like those of a name and are none."""
    no_names: tuple[str, ...] = ("规定", "决定", "解释", "通知", "意见", "安排", "原则", "批复")
    """Words that end a name and are none by themselves: 前款规定的第一项."""
    leads: tuple[str, ...] = (
        *(
            "依照",
            "按照",
            "根据",
            "依据",
            "违反",
            "适用",
            "符合",
            "参照",
            "比照",
            "属于",
            "执行",
            "触犯",
            "不受",
            "以及",
            "或者",
            "有关",
        ),
        *(
            "应当",
            "是指",
            "对于",
            "关于",
            "修改",
            "构成",
            "作为",
            "享有",
            "具有",
            "从事",
            "请求",
            "赔偿",
            "以",
            "的",
            "除",
            "原",
        ),
        *(
            "认定为",
            "实施",
            "修改后",
            "修正后",
            "修订后",
            "修改前",
            "修正前",
            "修订前",
            "存在",
            "遵守",
            "具备",
            "履行",
            "取得",
            "结合",
        ),
        *(
            "违背",
            "遵循",
            "低于",
            "但有",
            "人员有",
            "人有",
            "发现",
            "没有",
            "无法提交",
            "涉嫌",
            "审查",
            "达到",
            "提供",
        ),
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
    not_own: str = "基根日"
    """The characters that make another word of an own word: 基本法, 日本法; but 完成本条例."""
    attachments: tuple[str, ...] = ("附件", "附表", "附录", "附图")
    breach: tuple[str, ...] = ("违反",)
    """Before a bare 第二款 that is one of the article named before."""
    links: tuple[str, ...] = (
        "所列",
        "所列的",
        "规定",
        "规定的",
        "所述",
        "所述的",
        "中",
        "中的",
        "的",
    )
    """Between two steps of one citation: 第九条所列第（二）项."""
    see: tuple[str, ...] = ("见", "详见", "按", "依照")
    """Before an attachment without a number: 见附表."""
    not_attachments: str = "份式套并起同个页张名些次"
    """What makes a count of attachments out of 附件一: 附件一份."""
    preamble: str = "序言"
    preamble_units: tuple[str, ...] = ("自然段", "段")
    clauses: bool = False
    """True where 3.2, (a) and 附录B name provisions too."""
    numbered_only: tuple[str, ...] = ()
    """Level words that name no level without a number: 第4点, but not 本点."""
    before_decimals: tuple[str, ...] = ()
    """What stands before a bare 3.2 that is cited: 见3.2, 按4.1执行."""
    after_decimals: tuple[str, ...] = ()
    """What stands behind one: 3.2所述, 4.1规定."""
    not_decimals: tuple[str, ...] = ()
    """What stands behind a decimal number that is no clause: 3.5米, 3.2版."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeWords:
    """The words by which a text states the life of works: 《》同时废止, 有效期五年.

    All but `number` and `signs` are sought in sentences without brackets and quotations, in which
    《》 stands for each title.
    """

    signs: re.Pattern[str]
    """What a line has that states something: 废止, 有效期."""
    ends: tuple[tuple[LifeKind, re.Pattern[str]], ...]
    """The verbs of each kind of end, in the order in which they are sought: 废止, 失效."""
    after: re.Pattern[str]
    """What follows the last title that ends: 同时废止, 第七条停止执行, 自2020年1月1日起废止."""
    later: re.Pattern[str]
    """The day behind a verb that ends works: ，自2020年7月1日起停止执行."""
    published: re.Pattern[str]
    """That works end with the publication of the text: 自本办法公布之日."""
    starts: re.Pattern[str]
    """The first day of anything, which is no day of a title: 自2020年1月1日起."""
    since_list: re.Pattern[str]
    """The day in what announces a list: 下列文件自2020年1月1日起废止：."""
    since: re.Pattern[str]
    """The end of a clause before the titles with the day of their end: 自2020年1月1日起，."""
    joint: re.Pattern[str]
    """What stands between two titles of a list: 、 or 第七条和1998年公布的."""
    origin: re.Pattern[str]
    """What follows a title that states the origin of the next one: 《》修正的《》."""
    broken: re.Pattern[str]
    """What stands in no list of titles: 的规定，."""
    cited: re.Pattern[str]
    """What stands before a title that is only cited: 根据《》."""
    unsure: re.Pattern[str]
    """What makes an end behind titles a condition or a plan: 待新办法施行后，, 建议对."""
    task: re.Pattern[str]
    """What makes an end before titles a task: 推动, 修订、."""
    before: re.Pattern[str]
    """What stands before the first title where the verb comes first: 决定废止《》."""
    whole: re.Pattern[str]
    """What follows the last title of such a list: 等三件规章。"""
    together: re.Pattern[str]
    """What lets any text end others with the verb first: 自公布之日起施行，同时废止《》."""
    acts: re.Pattern[str]
    """What the title of a text has that acts on the life of others: 关于废止《》的决定."""
    explains: re.Pattern[str]
    """The end of the title of a text that only explains, reports or plans: 起草说明."""
    no_acts: re.Pattern[str]
    """What the title of a text has that does not, though it speaks of it: 废止程序规定."""
    issues: re.Pattern[str]
    """What stands in a title before that of the work which the text promulgates: 关于印发《》."""
    heading: re.Pattern[str]
    """The title of an act up to its verb, and behind its last title: 关于, 的决定."""
    lists: re.Pattern[str]
    """What announces a list of titles that end: 下列文件同时废止：, 废止的规章目录."""
    below: re.Pattern[str]
    """That titles follow on further lines: 下列."""
    modifies: re.Pattern[str]
    """The whole of what may stand before the title of a line of a list: 1998年公布的."""
    unlisted: re.Pattern[str]
    """What announces another list, or ends one: 对8件规章作出修改."""
    mixed: re.Pattern[str]
    """The heading of a list of texts that end and of others: 保留和废止的文件目录."""
    cleared: re.Pattern[str]
    """The heading of a list that states for each line what holds: 清理结果目录."""
    partial: re.Pattern[str]
    """That only parts of the works of a list end: 部分条款废止的文件."""
    entire: re.Pattern[str]
    """That a whole work ends: 全文废止."""
    verdicts: tuple[tuple[LifeKind | Literal["mixed"], re.Pattern[str]], ...]
    """The whole of what a cell states of its row: 废止, 第三条废止, 继续有效, 修改."""
    remark: re.Pattern[str]
    """The last word of a line of a list: 》 废止."""
    result: re.Pattern[str]
    """The head of the column of what holds for each row: 清理结果."""
    clauses: re.Pattern[str]
    """The head of the column of the clauses that end: 失效废止条款."""
    in_force: re.Pattern[str]
    """What announces a list of texts in force: 继续有效的文件目录."""
    listed: re.Pattern[str]
    """A line of a list whose title stands without 《》: 示例管理办法（国发〔1990〕3号）."""
    pieces: re.Pattern[str]
    """Where a line of a list is cut into several: ）2．."""
    row: re.Pattern[str]
    """The number before a line of a list: 12．, （三）."""
    closing: re.Pattern[str]
    """What ends every list: 本决定自公布之日起施行."""
    name_column: re.Pattern[str]
    """The head of the column of titles: 文件名称."""
    attachments: re.Pattern[str]
    """An attachment that a sentence names, with its number: 附件2."""
    papers: re.Pattern[str]
    """The title of a paper that is no work: 采矿许可证."""
    number: re.Pattern[str]
    """A document number: 国发〔2001〕3号."""
    own: re.Pattern[str]
    """The text itself as a subject: 本办法."""
    subject: re.Pattern[str]
    """The subject of a term of the text, up to its verb: 本办法自2020年1月1日起施行."""
    force: re.Pattern[str]
    """The beginning of force of the text itself, with its day: 自2020年1月1日起施行."""
    bare_end: re.Pattern[str]
    """The title of an act without 关于 and 的决定 that names one work without 《》."""
    terms: tuple[tuple[LifeKind, re.Pattern[str]], ...]
    """The term of the text: 有效期五年, 至2024年12月31日止; the time of trial: 试行期一年.

    `time` stands for the last day or the length, `on` for the first day after the term.
    """
    lapses: re.Pattern[str]
    """That it ends with the time of trial: 期满自行失效."""
    prolonged: re.Pattern[str]
    """What prolongs the term of a title before it: 有效期延长至2026年12月31日."""
    renewed: re.Pattern[str]
    """What gives a title before it a new term: 继续有效，有效期五年，自2025年1月1日起计算."""
    prolonging: re.Pattern[str]
    """The verb before the titles: 延长《》."""
    prolonging_to: re.Pattern[str]
    """What follows those titles: 有效期至2026年12月31日."""
    prolongs: re.Pattern[str]
    """The title of an act that prolongs others: 关于延长《》有效期的通知."""
    suspends: re.Pattern[str]
    """The title of an act by which others are not applied for a time: 关于授权, 暂时调整."""
    suspended: re.Pattern[str]
    """That something is not applied for a time: 暂时调整适用《》."""
    region: re.Pattern[str]
    """Where that holds: 在示例自由贸易试验区，."""
    until: re.Pattern[str]
    """How long that holds: 期限为三年, 至2020年12月31日."""
    places: re.Pattern[str]
    """The clauses behind a title: 第七条第二款、第八条."""
    time: re.Pattern[str]
    """The last day, month or year of a term, or its length: 2024年底, 五年, 一年半, 三年零六个月."""
    years: str
    """The unit of a length in years."""
    half: str
    """Half of a unit: 半年, 一年半."""
