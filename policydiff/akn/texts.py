"""The texts of the articles of a stored document, for a first look at many.

They are read without the document.
"""

from __future__ import annotations

from policydiff.akn.parser import parse
from policydiff.akn.profile import AKN


def read_article_texts(data: bytes) -> tuple[str, ...]:
    """The text of each article in reading order, with its number and heading.

    Articles in the quoted structures of a decision are left out.

    Raises `NotXmlError`.
    """
    article, quoted = f"{{{AKN}}}article", f"{{{AKN}}}quotedStructure"
    found = (
        element
        for element in parse(data).iter(article)
        if next(element.iterancestors(quoted), None) is None
    )
    return tuple("".join(map(str, element.itertext())) for element in found)
