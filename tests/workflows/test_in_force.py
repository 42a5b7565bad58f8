"""The version in force on a day, by its own text or by the stored decision that led to it. All texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

import policydiff
from policydiff.model.plugins import ReportOptions
from policydiff.reports.history import terminal
from policydiff.store.repository import Repository
from policydiff.store.versions import NotInForceError
from policydiff.workflows.history import history
from policydiff.workflows.lineage import in_force
from policydiff.workflows.show import show

TITLE = "示例省渡口条例"
DECISION = f"示例省人民代表大会常务委员会关于修改《{TITLE}》的决定"
FIRST = (
    f"{TITLE}\n（2016年3月1日示例省人民代表大会常务委员会通过）\n第一条　渡口由船主养护，每年检修一次，检修的结果报村公所。\n"
    "第二条　学生过渡免收船钱。\n第三条　本条例自2016年5月1日起施行。\n"
)
SECOND = FIRST.replace("通过）", f"通过　根据2025年3月1日示例省人民代表大会常务委员会《关于修改〈{TITLE}〉的决定》修正）").replace(
    "一次", "两次"
)
ORDER = (
    f"{DECISION}\n（2025年3月1日示例省人民代表大会常务委员会通过）\n会议决定对《{TITLE}》作如下修改：\n"
    f"将第一条中的“一次”修改为“两次”。\n本决定自2026年1月1日起施行。\n《{TITLE}》根据本决定作相应修改，重新公布。\n"
)


def add(repository: Repository, *texts: str) -> Repository:
    for text in texts:
        repository.add(policydiff.load(text.encode(), name="law.txt"), text.encode(), "law.txt")
    return repository


@pytest.fixture
def laws(tmp_path: Path) -> Repository:
    return Repository.init(tmp_path / "laws")


def chosen(repository: Repository, day: str) -> tuple[str | None, tuple[str, ...]]:
    found = in_force(repository, repository.find(TITLE), day)
    return found.date, found.notes


@pytest.mark.parametrize(
    ("day", "version", "notes"),
    [
        ("2020-01-01", "2016-03-01", ()),
        ("2025-12-31", "2016-03-01", ()),
        ("2026-01-01", "2025-03-01", (f"it came into force on 2026-01-01, as {DECISION} says",)),
    ],
)
def test_the_stored_decision_tells_from_when_on_the_amended_version_applies(laws, day, version, notes):
    assert chosen(add(laws, FIRST, SECOND, ORDER), day) == (version, notes)


def test_without_the_decision_it_is_unknown(laws):
    silent = ("the version of 2025-03-01 is later, but when it came into force is unknown",)

    assert chosen(add(laws, FIRST, SECOND), "2026-02-01") == ("2016-03-01", silent)


def test_a_decision_that_tells_no_day_changes_nothing(laws):
    undated = ORDER.replace("本决定自2026年1月1日起施行。\n", "")
    date, notes = chosen(add(laws, FIRST, SECOND, undated), "2026-02-01")

    assert (date, len(notes)) == ("2016-03-01", 1)


def test_a_name_with_a_day_finds_it_and_says_so(laws):
    found, shown = show(f"{TITLE}@@2026-01-01#第一条", add(laws, FIRST, SECOND, ORDER).root)

    assert "两次" in shown.text
    assert found.notes[0] == f"in force on 2026-01-01: {TITLE}@2025-03-01"
    assert DECISION in found.notes[1]


@pytest.mark.parametrize(
    ("texts", "day", "why"),
    [
        ((FIRST,), "2016-04-01", "2016-03-01 not before 2016-05-01"),
        ((FIRST, SECOND), "2016-04-01", "2016-03-01 not before 2016-05-01"),
        ((FIRST.replace("第三条　本条例自2016年5月1日起施行。\n", ""),), "2020-01-01", "2016-03-01 at an unknown date"),
        ((FIRST.replace("第三条　本条例自2016年5月1日起施行。\n", ""),), "2010-01-01", "the oldest is of 2016-03-01"),
    ],
)
def test_why_none_was_in_force(laws, texts, day, why):
    with pytest.raises(NotInForceError, match=f"in force on {day}: {why}; ask for WORK@DATE"):
        chosen(add(laws, *texts), day)


def test_history_tells_the_day_of_the_decision(laws):
    found = history(f"{TITLE}#第一条", add(laws, FIRST, SECOND, ORDER).root)
    shown = terminal.render(found, ReportOptions(language="zh", width=200)).decode()

    assert found.to_dict()["versions"][1]["decision"]["in_force"] == "2026-01-01"
    assert "2026年1月1日起施行" in shown
