"""The HTML report as a file: one page, safe, complete without its script."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re

import lxml.html
import pytest
from invented import rendered
from parts import ARTICLE_WITH_TABLE, TABLE

from policydiff.formats import html
from policydiff.model.comparison import Edit, Match, Side
from policydiff.model.reports import ReportOptions


def shown(comparison, **options) -> str:
    return rendered(html, comparison, ReportOptions(**options)).decode()


def parsed(comparison, **options) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(shown(comparison, **options))


def table(comparison, **options) -> str:
    """The table of a report without the page around it, one tag a line for a person to read."""
    found = re.search(r"<main>.*</main>", shown(comparison, **options), re.DOTALL)
    assert found is not None
    return (
        re.sub(
            r"(?<=>)(?=<(?:tbody|tr|td|th|div|p|/tbody|/tr|span class=\"(?:tag|numbers|note|fact)))",
            "\n",
            found.group(),
        )
        + "\n"
    )


@pytest.mark.parametrize(
    ("name", "options"),
    [("zh", {}), ("en_noise", {"language": "en", "show_noise": True, "only_changed": True})],
)
def test_golden(sample, golden, cases, name, options):
    golden(cases / f"table_{name}.html", table(sample, **options))


def anchor(match) -> str:
    """The name of the row of a match."""
    return match.right[0].eid if match.right else f"former-{match.left[0].eid}"


def test_nothing_points_outside_the_file(sample, hostile):
    for comparison in (sample, hostile):
        page = parsed(comparison)
        targets = [
            value
            for element in page.iter()
            for name, value in element.attrib.items()
            if name in ("href", "src", "action")
        ]

        assert set(targets) <= {"data:,", *(f"#{anchor(match)}" for match in comparison.matches)}
        assert "url(" not in shown(comparison)
        assert "@import" not in shown(comparison)


def test_the_policy_allows_exactly_this_script(sample):
    page = parsed(sample)
    (script,) = page.findall(".//script")
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()

    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")


def test_both_sides_read_as_the_texts(sample):
    """Without its script, the page holds every text in full."""
    page = parsed(sample)
    for button in page.xpath("//button[@class='cut']"):
        button.drop_tree()
    for match in sample.matches:
        if (
            match.parent is None
            or len(match.left) != 1
            or len(match.right) != 1
            or match.left[0].level != "article"
        ):
            continue
        for name, ops in (("left", ("equal", "delete")), ("right", ("equal", "insert"))):
            (cell,) = page.xpath(f"//tr[@id='{anchor(match)}']/td[contains(@class, '{name}')]")
            text = "".join(edit.text for edit in match.edits if edit.op in ops)

            assert cell.text_content().endswith(text.replace("\n", ""))


def test_the_page_says_its_language(sample):
    assert parsed(sample).get("lang") == "zh-Hans"
    assert parsed(sample, language="en").get("lang") == "en"
    assert {
        cell.get("lang") for cell in parsed(sample, language="en").xpath("//td[@class='left']")
    } == {"zh"}


def test_every_link_of_the_list_leads_to_a_row(sample):
    page = parsed(sample)

    links = page.xpath("//nav//a/@href")
    assert len(links) == 10
    assert all(page.get_element_by_id(link[1:]).tag == "tr" for link in links)


def test_the_page_has_one_set_of_counts(sample):
    page = parsed(sample)
    tiles = {
        tile.get("class"): tile.findtext("dd") for tile in page.xpath("//dl[@class='counts']/div")
    }
    chips = {
        chip.find("input").get("value"): chip.findtext(".//b")
        for chip in page.xpath("//div[@class='chips']/label")
    }

    assert tiles == {name: count for name, count in chips.items() if count}
    assert tiles["added"] == "1 条"
    assert "新增（1 条）" in page.find(".//header").text_content()


def test_what_the_head_tells(sample):
    text = parsed(sample).find(".//header").text_content()

    for words in (
        "云溪市河道巡护办法（试行）",
        "2024年9月10日",
        "将“巡河员”统一修改为“巡护员”，共 3 处",
        "引用的第十二条不存在",
        "第 12 行",
        "标点的异写",
    ):
        assert words in text


def test_no_change_is_said_in_words(same):
    page = parsed(same)

    assert "两份文本没有差别" in page.xpath("//main/p[@class='notice']")[0].text_content()
    assert page.find(".//nav") is None


def test_a_table_in_the_text_is_a_table_with_its_redline(sample):
    page = parsed(dataclasses.replace(sample, matches=(TABLE,)))

    grids = [
        [[cell.text_content() for cell in line.findall("td")] for line in grid.iter("tr")]
        for grid in page.xpath("//table[@class='grid']")
    ]
    assert grids == [
        [["河段", "次数"], ["上游", "一", "三"]],
        [["河段", "次数"], ["上游", "二", "新列"], ["下游", "三"]],
    ]
    assert page.xpath("//table[@class='grid']//ins/text()") == ["二", "新列", "下游"]


def test_a_table_in_an_article_is_one_too(sample):
    page = parsed(dataclasses.replace(sample, matches=(ARTICLE_WITH_TABLE,)))
    right = page.xpath("//td[@lang='zh'][2]/div[@class='provision']")[0]

    assert [child.tag for child in right] == ["p", "table", "p"]
    assert [[cell.text_content() for cell in line] for line in right[1].iter("tr")] == [
        ["车型", "元"],
        ["小型", "五"],
        ["大型", "十"],
    ]
    assert [child.text_content() for child in (right[0], right[2])] == [
        "第九条　收费标准如下：",
        "本条自公布之日起施行。",
    ]


def test_a_table_in_a_text_that_is_left_out_can_be_opened_with_it(sample):
    article = Side(eid="art_9", num="第九条", level="article")
    rows = "".join(f"第{count}段\t每年{count}次\n" for count in range(40))
    edits = (
        Edit(op="insert", text="新句。"),
        Edit(op="equal", text=f"巡护次数如下：\n{rows}"),
        Edit(op="delete", text="旧句。"),
    )
    match = Match(id=1, kind="reworded", left=(article,), right=(article,), edits=edits)
    page = parsed(dataclasses.replace(sample, matches=(match,)))
    right = page.xpath("//td[@class='right'][contains(., '第九条')]")[0]

    assert "每年20次" in right.text_content()
    assert right.xpath(".//button[@class='cut']")
