"""Headings of articles on their line, 第四条 违约责任: they are no 款. All texts are invented."""

from __future__ import annotations

from policydiff.reading.load import load

CONTRACT = """采砂合同
第一条 标的
1.1 乙方在示例河采砂。
第二条 价款
2.1 价款为十万元。
2.2 税款由乙方承担。
第三条 违约责任
3.1 违反本合同第二条第二款的，支付违约金。
3.2 违反本合同第一条的，合同解除。
"""


def test_a_heading_is_no_paragraph() -> None:
    articles = load(CONTRACT.encode(), name="a.txt").articles

    assert [one.heading for one in articles] == ["标的", "价款", "违约责任"]
    assert [[part.eid for part in one.content] for one in articles] == [
        ["art_1__para_1"],
        ["art_2__para_1"],
        ["art_3__para_1"],
    ]
    assert [part.num for part in articles[1].children[0].children] == ["2.1", "2.2"]


def test_a_citation_of_a_paragraph_leads_past_the_heading() -> None:
    references = load(CONTRACT.encode(), name="a.txt").references

    assert references[0].target == "art_2__para_1__point_2.2"


def test_a_short_first_line_among_sentences_stays_a_paragraph() -> None:
    text = (
        "示例条例\n第一条 示例河禁止采砂。\n第二条 价款\n价款为十万元。\n第三条 违反的，处罚款。\n"
    )
    articles = load(text.encode(), name="a.txt").articles

    assert [one.heading for one in articles] == [None, None, None]


def test_first_lines_with_commas_are_no_headings() -> None:
    text = "示例条例\n" + "".join(
        f"第{number}条 从事采砂的，应当遵守\n本条例的规定。\n" for number in "一二三"
    )

    assert {one.heading for one in load(text.encode(), name="a.txt").articles} == {None}
