"""Read a file into a document."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePath
from typing import Any, BinaryIO, TypedDict, Unpack

from policydiff.akn.reader import from_xml
from policydiff.errors import InputError, NotFoundError, UsageError, words_of
from policydiff.messages import Message
from policydiff.model.document import Document, walk_provisions
from policydiff.model.kinds import KIND_ROOTS, root_of
from policydiff.model.source import NO_TITLE, legible
from policydiff.model.toml import toml_table
from policydiff.model.version import date_in_text
from policydiff.reading import plugins
from policydiff.reading.contract import ReadOptions, Revisions
from policydiff.reading.parsing.preface.entry_into_force import begins_when_promulgated, ground_in
from policydiff.text.traditions.registry import recognise

MAX_BYTES = 32 * 1024 * 1024
"""The largest file that is read, in bytes: the longest code of law has a tenth of it."""

STANDARD_INPUT = Message("standard input")
"""The name of standard input in remarks and messages."""

VERSION_DATES = ("promulgated", "adopted", "approved", "signed")
"""Facts that name the day of a version."""

_DATE_NAMES = ("adopted", "approved", "signed", "promulgated", "in_force")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ADDRESS = re.compile(r"(?:(?P<scheme>(?:https?|ftp|file):/)|(?=www\.))(?P<place>.+)")
"""For example: https:/www.example.cn/law.html, a path in which two slashes have become one"""

SHORTEST_TITLE = 4
"""No title of a law or of rules has fewer characters: 公司章程."""

_WORD = re.compile(r"[一-鿿]|[A-Za-z]+")
"""For example: 章."""

_SENTENCE = re.compile(r"[。；：！？.;:!?]$")
"""The end of a sentence, for example: 本办法自公布之日起施行。"""

_XML_HEAD = re.compile(rb"<(?:[\w.-]+:)?akomaNtoso[\s>]")


class GivenFacts(TypedDict, total=False):
    """The facts that a person sets, dates ISO; None leaves what the text states."""

    kind: str | None
    title: str | None
    authority: str | None
    document_number: str | None
    jurisdiction: str | None
    adopted: str | None
    approved: str | None
    signed: str | None
    promulgated: str | None
    in_force: str | None


class MissingFileError(NotFoundError):
    """The file does not exist."""

    def __init__(self, path: Path) -> None:
        address = _ADDRESS.fullmatch(path.as_posix())
        super().__init__(
            Message("{path}: there is no such file", path=path)
            if address is None
            else Message(
                "{address}: this is an address, and nothing is fetched; save the page in a browser, and name that file",
                address=f"{address['scheme']}/{address['place']}"
                if address["scheme"]
                else path.as_posix(),
            )
        )


class UnreadableFileError(InputError):
    """The file exists and cannot be read."""

    def __init__(self, path: Path, why: Message) -> None:
        """`why` continues the sentence after the name of the file."""
        super().__init__(Message("{path}: {why}", path=path, why=why))


class UnfitFileError(InputError):
    """A file of a person's choices cannot be followed: pairs, a profile, reasons."""

    def __init__(self, name: str, why: str) -> None:
        """`why` continues the sentence after the name, as a message or a library's words."""
        super().__init__(Message("{name}: {why}", name=name, why=why))


class StandardInputError(InputError):
    """Standard input cannot be read."""

    def __init__(self, why: Message) -> None:
        """`why` continues the sentence after "standard input"."""
        super().__init__(Message("standard input {why}", why=why))


class BadFactError(UsageError):
    """A given fact does not have the required form."""

    def __init__(self, name: str, value: str, expected: Message) -> None:
        self.name = name
        super().__init__(
            Message(
                "{name}: {why}",
                name=Message(name),
                why=Message("{value} is not {expected}", value=repr(value), expected=expected),
            )
        )


