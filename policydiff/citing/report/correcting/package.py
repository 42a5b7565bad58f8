"""The parts of a Word file: elements in bytes, relationships, types, comments."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any
from xml.parsers import expat

from lxml import etree

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.reading.readers.safety.archive import Archive
from policydiff.report.pieces import neutral

_UTF8 = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*?encoding\s*=\s*[\"'](?P<name>[^\"']+)[\"'])?"
)


class UnchangeablePartError(InputError):
    """A part of a Word file is not written as offices write it."""

    def __init__(self, part: str) -> None:
        """`part` is its name in the file."""
        super().__init__(
            Message(
                "{part} in the file cannot be changed; open it in Word or WPS, save it again and try once more",
                part=part,
            )
        )


@dataclass(slots=True)
class ElementSpan:
    """The offsets of an element in bytes; those of <a/> within are its end."""

    begin: int
    inner: int
    tail: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """Bytes that take the place of others; nothing is taken where `begin` is `end`."""

    begin: int
    end: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PartXml:
    """A part with its elements in order, and the places of each in its bytes."""

    data: bytes
    elements: list[etree._Element]
    spans: list[ElementSpan]

    @property
    def root(self) -> etree._Element:
        """The outermost element."""
        return self.elements[0]

    def raw(self, place: int) -> bytes:
        """The bytes of an element."""
        span = self.spans[place]
        return self.data[span.begin : span.end]

    def appended(self, data: bytes) -> bytes:
        """The part with something more at the end of its root."""
        span = self.spans[0]
        if span.inner < span.end:
            return spliced(self.data, [Splice(begin=span.tail, end=span.tail, data=data)])
        tag = self.data[span.begin : span.end].rstrip(b"/> \n\r\t")
        name = re.split(rb"[\s>/]", tag[1:], maxsplit=1)[0]
        whole = tag + b">" + data + b"</" + name + b">"
        return spliced(self.data, [Splice(begin=span.begin, end=span.end, data=whole)])


def read_part(data: bytes, name: str) -> PartXml:
    """The elements of a part and their places.

    Raises `UnchangeablePartError` where it is no XML in UTF-8 or declares a document type.
    """
    declared = _UTF8.match(data)
    if declared is not None and (declared["name"] or b"utf-8").lower() not in (b"utf-8", b"ascii"):
        raise UnchangeablePartError(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
        spans = _spans(data)
    except (etree.LxmlError, ValueError, expat.ExpatError) as error:
        raise UnchangeablePartError(name) from error
    elements = list(root.iter("*"))
    document: Any = root.getroottree().docinfo
    if document.doctype or len(elements) != len(spans):
        raise UnchangeablePartError(name)
    return PartXml(data=data, elements=elements, spans=spans)


def _spans(data: bytes) -> list[ElementSpan]:
    spans: list[ElementSpan] = []
    opened: list[ElementSpan] = []
    parser = expat.ParserCreate()

    def start(_name: str, _attributes: dict[str, str]) -> None:
        begin = parser.CurrentByteIndex
        span = ElementSpan(begin, _tag_end(data, begin))
        spans.append(span)
        opened.append(span)

    def stop(_name: str) -> None:
        span = opened.pop()
        span.tail = parser.CurrentByteIndex
        empty = data[span.inner - 2 : span.inner] == b"/>"
        span.end = span.inner if empty else data.index(b">", span.tail) + 1
        span.tail = span.end if empty else span.tail

    parser.StartElementHandler, parser.EndElementHandler = start, stop
    parser.Parse(data, True)
    return spans


def _tag_end(data: bytes, begin: int) -> int:
    mark = b""
    for index in range(begin, len(data)):
        character = data[index : index + 1]
        if mark:
            mark = b"" if character == mark else mark
        elif character in (b'"', b"'"):
            mark = character
        elif character == b">":
            return index + 1
    return len(data)


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """The bytes with others in some places; those places do not overlap."""
    made: list[bytes] = []
    end = 0
    for piece in sorted(splices, key=lambda splice: (splice.begin, splice.end)):
        made += [data[end : piece.begin], piece.data]
        end = piece.end
    return b"".join((*made, data[end:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """The author of a change and its moment; None where that is unknown."""

    author: str
    moment: datetime | None = None

    def written(self, prefix: str) -> str:
        """The attributes of a change or comment; `prefix` is that of their names."""
        date = "" if self.moment is None else f' {prefix}date="{self.moment.isoformat()}Z"'
        return f' {prefix}author="{escape(self.author)}"{date}'


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
