"""undo on the command line."""

from __future__ import annotations

from running_cli import one_line_on


def test_undo_takes_back_the_last_addition_and_then_itself(laws, texts, run):
    assert run("add", texts / "new.txt", "-q").code == 0

    undone = run("undo")
    assert (undone.code, undone.out, undone.err) == (
        0,
        "Undo: Add 示例省图书借阅条例 2023-06-02\n",
        "",
    )
    assert run("show", "示例省图书借阅条例@2023-06-02").code == 4

    assert run("undo", "--lang", "zh").out == "恢复：存入 示例省图书借阅条例 2023-06-02\n"
    assert run("show", "示例省图书借阅条例@2023-06-02").code == 0
    assert run("fsck").code == 0


def test_undo_refuses_what_is_no_change_of_ours(tmp_path, run):
    run("init", tmp_path / "empty")

    refused = run("-C", tmp_path / "empty", "undo")

    assert refused.code == 2
    assert one_line_on(refused.err)
    assert "Make the repository" in refused.err


def test_undo_needs_a_repository(tmp_path, run, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert run("undo").code == 4
