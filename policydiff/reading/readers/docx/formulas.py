"""Formulas of a Word file (OMML) as one line: a/(b + c), a^2."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from policydiff.reading.readers.docx.names import MATH


def m(name: str) -> str:
    """The full name of an element of formulas (OMML)."""
    return f"{{{MATH}}}{name}"


def formula(node: etree._Element) -> str:
    """The text of a formula or a part; the file's limit bounds the recursion."""
    if node.tag == m("t"):
        return node.text or ""
    form = _FORMS.get(str(node.tag))
    return form(node) if form else "".join(map(formula, node))


def structure(node: etree._Element) -> str:
    """The elements and text of a formula, without its looks."""
    found: list[str] = []
    for event, part in etree.iterwalk(node, events=("start", "end")):
        if not str(part.tag).startswith(f"{{{MATH}}}"):
            continue
        value = f"={part.get(m('val'), '')}:{part.text or ''}" if event == "start" else ")"
        found.append(f"{str(part.tag).rpartition('}')[2]}{value}")
    return " ".join(found)


def _part(node: etree._Element, name: str) -> str:
    found = node.find(m(name))
    return "" if found is None else "".join(map(formula, found)).strip()


def _grouped(text: str) -> str:
    return text if text.isalnum() or not text else f"({text})"


def _fraction(node: etree._Element) -> str:
    return f"{_grouped(_part(node, 'num'))}/{_grouped(_part(node, 'den'))}"


def _scripts(node: etree._Element) -> str:
    below, above = _part(node, "sub"), _part(node, "sup")
    return (
        _part(node, "e")
        + (f"_{_grouped(below)}" if below else "")
        + (f"^{_grouped(above)}" if above else "")
    )


def _root(node: etree._Element) -> str:
    return f"{_part(node, 'deg')}√{_grouped(_part(node, 'e'))}"


def _nary(node: etree._Element) -> str:
    below, above = _part(node, "sub"), _part(node, "sup")
    sign = _character(node, "naryPr", "chr", "∫")
    return (
        sign
        + (f"_{_grouped(below)}" if below else "")
        + (f"^{_grouped(above)}" if above else "")
        + _part(node, "e")
    )


def _delimited(node: etree._Element) -> str:
    inner = _character(node, "dPr", "sepChr", "|").join(
        "".join(map(formula, each)) for each in node.iterchildren(m("e"))
    )
    return _character(node, "dPr", "begChr", "(") + inner + _character(node, "dPr", "endChr", ")")


def _character(node: etree._Element, properties: str, name: str, usual: str) -> str:
    found = node.find(f"{m(properties)}/{m(name)}")
    return usual if found is None else found.get(m("val"), "")


_FORMS: dict[str, Callable[[etree._Element], str]] = {
    m("f"): _fraction,
    m("sSup"): _scripts,
    m("sSub"): _scripts,
    m("sSubSup"): _scripts,
    m("rad"): _root,
    m("nary"): _nary,
    m("d"): _delimited,
}
