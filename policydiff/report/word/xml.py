"""WordprocessingML as text, parsed once, and the one place where texts enter.

A table of three hundred rows has twenty thousand elements; lxml takes fifteen times as long to make
and move each by itself. Children are not sorted: the writer of an element follows the order of the
schema.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml
from lxml import etree

from policydiff.report.pieces import neutral

W = nsmap["w"]


class Xml(str):
    """Markup that is written unchanged."""

    __slots__ = ()


NOTHING = Xml()


def element(name: str, /, *children: Xml, **attributes: str | int) -> Xml:
    """The element w:name with attributes of its namespace and all real children."""
    written = "".join(
        f' w:{key}="{escape(neutral(str(value)))}"' for key, value in attributes.items()
    )
    content = "".join(children)
    return Xml(f"<w:{name}{written}>{content}</w:{name}>" if content else f"<w:{name}{written}/>")


def text(content: str, name: str = "t") -> Xml:
    """A text as w:t, or as the element of this name.

    Harmless characters stand for those that XML cannot hold, that steer a program or that turn the
    reading direction.
    """
    return Xml(f'<w:{name} xml:space="preserve">{escape(neutral(content), quote=False)}</w:{name}>')


def parse(*parts: Xml) -> list[Any]:
    """The elements that these parts write."""
    return list(parse_xml(f'<w:body xmlns:w="{W}">{"".join(parts)}</w:body>'))


def replace_children(root: Any, *parts: Xml) -> None:
    """Replace the children of an element by these."""
    for child in list(root):
        root.remove(child)
    root.extend(parse(*parts))


def fill(document: Any, parts: Iterable[Xml]) -> None:
    """Put these parts into the body of a python-docx document, the last step."""
    before, mark, after = etree.tostring(document.part.element, encoding="unicode").rpartition(
        "<w:sectPr"
    )
    document.part._element = parse_xml(before + "".join(parts) + mark + after)  # noqa: SLF001 moving them is slow
