"""Comparing on the page: choosing, reading, marking, correcting, exporting."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import signal
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

import pytest
from compared_on_page import (
    LEFT,
    MIDDLE,
    NEW,
    OLD,
    RIGHT,
    WORK,
    address,
    anchor,
    changed,
    drop,
    key,
    operands,
    rows,
)
from lxml import html
from pypdfium2 import PdfDocument
from running_site import LOOKS, Tab, running

from policydiff.cli.main import main
from policydiff.comparing.actions.diff import DiffOptions, diff
from policydiff.comparing.actions.written import written
from policydiff.model.reports import ReportOptions
from policydiff.report.html.returned_leaf import read_leaf
from policydiff.works.session import GivenText, Session


def command(repository, *words: str) -> bytes:
    """The output of a command on a repository."""
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")) as out:
        assert main(["--repo", str(repository), *words]) in (0, 1, 6)
        out.flush()
        return out.buffer.getvalue()


def squeezed(text: str) -> str:
    return "".join(text.split())


def cell_text(row, side: str) -> str:
    """The words of the law in a cell, without its notes."""
    cell = row.xpath(f'./td[contains(concat(" ", @class, " "), " {side} ")]')[0]
    if "absent" in cell.get("class"):
        return ""
    for note in cell.xpath('.//*[contains(@class, "note") or self::button]'):
        note.text = ""
    return squeezed(cell.text_content())


@pytest.mark.parametrize(("left", "right"), [(LEFT, MIDDLE), (MIDDLE, RIGHT), (RIGHT, MIDDLE)])
def test_what_the_table_shows_is_what_the_json_says(site, left, right):
    page = site.get(address(left, right))
    stated = json.loads(command(site.repository, "diff", left, right, "--format", "json"))

    shown = rows(page.text)
    matches = {anchor(match): match for match in stated["matches"]}
    assert page.status_code == 200
    assert set(shown) <= set(matches)
    for number, row in shown.items():
        match = matches[number]
        for side, gone in (("left", "insert"), ("right", "delete")):
            text = cell_text(row, side)
            assert bool(text) == bool(match[side]), match
            if len(match["left"]) <= 1 and len(match["right"]) <= 1 and text:
                edits = [*match["heading_edits"], *match["edits"]]
                words = "".join(edit["text"] for edit in edits if edit["op"] != gone)
                if "chapter" not in row.get("class").split():
                    assert text.endswith(squeezed(words)), match
        kind = row.get("data-kind")
        assert kind == match["kind"] or kind in ("moved", "renumbered", "explained", "unchanged")
    articles = [
        anchor(match)
        for match in stated["matches"]
        if any(side["level"] == "article" for side in (*match["left"], *match["right"]))
    ]
    assert set(articles) <= set(shown)


def test_the_head_is_one_sentence_and_at_most_eight_lines_above_the_table(site, tab):
    one = tab(site)
    page = one.open(address())

    assert page.locator(".sentence").count() == 1
    assert 1 <= page.locator(".compared .digest dl > div").count() <= 8
    top = page.locator("#table").bounding_box()["y"]
    assert top < 900 - 200
    assert page.locator(".primary").count() == 1


@pytest.mark.parametrize(("width", "language"), LOOKS)
def test_the_page_has_no_serious_fault(site, tab, language, width):
    one = tab(site, width=width, language=language)
    page = one.open(address(MIDDLE, RIGHT))
    page.locator("a.edit").first.click()
    page.wait_for_selector("tr.editor")
    page.evaluate("for (const menu of document.querySelectorAll('details')) menu.open = true")

    assert one.faults() == []
    assert not one.is_too_wide()
    assert one.open(address(view="inline")).locator("td.inline").count() > 10
    assert not one.is_too_wide()
    one.open("/compare?" + urlencode({"work": WORK}))
    assert one.faults() == []
    assert not one.is_too_wide()


def test_without_a_script_rows_filters_and_forms_work(own_site, tab):
    page = tab(own_site, java_script_enabled=False).open(address())
    everything = page.locator("tr.row").count()

    page.get_by_text("只看金额、期限、比例").click()
    page.wait_for_load_state()
    figures = page.locator("tr.row[data-change]").count()
    page.locator(".filters input[value=added]").check()
    page.locator(".filters button").click()
    page.wait_for_load_state()
    added = page.locator("tr.row[data-change]")
    kinds = {row.get_attribute("data-kind") for row in added.all()}
    page.goto(own_site.address + address(only="duties"))
    duties = page.locator("tr.row[data-change]").count()
    page.goto(own_site.address + address())
    page.locator("button.seen").first.click()
    page.wait_for_load_state()
    ticked = page.locator("button.seen[aria-pressed=true]").count()
    page.locator("a.edit").first.click()
    page.wait_for_load_state()
    page.locator("tr.editor textarea").fill("因机构改革。")
    page.locator("tr.editor form.words button").click()
    page.wait_for_load_state()

    assert everything > figures > 0
    assert everything > duties > 0
    assert kinds <= {"added"}
    assert ticked == 1
    assert "因机构改革。" in page.locator("td.kind .written").first.inner_text()


@pytest.mark.parametrize("only", ["", "figures", "duties"])
def test_with_a_filter_every_link_of_the_head_leads_to_its_row(site, only):
    page = site.get(address(only=only)).text
    links = html.fromstring(page).xpath(
        '//header[@class="compared"]//*[contains(@class, "overview")]//a[contains(@href, "#") and not(@class="skip")]/@href'
    )
    pages = {one.partition("#")[0] for one in links} - {""}
    shown = {one: rows(site.get(one).text) for one in pages} | {"": rows(page)}

    assert len(links) > 10
    assert len(pages) == (1 if only else 0)
    for link in links:
        where, _, row = link.partition("#")
        assert row in shown[where], link


def test_a_filter_hides_no_row_that_fits(site):
    shown = rows(site.get(address(only="figures")).text)
    everything = rows(site.get(address()).text)

    for number, row in everything.items():
        facts = (row.get("data-facts") or "").split()
        if {"amount", "period", "ratio", "date"} & set(facts):
            assert number in shown
    assert 0 < len(shown) < len(everything)


def test_ticks_reasons_and_keys_work_in_place(own_site, tab):
    page = tab(own_site).open(address())
    page.keyboard.press("n")
    row = page.locator("tr.current")
    number = row.get_attribute("id")
    page.keyboard.press("v")
    page.wait_for_selector(f"#{number} .seen[aria-pressed=true]")
    progress = page.locator("#progress").inner_text()
    page.keyboard.press("e")
    page.wait_for_selector("tr.editor textarea")
    page.locator("tr.editor textarea").fill("<b>与上位法一致</b>")
    page.locator("tr.editor form.words button").click()
    page.wait_for_selector(f"#{number} .written")
    page.reload()

    assert "1/" in progress
    assert page.locator(f"#{number} .seen[aria-pressed=true]").count() == 1
    assert "<b>与上位法一致</b>" in page.locator(f"#{number} .written").inner_text()
    page.locator(f"#{number} .seen").click()
    page.wait_for_selector(f"#{number} .seen[aria-pressed=false]")
    page.keyboard.press("p")
    assert page.locator("tr.current").count() == 1


def test_what_is_written_beside_a_row_stays_until_it_is_stored(own_site, tab):
    one = tab(own_site)
    page = one.open(address())
    page.on("console", lambda line: "409" in line.text and one.wrong.remove(line.text))
    page.keyboard.press("v")  # without a row it goes to the first
    number = page.locator("tr.current").get_attribute("id")
    assert page.locator("button.seen[aria-pressed=true]").count() == 0
    page.keyboard.press("e")
    page.wait_for_selector("tr.editor textarea")
    page.keyboard.type("vvnnpp 因体例统一")
    page.keyboard.press("Escape")
    assert not page.locator("tr.editor").is_visible()
    assert page.locator(f"#{number}.unsent").count() == 1
    page.keyboard.press("e")
    assert page.input_value("tr.editor textarea") == "vvnnpp 因体例统一"
    row = key(own_site.get(address()).text, number)
    fields = {"left": LEFT, "right": MIDDLE, "row": row, "reason": "另一理由"}
    own_site.post("/compare/reason", fields)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("tr.editor .conflict")
    for words in ("vvnnpp 因体例统一", "另一理由"):
        assert words in page.inner_text("tr.editor .conflict")
    page.click("tr.editor .conflict button")
    page.wait_for_selector(f"#{number} .written")

    assert "vvnnpp 因体例统一" in page.inner_text(f"#{number} .written")
    assert page.locator("tr.editor, tr.unsent").count() == 0
    assert page.locator("tr.current").get_attribute("id") == number


def test_the_two_layouts_and_the_map_lead_to_the_same_rows(site, tab):
    page = tab(site).open(address(MIDDLE, RIGHT))
    both = {row.get_attribute("id") for row in page.locator("tr.row").all()}
    links = {link.get_attribute("href") for link in page.locator(".map .cells a").all()}
    page.get_by_text("单栏").click()
    one_column = {row.get_attribute("id") for row in page.locator("tr.row").all()}

    assert one_column == both
    assert links
    assert {link[1:] for link in links} <= both
    assert page.locator("td.inline del").count() > 3
    assert page.locator("td.left").count() == 0


def test_the_map_is_one_stop_of_the_keyboard(site, tab):
    page = tab(site).open(address(MIDDLE, RIGHT))
    cells = page.locator(".map .cells a")
    stops = ".map .cells a[tabindex='0']"
    here = "[...document.querySelectorAll('.map .cells a')].indexOf(document.activeElement)"

    def pressed(*keys: str) -> int:
        for one in keys:
            page.keyboard.press(one)
        return page.evaluate(here)

    page.focus(stops)
    last = cells.count() - 1
    assert page.locator(stops).count() == 1
    assert page.locator("#map-keys").is_visible()
    assert [pressed("ArrowLeft"), pressed("ArrowRight"), pressed("End"), pressed("End")] == [
        *(0, 1, last, last)
    ]
    assert pressed("Home") == 0
    below = pressed("ArrowDown")
    assert cells.nth(below).bounding_box()["y"] > cells.nth(0).bounding_box()["y"]
    assert pressed("ArrowUp") == 0
    assert pressed("Tab") == -1
    assert pressed("Shift+Tab") == 0
    assert page.locator(stops).count() == 1
    row = cells.nth(1).get_attribute("href")
    assert pressed("ArrowRight", "Enter") == -1
    page.wait_for_function("row => document.activeElement.matches(row)", arg=row)
    assert {
        (size["width"] >= 24, size["height"] >= 24)
        for size in (cell.bounding_box() for cell in cells.all())
    } == {(True, True)}
    plain = tab(site, java_script_enabled=False).open(address(MIDDLE, RIGHT))
    assert plain.locator(".map .cells a").nth(5).bounding_box()["width"] >= 24
    plain.focus(".map .skip")
    assert plain.locator(".map .skip").bounding_box()["x"] >= 0
    plain.keyboard.press("Enter")
    plain.keyboard.press("Tab")
    assert plain.evaluate("document.activeElement.closest('#table') !== null")


COVERED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  if (one === document.body || !box.width) return false;
  const places = [[.1, .1], [.5, .5], [.9, .9]].map(([x, y]) => [box.x + box.width * x, box.y + box.height * y]);
  return !places.some(([x, y]) => { const top = document.elementFromPoint(x, y); return top && (one.contains(top) || top.contains(one) || top.closest("label")?.contains(one)); });
}"""
"""True where something lies over the whole element that has the focus."""


