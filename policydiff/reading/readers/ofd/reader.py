"""OFD files: pages to paragraphs and tables, laid out as those of a PDF."""

from __future__ import annotations

import math
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from policydiff.messages import AND, Message
from policydiff.model import source
from policydiff.reading.contract import READ_OPTIONS, ReadOptions
from policydiff.reading.readers.docx.package import Budget, parse_xml
from policydiff.reading.readers.ofd.content import (
    Box,
    DrawingBudget,
    Resources,
    draw,
    heavy,
    numbers,
)
from policydiff.reading.readers.pdf.glyphs import MOST_PAGES, PrintedPage
from policydiff.reading.readers.pdf.recognition import Recogniser, pixels, recogniser
from policydiff.reading.readers.pdf.scans import COVERED, source_of
from policydiff.reading.readers.safety import decoding
from policydiff.reading.readers.safety.archive import (
    Archive,
    ArchiveError,
    kind_of_zip,
    open_archive,
)

SUFFIXES: tuple[str, ...] = (".ofd",)

_MAIN = "OFD.xml"
_A4: Box = (0.0, 0.0, 210.0, 297.0)
_ENCRYPTED = ("encryptions.xml", "encrypts.xml", "decryptseed.dat")
"""Files of a package whose parts are encrypted (GM/T 0099)."""


@dataclass(slots=True, kw_only=True)
class _OfdFiles:
    """The parts of a package, and what may still be read of them."""

    archive: Archive
    tags: Budget = field(default_factory=Budget)
    roots: dict[str, etree._Element | None] = field(default_factory=dict)

    def find(self, part: str, place: str | None) -> str:
        """The name of a part that `part` refers to; "" for one that is not there."""
        place = (place or "").strip().replace("\\", "/")
        for folder in (posixpath.dirname(part), ""):
            name = posixpath.normpath(posixpath.join("/", folder, place)).lstrip("/")
            if name.lower() in self.archive.entries:
                return name
        return ""

    def xml(self, part: str) -> etree._Element | None:
        """The root of a part, parsed once; None for one that is not there."""
        if part not in self.roots:
            data = self.archive.read(part) if part else None
            name = self.archive.name
            self.roots[part] = None if data is None else parse_xml(data, part, name, self.tags)
        return self.roots[part]


@dataclass(slots=True, kw_only=True)
class _Ofd:
    files: _OfdFiles
    budget: DrawingBudget
    pages: list[PrintedPage] = field(default_factory=list)
    problems: list[source.Problem] = field(default_factory=list)
    carried: dict[Message, None] = field(default_factory=dict)
    engine: Recogniser | None = None
    resources: dict[tuple[str, ...], Resources] = field(default_factory=dict)


def sniff(data: bytes) -> bool:
    """True for a zip archive with the main part of an OFD file."""
    return kind_of_zip(data) == "ofd"


