"""The sources and works that a library follows, as it stores them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import git, make, store

from policydiff.errors import DamagedError, NotFoundError, UsageError
from policydiff.store.git.layout import DamagedFileError
from policydiff.store.records.followed import (
    Followed,
    FollowedWork,
    StoredSource,
    followed_from_toml,
    followed_to_toml,
)
from policydiff.store.repository import Repository

TEXTS = StoredSource(name="法规", address="/texts", kind="folder")
WORK = FollowedWork(work="中华人民共和国示例贸易法", since="2026-01-02")

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20
)
names = st.from_regex(r"[a-z一-龥][a-z0-9一-龥-]{0,20}", fullmatch=True)


@given(
    st.dictionaries(names, words, max_size=5),
    st.dictionaries(words, st.dates(), max_size=5),
)
def test_what_is_written_is_read(sources: dict, works: dict):
    followed = Followed()
    for name, address in sources.items():
        followed = followed.with_source(StoredSource(name=name, address=address, kind="git"))
    for work, day in works.items():
        followed = followed.with_work(FollowedWork(work=work, since=day.isoformat()))
    assert followed_from_toml(followed_to_toml(followed)) == followed


def test_it_is_a_commit_of_its_own_and_in_order(repository: Repository):
    message, _ = repository.write_followed(lambda one: one.with_source(TEXTS).with_work(WORK))

    assert message == "Add the source 法规\n\nFollow 示例贸易法"
    opened = Repository.open(repository.root)
    assert opened.followed() == Followed(sources=(TEXTS,), works=(WORK,))
    assert opened.fsck() == ()
    assert git(repository.root, "status", "--porcelain") == ""


def test_nothing_is_written_where_nothing_changes(repository: Repository):
    repository.write_followed(lambda one: one.with_work(WORK))
    before = Repository.open(repository.root).tip

    message, _ = repository.write_followed(
        lambda one: one.with_work(FollowedWork(work="《示例贸易法》", since="2027-01-01"))
    )

    assert (message, Repository.open(repository.root).tip) == ("", before)


def test_the_file_goes_with_its_last_entry(repository: Repository):
    repository.write_followed(lambda one: one.with_source(TEXTS))
    repository.write_followed(lambda one: one.without_source("法规"))

    assert not (repository.root / "sources.toml").exists()
    assert repository.fsck() == ()


def test_what_is_not_there_is_named():
    with pytest.raises(NotFoundError, match="法规"):
        Followed(sources=(TEXTS,)).without_source("other")
    with pytest.raises(NotFoundError, match="示例贸易法"):
        Followed(works=(WORK,)).without_work("另一法")


@pytest.mark.parametrize("name", ["", "a/b", "https://example.org", "..", "-x", "a b", "x" * 41])
def test_a_name_is_no_address(name: str):
    with pytest.raises(UsageError):
        Followed().with_source(StoredSource(name=name, address="x", kind="folder"))


def test_one_name_has_one_address():
    followed = Followed(sources=(TEXTS,))
    assert followed.with_source(TEXTS) is followed
    with pytest.raises(UsageError, match="with another address: /texts"):
        followed.with_source(StoredSource(name="法规", address="/other", kind="folder"))


@pytest.mark.parametrize(
    "data",
    [
        b"[[source]]\nname = 1\naddress = 'a'\nkind = 'git'\n",
        b"[[source]]\nname = '../x'\naddress = 'a'\nkind = 'git'\n",
        b"[[follow]]\nwork = 'a'\nsince = 'yesterday'\n",
        b"[[follow]]\nwork = 'a'\n",
        b"source = 3\n",
        b"[[source",
        b"\xff",
    ],
)
def test_a_damaged_file_is_a_fault(repository: Repository, data: bytes):
    with pytest.raises(DamagedError):
        followed_from_toml(data)
    store(repository, make())
    (repository.root / "sources.toml").write_bytes(data)
    git(repository.root, "add", "sources.toml")
    git(repository.root, "commit", "-q", "-m", "x")

    opened = Repository.open(repository.root)
    assert [fault.code for fault in opened.fsck()] == ["sources-file"]
    with pytest.raises(DamagedFileError):
        opened.followed()
