"""Storing an upload, correcting its facts, removing it, and taking that back."""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack
from html import unescape

import pytest
from lxml import html
from running_site import running

TEXT = "示例县灯光管理办法\n（2031年3月1日示例县人民政府公布）\n\n第一条　为了管理灯光，制定本办法。\n\n第二条　本办法自2031年5月1日起施行。\n"


def upload(site, text: str = TEXT, name: str = "light.txt") -> str:
    """Drop a file and give the address of the form with its facts."""
    answer = site.post("/add", files={"file": (name, text.encode())})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def store(site, **fields: str):
    operand = upload(site).partition("text=")[2]
    return site.post("/add", {"text": operand, **fields})


def words_of(markup: str) -> str:
    """What a person reads of a page, without its marks of language."""
    return html.fromstring(markup).text_content()


def versions(site, slug: str) -> str:
    return site.get("/works", params={"title": "灯光"}).text.count(f"/works/{slug}/")


def shown(site, place: str, form: str = "facts") -> str:
    """What a form about a version shows, as it brings it."""
    page = html.fromstring(site.get(f"{place}/facts").text)
    return page.xpath(f"//form[contains(@action, '/{form}')]//input[@name='shown']/@value")[0]


def test_the_form_is_filled_with_what_the_text_states(own_site):
    form = own_site.get(upload(own_site)).text

    assert 'name="title" value="示例县灯光管理办法"' in form
    assert 'name="promulgated" value="2031-03-01"' in form
    assert 'name="in_force" value="2031-05-01"' in form
    assert versions(own_site, "shilixiandengguangguanlibanfa") == 0


def test_a_text_is_stored_with_what_the_person_knows_better(own_site):
    answer = store(own_site, title="示例县灯光管理办法", promulgated="2031-03-02")

    assert answer.status_code == 200
    assert "示例县灯光管理办法@2031-03-02" in words_of(answer.text)
    assert versions(own_site, "shilixiandengguangguanlibanfa") == 1


def test_another_text_of_the_same_version_is_refused_until_the_person_chooses(own_site):
    store(own_site)
    other = TEXT.replace("管理灯光", "管理路灯")
    operand = upload(own_site, other, "other.txt").partition("text=")[2]

    refused = own_site.post("/add", {"text": operand})
    state = {"shown": re.search(r'name="shown" value="([0-9a-f]{40})"', refused.text)[1]}
    unseen = own_site.post("/add", {"text": operand, "other": "correct"})
    corrected = own_site.post("/add", {"text": operand, "other": "correct"} | state)
    third = upload(own_site, TEXT.replace("管理灯光", "管理街灯"), "third.txt").partition("text=")[
        2
    ]
    late = own_site.post("/add", {"text": third, "other": "correct"} | state)

    assert (refused.status_code, unseen.status_code, late.status_code) == (409, 409, 409)
    assert 'value="correct"' in refused.text
    assert "管理路灯" in late.text
    assert corrected.status_code == 200


def test_a_text_of_another_work_is_refused_until_the_person_confirms(own_site):
    store(own_site)
    other = "示例省茶叶条例\n（2032年3月1日示例省人民代表大会通过）\n\n第一条　采茶应当在清明之前。\n\n第二条　茶叶分为三等。\n"
    operand = upload(own_site, other, "tea.txt").partition("text=")[2]
    fields = {"text": operand, "work": "示例县灯光管理办法"}

    refused = own_site.post("/add", fields)
    forced = own_site.post("/add", fields | {"other": "force"})

    assert refused.status_code == 409
    assert 'value="force"' in refused.text
    assert 'value="witness"' not in refused.text
    assert forced.status_code == 200
    assert "2032-03-01" in forced.text


def test_a_text_without_a_title_bears_that_of_its_work(own_site):
    store(own_site)
    body = TEXT.partition("\n\n")[2].replace("管理灯光", "管理路灯").replace("5月1日", "9月1日")
    operand = upload(own_site, body, "2031-08-15.txt").partition("text=")[2]
    fields = {"text": operand, "title": "", "work": "示例县灯光管理办法"}
    done = own_site.post("/add", fields | {"promulgated": "2031-08-15"})
    work = own_site.get("/works/shilixiandengguangguanlibanfa", params={"lang": "en"}).text

    assert done.status_code == 200
    assert "示例县灯光管理办法@2031-08-15" in words_of(done.text)
    assert "Former titles" not in work
    text = own_site.get("/works/shilixiandengguangguanlibanfa/2031-08-15").text
    assert '<h1 lang="zh">示例县灯光管理办法</h1>' in text


