"""Other programs: alone, bounded, and gone afterwards."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from policydiff.reading.readers.safety.programs import ProgramFailedError, find_program, run_program


def test_nothing_of_our_environment_reaches_a_program(tmp_path, monkeypatch):
    monkeypatch.setenv("https_proxy", "http://proxy.invalid")
    monkeypatch.setenv("SECRET", "x")
    out = run_program(["env"], tmp_path, 10).decode()

    assert {line.partition("=")[0] for line in out.splitlines()} - {"PWD", "SHLVL", "_"} == {
        "PATH",
        "HOME",
        "TMPDIR",
        "LANG",
        "LC_ALL",
    }
    assert f"HOME={tmp_path}" in out


def test_a_slow_program_is_ended_with_all_that_it_started(tmp_path):
    script = "sleep 60 & echo $! > child; sleep 60"
    with pytest.raises(ProgramFailedError, match="no result within 1 second"):
        run_program(["sh", "-c", script], tmp_path, 1)

    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not _runs(child):
            break
        time.sleep(0.1)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return (
            Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
            != "Z"
        )
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_a_failure_says_what_the_program_said(tmp_path):
    with pytest.raises(ProgramFailedError, match="sh failed: no such thing"):
        run_program(["sh", "-c", "echo no such thing >&2; exit 3"], tmp_path, 10)
    with pytest.raises(ProgramFailedError, match="exit code 4"):
        run_program(["sh", "-c", "exit 4"], tmp_path, 10)
    with pytest.raises(ProgramFailedError, match=r"broke down \(signal 6\)"):
        run_program(["sh", "-c", "kill -6 $$"], tmp_path, 10)
    with pytest.raises(ProgramFailedError, match="cannot be started"):
        run_program([str(tmp_path / "absent")], tmp_path, 10)


def test_a_program_is_found_or_not():
    assert find_program("surely-no-program", "sh")
    assert find_program("surely-no-program") is None
