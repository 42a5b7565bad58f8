"""References that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydiff.model.document import Document
from policydiff.model.drafting import DraftingWords
from policydiff.parsing.lint_flaw import Flaw
from policydiff.parsing.lint_places import Cited, cited


def dangling(document: Document, words: DraftingWords) -> Iterator[Cited]:
    """The references to the document itself that name a provision which it does not have.

    Left out is what a reader could not call wrong: references without a number of their own, or that begin with one back
    (前款第一项), which go with a reading of the layout; numbers outside a text that is one book of a larger whole; items within
    attachments, whose lists are numbered freely; and attachments that hold no articles.
    """
    numbers = [int(one.number) for one in document.articles if one.number.isascii() and one.number.isdigit()]
    whole = not numbers or numbers[0] == 1
    for one in cited(document):
        if one.reference.internal and one.reference.target is None and (whole or _within(one, numbers)) and _sure(one, document, words):
            yield one


def _within(one: Cited, numbers: Sequence[int]) -> bool:
    """True where the cited article lies between the first and the last of a text that begins later than at 1."""
    steps = one.reference.citation.steps if one.reference.citation else ()
    article = next((number for level, number in steps if level == "article"), "")
    return article.isascii() and article.isdigit() and numbers[0] <= int(article) <= numbers[-1]


def _sure(one: Cited, document: Document, words: DraftingWords) -> bool:
    """True where nothing but the drafting can be wrong."""
    steps = one.reference.citation.steps if one.reference.citation else ()
    if not steps or words.relative.match(one.reference.text):
        return False
    if steps[0][0] == "attachment":
        named = [attachment for attachment in document.attachments if attachment.number == steps[0][1]]
        return not named and not _heads(one)
    attached = any(one.eid == attachment.eid or (one.eid or "").startswith(f"{attachment.eid}__") for attachment in document.attachments)
    return not attached or steps[-1][0] == "article"


def _heads(one: Cited) -> bool:
    """True where a citation begins its paragraph: 附表二 above a table is the title of that table."""
    return one.reference.span[0] == 0


def dangling_references(document: Document, words: DraftingWords) -> Iterator[Flaw]:
    """A flaw for each of them."""
    for one in dangling(document, words):
        message = f"{one.reference.text} does not exist"
        yield Flaw(type="dangling-reference", message=message, eid=one.eid, span=(one.begin, one.end), line=one.line)
