"""The start: tasks, what changed since the last look, what comes into force."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape

import pytest
from running_site import LOOKS, running

WORK = "示例市公共数据管理条例"
TEXT = "示例县灯光管理办法\n（2031年3月1日示例县人民政府公布）\n\n第一条　为了管理灯光，制定本办法。\n\n第二条　本办法自2099年5月1日起施行。\n"


def run(site, *words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "policydiff", "--repo", site.repository, *words],
        check=True,
        capture_output=True,
    )


def test_the_start_names_tasks_and_not_only_works(site):
    text = site.get("/", params={"lang": "zh"}).text

    for words in ("对比两份文件", "最新的文本", "即将施行", "三分钟演示"):
        assert words in text
    assert text.count('<li><a href="/') >= 3


def test_changes_since_the_last_look(own_site, tmp_path):
    first = own_site.get("/", params={"lang": "en"}).text
    file = tmp_path / "light.txt"
    file.write_text(TEXT, encoding="utf-8")
    run(own_site, "add", str(file), "-q")

    changed = own_site.get("/", params={"lang": "en"}).text
    tip = re.search(r'name="tip" value="([0-9a-f]{40})"', changed)[1]
    seen = own_site.post("/seen", {"tip": tip})
    after = own_site.get("/", params={"lang": "en"}).text

    assert "Newest texts" in first
    assert first.count(f'">{WORK}</a> <span class="quiet">20') == 3
    assert first.index("2024-05-31</span>") < first.index("2021-09-26</span>")
    assert "Nothing changed since you last looked." not in first
    assert 'Add <span lang="zh-Hans">示例县灯光管理办法</span> 2031-03-01' in changed
    assert seen.status_code == 303
    assert "Nothing changed since you last looked. The newest texts:" in after
    assert '">示例县灯光管理办法</a> <span class="quiet">2031-03-01' in after


def test_what_comes_into_force_follows_the_day_of_reading(own_site, tmp_path):
    file = tmp_path / "light.txt"
    file.write_text(TEXT, encoding="utf-8")
    run(own_site, "add", str(file), "-q")
    soon = own_site.get("/", params={"lang": "en"}).text

    own_site.post("/day", {"day": "2100-01-01"})
    later = own_site.get("/").text
    file.write_text(TEXT.replace("灯光", "灯塔").partition("\n\n第二条")[0], encoding="utf-8")
    run(own_site, "add", str(file), "-q")
    unknown = own_site.get("/").text

    assert "from 2099-05-01" in soon
    assert "from 2099-05-01" not in later
    before, after = (
        int(re.search(r"newest texts of (\d+) works", one)[1]) for one in (later, unknown)
    )
    assert "No stored version has a known day of force after 2100-01-01" in later
    assert after == before + 1
    assert "previews show the law of 2100-01-01; the library lists the newest texts" in later


@pytest.mark.parametrize("day", ["1980-01-01", "2019-06-01", "2100-01-01"])
def test_the_cards_lead_to_pages_on_any_day(own_site, day):
    own_site.post("/day", {"day": day})
    cards = re.findall(r'<li><a href="([^"]+)"><b>', own_site.get("/").text)

    assert len(cards) > 3
    for card in map(unescape, cards):
        answer = own_site.get(card, follow_redirects=True)
        while answer.status_code == 202:
            answer = own_site.get(card, follow_redirects=True)
        assert answer.status_code == 200, card


def test_an_example_is_there_to_try_and_a_lone_card_is_not(site, tmp_path):
    answer = site.post("/example")
    shown = site.get(answer.headers["location"]).text
    subprocess.run([sys.executable, "-m", "policydiff", "init", tmp_path / "own"], check=True)
    with running(tmp_path / "own", tmp_path / "state") as other:
        (tmp_path / "light.txt").write_text(TEXT, encoding="utf-8")
        run(other, "add", str(tmp_path / "light.txt"), "-q")
        alone = other.get("/", params={"lang": "zh"}).text

    assert WORK in shown.partition("</h1>")[0]
    assert shown.count("data-change") > 10
    assert "三分钟演示" in site.get("/", params={"lang": "zh"}).text
    assert "三分钟演示" not in alone
    assert "用示例试试" in alone
    assert "示例县灯光管理办法" in alone


def test_the_whole_zone_opens_the_choice_and_keys_go_to_screens(site, tab):
    page = tab(site).open("/")
    zone = page.locator(".zone").first
    with page.expect_file_chooser() as chosen:
        zone.click(position={"x": 300, "y": 10})
    chosen.value.set_files({"name": "旧.txt", "mimeType": "text/plain", "buffer": TEXT.encode()})
    assert page.evaluate("document.querySelector('[name=left]').files[0].name") == "旧.txt"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    listed = page.inner_text("#keys")
    page.keyboard.press("Escape")
    for keys, path in (("gl", "/works"), ("gc", "/compare"), ("gs", "/search")):
        page.keyboard.type(keys)
        page.wait_for_url(site.address + path)
    page.goto(site.address)
    page.focus("#jump")
    page.keyboard.type("gl")
    assert (page.url, page.input_value("#jump")) == (site.address + "/", "gl")
    assert all(f"g {key}" in listed for key in "hclsodf")
    page = tab(site, width=1400).open("/add")
    for words in (".docx", ".pdf", "尚未入库", "将文件拖到此处"):
        assert words in page.inner_text("main")
    page.evaluate(
        """() => { const box = new DataTransfer(); box.items.add(new File(["x"], "新.txt"));
        document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer: box, bubbles: true, cancelable: true })); }"""
    )
    assert page.evaluate("document.querySelector('[name=file]').files[0].name") == "新.txt"


@pytest.mark.parametrize("tip", ["", "x", "0" * 40, "--all", "main"])
def test_a_forged_commit_is_no_reason_to_fail(own_site, tip):
    own_site.client.cookies.set("seen", tip)

    assert own_site.get("/").status_code == 200


@pytest.mark.parametrize(("width", "language"), LOOKS)
@pytest.mark.parametrize("path", ["/", "/works", "/add", "/accessibility"])
def test_pages_fit_and_axe_finds_nothing_serious(site, tab, path, language, width):
    found = tab(site, width=width, language=language)
    found.open(path)

    assert not found.is_too_wide()
    assert found.faults() == []
