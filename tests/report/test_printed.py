"""Documents as the paragraphs in which they are printed: nothing is lost, and each stands where a
reader looks for it. All invented.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from policydiff.model.document import Block, Document, Provision, Quoted, Table, document_lines
from policydiff.model.source import SourceCell
from policydiff.reading.load import load
from policydiff.report.print_rules import safe
from policydiff.report.printed import PrintedParagraph, paragraphs
from policydiff.resources import resource

EXAMPLES = (
    *sorted(resource("corpora", "example").glob("invented-*")),
    resource("corpora", "opinion") / "2017-01-15.txt",
)
LAW = Document(
    title="示例市示例条例",
    kind="local-regulation",
    dialect="cn_law",
    body=(
        Provision(
            eid="art_1", level="article", number="1", num="第一条", content=(Block(text="甲。"),)
        ),
    ),
)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_no_word_is_lost(path):
    """Beside the document's own lines: what stands before the text is looked at below, contents are
    written anew.
    """
    document = replace(load(path), preface=(), document_number=None)

    items = [
        item
        for item in paragraphs(document)
        if not (isinstance(item, PrintedParagraph) and item.role == "contents")
    ]

    texts = (item.text if isinstance(item, PrintedParagraph) else item.table.text for item in items)
    assert without_spaces("".join(texts)) == without_spaces("".join(document_lines(document)))


def without_spaces(text: str) -> str:
    return "".join(text.split())


def test_every_reference_span_holds_its_words():
    for path in EXAMPLES:
        for item in paragraphs(load(path)):
            if isinstance(item, PrintedParagraph):
                assert all(item.text[slice(*one.span)] == one.text for one in item.references)


def test_title_comes_first_and_again_below_an_order():
    order = (
        Block(text="示例省人民政府令", role="order"),
        Block(text="现公布《示例市示例条例》，自公布之日起施行。", role="order"),
        Block(text="省长　某某", role="order"),
        Block(text="示例市示例条例", role="title"),
        Block(text="（2019年3月1日通过）", role="note"),
    )
    document = replace(LAW, preface=order)

    roles = [
        (item.role, item.text)
        for item in paragraphs(document)
        if isinstance(item, PrintedParagraph)
    ]

    assert roles[:6] == [
        ("title", "示例市示例条例"),
        ("number", "示例省人民政府令"),
        ("order", "现公布《示例市示例条例》，自公布之日起施行。"),
        ("signature", "省长　某某"),
        ("subtitle", "示例市示例条例"),
        ("note", "（2019年3月1日通过）"),
    ]


def test_quoted_text_runs_on_where_it_is_introduced():
    quoted = Quoted(content=(Block(text="第六条　甲。"), Block(text="乙。")), inline="“")
    body = (Block(text="将第六条修改为："), quoted, Block(text="。"))

    lines = [
        item.text
        for item in paragraphs(
            Document(title="某决定", kind="decision", dialect="cn_decision", body=body)
        )
        if isinstance(item, PrintedParagraph)
    ]

    assert lines == ["某决定", "将第六条修改为：“第六条　甲。", "“乙。”。"]


def test_unseen_characters_become_spaces():
    assert safe("甲\x00\u202e乙\ud800\t丙") == "甲  乙 \t丙"


def test_a_quotation_that_begins_and_ends_with_a_table_keeps_its_marks():
    table = Table(rows=((SourceCell(text="甲"), SourceCell(text="乙")),))
    decision = Document(
        title="决定",
        kind="decision",
        dialect="cn_decision",
        body=(Block(text="附表改为："), Quoted(content=(table,))),
    )

    shown = [
        item.text if isinstance(item, PrintedParagraph) else item.table.text
        for item in paragraphs(decision)
    ]
    assert shown[1:] == ["附表改为：“", "甲\t乙", "”"]
