"""Commands start few processes of git: each takes as long as reading a law."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from cached import cache_file

NAME = "示例省图书借阅条例"
READING = {
    "show": (["show", NAME], 4),
    "show a day": (["show", f"{NAME}@@2024-01-01#第二条"], 3),
    "list": (["list"], 3),
    "log": (["log"], 6),
    "diff": (["diff", f"{NAME}@2019-03-01", f"{NAME}@2023-06-02", "--format", "json"], 6),
    "history": (["history", f"{NAME}#第二条"], 7),
    "cites": (["cites", NAME], 4),
}
"""Commands that read, and the most processes of git that each starts."""


@pytest.fixture
def starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a line for each process of git that starts from now on."""
    program, folder, told = shutil.which("git"), tmp_path / "programs", tmp_path / "starts.txt"
    folder.mkdir()
    (folder / "git").write_text(f'#!/bin/sh\necho "$*" >> "{told}"\nexec "{program}" "$@"\n')
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    told.write_text("")
    return told


@pytest.mark.parametrize("name", READING)
def test_reading_command_starts_few_processes(run, two, starts, name):
    words, most = READING[name]
    assert run("list").code == 0
    starts.write_text("")

    outcome = run(*words)

    assert outcome.code in (0, 1), outcome.err
    assert 0 < len(starts.read_text().splitlines()) <= most


def test_first_look_after_a_change_starts_six_at_most(run, two, starts):
    assert run("list").code == 0
    assert run("set", NAME, "--alias", "借阅条例").code == 0
    starts.write_text("")

    assert run("show", f"{NAME}@@2024-01-01#第二条").code == 0
    assert len(starts.read_text().splitlines()) <= 6


def test_first_look_at_a_new_work_starts_six_at_most(run, two, texts, starts):
    other = texts / "other.txt"
    other.write_text(
        (texts / "new.txt").read_text(encoding="utf-8").replace("图书", "期刊"), "utf-8"
    )
    assert run("list").code == 0
    assert run("add", other, "-q").code == 0
    starts.write_text("")

    assert run("show", "示例省期刊借阅条例@@2024-01-01#第二条").code == 0
    assert len(starts.read_text().splitlines()) <= 6


def test_first_look_of_all_starts_six_at_most(run, two, starts):
    cache_file(two).unlink()

    assert run("show", f"{NAME}@@2024-01-01#第二条").code == 0
    assert len(starts.read_text().splitlines()) <= 6
