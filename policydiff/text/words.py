"""The units of a text that a redline may replace: words, numbers, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from policydiff.model.kinds import DIGITS, NUMERALS

_PERSONS = """
法定代表人 法定代理人 委托代理人 诉讼代理人 诉讼代表人 实际控制人 控股股东 执行董事 独立董事 监事会主席 高级管理人员 直接责任人员
利害关系人 利益相关方 第三人 善意第三人 申请执行人 犯罪嫌疑人 抗诉机关 共同被告 再审申请人 勘验人 法官助理 国家工作人员
国家机关工作人员 事业单位工作人员 连带债务人 保证人 抵押人 质权人 留置权人 转让人 出让人 分包人 定作人 仓储人 被监护人 被继承人
受遗赠人 遗嘱执行人 遗产管理人 被收养人 商标权人 权利人 被侵权人 用工单位 劳务派遣单位 被派遣劳动者 无民事行为能力人
限制民事行为能力人 完全民事行为能力人 扣缴义务人 纳税义务人 网络运营者 网络服务提供者 网络平台经营者 平台内经营者 电子商务经营者
个人信息处理者 数据处理者 中小投资者 破产管理人 清算义务人 普通合伙人 有限合伙人 认股人 股东代表 采购人 进出口经营者 报关人
建设单位 监理单位 设计单位 勘察单位 承办单位 协办单位 所有权人 使用权人 用益物权人 业主委员会 物业服务人 物业服务企业 相对人
行政相对人 投诉人 信访人
"""

_BODIES = """
专门委员会 委员长会议 主任会议 国家监察委员会 监察委员会 街道办事处 派出机关 国家安全机关 司法行政部门 司法行政机关 中级人民法院
基层人民法院 专门人民法院 审判委员会 仲裁委员会 仲裁机构 调解委员会 人民调解委员会 劳动争议仲裁委员会 行政机关 行政复议机关
行政复议机构 监督管理机构 监督管理部门 市场监督管理部门 应急管理部门 审计机关 外汇管理机关 网信部门 知识产权部门 居民委员会
村民委员会 基层群众性自治组织 权力机关 登记机关 登记机构 公证机构 鉴定机构 司法鉴定机构 评估机构 检验机构 检测机构 认证机构
认可机构 行业组织 社会组织 社会团体 民办非企业单位 慈善组织 国有独资公司 有限责任公司 股份有限公司 合伙企业 外商投资企业
个体工商户 农村集体经济组织 农民专业合作社 审计委员会 职工代表大会 会计师事务所 律师事务所 证券交易所 支付机构 中介服务机构
第三方机构 股东会 股东大会
"""

_ACTS = """
行政强制 行政强制措施 行政强制执行 行政裁决 行政确认 行政检查 行政征收 行政征用 行政赔偿 行政协议 行政审批 行政执法 政务处分
刑事处罚 赔偿责任 补充责任 按份责任 侵权责任 无过错责任 缔约过失责任 保证责任 民事行为能力 民事权利能力 刑事责任能力 民事法律行为
意思表示 无权代理 无因管理 情势变更 紧急避险 显失公平 公序良俗 诚信原则 除斥期间 犹豫期 冷静期 保证期间 履行期限 地域管辖
专属管辖 协议管辖 移送管辖 指定管辖 财产保全 证据保全 行为保全 终结执行 执行异议 执行和解 执行回转 普通程序 特别程序 督促程序
公示催告程序 审判监督程序 第一审程序 第二审程序 二审程序 一审程序 再审程序 公益诉讼 代表人诉讼 共同诉讼 支付令 仲裁协议 仲裁裁决
调解协议 司法确认 司法协助 直接送达 邮寄送达 电子送达 委托送达 责令改正 限制从业 公开谴责 留用察看 治安管理处罚 从轻处罚
减轻处罚 从重处罚 免予处罚 不予处罚 加处罚款 惩罚性赔偿 精神损害赔偿 停止侵害 返还财产 继续履行 剥夺政治权利 没收财产 犯罪未遂
犯罪预备 犯罪中止 听证程序 合法性审查 合宪性审查 备案审查 公平竞争审查 风险评估 影响评价 环境影响评价 安全评估 安全审查
反垄断审查 信息公开 政务公开 信息披露 双随机 事中事后监管 联合惩戒 失信惩戒 信用修复 信用评价 信用监管 监督检查 现场检查
免予起诉 不起诉 破产重整 破产清算 破产和解 合并分立 解散清算 股权转让 关联交易 内幕交易 操纵市场 不正当竞争 垄断协议
滥用市场支配地位 经营者集中 商业贿赂 虚假宣传 虚假陈述 侵犯商业秘密 招标投标 政府采购 土地征收 征收补偿 补偿安置 拆迁补偿
"""

_OBJECTS = """
行政法规 地方性法规 自治条例 单行条例 地方政府规章 规范性文件 国际条约 地方标准 团体标准 企业标准 强制性标准 推荐性标准 国家利益
社会公共利益 国家安全 表达权 重要数据 核心数据 国家秘密 工作秘密 保守秘密 用益物权 担保物权 宅基地使用权 建设用地使用权
土地承包经营权 土地使用权 农村土地承包 按份共有 共同共有 建筑物区分所有权 不动产登记 不动产权属证书 商标专用权 集成电路布图设计
植物新品种 地理标志 实缴资本 认缴出资 出资方式 出资期限 资本公积金 财务会计报告 会计账簿 资产负债表 许可证件 登记证书 执业证书
经常居所地 营业场所 主要办事机构 违法所得 违法事实 法律事实 法律关系 法律后果 法律程序 法定职责 法定事由 人身伤亡 人身损害
劳务派遣 劳动关系 劳动争议 基本养老保险 基本医疗保险 失业保险 生育保险 住房公积金 经济补偿 带薪年休假 法定节假日 竞业限制 自然日
格式条款 格式合同 合同解除 合同终止 合同无效 所有权保留 借款合同 保证合同 租赁合同 融资租赁合同 承揽合同 建设工程合同 运输合同
技术合同 保管合同 仓储合同 物业服务合同 行纪合同 中介合同 合伙合同 赠与合同 信托合同 企业所得税 环境保护税 税收优惠 出口退税
计税依据 国有股权 预算草案 决算草案 预算调整 转移支付 等级保护 关键信息基础设施 网络安全事件 应急预案 应急处置 应急响应 应急救援
安全生产 安全生产责任制 重大危险源 危险化学品 职业卫生 药品安全 产品缺陷 缺陷产品 生态破坏 生态保护红线 污染物排放 排污许可证
排污许可 排放标准 总量控制 国家公园 海域使用权 国土空间规划 土地利用总体规划 竣工验收 施工许可证 教育机构 职业教育 慈善募捐
志愿服务 社会救助 最低生活保障 收养关系 夫妻共同财产 遗赠扶养协议 扶养义务 民族自治地方 设区的市 特别行政区 自由贸易试验区
自由贸易港 负面清单 准入前国民待遇 保障措施 技术进出口 货物进出口 国际服务贸易 检验检疫 电子认证 电子证照 电子合同 数据电文
网络交易 算法推荐 自动化决策 生物识别信息 匿名化 去标识化
"""

TERMS: tuple[str, ...] = tuple(
    dict.fromkeys(term for group in (_PERSONS, _BODIES, _ACTS, _OBJECTS) for term in group.split())
)
"""The terms, each once."""


_NAMING = frozenset("人者员师书证案费权率数库场")
"""Signs that make a word into the name of a person, a paper, a sum, a right: 运营人, 要求书."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMERAL = f"{NUMERALS}亿"
_LATIN = "A-Za-zＡ-Ｚａ-ｚ\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_NUMBER = f"[{_NUMERAL}{DIGITS}]{{1,20}}"
_NUMBER_ALONE = re.compile(_NUMBER)
_WHOLE = re.compile(
    rf"""(?=[第{_NUMERAL}{DIGITS}{_LATIN}])(?:                            # seen at once elsewhere
    (?P<edged>                                                       # ends where it ends, whatever the segmenter made of it
      (?:[{DIGITS}]{{4}}|[{_NUMERAL}]{{4}})年(?:{_NUMBER}月(?:{_NUMBER}日)?)?         # 2016年11月7日
    | {_NUMBER}月{_NUMBER}日
    | [{_LATIN}{DIGITS}]++(?:['’.,\-_/@:][{_LATIN}{DIGITS}]++)*[{_NUMERAL}]*[%％‰]?    # ABC-12, 1,000.5, 50万, 3%
    )
    | 第{_NUMBER}(?:[编章节条款项目]|自然段)?(?:之[{_NUMERAL}]+)?                     # 第一百二十条之一
    | {_NUMBER}分之{_NUMBER}(?:点[{_NUMERAL}]+)?                                    # 百分之三十
    | [{_NUMERAL}]{{2,}}(?:点[{_NUMERAL}]+)?                                        # 二十五万
    )""",
    re.VERBOSE,
)


