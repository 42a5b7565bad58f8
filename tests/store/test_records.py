"""work.toml."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.errors import DamagedError
from policydiff.store.records import SourceRecord, WorkRecord, work_from_toml

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
    stage=st.none() | LINE.filter(bool),
    sources=SOURCES,
)


@given(WORKS)
def test_work_file_is_read_as_it_was_written(work: WorkRecord) -> None:
    assert work_from_toml(work.to_toml(), work.folder) == work


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
