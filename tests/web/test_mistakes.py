"""A mistake is shown beside its field, and what was chosen and typed is still in the form."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from lxml import html

TEXT = "示例县灯光管理办法\n（2031年3月1日示例县人民政府公布）\n\n第一条　为了管理灯光，制定本办法。\n\n第二条　本办法自2031年5月1日起施行。\n"
GOOD = ("灯光.txt", TEXT.encode())
BAD = ("合同.docx", b"junk")
WORK = "示例市公共数据管理条例"
PLACE = "/works/shilishigonggongshujuguanlitiaoli/2021-09-26"
LATE = ("large.txt", b"x" * (32 * 1024 * 1024 + 1))


def sent(site, path: str, fields: dict | None = None, **files: tuple[str, bytes]):
    """The page after a form, and its status."""
    answer = site.post(path, fields, **({"files": files} if files else {}))
    if answer.status_code == 303:
        answer = site.get(answer.headers["location"])
    return answer.status_code, html.fromstring(answer.text)


def mistake(page) -> str:
    """The sentence of the mistake, as it stands in the fieldset or the row of its field."""
    (found,) = page.xpath('//*[@id="mistake"]')
    return " ".join(found.text_content().split())


def values(page, name: str) -> list[str]:
    """What stands in the fields of a name."""
    return page.xpath(f'//input[@name="{name}"]/@value | //textarea[@name="{name}"]/text()')


@pytest.mark.parametrize(
    ("fields", "files", "side", "words"),
    [
        ({}, {"left": GOOD}, "right", "two texts are compared"),
        ({}, {"left": GOOD, "right": BAD}, "right", "nothing but “junk” was read"),
        ({}, {"right": GOOD, "left": LATE}, "left", "larger than 32 MB"),
        ({"left-text": "junk"}, {"right": GOOD}, "left", "nothing but “junk” was read"),
    ],
)
def test_the_good_file_is_sent_on_with_the_form(site, fields, files, side, words):
    status, page = sent(site, "/compare", fields, **files)
    good = "left" if side == "right" else "right"

    larger = 413 if words.startswith("larger") else 422
    assert status == (larger if len(files) > 1 or fields else 400)
    assert words in mistake(page)
    assert page.xpath('//*[@id="mistake"]/ancestor::fieldset//input[@type="file"]/@name') == [side]
    assert page.xpath("//*[@aria-invalid]/@name") == [side]
    assert "灯光.txt" in page.xpath(f'string(//input[@name="{good}-before"]/..)')
    assert values(page, f"{side}-before") == []
    assert values(page, f"{side}-text") == ["junk"] * bool(fields)

    again = {f"{good}-before": values(page, f"{good}-before")[0]}
    other = {side: ("路灯.txt", TEXT.replace("灯光", "路灯").encode())}
    assert sent(site, "/compare", again, **other)[0] == 200


def test_an_upload_of_somebody_that_is_gone_is_not_sent_on(site):
    status, page = sent(site, "/compare", {"left-before": "upload:" + "0" * 32}, right=GOOD)

    assert status == 400
    assert page.xpath("//*[@aria-invalid]/@name") == ["left"]


@pytest.mark.parametrize(
    ("query", "field", "typed"),
    [
        (f"left=不存在&right={WORK}", "left", ["不存在"]),
        (f"left={WORK}&right=不存在", "right", ["不存在"]),
        ("work=不存在", "work", ["不存在"]),
    ],
)
def test_a_name_that_is_none_stays_in_its_field(site, query, field, typed):
    answer = site.get(f"/compare?{quote(query, safe='=&')}")
    page = html.fromstring(answer.text)

    assert answer.status_code == 404
    assert page.xpath("//*[@aria-invalid]/@name") == [field]
    assert [one for one in values(page, field) if one] == typed


@pytest.mark.parametrize(
    ("path", "fields", "files", "field"),
    [
        ("/check", {"sent": "不存在"}, {}, "file"),
        ("/check", {"written": "2020-13-01"}, {"file": GOOD}, "written"),
        ("/check", {"kind": "table", "old": "不存在"}, {}, "table"),
        ("/decisions", {"against": "不存在"}, {}, "base"),
        ("/decisions", {"base": "不存在"}, {"decision": GOOD}, "base"),
        ("/add", {"file-name": "甲"}, {}, "file"),
        ("/add", {"file-text": "junk"}, {}, "file"),
        ("/add", {}, {"file": BAD}, "file"),
    ],
)
def test_other_forms_have_their_mistakes_in_place(site, path, fields, files, field):
    status, page = sent(site, path, fields, **files)

    assert status in (400, 404, 422)
    assert mistake(page)
    assert field in page.xpath(
        '//*[@id="mistake"]/ancestor::*[self::fieldset or self::dd or self::div][.//input][1]//input/@name'
    )
    assert all(text in values(page, name) for name, text in fields.items() if name != "kind")
    for name in files.keys() - {field}:
        assert values(page, f"{name}-before")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "", "authority": "示例县人民政府"}, "title"),
        ({"title": "示例办法", "promulgated": "2031-02-30"}, "promulgated"),
        ({"title": "示例办法", "slug": "A B"}, "slug"),
        ({"work": "不存在"}, "work"),
    ],
)
def test_the_facts_of_a_text_to_be_stored_are_asked_for_again(own_site, fields, field):
    untitled = ("说明.txt", TEXT.partition("\n\n")[2].encode())
    _, form = sent(own_site, "/add", file=untitled)
    operand = values(form, "text")[0]
    before = own_site.get("/works").text.count("<tr>")
    status, page = sent(own_site, "/add", {"text": operand, **fields})

    assert status in (400, 404)
    assert page.xpath("//*[@aria-invalid]/@name") == [field]
    assert all(values(page, name) == [value] for name, value in fields.items() if value)
    assert values(page, "text") == [operand]
    assert own_site.get("/works").text.count("<tr>") == before


def stamp(site) -> str:
    return values(html.fromstring(site.get(f"{PLACE}/facts").text), "shown")[0]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "", "authority": "新机关"}, "title"),
        ({"promulgated": "2021-02-30", "alias": "数据条例"}, "promulgated"),
        ({"ended": "2031-01-01", "alias": "数据条例"}, "ended-by"),
    ],
)
def test_facts_are_asked_for_again(site, fields, field):
    given = {"shown": stamp(site), "reason": "公报如此", **fields}
    status, page = sent(site, f"{PLACE}/facts", given)

    assert status == 400
    assert page.xpath("//*[@aria-invalid]/@name") == [field]
    assert "公报如此" in values(page, "reason")
    assert all(values(page, name) == [value] for name, value in fields.items() if value)


def test_what_was_written_upon_another_state_overwrites_nothing(site):
    shown = json.dumps({"authority": "另一机关"})
    given = {"shown": shown, "authority": "新机关", "reason": "公报如此"}
    before = values(html.fromstring(site.get(f"{PLACE}/facts").text), "authority")
    status, page = sent(site, f"{PLACE}/facts", given)

    assert status == 409
    assert {"新机关", *before} <= set(page.xpath("//dd/text()"))
    assert "公报如此" in values(page, "reason")
    assert values(html.fromstring(site.get(f"{PLACE}/facts").text), "authority") == before


def test_a_pairing_is_asked_for_again_in_its_row(own_site):
    names = {"left": f"{WORK}@2018-11-30", "right": f"{WORK}@2021-09-26"}
    comparison = html.fromstring(own_site.get("/compare", params=names).text)
    row = comparison.xpath('//a[@class="edit"]/@data-row')[1]
    given = {**names, "row": row, "before": "第九百九十九条", "after": "第三条", "do": "link"}
    status, page = sent(own_site, "/compare/pair", given)

    assert status == 404
    assert mistake(page).startswith(f"{WORK} has no “第九百九十九条”; write an article")
    assert "[" not in mistake(page)
    assert page.xpath("//*[@aria-invalid]/@name") == ["before"]
    (editor,) = page.xpath('//tr[@class="editor"]')
    assert editor.xpath('.//input[@name="row"]/@value') == [row, row]
    assert [values(editor, name) for name in ("before", "after")] == [
        ["第九百九十九条"],
        ["第三条"],
    ]
    assert len(page.xpath('//a[@class="edit"]')) == len(comparison.xpath('//a[@class="edit"]'))

    _, unequal = sent(own_site, "/compare/pair", {**given, "before": "第一章"})
    assert mistake(unequal) == "a chapter and a provision cannot correspond"
    _, empty = sent(own_site, "/compare/pair", {**given, "after": " "})
    assert empty.xpath("//*[@aria-invalid]/@name") == ["after"]


@pytest.mark.parametrize(("query", "field"), [("do=open", "left"), ("do=open&left=x", "with")])
def test_a_relation_of_nothing_says_what_to_choose(site, query, field):
    answer = site.get(f"/relations?{query}")

    assert answer.status_code == 400
    assert html.fromstring(answer.text).xpath(
        f'//*[@id="mistake"]/ancestor::fieldset//input[@name="{field}"]'
    )


PAGE = {"Accept": "text/html"}


def test_every_page_of_an_error_has_ways_on(site):
    token, here = site.token, {**PAGE, "Origin": site.address}
    junk = {**here, "Content-Type": "multipart/form-data; boundary=x"}
    plain = {**here, "Content-Type": "application/x-www-form-urlencoded"}
    pages = [
        site.get("/nothing", headers=PAGE),
        site.get("/works/nothing", headers=PAGE),
        site.get("/undo", headers=PAGE),
        site.get("/check/lint/docx", headers=PAGE),
        site.client.post("/day", data={"day": "2020-13-01", "token": token}, headers=here),
        site.client.post("/day", data={"day": "2020-01-01"}, headers=here),
        site.client.post("/day", content=b"junk", headers=junk),
        site.client.post("/day", content=b"x" * (80 * 1024 * 1024 + 1), headers=plain),
    ]

    statuses = [one.status_code for one in pages]
    assert statuses == [404, 404, 405, 404, 400, 400, 400, 413]
    for one in pages:
        page = html.fromstring(one.text)
        assert page.xpath('//main//form[@action="/go"]//input[@name="q"]')
        assert page.xpath('//main//a[@href="/works"]')
        assert "default-src 'none'" in one.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("led", "way"),
    [
        ("{site}/works?title=甲", ["/works?title=%E7%94%B2"]),
        ("https://evil.example/works", []),
        ("{site}//evil.example", []),
        ("{site}/nothing", []),
    ],
)
def test_the_way_back_is_the_page_of_ours_that_led_here(site, led, way):
    heads = {**PAGE, "Referer": quote(led.format(site=site.address), safe=":/?=")}
    page = html.fromstring(site.get("/nothing", headers=heads).text)

    assert page.xpath('//main//a[@class="primary"]/@href') == way


@pytest.mark.browser
def test_without_a_script_the_good_file_need_not_be_chosen_again(site, tab, tmp_path):
    good, bad, other = (tmp_path / name for name in ("灯光.txt", "合同.docx", "路灯.txt"))
    good.write_bytes(GOOD[1])
    bad.write_bytes(BAD[1])
    other.write_text(TEXT.replace("灯光", "路灯"), encoding="utf-8")
    opened = tab(site, java_script_enabled=False)
    page = opened.open("/compare")
    page.set_input_files("input[name=left]", str(good))
    page.set_input_files("input[name=right]", str(bad))
    page.click(".drop .primary")
    page.wait_for_selector("#mistake")
    assert all("422" in line for line in opened.wrong)
    opened.wrong.clear()

    assert page.locator(".brought").inner_text() == "已选：灯光.txt"
    field = page.locator("input[name=right][aria-invalid]").bounding_box()
    shown = page.locator("#mistake").bounding_box()
    assert 0 <= field["y"] - shown["y"] - shown["height"] < 200
    page.set_input_files("input[name=right]", str(other))
    page.click(".drop .primary")
    page.wait_for_selector(".sentence")
    assert "路灯" in page.locator("h1").inner_text()
