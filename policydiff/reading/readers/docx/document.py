"""A whole Word file: its text, the parts around it, and problems to report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from lxml import etree

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.office_content import MarginComment, Signature, WordContent
from policydiff.model.source import Dropped, Problem, SourceLine, SourceTable, SourceText
from policydiff.reading.contract import READ_OPTIONS, ReadOptions
from policydiff.reading.parsing.lines.normalise import wrap_columns
from policydiff.reading.readers.docx.blocks import Lines, flat, read_story
from policydiff.reading.readers.docx.names import RELATIONSHIPS, w
from policydiff.reading.readers.docx.numbering import read_numbering
from policydiff.reading.readers.docx.package import (
    Budget,
    Package,
    WordError,
    notices,
    open_package,
    unread_parts,
)
from policydiff.reading.readers.docx.scene import PassageRecord, Scene, file_facts
from policydiff.reading.readers.docx.styles import read_styles
from policydiff.reading.readers.safety.decoding import (
    MOST_BYTES,
    MOST_LINES,
    EmptySourceError,
    TooLargeError,
    decode,
)
from policydiff.reading.readers.tracked import Tracked, revisions_problem

DEEPEST_FILE = 3
"""Depth of Word files inside one another."""

FEWEST_PASTED = 10
"""Lines from which a text pasted with its line ends is recognised."""

_NOTE_PARTS: dict[Literal["footnote", "endnote", "comment"], str] = {
    "footnote": "footnotes",
    "endnote": "endnotes",
    "comment": "comments",
}
_LEFT_OUT: dict[str, tuple[str, Callable[[int], Message]]] = {
    "image": (
        "picture-left-out",
        lambda count: Message.counted(
            "{count} picture in the text could not be read; what they show is missing here",
            "{count} pictures in the text could not be read; what they show is missing here",
            count,
            count=count,
        ),
    ),
    "drawing": (
        "drawing-left-out",
        lambda count: Message.counted(
            "{count} diagram or chart in the text could not be read; what they show is missing here",
            "{count} diagrams or charts in the text could not be read; what they show is missing here",
            count,
            count=count,
        ),
    ),
    "field": (
        "field-left-out",
        lambda count: Message.counted(
            "{count} field whose result is not in the file left out: Word makes it when it opens the file",
            "{count} fields whose result is not in the file left out: Word makes it when it opens the file",
            count,
            count=count,
        ),
    ),
    "hidden": (
        "hidden-text",
        lambda count: Message.counted(
            "{count} piece of hidden text left out, as Word does when it prints",
            "{count} pieces of hidden text left out, as Word does when it prints",
            count,
            count=count,
        ),
    ),
    "footnote": (
        "footnotes-left-out",
        lambda count: Message.counted(
            "{notes} footnote kept apart from the text",
            "{notes} footnotes kept apart from the text",
            count,
            notes=count,
        ),
    ),
    "endnote": (
        "endnotes-left-out",
        lambda count: Message.counted(
            "{notes} endnote kept apart from the text",
            "{notes} endnotes kept apart from the text",
            count,
            notes=count,
        ),
    ),
}


def read_document(
    data: bytes, name: str, options: ReadOptions, budget: Budget, depth: int = 1
) -> SourceText:
    """The text of a Word file, the `depth`th of nested ones. Raises `InputError`."""
    scene = _opened(data, name, options, budget, depth)
    root, body = _body(scene)
    lines = _depths(read_story(body, scene))
    if not lines:
        raise _nothing(scene)
    if len(lines) > MOST_LINES:
        raise TooLargeError(name, len(lines), Message("lines"), MOST_LINES)
    problems = [*scene.problems, *notices(scene.package), *_doubts(scene)]
    dropped, notes = [*scene.dropped], [*_notes(scene)]
    scene.record = PassageRecord()
    dropped += [*notes, *_furniture(root, scene)]
    wrapped = _pasted(lines, scene)
    return SourceText(
        name=name,
        format="docx",
        sha256=hashlib.sha256(data).hexdigest(),
        lines=tuple(_unbroken(line) if wrapped else line for line in lines),
        hard_wrapped=None if wrapped else False,
        facts=tuple(scene.facts),
        dropped=tuple(sorted(dropped, key=lambda piece: piece.line or 0)),
        tracked=tuple(scene.changes),
        file=file_facts(root, scene, notes),
        problems=(
            *revisions_problem(_sum(scene.tracked), options.revisions),
            *problems,
            *_left_out(dropped),
            *_struck(scene),
            *_formats(scene),
        ),
    )


def read_content(
    data: bytes, name: str, options: ReadOptions, spared: frozenset[Signature]
) -> WordContent:
    """A Word file word for word, accepting `spared` changes. Raises `InputError`."""
    scene = _opened(data, name, options, Budget(), 1)
    scene.record, scene.spared = PassageRecord(), spared
    root, body = _body(scene)
    read_story(body, scene)
    notes = list(_notes(scene))
    for _ in _furniture(root, scene):
        pass  # its paragraphs are recorded
    if len(scene.record.passages) > MOST_LINES:
        raise TooLargeError(name, len(scene.record.passages), Message("lines"), MOST_LINES)
    return WordContent(
        passages=tuple(scene.record.passages),
        comments=tuple(
            MarginComment(author=note.author, date=note.date, text=note.text)
            for note in notes
            if note.author is not None
        ),
        unread=tuple(unread_parts(scene.package)),
        signatures=frozenset(scene.signatures),
    )


def open_text(data: bytes, name: str) -> tuple[Scene, etree._Element]:
    """A Word file and its text, all tracked changes accepted. Raises an `InputError`."""
    scene = _opened(data, name, READ_OPTIONS, Budget(), 1)
    return scene, _body(scene)[1]


def _opened(data: bytes, name: str, options: ReadOptions, budget: Budget, depth: int) -> Scene:
    if len(data) > MOST_BYTES:
        raise TooLargeError(name, len(data), Message("bytes"), MOST_BYTES)
    return _scene(open_package(data, name, budget), options, depth)


def _body(scene: Scene) -> tuple[etree._Element, etree._Element]:
    """The main document and its body. Raises `WordError`."""
    root = scene.open(scene.package.main)
    body = None if root is None else root.find(w("body"))
    if root is None or body is None:
        raise WordError(
            scene.package.name,
            Message(
                "its main document has no body; open the file in Word or WPS, save it again and try once more"
            ),
        )
    return root, body


def _scene(package: Package, options: ReadOptions, depth: int) -> Scene:
    styles = read_styles(package.related(package.main, "styles"))
    return Scene(
        package=package,
        part=package.main,
        styles=styles,
        counting=read_numbering(package.related(package.main, "numbering"), styles),
        options=options,
        nested=(lambda data: read_document(data, package.name, options, package.budget, depth + 1))
        if depth < DEEPEST_FILE
        else None,
    )


def _nothing(scene: Scene) -> InputError:
    name = scene.package.name
    if scene.problems:
        return WordError(name, scene.problems[0].message)
    if any(piece.what == "image" for piece in scene.dropped):
        return WordError(
            name,
            Message(
                "it holds pictures of pages, but no text; recognise the text first (OCR), for example with WPS or ocrmypdf"
            ),
        )
    return EmptySourceError(name)


def _pasted(lines: Lines, scene: Scene) -> bool:
    """True for a text pasted with its line ends, each line then a paragraph."""
    plain = [line for line in lines if isinstance(line, SourceLine) and line.style == "plain"]
    return (
        len(plain) >= FEWEST_PASTED
        and not scene.counting.counts
        and wrap_columns(plain) is not None
    )


def _depths(lines: Lines) -> Lines:
    """The lines, depths of headings from 1."""
    headings = [line for line in lines if isinstance(line, SourceLine) and line.style == "heading"]
    tops = [line for line in headings if line.depth == 2]
    if (
        any(line.depth == 1 for line in headings)
        or not tops
        or tops != headings[:1]
        or len(headings) < 2
    ):
        return lines
    return [
        replace(line, depth=line.depth - 1)
        if isinstance(line, SourceLine) and line.style == "heading"
        else line
        for line in lines
    ]


def _doubts(scene: Scene) -> Iterator[Problem]:
    """Doubts about the characters. Raises `InputError` beyond the limits of a text."""
    said = [(line, text) for line, text in scene.raw if text.strip()]
    if not said:
        return  # the text lies in a foreign piece, whose own reader has looked at it
    whole = "\n".join(("", *(text for _, text in said)))
    for problem in decode(whole.encode("utf-8"), scene.package.name).problems:
        yield replace(problem, line=None if problem.line is None else said[problem.line - 2][0])


def _unbroken(line: SourceLine | SourceTable) -> SourceLine | SourceTable:
    """The line, unless a heading or table, without its hard break."""
    return (
        replace(line, hard_break=False)
        if isinstance(line, SourceLine) and line.style == "plain"
        else line
    )


def _notes(scene: Scene) -> Iterator[Dropped]:
    """Footnotes, endnotes and comments in the order in which the text refers to them."""
    for kind, part in _NOTE_PARTS.items():
        wanted = [(key, line) for (what, key), line in scene.notes.items() if what == kind]
        target = scene.package.related_name(scene.part, part) if wanted else None
        root = None if target is None else scene.open(target)
        if root is None or target is None:
            continue
        found = {note.get(w("id"), ""): note for note in root.iterchildren(w(kind))}
        for count, (key, line) in enumerate(wanted, 1):
            signed = kind == "comment"
            aside = scene.aside(target, None if kind == "comment" else kind, count)
            text = flat(read_story(found[key], aside)) if key in found else ""
            if text:
                yield Dropped(
                    what=kind,
                    text=text if signed else f"[{count}] {text}",
                    line=line,
                    author=found[key].get(w("author"), "") if signed else None,
                    date=found[key].get(w("date")) if signed else None,
                )


def _furniture(root: etree._Element, scene: Scene) -> Iterator[Dropped]:
    seen: set[str] = set()
    said: set[tuple[str, str]] = set()
    relations = scene.package.relations(scene.part)
    for reference in list(root.iter(w("headerReference"), w("footerReference"))):
        relation = relations.get(reference.get(f"{{{RELATIONSHIPS}}}id", ""))
        if relation is None or relation.external or relation.target in seen:
            continue
        seen.add(relation.target)
        part = scene.open(relation.target)
        what: Literal["header", "footer"] = (
            "header" if reference.tag == w("headerReference") else "footer"
        )
        aside = scene.aside(relation.target, what, len(seen))
        text = "" if part is None else flat(read_story(part, aside))
        if text and (what, text) not in said:
            said.add((what, text))
            yield Dropped(what=what, text=text)


def _sum(tracked: Sequence[Tracked]) -> Tracked:
    return Tracked(
        added=sum(each.added for each in tracked), removed=sum(each.removed for each in tracked)
    )


def _left_out(dropped: Sequence[Dropped]) -> Iterator[Problem]:
    for what, (code, said) in _LEFT_OUT.items():
        places = [piece.line for piece in dropped if piece.what == what]
        if places:
            yield Problem(code=code, message=said(len(places)), line=places[0], severity="note")


def _struck(scene: Scene) -> Iterator[Problem]:
    """A problem for text struck through by hand: both old and new are read."""
    if count := len(scene.struck):
        message = Message.counted(
            "text in {count} paragraph is struck through; it was read like any other text",
            "text in {count} paragraphs is struck through; it was read like any other text",
            count,
            count=count,
        )
        hint = Message("Where it marks deletions, delete it in Word or WPS and try again")
        yield Problem(code="struck-through", message=message, line=scene.struck[0], hint=hint)


def _formats(scene: Scene) -> Iterator[Problem]:
    if scene.counting.unknown:
        kinds = ", ".join(sorted(scene.counting.unknown)[:5])
        message = Message(
            "automatic numbers of a format that is not known ({kinds}) were written as 1, 2, 3",
            kinds=kinds,
        )
        yield Problem(
            code="number-format-unknown",
            message=message,
            hint=Message("Compare the numbers with the file"),
        )
