"""The pieces of a paragraph as lines, with the length of the bold run at their beginning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policydiff.model.source import SourceLine
from policydiff.readers._decoding import clean
from policydiff.readers._docx_text import Piece


def make_lines(pieces: Sequence[Piece], label: str, shape: SourceLine) -> list[SourceLine]:
    """Lines like `shape`: a soft break ends one, but not in a heading, where a title runs on and a number and a name are set apart.

    `label` is the automatic number, which stands before the text of the first line. A line without a word is none.
    """
    made: list[SourceLine] = []
    gathered: list[Piece] = []
    for piece in pieces:
        if piece.ends and shape.style == "heading":
            gathered.append(replace(piece, text=" " if shape.depth == 1 else "\u3000"))
            continue
        gathered.append(piece)
        if piece.ends:
            _add(made, gathered, label, shape)
            label = "" if made else label
            gathered = []
    _add(made, gathered, label, shape)
    return made


def _add(made: list[SourceLine], pieces: Sequence[Piece], label: str, shape: SourceLine) -> None:
    texts = [clean(piece.text) for piece in pieces]
    whole = "".join(texts)
    text = whole.strip()
    if not text and not label.strip():
        return
    bold = 0
    for piece, part in zip(pieces, texts, strict=True):
        if not piece.bold and part.strip():
            break
        bold += len(part)
    # spaces at the end of the bold run belong to it only as far as the line goes
    bold = min(len(whole[:bold].strip()), len(text)) if whole[:bold].strip() else 0
    contents = shape.style == "plain" and any(piece.contents and piece.text.strip() for piece in pieces)
    made.append(
        replace(
            shape,
            text=(label + text).strip(),
            bold=bold + len(label) if bold else 0,
            style="contents" if contents else shape.style,
        )
    )
