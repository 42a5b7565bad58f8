"""Tables in drafted decisions: they come out as the new text has them, through every form but plain
text. All texts are invented.
"""

from __future__ import annotations

import pytest

import policydiff
from policydiff.amending.actions.draft_amendment import write_draft
from policydiff.amending.engine.compared_parts import remaining
from policydiff.amending.engine.drafting.decision_text import tables_of, with_tables
from policydiff.model.document import Document, Provision, Quoted, Table
from policydiff.model.source import SourceCell, SourceLine, SourceTable
from policydiff.report import formats

HEAD = "# 丁省渡口条例\n\n**第一条** 渡口由村里管理，收费见附表。\n\n**第二条** 渡船分类如下：\n\n"
KINDS = "| 类型 | 载重 |\n| --- | --- |\n| 大船 | 十吨 |\n| “牛船” |  |\n\n"
FEES = "附表　渡口收费表\n\n| 类型 | 收费 |\n| --- | --- |\n| 人 | 一元 |\n| 牛 | 二元 |\n"
OLD = HEAD + KINDS + FEES


def load(text: str) -> Document:
    return policydiff.load(text.encode(), name="text.md")


NEW = {
    "a new attachment": (HEAD + KINDS, OLD),
    "an attachment written anew": (
        OLD,
        HEAD + KINDS + FEES.replace("收费 |", "每次收费 | 说明 |").replace("元 |", "元 | 略 |"),
    ),
    "words of a cell": (OLD, OLD.replace("二元", "三元")),
    "a row more": (OLD, OLD + "| 马 | 三元 |\n"),
    "a row less": (OLD, OLD.replace("| 人 | 一元 |\n", "")),
    "a new article with a table": (
        OLD,
        OLD.replace(
            "附表　渡口",
            "**第三条** 船钱如下：\n\n| 船 | 钱 |\n| --- | --- |\n| 大船 | 一万元 |\n\n附表　渡口",
        ),
    ),
    "a table of an article": (OLD, OLD.replace("十吨 |\n", "十吨 |\n| 小船 | 一吨 |\n")),
}


@pytest.mark.parametrize("case", NEW)
def test_the_new_text_comes_with_its_tables(case):
    old, new = map(load, NEW[case])
    draft = policydiff.draft_amendment(old, new)

    assert (draft.exact, draft.remains) == (True, ())
    assert [table.text for table in tables_of(draft.consolidation.document)] == [
        table.text for table in tables_of(new)
    ]


@pytest.mark.parametrize("form", ["markdown", "docx", "html", "akn"])
@pytest.mark.parametrize("case", NEW)
def test_the_tables_come_out_of_a_file_too(case, form):
    old, new = map(load, NEW[case])
    data = write_draft(policydiff.draft_amendment(old, new), form, "zh")
    read = policydiff.load(data, name=f"decision{formats.suffixes('document')[form]}")
    result = policydiff.consolidate(old, read)

    assert result.complete
    assert remaining(result.document, new) == {}


def test_the_decision_holds_a_table_its_text_the_rows():
    draft = policydiff.draft_amendment(*map(load, NEW["a row more"]))
    quoted = [node for node in draft.decision.body if isinstance(node, Quoted)]

    assert [[type(node) for node in one.content if isinstance(node, Table)] for one in quoted] == [
        [Table]
    ]
    assert "\n“马\t三元”" in draft.text


def lines(*texts: str) -> list[SourceLine]:
    return [SourceLine(number=number, text=text) for number, text in enumerate(texts, 1)]


TABLE = Table(
    rows=(
        (SourceCell(text="甲"), SourceCell(text="“乙”")),
        (SourceCell(text="丙"), SourceCell(text="")),
    )
)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("附表：“", "“甲\t‘乙’", "“丙”", "完。"), ["附表：“", TABLE.rows, "”", "完。"]),
        (("「甲\t“乙”", "「丙」。"), [TABLE.rows, "」。"]),
        (("“甲\t‘乙’", "“丁”"), ["“甲\t‘乙’", "“丁”"]),
        (("“甲\t‘乙’",), ["“甲\t‘乙’"]),
        (("“甲\t‘乙’", "“丙丁”"), ["“甲\t‘乙’", "“丙丁”"]),
    ],
    ids=["behind a line", "in corner marks", "another row", "a row is missing", "a longer row"],
)
def test_rows_that_are_those_of_a_table_are_one(texts, expected):
    found = with_tables(lines(*texts), (TABLE,))

    assert [one.rows if isinstance(one, SourceTable) else one.text for one in found] == expected


def test_a_table_of_one_column_stays_lines():
    single = Table(rows=((SourceCell(text="甲"),), (SourceCell(text="乙"),)))

    assert [one.number for one in with_tables(lines("“甲", "“乙”"), (single,))] == [1, 2]


def test_tables_of_articles_are_found_too():
    article = Provision(eid="art_1", level="article", number="1", num="第一条", content=(TABLE,))

    assert tables_of(
        Document(title="甲", kind="law", dialect="cn_law", preamble=(TABLE,), body=(article,))
    ) == (TABLE, TABLE)
