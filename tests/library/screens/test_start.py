"""The start: tasks, what changed since the last look, what comes into force."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape

import pytest
from running_site import LOOKS

TEXT = "示例县灯光管理办法\n（2031年3月1日示例县人民政府公布）\n\n第一条　为了管理灯光，制定本办法。\n\n第二条　本办法自2099年5月1日起施行。\n"


def run(site, *words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "policydiff", "--repo", site.repository, *words],
        check=True,
        capture_output=True,
    )


def test_the_start_names_tasks_and_not_only_works(site):
    text = site.get("/", params={"lang": "zh"}).text

    for words in ("对比两份文件", "自上次查看以来的变化", "即将施行", "三分钟演示"):
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

    assert "No earlier look is recorded; changes from now on will stand here." in first
    assert "Nothing changed since you last looked." not in first
    assert "Add 示例县灯光管理办法 2031-03-01" in changed
    assert seen.status_code == 303
    assert "Nothing changed since you last looked." in after


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
