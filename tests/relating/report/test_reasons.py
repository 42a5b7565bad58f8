"""The line that says why a measure has its verdict, and the articles of an item by the one rule."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO

import lxml.html
import openpyxl
import pytest
from hypothesis import given, strategies
from relations import relation
from selecting import select, texts

from policydiff.model.measures import AnswerReason, MeasureAnswer
from policydiff.model.reports import ReportOptions
from policydiff.relating.engine.relation import Relation, item_status
from policydiff.relating.engine.review.measure_reviewing import carrying
from policydiff.relating.report.measures import RelationMeasures
from policydiff.relating.report.measures_page import MeasuresView
from policydiff.relating.report.reasons import MOST, SURE, QuotedReason, quote, reason_line
from policydiff.relating.report.relation import RelationTable, look_of
from policydiff.report import formats

TEXT = strategies.text("建立信息共享机制，二十万元第三十7.5%2026年", max_size=120)
NUMBER = re.compile(r"[0-9〇零一二三四五六七八九十百千万亿两.]+")


def answer(status: str = "answered", **more: object) -> MeasureAnswer:
    return MeasureAnswer(right="甲法", status=status, score=SURE, **more)


def both_sides(**more: str | None) -> QuotedReason:
    whole = {
        "demand": "建立信息共享机制",
        "article": "第三十七条",
        "words": "国家建立健全信息共享机制",
        "law": "《甲法》",
    }
    return QuotedReason(**(whole | more))


NOTHING_NEAR = {"article": "", "words": ""}


@pytest.mark.parametrize(
    ("given_answer", "shown", "zh", "en"),
    [
        (
            answer(),
            both_sides(),
            "要求：“建立信息共享机制”；第三十七条：“国家建立健全信息共享机制”",
            "Asked: “建立信息共享机制”; 第三十七条: “国家建立健全信息共享机制”",
        ),
        (
            answer("partly"),
            both_sides(),
            "待核：要求：“建立信息共享机制”；第三十七条：“国家建立健全信息共享机制”",
            "To check. Asked: “建立信息共享机制”; 第三十七条: “国家建立健全信息共享机制”",
        ),
        (
            replace(answer(), score=0.6),
            both_sides(),
            "要求：“建立信息共享机制”；第三十七条：“国家建立健全信息共享机制”（把握较小，请对照原文）",
            "Asked: “建立信息共享机制”; 第三十七条: “国家建立健全信息共享机制” (less sure: read both)",
        ),
        (
            answer("none"),
            both_sides(),
            "未见：要求：“建立信息共享机制”；最接近的第三十七条：“国家建立健全信息共享机制”",
            "None found. Asked: “建立信息共享机制”; nearest, 第三十七条: “国家建立健全信息共享机制”",
        ),
        (
            answer("none"),
            both_sides(**NOTHING_NEAR),
            "未见：要求：“建立信息共享机制”；最接近的条文中没有这样的语句",
            "None found. Asked: “建立信息共享机制”; the nearest articles have no such clause",
        ),
        (
            answer("partly"),
            both_sides(**NOTHING_NEAR),
            "待核：要求：“建立信息共享机制”",
            "To check. Asked: “建立信息共享机制”",
        ),
        (
            answer(),
            both_sides(demand="修订《甲法》", **NOTHING_NEAR),
            "要求：“修订《甲法》”，即《甲法》",
            "Asked: “修订《甲法》”, and that is 《甲法》",
        ),
        (
            answer("none"),
            both_sides(demand=None),
            "按背景或总体表述处理，未作举措判断",
            "Read as background or general aims, not as a measure",
        ),
        (
            answer("none", reviewed=True, reviewer="李四"),
            both_sides(),
            "计算所见：要求：“建立信息共享机制”；第三十七条：“国家建立健全信息共享机制”",
            "Computed. Asked: “建立信息共享机制”; 第三十七条: “国家建立健全信息共享机制”",
        ),
        (
            answer(reviewed=True, reviewer="李四"),
            both_sides(**NOTHING_NEAR),
            "计算所见：要求：“建立信息共享机制”",
            "Computed. Asked: “建立信息共享机制”",
        ),
    ],
)
def test_one_line_quotes_both_sides(given_answer, shown, zh, en):
    assert reason_line(given_answer, shown, "zh") == zh
    assert reason_line(given_answer, shown, "en") == en


def test_the_middle_of_a_long_quote_is_left_out_but_no_number_is_cut():
    short = "建立信息共享机制"
    assert quote(short) == short
    long = (
        "网络运营者应当按照网络安全等级保护制度的要求"
        + "履行义务" * 8
        + "，处五万元以上五十万元以下罚款"
    )
    assert (
        quote(long)
        == "网络运营者应当按照网络安全等级保护制度的…务履行义务，处五万元以上五十万元以下罚款"
    )
    number = "违反本条规定的，由主管部门责令改正，处二十五万元罚款" + "并公告" * 9
    assert quote(number).startswith("违反本条规定的，由主管部门责令改正，处…")
    assert quote("甲" * 19 + "百分之三十" + "乙" * 30) == "甲" * 19 + "…" + "乙" * 20
    assert quote("第一行\n第二行") == "第一行…第二行"
    assert "\n" not in quote("\n甲\n\n乙\n")


@given(TEXT)
def test_a_quote_is_made_of_parts_of_the_text(text):
    head, _, tail = quote(text).partition("…")

    assert text.startswith(head)
    assert text.endswith(tail)
    assert len(head + tail) <= MOST
    if len(text) > MOST:
        edges = (len(head), len(text) - len(tail))
        cut = [one for one in NUMBER.finditer(text) for at in edges if one.start() < at < one.end()]
        assert not cut


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_quotes_of_every_line_stand_in_both_texts(language):
    measures = RelationMeasures(RelationTable(relation(), language))
    lines = 0
    for measure in measures.all:
        for shown in measure.answers:
            quotes = re.findall("“([^”]*)”", measures.why(shown))
            right = next(law for law in relation().right if law.title == shown.answer.right)
            sides = (measure.item.text, right.full_text())
            for text, words in zip(sides, quotes, strict=False):
                assert all(part in text for part in words.split("…"))
            lines += len(quotes)
    assert lines == 15


def test_without_a_reason_nothing_changes():
    """Of a relation that was computed before there were reasons, each form is without the line."""
    bare = replace(
        relation(),
        measures=tuple(
            replace(
                measure,
                answers=tuple(replace(answer, reason=None) for answer in measure.answers),
            )
            for measure in relation().measures
        ),
    )
    for form in ("terminal", "html", "markdown"):
        for shown in (bare, MeasuresView(relation=bare)):
            written = formats.write(shown, form, ReportOptions()).decode()
            assert not re.search("要求：“|计算所见|本句未提出", written)
    assert "reason" not in json.dumps(bare.to_dict())


def test_json_has_the_places_on_both_sides():
    first = relation().measures[2].to_dict()["answers"][0]["reason"]

    assert first == {"demand": [0, 12], "article": "art_2", "words": [0, 34]}
    assert relation().measures[0].to_dict()["answers"][0]["reason"] == {
        "demand": None,
        "article": None,
        "words": None,
    }


def with_statuses(*statuses: str, judged: bool = False, link: str = "suggested") -> Relation:
    """The second item beside the first document: three measures with these statuses.

    Each has an article of its own that carries it.
    """
    sample = relation()
    person = {"reviewed": True, "reviewer": "李四"} if judged else {"reviewed": False}
    articles = list(sample.measures[2].answers[0].articles[:1] * 3)
    changed = []
    for index, status in enumerate(statuses):
        measure = sample.measures[2 + index]
        one = replace(articles[index], eid=f"art_{index + 1}", num=None, score=0.9, named=False)
        first = replace(
            measure.answers[0],
            status=status,
            articles=(one,),
            reviewer=None,
            note=None,
            reason=None,
        )
        changed.append(replace(measure, answers=(replace(first, **person), *measure.answers[1:])))
    coverage = tuple(
        replace(row, status=item_status(statuses), reviewed=judged)
        if (row.left, row.right) == ("art_2", sample.right[0].title)
        else row
        for row in sample.coverage
    )
    links = tuple(
        replace(one, status=link, judgements=(), stale=False)
        for one in sample.links
        if one.right.eid == "art_3" or one.left.eid != "art_2"
    )
    measures = (*sample.measures[:2], *changed, *sample.measures[5:])
    return replace(sample, measures=measures, coverage=coverage, links=links)


@pytest.mark.parametrize(
    ("statuses", "judged", "marked"),
    [
        (("answered", "answered", "none"), False, "● 第一条、第二条"),
        (("answered", "answered", "partly"), False, "● 第一条、第二条"),
        (("answered", "none", "none"), False, "◐ 第一条"),
        (("answered", "partly", "none"), False, "◐ 第一条"),
        (("none", "partly", "none"), False, "△ 第二条"),
        (("none", "partly", "none"), True, "◐ ✓ 第二条"),
        (("answered", "partly", "none"), True, "◐ ✓ 第一条、第二条"),
        (("none", "none", "none"), False, "○"),
    ],
)
def test_a_cell_has_the_articles_of_the_measures_that_made_it(statuses, judged, marked):
    table = RelationTable(with_statuses(*statuses, judged=judged), "zh")

    assert table.marked(table.by_eid["art_2"].cells[0]) == marked


def test_an_article_that_a_person_confirmed_stands_first():
    table = RelationTable(with_statuses("none", "partly", "none", link="confirmed"), "zh")

    assert table.marked(table.by_eid["art_2"].cells[0]) == "◐ 第三条"


def test_no_form_counts_what_is_to_be_checked_as_covered():
    """All that was computed as partly alone: nothing is covered, in no form and no language."""
    left = relation()
    open_alone = replace(
        left,
        links=(),
        measures=tuple(
            replace(
                measure,
                answers=tuple(
                    replace(answer, status="partly", reviewed=False, disputed=False, reviewer=None)
                    for answer in measure.answers
                ),
            )
            for measure in left.measures
        ),
        coverage=tuple(replace(row, status="partly", reviewed=False) for row in left.coverage),
    )
    page = lxml.html.document_fromstring(
        formats.write(open_alone, "html", ReportOptions()).decode()
    )
    assert texts(page, ".tiles dd") == ["0", "0", "6", "0"]
    assert [cell.get("class") for cell in select(page, ".coverage tbody td")] == ["to-check"] * 18
    assert texts(page, ".coverage tfoot td") == ["● 0 ◐ 0 △ 6 ○ 0"] * 3
    book = openpyxl.load_workbook(BytesIO(formats.write(open_alone, "xlsx", ReportOptions())))
    cells = [cell.value for row in book["举措"].iter_rows(min_row=2) for cell in row]
    assert cells.count("待核") == 36
    assert "有对应条文" not in cells
    counts = [row[3:] for row in book["覆盖矩阵"].iter_rows(min_row=9, values_only=True)][:4]
    assert counts == [(0,) * 4, (0,) * 4, (6,) * 4, (0,) * 4]
    csv = formats.write(open_alone, "csv", ReportOptions()).decode()
    assert csv.count("待核") == 6
    assert "有对应" not in csv
    table = RelationTable(open_alone, "zh")
    assert table.counts == {"covered": 0, "partly": 0, "to-check": 6, "none": 0}
    assert table.unanswered == ()
    claims = {
        "zh": ("均在所比对", "◐ 果业", "● 果业", "● 《", "◐ 《", "◐ 云溪", "● 云溪"),
        "en": ("something was found", "● 《", "◐ 《"),
    }
    for language, words in claims.items():
        for shown in (open_alone, MeasuresView(relation=open_alone)):
            for form in ("terminal", "markdown"):
                options = ReportOptions(language=language, width=200)
                written = formats.write(shown, form, options).decode()
                assert not [claim for claim in words if claim in written]
                assert ("to check" if language == "en" else "待核") in written


def test_a_computed_partly_is_to_be_checked_and_a_persons_is_not():
    assert look_of(answer("partly")) == "to-check"
    assert look_of(answer("partly", reviewer="李四", note="再看")) == "to-check"
    assert look_of(answer("partly", reviewed=True, reviewer="李四")) == "partly"
    assert look_of(answer("partly", reviewed=True, reviewer="李四", disputed=True)) == "to-check"
    assert look_of(answer("answered")) == "covered"


def test_what_names_the_law_itself_is_carried_by_no_article():
    sample = relation().measures[4].answers[0]

    assert carrying(sample)
    assert carrying(replace(sample, reason=AnswerReason(demand=(0, 2)))) == ()
