"""One page for a superior: what it states, and that it states nothing else."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path

import docx as word
import lxml.html
import penal
import pytest
from lanes import some
from plain_texts import read
from reading_docx import printed_pages

import policydiff
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.brief.brief import BRIEF_LABELS, MOST_DAYS, Brief, view_brief
from policydiff.comparing.report.brief.page import brief_page
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.comparing.report.table.digest import title_of
from policydiff.formats import docx, html, markdown
from policydiff.model.comparison import Comparison
from policydiff.model.reports import ReportOptions
from policydiff.text.numerals import write_number

EXAMPLES = Path(__file__).parents[4] / "corpora" / "example"
PAIRS = (
    ("invented-2021-09-26.md", "invented-2024-05-31.html"),
    ("articles/2023-05-10.md", "articles/2025-09-18.md"),
)
NUMBER = re.compile("[〇零一二三四五六七八九十百千万亿两0-9０-９.]+")
OPTIONS = ReportOptions(language="zh")


def brief(comparison: Comparison, **options) -> Brief:
    shape = ReportOptions(language="zh", **options)
    return view_brief(view_comparison(comparison, shape), shape)


def example(pair: tuple[str, str]) -> Comparison:
    return policydiff.diff(*(policydiff.load(EXAMPLES / name) for name in pair))


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


def unstated(shown: Brief) -> set[str]:
    """The numbers of the brief that stand in neither text; counts are left out."""
    comparison = shown.comparison
    both = comparison.left.full_text() + "\n" + comparison.right.full_text()
    counts = re.compile(r"共 \d+ 处|(?:仍作旧称|改作他词) \d+ 处|把握 \d+%")
    texts = (counts.sub("", line.text) for line in shown.lines)
    return numbers("\n".join((*texts, *(day.text for day in shown.days)))) - numbers(both)


def named(shown: Brief) -> dict[str, str]:
    return {line.name.split("（")[0]: line.text for line in shown.lines}


def test_the_main_changes_with_their_articles():
    assert named(brief(penal.sample())) == {
        "金额": "第十条：一千元以上五千元以下 → 五千元以上二万元以下（违反本条例第五条第一款规定，擅自截流的）、"
        "新增二万元以上五万元以下（有前款行为，情节严重的）；第十一条：新增五百元（灌溉户有下列行为之一的，逾期不改正的）；"
        "第十二条：新增二百元（倾倒本条例第九条所列物品的）",
        "期限": "第六条：十五日内 → 七日内（农业农村局应当自收到登记之日起七日内答复）；"
        "第八条：新增二十四小时内（并在二十四小时内采取措施）；第十四条：新增六个月内（应当自本条例施行之日起六个月内安装量水设备）",
        "比例与人数": "第七条：过半数 → 三分之二以上（用水方案经灌溉户代表三分之二以上同意后执行）",
        "义务与禁止": "第五条：灌溉户可以安装量水设备 → 灌溉户应当安装量水设备",
        "罚则": "第十条：删去依法承担赔偿责任（有前款行为，造成他人损失的）",
        "增删": "新增第八条：灌溉户发现渠道渗漏的，应当立即报告……；第九条：禁止向水渠倾倒废弃物以及法律……；"
        "第十一条：灌溉户有下列行为之一的，由农业农村局……；第十二条：倾倒本条例第九条所列物品的，由城市……；"
        "第十四条：本条例施行前已经登记的灌溉户，应当……；删去原第八条：放牛的人应当给牛戴上铃铛。",
        "统一修改": "将“水利局”统一修改为“农业农村局”，共 5 处",
    }


@pytest.mark.parametrize("pair", PAIRS)
def test_the_brief_counts_as_the_table_does(pair):
    shown = brief(example(pair))
    table = {section.key: title_of(section, "zh") for section in shown.view.digest}
    counts = {count.category: count.number for count in shown.view.counts}
    labels = BRIEF_LABELS["zh"]
    lines = {line.name.split("（")[0]: line.name for line in shown.lines}
    for key in ("amounts", "penalties", "periods", "shares", "duties"):
        name = lines.get(labels[key].split("（")[0], "")
        assert name.partition("（")[2] == table.get(key, "").partition("（")[2]

    assert lines["增删"] == (
        f"增删（按条文对应，新增 {counts.get('added', 0)} 条，删去 {counts.get('removed', 0)} 条）"
    )


def test_what_applies_from_when_is_quoted():
    assert [(day.name, day.text, day.in_force) for day in brief(penal.sample()).days] == [
        ("第十五条", "本条例自2025年9月1日起施行。", True),
        (
            "第十四条",
            "本条例施行前已经登记的灌溉户，应当自本条例施行之日起六个月内安装量水设备。",
            False,
        ),
    ]


def test_a_day_before_the_date_of_the_text_is_marked():
    old = read(penal.OLD)
    new = read(
        penal.OLD.replace("通过）", "通过　2021年2月1日云溪市人民代表大会常务委员会修正）").replace(
            "一千元", "二千元"
        )
    )
    page = markdown.render(brief(diff(old, new)), OPTIONS).decode()

    assert "“本条例自2018年6月1日起施行。”（该日期早于本文本的日期）" in page


def test_an_article_that_is_quoted_whole_counts_as_listed():
    shown = brief(penal.sample())

    assert shown.others == ()
    assert "\n- 全部修改见对照表。" in markdown.render(shown, OPTIONS).decode()


def test_a_rule_on_old_cases_that_did_not_change_is_left_out():
    new = read(penal.NEW.replace("七日", "六日"))

    assert [day.name for day in brief(diff(read(penal.NEW), new)).days] == ["第十五条"]


def test_a_text_without_a_day_says_so():
    texts = (read(f"云溪市果园办法\n第一条　果农应当{word}果树。\n") for word in ("修剪", "浇灌"))

    assert "新文本的条文未写明施行日期。" in markdown.render(brief(diff(*texts)), OPTIONS).decode()


@pytest.mark.parametrize("pair", [None, *PAIRS])
def test_no_number_is_absent_from_both_texts(pair):
    shown = brief(penal.sample() if pair is None else example(pair))

    assert shown.lines
    assert unstated(shown) == set()


@pytest.mark.corpus
def test_no_number_is_absent_from_real_texts(corpus):
    works = [sorted(folder.glob("*.md"))[-2:] for folder in sorted(corpus.glob("works/*"))]
    pairs = some([pair for pair in works if len(pair) == 2], 8)

    for pair in pairs:
        shown = brief(policydiff.diff(*map(policydiff.load, pair)))
        assert unstated(shown) == set(), pair[0].parent.name
        assert len(shown.lines) <= 8


@pytest.mark.parametrize("pair", PAIRS)
def test_eight_lines_at_most_and_the_others_counted(pair):
    shown = brief(example(pair))
    items = [item for line in shown.lines for item in line.shown]
    changed = [row for row in shown.view.rows if row.loud and not row.around]
    stated = sum(item.id is None for item in items) == len(shown.view.replacements)
    hidden = {row.id for row in changed} - {item.id for item in items}
    hidden -= {row.id for row in changed if row.replaced and stated}
    hidden -= {row.id for row in changed if row.label in {day.name for day in shown.days}}

    assert len(shown.lines) <= 8
    assert all(item.name for item in items)
    assert len(shown.others) == len(hidden)


def test_what_is_not_listed_is_named_where_there_is_room():
    reworded = penal.NEW.replace("倾倒废弃物以及", "投放废弃物以及").replace("六个月", "三个月")
    page = markdown.render(brief(diff(read(penal.NEW), read(reworded))), OPTIONS).decode()
    crowded = markdown.render(brief(example(PAIRS[0])), OPTIONS).decode()

    assert "另有 1 条有修改、新增或者删去，未列于上（第九条）；全部修改见对照表。" in page
    assert re.search(r"另有 \d+ (?:条|处条文)有修改、新增或者删去，未列于上；", crowded)


def test_the_strip_has_a_cell_for_each_provision_and_says_what_it_became():
    strip = brief(penal.sample()).strip

    assert [(part.name, "".join(cell.sign for cell in part.cells)) for part in strip.parts] == [
        ("第一章 总则", "··■"),
        ("第二章 用水", "■■■■－＋＋"),
        ("第三章 法律责任", "■＋＋■"),
        ("第四章 附则", "＋■"),
    ]
    assert strip.parts[1].cells[4].name == "原第八条"


def test_two_texts_without_a_difference():
    same = read(penal.NEW)
    shown = brief(diff(same, same))
    page = markdown.render(shown, OPTIONS).decode()

    assert shown.lines == ()
    assert "没有差别" in page
    assert "■" not in page
    assert "全部修改" not in page
    assert [day.in_force for day in shown.days] == [True]


def test_more_days_than_have_room_are_counted():
    lines = "\n".join(
        f"第{number}条　果农应当自2026年{place}月1日起执行第{place}号标准。"
        for place, number in enumerate("一二三四五六", 1)
    )
    old = read("云溪市果园办法\n第一条　果农应当修剪果树。\n")
    page = brief_page(brief(diff(old, read(f"云溪市果园办法\n{lines}\n"))), OPTIONS)
    texts = ["".join(part.text for part in one.text) for one in page.sections[2].blocks[0].lines]

    assert len([text for text in texts if text.startswith("“")]) == MOST_DAYS
    assert texts[-1].startswith("另有 2 句")


# Its formats


def test_the_page_has_a_strip_of_named_cells():
    root = lxml.html.fromstring(html.render(brief(penal.sample()), OPTIONS))
    cells = root.xpath("//div[@class='strip']//span[@class='cells']/i")

    assert len(cells) == 16
    assert [cell.get("title") for cell in cells if cell.get("class") == "removed"] == [
        "原第八条 删去"
    ]


def test_the_word_file_has_shaded_cells_over_the_chapters():
    document = word.Document(BytesIO(docx.render(brief(penal.sample()), OPTIONS)))
    (strip,) = document.tables
    shades = [bool(cell._tc.xpath(".//w:shd")) for cell in strip.rows[0].cells]

    assert document.sections[0].page_width < document.sections[0].page_height
    assert len(shades) == 16
    assert shades.count(True) == 14
    assert [cell.text for cell in strip.rows[1].cells][::5] == ["一", "二", "三", "四"]


def test_a_long_text_shares_the_cells_of_the_strip():
    body = [f"第{write_number(place)}条　果农应当浇水{place}次。" for place in range(1, 121)]
    old = "\n".join(("云溪市果园办法", *body)) + "\n"
    comparison = diff(read(old), read(old.replace(body[7], body[7] + "不得截流。")))
    document = word.Document(BytesIO(docx.render(brief(comparison), OPTIONS)))

    assert len(document.tables[0].rows[0].cells) == 40


@pytest.mark.skipif(
    not shutil.which("soffice") or not shutil.which("pdftotext"),
    reason="LibreOffice or poppler is not installed",
)
@pytest.mark.parametrize("pair", [None, *PAIRS])
def test_it_fits_one_page(pair, tmp_path):
    shown = brief(penal.sample() if pair is None else example(pair))

    assert len(printed_pages(docx.render(shown, OPTIONS), tmp_path)) == 1
