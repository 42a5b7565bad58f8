"""Zip archives in memory: large, ambiguous or encrypted ones are refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Literal

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.reading.readers.safety.decoding import one_line

MOST_ENTRIES = 5_000
"""The most entries of an archive: a Word file with a hundred pictures has some 150."""

MOST_UNPACKED = 512 * 1024 * 1024
"""The most bytes that all entries may claim to hold."""

MOST_PART = 64 * 1024 * 1024
"""The most bytes that one entry may give: the longest code as Word XML has some 10 MB."""

MOST_RATIO = 400
"""Unpacked to packed size of a large entry; XML of offices has 10 to 50."""

_SMALL = 1024 * 1024
_ENCRYPTED = 0x1
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")

Kind = Literal["word", "spreadsheet", "presentation", "open-document", "ofd", "other", "damaged"]

_NAMES: dict[Kind, str] = {
    "word": Message("a Word file"),
    "spreadsheet": Message("a spreadsheet (xlsx)"),
    "presentation": Message("a presentation (pptx)"),
    "open-document": Message("an OpenDocument file (odt, ods); save it as docx"),
    "ofd": Message("an OFD file"),
    "other": Message("a zip archive; unpack it and give the files in it"),
    "damaged": Message("a damaged zip archive"),
}
_MAIN_PARTS: tuple[tuple[bytes, Kind], ...] = (
    (b"wordprocessingml", "word"),
    (b"ms-word", "word"),
    (b"spreadsheetml", "spreadsheet"),
    (b"ms-excel", "spreadsheet"),
    (b"presentationml", "presentation"),
    (b"ms-powerpoint", "presentation"),
)


class ArchiveError(InputError):
    """An archive that cannot be read, or that no honest program would make."""

    def __init__(self, name: str, why: Message) -> None:
        """`why` ends with the remedy."""
        super().__init__(Message("{name}: {why}", name=one_line(name), why=why))


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An opened archive; entries' names ignore case, as Office's convention asks."""

    name: str
    file: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]

    def read(self, entry: str) -> bytes | None:
        """The bytes of an entry, None if absent. Raises `ArchiveError`."""
        info = self.entries.get(_key(entry))
        if info is None:
            return None
        if info.file_size > MOST_PART:
            raise ArchiveError(self.name, _too_large(entry))
        try:
            with self.file.open(info) as stream:
                data = stream.read(MOST_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise ArchiveError(
                self.name,
                Message(
                    "{entry} in it is damaged; save the file again and try once more",
                    entry=one_line(entry),
                ),
            ) from error
        if len(data) > MOST_PART:
            raise ArchiveError(self.name, _too_large(entry))
        return data


def open_archive(data: bytes, name: str) -> Archive:
    """Open an archive. Raises `ArchiveError` if damaged, encrypted, or suspicious."""
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ArchiveError(
            name, Message("this zip archive is damaged; fetch or save the file again")
        ) from error
    infos = file.infolist()
    if len(infos) > MOST_ENTRIES:
        raise ArchiveError(
            name,
            Message(
                "it packs {count} files; at most {most} are read. Is it a document?",
                count=f"{len(infos):,}",
                most=f"{MOST_ENTRIES:,}",
            ),
        )
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise ArchiveError(
            name,
            Message(
                "unpacked it would take more than {size} MB; such a file is not opened",
                size=MOST_UNPACKED // 2**20,
            ),
        )
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        _check(info, name)
        if not info.is_dir() and entries.setdefault(_key(info.filename), info) is not info:
            raise ArchiveError(
                name,
                Message(
                    "it packs two files called {name}; save it again and try once more",
                    name=one_line(info.filename),
                ),
            )
    return Archive(name=name, file=file, entries=entries)


def _check(info: zipfile.ZipInfo, name: str) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise ArchiveError(
            name, Message("it is encrypted; open it with its password and save it without one")
        )
    if info.file_size > _SMALL and info.file_size > MOST_RATIO * max(1, info.compress_size):
        raise ArchiveError(
            name,
            Message(
                "{name} in it is packed more than {most} times smaller; such a file is not opened",
                name=one_line(info.filename),
                most=MOST_RATIO,
            ),
        )
    if ".." in info.filename.replace("\\", "/").split("/"):
        raise ArchiveError(
            name,
            Message(
                "it packs a file called {name}, which leads out of the archive; it is not opened",
                name=one_line(info.filename),
            ),
        )


def _too_large(entry: str) -> Message:
    return Message(
        "{entry} in it has more than {size} MB; cut the file into its documents",
        entry=one_line(entry),
        size=MOST_PART // 2**20,
    )


def _key(entry: str) -> str:
    return entry.replace("\\", "/").lstrip("/").lower()


def kind_of_zip(data: bytes) -> Kind | None:
    """The kind of document in a zip archive, None if the bytes are no archive."""
    if not data.startswith(_ZIP):
        return None
    try:
        archive = open_archive(data, "archive")
        types = archive.read("[Content_Types].xml")
        if types is not None:
            plain = types.replace(b"\0", b"").lower()
            return next(
                (kind for mark, kind in _MAIN_PARTS if _declares(plain, mark)), _by_folder(archive)
            )
        return (
            "open-document"
            if (archive.read("mimetype") or b"").startswith(b"application/vnd.oasis")
            else _by_folder(archive)
        )
    except ArchiveError:
        return _kind_of_refused(data)


def _declares(types: bytes, mark: bytes) -> bool:
    return any(mark in piece and b"main+xml" in piece for piece in types.split(b"<"))


def _by_folder(archive: Archive) -> Kind:
    if "word/document.xml" in archive.entries:
        return "word"
    return "ofd" if "ofd.xml" in archive.entries else "other"


def _kind_of_refused(data: bytes) -> Kind:
    """The kind of a refused archive, by the names it lists."""
    if b"word/document.xml" in data or b"word\\document.xml" in data:
        return "word"
    return "ofd" if b"OFD.xml" in data else "damaged"


def describe_zip(data: bytes) -> str:
    """A description of the contents of a zip archive, for a message."""
    return _NAMES[kind_of_zip(data) or "other"]
