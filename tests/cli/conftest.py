"""A folder of invented texts, a repository, and the command line in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from policydiff.cli.main import main

sys.path.insert(0, str(Path(__file__).parent))

from running_cli import NEW, OLD, Outcome


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with two versions of an invented regulation."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "old.txt").write_text(OLD, encoding="utf-8")
    (folder / "new.txt").write_text(NEW, encoding="utf-8")
    return folder


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Outcome]:
    """Run the command line in this process."""

    def command(*arguments: object) -> Outcome:
        capsysbinary.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Outcome(code, out.decode(), err.decode())

    return command


@pytest.fixture
def laws(
    texts: Path, tmp_path: Path, run: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A repository with the older version in it; the current folder."""
    folder = tmp_path / "laws"
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    assert run("init", folder).code == 0
    assert run("-C", folder, "add", texts / "old.txt", "-q").code == 0
    monkeypatch.chdir(folder)
    return folder
