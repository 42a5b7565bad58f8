"""The state shared while the parts of one Word file are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from policydiff.model import source
from policydiff.model.office_content import CellPlace, Passage, Shape, Signature, Story
from policydiff.reading.contract import ReadOptions
from policydiff.reading.readers.docx.formulas import m, structure
from policydiff.reading.readers.docx.numbering import Counting
from policydiff.reading.readers.docx.package import Package, file_properties, unread_parts
from policydiff.reading.readers.docx.revisions import settle, signatures_in
from policydiff.reading.readers.docx.styles import DocxStyle, Styles, numbered_of
from policydiff.reading.readers.tracked import Tracked

BESIDE_PAGE = re.compile(r"[\s\u3000—–\-－·/／第页共,，]*")
"""Signs beside the number of a page: — 3 —, 第3页 共9页."""


@dataclass(slots=True, kw_only=True)
class PassageRecord:
    """The paragraphs of a file as they are read, word for word.

    `story`, `note`, `cell` and `shape` are the current position, `tables` counts tables so far,
    `blank` the empty paragraphs since the last with text.
    """

    passages: list[Passage] = field(default_factory=list)
    story: Story = "text"
    note: int = 0
    cell: CellPlace | None = None
    tables: int = 0
    blank: int = 0
    shape: Shape | None = None

    def add(self, text: str, line: int, *, label: str = "", hidden: str = "") -> None:
        """Record a paragraph; an empty one is counted with the next."""
        if not (text.strip() or label.strip() or hidden.strip()):
            self.blank += 1
            return
        self.passages.append(
            Passage(
                story=self.story,
                text=text,
                label=label,
                hidden=hidden,
                number=self.note or line,
                cell=self.cell,
                blank=self.blank,
                shape=self.shape,
            )
        )
        self.blank = 0

    def turn(self, story: Story, note: int = 0) -> None:
        """Go on to another story."""
        self.story, self.note, self.cell, self.blank = story, note, None, 0

    def page_facts(self) -> tuple[source.FileFact, ...]:
        """The words of each head, foot and their shapes once, page numbers apart."""
        found: dict[tuple[source.FileFactKind, int], list[str]] = {}
        for passage in self.passages:
            if passage.story not in ("header", "footer") or BESIDE_PAGE.fullmatch(passage.text):
                continue
            kind: source.FileFactKind = passage.shape or (
                "header" if passage.story == "header" else "footer"
            )
            words = " ".join(f"{passage.label}{passage.text}".split())
            found.setdefault((kind, passage.number), []).append(words)
        return tuple(
            dict.fromkeys(
                source.FileFact(kind=kind, text="\n".join(lines))
                for (kind, _), lines in found.items()
            )
        )


@dataclass(slots=True, kw_only=True)
class Scene:
    """The file, the state of its lists, and the findings outside the text.

    `line` counts paragraphs from 1, empty ones, cells and boxes included. `raw` are the paragraphs
    before cleaning, `struck` the lines with struck text, `changes` the tracked changes shown.
    `record` takes the paragraphs word for word. Changes that are `spared` are accepted in the
    original too; `signatures` are those of all. `notes` are references with their lines. `nested`
    reads a Word file inside this one.
    """

    package: Package
    part: str
    styles: Styles
    counting: Counting
    options: ReadOptions
    nested: Callable[[bytes], source.SourceText] | None
    line: int = 0
    dropped: list[source.Dropped] = field(default_factory=list)
    problems: list[source.Problem] = field(default_factory=list)
    facts: list[source.StatedFact] = field(default_factory=list)
    raw: list[tuple[int, str]] = field(default_factory=list)
    notes: dict[tuple[str, str], int] = field(default_factory=dict)
    tracked: list[Tracked] = field(default_factory=list)
    changes: list[source.TrackedChange] = field(default_factory=list)
    record: PassageRecord | None = None
    spared: frozenset[Signature] = frozenset()
    signatures: set[Signature] = field(default_factory=set)
    struck: list[int] = field(default_factory=list)

    def open(self, part: str) -> etree._Element | None:
        """The root of a part, its tracked changes settled; None where the file lacks it."""
        root = self.package.xml(part)
        if root is not None:
            self.signatures |= signatures_in(root)
            self.tracked.append(settle(root, self.options.revisions, self.spared))
        return root

    def label(self, properties: etree._Element | None, style: DocxStyle) -> str:
        """The automatic number of a paragraph, which is counted with it."""
        own = numbered_of(properties)
        if own.number is not None:
            return self.counting.label(own.number, own.level or 0, style)
        return self.counting.label(style.numbered.number, own.level, style)

    def aside(self, part: str, story: Story | None, note: int) -> Scene:
        """A scene for a part outside the text, such as a footer.

        Its numbers are its own, its lines those of the reference. It is recorded as the `note`th of
        its story, unless that is None.
        """
        if self.record is not None and story is not None:
            self.record.turn(story, note)
        counting = Counting(
            lists=self.counting.lists, styles=self.styles, unknown=self.counting.unknown
        )
        return replace(
            self,
            part=part,
            counting=counting,
            notes={},
            nested=None,
            record=None if story is None else self.record,
        )


_SET_ASIDE: dict[source.UnreadKind, str] = {
    "picture": "image",
    "object": "object",
    "chart": "drawing",
    "field": "field",
    "hidden": "hidden",
}
"""The names of unread parts among those left out."""

_NOTES: tuple[source.FileFactKind, ...] = ("footnote", "endnote")
_STORED = frozenset(("picture", "object", "chart"))
"""Kinds that only their stored bytes can compare."""

_PAGE_KINDS: tuple[source.FileFactKind, ...] = (
    "header",
    "footer",
    "watermark",
    "box",
    "footnote",
    "endnote",
)


def file_facts(
    root: etree._Element, scene: Scene, notes: Sequence[source.Dropped]
) -> source.FileFacts:
    """The facts of a file, its pages and notes, and the parts that are not read."""
    properties = file_properties(scene.package)
    words = (
        source.FileFact(kind=kind, text=note.text.partition(" ")[2])
        for note in notes
        for kind in _NOTES
        if note.what == kind
    )
    return source.FileFacts(
        format="docx",
        kinds=(*(("title", "subject") if properties is not None else ()), *_PAGE_KINDS),
        facts=(*(properties or ()), *(scene.record.page_facts() if scene.record else ()), *words),
        unread=tuple(_unread(root, scene)),
    )


def _unread(root: etree._Element, scene: Scene) -> Iterator[source.UnreadParts]:
    parts = {part.kind: part for part in unread_parts(scene.package)}
    places: dict[source.UnreadKind, list[str]] = {
        kind: [piece.text for piece in scene.dropped if piece.what == what]
        for kind, what in _SET_ASIDE.items()
    }
    places["formula"] = [structure(node) for node in root.iter(m("oMath"))]
    for kind, found in places.items():
        stored = parts.pop(kind, None)
        if found:
            own = None if kind in _STORED else source.digest_of(found)
            yield source.UnreadParts(
                kind=kind, count=len(found), digest=stored.digest if stored else own
            )
        elif stored:
            yield stored
    yield from parts.values()