@pytest.mark.parametrize(("width", "height"), [(390, 844), (350, 200)])
def test_a_small_window_shows_the_text_and_hides_no_focus(site, tab, width, height):
    """A telephone, and 400 % of a wide window."""
    one = tab(site, width=width, language="en-GB")
    page = one.open(address(MIDDLE, RIGHT))
    page.set_viewport_size({"width": width, "height": height})
    page.reload()
    page.wait_for_selector("html.js #toolbar")
    assert page.locator("[role=banner]").bounding_box()["height"] < 48
    assert page.locator(".compared h1").bounding_box()["y"] < height
    if height == 844:
        assert page.locator("tr.row").first.bounding_box()["y"] < height
        assert page.locator("#toolbar").bounding_box()["height"] < 50
    assert not page.locator("a[href='/works']").first.is_visible()
    covered = []
    for _ in range(40):
        page.keyboard.press("Tab")
        covered += [page.evaluate("document.activeElement.outerHTML")] * page.evaluate(COVERED)
    page.evaluate("scrollTo(0, 6000)")
    page.locator("tr.row a.edit").nth(9).focus()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        covered += [page.evaluate("document.activeElement.outerHTML")] * page.evaluate(COVERED)

    assert covered == []
    page.keyboard.press("/")  # here the search in the table
    page.click(".bar summary")
    assert page.locator("a[href='/works']").first.is_visible()
    assert not one.is_too_wide()
    page.click(".bar summary")
    page.click(".digest summary")
    assert page.locator(".digest dd a").first.is_visible()


