"""Whether a text names a document: its title, with or without the name of the country and what
marks a draft or a version.
"""

from __future__ import annotations

import re

from policydiff.parsing.citations_works import bare_title

_DRAFT = re.compile(
    r"[（(〔](?>[^（）()〔〕]{0,60}?(?:稿|草案))[^（）()〔〕]{0,60}[）)〕]$|(?:（|\()?(?:征求意见稿|送审稿|草案)(?:）|\))?$"
)
SHORTEST = 3
"""Characters of a title that is looked for in running text: 刑法 alone is too often part of another
word.
"""


def plain_title(title: str) -> str:
    """A title as running texts name it.

    >>> plain_title("中华人民共和国示例法（草案）")
    '示例法'
    """
    return bare_title(_DRAFT.sub("", re.sub(r"\s", "", title)))


def names_document(text: str, title: str) -> bool:
    """True where a text names the document of this title."""
    plain = plain_title(title)
    return len(plain) >= SHORTEST and plain in re.sub(r"\s", "", text)
