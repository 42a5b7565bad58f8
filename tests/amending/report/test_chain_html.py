"""The page of a chain: its markup, and the page in a real browser. All texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from chains import CASES, chain, failing, hostile, text
from consolidations import body, page
from contrasts import contrasts
from lxml import html as parser

from policydiff.amending.engine.chain import consolidate_chain


def overview(found, **options) -> list[list[str]]:
    """The steps at a glance, cell by cell."""
    rows = parser.fromstring(page(found, **options)).xpath("//table[@class='overview']//tr")
    return [[cell.text_content() for cell in row] for row in rows]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_reads(golden, language):
    golden(CASES / "reports" / f"report_{language}.html", body(page(chain(), language=language)))


def test_the_steps_stand_at_a_glance():
    title = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定"
    differs = "The republished text differs in one place (4 of 5 articles are equal)"

    assert overview(chain(), language="en")[1:] == [
        ["Step 1", "2015-06-02", title, "2", "2", "0", "0", "4 → 5", differs],
        [
            "Step 2",
            "2020-09-03",
            title,
            "2",
            "2",
            "0",
            "0",
            "5 → 5",
            f"{differs}1 of these stood in the step before",
        ],
        ["Total", "4", "4", "0", "0", "4 → 5", ""],
    ]


def test_without_a_republished_text_nothing_is_claimed():
    (_, first, *_) = overview(
        consolidate_chain(text("2010"), (text("2015.decision"),)), language="zh"
    )
    assert first[-1] == "没有可供核对的文本"


@pytest.mark.parametrize("found", [chain(), failing(), hostile()])
def test_every_link_leads_somewhere_and_no_name_is_given_twice(found):
    tree = parser.fromstring(page(found))
    names = tree.xpath("//@id")

    assert len(names) == len(set(names))
    assert {link.removeprefix("#") for link in tree.xpath("//a/@href")} <= set(names)


def test_each_changed_clause_of_the_whole_text_leads_back_to_the_items_of_all_steps():
    tree = parser.fromstring(page(chain()))
    changed = {
        node.get("id"): node.xpath("./span/a[@class='back']/@href")
        for node in tree.xpath("//*[contains(@class, 'changed')]")
    }

    assert changed == {
        "n-art_2": ["#s1-i1", "#s2-i2"],
        "n-art_3": ["#s1-i2"],
        "n-art_4": ["#s2-i1"],
    }


def test_what_is_left_to_do_stands_first_with_its_step():
    tree = parser.fromstring(page(failing(), language="zh"))
    (line,) = tree.xpath("//header//section[@class='troubles']//li")

    assert line.text_content().startswith("第 1 步　2015年6月2日　一　未能改入")
    assert line.xpath("./a/@href") == ["#s1-i1"]
    assert "各步决定的全部内容均已改入。" not in tree.text_content()


@pytest.fixture
def look(opens_page):
    return lambda result, *size, **context: opens_page(page(result), *size, **context)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1400, 390, 320])
@pytest.mark.parametrize("found", [failing(), hostile()], ids=["plain", "hostile"])
def test_nothing_is_fetched_nothing_complains_nothing_runs_over_the_edge(look, width, found):
    shown = look(found, width)

    assert shown.requests == [shown.url]
    assert shown.complaints == []
    assert (
        shown.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        <= 0
    )


@pytest.mark.browser
def test_the_overview_is_a_table_and_on_a_telephone_a_list_with_the_names_of_its_counts(look):
    places = "Array.from(document.querySelectorAll('.overview tbody tr:first-child > *')).map(c => c.getBoundingClientRect().top)"
    wide, narrow = look(chain()), look(chain(), 390)

    assert len(set(wide.evaluate(places))) == 1
    assert len(set(narrow.evaluate(places))) > 3
    assert "条文数" in narrow.evaluate(
        "getComputedStyle(document.querySelector('.overview td.articles'), '::before').content"
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [1400, 390])
def test_every_table_of_items_is_as_wide_as_the_page(look, width):
    ends = look(chain(), width).evaluate(
        "Array.from(document.querySelectorAll('table.table')).map(t => [t.getBoundingClientRect().left, t.getBoundingClientRect().right])"
    )

    assert len(ends) == 2
    assert ends[0] == ends[1]
    assert ends[0][1] >= width - 40


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_on_its_ground(look, scheme):
    wanted = "th.item, .kind .tag, .reason, .troubles li, .verdict, .back, .note, .overview td, .overview th, .overview a, .again, .when"
    found = contrasts(look(failing(), color_scheme=scheme), wanted)

    assert len(found) > 40
    assert min(found) >= 4.5


@pytest.mark.browser
def test_paper_is_landscape_and_holds_every_step(look, tmp_path: Path):
    import pypdfium2

    look(chain()).pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    whole = "".join(place.get_textpage().get_text_range() for place in document)

    assert all(place.get_width() > place.get_height() for place in document)
    assert whole.count("决定条目") == 2
    assert {"第 1 步", "第 2 步", "修改后全文"} <= {
        words for words in ("第 1 步", "第 2 步", "修改后全文") if words in whole
    }
