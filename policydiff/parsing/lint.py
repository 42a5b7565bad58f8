"""Checks of the drafting of one document; none of them changes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydiff.messages import Message
from policydiff.model.document import Document, walk_provisions
from policydiff.model.drafting import DraftingWords
from policydiff.model.kinds import CONTAINERS
from policydiff.parsing.lint_flaw import Flaw
from policydiff.parsing.lint_marks import unclosed_marks
from policydiff.parsing.lint_numbers import broken_numbers
from policydiff.parsing.lint_places import LintPlace, place_blocks
from policydiff.parsing.lint_references import dangling_references


def lint(document: Document, words: DraftingWords) -> tuple[Flaw, ...]:
    """All flaws that the checks find, in reading order.

    `words` are those of the document's dialect; without them terms and marks pass.
    """
    places = place_blocks(document)
    found = [
        *dangling_references(document, words),
        *broken_numbers(document),
        *_unused_terms(document, places, words),
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


def _unused_terms(
    document: Document, places: Sequence[LintPlace], words: DraftingWords
) -> Iterator[Flaw]:
    """Short names and defined terms that stand only in their definition."""
    whole = document.full_text()
    for place in places:
        eid, offset = place.containers[0] if place.containers else (None, 0)
        text = place.block.text
        for pattern in (words.short_name, words.meaning):
            for found in pattern.finditer(text):
                for term in words.term_joins.split(found["term"]):
                    if len(term) > 1 and whole.count(term) - found["term"].count(term) <= 0:
                        span = (found.start("term") + offset, found.end("term") + offset)
                        yield Flaw(
                            type="unused-term",
                            message=Message("{term} is defined and not used", term=term),
                            eid=eid,
                            span=span,
                            line=place.block.line,
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
