"""Time on the page: the history of a clause, versions beside each other, origin of words."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stdout
from html import unescape

import pytest
from running_site import LOOKS

from policydiff.cli.main import main

DATA = "/works/shilishigonggongshujuguanlitiaoli"
TITLE = "示例市公共数据管理条例"


def run(site, *words: str) -> dict:
    """The JSON of a command on the repository of a site."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out):
        main(["--repo", str(site.repository), *words])
    out.flush()
    return json.loads(out.buffer.getvalue())


def cells(html: str, name: str) -> list[str]:
    body = html.partition("<tbody>")[2]
    found = re.findall(rf"<{name}[^>]*>(.*?)</{name}>", body, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", one)) for one in found]


@pytest.mark.parametrize("provision", ["art_9", "art_9__para_2", "第九条"])
def test_a_history_is_that_of_the_command(site, provision):
    found = run(site, "history", f"{TITLE}#{provision}", "--format", "json")
    page = site.get(f"{DATA}/history", params={"provision": provision, "lang": "en"}).text
    rows = re.findall(r'<tr class="([^"]+)">(.*?)</tr>', page, re.DOTALL)

    assert len(found["versions"]) == 3
    assert sum(row.count('class="when"') for _, row in rows) == 3
    loud = [one for one in found["versions"] if one["clauses"]]
    for one in loud:
        eid = one["clauses"][0]["eid"]
        assert f'href="{DATA}/{one["date"]}#{eid}"' in page
    saved = site.get(f"{DATA}/history", params={"provision": provision, "as": "json"})
    assert saved.json()["versions"] == found["versions"]


def test_the_version_that_is_asked_for_counts(site):
    asked = {"provision": "art_9", "version": "2018-11-30"}
    found = run(site, "history", f"{TITLE}@2018-11-30#art_9", "--format", "json")
    page = site.get(f"{DATA}/history", params={**asked, "lang": "en"}).text

    for one in found["versions"]:
        for clause in one["clauses"]:
            assert f"{DATA}/{one['date']}#{clause['eid']}" in page


def test_without_a_provision_the_articles_are_offered(site):
    page = site.get(f"{DATA}/history", params={"lang": "en"}).text

    assert page.count("?provision=art_") == 41


def test_with_a_day_the_articles_of_the_text_in_force_then_are_offered(own_site):
    own_site.post("/day", {"day": "2022-06-01"})
    text = run(own_site, "show", f"{TITLE}@2021-09-26", "--format", "json")
    page = own_site.get(f"{DATA}/history", params={"lang": "en"}).text
    links = re.findall(r'href="\?provision=(art_\d+)"', page)

    assert links
    assert links == re.findall(r'"eid": "(art_\d+)"', json.dumps(text["body"]))
    assert "in force on 2022-06-01" in page


@pytest.mark.parametrize("address", [f"{DATA}/history", f"{DATA}/2021-09-26/blame"])
def test_a_provision_is_named_by_its_citation(site, address):
    page = site.get(address, params={"provision": "art_9__para_2", "lang": "zh"}).text

    for head in (r"<title>(.*?)</title>", r'<p class="asked">(.*?)</p>'):
        found = re.search(head, page, re.DOTALL)[1]
        assert "第九条第二款" in found
        assert "art_9" not in found
    assert 'value="第九条第二款"' in page
    assert site.get(address, params={"provision": "第九条第二款"}).status_code == 200


def test_a_clause_on_the_days_of_an_act_is_that_of_the_command(site):
    days = {"conduct": "2019-05-01", "until": "2022-03-31", "decision": "2024-07-01"}
    operands = ("--conduct", "2019-05-01..2022-03-31", "--decision", "2024-07-01")
    found = run(site, "applicable", f"{TITLE}#art_9", *operands, "--format", "json")
    asked = {"provision": "art_9", **days}
    page = site.get(f"{DATA}/applicable", params={**asked, "lang": "en"})
    saved = site.get(f"{DATA}/applicable", params={**asked, "as": "json"}).json()

    assert page.status_code == 200
    assert 'name="conduct" value="2019-05-01"' in page.text
    assert "Which version applies to the act is not said here." in page.text
    assert saved["versions"] == found["versions"]


def test_without_days_they_are_asked_for(site):
    page = site.get(f"{DATA}/applicable", params={"provision": "art_9", "lang": "en"})
    bad = site.get(f"{DATA}/applicable", params={"provision": "art_9", "conduct": "2019"})

    assert page.status_code == 200
    assert "Name the clause and the day of the conduct" in page.text
    assert bad.status_code == 400


def test_the_page_of_a_provision_leads_to_the_days_of_an_act(site):
    page = site.get(f"{DATA}/2021-09-26/provisions/art_9").text

    assert f'href="{DATA}/applicable?provision=art_9&amp;version=2021-09-26"' in page


def test_versions_beside_each_other_are_those_of_the_command(site):
    names = [f"{TITLE}@{date}" for date in ("2018-11-30", "2021-09-26", "2024-05-31")]
    found = run(site, "diff", *names, "--format", "json")
    saved = site.get(f"{DATA}/versions", params={"as": "json"}).json()
    page = site.get(f"{DATA}/versions", params={"lang": "en"}).text

    assert len(saved["comparisons"]) == 2
    assert saved == found
    for date in ("2018-11-30", "2021-09-26", "2024-05-31"):
        assert f'<a href="{DATA}/{date}">' in page


def test_some_versions_and_one_provision_are_chosen(site):
    chosen = {"of": ["2018-11-30", "2024-05-31"], "provision": "art_9"}
    page = site.get(f"{DATA}/versions", params={**chosen, "lang": "en"})
    one = site.get(f"{DATA}/versions", params={"of": "2018-11-30"})
    single = site.get("/works/shilishirenminzhengfuling-31/versions", params={"lang": "en"})

    assert page.status_code == 200
    assert page.text.count("<tbody") == 1
    assert one.status_code == 400
    assert "Only one version" in single.text


@pytest.mark.parametrize("provision", ["", "art_9"])
def test_the_origin_of_words_is_that_of_the_command(site, provision):
    end = f"#{provision}" if provision else ""
    found = run(site, "blame", f"{TITLE}@2024-05-31{end}", "--format", "json")
    page = site.get(f"{DATA}/2024-05-31/blame", params={"provision": provision, "lang": "en"}).text
    saved = site.get(f"{DATA}/2024-05-31/blame", params={"provision": provision, "as": "json"})

    assert saved.json() == found
    assert len(cells(page, "tr")) > 0
    assert f"{DATA}/2024-05-31#art_9" in page


@pytest.mark.parametrize("form", ["terminal", "html", "markdown", "docx"])
def test_each_report_is_saved(site, form):
    answer = site.get(f"{DATA}/history", params={"provision": "art_9", "as": form})

    assert answer.status_code == 200
    assert len(answer.content) > 200


@pytest.mark.parametrize(
    "address",
    [
        f"{DATA}/history?provision=<b>x</b>",
        f"{DATA}/history?provision=art_9&version=<b>x</b>",
        f"{DATA}/versions?of=<b>x</b>&of=%00&provision=<b>x</b>",
        f"{DATA}/2024-05-31/blame?provision=../../x",
        f"{DATA}/history?provision=art_9&as=../x",
        "/works/%00/history",
    ],
)
def test_hostile_words_are_refused(site, address):
    answer = site.get(address)

    assert answer.status_code in (400, 404)
    assert "<b>x</b>" not in answer.text


@pytest.mark.parametrize(("width", "language"), LOOKS)
def test_time_in_a_browser(site, tab, width, language):
    mine = tab(site, width=width, language=language)
    for address in (
        f"{DATA}/history",
        f"{DATA}/history?provision=art_9",
        f"{DATA}/versions",
        f"{DATA}/2024-05-31/blame?provision=art_9",
    ):
        mine.open(address)
        assert not mine.is_too_wide(), address
        assert mine.faults() == [], address


def test_a_history_is_asked_for_without_a_script(site, tab):
    page = tab(site, java_script_enabled=False).open(f"{DATA}/history")
    page.fill(".asking input[name=provision]", "第九条")
    page.click(".asking button")

    assert "第九条" in page.inner_text(".asked")
    page.locator("table.history tbody tr").nth(1).wait_for()
