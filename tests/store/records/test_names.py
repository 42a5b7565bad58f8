"""WORK, WORK@DATE, WORK@@DATE, each with #PROVISION."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.errors import UsageError
from policydiff.model.names import Name, parse_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("示例贸易法", Name(work="示例贸易法")),
        (
            "示例贸易法@2022-12-30#第五条第二款",
            Name(work="示例贸易法", date="2022-12-30", provision="第五条第二款"),
        ),
        ("示例贸易法@@2023-01-01", Name(work="示例贸易法", in_force_on="2023-01-01")),
        (
            "《示例贸易法》＠2022-12-30＃art_5",
            Name(work="《示例贸易法》", date="2022-12-30", provision="art_5"),
        ),
        ("示例贸易法＠＠2023年1月1日", Name(work="示例贸易法", in_force_on="2023-01-01")),
        ("示例贸易法@20221230", Name(work="示例贸易法", date="2022-12-30")),
        ("示例贸易法@２０２２－１２－３０", Name(work="示例贸易法", date="2022-12-30")),
        ("示例贸易法#序言第七自然段", Name(work="示例贸易法", provision="序言第七自然段")),
        ("示例贸易法@undated", Name(work="示例贸易法", date="undated")),
        ("示例贸易法@2018", Name(work="示例贸易法", date="2018")),
        ("示例贸易法@2018年#第五条", Name(work="示例贸易法", date="2018", provision="第五条")),
        (
            "示例贸易法 2021-03-15 第十六条",
            Name(work="示例贸易法", in_force_on="2021-03-15", provision="第十六条"),
        ),
        ("示例贸易法\u30002021年3月15日", Name(work="示例贸易法", in_force_on="2021-03-15")),
        (
            "示例贸易法 2018 第十六条第二款",
            Name(work="示例贸易法", date="2018", provision="第十六条第二款"),
        ),
        ("示例贸易法 第十六条", Name(work="示例贸易法", provision="第十六条")),
        ("示例贸易法 第一百○六条", Name(work="示例贸易法", provision="第一百○六条")),
        ("示例贸易法 第两百条", Name(work="示例贸易法", provision="第两百条")),
        ("示例贸易法 art_16", Name(work="示例贸易法", provision="art_16")),
        ("示例贸易法 第二次修正", Name(work="示例贸易法 第二次修正")),
        ("示例 贸易法", Name(work="示例 贸易法")),
        ("第十六条", Name(work="第十六条")),
        ("2021-03-15", Name(work="2021-03-15")),
        (" shili-fa @ 2022-12-30 ", Name(work="shili-fa", date="2022-12-30")),
        ("/akn/cn/act/law/2022-12-30/shilifa", Name(work="/akn/cn/act/law/2022-12-30/shilifa")),
        (
            "/akn/cn/act/law/2022-12-30/shilifa/zho@2022-12-30",
            Name(work="/akn/cn/act/law/2022-12-30/shilifa", date="2022-12-30"),
        ),
        (
            "/akn/cn/act/law/2022-12-30/smf@2022-12-30",
            Name(work="/akn/cn/act/law/2022-12-30/smf", date="2022-12-30"),
        ),
        (
            "/akn/cn/act/law/2022-12-30/smf/zho@2022-12-30",
            Name(work="/akn/cn/act/law/2022-12-30/smf", date="2022-12-30"),
        ),
    ],
)
def test_name_is_taken_apart(text: str, expected: Name) -> None:
    assert parse_name(text) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the work is missing"),
        ("@2022-12-30", "the work is missing"),
        ("@@2022-12-30", "the work is missing"),
        ("#第五条", "the work is missing"),
        ("示例贸易法#", "nothing follows #"),
        ("示例贸易法@", "“” is not a date"),
        ("示例贸易法@2022-13-40", "“2022-13-40” is not a date"),
        ("示例贸易法@2023-02-29", "“2023-02-29” is not a date"),
        ("示例贸易法@@2022", "“2022” is not a date"),
        ("示例贸易法 2022-13-40", "“2022-13-40” is not a date"),
        ("示例贸易法@@昨天", "“昨天” is not a date"),
        ("示例贸易法@@@2022-12-30", "more than two @"),
    ],
)
def test_bad_name_says_which_part_is_wrong(text: str, told: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_name(text)

    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


@given(
    work=st.text(
        st.characters(
            blacklist_characters="@＠#＃", blacklist_categories=("Cs", "Zs", "Cc", "Zl", "Zp")
        ),
        min_size=1,
    ),
    day=st.dates(),
    form=st.sampled_from(("date", "in_force_on")),
    provision=st.sampled_from((None, "art_5", "第十八条第二款")),
)
def test_name_is_read_as_it_is_written(work, day, form, provision) -> None:
    name = Name(**{"work": work, form: day.isoformat(), "provision": provision})

    assert parse_name(str(name)) == name


@given(st.text())
def test_any_text_is_a_name_or_refused(text: str) -> None:
    try:
        name = parse_name(text)
    except UsageError:
        return
    assert name.work.strip()
