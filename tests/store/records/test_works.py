"""work.toml."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.errors import DamagedError
from policydiff.store.records.work_toml import work_from_toml, work_to_toml
from policydiff.store.records.works import SourceRecord, VersionRecord, WorkRecord

LINE = st.text(st.characters(blacklist_categories=("Cs",)))
SOURCES = st.lists(
    st.builds(
        SourceRecord,
        version=st.sampled_from(("2001-01-01", "undated")),
        sha256=LINE,
        name=LINE,
        role=st.sampled_from(("text", "witness", "variant", "replaced")),
    ),
    max_size=3,
).map(tuple)
WORKS = st.builds(
    WorkRecord,
    uri=LINE,
    title=LINE,
    kind=LINE,
    jurisdiction=LINE,
    slug=LINE,
    folder=st.just("works/cn/law/2022/x"),
    aliases=st.lists(LINE, max_size=2).map(tuple),
    other_titles=st.lists(LINE, max_size=2).map(tuple),
    titled=st.lists(LINE, max_size=2).map(tuple),
    stage=st.none() | LINE.filter(bool),
    stored=st.lists(LINE, max_size=2).map(tuple),
    sources=SOURCES,
)


@given(WORKS)
def test_work_file_is_read_as_it_was_written(work: WorkRecord) -> None:
    assert work_from_toml(work_to_toml(work), work.folder) == work


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"uri = 1",
        b"not toml",
        b'uri = "a"\ntitle = "b"',
        b'uri="a"\ntitle="b"\nkind="c"\njurisdiction="d"\nslug="e"\nsources=1',
        b"sources = [1]",
    ],
)
def test_damaged_work_file_is_named(data: bytes) -> None:
    with pytest.raises(DamagedError, match=r"works/cn/law/2022/x/work\.toml is damaged"):
        work_from_toml(data, "works/cn/law/2022/x")


def work(*versions: str | None, stored: tuple[str, ...] = ()) -> WorkRecord:
    """An invented work with versions of these dates."""
    made = WorkRecord(
        uri="u",
        title="示例法",
        kind="law",
        jurisdiction="cn",
        slug="x",
        folder="works/cn/law/2022/x",
        stored=stored,
    )
    return made.with_versions(
        VersionRecord(work_uri="u", title="示例法", date=date, path=f"{date}.xml", blob="b")
        for date in versions
    )


def test_versions_name_provisions_in_the_order_in_which_they_came():
    grown = work("2017-06-01").with_stored("2012-01-01")

    assert grown.stored == ("2017-06-01", "2012-01-01")
    assert work("2012-01-01", "2017-06-01", stored=grown.stored).naming() == (
        ("2017-06-01",) * 2,
        ("2012-01-01",) * 2,
    )


def test_what_no_list_names_comes_by_date_and_a_version_that_is_gone_keeps_its_place():
    assert [version for version, _ in work("2019-01-01", None).naming()] == [
        "undated",
        "2019-01-01",
    ]
    gone = work("2019-01-01", stored=("2001-01-01", "2019-01-01"))
    assert gone.naming() == (("2019-01-01", "2019-01-01"),)
    assert gone.with_stored("2020-01-01").stored == ("2001-01-01", "2019-01-01", "2020-01-01")


def test_names_that_an_undated_version_brought_stay_when_its_date_turns_up():
    dated = work("2019-01-01", None, stored=("2019-01-01", "undated")).dated("2020-02-02")

    assert (
        dated.stored
        == dated.with_stored("2020-02-02").stored
        == ("2019-01-01", "2020-02-02 undated")
    )
    assert dated.with_stored("undated").stored[-1] == "undated undated-2"
