"""The places of elements in the bytes of a part, all others left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from lxml import etree

from policydiff.errors import InputError
from policydiff.messages import Message

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
