"""The styles of a Word file, with the properties they inherit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from policydiff.reading.readers.docx.names import is_on, number_of, value_of, w

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])$")
_TITLES = frozenset({"title", "标题", "標題"})
_CONTENTS = re.compile(r"(?:toc|目录|目錄)\s*[1-9]$")

DEEPEST = 64
"""The longest chain of styles based on one another that is followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedNumber:
    """The number in the properties of a paragraph or style.

    `number` is the list (0 for none), `level` None if the list decides it.
    """

    number: int | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxStyle:
    """The properties of a style and its bases; None if unstated, `outline` 0–9."""

    name: str = ""
    bold: bool | None = None
    hidden: bool | None = None
    alignment: str | None = None
    outline: int | None = None
    numbered: StatedNumber = StatedNumber()
    numbered_by: str | None = None
    contents: bool = False
    title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """The styles of a file by id."""

    elements: dict[str, etree._Element]
    standard: DocxStyle
    paragraph_default: str | None
    made: dict[str, DocxStyle] = field(default_factory=dict)

    def get(self, key: str | None) -> DocxStyle:
        """The style of this id with all it inherits; an unknown id gives the empty one."""
        if key is None or key not in self.elements:
            return DocxStyle()
        if key not in self.made:
            self.made[key] = self._make(key)
        return self.made[key]

    def paragraph(self, key: str | None) -> DocxStyle:
        """The style of a paragraph, else the default one, filled by the file's defaults."""
        style = self.get(key if key in self.elements else self.paragraph_default)
        bold = self.standard.bold if style.bold is None else style.bold
        return replace(
            style, bold=bold, hidden=self.standard.hidden if style.hidden is None else style.hidden
        )

    def _make(self, key: str) -> DocxStyle:
        chain: list[str] = []
        parent: str | None = key
        while parent in self.elements and parent not in chain and len(chain) < DEEPEST:
            chain.append(parent)
            parent = value_of(self.elements[parent], "basedOn")
        style = DocxStyle()
        for each in reversed(chain):
            style = _refined(style, self.elements[each], each)
        return style


def read_styles(root: etree._Element | None) -> Styles:
    """The styles of `styles.xml`; none where the file has no such part."""
    if root is None:
        return Styles(elements={}, standard=DocxStyle(), paragraph_default=None)
    elements = {style.get(w("styleId"), ""): style for style in root.iterchildren(w("style"))}
    default = next((key for key, style in elements.items() if _is_default(style)), None)
    run = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    return Styles(
        elements=elements,
        standard=DocxStyle(bold=is_on(run, "b"), hidden=is_on(run, "vanish")),
        paragraph_default=default,
    )


def _is_default(style: etree._Element) -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default"), "0").lower() in {
        "1",
        "true",
        "on",
    }


def _refined(base: DocxStyle, element: etree._Element, key: str) -> DocxStyle:
    name = " ".join((value_of(element, "name") or "").lower().split())
    paragraph, run = element.find(w("pPr")), element.find(w("rPr"))
    numbered = numbered_of(paragraph)
    outline = outline_of(paragraph)
    if outline is None and (heading := _HEADING.match(name)):
        outline = int(heading[1]) - 1
    return DocxStyle(
        name=name,
        bold=_either(is_on(run, "b"), base.bold),
        hidden=_either(is_on(run, "vanish"), base.hidden),
        alignment=value_of(paragraph, "jc") or base.alignment,
        outline=base.outline if outline is None else outline,
        numbered=merge(base.numbered, numbered),
        numbered_by=base.numbered_by if numbered == StatedNumber() else key,
        contents=base.contents or bool(_CONTENTS.match(name)),
        title=base.title or name in _TITLES,
    )


def _either(own: bool | None, inherited: bool | None) -> bool | None:
    return inherited if own is None else own


def merge(base: StatedNumber, own: StatedNumber) -> StatedNumber:
    """The number of a style with the inherited one; the nearer value wins."""
    return StatedNumber(
        number=base.number if own.number is None else own.number,
        level=own.level if own.level is not None or own.number is not None else base.level,
    )


def numbered_of(properties: etree._Element | None) -> StatedNumber:
    """The `w:numPr` of the properties of a paragraph."""
    found = None if properties is None else properties.find(w("numPr"))
    return StatedNumber(number=number_of(found, "numId"), level=number_of(found, "ilvl"))


def outline_of(properties: etree._Element | None) -> int | None:
    """The `w:outlineLvl`, None where it is absent or no level."""
    level = number_of(properties, "outlineLvl")
    return level if level is None or level <= 9 else None
