"""Citations of nodes, as a reader would write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

import policydiff
from policydiff.citing.actions.cited_texts import numbering
from policydiff.model.comparison import Side
from policydiff.model.document import Attachment, Block, Document, Provision
from policydiff.model.identifiers import name_document
from policydiff.model.index import index_document
from policydiff.reading import plugins
from policydiff.report.citations import called, cite, name_clause, quoted
from policydiff.text.citations.typed import find_clauses


def provision(level: str, number: str, num: str | None, *content) -> Provision:
    return Provision(
        eid="", level=level, number=number, num=num, content=content or (Block(text="文。"),)
    )


def law() -> Document:
    point = provision("point", "1", "（一）", provision("indent", "2", "2．"))
    return name_document(
        Document(
            title="甲法",
            kind="law",
            dialect="cn_law",
            body=(
                provision(
                    "chapter",
                    "1",
                    "第一章",
                    provision(
                        "article",
                        "120-1",
                        "第一百二十条之一",
                        provision("paragraph", "12", None, point),
                    ),
                ),
            ),
            attachments=(
                Attachment(
                    eid="", number="1", num="附件1", content=(provision("article", "2", "第二条"),)
                ),
            ),
        )
    )


def policy() -> Document:
    first, second = (
        provision(
            "chapter",
            number,
            num,
            provision("article", "1", "（一）"),
            provision("article", "2", "（二）"),
        )
        for number, num in (("1", "一、"), ("2", "二、"))
    )
    return name_document(
        Document(title="甲意见", kind="opinion", dialect="cn_policy", body=(first, second))
    )


@pytest.mark.parametrize(
    ("eid", "expected"),
    [
        ("chp_1", "第一章"),
        ("art_120-1", "第一百二十条之一"),
        ("art_120-1__para_12", "第一百二十条之一第十二款"),
        ("art_120-1__para_12__point_1", "第一百二十条之一第十二款第（一）项"),
        ("art_120-1__para_12__point_1__indent_2", "第一百二十条之一第十二款第（一）项第2目"),
        ("att_1", "附件1"),
        ("att_1__art_2", "附件1第二条"),
    ],
)
def test_citations_of_a_law(eid, expected):
    assert cite(index_document(law()), Side(eid=eid, num=None, level="?")) == expected


@pytest.mark.parametrize(("eid", "expected"), [("chp_2", "二"), ("chp_2__art_1", "二（一）")])
def test_articles_that_begin_anew_are_cited_with_their_chapter(eid, expected):
    assert cite(index_document(policy()), Side(eid=eid, num=None, level="?")) == expected


def test_a_decimal_number_has_those_of_all_above_it():
    inner = provision("point", "3.2.1", "3.2.1", provision("indent", "a", "(a)"))
    clause = provision("article", "3.2", "3.2", Block(text="文。"), inner)
    again = provision("chapter", "2", "二、", provision("article", "3.2", "3.2"))
    document = name_document(
        Document(
            title="制度",
            kind="document",
            dialect="cn_rules",
            body=(provision("chapter", "1", "一、", clause), again),
        )
    )
    index = index_document(document)
    names = [
        cite(index, Side(eid=one.eid, num=one.num, level=one.level)) for one in document.provisions
    ]

    assert names == ["一", "一、3.2", "3.2.1", "3.2.1(a)", "二", "二、3.2"]


def test_what_has_no_number_has_no_citation():
    assert cite(index_document(law()), Side(eid="title", num=None, level="title")) == ""


def constitution() -> Document:
    preamble = (
        Block(text="序言", role="heading"),
        Block(text="甲国有悠久的历史。"),
        Block(text="甲国要建设下去。"),
    )
    note = Block(text="本宪法重新公布。")
    return name_document(
        Document(
            title="甲国宪法",
            kind="constitution",
            dialect="cn_law",
            preamble=preamble,
            body=(*law().body, note),
        )
    )


@pytest.mark.parametrize(
    ("eid", "chinese", "english"),
    [
        ("preamble__p_1", "序言", "Preamble"),
        ("preamble__p_3", "序言第二自然段", "Preamble ¶2"),
        ("art_120-1__para_12", "第一百二十条之一第十二款", "第一百二十条之一第十二款"),
        ("p_1", "正文段落", "Paragraph"),
    ],
)
def test_any_part_has_a_name(eid, chinese, english):
    index = index_document(constitution())
    assert (called(index, eid, "zh"), called(index, eid, "en")) == (chinese, english)


@pytest.mark.parametrize(
    ("eid", "number"),
    [("preamble__p_3", "序言第二自然段"), ("art_120-1", "第一百二十条之一"), ("p_1", "")],
)
def test_a_citing_or_cited_place_is_told_by_its_number(eid, number):
    assert numbering(index_document(constitution()), eid) == number


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("乙省桥梁条例", "《乙省桥梁条例》"),
        ("《乙省桥梁条例》", "《乙省桥梁条例》"),
        ("关于修改《乙省桥梁条例》的决定", "《关于修改〈乙省桥梁条例〉的决定》"),
        ("《乙省桥梁条例》修正案", "《〈乙省桥梁条例〉修正案》"),
    ],
)
def test_a_title_is_quoted_once(title, expected):
    assert quoted(title) == expected


CASES = Path(__file__).resolve().parents[1] / "cases" / "parsing"
CLAUSES = plugins.dialect("cn_rules").citations


def is_typed_back(document: Document) -> int:
    """Check that each name finds its clause, alone but where numbers restart; their count."""
    index = index_document(document)
    alone = 0
    for node in document.provisions:
        if index.clause(node.eid) is None:
            continue
        name = name_clause(index, node.eid)
        eids = [clause.eid for clause in find_clauses(index, name, CLAUSES)]
        assert node.eid in eids, name
        alone += len(eids) == 1
    return alone


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("rules-decimal.txt", 30),
        ("rules-markdown.md", 16),
        ("contract-letters.txt", 16),
        ("terms-headings.md", 15),
    ],
)
def test_the_name_of_a_clause_is_typed_back(name, count):
    assert is_typed_back(policydiff.load(CASES / name)) == count


@settings(max_examples=examples(60))
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["甲", "乙", "丙：", "丁。"]),
            st.lists(
                st.sampled_from(["(a) 甲；", "(b) 乙；", "1）丙；", "2）丁。", "戊。"]), max_size=4
            ),
        ),
        min_size=2,
        max_size=8,
    )
)
def test_names_of_any_rules_are_typed_back(clauses):
    lines = ["示例制度", "1 总则"]
    for number, (text, items) in enumerate(clauses, 1):
        lines += [f"1.{number} 仓库{text}", *items]
    document = policydiff.load("\n\n".join(lines).encode(), name="rules.txt")

    is_typed_back(document)


def test_a_clause_is_named_as_printed():
    index = index_document(policydiff.load(CASES / "contract-letters.txt"))
    names = {node.eid: name_clause(index, node.eid) for node in index.document.provisions}

    assert names["art_1__para_1__point_1.2__indent_b__indent_ii"] == "1.2(b)(ii)"
    assert names["art_3__para_1__point_A"] == "第三条A."
    assert names["art_1__para_1"] == "第一条"
    assert called(index, "art_1__para_1__point_1.1", "zh") == "1.1"


def test_what_stands_around_is_named_where_numbers_restart():
    text = "示例章程\n\n第一章 会员\n\n1.1 入会。\n\n1.2 退会。\n\n第二章 会费\n\n1.1 缴纳。\n\n1.2 退还。\n\n1.3 减免。\n"
    index = index_document(policydiff.load(text.encode(), name="rules.txt"))
    names = [name_clause(index, article.eid) for article in index.document.articles]

    assert names == ["第一章1.1", "第一章1.2", "第二章1.1", "第二章1.2", "1.3"]
