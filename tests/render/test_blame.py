"""What is shown of the versions of words, on a terminal and in a real browser. All texts are
invented.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.append(
    str(Path(__file__).parent.parent / "diffing")
)  # behind this folder, whose conftest others import

from lxml import html as parser
from versions import END, WATER, traced, version

from policydiff.diffing.blame import blame
from policydiff.model.document import Block
from policydiff.model.identifiers import name_document
from policydiff.model.plugins import ReportOptions
from policydiff.render import html
from policydiff.render.blame import terminal
from policydiff.views.lineage_words import LINEAGE_WORDS

ONE, TWO, THREE = (
    "果农每年修剪果树并记录。",
    "果农每年春季修剪果树并记录。",
    "果农每年春季修剪果树并记录日期。",
)
PREAMBLE = (Block(text="序言", role="heading"), Block(text="果树是村里的财富。"))


def found(provision: str | None = None):
    """Three versions whose first article grew twice, with a preamble."""
    texts = ((ONE, WATER, END), (TWO, WATER, END), (THREE, WATER, END))
    documents = [version(f"{2001 + place}-01-01", *text) for place, text in enumerate(texts)]
    named = [name_document(replace(document, preamble=PREAMBLE)) for document in documents]
    return replace(
        blame(*traced(*named), 2, None if provision is None else "art_1"), provision=provision
    )


def lines(**options) -> list[str]:
    return terminal.render(found(), ReportOptions(width=200, **options)).decode().splitlines()


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
        in terminal.render(found("第一条"), ReportOptions(language="zh")).decode().splitlines()[0]
    )
    assert LINEAGE_WORDS["zh"]["blame"] in lines(language="zh")[0]
    assert lines(language="zh")[0].endswith("2003年1月1日")


def page(provision: str | None = None) -> str:
    return html.render(found(provision), ReportOptions(language="zh")).decode("utf-8")


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
