"""The official layout before any file: which paragraph stands where, in which style."""

from __future__ import annotations

from pathlib import Path

import pytest

from policydiff import load
from policydiff.model.document import Attachment, Block, Document, Provision, Quoted, Table
from policydiff.model.source import SourceCell
from policydiff.report.grid import MOST_COLUMNS, columns, slotted
from policydiff.report.lines import TextLine, TextTable, official_lines
from policydiff.resources import resource

CASES = Path(__file__).parents[1] / "cases" / "office"


def shown(document: Document) -> str:
    """One paragraph a line: its style, then its spans, marked by their fonts."""
    lines = []
    for item in official_lines(document, whole=False):
        if isinstance(item, TextTable):
            lines.append(
                f"{'Table':17}"
                + " / ".join(" | ".join(cell.text for cell in row) for row in item.rows)
            )
        else:
            spans = "".join(
                f"[{span.face or 'bold'}:{span.text}]" if span.face or span.bold else span.text
                for span in item.spans
            )
            lines.append(f"{item.style:17}" + ("(new page) " if item.new_page else "") + spans)
    return "\n".join(lines) + "\n"


LAW = """示例市灯塔管理条例
（2020年3月1日示例市人民代表大会常务委员会通过）
目　录
第一章　总则
第二章　附则
第一章　总则
第一条　为了管好灯塔，制定本条例。
灯塔归市。
第二条　禁止下列行为：
（一）熄灯；
（二）遮光：
1．以布；
2．以板。
第二章　附则
第三条　本条例自2020年5月1日起施行。
附件1
灯塔名录
东港灯塔位于东港。
"""
OPINION = """关于加强灯塔工作的意见
各区人民政府：
为加强灯塔工作，提出以下意见。
一、总体要求
（一）指导思想。灯塔应当长明。
（二）基本原则
灯塔应当坚固。
1．用石。石料应当坚硬。
二、重点任务
（一）新建灯塔。三年内建成五座。
示例市人民政府
2021年3月5日
"""


@pytest.mark.parametrize(("name", "text"), [("law", LAW), ("opinion", OPINION)])
def test_official_layout(name, text, golden):
    golden(CASES / f"{name}.txt", shown(load(text.encode(), name=f"{name}.txt")))


@pytest.mark.parametrize(
    "name",
    [
        "invented-2018-11-30.txt",
        "invented-2021-09-26.md",
        "invented-2021-09-26.decision.txt",
        "invented-2024-05-31.html",
    ],
)
def test_the_whole_layout_holds_the_words_of_the_document_in_their_order(name):
    document = load(resource("corpora", "example", name))

    assert "".join("".join(item.text.split()) for item in official_lines(document)) == "".join(
        document.full_text().split()
    )


def test_what_belongs_to_a_web_page_and_where_a_title_was_broken_are_left_out():
    preface = tuple(
        Block(text=text, role=role)
        for text, role in (
            ("索引号：1", "fact"),
            ("关于灯塔", "title"),
            ("工作的意见", "title"),
            ("按：", "comment"),
        )
    )
    document = Document(
        title="关于灯塔工作的意见", kind="opinion", dialect="cn_policy", preface=preface
    )

    assert [line.text for line in official_lines(document, whole=False)] == ["关于灯塔工作的意见"]
    assert [line.text for line in official_lines(document)] == [
        "索引号：1",
        "关于灯塔",
        "工作的意见",
        "按：",
    ]


def test_an_order_has_a_head_a_number_words_a_signature_and_the_title_again():
    texts = [
        "示例市人民政府令",
        "第12号",
        "现公布《示例市灯塔管理办法》，自公布之日起施行。",
        "市长　某某",
        "示例市灯塔管理办法",
    ]
    document = Document(
        title="示例市灯塔管理办法",
        kind="local-rule",
        dialect="cn_law",
        preface=tuple(Block(text=text, role="order") for text in texts),
    )

    assert [line.style for line in official_lines(document)[1:]] == [
        "Subtitle",
        "Centred",
        "Body",
        "Signature",
        "Title",
    ]


def test_tables_never_touch_and_a_paragraph_ends_the_text():
    table = Table(rows=((SourceCell(text="甲\x01"),),))
    document = Document(
        title="灯塔",
        kind="notice",
        dialect="cn_policy",
        attachments=(Attachment(eid="att_1", number="1", content=(table, table)),),
    )
    lines = official_lines(document)

    assert [type(line) for line in lines] == [TextLine, TextTable, TextLine, TextTable, TextLine]
    assert [line.text for line in lines] == ["灯塔", "甲�", "", "甲�", ""]


