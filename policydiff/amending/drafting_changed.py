"""The size of a change, by which a drafted decision is measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policydiff.amending.matching import level
from policydiff.model.comparison import Comparison, Edit, Match
from policydiff.model.kinds import CONTAINERS

_WHOLE = frozenset(("article", "title", "preamble", "block", "attachment"))
"""What is compared as one; the parts of these say the same again."""


def changed_characters(comparison: Comparison) -> int:
    """The number of characters that go and come, by the comparison.

    Those printed otherwise too, but not citations and item numbers that only follow.
    """
    return sum(len(edit.text) for match in _top_matches(comparison) for edit in _changes(match))


def _top_matches(comparison: Comparison) -> Iterator[Match]:
    """The matches that have all changes between them, each change once.

    What stands in articles that are divided is in the matches of their parts.
    """
    matches = {match.id: match for match in comparison.matches}
    for match in comparison.matches:
        levels = {side.level for side in (*match.left, *match.right)}
        above = matches.get(match.parent or 0)
        if any(
            side.eid.split("__")[0] in ("preface", "conclusions")
            for side in (*match.left, *match.right)
        ):
            continue
        if (
            levels & CONTAINERS
            or (levels & _WHOLE and (above is None or _level(above) in CONTAINERS))
            or _divided(above)
        ):
            yield match


def _level(match: Match) -> str:
    return next((side.level for side in (*match.left, *match.right)), "")


def _divided(match: Match | None) -> bool:
    return match is not None and _level(match) == "article" and not match.edits


def _changes(match: Match) -> Iterator[Edit]:
    edits: Iterable[Edit] = (
        match.heading_edits if _level(match) in CONTAINERS else (*match.heading_edits, *match.edits)
    )
    for edit in edits:
        follows = edit.cause == "renumbering" or (
            edit.noise and any(sign.isalnum() for sign in level(edit.text))
        )
        if edit.op != "equal" and not follows:
            yield edit
