"""set on the command line."""

from __future__ import annotations

from running_cli import one_line_on

NAME = "示例省图书借阅条例"


def test_the_day_of_force_is_set_shown_and_taken_back(laws, run):
    done = run("set", f"{NAME}@2019-03-01", "--in-force", "2019-07-01", "--reason", "公报所载")
    assert (done.code, done.out) == (0, f"Set facts of {NAME} 2019-03-01\n")
    assert done.err == "entry into force: 2019-07-01 (before: 2019-05-01)\n"

    assert run("show", f"{NAME}@@2019-06-01").code == 4
    assert run("show", f"{NAME}@@2019-07-02").code == 0
    assert run("set", NAME, "--in-force", "2019-07-01").out == f"{NAME} unchanged\n"
    assert run("undo").code == 0
    assert run("show", f"{NAME}@@2019-06-01").code == 0
    assert run("fsck").code == 0


def test_several_facts_and_names_at_once_in_chinese(laws, run):
    done = run(
        "set",
        NAME,
        "--adopted",
        "2019-03-02",
        "--number",
        "示令第1号",
        "--alias",
        "借阅条例",
        "--alias",
        "借书条例",
        "--lang",
        "zh",
    )

    assert done.out == f"更正信息 {NAME} 2019-03-02\n"
    assert done.err.splitlines() == [
        "文号：示令第1号（原为未知）",
        "通过日期：2019-03-02（原为2019-03-01）",
        "别名：借阅条例",
        "别名：借书条例",
    ]
    assert run("show", "借书条例@2019-03-02").code == 0
    assert run("fsck").code == 0


def test_nothing_to_set_and_no_date_are_wrong_usage(laws, run):
    for arguments in ((), ("--in-force", "soon"), ("--kind", "novel")):
        refused = run("set", NAME, *arguments)
        assert refused.code == 2
        assert one_line_on(refused.err)
    assert run("set", "没有的法", "--in-force", "2019-07-01").code == 4
