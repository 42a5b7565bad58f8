"""Edits as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from policydiff.model.comparison import Cause, Edit

View = Literal["left", "right", "both"]

ELIDE_FROM = 60
"""Unchanged stretches are left out from this many characters on; shorter ones cost a reader less
than the mark.
"""

KEEP_AT_MOST = 60
"""So many characters of an unchanged sentence stay beside a change."""

ELLIPSIS = "……"

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
)
_SENTENCE = re.compile(r"[^。；！？\n]++(?:[。；！？\n]|$)|[。；！？\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPiece:
    """A stretch of text to show.

    Where it is `elided`, a report may leave it out and write …… instead. `elsewhere` is the eId, on
    the other side, of the part that this stretch moved to (a deletion) or came from (an insertion).
    A `note` is no text of the law: （移至第九条）.
    """

    op: Literal["equal", "delete", "insert"]
    text: str
    noise: bool = False
    cause: Cause | None = None
    elided: bool = False
    elsewhere: str | None = None
    note: bool = False

    @property
    def moved(self) -> bool:
        """True for a stretch that stands elsewhere on the other side."""
        return self.elsewhere is not None

    @property
    def look(self) -> str:
        """The special look of a deletion or an insertion, in a word; "" for none."""
        if self.moved:
            return "moved"
        if self.noise:
            return "noise"
        return "renumbering" if self.cause == "renumbering" else ""

    @property
    def opener(self) -> bool:
        """True for the mark before a stretch that may be left out, which no text can be."""
        return self.op == "equal" and self.elided and self.noise and self.text == ELLIPSIS


def neutral(text: str) -> str:
    """The text without control characters and marks of reading direction.

    These steer a terminal, cannot stand in XML, or turn the reading direction. Control characters
    become their pictures (ESC → ␛), direction marks and halves of surrogate pairs �; tabs and line
    feeds stay.
    """
    if text.isprintable():  # nothing of it steers, and asking is ten times as quick
        return text
    return _CONTROL.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def plain(text: str) -> tuple[TextPiece, ...]:
    """A text that did not change."""
    return (TextPiece(op="equal", text=neutral(text)),) if text else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Neighbouring edits of one look, as pairs of the left and the right text."""

    op: Literal["equal", "delete", "insert"]
    pairs: tuple[tuple[str, str], ...]
    noise: bool = False
    cause: Cause | None = None
    elsewhere: str | None = None
    elided: bool = False

    @property
    def length(self) -> int:
        """The number of characters of both sides, shared ones counted once."""
        return sum(map(_length, self.pairs))

    def piece(self, side: View) -> TextPiece:
        """The piece of one side; the redline of both has the noise of the right one."""
        text = "".join(
            (left if side == "left" or self.op == "delete" else right) for left, right in self.pairs
        )
        shown = "" if self.op == _ABSENT[side] else neutral(text)
        return TextPiece(
            op=self.op,
            text=shown,
            noise=self.noise,
            cause=self.cause,
            elsewhere=self.elsewhere,
            elided=self.elided,
        )


_ABSENT: dict[View, str | None] = {"left": "insert", "right": "delete", "both": None}


def _length(pair: tuple[str, str]) -> int:
    return len(pair[0] or pair[1])


def view(
    edits: Iterable[Edit], side: View, *, show_noise: bool = False, elide: bool = True
) -> tuple[TextPiece, ...]:
    """The view of one side of these edits; `both` is the redline in one text.

    Noise shows as plain text unless asked for: each side keeps its own characters, the redline
    those of the right. What may be left out is the same stretch on both sides, whatever noise it
    holds.
    """
    stretches = list(_stretches(edits, show_noise=show_noise))
    if elide and any(stretch.op != "equal" for stretch in stretches):
        last = len(stretches) - 1
        stretches = [
            part
            for place, one in enumerate(stretches)
            for part in _elide(one, first=place == 0, last=place == last)
        ]
    return tuple(piece for stretch in stretches if (piece := stretch.piece(side)).text)


