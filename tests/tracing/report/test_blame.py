"""What is shown of the versions of words, on a terminal and in a real browser. All texts are
invented.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html as parser
from samples import blamed

from policydiff.formats import html, terminal
from policydiff.model.reports import ReportOptions
from policydiff.report.lineage_words import LINEAGE_WORDS


def lines(**options) -> list[str]:
    return terminal.render(blamed(), ReportOptions(width=200, **options)).decode().splitlines()


def test_the_columns_are_named():
    assert lines(language="zh")[1].split() == ["文本", "条款", "条文"]
    assert lines(language="en")[1].split() == ["Version", "Clause", "Text"]


def test_paragraphs_of_the_preamble_are_counted():
    assert [line.split("  ")[1] for line in lines(language="zh")[2:5]] == [
        "序言",
        "序言第一自然段",
        "第一条第一款",
    ]
    assert [line.split("  ")[1] for line in lines(language="en")[2:4]] == [
        "Preamble",
        "Preamble ¶1",
    ]


def test_the_clause_that_was_asked_for_is_told():
    assert (
        "第一条（2003年1月1日）"
        in terminal.render(blamed("第一条"), ReportOptions(language="zh")).decode().splitlines()[0]
    )
    assert LINEAGE_WORDS["zh"]["blame"] in lines(language="zh")[0]
    assert lines(language="zh")[0].endswith("2003年1月1日")


def page(provision: str | None = None) -> str:
    return html.render(blamed(provision), ReportOptions(language="zh")).decode("utf-8")


def test_words_between_the_first_version_and_the_last_name_theirs():
    tree = parser.fromstring(page("第一条"))
    spans = [
        (span.text, span.get("data-version"))
        for span in tree.xpath("//td[@class='provision']/span")
    ]

    assert tree.xpath("//p[@class='asked']/text()") == ["第一条（2003年1月1日）"]
    assert spans == [("春季", "2002年1月1日"), ("日期。", None)]


@pytest.mark.browser
@pytest.mark.parametrize("width", [1400, 390, 320])
def test_the_words_have_room_on_a_telephone_too(browser, tmp_path: Path, width):
    path = tmp_path / "blame.html"
    path.write_text(page(), encoding="utf-8")
    shown = browser.new_page(viewport={"width": width, "height": 900})
    shown.goto(path.as_uri())
    widths = shown.evaluate(
        "Array.from(document.querySelectorAll('td.provision')).map(cell => cell.getBoundingClientRect().width)"
    )
    beyond = shown.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    shown.close()

    assert min(widths) > width * 0.6
    assert beyond <= 0
