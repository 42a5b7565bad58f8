"""What sync and follow print, and their exit codes. All texts are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from histories import write
from running_cli import NEW, OLD


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    write(folder, neu=NEW, old=OLD)
    return folder


def test_without_a_source_a_line_names_the_way(laws, run):
    done = run("sync")
    assert (done.code, done.out) == (2, "")
    assert "policydiff sync --add NAME FOLDER" in done.err


def test_a_source_is_added_read_and_removed(laws, inbox, run):
    first = run("sync", "--add", "inbox", inbox)
    assert (first.code, first.err) == (0, "")
    assert first.out == (
        f"inbox ({inbox})\n  new: 示例省图书借阅条例@2023-06-02\n  new: 1, unchanged: 1\n"
    )
    assert run("sync").out == f"inbox ({inbox})\n  no change; unchanged: 2\n"
    assert run("sync", "inbox", "--remove").out == "source removed: inbox\n"
    assert run("sync").code == 2
    assert run("sync", "inbox").code == 2
    assert run("fsck").code == 0


def test_refused_and_unavailable_are_named_and_no_change_is_not_claimed(laws, inbox, run):
    write(inbox, other=OLD.replace("五册", "七册"))
    (inbox / "link.txt").symlink_to("/etc/hostname")

    done = run("sync", inbox)

    assert done.code == 6
    assert done.out.splitlines()[-1] == "  new: 1, unchanged: 1, refused: 1, not available: 1"
    refused, *details, missing = done.err.splitlines()
    assert refused.startswith(
        f"refused: {inbox}/other.txt: 示例省图书借阅条例@2019-03-01 is stored"
    )
    assert details
    assert missing == "not available: link.txt: a symbolic link, not followed"
    again = run("sync", inbox)
    assert again.code == 6
    assert again.out.splitlines()[-1] == (
        "  new: 0, unchanged: 2, refused before and not tried again (--again does): 1, not available: 1"
    )


def test_a_vanished_folder_is_no_change(laws, inbox, run):
    run("sync", "--add", "inbox", inbox)
    for path in inbox.iterdir():
        path.unlink()
    inbox.rmdir()

    done = run("sync")

    assert done.code == 6
    assert "no change" not in done.out
    assert done.err == f"not available: {inbox}: there is no such folder\n"


def test_a_dry_run_says_so(laws, inbox, run):
    done = run("sync", inbox, "--dry-run")
    assert done.out.splitlines()[1:] == [
        "  new: 示例省图书借阅条例@2023-06-02",
        "  new: 1, unchanged: 1",
        "nothing was stored (--dry-run)",
    ]
    assert "2023-06-02" not in run("log", "示例省图书借阅条例").out


def test_as_json(laws, inbox, run):
    value = json.loads(run("sync", inbox, "--format", "json").out)
    (source,) = value["sources"]
    assert (value["type"], value["complete"], source["unchanged"]) == ("sync", True, 1)
    assert [text["name"] for text in source["new"]] == ["示例省图书借阅条例@2023-06-02"]


def test_in_chinese(laws, inbox, run):
    assert run("sync", inbox, "--lang", "zh").out.splitlines()[1:] == [
        "  新存入：示例省图书借阅条例@2023-06-02",
        "  新存入：1，未变：1",
    ]


@pytest.mark.parametrize(
    "arguments",
    [("nowhere",), ("--add", "a"), ("--add", "a/b", "."), ("--remove",), ("--since", "soon")],
)
def test_mistakes_are_one_line(laws, run, arguments):
    done = run("sync", *arguments)
    assert (done.code, done.out) == (2, "")


def test_follow_lists_begins_and_stops(laws, run):
    assert run("follow").err == "no work is followed; `policydiff follow WORK` begins to\n"
    begun = run("follow", "示例省图书借阅条例")
    assert begun.out.startswith("示例省图书借阅条例, since ")
    assert json.loads(run("follow", "--format", "json").out)["works"][0]["work"] == (
        "示例省图书借阅条例"
    )
    assert run("follow", "示例省图书借阅条例", "--stop").out == ""
    assert run("follow", "示例省图书借阅条例", "--stop").code == 4
    assert run("follow", "--stop").code == 2
