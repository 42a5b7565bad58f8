"""The index page of many reports, and its JSON."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from indexes import HASH, overview
from lxml import html as lxml_html

from policydiff.comparing.report.index.index import IndexWork, Overview, Remark
from policydiff.comparing.report.index.page import WORDS, form_name, remark_words
from policydiff.formats import html
from policydiff.model.reports import ReportOptions
from policydiff.report import json

CASES = Path(__file__).parents[3] / "cases" / "reports"


def without_styles(data: bytes) -> str:
    head, _, rest = data.decode().partition("<style>")
    return f"{head}<style>…{rest[rest.index('</style>') :]}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_golden_page(language, golden):
    golden(
        CASES / f"index.{language}.html",
        without_styles(html.render(overview(), ReportOptions(language=language))),
    )


def test_golden_json(golden):
    golden(
        CASES / "index.json",
        json.render(replace(overview(), page=("index.html", HASH)), ReportOptions()).decode(),
    )


def test_page_runs_nothing_and_fetches_nothing():
    root = lxml_html.fromstring(html.render(overview(), ReportOptions(language="zh")).decode())

    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert not root.xpath("//script | //@src")


def test_many_works_get_a_list_of_contents():
    step = overview().works[0].steps[0]
    works = tuple(
        IndexWork(title=f"示例法{n}", kind="law", texts=(step.left, step.right), steps=(step,))
        for n in range(9)
    )

    root = lxml_html.fromstring(
        html.render(Overview(works=works, forms=("html",)), ReportOptions(language="zh")).decode()
    )

    targets = [href.removeprefix("#") for href in root.xpath("//section[@class='works']//a/@href")]
    assert len(targets) == 9
    assert targets == root.xpath("//section[@class='work']/@id")


def test_nothing_to_compare_is_said():
    assert (
        WORDS["zh"]["none"]
        in html.render(Overview(works=(), forms=("html",)), ReportOptions(language="zh")).decode()
    )


def test_formats_and_remarks_have_names_in_both_languages():
    assert [form_name("redline_docx", language) for language in ("zh", "en")] == [
        "Word（修订）",
        "Word (tracked)",
    ]
    assert form_name("{x}", "zh") == "{x}"
    for code in ("one-version", "same-date", "undated", "unreadable"):
        assert all(
            remark_words(Remark(code=code, name="a.txt"), language).startswith("a.txt")
            for language in ("zh", "en")
        )


def test_failures_are_counted():
    assert overview().failed == 3


@pytest.mark.parametrize("width", [390, 1280])
def test_page_never_scrolls_sideways(browser, tmp_path, width):
    path = tmp_path / "index.html"
    path.write_bytes(html.render(overview(), ReportOptions(language="zh")))
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(path.as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
