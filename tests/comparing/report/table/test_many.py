"""Reports of three and more versions: every form, both languages, safe."""

from __future__ import annotations

import dataclasses
import re

import pytest
from samples import FIRST, SECOND
from samples import three as many
from versions import version

from policydiff.comparing.engine.many import diff_all, follow
from policydiff.comparing.report.table.many import read_table
from policydiff.formats import html, terminal
from policydiff.model.document import Block
from policydiff.model.identifiers import name_document
from policydiff.model.reports import ReportOptions
from policydiff.model.version import Dates
from policydiff.report import formats


@pytest.fixture
def three():
    return many()


def test_the_matrix_says_what_each_step_did(three):
    lines = {line.words: line for line in read_table(three, ReportOptions()).lines}

    assert lines["主管部门应当组织人员巡查果园。"].changes == (None, "reworded", "renumbered")
    assert lines["果园实行分级管理。"].changes == (None, "added", "unchanged")
    assert lines["果农应当按时修剪果树。"].changes == (None, "renumbered", "removed")
    assert not lines["为了保护果园，制定本办法。"].changed
    assert not lines["本办法自公布之日起施行。"].changed


def test_only_what_changed_is_left_when_asked_for(three):
    assert len(read_table(three, ReportOptions(only_changed=True)).lines) == 3
    assert len(read_table(three, ReportOptions()).lines) == 5


def test_versions_without_a_date_are_numbered(three):
    documents = (dataclasses.replace(FIRST, dates=Dates()), *three.documents[1:])

    assert (
        "文本1"
        in terminal.render(
            dataclasses.replace(three, documents=documents), ReportOptions()
        ).decode()
    )


@pytest.fixture
def page(browser, three, tmp_path):
    path = tmp_path / "many.html"
    path.write_bytes(html.render(three, ReportOptions()))
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(path.as_uri())
    yield page
    page.close()
    assert trouble == []


@pytest.mark.browser
def test_a_click_on_a_line_shows_its_texts_and_another_hides_them(page):
    detail = page.locator("tr.detail", has_text="巡查")

    assert not detail.is_visible()
    page.locator("tr.line", has_text="巡查").locator("button").click()
    assert detail.is_visible()
    assert detail.locator("del").inner_text() == "可以"
    assert detail.locator("ins").inner_text() == "应当"
    assert "2024年公布 第三条：与上一文本相同" in detail.inner_text()
    page.locator("tr.line", has_text="巡查").locator("td").first.click()
    assert not detail.is_visible()


@pytest.mark.browser
def test_lines_can_be_filtered_searched_and_opened_all(page):
    assert page.locator("#place").inner_text() == "5 / 5"
    page.locator("label", has_text="只看有修改的条文").click()
    assert page.locator("tr.line:visible").count() == 3
    page.fill("#search", "分级")
    assert page.locator("tr.line:visible").count() == 1
    page.fill("#search", "没有这样的话")
    assert page.locator("#empty").is_visible()
    page.fill("#search", "")
    page.click("#whole")
    assert page.locator("tr.detail:visible").count() == 3
    page.click("#whole")
    assert page.locator("tr.detail:visible").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 768, 1400])
def test_the_page_is_never_wider_than_the_window(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.click("#whole")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.evaluate(
        "[...document.querySelectorAll('.texts')].map((box) => box.getBoundingClientRect().right)"
    )
    assert max(boxes) <= width


@pytest.mark.browser
def test_without_scripts_every_text_is_open(browser, three, tmp_path):
    path = tmp_path / "many.html"
    path.write_bytes(html.render(three, ReportOptions()))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())

    assert page.locator("tr.detail:visible").count() == 5
    assert not page.locator("#toolbar").is_visible()
    context.close()


def test_paragraphs_of_a_preamble_are_counted():
    document = dataclasses.replace(
        FIRST, preamble=(Block(text="说明来由。"), Block(text="另作说明。"))
    )
    comparisons = diff_all([name_document(document)] * 2)

    labels = [
        [place.label for place in line.places]
        for line in read_table(comparisons, ReportOptions()).lines
    ][:2]
    assert labels == [["序言第一自然段"] * 2, ["序言第二自然段"] * 2]
    assert (
        read_table(comparisons, ReportOptions(language="en")).lines[0].places[0].label
        == "Preamble ¶1"
    )


def test_two_versions_of_one_day_have_its_date_and_their_files_or_a_number():
    from policydiff.comparing.report.table.many import version_names

    assert version_names((FIRST, SECOND, FIRST), "zh") == (
        "2018年3月1日（文本1）",
        "2021年公布",
        "2018年3月1日（文本3）",
    )
    files = [dataclasses.replace(FIRST, file_name=name) for name in ("子", "丑")]
    undated = dataclasses.replace(SECOND, dates=Dates(), file_name="寅")
    assert version_names((*files, undated), "zh") == (
        "2018年3月1日（子）",
        "2018年3月1日（丑）",
        "寅",
    )


SPLIT = (
    version(
        "2019-01-01",
        "主管部门每年检查果园二次，并公布检查结果。\n果农不得转让果园，转让的，由主管部门收回。",
        "本办法自公布之日起施行。",
    ),
    version(
        "2024-01-01",
        "主管部门每年检查果园一次，并公布检查结果。",
        "果农不得转让果园，转让的，收回。",
        "本办法自公布之日起施行。",
    ),
)


@pytest.mark.parametrize(
    ("form", "gone"),
    [("html", "<del>二次</del>"), ("terminal", "[-二次-]"), ("markdown", "~~二次~~")],
)
def test_what_goes_in_a_split_is_struck(form, gone):
    asked = follow(diff_all(SPLIT), 0, "art_1", "第一条")
    text = formats.write(asked, form, ReportOptions(width=1000)).decode()

    assert gone in text
    assert "由主管部门" in "".join(re.findall(r"<del>(.*?)</del>|\[-(.*?)-\]|~~(.*?)~~", text)[-1])


def test_a_doubtful_pairing_is_told_in_every_form():
    comparisons = follow(diff_all([FIRST, SECOND]), 1, "art_4", "第四条")
    (comparison,) = comparisons.comparisons
    matches = tuple(
        dataclasses.replace(match, doubtful=bool(match.left and match.right))
        for match in comparison.matches
    )
    doubted = dataclasses.replace(
        comparisons, comparisons=(dataclasses.replace(comparison, matches=matches),)
    )

    for form in ("html", "terminal", "markdown"):
        assert "请核对条文对应" in formats.write(doubted, form, ReportOptions()).decode()
        assert "请核对条文对应" not in formats.write(comparisons, form, ReportOptions()).decode()
