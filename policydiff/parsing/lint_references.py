"""References that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.document import Document
from policydiff.parsing.lint_places import Cited, cited


def dangling(document: Document) -> Iterator[Cited]:
    """The references to the document itself that name a provision which it does not have."""
    return (one for one in cited(document) if one.reference.internal and one.reference.target is None)
