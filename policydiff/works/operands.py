"""Operands: the words of a command line that name files or stored texts."""

from __future__ import annotations

import os
from pathlib import Path

from policydiff.reading import plugins
from policydiff.reading.load import read_file
from policydiff.works.session import GivenText, Session

_URI_HEAD = "/akn/"
_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))
_HERE = tuple(dots + mark for mark in _SEPARATORS for dots in (".", ".."))
"""The beginnings of a path that is surely one: ./ and ../, on Windows also .\\ and ..\\"""


def file_part(operand: str, session: Session) -> tuple[Path | None, str | None]:
    """The file of an operand, None for none or no files here, and the provision."""
    if not session.files:
        return None, None
    if operand.startswith(_HERE) or _is_file(operand):
        path, mark, provision = (
            operand.rpartition("#")
            if not _is_file(operand) and "#" in operand
            else (operand, "", "")
        )
        return Path(path), provision if mark else None
    path, mark, provision = operand.rpartition("#")
    return (Path(path), provision) if mark and _is_file(path) else (None, None)


def file_given(operand: str, session: Session) -> GivenText | None:
    """The bytes of a given text or file; None for neither. Raises as `read_file`."""
    given, _ = session.text_given(operand)
    path, _ = (None, None) if given is not None else file_part(operand, session)
    return given if path is None else GivenText(name=path.name, data=read_file(path))


def looks_like_file(operand: str) -> bool:
    """True for a name with a folder, or with an ending that a reader recognises."""
    if operand.startswith(_URI_HEAD):
        return False
    return any(mark in operand for mark in _SEPARATORS) or operand.lower().endswith(
        plugins.readable_suffixes()
    )


def _is_file(text: str) -> bool:
    try:
        return (
            text != ""
            and Path(text).exists()
            and (not Path(text).is_dir() or text.endswith(_SEPARATORS))
        )
    except (OSError, ValueError):  # too long for a name of a file, or a NUL in it
        return False
