"""The address in the API of what a page shows, and the way there for a program."""

from __future__ import annotations

import re

import pytest

from policydiff.web.counterparts import counterpart

LAW = "/works/lifafa/2023-03-13"


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("/works", [], "/api/v1/works"),
        ("/works", [("kind", "law"), ("sort", "day")], "/api/v1/works?kind=law"),
        ("/works", [("year", "2023")], ""),
        ("/works/lifafa", [], "/api/v1/works/lifafa"),
        (LAW, [("lang", "en")], "/api/v1/works/lifafa/versions/2023-03-13"),
        (
            f"{LAW}/provisions/art_5",
            [],
            "/api/v1/works/lifafa/versions/2023-03-13/provisions/art_5",
        ),
        (f"{LAW}/blame", [], "/api/v1/blame?name=lifafa%402023-03-13"),
        (f"{LAW}/cited", [], "/api/v1/citations?cited=lifafa%402023-03-13"),
        (f"{LAW}/facts", [], ""),
        ("/search", [("q", "x"), ("versions", "newest")], "/api/v1/search?q=x&newest=true"),
        ("/search", [("q", "x"), ("versions", "now")], ""),
        ("/search", [], ""),
        ("/compare", [("left", "a"), ("right", "b")], "/api/v1/compare?left=a&right=b"),
        ("/decisions", [], "/api/v1/decisions"),
        ("/add", [], ""),
    ],
)
def test_each_page_has_the_address_of_the_same_in_the_api(path, query, expected):
    assert counterpart(path, query) == expected


def test_the_day_of_reading_goes_along():
    assert counterpart("/works", [], "2020-01-01") == "/api/v1/works?on=2020-01-01"


@pytest.mark.parametrize(
    "path", ["/works", "/works?kind=regulation", "/search?q=应当", "/decisions", "/relations"]
)
def test_the_foot_leads_to_the_data_and_a_program_is_led_there(site, path):
    page = site.get(path).text
    address = re.search(r'<a href="([^"]+)" type="application/json">JSON</a>', page)[1]
    led = site.get(path, headers={"Accept": "application/json"})

    assert (led.status_code, led.headers["Location"]) == (303, address.replace("&amp;", "&"))
    assert site.get(led.headers["Location"]).json()["schema_version"] == 1


def test_every_version_and_work_of_the_library_leads_to_its_data(site):
    page = site.get("/works").text
    for path in set(re.findall(r'href="(/works/[^"]+)"', page)):
        found = site.get(f"{path}?format=json")
        if found.status_code == 303:
            found = site.get(found.headers["Location"])

        assert found.status_code == 200
        assert found.json()["schema_version"] == 1


def test_a_comparison_has_its_data_beside_it(site):
    slug = re.search(r'href="/works/([^"/]+)">示例市公共数据管理条例<', site.get("/works").text)[1]
    work = site.get(f"/works/{slug}").text
    page = site.get(
        re.search(r'class="primary" href="([^"]+)"', work)[1].replace("&amp;", "&")
    ).text
    found = dict(re.findall(r'<a href="([^"]+)" type="(?:application/json|text/csv)">(\w+)', page))

    assert sorted(found.values()) == ["CSV", "JSON"]
    for address in found:
        assert site.get(address.replace("&amp;", "&")).status_code == 200


def test_a_list_that_the_api_has_not_is_refused_with_the_way_on(site):
    refused = site.get("/works?year=2018&lang=en", headers={"Accept": "application/json"})

    assert refused.status_code == 406
    assert "/api/v1/openapi.json" in refused.text
