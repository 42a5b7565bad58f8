"""The layout of the files in the repository.

works/<jurisdiction>/<kind>/<year or undated>/<slug>/work.toml, beside it <date or undated>.xml and,
where a person set one, lineage.toml, and names.toml, where lasting names would not follow from the
versions that are left; sources/<first two hex digits>/<sha256>; relations/<slug of the left>--<slug
of the right>/<reviewer>.toml, the judgements of one reviewer about the links of two works;
inventories/<slug>--<date, undated or ended>--<hash>.toml, the texts that rest on a change of a work,
and what people decided on them; at the root the marker ``policydiff.toml``, and ``sources.toml``, the
sources of texts and the works that are followed.
"""

from __future__ import annotations

import re
from datetime import date

from policydiff.errors import DamagedError, InputError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.names import UNDATED

MARKER = "policydiff.toml"
FORMAT = 1
WORK_FILE = "work.toml"
PINS_FILE = "lineage.toml"
NAMES_FILE = "names.toml"
FOLLOWED_FILE = "sources.toml"

WORK_PATH = re.compile(
    r"(?P<folder>works/[a-z]{2}(?:-[a-z0-9]+)*/[a-z]+(?:-[a-z]+)*/(?:\d{4}|undated)/[a-z0-9]+(?:-[a-z0-9]+)*)/(?P<file>[^/]+)"
)
_VERSION_FILE = re.compile(r"(?P<date>\d{4}-\d\d-\d\d|undated)\.xml", re.ASCII)
"""For example: 2021-04-29.xml"""
SOURCE_PATH = re.compile(r"sources/(?P<shard>[0-9a-f]{2})/(?P<sha256>[0-9a-f]{64})")
RELATION_PATH = re.compile(
    r"(?P<folder>relations/(?P<left>[a-z0-9]+(?:-[a-z0-9]+)*)--(?P<right>[a-z0-9]+(?:-[a-z0-9]+)*)(?:--[1-9]\d*)?)/(?P<reviewer>[a-z0-9]+(?:-[a-z0-9]+)*)\.toml"
)
INVENTORY_PATH = re.compile(
    r"inventories/[a-z0-9]+(?:-[a-z0-9]+)*--(?:\d{4}-\d\d-\d\d|undated|ended)--[0-9a-f]{6}\.toml",
    re.ASCII,
)

_JURISDICTION = re.compile(r"[a-z]{2}(?:-[a-z0-9]+)*")
_KIND = re.compile(r"[a-z]+(?:-[a-z]+)*")


class UnstorableError(InputError):
    """A fact of a document cannot become part of a path."""

    def __init__(self, what: Message, value: str) -> None:
        super().__init__(
            Message(
                "the {what} “{value}” of the document cannot be stored; correct it or give it yourself",
                what=what,
                value=value[:80],
            )
        )


class DamagedFileError(DamagedError):
    """A file beside a ``work.toml`` cannot be read."""

    def __init__(self, path: str, why: Message) -> None:
        super().__init__(
            Message(
                "{path} is damaged: {why}; correct it, or restore it from the history with git",
                path=path,
                why=why,
            )
        )


def work_folder(document: Document, slug: str) -> str:
    """The folder of a new work. Raises `UnstorableError` if a fact of it is no path."""
    if not _JURISDICTION.fullmatch(document.jurisdiction):
        raise UnstorableError(Message("jurisdiction"), document.jurisdiction)
    if not _KIND.fullmatch(document.kind):
        raise UnstorableError(Message("kind"), document.kind)
    year = check_date(document.work_date)[:4] if document.work_date else UNDATED
    return f"works/{document.jurisdiction}/{document.kind}/{year}/{slug}"


def version_path(folder: str, version_date: str | None) -> str:
    """The file of a version of the work in `folder`."""
    return f"{folder}/{check_date(version_date) if version_date else UNDATED}.xml"


def version_in(file: str) -> str | None:
    """The date (ISO) or ``undated`` in the name of a version's file; None for others."""
    found = _VERSION_FILE.fullmatch(file)
    if found is None or found["date"] == UNDATED:
        return None if found is None else UNDATED
    try:
        return date.fromisoformat(found["date"]).isoformat()
    except ValueError:  # no day of the calendar
        return None


def work_path(folder: str) -> str:
    """The file that holds a work's identity."""
    return f"{folder}/{WORK_FILE}"


def pins_path(folder: str) -> str:
    """The file that holds the pins of a work."""
    return f"{folder}/{PINS_FILE}"


def names_path(folder: str) -> str:
    """The file that holds the lasting names which a work keeps."""
    return f"{folder}/{NAMES_FILE}"


def source_path(sha256: str) -> str:
    """The file of a source with this hash."""
    return f"sources/{sha256[:2]}/{sha256}"


def check_date(text: str) -> str:
    """Give the date itself where it is one, ISO. Raises `UnstorableError`."""
    try:
        valid = date.fromisoformat(text).isoformat() == text
    except ValueError:
        valid = False
    if not valid:
        raise UnstorableError(Message("date"), text)
    return text
