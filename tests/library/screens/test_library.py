"""The library: facets whose counts are those of the rows, orders, pages."""

from __future__ import annotations

import re
from html import unescape

import pytest
from running_site import LOOKS

FACETS = ("kind", "maker", "state", "year")


def links(page: str) -> list[tuple[str, int]]:
    """The addresses of the values of all facets, with their counts."""
    found = re.findall(
        r'<li><a href="([^"]+)"[^>]*><span>[^<]*</span> <span class="number">([\d,]+)', page
    )
    return [(unescape(address), int(count.replace(",", ""))) for address, count in found]


def titles(page: str) -> list[str]:
    return re.findall(r'<td lang="zh"><a href="[^"]+">([^<]+)</a>', page)


def test_every_value_leads_to_as_many_works_as_it_counts(site):
    whole = site.get("/works").text
    every = links(whole)

    assert {address.partition("?")[2].partition("=")[0] for address, _ in every} == set(FACETS)
    for name in FACETS:
        counted = [count for address, count in every if f"?{name}=" in address]
        assert sum(counted) == len(titles(whole))
    for address, count in every:
        page = site.get(address).text
        assert len(titles(page)) == count
        assert sum(there for _, there in links(page) if there) >= count


def test_a_choice_can_be_taken_away_and_others_are_counted_under_it(site):
    address, count = next(one for one in links(site.get("/works").text) if "kind=" in one[0])
    page = site.get(address).text
    back = unescape(re.search(r'class="taken" href="([^"]+)"', page)[1])
    makers = [there for other, there in links(page) if "maker=" in other]

    assert titles(site.get(back).text) == titles(site.get("/works").text)
    assert sum(makers) == count


def test_the_order_is_by_rank_and_on_request_by_day(site):
    by_rank, by_day = (site.get(f"/works?{one}").text for one in ("", "sort=day"))
    days = [
        re.findall(r"\d{4}-\d\d-\d\d", row)[-1]
        for row in re.findall(r'data-label="[^"]*">(<a class="day".*?)</td>', by_day)
    ]

    assert days == sorted(days, reverse=True)
    assert sorted(titles(by_rank)) == sorted(titles(by_day))
    assert titles(by_rank) != titles(by_day)


def test_words_and_choices_narrow_together(site):
    page = site.get("/works", params={"title": "公共数据", "kind": "local-regulation"}).text

    assert titles(page) == ["示例市公共数据管理条例"]
    assert '<input type="hidden" name="kind" value="local-regulation">' in page
    assert titles(site.get("/works", params={"title": "没有这个"}).text) == []


def test_a_new_work_is_counted_at_once(own_site, tmp_path):
    import subprocess
    import sys

    before = len(titles(own_site.get("/works").text))
    file = tmp_path / "light.txt"
    file.write_text(
        "示例县灯光管理办法\n（2031年3月1日示例县人民政府公布）\n\n第一条　灯光应当保管。\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "policydiff", "--repo", own_site.repository, "add", str(file)]
    subprocess.run([*command, "-q"], check=True, capture_output=True)
    page = own_site.get("/works").text

    assert len(titles(page)) == before + 1
    assert "year=2031" in page


@pytest.mark.browser
def test_a_person_narrows_the_library_and_the_search(site, tab):
    page = tab(site, language="en-US").open("/works")
    page.click(".facets a:has-text('local regulation')")
    page.wait_for_selector(".taken")
    assert "works: 1" in page.inner_text(".choices")
    page.click(".taken")
    page.goto(f"{site.address}/search?q=应当")
    page.click(".facets a:has-text('local regulation')")
    page.wait_for_selector(".taken")
    assert page.locator(".hits li").count() > 0


@pytest.mark.browser
@pytest.mark.parametrize(("width", "language"), LOOKS)
def test_it_fits_and_can_be_read_by_all(site, tab, width, language):
    page = tab(site, width=width, language=language).open("/works?kind=local-regulation")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
