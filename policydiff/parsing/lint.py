"""Checks of the drafting of one document; none of them changes it."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.messages import Message
from policydiff.model.document import Document, walk_provisions
from policydiff.model.drafting import DraftingWords
from policydiff.model.kinds import CONTAINERS
from policydiff.parsing.lint_flaw import Flaw
from policydiff.parsing.lint_marks import unclosed_marks
from policydiff.parsing.lint_numbers import broken_numbers
from policydiff.parsing.lint_places import place_blocks
from policydiff.parsing.lint_references import dangling_references
from policydiff.parsing.lint_terms import faulty_terms


def lint(document: Document, words: DraftingWords) -> tuple[Flaw, ...]:
    """All flaws that the checks find, in reading order.

    `words` are those of the document's dialect; without them terms and marks pass.
    """
    places = place_blocks(document)
    found = [
        *dangling_references(document, words),
        *broken_numbers(document),
        *faulty_terms(document, places, words),
        *unclosed_marks(document, places, words),
        *_empty_headings(document),
    ]
    order = {provision.eid: place for place, provision in enumerate(document.provisions)}
    return tuple(
        sorted(
            found,
            key=lambda flaw: (
                order.get(flaw.eid or "", len(order)),
                flaw.span or (0, 0),
                flaw.type,
            ),
        )
    )


def _empty_headings(document: Document) -> Iterator[Flaw]:
    """Headings, numbers and attachments that nothing follows."""
    for one in walk_provisions(document):
        if one.content or (one.heading is not None and one.level not in CONTAINERS):
            continue
        name = " ".join(filter(None, (one.num, one.heading))) or one.eid
        yield Flaw(
            type="empty-heading",
            message=Message("{name} has no content", name=name),
            eid=one.eid,
            line=one.line,
        )
    for attachment in document.attachments:
        if not attachment.content:
            name = " ".join(filter(None, (attachment.num, attachment.heading))) or attachment.eid
            yield Flaw(
                type="empty-heading",
                message=Message("{name} has no content", name=name),
                eid=attachment.eid,
                line=attachment.line,
            )
