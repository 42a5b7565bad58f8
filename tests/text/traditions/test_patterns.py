"""Every pattern of a dialect stands with an example that it matches, and with one that it leaves
alone.
"""

from __future__ import annotations

import pytest

from policydiff.model.source import SourceLine, SourceText, StatedFact
from policydiff.reading import plugins
from policydiff.reading.parsing.lines.marks import read_marks
from policydiff.reading.parsing.preface.facts import kind_of
from policydiff.text.traditions.dialect import Dialect
from policydiff.text.traditions.registry import DIALECTS as REGISTRY
from policydiff.text.traditions.registry import recognise

DIALECTS = list(REGISTRY.values())
MARKERS = [(dialect, marker) for dialect in DIALECTS for marker in dialect.markers]


@pytest.mark.parametrize(
    ("dialect", "marker"),
    MARKERS,
    ids=lambda value: getattr(value, "family", getattr(value, "name", "")),
)
def test_marker_reads_its_own_example(dialect: Dialect, marker) -> None:
    found = [mark for mark in read_marks(marker.example, dialect) if mark.family == marker.family]

    assert len(found) == 1
    assert marker.example.startswith(found[0].num)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_number_of_another_tradition_is_seen_and_not_read(dialect: Dialect) -> None:
    for marker in dialect.unread:
        assert marker.pattern.match(marker.example)
        assert read_marks(marker.example, dialect) == ()
        assert not marker.pattern.match("1.5%的股份")
        assert not marker.pattern.match("第一条　为了")


NUMBERS = [
    ("第一百二十条之一　为了", "article", "120-1", "为了"),
    ("第一百二十八 条 为了", "article", "128", "为了"),
    ("笫五条 为了", "article", "5", "为了"),
    ("第３条 为了", "article", "3", "为了"),
    ("第十二章　附　则", "chapter", "12", "附　则"),
    ("第一分编　通则", "subpart", "1", "通则"),
    ("三、总体要求", "enumeration", "3", "总体要求"),
    ("（十一）加强领导。", "bracketed", "11", "加强领导。"),
    ("(二)甲", "bracketed", "2", "甲"),
    ("㈢甲", "bracketed", "3", "甲"),
    ("12．甲", "dotted", "12", "甲"),
    ("1、甲", "dotted", "1", "甲"),
    ("（1）甲", "bracketed-digit", "1", "甲"),
    ("②甲", "circled", "2", "甲"),
]


@pytest.mark.parametrize(
    ("line", "family", "number", "rest"), NUMBERS, ids=lambda value: str(value)
)
def test_number_at_the_head_of_a_line(line: str, family: str, number: str, rest: str) -> None:
    marks = read_marks(line, plugins.dialect("cn_law"))

    assert [(mark.family, mark.canonical, mark.remainder) for mark in marks] == [
        (family, number, rest)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "一对夫妻",
        "1.5万元",
        "2019年1月1日",
        "（5G）技术研发",
        "第三方机构",
        "十分重要",
        "第一，要",
        "",
    ],
)
def test_line_that_only_looks_numbered(line: str) -> None:
    assert read_marks(line, plugins.dialect("cn_law")) == ()


