"""The steps of a chain for every report, and the path of a clause through them."""

from __future__ import annotations

from dataclasses import dataclass

from policydiff.amending.engine.chain import (
    Chain,
    ChainStep,
    StepExplanation,
    Way,
    explain_chain,
    trace_paths,
)
from policydiff.amending.engine.operations import Difference
from policydiff.amending.report.consolidation import (
    ConsolidationView,
    ItemChanges,
    counts,
    sheet_of,
)
from policydiff.model.reports import ReportOptions

COUNTS = ("items", "applied", "failed", "unparsed")
"""What an overview counts of each step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainStepView:
    """A step, counted from 1."""

    place: int
    explained: StepExplanation
    sheet: ConsolidationView

    @property
    def step(self) -> ChainStep:
        """The decision of the step, carried out."""
        return self.explained.step

    @property
    def fresh(self) -> tuple[Difference, ...]:
        """The differences from the republished text that the step before did not have."""
        return self.explained.fresh

    @property
    def again(self) -> tuple[Difference, ...]:
        """The differences that the step before had already."""
        return self.explained.again


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewLine:
    """A line of the overview.

    It has the numbers of items and operations, and of articles before and after. Of what was not
    read, sentences are counted.
    """

    items: int
    applied: int
    failed: int
    unparsed: int
    before: int
    after: int


def numbers(steps: tuple[ChainStepView, ...]) -> tuple[OverviewLine, ...]:
    """The numbers of each step, and the sums at the end."""
    found = [OverviewLine(**counts(shown.step.result)) for shown in steps]
    added = {name: sum(getattr(one, name) for one in found) for name in COUNTS}
    return (*found, OverviewLine(**added, before=found[0].before, after=found[-1].after))


def shown_steps(chain: Chain, options: ReportOptions) -> tuple[ChainStepView, ...]:
    """All steps, each compared with the text before it."""
    return tuple(
        ChainStepView(
            place=place, explained=explained, sheet=sheet_of(explained.explanation, options)
        )
        for place, explained in enumerate(explain_chain(chain), 1)
    )


def trace_to_last(steps: tuple[ChainStepView, ...]) -> tuple[Way, ...]:
    """For each step, the way from the text after it to the text after the last one."""
    return trace_paths([shown.explained for shown in steps])


def changed_by(
    steps: tuple[ChainStepView, ...], found: tuple[Way, ...]
) -> dict[str, tuple[tuple[ChainStepView, ItemChanges], ...]]:
    """By the eId of a clause of the last text, the items that changed it, in order."""
    items_by_clause: dict[str, dict[tuple[int, int], tuple[ChainStepView, ItemChanges]]] = {}
    for shown, way in zip(steps, found, strict=True):
        for eid, lines in shown.sheet.changing().items():
            for end in way.get(eid, ()):
                items_by_clause.setdefault(end, {}).update(
                    {(shown.place, line.id): (shown, line) for line in lines}
                )
    return {eid: tuple(items.values()) for eid, items in items_by_clause.items()}
