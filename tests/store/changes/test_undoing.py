"""undo: a further commit restores what was before the newest change of ours, and can be undone
itself.
"""

from __future__ import annotations

import pytest
from making import TEXTS, git, make, store

from policydiff.locale import translate
from policydiff.store.changes.subjects import subject_of
from policydiff.store.changes.undoing import NothingToUndoError
from policydiff.store.records.pins import StoredPin
from policydiff.store.repository import Repository

LATER = (*TEXTS[:2], "违反本法规定的，处二万元罚款。")


def tree(repository: Repository, commit: str = "main") -> str:
    """The id of the files of a commit."""
    return git(repository.root, "rev-parse", f"{commit}^{{tree}}").strip()


def test_the_newest_change_is_taken_back_and_the_history_grows(repository: Repository):
    store(repository, make())
    before = tree(repository)
    added = store(repository, make(date="2025-12-27", texts=LATER))

    message, undone = repository.undo()

    assert message.startswith("Undo: Add 示例贸易法 2025-12-27\n\nWork: ")
    assert tree(repository) == before
    assert undone.notes == ()
    assert [entry.subject for entry in repository.log()][:2] == [
        "Undo: Add 示例贸易法 2025-12-27",
        "Add 示例贸易法 2025-12-27",
    ]
    assert f"Undo: {added.commit}\n" in git(repository.root, "log", "-1", "--format=%B", "main")
    assert repository.log()[0].work == added.work.uri
    assert repository.fsck() == ()
    assert git(repository.root, "status", "--porcelain") == ""
    assert not (repository.root / added.version.path).exists()


def test_an_undoing_can_be_undone_and_its_subject_does_not_grow(repository: Repository):
    store(repository, make())
    full = tree(repository)

    for _ in range(2):
        repository.undo()
        assert repository.works() == ()
        assert repository.log()[0].subject == "Undo: Add 示例贸易法 2022-12-30"
        repository.undo()
        assert tree(repository) == full
        assert repository.log()[0].subject == "Redo: Add 示例贸易法 2022-12-30"
    assert repository.fsck() == ()
    assert git(repository.root, "status", "--porcelain") == ""


def test_a_source_that_another_version_needs_stays(repository: Repository):
    repository.add(make("示例一法", texts=("甲。",)), b"both laws", "both.txt")
    repository.add(make("示例二法", texts=("乙。",)), b"both laws", "both.txt")

    repository.undo()

    assert [work.title for work in repository.works()] == ["示例一法"]
    assert repository.fsck() == ()


def test_a_link_is_taken_back(repository: Repository):
    store(repository, make())
    work = store(repository, make(date="2025-12-27", texts=LATER)).work
    pin = StoredPin(left=("2022-12-30", "art_1"), right=("2025-12-27", "art_2"))
    repository.write_pins(work, pin)

    repository.undo()
    assert repository.pins(work) == ()
    repository.undo()
    assert repository.pins(work) == (pin,)


def test_the_making_of_the_repository_is_no_change(repository: Repository):
    with pytest.raises(NothingToUndoError, match="Make the repository") as refused:
        repository.undo()

    assert refused.value.exit_code == 2
    assert len(repository.log()) == 1


def test_a_commit_of_somebody_is_left_alone(repository: Repository):
    store(repository, make())
    (repository.root / "notes.txt").write_text("mine")
    git(repository.root, "add", "notes.txt")
    git(repository.root, "commit", "-q", "-m", "My notes\n\nWorked: all day")
    tip = repository.log()[0].commit

    with pytest.raises(NothingToUndoError, match="My notes"):
        repository.undo()

    assert repository.log()[0].commit == tip


def test_a_merge_is_left_alone(repository: Repository):
    git(repository.root, "branch", "mine")
    work = store(repository, make()).work
    git(repository.root, "checkout", "-q", "mine")
    git(repository.root, "commit", "-q", "--allow-empty", "-m", "x")
    git(repository.root, "checkout", "-q", "main")
    git(repository.root, "merge", "-q", "--no-ff", "-m", f"Both\n\nWork: {work.uri}", "mine")

    with pytest.raises(NothingToUndoError, match="Both"):
        repository.undo()


def test_what_a_person_changed_in_the_work_tree_is_left_and_told(repository: Repository):
    added = store(repository, make())
    path = repository.root / added.version.path
    path.write_text("mine")

    _, undone = repository.undo()

    assert path.read_text() == "mine"
    assert any("was changed in the work tree" in note for note in undone.notes)


@pytest.mark.parametrize(
    ("summary", "chinese"),
    [
        ("第一条: requirement", "第一条 已填写要求对照"),
        ("3.5: answered", "3.5 有对应"),
        ("3.5: partly", "3.5 部分对应"),
        ("3.5: none", "3.5 未见对应"),
        ("3.5: noted", "3.5 已记意见"),
        ("12 judgements from a file", "来自文件的 12 个审阅结论"),
    ],
)
def test_a_subject_is_translated_to_its_end(summary, chinese):
    subject = subject_of(f"Undo: Review 甲条例 / 乙条例: {summary}")

    assert translate(subject, "zh").endswith(chinese)
    assert translate(subject, "en") == f"Undo: Review 甲条例 / 乙条例: {summary}"
