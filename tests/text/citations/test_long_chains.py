"""Citations of very many steps are read as far as they lead anywhere, and end."""

from __future__ import annotations

import pytest
from counted_steps import growth

from policydiff.reading.load import load

UNITS = {
    "the two before": "前两条",
    "the one before": "前条",
    "this one": "本条",
    "this part": "本编",
    "this chapter and an article": "本章第一条",
    "a paragraph before": "依照前款规定，",
    "articles": "第一条第二款第三项",
    "numbers behind numbers": "之一",
    "a list": "和第二条",
    "a range": "至第二条",
}


def text(unit: str, count: int) -> bytes:
    return f"乙省桥梁条例\n第一条　桥由村里修。\n第二条　第一条{unit * count}。\n第三条　路。\n".encode()


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_a_text_of_many_steps_is_read(unit: str) -> None:
    document = load(text(unit, 8_000), name="a.txt")

    assert [article.number for article in document.articles] == ["1", "2", "3"]


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_steps_grow_with_the_citations(unit: str) -> None:
    def prepared(count: int):
        given = text(unit, count)
        return lambda: load(given, name="a.txt")

    assert growth(prepared, 1600) < 2.3
