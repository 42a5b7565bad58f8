"""The parts of a text; the texts are invented."""

from __future__ import annotations

import pytest

import policydiff
from policydiff.model.source import SourceLine, SourceText
from policydiff.reading import plugins
from policydiff.reading.parsing.parse import parse

TEXT = "示例市灯具条例\n\n目录\n{first}\n第二章　附则\n\n第一章　总则\n第一条　灯具应当合格。\n第二章　附则\n第二条　本条例自2020年2月1日起施行。\n"


def contents(first: str) -> list[str]:
    document = policydiff.load(TEXT.format(first=first).encode(), name="a.txt")
    assert len(document.articles) == 2
    return [block.text for block in document.preface if block.role == "contents"]


@pytest.mark.parametrize(
    "page", ["……………3", "．．．．．．１２", " . . . . (12)", "——————3", "·····5"]
)
def test_an_entry_of_the_table_of_contents_loses_its_dots_and_its_page(page):
    assert contents(f"第一章　总则{page}") == ["目录", "第一章　总则", "第二章　附则"]


@pytest.mark.parametrize("unit", ["．", ". ", "…", "·1", "　1", "1"])
def test_a_hostile_entry_costs_little(unit, grows_evenly):
    grows_evenly(lambda size: contents(f"第一章　总则{unit * (size // len(unit))}甲。"), 16_000)


def linked(*lines: tuple[str, str]) -> policydiff.Document:
    """A document of lines, some of which the source marks as entries of its table of contents."""
    text = [
        SourceLine(number=number, text=line, style=style, hard_break=True)
        for number, (line, style) in enumerate(lines, start=1)
    ]
    return parse(
        SourceText(name="a.docx", format="docx", sha256="", lines=tuple(text)),
        plugins.dialect("cn_law"),
    )


HEAD = (
    ("示例市灯具条例", "plain"),
    ("目录", "plain"),
    ("第一章　总则", "contents"),
    ("第二章　灯具", "contents"),
)
SECTION, LAST = "第一节　吊灯", ("第三章　附则", "contents")
BODY = tuple(
    (line, "plain")
    for line in (
        "第一章　总则",
        "第一条　甲。",
        "第二章　灯具",
        SECTION,
        "第二条　吊灯应当合格。",
        "第三章　附则",
        "第三条　本条例自2020年2月1日起施行。",
    )
)


@pytest.mark.parametrize("bullet", ["", "*", "•"])
def test_what_stands_among_marked_entries_and_comes_again_is_one_too(bullet: str) -> None:
    document = linked(*HEAD, (bullet + SECTION, "plain"), LAST, *BODY)

    assert [block.text for block in document.preface if block.role == "contents"] == [
        "目录",
        "第一章　总则",
        "第二章　灯具",
        bullet + SECTION,
        "第三章　附则",
    ]
    assert [block for block in document.preface if block.role == "note"] == []
    assert len(document.articles) == 3


def test_what_stands_among_marked_entries_and_does_not_come_again_stays_text() -> None:
    document = linked(*HEAD, ("*第九节　台灯", "plain"), LAST, *BODY)

    assert "第九节　台灯" in "".join(
        block.text for block in document.preface if block.role != "contents"
    )


PARTS = "示例省渡口发展规划\n\n第一编　总论\n\n第一章　背景\n\n成绩显著。\n\n第二编　任务\n\n{chapter}　渡口\n\n改造渡口。\n"


@pytest.mark.parametrize(
    ("chapter", "doubts"), [("第二章", []), ("第一章", []), ("第三章", ["第三章 comes first"])]
)
def test_chapters_go_on_or_begin_again_under_a_new_part(chapter, doubts):
    document = policydiff.load(PARTS.format(chapter=chapter).encode(), name="a.txt")

    assert [str(problem.message) for problem in document.problems] == doubts


def test_sections_that_lack_the_first_are_doubtful():
    text = "示例市渡口条例\n\n第一章　总则\n\n第一节　目的\n\n第一条　甲。\n\n第二章　渡口\n\n第二节　渡船\n\n第二条　乙。\n"
    document = policydiff.load(text.encode(), name="a.txt")

    assert [str(problem.message) for problem in document.problems] == ["第二节 comes first"]


def test_a_sentence_with_those_who_answer_continues_no_heading():
    text = PARTS.format(chapter="第二章").replace("改造渡口。", "改造渡口。（市交通局负责）")
    text += "\n第三编　保障\n\n第三章　组织\n\n加强领导。\n"
    document = policydiff.load(text.encode(), name="a.txt")

    chapter = next(one for one in document.provisions if one.num == "第二章")
    assert (chapter.heading, chapter.text) == ("渡口", "改造渡口。（市交通局负责）")
