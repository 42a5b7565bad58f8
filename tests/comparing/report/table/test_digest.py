"""What a person reads first."""

from __future__ import annotations

import dataclasses
from typing import get_args

import pytest
from drafting import document
from invented import rendered, statement
from reading_docx import dump

from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.comparing.report.table.digest import (
    LINE,
    MOST_FACTS,
    SHOWN,
    digest,
    digest_lines,
    text_of,
    title_of,
)
from policydiff.comparing.report.table.match_rows import build_rows
from policydiff.comparing.report.table.summary import counts_line, side_names
from policydiff.formats import docx, html, markdown, terminal
from policydiff.model.comparison import Fact, Match, Statement, StatementKind
from policydiff.model.reports import ReportOptions


def sections(comparison, language="zh"):
    return {
        section.key: section
        for section in digest(
            build_rows(comparison, ReportOptions(language=language)),
            language,
            comparison.right,
            side_names(comparison, language),
        )
    }


def lines(comparison, language="zh") -> str:
    return "\n".join(digest_lines(sections(comparison, language).values(), language))


def changed(comparison, eid: str, **values):
    """The comparison with other values for the match of a left eId."""
    matches = tuple(
        dataclasses.replace(match, **values)
        if any(side.eid == eid for side in match.left)
        else match
        for match in comparison.matches
    )
    return dataclasses.replace(comparison, matches=matches)


def test_new_and_gone_are_named_with_their_first_clause(sample):
    found = sections(sample)

    assert [(item.name, item.words) for item in found["new"].items] == [
        ("第八条", "任何人都可以举报损害河道的行为")
    ]
    assert [(item.name, item.words) for item in found["gone"].items] == [
        ("原第六条", "巡护经费由乡镇承担")
    ]


def test_chapters_that_came_are_counted_apart_from_articles():
    """Each line counts in one unit, and articles as the summary does."""
    old = document("第一章　总则\n\n第一条　雨伞可以借用。")
    new = document(
        "第一章　总则\n\n第一条　雨伞可以借用。\n\n第二章　归还\n\n第二条　雨伞应当归还。\n\n"
        "第三条　逾期不还的，通知本人。"
    )
    view = view_comparison(diff(old, new), ReportOptions(language="zh"))

    assert list(digest_lines(view.digest, "zh")) == [
        "新增（2 条）：第二条 雨伞应当归还；第三条 逾期不还的，通知本人",
        "新增（1 处）：第二章 归还",
    ]
    assert counts_line(view.counts, "zh") == "新增 2 条；未变 1 条"


def test_the_day_of_entry_into_force_is_no_period():
    old, new = (
        document(
            f"第一条　雨伞可以借用。\n\n第二条　借期为{period}。\n\n第三条　本办法自{day}起施行。"
        )
        for period, day in (("三日", "2019年3月1日"), ("五日", "2025年6月1日"))
    )
    view = view_comparison(diff(old, new), ReportOptions(language="zh"))

    assert list(digest_lines(view.digest, "zh")) == [
        "期限、日期（1 条）：第二条：三日 → 五日",
        "施行日期（1 条）：第三条：2019年3月1日 → 2025年6月1日",
    ]


def stated(comparison, eid: str, *statements: Statement):
    """The comparison with these statements alone, of the match of a left eId."""
    match = next(
        match for match in comparison.matches if any(side.eid == eid for side in match.left)
    )
    return dataclasses.replace(
        comparison,
        stated=tuple(dataclasses.replace(one, match=match.id) for one in statements),
    )


AMOUNT = statement("amount", "一千元", "五千元")


@pytest.mark.parametrize(
    ("statements", "key", "title", "told"),
    [
        ((AMOUNT,), "amounts", "金额（1 条）", "第四条：一千元 → 五千元"),
        (
            (statement("period", None, "三个月"),),
            "periods",
            "期限、日期（1 条）",
            "第四条：新增三个月",
        ),
        (
            (statement("period", "2018年1月1日", None),),
            "periods",
            "期限、日期（1 条）",
            "第四条：删去2018年1月1日",
        ),
        (
            (
                statement("ratio", "过半数", "三分之二"),
                statement("count", "五人", "七人"),
            ),
            "shares",
            "比例、数量（1 条）",
            "第四条：过半数 → 三分之二、五人 → 七人",
        ),
        (
            (statement("sanction", "给予警告", "给予警告、通报批评", tier="情节较轻的"),),
            "penalties",
            "处罚（1 条）",
            "第四条：给予警告 → 给予警告、通报批评（情节较轻的）",
        ),
        (
            (statement("amount", "一千元", "五千元", actor="单位", condition="逾期不改正的"),),
            "amounts",
            "金额（1 条）",
            "第四条：一千元 → 五千元（逾期不改正的，对单位）",
        ),
        (
            (statement("duty", "渔民可以捕捞", "渔民不得捕捞"),),
            "duties",
            "应当／可以／不得（1 条）",
            "第四条：渔民可以捕捞 → 渔民不得捕捞",
        ),
    ],
)
def test_figures_and_duties_name_the_article_with_the_words(sample, statements, key, title, told):
    section = sections(stated(sample, "art_3", *statements))[key]

    assert title_of(section, "zh") == title
    assert text_of(section, "zh") == told