@cache
def _segmenter() -> Any:
    """A segmenter of our own with the terms in it, so that no shared one is changed."""
    segmenter = _compiled_segmenters().Jieba()
    for term in TERMS:
        segmenter.add_word(term, segmenter.suggest_freq(term) or 1, "n")
    return segmenter


def _compiled_segmenters() -> Any:
    """The compiled part of rjieba, without its further dictionary (80 ms, 24 MB)."""
    package = find_spec("rjieba")
    places = None if package is None else package.submodule_search_locations
    spec = None if places is None else PathFinder.find_spec("rjieba.rjieba", places)
    if spec is None or spec.loader is None:
        return import_module("rjieba")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """The places where a text may be cut, 0 and its length among `bounds`.

    A cut is never at `inside`, within a number or Latin word.
    """

    bounds: tuple[int, ...]
    inside: frozenset[int]


def split_words(text: str) -> list[str]:
    """The segmenter's words: the whole text, half surrogate pairs replaced."""
    words: list[str] = _segmenter().cut(_SURROGATE.sub("\ufffd", text))
    return words


def whole_words(text: str) -> list[str]:
    """The pieces between the cuts of `cut_words`."""
    if _WHOLE.search(text) is None:
        return split_words(text)
    return [text[begin:end] for begin, end in pairwise(cut_words(text).bounds)]


