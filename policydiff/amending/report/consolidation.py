"""A consolidation for every report: items by their clauses, and troubles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from policydiff.amending.engine.explain import (
    TROUBLES,
    ExplainedItem,
    Explanation,
    explain,
    read_items,
)
from policydiff.amending.engine.operations import Consolidation, Operation
from policydiff.comparing.report.table.match_rows import build_rows
from policydiff.comparing.report.table.summary import Version, versions
from policydiff.model.comparison import Match, Side
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.kinds import CONTAINERS
from policydiff.model.office_content import SideName
from policydiff.model.reports import ReportOptions
from policydiff.report.citations import cite
from policydiff.report.pieces import neutral
from policydiff.report.rows import QUIET, ComparisonRow, Gap


def shown(items: Iterable[ExplainedItem]) -> tuple[ExplainedItem, ...]:
    """The items that order something for this text."""
    return tuple(item for item in items if item.shown)


def quieted(item: ExplainedItem) -> ExplainedItem:
    """An item without characters that steer a terminal."""
    number = None if item.number is None else neutral(item.number)
    return replace(item, number=number, words=tuple(map(neutral, item.words)))


def counts(result: Consolidation) -> dict[str, int]:
    """The counts of operations by status, of items, and of articles before and after."""
    counted = {
        status: sum(operation.status == status for operation in result.operations)
        for status in ("applied", "failed", "unparsed")
    }
    articles = {"before": len(result.base.articles), "after": len(result.document.articles)}
    return {"items": len(shown(read_items(result))), **counted, **articles}


def other_counts(result: Consolidation) -> dict[str, int]:
    """The items on other works, and those of them that were not all understood."""
    items = [item for item in read_items(result) if "other-work" in item.statuses]
    unread = sum(any(map(is_unread, item.operations)) for item in items)
    return {"others": len(items), "unread": unread}


def is_unread(operation: Operation) -> bool:
    """True for a sentence on another work that was not understood."""
    return (operation.status, operation.kind) == ("other-work", "context")


def other_works(items: Iterable[ExplainedItem]) -> dict[str, tuple[str, ...]]:
    """The other works that the decision amends, in its order, with the items."""
    found: dict[str, dict[str, None]] = {}
    for item in items:
        for operation in item.operations:
            if operation.status == "other-work":
                found.setdefault(neutral(operation.work or ""), {})[item.number or ""] = None
    return {work: tuple(number for number in numbers if number) for work, numbers in found.items()}


_TOUCHING = ("applied", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedClause:
    """A clause that an item changes, with the operations that do it.

    `row` is None for what has no clause, a `Gap` for clauses that get new numbers only.
    """

    row: ComparisonRow | Gap | None
    operations: tuple[Operation, ...]

    @property
    def clause(self) -> ComparisonRow | None:
        """The row, where it is one clause."""
        return self.row if isinstance(self.row, ComparisonRow) else None

    @property
    def rows(self) -> tuple[ComparisonRow, ...]:
        """The rows, one by one."""
        return (
            self.row.rows if isinstance(self.row, Gap) else () if self.row is None else (self.row,)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChanges:
    """An item at its place, counted from 1, with its clauses."""

    id: int
    item: ExplainedItem
    entries: tuple[ChangedClause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenumberingRun:
    """Neighbouring items that give new numbers and do nothing else."""

    lines: tuple[ItemChanges, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidationView:
    """The content of a consolidation for every form.

    `rows` are the clauses, `clauses` by the id of a row the eIds of its right side; `lines` the
    items that order something, with their clauses. `followed` is what no item names: runs of
    articles with a new number, and each clause that changed otherwise; `renumbered_items` the 项
    that have another number although no operation orders it, as citations of both sides, neighbours
    together.
    """

    result: Consolidation
    options: ReportOptions
    versions: tuple[Version, Version]
    rows: tuple[ComparisonRow, ...]
    clauses: Mapping[int, tuple[str, ...]]
    items: tuple[ExplainedItem, ...]
    lines: tuple[ItemChanges, ...]
    followed: tuple[ComparisonRow | Gap, ...]
    renumbered_items: tuple[tuple[tuple[str, str], ...], ...]

    def grouped_lines(self) -> Iterator[ItemChanges | RenumberingRun]:
        """The items in their order, neighbours that only renumber together."""
        for quiet, lines in groupby(self.lines, lambda line: line.item.only_renumbers):
            if quiet:
                yield RenumberingRun(lines=tuple(lines))
            else:
                yield from lines

    @property
    def troubles(self) -> tuple[tuple[ItemChanges, Operation], ...]:
        """The operations that failed or were not understood, with their items."""
        return tuple(
            (line, operation)
            for line in self.lines
            for operation in line.item.operations
            if operation.status in TROUBLES
        )

    @property
    def context(self) -> tuple[str, ...]:
        """The sentences that instruct nothing and stand in none of the shown items."""
        quiet = (item for item in self.items if item.statuses == {"context"})
        return tuple(
            neutral(operation.text)
            for item in quiet
            for operation in item.operations
            if operation.text
        )

    @property
    def other_works(self) -> dict[str, tuple[str, ...]]:
        """The other works that the decision amends."""
        return other_works(self.items)

    def touching(self) -> dict[int, tuple[ItemChanges, ...]]:
        """By the id of a row, the items that change it."""
        return touching(self.lines)

    def changing(self) -> dict[str, tuple[ItemChanges, ...]]:
        """By eId, the items that changed a clause, or the heading of a chapter."""
        found = self.touching()
        rows = (row for row in self.rows if row.id in found)
        loud = (
            row
            for row in rows
            if not (row.container and row.category in ("renumbered", "unchanged"))
        )
        return {eid: found[row.id] for row in loud for eid in self.clauses[row.id]}


def read_sheet(result: Consolidation, options: ReportOptions) -> ConsolidationView:
    """The sheet of a consolidation, which is explained first."""
    return sheet_of(explain(result), options)


def sheet_of(explanation: Explanation, options: ReportOptions) -> ConsolidationView:
    """The sheet of what is explained."""
    return _ClauseFinder(explanation=explanation, options=options).sheet()


def touching(lines: Iterable[ItemChanges]) -> dict[int, tuple[ItemChanges, ...]]:
    """By the id of a row, the items that change it."""
    found: dict[int, list[ItemChanges]] = {}
    for line in lines:
        for row in (row for entry in line.entries for row in entry.rows):
            found.setdefault(row.id, []).append(line)
    return {identity: tuple(lines) for identity, lines in found.items()}


@dataclass(slots=True, kw_only=True)
class _ClauseFinder:
    explanation: Explanation
    options: ReportOptions
    rows: tuple[ComparisonRow, ...] = field(init=False)
    _matches: dict[int, Match] = field(init=False)
    _indexes: dict[SideName, ProvisionIndex] = field(init=False)
    _owners: dict[tuple[SideName, str], ComparisonRow] = field(init=False)

    def __post_init__(self) -> None:
        comparison = self.explanation.comparison
        self.rows = build_rows(comparison, self.options)
        self._matches = {match.id: match for match in comparison.matches}
        self._indexes = {
            "left": index_document(comparison.left),
            "right": index_document(comparison.right),
        }
        self._owners = {
            (name, side.eid): row for row in self.rows for name, side in self._sides(row)
        }

    def sheet(self) -> ConsolidationView:
        items = tuple(map(quieted, self.explanation.items))
        lines = tuple(
            ItemChanges(id=place, item=item, entries=tuple(self._entries(item)))
            for place, item in enumerate(shown(items), 1)
        )
        return ConsolidationView(
            result=self.explanation.result,
            options=self.options,
            versions=versions(self.explanation.comparison, self.options.language),
            rows=self.rows,
            clauses={row.id: self.eids(row, "right") for row in self.rows},
            items=items,
            lines=lines,
            followed=tuple(self._followed(frozenset(touching(lines)))),
            renumbered_items=tuple(
                tuple(map(self._cited, run)) for run in self.explanation.renumbered_items
            ),
        )

    def _sides(self, row: ComparisonRow) -> Iterator[tuple[SideName, Side]]:
        match = self._matches[row.id]
        yield from (("left", side) for side in match.left)
        yield from (("right", side) for side in match.right)

    def eids(self, row: ComparisonRow, name: SideName) -> tuple[str, ...]:
        return tuple(side.eid for found, side in self._sides(row) if found == name)

    def _entries(self, item: ExplainedItem) -> Iterator[ChangedClause]:
        """The clauses of an item in the order in which it names them, then all others."""
        found: dict[int, list[Operation]] = {}
        unplaced: list[Operation] = []
        by_id = {row.id: row for row in self.rows}
        for operation in item.operations:
            rows = list(self._touched(operation)) if operation.status in _TOUCHING else []
            for row in rows:
                found.setdefault(row.id, []).append(operation)
            if not rows and operation.status != "context" and not _adjusts(operation):
                unplaced.append(operation)
        for identity, operations in list(found.items()):
            for row in self._inside(by_id[identity], operations):
                found.setdefault(row.id, operations)
        entries = (
            ChangedClause(row=by_id[identity], operations=tuple(operations))
            for identity, operations in found.items()
        )
        yield from _together(entries)
        if unplaced:
            yield ChangedClause(row=None, operations=tuple(unplaced))

    def _inside(self, row: ComparisonRow, operations: list[Operation]) -> Iterator[ComparisonRow]:
        """The changed clauses of a chapter that comes, goes or is replaced whole."""
        whole = (
            o
            for o in operations
            if o.old is None and o.kind != "renumbering" and o.steps[-1:] != (("heading", ""),)
        )
        if row.container and any(operation.status == "applied" for operation in whole):
            around = set(self._sides(row))
            for other in self.rows:
                if other.category not in QUIET and any(
                    self._within(name, side.eid, around) for name, side in self._sides(other)
                ):
                    yield other

    def _within(self, name: SideName, eid: str, around: set[tuple[SideName, Side]]) -> bool:
        """True for a node below one of these."""
        eids = {side.eid for found, side in around if found == name}
        return not eids.isdisjoint(self._indexes[name].ancestors(eid))

    def _touched(self, operation: Operation) -> Iterator[ComparisonRow]:
        """The rows that show what an operation does, each once."""
        if not operation.steps and operation.old is not None:
            found = self._holding(operation.old)
        elif operation.steps == (("title", ""),):
            found = (row for row in self.rows if "title" in self.eids(row, "right"))
        elif operation.steps == (("preamble", ""),):
            found = (
                row
                for row in self.rows
                if any(eid.startswith("preamble") for eid in self.eids(row, "right"))
            )
        else:
            found = self._placed(operation)
        yield from {row.id: row for row in found}.values()

    def _placed(self, operation: Operation) -> Iterator[ComparisonRow]:
        """The rows by the places that the operation names on both sides."""
        inner = tuple(
            step for step in operation.steps if step[0] not in ("heading", "sentence", "row")
        )
        node = self._indexes["left"].find(inner) if inner != operation.steps else None
        before = self._owner("left", getattr(node, "eid", None) or operation.target)
        holds = (
            before is not None
            and before.container
            and inner == operation.steps
            and operation.kind == "insertion"
        )
        for row in (None if holds else before, self._owner("right", operation.result)):
            if row is not None:
                yield row

    def _owner(self, name: SideName, eid: str | None) -> ComparisonRow | None:
        """The row that shows a node of one side."""
        if eid is None:
            return None
        return next(
            (
                self._owners[name, near]
                for near in (eid, *self._indexes[name].ancestors(eid))
                if (name, near) in self._owners
            ),
            None,
        )

    def _holding(self, words: str) -> Iterator[ComparisonRow]:
        """The changed rows in whose old text these words stand."""
        wanted = "".join(words.split())
        for row in self.rows:
            texts = (self._text(eid) for eid in self.eids(row, "left"))
            if row.category not in QUIET and any(wanted in text for text in texts):
                yield row

    def _text(self, eid: str) -> str:
        node = self._indexes["left"].by_eid.get(eid)
        heading = (getattr(node, "num", None) or "") + (getattr(node, "heading", None) or "")
        inner = "" if node is None or getattr(node, "level", "") in CONTAINERS else node.text
        return "".join((heading + inner).split())

    def _followed(self, named: frozenset[int]) -> Iterator[ComparisonRow | Gap]:
        """The rows that no item names and that changed."""
        for quiet, rows in groupby(
            self.rows,
            lambda row: row.category == "renumbered" and row.id not in named and not row.container,
        ):
            if quiet:
                yield Gap(category="renumbered", rows=tuple(rows))
            else:
                yield from (
                    row
                    for row in rows
                    if row.category != "unchanged"
                    and row.id not in named
                    and not self._is_around(row)
                )

    def _is_around(self, row: ComparisonRow) -> bool:
        """True for the 题注 and the signature, which are about the amendment itself."""
        return all(
            side.eid.split("__")[0] in ("preface", "conclusions") for _, side in self._sides(row)
        )

    def _cited(self, match: Match) -> tuple[str, str]:
        return neutral(cite(self._indexes["left"], match.left[0])), neutral(
            cite(self._indexes["right"], match.right[0])
        )


def _adjusts(operation: Operation) -> bool:
    """True for 条文顺序作相应调整, whose outcome is among the changes that follow."""
    return operation.kind == "renumbering" and operation.status == "applied" and not operation.steps


def _together(entries: Iterable[ChangedClause]) -> Iterator[ChangedClause]:
    """The entries, those side by side whose articles get new numbers only as one."""
    for quiet, group in groupby(
        entries,
        lambda entry: (
            [(row.category, row.container) for row in entry.rows] == [("renumbered", False)]
        ),
    ):
        found = tuple(group)
        if quiet and len(found) > 1:
            rows = tuple(row for entry in found for row in entry.rows)
            yield ChangedClause(
                row=Gap(category="renumbered", rows=rows),
                operations=tuple(o for entry in found for o in entry.operations),
            )
        else:
            yield from found
