"""Entries of a table of contents."""

from __future__ import annotations

import re

_PAGE = re.compile(
    r"(?<![.．…·‥—\-\s])\s*(?:[.．…·‥—\-]\s*){3,}[(（]?\d{0,4}[)）]?$|(?<!\s)(?=[^\S\t\u3000]*[\t\u3000])\s+\d{1,4}$"
)


def without_page(entry: str) -> str:
    """An entry of a table of contents as it stands in every edition.

    It is without its dots and its page (第一章 总则……………3).
    """
    return _PAGE.sub("", entry)
