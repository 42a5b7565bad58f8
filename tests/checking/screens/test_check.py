"""A dropped file is checked on one page: what it shows is what the commands find."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from desk_forms import forms, sent, wish
from lxml import html as pages
from returned_files import NEW, OLD, Drafts, bomb, make_drafts, run

WRITTEN = "2022-03-01"


@pytest.fixture(scope="module")
def drafts(tmp_path_factory) -> Drafts:
    return make_drafts(tmp_path_factory.mktemp("drafts"))


def drop(site, files: dict, **fields: str) -> str:
    """Send the form, and give the address of the checks."""
    answer = site.post("/check", fields, files=files)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def checked(site, address: str, language: str = "zh"):
    """The page of the checks."""
    answer = site.get(f"{address}&lang={language}")
    assert answer.status_code == 200, answer.text
    return pages.fromstring(answer.text)


def rows(page, check: str) -> list[list[str]]:
    """The cells of all rows of a check, without what the page adds to a row."""
    return [
        [
            " ".join(p.text_content() for p in cell.xpath("p[not(contains(@class, 'quiet'))]"))
            for cell in row.xpath("td")
        ]
        for row in page.xpath(f"//section[@id='check-{check}']//tbody/tr[td]")
    ]


def count(page, check: str) -> str:
    return page.xpath(f"//dt[a/@href='#check-{check}']/following-sibling::dd")[0].text_content()


def saved(site, address: str, name: str, form: str):
    return site.get(f"/check/{name}/{form}?{urlsplit(address).query}")


def test_changes_without_a_trace_are_those_of_the_command(site, library, drafts):
    address = drop(site, {"file": drafts.sent("returned.docx"), "sent": drafts.sent("sent.docx")})
    page = checked(site, address)
    stated = run(
        library, "check-return", drafts["sent.docx"], drafts["returned.docx"], "--format", "json"
    )
    changes = [one for one in json.loads(stated)["changes"] if one["counted"]]

    assert count(page, "return") == str(len(changes)) == "3"
    assert len(rows(page, "return")) == len(changes)
    for row, change in zip(rows(page, "return"), changes, strict=True):
        assert row[1] == " ".join(one["text"] for one in change["sent"])
        assert row[2] == " ".join(one["text"] for one in change["returned"])
    assert saved(site, address, "return", "json").content == stated


def test_without_the_sent_text_the_tracked_changes_are_shown(site, library, drafts):
    address = drop(site, {"file": drafts.sent("returned.docx")})
    page = checked(site, address)
    stated = json.loads(
        run(library, "diff", drafts["returned.docx"], "--authors", "--format", "json")
    )
    changed = [
        one for one in stated["matches"] if one["parent"] is None and one["kind"] != "unchanged"
    ]

    assert count(page, "tracked") == str(len(changed))
    assert len(rows(page, "tracked")) == len(changed)
    assert json.loads(saved(site, address, "tracked", "json").content) == stated


def test_citations_are_those_of_the_command(site, library, drafts):
    address = drop(site, {"file": drafts.sent("contract.docx")}, written=WRITTEN)
    page = checked(site, address)
    stated = run(
        library,
        "cites",
        "--from",
        drafts["contract.docx"],
        "--written",
        WRITTEN,
        "--format",
        "json",
    )
    citations = json.loads(stated)["citations"]
    shown = rows(page, "citations")

    assert sorted(row[1] for row in shown) == sorted(one["from"]["text"] for one in citations)
    corrected = {one["check"]["corrected"] for one in citations} - {None}
    assert {row[4] for row in shown} - {""} == corrected
    assert WRITTEN in page.xpath("//section[@id='check-citations']")[0].text_content()
    assert saved(site, address, "citations", "json").content == stated


def test_each_citation_has_the_words_that_stand_there_now(site, library, drafts):
    address = drop(site, {"file": drafts.sent("contract.docx")}, written=WRITTEN)
    page = checked(site, address)
    stated = run(
        library,
        "cites",
        "--from",
        drafts["contract.docx"],
        "--written",
        WRITTEN,
        "--format",
        "json",
    )
    words = [one["check"]["words"] for one in json.loads(stated)["citations"]]
    cells = page.xpath("//section[@id='check-citations']//td[3]/p[@class='quiet']")

    assert len(cells) == sum(one is not None for one in words)
    told = "".join("".join(cell.text_content() for cell in cells).split())
    assert all("".join(one.split())[:60] in told for one in words if one)


def test_the_corrected_word_file_is_that_of_the_command(site, library, drafts, tmp_path):
    address = drop(site, {"file": drafts.sent("contract.docx")}, written=WRITTEN)
    mine = tmp_path / "corrected.docx"
    run(
        library,
        "cites",
        "--from",
        drafts["contract.docx"],
        "--written",
        WRITTEN,
        "--fix",
        "-o",
        mine,
    )

    answer = saved(site, address, "citations", "fixed")

    assert answer.content == mine.read_bytes()
    assert answer.headers["content-disposition"].startswith("attachment")


TERMS = "云岭市共享雨伞管理办法\n\n第一条　雨伞经营企业应当依照本办法第九条登记。\n\n第二条　在本市投放雨伞的公司（以下简称雨伞经营企业）应当编号（编号应当清晰。\n\n第三条　本办法自2031年5月1日起施行。\n"


def test_findings_of_the_drafting_are_those_of_the_command(site, library, tmp_path):
    (tmp_path / "draft.txt").write_text(TERMS, encoding="utf-8")
    address = drop(site, {"file": ("draft.txt", TERMS.encode())})
    page = checked(site, address, "en")
    stated = json.loads(run(library, "lint", tmp_path / "draft.txt", "--format", "json"))
    shown = rows(page, "lint")

    assert [one["type"] for one in stated["findings"]] == [
        "early-term",
        "dangling-reference",
        "unclosed-mark",
    ]
    assert [row[2].split(" ", 1)[1] for row in shown] == [
        one["message"] for one in stated["findings"]
    ]
    assert [mark.text for mark in page.xpath("//mark")] == ["雨伞经营企业", "本办法第九条", "（"]
    assert all(row[3] for row in shown)
    assert json.loads(saved(site, address, "lint", "json").content) == stated


def test_the_faults_of_a_table_are_reviewed_one_by_one(site, drafts):
    files = {"table": drafts.sent("table.docx"), "old": drafts.sent(OLD), "new": drafts.sent(NEW)}
    address = drop(site, files, kind="table")
    (desk,) = checked(site, address).xpath("//a[starts-with(@href, '/check/desk')]/@href")
    before = saved(site, address, "table", "markdown").text
    faults = len(pages.fromstring(site.get(desk).text).xpath("//details[@class='order']//li"))

    where, seen, page = desk, 0, site.get(desk).text
    (action,) = set(pages.fromstring(page).xpath("//article//form/@action"))
    sent(site, forms(page, action)[1], reason="已告知承办人")
    while forms(page := site.get(where).text, action):
        answer = sent(site, forms(page, action)[0])
        where, seen = answer.headers["location"], seen + 1
    assert wish(answer)["at"] == "end"
    assert seen == faults > 1
    after = saved(site, address, "table", "markdown").text
    assert after.count("已告知承办人") == 1
    assert "已告知承办人" not in before

    for _ in range(faults + 1):
        (undo,) = forms(site.get(desk).text, "/desk/undo")
        assert sent(site, undo).status_code == 303
    assert saved(site, address, "table", "markdown").text == before


def test_somebodys_table_is_checked_beside_its_texts(site, library, drafts):
    files = {"table": drafts.sent("table.docx"), "old": drafts.sent(OLD), "new": drafts.sent(NEW)}
    address = drop(site, files, kind="table")
    page = checked(site, address)
    stated = run(
        library, "check-table", drafts["table.docx"], drafts[OLD], drafts[NEW], "--format", "json"
    )
    faults = json.loads(stated)["faults"]

    assert faults
    assert count(page, "table") == str(len(rows(page, "table"))) == str(len(faults))
    assert saved(site, address, "table", "json").content == stated


def test_a_stored_version_stands_for_a_text(site, library, drafts):
    names = [f"示例市公共数据管理条例@{day}" for day in ("2018-11-30", "2021-09-26")]
    address = drop(
        site, {"table": drafts.sent("table.docx")}, kind="table", old=names[0], new=names[1]
    )
    stated = run(library, "check-table", drafts["table.docx"], *names, "--format", "json")

    assert count(checked(site, address), "table") == str(len(json.loads(stated)["faults"]))


def test_a_work_without_a_date_is_that_of_the_day_of_reading(site, drafts):
    work = "示例市公共数据管理条例"
    address = drop(
        site, {"table": drafts.sent("table.docx")}, kind="table", old=f"{work}@2018-11-30", new=work
    )
    site.client.cookies.set("day", "2023-01-01")
    try:
        then = saved(site, address, "table", "json").json()
    finally:
        site.client.cookies.delete("day")

    assert then["new"]["version_date"] == "2021-09-26"
    assert saved(site, address, "table", "json").json()["new"]["version_date"] == "2024-05-31"


@pytest.mark.parametrize("form", ["docx", "markdown", "json"])
def test_every_check_is_saved_in_every_format(site, drafts, form):
    address = drop(site, {"file": drafts.sent("returned.docx"), "sent": drafts.sent("sent.docx")})

    for name in ("return", "citations", "lint"):
        answer = saved(site, address, name, form)
        assert answer.status_code == 200
        assert answer.content
    assert saved(site, address, "table", form).status_code == 404
    assert saved(site, address, "return", "exe").status_code == 404


def test_the_day_of_reading_is_the_day_that_citations_are_checked_against(site, drafts):
    address = drop(site, {"file": drafts.sent("contract.docx")}, written=WRITTEN)
    later = checked(site, address)
    site.client.cookies.set("day", "2022-06-01")
    try:
        then = checked(site, address)
    finally:
        site.client.cookies.delete("day")

    assert int(count(then, "citations")) < int(count(later, "citations"))


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..\\..\\x.docx", "<img src=x onerror=alert(1)>.txt", "/etc/passwd"],
)
def test_a_name_of_a_file_is_text_and_no_path(site, name):
    address = drop(site, {"file": (name, TERMS.encode())})
    answer = site.get(address)

    assert answer.status_code == 200
    assert "<img src=x" not in answer.text
    assert "root:" not in answer.text
    shown = pages.fromstring(answer.text).xpath("//h1")[0].text_content()
    assert "/" not in shown
    assert "\\" not in shown


@pytest.mark.parametrize(
    "operand", ["/etc/passwd", "./sent.docx", "-", "upload:0", "file:///etc/passwd", "x" * 5000]
)
def test_a_request_names_no_file(site, drafts, operand):
    files = {"table": drafts.sent("table.docx")}
    address = drop(site, files, kind="table", old=operand, new=operand)
    answers = [
        site.get(address),
        site.get("/check", params={"file": operand}),
        site.get("/check", params={"table": operand, "old": operand, "new": operand}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert all("root:" not in answer.text for answer in answers)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04broken", b"\x00\xff" * 400, b"%PDF-1.7\nbroken", b"<akomaNtoso>"],
    ids=repr,
)
def test_a_file_that_cannot_be_read_is_refused_in_words(site, data):
    address = drop(site, {"file": ("a.docx", data), "sent": ("b.docx", data)})
    answer = site.get(address)

    assert answer.status_code in (200, 422)
    assert "this is a bug" not in answer.text


def test_a_file_that_unpacks_beyond_all_bounds_is_refused(site):
    answer = site.get(drop(site, {"file": ("bomb.docx", bomb())}))

    assert answer.status_code == 422


def test_a_text_that_is_gone_is_asked_for_again(site, drafts):
    address = drop(site, {"file": drafts.sent("sent.docx")})
    gone = address.replace(parse_qs(urlsplit(address).query)["file"][0][7:], "0" * 32)

    answer = site.get(gone)

    assert answer.status_code == 404


def test_a_form_without_a_file_is_refused(site):
    assert site.post("/check", {"sent": "x"}).status_code == 400
    assert site.post("/check", {"kind": "table", "old": "x", "new": "y"}).status_code == 400


def test_the_example_that_ships_has_its_three_silent_changes(site):
    answer = site.post("/check", {"example": "1"})

    assert count(checked(site, answer.headers["location"]), "return") == "3"


def test_nothing_that_is_dropped_is_stored(own_site, drafts):
    before = sorted(own_site.repository.rglob("*"))
    own_site.get(drop(own_site, {"file": drafts.sent("contract.docx")}))

    assert sorted(own_site.repository.rglob("*")) == before


@pytest.mark.parametrize("look", [(1400, "zh-CN", "light"), (390, "en-US", "dark")], ids=str)
def test_a_person_drops_files_and_reads_the_checks(site, tab, drafts, look):
    width, language, scheme = look
    window = tab(site, width=width, language=language, color_scheme=scheme)
    page = window.open("/check")
    assert window.faults() == []
    page.locator("input[name=file][type=file]").set_input_files(drafts["returned.docx"])
    page.locator("input[name=sent][type=file]").set_input_files(drafts["sent.docx"])
    page.locator("form.drop button.primary").first.click()
    page.wait_for_selector("#check-return tbody tr")

    assert page.locator("#check-return tbody tr").count() == 3
    assert window.faults() == []
    assert not window.is_too_wide()
    with page.expect_download() as download:
        page.locator("#check-return a.button").first.click()
    assert download.value.suggested_filename.endswith(".docx")


def test_it_works_without_a_script(site, tab, drafts):
    page = tab(site, java_script_enabled=False).open("/check")
    page.locator("input[name=file][type=file]").set_input_files(drafts["contract.docx"])
    page.locator("form.drop button.primary").first.click()

    page.locator("#check-citations tbody tr").nth(5).wait_for()
