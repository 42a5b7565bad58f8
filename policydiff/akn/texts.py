"""The texts of the articles of a stored document without the document: for a first look at many."""

from __future__ import annotations

from policydiff.akn.parser import parse
from policydiff.akn.profile import AKN


def read_article_texts(data: bytes) -> tuple[str, ...]:
    """The text of each article in reading order, its number and heading with it.

    Quoted structures of a decision are none.

    Raises `NotXmlError`.
    """
    article, quoted = f"{{{AKN}}}article", f"{{{AKN}}}quotedStructure"
    found = (
        element
        for element in parse(data).iter(article)
        if next(element.iterancestors(quoted), None) is None
    )
    return tuple("".join(map(str, element.itertext())) for element in found)
