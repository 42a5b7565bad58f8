"""A Word file as a package of parts: XML, relationships, notices."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model import source
from policydiff.reading.readers.docx.names import STRICT
from policydiff.reading.readers.safety.archive import Archive, open_archive
from policydiff.reading.readers.safety.decoding import one_line

MOST_TAGS = 3_000_000
"""The most XML tags in all parts; a code of 1,260 articles has some 400,000."""

MOST_CHUNKS = 100
"""The most foreign pieces that are read, with those inside other Word files."""

_LINKS = {"hyperlink"}
"""Relationships that lead outside and are only text here."""

_ACTIVE = ("vbaproject.bin", "vbadata.xml", "activex/", "embeddings/")


_UNREAD: dict[source.UnreadKind, tuple[str, ...]] = {
    "picture": ("media/",),
    "object": ("embeddings/", "activex/"),
    "chart": ("charts/", "diagrams/"),
    "macro": ("vbaproject.bin", "vbadata.xml"),
}
"""The parts of a file whose content is no text, by what their names hold."""

_STATED = "{http://purl.org/dc/elements/1.1/}"
"""The namespace of a file's stated properties."""


class WordError(InputError):
    """A Word file that contradicts its format or exceeds the limits."""

    def __init__(self, name: str, why: Message) -> None:
        """`why` ends with the remedy."""
        super().__init__(Message("{name}: {why}", name=one_line(name), why=why))


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRelation:
    """A relationship between parts.

    `type` is the last word of its type, `target` the part or address it leads to, and `external` is
    true if that is outside the file.
    """

    type: str
    target: str
    external: bool


