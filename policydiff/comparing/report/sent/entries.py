"""The changed entries in the head of a text: 版本, V1.0, V2.0."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policydiff.comparing.report.table.coverage import metadata_lines
from policydiff.model.comparison import Comparison
from policydiff.report.labels import date_word
from policydiff.report.pieces import neutral
from policydiff.report.rows import ComparisonRow
from policydiff.text.head_entries import head_entries
from policydiff.text.noise import fold_key

_STATED = frozenset(
    ("authority", "document_number", "adopted", "approved", "signed", "promulgated", "in_force")
)
"""The facts of a text that a head states, other than its title."""

Entry = tuple[str, str, str]
"""The name of an entry of the head, its left and its right value."""


_LABELLED = re.compile(r"[^：:\n]{1,20}[：:][^\n]*(?:\n[^：:\n]{1,20}[：:][^\n]*){0,60}")
"""Lines of nothing but labels and values, for example: 版本：V1.0"""


def is_head(row: ComparisonRow) -> bool:
    """True for a table, or lines of labels and values, on both sides."""
    return all(
        cell.table or _LABELLED.fullmatch("".join(piece.text for piece in cell.text))
        for cell in (*row.left, *row.right)
    )


def stand_for(entries: Iterable[Entry], row: ComparisonRow) -> bool:
    """True for a head whose changes the entries show, without reasons."""
    if row.reasons or not is_head(row):
        return False
    shown = [fold_key(value) for _, *values in entries for value in values]
    changed = (
        fold_key(words)
        for cell in (*row.left, *row.right)
        for piece in cell.text
        if piece.op != "equal"
        for words in piece.text.split()
    )
    return all(any(words in value for value in shown) for words in changed)


def changed_entries(
    comparison: Comparison, listed: Iterable[ComparisonRow], absent: tuple[str, str]
) -> Iterator[Entry]:
    """Name, left and right of each changed entry, then of facts that nothing shows.

    A fact is left out where an entry or a `listed` row has its values. `absent` are the words for
    an entry that one side does not have.
    """
    left, right = head_entries(comparison.left), head_entries(comparison.right)
    for name in {**right, **left}:
        before, after = left.get(name), right.get(name)
        titled = {(comparison.left.title, before), (comparison.right.title, after)}
        if all(value in (None, title) for title, value in titled):
            continue  # the title has a row where it changed
        if fold_key(before or "") != fold_key(after or ""):
            yield (
                neutral(name),
                absent[0] if before is None else neutral(before),
                absent[1] if after is None else neutral(after),
            )
    texts = [fold_key(value) for value in (*left.values(), *right.values())]
    texts += (
        fold_key("".join(piece.text for piece in cell.text))
        for row in listed
        for cell in (*row.left, *row.right)
    )
    facts = zip(comparison.metadata_changes, metadata_lines(comparison, "zh"), strict=True)
    for change, fact in facts:
        values = [value for value in (change.left, change.right) if value]
        if change.field in _STATED and not all(_is_shown(value, texts) for value in values):
            yield fact


def _is_shown(value: str, texts: Iterable[str]) -> bool:
    keys = [fold_key(shown) for shown in (value, date_word(value, "zh"))]
    return any(key in text for text in texts for key in keys)
