"""Rules by which a document is printed, as paragraphs or as rows of a report."""

from __future__ import annotations

import re
from dataclasses import replace

from policydiff.locale import translate
from policydiff.model.document import Block, Document, Node, Quoted, provisions_in
from policydiff.model.kinds import CONTAINERS, LEVELS
from policydiff.model.version_names import UNOFFICIAL

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_INTRODUCING = ("：", ":", "为")
_GOING_ON = ("。", "；", "，", "、", "）", "！", "？")


def stamped(document: Document) -> Document:
    """The document, marked under its title as unofficial where it was compiled."""
    if document.computed is None:
        return document
    mark = Block(text=f"（{translate(UNOFFICIAL, 'zh')}）", role="note")
    titles = [
        place
        for place, block in enumerate(document.preface, 1)
        if isinstance(block, Block) and block.role == "title"
    ]
    under = titles[-1] if titles else 0
    return replace(document, preface=(*document.preface[:under], mark, *document.preface[under:]))


def container_depths(document: Document) -> dict[str, int]:
    """The depth of each level of container here: 编 章 节 → 1 2 3, 章 节 → 1 2."""
    nodes = (
        *document.preamble,
        *document.body,
        *(node for attachment in document.attachments for node in attachment.content),
    )
    found = {node.level for node in provisions_in(nodes)} & CONTAINERS
    return {
        level: depth for depth, level in enumerate((level for level in LEVELS if level in found), 1)
    }


def runs_on(before: Node | None, node: Node) -> bool:
    """True for quoted text on the line before it, and for that line's end behind it."""
    if isinstance(node, Quoted):
        return isinstance(before, Block) and before.text.endswith(_INTRODUCING)
    return (
        isinstance(node, Block) and isinstance(before, Quoted) and node.text.startswith(_GOING_ON)
    )


def safe(text: str) -> str:
    """The text, as long as before, with spaces for control and direction marks."""
    return _UNSEEN.sub(" ", text)


def on_one_line(text: str) -> str:
    """The text as `safe` gives it, without the line feeds of foreign XML."""
    return safe(text).replace("\n", " ")
