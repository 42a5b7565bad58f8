"""The effect of an amending decision on a text, item by item and step by step.

The values explain a consolidation and a chain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policydiff.amending.engine.chain_values import ChainStep
from policydiff.amending.engine.operations import Consolidation, Difference, Operation
from policydiff.model.comparison import Comparison, Match

TROUBLES = frozenset(("failed", "unparsed"))

Way = Mapping[str, tuple[str, ...]]
"""From the eIds of clauses of one text to those that they have in another; what is gone has none.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedItem:
    """An item of the decision, or a sentence that stands in none.

    `number` is None for such a sentence. `words` are its lines as printed; its number stands before
    them on a line of its own where they do not begin with all of it (二、1).
    """

    number: str | None
    words: tuple[str, ...]
    operations: tuple[Operation, ...]

    @property
    def statuses(self) -> frozenset[str]:
        """The statuses of its operations."""
        return frozenset(operation.status for operation in self.operations)

    @property
    def shown(self) -> bool:
        """True where it orders something for this text."""
        return bool(self.statuses - {"context", "other-work"})

    @property
    def only_renumbers(self) -> bool:
        """True where it only gives new numbers, and all of it was carried out."""
        operations = [operation for operation in self.operations if operation.status != "context"]
        return bool(operations) and all(
            operation.kind == "renumbering" and operation.status == "applied"
            for operation in operations
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The items of a consolidation in their order, and the changes of the text.

    `comparison` pairs the articles that the operations name as they name them. `renumbered_items`
    are the matches of 项 and 目 that have another number although no operation gives it, neighbours
    of one list together.
    """

    result: Consolidation
    items: tuple[ExplainedItem, ...]
    comparison: Comparison
    renumbered_items: tuple[tuple[Match, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepExplanation:
    """A step of a chain, with its differences from the republished text.

    `again` are those that the step before had already, `fresh` all others.
    """

    step: ChainStep
    explanation: Explanation
    fresh: tuple[Difference, ...]
    again: tuple[Difference, ...]
