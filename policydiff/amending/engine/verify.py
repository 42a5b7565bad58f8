"""The consolidated text against the republished one: equal, noise or differences.

Title, preamble, headings of chapters, articles with their 款 and 项, paragraphs and tables without
a number, attachments, and the order of all these. The 题注, the table of contents, the order of
promulgation, the signature and what else stands around the text are the publisher's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, chain, zip_longest

from policydiff.amending.engine.compared_parts import ComparedPart, moves, parts
from policydiff.amending.engine.operations import (
    Consolidation,
    Difference,
    Operation,
    Steps,
    Verification,
)
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.model.comparison import Edit
from policydiff.model.document import Block, Document, Node, Table, provisions_in
from policydiff.model.kinds import CONTAINERS

_HEADING = ("heading", "")
_PREAMBLE = (("preamble", ""),)


def verify(
    ours: Document, official: Document, operations: Sequence[Operation] | None
) -> Verification:
    """Compare two versions, part by part, each with the part of the same number.

    `operations` are those of the decision, None where it is not at hand.
    """
    mine, theirs, orders = parts(ours), parts(official), _Orders(operations or ())
    found = {
        key: difference
        for key in dict.fromkeys((*theirs, *mine))
        if (difference := _difference(mine.get(key), theirs.get(key), orders))
    }
    moved = {
        key: Difference(
            eid=theirs[key].eid,
            num=theirs[key].name,
            instruction=orders.item(theirs[key], mine[key], ()),
            edits=edits,
            part="structure",
        )
        for key, edits in moves(ours, official, found).items()
    }
    found |= moved
    missed = {one.eid for one in found.values()} & {article.eid for article in official.articles}
    return Verification(
        exact=not found and list(map(_exact, mine.values())) == list(map(_exact, theirs.values())),
        articles=len(official.articles),
        equal_articles=len(official.articles) - len(missed),
        differences=tuple(found.values()),
        unparsed=None
        if operations is None
        else sum(operation.status == "unparsed" for operation in operations),
    )


def attribute(found: Verification, steps: Sequence[Consolidation]) -> Verification:
    """The comparison, with items of earlier decisions where the last one has none.

    The steps led to our text one after another, and none but the last was compared.
    """
    if len(steps) < 2 or all(one.instruction is not None for one in found.differences):
        return found
    items: Mapping[str, tuple[str, str]] = {}
    for step in steps[:-1]:
        items = {**_moved_items(items, step), **dict(_items_by_part(step))}
    items = _moved_items(items, steps[-1])
    last = _called(steps[-1].decision)

    def attributed(one: Difference) -> Difference:
        if one.instruction is not None:
            return one
        decision, item = items.get(one.eid or one.part, (last, None))
        return replace(one, instruction=item, decision=decision)

    return replace(found, differences=tuple(map(attributed, found.differences)))


def _called(decision: Document) -> str:
    return decision.version_date or decision.title


def _items_by_part(step: Consolidation) -> Iterator[tuple[str, tuple[str, str]]]:
    """The decision and the item that changed a part, by its eId in the new text."""
    for operation in step.operations:
        if operation.status == "applied" and operation.instruction is not None:
            named = _called(step.decision), operation.instruction
            for eid in accumulate((operation.result or "").split("__"), "{}__{}".format):
                yield eid, named
            if operation.steps[:1] and operation.steps[0][0] in ("preamble", "title"):
                yield operation.steps[0][0], named


def _moved_items(
    items: Mapping[str, tuple[str, str]], step: Consolidation
) -> dict[str, tuple[str, str]]:
    """The items of earlier decisions, by the eIds that the parts have after a step."""
    if not items:
        return {}
    moved = {key: named for key, named in items.items() if key in ("preamble", "title")}
    for match in diff(step.base, step.document).matches:
        for left in match.left:
            if left.eid in items:
                moved |= {right.eid: items[left.eid] for right in match.right}
    return moved


def _exact(part: ComparedPart) -> object:
    """All of a part that counts where two texts are to be equal sign by sign."""
    return (
        part.part,
        part.steps,
        part.text,
        "".join((part.num or "").split()),
        part.shape,
        _grids(part.nodes),
    )


def _grids(nodes: Sequence[Node]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(
        grid
        for node in nodes
        for grid in (
            (tuple(tuple(cell.text for cell in row) for row in node.rows),)
            if isinstance(node, Table)
            else ()
            if isinstance(node, Block)
            else _grids(node.content)
        )
    )


def _difference(
    mine: ComparedPart | None, theirs: ComparedPart | None, orders: _Orders
) -> Difference | None:
    shown = theirs or mine
    if shown is None:
        return None
    words = _edits(*(part.text if part else "" for part in (mine, theirs)))
    edits, part = words, shown.part
    if not edits and mine and theirs:
        edits = _edits_by_place(mine, theirs)
        if not edits and mine.shape != theirs.shape:
            edits, part = _reshaped(mine, theirs), "structure"
    if not edits and not (mine and theirs) and shown.part not in ("preamble", "block"):
        edits = (Edit(op="delete" if mine else "insert", text=shown.num or shown.text),)
    if not edits:
        return None
    by = orders.item(shown, mine, words)
    return Difference(eid=shown.eid, num=shown.name, instruction=by, edits=edits, part=part)


def _edits(left: str, right: str) -> tuple[Edit, ...]:
    """The redline of two texts; empty where only noise differs."""
    if left == right:
        return ()
    edits = redline_texts(left, right)
    return edits if any(edit.op != "equal" and not edit.noise for edit in edits) else ()


def _edits_by_place(mine: ComparedPart, theirs: ComparedPart) -> tuple[Edit, ...]:
    """The redline of the 款, 项 and rows that differ where all words are the same.

    A sentence stands in another 款, or a figure in another cell.
    """
    found: list[Edit] = []
    for left, right in _places_of_words(mine.nodes, theirs.nodes):
        cells = [(one, other) for one, other in zip_longest(left, right, fillvalue="")]
        if any(_edits(*cell) for cell in cells):
            for number, cell in enumerate(cells):
                found += (Edit(op="equal", text="\t" if number else "\n"),)
                found += redline_texts(*cell)
    return tuple(found[1:])


def _places_of_words(
    mine: Sequence[Node], theirs: Sequence[Node]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The words of each 款 and 项 and the cells of each row, in pairs."""
    left, right = (list(provisions_in(tuple(nodes))) for nodes in (mine, theirs))
    frames = [
        [(one.level, one.number, one.heading is None) for one in side] for side in (left, right)
    ]
    if frames[0] == frames[1]:
        yield from (
            ((one.own_text,), (other.own_text,)) for one, other in zip(left, right, strict=True)
        )
    grids = _grids(mine), _grids(theirs)
    for one, other in zip(*grids, strict=True) if len(grids[0]) == len(grids[1]) else ():
        if list(map(len, one)) == list(map(len, other)):
            yield from zip(one, other, strict=True)
        else:
            yield _filled(one), _filled(other)


