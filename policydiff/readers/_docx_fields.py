"""Fields: what a page number, a citation or a table of contents shows, without the instruction
behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from policydiff.readers._docx_names import w
from policydiff.readers._docx_numerals import circled

BOX = w("txbxContent")

_ENCLOSED = re.compile(
    r"^\s*EQ\s+\\o\s*(?:\\a[clr]\s*)?\(\s*[○〇O◯]\s*[,;，；]\s*(\d{1,2})\s*\)\s*$", re.IGNORECASE
)
_COMPUTED = re.compile(
    r"^\s*(?:AUTONUM|AUTONUMLGL|AUTONUMOUT|LISTNUM|EQ|SYMBOL|BIDIOUTLINE)\b", re.IGNORECASE
)
"""Fields that Word shows although the file holds no result of them."""

_CONTENTS = re.compile(r"^\s*TOC\b", re.IGNORECASE)
_PAGING = re.compile(r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class _Open:
    """A field that has begun: its instruction, and whether its result has."""

    instruction: str = ""
    result: bool = False


@dataclass(slots=True, kw_only=True)
class Fields:
    """Which fields are open while a story is read; only those that end are fields at all, so that
    none can swallow the text.

    `lost` are instructions of fields that show something which the file does not hold.
    """

    ends: frozenset[etree._Element]
    open: list[_Open] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def shown(self) -> bool:
        """False inside an instruction."""
        return all(each.result for each in self.open)

    @property
    def contents(self) -> bool:
        """True inside the result of a table of contents."""
        return any(each.result and _CONTENTS.match(each.instruction) for each in self.open)

    @property
    def paging(self) -> bool:
        """True inside the number of a page or of all pages."""
        return any(each.result and _PAGING.match(each.instruction) for each in self.open)

    def instruct(self, text: str) -> None:
        """A piece of an instruction."""
        if self.open and not self.open[-1].result and len(self.open[-1].instruction) < 1000:
            self.open[-1].instruction += text

    def turn(self, mark: etree._Element) -> str:
        """A mark of a field; gives the text of a field that has no result of its own, such as an
        enclosed number.
        """
        if mark not in self.ends:
            return ""
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self.open.append(_Open())
        elif kind == "separate" and self.open:
            self.open[-1].result = True
        elif kind == "end" and self.open:
            return self._end(self.open.pop())
        return ""

    def _end(self, closed: _Open) -> str:
        """The text of a field that ends, where its result is not in the file but can be made from
        its instruction.
        """
        enclosed = None if closed.result else _ENCLOSED.match(closed.instruction)
        if enclosed:
            return circled(int(enclosed[1]))
        if not closed.result and _COMPUTED.match(closed.instruction):
            self.lost.append(" ".join(closed.instruction.split()))
        return ""


def fields_of(story: etree._Element) -> Fields:
    """The fields of a story, but not those of the text boxes in it, which are stories of their
    own.
    """
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
