"""The steps of a chain as every report shows them, and the way of a clause through the steps that follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policydiff.diffing.compare import diff
from policydiff.model.chain import Chain, Step
from policydiff.model.consolidation import Difference
from policydiff.model.document import Document
from policydiff.model.plugins import ReportOptions
from policydiff.reports.consolidation._items import counts
from policydiff.reports.consolidation._sheet import Line, Sheet
from policydiff.reports.consolidation._told import differences

COUNTS = ("items", "applied", "failed", "unparsed")
"""What an overview counts of each step."""

Way = Mapping[str, tuple[str, ...]]
"""From the eIds of clauses of one text to those that they have in another; what is gone has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A step, counted from 1. `fresh` are its differences from the republished text, `again` those that the step before had already."""

    place: int
    step: Step
    sheet: Sheet
    fresh: tuple[Difference, ...]
    again: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A line of the overview: how many items and operations, and the articles before and after. What was not read counts sentences."""

    items: int
    applied: int
    failed: int
    unparsed: int
    before: int
    after: int


def numbers(steps: tuple[Shown, ...]) -> tuple[Numbers, ...]:
    """Those of each step, and of all together at the end."""
    found = [Numbers(**counts(shown.step.result)) for shown in steps]
    added = {name: sum(getattr(one, name) for one in found) for name in COUNTS}
    return (*found, Numbers(**added, before=found[0].before, after=found[-1].after))


def shown_steps(chain: Chain, options: ReportOptions) -> tuple[Shown, ...]:
    """All steps, each compared with the text before it."""
    return tuple(
        Shown(place=place, step=step, sheet=Sheet(result=step.result, options=options), fresh=fresh, again=again)
        for place, (step, fresh, again) in enumerate(parted(chain), 1)
    )


def parted(chain: Chain) -> Iterator[tuple[Step, tuple[Difference, ...], tuple[Difference, ...]]]:
    """Each step with its differences, those that are new and those that go on."""
    before: Step | None = None
    for step in chain.steps:
        known = set() if before is None or step.started_from != "result" else set(map(_key, differences(before.result)))
        found = differences(step.result)
        fresh = tuple(one for one in found if _key(one) not in known)
        yield step, fresh, tuple(one for one in found if _key(one) in known)
        before = step


def _key(difference: Difference) -> tuple[object, ...]:
    return difference.num, tuple((edit.op, edit.text) for edit in difference.edits if edit.op != "equal" and not edit.noise)


def ways(steps: tuple[Shown, ...]) -> tuple[Way, ...]:
    """For each step, the way from the text after it to the text after the last one."""
    last = steps[-1].sheet
    found: list[Way] = [{eid: (eid,) for row in last.rows for eid in last.eids(row, "right")}]
    for earlier, later in zip(reversed(steps[:-1]), reversed(steps[1:]), strict=True):
        way = _joined(_through(later.sheet), found[0])
        if later.step.started_from == "republished":
            way = _joined(_between(earlier.step.result.document, later.step.result.base), way)
        found.insert(0, way)
    return tuple(found)


def _through(sheet: Sheet) -> Way:
    """From the text before a step to that after it."""
    return {eid: sheet.eids(row, "right") for row in sheet.rows for eid in sheet.eids(row, "left")}


def _between(outcome: Document, republished: Document) -> Way:
    """From the outcome of a step to the republished text that the next one starts from."""
    matches = diff(outcome, republished).matches
    return {left.eid: tuple(right.eid for right in match.right) for match in matches for left in match.left}


def _joined(first: Way, second: Way) -> Way:
    """One way after the other."""
    return {eid: tuple(dict.fromkeys(end for middle in middles for end in second.get(middle, ()))) for eid, middles in first.items()}


def changed_by(steps: tuple[Shown, ...], found: tuple[Way, ...]) -> dict[str, tuple[tuple[Shown, Line], ...]]:
    """By the eId of a clause of the last text, the items of all steps that changed it, in their order."""
    gathered: dict[str, dict[tuple[int, int], tuple[Shown, Line]]] = {}
    for shown, way in zip(steps, found, strict=True):
        for eid, lines in shown.sheet.changing().items():
            for end in way.get(eid, ()):
                gathered.setdefault(end, {}).update({(shown.place, line.id): (shown, line) for line in lines})
    return {eid: tuple(items.values()) for eid, items in gathered.items()}
