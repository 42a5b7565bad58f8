"""The redline of what several parts became, cut to each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from policydiff.comparing.engine.align.units import Unit, read_units
from policydiff.comparing.engine.redline.redline import redline
from policydiff.model.comparison import Edit
from policydiff.model.document import Document
from policydiff.text.noise import Folded, fold


def together(units: Sequence[Unit]) -> Folded:
    """The texts of several parts as one, a line feed between them."""
    numbers: list[tuple[int, int]] = []
    place = 0
    for unit in units:
        numbers += [(begin + place, end + place) for begin, end in unit.numbering]
        place += len(unit.text) + 1
    return fold("\n".join(unit.text for unit in units), tuple(numbers))


def units_of(document: Document, eids: Collection[str]) -> list[Unit]:
    """The parts of these names, in reading order."""
    return [unit for unit in read_units(document) if unit.eid in eids]


def part_redlines(left: Sequence[Unit], right: Sequence[Unit]) -> tuple[tuple[Edit, ...], ...]:
    """For each part on the right the edits that lead to it from all on the left.

    Text that no part has any more is a deletion in the part where it would stand.
    """
    return tuple(
        map(
            tuple,
            _cut(redline(together(left), together(right)), [len(unit.text) for unit in right]),
        )
    )


def _cut(edits: Iterable[Edit], sizes: Sequence[int]) -> Iterator[list[Edit]]:
    """The edits, cut where parts of these sizes end, without the line feeds between."""
    part: list[Edit] = []
    index, rest = 0, sizes[0]
    for edit in edits:
        text = edit.text
        while edit.op != "delete" and len(text) > rest and index + 1 < len(sizes):
            part += [replace(edit, text=text[:rest])] if rest else []
            yield part
            text, part, index = text[rest + 1 :], [], index + 1
            rest = sizes[index]
        part += [replace(edit, text=text)] if text else []
        rest -= 0 if edit.op == "delete" else len(text)
    yield part
    yield from ([] for _ in sizes[index + 1 :])
