"""The changed entries in the head of a text: 版本, V1.0, V2.0."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from policydiff.comparing.report.table.coverage import metadata_lines
from policydiff.model.comparison import Comparison
from policydiff.report.labels import date_word
from policydiff.report.pieces import TextPiece, neutral
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

_LINE = re.compile(r"(?P<name>[^：:\n]{1,20})[：:](?P<value>[^\n]*)")
"""One of them: 版本：V1.0"""

_APART = re.compile(r"[\n\t]")
"""What stands between lines, and between the cells of a table, for example: \t"""


def is_head(row: ComparisonRow) -> bool:
    """True for a table, or lines of labels and values, on both sides."""
    return all(
        cell.table or _LABELLED.fullmatch("".join(piece.text for piece in cell.text))
        for cell in (*row.left, *row.right)
    )


def stand_for(entries: Iterable[Entry], row: ComparisonRow) -> bool:
    """True for a head whose every changed field is an entry, without reasons."""
    if row.reasons or not is_head(row):
        return False
    named = [(fold_key(name), fold_key(left), fold_key(right)) for name, left, right in entries]
    return all(
        _is_in({(name, values[side]) for name, *values in named}, cell.text)
        for side, cells in enumerate((row.left, row.right))
        for cell in cells
    )


def _is_in(entries: set[tuple[str, str]], pieces: Iterable[TextPiece]) -> bool:
    """True where each changed line, or cell with its neighbour, is an entry.

    A fact stands under the word for it, not under its label: such a value stands for itself.
    """
    fields, changed = _fields(pieces)
    matches = [_LINE.fullmatch(words) for words in fields]
    keys = ["", *map(fold_key, fields), ""]
    labels = {fold_key(match["name"]) for match in matches if match} | {*keys}
    facts = {value for name, value in entries if name not in labels}
    for at in changed:
        match, around = matches[at], keys[at : at + 3]
        stated = [(fold_key(match["name"]), fold_key(match["value"]))] if match else []
        values = {around[1], *(value for _, value in stated)}
        if entries.isdisjoint((*stated, *pairwise(around))) and facts.isdisjoint(values):
            return False
    return True


def _fields(pieces: Iterable[TextPiece]) -> tuple[list[str], set[int]]:
    """The lines, or the cells of a table, and which of them have changed words."""
    fields: list[str] = [""]
    changed: set[int] = set()
    for piece in pieces:
        first, *others = _APART.split(piece.text)
        if piece.op != "equal":
            parts = enumerate((first, *others), start=len(fields) - 1)
            changed |= {at for at, words in parts if words.strip()}
        fields[-1] += first
        fields += others
    return fields, changed


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
