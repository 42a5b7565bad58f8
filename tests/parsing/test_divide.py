"""The parts of a text; the texts are invented."""

from __future__ import annotations

import pytest

import policydiff

TEXT = "示例市灯具条例\n\n目录\n{first}\n第二章　附则\n\n第一章　总则\n第一条　灯具应当合格。\n第二章　附则\n第二条　本条例自2020年2月1日起施行。\n"


def contents(first: str) -> list[str]:
    document = policydiff.load(TEXT.format(first=first).encode(), name="a.txt")
    assert len(document.articles) == 2
    return [block.text for block in document.preface if block.role == "contents"]


@pytest.mark.parametrize("page", ["……………3", "．．．．．．１２", " . . . . (12)", "——————3", "·····5"])
def test_an_entry_of_the_table_of_contents_loses_its_dots_and_its_page(page):
    assert contents(f"第一章　总则{page}") == ["目录", "第一章　总则", "第二章　附则"]


@pytest.mark.parametrize("unit", ["．", ". ", "…", "·1", "　1", "1"])
def test_a_hostile_entry_costs_little(unit, grows_evenly):
    grows_evenly(lambda size: contents(f"第一章　总则{unit * (size // len(unit))}甲。"), 16_000)