def test_on_paper_the_table_begins_at_once_and_fills_the_pages(site, tab):
    paper = tab(site).open(address(MIDDLE, RIGHT)).pdf(prefer_css_page_size=True)
    pages = [page.get_textpage().get_text_range().split() for page in PdfDocument(paper)]

    assert 5 < len(pages) < 12  # it was 14
    assert "修订类型" in "".join(pages[0])
    assert all("修订类型" in "".join(page) for page in pages)
    lengths = [len("".join(page)) for page in pages[1:-1]]
    assert min(lengths) > max(lengths) / 2


def test_wide_tables_scroll_together(own_site, tab):
    cells = "".join(f"<td>{'这是相当宽的一格' * 12}{number}</td>" for number in range(6))
    texts = [
        "<html><body><h1>收费办法</h1><p>第一条　按附件收费。</p><p>第二条　自公布之日起施行。</p>"
        f"<p>附件</p><p>收费标准表</p><table><tr>{cells}</tr><tr><td>{price}元</td></tr></table></body></html>"
        for price in ("五", "六")
    ]
    page = tab(own_site, width=1000).open(drop(own_site, *texts, names=("a.html", "b.html")))
    page.evaluate(
        "for (const cell of document.querySelectorAll('.grid td')) cell.style.whiteSpace = 'nowrap'"
    )
    box = "document.querySelector('td.{side} > .provision:has(.grid)')"
    page.evaluate(f"{box.format(side='left')}.scrollLeft = 120")

    page.wait_for_function(f"{box.format(side='right')}.scrollLeft === 120")


