"""HTML from values: text is escaped unless it is `Markup` already, so nothing of a document can
become an element.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from policydiff.views.pieces import neutral

_VOID = frozenset(("meta", "link", "col", "input", "br"))


class Markup(str):
    """HTML that stands as it is."""

    __slots__ = ()


def element(name: str, /, *children: str, **attributes: str | bool | None) -> Markup:
    """An element. Attributes that are None or False are left out, True stands without a value;
    ``class_`` is class, ``data_id`` data-id.
    """
    written = "".join(
        _attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items()
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{joined(children)}</{name}>")


def joined(children: Iterable[str]) -> Markup:
    """Several texts or pieces of markup as one."""
    return Markup(
        "".join(child if isinstance(child, Markup) else _text(child) for child in children)
    )


def _text(text: str) -> str:
    return escape(neutral(text), quote=False)


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(neutral(value))}"'
