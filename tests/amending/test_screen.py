"""Amending decisions on the page: what it shows and stores is what the command yields."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from lanes import some
from lxml import html as pages
from returned_files import run

EXAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "example"
BEFORE, DECISION, AFTER = (
    EXAMPLE / f"invented-{name}"
    for name in ("2018-11-30.txt", "2021-09-26.decision.txt", "2021-09-26.md")
)
WORK = "示例市公共数据管理条例"
OLD, NEW = f"{WORK}@2018-11-30", f"{WORK}@2021-09-26"
LAW = "某镇果园管理办法\n（2030年3月1日某镇人民政府公布）\n\n第一条　为了保护果园，制定本办法。\n\n第二条　果农应当修剪果树。\n\n第三条　本办法自2030年5月1日起施行。\n"
FIRST = "某镇人民政府关于修改《某镇果园管理办法》的决定\n（2031年3月1日某镇人民政府公布）\n\n某镇人民政府决定对《某镇果园管理办法》作如下修改：\n\n一、将第二条修改为：“果农应当按时修剪果树。”\n\n本决定自2031年5月1日起施行。\n"
SECOND = FIRST.replace("2031", "2032").replace("按时修剪", "每年修剪")
BROKEN = FIRST.replace("\n\n本决定", "\n\n二、将第八条修改为：“无。”\n\n本决定")
OTHER = FIRST.replace("第二条", "第八条")


def outcome(*operands: tuple[str, str], form: str = "") -> str:
    place = f"/decisions/outcome/{form}" if form else "/decisions/outcome"
    return f"{place}?{urlencode(operands)}"


def drop(site, *files: tuple[str, str | bytes], **fields: str) -> str:
    """Send the form, and give the address of the outcome."""
    texts = [
        (name, (f"{place}.txt", data if isinstance(data, bytes) else data.encode()))
        for place, (name, data) in enumerate(files)
    ]
    answer = site.post("/decisions", fields, files=texts)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def stored_decision(site) -> str:
    """The name of the decision that the invented repository holds."""
    page = pages.fromstring(site.get("/decisions").text)
    address = page.xpath("//table//a[contains(@href, 'decision=')]/@href")[0]
    return re.search(r"decision=([^&]+)", address)[1]


def test_the_stored_decisions_lead_to_the_works_that_they_amend(site):
    page = pages.fromstring(site.get("/decisions").text)
    rows = [[cell.text_content().strip() for cell in row] for row in page.xpath("//tbody/tr")]
    addresses = page.xpath("//tbody//a/@href")

    assert [(row[0], row[2]) for row in rows] == [("2021-09-26", WORK)]
    assert urlencode({"base": OLD}) in addresses[-1]
    assert urlencode({"against": NEW}) in addresses[-1]
    assert all(site.get(one).status_code == 200 for one in addresses if "outcome" in one)


def test_the_items_are_those_of_the_command(site, library):
    files = ("base", BEFORE.read_bytes()), ("decision", DECISION.read_bytes())
    address = drop(site, *files, ("against", AFTER.read_bytes()))
    stated = run(library, "consolidate", BEFORE, DECISION, "--against", AFTER, "--format", "json")
    made = json.loads(stated)
    page = pages.fromstring(site.get(f"{address}&lang=zh").text)

    done = [one for one in made["operations"] if one["status"] == "applied"]
    instructions = {one["instruction"] for one in made["operations"] if one["instruction"]}
    counts = dict(
        zip(
            page.xpath("//dl[@class='counts']/div/@class"),
            page.xpath("//dl[@class='counts']/div/dd/text()"),
            strict=True,
        )
    )
    assert counts["applied"] == str(len(done))
    assert len(page.xpath("//table[@class='table']/tbody/tr/th")) == len(instructions)
    text = page.xpath("//*[@id='text']")[0].text_content()
    assert all(one["text"].split("\n")[0] in text for one in made["document"]["articles"])
    assert page.xpath("//p[contains(@class, 'verdict good')]")
    saved = site.get(f"/decisions/outcome/json?{urlsplit(address).query}")
    assert json.loads(saved.content) == made


def test_what_failed_stands_first(site):
    address = drop(site, ("base", LAW), ("decision", BROKEN))
    page = pages.fromstring(site.get(f"{address}&lang=zh").text)

    troubles = page.xpath("//header//*[@class='troubles']")[0].text_content()
    assert "第八条" in troubles
    assert page.xpath("//dl[@class='counts']/div[@class='failed']/dd/text()") == ["1"]
    assert not page.xpath("//form[@action='/decisions/outcome']")
    assert "upload:" not in page.xpath("//*[@id='then']")[0].text_content()


def test_a_decision_on_another_text_is_refused(site):
    answer = site.get(drop(site, ("base", LAW), ("decision", OTHER)))

    assert answer.status_code == 422
    assert "第八条" in answer.text


def test_a_republished_text_that_differs_is_shown_with_its_differences(site, library, tmp_path):
    other = LAW.replace("果农应当修剪", "果农可以按时修剪").replace("2030年3月1日", "2031年3月1日")
    texts = {"base": LAW, "decision": FIRST, "against": other}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    address = drop(site, *texts.items())
    command = (
        "consolidate",
        tmp_path / "base",
        tmp_path / "decision",
        "--against",
        tmp_path / "against",
    )
    made = json.loads(run(library, *command, "--format", "json"))
    page = pages.fromstring(site.get(f"{address}&lang=zh").text)

    differences = made["verification"]["differences"]
    rows = page.xpath("//table[contains(@class, 'differences')]/tbody/tr")
    assert differences
    assert len(rows) == len(differences)
    for row, one in zip(rows, differences, strict=True):
        assert one["num"] in row.text_content()


def test_several_decisions_are_carried_out_one_after_another(site, library, tmp_path):
    texts = {"base": LAW, "first": FIRST, "second": SECOND}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    address = drop(site, ("base", LAW), ("decision", FIRST), ("decision", SECOND))
    command = "consolidate", "--chain", *(tmp_path / name for name in texts), "--format", "json"
    made = json.loads(run(library, *command))
    page = pages.fromstring(site.get(f"{address}&lang=zh").text)

    assert len(page.xpath("//section[@class='step']")) == len(made["steps"]) == 2
    assert "每年修剪" in page.xpath("//*[@id='text']")[0].text_content()
    saved = site.get(f"/decisions/outcome/json?{urlsplit(address).query}")
    assert json.loads(saved.content)["steps"] == made["steps"]


def test_each_step_may_start_from_the_republished_text(site, library, tmp_path):
    between = LAW.replace("2030年3月1日", "2031年3月1日").replace("保护果园", "管好果园")
    texts = {"base": LAW, "first": FIRST, "second": SECOND, "between": between}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = ("base", LAW), ("decision", FIRST), ("decision", SECOND), ("against", between)
    address = drop(site, *files, **{"from-republished": "1"})
    command = "consolidate", "--chain", *(tmp_path / name for name in ("base", "first", "second"))
    more = "--against", tmp_path / "between", "--from-republished", "--format", "json"
    made = json.loads(run(library, *command, *more))

    saved = site.get(f"/decisions/outcome/json?{urlsplit(address).query}")
    assert "管好果园" in made["document"]["articles"][0]["text"]
    assert json.loads(saved.content) == made


def test_the_stored_decisions_of_a_stored_base_are_found(site):
    page = pages.fromstring(site.get(outcome(("base", OLD))).text)

    assert len(page.xpath("//section[@class='step']")) == 1


@pytest.mark.parametrize(
    ("form", "begin"),
    [
        ("docx", b"PK"),
        ("markdown", b"# "),
        ("json", b"{"),
        ("text-docx", b"PK"),
        ("text-txt", "\u3000".encode()),
        ("text-akn", b"<?xml"),
    ],
)
def test_reports_and_the_new_text_are_saved(site, form, begin):
    decision = stored_decision(site)
    address = outcome(("base", OLD), form=form) + f"&decision={decision}"

    answer = site.get(address)

    assert answer.status_code == 200
    assert answer.content.startswith(begin)
    assert answer.headers["content-disposition"].startswith("attachment")


def add(site, text: str) -> None:
    """Store a text as the page does."""
    address = site.post("/add", files={"file": ("text.txt", text.encode())}).headers["location"]
    assert site.post("/add", {"text": address.partition("text=")[2]}).status_code == 200


def test_the_text_is_stored_as_computed_and_taken_back(own_site):
    add(own_site, LAW)
    add(own_site, FIRST)
    decision = "某镇人民政府关于修改《某镇果园管理办法》的决定@2031-03-01"
    operands = {"base": "某镇果园管理办法@2030-03-01", "decision": decision}
    page = pages.fromstring(own_site.get(outcome(*operands.items())).text)
    fields = dict(page.xpath("//form[@action='/decisions/outcome']")[0].form_values())

    answer = own_site.post("/decisions/outcome", fields | {"reason": "公报未到"})
    again = own_site.post("/decisions/outcome", fields)
    listed = run(own_site.repository, "log", "某镇果园管理办法")
    undone = own_site.post(
        "/undo", {"seen": re.search(r'name="seen" value="(\w+)"', answer.text)[1]}
    )

    assert {name: fields[name] for name in operands} == operands
    assert (answer.status_code, again.status_code) == (200, 200)
    assert "2031-03-01" in listed.decode()
    assert undone.status_code == 200
    assert 'name="seen"' not in again.text


def test_nothing_is_stored_without_the_token_or_from_files(own_site):
    add(own_site, LAW)
    address = drop(own_site, ("decision", FIRST), base="某镇果园管理办法@2030-03-01")
    decision = re.search(r"decision=([^&]+)", address)[1].replace("%3A", ":")
    fields = {"base": "某镇果园管理办法@2030-03-01", "decision": decision}

    without = own_site.client.post("/decisions/outcome", data=fields)
    dropped = own_site.post("/decisions/outcome", fields)

    assert without.status_code == 400
    assert dropped.status_code == 400
    assert not pages.fromstring(own_site.get(address).text).xpath(
        "//form[@action='/decisions/outcome']"
    )


def test_works_with_several_decisions_lead_to_their_chain(own_site):
    for text in (LAW, FIRST, SECOND):
        add(own_site, text)
    page = pages.fromstring(own_site.get("/decisions").text)
    address = page.xpath("//li/a[contains(@href, 'outcome')]/@href")[0]

    shown = pages.fromstring(own_site.get(address).text)

    assert len(shown.xpath("//section[@class='step']")) == 2


@pytest.mark.parametrize(
    "operand", ["/etc/passwd", "../x", "-", "upload:0", "<script>alert(1)</script>"]
)
def test_a_request_names_no_file(site, operand):
    decision = DECISION.read_text(encoding="utf-8")
    answers = [
        site.get(outcome(("base", operand), ("decision", operand))),
        site.get(outcome(("decision", operand))),
        site.get(drop(site, ("decision", decision), base=operand)),
        site.post("/decisions/outcome", {"base": operand, "decision": operand}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert all("<script>alert" not in answer.text for answer in answers)


def test_hostile_words_of_a_decision_are_text(site):
    evil = "<img src=x onerror=alert(1)>"
    address = drop(site, ("base", LAW), ("decision", FIRST.replace("按时", evil)))

    assert evil not in site.get(address).text


@pytest.mark.parametrize(
    "look", some([(390, "en-US", "dark"), (1400, "zh-CN", "light")], 2), ids=str
)
def test_a_person_carries_out_a_stored_decision(site, tab, look):
    width, language, scheme = look
    window = tab(site, width=width, language=language, color_scheme=scheme)
    page = window.open("/decisions")
    assert window.faults() == []
    assert not window.is_too_wide()
    page.locator("tbody a.button").first.click()
    page.wait_for_selector("table.table")

    assert window.faults() == []
    assert not window.is_too_wide()
    with page.expect_download() as download:
        page.locator("#then a.button").first.click()
    assert download.value.suggested_filename.endswith(".docx")


def test_it_works_without_a_script(site, tab):
    page = tab(site, java_script_enabled=False).open("/decisions")
    page.locator("input[name=base][type=file]").set_input_files(BEFORE)
    page.locator("input[name=decision][type=file]").set_input_files(DECISION)
    page.locator("form.drop button.primary").click()

    page.locator("table.table tbody").nth(20).wait_for()