def test_facts_are_corrected_and_the_change_is_taken_back(own_site):
    store(own_site)
    place = "/works/shilixiandengguangguanlibanfa/2031-03-01"
    fields = {"in_force": "2031-06-01", "reason": "the gazette says so"}

    fields["shown"] = shown(own_site, place)
    done = own_site.post(f"{place}/facts", fields)
    seen = re.search(r'name="seen" value="([0-9a-f]{40})"', done.text)[1]
    facts = own_site.get(f"{place}/facts").text
    undone = own_site.post("/undo", {"seen": seen})

    assert 'name="in_force" value="2031-06-01"' in facts
    assert undone.status_code == 200
    assert 'name="in_force" value="2031-05-01"' in own_site.get(f"{place}/facts").text


def test_a_work_is_removed_and_comes_back(own_site):
    store(own_site)
    place = "/works/shilixiandengguangguanlibanfa/2031-03-01"

    fields = {"what": "work", "reason": "a draft", "shown": shown(own_site, place, "remove")}
    done = own_site.post(f"{place}/remove", fields)
    gone = versions(own_site, "shilixiandengguangguanlibanfa")
    seen = re.search(r'name="seen" value="([0-9a-f]{40})"', done.text)[1]
    own_site.post("/undo", {"seen": seen})

    assert (gone, versions(own_site, "shilixiandengguangguanlibanfa")) == (0, 1)


def links_of_bar(text: str) -> list[str]:
    """Where the language and the day of a page's bar lead."""
    language = re.search(r'class="language" href="([^"]+)"', text)[1]
    back = re.search(r'name="back" value="([^"]+)"', text)[1]
    return [unescape(language), unescape(back)]


def test_what_answers_a_form_leads_on_to_pages(own_site):
    def checked(answer) -> str:
        links = links_of_bar(answer.text)
        assert links[0].startswith("/")
        assert [own_site.get(one).status_code for one in links] == [200, 200], links
        return links[1]

    place = "/works/shilixiandengguangguanlibanfa/2031-03-01"
    later = place.replace("03-01", "03-05")
    assert checked(store(own_site)) == place

    def send(address: str, **fields: str):
        page, _, form = address.rpartition("/")
        return own_site.post(address, {"shown": shown(own_site, page, form), **fields})

    assert checked(send(f"{place}/facts", in_force="2031-06-01")) == place
    assert checked(send(f"{place}/facts", promulgated="2031-03-05")) == later
    assert checked(send(f"{later}/facts")) == f"{later}/facts"
    removed = send(f"{later}/remove", what="work")
    seen = re.search(r'name="seen" value="([0-9a-f]{40})"', removed.text)[1]
    assert checked(removed) == "/works"
    checked(own_site.post("/undo", {"seen": seen}))
    assert checked(own_site.post("/undo", {"seen": seen})) == "/works"


def test_an_address_for_forms_alone_says_so_in_the_frame(own_site):
    asked = own_site.get("/undo", params={"lang": "zh"})

    assert asked.status_code == 405
    assert asked.headers["allow"] == "POST"
    assert "请返回" in asked.text
    assert 'href="/"' in asked.text


def test_the_form_that_removes_a_version_leads_to_its_address(own_site):
    store(own_site)
    place = "/works/shilixiandengguangguanlibanfa/2031-03-01"
    form = own_site.get(f"{place}/facts").text

    assert f'<form action="{place}/remove" method="post">' in form
    assert f'<form action="{place}/facts" method="post">' in form


def test_what_was_stored_is_read_by_its_link(own_site):
    done = store(own_site).text

    assert 'class="primary" href="/works/shilixiandengguangguanlibanfa/2031-03-01"' in done


def test_a_newer_change_is_not_taken_back_unseen(own_site):
    done = store(own_site)
    seen = re.search(r'name="seen" value="([0-9a-f]{40})"', done.text)[1]
    place = "/works/shilixiandengguangguanlibanfa/2031-03-01"
    own_site.post(f"{place}/facts", {"in_force": "2031-07-01", "shown": shown(own_site, place)})
    late = own_site.post("/undo", {"seen": seen})

    assert late.status_code == 409
    assert "Set facts of 示例县灯光管理办法 2031-03-01" in late.text


def undo_of(text: str) -> tuple[str, str] | None:
    """The commit and the words of the button that takes a change back."""
    found = re.search(
        r'name="seen" value="([0-9a-f]{40})">\s*<button class="button">(.+?)</button>', text
    )
    return found and (found[1], words_of(found[2]))


def test_an_undo_names_its_change_and_stands_only_where_it_concerns(own_site):
    place = "/works/shilixiandengguangguanlibanfa/2031-03-01"
    commit, words = undo_of(store(own_site).text)
    work = place.rpartition("/")[0]

    assert re.fullmatch(
        r"take back: Add 示例县灯光管理办法 2031-03-01 \(\d{4}-\d\d-\d\d \d\d:\d\d\)", words
    )
    assert undo_of(own_site.get(f"{place}/facts").text) == (commit, words)
    assert undo_of(own_site.get(work).text) == (commit, words)
    chinese = undo_of(own_site.get(f"{place}/facts", params={"lang": "zh"}).text)[1]
    assert chinese.startswith("撤销：存入 示例县灯光管理办法 2031-03-01（20")
    other = upload(own_site, TEXT.replace("灯光", "渡口"), "other.txt").partition("text=")[2]
    own_site.post("/add", {"text": other})
    assert undo_of(own_site.get(f"{place}/facts").text) is None
    assert undo_of(own_site.get(work).text) is None
    late = own_site.post("/undo", {"seen": commit})
    assert (late.status_code, "渡口" in late.text) == (409, True)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "<script>alert(1)</script>.txt", "a\x00b.txt"]
)
def test_a_hostile_name_of_a_file_is_shown_and_no_more(own_site, tab, name):
    form = own_site.get(upload(own_site, name=name))

    assert form.status_code == 200
    assert "<script>alert" not in form.text
    assert "/etc/" not in form.text


