"""References that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydiff.messages import Message
from policydiff.model.document import Document, walk_blocks
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.text.lint.flaw import Flaw
from policydiff.text.lint.places import Cited, cited
from policydiff.text.traditions.drafting_words import DraftingWords

JOINT = 2
"""Characters between two members of a list: 、 和 以及."""


def dangling(document: Document, words: DraftingWords) -> Iterator[Cited]:
    """The internal references to provisions that the document does not have.

    Left out is what a reader could not call wrong: references without a number of their own, or
    that begin with one back (前款第一项); numbers outside a text that is one book of a larger whole;
    items within attachments, whose lists are numbered freely; attachments that hold no articles;
    and points that several paragraphs of an article have.
    """
    numbers = [
        int(article.number)
        for article in document.articles
        if article.number.isascii() and article.number.isdigit()
    ]
    whole, index = not numbers or numbers[0] == 1, index_document(document)
    for citation in _absolute(document, words):
        if (
            citation.reference.internal
            and citation.reference.target is None
            and (whole or _within(citation, numbers))
            and _sure(citation, document)
            and not _several(citation, index)
        ):
            yield citation


def _absolute(document: Document, words: DraftingWords) -> Iterator[Cited]:
    """The references that do not depend on their place, nor go on one: 前款第一项、第二项."""
    last: Cited | None = None
    relative = False
    for citation in cited(document):
        listed = (
            last is not None
            and last.eid == citation.eid
            and 0 <= citation.begin - last.end <= JOINT
        )
        relative = words.relative.match(citation.reference.text) is not None or (
            relative and listed
        )
        last = citation
        if not relative:
            yield citation


def _within(citation: Cited, numbers: Sequence[int]) -> bool:
    """True for an article between the first and the last of a text that begins late."""
    steps = citation.reference.citation.steps if citation.reference.citation else ()
    article = next((number for level, number in steps if level == "article"), "")
    return article.isascii() and article.isdigit() and numbers[0] <= int(article) <= numbers[-1]


def _sure(citation: Cited, document: Document) -> bool:
    """True where nothing but the drafting can be the fault."""
    steps = citation.reference.citation.steps if citation.reference.citation else ()
    if not steps:
        return False
    if steps[0][0] == "attachment":
        named = [
            attachment for attachment in document.attachments if attachment.number == steps[0][1]
        ]
        return not named and not _heads(citation) and not _is_printed(citation, document)
    attached = any(
        citation.eid == attachment.eid or (citation.eid or "").startswith(f"{attachment.eid}__")
        for attachment in document.attachments
    )
    return not attached or steps[-1][0] == "article"


def _several(citation: Cited, index: ProvisionIndex) -> bool:
    """True where several paragraphs have a point of this number: 第四条第（二）项."""
    steps = citation.reference.citation.steps if citation.reference.citation else ()
    return len(index.candidates(steps)) > 1


def _is_printed(citation: Cited, document: Document) -> bool:
    """True for 附录A at the head of a line that was not read as that of an attachment."""
    name = "".join(citation.reference.text.split())
    lettered = name[-1:].isascii() and name[-1:].isalpha()
    return lettered and any(
        "".join(block.text[: len(name) + 1].split()).startswith(name)
        for block in walk_blocks(document)
    )


def _heads(citation: Cited) -> bool:
    """True where a citation begins its paragraph, as 附表二 above its table."""
    return citation.reference.span[0] == 0


def dangling_references(document: Document, words: DraftingWords) -> Iterator[Flaw]:
    """A flaw for each dangling reference."""
    for citation in dangling(document, words):
        message = Message("{reference} does not exist", reference=citation.reference.text)
        yield Flaw(
            type="dangling-reference",
            message=message,
            eid=citation.eid,
            span=(citation.begin, citation.end),
            line=citation.line,
        )
