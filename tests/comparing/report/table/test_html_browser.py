"""The HTML report in a real browser."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import rendered

from policydiff.formats import html
from policydiff.model.reports import ReportOptions

pytestmark = pytest.mark.browser

VISIBLE = "row => row.getClientRects().length > 0"


class Report:
    """A report open in the browser; gathers what the page asks for and complains of."""

    def __init__(self, browser, path: Path, **context) -> None:
        self.context = browser.new_context(**context)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri())

    def visible(self, selector: str) -> list[str]:
        return self.page.eval_on_selector_all(
            selector, f"all => all.filter({VISIBLE}).map(row => row.id || row.textContent)"
        )

    def current(self) -> str | None:
        return self.page.evaluate("document.querySelector('tr.current')?.id ?? null")

    def overflow(self) -> int:
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    def settle(self) -> None:
        self.page.evaluate(
            "new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 150))"
        )


@pytest.fixture
def write(tmp_path):
    def written(comparison, **options) -> Path:
        path = tmp_path / "report.html"
        path.write_bytes(rendered(html, comparison, ReportOptions(**options)))
        return path

    return written


@pytest.fixture
def look(browser, write) -> Iterator:
    opened: list[Report] = []

    def opens(comparison, *, options=None, **context) -> Report:
        opened.append(Report(browser, write(comparison, **(options or {})), **context))
        return opened[-1]

    yield opens
    for report in opened:
        report.context.close()


def test_nothing_is_fetched_and_nothing_complains(look, sample, hostile, same):
    for comparison in (sample, hostile, same):
        report = look(comparison)
        report.page.keyboard.press("n")
        report.page.fill("#search", "巡护")
        report.settle()

        assert report.requests == [report.page.url]
        assert report.complaints == []


def test_hostile_text_runs_nothing(look, hostile):
    report = look(hostile)
    report.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    report.settle()

    assert report.page.evaluate("document.images.length") == 0
    assert report.page.title().startswith("<script>alert(1)</script>")


def test_an_injected_script_is_refused_by_the_policy(look, sample):
    report = look(sample)
    report.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.broken = 1'}))"
    )

    assert report.page.evaluate("window.broken") is None


def test_rows_that_need_no_reading_wait_behind_one_line(look, sample):
    report = look(sample)

    assert report.visible("tr.row") == [
        "preamble__p_1",
        "art_3",
        "art_4",
        "chp_2",
        "art_5",
        "art_6",
        "former-art_6",
        "art_8",
        "att_1",
    ]
    report.page.click("tbody.run[data-kind=unchanged] button")
    assert report.visible("tr.row")[1:3] == ["art_1", "art_2"]
    report.page.click("tbody.run[data-kind=unchanged] button")
    assert "art_1" not in report.visible("tr.row")


def test_rows_are_chosen_by_what_the_change_does(look, sample):
    report = look(sample)
    everything = report.visible("tr.row")

    report.page.select_option("#facts", "modality")
    assert report.visible("tr.row") == ["art_4"]

    report.page.select_option("#facts", "")
    assert report.visible("tr.row") == everything


def test_filters_hide_rows(look, sample):
    report = look(sample)
    report.page.uncheck("input[value=reworded]")

    assert report.visible("tr.row") == ["art_3", "art_6", "former-art_6", "art_8"]
    report.page.uncheck("input[value=unchanged]")
    assert report.visible("tbody.run[data-kind=unchanged] button") == []
    report.page.check("input[value=reworded]")
    assert "art_4" in report.visible("tr.row")


def test_the_list_beside_the_table_follows_the_filters(look, sample):
    report = look(sample, viewport={"width": 1400, "height": 900})
    report.page.fill("#search", "垃圾")
    report.settle()

    assert report.visible("nav li") == ["第一章　总则", "第四条修改"]


def test_a_chapter_goes_with_its_last_row(look, sample):
    report = look(sample)
    for kind in ("unchanged", "moved", "reworded"):
        assert "chp_1" in report.visible("tr.chapter")
        report.page.uncheck(f"input[value={kind}]")

    assert report.visible("tr.chapter") == []


def test_no_row_left_is_said_in_words(look, sample):
    report = look(sample)
    report.page.fill("#search", "没有这个词")
    report.settle()

    assert report.visible("tr.row") == []
    assert report.visible("#empty") == ["empty"]


def test_search_finds_words_in_what_is_folded_or_left_out(look, sample):
    report = look(sample)
    report.page.fill("#search", "湖泊")
    report.settle()
    assert report.visible("tr.row") == ["art_2"]

    report.page.fill("#search", "出具回执")
    report.settle()
    assert report.visible("tr.row") == ["art_5"]
    assert report.page.evaluate("CSS.highlights.get('search').size") == 2
    report.page.keyboard.press("Escape")
    assert len(report.visible("tr.row")) == 9


def test_next_and_previous_go_from_change_to_change(look, sample):
    report = look(sample, viewport={"width": 1000, "height": 500})
    report.page.click("#next")
    assert report.current() == "preamble__p_1"
    for key, expected in (
        ("n", "art_3"),
        ("n", "art_4"),
        ("p", "art_3"),
        ("p", "preamble__p_1"),
        ("p", "att_1"),
        ("n", "preamble__p_1"),
    ):
        report.page.keyboard.press(key)
        assert report.current() == expected

    report.page.click("#previous")
    assert report.current() == "att_1"
    assert report.page.text_content("#place") == "9 / 9"


def test_the_change_gone_to_is_in_sight_and_has_the_focus(look, sample):
    report = look(sample, viewport={"width": 1000, "height": 500})
    report.settle()
    for _ in range(5):
        report.page.keyboard.press("n")
        report.settle()
        box, bar, head = (
            report.page.evaluate(
                f"document.querySelector('{name}').getBoundingClientRect().toJSON()"
            )
            for name in ("tr.current", "#toolbar", "#table thead th")
        )

        assert box["top"] >= bar["bottom"]
        assert box["top"] >= head["bottom"] - 1
        assert box["top"] < 500
        assert report.page.evaluate("document.activeElement.id") == report.current()


def test_next_begins_where_the_reader_is(look, sample):
    report = look(sample, viewport={"width": 1000, "height": 400})
    report.page.evaluate("document.getElementById('art_6').scrollIntoView()")
    report.page.keyboard.press("n")

    assert report.current() == "art_6"


def test_letters_typed_into_the_search_do_not_jump(look, sample):
    report = look(sample)
    report.page.click("#search")
    report.page.keyboard.type("np")

    assert report.current() is None


def test_next_skips_what_the_filter_hides(look, sample):
    report = look(sample)
    report.page.uncheck("input[value=reworded]")
    report.page.keyboard.press("n")

    assert report.current() == "art_3"
    assert report.page.text_content("#place") == "1 / 4"


def test_what_was_left_out_comes_back_by_a_click(look, sample):
    report = look(sample)
    assert "补正的全部内容" not in report.page.inner_text("#art_5")
    report.page.click("#art_5 .cut")

    assert report.page.inner_text("#art_5").count("补正的全部内容") == 2
    assert "……" not in report.page.inner_text("#art_5")


def test_the_whole_text_by_one_button(look, sample):
    report = look(sample)
    report.page.click("#whole")

    assert len(report.visible("tr.row")) == 12
    assert report.visible(".cut") == []
    assert report.page.text_content("#whole") == "收起未变部分"
    report.page.click("#whole")
    assert len(report.visible("tr.row")) == 9


def test_a_link_to_a_hidden_row_shows_it(look, sample):
    report = look(sample)
    report.page.uncheck("input[value=unchanged]")
    report.page.evaluate("location.hash = '#art_2'")
    report.settle()

    assert "art_2" in report.visible("tr.row")


def test_the_list_beside_the_table_leads_to_rows(look, sample):
    report = look(sample, viewport={"width": 1400, "height": 500})
    report.page.click("nav a[href='#art_8']")
    report.settle()

    assert report.current() == "art_8"
    assert report.page.evaluate("document.querySelector('nav li.here a').hash") == "#art_8"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_width_needs_scrolling_sideways(look, sample, hostile, language):
    for comparison in (sample, hostile):
        report = look(comparison, options={"language": language})
        for width in (320, 360, 390, 760, 761, 1024, 1400):
            report.page.set_viewport_size({"width": width, "height": 800})
            report.settle()

            assert (width, report.overflow()) == (width, 0)


def test_on_a_telephone_the_sides_stand_below_each_other_with_their_names(look, sample):
    report = look(sample, viewport={"width": 360, "height": 800})
    boxes = report.page.eval_on_selector_all(
        "#art_4 td", "cells => cells.map(cell => cell.getBoundingClientRect().toJSON())"
    )
    left, right, kind = boxes

    assert kind["bottom"] <= left["top"] + 1
    assert left["bottom"] <= right["top"] + 1
    assert left["left"] == right["left"]
    label = report.page.evaluate(
        "getComputedStyle(document.querySelector('#art_4 td.left'), '::before').content"
    )
    assert label == '"修订前"'


def test_without_scripts_every_row_can_be_read(look, sample):
    report = look(sample, java_script_enabled=False)
    text = report.page.inner_text("main")

    for words in ("湖泊和水库", "补正的全部内容", "施行"):
        assert words in text
    assert "……" not in text
    assert not report.page.is_visible("#toolbar")


def test_redlines_read_without_colour(look, sample):
    report = look(sample)
    for tag, line in (("del", "line-through"), ("ins", "underline")):
        assert (
            report.page.evaluate(
                f"getComputedStyle(document.querySelector('#art_4 {tag}')).textDecorationLine"
            )
            == line
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(look, sample, scheme):
    """4.5 to 1 or more for the text of redlines, labels and tags (WCAG 2, AA)."""
    report = look(sample, color_scheme=scheme)
    ratios = report.page.evaluate(CONTRAST)

    assert len(ratios) > 20
    assert min(ratio for ratio, _ in ratios) >= 4.5, min(ratios)


CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = node => { for (; node; node = node.parentElement) { const colour = rgba(getComputedStyle(node).backgroundColor); if (colour[3] === 255) return colour; } return [255, 255, 255]; };
  return [...document.querySelectorAll('del, ins, .tag, .num, .numbers, .fact, .note, .chip span, thead th, h1, header dd, header li, .absent p, .fold button, nav a')]
    .filter(node => node.getClientRects().length)
    .map(node => { const [a, b] = [light(rgba(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x); return [(a + .05) / (b + .05), node.className + ':' + node.textContent]; });
}"""


