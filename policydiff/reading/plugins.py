"""The table of readers; a reader is imported when first asked for."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import PurePath
from typing import cast

from policydiff.errors import InputError, UsageError
from policydiff.messages import Message
from policydiff.model.source import SourceText
from policydiff.reading.contract import READ_OPTIONS, Limits, Reader, ReadOptions
from policydiff.reading.readers.safety.archive import describe_zip
from policydiff.reading.readers.safety.separate_process import read_apart
from policydiff.text.traditions.dialect import Dialect
from policydiff.text.traditions.registry import DIALECTS

READERS: dict[str, str] = {
    "docx": "policydiff.reading.readers.docx.reader",
    "ofd": "policydiff.reading.readers.ofd.reader",
    "xlsx": "policydiff.reading.readers.xlsx",
    "pdf": "policydiff.reading.readers.pdf.reader",
    "picture": "policydiff.reading.readers.pdf.recognition",
    "doc": "policydiff.reading.readers.word97.reader",
    "mht": "policydiff.reading.readers.html.mht",
    "html": "policydiff.reading.readers.html.reader",
    "txt": "policydiff.reading.readers.txt.reader",
}
"""Formats of source files, in the order in which their `sniff` is asked."""

SIGNED = ("docx", "ofd", "xlsx", "pdf", "picture", "doc", "mht")
"""Formats with a signature, never chosen by the ending of a name alone."""

SIGNS = {
    "docx": (b"PK",),
    "ofd": (b"PK",),
    "xlsx": (b"PK",),
    "pdf": (b"%PDF-",),
    "picture": (b"\x89PNG", b"\xff\xd8\xff"),
    "doc": (b"\xd0\xcf\x11\xe0", b"{\\rtf", b"<?xml"),
}
"""Signatures of which one stands in the first kilobyte, else no reader is loaded."""

APART = {
    "ofd": Limits(),
    "pdf": Limits(),
    "picture": Limits(),
    "doc": Limits(seconds=200.0, memory=4 * 1024**3),
}
"""Readers in a process of their own: bytes from anywhere can break their libraries."""

OCR = Limits(seconds=3600.0, memory=8 * 1024**3)
"""The limits where pictures are recognised: half a minute a page, on a slow machine."""

_ZIP = b"PK\x03\x04"
_SIGNATURES = {
    _ZIP: Message("a zip archive"),
    b"\xd0\xcf\x11\xe0": Message("an old office document"),
    b"GIF8": Message("a picture"),
    b"SQLite format 3": Message("a database"),
    b"\x1f\x8b": Message("a compressed file"),
    b"\x7fELF": Message("a program"),
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b\x1c\x1d\x1e\x1f")


class UnsupportedFormatError(InputError):
    """No reader can read these bytes."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            Message(
                "{name}: this looks like {what}; policydiff reads {suffixes}",
                name=name,
                what=what,
                suffixes=", ".join(readable_suffixes()),
            )
        )


class UnknownPluginError(UsageError):
    """A table has no entry of this name."""

    def __init__(self, table: Message, name: str, registered: Iterable[str]) -> None:
        """`table` is the singular of the entries, such as "reader"."""
        super().__init__(
            Message(
                "there is no {table} {name}; known: {known}",
                table=table,
                name=repr(name),
                known=", ".join(registered),
            )
        )


def _module(table: Message, name: str, entries: dict[str, str]) -> object:
    try:
        place = entries[name]
    except KeyError:
        raise UnknownPluginError(table, name, entries) from None
    return import_module(place)


def reader(name: str) -> Reader:
    """The reader of this name. Raises `UnknownPluginError`."""
    return cast("Reader", _module(Message("reader"), name, READERS))


def dialect(name: str) -> Dialect:
    """The dialect of this name. Raises `UnknownPluginError`."""
    if name not in DIALECTS:
        raise UnknownPluginError(Message("dialect"), name, DIALECTS)
    return DIALECTS[name]


def readable_suffixes() -> tuple[str, ...]:
    """The endings of all files that can be read, stored documents' too."""
    return (*(suffix for name in reversed(READERS) for suffix in reader(name).SUFFIXES), ".xml")


def reader_for(name: str, data: bytes) -> tuple[str, Reader]:
    """The key and reader for a file: by its bytes, else its ending, else as text.

    The bytes win: a page saved as .doc is a page. Raises `UnsupportedFormatError`.
    """
    head = data[:1024]
    sniffed = [
        key
        for key in READERS
        if (key not in SIGNS or any(sign in head for sign in SIGNS[key]))
        and reader(key).sniff(data)
    ]
    for signature, what in () if sniffed else _SIGNATURES.items():
        if data.startswith(signature):
            raise UnsupportedFormatError(name, describe_zip(data) if signature == _ZIP else what)
    suffix = PurePath(name).suffix.lower()
    by_suffix = next(
        (key for key in READERS if key not in SIGNED and suffix in reader(key).SUFFIXES), None
    )
    key = by_suffix if by_suffix in sniffed or not sniffed else sniffed[0]
    if key is None and is_text(data):
        key = "txt"
    if key is None:
        raise UnsupportedFormatError(name, Message("binary data"))
    return key, reader(key)


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
    """Read a file by its reader, apart if in `APART`. Raises `InputError`."""
    key, chosen = reader_for(name, data)
    limits = OCR if options.ocr and key in APART else APART.get(key)
    return (
        chosen.read(data, name, options)
        if limits is None
        else read_apart(READERS[key], data, name, options, limits)
    )


def is_text(data: bytes) -> bool:
    """True if the first bytes have no control characters, or a mark of UTF-16."""
    head = data[:4096]
    return head.startswith(_UTF16) or _CONTROLS.isdisjoint(head)
