"""The screen of the search: the hits are those of the command, with and without a script."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys

import pytest
from running_site import LOOKS, running


def command(site, query: str, *options: str, **environment: str) -> dict:
    start = (sys.executable, "-m", "policydiff", "--repo", site.repository)
    done = subprocess.run(
        [*start, "search", query, *options, "--format", "json", "-q"],
        capture_output=True,
        check=False,
        env=os.environ | environment,
    )
    return json.loads(done.stdout)


def addresses(text: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'<h2 lang="zh"><a href="([^"]+)"', text)]


def address(hit: dict) -> str:
    place = f"#{hit['eid']}" if hit["eid"] else ""
    return f"/works/{hit['work']['slug']}/{hit['version']['name']}{place}"


@pytest.mark.parametrize(
    ("query", "filters", "options"),
    [
        ("的", {}, ()),
        ("应当", {"newest": "1"}, ("--newest",)),
        ("应当 NOT 不得", {"kind": "regulation"}, ("--kind", "regulation")),
        ("（一） OR 罚款", {"authority": "国务院"}, ("--authority", "国务院")),
        ("没有这几个字", {}, ()),
    ],
)
def test_the_page_shows_the_hits_of_the_command(site, query, filters, options):
    page = site.get("/search", params={"q": query, "lang": "en", **filters}).text
    found = command(site, query, *options)

    assert addresses(page) == [address(hit) for hit in found["hits"]]
    assert f"hits: {found['count']}; versions searched: {found['texts']}" in page
    marked = re.findall(r"<mark>([^<]+)</mark>", page)
    spans = [
        hit["snippet"]["text"][begin - start : end - start]
        for hit in found["hits"]
        for start in [hit["snippet"]["begin"]]
        for begin, end in hit["spans"]
        if begin - start < len(hit["snippet"]["text"])
    ]
    assert list(map(html.unescape, marked)) == spans


def test_pages_follow_one_another_to_the_end(site):
    found = command(site, "的", "--limit", "1000")
    seen, path = [], "/search?q=的"
    while path:
        page = site.get(path).text
        seen += addresses(page)
        onward = re.search(r'rel="next" href="([^"]+)"', page)
        path = html.unescape(onward[1]) if onward else ""
    assert seen == [address(hit) for hit in found["hits"]]
    assert len(seen) > 20


def test_an_older_version_comes_with_what_became_of_its_clause(library, tmp_path):
    with running(library, tmp_path) as site:
        page = site.get("/search", params={"q": "公共数据", "lang": "en"}).text
        assert "not known: these versions were not compared yet" in page
        hits = command(site, "公共数据", XDG_STATE_HOME=str(tmp_path))["hits"]
        page = site.get("/search", params={"q": "公共数据", "lang": "en"}).text
    older = [hit for hit in hits if not hit["newest"]]
    places = [
        f"/works/{hit['work']['slug']}/{hit['became']['date']}#{now['eid']}"
        for hit in older
        for now in (hit["became"] or {"now": []})["now"]
    ]

    assert page.count("In the newest version:") == len(older)
    assert places
    assert [one for one in places if f'<a href="{one}"' not in page] == []


def test_the_day_of_reading_is_followed(own_site):
    own_site.post("/day", {"day": "2019-06-01"})
    page = own_site.get("/search", params={"q": "应当", "lang": "en"}).text
    found = command(own_site, "应当", "--on", "2019-06-01")

    assert addresses(page) == [address(hit) for hit in found["hits"]]
    assert "Only the versions in force on 2019-06-01" in page
    assert {hit["version"]["name"] for hit in found["hits"]} == {"2018-11-30"}


@pytest.mark.parametrize(
    ("params", "status", "words"),
    [
        ({"q": "应当 ("}, 400, "a word is missing at its end"),
        ({"q": "甲" * 4001}, 400, "more than 4000 characters"),
        ({"q": "应当", "after": "../x"}, 400, "is not where an earlier answer ended"),
        ({"q": "应当", "work": "没有的法"}, 404, "no work is called"),
        ({"q": "   "}, 200, "Several words"),
    ],
)
def test_what_cannot_be_searched_is_explained_beside_the_form(site, params, status, words):
    answer = site.get("/search", params={**params, "lang": "en"})

    assert answer.status_code == status
    assert words in answer.text
    assert 'name="q"' in answer.text


@pytest.mark.parametrize(
    ("path", "params"),
    [
        ("/search", {"q": "应当", "work": "没有的法"}),
        ("/compare", {"left": "没有的法@2020-01-01", "right": "没有的法@2021-01-01"}),
    ],
)
def test_a_name_of_no_work_leads_to_the_library_and_to_no_command(site, path, params):
    whole = site.get(path, params={**params, "lang": "en"}).text
    page = whole.partition('id="content"')[2]

    assert "“没有的法”; the library lists all works" in page
    assert 'href="/works"' in whole
    assert "policydiff list" not in page


def test_a_query_is_text_and_nothing_else(site):
    hostile = '"><script>alert(1)</script>'
    page = site.get("/search", params={"q": hostile, "work": hostile, "authority": hostile}).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def facets(page: str) -> list[tuple[str, int]]:
    """The addresses of the values of facets, with their counts."""
    found = re.findall(
        r'<li><a href="([^"]+)"[^>]*><span>[^<]*</span> <span class="number">([\d,]+)', page
    )
    return [(html.unescape(one), int(count.replace(",", ""))) for one, count in found]


@pytest.mark.parametrize("query", ["应当", "公共数据 NOT 不得"])
def test_every_value_of_a_facet_leads_to_as_many_hits_as_it_counts(site, query):
    page = site.get("/search", params={"q": query, "lang": "en"}).text
    whole = command(site, query)["count"]
    counted: dict[str, int] = {}
    for one, count in facets(page):
        name = one.rpartition("&")[2].partition("=")[0]
        counted[name] = counted.get(name, 0) + count
        assert f"hits: {count}; " in site.get(one, headers={"Accept-Language": "en"}).text
        narrowed = site.get(f"{one}&versions=newest", headers={"Accept-Language": "en"}).text
        assert narrowed.count('class="taken"') == 2

    assert counted == dict.fromkeys(("kind", "work", "maker", "state", "year"), whole)


def test_a_work_in_any_spelling_can_be_taken_away(site):
    page = site.get("/search", params={"q": "应当", "work": "示例市公共数据管理条例"}).text

    assert page.count('class="taken"') == 1
    assert addresses(page)


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_a_person_searches(site, tab, script):
    one = tab(site, java_script_enabled=script)
    page = one.open("/search")
    page.fill('.search-form input[name="q"]', "应当 NOT 没有这几个字")
    page.click(".search-form button")
    page.click(".facets a:has-text('只看最新文本')")
    page.wait_for_selector(".taken")

    found = command(site, "应当 NOT 没有这几个字", "--newest")
    page.wait_for_load_state()
    links = page.locator(".hits h2 a").all()
    assert [link.get_attribute("href") for link in links] == [address(hit) for hit in found["hits"]]
    assert page.locator('input[name="q"]').nth(1).input_value() == "应当 NOT 没有这几个字"
    assert page.locator(".taken").count() == 1
    assert page.locator(".hits mark").first.inner_text() == "应当"
    links[0].click()
    assert page.url.endswith(address(found["hits"][0]))
    page.wait_for_load_state()
    assert page.locator(f"[id='{found['hits'][0]['eid']}']").count() == 1


@pytest.mark.browser
@pytest.mark.parametrize(("width", "language"), LOOKS)
def test_it_fits_and_can_be_read_by_all(site, tab, width, language):
    for scheme in ("light", "dark"):
        one = tab(site, width=width, language=language, color_scheme=scheme)
        one.open("/search?q=应当")
        assert one.faults() == []
        assert not one.is_too_wide()
