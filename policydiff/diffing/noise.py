"""The noise rule: the differences between two printed texts that are no changes.

A text is *folded* into its key, in which all that the rule ignores looks the same or is left out.
Two texts with the same key differ in noise only. The folded text remembers where each character of
the key came from, so that edits stay exact.
"""

from __future__ import annotations

import re
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

_FOLD = {0xFF01 + place: 0x21 + place for place in range(94)} | {
    ord(variant): ord(sign) for sign, variants in _VARIANTS.items() for variant in variants
}
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
    signs, key = text.translate(_FOLD), list[str]()
    starts: list[int] = []
    place = carried = 0
    for begin, end in _dropped(text, numbering):
        _keep(signs, key, starts, (place, begin), carried)
        place, carried = end, _break(text, begin, end)
        if key and _parts_words(signs, begin, end):
            key.append(" ")
            starts.append(begin)
            carried = end
    _keep(signs, key, starts, (place, len(text)), carried)
    if starts:
        starts[0] = 0
    return Folded(text=text, key="".join(key), starts=(*starts, len(text)))


def fold_key(text: str, numbering: tuple[Span, ...] = (), *, exact: bool = False) -> str:
    """The key alone."""
    if exact:
        return text
    signs, key, place = text.translate(_FOLD), list[str](), 0
    for begin, end in _dropped(text, numbering):
        key.append(signs[place:begin])
        place = end
        if _parts_words(signs, begin, end) and any(key):
            key.append(" ")
    return "".join((*key, signs[place:])) if key else signs


def is_blank(text: str) -> bool:
    """True for a text of which nothing has a key."""
    return not text or _BLANK.fullmatch(text) is not None


def _keep(signs: str, key: list[str], starts: list[int], span: Span, carried: int) -> None:
    """Take a stretch into the key.

    Its first character also stands for what was left out from `carried` on.
    """
    begin, end = span
    if begin < end:
        key.append(signs[begin:end])
        starts.extend(range(begin, end))
        starts[begin - end] = carried


def _dropped(text: str, numbering: tuple[Span, ...]) -> list[Span]:
    """The spans without a key: white space and numbers, those that touch joined."""
    blanks = [found.span() for found in _BLANK.finditer(text)]
    merged: list[Span] = []
    for begin, end in sorted([*blanks, *numbering]) if numbering else blanks:
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif begin < end:
            merged.append((begin, end))
    return merged


def _break(text: str, begin: int, end: int) -> int:
    """The place where a stretch without a key is divided between its neighbours.

    These are the character before it and the one after.
    """
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
