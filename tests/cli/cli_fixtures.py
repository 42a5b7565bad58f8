"""A folder of invented texts, a repository, and the command line in this process."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from ready_repositories import copy_of
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
def laws(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the older version in it; the current folder."""
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    folder = copy_of("laws", partial(_store, texts / "old.txt"), tmp_path / "laws")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def pair(texts: Path) -> tuple[Path, Path]:
    """Both versions of the invented regulation."""
    return texts / "old.txt", texts / "new.txt"


@pytest.fixture
def two(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with both versions of the invented regulation; the current folder."""
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    made = partial(_store, texts / "old.txt", texts / "new.txt")
    folder = copy_of("two", made, tmp_path / "laws")
    monkeypatch.chdir(folder)
    return folder


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
def stored(files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the opinion and the law; the current folder."""
    monkeypatch.setenv("POLICYDIFF_LANG", "en")
    folder = copy_of("opinion and law", partial(_store, *files), tmp_path / "laws")
    monkeypatch.chdir(folder)
    return folder


def _store(*texts_and_folder: Path) -> None:
    """Make a repository in the last of these paths, with the texts before it."""
    *texts, folder = map(str, texts_and_folder)
    assert main(["init", folder]) == 0
    for text in texts:
        assert main(["-C", folder, "add", text, "-q"]) == 0
