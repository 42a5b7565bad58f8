"""remove on the command line."""

from __future__ import annotations

from running_cli import one_line_on

NAME = "示例省图书借阅条例"


def test_a_version_is_removed_and_comes_back(laws, texts, run):
    run("add", texts / "new.txt", "-q")

    removed = run("remove", f"{NAME}@2023-06-02", "--reason", "误存")
    assert (removed.code, removed.out, removed.err) == (0, f"Remove {NAME} 2023-06-02\n", "")
    assert run("show", f"{NAME}@2023-06-02").code == 4
    assert run("fsck").code == 0

    assert run("undo", "--lang", "zh").out == f"撤销：移除 {NAME} 2023-06-02\n"
    assert run("show", f"{NAME}@2023-06-02").code == 0


def test_what_hangs_on_a_version_is_named_in_one_line_and_goes_when_asked(laws, texts, run):
    run("add", texts / "new.txt", "-q")
    run("link", NAME, "2019-03-01#第一条", "2023-06-02#第二条")

    refused = run("remove", f"{NAME}@2023-06-02")
    assert refused.code == 2
    assert one_line_on(refused.err)
    assert "the link of 2019-03-01#art_1 and 2023-06-02#art_2" in refused.err
    chinese = run("remove", f"{NAME}@2023-06-02", "--lang", "zh").err
    assert "认定 2019-03-01#art_1 与 2023-06-02#art_2 同为一条" in chinese

    removed = run("remove", f"{NAME}@2023-06-02", "--with-dependents")
    assert removed.code == 0
    assert removed.err == "the link of 2019-03-01#art_1 and 2023-06-02#art_2\n"
    assert run("fsck").code == 0


def test_what_is_not_there_cannot_be_removed(laws, run):
    assert run("remove", "没有的法").code == 4
    assert run("remove", f"{NAME}@2001-01-01").code == 4
    assert run("remove", f"{NAME}@@2020-01-01").code == 2
