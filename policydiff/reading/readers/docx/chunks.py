"""Foreign pieces of a Word file (`w:altChunk`): web page, archive, text or Word."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.source import Problem, SourceLine, SourceTable, SourceText
from policydiff.reading.readers.docx.names import RELATIONSHIPS
from policydiff.reading.readers.docx.package import MOST_CHUNKS
from policydiff.reading.readers.docx.scene import Scene
from policydiff.reading.readers.html import reader as html
from policydiff.reading.readers.html.mht import is_web_archive, page_of
from policydiff.reading.readers.txt import reader as txt


class _RefusedError(InputError):
    """A foreign piece is not read; the message becomes a problem of the document."""


def read_chunk(node: etree._Element, scene: Scene) -> list[SourceLine | SourceTable]:
    """The lines of a foreign piece, numbered on; a problem if it cannot be read."""
    scene.package.budget.chunks -= 1
    try:
        source = _read(node, scene)
    except InputError as error:
        message = Message(
            "a foreign piece of the file could not be read, its text is missing here: {error}",
            error=error,
        )
        hint = Message("Open the file in Word or WPS, save it as docx and try again")
        scene.problems.append(
            Problem(code="piece-left-out", message=message, line=scene.line or None, hint=hint)
        )
        return []
    base = scene.line
    scene.line += max(line.number for line in source.lines)
    scene.facts += [
        replace(fact, line=None if fact.line is None else fact.line + base) for fact in source.facts
    ]
    scene.dropped += [
        replace(piece, line=None if piece.line is None else piece.line + base)
        for piece in source.dropped
    ]
    scene.problems += [
        replace(problem, line=None if problem.line is None else problem.line + base)
        for problem in source.problems
    ]
    return [replace(line, number=line.number + base) for line in source.lines]


def _read(node: etree._Element, scene: Scene) -> SourceText:
    if scene.package.budget.chunks < 0:
        raise _RefusedError(Message("it is one of more than {most}", most=MOST_CHUNKS))
    relation = scene.package.relations(scene.part).get(node.get(f"{{{RELATIONSHIPS}}}id", ""))
    if relation is None:
        raise _RefusedError(Message("nothing says where it is"))
    if relation.external:
        raise _RefusedError(Message("it lies outside the file, and nothing is fetched"))
    data = scene.package.archive.read(relation.target)
    if data is None:
        raise _RefusedError(Message("{target} is not in the file", target=relation.target))
    name = relation.target.rsplit("/", 1)[-1]
    if data.startswith(b"PK"):
        if scene.nested is None:
            raise _RefusedError(Message("{name} is a Word file too deep inside others", name=name))
        return scene.nested(data)
    if is_web_archive(data):
        return html.read(page_of(data, name), name, scene.options)
    if data.lstrip()[:5] == b"{\\rtf":
        raise _RefusedError(Message("{name} is an RTF file", name=name))
    page = html.sniff(data) or data.lstrip()[:1] == b"<" or name.lower().endswith(html.SUFFIXES)
    return html.read(data, name, scene.options) if page else txt.read(data, name, scene.options)