def test_two_files_dropped_in_a_browser_are_compared_and_not_stored(own_site, tab):
    before = own_site.get("/works").text
    page = tab(own_site).open("/compare")
    for name, text in (("left", OLD), ("right", NEW)):
        page.locator(f"form.drop input[name={name}]").set_input_files(
            {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": text.encode()}
        )
    page.locator("form.drop button.primary").click()
    page.wait_for_selector("#table")

    assert page.locator("tr.row.added").count() == 1
    assert own_site.get("/works").text == before
    assert "upload:" in unquote(page.url)


def leaf_of(site, where: str) -> bytes:
    """The leaf of a comparison, as its button sends it."""
    link = html.fromstring(site.get(where).text).xpath('//a[contains(@href, "as=leaf")]/@href')[0]
    answer = site.get(link)
    assert (
        unquote(answer.headers["content-disposition"]).endswith("-活页.html")
        or "-leaf.html" in (answer.headers["content-disposition"])
    )
    return answer.content


def marked(leaf: bytes, by: str, *rows: dict) -> bytes:
    """A leaf as somebody saves it with marks on its first rows."""
    keys = [*read_leaf(leaf, "leaf.html").shown]
    when = {"at": "2026-04-01T10:00:00+08:00"}
    people = [{"by": by, "rows": {key: when | row for key, row in zip(keys, rows, strict=False)}}]
    before, opened, rest = leaf.decode().partition('id="leaf-marks">')
    return (before + opened + json.dumps(people) + rest[rest.index("</script>") :]).encode()


def test_a_dropped_leaf_leads_to_its_stored_versions_with_the_marks_beside(own_site):
    leaf = leaf_of(own_site, address())
    saved = marked(leaf, "<b>李四", {"seen": "yes", "reason": "甲<i>"}, {"reason": "乙"})

    answer = own_site.post("/compare", files={"left": ("back.html", saved, "text/html")})
    page = own_site.get(answer.headers["location"]).text
    first = rows(page)[changed(page)[0]]
    record = json.loads(
        own_site.get(
            "/compare/file?" + urlencode({"left": LEFT, "right": MIDDLE, "as": "record-json"})
        ).content
    )

    assert "1 tick, 2 reasons from &lt;b&gt;李四" in page
    assert "李四" in first.xpath('string(.//*[@class="who"])')
    assert first.xpath('string(.//*[@class="said"])').endswith("甲<i>")
    assert first.xpath('.//button[@name="see"]/@aria-pressed') == ["false"]  # not one's own tick
    assert record["summary"]["seen"] == 1
    assert record["rows"][0]["others"][0]["words"] == {"reason": "甲<i>", "seen": "yes"}
    again = own_site.post("/compare", files={"right": ("back.html", saved, "text/html")})
    assert "stored already" in own_site.get(again.headers["location"]).text


def test_a_leaf_whose_texts_are_not_there_waits_for_them(own_site):
    first, second = write_leaf_of(OLD, NEW), write_leaf_of(OLD, NEW.replace("两次", "三次"))
    drop(own_site)
    found = own_site.post("/compare", files={"left": ("back.html", first, "text/html")})
    asked = own_site.post("/compare", files={"left": ("back.html", second, "text/html")})
    waiting = html.fromstring(asked.text).xpath('//form[@class="drop"]//input[@name="leaf"]/@value')
    given = own_site.post(
        "/compare",
        {"leaf": waiting[0]},
        files={
            "left": ("old.txt", OLD.encode(), "text/plain"),
            "right": ("new.txt", NEW.replace("两次", "三次").encode(), "text/plain"),
        },
    )

    assert found.headers["location"].count("upload%3A") == 3  # both texts were in memory
    assert asked.status_code == 404
    assert "back.html is here; now give its two texts" in asked.text
    assert "1 tick from 李四" in own_site.get(given.headers["location"]).text


def test_a_leaf_is_marked_saved_and_given_back_in_a_browser(own_site, tab, browser, tmp_path):
    sent, back = tmp_path / "活页.html", tmp_path / "back.html"
    sent.write_bytes(leaf_of(own_site, drop(own_site)))
    with browser.new_context(viewport={"width": 1400, "height": 900}) as context:
        offline = Tab(context, f"file://{quote(str(tmp_path))}")
        page = offline.open("/" + quote(sent.name))
        row = page.locator("tr[data-key]").first
        row.locator("button[data-field=seen]").click()
        assert page.locator("#leaf-told").text_content()  # first the name
        page.locator("#leaf-name").fill("李四")
        page.keyboard.press("Enter")
        page.locator("#leaf-name").blur()
        page.keyboard.press("n")
        page.keyboard.press("v")
        row.locator("summary").click()
        row.locator("textarea[data-field=reason]").fill("</script>\n<b>一次足够")
        assert page.locator("#leaf-progress").text_content().startswith("Seen: 1")
        with page.expect_download() as saved:
            page.locator("#leaf-save").click()
        saved.value.save_as(back)
        page = offline.open("/back.html")
        assert "一次足够" in page.locator(".leaf-others li").text_content()
        page.locator("#leaf-open").check()
        assert page.locator("tr[data-key]").first.is_hidden()
        assert offline.faults() == []
        assert offline.wrong == []
    assert saved.value.suggested_filename == sent.name

    page = tab(own_site).open("/compare")
    page.locator("form.drop input[name=left]").set_input_files(back)  # and it is sent
    page.wait_for_selector("tr.row .said")
    assert page.locator("tr.row .said").text_content().endswith("</script>\n<b>一次足够")


def write_leaf_of(old: str, new: str) -> bytes:
    """A leaf of two texts that the page does not know, marked by somebody."""
    given = {
        name: GivenText(name=f"{name}.txt", data=text.encode())
        for name, text in (("old", old), ("new", new))
    }
    found = diff("old", "new", Session(given=given, files=False), DiffOptions())
    return marked(written(found, "leaf", ReportOptions()).data, "李四", {"seen": "yes"})


def test_a_changed_leaf_is_refused_with_one_line(site):
    changed_leaf = write_leaf_of(OLD, NEW).replace("学生".encode(), "老师".encode())
    answer = site.post("/compare", files={"left": ("back.html", changed_leaf, "text/html")})

    assert answer.status_code == 422
    assert "was changed after it was made" in answer.text


def test_two_pasted_texts_are_compared(site):
    answer = site.post("/compare", {"left-text": OLD, "right-text": NEW})
    page = site.get(answer.headers["location"])

    assert answer.status_code == 303
    assert page.status_code == 200
    assert "三元" in page.text


HEADED = "渡口章程\n第一章　总则\n第一条　渡口由船主养护。\n第二章　附则\n第二条　夜间停渡。\n"


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (
            HEADED.replace("附则", "其他规定"),
            "no article changed, but other parts of the text did",
        ),
        (
            HEADED.replace("夜间", "夜 间"),
            "The two texts do not differ, leaving out what is not counted as a change.",
        ),
        (HEADED.replace("夜间", "大风时"), "of the articles reworded 1; unchanged 1."),
    ],
)
def test_the_sentence_says_so_where_something_beside_the_articles_changed(site, new, sentence):
    page = html.fromstring(site.get(drop(site, HEADED, new)).text)

    assert sentence in page.xpath('string(//p[@class="sentence"])')


