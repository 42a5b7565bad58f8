"""The changes of a comparison one at a time."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from compared_on_page import MIDDLE, RIGHT, address, drop, operands
from desk_forms import forms, sent, wish
from lxml import html
from running_site import LOOKS

from policydiff.web.desk import END, Desk, DeskCase, DeskWish

DESK = address(MIDDLE, RIGHT).replace("/compare", "/compare/desk")


def test_the_cases_are_the_changed_rows_and_the_doubtful_come_first(site):
    whole = html.fromstring(site.get(address(MIDDLE, RIGHT)).text)
    desk = html.fromstring(site.get(DESK).text)

    listed = desk.xpath('//details[@class="order"]//li')
    assert len(listed) == len(whole.xpath("//tr[@data-change]"))
    doubts = [bool(one.xpath('.//*[contains(@class, "doubtful")]')) for one in listed]
    assert doubts == sorted(doubts, reverse=True)


@pytest.mark.parametrize("show", ["", "unseen"])
def test_seen_and_on_goes_through_all_of_them_and_ends_at_the_files(own_site, show):
    where = drop(own_site).replace("/compare", "/compare/desk") + f"&show={show}"
    seen = []
    while forms(page := own_site.get(where).text, "/compare/seen"):
        answer = sent(own_site, forms(page, "/compare/seen")[0])
        where = answer.headers["location"]
        seen.append(wish(answer)["at"])

    assert seen[-1] == END
    assert len(set(seen)) == len(seen) == 4
    files = html.fromstring(page).xpath(
        '//section[@id="case"]//a[starts-with(@href, "/compare/file")]'
    )
    assert len(files) == 5
    record = own_site.get(files[-1].get("href")).json()
    assert record["summary"] == {"rows": 4, "seen": 4}


def test_every_act_can_be_undone_in_turn(own_site):
    where = drop(own_site).replace("/compare", "/compare/desk")
    texts = operands(where)
    row = dict(forms(own_site.get(where).text, "/compare/reason")[0].fields)["row"]
    where = f"{where}&at={row}"
    record = "/compare/file?as=record-json&" + urlencode(texts)
    before = own_site.get(record).json()

    page = own_site.get(where).text
    own_site.get(sent(own_site, forms(page, "/compare/seen")[0]).headers["location"])
    page = own_site.get(where).text
    sent(own_site, forms(page, "/compare/reason")[0], reason="照顾老人")
    page = own_site.get(where).text
    sent(own_site, forms(page, "/compare/reason")[0], reason="照顾老人和学生")
    page = own_site.get(where).text
    apart = next(
        one for one in forms(page, "/compare/pair") if one.xpath('.//button[@value="apart"]')
    )
    assert wish(sent(own_site, apart))["at"]

    told = []
    while forms(page := own_site.get(where).text, "/desk/undo"):
        (form,) = forms(page, "/desk/undo")
        told.append(form.xpath(".//button")[0].text_content())
        answer = sent(own_site, form)
        assert wish(answer)["left"] == texts["left"]
    assert len(told) == 4
    assert own_site.get(record).json() == before
    assert sent(own_site, form).status_code == 400


def test_undoing_what_somebody_else_changed_since_is_refused(own_site):
    where = drop(own_site).replace("/compare", "/compare/desk")
    page = own_site.get(where).text
    sent(own_site, forms(page, "/compare/reason")[0], reason="照顾老人")
    (undo,) = forms(own_site.get(where).text, "/desk/undo")
    row = dict(forms(page, "/compare/reason")[0].fields)["row"]
    now = {"reason": "照顾老人", "basis": "", "type": ""}
    other = {**operands(where), "row": row, "reason": "另一理由", "shown": json.dumps(now)}
    assert own_site.post("/compare/reason", other).status_code == 303

    assert sent(own_site, undo).status_code == 409
    assert "另一理由" in own_site.get(where).text


def test_a_candidate_is_taken_by_its_number_and_a_mistake_stays_in_place(own_site, tab):
    where = drop(own_site).replace("/compare", "/compare/desk")
    one = tab(own_site)
    page = one.open(where)
    assert not page.locator('[data-key="1"]').is_visible()  # a sure pair is not changed by one key
    page.keyboard.press("p")
    page.fill("[name=before]:not([type=hidden])", "第九百九十九条")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".mistake")
    assert "第九百九十九条" in page.locator(".mistake").text_content()
    one.wrong.clear()  # the browser notes the status of the refusal

    page = one.open(where)
    page.keyboard.press("p")
    label = page.locator('[data-key="1"]').text_content()
    page.keyboard.press("1")
    page.wait_for_selector(f'text="{page.locator("h1").text_content()}"')
    page.wait_for_selector(".note.pinned, [data-key=u]")
    assert label
    page.keyboard.press("u")
    page.wait_for_selector("body:not(:has([data-key=u]))")


def test_keys_lead_through_the_desk(own_site, tab):
    where = drop(own_site).replace("/compare", "/compare/desk")
    page = tab(own_site).open(where)

    def name() -> str:
        return page.locator("#case-name [lang]").text_content()

    first = name()
    page.keyboard.press("n")
    page.wait_for_function(
        f"() => document.querySelector('#case-name [lang]')?.textContent !== {first!r}"
    )
    page.keyboard.press("N")
    page.wait_for_function(
        f"() => document.querySelector('#case-name [lang]')?.textContent === {first!r}"
    )
    page.keyboard.press("r")
    page.keyboard.type("vnu 理由")  # letters in a field are no commands
    assert name() == first
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".note.written")
    page.keyboard.press("v")
    page.wait_for_function(
        f"() => document.querySelector('#case-name [lang]')?.textContent !== {first!r}"
    )
    assert page.locator("progress").get_attribute("value") == "1"


@pytest.mark.parametrize(("width", "language"), LOOKS)
def test_the_desk_has_no_serious_fault(site, tab, language, width):
    one = tab(site, width=width, language=language)
    one.open(DESK)

    assert one.faults() == []
    assert not one.is_too_wide()


def test_the_desk_leads_back_to_the_table_and_names_a_text_that_is_not_there(site):
    page = html.fromstring(site.get(DESK).text)
    assert page.xpath(f'//a[@href="{address(MIDDLE, RIGHT)}"]')
    nowhere = address("无此办法@2021-09-26", RIGHT).replace("/compare", "/compare/desk")
    assert site.get(nowhere).status_code == 404


CASES = tuple(
    DeskCase(key=str(n), name=str(n), part="AB"[n % 2], doubtful=n < 2, done="x" * (n == 3))
    for n in range(5)
)


def test_a_wish_lists_its_cases_and_the_open_one():
    desk = Desk(cases=CASES, wish=DeskWish(show="unseen", at="3"))
    assert [one.key for one in desk.listed] == ["0", "1", "2", "3", "4"]
    assert (desk.place, desk.before, desk.after) == (4, "2", "4")
    desk = Desk(cases=CASES, wish=DeskWish(show="doubtful", part="B"))
    assert [one.key for one in desk.listed] == ["1"]
    assert (desk.place, desk.before, desk.after) == (1, "", END)
    desk = Desk(cases=CASES, wish=DeskWish(at=END))
    assert (desk.case, desk.before) == (None, "4")
    assert (desk.done, desk.doubtful, desk.parts) == (1, 2, ("A", "B"))


def test_a_tick_goes_on_and_seen_rows_fold_or_go(own_site, tab):
    where = drop(own_site)
    one = tab(own_site)
    page = one.open(where)
    page.keyboard.press("V")  # the first press chooses the row
    first = page.locator("tr.current").get_attribute("id")
    page.keyboard.press("V")
    page.wait_for_selector(f"tr.current:not(#{first})")
    page.wait_for_selector(f"#{first} .seen[aria-pressed=true]")

    page = one.open(f"{where}&seen=hidden")
    assert not page.locator(f"#{first}").is_visible()
    assert page.locator(".narrowed").count() == 1
    page.emulate_media(media="print")
    assert page.locator(f"#{first}").is_visible()  # on paper nothing is left out
    page.emulate_media(media="screen")
    page = one.open(f"{where}&seen=folded")
    folded = page.locator(f"#{first} .provision").first.bounding_box()["height"]
    assert 0 < folded < 40


def test_a_long_table_is_searched_once_the_typing_pauses(own_site, tab):
    def text(word: str) -> str:
        articles = (f"第{number}条　{word}渡口第{number}号。\n" for number in range(1, 60))
        return "渡口章程\n" + "".join(articles)

    page = tab(own_site).open(drop(own_site, text("旧"), text("新")))
    page.evaluate(
        "window.passes = 0; new MutationObserver(() => { window.passes += 1; })"
        ".observe(document.getElementById('place'), { childList: true })"
    )
    page.locator("#search").press_sequentially("第12号", delay=15)
    page.wait_for_function("() => document.querySelectorAll('tr.row:not([hidden])').length < 3")
    assert page.evaluate("window.passes") == 1
    page.locator("#search").fill("第13号")
    page.keyboard.press("Enter")  # does not wait
    assert page.evaluate("document.querySelectorAll('tr.row:not([hidden])').length") < 3
