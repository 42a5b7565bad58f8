"""Two days of a work on the page: its line of time, both texts, the changes between them."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest
from lxml import html
from running_site import LOOKS

DATA = "/works/shilishigonggongshujuguanlitiaoli"
TITLE = "示例市公共数据管理条例"
ORDER = "/works/shilishirenminzhengfuling-31"
FIRST, SECOND, THIRD = "2018-11-30", "2022-01-01", "2024-09-01"
"""The days from which the three versions apply, the first one by its own day."""


def between(first: str, last: str, provision: str = "") -> str:
    return f"{DATA}/between/{first}/{last}" + (f"/{provision}" if provision else "")


def page(site, path: str):
    answer = site.get(f"{path}{'&' if '?' in path else '?'}lang=en")
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def words(element) -> str:
    return " ".join(element.text_content().split())


def changed(tree) -> dict[str, str]:
    """The changed rows of a table: eIds are not in it, so by their words on the right or left."""
    found = tree.xpath('//tr[contains(concat(" ", @class, " "), " row ") and @data-change]')
    return {row.get("id"): words(row) for row in found}


def test_the_rows_are_those_of_the_comparison_of_what_applied(site):
    here = page(site, between("2019-01-01", "2024-12-31"))
    there = page(site, f"/compare?left={TITLE}@@2019-01-01&right={TITLE}@@2024-12-31")

    assert list(changed(here)) == list(changed(there))
    (link,) = here.xpath('//a[contains(text(), "export to Word")]/@href')
    assert list(changed(page(site, link))) == list(changed(here))
    (answer,) = here.xpath('//a[text()="JSON"]/@href')
    stated = site.get(answer).json()
    assert stated["left"]["dates"] != stated["right"]["dates"]
    assert len(stated["matches"]) >= len(changed(here))


def test_both_days_state_what_applied_and_what_is_not_known(site):
    first, last = page(site, between("2019-01-01", "2024-12-31")).xpath(
        '//*[@class="days"]/section'
    )

    assert f"{DATA}/2018-11-30?on=2019-01-01" in first.xpath(".//h2/a/@href")
    assert "no stored text states since which day" in words(first)
    assert f"{DATA}/2024-05-31?on=2024-12-31" in last.xpath(".//h2/a/@href")
    assert "this text applies on 2024-12-31, since 2024-09-01" in words(last)


def test_before_the_first_version_nothing_is_compared(site):
    tree = page(site, between("1990-01-01", "2024-12-31"))

    assert "No text" in words(tree.xpath('//*[@class="days"]/section')[0])
    assert "there is nothing to compare" in words(tree)
    assert tree.xpath("//table[@id='table']") == []


def test_equal_texts_are_one_sentence(site):
    tree = page(site, between("2022-02-01", "2022-03-01"))

    assert "both days have one text" in words(tree)
    assert tree.xpath("//table[@id='table']") == []


def test_each_version_and_decision_is_marked_and_leads_to_its_day(site):
    tree = page(site, between("2019-01-01", "2024-12-31"))
    marks = {mark.get("href"): mark.get("aria-label") for mark in tree.xpath("//svg//a")}

    for day, first, last in (
        (FIRST, FIRST, "2024-12-31"),
        (SECOND, "2019-01-01", SECOND),
        (THIRD, "2019-01-01", THIRD),
    ):
        assert day in marks[between(first, last)]
    assert any("amending decision" in one for one in marks.values())
    assert "day of force is unknown" in marks[between(FIRST, "2024-12-31")]
    listed = tree.xpath('//details[@class="marks"]//li')
    assert len(listed) == 4
    for one in listed:
        assert len(one.xpath('.//a[@class="button"]')) == 2


def test_a_row_names_the_versions_that_changed_it(site):
    tree = page(site, between("2019-01-01", "2024-12-31", "art_9"))
    made = tree.xpath('//*[contains(@class, "made")]/a')
    stated = site.get(f"{DATA}/history", params={"provision": "art_9", "as": "json"}).json()
    loud = [
        one["date"]
        for one in stated["versions"]
        if any(clause["kind"] not in ("first", "unchanged") for clause in one["clauses"])
    ]

    assert loud
    assert [one.get("href") for one in made if one.get("href").startswith(DATA)] == [
        f"{DATA}/{day}" for day in loud
    ]
    items = [one for one in made if not one.get("href").startswith(DATA)]
    for one in items:
        assert words(one).startswith("item ")
        assert site.get(one.get("href")).status_code == 200
    assert items


@pytest.mark.parametrize("provision", ["art_9", "第九条"])
def test_one_clause_is_followed_through_both_days(site, provision):
    tree = page(site, between("2019-01-01", "2024-12-31", provision))
    (numbers,) = tree.xpath('//*[@class="clause"]')
    rows = tree.xpath('//table[@id="table"]/tbody/tr')

    assert "In the text of 2024-12-31: 第九条" in words(numbers)
    assert "In the text of 2019-01-01: " in words(numbers)
    assert len(rows) == 1
    (link,) = tree.xpath('//form[@class="filter"]/a/@href')
    assert link == between("2019-01-01", "2024-12-31")
    for mark in tree.xpath("//svg//a/@href"):
        assert unquote(mark).endswith("/第九条")


def test_a_clause_that_the_later_text_has_not_is_that_of_the_earlier_one(site):
    tree = page(site, between("2022-02-01", "2024-12-31", "第九条第二款"))
    (numbers,) = tree.xpath('//*[@class="clause"]')

    assert words(numbers).startswith("In the text of 2022-02-01: 第九条第二款")
    assert "In the text of 2024-12-31: " in words(numbers)
    assert len(tree.xpath('//table[@id="table"]/tbody/tr')) == 1


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("", between(SECOND, THIRD)),
        (f"?last={SECOND}", between(FIRST, SECOND)),
        ("?first=2024-12-31&last=2019-01-01", between("2019-01-01", "2024-12-31")),
        ("?first=2019-01-01&last=20241231&provision=第九条", between("2019-01-01", "2024-12-31")),
        ("/2024-12-31/2019-01-01", between("2019-01-01", "2024-12-31")),
        ("/2024-12-31/2019-01-01/art_9", between("2019-01-01", "2024-12-31", "art_9")),
    ],
)
def test_all_addresses_lead_to_the_permanent_one(site, asked, address):
    answer = site.get(f"{DATA}/between{asked}")

    assert answer.status_code == 303
    assert unquote(answer.headers["location"]).removesuffix("/第九条") == address


def test_a_single_version_is_shown_up_to_today(site):
    answer = site.get(f"{ORDER}/between")

    assert answer.status_code == 303
    assert "both days have one text" in words(page(site, answer.headers["location"]))


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("/2019-13-01/2024-12-31", 400, "first"),
        ("/2019-01-01/<b>x</b>", 400, "last"),
        ("/2019-01-01/9999-99-99", 400, "last"),
        ("?first=2019-01-01&last=", 400, "last"),
        ("?first=<b>x</b>&last=%00", 400, "first"),
        ("?last=0000-00-00", 400, "last"),
        ("/2019-01-01/2024-12-31/第九百条", 404, "provision"),
        ("/2019-01-01/2024-12-31/<b>x<b>", 404, "provision"),
    ],
)
def test_a_mistake_stands_in_the_form(site, path, status, field):
    answer = site.get(f"{DATA}/between{path}", params=None)
    tree = html.fromstring(answer.text)

    assert answer.status_code == status
    assert "<b>x" not in answer.text
    (wrong,) = tree.xpath('//form[@class="filter"]//input[@aria-invalid]')
    assert wrong.get("name") == field
    assert tree.xpath('//*[@class="mistake"]')


@pytest.mark.parametrize("days", [("0001-01-01", "9999-12-31"), ("9998-01-01", "9999-12-31")])
def test_days_without_end_are_shown_at_the_end_of_the_line(site, days):
    tree = page(site, between(*days))
    found = [words(one) for one in tree.xpath('//*[contains(@class, "handle")]/text')]

    assert found[1] == "9999-12-31 →"
    assert found[0] in ("← 0001-01-01", "9998-01-01 →")


def test_other_addresses_of_a_work_stay_as_they_are(site):
    assert site.get("/works/nothing/between").status_code == 404
    assert site.get("/works/%00/between/2019-01-01/2024-12-31").status_code == 404
    assert site.get(f"{DATA}/between/2019-01-01").status_code == 404


def test_the_pages_of_a_work_lead_here(site):
    for path, address in (
        (DATA, f"{DATA}/between"),
        (f"{DATA}/versions", f"{DATA}/between"),
        (f"{DATA}/2021-09-26", f"{DATA}/between?last={SECOND}"),
        (f"/compare?left={TITLE}@2018-11-30&right={TITLE}@2021-09-26", between(FIRST, SECOND)),
        (f"/compare?left={TITLE}@2021-09-26&right={TITLE}@2018-11-30", between(FIRST, SECOND)),
    ):
        assert address in page(site, path).xpath("//a/@href"), path
    other = page(site, f"/compare?left={TITLE}&right={TITLE}实施细则")
    assert not [one for one in other.xpath("//a/@href") if "/between" in one]


@pytest.mark.parametrize(("width", "language"), LOOKS)
def test_two_days_in_a_browser(site, tab, width, language):
    mine = tab(site, width=width, language=language)
    for address in (
        between("2019-01-01", "2024-12-31"),
        between("2019-01-01", "2024-12-31", "art_9"),
        between("2019-01-01", "2019-02-01"),
    ):
        shown = mine.open(address)
        shown.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert not mine.is_too_wide(), address
        assert mine.faults() == [], address
        for target in shown.locator("svg.axis a .target").all():
            assert target.bounding_box()["width"] >= 24


def test_a_click_and_the_arrow_keys_set_the_days(site, tab):
    shown = tab(site).open(between("2019-01-01", "2024-12-31"))
    box = shown.locator("svg.axis").bounding_box()
    handle = shown.locator(".handle.last text").bounding_box()

    def days() -> list[str]:
        return re.findall(r"\d{4}-\d\d-\d\d", shown.url)

    shown.mouse.click(handle["x"] + handle["width"] / 2 - 60, box["y"] + 4)
    shown.wait_for_url(lambda url: "2024-12-31" not in url)
    assert days()[0] == "2019-01-01"
    assert "2024-01-01" < days()[1] < THIRD
    for key, found in (
        ("ArrowLeft", ["2019-01-01", SECOND]),
        ("ArrowRight", ["2019-01-01", THIRD]),
        ("Shift+ArrowLeft", [FIRST, THIRD]),
        ("Shift+ArrowRight", [SECOND, THIRD]),
    ):
        shown.locator("html.js").wait_for()
        before = shown.url
        shown.keyboard.press(key)
        shown.wait_for_url(lambda url, before=before: url != before)
        assert days() == found
    shown.keyboard.press("?")
    assert "Shift ← →" in shown.inner_text("#keys")


def test_two_days_are_chosen_without_a_script(site, tab):
    shown = tab(site, java_script_enabled=False).open(between("2019-01-01", "2024-12-31"))
    shown.locator(f'svg.axis a[href="{between("2019-01-01", SECOND)}"]').click()
    shown.wait_for_url(f"**{between('2019-01-01', SECOND)}")
    shown.fill("input[name=first]", "2024-10-01")
    shown.fill("input[name=last]", "2018-12-01")
    shown.fill(".between input[name=provision]", "art_9")
    shown.click(".between form.filter button")
    shown.wait_for_url(f"**{between('2018-12-01', '2024-10-01', 'art_9')}")

    assert "第九条" in shown.inner_text("#table")
    assert json.dumps(shown.inner_text(".days")).count("2024-10-01") >= 1
