"""The noise rule: the differences between two printed texts that are no changes.

A text is *folded* into its key, in which all that the rule ignores looks the same or is left out.
The folded text remembers where each character of the key came from, so that edits stay exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Span = tuple[int, int]

NOISE_RULE = ("width", "spaces", "punctuation", "zero", "line-breaks", "numbering")
"""The parts of the rule, by name; every report declares them.

width: ＡＢＣ１２ and ABC12 · spaces: white space, but for one between two Latin words or numbers ·
punctuation: variants of one mark, such as ， and , ， ： and ︰, curly and straight quotation marks
· zero: ○ and 〇 · line-breaks · numbering: the printed numbers of the parts below, which change
whenever one of them comes or goes.
"""

_VARIANTS = {
    '"': "“”„‟〝〞〟「」﹁﹂",
    "'": "‘’‚‛『』﹃﹄",
    ":": "︰∶﹕꞉︓",
    ";": "﹔︔",
    ",": "﹐︐",
    "、": "﹑､︑",
    "。": "｡︒",
    ".": "﹒",
    "?": "﹖︖",
    "!": "﹗︕",
    "(": "﹙︵",
    ")": "﹚︶",
    "[": "〔﹝",
    "]": "〕﹞",
    "<": "〈﹤︿",
    ">": "〉﹥﹀",
    "《": "︽",
    "》": "︾",
    "·": "•・‧∙⋅･",
    "-": "—―─–‒‐‑−﹣",
    "~": "〜∼˜",
    "…": "⋯",
    "%": "﹪",
    "〇": "○◯",
}
"""The sign that stands in the key, and the signs that count as the same."""

_NARROW = {0xFF01 + place: 0x21 + place for place in range(94)}
_SIGNS = {chr(wide): chr(sign) for wide, sign in _NARROW.items()} | {
    variant: sign for sign, variants in _VARIANTS.items() for variant in variants
}
_VARIANT = re.compile(f"[{re.escape(''.join(_SIGNS))}]")
_BLANK = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]+")
_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A text, its key, and where the key came from.

    ``text[starts[i]:starts[i + 1]]`` is what ``key[i]`` stands for; `starts` has one entry more
    than `key` has characters, begins with 0 and ends with the length of the text. What has no key
    hangs on to its neighbour: white space and line feeds to the character before, a printed number
    to the one after.
    """

    text: str
    key: str
    starts: tuple[int, ...]


def fold(text: str, numbering: tuple[Span, ...] = (), *, exact: bool = False) -> Folded:
    """Fold a text; `numbering` are the spans of printed numbers in it.

    With `exact` nothing is noise and the key is the text.
    """
    if exact:
        return Folded(text=text, key=text, starts=tuple(range(len(text) + 1)))
    key, starts, carried = list[str](), list[int](), 0
    for words, (begin, end), is_spaced in _stretches(text, numbering):
        if words:
            key.append(words)
            starts.extend(range(begin - len(words), begin))
            starts[-len(words)] = carried
        carried = _break(text, begin, end)
        if is_spaced:
            key.append(" ")
            starts.append(begin)
            carried = end
    if starts:
        starts[0] = 0
    return Folded(text=text, key="".join(key), starts=(*starts, len(text)))


def fold_key(text: str, numbering: tuple[Span, ...] = (), *, exact: bool = False) -> str:
    """The key alone."""
    if exact:
        return text
    return "".join(
        f"{words} " if is_spaced else words for words, _, is_spaced in _stretches(text, numbering)
    )


def _stretches(text: str, numbering: tuple[Span, ...]) -> Iterator[tuple[str, Span, bool]]:
    """The stretches of the key, each with the dropped span behind; True for a space."""
    signs, behind, begun = _plain(text), 0, False
    for begin, end in _dropped(text, numbering):
        begun = begun or behind < begin
        yield signs[behind:begin], (begin, end), begun and _parts_words(signs, begin, end)
        behind = end
    yield signs[behind:], (len(text), len(text)), False


def _plain(text: str) -> str:
    """The text with one sign for all its variants, faster than `str.translate`."""
    return _VARIANT.sub(lambda variant: _SIGNS[variant[0]], text)


def spacing_key(text: str) -> str:
    """The words of a text: narrow letters without white space.

    A space between two Latin words or numbers stays one; no other part of the noise rule holds.
    """
    narrow, key, behind = text.translate(_NARROW), list[str](), 0
    for blank in _BLANK.finditer(narrow):
        begin, end = blank.span()
        key.append(narrow[behind:begin])
        behind = end
        if _parts_words(narrow, begin, end):
            key.append(" ")
    return "".join((*key, narrow[behind:]))


def is_blank(text: str) -> bool:
    """True for a text of which nothing has a key."""
    return not text or _BLANK.fullmatch(text) is not None


def _dropped(text: str, numbering: tuple[Span, ...]) -> list[Span]:
    """The spans without a key: white space and numbers, those that touch joined."""
    blanks = [blank.span() for blank in _BLANK.finditer(text)]
    merged: list[Span] = []
    for begin, end in sorted([*blanks, *numbering]) if numbering else blanks:
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif begin < end:
            merged.append((begin, end))
    return merged


def _break(text: str, begin: int, end: int) -> int:
    """The position where a dropped stretch is divided between its neighbours."""
    feed = text.rfind("\n", begin, end)
    if feed >= 0:
        return feed + 1
    return end if _BLANK.fullmatch(text, begin, end) else begin


def _parts_words(signs: str, begin: int, end: int) -> bool:
    """True between two Latin words or numbers, where a space carries meaning."""
    return (
        begin > 0
        and end < len(signs)
        and bool(_WORD.match(signs[begin - 1]) and _WORD.match(signs[end]))
    )
