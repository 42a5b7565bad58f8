"""One address in several forms: the page, data, XML, a file for Word; the feeds."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile

import pytest
from lxml import etree

from policydiff.akn.validation import validate
from policydiff.apps.site.screens.forms import COMPARISONS, MEDIA, TEXTS, best_form

WORK = "示例市公共数据管理条例"
SLUG = "shilishigonggongshujuguanlitiaoli"
OLD, NEW = f"{WORK}@2018-11-30", f"{WORK}@2021-09-26"
VERSION = f"/works/{SLUG}/2018-11-30"
COMPARISON = f"/compare?left={OLD}&right={NEW}"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "html"),
        ("*/*", "html"),
        (BROWSER, "html"),
        ("application/json", "json"),
        ("application/*", "json"),
        ("text/html;q=0.5, application/json", "json"),
        ("application/json;q=0.5, text/html", "html"),
        ("application/akn+xml, */*;q=0.1", "akn"),
        ("text/*;q=0.3, text/html;q=0, application/pdf", "markdown"),
        ("application/json;q=0", None),
        ("image/png", None),
        ("nonsense", None),
        (", ,;;", None),
        ("application/json;q=0.9999", "json"),
    ],
)
def test_the_head_accept_chooses(accept, form):
    assert best_form(accept, TEXTS) == form


def test_a_long_head_is_read_in_time(grows_evenly):
    grows_evenly(lambda size: best_form("a/b;" * size, TEXTS), 4000)


@pytest.mark.parametrize("form", [name for name in TEXTS if name != "html"])
def test_a_version_by_head_and_by_name(site, form):
    by_head = site.get(VERSION, headers={"Accept": MEDIA[form]})
    by_name = site.get(f"{VERSION}?format={form}")

    assert by_head.status_code == by_name.status_code == 200
    assert by_head.content == by_name.content
    assert by_head.headers["content-type"].partition(";")[0] == MEDIA[form]
    assert "Accept" in by_head.headers["vary"]
    again = site.get(
        VERSION, headers={"Accept": MEDIA[form], "If-None-Match": by_head.headers["etag"]}
    )
    assert again.status_code == 304


def test_the_forms_of_a_version_are_what_they_claim(site):
    data = site.get(f"{VERSION}?format=json")
    assert data.content == site.get(f"/api/v1/works/{SLUG}/versions/2018-11-30").content
    assert list(validate(site.get(f"{VERSION}?format=akn").content)) == []
    word = site.get(f"{VERSION}?format=docx")
    assert "attachment" in word.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(word.content)) as archive:
        assert "示例市" in archive.read("word/document.xml").decode()
    assert site.get(f"{VERSION}?format=txt").text.strip().startswith(WORK)


@pytest.mark.parametrize("form", [name for name in COMPARISONS if name != "html"])
def test_a_comparison_in_every_form(site, form):
    answer = site.get(COMPARISON, headers={"Accept": MEDIA[form]})

    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == MEDIA[form]
    if form == "json":
        found = site.get(f"/api/v1{COMPARISON}").json()
        assert found.pop("url").startswith("/compare?")
        assert answer.json() == found
    assert site.get(f"{COMPARISON}&format={form}").content == answer.content


def test_data_of_a_comparison_is_that_of_its_page(own_site):
    address, work = f"/compare?left={OLD}&right={WORK}", {"left": OLD, "right": WORK}
    newest = own_site.get(f"{address}&format=json")
    own_site.client.cookies.set("day", "2022-01-01")
    then = own_site.get(f"{address}&format=json", headers={"If-None-Match": newest.headers["etag"]})
    page = own_site.get(address, headers={"Accept": BROWSER}).text
    fields = {**work, "before": "第一条", "after": "第二条", "do": "link"}
    stored = own_site.post("/compare/pair", fields)
    paired = own_site.get(f"{address}&format=json", headers={"If-None-Match": then.headers["etag"]})

    assert then.status_code == paired.status_code == 200
    assert newest.json()["right"]["version_date"] == "2024-05-31"
    assert then.json()["right"]["version_date"] == "2021-09-26"
    assert "2022-01-01" in page
    assert stored.status_code == 303
    assert (
        paired.json()["matches"]
        == own_site.get("/compare/file", params={**work, "as": "json"}).json()["matches"]
    )
    assert paired.json()["matches"] != then.json()["matches"]


def test_no_other_page_about_a_work_is_taken_for_a_version(site):
    for path in (f"/works/{SLUG}/history", f"/works/{SLUG}/versions"):
        answer = site.get(path, headers={"Accept": "application/json, text/html;q=0.5"})
        assert "json" not in answer.headers.get("content-type", "")


def test_a_browser_gets_the_page(site):
    for path in (VERSION, COMPARISON):
        answer = site.get(path, headers={"Accept": BROWSER})
        assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        (VERSION, "image/png", 406),
        (f"{VERSION}?format=png", "*/*", 400),
        (f"{COMPARISON}&format=akn", "*/*", 400),
        (f"/works/{SLUG}/1999-01-01", MEDIA["docx"], 404),
        ("/works/none/2018-11-30", "application/json", 404),
        ("/compare", "application/json", 400),
        ("/compare?left=/etc/passwd&right=/etc/passwd", "application/json", 404),
    ],
)
def test_what_is_not_offered_is_refused_in_one_sentence(site, path, accept, status):
    answer = site.get(path, headers={"Accept": accept})

    assert answer.status_code == status
    assert answer.json()["type"] == "error"
    assert answer.json()["message"]


def entries(answer):
    """The root of a feed, checked as RFC 4287 asks for."""
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = etree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (one,) = element.findall(f"{ATOM}{name}")
            assert one.text
        assert [link.get("rel") for link in element.findall(f"{ATOM}link")].count("alternate") == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("urn:uuid:") for one in ids)
    return feed


def test_the_feed_lists_what_was_done(site):
    feed = entries(site.get("/feed.atom?lang=zh"))
    done = site.get("/api/v1/changes").json()["changes"]
    found = feed.findall(f"{ATOM}entry")

    assert len(found) == len(done)
    assert [one.findtext(f"{ATOM}updated") for one in found] == [one["when"] for one in done]
    assert feed.findtext(f"{ATOM}updated") == done[0]["when"]
    assert [
        one["commit"] in element.findtext(f"{ATOM}summary")
        for one, element in zip(done, found, strict=True)
    ] == [True] * len(done)
    for element in found:
        address = element.find(f"{ATOM}link").get("href")
        assert address.startswith(site.address)
    assert any(f"/works/{SLUG}/2018-11-30" in one.find(f"{ATOM}link").get("href") for one in found)


def test_the_feed_of_a_work_is_its_own_and_stays(site):
    whole, own = (entries(site.get(path)) for path in ("/feed.atom", f"/works/{SLUG}/feed.atom"))

    assert whole.findtext(f"{ATOM}id") != own.findtext(f"{ATOM}id")
    assert own.findtext(f"{ATOM}title") == WORK
    assert {one.findtext(f"{ATOM}id") for one in own.findall(f"{ATOM}entry")} < {
        one.findtext(f"{ATOM}id") for one in whole.findall(f"{ATOM}entry")
    }
    first = site.get("/feed.atom")
    assert site.get("/feed.atom").content == first.content
    assert (
        site.get("/feed.atom", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    )
    assert site.get("/works/none/feed.atom").status_code == 404


def test_a_change_keeps_the_ids_of_the_feed(own_site):
    before = entries(own_site.get("/feed.atom"))
    folder = str(own_site.repository)
    subprocess.run(
        [sys.executable, "-m", "policydiff", "-C", folder, "undo"], check=True, capture_output=True
    )
    after = entries(own_site.get("/feed.atom"))
    ids = [
        [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
        for feed in (before, after)
    ]

    assert ids[1][1:] == ids[0]
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")


def test_a_hostile_title_stays_text(own_site, tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(
        "示例<script>alert(1)</script>&amp;条例\n第一条　为了示例，制定本条例。\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "policydiff", "-C", str(own_site.repository), "add", str(path)]
    title = "示例<script>alert(1)</script>&amp;条例"
    subprocess.run([*command, "--title", title, "-q"], check=False, capture_output=True)
    feed = entries(own_site.get("/feed.atom"))

    assert title in feed.find(f"{ATOM}entry").findtext(f"{ATOM}title")
    assert json.loads(own_site.get("/api/v1/changes").content)["changes"][0]["subject"].endswith(
        f"{title} undated"
    )
