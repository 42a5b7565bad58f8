"""Web pages: the document in the page, and the facts that its header states."""

from __future__ import annotations

import re

from lxml import etree

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.source import (
    Dropped,
    FileFact,
    FileFacts,
    Problem,
    SourceLine,
    SourceText,
    UnreadKind,
    UnreadParts,
)
from policydiff.reading.contract import READ_OPTIONS, ReadOptions, Revisions
from policydiff.reading.readers.html.blocks import read_blocks
from policydiff.reading.readers.html.header_facts import (
    head_facts,
    merge_facts,
    passing_facts,
    take_header,
)
from policydiff.reading.readers.html.pages import remove_furniture, take_away
from policydiff.reading.readers.safety.decoding import EmptySourceError, decode, one_line
from policydiff.reading.readers.tables import line_of, parse_markup
from policydiff.reading.readers.tracked import Tracked, revisions_problem

_NOTE = re.compile(r"(?:ftn|edn|sdfootnote|sdendnote)\d{1,4}$")
"""The name of a note: the first two are Word's, the others LibreOffice's."""

_MARK = re.compile(r"#(?:_(?:ftn|edn)\d{1,4}|(?:sdfootnote|sdendnote)\d{1,4}sym)$")
_BACK = re.compile(r"#(?:_(?:ftn|edn)ref\d{1,4}|(?:sdfootnote|sdendnote)\d{1,4}anc)$")


def take_notes(body: etree._Element, dropped: list[Dropped]) -> tuple[Problem, ...]:
    """Move the footnotes of a page to the dropped parts; a problem counts them."""
    notes = [node for node in body.iter("div") if _NOTE.match(node.get("id") or "")]
    if not notes:
        return ()
    place = line_of(notes[0])
    marks: list[Dropped] = []
    for note in notes:
        for link in [link for link in note.iter("a") if _BACK.match(link.get("href") or "")]:
            take_away(link, "footnote-mark", marks)
        take_away(note, "footnote", dropped)
    for mark in [link for link in body.iter("a") if _MARK.match(link.get("href") or "")]:
        take_away(mark, "footnote-mark", marks)
    message = Message.counted(
        "{notes} footnote kept apart from the text",
        "{notes} footnotes kept apart from the text",
        len(notes),
        notes=len(notes),
    )
    return (Problem(code="footnotes-left-out", message=message, line=place, severity="note"),)


def settle_changes(
    body: etree._Element, revisions: Revisions, dropped: list[Dropped]
) -> tuple[Problem, ...]:
    """Remove the tracked deletions of a page, or its insertions (`revisions`)."""
    removed, added = list(body.iter("del")), list(body.iter("ins"))
    for node in removed if revisions == "accepted" else added:
        take_away(node, "tracked-change", dropped)
    return revisions_problem(Tracked(added=len(added), removed=len(removed)), revisions)


SUFFIXES: tuple[str, ...] = (".html", ".htm", ".xhtml", ".shtml")

_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*>\s*+)?(?:<!--(?>.{0,2000}?-->)\s*+)*+<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)

_DECLARATION = re.compile(
    r"\s*+(?:<\?xml[^<>]*\?>\s*+)?(<!DOCTYPE[^\[\]<>]*+\[.*?\]\s*>)", re.IGNORECASE | re.DOTALL
)


class PageError(InputError):
    """A page that the parser's limits of depth and size forbid."""

    def __init__(self, name: str, why: Message) -> None:
        """`why` names the limit."""
        super().__init__(
            Message(
                "{name} is beyond what a page may be ({why}); save its text alone and try again",
                name=one_line(name),
                why=why,
            )
        )


def sniff(data: bytes) -> bool:
    """True if the bytes begin as a web page does."""
    return bool(_START.match(data[:4096]))


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
    """The lines, tables and stated facts of a page; its furniture is in `dropped`.

    Tracked changes (`ins`, `del`) are settled as `options.revisions` asks; footnotes of Word and
    LibreOffice are in `dropped`. Every line is a block, so `hard_break` is set on all. Raises an
    `InputError` if the bytes cannot be decoded, the page nests deeper than 255 elements, or no text
    is left.
    """
    decoded = decode(data, name, references=True)
    dropped: list[Dropped] = []
    root, body = _tree(_without_declaration(decoded.text, dropped), name)
    stated = take_header(body, dropped)
    dropped += remove_furniture(body)
    told = (*settle_changes(body, options.revisions, dropped), *take_notes(body, dropped))
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
        dropped=tuple(sorted((*dropped, *images), key=lambda piece: piece.line or 0)),
        problems=(*decoded.problems, *told, *_pictures(images)),
        file=_file_facts(body, dropped, len(images)),
    )


_UNREAD: dict[UnreadKind, tuple[str, ...]] = {
    "picture": ("svg", "canvas"),
    "object": ("iframe", "object", "embed", "applet", "audio", "video"),
    "formula": ("math",),
}
"""Elements without readable text, by kind."""


def _file_facts(body: etree._Element, dropped: list[Dropped], images: int) -> FileFacts:
    counts = {kind: sum(1 for _ in body.iter(*tags)) for kind, tags in _UNREAD.items()}
    counts["picture"] += images
    return FileFacts(
        format="html",
        kinds=("footnote",),
        facts=tuple(
            FileFact(kind="footnote", text=piece.text)
            for piece in dropped
            if piece.what == "footnote"
        ),
        unread=tuple(
            UnreadParts(kind=kind, count=count) for kind, count in counts.items() if count
        ),
    )


def _without_declaration(text: str, dropped: list[Dropped]) -> str:
    """The page without declared entities, which are never expanded."""
    match = _DECLARATION.match(text)
    if not match:
        return text
    dropped.append(
        Dropped(
            what="declaration", text=match[1].strip(), line=text.count("\n", 0, match.start(1)) + 1
        )
    )
    return "\n" * match[0].count("\n") + text[match.end() :]


def _tree(text: str, name: str) -> tuple[etree._Element, etree._Element]:
    root, limit = parse_markup(text)
    if limit:
        raise PageError(name, limit)
    if root is None:
        raise EmptySourceError(name)
    body = root.find("body")
    return root, root if body is None else body


def _pictures(images: tuple[Dropped, ...]) -> tuple[Problem, ...]:
    if not images:
        return ()
    message = Message.counted(
        "{count} picture in the text could not be read; what they show is missing here",
        "{count} pictures in the text could not be read; what they show is missing here",
        len(images),
        count=len(images),
    )
    return (
        Problem(code="picture-left-out", message=message, line=images[0].line, severity="note"),
    )
