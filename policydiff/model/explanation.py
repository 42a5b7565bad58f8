"""What an amending decision did to a text, item by item and step by step: the values that explain a
consolidation and a chain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policydiff.model.chain import Step
from policydiff.model.comparison import Comparison, Match
from policydiff.model.consolidation import Consolidation, Difference, Operation

TROUBLES = frozenset(("failed", "unparsed"))

Way = Mapping[str, tuple[str, ...]]
"""From the eIds of clauses of one text to those that they have in another; what is gone has none.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of the decision, or a sentence that stands in none.

    `number` is None then.

    `words` are its lines as printed; its number stands before them on a line of its own where they
    do not begin with all of it (二、1).
    """

    number: str | None
    words: tuple[str, ...]
    operations: tuple[Operation, ...]

    @property
    def statuses(self) -> frozenset[str]:
        """What became of its operations."""
        return frozenset(operation.status for operation in self.operations)

    @property
    def shown(self) -> bool:
        """True where it orders something for this text."""
        return bool(self.statuses - {"context", "other-work"})

    @property
    def only_renumbers(self) -> bool:
        """True where it gives new numbers and does nothing else, and all of it was carried out."""
        told = [operation for operation in self.operations if operation.status != "context"]
        return bool(told) and all(
            operation.kind == "renumbering" and operation.status == "applied" for operation in told
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A consolidation as what it did.

    Its items in their order, and how the new text differs from the base.

    `comparison` pairs the articles that the operations name as they name them. `counted_anew` are
    the matches of 项 and 目 that have another number although no operation says so, neighbours of
    one list together.
    """

    result: Consolidation
    items: tuple[Item, ...]
    comparison: Comparison
    counted_anew: tuple[tuple[Match, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepExplanation:
    """A step of a chain: `fresh` are its differences from the republished text, `again` those that
    the step before had already.
    """

    step: Step
    explanation: Explanation
    fresh: tuple[Difference, ...]
    again: tuple[Difference, ...]
