"""The law's own history, read with git as a person would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from making import git, make, store
from ready_repositories import new_repository

from policydiff.model.document import Block, Document, Table
from policydiff.model.source import SourceCell
from policydiff.model.version import Amendment, Dates
from policydiff.store.repository import Repository
from policydiff.tracing.actions.timeline import NothingStoredError, law_text, timeline
from policydiff.works.session import Session

TITLE = "中华人民共和国示例贸易法"
FILE = "cn/law/示例贸易法.txt"
OLD = ("为了规范示例活动，制定本法。", "示例活动应当遵守法律。", "违反本法规定的，处一万元罚款。")
NEW = (*OLD[:2], "违反本法规定的，处五万元罚款。")
DECISION = Amendment(
    word="修正", date="2022-12-30", decision="关于修改《中华人民共和国示例贸易法》的决定"
)


def first() -> Document:
    return make(
        TITLE,
        "1954-09-20",
        OLD,
        dates=Dates(adopted="1954-09-20", promulgated="1954-09-20", in_force="1954-10-01"),
    )


def second() -> Document:
    dates = Dates(adopted="2022-12-30", promulgated="2022-12-30")
    return make(
        TITLE,
        "2022-12-30",
        NEW,
        dates=dates,
        original_dates=Dates(adopted="1954-09-20"),
        amendments=(DECISION,),
    )


def other(date: str | None = "1999-01-01", title: str = "另一部示例法") -> Document:
    return make(title, date, (title, str(date)))


def filled(root: Path, *documents: Document) -> Repository:
    repository = new_repository(root)
    for document in documents:
        store(repository, document)
    return repository


@pytest.fixture
def laws(tmp_path: Path) -> Repository:
    """Two works, their three versions added out of order."""
    return filled(tmp_path / "laws", second(), other(), first())


def trailer(root: Path, name: str) -> list[str]:
    return git(
        root,
        "log",
        "--reverse",
        f"--format=%(trailers:key={name},valueonly,separator=)",
        "timeline",
    ).splitlines()


def test_one_commit_a_version_in_the_order_of_the_law(laws: Repository) -> None:
    made = timeline(Session(repository=laws.root))

    subjects = git(laws.root, "log", "--reverse", "--format=%s", "timeline").splitlines()
    assert subjects == [
        "示例贸易法：制定",
        "另一部示例法",
        "示例贸易法：修正（《关于修改〈中华人民共和国示例贸易法〉的决定》）",
    ]
    assert tuple(subjects) == made.subjects
    assert trailer(laws.root, "Law-Date") == ["1954-09-20", "1999-01-01", "2022-12-30"]
    assert trailer(laws.root, "Law-Date-Basis") == ["promulgated"] * 3
    assert trailer(laws.root, "In-Force") == ["1954-10-01", "", ""]
    assert trailer(laws.root, "Version") == ["1954-09-20", "1999-01-01", "2022-12-30"]
    assert trailer(laws.root, "Work") == [step.work.uri for step in made.steps]
    assert trailer(laws.root, "Source-SHA256") == [
        step.work.sources_of(step.version.date)[0].sha256 for step in made.steps
    ]


def test_blame_and_diff_speak_of_the_clause(laws: Repository) -> None:
    made = timeline(Session(repository=laws.root))

    blamed = git(
        laws.root, "blame", "-w", "-s", "-l", "--root", "timeline", "--", FILE
    ).splitlines()
    came = {line.split(") ", 1)[1]: line[:40] for line in blamed}
    assert came[OLD[1]] == made.rebuilt.commits[0]
    assert came[NEW[2]] == made.rebuilt.commits[2]
    changed = git(
        laws.root, "diff", "-U0", made.rebuilt.commits[0], "timeline", "--", FILE
    ).splitlines()
    assert [line for line in changed if line[0] in "+-" and line[:3] not in ("+++", "---")] == [
        f"-{OLD[2]}",
        f"+{NEW[2]}",
    ]
    words = git(
        laws.root,
        "diff",
        "--word-diff=plain",
        "--word-diff-regex=.",
        made.rebuilt.commits[0],
        "timeline",
        "--",
        FILE,
    )
    assert "处[-一-]{+五+}万元罚款。" in words


def test_blame_sees_through_a_renumbering(tmp_path: Path) -> None:
    texts = (
        "借书应当登记。\n代借的，还应当出示委托书。",
        "逾期不还的，停借一个月。\n情节严重的，停借一年。",
    )
    old, new = (
        make(TITLE, f"{year}-01-01", said)
        for year, said in ((2001, texts), (2011, ("读者应当爱护图书。", *texts)))
    )
    repository = filled(tmp_path / "laws", old, new)
    made = timeline(Session(repository=repository.root))

    blamed = git(
        repository.root, "blame", "-s", "-l", "--root", "timeline", "--", FILE
    ).splitlines()
    came = {line.split(") ", 1)[1]: made.rebuilt.commits.index(line[:40]) for line in blamed}

    assert [came[line] for text in texts for line in text.split("\n")] == [0, 0, 0, 0]
    assert came["读者应当爱护图书。"] == 1


def test_the_same_versions_give_the_same_ids_everywhere(laws: Repository, tmp_path: Path) -> None:
    """Other order of adding, other clock, other home, time zone and language."""
    ids = timeline(Session(repository=laws.root)).rebuilt.commits
    twin = filled(tmp_path / "twin", first(), second(), other())
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / ".gitconfig").write_text(
        "[user]\n\tname = 张三\n\temail = z@example.org\n[i18n]\n\tcommitEncoding = GBK\n"
    )
    strange = {
        "TZ": "America/St_Johns",
        "LC_ALL": "C",
        "LANG": "C",
        "HOME": str(tmp_path / "home"),
        "GIT_AUTHOR_NAME": "李四",
    }
    subprocess.run(["git", "clone", "-q", twin.root, tmp_path / "clone"], check=True)

    for root in (twin.root, tmp_path / "clone"):
        said = subprocess.run(
            [sys.executable, "-m", "policydiff", "-C", root, "timeline", "--format", "json"],
            env=os.environ | strange,
            check=True,
            capture_output=True,
        )
        assert tuple(one["id"] for one in json.loads(said.stdout)["commits"]) == ids
        assert said.stderr == b""


def test_a_later_version_leaves_the_ids_before_it(laws: Repository) -> None:
    ids = timeline(Session(repository=laws.root)).rebuilt.commits
    store(laws, other("2010-05-05"))

    made = timeline(Session(repository=laws.root)).rebuilt

    assert (made.unchanged, made.commits[:2]) == (2, ids[:2])
    assert len(made.commits) == 4


def test_what_happened_is_said_where_the_text_tells_it(tmp_path: Path) -> None:
    """A second text without a word of its making, a draft, and an act that amends."""
    passed = Dates(adopted="2020-02-02", promulgated="2020-02-02")
    repository = filled(
        tmp_path / "laws",
        first(),
        make(TITLE, "1990-01-01", NEW, dates=Dates(adopted="1990-01-01", promulgated="1990-01-01")),
        make("关于修改示例法的决定", "2020-02-02", OLD, dates=passed, kind="decision"),
        make("示例草案法", "2021-01-01", OLD, stage="征求意见稿"),
    )

    assert timeline(Session(repository=repository.root)).subjects == (
        "示例贸易法：制定",
        "示例贸易法",
        "关于修改示例法的决定：通过",
        "示例草案法：征求意见稿",
    )


def test_some_works_only_on_a_branch_of_their_own(laws: Repository) -> None:
    timeline(Session(repository=laws.root))
    made = timeline(Session(repository=laws.root), ["示例贸易法", TITLE], "trade")

    assert [step.version.date for step in made.steps] == ["1954-09-20", "2022-12-30"]
    assert git(
        laws.root, "-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "trade"
    ).splitlines() == [FILE]
    assert len(git(laws.root, "rev-list", "timeline").split()) == 3


def test_a_version_without_a_date_stands_first(laws: Repository) -> None:
    store(laws, other(None, "无日期示例法"))

    assert timeline(Session(repository=laws.root)).steps[0].version.date is None
    assert trailer(laws.root, "Law-Date")[0] == "undated"
    assert trailer(laws.root, "Law-Date-Basis")[0] == ""


HOSTILE = [
    "../../.git/config",
    ".git",
    "甲\n\nTimeline-Format: 9\nWork: /forged",
    'a"b\\c\td',
    "/etc/passwd",
    "CON",
    "\u202e法",
    "长" * 300,
]


def test_hostile_titles_stay_in_their_folder_and_on_their_line(tmp_path: Path) -> None:
    repository = filled(
        tmp_path / "laws",
        *(other(f"2001-01-{day:02}", title) for day, title in enumerate(HOSTILE, 1)),
    )

    made = timeline(Session(repository=repository.root))

    paths = git(repository.root, "ls-tree", "-r", "-z", "--name-only", "timeline").split("\0")[:-1]
    assert len(paths) == len(set(paths)) == len(made.steps) == len(HOSTILE)
    assert all(
        path.startswith("cn/law/") and path.count("/") == 2 and path.endswith(".txt")
        for path in paths
    )
    assert trailer(repository.root, "Work") == [step.work.uri for step in made.steps]
    assert set(trailer(repository.root, "Timeline-Format")) == {"1"}
    git(repository.root, "fsck", "--strict", "--full")
    assert repository.fsck() == ()


def test_two_works_of_one_name_have_two_files(tmp_path: Path) -> None:
    repository = filled(tmp_path / "laws", other("2001-01-01"))
    store(repository, make("另一部：示例法", "2005-01-01", ("别的。",)))
    store(repository, make("另一部-示例法", "2003-01-01", ("又一个。",)))

    timeline(Session(repository=repository.root))

    paths = git(
        repository.root, "-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "timeline"
    ).splitlines()
    assert sorted(paths) == [
        "cn/law/另一部-示例法-2.txt",
        "cn/law/另一部-示例法.txt",
        "cn/law/另一部示例法.txt",
    ]
    newest = git(repository.root, "show", "timeline:cn/law/另一部-示例法-2.txt")
    assert "别的。" in newest


def test_the_text_has_a_line_for_each_row_of_a_table() -> None:
    rows = (
        (SourceCell(text="甲\n乙"), SourceCell(text="一")),
        (SourceCell(text="丙"), SourceCell(text="二\r三")),
    )
    document = make(texts=("见表。",))
    text = law_text(
        Document(
            title="示例",
            kind="law",
            dialect="cn_law",
            body=(*document.body, Table(rows=rows), Block(text="尾\r。")),
        )
    )

    assert text == "示例\n第1条\n见表。\n甲 乙\t一\n丙\t二 三\n尾 。\n"


def test_an_empty_repository_has_no_timeline(tmp_path: Path) -> None:
    repository = filled(tmp_path / "laws")

    with pytest.raises(NothingStoredError):
        timeline(Session(repository=repository.root))
