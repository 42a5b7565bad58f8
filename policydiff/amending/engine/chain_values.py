"""A series of decisions carried out one after another, and its JSON
(`schemas/consolidation-chain.schema.json`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from policydiff.amending.engine.explain import Explanation
from policydiff.amending.engine.operations import Consolidation, Difference
from policydiff.amending.engine.republished import MatchedBy
from policydiff.model.document import Document
from policydiff.model.json_keys import JsonValue

StartedFrom = Literal["base", "result", "republished"]
Way = Mapping[str, tuple[str, ...]]
"""From the eIds of clauses of one text to those that they have in another; what is gone has none.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainStep(JsonValue):
    """One decision of a chain, carried out.

    `started_from` names its base: that of the chain, the outcome of the step before, or the newest
    republished text before it. `against` is the republished text that its outcome was compared
    with, None where there is none, and `matched` gives the ground on which that was taken as the
    text of this step: its date; that of all steps it reads most like this one; or, where the
    decision has no date, that it alone came between the decisions beside it.
    """

    result: Consolidation
    started_from: StartedFrom
    against: Document | None = None
    matched: MatchedBy | None = None

    @property
    def date(self) -> str | None:
        """The date of the decision, ISO, None where it is unknown."""
        return self.result.decision.version_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain(JsonValue):
    """A base with one decision after another carried out; there is one step at least.

    `from_republished` is True where steps start from republished texts, as far as there are some.
    `unexplained` are dates (ISO) of versions of the work, newer than the base, that no decision of
    the chain leads to.
    """

    family: ClassVar[str] = "chain"

    base: Document
    steps: tuple[ChainStep, ...]
    from_republished: bool = False
    unexplained: tuple[str, ...] = ()

    @property
    def document(self) -> Document:
        """The outcome of the last step."""
        return self.steps[-1].result.document

    @property
    def left_out(self) -> tuple[str, ...]:
        """The unexplained versions before the last decision that no step starts from.

        The changes that they made are missing. Each is an ISO date.
        """
        last = None if self.from_republished else self.steps[-1].date
        return tuple(date for date in self.unexplained if last is not None and date < last)

    @property
    def complete(self) -> bool:
        """True where every step is complete and no version between them is left out.

        A step is complete where nothing failed, nothing stayed unparsed, and nothing that its
        decision declares is missing.
        """
        return all(step.result.complete for step in self.steps) and not self.left_out


@dataclass(frozen=True, slots=True, kw_only=True)
class StepExplanation:
    """A step of a chain, with its differences from the republished text.

    `again` are those that the step before had already, `fresh` all others.
    """

    step: ChainStep
    explanation: Explanation
    fresh: tuple[Difference, ...]
    again: tuple[Difference, ...]