KINDS = [
    ("中华人民共和国示例法", None, "law"),
    ("中华人民共和国宪法", None, "constitution"),
    ("示例条例", None, "regulation"),
    ("北京市示例条例", None, "local-regulation"),
    ("示例市示例办法", "示例市人民政府", "local-rule"),
    ("示例市实施《示例法》办法", None, "local-regulation"),
    ("上海示例条例", None, "local-regulation"),
    ("中国（上海）示例区条例", None, "local-regulation"),
    ("实施《示例法》的规定", None, "regulation"),
    ("示例市人民政府关于实施《示例法》的规定", "示例市人民政府", "local-rule"),
    ("示例管理办法", "示例部", "department-rule"),
    ("示例管理办法", "国务院", "regulation"),
    ("最高人民法院关于审理示例案件若干问题的规定", None, "interpretation"),
    ("关于促进示例发展的意见", None, "opinion"),
    ("国务院关于印发《示例方案》的通知", None, "notice"),
    ("示例方案", None, "plan"),
    ("关于修改《示例法》的决定", None, "decision"),
    ("中华人民共和国刑法修正案（十一）", None, "amendment"),
    ("关于同意设立示例区的批复", None, "reply"),
    ("某某自治县示例条例", None, "autonomous-regulation"),
    ("示例法（草案）", None, "law"),
    ("随笔", None, "document"),
    ("示例质量管理规范（试行）", "国家示例监督管理局", "normative-document"),
    ("示例质量管理规范（试行）", None, "document"),
    ("示例设计规范", None, "standard"),
    ("示例数据管理办法", "示例数据有限公司", "document"),
    ("示例运输管理办法", "示例部、示例铁路总公司", "department-rule"),
    ("示例数据有限公司数据管理规定", None, "document"),
    ("股份有限公司国有股权管理暂行规定", None, "regulation"),
    ("示例有限公司和示例管理办法", None, "regulation"),
    ("示例存款管理办法", "中国人民银行", "department-rule"),
    ("示例算法管理规定", "国家互联网信息办公室", "department-rule"),
    ("示例县安全生产工作细则", None, "normative-document"),
    ("示例县实施《示例条例》细则（试行）", None, "normative-document"),
    ("示例县安全生产工作细则", "示例县人民政府", "normative-document"),
    ("示例市示例区垃圾分类管理办法", None, "normative-document"),
    ("示例镇集体资产管理办法", "示例镇人民政府", "normative-document"),
    ("示例街道物业管理办法", "示例街道办事处", "normative-document"),
    ("示例旗草原管理办法", None, "normative-document"),
    ("示例市教育局考勤管理办法", None, "normative-document"),
    ("示例局考勤管理办法", None, "document"),
    ("档案管理办法", "示例市档案局", "normative-document"),
    ("示例管理办法", "示例市示例和改革委员会", "normative-document"),
    ("示例采购管理办法", "示例中心", "document"),
    ("示例县示例条例", None, "document"),
    ("示例市城市管理条例", "国务院", "regulation"),
    ("示例办法", "政务院", "regulation"),
    ("自然保护区条例", None, "regulation"),
    ("风景名胜区示例办法", None, "regulation"),
    ("县级示例管理办法", None, "regulation"),
    ("乡镇示例规定", None, "regulation"),
    ("社区示例办法", None, "regulation"),
    ("示例市区县和乡镇代表选举细则", None, "local-regulation"),
    ("示例省自然保护区管理办法", None, "local-regulation"),
    ("某某自治县示例办法", None, "local-regulation"),
    ("示例公司员工管理办法", None, "document"),
    ("示例大学学籍管理规定", None, "document"),
    ("上市公司示例管理办法", None, "regulation"),
    ("大学生示例管理办法", None, "regulation"),
    ("公司登记管理办法", None, "regulation"),
    ("示例市中级人民法院关于审判管理的规定", "示例市中级人民法院", "document"),
    ("示例市人民法院示例办法", "示例市人民代表大会常务委员会", "local-regulation"),
    ("示例县养犬条例", "示例县人民代表大会常务委员会", "document"),
    ("示例县人大常委会议事规则", "示例县人民代表大会常务委员会", "normative-document"),
    ("某某自治县议事规则", "某某自治县人民代表大会", "local-regulation"),
    ("某某自治区议事规则", "某某自治区人民代表大会", "local-regulation"),
    ("示例省环境法典", None, "local-regulation"),
    ("北京环境法典", None, "local-regulation"),
    ("中华人民共和国城市法典", None, "law"),
]


@pytest.mark.parametrize(("title", "authority", "kind"), KINDS, ids=lambda value: str(value))
def test_title_and_authority_tell_the_kind(title: str, authority: str | None, kind: str) -> None:
    assert kind_of(title, authority, plugins.dialect("cn_law")) == kind


def test_rules_of_a_place_with_the_number_of_a_file_are_a_normative_document() -> None:
    dialect = plugins.dialect("cn_law")

    assert (
        kind_of("示例市示例办法", None, dialect, number="示规〔2019〕3号") == "normative-document"
    )
    assert kind_of("示例市示例办法", "示例市人民政府", dialect, number="示例市人民政府令第3号") == (
        "local-rule"
    )
    assert kind_of("示例市示例办法", None, dialect, number="示例市人民政府令第12号") == "local-rule"
    assert kind_of("示例办法", None, dialect, number="国办发〔2020〕3号") == "normative-document"
    assert kind_of("示例办法", "国务院", dialect, number="国发〔1985〕3号") == "regulation"


