"""The page of a consolidation: its markup, and the page in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from consolidations import FOLDER, body, carried_out, hostile, page, sample
from contrasts import contrasts
from lxml import html as parser

LONG = (
    "桥梁管理机构应当在每年汛期之前检查桥面、桥墩、护栏和照明设施，并将检查结果书面报告县级人民政府备案。"
    * 3
)
BASE = f"乙省桥梁条例\n第一条　{LONG}桥由村里修。{LONG}\n第二条　路由乡里修。\n"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_reads(golden, language):
    golden(FOLDER / f"report_{language}.html", body(page(sample(), language=language)))


def test_every_link_leads_somewhere_and_no_name_is_given_twice():
    tree = parser.fromstring(page(sample()))
    names = tree.xpath("//@id")

    assert len(names) == len(set(names))
    assert {link.removeprefix("#") for link in tree.xpath("//a/@href")} <= set(names)


def test_each_changed_clause_of_the_whole_text_leads_back_to_its_items():
    tree = parser.fromstring(page(sample()))
    changed = {
        node.get("id"): node.xpath("./span/a[@class='back']/@href")
        for node in tree.xpath("//*[contains(@class, 'changed')]")
    }

    assert changed == {
        "n-title": ["#i1"],
        "n-art_2": ["#i2"],
        "n-art_3": ["#i3"],
        "n-art_4": ["#i4"],
        "n-art_6": ["#i5"],
        "n-art_7": ["#i6"],
        "n-art_8": ["#i7"],
        "n-chp_3": ["#i10"],
    }


def test_the_whole_new_text_stands_at_the_end():
    tree = parser.fromstring(page(sample()))
    lines = [
        node.text_content()
        for node in tree.xpath("//section[@id='text']//div[contains(@class, 'article')]/p")
    ]

    assert lines[:3] == [
        "第一条　为了管理桥梁，制定本条例。",
        "第二条　爱护桥梁，人人有责。",
        "对损坏桥梁的行为，任何人都可以举报。",
    ]
    assert lines[-1] == "第十条　本条例自2010年6月1日起施行。"


def test_without_anything_to_do_the_page_says_so_and_shows_no_alarm():
    text = page(carried_out("删去第一条。"), language="en")
    assert "All items on this text were carried out (items: 1)." in text
    assert 'class="troubles"' not in text


@pytest.fixture
def look(opens_page):
    return lambda result, *size, **context: opens_page(page(result), *size, **context)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1400, 390, 320])
@pytest.mark.parametrize("text", ["sample", "hostile"])
def test_nothing_is_fetched_nothing_complains_nothing_runs_over_the_edge(look, width, text):
    shown = look(sample() if text == "sample" else hostile(), width)

    assert shown.requests == [shown.url]
    assert shown.complaints == []
    assert (
        shown.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        <= 0
    )


@pytest.mark.browser
def test_unchanged_words_open_without_a_script(look):
    shown = look(
        carried_out("将第一条中的“村里”修改为“镇里”。", base=BASE), java_script_enabled=False
    )
    more, gap = (
        shown.locator(".table td.right .more").first,
        shown.locator(".table td.right .gap").first,
    )

    assert (more.is_visible(), gap.is_visible()) == (False, True)
    shown.locator(".table .open").check()
    assert (more.is_visible(), gap.is_visible()) == (True, False)


@pytest.mark.browser
def test_the_clauses_stand_beside_their_item_and_below_it_on_a_telephone(look):
    places = "Array.from(document.querySelectorAll('.table tbody tr:first-child')[1].children).map(c => c.getBoundingClientRect())"
    wide = look(sample()).evaluate(f"{places}.map(r => [r.top, r.left])")
    narrow = look(sample(), 390).evaluate(f"{places}.map(r => [r.top, r.left])")

    assert len({top for top, _ in wide}) == 1
    assert [left for _, left in wide] == sorted(left for _, left in wide)
    assert len({left for _, left in narrow}) == 1
    assert min(narrow)[0] == narrow[0][0]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_on_its_ground(look, scheme):
    found = contrasts(
        look(sample(), color_scheme=scheme),
        "th.item, .kind .tag, .reason, .troubles li, .verdict, .back, .note",
    )

    assert len(found) > 20
    assert min(found) >= 4.5


@pytest.mark.browser
def test_paper_is_landscape_and_repeats_the_head(look, tmp_path: Path):
    import pypdfium2

    shown = look(sample())
    shown.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    texts = [place.get_textpage().get_text_range() for place in document]

    assert all(place.get_width() > place.get_height() for place in document)
    assert sum("决定条目" in text for text in texts) >= 2
