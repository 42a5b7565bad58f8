"""The pieces of a paragraph as lines, each with the length of its bold run.

The bold run is the one at the beginning of the line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policydiff.model.source import SourceLine
from policydiff.readers._docx_text import DocxRun
from policydiff.readers.safety.decoding import clean

PAGE = re.compile(r"(?<!\s)(?=[^\S\t]*\t)\s+[0-9ivxlcIVXLC]{1,6}$")
"""The page number of an entry of a table of contents."""

_SENTENCE_ENDS = tuple("。；：，;")


def make_lines(pieces: Sequence[DocxRun], label: str, shape: SourceLine) -> list[SourceLine]:
    """Lines made of pieces; their properties are those of `shape`.

    A soft break ends a line, but not in a heading, where a title runs on and a number and a name
    are set apart. `label` is the automatic number, which stands before the text of the first line.
    A line without a word is left out.
    """
    made: list[SourceLine] = []
    collected: list[DocxRun] = []
    for piece in pieces:
        if piece.ends and shape.style == "heading":
            collected.append(replace(piece, text="" if shape.depth == 1 else "\u3000"))
            continue
        collected.append(piece)
        if piece.ends:
            _add(made, collected, label, shape)
            label = "" if made else label
            collected = []
    _add(made, collected, label, shape)
    return made


def _add(made: list[SourceLine], pieces: Sequence[DocxRun], label: str, shape: SourceLine) -> None:
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
    line = replace(shape, text=(label + text).strip(), bold=bold + len(label) if bold else 0)
    if shape.style == "contents" or any(piece.contents and piece.text.strip() for piece in pieces):
        line = replace(line, text=PAGE.sub("", line.text), style="contents", depth=0, bold=0)
    elif shape.style == "heading" and text[-1:] in _SENTENCE_ENDS:
        # drafts number whole articles with the styles of headings
        line = replace(line, style="plain", depth=0)
    made.append(line)
