"""Reviews in the repository: stored by the one writer, merged by git as people merge, checked by
fsck.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from making import git, make, store

from policydiff.relating.engine.relation import Judgement
from policydiff.relating.engine.review.judged_texts import DocumentTexts, mark
from policydiff.relating.engine.review.review_tables import BadReviewFileError
from policydiff.relating.engine.review.reviews import (
    Review,
    ReviewEntry,
    judge,
    lay,
    merge,
    verdict,
)
from policydiff.store.records.relations import PlannedReview, reviewer_slug
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository

ITEMS = (
    "完善示例活动的管理制度，依法开展监督。",
    "支持示例贸易发展，简化办理手续。",
    "培养示例人才，加强宣传教育。",
)
RULES = (
    "为了规范示例活动，制定本法。",
    "示例活动的主管部门依法开展监督检查。",
    "示例贸易的手续应当简化。",
    "违反本法规定的，处一万元罚款。",
)
LEFT = DocumentTexts.of(make("关于促进示例活动的意见", "2017-03-01", ITEMS, kind="opinion"))
RIGHT = DocumentTexts.of(make("示例活动管理法", "2021-05-01", RULES))


@pytest.fixture
def pair(repository: Repository) -> tuple[WorkRecord, WorkRecord]:
    """An opinion and a law."""
    return store(repository, LEFT.document, "o.txt").work, store(
        repository, RIGHT.document, "l.txt"
    ).work


def entry(left: int, right: int, by: str, status: str = "confirmed", **said) -> ReviewEntry:
    sides = [
        mark(side.document, side.document.articles[number - 1])
        for side, number in ((LEFT, left), (RIGHT, right))
    ]
    return ReviewEntry(
        left=sides[0], right=sides[1], judgement=Judgement(reviewer=by, status=status, **said)
    )


def say(repository: Repository, pair: tuple[WorkRecord, WorkRecord], *entries: ReviewEntry):
    """Store judgements as `policydiff review` does."""

    def change(reviewer: str):
        def changed(review: Review) -> Review:
            for one in entries:
                if one.judgement.reviewer == reviewer:
                    review = judge(lay(review, LEFT, RIGHT), review, LEFT, RIGHT, one)
            return review

        return changed

    changes = {one.judgement.reviewer: change(one.judgement.reviewer) for one in entries}
    planned = PlannedReview(
        left=pair[0], right=pair[1], changes=changes, texts=(LEFT, RIGHT), summary="judged"
    )
    return repository.write_review(planned)


def stored(repository: Repository, pair: tuple[WorkRecord, WorkRecord]) -> set[ReviewEntry]:
    return set(repository.reviews(pair[0], [pair[1]])[pair[1].uri].entries)


FILE = Path("relations/guanyucujinshilihuodongdeyijian--shilihuodongguanlifa/li.toml")


def test_a_judgement_is_one_commit_with_trailers(repository, pair):
    written = say(repository, pair, entry(1, 2, "李四", grade=2))

    assert len(written.commits) == 1
    assert stored(repository, pair) == {entry(1, 2, "李四", grade=2)}
    assert git(repository.root, "log", "-1", "--format=%B").strip().split("\n") == [
        "Review 关于促进示例活动的意见 / 示例活动管理法: judged",
        "",
        f"Work: {pair[0].uri}",
        f"Relation: {pair[1].uri}",
        "Reviewer: 李四",
    ]
    assert git(repository.root, "status", "--porcelain") == ""


def test_the_same_judgement_again_is_no_commit(repository, pair):
    say(repository, pair, entry(1, 2, "li"))

    assert say(repository, pair, entry(1, 2, "li")).commits == ()


def test_each_reviewer_has_a_file(repository, pair):
    say(repository, pair, entry(1, 2, "li"), entry(1, 2, "李", status="rejected"))

    assert sorted(path.name for path in (repository.root / FILE.parent).iterdir()) == [
        reviewer_slug("李") + ".toml",
        "li.toml",
    ]
    assert repository.fsck() == ()


@pytest.mark.parametrize(
    "name", ["张三", "章三", "Li", "../../x", "a\nWork: /akn/forged", "\u202e", "x" * 300, "con"]
)
def test_a_reviewer_may_be_called_anything(repository, pair, name):
    say(repository, pair, entry(1, 2, name))

    assert stored(repository, pair) == {entry(1, 2, name)}
    assert repository.fsck() == ()
    assert (
        git(repository.root, "log", "-1", "--format=%(trailers:key=Work,valueonly)").strip()
        == pair[0].uri
    )


def test_namesakes_in_pinyin_have_files_of_their_own():
    assert len({reviewer_slug(name) for name in ("张三", "章三", "zhangsan", "Zhangsan")}) == 4


def test_the_last_judgement_taken_back_takes_the_file(repository, pair):
    say(repository, pair, entry(1, 2, "li"))
    nothing = {"li": lambda review: Review(left=review.left, right=review.right)}
    repository.write_review(
        PlannedReview(
            left=pair[0], right=pair[1], changes=nothing, texts=(LEFT, RIGHT), summary="undone"
        )
    )

    assert not (repository.root / FILE).exists()
    assert stored(repository, pair) == set()


def test_works_with_the_same_slugs_keep_their_reviews_apart(repository, pair):
    draft = make("关于促进示例活动的意见", "2016-03-01", ITEMS, kind="opinion", stage="征求意见稿")
    other = store(repository, draft, "d.txt", slug=pair[0].slug).work
    say(repository, pair, entry(1, 2, "li"))
    say(repository, (other, pair[1]), entry(2, 3, "li"))

    assert stored(repository, pair) == {entry(1, 2, "li")}
    assert stored(repository, (other, pair[1])) == {entry(2, 3, "li")}
    assert repository.fsck() == ()


def test_a_persons_own_edit_of_the_file_is_left_alone(repository, pair):
    say(repository, pair, entry(1, 2, "li"))
    text = (repository.root / FILE).read_text() + "# mine\n"
    (repository.root / FILE).write_text(text)

    written = say(repository, pair, entry(2, 3, "li"))

    assert (repository.root / FILE).read_text() == text
    assert any("left as it is" in note for note in written.notes)
    assert stored(repository, pair) == {entry(1, 2, "li"), entry(2, 3, "li")}


class Merging:
    """Two clones of one repository in which two people judge, and git merges what they said."""

    def __init__(
        self, repository: Repository, pair, tmp_path: Path, before: tuple[ReviewEntry, ...] = ()
    ) -> None:
        self.repository, self.pair = repository, pair
        if before:
            say(repository, pair, *before)
        git(tmp_path, "clone", "-q", str(repository.root), "clone")
        self.clone = Repository.open(tmp_path / "clone", clock=lambda: 1_767_400_000)

    def merge(self, ours: tuple[ReviewEntry, ...], theirs: tuple[ReviewEntry, ...]) -> bool:
        """True where git merges without a conflict."""
        say(self.repository, self.pair, *ours)
        say(self.clone, self.pair, *theirs)
        git(self.repository.root, "fetch", "-q", str(self.clone.root), "main")
        identity = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
        done = subprocess.run(
            ["git", *identity, "merge", "-q", "--no-edit", "FETCH_HEAD"],
            cwd=self.repository.root,
            check=False,
            capture_output=True,
        )
        return done.returncode == 0

    def stored(self) -> set[ReviewEntry]:
        return stored(self.repository, self.pair)


BEFORE = (entry(1, 2, "li"), entry(1, 3, "li"), entry(2, 3, "li"))


@pytest.mark.parametrize(
    "said",
    [
        ((), entry(1, 2, "li"), entry(1, 2, "王")),
        ((), entry(1, 2, "li"), entry(1, 3, "王")),
        (BEFORE, entry(1, 2, "li", grade=2), entry(1, 3, "li", status="rejected")),
        (BEFORE, entry(1, 3, "li", note="一"), entry(2, 3, "li", note="二")),
        (BEFORE, entry(1, 4, "li"), entry(2, 4, "li")),
        (BEFORE, entry(1, 4, "li"), entry(3, 1, "li")),
        (BEFORE, entry(1, 1, "li"), entry(1, 4, "li")),
        (BEFORE, entry(3, 1, "li"), entry(1, 2, "li", grade=1)),
        (BEFORE, entry(3, 1, "li"), entry(3, 1, "li")),
    ],
    ids=[
        "two reviewers, one link",
        "two reviewers, neighbours",
        "one reviewer changes neighbours",
        "neighbours of two articles",
        "one reviewer adds to neighbouring articles",
        "to two articles without any",
        "around one that was there",
        "one adds, one changes",
        "the same twice",
    ],
)
def test_git_merges_different_judgements_without_conflict(repository, pair, tmp_path, said):
    before, ours, theirs = said
    merging = Merging(repository, pair, tmp_path, before)

    assert merging.merge((ours,), (theirs,))

    changed = {
        (one.left.eid, one.right.eid) for one in (ours, theirs) if one.judgement.reviewer == "li"
    }
    kept = {one for one in before if (one.left.eid, one.right.eid) not in changed}
    assert merging.stored() == {*kept, ours, theirs}
    assert repository.fsck() == ()


def test_two_reviewers_who_disagree_are_both_kept(repository, pair, tmp_path):
    merging = Merging(repository, pair, tmp_path)

    assert merging.merge(
        (entry(1, 2, "li", grade=2, note="是"),), (entry(1, 2, "王", status="rejected", note="否"),)
    )

    assert verdict([one.judgement for one in merging.stored()]).disputed


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (entry(1, 2, "li", grade=2), entry(1, 2, "li", grade=1)),
        (entry(1, 2, "li", grade=2), entry(1, 2, "li", status="rejected")),
        (entry(1, 2, "li", grade=2), entry(1, 2, "li", note="别的")),
        (entry(3, 1, "li"), entry(3, 1, "li", status="rejected")),
        (entry(3, 1, "li"), entry(3, 2, "li")),
    ],
    ids=["grades", "yes and no", "grade and note", "a new link", "two new links in one gap"],
)
def test_one_reviewer_against_himself_is_a_conflict_that_is_told(
    repository, pair, tmp_path, ours, theirs
):
    merging = Merging(repository, pair, tmp_path, BEFORE)

    assert not merging.merge((ours,), (theirs,))

    git(repository.root, "commit", "-qam", "with the conflict in it")
    with pytest.raises(BadReviewFileError, match="git left a conflict"):
        merging.stored()
    assert [fault.code for fault in repository.fsck()] == ["review-file"]


def test_a_text_judged_anew_and_a_grade_changed_never_mix(repository, pair, tmp_path):
    """One of them judged the amended text, the other graded the old one: git must not put the grade
    on the amended text.
    """
    merging = Merging(repository, pair, tmp_path, (entry(1, 2, "li", grade=1, note="原文"),))
    amended = DocumentTexts.of(
        make("示例活动管理法", "2024-05-01", (RULES[0], RULES[1] + "并公布结果。", *RULES[2:]))
    )
    old = entry(1, 2, "li", grade=1, note="原文")
    anew = ReviewEntry(
        left=old.left,
        right=mark(amended.document, amended.document.articles[1]),
        judgement=old.judgement,
    )

    def replaced(review: Review) -> Review:
        return judge(lay(review, LEFT, amended), review, LEFT, amended, anew)

    planned = PlannedReview(
        left=pair[0],
        right=pair[1],
        changes={"li": replaced},
        texts=(LEFT, amended),
        summary="judged anew",
    )
    repository.write_review(planned)

    assert stored(repository, pair) == {anew}
    assert not merging.merge((), (entry(1, 2, "li", grade=2, note="原文"),))


def test_two_writers_at_once_lose_nothing(repository, pair):
    code = f"""
