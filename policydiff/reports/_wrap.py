"""Lines of Chinese and Latin text for the columns of a terminal: no line begins with a closing mark or ends with an opening one."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPENING = r"(?:\{\+|\[-|[（《“‘〈「『【〔(])"
_CLOSING = r"(?:\+\}|-\]|[，。、；：？！）》”’〉」』】〕)…—])"
_CLUSTER = re.compile(rf"\s|{_OPENING}{{0,20}}(?:[0-9A-Za-z.,:/%@_~-]+|\S){_CLOSING}*")
"""What no line end may tear."""


def line_ends(text: str, width: int) -> Iterator[int]:
    """The offsets at which the text is cut, so that no line is wider than `width` columns; line feeds cut too."""
    from rich.cells import cell_len  # noqa: PLC0415  (quick start of the command line)

    column = 0
    for cluster in _CLUSTER.finditer(text):
        if cluster.group() == "\n":
            column = 0
            continue
        size = cell_len(cluster.group())
        if column and column + size > width:
            yield cluster.start()
            column = 0
        if size <= width:
            column += size
            continue
        for place, character in enumerate(cluster.group(), cluster.start()):
            if column and column + cell_len(character) > width:
                yield place
                column = 0
            column += cell_len(character)
