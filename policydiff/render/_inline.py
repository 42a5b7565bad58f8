"""Stretches of a redline in HTML, where nothing can be opened: deleted, inserted, moved, left
out.
"""

from __future__ import annotations

from policydiff.render._markup import Markup, element, joined
from policydiff.views.pieces import ELLIPSIS, Piece


def inline(piece: Piece) -> Markup:
    """A stretch: what moved is `moved`, what is no text of the law a `note`, an unchanged one that
    is left out …….
    """
    if piece.note:
        return element("span", piece.text, class_="note")
    if piece.op == "equal":
        return joined((ELLIPSIS if piece.elided else piece.text,))
    css = (
        "moved"
        if piece.moved
        else "noise"
        if piece.noise
        else "renumbering"
        if piece.cause == "renumbering"
        else None
    )
    return element("del" if piece.op == "delete" else "ins", piece.text, class_=css)