def test_quoted_lines_keep_their_quotation_marks():
    inner = (
        Provision(
            eid="q",
            level="article",
            number="3",
            num="第三条",
            content=(Block(text="灯塔长明。"), Block(text="不得熄灯。")),
        ),
    )
    document = Document(
        title="决定",
        kind="decision",
        dialect="cn_decision",
        body=(Quoted(content=inner, inline="“"), Quoted(content=())),
    )

    assert [line.text for line in official_lines(document)] == [
        "决定",
        "“第三条　灯塔长明。",
        "“不得熄灯。”",
        "“”",
    ]


@pytest.mark.parametrize(
    ("run_on", "expected"),
    [
        (False, ["一、增加一条：", "“灯塔长明。", "“不得熄灯。”", "。"]),
        (True, ["一、增加一条：“灯塔长明。", "“不得熄灯。”。"]),
    ],
)
def test_quoted_words_begin_on_the_line_that_introduces_them_where_that_is_wanted(run_on, expected):
    quoted = Quoted(content=(Block(text="灯塔长明。"), Block(text="不得熄灯。")), inline="“")
    content = (Block(text="增加一条："), quoted, Block(text="。"))
    item = Provision(eid="art_1", level="article", number="1", num="一、", content=content)
    document = Document(title="决定", kind="decision", dialect="cn_decision", body=(item,))

    assert [line.text for line in official_lines(document, run_on=run_on)][1:] == expected


def test_quoted_tables_keep_their_quotation_marks():
    table = Table(rows=((SourceCell(text="甲"), SourceCell(text="乙")),))
    document = Document(
        title="决定", kind="decision", dialect="cn_decision", body=(Quoted(content=(table,)),)
    )

    assert official_lines(document)[1].text == "“甲\t乙”"
    assert [line.text for line in official_lines(document, run_on=True)][1:] == ["“", "甲\t乙", "”"]


def test_a_quoted_table_between_paragraphs_is_printed_without_marks():
    table = Table(rows=((SourceCell(text="甲"), SourceCell(text="乙")),))
    quoted = Quoted(content=(Block(text="附表"), table, Block(text="注：略。")), inline="“")
    document = Document(
        title="决定",
        kind="decision",
        dialect="cn_decision",
        body=(Block(text="增加一个附表："), quoted),
    )

    assert [line.text for line in official_lines(document, run_on=True)][1:] == [
        "增加一个附表：“附表",
        "甲\t乙",
        "“注：略。”",
    ]


def test_an_empty_document_is_its_title():
    assert [
        line.text
        for line in official_lines(Document(title="灯塔", kind="notice", dialect="cn_policy"))
    ] == ["灯塔"]


def test_cells_that_reach_down_fill_their_places_in_the_rows_below():
    rows = (
        (SourceCell(text="甲", rowspan=2), SourceCell(text="乙", colspan=2)),
        (SourceCell(text="丙"), SourceCell(text="丁")),
        (SourceCell(text="戊", colspan=3),),
    )
    found = [
        [(slot.cell.text if slot.cell else None, slot.span, slot.merge) for slot in row]
        for row in slotted(rows)
    ]

    assert found == [
        [("甲", 1, "restart"), ("乙", 2, None)],
        [(None, 1, "continue"), ("丙", 1, None), ("丁", 1, None)],
        [("戊", 3, None)],
    ]
    assert columns(rows) == (4, 4, 4)


def test_no_table_is_wider_than_word_opens():
    (row,) = slotted((tuple(SourceCell(text="甲", colspan=40) for _ in range(3)),))

    assert [(slot.cell.text, slot.span) for slot in row] == [("甲", 40), ("甲\t甲", 23)]


def test_a_table_too_wide_for_word_keeps_its_texts():
    (row,) = slotted((tuple(SourceCell(text=str(place)) for place in range(100)),))

    assert len(row) == MOST_COLUMNS
    assert row[-1].cell.text == "\t".join(str(place) for place in range(MOST_COLUMNS - 1, 100))


def test_a_remark_below_the_signature_stands_where_a_paragraph_begins():
    conclusions = (
        Block(text="示例市人民政府", role="signature"),
        Block(text="（此件公开发布）", role="note"),
    )
    note = Block(text="（2020年3月1日公布）", role="note")

    lines = official_lines(
        Document(
            title="通知",
            kind="notice",
            dialect="cn_policy",
            preface=(note,),
            conclusions=conclusions,
        )
    )

    assert [line.style for line in lines if isinstance(line, TextLine)][-3:] == [
        "Note",
        "Signature",
        "Body",
    ]
