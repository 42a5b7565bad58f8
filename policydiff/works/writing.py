"""write: write bytes to a file, whole or not at all."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path

from policydiff.errors import InputError, UsageError, code_of_writing, words_of
from policydiff.messages import Message
from policydiff.report import formats
from policydiff.store.git.files import open_folder

_BEGINNING = ".policydiff-"
_UNFINISHED = re.compile(re.escape(_BEGINNING) + r"(?:[0-9a-f]{16}|\d+\.tmp)")
_DEAD = 60.0
"""Seconds after which an unfinished file that no process holds was left by one that was killed."""


class UnwritableFileError(InputError):
    """The file cannot be written.

    Exit code 74 where the system refuses, 3 where the name is no place for a file.
    """

    def __init__(self, path: Path, why: Message, error: OSError | None = None) -> None:
        super().__init__(Message("{path}: {why}", path=path, why=why))
        if error is not None:
            self.exit_code = code_of_writing(error, self.exit_code)


class UnknownEndingError(UsageError):
    """The ending of the output's name stands for no format."""

    def __init__(self, path: Path, endings: Iterable[str]) -> None:
        known = ", ".join(endings)
        super().__init__(
            Message(
                "{path}: no format has this ending; choose one with --format, or end the name in {known}",
                path=path,
                known=known,
            )
        )


def form_by_ending(
    path: Path, forms: Mapping[str, str], other: Mapping[str, str] | None = None
) -> str:
    """The format of the ending of a file's name, in any case of its letters.

    `other` endings are accepted too, and not named in errors. A path that exists and is no regular
    file, such as a pipe, gets the first of the formats. Raises `UnknownEndingError`,
    `UnwritableFileError` for a folder.
    """
    _refuse_folder(path)
    if path.exists() and not path.is_file():
        return next(iter(forms.values()))
    known = {**forms, **(other or {})}
    if path.suffix.lower() not in known:
        raise UnknownEndingError(path, forms)
    return known[path.suffix.lower()]


def report_form(path: Path | None, form: str | None, family: str) -> str:
    """The form of a report.

    The form that is asked for, else the one of the output's ending, else the terminal's. Of two
    forms with the same ending the first wins; .txt is the terminal's report without colour. A
    concordance that goes into a file for spreadsheets is csv. Raises `UnknownEndingError`.
    """
    if path is None or (form is not None and form != "concordance"):
        return form or "terminal"
    endings = formats.suffixes(family)
    forms: dict[str, str] = {}
    for name, suffix in endings.items():
        forms.setdefault(suffix, name)
    if form == "concordance":
        return "csv" if forms.get(path.suffix.lower()) == "csv" else form
    return form_by_ending(
        path,
        forms,
        {".htm": "html", ".markdown": "markdown"} if "markdown" in endings else {".htm": "html"},
    )


def report_family(
    path: Path | None, form: str | None, otherwise: str = "terminal"
) -> tuple[str, str]:
    """The family of a report on a comparison, and its form.

    A brief and a table of duties are asked for by their names, and have the form of the output's
    ending; `otherwise` is that of a report that nobody gave a form. Raises `UnknownEndingError`.
    """
    family = form if form in formats.REPORTS else "comparison"
    asked = None if family == form else form
    return family, report_form(path, asked or (None if path else otherwise), family)


def write_file(data: bytes | Iterable[bytes], path: Path, *, sources: Iterable[Path] = ()) -> None:
    """Write a file whole: first beside itself, then put in place.

    `data` may come piece by piece. Nobody ever sees half of it. A path that is no regular file, such as a pipe, is written to
    directly. Raises `UsageError` where the file is one of `sources`, `UnwritableFileError` where
    the system refuses.
    """
    refuse_sources(path, sources)
    _refuse_folder(path)
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data if isinstance(data, bytes) else b"".join(data))
        else:
            _replace(path.resolve(), data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UnwritableFileError(
            path, Message("cannot be written: {error}", error=words_of(error)), error
        ) from error


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise UnwritableFileError(path, Message("this is a folder; name a file in it"))


def free_path(folder: Path, name: str, suffix: str) -> Path:
    """A path in a folder that no file has yet: the name, or the name with a number."""
    numbered = (f"{name}-{number}" if number > 1 else name for number in count(1))
    return next(path for one in numbered if not (path := folder / f"{one}{suffix}").exists())


def make_folder(path: Path) -> None:
    """Make a folder and those above it. Raises `UnwritableFileError`."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFileError(
            path, Message("cannot be made: {error}", error=words_of(error)), error
        ) from error


def refuse_sources(path: Path, sources: Iterable[Path]) -> None:
    """Raise `UsageError` where the path is one of the sources, under any name."""
    for source in sources:
        if path.exists() and source.exists() and path.samefile(source):
            raise UsageError(
                Message(
                    "{path}: this is one of the texts to compare; name another file for the report",
                    path=path,
                )
            )


def _replace(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Put a new file in the place of a path."""
    with open_folder(path.parent) as folder:
        folder.clear(_UNFINISHED, _DEAD)
        found = folder.look(path.name)
        folder.write(
            path.name,
            data,
            beginning=_BEGINNING,
            mode=None if found is None else stat.S_IMODE(found.st_mode),
        )
