"""Runs of a Word file with stretches deleted, inserted and marked for comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from lxml import etree

from policydiff.citing.report.correcting.package import PartXml, Sign, Splice
from policydiff.reading.readers.safety.decoding import clean
from policydiff.report.pieces import neutral

Guard = Literal["", "tracked", "field", "box", "control"]
"""Why the words of a run are left alone: a tracked change holds them, a field makes them, they
stand in a text box, or in a content control that is bound to data.
"""

_SKIPPED = frozenset(("del", "moveFrom", "rt", "rubyPr", "pPr", "rPr", "sdtPr", "instrText"))
_SPACES = frozenset(
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
    )
)
"""The namespaces of texts, of usual files and of strict ones, and that of alternatives."""
_CONTROLLED = frozenset(("dataBinding", "lock"))


def local(element: etree._Element) -> str:
    """The name of an element of a text without its namespace, of another in full."""
    name = etree.QName(element)
    return name.localname if name.namespace in _SPACES else str(element.tag)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordText:
    """A w:t, its run and its paragraph, as numbers of elements in their part.

    `line` counts paragraphs from 1, as the reader of Word files does.
    """

    element: int
    run: int
    paragraph: int
    line: int
    guard: Guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A character: its piece, and its offset in the text of that."""

    piece: WordText
    offset: int


