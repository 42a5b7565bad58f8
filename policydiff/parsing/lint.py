"""Checks of the drafting of one document: `lint`. Each check is one module; none of them changes
the document.
"""

from __future__ import annotations

from policydiff.model.document import Document
from policydiff.model.drafting import DraftingWords
from policydiff.parsing.lint_flaw import Flaw
from policydiff.parsing.lint_headings import empty_headings
from policydiff.parsing.lint_marks import unclosed_marks
from policydiff.parsing.lint_numbers import broken_numbers
from policydiff.parsing.lint_places import place_blocks
from policydiff.parsing.lint_references import dangling_references
from policydiff.parsing.lint_terms import unused_terms


def lint(document: Document, words: DraftingWords) -> tuple[Flaw, ...]:
    """All that the checks find, in reading order. `words` are those of the document's dialect;
    without them terms and marks pass.
    """
    places = place_blocks(document)
    found = [
        *dangling_references(document, words),
        *broken_numbers(document),
        *unused_terms(document, places, words),
        *unclosed_marks(document, places, words),
        *empty_headings(document),
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


__all__ = ["Flaw", "lint"]