def test_norms_that_an_order_promulgates_are_a_rule_of_the_ministry() -> None:
    dialect = plugins.dialect("cn_law")

    assert (
        kind_of("示例质量管理规范", "示例部", dialect, number="示例部令第28号") == "department-rule"
    )
    assert (
        kind_of("示例质量管理规范", "示例部", dialect, number="示发〔2020〕1号")
        == "normative-document"
    )


PREFACE = [
    ("contents", "目录", "目录管理办法"),
    ("preamble", "序言", "序言部分的修改"),
    ("document_number", "国发〔2018〕39号", "国发〔2018〕39号文件规定"),
    ("document_number", "法释〔2022〕1号", "法释"),
    ("order_title", "中华人民共和国主席令第八十四号", "依照主席令第八十四号公布的法律办理"),
    (
        "document_number",
        "示发改规〔2024〕3号签发人：张某某",
        "示发改规〔2024〕3号签发人：张某某、李某某、王某某、赵某某、钱某某、孙某某",
    ),
    ("letterhead", "示例省人民政府文件", "示例省人民政府规范性文件管理办法"),
    ("letterhead", "国务院文件", "国务院关于宣布失效一批国务院文件"),
    ("letterhead", "000012", "标准施工招标文件"),
    ("letterhead", "机密★1年", "机密文件管理办法"),
    ("letterhead", "证券代码：000001证券简称：示例股份", "证券代码管理办法"),
    ("bare_attachment", "附件1", "附件1：示例办法"),
    ("office", "示例省发展和改革委员会", "关于设立示例省发展和改革委员会"),
    ("instrument", "数据安全管理制度（2024年修订）", "数据安全制度的建立"),
    ("note", "2019年8月27日三门示例市人民代表大会常务委员会第三十次会议通过", "会议通过的事项"),
    (
        "note",
        "（2016年11月7日通过根据2021年6月10日《关于修改〈示例法〉的决定》修正）",
        "根据有关规定通过",
    ),
    (
        "addressee",
        "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
        "现就有关事项通知各部门如下：",
    ),
    ("addressee", "各市、县数据主管部门，有关企业：", "主管部门应当审查下列企业："),
    ("date_line", "二〇一七年一月十五日", "自2017年1月15日起"),
    ("attachment", "附件1：示例表", "附近的"),
    ("attachment", "附表", "表一"),
    ("closing", "（此件公开发布）", "此件"),
    ("furniture", "当前位置：首页>政策", "位置：示例市示例区"),
    ("furniture", "上一条：示例通知", "上一条所列的情形，应当报告"),
    ("furniture", "示例市数据局浏览次数：120", "网站应当公布浏览次数"),
    ("furniture", "文本在知识共享署名-相同方式共享协议之条款下提供", "推动知识共享，促进创新"),
    ("furniture", "隐私政策关于维基文库免责声明", "统计"),
    ("furniture", "分类：2019年|中华人民共和国法律", "分类：公开"),
    ("furniture", "大中小打印", "大中小学校"),
    ("page_label", "主办单位：示例局", "主办单位每次一百元"),
    ("editors_line", "点击上方“蓝字”关注我们", "点击关注公众号的，视为同意"),
    ("editors_line", "-END-", "END-USER"),
    ("editors_line", "（完）", "（完整）"),
    ("editors_line", "长按识别二维码关注", "扫描二维码查询"),
    ("editors_line", "点分享点收藏点在看点点赞", "分享经验"),
    ("editors_line", "阅读1.2万", "阅读材料"),
    ("editors_line", "原创小编示例观察2024-05-0118:30示例市", "原创作品2024年登记"),
    ("editors_line", "取自“https://example.invalid/w/index.php?oldid=1”", "取自“示例河”的水"),
    ("edit_link", "第一章　总则[编辑]", "责任编辑"),
    ("edit_link", "第二章　附则【編輯 | 編輯原始碼】", "编辑人员"),
    ("drafters_note", "【修改说明：与上位法一致】", "说明：一式两份"),
    ("drafters_note", "（立法理由：略）", "（包括：长柄伞）"),
    ("in_force", "本条例自2020年1月1日起施行", "本条例施行前"),
    ("in_force", "本办法自公布之日起施行", "公布之日"),
    ("amendment_list", "根据下列修正案修正：", "下列情形"),
    (
        "event",
        "2018年3月11日示例大会第一次会议通过的《示例法修正案》",
        "2018年3月11日示例大会第一次会议通过的《示例规划》",
    ),
    (
        "event",
        "2020年3月11日示例大会第一次会议通过的《示例法修正案（十一）》",
        "2020年3月11日示例大会第一次会议的《示例法修正案（十一）草案》",
    ),
    ("note", "1.2020年3月11日示例大会第一次会议通过", "1.会议通过的决定"),
    ("event", "2017年11月22日示例国令第692号", "示例国令第692号"),
    (
        "event",
        "2012年8月30日示例大会审议通过",
        "2012年8月31日，示例大会审议通过了《关于修改〈示例法〉的决定》。",
    ),
    ("event_begun", "2014年9月26", "2014年9月修订"),
    ("own_by_approval", "国务院", "示例部、国务院"),
    ("listed", "1.1988年4月12日第七届示例大会第一次会议", "第七届示例大会"),
    ("labelled", "施行时间：2018年3月11日", "施行时间由国务院规定"),
]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@pytest.mark.parametrize(("name", "yes", "no"), PREFACE, ids=lambda value: str(value)[:20])
def test_line_around_a_text(dialect: Dialect, name: str, yes: str, no: str) -> None:
    pattern = getattr(dialect.preface, name)

    assert pattern.search(yes)
    assert not pattern.search(no)


