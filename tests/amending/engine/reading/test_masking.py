"""Items as running text with signs for what they quote; marks, nesting, lines. All texts are
invented.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.amending.engine.reading.masking import find_quotations, mask, quoted_text
from policydiff.model.document import Block, Provision, Quoted, Table
from policydiff.model.source import SourceCell

words = st.text(alphabet="将第三条款修改为删去增加，。；：甲乙丙（一）、", min_size=1, max_size=12)


def blocks(text: str) -> tuple[Block, ...]:
    return tuple(Block(text=line) for line in text.split("\n"))


@pytest.mark.parametrize(
    ("lines", "masked", "quotations"),
    [
        ("将“桥”修改为“船”。", "将⟦0⟧修改为⟦1⟧。", ["桥", "船"]),
        (
            "将第三条修改为：\n“桥由村修。\n“路由乡修。”\n删去第四条。",
            "将第三条修改为：⟦0⟧\n删去第四条。",
            ["桥由村修。\n路由乡修。"],
        ),
        (
            "将第三条修改为：\n桥由村修。\n路由乡修。\n第四条改为第五条。",
            "将第三条修改为：⟦0⟧\n第四条改为第五条。",
            ["桥由村修。\n路由乡修。"],
        ),
        ("将⟦0⟧修改为“船”。", "将〚0〛修改为⟦0⟧。", ["船"]),
    ],
    ids=["words", "paragraphs", "paragraphs without marks", "the signs themselves"],
)
def test_lines(lines, masked, quotations):
    found = mask(blocks(lines))

    assert found.text == masked
    assert [quotation.text for quotation in found.quotations] == quotations


def test_quoted_paragraphs_and_a_table_behind_them_are_new_text_with_their_nodes():
    table = Table(rows=((SourceCell(text="船"), SourceCell(text="一元")),))
    found = mask(
        (
            Block(text="附件修改为："),
            Quoted(content=(Block(text="渡资表："), table)),
            Block(text="删去附件二。"),
        )
    )

    assert found.text == "附件修改为：⟦0⟧\n删去附件二。"
    assert found.quotations[0].text == "渡资表：\n船\t一元"
    assert found.quotations[0].nodes == (Block(text="渡资表："), table)


def test_a_table_without_marks_is_new_text():
    found = mask(
        (
            Block(text="附表修改为："),
            Table(rows=((SourceCell(text="船"), SourceCell(text="一元")),)),
        )
    )

    assert (found.text, found.quotations[0].text) == ("附表修改为：⟦0⟧", "船\t一元")


def test_what_stands_behind_quoted_paragraphs_is_the_decision_again():
    found = mask(
        (
            Block(text="第九条增加一项，作为第三项："),
            Quoted(content=(Block(text="（三）逆流；"),)),
            Block(text="；原第三项改为第四项。"),
        )
    )

    assert found.text == "第九条增加一项，作为第三项：⟦0⟧；原第三项改为第四项。"


def test_numbers_of_what_an_item_holds_stand_in_it():
    point = Provision(
        eid="x", level="point", number="1", num="（一）", content=(Block(text="删去第三条。"),)
    )

    assert mask((Block(text="作如下修改："), point)).text == "作如下修改：\n（一）删去第三条。"


def test_each_place_knows_its_paragraph():
    found = mask(
        (
            Block(text="将“桥”改为“船”。", eid="a"),
            Block(text="删去第三条。", eid="b"),
            Block(text="删去第四条。", eid="c"),
        )
    )

    assert [
        found.paragraph_at(found.text.index(words)) for words in ("将", "删去第三", "第四条")
    ] == ["a", "b", "c"]


@given(st.lists(st.tuples(words, words), min_size=1, max_size=6), words)
def test_what_is_masked_unmasks_to_the_same_text(pairs, end):
    text = "".join(f"{outside}“{inside}”" for outside, inside in pairs) + end
    found = mask((Block(text=text),))

    assert found.unmask(found.text) == text
    assert len(found.quotations) == len(pairs)


@given(st.text(alphabet='将第三条修改为：甲乙。“”"「」\n', max_size=60))
def test_no_text_is_lost_whatever_the_marks(text):
    away = str.maketrans("", "", '“”「」"\n')
    found = mask(blocks(text))

    assert found.unmask(found.text).translate(away) == text.translate(away)


MARKS = str.maketrans("", "", '“”「」『』"\n')


def quoted(text: str) -> list[str]:
    return [quoted_text(text, span) for span in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("将“桥”修改为“船”。", ["桥", "船"]),
        ('将"桥"修改为"船"。', ["桥", "船"]),
        ("将「桥」修改为「船」。", ["桥", "船"]),
        ("将『桥』修改为“船”。", ["桥", "船"]),
        ("修改为：“所称‘桥’，是木桥。”", ["所称‘桥’，是木桥。"]),
        ("修改为：“所称“桥”，是木桥。”", ["所称“桥”，是木桥。"]),
        ("修改为：「所称『桥』，是木桥。」", ["所称『桥』，是木桥。"]),
        ('修改为："所称"桥"，是木桥。"', ['所称"桥"，是木桥。']),
        ('修改为："桥由村修。"第三款相应改为第四款。', ["桥由村修。"]),
        ("“甲。”“乙。”修改为：“丙。”", ["甲。", "乙。", "丙。"]),
        ('"甲。""乙。"修改为："丙。"', ["甲。", "乙。", "丙。"]),
        ("没有引号。", []),
    ],
)
def test_on_one_line(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修改为：“甲。\n“乙。”", ["甲。\n乙。"]),
        ("修改为：“甲。\n乙。”第三款删去。", ["甲。\n乙。"]),
        ('修改为："甲。\n"乙。"', ["甲。\n乙。"]),
        (
            "修改为：\n“甲：\n“（一）乙；\n（二）丙。\n“丁。”",
            ["甲：\n（一）乙；\n（二）丙。\n丁。"],
        ),
        ("修改为：“甲。\n“桥”，是指木桥。”", ["甲。\n“桥”，是指木桥。"]),
    ],
    ids=[
        "mark at every head",
        "one pair of marks",
        "straight",
        "some heads without",
        "a line that defines a term",
    ],
)
def test_over_several_lines(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("修改为：“甲。", ["甲。"]),
        ("修改为：“甲。\n“乙。", ["甲。\n乙。"]),
        ('修改为：“甲。"', ["甲。"]),
        ("第三条修改为：甲。”", ["甲。"]),
        ("第三条修改为：甲：\n（一）乙。”", ["甲：\n（一）乙。"]),
        ("甲”乙", []),
        ("甲说“乙", []),
    ],
    ids=[
        "closing",
        "closing of the last line",
        "closing, a straight one there",
        "opening",
        "opening, two lines",
        "stray",
        "unannounced",
    ],
)
def test_a_mark_is_missing(text, expected):
    assert quoted(text) == expected


@given(st.text(alphabet='将第三条修改为：甲乙。，“”「」『』"‘’\n', max_size=80))
def test_quotations_stand_in_order_and_lose_nothing(text):
    place, kept = 0, []
    for span in find_quotations(text):
        assert place <= span.begin <= span.inner_begin <= span.inner_end <= span.end <= len(text)
        kept += [text[place : span.begin], quoted_text(text, span)]
        place = span.end
    kept.append(text[place:])

    assert "".join(kept).translate(MARKS) == text.translate(MARKS)


def test_many_marks_cost_as_their_number():
    for text in (
        "“" * 100_000,
        '修改为："' * 30_000,
        "”" * 100_000,
        "“甲\n" * 50_000,
        "修改为：甲”" * 30_000,
    ):
        assert sum(1 for _ in find_quotations(text)) <= len(text)