@pytest.mark.parametrize("fields", [{}, {"left-text": OLD}, {"left-text": " ", "right-text": NEW}])
def test_one_text_alone_is_refused(site, fields):
    answer = site.post("/compare", fields)

    assert answer.status_code == 400
    assert site.get("/compare?left=x").status_code == 400


def test_a_text_that_is_gone_is_named_so(site):
    answer = site.get(address("upload:" + "0" * 32, MIDDLE))

    assert answer.status_code == 404


@pytest.mark.parametrize("operand", ["/etc/passwd", "../../etc/passwd", "./pyproject.toml", "-"])
def test_an_operand_is_never_a_path(site, operand):
    answer = site.get(address(operand, MIDDLE))

    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text


def test_versions_of_a_work_are_offered(site, tab):
    page = tab(site).open("/compare?" + urlencode({"work": WORK}))
    page.locator("form.versions-of button").click()
    page.wait_for_selector("#table")

    assert operands(page.url) == {"left": MIDDLE, "right": RIGHT}
    assert site.get("/compare?work=没有这部法").status_code == 404


def test_a_work_alone_follows_the_day_of_reading(site):
    site.client.cookies.set("day", "2022-06-01")
    try:
        page = site.get(address(LEFT, WORK)).text
    finally:
        site.client.cookies.delete("day")

    assert "2022-06-01" in page
    assert set(rows(page)) == set(rows(site.get(address(LEFT, MIDDLE)).text))


HOSTILE = '"><script>alert(1)</script>\u202e\x1b]0;x\x07{{7*7}}'


def test_hostile_names_and_texts_stay_text(own_site, tab):
    old = OLD.replace("夜间", f"夜间{HOSTILE}").replace("渡口章程", f"渡口章程{HOSTILE}")
    new = NEW.replace("学生和", f"学生和{HOSTILE}").replace("渡口章程", f"渡口章程{HOSTILE}")
    where = drop(own_site, old, new, names=(f"../{HOSTILE}.txt", f"..\\{HOSTILE}.txt"))
    one = tab(own_site)
    page = one.open(where)
    first = key(page.content(), page.locator("tr.row[data-change]").first.get_attribute("id"))
    fields = {**operands(where), "row": first, "reason": HOSTILE, "basis": HOSTILE, "type": HOSTILE}
    assert own_site.post("/compare/reason", fields).status_code == 303
    own_site.post("/compare/name", {**operands(where), "name": HOSTILE})
    page.goto(own_site.address + where)

    assert page.locator("script:not([src])").count() == 0
    assert page.evaluate("typeof window.alerted") == "undefined"
    assert "\u202e" not in page.content()
    assert "\x1b" not in page.content()
    for form in ("word", "html", "markdown", "json", "record-docx", "record-json", "pairs"):
        answer = own_site.get("/compare/file?" + urlencode({**operands(where), "as": form}))
        assert answer.status_code == 200, form
        assert "\n" not in answer.headers["content-disposition"]
    for name in ("find", "fact", "kind", "only", "view", "row"):
        answer = own_site.get(where + "&" + urlencode({name: HOSTILE}))
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_what_is_done_is_found_again_with_the_same_two_files(own_site):
    where = drop(own_site)
    page = own_site.get(where).text
    number = next(number for number, row in rows(page).items() if "三元" in row.text_content())
    row_key = key(page, number)
    own_site.post("/compare/name", {**operands(where), "name": "张三"})
    assert own_site.post("/compare/seen", {**operands(where), "see": row_key}).status_code == 303
    own_site.post("/compare/reason", {**operands(where), "row": row_key, "reason": "物价上涨"})

    again = own_site.get(drop(own_site, names=("x.txt", "y.txt"))).text

    row = rows(again)[number]
    assert row.xpath('.//button[@aria-pressed="true"]')
    assert "张三" in row.text_content()
    assert "物价上涨" in row.text_content()
    other = own_site.get(drop(own_site, OLD, NEW.replace("三元", "四元"))).text
    assert not html.fromstring(other).xpath('//button[@aria-pressed="true"]')


