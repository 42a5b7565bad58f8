"""Web archives (MHTML), saved by browsers, or by Word as doc."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message as MimePart

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.source import SourceText
from policydiff.reading.contract import READ_OPTIONS, ReadOptions
from policydiff.reading.readers.html import reader as html
from policydiff.reading.readers.safety.decoding import MOST_BYTES, TooLargeError, one_line

MOST_NESTED = 20
"""Multipart containers of an archive at most; browsers and Word write one or two."""

_START = re.compile(
    rb"\s*(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){1,40}", re.DOTALL
)
_MARK = re.compile(rb"^(?:mime-version|content-type)\s*:", re.IGNORECASE | re.MULTILINE)
_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "unicode": "utf-16", "ks_c_5601-1987": "cp949"}


class WebArchiveError(InputError):
    """A web archive without a page in it, or one that no browser would make."""

    def __init__(self, name: str, why: Message) -> None:
        """`why` ends with the remedy."""
        super().__init__(Message("{name}: {why}", name=one_line(name), why=why))


def is_web_archive(data: bytes) -> bool:
    """True if the bytes begin with the head of a MIME message."""
    head = _START.match(data[:8192].removeprefix(b"\xef\xbb\xbf"))
    return head is not None and _MARK.search(head[0]) is not None


def page_of(data: bytes, name: str) -> bytes:
    """The archive's first page. Raises `WebArchiveError` if there is none."""
    if data.lower().count(b"multipart/") > MOST_NESTED:
        raise WebArchiveError(
            name,
            Message(
                "this web archive nests more than {most} parts; save its page alone and try again",
                most=MOST_NESTED,
            ),
        )
    try:
        message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip())
        pages = [
            part
            for part in message.walk()
            if part.get_content_type() in {"text/html", "application/xhtml+xml"}
        ]
        page = pages[0] if pages else None
        content = None if page is None else _decoded(page)
    except (MessageError, ValueError, LookupError, TypeError) as error:
        raise WebArchiveError(
            name, Message("this web archive is damaged; save the page alone and try again")
        ) from error
    if not content:
        raise WebArchiveError(
            name, Message("this web archive holds no page; save the page alone and try again")
        )
    return content


def _decoded(page: MimePart) -> bytes:
    content = page.get_payload(decode=True)
    if not isinstance(content, bytes):
        return b""
    charset = str(page.get_content_charset() or "")
    try:
        return (
            content.decode(_CHARSETS.get(charset, charset)).encode("utf-8") if charset else content
        )
    except (LookupError, UnicodeDecodeError):
        return content


SUFFIXES: tuple[str, ...] = (".mht", ".mhtml")


def sniff(data: bytes) -> bool:
    """True if the bytes begin with the head of a MIME message that has parts."""
    return is_web_archive(data) and b"multipart/" in data[:8192].lower()


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
    """The lines and tables of the archive's page. Raises `InputError` without one."""
    if len(data) > MOST_BYTES:
        raise TooLargeError(name, len(data), Message("bytes"), MOST_BYTES)
    page = html.read(page_of(data, name), name, options)
    return replace(page, format="mht", sha256=hashlib.sha256(data).hexdigest())
