"""Chapters, sections and articles as a decision names them in the new version.

And which of the base is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from policydiff.amending.numbering import head
from policydiff.model.consolidation import Operation, Steps
from policydiff.model.kinds import CONTAINERS

_NUMBERED = {*CONTAINERS, "article"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedNumbers:
    """The numbers that a decision gives to chapters, sections and articles.

    `moves` has the new place of one → its place in the base.

    `shifting` are the levels of which some come, go or get other numbers, and the lowest number of
    those; `coming` the numbers of new articles.
    """

    moves: Mapping[Steps, Steps] = field(default_factory=dict)
    shifting: Mapping[str, int] = field(default_factory=dict)
    coming: frozenset[str] = frozenset()

    def in_base(self, steps: Steps) -> Steps | None:
        """The place in the base of one that is named as in the new version.

        None where the decision does not state it.

        It is the one that gets this number; else the one that has it, where what comes and goes
        stands behind it.
        """
        if steps in self.moves:
            return self.moves[steps]
        level, number = steps[-1]
        return steps if level not in self.shifting or head(number) < self.shifting[level] else None


def collect_numbers(operations: Iterable[Operation]) -> StatedNumbers:
    """The numbers that operations give to chapters, sections and articles."""
    moves: dict[Steps, Steps] = {}
    shifting: dict[str, int] = {}
    coming: set[str] = set()
    for operation in operations:
        old, new = operation.steps, operation.result_steps
        if operation.kind in ("context", "substitution") or operation.old is not None:
            continue
        if operation.kind == "renumbering" and old[-1:] and new[-1:] and old[-1][0] == new[-1][0]:
            moves[new if new[-1][0] != "article" else new[-1:]] = old
        elif new[-1:] and new[-1][0] == "article":
            coming.add(new[-1][1])
        for level, number in (*old[-1:], *(new[-1:] or ((operation.unit or "", "0"),))):
            if level in _NUMBERED and "-" not in number:
                shifting[level] = min(head(number), shifting.get(level, head(number)))
    return StatedNumbers(moves=moves, shifting=shifting, coming=frozenset(coming))