def test_a_reason_stands_in_every_export(own_site):
    page = own_site.get(address()).text
    number = next(
        number for number, row in rows(page).items() if row.get("data-kind") == "reworded"
    )
    fields = {"left": LEFT, "right": MIDDLE, "row": key(page, number)}
    own_site.post("/compare/reason", {**fields, "reason": "衔接上位法", "basis": "数据二十条"})

    for form in (
        "word",
        "html",
        "markdown",
        "xlsx",
        "redline_docx",
        "json",
        "record-docx",
        "record-markdown",
        "record-json",
        "record-xlsx",
    ):
        data = own_site.get(
            "/compare/file?" + urlencode({"left": LEFT, "right": MIDDLE, "as": form})
        ).content
        text = unzipped(data) if data[:2] == b"PK" else data.decode()
        assert "衔接上位法" in text, form
        assert "数据二十条" in text, form


def unzipped(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [
            archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")
        ]
    return re.sub(r"<[^>]+>", "", "".join(parts))


def test_the_word_table_is_the_one_of_the_command_line(site, tmp_path, monkeypatch):
    answer = site.get("/compare/file?" + urlencode({"left": MIDDLE, "right": RIGHT}))
    monkeypatch.chdir(tmp_path)
    command(site.repository, MIDDLE, RIGHT)
    (made,) = tmp_path.iterdir()

    name = unquote(answer.headers["content-disposition"].partition("''")[2])
    assert name == made.name
    assert answer.content == made.read_bytes()


@pytest.mark.parametrize(
    "form", ["html", "markdown", "json", "csv", "redline_docx", "brief", "duties", "xlsx"]
)
def test_other_formats_are_those_of_the_command_line(site, tmp_path, form):
    answer = site.get(
        "/compare/file?" + urlencode({"left": LEFT, "right": MIDDLE, "as": form, "lang": "zh"})
    )
    suffix = unquote(answer.headers["content-disposition"]).rpartition(".")[2]
    path = tmp_path / f"made.{suffix}"
    command(
        site.repository, "diff", LEFT, MIDDLE, "--lang", "zh", "--format", form, "-o", str(path)
    )

    assert answer.content == path.read_bytes()


def test_every_profile_and_the_record_can_be_had(site):
    page = html.fromstring(site.get(address()).text)
    links = [link for link in page.xpath("//a/@href") if link.startswith("/compare/file?")]

    assert len(links) >= 5 + 9 + 4
    for link in links:
        answer = site.get(link)
        assert answer.status_code == 200, link
        assert answer.headers["content-disposition"].startswith("attachment")
    assert site.get(links[0] + "&profile=../law").status_code == 400
    assert site.get(links[0].replace("as=word", "as=terminal")).status_code == 400


def test_the_record_has_who_when_the_rows_and_the_hashes(own_site):
    where = drop(own_site)
    page = own_site.get(where).text
    own_site.post("/compare/name", {**operands(where), "name": "李四"})
    own_site.post("/compare/seen", {**operands(where), "see": key(page, changed(page)[0])})

    record = own_site.get(
        "/compare/file?" + urlencode({**operands(where), "as": "record-json"})
    ).json()
    text = own_site.get(
        "/compare/file?" + urlencode({**operands(where), "as": "record-markdown"})
    ).text

    assert record["summary"] == {"rows": len(changed(page)), "seen": 1}
    assert len({row["match"] for row in record["rows"]}) == len(changed(page))
    assert record["rows"][0]["seen"]["by"] == "李四"
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]", record["rows"][0]["seen"]["at"])
    assert record["left"]["file_sha256"] == hashlib.sha256(OLD.encode()).hexdigest()
    assert record["left"]["file"] == "old.txt"
    assert record["right"]["text_sha256"] in text
    assert "李四" in text


def row_of(page: str, words: str) -> int:
    return next(number for number, row in rows(page).items() if words in row.text_content())


