"""What is typed on the page, in a real browser: nothing of it is lost, and no letter judges."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from lanes import some
from opinion_texts import ADDRESS, GAPS, store_texts
from playwright.sync_api import Page, Route
from running_site import Site, running

NOTE = "papers win only as a crew may turn away, y u p n j k w / ? 1 2"
"""Its letters are keys of the review."""
NOW = ".review.now"
FAILED = "Failed to load resource"
SAVED = "told.textContent === document.body.dataset.saved"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A page over an invented opinion, a regulation and rules of a company."""
    folder = tmp_path_factory.mktemp("typing")
    store_texts(folder, folder / "laws")
    with running(folder / "laws", folder / "state") as found:
        yield found


@pytest.fixture
def site(whole: Site) -> Iterator[Site]:
    """The page; what a test stores is gone after it."""
    git = ("git", "-C", str(whole.repository))
    first = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    yield whole
    subprocess.run([*git, "reset", "-q", "--hard", first.stdout.strip()], check=True)
    whole.client.cookies.clear()


def commits(site: Site) -> list[str]:
    """What was judged, the oldest first, by the commits of the library."""
    log = ("git", "-C", str(site.repository), "log", "--reverse", "--format=%s")
    found = subprocess.run(log, check=True, capture_output=True, text=True).stdout.splitlines()
    return [line.partition(": ")[2] for line in found if line.startswith("Review ")]


def verdicts(site: Site) -> list[str]:
    """The same without the places."""
    return [line.rpartition(": ")[2] for line in commits(site)]


def notes(site: Site) -> list[str]:
    """The notes on measures that are stored."""
    found = json.loads(site.get("/relations/opinion/relation.json?with=ferries").text)["measures"]
    judged = [
        one for row in found for answer in row["answers"] for one in answer.get("judgements", ())
    ]
    return [one["note"] for one in judged if one["note"]]


def opened(tab: Callable, site: Site, address: str = ADDRESS, *, refused: bool = False) -> Page:
    """A tab on the review of a person who gave a name.

    With `refused` the browser may complain of a form that the page refuses.
    """
    one = tab(site)
    page = one.open(address)
    if refused:
        page.on("console", lambda line: FAILED in line.text and one.wrong.remove(line.text))
    page.fill("#by", "张三")
    page.click("#reviewing button")
    page.wait_for_selector("#reviewing button:not(.primary)")
    page.wait_for_load_state()
    return page


def until(page: Page, condition: str) -> None:
    """Wait for something that a script sees; the page itself allows no text as a script."""
    while not page.evaluate(condition):
        page.wait_for_timeout(20)


class Held:
    """Forms that are on their way, and arrive when the test wants them to."""

    def __init__(self, page: Page) -> None:
        self.routes: list[Route] = []
        self.page = page
        page.route("**/relations/**", self._take)

    def _take(self, route: Route) -> None:
        if route.request.method == "POST":
            self.routes.append(route)
        else:
            route.continue_()

    def let_go(self) -> None:
        """Let the next one arrive."""
        while not self.routes:
            self.page.wait_for_timeout(20)
        self.routes.pop(0).continue_()


@pytest.mark.parametrize(
    "pace",
    [
        30,
        pytest.param(80, marks=pytest.mark.slow),
        pytest.param(150, marks=pytest.mark.slow),
        pytest.param(250, marks=pytest.mark.slow),
    ],
)
def test_a_note_typed_right_after_a_judgement_is_whole(site, tab, pace):
    page = opened(tab, site)
    for key in ("w", "a", "c"):
        page.keyboard.press(key)
    page.keyboard.type(NOTE, delay=pace)

    assert page.input_value(f"{NOW} textarea") == NOTE
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f"{NOW} .said")
    assert page.inner_text(f"{NOW} .said") == NOTE
    assert verdicts(site) == ["answered", "noted"]
    assert notes(site) == [NOTE]


def test_what_is_typed_while_a_form_is_on_its_way_is_neither_lost_nor_sent(site, tab):
    page = opened(tab, site)
    held = Held(page)
    for key in ("w", "a", "c"):
        page.keyboard.press(key)
    page.keyboard.type(NOTE[:20])
    held.let_go()
    page.wait_for_selector(f'{NOW} button[value="answered"][aria-pressed=true]')
    page.keyboard.type(NOTE[20:40])
    assert notes(site) == []
    page.keyboard.press("Control+Enter")
    page.keyboard.type(NOTE[40:])
    held.let_go()
    until(page, "told.textContent !== document.body.dataset.saving")
    assert page.input_value(f"{NOW} textarea") == NOTE
    assert notes(site) == [NOTE[:40]]

    page.keyboard.press("Control+Enter")
    held.let_go()
    page.wait_for_selector(f"{NOW} .said")
    assert notes(site) == [NOTE]
    assert verdicts(site) == ["answered", "noted", "noted"]


