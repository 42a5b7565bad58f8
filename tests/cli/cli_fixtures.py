"""A folder of invented texts, a repository, and the command line in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from relating_texts import write
from running_cli import NEW, OLD, Outcome

from policydiff.cli.main import main


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


@pytest.fixture
def pair(texts: Path) -> tuple[Path, Path]:
    """Both versions of the invented regulation."""
    return texts / "old.txt", texts / "new.txt"


@pytest.fixture
def two(laws: Path, texts: Path, run: Callable[..., Outcome]) -> Path:
    """A repository with both versions of the invented regulation; the current folder."""
    assert run("add", texts / "new.txt", "-q").code == 0
    return laws


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """An invented opinion and a law to relate."""
    return write(tmp_path / "texts")


@pytest.fixture
def here(files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the files is the current one, and nobody is named."""
    monkeypatch.chdir(files[0].parent)
    monkeypatch.delenv("POLICYDIFF_REVIEWER", raising=False)


@pytest.fixture
def stored(
    files: tuple[Path, Path],
    tmp_path: Path,
    run: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A repository with the opinion and the law; the current folder."""
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    folder = tmp_path / "laws"
    run("init", folder)
    for path in files:
        assert run("-C", folder, "add", path, "-q").code == 0
    monkeypatch.chdir(folder)
    return folder