def test_the_doubt_about_a_pairing_goes_with_what_is_stated(sample):
    doubtful = changed(stated(sample, "art_3", AMOUNT), "art_3", score=0.62, doubtful=True)

    assert (
        text_of(sections(doubtful)["amounts"], "zh")
        == "第四条：一千元 → 五千元（条文对应待核对，把握 62%）"
    )


def compared(before: str, after: str) -> str:
    """The head for two texts of one changed article."""
    texts = (
        f"第一条　雨伞分为长柄和折叠两类。\n\n第二条　{words}\n\n第三条　雨伞可以借用。"
        for words in (before, after)
    )
    return lines(diff(*map(document, texts)))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "逾期不还的，处五十元罚款。",
            "逾期不还的，处八十元罚款。",
            "金额（1 条）：第二条：五十元 → 八十元（逾期不还的）",
        ),
        (
            "使用人可以申请。",
            "使用人可以申请，最长不得超过一年。",
            "期限、日期（1 条）：第二条：新增一年\n应当／可以／不得（1 条）：第二条：新增最长不得超过一年",
        ),
        (
            "须经全体委员过半数同意。",
            "须经全体委员三分之二以上同意。",
            "比例、数量（1 条）：第二条：过半数 → 三分之二以上",
        ),
        (
            "使用人可以在雨停后归还。",
            "使用人应当在雨停后归还。",
            "应当／可以／不得（1 条）：第二条：使用人可以在雨停后归还 → 使用人应当在雨停后归还",
        ),
        (
            "使用人可以转借雨伞。",
            "使用人不得转借雨伞。",
            "应当／可以／不得（1 条）：第二条：使用人可以转借雨伞 → 使用人不得转借雨伞",
        ),
        (
            "雨伞协会及其工作人员可以依照规定核对雨伞借用记录和归还记录表。",
            "雨伞协会及其工作人员应当依照规定核对雨伞借用记录和归还记录表。",
            "应当／可以／不得（1 条）：第二条：雨伞协会及其工作人员可以依照规定核对雨伞借用…… → 雨伞协会及其工作人员应当依照规定核对雨伞借用……",
        ),
    ],
)
def test_the_head_says_what_changed_in_its_clause(before, after, told):
    assert compared(before, after) == told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("使用人必须归还雨伞。", "使用人应当归还雨伞。"),
        ("雨伞应当晾干。", "雨伞应当尽快晾干。"),
        ("雨伞协会检查雨伞。", "雨伞协会定期检查雨伞。"),
        ("自知道损坏之日起报告。", "自知道或者应当知道损坏之日起报告。"),
        ("实施雨伞发展规划。", "实施雨伞发展五年规划。"),
    ],
)
def test_the_head_is_silent_on_drafting_and_vague_words(before, after):
    assert compared(before, after) == ""


def test_a_vague_word_is_no_figure_that_another_took_the_place_of():
    assert "新增五日内" in compared("应当尽快归还。", "应当在五日内归还。")


def test_what_says_one_thing_for_another_is_told_first(sample):
    statements = (
        statement("amount", None, "三元"),
        statement("amount", "五元", None),
        AMOUNT,
    )

    assert (
        text_of(sections(stated(sample, "art_3", *statements))["amounts"], "zh")
        == "第四条：一千元 → 五千元、新增三元等"
    )


def test_the_words_of_other_types_stay_out_of_the_head(sample):
    facts = (
        Fact(type="scope", before="雨伞", after="雨具"),
        Fact(type="term", before="甲", after="乙"),
    )

    assert sections(changed(sample, "art_3", facts=facts)) == sections(
        changed(sample, "art_3", facts=())
    )


def test_many_figures_of_one_article_are_cut(sample):
    full = stated(
        sample,
        "art_3",
        *(statement("amount", None, f"{number}元") for number in range(1, MOST_FACTS + 3)),
    )

    assert text_of(sections(full)["amounts"], "zh") == "第四条：新增1元、新增2元等"
    assert text_of(sections(full, "en")["amounts"], "en") == "第四条: new: 1元, new: 2元, and more"


