"""Whether a text belongs to the work that was named for it. The texts are invented, but for those
of the corpus.
"""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from making import git, make, store

from policydiff.model.document import Document
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


SUBJECT = (
    "单位应当设置示例账簿，进行示例核算。",
    "单位负责人对本单位的示例资料真实负责。",
    "示例人员应当按照规定记账。",
    "财政部门监督示例工作。",
)
"""Rules on one subject: any act about it has words of these."""


def cousin(title: str, **facts: str) -> Document:
    """A text of the same subject that takes one article of four from the other."""
    texts = (
        SUBJECT[0],
        "注册人员承办示例审查业务。",
        "协会制定执业准则。",
        "事务所应当投保责任险。",
    )
    return make(title, "2024-01-01", texts, **facts)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"kind": "local-regulation"}, "another kind (law → local-regulation)"),
        ({"authority": "示例市人民代表大会常务委员会"}, "another maker (全国示例大会 → 示例市"),
        ({"jurisdiction": "cn-sh"}, "another place (cn → cn-sh)"),
    ],
)
def test_a_text_of_the_same_subject_and_another_kind_or_maker_is_refused(
    repository: Repository, facts: dict[str, str], reason: str
) -> None:
    store(repository, make("示例账簿法", texts=SUBJECT, authority="全国示例大会"))
    text = cousin("示例账簿人员法", **{"authority": "全国示例大会"} | facts)

    with pytest.raises(ForeignTextError) as refused:
        store(repository, text, work="示例账簿法")

    message = str(refused.value)
    assert refused.value.exit_code == 3
    assert "“示例账簿人员法” is no version of 示例账簿法: another title" in message
    assert reason in message
    assert "--alias" in message
    assert "--force" in message
    assert "\n" not in message
    assert store(repository, text, work="示例账簿法", force=True).status == "added"


def test_a_changed_title_goes_on_with_the_maker_the_articles_or_a_record_of_it(
    repository: Repository,
) -> None:
    body = {"authority": "全国示例大会"}
    store(repository, make("示例账簿法", texts=SUBJECT, **body))
    store(repository, make("示例账簿法", "2023-01-01", SUBJECT, aliases=("账簿通则",), **body))

    same_maker = store(repository, cousin("示例账簿人员法", **body), work="示例账簿法")
    half = make("账务条例", "2024-02-01", (*SUBJECT[:2], *OTHER[:2]), kind="regulation")
    of_other_kind = store(repository, half, work="示例账簿法")
    unknown = store(
        repository,
        make("账簿二法", "2024-03-01", SUBJECT[:1] + OTHER, kind="law"),
        work="示例账簿法",
    )

    assert {one.status for one in (same_maker, of_other_kind, unknown)} == {"added"}


def test_an_alias_records_a_change_of_title(repository: Repository) -> None:
    recorded = work("示例账簿法", "示例账簿通则")

    assert belonging.same_title(recorded, "示例账簿通则（试行）")
    assert not belonging.same_title(recorded, "示例账簿条例")


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
