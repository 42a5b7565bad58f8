"""The page of rows to decide: filled in by form, by several people, without a script."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

import pytest
from ferry_texts import CHANGE, store_ferries
from lxml.html import fromstring
from running_site import LOOKS, Site, running

from policydiff.cli.main import main

HOSTILE = "</textarea><script>alert(1)</script> {{ 7*7 }} \u202e\x07 <img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def whole_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("desk")
    laws = store_ferries(folder)
    words = ("affected", CHANGE, "--files", str(folder / "rules"), "--gaps")
    assert main(["--repo", str(laws), *words, "--inventory", "--store", "-q"]) == 0
    with running(laws, folder / "state") as found:
        yield found


@pytest.fixture
def desk(whole_desk: Site) -> Iterator[Site]:
    """The page; what a test stores is gone after it."""
    git = ("git", "-C", str(whole_desk.repository))
    first = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    yield whole_desk
    subprocess.run([*git, "reset", "-q", "--hard", first.stdout.strip()], check=True)
    whole_desk.client.cookies.clear()


def forms(site: Site) -> dict[str, dict[str, str]]:
    """The fields of the forms by the keys of their rows, as the page shows them now."""
    page = fromstring(site.get("/inventory").text)
    found = page.xpath("//form[@class='row-form']")
    return {
        one.fields["key"]: {key: text or "" for key, text in one.fields.items()} for one in found
    }


def sign(site: Site, name: str) -> None:
    site.client.cookies.clear()
    assert site.post("/reviewer", {"by": name, "back": "/inventory"}).status_code == 303


def row(site: Site, part: str) -> dict[str, str]:
    return next(fields for key, fields in forms(site).items() if part in key)


def test_rows_are_filled_in_with_a_name(desk):
    page = desk.get("/inventory").text
    assert "《示例省渡口管理条例》@2024-06-01" in page
    assert "/works/shilishidukouguanlibanfa/2020-04-01#art_2__para_1" in page
    assert not forms(desk)

    sign(desk, "张三")
    assert len(forms(desk)) == 3
    given = {
        **row(desk, "local-rule"),
        "opinion": "修改",
        "department": "法制科",
        "clauses": "第二条",
    }
    answer = desk.post("/inventory", given)
    assert answer.status_code == 303
    assert re.fullmatch(r"/inventory#r[0-9a-f]{12}", answer.headers["location"])
    assert row(desk, "local-rule")["opinion"] == "修改"
    text = next((desk.repository / "inventories").iterdir()).read_text()
    assert 'person = "张三"' in text
    only = fromstring(desk.get("/inventory?of=法制科").text).xpath("//section[@class='pending']")
    assert len(only) == 1


def test_nobody_fills_in_a_row_without_a_name_or_of_no_row(desk):
    sign(desk, "张三")
    given = {**row(desk, "local-rule"), "opinion": "修改"}
    assert desk.post("/inventory", {**given, "key": "x"}).status_code == 404
    assert desk.post("/inventory", {**given, "path": "../x"}).status_code == 404
    assert desk.post("/inventory", {**given, "opinion": "改" * 9000}).status_code == 400
    desk.client.cookies.clear()
    assert desk.post("/inventory", given).status_code == 400
    assert desk.client.post("/inventory", data=given).status_code in (400, 403)


def test_what_was_written_meanwhile_is_not_overwritten(desk):
    sign(desk, "张三")
    first = row(desk, "local-rule")
    assert desk.post("/inventory", {**first, "opinion": "修改"}).status_code == 303
    refused = desk.post("/inventory", {**first, "opinion": "废止"})
    assert refused.status_code == 409
    assert row(desk, "local-rule")["opinion"] == "修改"
    assert desk.insist(refused).status_code == 303
    assert row(desk, "local-rule")["opinion"] == "废止"

    sign(desk, "李四")
    assert row(desk, "local-rule")["opinion"] == ""
    desk.post("/inventory", {**row(desk, "local-rule"), "opinion": "继续有效"})
    page = fromstring(desk.get("/inventory").text)
    said = [one.text_content() for one in page.xpath("//dl[@class='stated']//dd")]
    assert {"张三 废止", "李四 继续有效"} <= {" ".join(one.split()) for one in said}


def test_the_page_and_the_command_store_the_same(desk, capsys, tmp_path):
    sign(desk, "张三")
    desk.post("/inventory", {**row(desk, "local-rule"), "opinion": "修改"})
    capsys.readouterr()
    words = ("affected", CHANGE, "--inventory", "--format", "markdown", "-q")
    assert main(["--repo", str(desk.repository), *words]) == 0
    assert "修改 |" in capsys.readouterr().out


def test_hostile_words_are_words(desk):
    sign(desk, "<b>张三</b>")
    given = {
        **row(desk, "local-rule"),
        **dict.fromkeys(("opinion", "remark", "department"), HOSTILE),
    }
    assert desk.post("/inventory", given).status_code == 303
    text = desk.get("/inventory").text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "<b>张三</b>" not in text
    assert "\u202e" not in text
    shown = row(desk, "local-rule")["remark"]
    assert "{{ 7*7 }}" in shown


def test_a_damaged_file_is_named_and_the_others_are_shown(desk):
    folder = desk.repository / "inventories"
    (folder / next(folder.iterdir()).name.replace("2024", "2023")).write_text("rubbish")
    git = ("git", "-C", str(desk.repository), "-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "damage"], check=True)
    text = desk.get("/inventory").text
    assert "is damaged" in text or "已损坏" in text
    assert "《示例省渡口管理条例》@2024-06-01" in text


def test_a_library_without_rows_says_how_to_store_them(own_site):
    assert "--inventory --store" in own_site.get("/inventory").text


@pytest.mark.browser
@pytest.mark.parametrize(("width", "language"), LOOKS)
def test_filled_in_in_a_browser(desk, tab, width, language):
    here = tab(desk, width=width, language=language)
    page = here.open("/inventory")
    page.fill("input[name=by]", "张三")
    page.click(".reviewing button")
    page.wait_for_selector("form.row-form")
    page.locator("form.row-form [name=opinion]").first.fill("修改")
    page.locator("form.row-form button.primary").first.click()
    page.wait_for_selector("dl.stated")
    assert here.faults() == []
    assert not here.is_too_wide()
