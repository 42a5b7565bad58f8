"""The frozen repository, and the command line in this process."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from policydiff.cli.main import main

sys.path.insert(0, str(Path(__file__).parent))

from restoring import restore

Said = tuple[int, str, str]
"""The exit code, what stands on stdout and what on stderr."""


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen repository, for those who only read it."""
    return restore(tmp_path_factory.mktemp("frozen") / "laws")


@pytest.fixture
def laws(untouched: Path, tmp_path: Path) -> Path:
    """A copy of the frozen repository."""
    return Path(shutil.copytree(untouched, tmp_path / "laws"))


@pytest.fixture
def run(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    """Run a command line in this process on a day, in English unless it asks for another language."""
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    monkeypatch.setenv("POLICYDIFF_TODAY", "2026-11-27")

    def command(*arguments: object) -> Said:
        capsysbinary.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return command
