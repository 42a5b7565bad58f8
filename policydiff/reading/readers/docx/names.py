"""Names of WordprocessingML elements, and readers of its properties."""

from __future__ import annotations

from functools import cache

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
VML = "urn:schemas-microsoft-com:vml"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
OFFICE = "urn:schemas-microsoft-com:office:office"

STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": WORD,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": RELATIONSHIPS,
    "http://purl.oclc.org/ooxml/officeDocument/math": MATH,
    "http://purl.oclc.org/ooxml/drawingml/main": DRAWING,
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": PLACED,
    "http://purl.oclc.org/ooxml/drawingml/diagram": DIAGRAM,
    "http://purl.oclc.org/ooxml/drawingml/chart": CHART,
}
"""Namespaces of ISO 29500 strict → those of usual (transitional) files."""

CHOICE = f"{{{COMPATIBILITY}}}AlternateContent"


@cache
def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{WORD}}}{name}"


def value_of(parent: etree._Element | None, name: str) -> str | None:
    """The `w:val` of a child; None if it or its value is absent."""
    found = None if parent is None else parent.find(w(name))
    return None if found is None else found.get(w("val"))


def number_of(parent: etree._Element | None, name: str) -> int | None:
    """The value of a property as a number of at most nine digits, else None."""
    return as_number(value_of(parent, name))


def as_number(value: str | None) -> int | None:
    """A whole number of at most nine digits, None for anything else."""
    digits = (value or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def is_on(parent: etree._Element | None, name: str) -> bool | None:
    """True if a switch such as `w:b` is on, None where it is not set."""
    found = None if parent is None else parent.find(w(name))
    return (
        None
        if found is None
        else found.get(w("val"), "true").lower() not in {"0", "false", "off", "none"}
    )


def branch(choice: etree._Element) -> etree._Element | None:
    """The first branch of an `mc:AlternateContent`, or a fallback with text."""
    options = [
        child
        for child in choice
        if child.tag in (f"{{{COMPATIBILITY}}}Choice", f"{{{COMPATIBILITY}}}Fallback")
    ]
    return next((option for option in options if _speaks(option)), options[0] if options else None)


def _speaks(option: etree._Element) -> bool:
    return any((text.text or "").strip() for text in option.iter(w("t")))
