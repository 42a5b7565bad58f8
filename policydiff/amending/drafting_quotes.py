"""New text in the quotation marks of a decision, and whether it comes out of them again as it went in."""

from __future__ import annotations

from functools import lru_cache

from policydiff.amending.matching import unnested
from policydiff.amending.quotation_marks import find_quotations, quoted_text

_NESTED = str.maketrans("“”‘’", "‘’“”")


def nested(text: str) -> str:
    """Text as it stands inside a quotation: its own marks are single there."""
    return text.translate(_NESTED)


def quote(text: str, *, single: bool = False) -> str:
    """Text in quotation marks, one at the head of each line; a work that quotes with single marks anyway (`single`) stays as it is."""
    inner = text if single else nested(text)
    return "“" + inner.replace("\n", "\n“") + "”"


@lru_cache(maxsize=4096)
def reads_back(text: str, *, single: bool = False) -> bool:
    """Whether a reader of the decision gets the same text."""
    if not text:
        return True
    whole = quote(text, single=single)
    spans = list(find_quotations(whole))
    if len(spans) != 1 or (spans[0].begin, spans[0].end) != (0, len(whole)):
        return False
    inner = quoted_text(whole, spans[0])
    return (inner if single else unnested(inner)) == text


def quoted_characters(text: str) -> int:
    """How many characters of a decision stand inside the outer quotation marks, the marks at the heads of further lines left out."""
    spans = [text[span.inner_begin : span.inner_end] for span in find_quotations(text)]
    return sum(len(span.replace("\n“", "").replace("\n", "")) for span in spans)
