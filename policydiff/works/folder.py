"""The folder into which `report` writes."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.store.titles import COUNTRY
from policydiff.system import RESERVED_NAMES
from policydiff.works.writing import UnwritableFileError, make_folder, write_file

PAGE, INDEX = "index.html", "index.json"
LONGEST_STEM = 60
"""Characters of a title in a file's name: with its dates and ending it stays below 255 bytes."""

_YEAR = re.compile(r"[（(]\d{4}年?[^（）()]{0,8}[）)]$")
"""The label of a version at the end of a title: (1982), （2018年修正）."""
_ALLOWED_MARKS = frozenset("（）·—、")
_LARGEST_INDEX = 16 * 1024 * 1024


class NotOursError(UsageError):
    """A file exists that no report wrote, or that was changed since."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Message(
                "{path}: this file is there and not as an earlier report wrote it; it is not overwritten: move it, or name another folder",
                path=path,
            )
        )


@dataclass(slots=True, kw_only=True)
class ReportFolder:
    """A folder of reports; `listed` are the files of its index, with their hashes."""

    path: Path
    listed: dict[str, str] = field(default_factory=dict)
    tried: set[str] = field(default_factory=set)

    def write(self, name: str, data: bytes) -> str:
        """Write a file whole; give its SHA-256. Raises `NotOursError` and the like."""
        path = self.path / name
        digest = hashlib.sha256(data).hexdigest()
        self.tried.add(name)
        if not self._may_write(path, digest):
            raise NotOursError(path)
        make_folder(self.path)
        write_file(data, path)
        return digest

    def _may_write(self, path: Path, digest: str) -> bool:
        """True where writing a file loses no other file."""
        if not path.exists() and not path.is_symlink():
            return True
        if path.is_symlink() or not path.is_file():
            return False
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        return found in (digest, self.listed.get(path.name))

    def left_over(self) -> tuple[str, ...]:
        """The names of files of the earlier report that this one did not write."""
        return tuple(
            sorted(
                name
                for name in self.listed
                if name not in self.tried and _is_plain(name) and (self.path / name).is_file()
            )
        )


def open_folder(path: Path, sources: tuple[Path, ...] = ()) -> ReportFolder:
    """Open the folder of reports, which need not exist yet.

    The files that its index lists may be overwritten. Raises `UsageError`, `NotOursError` for an
    index that is no report's, `UnwritableFileError`.
    """
    for source in sources:
        if path.exists() and path.samefile(source):
            raise UsageError(
                Message(
                    "{path}: this is the folder of the texts; name another one for the reports, such as {other}",
                    path=path,
                    other=path / "reports",
                )
            )
    if path.exists() and not path.is_dir():
        raise UnwritableFileError(path, Message("this is a file; name a folder for the reports"))
    folder = ReportFolder(path=path, listed=_listed(path / INDEX))
    page = path / PAGE
    if (page.exists() or page.is_symlink()) and PAGE not in folder.listed:
        raise NotOursError(page)
    return folder


def _listed(index: Path) -> dict[str, str]:
    """The hashes of the files that an index lists, and its own, by name."""
    if not index.exists() and not index.is_symlink():
        return {}
    try:
        data = (
            index.read_bytes()
            if index.is_file() and not index.is_symlink() and index.stat().st_size <= _LARGEST_INDEX
            else b""
        )
        found = dict(_hashes(json.loads(data)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotOursError(index) from None
    return found | {INDEX: hashlib.sha256(data).hexdigest()}


def _hashes(value: Any) -> list[tuple[str, str]]:
    if value["type"] != "report-index":
        raise KeyError(value["type"])
    files = [file for work in value["works"] for pair in work["pairs"] for file in pair["files"]]
    return [(str(file["file"]), str(file["sha256"])) for file in (value["page"], *files)]


def _is_plain(name: str) -> bool:
    return name == Path(name).name and "\0" not in name


class Stems:
    """Readable stems of file names, safe on every system, one for each work."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, title: str) -> str:
        """The stem of a title: 中华人民共和国对外贸易法 → 对外贸易法, then 对外贸易法-2."""
        short = _YEAR.sub("", title.removeprefix(COUNTRY)) or title
        plain, count = safe_name(short), 1
        stem = plain
        while stem.casefold() in self._given:
            count += 1
            stem = f"{plain}-{count}"
        self._given.add(stem.casefold())
        return stem


def safe_name(text: str, marks: str = "") -> str:
    """The text as part of the name of a file.

    It has letters, digits, a few signs and these `marks` of the text, a hyphen for anything else,
    and is never empty, hidden, reserved or longer than a title.
    """
    whole = unicodedata.normalize("NFC", text)
    plain = "".join(
        char
        if unicodedata.category(char)[0] in "LN" or char in _ALLOWED_MARKS or char in marks
        else "-"
        for char in whole
    )
    plain = re.sub("-{2,}", "-", plain)[:LONGEST_STEM].strip("-")
    while len(plain.encode()) > 3 * LONGEST_STEM:
        plain = plain[:-1]
    return f"work-{plain}" if not plain or plain.casefold() in RESERVED_NAMES else plain