def test_on_paper(look, sample):
    report = look(sample)
    report.page.emulate_media(media="print")
    style = "getComputedStyle(document.querySelector('%s')).%s"

    assert not report.page.is_visible("#toolbar")
    assert not report.page.is_visible("nav")
    assert report.page.evaluate(style % ("#table thead", "display")) == "table-header-group"
    assert report.page.evaluate(style % ("#art_4 ins", "color")) == "rgb(0, 0, 0)"
    assert report.page.evaluate(style % ("#art_4 ins", "fontWeight")) == "700"
    assert report.page.evaluate(style % ("#art_4 del", "textDecorationLine")) == "line-through"


def test_dark_readers_print_on_white(look, sample):
    report = look(sample, color_scheme="dark")
    report.page.emulate_media(media="print")

    assert (
        report.page.evaluate("getComputedStyle(document.body).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    assert (
        report.page.evaluate("getComputedStyle(document.querySelector('#art_4 td.left')).color")
        == "rgb(0, 0, 0)"
    )


def test_paper_lies_on_its_side_and_repeats_the_head(look, sample, tmp_path):
    """Printed by the browser itself: A4 landscape, the heads of the columns on each page of the
    table.
    """
    pdftotext = shutil.which("pdftotext")
    if pdftotext is None:
        pytest.skip("no pdftotext on the PATH (Debian: apt-get install poppler-utils)")
    added = next(match for match in sample.matches if match.kind == "added")
    many = tuple(dataclasses.replace(added, id=100 + place) for place in range(60))
    report = look(dataclasses.replace(sample, matches=many))
    path = tmp_path / "report.pdf"
    report.page.pdf(path=path, prefer_css_page_size=True)

    printed = subprocess.run(
        [pdftotext, "-bbox", path, "-"], check=True, capture_output=True, text=True, timeout=600
    ).stdout
    pages = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', printed, re.DOTALL)
    assert len(pages) > 2
    assert {(round(float(width)), round(float(height))) for width, height, _ in pages} == {
        (842, 595)
    }
    assert all("修订类型" in words for _, _, words in pages[1:])
