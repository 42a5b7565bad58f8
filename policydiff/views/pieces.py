"""Edits as a reader sees them: one side or both, noise kept quiet, long unchanged stretches marked for leaving out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from policydiff.model.comparison import Edit

View = Literal["left", "right", "both"]

ELIDE_FROM = 60
"""Unchanged stretches are left out from this many characters on; shorter ones cost a reader less than the mark."""

KEEP_AT_MOST = 60
"""So many characters of an unchanged sentence stay beside a change."""

ELLIPSIS = "……"

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]")
_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]|[^。；！？\n]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text to show. `elided` says that a report may leave it out and write …… instead."""

    op: Literal["equal", "delete", "insert"]
    text: str
    noise: bool = False
    cause: Literal["renumbering", "substitution"] | None = None
    elided: bool = False


def neutral(text: str) -> str:
    """The text without characters that steer a terminal or turn the reading direction.

    Control characters become their pictures (ESC → ␛), direction marks and halves of surrogate pairs �; tabs and line feeds stay.
    """
    return _CONTROL.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def plain(text: str) -> tuple[Piece, ...]:
    """A text that did not change."""
    return (Piece(op="equal", text=neutral(text)),) if text else ()


def view(edits: Iterable[Edit], side: View, *, show_noise: bool = False, elide: bool = True) -> tuple[Piece, ...]:
    """What one side shows of these edits; `both` is the redline in one text.

    Noise shows as plain text unless asked for: each side keeps its own characters, the redline those of the right.
    """
    merged = list(_merge(_project(edits, side, show_noise=show_noise)))
    if elide and any(piece.op != "equal" for piece in merged):
        merged = [part for place, piece in enumerate(merged) for part in _elide(piece, first=place == 0, last=place == len(merged) - 1)]
    return tuple(piece for piece in merged if piece.text)


def _project(edits: Iterable[Edit], side: View, *, show_noise: bool) -> Iterator[Piece]:
    """The edits as pieces; one of the other side stays as an empty piece, so that both sides elide alike."""
    absent = {"left": "insert", "right": "delete", "both": None}[side]
    for edit in edits:
        quiet = edit.noise and not show_noise
        if quiet and edit.op == ("delete" if side == "both" else absent):
            continue
        text = "" if edit.op == absent else neutral(edit.text)
        yield Piece(op="equal" if quiet else edit.op, text=text, noise=edit.noise and show_noise, cause=edit.cause)


def _merge(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbours that look alike."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and (last.op, last.noise, last.cause) == (piece.op, piece.noise, piece.cause):
            last = replace(last, text=last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _elide(piece: Piece, *, first: bool, last: bool) -> Iterator[Piece]:
    """Part an unchanged stretch into what stays beside the changes and what may go; whole sentences where they are short."""
    if piece.op != "equal" or len(piece.text) < ELIDE_FROM:
        yield piece
        return
    sentences = _SENTENCE.findall(piece.text)
    head = "" if first else _opening(sentences[0])
    tail = "" if last else _closing(sentences[-1])
    middle = piece.text[len(head) : len(piece.text) - len(tail)]
    if len(middle) < ELIDE_FROM:
        yield piece
        return
    yield replace(piece, text=head)
    yield replace(piece, text=middle, elided=True)
    yield replace(piece, text=tail)


def _opening(sentence: str) -> str:
    if len(sentence) <= KEEP_AT_MOST:
        return sentence
    stop = sentence.find("，", KEEP_AT_MOST // 2, KEEP_AT_MOST)
    return sentence[: stop + 1 if stop >= 0 else _beside_number(sentence, KEEP_AT_MOST)]


def _closing(sentence: str) -> str:
    if len(sentence) <= KEEP_AT_MOST:
        return sentence
    stop = sentence.find("，", len(sentence) - KEEP_AT_MOST, len(sentence) - KEEP_AT_MOST // 3)
    return sentence[stop + 1 if stop >= 0 else _beside_number(sentence, len(sentence) - KEEP_AT_MOST) :]


def _beside_number(text: str, place: int) -> int:
    """The place, moved back where it would cut a number or a Latin word."""
    while place > 0 and text[place - 1].isascii() and text[place].isascii() and (text[place - 1] + text[place]).isalnum():
        place -= 1
    return place


def cut(pieces: Iterable[Piece], at: str = "\n") -> Iterator[tuple[Piece, ...]]:
    """Pieces cut at line feeds, or at tabs for the cells of a table: one tuple a line, the marks themselves left out."""
    line: list[Piece] = []
    for piece in pieces:
        head, *rest = piece.text.split(at)
        line.append(replace(piece, text=head))
        for text in rest:
            yield tuple(part for part in line if part.text)
            line = [replace(piece, text=text)]
    yield tuple(part for part in line if part.text)


def capitalised(words: str) -> str:
    """Words as a sentence that stands alone begins."""
    return words[:1].upper() + words[1:]
