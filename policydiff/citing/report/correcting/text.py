"""The text of a Word file as characters, each with the element that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from policydiff.citing.report.correcting.xml import PartXml
from policydiff.reading.readers.safety.decoding import clean

Guard = Literal["", "tracked", "field", "box", "control"]
"""Why the words of a run are left alone: a tracked change holds them, a field makes them, they stand
in a text box, or in a content control that is bound to data.
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

        It is the paragraph with this text, of several the one on this line; where the reader made
        other text of it, the one place with the same words before and behind.
        """
        for before, behind in ((at, len(around)), (20, 20), (8, 8)):
            begin = max(0, at - before)
            context = around[begin : at + length + behind]
            found = list(self._occurrences(_squeezed(context)))
            if len(found) > 1 and line is not None:
                found = [one for one in found if self.spots[one].piece.line == line]
            if len(found) == 1:
                first = found[0] + len(_squeezed(around[begin:at]))
                return self.spots[first : first + len(_squeezed(around[at : at + length]))]
            if found:
                return []
        return []

    def _occurrences(self, text: str) -> Iterator[int]:
        place = self.text.find(text) if text else -1
        while place >= 0:
            yield place
            place = self.text.find(text, place + 1)


def _squeezed(text: str) -> str:
    return "".join(character for character in text if not character.isspace())


@dataclass(slots=True)
class _Surroundings:
    """The elements around a place while a part is walked."""

    run: int = -1
    paragraph: int = -1
    guard: Guard = ""


def _pieces(part: PartXml) -> Iterator[WordText]:
    """Every w:t that is shown, in reading order."""
    numbers = {element: place for place, element in enumerate(part.elements)}
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
        name, place = local(element), numbers[element]
        if name == "fldChar":
            kind = next(
                (value for key, value in element.attrib.items() if "fldCharType" in key), ""
            )
            fields = max(0, fields + {"begin": 1, "end": -1}.get(str(kind), 0))
        elif name == "t" and state.run >= 0:
            guard = state.guard or ("field" if fields else "")
            line = paragraph_lines.get(state.paragraph, 0)
            yield WordText(
                element=place, run=state.run, paragraph=state.paragraph, line=line, guard=guard
            )
        else:
            below = _below(element, name, place, state)
            if below.paragraph != state.paragraph:
                lines += 1
                paragraph_lines[place] = lines
            stack.append((iter(element), below))


def _below(element: etree._Element, name: str, place: int, state: _Surroundings) -> _Surroundings:
    """The surroundings of the elements below one."""
    run, paragraph, guard = state.run, state.paragraph, state.guard
    if name == "p":
        run, paragraph = -1, place
    elif name == "r":
        run = place
        if not guard and any(local(one) == "rPrChange" for one in element.iter("*")):
            guard = "tracked"
    elif name in ("ins", "moveTo"):
        guard = guard or "tracked"
    elif name == "fldSimple":
        guard = guard or "field"
    elif name == "txbxContent":
        guard = "box"
    elif name == "sdt" and any(local(one) in _CONTROLLED for one in _properties(element)):
        guard = guard or "control"
    return _Surroundings(run, paragraph, guard)


def _properties(control: etree._Element) -> Iterator[etree._Element]:
    for one in control:
        if isinstance(one.tag, str) and local(one) == "sdtPr":
            yield from one.iter("*")


def _is_other(element: etree._Element) -> bool:
    """True for the unread branch of an alternative, and for a hidden run."""
    parent = element.getparent()
    if local(element) == "Fallback" and parent is not None:
        return any(local(one) == "Choice" for one in parent.iterchildren("*"))
    if local(element) != "r":
        return False
    return any(
        local(one) == "vanish" and not {"0", "false", "off"} & set(map(str, one.attrib.values()))
        for properties in element.iterchildren("*")
        if local(properties) == "rPr"
        for one in properties.iterchildren("*")
    )
