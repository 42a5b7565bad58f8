"""WORK@@DATE where another text may have been in force: every command that takes such a name says
so. All texts are invented.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from ready_repositories import new_repository

import policydiff
from policydiff.cli.main import cli
from policydiff.store.repository import Repository

TITLE = "示例省渡口条例"
AUTHORITY = "示例省人民代表大会常务委员会"
FIRST = (
    f"{TITLE}\n（2016年3月1日{AUTHORITY}通过）\n第一条　渡口由船主养护，每年检修一次，检修的结果报村公所。\n"
    "第二条　学生过渡免收船钱。\n第三条　本条例自2016年5月1日起施行。\n"
)
SECOND = FIRST.replace(
    "通过）", f"通过　根据2025年3月1日{AUTHORITY}《关于修改〈{TITLE}〉的决定》修正）"
).replace("一次", "两次")
"""Its own text tells no day from which it applies, and the decision is not stored."""
DECISION = (
    f"{AUTHORITY}关于修改《{TITLE}》的决定\n（2018年3月1日{AUTHORITY}通过）\n会议决定对《{TITLE}》作如下修改：\n"
    f"将第二条中的“船钱”修改为“费用”。\n本决定自2018年5月1日起施行。\n《{TITLE}》根据本决定作相应修改，重新公布。\n"
)
LATER_DECISION = (
    DECISION.replace("2018年3月1日", "2025年3月1日")
    .replace("费用", "一切费用")
    .replace("本决定自2018年5月1日起施行。\n", "")
)
"""The same decision, taken anew; from when on is not told."""
ACT = DECISION.split("\n", maxsplit=1)[0]
OPEN, SETTLED = "2025-06-01", "2020-01-01"


def sentence(title: str, chosen: str) -> str:
    """What is told of a text that was chosen for the open day."""
    return f"presumed: {title}@2025-03-01 may have been in force on {OPEN} in place of {title}@{chosen}"


ONE_WORK = frozenset(("log", "link", "set", "remove", "report", "affected", "follow"))
"""These take a work, or one version by its own date: a day is refused."""
ONE_CLAUSE = frozenset(("history", "applicable"))
"""These take a clause."""
NO_TEXT = frozenset(("help", "check-return", "search", "sync"))
"""An argument of these is no name of a text, or one whose words are compared with a file's."""