def read(data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> source.SourceText:
    """The paragraphs and tables in reading order, as those of a PDF.

    Several documents of a file follow one another. Annotations, seals and attached files are not
    read. Raises an `InputError` if the file is damaged, encrypted, beyond limits, or has no text.
    """
    if len(data) > decoding.MOST_BYTES:
        raise decoding.TooLargeError(name, len(data), Message("bytes"), decoding.MOST_BYTES)
    files = _OfdFiles(archive=open_archive(data, name))
    reading = _Ofd(files=files, budget=DrawingBudget(name=name))
    reading.engine = recogniser(name) if options.ocr else None
    bodies = _bodies(files)
    for body in bodies:
        _read_body(body, reading)
    if len(bodies) > 1:
        message = Message(
            "the file holds {count} documents, read one after the other", count=len(bodies)
        )
        reading.problems.append(source.Problem(code="several-documents", message=message))
    if reading.carried:
        parts = Message.joined(list(reading.carried), AND)
        message = Message("the file carries {parts}, neither opened nor run nor read", parts=parts)
        reading.problems.append(
            source.Problem(code="embedded-left-out", message=message, severity="note")
        )
    if reading.engine is not None and reading.engine.pages:
        reading.problems.append(reading.engine.problem())
    stated = _stated(bodies[0], name)
    return source_of(data, ("ofd", name), reading.pages, reading.problems, stated)


def _bodies(files: _OfdFiles) -> list[etree._Element]:
    """The documents that the main part lists. Raises `ArchiveError` for none."""
    name = files.archive.name
    if any(posixpath.basename(entry) in _ENCRYPTED for entry in files.archive.entries):
        raise ArchiveError(
            name,
            Message(
                "it is encrypted; open it in its program, save a copy that is not, and give that"
            ),
        )
    root = files.xml(_MAIN)
    bodies = [] if root is None else root.findall("{*}DocBody")
    if not bodies:
        raise ArchiveError(
            name,
            Message("it holds no document, as a file of signatures alone; is it the right file?"),
        )
    return bodies


def _stated(body: etree._Element, name: str) -> tuple[source.FileFact, ...]:
    return (
        *source.property_fact("title", body.findtext("{*}DocInfo/{*}Title"), name),
        *source.property_fact("subject", body.findtext("{*}DocInfo/{*}Subject"), name),
    )


def _read_body(body: etree._Element, reading: _Ofd) -> None:
    files = reading.files
    place = _root_of(body, files)
    document = files.xml(place)
    if document is None:
        raise ArchiveError(
            files.archive.name,
            Message("the document that it names is not in it; fetch or save the file again"),
        )
    if body.find("{*}Signatures") is not None:
        reading.carried[Message("signatures or seals")] = None
    if document.find("{*}Annotations") is not None:
        reading.carried[Message("annotations")] = None
    if document.find("{*}Attachments") is not None:
        reading.carried[Message("attached files")] = None
    reading.pages.extend(_pages(document, place, reading))


def _root_of(body: etree._Element, files: _OfdFiles) -> str:
    """The part of the document, of its current version where there are several."""
    for version in body.iterfind("{*}Versions/{*}Version"):
        if version.get("Current") == "true":
            part = files.find(_MAIN, version.get("BaseLoc"))
            root = files.xml(part)
            return "" if root is None else files.find(part, root.findtext("{*}DocRoot"))
    return files.find(_MAIN, body.findtext("{*}DocRoot"))


def _pages(document: etree._Element, place: str, reading: _Ofd) -> Iterator[PrintedPage]:
    files, name = reading.files, reading.files.archive.name
    listed = document.findall("{*}Pages/{*}Page")
    first = len(reading.pages) + 1
    if first + len(listed) > MOST_PAGES:
        raise decoding.TooLargeError(name, first + len(listed), Message("pages"), MOST_PAGES)
    shared = [
        files.find(place, node.text)
        for tag in ("PublicRes", "DocumentRes")
        for node in document.iterfind(f"{{*}}CommonData/{{*}}{tag}")
    ]
    templates = {
        node.get("ID", ""): files.find(place, node.get("BaseLoc"))
        for node in document.iterfind("{*}CommonData/{*}TemplatePage")
    }
    usual = _box(document.find("{*}CommonData/{*}PageArea"), _A4, name)
    for number, page in enumerate(listed, first):
        part = files.find(place, page.get("BaseLoc"))
        content = files.xml(part)
        if content is None:
            message = Message("page {number} is listed and not in the file", number=number)
            reading.problems.append(
                source.Problem(
                    code="cut-off",
                    message=message,
                    hint=Message("Fetch the file again"),
                    severity="error",
                )
            )
            continue
        own = [files.find(part, node.text) for node in content.iterfind("{*}PageRes")]
        used = [
            template
            for node in content.iterfind("{*}Template")
            if (template := files.xml(templates.get(node.get("TemplateID", ""), ""))) is not None
        ]
        box = _box(content.find("{*}Area"), usual, name)
        named = (*shared, *own)
        if named not in reading.resources:  # most pages name the same
            reading.resources[named] = _resources(files, named)
        drawn = draw([*used, content], number, box, reading.resources[named], reading.budget)
        scan = None
        alone = drawn.pictures == 1 or drawn.pictured > COVERED
        if reading.engine is not None and not drawn.glyphs and alone:
            scan = _scan(files, content, named)
        if reading.engine is not None and scan is not None:
            drawn = reading.engine.read(drawn, pixels(scan, name))
        yield drawn


def _scan(files: _OfdFiles, content: etree._Element, parts: tuple[str, ...]) -> bytes | None:
    """The largest picture of a page, taken for the whole page."""
    name = files.archive.name
    pictures = content.iter("{*}ImageObject")
    sizes = {
        node.get("ResourceID"): math.prod(numbers(node.get("Boundary"), name)[2:])
        for node in pictures
    }
    wanted = max(sizes, key=lambda key: sizes[key], default=None)
    for part in parts:
        root = files.xml(part)
        for media in () if root is None else root.iterfind("{*}MultiMedias/{*}MultiMedia"):
            if root is not None and media.get("ID") == wanted:
                file = (media.findtext("{*}MediaFile") or "").strip()
                return files.archive.read(
                    files.find(part, posixpath.join(root.get("BaseLoc", ""), file))
                )
    return None


def _box(area: etree._Element | None, usual: Box, name: str) -> Box:
    found = [] if area is None else numbers(area.findtext("{*}PhysicalBox"), name)
    if len(found) != 4 or min(found[2:]) <= 0:
        return usual
    return found[0], found[1], found[2], found[3]


def _resources(files: _OfdFiles, parts: tuple[str, ...]) -> Resources:
    roots = [root for part in parts if (root := files.xml(part)) is not None]
    fonts = (font for root in roots for font in root.iterfind("{*}Fonts/{*}Font"))
    drawings = (
        unit
        for root in roots
        for unit in root.iterfind("{*}CompositeGraphicUnits/{*}CompositeGraphicUnit")
    )
    return Resources(
        heavy=frozenset(font.get("ID", "") for font in fonts if heavy(font)),
        drawings={unit.get("ID", ""): unit for unit in drawings},
    )
