"""Names of instruments in running text. The texts are invented, the names of laws in them real or
invented.
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.model.document import Block, Document, Provision
from policydiff.reading import plugins
from policydiff.reading.load import load
from policydiff.relating.engine.instruments.instruments import find_instruments
from policydiff.relating.engine.relation import Instrument
from policydiff.text.traditions.dialect import NO_INSTRUMENT_WORDS

WORDS = plugins.dialect("cn_policy").instruments


def document(*texts: str) -> Document:
    articles = [
        Provision(
            eid=f"art_{place}",
            level="article",
            number=str(place),
            num=f"{place}．",
            content=(Block(text=text),),
        )
        for place, text in enumerate(texts, start=1)
    ]
    return Document(
        title="关于示例的意见", kind="opinion", dialect="cn_policy", body=tuple(articles)
    )


def found(text: str) -> list[Instrument]:
    return list(find_instruments(document(text), WORDS))


def named(text: str) -> list[tuple[str, str | None]]:
    return [(mention.name, mention.action) for mention in found(text)]


HITS = [
    ("全面贯彻实施网络安全法。", [("网络安全法", "贯彻实施")]),
    ("加快推进电子商务法等基础性立法。", [("电子商务法", "加快推进")]),
    (
        "制定修订甲乙服务管理办法、丙丁安全保护条例、戊己网络保护条例等行政法规。",
        [
            ("甲乙服务管理办法", "制定修订"),
            ("丙丁安全保护条例", "制定修订"),
            ("戊己网络保护条例", "制定修订"),
        ],
    ),
    (
        "研究制定公共图书馆法和阅读促进条例。",
        [("公共图书馆法", "研究制定"), ("阅读促进条例", "研究制定")],
    ),
    ("落实网络安全法和消费者权益保护法。", [("网络安全法", "落实"), ("消费者权益保护法", "落实")]),
    ("修订电信和互联网用户个人信息保护规定。", [("电信和互联网用户个人信息保护规定", "修订")]),
    ("制定本地区图书借阅管理办法。", [("图书借阅管理办法", "制定")]),
    ("制定基于平台的图书借阅管理办法。", [("图书借阅管理办法", "制定")]),
    ("严格执行农业技术推广法。", [("农业技术推广法", "执行")]),
    ("抓紧出台网络安全法实施细则。", [("网络安全法实施细则", "出台")]),
    ("制定图书编目国家标准。", [("图书编目国家标准", "制定")]),
    ("制定完善书库消防、大阅览室安全等图书馆安全标准。", [("图书馆安全标准", "制定完善")]),
    ("加快实施“读书+”行动计划。", [("“读书+”行动计划", "加快实施")]),
    ("编制国民经济和社会发展规划纲要。", [("国民经济和社会发展规划纲要", "编制")]),
    ("内容是否符合宪法、法律。", [("宪法", None)]),
    ("依照刑法追究责任。", [("刑法", None)]),
    ("规章都不得同宪法相抵触。", [("宪法", None)]),
    ("依照中华人民共和国国务院组织法。", [("中华人民共和国国务院组织法", None)]),
    (
        "制定装备配备标准、设施建设规划和年度计划。",
        [("装备配备标准", "制定"), ("设施建设规划", "制定")],
    ),
    ("将图书馆建设纳入国民经济和社会发展规划。", [("国民经济和社会发展规划", "纳入")]),
    ("依照图书馆法规定办理。", [("图书馆法", None)]),
    ("制定2030年前图书馆建设行动方案。", [("2030年前图书馆建设行动方案", "制定")]),
    ("抓紧制定《示例市图书馆条例》实施办法。", [("示例市图书馆条例", None)]),
    ("编制“十四五”图书馆发展规划。", [("“十四五”图书馆发展规划", "编制")]),
    ("按照《关于实施《图书馆法》的决定》办理。", [("关于实施《图书馆法》的决定", None)]),
    ("违反电信条例的，依法处理。", [("电信条例", None)]),
    ("修改预算法和统计法。", [("预算法", "修改"), ("统计法", "修改")]),
    ("对外贸易法另有规定的除外。", [("对外贸易法", None)]),
    (
        "认真落实《中华人民共和国图书馆法》和《读者权益保护条例（试行）》。",
        [
            ("中华人民共和国图书馆法", "落实"),
            ("读者权益保护条例（试行）", "落实"),
        ],
    ),
    ("废止《示例市图书借阅暂行办法》。", [("示例市图书借阅暂行办法", "废止")]),
    ("依据《示例市图书借阅暂行办法》处理。", [("示例市图书借阅暂行办法", None)]),
    (
        "按照《国务院关于印发〈图书工作规则〉的通知》办理。",
        [("国务院关于印发〈图书工作规则〉的通知", None)],
    ),
    ("落实《甲乙法》《丙丁条例》。", [("甲乙法", "落实"), ("丙丁条例", "落实")]),
    ("贯彻执行国务院发布的《图书馆条例》。", [("图书馆条例", "贯彻执行")]),
    ("国务院2001年3月1日发布的《图书馆条例》。", [("图书馆条例", None)]),
    ("将其纳入修订的《图书馆发展规划》。", [("图书馆发展规划", "纳入")]),
    ("国务院发布的图书馆发展规划和图书馆条例。", [("图书馆发展规划", None), ("图书馆条例", None)]),
    ("努力推进公共图书馆法的出台。", [("公共图书馆法", "推进出台")]),
    ("对《图书借阅办法》进行修订。", [("图书借阅办法", "修订")]),
    (
        "做好《图书馆条例》和《阅读条例》的落实工作。",
        [("图书馆条例", "落实"), ("阅读条例", "落实")],
    ),
    ("根据《图书馆条例》制定。", [("图书馆条例", None)]),
    ("尽快将《图书借阅办法》予以废止。", [("图书借阅办法", "废止")]),
    ("修订图书馆条例并完成图书编目标准。", [("图书馆条例", "修订")]),
    ("组织编制本市图书馆发展规划。", [("图书馆发展规划", "编制")]),
    (
        "根据刑法修正案（十一）和民法典，研究制定图书借阅管理办法。",
        [("刑法修正案（十一）", None), ("民法典", None), ("图书借阅管理办法", "研究制定")],
    ),
    ("修改刑法修正案（草案）。", [("刑法修正案", "修改")]),
    ("暂停执行《图书条例》。", [("图书条例", "暂停执行")]),
    ("清理与图书馆法不符的规定。", [("图书馆法", None)]),
    ("清理与《图书馆法》《阅读条例》不一致的文件。", [("图书馆法", None), ("阅读条例", None)]),
    ("修订图书馆法与阅读条例。", [("图书馆法", "修订"), ("阅读条例", "修订")]),
    ("制定与修订《图书馆法》。", [("图书馆法", "修订")]),
    ("出台民法典各分编司法解释。", [("民法典", None)]),
    ("研究制定《图书馆条例》配套规定。", [("图书馆条例", None)]),
    ("制定《图书馆法》《阅读条例》配套办法。", [("图书馆法", None), ("阅读条例", None)]),
    ("落实《图书馆法》规定。", [("图书馆法", "落实")]),
    ("落实《图书馆法》及其配套规定。", [("图书馆法", "落实")]),
    (
        "按照图书馆法及其实施条例、阅读促进条例处理。",
        [("图书馆法", None), ("阅读促进条例", None)],
    ),
    ("建议将《图书馆法》第三条修改为两条。", [("图书馆法", "修改")]),
    ("根据《图书馆法》第三条修改。", [("图书馆法", None)]),
    (
        "执行示例省实施〈中华人民共和国图书馆法〉办法。",
        [("示例省实施〈中华人民共和国图书馆法〉办法", "执行")],
    ),
    (
        "编制上级图书馆发展规划、审定阅览室设计方案。",
        [("图书馆发展规划", "编制"), ("阅览室设计方案", "编制")],
    ),
]

NONE = [
    "由宪法和法律委员会审议。", "制定自治条例和单行条例。", "下位法不得抵触上位法。", "编纂法典。", "制定期限另有规定的除外。", "修改第二条第一款规定的事项。",
    "制定平台服务协议和交易规则。", "健全竞争规则制度。", "制定高于推荐性标准的要求。",
    "改进工作方法，依法办理。", "研究完善法律法规。", "有关法律法规的规定。", "按照国家有关规定执行。", "制定办法。", "制定具体实施办法。",
    "制定实施细则。", "加快网络立法进程。", "加强执法、司法和普法。", "完善法治，强化法院建设。", "算法推荐服务。", "本条例和本办法的规定。",
    "依照该法处罚。", "制定考核评价办法。", "提出意见和建设指南。", "完善政策措施和标准规范。", "推动标准化建设。", "按照标准执行。",
    "参与国际标准制定。", "推动领域规则和标准制定。", "统筹规划建设。", "引导机构规范运行。", "按规定落实财政补助政策。", "提高补贴标准。",
    "通过国家职业标准并完成标准课时的，发放补贴。", "经过国家职业标准并完成标准考核。", "违反本条例，必须遵守本条例。", "由市人民政府制定具体办法。", "遵守国家和本市规定的程序。",
    "编制机关报送审批图书馆总体规划。", "实施图书馆建设规划许可。", "编制过程中组织规划。", "（示例高法〔2021〕5号）", "《示例市图书馆法》（以下简称图书馆法）"[10:],
    "修改《章程》。", "落实《图书馆\n条例。", "阅读《人民日报》。", "填写《登记表》。", "加快布局新一代图书馆技术标准、产业生态。", "", "。",
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), HITS, ids=[text for text, _ in HITS])
def test_names_are_found(text, names):
    assert named(text) == names


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_name_is_none(text):
    assert named(text) == []


@pytest.mark.parametrize("text", [text for text, _ in HITS])
def test_spans_are_those_of_the_text(text):
    assert all(text[mention.span[0] : mention.span[1]] == mention.name for mention in found(text))


def test_a_document_number_behind_a_title():
    (mention,) = found("落实《关于图书的意见》（国发〔2018〕5号）。")

    assert mention.number == "国发〔2018〕5号"


def test_a_short_title_stands_for_the_full_one():
    mentions = find_instruments(
        document("按照《示例市图书馆建设规划》（以下简称《规划》）开展工作。", "修订《规划》。"),
        WORDS,
    )

    assert [(mention.left, mention.name, mention.title) for mention in mentions] == [
        ("art_1", "示例市图书馆建设规划", None),
        ("art_2", "规划", "示例市图书馆建设规划"),
    ]


def test_an_article_of_many_lines():
    text = "要求如下：\n（一）落实网络安全法。\n（二）制定图书借阅管理办法。"

    assert named(text) == [("网络安全法", "落实"), ("图书借阅管理办法", "制定")]


def test_a_document_without_articles_is_searched_in_its_blocks():
    letter = Document(
        title="批复",
        kind="reply",
        dialect="cn_policy",
        body=(Block(text="同意修订电信条例。", eid="p_1"),),
    )

    (mention,) = find_instruments(letter, WORDS)

    assert (mention.left, mention.name, mention.action) == ("p_1", "电信条例", "修订")


def test_prose_sections_beside_numbered_items_are_searched_too():
    plan = load(
        "示例市图书馆发展规划\n（2021年11月1日）\n\n第一章 主要任务\n\n第一节 健全治理体系\n\n"
        "废止《示例市旧借阅办法》，修订《示例市阅读促进条例》。\n\n第二节 保障\n\n"
        "一、加强领导。落实《示例市图书馆条例》。\n\n二、加强考核。按期报告。\n".encode(),
        name="plan.txt",
    )

    mentions = find_instruments(plan, WORDS)

    assert [(one.name, one.action) for one in mentions] == [
        ("示例市旧借阅办法", "废止"),
        ("示例市阅读促进条例", "修订"),
        ("示例市图书馆条例", "落实"),
    ]


@pytest.mark.corpus
def test_every_quoted_law_of_real_policy_documents_is_found(corpus):
    missed = []
    for path in sorted(corpus.glob("bulk-html/*.html")):
        read = load(path)
        names = {(mention.left, mention.name) for mention in find_instruments(read, WORDS)}
        quoted = [
            (one.eid, title)
            for one in read.articles
            for title in re.findall(r"(?<!简称)《([^《》]+(?:法|条例|办法|规定|通知))》", one.text)
        ]
        missed += [place for place in quoted if place not in names]

    assert missed == []


def test_a_hostile_text_takes_no_long_time():
    text = "各项各类标准规范" * 1500 + "办法《" * 1500 + "网络安全法、" * 1500

    assert len(found(text)) == 1500


def test_a_tradition_without_words_names_nothing():
    assert find_instruments(document("落实网络安全法和《电信条例》。"), NO_INSTRUMENT_WORDS) == ()


@given(
    st.text(
        alphabet="制定修订落实和、，。《》（）以下简称法条例办法规定标准网络安全管理的等“”\n",
        max_size=60,
    )
)
def test_any_text_is_read_and_spans_never_overlap(text):
    mentions = found(text)

    assert all(text[mention.span[0] : mention.span[1]] == mention.name for mention in mentions)
    assert all(first.span[1] <= second.span[0] for first, second in pairwise(mentions))
