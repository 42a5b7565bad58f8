"""Spellings of one title; lines that stay lines."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import TEXTS, make, store

from policydiff.store.repository import Repository
from policydiff.store.titles import one_line, title_key


@pytest.mark.parametrize(
    "spelling",
    [
        "示例贸易法",
        "《示例贸易法》",
        "中华人民共和国示例贸易法",
        "《中华人民共和国示例贸易法》",
        "示例　贸易法",
        "示例贸易法（2022年修正）",
        "示例贸易法(2022修订)",
        "示例贸易法(2022)",
    ],
)
def test_spellings_have_one_key(spelling: str) -> None:
    assert title_key(spelling) == title_key("中华人民共和国示例贸易法")


@pytest.mark.parametrize(
    "other", ["示例贸易法实施条例", "示例贸易法（试行）", "示例贸易法（草案）", "示例外贸法"]
)
def test_other_titles_have_other_keys(other: str) -> None:
    assert title_key(other) != title_key("示例贸易法")


def test_country_alone_is_a_title() -> None:
    assert title_key("中华人民共和国") == "中华人民共和国"


@given(st.text())
def test_key_is_stable(text: str) -> None:
    assert title_key(f"《{text}》") == title_key(text)


@given(st.text(st.characters()))
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert len(line) <= 200
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in line)
    assert line.encode().decode() == line


def test_direction_marks_and_escapes_are_taken_out() -> None:
    assert one_line("示例\x1b[31m法\u202e\n\nWork: /akn/forged") == "示例 [31m法 Work: /akn/forged"


@pytest.mark.parametrize(
    "title",
    [
        "乙国宪法修正案（{}年）",
        "乙省人民代表大会关于修改《乙省桥梁条例》的决定（{}）",
        "关于修改《乙省选举法》的决议（{}年）",
    ],
)
def test_amending_acts_of_two_years_are_two_works(title):
    assert title_key(title.format(1993)) != title_key(title.format(1999))
    assert title_key(title.format(1993)) == title_key(
        title.format(1993).replace("（", "(").replace("）", ")")
    )


TITLES = {
    "1954-09-20": "示例条例（1954年）",
    "1982-12-04": "中华人民共和国示例条例",
    "2018-03-11": "示例管理条例",
}
"""Invented: three versions of one work, each under another title."""


@pytest.mark.parametrize("order", list(permutations(TITLES)), ids=" ".join)
def test_a_work_is_called_as_its_newest_version_is(
    repository: Repository, order: tuple[str, ...]
) -> None:
    """In whatever order they are stored; each version keeps its own title, and the work is found by
    each.
    """
    for date in order:
        store(
            repository,
            make(title=TITLES[date], date=date),
            work=None if date == order[0] else repository.works()[0].uri,
        )

    (work,) = Repository.open(repository.root).works()

    assert work.title == "示例管理条例"
    assert [version.name for version in work.versions] == [
        f"{title}@{date}" for date, title in TITLES.items()
    ]
    assert {repository.find(title).uri for title in TITLES.values()} == {work.uri}
    assert work.titled == ("1954-09-20 示例条例（1954年）", "1982-12-04 中华人民共和国示例条例")


def test_a_date_that_turns_up_and_a_correction_take_their_title_along(
    repository: Repository,
) -> None:
    uri = store(repository, make(title="示例条例", date="2001-01-01")).work.uri
    store(repository, make(title="示例老条例", date=None), work=uri)
    store(repository, make(title="示例老条例", date="1999-09-09"), work=uri)
    store(
        repository,
        make(title="示例新条例", date="2001-01-01", texts=TEXTS[:2]),
        work=uri,
        correct=True,
    )

    (work,) = Repository.open(repository.root).works()

    assert (work.title, work.titled) == ("示例新条例", ("1999-09-09 示例老条例",))
    assert repository.find("示例条例").uri == uri


def test_works_that_tell_no_titles_of_versions_are_called_as_they_were(
    repository: Repository,
) -> None:
    """A ``work.toml`` of before."""
    work = store(repository, make(title="示例条例", date="2001-01-01")).work

    assert work.titled == ()
    assert work.title_of("2001-01-01") == work.title_of("2002-02-02") == "示例条例"
