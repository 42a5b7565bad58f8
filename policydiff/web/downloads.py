"""Reports of a page as files to keep, the same as those of the command line."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath

from starlette.responses import Response

from policydiff.errors import NotFoundError
from policydiff.messages import Message
from policydiff.model.reports import ReportOptions, Shown
from policydiff.report import formats
from policydiff.web.answers import file

MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}
"""The types of files, by their endings."""

FORMS = {"docx": "Word", "markdown": "Markdown", "json": "JSON"}
"""The formats in which a result is saved, and their names."""


class NoSuchDownloadError(NotFoundError):
    """Nothing stands at an address."""

    def __init__(self) -> None:
        super().__init__(Message("there is no page at this address"))


def save(
    shown: Shown,
    form: str,
    options: ReportOptions,
    stem: str,
    forms: Collection[str] = FORMS.keys(),
) -> Response:
    """A report as a file named after `stem`. Raises `NoSuchDownloadError`."""
    if form not in forms:
        raise NoSuchDownloadError
    data = formats.write(shown, form, options)
    return keep_file(data, stem, formats.suffixes(shown.family)[form])


def keep_file(data: bytes, stem: str, suffix: str) -> Response:
    """Bytes as a file to keep."""
    return file(data, f"{stem}{suffix}", MEDIA[suffix])


def stem_of(name: object) -> str:
    """The name of a file without its ending."""
    return PurePath(str(name)).stem
