"""Web archives (MHTML): a page saved with its pictures as one file.

A browser saves them, or Word under the name of doc.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from policydiff.messages import Message
from policydiff.model.reading import READ_OPTIONS, ReadOptions
from policydiff.model.source import SourceText
from policydiff.readers import html
from policydiff.readers._mht import is_web_archive, page_of
from policydiff.readers.safety.decoding import MOST_BYTES, TooLargeError

SUFFIXES: tuple[str, ...] = (".mht", ".mhtml")


def sniff(data: bytes) -> bool:
    """True where the bytes begin with the head of a MIME message that has parts."""
    return is_web_archive(data) and b"multipart/" in data[:8192].lower()


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
    """The lines and tables of the page in the archive, read as a web page.

    Raises an `InputError` where there is none.
    """
    if len(data) > MOST_BYTES:
        raise TooLargeError(name, len(data), Message("bytes"), MOST_BYTES)
    page = html.read(page_of(data, name), name, options)
    return replace(page, format="mht", sha256=hashlib.sha256(data).hexdigest())
