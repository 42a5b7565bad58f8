"""policydiff timeline, as a person uses it."""

from __future__ import annotations

import json
import subprocess

from json_schemas import validate
from running_cli import one_line_on

FILES = ("git", "ls-tree", "-rz", "--name-only", "timeline")


def test_a_summary_for_a_person_and_the_commits_for_a_program(run, laws, texts):
    assert run("add", texts / "new.txt", "-q").code == 0

    said = run("timeline")
    listed = json.loads(run("timeline", "--format", "json").out)

    tip = subprocess.run(
        ["git", "rev-parse", "timeline"], check=True, capture_output=True, text=True
    ).stdout.strip()
    assert (said.code, said.err) == (0, "")
    assert (
        said.out
        == f"refs/heads/timeline: 2 versions in the law's order, 0 commits as before, 2 new; tip {tip[:12]}\n"
    )
    assert (listed["type"], listed["ref"], listed["kept"]) == ("timeline", "refs/heads/timeline", 2)
    assert [(one["date"], one["title"]) for one in listed["commits"]] == [
        ("2019-03-01", "示例省图书借阅条例"),
        ("2023-06-02", "示例省图书借阅条例"),
    ]
    assert listed["commits"][-1]["id"] == listed["tip"] == tip
    assert {one["path"] for one in listed["commits"]} == {
        subprocess.run(FILES, check=True, capture_output=True, text=True).stdout.strip("\0")
    }
    validate(listed, "timeline")


def test_in_chinese(run, laws):
    said = run("timeline", "--lang", "zh", "--work", "示例省图书借阅条例", "--branch", "图书")

    assert said.out.startswith(
        "refs/heads/图书：按法律自身的时间顺序写入 1 个文本，沿用提交 0 个，新写 1 个；末端 "
    )


def test_what_cannot_be_done_is_one_line_and_a_code(run, laws, tmp_path):
    wrong = run("timeline", "--branch", "main")
    unknown = run("timeline", "--work", "没有这部法")
    assert run("init", tmp_path / "empty").code == 0
    empty = run("-C", tmp_path / "empty", "timeline")

    assert [wrong.code, unknown.code, empty.code] == [2, 4, 4]
    assert all(one_line_on(done.err) and done.out == "" for done in (wrong, unknown, empty))


BOOKS = "示例省图书借阅条例"
OTHER = "示例省渡口办法\n（2020年3月1日示例省人民政府通过）\n第一条　渡口由船主养护，每年检修一次。\n第二条　本办法自2020年5月1日起施行。\n"


def checked(run) -> list[str]:
    """What `fsck` tells of timelines."""
    done = run("fsck")
    assert (done.code, done.out) == (0, "")
    return [
        line.removeprefix("the branch ")
        for line in done.err.splitlines()
        if line.startswith("the branch ")
    ]


def test_fsck_tells_of_every_timeline_whether_it_is_behind(run, laws, texts, tmp_path):
    assert checked(run) == []
    assert (
        run("timeline", "-q").code
        == run("timeline", "--work", BOOKS, "--branch", "books", "-q").code
        == 0
    )
    subprocess.run(["git", "branch", "mine"], check=True)
    sound = "was checked too: commits: 1, every stored version of its works is in it"
    assert checked(run) == [f"books {sound}", f"timeline {sound}"]

    assert run("add", texts / "new.txt", "-q").code == 0
    behind = "was checked too: commits: 1, behind what is stored now (`policydiff timeline` builds it again)"
    assert checked(run) == [f"books {behind}", f"timeline {behind}"]

    (tmp_path / "other.txt").write_text(OTHER, encoding="utf-8")
    assert run("add", tmp_path / "other.txt", "-q").code == run("timeline", "-q").code == 0
    assert checked(run) == [
        f"books {behind}; works that are not in it: 1",
        "timeline was checked too: commits: 3, every stored version of its works is in it",
    ]


def test_fsck_sees_that_a_text_was_corrected_since(run, laws, texts):
    assert run("timeline", "-q").code == 0
    corrected = (texts / "old.txt").read_text(encoding="utf-8").replace("。", "；", 1)
    (texts / "old.txt").write_text(corrected, encoding="utf-8")
    assert run("add", texts / "old.txt", "--correct", "-q").code == 0

    assert ["behind" in line for line in checked(run)] == [True]
