"""Lines and tables of labels and values: 编号：QMS-01　版本：V3.0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from policydiff.model.source import SourceCell
from policydiff.reading.parsing.lines.lines import bare
from policydiff.text.dates import find_dates
from policydiff.text.traditions.dialect import Dialect, HeadWords

LEAD, CLOSING = " \t　\xa0*_#>-•·●【[（(`", " \t　\xa0*_`|｜/;；,，、】]"
"""The signs before a label and around a value: list marks, bold, brackets."""

LONGEST_VALUE, LONGEST_LINE = 80, 300
Row = Sequence[SourceCell]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledValue:
    """A label as printed and its value, None for a blank.

    `use` is that of `HeadWords.labels`.
    """

    label: str
    use: str
    value: str | None


def read_labels(text: str, dialect: Dialect) -> tuple[LabelledValue, ...]:
    """The facts of a line of nothing but labels and values; none for any other line."""
    words, line = dialect.preface.head, text.strip(LEAD)
    if len(line) > LONGEST_LINE or "\n" in line or words.label.match(line) is None:
        return ()
    matches = list(words.label.finditer(line))
    ends = [*(match.start() for match in matches[1:]), len(line)]
    values = [line[match.end() : end] for match, end in zip(matches, ends, strict=True)]
    if any(not _is_value(value, dialect) for value in values):
        return ()
    if words.labels[bare(matches[0]["label"])] == "day":
        return ()
    return tuple(
        LabelledValue(
            label=bare(match["label"]) + bare(match["role"] or ""),
            use=words.labels[bare(match["label"])],
            value=clean_value(value, words),
        )
        for match, value in zip(matches, values, strict=True)
    )


def _is_value(text: str, dialect: Dialect) -> bool:
    value = text.strip(CLOSING)
    ended = value.endswith(("。", "；", "：")) and not find_dates(value)
    rules = dialect.facts is not None and dialect.facts.auxiliary.search(value) is not None
    return len(value) <= LONGEST_VALUE and not ended and not rules


def clean_value(text: str, words: HeadWords) -> str | None:
    """A value without the signs around it; None where it was left open."""
    value = text.strip(CLOSING).removesuffix("。")
    if value.endswith(("）", ")")) and not any(mark in value for mark in "（("):
        value = value[:-1]
    return None if words.blank.fullmatch(value) else value


def read_cells(table: Iterable[Row], dialect: Dialect) -> tuple[LabelledValue, ...]:
    """The facts of a table of labels and values, beside or below each other.

    None where most rows state nothing and none two facts: a label heads a column of data there.
    """
    words = dialect.preface.head
    rows = [[cell.text.strip() for cell in row] for row in table]
    stated: list[LabelledValue] = []
    index = stating = reached = most = 0
    while index < len(rows):
        row, below = rows[index], rows[index + 1] if index + 1 < len(rows) else []
        heads = _heads_columns(row, below, rows[index + 2 : index + 3], words)
        facts = list(_below(row, below, words) if heads else _beside(row, dialect))
        size = 2 if heads else 1
        index += size
        stating += size if facts else 0
        reached += size if facts or stated else 0
        most = max(most, len(facts))
        stated += facts
    return tuple(stated) if 2 * stating > reached or most > 1 else ()


def _below(row: Sequence[str], below: Sequence[str], words: HeadWords) -> Iterator[LabelledValue]:
    pairs = zip(row, below, strict=True)
    yield from filter(None, (_labelled(label, value, words) for label, value in pairs))


FOREIGN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz./:：&"
"""The signs of the translation behind a label in a table: 文件编号 Document No."""


def plain_label(text: str) -> str:
    """The label in a cell without white space, marks, and its translation behind it."""
    return bare(text).strip(CLOSING + LEAD).rstrip(FOREIGN)


def _labelled(label: str, value: str, words: HeadWords) -> LabelledValue | None:
    name, _, role = plain_label(label).partition("（")
    use = words.labels.get(name)
    if use is None:
        return None
    printed = name + (f"（{role}" if role else "")
    return LabelledValue(label=printed, use=use, value=clean_value(" ".join(value.split()), words))


def _is_label(text: str, words: HeadWords) -> bool:
    return _labelled(text, "", words) is not None


def _heads_columns(
    row: Sequence[str], below: Sequence[str], after: Sequence[Sequence[str]], words: HeadWords
) -> bool:
    """True for a row of labels above one of values, with no further values below."""
    filled = [cell for cell in row if cell]
    return (
        len(filled) > 1
        and all(_is_label(cell, words) for cell in filled)
        and len(below) == len(row)
        and not any(_is_label(cell, words) for cell in below)
        and all(any(_is_label(cell, words) for cell in further) for further in after)
    )


def _beside(row: Sequence[str], dialect: Dialect) -> Iterator[LabelledValue]:
    """The facts of a row: a cell of a label before its value, or lines with both."""
    words, place = dialect.preface.head, 0
    while place < len(row):
        following = row[place + 1] if place + 1 < len(row) else ""
        labelled = _labelled(row[place], following, words)
        last = place + 1 == len(row)
        if labelled is not None and not last and not _is_label(following, words):
            yield labelled
            place += 2
            continue
        yield from chain.from_iterable(
            read_labels(line, dialect) for line in row[place].split("\n")
        )
        place += 1
