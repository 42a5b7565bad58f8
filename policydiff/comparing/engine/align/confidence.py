"""The confidence of matches, and those that a reader should check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from policydiff.comparing.engine.align.overrides import DECLARED, PINNED, STATED_REASONS
from policydiff.model.comparison import Comparison, Match, is_around
from policydiff.model.document import Document
from policydiff.model.index import index_document

CONFIDENT = 0.95
"""The odds from which on other findings build on a pair. Of thoroughly revised laws that played no
part in the fit, five of six pairs of lower odds were links (40 of 48), and 707 of 708 others.
"""

DOUBTFUL = 0.85
"""The odds below which a reader is asked to check a pair: of 1240 changed articles of judged laws
eleven, of which two were no links; two more were none of the seven up to `CONFIDENT`.
"""

Around = dict[str, tuple[str | None, str | None]]
"""What stands before and behind each provision of a level, by eId."""


def judge(comparison: Comparison) -> Comparison:
    """The comparison with its doubtful matches marked: those of low odds.

    Not the one 题注 or title of each side, not what a person or a decision set, nor a provision of
    the same number between neighbours that surely correspond.
    """
    low = [match for match in comparison.matches if _is_low(match, DOUBTFUL)]
    if not low:
        return comparison
    around = _around(comparison.left), _around(comparison.right)
    sure = dict(_sure(comparison))
    doubtful = {match.id for match in low if not _is_held(match, around, sure)}
    return replace(
        comparison,
        matches=tuple(
            replace(match, doubtful=True) if match.id in doubtful else match
            for match in comparison.matches
        ),
    )


def _is_low(match: Match, least: float) -> bool:
    return (
        match.score is not None
        and match.score < least
        and match.reason not in STATED_REASONS
        and match.kind != "unchanged"
        and not is_around(match)
    )


def _sure(comparison: Comparison) -> Iterator[tuple[str, str]]:
    for match in comparison.matches:
        if len(match.left) == len(match.right) == 1 and not _is_low(match, CONFIDENT):
            yield match.left[0].eid, match.right[0].eid


def _around(document: Document) -> Around:
    index = index_document(document)
    rows: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for provision in document.provisions:
        above = None if provision.level == "article" else index.parents.get(provision.eid)
        rows[provision.level, above].append(provision.eid)
    return {
        eid: (before, behind)
        for row in rows.values()
        for before, eid, behind in zip([None, *row[:-1]], row, [*row[1:], None], strict=True)
    }


def _is_held(match: Match, around: tuple[Around, Around], sure: dict[str, str]) -> bool:
    """True for one number on both sides between neighbours that correspond."""
    if (
        len(match.left) != 1
        or len(match.right) != 1
        or match.left[0].num is None
        or match.left[0].num != match.right[0].num
    ):
        return False
    pairs = list(
        zip(
            around[0].get(match.left[0].eid, ()),
            around[1].get(match.right[0].eid, ()),
            strict=False,
        )
    )
    held = [left is not None and sure.get(left) == right for left, right in pairs]
    return any(held) and all(
        fits or pair == (None, None) for fits, pair in zip(held, pairs, strict=True)
    )


def is_doubtful(match: Match) -> bool:
    """True for a match that a reader should check."""
    return match.doubtful


def is_sure(match: Match) -> bool:
    """True for a match that other findings may build on."""
    return not match.doubtful and (match.score is None or match.score >= CONFIDENT)


def is_declared(match: Match) -> bool:
    """True for a pair of both sides that a decision set."""
    return match.reason == DECLARED and bool(match.left and match.right)


def is_pinned(match: Match) -> bool:
    """True for a match that a person set."""
    return match.reason == PINNED