def source(*texts: str, title: str | None = None) -> SourceText:
    facts = (StatedFact(field="title", value=title),) if title else ()
    lines = tuple(SourceLine(number=number, text=text) for number, text in enumerate(texts, 1))
    return SourceText(name="x.txt", format="txt", sha256="", lines=lines, facts=facts)


RECOGNISED = [
    ("cn_law", source("示例条例", "第一条　为了示例，制定本条例。", "第二条　略。")),
    (
        "cn_law",
        source(
            "示例法",
            "根据2021年6月10日《关于修改〈示例法〉的决定》修正",
            "第一条　将甲改为乙的，应当备案。",
            "第二条　略。",
        ),
    ),
    ("cn_policy", source("关于示例的意见", "一、总体要求", "（一）指导思想。略。")),
    ("cn_policy", source("示例批复", "同意。")),
    (
        "cn_decision",
        source("关于修改《示例法》的决定", "一、将第一条修改为：“为了示例。”", "二、删去第二条。"),
    ),
    (
        "cn_decision",
        source(
            "一、将第一条修改为：“为了示例。”",
            "二、删去第二条。",
            "三、将第三条改为第二条。",
            title="关于修改《示例法》的决定",
        ),
    ),
    ("cn_decision", source("示例法修正案", "第一条 将第二条修改为：“略。”")),
]


@pytest.mark.parametrize(("name", "text"), RECOGNISED)
def test_tradition_is_recognised(name: str, text: SourceText) -> None:
    assert recognise(text).name == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("示例市物业管理条例", "cn_policy"),
        ("示例省人民政府关于加强合同管理的意见", "cn_policy"),
        ("国家示例委员会　示例部\n关于规范合同条款的公告", "cn_policy"),
        ("中华人民共和国示例合同条例（试行）", "cn_policy"),
        ("北京市示例科技有限公司员工奖惩条例", "cn_rules"),
        ("示例公司人力资源部关于考勤的通知", "cn_rules"),
        ("示例合同", "cn_contracts"),
    ],
)
def test_act_of_the_state_is_no_rule_of_a_company(title: str, name: str) -> None:
    text = [*title.split("\n"), "1 总则", "1.1 甲。", "1.2 乙。", "1.3 丙：", "a) 丁；", "b) 戊。"]
    lines = tuple(SourceLine(number=number, text=line) for number, line in enumerate(text, 1))

    assert recognise(SourceText(name="a.txt", format="txt", sha256="", lines=lines)).name == name
