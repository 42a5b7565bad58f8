"""The parts of a Word file around its text: relationships, types, comments."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from lxml import etree

from policydiff.citing.report.correcting.runs import Sign
from policydiff.citing.report.correcting.xml import UnchangeablePartError, read_part
from policydiff.reading.readers.safety.archive import Archive
from policydiff.report.pieces import neutral

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_STRICT = "http://purl.oclc.org/ooxml/"
_KIND = {
    False: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    True: "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
}
"""The type of a relationship to comments, in usual files and in strict ones."""
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES = "[Content_Types].xml"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)


def main_part(archive: Archive) -> str:
    """The name of the part with the text; raises `UnchangeablePartError`."""
    targets = (
        posixpath.normpath(link.get("Target", "").lstrip("/"))
        for link in _links(archive, "_rels/.rels")
        if link.get("Type", "").endswith("/officeDocument")
    )
    return next(targets, "word/document.xml")


def _relation_file(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _links(archive: Archive, part: str) -> list[etree._Element]:
    data = archive.read(part)
    return [] if data is None else list(read_part(data, part).root.iterchildren("*"))


def related_part(archive: Archive, main: str, kind: str) -> str | None:
    """The part with the comments, footnotes or endnotes; None where there is none."""
    for link in _links(archive, _relation_file(main)):
        is_kind = link.get("Type", "").endswith(f"/relationships/{kind}")
        if is_kind and link.get("TargetMode") != "External":
            target = link.get("Target", "")
            return posixpath.normpath(posixpath.join("/", posixpath.dirname(main), target)).lstrip(
                "/"
            )
    return None


def comment_numbers(archive: Archive, main: str) -> list[int]:
    """The numbers of the comments that the file holds."""
    part = related_part(archive, main, "comments")
    data = None if part is None else archive.read(part)
    if data is None or part is None:
        return []
    return numbers_in(list(read_part(data, part).elements))


def numbers_in(elements: Iterable[etree._Element]) -> list[int]:
    """The numbers of changes, comments and bookmarks among these elements."""
    values = (
        value
        for element in elements
        for key, value in element.attrib.items()
        if str(key).endswith("}id")
    )
    return [int(value) for value in values if str(value).isascii() and str(value).isdigit()]


def comment(number: int, text: str, sign: Sign) -> str:
    """A comment; each of its lines is a paragraph."""
    initials = escape(sign.author[:2])
    lines = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(neutral(line), quote=False)}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )
    return f'<w:comment w:id="{number}"{sign.written("w:")} w:initials="{initials}">{lines}</w:comment>'


def with_comments(
    archive: Archive, main: str, comments: Sequence[str], word: str
) -> dict[str, bytes]:
    """The parts that change where comments are added, by name.

    `word` is the namespace of the text. A file without comments gets a part for them. Raises
    `UnchangeablePartError`.
    """
    written = "".join(comments)
    part = related_part(archive, main, "comments")
    data = None if part is None else archive.read(part)
    if part is not None and data is not None:
        marked = written.replace("<w:comment ", f'<w:comment xmlns:w="{word}" ')
        return {part: read_part(data, part).appended(marked.encode())}
    folder = posixpath.dirname(main)
    name = next(
        one
        for number in ("", *range(1, 1000))
        if (one := posixpath.join(folder, f"comments{number}.xml")).lower() not in archive.entries
    )
    content = f'<w:comments xmlns:w="{word}">{written}</w:comments>'.encode()
    links = _relation_file(main)
    return {
        name: _DECLARATION + content,
        links: _with_link(
            archive, links, posixpath.basename(name), strict=word.startswith(_STRICT)
        ),
        _TYPES: _with_type(archive, name),
    }


def _with_link(archive: Archive, part: str, target: str, *, strict: bool) -> bytes:
    space = f"{_PACKAGE}/relationships"
    data = archive.read(part) or _DECLARATION + f'<Relationships xmlns="{space}"/>'.encode()
    taken = {link.get("Id") for link in _links(archive, part)}
    name = next(one for number in range(1, 10_000) if (one := f"rIdComments{number}") not in taken)
    link = f'<Relationship xmlns="{space}" Id="{name}" Type="{_KIND[strict]}" Target="{target}"/>'
    return read_part(data, part).appended(link.encode())


def _with_type(archive: Archive, part: str) -> bytes:
    data = archive.read(_TYPES)
    if data is None:
        raise UnchangeablePartError(_TYPES)
    one = f'<Override xmlns="{_PACKAGE}/content-types" PartName="/{part}" ContentType="{_TYPE}"/>'
    return read_part(data, _TYPES).appended(one.encode())


def packed(archive: Archive, parts: Mapping[str, bytes]) -> bytes:
    """The archive with these parts in place of its own; new ones stand at its end."""
    by_key = {name.lower(): (name, data) for name, data in parts.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for info in archive.file.infolist():
            key = info.filename.replace("\\", "/").lstrip("/").lower()
            given = by_key.pop(key, None)
            data = archive.file.read(info) if given is None else given[1]
            file.writestr(_copy(info), data)
        for name, data in by_key.values():
            fresh = zipfile.ZipInfo(name, _EPOCH)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(fresh, data)
    return buffer.getvalue()


def _copy(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(info.filename, info.date_time)
    made.compress_type = (
        info.compress_type
        if info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        else zipfile.ZIP_DEFLATED
    )
    made.external_attr, made.create_system = info.external_attr, info.create_system
    return made
