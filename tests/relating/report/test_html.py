"""Reports of a relation: what all forms share, and the terminal and Markdown as golden files."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from parts import article, chapter
from relations import hostile, relation
from rich.cells import cell_len

from policydiff.formats import terminal
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.identifiers import name_document
from policydiff.model.reports import ReportOptions
from policydiff.model.version import Dates
from policydiff.relating.engine.relation import Relation
from policydiff.relating.report import summary as relation_summary
from policydiff.relating.report.relation import RelationTable, letter
from policydiff.relating.report.summary import (
    HeldOutOpinion,
    MeasuredError,
    events,
    fate,
    law_date,
)
from policydiff.report import formats

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def empty() -> Relation:
    """Nothing on the right, nothing on the left."""
    return Relation(left=Document(title="空", kind="opinion", dialect="cn_policy"), right=())


@pytest.mark.parametrize("form", formats.formats("relation"))
@pytest.mark.parametrize("make", [empty, hostile])
def test_every_form_can_write_it(form, make):
    written = formats.write(make(), form, ReportOptions(width=1))

    assert written or (make is empty and form == "jsonl")  # a line for each link, of which none is


@pytest.mark.parametrize("width", [1, 20, 33, 60, 100, 200])
@pytest.mark.parametrize("colour", [True, False])
def test_no_line_is_wider_than_the_terminal(width, colour):
    for made in (relation(), hostile(), replace(relation(), right=relation().right * 9)):
        lines = ESCAPE.sub(
            "", terminal.render(made, ReportOptions(width=width, colour=colour)).decode()
        ).split("\n")

        assert max(map(cell_len, lines)) <= max(width, 20)


def test_items_and_documents_are_counted_by_status():
    table = RelationTable(relation(), "zh")

    assert table.counts == {"covered": 1, "partly": 1, "to-check": 1, "none": 3}
    assert [law.counts["covered"] for law in table.laws] == [1, 0, 0]
    assert [law.counts["to-check"] for law in table.laws] == [0, 0, 1]
    assert [item.eid for item in table.unsettled] == ["art_4"]
    assert [law.order for law in table.laws] == ["later", "parallel", "earlier"]
    assert [item.eid for item in table.unanswered] == ["art_1", "art_5", "art_6"]
    assert [item.group for item in table.items][::5] == ["一、总体要求", "二、主要任务"]


def test_a_text_with_a_day_of_force_alone_is_of_unknown_order():
    made = relation()
    right = replace(made.right[0], dates=Dates(in_force="2015-06-01"))
    rows = tuple(replace(row, order=None) for row in made.coverage)
    law = RelationTable(replace(made, right=(right,), coverage=rows), "zh").laws[0]

    assert law.order_word == "先后不明"


@pytest.mark.parametrize(
    ("kind", "shown", "sentence"),
    [
        ("measures", ("art_3",), "所列 1 个条目均在所比对的 3 个文件中找到"),
        ("counterparts", ("art_3",), "所列 1 条均在所比对的 3 个文件中找到"),
        ("measures", ("art_1", "art_3"), "各文件均未找到对应规定的条目（1）：1 重要意义"),
        ("counterparts", ("art_1",), "中未见对应的条文（1）：1 重要意义"),
        ("measures", (), "共 6 个条目，未列出任何条目。"),
        ("counterparts", (), "共 6 条，未列出任何条文。"),
    ],
)
@pytest.mark.parametrize("form", ["html", "markdown"])
def test_what_has_an_answer_is_stated_of_the_items_shown(kind, shown, sentence, form):
    made = replace(relation(), kind=kind, shown=shown)
    text = formats.write(made, form, ReportOptions(language="zh")).decode()

    assert sentence.split("：")[0] in re.sub("<[^>]*>", "", text)
    assert relation_summary.unanswered_line(RelationTable(made, "zh")).find(sentence) >= 0


def test_what_was_confirmed_comes_first_and_what_was_rejected_last():
    links = RelationTable(relation(), "zh").by_eid["art_2"].links

    assert [(link.status, link.score) for link in links] == [
        ("confirmed", 0.91),
        ("suggested", 0.78),
        ("rejected", 0.2),
    ]


def test_short_titles_tell_two_versions_apart():
    given = relation()
    older = replace(given.right[1], dates=Dates(promulgated="2012-05-01"))
    laws = RelationTable(replace(given, right=(given.right[1], older, given.right[2])), "zh").laws

    assert [law.bare for law in laws] == [
        "果业交易平台管理法",
        "果业交易平台管理法",
        "云溪市冷链安全办法",
    ]
    assert [law.short for law in laws] == [
        "果业交易平台管理法（2018年1月1日）",
        "果业交易平台管理法（2012年5月1日）",
        "云溪市冷链安全办法",
    ]


def test_columns_are_lettered():
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_dates_of_an_instrument_stand_in_their_order():
    found = replace(
        relation().instruments[0],
        in_force="2019-10-01",
        since=(("2019-06-01", "enacted"), ("2022-01-01", "revised"), ("2023-01-01", "x")),
    )

    assert list(events(found, "zh")) == [
        "2019年6月1日公布",
        "2019年10月1日施行",
        "2022年1月1日修改",
        "2023年1月1日x",
    ]
    assert (
        fate(
            replace(
                found, title="另一名称", status="repealed", since=(), note=Message.foreign("注")
            ),
            "en",
        )
        == "repealed; 另一名称; 注"
    )


def test_a_document_without_a_date_says_when_it_is_in_force():
    given = relation()
    documents = (
        replace(given.right[0], dates=Dates(in_force="2019-10-01")),
        replace(given.right[1], dates=Dates()),
    )
    laws = RelationTable(replace(given, right=documents), "zh").laws

    assert [law_date(law, "zh") for law in laws] == ["施行 2019年10月1日", "未载明"]


def test_chapters_of_a_law_are_named_without_the_spaces_of_print():
    given = relation()
    body = (
        chapter(1, "第一章", "总　则", article(1, "第一条", "甲。")),
        article(2, "第二条", "乙。"),
    )
    items = RelationTable(
        replace(given, left=name_document(replace(given.left, body=body))), "zh"
    ).items

    assert [(item.group, item.name) for item in items] == [
        ("第一章　总则", "第一条"),
        ("", "第二条"),
    ]


def test_the_measured_error_stands_in_the_method(monkeypatch):
    first = HeldOutOpinion(
        laws=3,
        items=100,
        items_right=90,
        items_none=40,
        measures=200,
        measures_right=100,
        measures_none=138,
    )
    second = replace(first, laws=5, items_right=69, items_none=60, measures_right=180)
    error = MeasuredError(
        opinions=(first, second), read=50, held=41, reader_items=22 / 24, reader_measures=0.93
    )
    monkeypatch.setattr(relation_summary, "HELD_OUT", error)

    assert (
        "以 2 份意见及其 8 部法律检验，每份意见检验时均未参与拟合；与通读全文的语言模型判断一致的："
        "条目 79%（各份意见 69% 至 90%），举措 70%（50% 至 90%）；"
        "一律判为未见对应则为 50% 和 69%；其中一部法律另行独立判读，一致的为 91% 和 93%。"
        "“待核”按判读者的“部分”计。"
        "另取 50 项“有对应条文”的判断，按可以签字的标准对照条文通读，41 项成立。未经法律专业人员判断。"
        in relation_summary.method(relation(), "zh")
    )
    other = replace(relation(), kind="counterparts")
    assert not any("拟合" in line for line in relation_summary.method(other, "zh"))