def load(
    source: str | Path | bytes,
    *,
    name: str | None = None,
    dialect: str | None = None,
    revisions: Revisions = "accepted",
    ocr: bool = False,
    **facts: Unpack[GivenFacts],
) -> Document:
    """Read a file, or bytes with the name of their file, into a document.

    Stored documents (Akoma Ntoso XML) are read as they are; otherwise the format is recognised, and
    the drafting tradition unless `dialect` names it. `ocr` asks for the text of pictures. `facts`
    win over what the text states. Raises `MissingFileError` (4), `UnreadableFileError` or another
    `InputError` (3), `BadFactError` (2).
    """
    if isinstance(source, bytes):
        data, called = source, name or "text"
    else:
        path = Path(source)
        data, called = read_file(path), name or path.name
    return read_document(data, called, dialect=dialect, revisions=revisions, ocr=ocr, **facts)


def read_file(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Read at most `limit` bytes. Raises `MissingFileError`, `UnreadableFileError`."""
    try:
        if path.is_dir():
            raise UnreadableFileError(
                path,
                Message(
                    "this is a folder; name a file in it, or use `policydiff import` for all of them"
                ),
            )
        if not path.is_file() and path.exists():
            raise UnreadableFileError(path, Message("this is not a regular file"))
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise MissingFileError(path) from None
    except (OSError, ValueError) as error:
        reason = words_of(error) if isinstance(error, OSError) else Message.foreign(str(error))
        raise UnreadableFileError(path, Message("cannot be read: {why}", why=reason)) from error
    if len(data) > limit:
        raise UnreadableFileError(
            path,
            Message("is larger than {size} MB, the most that is read", size=limit // 1024 // 1024),
        )
    return data


def read_toml(data: bytes, name: str) -> dict[str, Any]:
    """The table of a TOML file. Raises `UnfitFileError`."""
    try:
        return toml_table(data.decode("utf-8-sig"))
    except ValueError as error:
        reason = next(iter(error.args), None)
        words = reason if isinstance(reason, Message) else words_of_library(error)
        raise UnfitFileError(name, Message("this is no TOML file: {why}", why=words)) from None


def words_of_library(error: Exception) -> str:
    """The words of another library's error, in one line."""
    return legible(str(error)).replace("\n", " ")


def read_stream(stream: BinaryIO | None, limit: int = MAX_BYTES) -> bytes:
    """Read at most `limit` bytes of a stream. Raises `StandardInputError` (None too)."""
    if stream is None:
        raise StandardInputError(Message("is closed; name a file, or pipe one in"))
    try:
        data = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        raise StandardInputError(
            Message("cannot be read: {why}", why=getattr(error, "strerror", None) or error)
        ) from error
    if len(data) > limit:
        raise StandardInputError(
            Message("is larger than {size} MB, the most that is read", size=limit // 1024 // 1024)
        )
    return data


def read_document(
    data: bytes,
    name: str,
    *,
    dialect: str | None = None,
    revisions: Revisions = "accepted",
    ocr: bool = False,
    **facts: Unpack[GivenFacts],
) -> Document:
    """Read bytes into a document; `name` is the file's. Raises as `load` does."""
    check_facts(**facts)
    if is_stored_xml(data, name):
        return with_facts(from_xml(data), **facts)
    from policydiff.reading.parsing.parse import parse  # noqa: PLC0415 a tenth of a second, for texts alone

    tradition = plugins.dialect(dialect) if dialect else None
    source = plugins.read(data, name, ReadOptions(revisions=revisions, ocr=ocr))
    document = parse(source, tradition or recognise(source), kind=facts.get("kind"))
    _check_more_than_a_word(name, document, facts)
    return with_facts(replace(document, file_name=PurePath(name).stem), **facts)


def _check_more_than_a_word(name: str, document: Document, given: GivenFacts) -> None:
    """Raise `InputError` for one line that is no sentence and no legal title."""
    parts = (*document.preface, *document.preamble, *document.body, *document.conclusions)
    lines = document.full_text().split("\n")
    if (
        len(parts) <= 1
        and len(lines) == 1
        and not document.attachments
        and document.kind == "document"
        and not _SENTENCE.search(lines[0])
        and len(_WORD.findall(lines[0])) < SHORTEST_TITLE
        and not (given.get("title") or given.get("kind"))
        and next(walk_provisions(document), None) is None
    ):
        raise InputError(
            Message(
                "{name}: nothing but “{text}” was read in it, which is no provision and no title of a legal text; is it the right file?",
                name=name,
                text=legible(lines[0])[:40],
            )
        )


def is_stored_xml(data: bytes, name: str) -> bool:
    """True for Akoma Ntoso, by its root element or the ending of the name."""
    return name.lower().endswith(".xml") or _XML_HEAD.search(data[:4096]) is not None


def check_title(name: str, document: Document, given: GivenFacts) -> None:
    """Raise `InputError` for a text without provisions whose title is a file's name."""
    untitled = any(problem.code == NO_TITLE for problem in document.problems)
    if untitled and not given.get("title") and next(walk_provisions(document), None) is None:
        raise InputError(
            Message(
                "{name}: no title and no provision was recognised in it; if it is a text, say which one with --title",
                name=name,
            )
        )


def check_facts(**facts: Unpack[GivenFacts]) -> None:
    """Raise `BadFactError` for a kind that is not in the table or an invalid date."""
    kind = facts.get("kind")
    if kind is not None and kind not in KIND_ROOTS:
        raise BadFactError(
            "kind", kind, Message("a known kind; known: {known}", known=", ".join(KIND_ROOTS))
        )
    for name, value in facts.items():
        if name in _DATE_NAMES and isinstance(value, str):
            check_date(name, value)


def check_date(name: str, value: str) -> None:
    """Raise `BadFactError` unless the value is a day of the calendar (YYYY-MM-DD)."""
    expected = Message("a date of the form YYYY-MM-DD")
    if not _ISO_DATE.fullmatch(value):
        raise BadFactError(name, value, expected)
    try:
        date.fromisoformat(value)
    except ValueError:
        raise BadFactError(name, value, expected) from None


def with_facts(document: Document, **facts: Unpack[GivenFacts]) -> Document:
    """Set the facts; a given date of the version replaces the one in a file's name."""
    given = {name: legible(value) for name, value in facts.items() if isinstance(value, str)}
    dates = {name: given.pop(name) for name in _DATE_NAMES if name in given}
    if not given and not dates:
        return document
    known = replace(document, **given, dates=replace(document.dates, **dates))  # type: ignore[arg-type]
    if "title" in given:
        known = replace(
            known, problems=tuple(problem for problem in known.problems if problem.code != NO_TITLE)
        )
    if date_in_text(known.dates)[1] in dates:
        known = replace(known, dates=replace(known.dates, named=None))
    if "in_force" in dates:
        return replace(known, in_force_ground="user", in_force_act=None)
    return without_first_in_force(_since_promulgation(known, document.dates.promulgated))


def _since_promulgation(document: Document, before: str | None) -> Document:
    """Move the day of force to that of promulgation for 自公布之日起施行."""
    promulgated, day = document.dates.promulgated, document.dates.in_force
    if (
        promulgated == before
        or day not in (None, before)
        or document.in_force_ground not in (None, "text")
    ):
        return document
    if not begins_when_promulgated(document, plugins.dialect(document.dialect)):
        return document
    return replace(
        document, dates=replace(document.dates, in_force=promulgated), in_force_ground="text"
    )


def without_first_in_force(document: Document) -> Document:
    """The document without a day of force that the 附则 states of its first version."""
    day, own = document.dates.in_force, document.version_date
    if (
        day is None
        or own is None
        or day >= own
        or root_of(document.kind, None) != "act"
        or not _states_own_day(document)
    ):
        return document
    return replace(
        document,
        dates=replace(document.dates, in_force=None),
        original_dates=replace(document.original_dates, in_force=day),
        in_force_ground=None,
    )


def _states_own_day(document: Document) -> bool:
    """True if the text, not a person or another source, states the day of force."""
    return (document.in_force_ground or ground_in(document, plugins.dialect(document.dialect))) in (
        "text",
        "order",
        "file",
    )
