"""Which work a document belongs to, and what becomes of a second source."""

from __future__ import annotations

import dataclasses

import pytest
from making import TEXTS, git, make, source, store
from ready_repositories import new_repository

from policydiff.errors import InputError, NotFoundError, UsageError
from policydiff.model.version import Amendment, Dates
from policydiff.store.repository import Repository
from policydiff.works.lineage import in_force

OTHER = ("为了规范示例活动，制定本法。", "示例活动可以遵守法律。", "违反本法规定的，处五万元罚款。")


def test_document_is_stored_and_loaded(repository: Repository) -> None:
    document = make(aliases=("贸易法",), document_number="主席令第一号", authority="示例机关")

    added = store(repository, document)

    loaded = repository.load(added.version)
    assert (added.status, added.new_work, added.notes) == ("added", True, ())
    assert added.work.uri == "/akn/cn/act/law/2022-12-30/shilimaoyifa"
    assert added.version.path == "works/cn/law/2022/shilimaoyifa/2022-12-30.xml"
    assert loaded.full_text() == document.full_text()
    assert loaded.articles == document.articles
    assert loaded.uri == added.work.uri
    assert (repository.root / added.version.path).read_bytes() == repository.xml(added.version)
    assert (
        repository.root / "sources" / loaded.source_sha256[:2] / loaded.source_sha256
    ).read_bytes() == source(document)
    assert git(repository.root, "status", "--porcelain") == ""
    assert repository.fsck() == ()


@pytest.mark.parametrize(
    "title",
    [
        "示例贸易法",
        "《中华人民共和国示例贸易法》",
        "中华人民共和国　示例贸易法",
        "示例贸易法（2025年修订）",
    ],
)
def test_later_version_joins_its_work(repository: Repository, title: str) -> None:
    first = store(repository, make())

    second = store(repository, make(title, "2025-12-27", OTHER))

    assert not second.new_work
    assert second.work.uri == first.work.uri
    assert [version.date for version in second.work.versions] == ["2022-12-30", "2025-12-27"]
    assert repository.works() == (second.work,)


def test_older_version_never_changes_identity_or_history(repository: Repository) -> None:
    first = store(repository, make())
    before = git(repository.root, "rev-parse", "main").strip()
    old_xml = repository.xml(first.version)

    older = store(repository, make(date="1954-09-20", texts=OTHER))

    assert older.work.uri == first.work.uri
    assert older.version.path == "works/cn/law/2022/shilimaoyifa/1954-09-20.xml"
    assert repository.resolve("示例贸易法@2022-12-30") == first.version
    assert repository.xml(first.version) == old_xml
    git(repository.root, "merge-base", "--is-ancestor", before, "main")
    git(repository.root, "fsck", "--strict")
    assert repository.load(older.version).version_date == "1954-09-20"
    assert repository.log()[0].version == "1954-09-20"
    assert repository.log()[0].when.year == 2026


def test_amended_law_lies_under_the_year_of_its_origin(repository: Repository) -> None:
    document = make(
        amendments=(Amendment(word="修正", date="2022-12-30"),),
        original_dates=Dates(adopted="1994-05-12"),
    )

    assert store(repository, document).work.folder == "works/cn/law/1994/shilimaoyifa"


def test_amended_law_of_unknown_origin_lies_under_undated(repository: Repository) -> None:
    added = store(repository, make(amendments=(Amendment(word="修正", date="2022-12-30"),)))

    assert added.work.folder == "works/cn/law/undated/shilimaoyifa"
    assert added.work.uri == "/akn/cn/act/law/unknown/shilimaoyifa"
    assert repository.fsck() == ()


def test_same_source_again_changes_nothing(repository: Repository) -> None:
    store(repository, make())
    tip = git(repository.root, "rev-parse", "main")

    again = store(repository, make())

    assert (again.status, again.commit) == ("unchanged", None)
    assert git(repository.root, "rev-parse", "main") == tip


def test_same_text_from_another_source_is_a_witness(repository: Repository) -> None:
    first = store(repository, make())
    spaced = make(texts=("为了规范示例活动,制定本法。", "示例活动 应当遵守法律。", TEXTS[2]))

    added = repository.add(spaced, b"<p>another page</p>", "page.html")

    assert added.status == "witness"
    assert [(one.name, one.role) for one in added.work.sources] == [
        ("law.txt", "text"),
        ("page.html", "witness"),
    ]
    assert repository.xml(added.version) == repository.xml(first.version)
    assert repository.fsck() == ()


def test_other_text_for_a_version_is_refused_with_the_differences(repository: Repository) -> None:
    store(repository, make())
    tip = git(repository.root, "rev-parse", "main")

    with pytest.raises(InputError) as refused:
        store(repository, make(texts=OTHER))

    message = str(refused.value)
    assert refused.value.details == (
        "第2条第一款: stored “示例活动应当遵守法律。”, here “示例活动可以遵守法律。”",
        "第3条第一款: stored “法规定的，处一万元罚款。”, here “法规定的，处五万元罚款。”",
    )
    assert "--witness" in message
    assert "--correct" in message
    assert "\n" not in message
    assert git(repository.root, "rev-parse", "main") == tip


