"""New text in the quotation marks of a decision.

It is checked that it comes out of them again as it went in.
"""

from __future__ import annotations

from functools import lru_cache

from policydiff.amending.matching import unnested
from policydiff.amending.quotation_marks import find_quotations, quoted_text

NESTED = str.maketrans("“”‘’", "‘’“”")
"""Marks as they stand inside a quotation."""


def quote(text: str, *, single: bool = False) -> str:
    """Text in quotation marks, one at the head of each line.

    Its own marks are single inside; a work that quotes with single marks anyway (`single`) stays as
    it is. What would not come out of them as it went in stands in corner marks, where marks are
    those of the text itself.
    """
    curly = _curly(text, single=single)
    return (
        curly
        if _comes_back(curly, text, single=single)
        else "「" + text.replace("\n", "\n「") + "」"
    )


@lru_cache(maxsize=4096)
def reads_back(text: str, *, single: bool = False) -> bool:
    """True if a reader of the decision gets the same text."""
    return not text or _comes_back(quote(text, single=single), text, single=single)


def _curly(text: str, *, single: bool) -> str:
    inner = text if single else text.translate(NESTED)
    return "“" + inner.replace("\n", "\n“") + "”"


def _comes_back(quoted: str, text: str, *, single: bool) -> bool:
    spans = list(find_quotations(quoted))
    if len(spans) != 1 or (spans[0].begin, spans[0].end) != (0, len(quoted)):
        return False
    inner = quoted_text(quoted, spans[0])
    return (inner if single or quoted[0] == "「" else unnested(inner)) == text


def quoted_characters(text: str) -> int:
    """The number of characters of a decision inside its outer quotation marks.

    The marks at the heads of further lines do not count.
    """
    quoted = (quoted_text(text, span) for span in find_quotations(text))
    return sum(len(inner.replace("\n", "")) for inner in quoted)