def test_quick_presses_are_stored_in_their_order(site, tab):
    page = opened(tab, site)
    for key in "wapn":
        page.keyboard.press(key)
    page.wait_for_selector(f'{NOW} button[value="none"][aria-pressed=true]')

    assert verdicts(site) == ["answered", "partly", "none"]


def test_an_input_method_composes_in_peace(site, tab):
    page = opened(tab, site)
    held = Held(page)
    typing = page.context.new_cdp_session(page)
    for key in ("w", "a", "c"):
        page.keyboard.press(key)
    page.evaluate("window.place = document.activeElement")
    compose = {"selectionStart": 2, "selectionEnd": 2, "text": "ni"}
    typing.send("Input.imeSetComposition", compose)
    held.let_go()
    page.wait_for_selector(f'{NOW} button[value="answered"][aria-pressed=true]')
    page.wait_for_timeout(400)
    assert page.evaluate("window.place === document.activeElement && place.isConnected")
    typing.send("Input.insertText", {"text": "你好，乘客"})
    assert page.input_value(f"{NOW} textarea").endswith("你好，乘客")

    page.keyboard.press("Control+Enter")
    held.let_go()
    page.wait_for_selector(f"{NOW} .said")
    assert verdicts(site) == ["answered", "noted"]


def test_text_in_a_closed_note_outlives_what_the_server_shows(site, tab):
    page = opened(tab, site)
    page.keyboard.press("w")
    while not page.get_attribute(NOW, "data-key").startswith("art_2="):
        page.keyboard.press("j")
    first = page.get_attribute(NOW, "data-key")
    box = f'[data-key="{first}"]'
    page.keyboard.press("c")
    page.keyboard.type("not sent yet")
    page.evaluate("document.activeElement.setSelectionRange(4, 8)")
    page.keyboard.press("Escape")
    page.click(f"{box} .note > summary")
    page.keyboard.press("j")
    page.keyboard.press("p")
    page.wait_for_selector(f"{NOW} .verdicts")
    place = page.locator(f"{box} textarea")

    assert page.get_attribute(NOW, "data-key") != first
    assert place.input_value() == "not sent yet"
    assert place.evaluate("one => [one.selectionStart, one.selectionEnd]") == [4, 8]
    assert verdicts(site) == ["partly"]
    assert notes(site) == []


COMPOSED = """(keyCode) => document.querySelector(".review.now").dispatchEvent(
    new KeyboardEvent("keydown", { key: "n", keyCode, isComposing: keyCode !== 229, bubbles: true }))"""


def test_keys_of_an_input_method_are_no_commands(site, tab):
    page = opened(tab, site)
    page.keyboard.press("w")
    for code in (229, 78):
        page.evaluate(COMPOSED, code)
    page.keyboard.press("a")
    page.wait_for_selector(f'{NOW} button[value="answered"][aria-pressed=true]')

    assert verdicts(site) == ["answered"]


MOVED = """document.addEventListener("focusin", (event) => {
    const press = (key) => event.target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    if (!event.target.matches(".review")) return;
    for (const after of [0, 100, 300]) setTimeout(() => press("n"), after);
    setTimeout(() => { window.over = true; press("p"); }, 700);
}, { once: true })"""


def test_no_key_is_a_command_right_after_the_focus_was_moved(site, tab):
    page = opened(tab, site)
    for key in ("w", "c"):
        page.keyboard.press(key)
    page.keyboard.type("seen")
    page.evaluate(MOVED)
    page.keyboard.press("Control+Enter")
    until(page, "window.over")
    page.wait_for_selector(f'{NOW} button[value="partly"][aria-pressed=true]')

    assert verdicts(site) == ["noted", "partly"]


def test_two_tabs_show_both_and_store_either(site, tab):
    first, second = (opened(tab, site, refused=True) for _ in range(2))
    for page in (first, second):
        page.keyboard.press("w")
    second.keyboard.press("c")
    second.keyboard.type("written in the second")
    first.keyboard.press("a")
    first.wait_for_selector(f'{NOW} button[value="answered"][aria-pressed=true]')
    tell = f"{NOW} .conflict"
    second.click(f'{NOW} button[value="none"]')
    second.wait_for_selector(tell)
    assert verdicts(site) == ["answered"]
    for words in ("有对应条文", "未见对应", "张三", "written in the second"):
        assert words in second.inner_text(tell)
    assert second.input_value(f"{NOW} textarea") == "written in the second"

    second.click(f"{tell} button")
    second.wait_for_selector(tell, state="detached")
    second.wait_for_selector(f'{NOW} button[value="none"][aria-pressed=true]')
    assert verdicts(site) == ["answered", "none"]
    assert notes(site) == ["written in the second"]

    first.click(f'{NOW} button[value="partly"]')
    first.click(f"{tell} .keep")
    first.wait_for_selector(f'{NOW} button[value="none"][aria-pressed=true]')
    assert first.locator(tell).count() == 0
    assert verdicts(site) == ["answered", "none"]