def _stretches(edits: Iterable[Edit], *, show_noise: bool) -> Iterator[_Stretch]:
    """The edits of both sides, neighbours of one look joined."""
    looks = ((_look(edit, show_noise=show_noise), _pair(edit)) for edit in edits)
    for (op, noise, cause, elsewhere), same in groupby(looks, lambda entry: entry[0]):
        yield _Stretch(
            op=op,
            noise=noise,
            cause=cause,
            elsewhere=elsewhere,
            pairs=tuple(pair for _, pair in same),
        )


_Look = tuple[Literal["equal", "delete", "insert"], bool, Cause | None, str | None]


def _look(edit: Edit, *, show_noise: bool) -> _Look:
    quiet = edit.noise and not show_noise
    return "equal" if quiet else edit.op, edit.noise and show_noise, edit.cause, edit.elsewhere


def _pair(edit: Edit) -> tuple[str, str]:
    return "" if edit.op == "insert" else edit.text, "" if edit.op == "delete" else edit.text


def _elide(stretch: _Stretch, *, first: bool, last: bool) -> Iterator[_Stretch]:
    """Cut an unchanged stretch into parts next to changes and a part that may go."""
    if stretch.op != "equal" or stretch.length < ELIDE_FROM:
        yield stretch
        return
    text = "".join(left or right for left, right in stretch.pairs)
    sentences = _SENTENCE.findall(text)
    head = 0 if first else len(_opening(sentences[0]))
    tail = 0 if last else len(_closing(sentences[-1]))
    if len(text) - head - tail < ELIDE_FROM:
        yield stretch
        return
    before, remaining = _split_pairs(stretch.pairs, head)
    middle, after = _split_pairs(remaining, len(text) - head - tail)
    yield replace(stretch, pairs=before)
    yield replace(stretch, pairs=middle, elided=True)
    yield replace(stretch, pairs=after)


_Pairs = tuple[tuple[str, str], ...]


def _split_pairs(pairs: _Pairs, length: int) -> tuple[_Pairs, _Pairs]:
    """The pairs of the first so many characters, and the others."""
    for place, (left, right) in enumerate(pairs):
        if length <= 0:
            return pairs[:place], pairs[place:]
        if length < _length((left, right)):
            cut = (left[:length], right[:length]), (left[length:], right[length:])
            return (*pairs[:place], cut[0]), (cut[1], *pairs[place + 1 :])
        length -= _length((left, right))
    return pairs, ()


def _opening(sentence: str) -> str:
    if len(sentence) <= KEEP_AT_MOST:
        return sentence
    stop = sentence.find("，", KEEP_AT_MOST // 2, KEEP_AT_MOST)
    return sentence[: stop + 1 if stop >= 0 else _beside_number(sentence, KEEP_AT_MOST)]


def _closing(sentence: str) -> str:
    if len(sentence) <= KEEP_AT_MOST:
        return sentence
    stop = sentence.find("，", len(sentence) - KEEP_AT_MOST, len(sentence) - KEEP_AT_MOST // 3)
    return sentence[
        stop + 1 if stop >= 0 else _beside_number(sentence, len(sentence) - KEEP_AT_MOST) :
    ]


def _beside_number(text: str, place: int) -> int:
    """The place, moved back where it would cut a number or a Latin word."""
    while (
        place > 0
        and text[place - 1].isascii()
        and text[place].isascii()
        and (text[place - 1] + text[place]).isalnum()
    ):
        place -= 1
    return place


def cut(pieces: Iterable[TextPiece], at: str = "\n") -> Iterator[tuple[TextPiece, ...]]:
    """Pieces cut at line feeds or tabs, one tuple a line, the marks left out."""
    line: list[TextPiece] = []
    for piece in pieces:
        if at not in piece.text:
            line.append(piece)
            continue
        head, *remaining = piece.text.split(at)
        line.append(replace(piece, text=head))
        for text in remaining:
            yield tuple(part for part in line if part.text)
            line = [replace(piece, text=text)]
    yield tuple(part for part in line if part.text)


def capitalised(words: str) -> str:
    """Words as a sentence that stands alone begins."""
    return words[:1].upper() + words[1:]
