"""Opinion and laws on the page: judging by form and by keyboard, several people at once."""

from __future__ import annotations

import io
import json
import re
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from desk_forms import forms, sent, wish
from lxml.html import fromstring
from openpyxl import load_workbook
from opinion_texts import ADDRESS, BOTH, GAPS, LAW, TITLES, store_texts
from running_site import Site, running

from policydiff.cli.main import main
from policydiff.report.html.returned_leaf import read_leaf
from policydiff.store.repository import Repository

LINK = {"law": "ferries", "item": "art_2", "article": "art_2"}
HOSTILE = "</textarea><script>alert(1)</script> {{ 7*7 }} \u202e\x07 <img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def opinions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with an invented opinion, a regulation and rules of a company."""
    folder = tmp_path_factory.mktemp("opinions")
    store_texts(folder, folder / "laws")
    return folder / "laws"


@pytest.fixture(scope="module")
def whole_desk(opinions: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A page over a copy of it."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(opinions, folder / "laws")
    with running(folder / "laws", folder / "state") as found:
        yield found


@pytest.fixture
def desk(whole_desk: Site) -> Iterator[Site]:
    """The page; what a test stores is gone after it."""
    git = ("git", "-C", str(whole_desk.repository))
    first = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    yield whole_desk
    subprocess.run([*git, "reset", "-q", "--hard", first.stdout.strip()], check=True)
    whole_desk.client.cookies.clear()


def shown(site: Site, address: str) -> str:
    """The page once it is worked out."""
    for _ in range(20):
        answer = site.get(address)
        if answer.status_code != 202:
            return answer.text
    raise AssertionError(address)


def relation(site: Site, *laws: str) -> dict:
    """The relation as the page gives it."""
    query = "&".join(f"with={law}" for law in laws)
    return json.loads(shown(site, f"/relations/opinion/relation.json?{query}"))


def command(site: Site, capsys, *words: str) -> dict:
    """The JSON that a command prints."""
    capsys.readouterr()
    assert main(["--repo", str(site.repository), *words, "--format", "json", "-q"]) == 0
    return json.loads(capsys.readouterr().out)


def judge(site: Site, by: str, do: str, address: str = ADDRESS, **fields: str):
    answer = site.post(address, {**LINK, "by": by, "do": do, **fields})
    if answer.status_code == 409:
        answer = site.insist(answer)
    assert answer.status_code == 303, answer.text
    return answer


def span(site: Site, item: str, number: int = 0) -> str:
    """The place of a measure, as a form gives it."""
    found = [one for one in relation(site, "ferries")["measures"] if one["left"] == item]
    return "{}-{}".format(*found[number]["span"])


def test_the_page_has_what_the_command_has(desk, capsys):
    for by, do in (("张三", "2"), ("李四", "rejected")):
        judge(desk, by, do, note="见第二条")
        judge(desk, by, "none", article="", item="art_3", span=span(desk, "art_3"))
    printed = command(desk, capsys, "relate", *TITLES)

    assert relation(desk, "ferries", "our-rules") == printed
    page = shown(desk, BOTH)
    for link in printed["links"]:
        if link["score"] >= 0.5 or link["status"] == "confirmed":
            assert f'data-key="{link["left"]["eid"]}={link["right"]["uri"]}' in page
    texts = [one["right"]["num"] for one in printed["links"] if one["disputed"]]
    assert texts == ["第二条"]
    for words in ("张三", "李四", "见第二条", 'class="verdicts disputed"'):
        assert words in page


def test_each_judgement_of_a_link_by_form(desk, capsys):
    for do, expected in (
        ("confirmed", ("confirmed", None)),
        ("2", ("confirmed", 2)),
        ("1", ("confirmed", 1)),
        ("rejected", ("rejected", None)),
    ):
        judge(desk, "张三", do)
        links = command(desk, capsys, "relate", *TITLES[:2])["links"]
        found = next(one for one in links if one["judgements"])
        assert (found["status"], found["grade"]) == expected
        assert [one["reviewer"] for one in found["judgements"]] == ["张三"]
    judge(desk, "张三", "noted", note="再看")
    judge(desk, "张三", "undo")

    assert not any(one["judgements"] for one in relation(desk, "ferries")["links"])


def test_each_judgement_of_a_measure_by_form(desk, capsys):
    place = {"article": "", "item": "art_2", "span": span(desk, "art_2", 1)}
    for do in ("answered", "partly", "none"):
        judge(desk, "张三", do, **place, articles="第二条、第三条", grade="1", note="看过")
        found = command(desk, capsys, "relate", *TITLES[:2])["measures"]
        answer = next(one["answers"][0] for one in found if one["answers"][0]["reviewer"])
        assert (answer["status"], answer["note"]) == (do, "看过")
        named = [(one["eid"], one["grade"]) for one in answer["judgements"][0]["articles"]]
        assert named == ([] if do == "none" else [("art_2", 1), ("art_3", 1)])
    judge(desk, "张三", "undo", **place)

    assert command(desk, capsys, "review", *TITLES[:2], "--status")["measures"] == 0


def at_desk(site: Site, address: str, **choices: str):
    """The page of the desk, and the address of its forms."""
    page = shown(site, address.replace("?", "/desk?", 1))
    action = fromstring(page).xpath("//article//form/@action")
    return page, action[0] if action else ""


def test_the_measures_are_judged_one_by_one_and_every_act_undone(desk, capsys):
    desk.post("/reviewer", {"by": "张三", "back": ADDRESS})
    page, action = at_desk(desk, ADDRESS)
    listed = fromstring(page).xpath("//details[@class='order']//li")
    doubts = [bool(one.xpath(".//*[contains(@class, 'doubtful')]")) for one in listed]
    assert len(listed) == len(relation(desk, "ferries")["measures"])
    assert doubts == sorted(doubts, reverse=True)

    agree, note, first, *_, none, _ = forms(page, action)
    here = f"{ADDRESS}&{urlencode({'at': dict(agree.fields)['case']})}"
    following = wish(sent(desk, agree))["at"]
    assert following != dict(agree.fields)["case"]
    page, _ = at_desk(desk, here)
    assert wish(sent(desk, forms(page, action)[1], note="再看"))["at"] == dict(note.fields)["case"]
    sent(desk, forms(at_desk(desk, here)[0], action)[-2])
    judged = said(desk, capsys, "measures")
    assert [one.get("status") for one in judged] == ["none"]
    assert judged[0]["note"] == "再看"

    for left in (2, 1, 0):
        (undo,) = forms(at_desk(desk, here)[0], "/desk/undo")
        assert sent(desk, undo).status_code == 303
        assert len(said(desk, capsys, "measures")) == (left > 0)
    assert first is not none
    assert not forms(at_desk(desk, here)[0], "/desk/undo")


def test_requirements_are_filled_in_one_by_one(desk, capsys):
    desk.post("/reviewer", {"by": "李四", "back": GAPS})
    page, action = at_desk(desk, GAPS)
    write = forms(page, action)[-1]
    answer = sent(desk, write, fulfilment="第二条已规定", department="客运部")
    assert wish(answer)["at"] != dict(write.fields)["case"]
    assert "as" in wish(answer)

    stored = command(desk, capsys, "relate", "ferries", "our-rules")["gaps"]
    assert [(one["fulfilment"], one["department"]) for one in stored] == [
        ("第二条已规定", "客运部")
    ]
    sent(desk, forms(at_desk(desk, GAPS)[0], "/desk/undo")[0])
    again = command(desk, capsys, "relate", "ferries", "our-rules").get("gaps", ())
    assert not [one for one in again if one["reviewer"] == "李四" and one["fulfilment"]]


def test_without_a_name_the_desk_asks_for_one(desk):
    page, _ = at_desk(desk, ADDRESS)
    assert fromstring(page).xpath("//form[@action='/reviewer']")
    assert not fromstring(page).xpath("//button[@data-key='v']")


def form(site: Site, address: str, key: str) -> dict[str, str]:
    """The fields of a form as the page shows it now, by the key of its box or by its id."""
    page = fromstring(shown(site, address))
    found = page.xpath("//*[@data-key=$key]//form | //form[@id=$key]", key=key)[0]
    fields = [*found.inputs, *page.xpath("//textarea[@form=$key]", key=key)]
    return {one.name: one.value or "" for one in fields if one.name}


def said(site: Site, capsys, family: str) -> list[dict]:
    """The judgements of the links, or of the measures, by the command."""
    found = command(site, capsys, "relate", *TITLES[:2])[family]
    answers = [one for row in found for one in row.get("answers", (row,))]
    return [
        {key: value for key, value in one.items() if key not in ("reviewer", "stale")}
        for answer in answers
        for one in answer.get("judgements", ())
    ]


def test_a_note_keeps_the_verdict_and_a_verdict_keeps_the_note(desk, capsys):
    key = f"art_2={relation(desk, 'ferries')['right'][0]['uri']}="
    desk.post("/reviewer", {"by": "张三", "back": ADDRESS})
    old = form(desk, ADDRESS, f"{key}art_2")
    desk.post(ADDRESS, {**old, "do": "2"})
    seen = form(desk, ADDRESS, f"{key}art_2")
    desk.post(ADDRESS, {**seen, "do": "noted", "note": "我的注"})
    noted = {"status": "confirmed", "grade": 2, "note": "我的注"}
    assert said(desk, capsys, "links") == [noted]

    assert desk.post(ADDRESS, {**seen, "do": "1"}).status_code == 303
    assert said(desk, capsys, "links") == [{**noted, "grade": 1}]
    for other in ({"do": "rejected"}, {"do": "noted", "note": "别的注"}, {"do": "undo"}):
        refused = desk.post(ADDRESS, {**old, **other})
        assert refused.status_code == 409
        assert (
            "我的注" in refused.text or "same subject" in refused.text or "同一事项" in refused.text
        )
    assert said(desk, capsys, "links") == [{**noted, "grade": 1}]
    again = form(desk, ADDRESS, f"{key}art_2")
    desk.post(ADDRESS, {**again, "do": "confirmed", "note": ""})
    assert said(desk, capsys, "links") == [{"status": "confirmed", "grade": None, "note": None}]


def test_a_note_on_a_measure_keeps_its_articles(desk, capsys):
    uri = relation(desk, "ferries")["right"][0]["uri"]
    key = f"art_2={uri}={span(desk, 'art_2')}"
    desk.post("/reviewer", {"by": "张三", "back": ADDRESS})
    old = form(desk, ADDRESS, key)
    desk.post(ADDRESS, {**old, "do": "answered", "articles": "第二条、第三条", "grade": "2"})
    desk.post(ADDRESS, {**form(desk, ADDRESS, key), "do": "noted", "note": "我的注"})
    graded = [{"eid": eid, "grade": 2} for eid in ("art_2", "art_3")]
    stored = [{"status": "answered", "articles": graded, "note": "我的注"}]
    assert said(desk, capsys, "measures") == stored

    assert desk.post(ADDRESS, {**old, "do": "answered"}).status_code == 303
    assert desk.post(ADDRESS, {**old, "do": "none"}).status_code == 409
    assert said(desk, capsys, "measures") == stored
    seen = form(desk, ADDRESS, key)
    assert desk.post(ADDRESS, {**seen, "do": "noted", "articles": "第三条"}).status_code == 303
    stored[0]["articles"] = graded[1:]
    assert said(desk, capsys, "measures") == stored
    desk.post(ADDRESS, {**form(desk, ADDRESS, key), "do": "partly"})
    assert said(desk, capsys, "measures") == [{**stored[0], "status": "partly"}]


def test_two_tabs_fill_one_requirement(desk, capsys):
    desk.post("/reviewer", {"by": "张三", "back": GAPS})
    name = next(iter(re.findall(r'<form id="(f-[^"]+)"', shown(desk, GAPS))))
    old = form(desk, GAPS, name)
    for other in ({"fulfilment": "已设投诉电话"}, {"gap": "未公布方式"}):
        assert desk.post(GAPS, {**old, **other, "do": "stated"}).status_code == 303
    refused = desk.post(GAPS, {**old, "gap": "另一差距", "do": "stated"})

    assert refused.status_code == 409
    for words in ("未公布方式", "另一差距", "张三"):
        assert words in refused.text
    (row,) = command(desk, capsys, "relate", "ferries", "our-rules")["gaps"]
    assert (row["fulfilment"], row["gap"]) == ("已设投诉电话", "未公布方式")
    assert desk.insist(refused).status_code == 303
    (row,) = command(desk, capsys, "relate", "ferries", "our-rules")["gaps"]
    assert (row["fulfilment"], row["gap"]) == ("已设投诉电话", "另一差距")
    seen = form(desk, GAPS, name)
    desk.post(GAPS, {**seen, "gap": "", "do": "stated"})
    (row,) = command(desk, capsys, "relate", "ferries", "our-rules")["gaps"]
    assert (row["fulfilment"], row["gap"]) == ("已设投诉电话", None)


@pytest.mark.parametrize("words", ["{", "[]", '{"note": 1}', "[" * 9_000, "7"])
def test_what_was_shown_is_read_with_care(desk, words):
    answer = desk.post(ADDRESS, {**LINK, "by": "张三", "do": "confirmed", "shown": words})

    assert answer.status_code == 422


REFUSED = (
    {"do": "sing"},
    {"law": "xianfa"},
    {"article": "art_99"},
    {"article": "", "span": "1-3"},
    {"article": "", "span": "0-99999999999"},
    {"item": "../../etc/passwd"},
    {"law": "/etc/passwd"},
    {"note": "x" * 9_000},
)


def test_what_no_form_of_the_page_sends_is_refused(desk):
    for fields in REFUSED:
        answer = desk.post(ADDRESS, {**LINK, "by": "张三", "do": "confirmed", **fields})
        assert 400 <= answer.status_code < 500, fields

    assert len(Repository.open(desk.repository).log()) == 4


def test_the_name_is_asked_for_once(desk):
    assert desk.post(ADDRESS, {**LINK, "do": "confirmed"}).status_code == 400
    assert "<textarea" not in shown(desk, ADDRESS)
    desk.post("/reviewer", {"by": "张三", "back": ADDRESS})

    assert "张三" in shown(desk, ADDRESS)
    assert desk.post(ADDRESS, {**LINK, "do": "confirmed"}).status_code == 303
    assert relation(desk, "ferries")["links"][0]["reviewer"] in ("张三", None)
    elsewhere = desk.post("/reviewer", {"by": "", "back": "//evil.example"})
    assert elsewhere.headers["location"] == "/relations"


def test_a_kill_after_the_answer_loses_nothing_and_a_vouched_name_holds(opinions, tmp_path, capsys):
    shutil.copytree(opinions, tmp_path / "laws")
    proxy = ("--trust-proxy", "127.0.0.1:X-Forwarded-User", "--public-host", "laws.example")
    with running(tmp_path / "laws", tmp_path / "state", *proxy) as site:
        site.client.headers.update({"Host": "laws.example", "X-Forwarded-User": "wang"})
        judge(site, "somebody else", "2", note="已答复")
        site.process.send_signal(signal.SIGKILL)
        site.process.wait(20)
        found = command(site, capsys, "relate", *TITLES[:2])["links"]
    git = ("git", "-C", str(tmp_path / "laws"), "log", "-1", "--format=%B")
    message = subprocess.run(git, check=True, capture_output=True, text=True).stdout

    assert [one["judgements"][0]["note"] for one in found if one["judgements"]] == ["已答复"]
    assert "Reviewer: wang\nPerson: wang" in message
    assert "somebody" not in message


def test_hostile_words_stay_words(desk, tab):
    judge(desk, HOSTILE, "confirmed", note=HOSTILE)
    judge(desk, "张三", "answered", article="", span=span(desk, "art_2"), note=HOSTILE)
    desk.post(
        GAPS, {"law": "our-rules", "item": "art_2", "gap": HOSTILE, "do": "stated", "by": HOSTILE}
    )
    opened = tab(desk)
    for address in (BOTH, GAPS, "/relations"):
        page = opened.open(address)
        page.wait_for_selector("main .item, main table")
        assert page.locator("script:not([src])").count() == 0
        assert "<script>alert(1)" in page.locator("body").inner_text()


def test_the_keyboard_judges_every_sort(desk, tab, capsys):
    desk.post("/reviewer", {"by": "张三", "back": ADDRESS})
    page = tab(desk).open(ADDRESS)
    page.wait_for_selector("#by")
    page.fill("#by", "张三")
    page.click("#reviewing button")
    page.wait_for_load_state()
    page.wait_for_selector(".review form")

    def press(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)

    def pressed(value: str) -> None:
        page.wait_for_selector(f'.review.now button[value="{value}"][aria-pressed=true]')

    page.evaluate("document.activeElement.blur()")
    press("w")
    for key, value in (("a", "answered"), ("p", "partly"), ("n", "none"), ("y", "answered")):
        press(key)
        pressed(value)
    press("c")
    page.wait_for_function("document.activeElement.matches('textarea, input')")
    page.keyboard.type("键盘备注")
    page.click('.review.now button[value="noted"]')
    page.wait_for_selector(".review.now .said")
    press("o")
    page.wait_for_selector(".item:has(.review.now) .evidence[open]")
    for _ in range(9):
        if page.locator(":is(.card, .weak) .review.now").count():
            break
        press("j")
    for key, value in (("1", "1"), ("2", "2"), ("n", "rejected"), ("y", "confirmed")):
        press(key)
        pressed(value)
    press("u")
    page.wait_for_selector('.review.now:not(:has(button[value="undo"]))')
    press("k", "?")

    assert page.locator("#keys").is_visible()
    status = command(desk, capsys, "review", *TITLES[:2], "--status")
    assert (status["judged"], status["measures"], status["reviewers"]) == (0, 1, ["张三"])
    found = command(desk, capsys, "relate", *TITLES[:2])["measures"]
    assert [one["answers"][0]["note"] for one in found if one["answers"][0]["note"]] == ["键盘备注"]


def test_people_and_a_command_at_once_lose_nothing(desk, capsys):
    shown(desk, ADDRESS)
    failed: list[str] = []

    def person(name: str) -> None:
        with httpx.Client(base_url=desk.address, timeout=600) as client:
            token = re.search(r'"token" content="([0-9a-f]+)"', client.get("/").text)[1]
            heads = {"Origin": desk.address, "X-Token": token}
            for number in range(1, 5):
                fields = {"law": "ferries", "item": f"art_{number}", "article": f"art_{number}"}
                answer = client.post(
                    ADDRESS, data={**fields, "do": "confirmed", "by": name}, headers=heads
                )
                failed.extend([answer.text] if answer.status_code != 303 else [])

    people = [threading.Thread(target=person, args=(name,)) for name in ("张三", "张三", "李四")]
    for one in people:
        one.start()
    root = ["--repo", str(desk.repository), "review", *TITLES[:2], "--by", "张三", "-q"]
    for number in range(1, 4):
        assert main([*root, "--reject", f"{number}=第五条"]) == 0
    for one in people:
        one.join()

    assert failed == []
    links = command(desk, capsys, "relate", *TITLES[:2])["links"]
    said = {
        (one["left"]["eid"], one["right"]["eid"], word["reviewer"], word["status"])
        for one in links
        for word in one["judgements"]
    }
    assert said == {
        *(
            (f"art_{n}", f"art_{n}", name, "confirmed")
            for n in range(1, 5)
            for name in ("张三", "李四")
        ),
        *((f"art_{n}", "art_5", "张三", "rejected") for n in range(1, 4)),
    }
    assert main(["--repo", str(desk.repository), "fsck"]) == 0


def test_requirements_are_filled_in_exported_and_read_back(desk, capsys):
    fields = {
        "law": "our-rules",
        "item": "art_3",
        "fulfilment": "已设投诉电话",
        "gap": "未公布方式",
    }
    heads = '//table[@class="requirements"]/thead//th'
    begin = fromstring(shown(desk, f"{GAPS}&lang=zh"))
    assert len(begin.xpath(heads)) == 3
    assert "请先填写姓名" in begin.text_content()
    desk.post(GAPS, {**fields, "do": "stated", "by": "张三"})
    desk.client.cookies.clear()
    assert len(fromstring(shown(desk, GAPS)).xpath(heads)) == 5  # what somebody filled
    page = shown(desk, GAPS)
    for words in (
        "监管要求" if "监管要求" in page else "Requirement",
        "核对发现" if "核对发现" in page else "Findings",
        "已设投诉电话",
        "未公布方式",
    ):
        assert words in page
    data = desk.get("/relations/ferries/gaps.xlsx?with=our-rules").content
    printed = command(desk, capsys, "relate", "ferries", "our-rules")["gaps"]
    assert [(one["left"], one["reviewer"], one["gap"]) for one in printed] == [
        ("art_3", "张三", "未公布方式")
    ]

    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    rows = {str(row[0].value).partition("\n")[0]: row for row in sheet.iter_rows() if row[0].value}
    rows["第三条"][5].value = "在售票处公布"
    rows["第四条"][6].value = "安全部"
    filled = io.BytesIO()
    book.save(filled)
    answer = desk.post(
        "/relations/ferries/filled?with=our-rules&as=gaps",
        {"by": "李四"},
        files={"file": ("filled.xlsx", filled.getvalue())},
    )

    assert answer.headers["location"].endswith("taken=2-0")
    stated = command(desk, capsys, "relate", "ferries", "our-rules")["gaps"]
    words = {(one["left"], one["reviewer"]): one for one in stated}
    assert set(words) == {("art_3", "张三"), ("art_3", "李四"), ("art_4", "李四")}
    assert words["art_3", "李四"]["remedy"] == "在售票处公布"
    assert words["art_3", "李四"]["gap"] is None  # the other's words are not his
    assert "李四" in shown(desk, GAPS)
    own = {
        "law": "our-rules",
        "item": "art_3",
        "remedy": "另在船上公布",
        "do": "stated",
        "by": "李四",
    }
    desk.post(GAPS, own | {"shown": json.dumps({"remedy": "在售票处公布"})})
    address = "/relations/ferries/filled?with=our-rules&as=gaps"
    late = desk.post(address, {"by": "李四"}, files={"file": ("filled.xlsx", filled.getvalue())})
    for words in ("另在船上公布", "在售票处公布", "第三条"):
        assert words in late.text
    assert "另在船上公布" in shown(desk, GAPS)
    assert desk.insist(late).headers["location"].endswith("taken=1-1")
    assert "另在船上公布" not in shown(desk, GAPS)
    book.remove(book.worksheets[1])  # without the hidden sheet the words of others stay theirs
    bare = io.BytesIO()
    book.save(bare)
    desk.post(
        "/relations/ferries/filled?with=our-rules&as=gaps",
        {"by": "王五"},
        files={"file": ("filled.xlsx", bare.getvalue())},
    )
    again = command(desk, capsys, "relate", "ferries", "our-rules").get("gaps", ())
    assert {one["reviewer"] for one in again} == {"张三", "李四"}
    assert desk.get("/relations/ferries/gaps.docx?with=our-rules").content.startswith(b"PK")


@pytest.mark.parametrize(("family", "left"), [("gaps", "ferries"), ("measures", "opinion")])
def test_a_dropped_leaf_leads_to_its_relation_with_the_marks(desk, capsys, family, left):
    right = "our-rules" if family == "gaps" else "ferries"
    while (answer := desk.get(f"/relations/{left}/{family}.leaf?with={right}")).status_code == 202:
        pass
    leaf = answer.content
    words = {"gaps": {"gap": "未公布方式"}, "measures": {"verdict": "none", "note": "未见"}}[family]
    key = next(iter(read_leaf(leaf, "x").shown))
    people = [{"by": "李四", "rows": {key: {"at": "2026-04-01T10:00:00+08:00", **words}}}]
    before, opened, rest = leaf.decode().partition('id="leaf-marks">')
    saved = before + opened + json.dumps(people) + rest[rest.index("</script>") :]

    files = {"left": ("back.html", saved.encode(), "text/html")}
    heads = {"Origin": f"http://{desk.host}", "X-Token": desk.token}
    answer = desk.client.post("/compare", files=files, headers=heads, follow_redirects=True)
    while answer.status_code == 202:
        answer = desk.client.get(answer.url)

    assert answer.url.path == f"/relations/{left}"
    assert ("1 filled row" if family == "gaps" else "1 judgement") + " from 李四" in answer.text
    assert ("未公布方式" if family == "gaps" else "未见") in answer.text


def test_a_requirement_without_rules_names_all_that_were_searched(desk, capsys):
    root = ["--repo", str(desk.repository), "relate", "ferries", "our-rules", "opinion", "-q"]
    capsys.readouterr()
    assert main([*root, "--gaps", "--lang", "zh", "--item", "第四条"]) == 0

    found = re.sub(r"\s", "", capsys.readouterr().out)
    assert f"《{TITLES[2]}》《{TITLES[0]}》未见对应条款" in found


def test_empty_columns_take_a_statement_back(desk):
    fields = {"law": "our-rules", "item": "art_3", "do": "stated", "by": "张三"}
    desk.post(GAPS, {**fields, "gap": "未公布方式"})
    desk.post(GAPS, fields)
    assert "未公布方式" in shown(desk, "/relations/ferries/relation.json?with=our-rules")
    desk.post(GAPS, {**fields, "shown": json.dumps({"gap": "未公布方式"})})

    assert "gaps" not in json.loads(shown(desk, "/relations/ferries/relation.json?with=our-rules"))


def test_the_list_names_the_reviewers_and_leads_to_each_pair(desk):
    judge(desk, "张三", "confirmed")
    judge(desk, "李四", "confirmed", address=BOTH, law="our-rules", article="art_3", item="art_3")
    page = desk.get("/relations").text

    for words in ("张三", "李四", "/relations/opinion?with=ferries", "with=our-rules"):
        assert words in page
    chosen = desk.get("/relations?left=opinion&with=ferries&with=our-rules&do=open")
    assert chosen.headers["location"] == BOTH
    found = desk.get("/relations", params={"right-title": "轮渡", "with": "ferries"}).text
    assert 'value="our-rules"' in found
    assert 'value="ferries" checked' in found


def test_a_text_without_items_is_refused_beside_its_field(desk, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("关于浮桥的便函\n\n（2020年1月1日）\n\n请修好浮桥。\n", encoding="utf-8")
    added = ["add", str(path), "-q", "--slug", "letter"]
    assert main(["--repo", str(desk.repository), *added]) == 0

    for query, field in (
        ("left=letter&with=ferries", "left"),
        ("left=opinion&with=letter", "with"),
    ):
        answer = desk.get(f"/relations?{query}&do=open")
        mistake = fromstring(answer.text).get_element_by_id("mistake")
        assert answer.status_code == 422
        assert "关于浮桥的便函" in mistake.text_content()
        assert mistake.xpath(f'ancestor::fieldset//input[@name="{field}"]')
    assert desk.get("/relations/letter?with=ferries").status_code == 422
    refused = desk.get("/api/v1/relation?opinion=letter&law=ferries")
    assert (refused.status_code, "关于浮桥的便函" in refused.text) == (422, True)


@pytest.mark.parametrize(("rank", "there"), [("local", True), ("national", False), ("x", True)])
def test_documents_of_one_rank_are_offered(desk, rank, there):
    page = desk.get("/relations", params={"right-rank": rank}).text
    right = page[page.index('name="right-rank"') :]

    assert ('value="ferries"' in right) is there
    assert (f'<option value="{rank}" selected>' in right) is (rank != "x")


def test_works_that_share_a_slug_are_told_apart(desk, tmp_path):
    path = tmp_path / "other.txt"
    path.write_text(LAW.replace("示例省", "示例县").replace("2021", "2019"), encoding="utf-8")
    added = ["add", str(path), "-q", "--slug", "ferries"]
    assert main(["--repo", str(desk.repository), *added]) == 0
    places = re.findall(r'name="with" value="(ferries~[^"]+)"', desk.get("/relations").text)

    assert len(places) == 2
    titles = {
        json.loads(shown(desk, f"/relations/opinion/relation.json?with={place}"))["right"][0][
            "title"
        ]
        for place in places
    }
    assert titles == {TITLES[1], TITLES[1].replace("省", "县")}
    assert desk.get(ADDRESS).status_code == 400
    answer = desk.post(
        f"/relations/opinion?with={places[0]}",
        {**LINK, "law": places[0], "by": "张三", "do": "confirmed"},
    )
    assert answer.status_code == 303
    assert places[0] in answer.headers["location"].replace("%7E", "~")


def test_what_is_not_stored_is_no_page(desk):
    for rest in ("nowhere?with=ferries", "opinion", "opinion?with=/etc/passwd"):
        assert 400 <= desk.get(f"/relations/{rest}").status_code < 500


def test_the_page_fits_reads_without_a_script_and_has_no_serious_fault(desk, tab):
    judge(desk, "张三", "2")
    judge(desk, "李四", "rejected", note="不同意")
    for width, language in ((1400, "zh"), (390, "en")):
        opened = tab(desk, width=width)
        for address in ("/relations?", BOTH, GAPS):
            page = opened.open(f"{address}&lang={language}")
            page.wait_for_selector("main .page")
            assert opened.faults() == []
            assert not opened.is_too_wide()
    plain = tab(desk, java_script_enabled=False).open(f"{ADDRESS}&lang=zh")
    text = plain.locator("main .items").inner_text()

    assert "不得非法收集、使用乘客个人信息" in text
    assert "意见后新增" in text
    plain.fill("#by", "王五")
    plain.click("#reviewing button")
    plain.locator(".review form button[value=partly]").first.click()
    assert "王五" in plain.locator("main .items").inner_text()
    plain.click("#i3 > .add > summary")
    plain.fill("#i3 .add input[name=article]", "第五条")
    plain.locator("#i3 .add button[value=confirmed]").click()
    plain.wait_for_selector('#i3 [data-key$="=art_5"]', state="attached")


def test_a_judgement_of_a_like_pair_fills_the_form_and_stores_nothing(desk, tab, capsys):
    place = {"article": "", "item": "art_2", "span": span(desk, "art_2")}
    judge(desk, "张三", "answered", **place, articles="第二条", grade="2")
    desk.client.cookies.clear()
    before = command(desk, capsys, "relate", *TITLES)
    offers = [one["answers"][1].get("offers") for one in before["measures"]]
    assert [one[0]["adapted"] for one in offers if one] == [True]
    shown(desk, BOTH)  # worked out, for a page without a script

    for with_script in (False, True):
        page = tab(desk, java_script_enabled=with_script).open(f"{BOTH}&lang=zh")
        page.fill("#by", "王五")
        page.click("#reviewing button")
        page.wait_for_load_state()
        link = page.locator(".offer > a")
        assert link.inner_text() == "采用张三对 2.1 的判断"
        link.click()
        box = page.locator(".review:has(.offer)")
        box.locator("button.offered").wait_for()
        assert box.locator("input[name=articles]").input_value() == "第二条"
        assert box.locator("select[name=grade]").input_value() == "2"
        assert box.locator("textarea").input_value() == f"采用张三对《{TITLES[0]}》 2.1 的判断"
        assert "尚未保存" in page.locator("body").inner_text()
        assert command(desk, capsys, "relate", *TITLES) == before

        box.locator("button.offered").click()
        page.locator(".verdicts:has-text('王五')").wait_for()
        (found,) = (
            one["answers"][1]
            for one in command(desk, capsys, "relate", *TITLES)["measures"]
            if one["answers"][1]["reviewer"]
        )
        assert (found["status"], found["reviewer"], "offers" in found) == (
            "answered",
            "王五",
            False,
        )
        assert found["judgements"][0]["articles"] == [{"eid": "art_2", "grade": 2}]
        box = page.locator(".review:has(.verdicts:has-text('王五'))")
        box.locator("button[value=undo]").click()
        page.locator(".offer > a").wait_for()
        assert command(desk, capsys, "relate", *TITLES) == before


@pytest.mark.parametrize("key", ["art_2=", "art_9=x=0-1=1", "%00", "x" * 3000])
def test_an_offer_that_does_not_exist_fills_nothing(desk, key):
    desk.post("/reviewer", {"by": "王五", "back": BOTH})
    page = shown(desk, f"{BOTH}&take={key}")

    assert 'id="taken"' not in page
