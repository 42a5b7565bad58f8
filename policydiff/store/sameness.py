"""Do two sources give one text? What a page adds around the text does not count, nor does noise."""

from __future__ import annotations

import dataclasses
from collections import Counter

from policydiff.diffing.noise import fold_key
from policydiff.model.document import Block, Document

_AROUND = frozenset(("fact", "contents", "comment"))
"""Roles of what the container says beside the text: header tables, tables of contents, remarks of an editor."""


def text_key(document: Document) -> str:
    """What must be equal for two sources to say the same."""
    return fold_key(_text(document))


def differences(stored: Document, other: Document, limit: int = 3) -> tuple[str, ...]:
    """The first lines that only one of the two has, each marked − (stored) or ＋ (other) and cut short."""
    left, right = (_lines(document) for document in (stored, other))
    only_left = [("− ", line) for key, line in left if key in _keys(left) - _keys(right)]
    only_right = [("＋ ", line) for key, line in right if key in _keys(right) - _keys(left)]
    pairs = [entry for pair in zip(only_left, only_right, strict=False) for entry in pair]
    rest = only_left[len(only_right) :] + only_right[len(only_left) :]
    return tuple(mark + _short(line) for mark, line in [*pairs, *rest][: 2 * limit])


def further_facts(stored: Document, other: Document) -> tuple[str, ...]:
    """What the other document says of itself and the stored one does not, such as ``in_force 2023-03-01 (stored: unknown)``."""
    left, right = _facts(stored), _facts(other)
    return tuple(f"{name} {value} (stored: {left.get(name) or 'unknown'})" for name, value in right.items() if left.get(name) != value)


def _facts(document: Document) -> dict[str, str]:
    facts = {name: getattr(document, name) for name in ("kind", "stage", "document_number", "authority")}
    return {name: value for name, value in (facts | document.dates.to_dict()).items() if value is not None and name != "named"}


def _text(document: Document) -> str:
    kept = tuple(node for node in document.preface if not (isinstance(node, Block) and node.role in _AROUND))
    return dataclasses.replace(document, preface=kept).full_text()


def _lines(document: Document) -> list[tuple[str, str]]:
    return [(key, line) for line in _text(document).split("\n") if (key := fold_key(line))]


def _keys(lines: list[tuple[str, str]]) -> Counter[str]:
    return Counter(key for key, _ in lines)


def _short(line: str, limit: int = 60) -> str:
    return line if len(line) <= limit else line[:limit] + "…"
