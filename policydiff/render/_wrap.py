"""Lines of Chinese and Latin text for the columns of a terminal.

No line begins with a closing mark or ends with an opening one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from policydiff.views.pieces import neutral

_OPENING = r"(?:\{\+|\[-|[（《“‘〈「『【〔(])"
_CLOSING = r"(?:\+\}|-\]|[，。、；：？！）》”’〉」』】〕)…—])"
_CLUSTER = re.compile(rf"\s|{_OPENING}{{0,20}}(?:[0-9A-Za-z.,:/%@_~-]+|\S){_CLOSING}*")
"""What no line end may tear."""

_TAB = "    "


def shown(text: str) -> str:
    """A text as a terminal shows it.

    Control characters become pictures, a tab four spaces, since its width is the terminal's.
    """
    return neutral(text).replace("\t", _TAB)


def wrapped(text: Text, width: int) -> Text:
    """A styled text cut into lines; styles run on over the cuts."""
    whole = text
    if "\t" in text.plain:
        whole = Text(_TAB, style=text.style).join(text.split("\t", allow_blank=True))
    lines = whole.divide(list(line_ends(whole.plain, width)))
    return Text("\n", style=text.style, overflow="ignore", no_wrap=True).join(lines)


def line_ends(text: str, width: int) -> Iterator[int]:
    """The offsets at which the text is cut, by line feeds too.

    No line is wider than `width` columns.
    """
    column = 0
    for cluster in _CLUSTER.finditer(text):
        if cluster.group() == "\n":
            column = 0
            continue
        size = _columns(cluster.group())
        if column and column + size > width:
            yield cluster.start()
            column = 0
        if size <= width:
            column += size
            continue
        for place, character in enumerate(cluster.group(), cluster.start()):
            if column and column + _columns(character) > width:
                yield place
                column = 0
            column += _columns(character)


def _columns(text: str) -> int:
    """The columns of a text at most.

    A mark that makes the sign before it wide (U+FE0F) counts one wherever it stands.
    """
    if "\u200d" in text or "\ufe0f" in text:
        return sum(map(cell_len, text)) + text.count("\ufe0f")
    return cell_len(text)