def test_other_text_is_kept_as_a_witness_on_request(repository: Repository) -> None:
    first = store(repository, make())

    added = store(repository, make(texts=OTHER), witness=True)

    assert added.status == "variant"
    assert repository.xml(added.version) == repository.xml(first.version)
    assert store(repository, make(texts=OTHER)).status == "unchanged"
    assert repository.fsck() == ()


def test_correction_replaces_the_text_and_history_keeps_the_old(repository: Repository) -> None:
    first = store(repository, make())
    old = repository.xml(first.version)

    added = store(repository, make(texts=OTHER), "better.txt", correct=True)

    assert added.status == "corrected"
    assert "可以" in repository.load(added.version).full_text()
    assert [(one.name, one.role) for one in added.work.sources] == [
        ("law.txt", "replaced"),
        ("better.txt", "text"),
    ]
    assert git(repository.root, "show", f"main~1:{first.version.path}").encode() == old
    assert (repository.root / added.version.path).read_bytes() == repository.xml(added.version)
    assert repository.fsck() == ()


def test_correction_from_the_same_source_replaces_the_text(repository: Repository) -> None:
    store(repository, make())

    added = repository.add(make(authority="示例机关"), source(make()), "law.txt", correct=True)

    assert added.status == "corrected"
    assert [one.role for one in added.work.sources] == ["text"]
    assert repository.load(added.version).authority == "示例机关"
    assert repository.fsck() == ()


def test_facts_that_are_not_taken_over_are_told(repository: Repository) -> None:
    store(repository, make())
    known = Dates(promulgated="2022-12-30", in_force="2023-03-01")

    again = repository.add(make(dates=known), source(make()), "law.txt")
    other = repository.add(make(authority="示例机关"), b"a page", "page.html")

    assert (again.status, other.status) == ("unchanged", "witness")
    assert again.notes == (
        "not taken over: in_force 2023-03-01 (stored: unknown); --correct replaces what is stored",
    )
    assert "authority 示例机关" in other.notes[0]
    assert (
        repository.add(make(dates=known), source(make()), "law.txt", correct=True).status
        == "corrected"
    )
    assert in_force(repository, repository.find("示例贸易法"), "2023-03-01").date == "2022-12-30"


def test_correction_that_corrects_nothing_changes_nothing(repository: Repository) -> None:
    store(repository, make())

    assert store(repository, make(), correct=True).status == "unchanged"


def test_document_without_a_date_is_stored_undated(repository: Repository) -> None:
    added = store(repository, make(date=None))

    assert added.version.path == "works/cn/law/undated/shilimaoyifa/undated.xml"
    assert added.version.date is None
    assert repository.resolve("示例贸易法@undated") == added.version
    assert repository.fsck() == ()


def test_date_that_turns_up_moves_the_undated_version(repository: Repository) -> None:
    first = store(repository, make(date=None))

    added = repository.add(make(), b"with its date", "dated.txt")

    assert added.status == "dated"
    assert added.work.uri == first.work.uri
    assert [version.date for version in added.work.versions] == ["2022-12-30"]
    assert [(one.version, one.name, one.role) for one in added.work.sources] == [
        ("2022-12-30", "law.txt", "witness"),
        ("2022-12-30", "dated.txt", "text"),
    ]
    assert not (repository.root / first.version.path).exists()
    assert git(repository.root, "status", "--porcelain") == ""
    assert repository.fsck() == ()


def test_same_text_without_a_date_is_a_witness(repository: Repository) -> None:
    first = store(repository, make())

    added = repository.add(make(date=None), b"no date here", "undated.txt")

    assert (added.status, added.version) == ("witness", first.version)


def test_titles_with_one_slug_get_two_folders(repository: Repository) -> None:
    first = store(repository, make("示例法"))

    second = store(repository, make("失利法", texts=OTHER))

    assert (first.work.slug, second.work.slug) == ("shilifa", "shilifa-2")
    assert first.work.uri != second.work.uri
    assert repository.fsck() == ()


def test_same_title_elsewhere_is_another_work(repository: Repository) -> None:
    first = store(repository, make("示例管理条例", kind="local-regulation", jurisdiction="cn-bj"))

    second = store(
        repository, make("示例管理条例", kind="local-regulation", jurisdiction="cn-sh", texts=OTHER)
    )

    assert second.new_work
    assert {first.work.folder, second.work.folder} == {
        "works/cn-bj/local-regulation/2022/shiliguanlitiaoli",
        "works/cn-sh/local-regulation/2022/shiliguanlitiaoli",
    }


def test_draft_is_not_a_version_of_the_law(repository: Repository) -> None:
    draft = store(repository, make(date="2022-01-01", stage="征求意见稿"))

    law = store(repository, make())

    assert law.new_work
    assert draft.work.uri.startswith("/akn/cn/bill/")
    assert repository.fsck() == ()