def cut_words(text: str) -> Cuts:
    """The cuts between a segmenter's words."""
    return _cuts(text, [0, *accumulate(map(len, split_words(text)))])


def cut_names(text: str) -> Cuts:
    """The cuts between words and names, also those that the segmenter cut.


    >>> text = "运营人提交要求书"
    >>> [text[begin:end] for begin, end in pairwise(cut_names(text).bounds)]
    ['运营人', '提交', '要求书']
    """
    cuts = cut_words(text)
    bounds = cuts.bounds
    inner = {
        begin
        for before, begin, end in zip(bounds, bounds[1:], bounds[2:], strict=False)
        if end - begin == 1 and text[begin] in _NAMING and _is_name(text[before:end])
    }
    if not inner:
        return cuts
    return Cuts(bounds=tuple(place for place in bounds if place not in inner), inside=cuts.inside)


def _is_name(word: str) -> bool:
    base = word[:-1]
    return (
        word[-1] in _NAMING
        and len(base) > 1
        and base[-1] not in _NUMERAL
        and bool(_segmenter().has_word(base))
    )


def is_word(text: str) -> bool:
    """True for a word of the dictionary, a term of ours, or a name made of one."""
    return bool(_segmenter().has_word(text)) or _is_name(text)


def is_number(text: str) -> bool:
    """True for the signs of a number alone."""
    return _NUMBER_ALONE.fullmatch(text) is not None


def cut_characters(text: str) -> Cuts:
    """The cuts between characters."""
    return _cuts(text, range(len(text) + 1))


def _cuts(text: str, bounds: Iterable[int]) -> Cuts:
    whole = list(_WHOLE.finditer(text))
    if not whole:
        return Cuts(bounds=tuple(bounds), inside=frozenset())
    inside = frozenset(place for match in whole for place in range(match.start() + 1, match.end()))
    edges = {edge for match in whole if match["edged"] for edge in match.span()}
    return Cuts(bounds=tuple(sorted({*bounds, *edges} - inside)), inside=inside)


_WORD = re.compile("[一-鿿〇]{2,}")


class PlacedTerm(NamedTuple):
    """A word and its place, [begin, end) in characters of the text."""

    text: str
    begin: int
    end: int


def find_terms(text: str) -> tuple[PlacedTerm, ...]:
    """The words that may name a subject: no numbers, Latin words, single signs.


    >>> [term.text for term in find_terms("网络运营者应当为公安机关提供技术支持。")]
    ['网络运营者', '应当', '公安机关', '提供', '技术支持']
    """
    terms: list[PlacedTerm] = []
    begin = 0
    for word in whole_words(text):
        end = begin + len(word)
        if len(word) > 1 and _WORD.fullmatch(word):
            terms.append(PlacedTerm(word, begin, end))
        begin = end
    return tuple(terms)


def term_set(text: str) -> frozenset[str]:
    """The terms of a text, each once, without places."""
    return frozenset(filter(_WORD.fullmatch, set(whole_words(text))))
