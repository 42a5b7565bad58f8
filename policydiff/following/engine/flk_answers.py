"""Answers of the national database of laws, in the shapes that were recorded.

An answer is a value of the types below, or `OtherShape` with the place where it departs from them.
Nothing is read into what an answer leaves out: a day that is null is unknown.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated, Self, TypeVar

import msgspec
from msgspec import Meta, Struct, field
from msgspec.structs import force_setattr, replace

from policydiff.messages import Message

REPEALED = 1
"""The status of a version that no longer applies; 2 was amended since, 3 applies, 4 not yet."""

_Key = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}\Z")]
"""An id, which goes into addresses and marks."""

_Text = Annotated[str, Meta(min_length=1, max_length=400)]
_Optional = Annotated[str, Meta(max_length=400)] | None
"""Null, and nothing between quotation marks, is not stated."""

_Address = Annotated[str, Meta(min_length=1, max_length=4000)]
_HIGHLIGHT = re.compile(r"</?em\b[^<>]{0,80}>")
_PLACE = re.compile(r"at `([^`]{1,200})`$")
_DECISION = re.compile("决定|令$")
Answer = TypeVar("Answer", bound=Struct)


class OtherShape(Struct, frozen=True, kw_only=True):
    """An answer that is none of those recorded."""

    why: Message


class _Titled(Struct, frozen=True, kw_only=True):
    title: _Text

    def __post_init__(self) -> None:
        force_setattr(self, "title", _plain(self.title))


class DatabaseVersion(_Titled, frozen=True, kw_only=True):
    """A version of a work, as a list, its details or another version name it."""

    key: _Key = field(name="bbbs")
    promulgated: _Optional = field(name="gbrq")
    in_force: _Optional = field(name="sxrq", default=None)
    status: int | None = field(name="sxx", default=None)
    authority: _Optional = field(name="zdjgName", default=None)

    def __post_init__(self) -> None:
        """Raises `ValueError` for a day that is none, and for an empty title."""
        super().__post_init__()
        force_setattr(self, "promulgated", _day(self.promulgated))
        force_setattr(self, "in_force", _day(self.in_force))
        force_setattr(self, "authority", _printable(self.authority or "").strip() or None)

    def contradicts(self, other: DatabaseVersion) -> bool:
        """True where both state a day or a status, and not the same one."""
        sides = ((one.promulgated, one.in_force, one.status) for one in (self, other))
        return any(None not in pair and pair[0] != pair[1] for pair in zip(*sides, strict=True))

    def completed(self, other: DatabaseVersion) -> Self:
        """The version with what only the other one states."""
        names = ("promulgated", "in_force", "status", "authority")
        missing = (name for name in names if getattr(self, name) is None)
        return replace(self, **{name: getattr(other, name) for name in missing})


class _WholeVersion(DatabaseVersion, frozen=True, kw_only=True):
    """One with all that a list and its details state."""

    in_force: _Optional = field(name="sxrq")
    status: int | None = field(name="sxx")
    authority: _Optional = field(name="zdjgName")


class RelatedFile(_Titled, frozen=True, kw_only=True):
    """A file beside a version, such as the decision or the order that made it."""

    key: _Key = field(name="fileId")
    kind: _Text = field(name="busiType")
    format: _Text = field(name="fileType")

    @property
    def is_decision(self) -> bool:
        """True for a decision (修改决定) and an order (国务院令, 主席令)."""
        return _DECISION.search(self.kind) is not None


class _Paths(Struct, frozen=True, kw_only=True):
    docx: _Optional = field(name="ossWordPath")
    pdf: _Optional = field(name="ossPdfPath")


class VersionDetails(_WholeVersion, frozen=True, kw_only=True):
    """A version with its files, and with other versions of its work."""

    paths: _Paths = field(name="ossFile")
    versions: list[DatabaseVersion] = field(name="lsyg")
    """Versions of its work; the list has holes, and one not in it may still exist."""

    files: list[RelatedFile] = field(name="xgzl")

    @property
    def stored_file(self) -> tuple[str, str] | None:
        """The format in which its text can be had, and its path in the store."""
        pairs = (("docx", self.paths.docx), ("pdf", self.paths.pdf))
        return next(((format_, path) for format_, path in pairs if path), None)


class ListedVersions(Struct, frozen=True, kw_only=True):
    """A page of a list of versions, and the number of those on all pages."""

    total: int
    versions: list[_WholeVersion] = field(name="rows")

    def __post_init__(self) -> None:
        """Raises `ValueError` where the page holds more than all pages."""
        if self.total < len(self.versions):
            raise ValueError(self.total)


class _Outcome(Struct, frozen=True, kw_only=True):
    code: int
    msg: str | None = None


class DetailsAnswer(Struct, frozen=True, kw_only=True):
    """The answer that brings the details of a version."""

    data: VersionDetails


class _Signed(Struct, frozen=True, kw_only=True):
    url: _Address


class FileAnswer(Struct, frozen=True, kw_only=True):
    """The answer that brings the signed address of a file, good for a while."""

    data: _Signed | _Address

    @property
    def address(self) -> str:
        """The address, in whichever form it came."""
        return self.data.url if isinstance(self.data, _Signed) else self.data


def read_answer(data: bytes, shape: type[Answer]) -> Answer | OtherShape:
    """An answer as `ListedVersions`, `DetailsAnswer` or `FileAnswer`."""
    try:
        data.decode()  # parts that no type names are not looked at below
        outcome = msgspec.json.decode(data, type=_Outcome)
        if outcome.code == 200:
            return msgspec.json.decode(data, type=shape)
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        why = Message(
            "the answer has another shape than was recorded, at {place}",
            place=place[1] if place else "$",
        )
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        why = Message("the answer is no JSON")
    else:
        text = _printable(str(outcome.msg or ""))[:100]
        why = Message(
            "the source answers with its error {code}: {text}", code=outcome.code, text=text
        )
    return OtherShape(why=why)


def _plain(text: str) -> str:
    """A text of one line without highlighting. Raises `ValueError` for nothing."""
    plain = _printable(_HIGHLIGHT.sub("", text)).strip()
    if not plain:
        raise ValueError(text)
    return plain


def _printable(text: str) -> str:
    """A text without control characters, marks of direction and halves of characters."""
    unseen = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return "".join(char for char in text if unicodedata.category(char) not in unseen)


def _day(day: str | None) -> str | None:
    """A day in ISO form. Raises `ValueError` for any other text but none."""
    if day and date.fromisoformat(day).isoformat() != day:
        raise ValueError(day)
    return day or None
