"""Doubts that only the pair of texts shows.

Examples are hardly anything in common, or the older date on the right.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from policydiff.messages import Message
from policydiff.model.comparison import Comparison, Match, is_around
from policydiff.model.document import Document
from policydiff.model.kinds import CONTAINERS
from policydiff.model.source import Problem
from policydiff.text.noise import fold_key

HARDLY, HARDLY_NAMESAKE = 0.1, 0.02
"""The share of the shorter text that stands in the other, below which two texts have hardly
anything in common.

Of 60 pairs of unrelated statutes the most alike share 0.08; of 50 pairs of versions the least alike
share 0.05, after a revision that rewrote nearly all, and the others more than 0.2. So texts of one
title are doubted only where they share next to nothing.
"""

SHORTEST = 200
"""Characters: about a shorter text the share says nothing."""


def doubts(comparison: Comparison) -> Iterator[Problem]:
    """The doubts about a finished comparison."""
    yield from _unlike(comparison)
    yield from _backwards(comparison)


def _unlike(comparison: Comparison) -> Iterator[Problem]:
    left, right = comparison.left, comparison.right
    size = min(_size(left), _size(right))
    namesakes = fold_key(left.title) == fold_key(right.title)
    if size < SHORTEST:
        return
    share = _common(comparison) / size
    if share < (HARDLY_NAMESAKE if namesakes else HARDLY):
        yield Problem(
            code="hardly-alike",
            message=Message(
                "the two texts have hardly anything in common: {share} of the shorter one stands in the other",
                share=f"{share:.0%}",
            ),
            hint=Message("are they two versions of one text?"),
        )


def _backwards(comparison: Comparison) -> Iterator[Problem]:
    before, after = comparison.left.version_date, comparison.right.version_date
    if before is not None and after is not None and before > after:
        yield Problem(
            code="older-on-the-right",
            message=Message(
                "the older text stands on the right: {after} comes before {before}",
                after=after,
                before=before,
            ),
            hint=Message(
                "what is shown as added was removed, and the other way round; exchange the two"
            ),
        )


def _size(document: Document) -> int:
    """The number of characters of the text, without what stands around it."""
    nodes = chain(document.preamble, document.body, document.attachments)
    return sum(len(node.text) for node in nodes)


def _common(comparison: Comparison) -> int:
    """The number of characters that both texts share, each counted once.

    They stand in the same place of both.
    """
    by_id = {match.id: match for match in comparison.matches}
    counted = (
        match for match in comparison.matches if _counts(match) and not _counts_above(match, by_id)
    )
    return sum(len(edit.text) for match in counted for edit in match.edits if edit.op == "equal")


def _counts(match: Match) -> bool:
    """True for one part on each side that is no container.

    Its edits show what is equal.
    """
    if len(match.left) != 1 or len(match.right) != 1 or is_around(match):
        return False
    return not any(
        side.level in CONTAINERS or side.level == "attachment"
        for side in (*match.left, *match.right)
    )


def _counts_above(match: Match, by_id: dict[int, Match]) -> bool:
    """True where a part around it is counted with all below."""
    above = match.parent
    while above is not None:
        if _counts(by_id[above]):
            return True
        above = by_id[above].parent
    return False
