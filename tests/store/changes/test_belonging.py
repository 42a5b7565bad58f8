"""Whether a text belongs to the work that was named for it. The texts are invented, but for those
of the corpus.
"""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from making import git, make, store

from policydiff.reading.load import load
from policydiff.store.changes import belonging
from policydiff.store.changes.belonging import ForeignTextError, bears_text, bears_title
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository

OTHER = (
    "飞艇起降之前，驾驶人员须核对风速。",
    "乘客携带宠物登艇的，另行购票。",
    "夜间观光以月光照见江面为限。",
)


def work(title: str, *further: str) -> WorkRecord:
    return WorkRecord(
        uri="", title=title, kind="law", jurisdiction="cn", slug="", folder="", aliases=further
    )


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("中华人民共和国示例贸易法", "示例贸易法（2025年修订）"),
        ("示例贸易条例", "示例贸易法"),
        ("城市无主犬只收容遣送办法", "城市生活困难的无主犬只救助管理办法"),
        ("关于修改《示例贸易法》的决定", "示例贸易法"),
        ("示例省雨伞管理条例（征求意见稿）", "示例省雨伞管理条例"),
        ("茶法", "中华人民共和国茶法"),
    ],
)
def test_titles_of_one_work_have_something_in_common(title: str, other: str) -> None:
    assert bears_title(work(title), other)
    assert bears_title(work(other), title)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("示例省雨伞管理条例", "示例省飞艇观光条例"),
        (
            "示例市人民代表大会常务委员会关于雨伞的规定",
            "示例市人民代表大会常务委员会关于茶叶的规定",
        ),
        ("茶法", "盐法"),
        ("page", "示例贸易法"),
        ("第1号", "（2）"),
    ],
)
def test_a_place_a_body_or_a_kind_is_nothing_in_common(title: str, other: str) -> None:
    assert not bears_title(work(title), other)


def test_a_further_name_of_the_work_counts() -> None:
    assert not bears_title(work("示例贸易法"), "外商往来办法")
    assert bears_title(work("示例贸易法", "外商往来办法"), "外商往来办法")


def test_the_pattern_of_places_fits_its_examples() -> None:
    assert belonging._PLACE.match("示例省雨伞")[0] == "示例省"  # type: ignore[index]
    assert (
        belonging._PLACE.match("示例市人民代表大会常务委员会关于雨伞")[0]
        == "示例市人民代表大会常务委员会关于"
    )  # type: ignore[index]
    assert belonging._PLACE.match("雨伞管理") is None


def test_a_foreign_text_is_refused_until_it_is_forced(repository: Repository) -> None:
    store(repository, make())
    tip = git(repository.root, "rev-parse", "main")
    foreign = make("飞艇观光条例", "2020-01-01", OTHER)

    with pytest.raises(ForeignTextError) as refused:
        store(repository, foreign, work="示例贸易法")

    message = str(refused.value)
    assert refused.value.exit_code == 3
    assert "“飞艇观光条例” has nothing in common with 中华人民共和国示例贸易法" in message
    assert "--work" in message
    assert "--force" in message
    assert "\n" not in message
    assert git(repository.root, "rev-parse", "main") == tip

    forced = store(repository, foreign, work="示例贸易法", force=True)
    assert (forced.status, forced.new_work, len(forced.work.versions)) == ("added", False, 2)
    assert store(repository, foreign, work="示例贸易法").status == "unchanged"
    assert repository.fsck() == ()


def test_a_renamed_work_is_known_by_its_text_and_a_rewritten_one_by_its_title(
    repository: Repository,
) -> None:
    store(repository, make())

    renamed = store(repository, make("外商往来办法", "2023-01-01"), work="示例贸易法")
    rewritten = store(repository, make("示例贸易促进办法", "2024-01-01", OTHER), work="示例贸易法")

    assert [version.date for version in rewritten.work.versions] == [
        "2022-12-30",
        "2023-01-01",
        "2024-01-01",
    ]
    assert renamed.status == rewritten.status == "added"


def test_any_version_of_the_work_will_do(repository: Repository) -> None:
    store(repository, make(date="2001-01-01", texts=OTHER))
    store(repository, make(date="2011-01-01"))

    assert (
        store(repository, make("观光办法", "2012-01-01", OTHER), work="示例贸易法").status
        == "added"
    )


def test_the_uri_that_a_text_bears_is_no_proof(repository: Repository) -> None:
    first = store(repository, make())
    foreign = make("飞艇观光条例", "2020-01-01", OTHER, uri=first.work.uri)

    with pytest.raises(ForeignTextError):
        store(repository, foreign)
    assert (
        store(repository, make(date="2020-01-01", texts=OTHER, uri=first.work.uri)).status
        == "added"
    )


def test_what_is_equal_in_title_is_never_looked_at(repository: Repository) -> None:
    store(repository, make())

    assert store(repository, make(date="2020-01-01", texts=OTHER)).status == "added"


@pytest.mark.corpus
def test_no_version_of_a_real_work_is_foreign_even_under_another_name(corpus: Path) -> None:
    dated = re.compile(r"\d{4}-\d\d-\d\d\.(?:md|txt)")
    folders = sorted(place for place in (corpus / "works").iterdir() if place.is_dir())
    pairs = 0
    for folder in folders:
        versions = [load(path) for path in sorted(folder.iterdir()) if dated.fullmatch(path.name)]
        for one, other in combinations(versions, 2):
            assert bears_title(work(one.title), other.title), (one.title, other.title)
            assert bears_text([one], other), (folder.name, one.version_date, other.version_date)
            pairs += 1
    assert pairs > 100


@pytest.mark.corpus
def test_most_real_texts_are_foreign_to_one_another(corpus: Path) -> None:
    paths = sorted((corpus / "bulk").glob("*.md"))[::150]
    documents = [load(path) for path in paths]
    pairs = list(combinations(documents, 2))
    foreign = [
        not bears_title(work(one.title), other.title) and not bears_text([one], other)
        for one, other in pairs
        if one.title != other.title
    ]

    assert sum(foreign) / len(foreign) > 0.9
