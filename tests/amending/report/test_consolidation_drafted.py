"""What is said of a drafted amendment. All texts are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

import policydiff
from policydiff.amending.engine.operations import Delete, Difference
from policydiff.amending.report.drafted import MOST_DIFFERENCES, drafted_lines
from policydiff.messages import Message
from policydiff.model.comparison import Edit

OLD = "乙省桥梁条例\n第一条　桥由村里修。\n第二条　桥上不得停车。\n"
NEW = "乙省桥梁条例\n第一条　桥由镇里修。\n第二条　桥上不得停车。\n"


@pytest.fixture(scope="module")
def draft():
    return policydiff.draft_amendment(
        *(policydiff.load(text.encode(), name="text.txt") for text in (OLD, NEW))
    )


def difference(number: int) -> Difference:
    edits = (
        Edit(op="delete", text="村"),
        Edit(op="insert", text="镇"),
        Edit(op="equal", text="里修\n桥。"),
    )
    return Difference(eid=f"art_{number}", num=f"第{number}条", instruction=None, edits=edits)


@pytest.mark.parametrize(
    ("language", "last"),
    [
        (
            "en",
            "applied to OLD it gives title, preamble, headings, articles and attachments of NEW, character by character (not compared: enactment note, contents, order of promulgation, signature)",
        ),
        (
            "zh",
            "草案在旧文本上执行，名称、序言、标题、条文和附件与新文本逐字一致（题注、目录、公布令、署名未比对）",
        ),
    ],
)
def test_the_size_and_the_proof(draft, language, last):
    size, told = drafted_lines(draft, language)

    assert told == last
    assert str(draft.quoted) in size
    assert str(draft.changed) in size


def test_what_remains_is_listed_with_its_place(draft):
    told = drafted_lines(replace(draft, remains=(difference(3),)), "en")

    assert told[1:] == (
        "applied to OLD it does not give NEW, which differs in one place:",
        "  第3条: [-村-]{+镇+}里修 桥。",
    )


def test_where_only_the_structure_differs_no_redline_is_shown(draft):
    edits = (Edit(op="delete", text="第2条"), Edit(op="insert", text="第2条"))
    built = Difference(eid="art_2", num="第2条", instruction=None, edits=edits, part="structure")

    assert (
        drafted_lines(replace(draft, remains=(built,)), "zh")[-1]
        == "  第2条：文字相同，所在位置、款项划分或者表格不同"
    )


def test_of_many_differences_the_first_are_listed(draft):
    told = drafted_lines(
        replace(draft, remains=tuple(map(difference, range(MOST_DIFFERENCES + 5)))), "zh"
    )

    assert len(told) == MOST_DIFFERENCES + 3
    assert told[-1] == "  另有 5 处（--format json 列出全部）"


def test_what_cannot_be_carried_out_is_told_before_what_remains(draft):
    failed = Delete(
        status="failed",
        instruction="二",
        target_num="第九条",
        message=Message.foreign("the base has no such place"),
    )
    undone = replace(
        draft,
        consolidation=replace(
            draft.consolidation, operations=(*draft.consolidation.operations, failed)
        ),
    )
    told = drafted_lines(undone, "en")

    assert told[1:] == (
        "1 of its operations cannot be carried out:",
        "  二  failed  repeal  第九条  the base has no such place",
    )


def test_plain_text_says_that_it_loses_tables():
    table = "| 人 | 牛 |\n| --- | --- |\n| 一元 | 二元 |\n"
    texts = (
        f"# 乙省桥梁条例\n\n**第一条** 过桥的收费如下：\n\n{rows}"
        for rows in (table, f"{table}| 三元 | 四元 |\n")
    )
    draft = policydiff.draft_amendment(
        *(policydiff.load(text.encode(), name="text.md") for text in texts)
    )

    assert [line[:24] for line in drafted_lines(draft, "en", "txt")[-2:]] == [
        "applied to OLD it gives ",
        "plain text has no tables",
    ]
    assert drafted_lines(draft, "en", "docx") == drafted_lines(draft, "en", "txt")[:-1]
