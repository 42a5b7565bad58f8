"""Fields of a Word file as the text they show, without their instructions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from policydiff.reading.readers.docx.names import w
from policydiff.reading.readers.list_numerals import circled

BOX = w("txbxContent")

_ENCLOSED = re.compile(
    r"^\s*EQ\s+\\o\s*(?:\\a[clr]\s*)?\(\s*[○〇O◯]\s*[,;，；]\s*(\d{1,2})\s*\)\s*$", re.IGNORECASE
)
_COMPUTED = re.compile(
    r"^\s*(?:AUTONUM|AUTONUMLGL|AUTONUMOUT|LISTNUM|EQ|SYMBOL|BIDIOUTLINE)\b", re.IGNORECASE
)
"""Fields that Word shows although the file holds no result of them."""

_CONTENTS = re.compile(r"^\s*TOC\b", re.IGNORECASE)
_FILLED = re.compile(
    r"^\s*(?:PAGE|PAGEREF|NUMPAGES|SECTION|SECTIONPAGES|DATE|TIME|SAVEDATE|PRINTDATE|FILENAME|FILESIZE|NUMWORDS|NUMCHARS|LASTSAVEDBY|EDITTIME|REVNUM)\b",
    re.IGNORECASE,
)
"""Fields that Word fills again by itself when a file is opened, saved or printed."""

_PAGING = re.compile(r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class _OpenField:
    """A field that has begun, with its instruction so far."""

    instruction: str = ""
    result: bool = False


@dataclass(slots=True, kw_only=True)
class Fields:
    """The fields that are open while a story is read.

    Only those that end are fields, so that none can swallow the text. `lost` are instructions of
    fields whose shown text the file does not hold.
    """

    ends: frozenset[etree._Element]
    open: list[_OpenField] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def shown(self) -> bool:
        """True outside the instruction of any field."""
        return all(each.result for each in self.open)

    @property
    def contents(self) -> bool:
        """True inside the result of a table of contents."""
        return any(each.result and _CONTENTS.match(each.instruction) for each in self.open)

    @property
    def paging(self) -> bool:
        """True inside the number of a page or of all pages."""
        return any(each.result and _PAGING.match(each.instruction) for each in self.open)

    @property
    def filled(self) -> bool:
        """True inside the result of a field that Word fills by itself."""
        return any(each.result and is_filled(each.instruction) for each in self.open)

    def instruct(self, text: str) -> None:
        """Add a piece to the instruction of the innermost open field."""
        if self.open and not self.open[-1].result and len(self.open[-1].instruction) < 1000:
            self.open[-1].instruction += text

    def turn(self, mark: etree._Element) -> str:
        """Take a mark of a field; return the text of one that ends without a result."""
        if mark not in self.ends:
            return ""
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self.open.append(_OpenField())
        elif kind == "separate" and self.open:
            self.open[-1].result = True
        elif kind == "end" and self.open:
            return self._end(self.open.pop())
        return ""

    def _end(self, closed: _OpenField) -> str:
        """The text of a field made from its instruction; empty with a stored result."""
        enclosed = None if closed.result else _ENCLOSED.match(closed.instruction)
        if enclosed:
            return circled(int(enclosed[1]))
        if not closed.result and _COMPUTED.match(closed.instruction):
            self.lost.append(" ".join(closed.instruction.split()))
        return ""


def is_filled(instruction: str) -> bool:
    """True for the instruction of a field that Word fills by itself."""
    return _FILLED.match(instruction) is not None


def fields_of(story: etree._Element) -> Fields:
    """The fields of a story, without those of its text boxes."""
    complete: set[etree._Element] = set()
    open_marks: list[list[etree._Element]] = []
    for mark in _marks(story):
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            open_marks.append([mark])
        elif open_marks:
            open_marks[-1].append(mark)
            if kind == "end":
                complete.update(open_marks.pop())
    return Fields(ends=frozenset(complete))


def _marks(story: etree._Element) -> Iterator[etree._Element]:
    walk = etree.iterwalk(story, events=("start",), tag=(w("fldChar"), BOX))
    for _, node in walk:
        if node.tag == BOX and node is not story:
            walk.skip_subtree()
        elif node.tag != BOX:
            yield node
