"""Web pages: the document without the page around it, and the facts that its header states."""

from __future__ import annotations

import re

from lxml import etree

from policydiff.errors import InputError
from policydiff.model.source import Dropped, Problem, SourceLine, SourceText
from policydiff.readers._blocks import read_blocks
from policydiff.readers._decoding import EmptySourceError, decode, one_line
from policydiff.readers._header_facts import head_facts, merge_facts, passing_facts, take_header
from policydiff.readers._pages import remove_furniture
from policydiff.readers._tables import parser

MOST_TAGS = 200_000
"""The most tags of a page that is read: each costs a quarter of a kilobyte, and a page with a long law has a tenth of that."""

SUFFIXES: tuple[str, ...] = (".html", ".htm", ".xhtml", ".shtml")

_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)

_DECLARATION = re.compile(r"\s*(?:<\?xml[^<>]*\?>)?\s*(<!DOCTYPE[^\[\]<>]*\[.*?\]\s*>)", re.IGNORECASE | re.DOTALL)


class PageError(InputError):
    """A page that the parser's limits of depth and size forbid."""

    def __init__(self, name: str, why: str) -> None:
        """`why` names the limit."""
        super().__init__(f"{one_line(name)} is beyond what a page may be ({why}); save its text alone and try again")


def sniff(data: bytes) -> bool:
    """True where the bytes begin as a page does."""
    return bool(_START.match(data[:4096]))


def read(data: bytes, name: str) -> SourceText:
    """Lines, tables and stated facts of a page; navigation and its like are in `dropped`.

    Every line is a block of the page, so `hard_break` is set on all. Raises an `InputError` where the bytes cannot be decoded, the page nests
    deeper than 255 elements, or no text is left.
    """
    decoded = decode(data, name, references=True)
    dropped: list[Dropped] = []
    root, body = _tree(_without_declaration(decoded.text, dropped), name)
    stated = take_header(body, dropped)
    dropped += remove_furniture(body)
    lines, images = read_blocks(body)
    if not lines:
        raise EmptySourceError(name)
    headed = any(isinstance(line, SourceLine) and line.depth == 1 for line in lines)
    titled = headed or any(fact.field == "title" for fact in stated)
    return SourceText(
        name=name,
        format="html",
        sha256=decoded.sha256,
        lines=lines,
        encoding=decoded.encoding,
        hard_wrapped=False,
        facts=merge_facts(stated, head_facts(root, titled=titled), passing_facts(dropped)),
        dropped=(*dropped, *images),
        problems=(*decoded.problems, *_pictures(images)),
    )


def _without_declaration(text: str, dropped: list[Dropped]) -> str:
    """The page without the entities that its document type declares: they are never expanded, and are no text."""
    match = _DECLARATION.match(text)
    if not match:
        return text
    dropped.append(Dropped(what="declaration", text=match[1].strip(), line=text.count("\n", 0, match.start(1)) + 1))
    return "\n" * match[0].count("\n") + text[match.end() :]


def _tree(text: str, name: str) -> tuple[etree._Element, etree._Element]:
    """The root and the body of a page."""
    if text.count("<") > MOST_TAGS:
        raise PageError(name, f"it has more than {MOST_TAGS:,} tags")
    reader = parser()
    try:
        root = etree.fromstring(text.encode("utf-8"), reader)
    except etree.LxmlError as error:
        raise _page_error(reader, name) from error
    if root is None:
        raise EmptySourceError(name)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in reader.error_log):
        raise _page_error(reader, name)
    body = root.find("body")
    return root, root if body is None else body


def _page_error(reader: etree.HTMLParser, name: str) -> InputError:
    said = [entry.message for entry in reader.error_log if entry.type_name == "ERR_RESOURCE_LIMIT"]
    if any("depth" in message for message in said):
        return PageError(name, "its elements are nested more than 255 deep")
    return PageError(name, "a piece of it is larger than 10 MB") if said else EmptySourceError(name)


def _pictures(images: tuple[Dropped, ...]) -> tuple[Problem, ...]:
    if not images:
        return ()
    message = f"{len(images)} pictures in the text could not be read; what they show is missing here"
    return (Problem(code="picture-left-out", message=message, line=images[0].line, severity="note"),)