def test_an_operand_never_names_a_file(own_site, tmp_path):
    file = tmp_path / "secret.txt"
    file.write_text(TEXT, encoding="utf-8")

    for operand in (str(file), f"./{file.name}", "-", "upload:0"):
        assert own_site.get("/add", params={"text": operand}).status_code == 404


def test_a_text_is_stored_in_the_browser(own_site, tab):
    page = tab(own_site).open("/add")
    page.set_input_files(
        "input[type=file]",
        files=[{"name": "light.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}],
    )
    page.click("button.primary")
    assert page.input_value("#fact-title") == "示例县灯光管理办法"
    page.click("form.sheet-form button.primary")
    page.wait_for_selector("form[action='/undo']")

    assert "示例县灯光管理办法@2031-03-01" in page.inner_text(".notice")


def test_a_form_stays_while_the_server_is_away(library, tmp_path, tab):
    shutil.copytree(library, tmp_path / "laws")
    with ExitStack() as stack:
        site = stack.enter_context(running(tmp_path / "laws", tmp_path / "state"))
        port = site.address.rpartition(":")[2]
        store(site)
        one = tab(site)
        page = one.open(f"{PLACE}/facts")
        page.fill("#fact-document_number", "示例〔2031〕7号")
        site.process.terminate()
        site.process.wait(60)
        page.locator("form[action$='/facts'] button").click()
        page.wait_for_selector(".refusal")
        assert page.input_value("#fact-document_number") == "示例〔2031〕7号"
        one.wrong.clear()  # the browser names what did not answer
        stack.enter_context(running(tmp_path / "laws", tmp_path / "other", "--port", port))
        page.locator("form[action$='/facts'] button").click()
        page.wait_for_selector(".plain .notice")

        assert "示例〔2031〕7号" in page.inner_text("main")


PLACE = "/works/shilixiandengguangguanlibanfa/2031-03-01"


def test_a_stale_form_takes_nothing_back(own_site):
    """Two people have the same form before them; the second one's old values change nothing."""
    store(own_site)
    old, stamp = shown(own_site, PLACE), shown(own_site, PLACE, "remove")
    numbered = {"document_number": "示例〔2031〕9号", "in_force": "2031-05-01", "shown": old}
    own_site.post(f"{PLACE}/facts", numbered)

    other = {"document_number": "", "in_force": "2031-08-01", "shown": old}
    assert own_site.post(f"{PLACE}/facts", other).status_code == 200
    late = own_site.post(f"{PLACE}/facts", numbered | {"document_number": "示例〔2031〕8号"})
    blind = own_site.post(f"{PLACE}/facts", {"in_force": "2031-09-01"})
    removed = own_site.post(f"{PLACE}/remove", {"what": "work", "shown": stamp})
    facts = own_site.get(f"{PLACE}/facts").text

    assert [one.status_code for one in (late, blind, removed)] == [409] * 3
    assert 'value="示例〔2031〕9号"' in facts
    assert 'name="in_force" value="2031-08-01"' in facts
    for words in ("示例〔2031〕8号", "示例〔2031〕9号", "Set facts of 示例县灯光管理办法"):
        assert words in late.text
    assert own_site.insist(late).status_code == 200
    facts = own_site.get(f"{PLACE}/facts").text
    assert 'value="示例〔2031〕8号"' in facts
    assert 'name="in_force" value="2031-08-01"' in facts
    assert own_site.insist(removed).status_code == 409  # once more changed meanwhile


def test_a_fact_cannot_be_emptied_without_a_word(own_site):
    store(own_site)
    fields = {"title": "", "shown": shown(own_site, PLACE)}

    assert own_site.post(f"{PLACE}/facts", fields).status_code == 400


def test_the_ways_on_lead_where_they_say(own_site, tab):
    """The links and forms of the pages themselves, as a person clicks them."""
    store(own_site)
    page = tab(own_site).open(f"{PLACE}/facts")
    page.click("h1 a")
    assert page.url == own_site.address + PLACE
    page.go_back()
    page.click("button[value=work]")
    page.wait_for_selector("form[action='/undo']")

    assert versions(own_site, "shilixiandengguangguanlibanfa") == 0
