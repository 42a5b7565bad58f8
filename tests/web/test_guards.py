"""Who may ask the page, from where, and what every answer carries."""

from __future__ import annotations

import socket

import httpx
import pytest

PAGES = ("/", "/works", "/nowhere", "/static/0/site.css")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_has_the_policy(site, path):
    answer = site.get(path)

    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


def test_a_foreign_host_is_refused(site):
    assert site.get("/", headers={"Host": "rebound.example:80"}).status_code == 421


def test_a_change_from_another_page_is_refused(site):
    token = site.token
    answers = [
        site.client.post("/day", data={"token": token, "day": "2020-01-01"}, headers=heads)
        for heads in (
            {"Origin": "http://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
        )
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_a_change_needs_the_token_of_the_session(site):
    site.get("/")
    heads = {"Origin": site.address}

    without = site.client.post("/day", data={"day": "2020-01-01"}, headers=heads)
    foreign = site.client.post("/day", data={"token": "0" * 64, "day": "2020-01-01"}, headers=heads)
    right = site.client.post("/day", data={"token": site.token, "day": ""}, headers=heads)

    assert (without.status_code, foreign.status_code, right.status_code) == (400, 400, 303)


def test_a_part_of_a_page_is_not_loaded_into_a_foreign_one(site):
    heads = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}

    assert site.get("/works", headers=heads).status_code == 403
    assert site.get("/works", headers=link).status_code == 200


@pytest.mark.parametrize("length", ["99999999999", "-1", "1e3", "x"])
def test_a_request_beyond_the_limits_is_refused(site, length):
    host, _, port = site.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), 10) as line:
        line.sendall(
            f"POST /day HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: {length}\r\n\r\n".encode()
        )
        answer = line.recv(4096).decode()

    assert answer.split()[1] in ("400", "413")


NINES = "9" * 5000
HUGE = (
    "/works?page={}",
    "/works?on={}",
    "/search?q=x&after={}",
    "/decisions?page={}",
    "/compare?left=x@{}&right=y",
    "/go?q=第{}条",
    "/works/x/{}",
    "/relations/x?with=y&as=gaps&taken={}-{}",
    "/api/v1/works?limit={}",
    "/api/v1/works?cursor={}-0123456789abcdef",
    "/api/v1/search?q=x&limit={}",
    "/api/v1/compare?left=x@{}&right=y",
)


@pytest.mark.parametrize("number", [NINES, f"-{NINES}", "1e999", "-1"])
def test_a_huge_number_in_an_address_is_no_bug(site, number):
    for path in HUGE:
        answer = site.client.get(path.replace("{}", number))
        assert answer.status_code < 500, path
        if path.startswith("/api/"):
            assert answer.json()["message"].count("\n") == 0
            assert len(answer.text) < 1_000


@pytest.mark.parametrize("day", ["2020-02-30", "<script>", "2020-01-01\r\nX: y"])
def test_a_day_that_is_none_is_refused(site, day):
    answer = site.post("/day", {"day": day, "back": "/works"})

    assert answer.status_code == 400
    assert "<script>" not in answer.text


@pytest.mark.parametrize("back", ["//evil.example", "http://evil.example", "/\\evil.example", ""])
def test_the_way_back_stays_on_the_page(site, back):
    answer = site.post("/day", {"day": "", "back": back})

    assert answer.headers["location"] == "/"


def test_the_browser_has_nothing_to_complain_of(site, tab):
    page = tab(site).open("/")
    page.keyboard.press("?")

    assert page.locator("#keys").is_visible()


def test_a_form_of_the_page_can_be_sent_by_a_browser(site, tab):
    page = tab(site).open("/works")
    page.locator(".day summary").click()
    page.locator(".day input[name=day]").fill("2020-01-01")
    page.locator(".day form button").click()
    page.wait_for_selector(".day-bar")

    assert page.url.endswith("/works")


def test_a_link_on_another_site_leaves_forms_and_news_alone(own_site, tab):
    """The browser sends no cookies with it; what it has is not replaced."""
    found = tab(own_site)
    page = found.open("/")
    before = {one["name"]: one["value"] for one in page.context.cookies()}
    heads = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Accept": "text/html"}

    arrival = httpx.get(own_site.address + "/works", headers=heads)

    assert arrival.status_code == 200
    assert "set-cookie" not in arrival.headers
    assert 'http-equiv="refresh"' in arrival.text
    assert {one["name"]: one["value"] for one in page.context.cookies()} == before


def test_a_form_of_another_session_is_refused_in_the_language_of_the_person(site):
    heads = {"Origin": site.address, "Cookie": "language=zh"}
    refused = httpx.post(site.address + "/day", data={"day": ""}, headers=heads)

    assert refused.status_code == 400
    assert "重新加载页面" in refused.text