def test_a_pairing_of_stored_versions_becomes_a_pin(own_site, tab):
    page = tab(own_site).open(address(MIDDLE, RIGHT))
    number = row_of(page.content(), "第二十六条")
    row = page.locator("tr.row.removed").last
    row.locator("a.edit").click()
    page.wait_for_selector("tr.editor")
    page.locator("tr.editor input[name=after]").fill("第二十五条")
    page.locator("tr.editor button[value=link]").click()
    page.wait_for_selector("tr.row .note.pinned")
    pinned = page.locator("tr.row:has(.note.pinned)").first.inner_text()
    listed = command(own_site.repository, "link", WORK).decode()
    page.locator("#record > summary").click()
    page.locator("#record form[action='/compare/unpair'] button").click()
    page.wait_for_selector("#table")

    assert number
    assert "第二十五条" in pinned
    assert "2024-05-31#第二十五条" in listed
    assert page.locator("tr.row .note.pinned").count() == 0
    assert "2024-05-31#第二十五条" not in command(own_site.repository, "link", WORK).decode()


def count_changes(site) -> int:
    return len(site.get("/api/v1/changes").json()["changes"])


def test_a_second_pairing_takes_the_place_of_the_first(own_site):
    fields = {"left": MIDDLE, "right": RIGHT, "before": "第二十六条", "do": "link"}
    before = count_changes(own_site)
    for after in ("第二十五条", "第二十五条、第二十六条", "第二十九条"):
        answer = own_site.post("/compare/pair", {**fields, "after": after})
        if after == "第二十九条":  # the form did not show what is stated now
            for words in ("第二十五条", "第二十六条", "第二十九条"):
                assert words in answer.text
            assert count_changes(own_site) == before + 2
            answer = own_site.insist(answer)
        assert answer.status_code == 303
    assert count_changes(own_site) == before + 3
    listed = command(own_site.repository, "link", WORK).decode()
    apart = own_site.post("/compare/pair", {**fields, "after": "第二十九条", "do": "apart"})
    assert own_site.insist(apart).status_code == 303

    assert "#第二十九条" in listed
    assert "2024-05-31#第二十五条" not in listed
    assert "pinned" not in own_site.get(address(MIDDLE, RIGHT)).text.replace("note pinned_part", "")


def test_a_pairing_of_other_texts_is_applied_and_stands_in_a_file(own_site, tmp_path):
    where = drop(own_site)
    fields = {**operands(where), "before": "第四条", "after": "第四条", "do": "link"}
    answer = own_site.post("/compare/pair", fields)
    page = own_site.get(answer.headers["location"]).text
    pairs = own_site.get("/compare/file?" + urlencode({**operands(where), "as": "pairs"})).content
    for name, data in (("old.txt", OLD.encode()), ("new.txt", NEW.encode()), ("pairs.toml", pairs)):
        (tmp_path / name).write_bytes(data)
    made = command(
        own_site.repository,
        "diff",
        str(tmp_path / "old.txt"),
        str(tmp_path / "new.txt"),
        "--pairs",
        str(tmp_path / "pairs.toml"),
        "--format",
        "json",
    )
    shown = own_site.get("/compare/file?" + urlencode({**operands(where), "as": "json"})).json()

    row = rows(page)[row_of(page, "灯笼")]
    assert "夜间停渡" in cell_text(row, "left")
    assert "#art_" in answer.headers["location"]
    assert json.loads(made)["matches"] == shown["matches"]
    undone = own_site.post(
        "/compare/unpair", {**operands(where), "before": "art_4", "after": "art_4"}
    )
    assert "note pinned" in own_site.get(where).text
    assert own_site.insist(undone).status_code == 303
    assert "夜间停渡" not in cell_text(
        rows(own_site.get(where).text)[row_of(own_site.get(where).text, "灯笼")], "left"
    )


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ("第九十九条", "第一条", 404),
        ("", "第一条", 400),
        ("第一条", "art_1'--", 404),
        ("第一条", "第一条、第二条", 303),
    ],
)
def test_a_pairing_that_makes_no_sense_is_refused(own_site, before, after, status):
    where = drop(own_site)
    fields = {**operands(where), "before": before, "after": after, "do": "link"}

    assert own_site.post("/compare/pair", fields).status_code == status


def test_a_change_needs_the_token_and_a_row_of_the_comparison(site):
    fields = {"left": LEFT, "right": MIDDLE, "see": "0" * 24}
    heads = {"Origin": site.address}

    assert site.client.post("/compare/seen", data=fields, headers=heads).status_code == 400
    assert site.post("/compare/seen", fields).status_code == 404
    assert site.post("/compare/reason", {**fields, "row": "x", "reason": "y"}).status_code == 404
    assert site.get("/compare/row?" + urlencode({**fields, "row": "x"})).status_code == 404