@dataclass(slots=True, kw_only=True)
class Budget:
    """The XML tags and foreign pieces still allowed in a file and those inside it."""

    tags: int = MOST_TAGS
    chunks: int = MOST_CHUNKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An opened Word file; `main` is the name of the part that holds the text."""

    name: str
    budget: Budget
    archive: Archive
    main: str
    cache: dict[str, dict[str, PackageRelation]] = field(default_factory=dict)

    def relations(self, part: str) -> dict[str, PackageRelation]:
        """Relationships of a part by their ids; "" is the package itself."""
        if part not in self.cache:
            self.cache[part] = relations_of(self.archive, part, self.budget)
        return self.cache[part]

    def related(self, part: str, kind: str) -> etree._Element | None:
        """The root of the first inner part of this relationship; None for none."""
        target = self.related_name(part, kind)
        return None if target is None else self.xml(target)

    def related_name(self, part: str, kind: str) -> str | None:
        """The name of the first inner part of this relationship; None for none."""
        found = (
            relation.target
            for relation in self.relations(part).values()
            if relation.type == kind and not relation.external
        )
        return next(found, None)

    def xml(self, part: str) -> etree._Element | None:
        """The root of a part, None if absent. Raises `InputError` for bad XML or size."""
        data = self.archive.read(part)
        return None if data is None else parse_xml(data, part, self.name, self.budget)


def open_package(data: bytes, name: str, budget: Budget) -> Package:
    """Open a package, charged to the budget. Raises `InputError`."""
    archive = open_archive(data, name)
    found = (
        link.target
        for link in relations_of(archive, "", budget).values()
        if link.type == "officeDocument" and not link.external
    )
    main = next(
        (part for part in (*found, "word/document.xml") if part.lower() in archive.entries), None
    )
    if main is None:
        raise WordError(
            name, Message("it is no Word file: it holds no main document. Is it the right file?")
        )
    return Package(name=name, budget=budget, archive=archive, main=main)


def parse_xml(data: bytes, part: str, name: str, budget: Budget) -> etree._Element:
    """The root of a part in the transitional namespaces; entities are never expanded."""
    budget.tags -= data.count(b"<")
    if budget.tags < 0:
        raise WordError(
            name,
            Message(
                "its parts have more than {most} tags; cut the file into its documents",
                most=f"{MOST_TAGS:,}",
            ),
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        deep = "depth" in str(error).lower()
        why = Message("nests more than 255 elements deep") if deep else Message("is damaged")
        raise WordError(
            name,
            Message(
                "{part} in it {why}; open the file in Word or WPS, save it again and try once more",
                part=one_line(part),
                why=why,
            ),
        ) from error
    document: Any = root.getroottree().docinfo
    if document.doctype:
        raise WordError(
            name,
            Message(
                "{part} in it declares a document type, which no office file does; it is not read",
                part=one_line(part),
            ),
        )
    if root.tag.startswith("{http://purl.oclc.org/"):
        _make_transitional(root)
    return root


def _make_transitional(root: etree._Element) -> None:
    for node in root.iter():
        node.tag = _usual(str(node.tag))
        for key in [key for key in node.attrib if str(key).startswith("{http://purl.oclc.org/")]:
            node.set(_usual(str(key)), node.attrib.pop(key))


def _usual(name: str) -> str:
    space, _, local = name[1:].partition("}")
    return f"{{{STRICT[space]}}}{local}" if name.startswith("{") and space in STRICT else name


def relations_of(archive: Archive, part: str, budget: Budget) -> dict[str, PackageRelation]:
    """The relationships of a part by id; targets are names of entries."""
    folder, base = posixpath.split(part)
    data = archive.read(posixpath.join(folder, "_rels", f"{base}.rels"))
    if data is None:
        return {}
    root = parse_xml(data, f"{base or 'package'}.rels", archive.name, budget)
    return {link.get("Id", ""): _relation(link, folder) for link in root}


def _relation(link: etree._Element, folder: str) -> PackageRelation:
    external = link.get("TargetMode", "") == "External"
    target = link.get("Target", "")
    if not external:
        # a target that climbs above the top names nothing: entries are looked up, never opened as
        # paths
        target = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip(
            "/"
        )
    return PackageRelation(
        type=link.get("Type", "").rsplit("/", 1)[-1], target=target, external=external
    )


def notices(package: Package) -> Iterator[source.Problem]:
    """Notes on macros, embedded objects and outside links, none of them followed."""
    names = [name for name in package.archive.entries if any(mark in name for mark in _ACTIVE)]
    if any("vba" in name for name in names):
        yield source.Problem(
            code="macros-ignored",
            message=Message("the file holds macros; they were neither read nor run"),
            severity="note",
        )
    objects = sum("embeddings/" in name or "activex/" in name for name in names)
    if objects:
        message = Message.counted(
            "the file holds {objects} embedded object; what they show is missing here",
            "the file holds {objects} embedded objects; what they show is missing here",
            objects,
            objects=objects,
        )
        yield source.Problem(code="object-left-out", message=message, severity="note")
    outside = [
        link
        for link in package.relations(package.main).values()
        if link.external and link.type not in _LINKS
    ]
    settings = package.related_name(package.main, "settings")
    outside += (
        [link for link in package.relations(settings).values() if link.external] if settings else []
    )
    if outside:
        kinds = ", ".join(sorted({one_line(link.type) for link in outside}))
        yield source.Problem(
            code="link-ignored",
            message=Message(
                "the file links to things outside it ({kinds}); nothing was fetched", kinds=kinds
            ),
            severity="note",
        )


def unread_parts(package: Package) -> Iterator[source.UnreadParts]:
    """The parts without text, by kind."""
    for kind, marks in _UNREAD.items():
        names = [name for name in package.archive.entries if any(mark in name for mark in marks)]
        if names:
            parts = [_digest(package.archive, name) for name in names]
            known = [part for part in parts if part is not None]
            whole = source.digest_of(sorted(known)) if len(known) == len(parts) else None
            yield source.UnreadParts(kind=kind, count=len(parts), digest=whole)


def _digest(archive: Archive, entry: str) -> str | None:
    """The digest of an entry, None where it cannot be read: no text is lost with it."""
    try:
        return hashlib.sha256(archive.read(entry) or b"").hexdigest()
    except InputError:
        return None


def file_properties(package: Package) -> tuple[source.FileFact, ...] | None:
    """The stated title and subject; None if the properties cannot be read."""
    try:
        root = package.related("", "core-properties")
    except InputError:
        return None
    if root is None:
        return ()
    return (
        *source.property_fact("title", root.findtext(f"{_STATED}title"), package.name),
        *source.property_fact("subject", root.findtext(f"{_STATED}subject"), package.name),
    )