def _filled(grid: Sequence[Sequence[str]]) -> list[str]:
    return [cell for row in grid for cell in row if cell.strip()]


def _reshaped(mine: ComparedPart, theirs: ComparedPart) -> tuple[Edit, ...]:
    """The places that only one side has, else both in their order."""
    gone, came = (
        "、".join(place for place in here if place not in there)
        for here, there in ((mine.shape, theirs.shape), (theirs.shape, mine.shape))
    )
    if not gone and not came:
        gone, came = "、".join(mine.shape), "、".join(theirs.shape)
    return tuple(
        edit for edit in (Edit(op="delete", text=gone), Edit(op="insert", text=came)) if edit.text
    )


class _Orders:
    """The operations of a decision that were tried, by what they lead to."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.tried = [one for one in operations if one.status in ("applied", "failed")]
        self.places: dict[Steps, list[int]] = defaultdict(list)
        self.results: dict[str, list[int]] = defaultdict(list)
        self.words: dict[tuple[str | None, str | None], Operation] = {}
        for number, operation in enumerate(self.tried):
            for place in _indexed(operation.result_steps or operation.steps):
                self.places[place].append(number)
            if operation.result is not None:
                for name in accumulate(operation.result.split("__"), "{}__{}".format):
                    self.results[name].append(number)
            if not operation.steps and operation.old is not None:
                self.words.setdefault((operation.old, operation.text), operation)

    def item(
        self, shown: ComparedPart, mine: ComparedPart | None, edits: Sequence[Edit]
    ) -> str | None:
        """The item that orders a change to a place in the new version."""
        touched = _touched(mine, edits)
        near = {*self.places[shown.steps], *self.places[(_HEADING, *shown.steps[-1:])]}
        by_place = (
            one
            for one in map(self.tried.__getitem__, sorted(near))
            if _within(one.result_steps or one.steps, shown)
        )
        eid = mine.eid if mine is not None else None
        by_result = map(self.tried.__getitem__, self.results[eid] if eid is not None else ())
        return next(
            (
                operation.instruction
                for operation in chain(
                    (one for one in chain(by_place, by_result) if _touches(one, touched)),
                    (
                        one
                        for one in self.words.values()
                        if any(_about(one, edit) for edit in edits)
                    ),
                )
            ),
            None,
        )


def _indexed(place: Steps) -> set[Steps]:
    """The steps of all parts that a place may lie in, see `_within`."""
    named = tuple(step for step in place if step[0] not in CONTAINERS)
    found = {steps[:end] for steps in (place, named) for end in range(1, len(steps) + 1)}
    found |= {(_HEADING, *place[:-1][-1:])} if place[-1:] == (_HEADING,) else set()
    return found | ({_PREAMBLE} if place[:1] and place[0][0] == "preamble" else set())


def _touched(mine: ComparedPart | None, edits: Sequence[Edit]) -> set[str]:
    """The 款 of our text that differ, empty where they cannot be identified."""
    if mine is None or not mine.paragraphs:
        return set()
    found: set[str] = set()
    line = 0
    for edit in edits:
        ends = line + (edit.text.count("\n") if edit.op != "insert" else 0)
        if edit.op != "equal" and not edit.noise:
            found |= set(mine.paragraphs[line : ends + 1])
        line = ends
    return found


def _touches(operation: Operation, touched: set[str]) -> bool:
    """True if an operation is on one of the 款 that differ, or on none in particular."""
    paragraph = dict(operation.result_steps or operation.steps).get("paragraph")
    return not touched or paragraph is None or paragraph in touched


def _within(place: Steps, part: ComparedPart) -> bool:
    """True if a place is the one that is shown, or in it."""
    shown = part.steps
    if part.part == "block":
        return place != () and place == shown
    if place[:1] == _PREAMBLE or shown[:1] == _PREAMBLE:
        return place[:1] != () and place[0][0] == shown[0][0]
    named = (
        tuple(step for step in place if step[0] not in CONTAINERS)
        if ("article" in (level for level, _ in shown))
        else place
    )
    return named[: len(shown)] == shown or (
        place[-1:] == (_HEADING,) and place[:-1][-1:] == shown[-1:]
    )


def _about(operation: Operation, edit: Edit) -> bool:
    words = (operation.old or "", operation.text or "")
    return edit.op != "equal" and any(
        word and (edit.text in word or word in edit.text) for word in words
    )