def arguments() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each place where a command takes words of a person's choice: the command, the argument, and
    all arguments that the command needs with it.
    """
    with click.Context(cli) as context:
        for name in cli.list_commands(context):
            command = cli.get_command(context, name)
            assert command is not None
            found = [
                one
                for one in command.params
                if isinstance(one, click.Argument) and one.type is click.STRING
            ]
            for place, one in enumerate(found):
                needed = tuple(
                    str(other.name)
                    for other in found[: place + 1]
                    if other.required or other is one
                )
                later = tuple(str(other.name) for other in found[place + 1 :] if other.required)
                yield name, str(one.name), needed + later


DECISIONS = frozenset(("decision", "decisions"))
"""Arguments that want a decision."""
BESIDE = {
    "consolidate": ("decision.txt",),
    "diff": ("other.txt",),
    "OLD NEW": ("other.txt",),
    "relate": ("other.txt",),
}
"""What a command needs behind the argument that is tried."""
BEFORE = {
    "check-table": ("table.docx",),
    "comments": ("--comments", "comments.csv"),
    "package": ("-o", "board"),
}
"""What a command needs before its texts: a table that was made of them, a folder to write into."""


def line_of(command: str, argument: str, needed: tuple[str, ...], day: str) -> list[str]:
    """The words of a command line in which one argument names the text in force on a day."""
    name = f"{ACT if argument in DECISIONS else TITLE}@@{day}"
    words = [
        name if one == argument else "base.txt" if one == "base" else "other.txt" for one in needed
    ]
    return [
        command,
        *BEFORE.get(command, ()),
        *words,
        *(BESIDE.get(command, ()) if argument == needed[-1] and argument != "decisions" else ()),
    ]


ALL = [place for place in arguments() if place[0] not in NO_TEXT]
ANSWERED = [
    pytest.param(*place, id="-".join(place[:2]))
    for place in ALL
    if place[0] not in ONE_WORK | ONE_CLAUSE
]
REFUSED = [pytest.param(*place, id="-".join(place[:2])) for place in ALL if place[0] in ONE_WORK]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with both texts and both decisions, and files beside its folders: a decision,
    its base and another text.
    """
    folder = tmp_path_factory.mktemp("presumed")
    repository = Repository.init(folder)
    for text in (FIRST, SECOND, DECISION, LATER_DECISION):
        repository.add(policydiff.load(text.encode(), name="law.txt"), text.encode(), "law.txt")
    other = FIRST.replace("船钱", "费用").replace("2016年3月1日", "2019年3月1日")
    (folder / "comments.csv").write_text("条款,意见\n第一条,同意\n", encoding="utf-8")
    for name, text in (("decision", DECISION), ("base", FIRST), ("other", other)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def laws(stored: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The repository as the current folder. Nothing here changes it."""
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    monkeypatch.chdir(stored)
    return stored


def test_the_walk_meets_every_command_that_takes_a_name() -> None:
    walked = {place[0] for place in ALL}

    assert {
        "show",
        "export",
        "diff",
        "consolidate",
        "lint",
        "relate",
        "review",
        "pairs",
        "instruments",
        "instructions",
    } <= walked
    assert {"draft-amendment", "history", "blame", "cites", *ONE_WORK} <= walked


@pytest.mark.parametrize(("command", "argument", "needed"), ANSWERED)
def test_a_presumed_text_is_told_by_every_command(
    run, command: str, argument: str, needed: tuple[str, ...]
) -> None:
    told = sentence(ACT, "2018-03-01") if argument in DECISIONS else sentence(TITLE, "2016-03-01")
    if command == "check-table":
        texts = line_of(command, argument, needed, SETTLED)[2:]
        assert run("diff", *texts, "--profile", "law", "-o", "table.docx", "-q").code == 0
    presumed = run(*line_of(command, argument, needed, OPEN))
    certain = run(*line_of(command, argument, needed, SETTLED))

    assert (presumed.code, presumed.err.count(told)) == (6, 1), presumed.err
    assert (certain.code, "presumed" in certain.err) == (0, False), certain.err


@pytest.mark.parametrize(("clause", "code"), [("第一条", 6), ("第二条", 0)])
def test_a_clause_that_reads_the_same_in_every_text_is_certain(run, clause: str, code: int) -> None:
    found = run("history", f"{TITLE}@@{OPEN}#{clause}")
    certain = run("history", f"{TITLE}@@{SETTLED}#{clause}")

    assert (
        found.code,
        "presumed: which of these texts was in force on the day is not known" in found.err,
    ) == (code, code == 6), found.err
    assert (certain.code, "presumed" in certain.err) == (0, False), certain.err


@pytest.mark.parametrize(("command", "argument", "needed"), REFUSED)
def test_a_command_for_works_takes_no_day(
    run, command: str, argument: str, needed: tuple[str, ...]
) -> None:
    refused = run(
        *line_of(command, argument, needed, OPEN), *(["-o", "out"] if command == "report" else [])
    )

    assert refused.code in (2, 4), refused
    assert refused.out == ""


@pytest.mark.parametrize(
    "option",
    [
        ("consolidate", "base.txt", "decision.txt", "--against"),
        ("consolidate", "--chain", "base.txt", "decision.txt", "--against"),
    ],
)
def test_options_that_take_a_name_tell_it_too(run, option: tuple[str, ...]) -> None:
    presumed, certain = (run(*option, f"{TITLE}@@{day}") for day in (OPEN, SETTLED))

    assert presumed.err.count(sentence(TITLE, "2016-03-01")) == 1
    assert "presumed" not in certain.err


def test_the_works_of_a_day_are_told_one_by_one(run) -> None:
    presumed = run("relate", "other.txt", "--all", "--on", OPEN, "--format", "json")
    certain = run("relate", "other.txt", "--all", "--on", SETTLED, "--format", "json")

    assert (presumed.code, certain.code) == (6, 0)
    assert presumed.err.count(sentence(TITLE, "2016-03-01")) == 1
    assert {side["title"]: side["presumed"] for side in json.loads(presumed.out)["right"]}[
        TITLE
    ] is True
    assert not any(side["presumed"] for side in json.loads(certain.out)["right"])


@pytest.mark.parametrize("day", [OPEN, SETTLED])
def test_json_tells_which_side_is_presumed(run, day: str) -> None:
    name = f"{TITLE}@@{day}"
    said = {
        key: json.loads(run(*line, "--format", "json").out)
        for key, line in {
            "diff": ("diff", "other.txt", name),
            "draft": ("draft-amendment", "other.txt", name),
            "lint": ("lint", name),
            "relate": ("relate", name, "other.txt"),
            "consolidate": ("consolidate", name, "decision.txt"),
            "instruments": ("instruments", name),
            "instructions": ("instructions", f"{ACT}@@{day}"),
            "many": ("diff", "base.txt", "other.txt", name),
        }.items()
    }
    sides = [
        said["diff"]["left"],
        said["diff"]["right"],
        said["draft"]["new"],
        said["lint"]["document"],
        said["relate"]["left"],
    ]
    sides += [
        said["consolidate"]["base"],
        said["consolidate"]["document"],
        said["instruments"]["document"],
        said["instructions"]["decision"],
    ]
    sides += [said["many"]["comparisons"][1]["right"]]

    assert [side["presumed"] for side in sides] == [False, *[day == OPEN] * 9]


@pytest.mark.parametrize("form", ["html", "terminal", "markdown", "docx", "xlsx", "pdf"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_report_says_at_its_head_that_a_side_is_presumed(
    run, tmp_path: Path, form: str, language: str
) -> None:
    heads = {}
    for day in (OPEN, SETTLED):
        path = tmp_path / f"{day}.{form}"
        assert run(
            "diff", f"{TITLE}@@{day}", "other.txt", "-o", path, "--format", form, "--lang", language
        ).code in (0, 6)
        heads[day] = read(path, form)
    names, mark = (
        (("2016年通过", "2016年3月1日"), "，推定")
        if language == "zh"
        else (("adopted 2016", "2016-03-01"), ", presumed")
    )

    assert any(f"{name}{mark}" in heads[OPEN] for name in names)
    assert mark not in heads[SETTLED]
    told = {"en": "may have been in force on 2025-06-01", "zh": "2025-06-01 施行的也可能是"}[
        language
    ]
    assert (told in heads[OPEN], told in heads[SETTLED]) == (form != "pdf", False)


def read(path: Path, form: str) -> str:
    """All that a reader of the file can see, and its comments."""
    if form in ("docx", "xlsx"):
        with zipfile.ZipFile(path) as package:
            parts = [
                package.read(name).decode()
                for name in sorted(package.namelist())
                if name.endswith(".xml")
            ]
        return re.sub("<[^>]*>", "", "".join(parts))
    if form == "pdf":
        return re.sub(r"\s", "", policydiff.load(path).full_text()).replace(
            ",presumed", ", presumed"
        )
    return (
        re.sub("<[^>]*>", "", path.read_text(encoding="utf-8"))
        if form == "html"
        else path.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("form", ["terminal", "html", "docx", "markdown"])
def test_what_is_made_of_a_presumed_base_says_so(run, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"out.{form}"
    assert (
        run(
            "consolidate",
            f"{TITLE}@@{OPEN}",
            "decision.txt",
            "--report",
            "--format",
            form,
            "-o",
            path,
            "--lang",
            "zh",
        ).code
        == 6
    )

    assert re.search("施行、?推定、?示例省", re.sub(r"\s", "", read(path, form)))
    assert "2025-06-01 施行的也可能是" in read(path, form)


def test_a_presumed_provision_that_reads_the_same_is_certain(run) -> None:
    same, other = (
        run("show", f"{TITLE}@@{OPEN}#{place}", "--format", "json")
        for place in ("第二条", "第一条")
    )

    assert (same.code, other.code) == (0, 6)
    assert (json.loads(same.out)["presumed"], json.loads(other.out)["presumed"]) == (False, True)


def test_an_exported_file_does_not_keep_the_doubt_of_one_question(run, tmp_path: Path) -> None:
    """The file is the text of a version, whichever day was asked for."""
    asked, dated = tmp_path / "asked.xml", tmp_path / "dated.xml"

    assert run("export", f"{TITLE}@@{OPEN}", "-o", asked).code == 6
    assert run("export", f"{TITLE}@2016-03-01", "-o", dated).code == 0
    assert asked.read_bytes() == dated.read_bytes()
    assert (
        run("show", f"{TITLE}@@{OPEN}", "--format", "xml").out
        == run("show", f"{TITLE}@2016-03-01", "--format", "xml").out
    )


def test_quiet_keeps_the_exit_code(run) -> None:
    told = run("export", f"{TITLE}@@{OPEN}", "-q")

    assert (told.code, told.err) == (6, "")


def test_what_leads_to_another_work_is_one_text_in_every_format(run, tmp_path: Path) -> None:
    """By the day the trial text had given way to the final one."""
    trial = (
        FIRST.replace(TITLE, f"{TITLE}（试行）")
        .replace("2016年3月1日", "2010年3月1日")
        .replace("2016年5月1日", "2010年5月1日")
    )
    final = FIRST.replace("起施行。", f"起施行。《{TITLE}（试行）》同时废止。")
    root = new_repository(tmp_path / "laws").root
    for text in (trial, final):
        Repository.open(root).add(
            policydiff.load(text.encode(), name="law.txt"), text.encode(), "law.txt"
        )
    written = {form: tmp_path / f"text.{form}" for form in ("txt", "xml")}
    for path in written.values():
        assert run("-C", root, "export", f"{TITLE}@@2018-01-01", "-o", path).code == 0

    as_text, as_xml = (policydiff.load(path).full_text() for path in written.values())
    assert "同时废止" in as_text
    assert as_xml == as_text