def test_a_statement_on_a_part_is_told_of_its_article(sample):
    assert (
        text_of(sections(stated(sample, "art_5__para_1", AMOUNT, AMOUNT))["amounts"], "zh")
        == "第六条、第七条：一千元 → 五千元"
    )


def test_duties_of_what_is_new_itself_are_not_told_again():
    texts = (
        "第一条　雨伞可以借用。",
        "第一条　雨伞可以借用。\n\n第二条　使用人应当爱护雨伞，丢失的处五十元罚款。",
    )

    assert "使用人应当" not in lines(diff(*map(document, texts))).replace(
        "新增（1 条）：第二条 使用人应当爱护雨伞，丢失的处五十元罚款", ""
    )


def test_the_head_has_a_line_for_each_kind(sample):
    every = stated(
        sample,
        "art_3",
        *(statement(kind, "甲", "乙") for kind in get_args(StatementKind)),
    )
    full = changed(changed(every, "art_3", score=0.4, doubtful=True), "art_4", reason="pinned")

    assert list(sections(full)) == [
        "new",
        "gone",
        "amounts",
        "penalties",
        "periods",
        "shares",
        "duties",
        "to-check",
        "set-by-hand",
    ]


def test_the_head_of_a_word_table_says_it_too(sample):
    told = dump(
        rendered(
            docx,
            changed(stated(sample, "art_3", AMOUNT), "art_3", score=0.42, doubtful=True),
            ReportOptions(),
        )
    )

    assert "*金额（1 条）：*第四条：一千元 → 五千元（条文对应待核对，把握 42%）。" in told
    assert "相似度" not in told


def test_the_head_of_a_table_of_two_works_calls_nothing_new(sample):
    other = dataclasses.replace(sample.right, title="云溪市湖泊保护办法")

    assert "新增（1 条）" not in dump(
        rendered(docx, dataclasses.replace(sample, right=other), ReportOptions())
    )


def test_what_is_below_the_confidence_is_to_be_checked(sample):
    doubtful = changed(sample, "art_3", score=0.42, reason="assignment", doubtful=True)
    (item,) = sections(doubtful)["to-check"].items

    assert (item.name, item.words) == (
        "旧第三条 → 新第四条",
        "（把握 42%，依据：综合文字与前后条文）",
    )
    assert title_of(sections(doubtful)["to-check"], "zh") == "请核对条文对应（1 条，把握低于 85%）"
    assert "to-check" not in sections(sample)


def test_what_a_person_set_is_named_and_not_doubted(sample):
    found = sections(changed(sample, "art_3", score=0.42, reason="pinned"))

    assert [item.name for item in found["set-by-hand"].items] == ["第三条 → 第四条"]
    assert "to-check" not in found


def test_nothing_is_said_of_what_did_not_change(same):
    assert sections(same) == {}


def test_long_lists_are_cut_in_text_and_fold_in_html(sample):
    article = next(match for match in sample.matches if match.kind == "added")
    many = dataclasses.replace(
        sample, matches=(*sample.matches, *(added(article, place) for place in range(100, 120)))
    )

    told = text_of(sections(many)["new"], "zh")
    named = told.count("第八条")
    assert told.endswith(f"；另有 {21 - named} 条")
    assert 1 < named < SHOWN
    assert len(told) < LINE + 12
    page = rendered(html, many, ReportOptions()).decode()
    assert f"<summary>另有 {21 - named} 条</summary>" in page
    assert page.count('href="#art_8"') >= 21


def test_one_long_row_is_named_all_the_same(sample):
    long = stated(sample, "art_3", statement("amount", "一" * 200, "二" * 200))

    assert text_of(sections(long)["amounts"], "zh").startswith("第四条：一一一")


def added(match: Match, place: int) -> Match:
    return dataclasses.replace(match, id=place)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_tells_the_same(sample, language):
    options = ReportOptions(language=language, width=400)
    told = lines(sample, language).split("\n")

    assert told
    assert all(line in rendered(terminal, sample, options).decode() for line in told)
    assert rendered(markdown, sample, options).decode().count("任何人都可以举报损害河道的行为") == 2
    assert 'class="digest"' in rendered(html, sample, options).decode()


def test_hostile_texts_are_harmless(hostile):
    assert "\x1b" not in lines(hostile)
    assert "<script>alert" not in rendered(html, hostile, ReportOptions()).decode()
