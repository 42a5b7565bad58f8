"""Which article of the new text is which of the old one, one for one, as the comparison has it."""

from __future__ import annotations

from itertools import product

from policydiff.diffing.redline import redline_texts
from policydiff.model.comparison import Comparison, Match
from policydiff.model.index import index_document


def pair_articles(comparison: Comparison) -> dict[str, str]:
    """The eIds of the old articles that live on → those of the new ones. Of a split or a join the likest are a pair."""
    found: dict[str, str] = {}
    for match in comparison.matches:
        lefts, rights = (tuple(side.eid for side in sides if side.level == "article") for sides in (match.left, match.right))
        if len(lefts) == len(rights) == 1:
            found[lefts[0]] = rights[0]
        elif lefts and rights:
            found |= _likest(match, lefts, rights, comparison)
    return found


def _likest(match: Match, lefts: tuple[str, ...], rights: tuple[str, ...], comparison: Comparison) -> dict[str, str]:
    left, right = index_document(comparison.left).by_eid, index_document(comparison.right).by_eid
    linked = set(match.links or product(lefts, rights))
    shared = {pair: _shared(left[pair[0]].text, right[pair[1]].text) for pair in product(lefts, rights) if pair in linked}
    found: dict[str, str] = {}
    for (old, new), common in sorted(shared.items(), key=lambda entry: -entry[1]):
        if common and old not in found and new not in found.values():
            found[old] = new
    return found


def _shared(left: str, right: str) -> int:
    return sum(len(edit.text) for edit in redline_texts(left, right) if edit.op == "equal")
