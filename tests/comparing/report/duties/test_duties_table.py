"""The table of duties and penalties: its rows, and what each form makes of them."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import lxml.html
import openpyxl
import penal
import pytest
from plain_texts import read
from reading_docx import dump

from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.duties.duties import AmountChange, DutyTable, view_duties
from policydiff.model.reports import ReportOptions
from policydiff.report import formats

OPTIONS = ReportOptions(language="zh")


@pytest.fixture(scope="module")
def table() -> DutyTable:
    return view_duties(penal.sample())


def write(table: DutyTable, form: str) -> bytes:
    return formats.write(table, form, OPTIONS)


def test_each_duty_stands_beside_what_cites_it(table):
    found = {
        duty.names: [(one.name, one.sure, one.change) for one in duty.penalties]
        for duty in table.duties
    }

    assert found == {
        ("第四条",): [("第十一条", True, "alone")],
        ("第五条第一款",): [("第十条第一款", True, "changed"), ("第十条第二款", True, "changed")],
        ("第五条第二款",): [],
        ("第六条",): [],
        ("第八条",): [("第十一条", True, "alone")],
        ("第九条",): [("第十二条", False, "alone")],
        ("第十四条",): [],
    }
    assert [one.name for one in table.uncited] == ["第十三条"]
    assert table.penal == 5


def test_amounts_before_and_after_and_who_punishes(table):
    (first, second) = table.duties[1].penalties

    assert first.amounts == (
        AmountChange(before="一千元以上五千元以下", after="五千元以上二万元以下"),
    )
    assert second.amounts == (AmountChange(before=None, after="二万元以上五万元以下", came=True),)
    assert first.authorities == ("农业农村局",)
    assert table.duties[5].penalties[0].authorities == ("城市管理局",)


def test_what_is_new_and_what_changed(table):
    changes = {duty.names[0]: duty.change for duty in table.duties}

    assert changes["第五条第一款"] == "same"
    assert changes["第五条第二款"] == "changed"
    assert changes["第八条"] == "new"
    assert [(duty.names, duty.change) for duty in table.gone] == [(("第八条",), "same")]


def test_a_duty_is_the_same_where_the_old_text_has_its_sentence_elsewhere():
    duty = "果农应当按月登记采摘的日期和数量，并向果业协会报送。"
    other = "果园周围的道路由果业协会出资修建和养护，任何人都能走。"
    old = read(f"云溪市果园办法\n第一条　{other}\n第二条　{duty}\n")
    new = read(
        f"云溪市果园办法\n第一条　{other}\n{duty}\n第二条　果农应当配合检查：\n（一）开门；\n"
    )

    assert [duty.change for duty in view_duties(diff(old, new)).duties] == ["same", "new"]


def test_new_numbers_and_glyphs_are_no_unchanged_words():
    place, added = "果园的边界由村里划定。", "村里每年公布果园的边界。"
    duty = "果农应当按月登记采摘的数量。"
    penal = "违反本办法第{}条规定，未登记的，由农业农村局处一百元罚款。"
    old = read(f"云溪市果园办法\n第一条　{place}\n第二条　{duty}\n第三条　{penal.format('二')}\n")
    new = read(
        f"云溪市果园办法\n第一条　{place}\n第二条　{added}\n第三条　{duty}\n第四条　{penal.format('三')}\n"
    )

    for before, change, words in (
        (old, "citations", "所示文字未变，仅所引条号不同"),
        (new, "same", "所示文字未变"),
    ):
        made = view_duties(diff(before, new))
        (one,) = made.duties
        assert (one.change, [each.change for each in one.penalties]) == ("same", [change])
        assert f"第四条（{words}）" in write(made, "markdown").decode()


def test_sentences_between_duties_are_marked_as_left_out():
    text = read("云溪市果园办法\n第一条　果农应当登记。果树很高。果农不得截流。\n")

    assert view_duties(diff(text, text)).duties[0].sentences == ("果农应当登记。……果农不得截流。",)


@pytest.mark.parametrize(
    ("case", "named"),
    [
        ("未按照规定登记采摘日期和数量的", True),
        ("未将采摘的日期和数量登记的", True),
        ("未公布采摘日期和数量的", False),
        ("未按照规定登记果树病虫害情况的", False),
    ],
)
def test_a_penal_provision_names_a_duty_by_its_verb_and_its_words(case, named):
    text = read(
        "云溪市果园办法\n第一条　果农应当登记采摘的日期和数量。\n"
        f"第二条　果农{case}，由果业局处一百元罚款。\n"
    )
    (duty,) = view_duties(diff(text, text)).duties

    assert [one.basis for one in duty.penalties] == ["conduct"] * named


def test_the_penal_provisions_of_the_old_text_are_named(table):
    assert table.duties[1].before == ("第九条第一款", "第九条第二款")
    assert table.duties[0].before == ()


def test_a_duty_that_became_a_power_is_gone():
    old = read("云溪市果园办法\n第一条　果农应当修剪果树，并记录修剪日期。\n第二条　果树很高。\n")
    new = read("云溪市果园办法\n第一条　果农可以修剪果树，并记录修剪日期。\n第二条　果树很高。\n")
    found = view_duties(diff(old, new))

    assert found.duties == ()
    assert [(duty.names, duty.change) for duty in found.gone] == [(("第一条",), "changed")]


def test_a_penal_provision_that_cites_a_duty_no_more():
    text = "云溪市果园办法\n第一条　果农不得截流。\n第二条　违反第一条规定，擅自截流的，由水利局处一百元罚款。\n"
    new = read(text.replace("违反第一条规定，擅自", "果农未经许可"))
    found = view_duties(diff(read(text), new))

    assert found.duties[0].penalties == ()
    assert found.duties[0].before == ("第二条",)
    assert "未见引用本条或者字句相同的罚则<br>修改前：第二条" in write(found, "markdown").decode()


def test_the_same_text_twice_changes_nothing():
    found = view_duties(diff(read(penal.NEW), read(penal.NEW)))

    assert {duty.change for duty in found.duties} == {"same"}
    assert {one.change for duty in found.duties for one in duty.penalties} == {"same"}
    assert all(
        amount.before is None
        for duty in found.duties
        for one in duty.penalties
        for amount in one.amounts
    )
    assert found.gone == ()


def test_a_text_without_duties_has_a_table_without_rows():
    text = read("云溪市果园办法\n第一条　果树很高。\n")
    found = view_duties(diff(text, text))

    assert found.duties == found.uncited == found.gone == ()
    assert "载有义务的条款 0 款" in write(found, "terminal").decode()
    assert openpyxl.load_workbook(BytesIO(write(found, "xlsx"))).sheetnames == ["义务与罚则"]


def test_neighbours_with_the_same_penalty_share_a_row():
    text = read(
        "云溪市果园办法\n第一条　果农应当登记。\n果农不得截流。\n第二条　违反第一条规定的，处一百元罚款。\n"
    )

    assert [duty.names for duty in view_duties(diff(text, text)).duties] == [
        ("第一条第一款", "第二款")
    ]


def test_every_cell_is_of_the_texts(table):
    both = penal.OLD + penal.NEW
    duties = (*table.duties, *table.gone)
    penalties = (*(one for duty in duties for one in duty.penalties), *table.uncited)

    assert all(text.removesuffix("……") in both for duty in duties for text in duty.sentences)
    assert all(one.text.removesuffix("……") in both for one in penalties)
    assert all(name in both for one in penalties for name in one.authorities)


# Its formats


def test_the_workbook_has_a_row_for_each_link(table):
    sheet = openpyxl.load_workbook(BytesIO(write(table, "xlsx"))).active
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    heads = next(place for place, row in enumerate(rows) if row[0] == "义务条文")

    assert rows[heads] == [
        "义务条文",
        "义务内容",
        "对应罚则",
        "处罚机关",
        "金额（修改前 → 修改后）",
    ]
    assert rows[heads + 1][4] == "新增：五百元"
    assert rows[heads + 2][4] == "一千元以上五千元以下 → 五千元以上二万元以下"


def test_the_csv_has_the_same_rows(table):
    rows = list(csv.reader(StringIO(write(table, "csv").decode("utf-8-sig"))))

    assert len({len(row) for row in rows}) == 1
    assert [row[0].split("\n")[0] for row in rows if row[0]] == [
        *("义务条文", "第四条", "第五条第一款", "第五条第二款", "第六条"),
        *("第八条", "第九条", "第十四条", "原第八条"),
    ]


def test_the_page_heads_what_stands_apart(table):
    root = lxml.html.fromstring(write(table, "html"))

    assert [one.text_content() for one in root.xpath("//tr[@class='band']")] == [
        "未写明所违反条文的罚则",
        "修改前有、修改后未见对应的义务",
    ]
    assert root.xpath("//tr[@class='band']/th/@colspan") == ["5", "5"]


def test_the_word_file_names_what_has_no_penalty(table):
    assert dump(write(table, "docx")).count("未见引用本条或者字句相同的罚则") == 3