def test_two_people_at_once_lose_nothing(own_site):
    page = own_site.get(address(MIDDLE, RIGHT)).text
    keys = [
        key(page, number)
        for number, row in rows(page).items()
        if row.get("data-change") is not None
    ]
    token = own_site.token

    def act(place: int) -> int:
        fields = {"left": MIDDLE, "right": RIGHT, "token": token}
        heads = {"Origin": own_site.address}
        if place % 3:
            return own_site.client.post(
                "/compare/seen", data={**fields, "see": keys[place]}, headers=heads
            ).status_code
        return own_site.client.post(
            "/compare/reason",
            data={**fields, "row": keys[place], "reason": f"理由{place}号"},
            headers=heads,
        ).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(act, range(len(keys))))

    after = own_site.get(address(MIDDLE, RIGHT)).text
    assert set(statuses) == {303}
    assert after.count('aria-pressed="true"') == sum(bool(place % 3) for place in range(len(keys)))
    assert all(f"理由{place}号" in after for place in range(0, len(keys), 3))


def test_words_that_somebody_else_wrote_meanwhile_are_not_lost(own_site):
    page = own_site.get(address()).text
    number = next(
        number for number, row in rows(page).items() if row.get("data-change") is not None
    )
    fields = {"left": LEFT, "right": MIDDLE, "row": key(page, number)}
    editor = own_site.get("/compare/row?" + urlencode(fields)).text
    shown = html.fromstring(editor).xpath("//input[@name='shown']/@value")[0]

    first = own_site.post("/compare/reason", {**fields, "shown": shown, "reason": "甲的理由"})
    second = own_site.post(
        "/compare/reason", {**fields, "shown": shown, "reason": "乙的理由", "quick": "1"}
    )

    assert (first.status_code, second.status_code) == (303, 409)
    for words in ("甲的理由", "乙的理由"):
        assert words in second.text
    assert "甲的理由" in own_site.get(address()).text
    blind = own_site.post("/compare/reason", {**fields, "reason": "丙的理由"})
    assert blind.status_code == 409
    assert own_site.insist(second).status_code == 303
    assert own_site.insist(blind).status_code == 409  # that page did not show the second one's
    assert "乙的理由" in own_site.get(address()).text


def test_a_tick_of_somebody_else_is_not_replaced_unseen(own_site):
    page = own_site.get(address()).text
    row = key(page, changed(page)[0])
    fields = {"left": LEFT, "right": MIDDLE}

    def named(name: str) -> None:
        own_site.post("/compare/name", {**fields, "name": name})

    named("张三")
    for _ in range(2):
        assert own_site.post("/compare/seen", {**fields, "see": row}).status_code == 303
    named("李四")
    late = own_site.post("/compare/seen", {**fields, "see": row, "quick": "1"})
    blind = own_site.post("/compare/seen", {**fields, "unsee": row})

    assert (late.status_code, blind.status_code) == (409, 409)
    assert "张三" in late.text
    assert "张三" in own_site.get(address()).text
    assert own_site.insist(late).status_code == 303
    assert "李四" in own_site.get(address()).text
    assert own_site.insist(blind).status_code == 409
    (ticked,) = html.fromstring(own_site.get(address()).text).xpath("//button[@name='unsee']")
    assert own_site.post("/compare/seen", {**fields, "unsee": ticked.get("value")}).is_redirect
    assert 'name="unsee"' not in own_site.get(address()).text


def test_a_kill_right_after_the_answer_loses_nothing(library, tmp_path):
    folder = tmp_path / "laws"
    shutil.copytree(library, folder)
    with running(folder, tmp_path / "state") as site:
        dropped = operands(drop(site))
        stored = {"left": MIDDLE, "right": RIGHT}
        page = site.get(address(MIDDLE, RIGHT)).text
        row = {"row": key(page, changed(page)[0]), "see": key(page, changed(page)[0])}
        acts = [
            ("/compare/reason", {**stored, **row, "reason": "写下即存"}),
            ("/compare/pair", {**dropped, "before": "第四条", "after": "第四条"}),
            ("/compare/seen", {**stored, **row}),
            ("/compare/pair", {**stored, "before": "第二十六条", "after": "第二十五条"}),
        ]
        statuses = [site.post(path, fields).status_code for path, fields in acts]
        os.kill(site.process.pid, signal.SIGKILL)
        site.process.wait(10)
    with running(folder, tmp_path / "state") as site:
        files, versions = site.get(drop(site)).text, site.get(address(MIDDLE, RIGHT)).text

    assert statuses == [303] * 4
    assert "note pinned" in files
    assert "note pinned" in versions
    assert "写下即存" in versions
    assert 'aria-pressed="true"' in versions
    command(folder, "fsck")


def test_without_a_repository_the_page_says_how_long_it_lasts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with running(Path(), tmp_path / "state") as site:
        where = drop(site)
        page = site.get(where).text
        first = next(
            number for number, row in rows(page).items() if row.get("data-change") is not None
        )
        answer = site.post("/compare/seen", {**operands(where), "see": key(page, first)})
        after = site.get(answer.headers["location"]).text

    assert "未打开法规库" in page or "No repository is open" in page
    assert 'aria-pressed="true"' in after


def test_a_page_that_did_not_change_is_not_sent_again(site):
    first = site.get(address())
    again = site.get(address(), headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 304
