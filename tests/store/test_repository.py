"""Finding works and versions, the log."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from making import git, make, store

from policydiff.errors import NotFoundError, UsageError
from policydiff.model.names import parse_name
from policydiff.model.version import Dates
from policydiff.store.records.catalogue import NoSuchWorkError
from policydiff.store.records.works import VersionRecord
from policydiff.store.repository import Repository
from policydiff.works.lineage import in_force

OTHER = ("另外的文字。",)


@pytest.mark.parametrize(
    "name",
    [
        "示例贸易法",
        "中华人民共和国示例贸易法",
        "《示例贸易法》",
        "示例 贸易法",
        "贸易法",
        "shilimaoyifa",
        "/akn/cn/act/law/2022-12-30/shilimaoyifa",
    ],
)
def test_network_of_names(repository: Repository, name: str) -> None:
    store(repository, make("另一个法", texts=OTHER))
    added = store(repository, make(aliases=("贸易法",)))

    assert repository.find(name) == added.work


def test_title_goes_before_alias(repository: Repository) -> None:
    store(repository, make("示例对外法", aliases=("示例法",)))
    titled = store(repository, make("示例法", texts=OTHER))

    assert repository.find("示例法").uri == titled.work.uri


def test_unknown_name_tells_what_is_near(repository: Repository) -> None:
    store(repository, make())
    store(repository, make("毫不相干的办法", texts=OTHER))

    with pytest.raises(NotFoundError, match="did you mean “中华人民共和国示例贸易法”"):
        repository.find("示例贸易条例")


def test_ambiguous_name_lists_the_works(repository: Repository) -> None:
    store(repository, make("示例条例", jurisdiction="cn-bj"))
    store(repository, make("示例条例", jurisdiction="cn-sh", texts=OTHER))

    with pytest.raises(UsageError, match=r"/akn/cn-bj/.*/akn/cn-sh/"):
        repository.find("示例条例")


def asked(repository: Repository, name: str) -> VersionRecord:
    """The version that a name means, be it by a day of force."""
    wanted = parse_name(name)
    return (
        repository.resolve(name)
        if wanted.in_force_on is None
        else in_force(repository, repository.find(wanted.work), wanted.in_force_on)
    )


def fill(repository: Repository) -> None:
    store(repository, make(dates=Dates(promulgated="2004-04-06", in_force="2004-07-01")))
    store(repository, make(dates=Dates(promulgated="2016-11-07"), texts=("第二版。",)))
    store(
        repository,
        make(dates=Dates(promulgated="2022-12-30", in_force="2023-03-01"), texts=("第三版。",)),
    )


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("示例贸易法", "2022-12-30"),
        ("示例贸易法@2016-11-07", "2016-11-07"),
        ("示例贸易法@@2004-07-01", "2004-07-01"),
        ("示例贸易法@@2010-01-01", "2004-04-06"),
        ("示例贸易法@@2023-03-01", "2022-12-30"),
        ("示例贸易法@@2023-02-28", "2004-04-06"),
    ],
)
def test_version_is_chosen(repository: Repository, name: str, date: str) -> None:
    fill(repository)

    assert asked(repository, name).date == ("2004-04-06" if date == "2004-07-01" else date)


def test_version_that_may_be_replaced_says_so(repository: Repository) -> None:
    fill(repository)

    assert asked(repository, "示例贸易法@@2010-01-01").notes == ()
    assert "2016-11-07" in asked(repository, "示例贸易法@@2020-01-01").notes[0]


def test_missing_version_lists_those_that_are_stored(repository: Repository) -> None:
    fill(repository)

    with pytest.raises(NotFoundError, match="stored are 2004-04-06, 2016-11-07, 2022-12-30"):
        repository.resolve("示例贸易法@2022-12-31")
    with pytest.raises(NotFoundError, match=r": 2004-04-06 not before 2004-07-01; ask"):
        asked(repository, "示例贸易法@@2004-06-30")


def test_a_day_of_force_names_no_version_of_the_store(repository: Repository) -> None:
    fill(repository)

    with pytest.raises(UsageError, match="name a version, such as 示例贸易法@2022-12-30"):
        repository.resolve("示例贸易法@@2023-03-01")


def test_log_tells_works_apart(repository: Repository) -> None:
    first = store(repository, make())
    second = store(repository, make("另一个法", texts=OTHER))

    entries = repository.log()

    assert [entry.subject for entry in entries] == [
        "Add 另一个法 2022-12-30",
        "Add 示例贸易法 2022-12-30",
        "Make the repository",
    ]
    assert [entry.commit for entry in repository.log(first.work)] == [first.commit]
    assert entries[0].commit == second.commit
    assert entries[0].when == datetime(2026, 1, 2, tzinfo=UTC)
    assert entries[0].source_sha256 == second.work.sources[0].sha256
    assert entries[2].work is None


def test_commits_of_others_are_told_too(repository: Repository) -> None:
    added = store(repository, make())
    git(
        repository.root,
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "By hand\n\nWork: /akn/forged\n\nno trailer: here",
    )

    assert repository.log()[0].subject == "By hand"
    assert repository.log()[0].work is None
    assert repository.log()[1].work == added.work.uri


def test_damaged_work_file_is_one_clear_line(repository: Repository) -> None:
    added = store(repository, make())
    (repository.root / added.work.folder / "work.toml").write_text("uri = \n")
    git(repository.root, "commit", "-qam", "Damage")

    assert repository.works() == ()
    (note,) = repository.catalogue().unread()
    assert re.search(r"work\.toml is damaged.*policydiff fsck", note)
    with pytest.raises(NoSuchWorkError) as error:
        repository.find(added.work.title)
    assert error.value.unread == (note,)


def test_missing_git_is_one_clear_line(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NotFoundError, match="install git"):
        repository.works()


def test_branch_that_is_gone_is_one_clear_line(repository: Repository) -> None:
    git(repository.root, "update-ref", "-d", "refs/heads/main")

    with pytest.raises(NotFoundError, match="no policydiff repository"):
        repository.works()
    with pytest.raises(NotFoundError, match="no policydiff repository"):
        store(repository, make())


def test_work_without_versions_is_told(repository: Repository) -> None:
    added = store(repository, make())
    git(repository.root, "rm", "-q", added.version.path)
    git(repository.root, "commit", "-qm", "Remove")

    with pytest.raises(NotFoundError, match="stored are none"):
        repository.resolve("示例贸易法")


def test_fixed_repository_moves_with_its_own_writes_alone(repository: Repository) -> None:
    fixed = Repository.open(repository.root, fixed=True)
    theirs = store(repository, make()).work
    seen_before = fixed.works()
    planned = []
    fixed._write(lambda tip: planned.append((fixed.tip, tip)) or [])
    ours = store(fixed, make("另一个法", texts=OTHER)).work

    assert seen_before == ()
    assert planned == [(repository.log()[1].commit,) * 2]  # a plan reads what it is made upon
    assert fixed.works() == repository.works() == (ours, theirs)
    assert (fixed.tip, fixed.log()) == (repository.tip, repository.log())


def test_repository_at_present_stays_there(repository: Repository) -> None:
    store(repository, make())
    present = repository.at_present()
    store(repository, make("另一个法", texts=OTHER))

    assert len(present.works()) == len(present.log()) - 1 == 1
    assert len(repository.works()) == 2
    assert present.tip == repository.log()[1].commit
