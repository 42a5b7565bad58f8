"""The page of a relation: what stands on it, that texts stay texts, and what it does in a real
browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from parts import article
from relations import hostile, relation
from selecting import select, texts

from policydiff.formats import html
from policydiff.model.document import Block
from policydiff.model.identifiers import name_document
from policydiff.model.reports import ReportOptions
from policydiff.relating.engine.relation import Coverage
from policydiff.relating.report.cards import WEAK
from policydiff.relating.report.html import GAPS

VISIBLE = "all => all.filter(one => one.getClientRects().length > 0)"


def tree(given, **options):
    return lxml.html.document_fromstring(html.render(given, ReportOptions(**options)).decode())


def test_the_summary_counts_items_by_document():
    page = tree(relation())

    assert texts(page, ".tiles dd") == ["1", "1", "1", "3"]
    assert texts(page, ".laws b") == [
        "云溪市果农信息保护条例",
        "中华人民共和国果业交易平台管理法",
        "云溪市冷链安全办法",
    ]
    assert texts(page, ".laws .order") == ["→ 意见印发后制定", "∥ 此前制定、其后修改", "← 此前已有"]
    assert (
        select(page, ".laws .bar")[0].get("aria-label")
        == "● 有对应规定 1、◐ 部分有对应规定 0、○ 未找到对应规定 5"
    )
    assert texts(page, ".gaps.unanswered li") == ["1 重要意义", "5 培养果业人才", "6 扩大对外交流"]
    assert texts(page, ".gaps.unsettled li") == ["4 加强冷链安全"]


def test_named_instruments_and_what_became_of_each():
    page = tree(relation())
    rows = texts(page, ".named tbody tr")

    assert rows[0].startswith("2制定云溪市果农信息保护条例有效2019年6月1日公布；2019年10月1日施行")
    assert texts(page, ".named .tag") == ["有效", "已废止", "未知"]
    assert "由省办法代替" in rows[1]
    assert rows[0].endswith("依据与备注https://example.org/1")


def test_the_matrix_has_a_cell_for_each_item_and_document():
    page = tree(relation())
    cells = select(page, ".coverage td a")

    assert len(cells) == 6 * 3
    assert cells[3].get("title") == "2 保护果农信息 × 云溪市果农信息保护条例：有对应规定"
    assert cells[3].get("href") == "#i1"
    ids = {found.get("id") for found in select(page, "[id]")}
    assert {link.get("href")[1:] for link in select(page, "a[href]")} <= ids


def test_without_measures_a_cell_leads_to_the_articles():
    page = tree(replace(relation(), measures=()))

    assert select(page, ".coverage td a")[3].get("href") == "#i1-A"
    assert select(page, ".measure, .evidence") == []
    assert (
        select(page, "#i5 .notice")[0].text == "在上列 3 个文件（文本截至2019年6月1日）中未见对应"
    )


def test_measures_stand_beside_what_answers_them():
    page = tree(relation())
    second, third = (select(page, f"#i{place} .measure") for place in (1, 2))

    assert [texts(measure, ".text") for measure in second][1] == [
        "2.2运营者应当建立投诉举报渠道，及时处理投诉。"
    ]
    assert [texts(measure, ".answered li") for measure in second] == [
        [
            (
                "● 云溪市果农信息保护条例 第二条（意见后新增、义务）"
                "要求：“完善果农个人信息保护制度”；"
                "第二条：“处理果农个人信息，应当遵循合法、正当的原则，不得非法处理果农个人信息”"
                "（把握较小，请对照原文）"
            )
        ],
        [
            (
                "● ✓ 云溪市果农信息保护条例 第三条（意见后新增、义务）"
                "计算所见：要求：“建立投诉举报渠道”；第三条：“运营者应当建立投诉举报渠道”"
            ),
            "李四：有对应条文；原文照抄",
        ],
        [
            (
                "△ 云溪市果农信息保护条例 第一条（意见后新增）"
                "待核：要求：“制定云溪市果农信息保护条例”；第一条：“制定本条例”"
            )
        ],
    ]
    assert texts(third[1], ".why") == [
        "未见：要求：“不得利用算法排除竞争”；最接近的《果业交易平台管理法》第一条：“公示交易规则”"
    ]
    searched, nearest = select(third[1], ".nothing")[0].text.split("；")
    assert searched == "在上列 3 个文件（文本截至2019年6月1日）中未见对应"
    assert nearest == (
        "最接近的条文：《果业交易平台管理法》第一条、第二条、《云溪市果农信息保护条例》第四条"
    )
    assert texts(page, ".headline") == [
        "12 项举措中，3 项有对应条文，3 项待核，6 项未见对应；经人核对 2 项。"
    ]


def test_no_score_and_no_share_of_an_item_stands_on_the_page():
    """Percentages stand in the measured error alone."""
    page = tree(relation())
    for line in select(page, ".method li"):
        line.drop_tree()

    assert re.findall(r"\d+ ?%|0\.\d\d", page.find("body").text_content()) == []


def test_the_coverage_table_names_articles():
    page = tree(relation())

    assert texts(page, ".coverage thead th") == [
        "条目",
        "云溪市果农信息保护条例2019年6月1日→ 意见印发后制定",
        "果业交易平台管理法2018年1月1日∥ 此前制定、其后修改",
        "云溪市冷链安全办法2010年8月1日← 此前已有",
    ]
    assert texts(page, ".coverage .group") == ["一、总体要求", "二、主要任务"]
    assert texts(page, ".coverage tbody tr:nth-of-type(4) td") == ["● ✓! 第三条、第二条", "○", "○"]
    assert texts(page, ".coverage tfoot td") == [
        "● 1 ◐ 0 △ 0 ○ 5",
        "● 0 ◐ 1 △ 0 ○ 5",
        "● 0 ◐ 0 △ 1 ○ 5",
    ]


def test_shared_terms_have_the_same_number_on_both_sides():
    item = tree(relation()).get_element_by_id("i1")
    left = {(mark.get("data-terms"), mark.text) for mark in select(item, ".left mark")}
    right = {(mark.get("data-terms"), mark.text) for mark in select(item, ".right mark")}

    assert left == {
        ("1", "果农个人信息"),
        ("2", "收集使用"),
        ("3", "投诉举报渠道"),
        ("4", "及时处理投诉"),
    }
    assert right == {
        ("1", "果农个人信息"),
        ("2", "处理"),
        ("3", "投诉举报渠道"),
        ("4", "及时处理投诉"),
    }
    assert "2收集使用→处理" in texts(item, ".term")
    assert [card.get("data-terms") for card in select(item, ".card")] == ["3 4", "1 2"]
    assert texts(item, ".left .sentence") == ["1", "2", "3"]
    assert texts(item, ".answers") == ["对应第 2 句", "对应第 1 句"]


def test_what_people_said_is_on_the_card():
    page = tree(relation())
    first, second = select(page, "#i1 .card")

    assert texts(first, ".tag") == ["确认", "同一措施", "措辞相同", "意见后新增", "义务"]
    assert texts(first, ".judged") == ["李四：确认、同一措施；原文照抄", "王五：请再看第二句"]
    assert texts(second, ".tag.check") == ["! 文本已变，须重新审阅"]
    assert texts(page, "#i1 .weak s") == ["第一条"]
    assert select(page, "#i2 .wording del")[0].text == "并"
    assert second.get("data-status") == "suggested stale"


def test_articles_that_nobody_announced_and_the_method():
    page = tree(relation())

    assert texts(page, ".rest summary") == ["云溪市果农信息保护条例（1）"]
    assert texts(page, ".rest li") == ["第四条 果农有权查阅、复制其个人信息。"]
    method = " ".join(texts(page, ".method li"))
    assert "半数以上举措有对应条文的，条目为“有对应规定”" in method
    assert "《果业交易平台管理法》系与2012年5月1日文本比对。" in method
    assert "不是法律意见" in method


def test_many_gaps_fold():
    given = relation()
    left = name_document(
        replace(given.left, body=tuple(article(n, f"第{n}条", "甲。") for n in range(1, GAPS + 4)))
    )
    page = tree(
        replace(given, left=left, right=given.right * 3, links=(), coverage=(), instruments=())
    )

    assert len(select(page, ".gaps > ul > li")) == GAPS
    assert texts(page, ".gaps summary") == ["另有 3 项"]


def test_paragraphs_stay_paragraphs_and_marks_may_cross_them():
    given = relation()
    first = given.links[1]
    assert len(select(tree(given), "#i1 .card:nth-of-type(2) .provision p")) == 2
    wide = replace(first.evidence[0], right=((0, 60),))
    page = tree(replace(given, links=(replace(first, evidence=(wide,)),)))
    assert len(select(page, "#i1 .card mark")) == 2


def test_a_place_that_the_document_does_not_have_is_no_trouble():
    given = relation()
    lost = replace(
        given.links[0], right=replace(given.links[0].right, eid="art_99", num="第九十九条")
    )
    elsewhere = replace(given.links[0], right=replace(given.links[0].right, title="别的文件"))
    page = tree(replace(given, links=(lost, elsewhere), only_right=(lost.right,)))

    assert "第九十九条" in texts(page, ".card summary b")[0]
    assert texts(page, ".rest li") == ["第九十九条"]


def test_the_text_of_every_article_is_whole():
    page = tree(relation())
    shown = select(page, "#i1 .card:nth-of-type(2) .provision")[0]
    for sup in select(shown, "sup"):
        sup.drop_tree()

    assert "".join(shown.itertext()) == relation().right[0].articles[1].text.replace("\n", "")


def test_a_heading_of_an_article_is_shown():
    given = relation()
    first = given.right[0]
    body = (replace(first.articles[0], heading="目的"), *first.articles[1:])
    documents = (
        name_document(replace(first, body=body, preamble=(Block(text="序"),))),
        *given.right[1:],
    )

    assert "第一条 目的" in texts(tree(replace(given, right=documents)), "#i1 .weak s")


@pytest.fixture
def look(browser, tmp_path) -> Iterator:
    contexts = []

    def opens(given, **context):
        path: Path = tmp_path / "relation.html"
        path.write_bytes(html.render(given, ReportOptions()))
        contexts.append(
            browser.new_context(**{"viewport": {"width": 1400, "height": 900}, **context})
        )
        page = contexts[-1].new_page()
        page.trouble = []
        page.on("console", lambda message: page.trouble.append(message.text))
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        page.on("dialog", lambda dialog: page.trouble.append(dialog.message))
        page.on(
            "request",
            lambda request: (
                page.trouble.append(request.url) if request.url != path.as_uri() else None
            ),
        )
        page.goto(path.as_uri())
        return page

    yield opens
    for context in contexts:
        assert [said for page in context.pages for said in page.trouble] == []
        context.close()


def visible(page, selector: str) -> list[str]:
    return page.eval_on_selector_all(
        selector, f"all => ({VISIBLE})(all).map(one => one.id || one.textContent)"
    )


@pytest.mark.browser
def test_nothing_is_fetched_runs_or_complains(look):
    for given in (relation(), hostile()):
        page = look(given)
        page.fill("#search", "平台")
        page.click("#whole")

        assert page.evaluate("document.images.length") == 0


@pytest.mark.browser
def test_items_are_filtered_by_document_status_and_words(look):
    page = look(relation())
    everything = ["i0", "i1", "i2", "i3", "i4", "i5"]
    assert visible(page, ".item") == everything
    page.locator("label", has_text="只看未找到对应规定").click()
    assert visible(page, ".item") == ["i0", "i4", "i5"]
    page.select_option("#law", "B")
    assert visible(page, ".item") == ["i0", "i1", "i3", "i4", "i5"]
    page.locator("label", has_text="只看未找到对应规定").click()
    assert visible(page, "#i1 .answered [data-law]") == []
    page.select_option("#law", "")
    page.click("#whole")
    page.select_option("#status", "stale")
    assert visible(page, ".item") == ["i1"]
    assert visible(page, ".items .chapter") == ["二、主要任务"]
    assert page.locator("#place").inner_text() == "1 / 6"
    assert len(visible(page, ".card")) == 1
    page.select_option("#status", "disputed")
    assert visible(page, ".item") == ["i2"]
    page.select_option("#status", "")
    page.fill("#search", "论坛")
    assert visible(page, ".item") == ["i5"]
    page.fill("#search", "没有这样的话")
    assert page.locator("#empty").is_visible()
    page.locator("#search").press("Escape")
    assert visible(page, ".item") == everything


@pytest.mark.browser
def test_a_cell_leads_to_its_articles_wherever_they_hide(look):
    for given, place in ((relation(), "i1"), (replace(relation(), measures=()), "i1-A")):
        page = look(given)
        page.fill("#search", "论坛")
        page.locator(".coverage td a").nth(3).click()

        assert page.url.endswith(f"#{place}")
        assert visible(page, ".item") == ["i0", "i1", "i2", "i3", "i4", "i5"]
        top = page.evaluate(f"document.getElementById('{place}').getBoundingClientRect().top")
        assert abs(top) < 300
    page = look(relation())
    page.evaluate("location.hash = '#i1-A'")
    page.locator("#i1-A .card").first.wait_for(state="visible")


@pytest.mark.browser
def test_a_card_shows_its_terms_in_the_item(look):
    page = look(relation())
    page.locator("#i1 .evidence > summary").click()
    page.locator("#i1 .card").first.hover()

    assert page.locator("#i1 .left mark.on").count() == 2
    page.mouse.move(2, 2)
    assert page.locator("#i1.pointed").count() == 0


@pytest.mark.browser
def test_everything_opens_and_closes(look):
    page = look(relation())
    folds = page.locator(".card, .weak, .evidence").count()
    page.click("#whole")
    assert page.locator(".card[open], .weak[open], .evidence[open]").count() == folds
    assert page.locator("#whole").inner_text() == "收起全部"
    page.click("#whole")
    assert page.locator(".card[open], .weak[open], .evidence[open]").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 768, 1000, 1400])
def test_the_page_is_never_wider_than_the_window(look, width):
    for given in (relation(), hostile(), replace(relation(), right=relation().right * 5)):
        page = look(given, viewport={"width": width, "height": 900})
        page.click("#whole")

        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_without_scripts_every_text_can_be_read(look):
    page = look(relation(), java_script_enabled=False)

    assert page.locator(".item:visible").count() == 6
    assert not page.locator("#toolbar").is_visible()
    page.locator("#i1 .evidence > summary").click()
    page.locator("#i1 .card").nth(1).locator("summary").click()
    assert page.locator("#i1 .card").nth(1).locator(".provision").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_it_prints_on_a4_with_the_coverage_table(look, scripts):
    import pypdfium2

    page = look(relation(), java_script_enabled=scripts)
    data = page.pdf(prefer_css_page_size=True)

    with pypdfium2.PdfDocument(data) as pdf:
        sizes = {
            tuple(round(side * 25.4 / 72) for side in pdf[place].get_size())
            for place in range(len(pdf))
        }
        pages = [pdf[place].get_textpage().get_text_range() for place in range(len(pdf))]
    assert sizes == {(297, 210)}
    table = next(text for text in pages if "覆盖矩阵" in text)
    assert "合计" in table
    assert "查找文字" not in "".join(pages)


@pytest.mark.browser
def test_the_short_print_leaves_the_items_out(look):
    import pypdfium2

    page = look(relation())
    page.evaluate("window.print = () => {}")
    page.click("#paper")
    with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as pdf:
        told = "".join(pdf[place].get_textpage().get_text_range() for place in range(len(pdf)))

    assert "覆盖矩阵" in told
    assert "不是法律意见" in told
    assert "平台不得利用算法排除竞争" not in told


def test_a_relation_without_anything_has_its_page():
    page = tree(
        replace(
            relation(), right=(), links=(), coverage=(), only_right=(), instruments=(), measures=()
        )
    )

    assert texts(page, ".tiles dd") == ["0", "0", "0", "6"]
    assert select(page, ".coverage") == []
    assert select(
        tree(
            replace(
                relation(), coverage=(Coverage(left="x", right="y", status="covered", best=1.0),)
            )
        ),
        ".coverage",
    )


def test_weaker_candidates_beyond_a_few_are_only_counted():
    given = relation()
    weak = replace(given.links[4], score=0.2, share=0.01)
    rejected = replace(weak, score=0.01, status="rejected")
    page = tree(
        replace(
            given,
            links=(
                *(replace(weak, score=0.2 - place / 100) for place in range(WEAK + 2)),
                rejected,
            ),
        )
    )

    assert len(select(page, "#i2 .weak li")) == WEAK + 1
    assert texts(page, "#i2 .weak summary") == [f"其他可能的条文（{WEAK + 3}）"]
    assert texts(page, "#i2 .weak > p") == ["另有 2 条"]