def test_two_tabs_without_a_script_show_both(site, tab):
    tabs = [tab(site, java_script_enabled=False) for _ in range(2)]
    first, second = (one.open(ADDRESS) for one in tabs)
    for page in (first, second):
        page.fill("#by", "张三")
        page.click("#reviewing button")
    for page, value in ((first, "answered"), (second, "none")):
        page.locator(f'.review form button[value="{value}"]').first.click()
    words = second.inner_text(".conflict")
    second.click(".conflict button")

    tabs[1].wrong.clear()  # the browser names the status of the refusal

    assert "有对应条文" in words
    assert "未见对应" in words
    assert second.locator('button[value="none"][aria-pressed=true]').count() == 1
    assert verdicts(site) == ["answered", "none"]


@pytest.mark.parametrize("keeps", some([False, True], 2))
def test_a_server_that_stops_in_between_loses_nothing(tmp_path, tab, keeps):
    store_texts(tmp_path, tmp_path / "laws")
    with ExitStack() as stack:
        site = stack.enter_context(running(tmp_path / "laws", tmp_path / "state"))
        port = site.address.rpartition(":")[2]
        page = opened(tab, site, refused=True)
        for key in ("w", "c"):
            page.keyboard.press(key)
        page.keyboard.type(NOTE)
        site.process.terminate()
        site.process.wait(60)
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(f"{NOW} .refusal")
        assert page.input_value(f"{NOW} textarea") == NOTE
        assert "所写内容仍在此处" in page.inner_text(f"{NOW} .refusal")

        state = tmp_path / ("state" if keeps else "other")
        again = stack.enter_context(running(tmp_path / "laws", state, "--port", port))
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(f"{NOW} .said")
        assert page.locator(".refusal").count() == 0
        assert notes(again) == [NOTE]
        assert verdicts(again) == ["noted"]


def test_leaving_with_unsent_text_asks(site, tab):
    page = opened(tab, site)
    asked: list[str] = []

    def stay(dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    for key in ("w", "c"):
        page.keyboard.press(key)
    page.keyboard.type("unsent")
    page.evaluate("location.assign('/')")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.input_value(f"{NOW} textarea") == "unsent"
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f"{NOW} .said")
    page.goto(site.address)

    assert asked == ["beforeunload"]


def test_a_row_of_requirements_is_saved_and_the_others_stay(site, tab):
    page = opened(tab, site, GAPS)
    cells = page.locator("textarea[name=gap]")
    cells.nth(0).fill("没有公布")
    cells.nth(1).fill("没有培训")
    cells.nth(0).press("Control+Enter")
    until(page, SAVED)
    assert cells.nth(1).input_value() == "没有培训"
    assert page.locator("tr.changed").count() == 1

    other = opened(tab, site, GAPS, refused=True)
    other.locator("textarea[name=gap]").nth(0).fill("已经公布")
    cells.nth(0).fill("仍未公布")
    cells.nth(0).press("Control+Enter")
    until(page, SAVED)
    other.locator("textarea[name=gap]").nth(0).press("Control+Enter")
    other.wait_for_selector(".conflict")
    for words in ("仍未公布", "已经公布"):
        assert words in other.inner_text(".conflict")
    other.click(".conflict .keep")
    assert other.locator("textarea[name=gap]").nth(0).input_value() == "仍未公布"
    assert other.locator("tr.changed").count() == 0
    other.locator("textarea[name=gap]").nth(0).fill("")
    other.locator("textarea[name=gap]").nth(0).press("Control+Enter")
    until(other, SAVED)

    assert verdicts(site) == ["requirement"] * 3
    assert cells.nth(1).input_value() == "没有培训"


def test_without_a_name_keys_lead_to_its_field(site, tab):
    page = tab(site).open(ADDRESS)
    page.keyboard.press("?")
    listed = page.inner_text("#keys")
    page.keyboard.press("Escape")
    places = [page.locator(one).first.bounding_box()["y"] for one in ("h1", "#matrix", "#by")]
    page.locator(".item a[href='#by']").first.click()
    assert page.evaluate("document.activeElement.id") == "by"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("y")

    assert places == sorted(places)
    assert re.findall(r"\b[yjkwnacup]\b", re.sub(r"g [a-z]", "", listed)) == []
    assert page.evaluate("document.activeElement.id") == "by"
    assert "请先填写姓名" in page.inner_text("#told")
    page.keyboard.type("张三")
    page.keyboard.press("Enter")
    page.wait_for_selector(".review form")
    page.keyboard.press("?")
    assert re.search(r"\by\b", page.inner_text("#keys"))
    assert commits(site) == []
