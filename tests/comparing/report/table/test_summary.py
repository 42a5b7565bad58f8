"""What a report says of a comparison as a whole."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.comparing.engine.compare import SIDED
from policydiff.comparing.report.table import coverage, summary
from policydiff.comparing.report.table.match_rows import build_rows
from policydiff.messages import Message
from policydiff.model.comparison import MetadataChange, Substitution
from policydiff.model.document import Document
from policydiff.model.reports import ReportOptions
from policydiff.model.source import NO_TITLE, Problem
from policydiff.model.version import Amendment, Dates


def document(title: str, uri: str | None = None) -> Document:
    return Document(title=title, kind="law", dialect="cn_law", uri=uri)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (document("甲法"), document("甲法"), True),
        (document("甲法（试行）"), document("甲法"), True),
        (document("甲法(草案)"), document("甲法"), True),
        (document("甲法"), document("乙法"), False),
        (
            document("甲法", "/akn/cn/act/law/2001/a/zho@2001"),
            document("新甲法", "/akn/cn/act/law/2001/a/zho@2009"),
            True,
        ),
        (
            document("甲法", "/akn/cn/act/law/2001/a/zho@2001"),
            document("甲法", "/akn/cn/act/law/2001/b/zho@2001"),
            False,
        ),
    ],
    ids=[
        "same title",
        "on trial",
        "draft",
        "other title",
        "renamed, same work",
        "same title, other work",
    ],
)
def test_versions_of_one_work_are_before_and_after(sample, left, right, expected):
    names = [
        version.name
        for version in summary.versions(dataclasses.replace(sample, left=left, right=right), "zh")
    ]

    assert (names == ["修订前", "修订后"]) is expected
    assert expected or left.title == right.title or names == ["《甲法》", "《乙法》"]
    assert names[0] != names[1]


def test_two_works_of_one_title_bear_their_days_else_their_files(sample):
    def heads(*sides: Document) -> list[str]:
        comparison = dataclasses.replace(sample, left=sides[0], right=sides[1])
        found = [one.column("zh") for one in summary.versions(comparison, "zh")]
        assert summary.side_names(comparison, "zh")[0] in found[0]
        assert len(set(summary.side_names(comparison, "zh"))) == 2
        return found

    left, right = (document("甲法", f"/akn/cn/act/law/{year}/a/zho@") for year in (2001, 2002))
    days = [Dates(promulgated=f"{year}-01-01") for year in (2001, 2002)]
    one, other = (
        dataclasses.replace(side, dates=day) for side, day in zip((left, right), days, strict=True)
    )

    assert heads(one, other) == ["《甲法》（2001年公布）", "《甲法》（2002年公布）"]
    assert heads(one, right) == ["《甲法》（2001年公布）", "《甲法》"]
    assert heads(left, right) == ["《甲法》（文本1）", "《甲法》（文本2）"]
    files = [
        dataclasses.replace(side, file_name=name) for side, name in ((left, "子"), (right, "丑"))
    ]
    assert heads(*files) == ["《甲法》（子）", "《甲法》（丑）"]


def test_a_final_text_beside_a_final_text_has_no_stage(sample):
    left = dataclasses.replace(document("甲法"), file_name="甲法正式稿")
    right = dataclasses.replace(document("甲法"), dates=Dates(promulgated="2002-01-01"))

    comparison = dataclasses.replace(sample, left=left, right=right)
    assert [one.name for one in summary.versions(comparison, "zh")] == ["修订前", "修订后"]


def test_two_texts_of_one_name_bear_their_days_else_their_files(sample):
    made = Amendment(date="2009-08-27", word="修正")
    head, stored, other = (
        dataclasses.replace(
            document("甲法"), amendments=(made,), dates=Dates(adopted=made.date, promulgated=day)
        )
        for day in (None, "2020-12-26", "2023-12-29")
    )
    files = [dataclasses.replace(head, file_name=name) for name in ("子.txt", "丑.txt")]
    newer = dataclasses.replace(head, amendments=(Amendment(date="2012-08-27", word="修正"),))

    assert heads(sample, stored, other) == ["修订前（2020年12月26日）", "修订后（2023年12月29日）"]
    assert heads(sample, *files) == ["修订前（子.txt）", "修订后（丑.txt）"]
    assert heads(sample, stored, other, "en") == ["Before (2020-12-26)", "After (2023-12-29)"]
    assert heads(sample, head, newer)[0] == "修订前（2009年修正）"
    assert heads(sample, head, head)[0] == "修订前（2009年8月27日修正）"


NAMES = st.lists(
    st.tuples(
        st.sampled_from([None, "甲", "乙", "文本1", "甲（文本2）"]),
        st.sampled_from(["", "甲", "子"]),
    ),
    min_size=1,
    max_size=6,
)


@given(NAMES, st.sampled_from(["zh", "en"]))
def test_no_two_columns_bear_one_name(named, language):
    documents = [dataclasses.replace(document("甲法"), file_name=file) for _, file in named]
    names = [name for name, _ in named]

    found = summary.distinct_names(names, documents, language)

    assert len(set(found)) == len(names)
    assert all(name is None or name in one for name, one in zip(names, found, strict=True))
    if None not in names and len(set(names)) == len(names):
        assert list(found) == names


def heads(sample, left: Document, right: Document, language: str = "zh") -> list[str]:
    comparison = dataclasses.replace(sample, left=left, right=right)
    return [version.column(language) for version in summary.versions(comparison, language)]


def test_stages_of_a_draft_head_the_columns(sample):
    draft = document("甲办法（征求意见稿）")
    final = dataclasses.replace(document("甲办法"), dates=Dates(promulgated="2025-03-10"))

    assert heads(sample, draft, document("甲办法（送审稿）")) == ["征求意见稿", "送审稿"]
    assert heads(sample, draft, final) == ["征求意见稿", "正式稿（2025年公布）"]
    assert heads(sample, draft, final, "en") == [
        "征求意见稿",
        "Final text (promulgated 2025)",
    ]
    assert heads(sample, draft, dataclasses.replace(final, file_name="公布稿.docx")) == [
        "征求意见稿",
        "公布稿（2025年公布）",
    ]
    assert heads(sample, draft, draft) == ["修订前", "修订后"]
    assert heads(sample, draft, document("甲办法")) == ["修订前（征求意见稿）", "修订后"]
    assert heads(sample, final, document("甲办法（修订草案）")) == [
        "修订前（2025年公布）",
        "修订后（修订草案）",
    ]


def test_editions_of_undated_texts_stand_behind_the_heads(sample):
    old, new = (
        dataclasses.replace(document("甲制度"), file_name=name)
        for name in ("甲V1.docx", "甲V2.docx")
    )

    assert heads(sample, old, new) == ["修订前（V1）", "修订后（V2）"]
    assert heads(sample, old, old) == ["修订前", "修订后"]


@pytest.mark.parametrize(
    ("remaining", "otherwise", "zh", "en"),
    [
        (0, 0, "将“甲方”统一修改为“乙方”，共 5 处", "“甲方” becomes “乙方” throughout, 5 times"),
        (
            2,
            0,
            "“甲方”改为“乙方”，共 5 处；仍作旧称 2 处",
            "“甲方” becomes “乙方” 5 times; places that keep the old words: 2",
        ),
        (
            0,
            1,
            "“甲方”改为“乙方”，共 5 处；改作他词 1 处",
            "“甲方” becomes “乙方” 5 times; places with other words: 1",
        ),
        (
            2,
            1,
            "“甲方”改为“乙方”，共 5 处；仍作旧称 2 处；改作他词 1 处",
            "“甲方” becomes “乙方” 5 times; places that keep the old words: 2; places with other words: 1",
        ),
    ],
)
def test_a_replacement_states_what_became_of_the_other_places(sample, remaining, otherwise, zh, en):
    replaced = Substitution(
        before="甲方",
        after="乙方",
        count=5,
        remaining=remaining,
        otherwise=otherwise,
        left=(),
        right=(),
    )
    comparison = dataclasses.replace(sample, substitutions=(replaced,))

    assert summary.replacement_lines(comparison, "zh") == (zh,)
    assert summary.replacement_lines(comparison, "en") == (en,)


def test_an_unknown_date_is_not_invented(sample):
    version, _ = summary.versions(
        dataclasses.replace(sample, left=document("甲法"), right=document("甲法")), "zh"
    )

    assert version.column("zh") == "修订前"
    assert version.facts == ()


def test_the_head_calls_the_day_of_an_amendment_as_the_preface_does(sample):
    left = dataclasses.replace(document("甲法"), dates=Dates(adopted="2007-08-30"))
    right = dataclasses.replace(
        document("甲法"),
        dates=Dates(adopted="2019-04-23"),
        original_dates=Dates(adopted="2007-08-30"),
        amendments=(Amendment(word="修正", date="2019-04-23"),),
    )
    changed = MetadataChange(field="dates.adopted", left="2007-08-30", right="2019-04-23")
    comparison = dataclasses.replace(
        sample, left=left, right=right, metadata_changes=(changed,), matches=()
    )

    assert [one.facts for one in summary.versions(comparison, "zh")] == [
        ("通过 2007年8月30日",),
        ("修正 2019年4月23日",),
    ]
    rows = {name: sides for name, *sides in coverage.fact_rows(comparison, "zh")}
    assert ["2007年8月30日（通过）", "2019年4月23日（修正）"] in rows.values()
    assert coverage.metadata_lines(comparison, "zh") == (
        ("通过、修正", "2007年8月30日", "2019年4月23日"),
    )


def test_findings_are_placed_as_a_reader_cites(sample):
    assert summary.finding_lines(sample, "zh") == ("修订后 第九条：引用的第十二条不存在",)


def test_a_doubt_told_by_the_comparison_is_not_told_twice(sample):
    (doubt,) = sample.left.problems
    told = dataclasses.replace(
        sample,
        problems=(
            dataclasses.replace(doubt, message=Message(SIDED["left"], message=doubt.message)),
        ),
    )

    assert summary.problem_lines(told, "zh") == (
        "修订前：第三条之后疑有缺漏（第 12 行） 请核对原文",
    )


def test_mere_notes_of_reading_stay_out(sample):
    noted = dataclasses.replace(
        sample.left, problems=(Problem(code="x", message=Message.foreign("小事"), severity="note"),)
    )

    assert summary.problem_lines(dataclasses.replace(sample, left=noted), "zh") == ()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "zh",
            "修改 2 条；新增 1 条；删去 1 条；拆分 1 条；位置调整 1 条；仅调整序号 1 条；未变 2 条",
        ),
        ("en", "reworded 2; added 1; removed 1; split 1; moved 1; renumbered only 1; unchanged 2"),
    ],
)
def test_counts_leave_out_zeros(sample, language, expected):
    assert (
        summary.counts_line(
            summary.count_rows(build_rows(sample, ReportOptions(language=language))), language
        )
        == expected
    )


def test_no_rule_no_sentence(sample):
    assert summary.noise_line(dataclasses.replace(sample, noise_rule=()), ReportOptions()) == ""


DATES_ONLY = (MetadataChange(field="in_force", left="2021-05-01", right="2024-11-01"),)


def test_changed_dates_alone_stand_with_the_versions(sample):
    assert (
        coverage.metadata_shown(dataclasses.replace(sample, metadata_changes=DATES_ONLY), "zh")
        == ()
    )
    assert any("施行 2024年11月1日" in fact for fact in summary.versions(sample, "zh")[1].facts)


def test_other_changed_facts_are_listed(sample):
    assert [field for field, *_ in coverage.metadata_shown(sample, "zh")] == ["标题", "施行"]


def test_changed_dates_are_told_where_nothing_else_changed(same):
    assert coverage.metadata_shown(
        dataclasses.replace(same, metadata_changes=DATES_ONLY), "zh"
    ) == (("施行", "2021年5月1日", "2024年11月1日"),)
    assert coverage.metadata_shown(same, "zh") == ()


def test_facts_at_the_head_are_rows_by_their_labels(sample):
    changed = MetadataChange(field="head.版本", left="V2.0", right=None)
    comparison = dataclasses.replace(sample, metadata_changes=(changed,))

    assert coverage.metadata_lines(comparison, "zh") == (("版本", "V2.0", "—"),)
    assert ("版本", "V2.0", "—") in coverage.fact_rows(comparison, "zh")


def test_texts_without_a_title_are_versions_whatever_their_files_are_called():
    untitled = (Problem(code=NO_TITLE, message=Message("no title")),)
    old, new = (
        Document(title=name, kind="document", dialect="cn_rules", problems=untitled)
        for name in ("fees-2024", "fees-2025")
    )

    assert summary.same_work(old, new)
    assert not summary.same_work(old, dataclasses.replace(new, problems=()))