@dataclass(slots=True)
class TextStream:
    """The characters of a part without white space, in reading order."""

    part: PartXml
    text: str = ""
    spots: list[Spot] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the part."""
        characters: list[str] = []
        for piece in _pieces(self.part):
            text = self.part.elements[piece.element].text or ""
            for offset, character in enumerate(text):
                for made in clean(character):
                    if not made.isspace():
                        characters.append(made)
                        self.spots.append(Spot(piece=piece, offset=offset))
        self.text = "".join(characters)

    def find(self, around: str, at: int, length: int, line: int | None) -> list[Spot]:
        """The characters of a stretch of a paragraph; none where its place is open.

        Of several paragraphs of this text the one on this line; where the reader made other text of
        it, the one place with the same words before and behind.
        """
        for before, behind in ((at, len(around)), (20, 20), (8, 8)):
            begin = max(0, at - before)
            context = around[begin : at + length + behind]
            offsets = list(self._occurrences(_squeezed(context)))
            if len(offsets) > 1 and line is not None:
                offsets = [offset for offset in offsets if self.spots[offset].piece.line == line]
            if len(offsets) == 1:
                first = offsets[0] + len(_squeezed(around[begin:at]))
                return self.spots[first : first + len(_squeezed(around[at : at + length]))]
            if offsets:
                return []
        return []

    def _occurrences(self, text: str) -> Iterator[int]:
        begin = self.text.find(text) if text else -1
        while begin >= 0:
            yield begin
            begin = self.text.find(text, begin + 1)


def _squeezed(text: str) -> str:
    return "".join(character for character in text if not character.isspace())


@dataclass(slots=True)
class _Surroundings:
    run: int = -1
    paragraph: int = -1
    guard: Guard = ""


def _pieces(part: PartXml) -> Iterator[WordText]:
    """Every w:t that is shown, in reading order."""
    numbers = {element: number for number, element in enumerate(part.elements)}
    lines = fields = 0
    paragraph_lines: dict[int, int] = {}
    stack: list[tuple[Iterator[etree._Element], _Surroundings]] = [
        (iter([part.root]), _Surroundings())
    ]
    while stack:
        children, state = stack[-1]
        element = next(children, None)
        if element is None:
            stack.pop()
            continue
        if not isinstance(element.tag, str) or local(element) in _SKIPPED or _is_other(element):
            continue
        name, number = local(element), numbers[element]
        if name == "fldChar":
            kind = next(
                (value for key, value in element.attrib.items() if "fldCharType" in key), ""
            )
            fields = max(0, fields + {"begin": 1, "end": -1}.get(str(kind), 0))
        elif name == "t" and state.run >= 0:
            guard = state.guard or ("field" if fields else "")
            line = paragraph_lines.get(state.paragraph, 0)
            yield WordText(
                element=number, run=state.run, paragraph=state.paragraph, line=line, guard=guard
            )
        else:
            below = _below(element, name, number, state)
            if below.paragraph != state.paragraph:
                lines += 1
                paragraph_lines[number] = lines
            stack.append((iter(element), below))


def _below(element: etree._Element, name: str, number: int, state: _Surroundings) -> _Surroundings:
    run, paragraph, guard = state.run, state.paragraph, state.guard
    if name == "p":
        run, paragraph = -1, number
    elif name == "r":
        run = number
        if not guard and any(local(child) == "rPrChange" for child in element.iter("*")):
            guard = "tracked"
    elif name in ("ins", "moveTo"):
        guard = guard or "tracked"
    elif name == "fldSimple":
        guard = guard or "field"
    elif name == "txbxContent":
        guard = "box"
    elif name == "sdt" and any(local(child) in _CONTROLLED for child in _properties(element)):
        guard = guard or "control"
    return _Surroundings(run, paragraph, guard)


def _properties(control: etree._Element) -> Iterator[etree._Element]:
    for child in control:
        if isinstance(child.tag, str) and local(child) == "sdtPr":
            yield from child.iter("*")


def _is_other(element: etree._Element) -> bool:
    """True for the unread branch of an alternative, and for a hidden run."""
    parent = element.getparent()
    if local(element) == "Fallback" and parent is not None:
        return any(local(child) == "Choice" for child in parent.iterchildren("*"))
    if local(element) != "r":
        return False
    return any(
        local(child) == "vanish"
        and not {"0", "false", "off"} & set(map(str, child.attrib.values()))
        for properties in element.iterchildren("*")
        if local(properties) == "rPr"
        for child in properties.iterchildren("*")
    )


_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NAME = re.compile(rb"<([\w.\-]+:)?r[\s>]")

Mark = Literal["comment-end", "insert", "comment-begin"]
_ORDER: tuple[Mark, ...] = ("comment-end", "insert", "comment-begin")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChange:
    """A change within the text of one w:t: from `begin` to `end`, or a mark there.

    `data` is the XML of the mark, "" for a stretch; of an insertion it holds what is around its
    run.
    """

    element: int
    begin: int
    end: int
    mark: Mark | None = None
    data: str = ""
    look: int | None = None
    """Of an insertion, the run whose properties it has."""


@dataclass(slots=True)
class RunWriter:
    """Writes those runs of a part that changes touch."""

    part: PartXml
    sign: Sign
    numbers: Iterator[int]
    prefix: str = field(init=False)
    changes: dict[int, list[RunChange]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the prefix of names in this part, with its colon."""
        runs = (_NAME.match(self.part.raw(number)) for number, _ in enumerate(self.part.elements))
        tag = next((run for run in runs if run is not None), None)
        self.prefix = (tag[1] or b"").decode() if tag else "w:"

    def add(self, run: int, change: RunChange) -> None:
        """Note a change of a run."""
        self.changes.setdefault(run, []).append(change)

    def replace(self, spots: list[Spot], text: str) -> None:
        """Let a stretch go and other words come, in as many runs as it has."""
        groups: list[list[Spot]] = []
        for spot in spots:
            if groups and groups[-1][0].piece == spot.piece:
                groups[-1].append(spot)
            else:
                groups.append([spot])
        for index, group in enumerate(groups):
            element = group[0].piece.element
            whole = len(self.part.elements[element].text or "")
            begin = group[0].offset if index == 0 else 0
            end = group[-1].offset + 1 if index == len(groups) - 1 else whole
            self.add(group[0].piece.run, RunChange(element=element, begin=begin, end=end))
        last = groups[-1][-1]
        self.add(
            last.piece.run,
            RunChange(
                element=last.piece.element,
                begin=last.offset + 1,
                end=last.offset + 1,
                mark="insert",
                data=text,
                look=spots[0].piece.run,
            ),
        )

    def splices(self) -> list[Splice]:
        """The bytes of every run that changed."""
        spans = self.part.spans
        return [
            Splice(begin=spans[run].begin, end=spans[run].end, data=self._run(run, changes))
            for run, changes in self.changes.items()
        ]

    def _run(self, run: int, changes: list[RunChange]) -> bytes:
        made: list[bytes] = []
        held: list[bytes] = []

        def flush() -> None:
            if held:
                made.append(self._wrapped(run, b"".join(held)))
                held.clear()

        for number in self._children(run):
            mine = [change for change in changes if change.element == number]
            if local(self.part.elements[number]) == "rPr":
                continue
            if not mine:
                held.append(self.part.raw(number))
                continue
            for deleted, piece in self._cut(number, mine):
                if isinstance(piece, RunChange):
                    flush()
                    made.append(self._marked(piece))
                elif deleted:
                    flush()
                    made.append(self._deleted(run, piece))
                else:
                    held.append(self._text(piece, "t"))
        flush()
        return b"".join(made)

    def _cut(self, number: int, changes: list[RunChange]) -> list[tuple[bool, str | RunChange]]:
        """The pieces of a text in order; those that go have True."""
        text = self.part.elements[number].text or ""
        stretches = [change for change in changes if change.mark is None]
        cuts = sorted(
            {
                *self._shown(number),
                *(cut for change in changes for cut in (change.begin, change.end)),
            }
        )
        pieces: list[tuple[bool, str | RunChange]] = []
        for begin, end in zip(cuts, (*cuts[1:], None), strict=True):
            marks = [
                change for change in changes if change.mark is not None and change.begin == begin
            ]
            marks.sort(key=lambda one: _ORDER.index(one.mark or "insert"))
            pieces += [(False, mark) for mark in marks]
            if end is not None:
                gone = any(stretch.begin <= begin and end <= stretch.end for stretch in stretches)
                pieces.append((gone, text[begin:end]))
        return [one for one in pieces if one[1]]

    def _shown(self, number: int) -> tuple[int, int]:
        """The span of a text without the white space that is not shown."""
        element = self.part.elements[number]
        text = element.text or ""
        if element.get(_SPACE) == "preserve":
            return 0, len(text)
        begin = len(text) - len(text.lstrip(" \t\r\n"))
        return begin, max(begin, len(text.rstrip(" \t\r\n")))

    def _children(self, run: int) -> list[int]:
        children: list[int] = []
        number, end = run + 1, self.part.spans[run].end
        while number < len(self.part.spans) and self.part.spans[number].begin < end:
            children.append(number)
            after = self.part.spans[number].end
            number += 1
            while number < len(self.part.spans) and self.part.spans[number].begin < after:
                number += 1
        return children

    def _wrapped(self, run: int, content: bytes, look: int | None = None) -> bytes:
        span = self.part.spans[run]
        tag = self.part.data[span.begin : span.inner]
        source = run if look is None else look
        properties = next(
            (
                self.part.raw(number)
                for number in self._children(source)
                if local(self.part.elements[number]) == "rPr"
            ),
            b"",
        )
        return tag + properties + content + self.part.data[span.tail : span.end]

    def _text(self, text: str, name: str) -> bytes:
        prefix = self.prefix
        words = escape(text, quote=False)
        return f'<{prefix}{name} xml:space="preserve">{words}</{prefix}{name}>'.encode()

    def _deleted(self, run: int, text: str) -> bytes:
        return self._change("del", self._wrapped(run, self._text(text, "delText")))

    def _marked(self, change: RunChange) -> bytes:
        if change.mark != "insert" or change.look is None:
            return change.data.encode()
        content = self._text(neutral(change.data), "t")
        return self._change("ins", self._wrapped(change.look, content))

    def _change(self, name: str, content: bytes) -> bytes:
        prefix = self.prefix
        head = f'<{prefix}{name} {prefix}id="{next(self.numbers)}"{self.sign.written(prefix)}>'.encode()
        return head + content + f"</{prefix}{name}>".encode()
