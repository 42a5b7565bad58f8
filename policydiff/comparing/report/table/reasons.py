"""Reasons of a person beside their rows, also when the text has changed again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from policydiff.messages import Message
from policydiff.model.profile import Reason
from policydiff.report.rows import ComparisonRow, RowCell

SAME_CLAUSE = 0.6
"""So much of two texts is the same where both are one clause that was worked on; a reason is never
put beside a text with less.
"""


def place_reasons(
    rows: Iterable[ComparisonRow], reasons: Iterable[Reason]
) -> tuple[tuple[ComparisonRow, ...], tuple[Reason, ...]]:
    """The rows with their reasons, and the reasons that belong to none.

    A reason belongs to the row that has its old articles; that of an added article to the added row
    with its words, or with its number where no words were noted.
    """
    found = list(rows)
    lost: list[Reason] = []
    for reason in reasons:
        place = _place(found, reason)
        if place is None:
            lost.append(reason)
        else:
            found[place] = replace(found[place], reasons=(*found[place].reasons, *reason.written))
    return tuple(found), tuple(lost)


def unplaced_words(reasons: Iterable[Reason]) -> Iterator[Message]:
    """A message for each reason that belongs to no row."""
    for reason in reasons:
        names = "、".join((*reason.left, *reason.right))
        text = "；".join(text for _, text in reason.written)
        yield Message(
            "no changed clause was found for the reason of {names}: {text}", names=names, text=text
        )


def _place(rows: list[ComparisonRow], reason: Reason) -> int | None:
    """The place of the row of a reason."""
    if reason.match is not None:
        return next((place for place, row in enumerate(rows) if row.id == reason.match), None)
    candidates = [
        place for place, row in enumerate(rows) if not row.container and _may_hold(row, reason)
    ]
    if not candidates:
        return None
    return max(candidates, key=lambda place: (_likeness(rows[place], reason), -place))


def _may_hold(row: ComparisonRow, reason: Reason) -> bool:
    """True where old numbers, or words, speak for the row and nothing against it."""
    if row.category == "unchanged":
        return False
    if reason.text and _likeness(row, reason) < SAME_CLAUSE:
        return False
    left, right = ([part.num or part.label for part in cells] for cells in (row.left, row.right))
    if reason.left:
        return bool(set(reason.left) & set(left))
    return not row.left and bool(reason.text or set(reason.right) & set(right))


def _likeness(row: ComparisonRow, reason: Reason) -> float:
    """The share of the words of a row and of a reason's clause that are the same."""
    if not reason.text:
        return 1.0
    text = row_text(row.right or row.left)
    return SequenceMatcher(None, text, bare(reason.text), autojunk=False).ratio()


def row_text(cells: Iterable[RowCell]) -> str:
    """The words of provisions, without numbers, notes and spaces."""
    return bare("".join(_texts(cells)))


def bare(text: str) -> str:
    """A text without spaces and line feeds."""
    return "".join(text.split())


def _texts(cells: Iterable[RowCell]) -> Iterator[str]:
    for cell in cells:
        yield from (piece.text for piece in (*cell.heading, *cell.text) if not piece.note)