import sys; sys.path[:0] = [{str(Path(__file__).parent)!r}, {str(Path(__file__).parents[1])!r}]
from test_relations import *
repository = Repository.open({str(repository.root)!r}, lock_timeout=600)
pair = repository.find({pair[0].uri!r}), repository.find({pair[1].uri!r})
for left in (1, 2, 3):
    for right in (1, 2, 3, 4):
        say(repository, pair, entry(left, right, sys.argv[1]))
"""
    running = [subprocess.Popen([sys.executable, "-c", code, name]) for name in ("li", "王")]

    assert [process.wait(120) for process in running] == [0, 0]
    assert len(stored(repository, pair)) == 24


def damage(old: str, new: str):
    def plant(root: Path) -> None:
        text = (root / FILE).read_text()
        assert old in text
        (root / FILE).write_text(text.replace(old, new, 1))

    return plant


def moved(to: str):
    def plant(root: Path) -> None:
        (root / to).parent.mkdir(parents=True, exist_ok=True)
        (root / FILE).rename(root / to)

    return plant


def doubled(root: Path) -> None:
    text = (root / FILE).read_text()
    (root / FILE).write_text(
        text
        + text[text.index("[[link]]") : text.index("\n\n# ---- 第2条")].replace(
            "confirmed", "rejected"
        )
        + "\n"
    )


@pytest.mark.parametrize(
    ("plant", "code"),
    [
        (damage("format = 1", "format = 9"), "review-file"),
        (damage('"confirmed"', '"maybe"'), "review-file"),
        (damage("/akn/cn/", "/akn/xx/"), "review-work"),
        (damage('by = "li"', 'by = "wang"'), "reviewer"),
        (damage(f', text = "{entry(1, 2, "li").right.text}"', ""), "no-fingerprint"),
        (doubled, "judged-twice"),
        (moved("relations/a--b/li.toml"), "review-place"),
        (moved("relations/li.toml"), "stray"),
        (moved("relations/a--b/Li.toml"), "stray"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_fsck_finds_what_is_wrong_with_a_review(repository, pair, plant, code):
    say(repository, pair, entry(1, 2, "li"))
    plant(repository.root)
    git(repository.root, "add", "-A")
    git(repository.root, "commit", "-qm", "damaged")

    assert {fault.code for fault in repository.fsck()} == {code}


def test_merging_the_stored_reviews_is_what_is_read(repository, pair):
    say(repository, pair, entry(1, 2, "li"), entry(2, 3, "王"))
    read = repository.reviews(pair[0], [pair[1]])[pair[1].uri]

    assert merge(read, read) == read
    assert read.reviewers == ("li", "王")


@pytest.mark.parametrize("name", ["con", "aux", "lpt1"])
def test_no_file_of_a_reviewer_has_a_name_of_a_device(name: str) -> None:
    assert reviewer_slug(name).startswith(f"{name}-")
