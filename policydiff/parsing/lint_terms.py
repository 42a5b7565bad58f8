"""Terms that are defined and never used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.drafting import DraftingWords
from policydiff.parsing.lint_flaw import Flaw
from policydiff.parsing.lint_places import Place


def unused_terms(
    document: Document, places: Sequence[Place], words: DraftingWords
) -> Iterator[Flaw]:
    """Short names and explained terms that stand nowhere but in their definition."""
    whole = document.full_text()
    for place in places:
        eid, offset = place.holders[0] if place.holders else (None, 0)
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