def test_own_slug_makes_a_work_apart(repository: Repository) -> None:
    first = store(repository, make(date="1954-09-20"))

    second = store(repository, make(date="1982-12-04", texts=OTHER), slug="shilimaoyifa-1982")
    third = store(repository, make(date="2018-03-11"), slug="shilimaoyifa-1982")

    assert second.new_work
    assert second.work.folder == "works/cn/law/1982/shilimaoyifa-1982"
    assert not third.new_work
    with pytest.raises(UsageError, match="several works"):
        store(repository, make(date="2030-01-01"))
    assert (
        store(repository, make(date="2030-01-01"), work=first.work.uri).work.uri == first.work.uri
    )


def test_own_slug_of_another_work_is_refused(repository: Repository) -> None:
    store(repository, make())

    with pytest.raises(UsageError, match="another work lies in"):
        store(repository, make("别的示例法", texts=OTHER), slug="shilimaoyifa")


@pytest.mark.parametrize("slug", ["../../x", "con", "-rf", ".git", ""])
def test_own_slug_that_is_no_name_is_refused(repository: Repository, slug: str) -> None:
    with pytest.raises(UsageError, match="cannot be the slug"):
        store(repository, make(), slug=slug)


def test_renamed_work_is_found_by_both_names(repository: Repository) -> None:
    first = store(repository, make("示例公司法"))

    second = store(repository, make("示例企业法", "2023-01-01", OTHER), work="示例公司法")
    third = store(repository, make("示例企业法", "2024-01-01"))

    assert first.work.uri == second.work.uri == third.work.uri
    assert repository.find("示例企业法") == repository.find("示例公司法") == third.work


def test_unknown_work_to_join_is_refused(repository: Repository) -> None:
    with pytest.raises(NotFoundError, match="no work is called"):
        store(repository, make(), work="没有的法")


HOSTILE = [
    "../../etc/passwd",
    "con",
    "-rf",
    ".git",
    "a\nWork: /akn/forged\n\nVersion: 1900-01-01",
    '"; rm -rf /',
    "<b>法</b>",
    "\u202e法",
    "\x1b[31m法",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_title_leaves_its_place_nowhere(repository: Repository, title: str) -> None:
    added = store(repository, make(title))

    entry = repository.log()[0]
    files = [path for path in git(repository.root, "ls-files", "-z").split("\0") if path]
    assert (entry.work, entry.version) == (added.work.uri, "2022-12-30")
    assert git(
        repository.root, "log", "-1", "--format=%(trailers:key=Version,valueonly)"
    ).split() == ["2022-12-30"]
    assert all(
        path.startswith(("works/cn/law/2022/", "sources/", "policydiff.toml", ".gitattributes"))
        for path in files
    )
    assert not [path for path in repository.root.parent.iterdir() if path != repository.root]
    assert repository.find(added.work.uri).title == added.work.title
    assert repository.fsck() == ()


@pytest.mark.parametrize(
    "facts",
    [
        {"jurisdiction": "../x"},
        {"jurisdiction": ""},
        {"kind": "a/b"},
        {"kind": ".."},
        {"dates": Dates(promulgated="../../x")},
        {"title": " \n"},
    ],
)
def test_facts_that_are_no_paths_are_refused(repository: Repository, facts) -> None:
    with pytest.raises(InputError, match="cannot be stored"):
        store(repository, make(**facts))


def test_only_the_name_of_the_source_is_kept(repository: Repository) -> None:
    added = repository.add(make(), b"x", "/srv/somebody/secret/law\n.txt")

    assert [one.name for one in added.work.sources] == ["law .txt"]
    assert b"somebody" not in (repository.root / added.work.folder / "work.toml").read_bytes()


def test_same_documents_give_the_same_commits(tmp_path) -> None:
    tips = set()
    for name in ("one", "two"):
        repository = new_repository(tmp_path / name, clock=lambda: 1_767_312_000)
        store(repository, make())
        store(repository, make(date="2025-12-27", texts=OTHER))
        tips.add(git(repository.root, "rev-parse", "main"))

    assert len(tips) == 1


def test_document_with_the_uri_of_a_work_belongs_to_it(repository: Repository) -> None:
    first = store(repository, make())

    added = store(repository, make("改名以后的示例法", "2030-01-01", OTHER, uri=first.work.uri))

    assert added.work.uri == first.work.uri


def test_foreign_uri_is_not_taken_over(repository: Repository) -> None:
    added = store(repository, make(uri="/akn/cn/act/law/1900-01-01/../../x"))

    assert added.work.uri == "/akn/cn/act/law/2022-12-30/shilimaoyifa"
    assert repository.load(added.version).uri == added.work.uri


def test_document_without_valid_xml_is_refused(repository: Repository) -> None:
    document = make()
    twice = dataclasses.replace(document, body=(*document.body, document.body[0]))

    with pytest.raises(InputError, match="cannot be written as valid Akoma Ntoso"):
        store(repository, twice)

    assert repository.works() == ()
