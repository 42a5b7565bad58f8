"""The changes of a contract, grouped by what a lawyer asks first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from policydiff.comparing.report.table.digest import section_of
from policydiff.comparing.report.table.extracts import quote_around, shorten, shorten_pair
from policydiff.locale import Language
from policydiff.model.comparison import Comparison, Statement
from policydiff.model.document import Document
from policydiff.model.json_keys import JsonValue
from policydiff.report.labels import WORDS
from policydiff.report.pieces import TextPiece, neutral
from policydiff.report.rows import ComparisonRow
from policydiff.text.sentences import cut_sentences
from policydiff.text.traditions.drafting_words import ClauseSubject, ContractWords
from policydiff.text.traditions.registry import DIALECTS

_STOPS = "。；;"
"""The end of a sentence, which a line does not repeat."""

LONGEST = 26
"""So many characters of a sentence are quoted."""

NEAR = 60
"""Of a long sentence so many characters before and behind a change count as changed with it."""

Near = tuple[str, str]
"""The words near the changes of a sentence, of the old and of the new text."""

Stretch = tuple[int, int, TextPiece]
"""A piece with the offsets of its beginning and end in a redline."""

STATED_SUBJECTS: frozenset[ClauseSubject] = frozenset(("amounts", "periods", "penalties"))
"""The subjects of statements, which have sections of the same keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceChange(JsonValue):
    """A sentence that changed, on both sides.

    `old` or `new` is None where the sentence came or went whole, or where its other side is not
    at hand, which `whole` tells apart.
    """

    old: str | None
    new: str | None
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedClause(JsonValue):
    """A row of the table, with its statements and changed sentences of a subject."""

    row: ComparisonRow
    stated: tuple[Statement, ...]
    changes: tuple[SentenceChange, ...]

    @property
    def given(self) -> bool:
        """True where it has something of the subject."""
        return bool(self.stated or self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseGroup(JsonValue):
    """The changed clauses of one subject, in the order of the table.

    `words` fits the words of the subject.
    """

    subject: ClauseSubject
    words: re.Pattern[str]
    clauses: tuple[GroupedClause, ...]


def contract_words(comparison: Comparison) -> ContractWords | None:
    """The words of contracts, where one of two texts is one."""
    dialects = (DIALECTS.get(side.dialect) for side in (comparison.right, comparison.left))
    found = (dialect.contracts for dialect in dialects if dialect is not None)
    return next((words for words in found if words is not None), None)


def contract_groups(
    comparison: Comparison, rows: Iterable[ComparisonRow]
) -> tuple[ClauseGroup, ...]:
    """The groups that have a changed clause; none for what is no contract.

    A clause has a subject by a statement or by the words of its changed sentences. Words of a
    sentence that did not change count for nothing, nor do replacements that are stated once, and
    new numbers of what is cited.
    """
    words = contract_words(comparison)
    if words is None:
        return ()
    changed = [(row, tuple(_changed_sentences(row))) for row in rows if row.loud and not row.around]
    groups = (
        ClauseGroup(
            subject=subject,
            words=pattern,
            clauses=tuple(
                clause
                for row, sentences in changed
                if (clause := _clause(row, subject, sentences, pattern, comparison.right)).given
            ),
        )
        for subject, pattern in words.subjects.items()
    )
    return tuple(group for group in groups if group.clauses)


def sentence_texts(
    clause: GroupedClause, words: re.Pattern[str], language: Language
) -> Iterator[str]:
    """The changed sentences of which nothing is stated: 甲方免责 → 甲方不免责, 新增……."""
    figures = [side.words for one in clause.stated for side in (one.old, one.new) if side]
    for change in clause.changes:
        if not any(figure in f"{change.old}{change.new}" for figure in figures):
            yield _sentence(change, words, language)


def _sentence(change: SentenceChange, words: re.Pattern[str], language: Language) -> str:
    """A changed sentence: both sides, or the words of the one that came or went."""
    labels = WORDS[language]
    old, new = (neutral(side or "").rstrip(_STOPS) for side in (change.old, change.new))
    if old and new and old != new:
        return " → ".join(shorten_pair(old, new, LONGEST))
    text = " ".join((new or old).split())
    match = words.search(text)
    quote = quote_around(text, *match.span(), LONGEST) if match else shorten(text, LONGEST)
    if change.whole:
        return labels["came" if change.new else "went"].format(words=quote)
    return f"“{quote}”" if change.new else labels["former"].format(name=f"“{quote}”")


def _clause(
    row: ComparisonRow,
    subject: ClauseSubject,
    sentences: Iterable[tuple[SentenceChange, Near]],
    pattern: re.Pattern[str],
    right: Document,
) -> GroupedClause:
    """A row with what it has of a subject, which may be nothing."""
    return GroupedClause(
        row=row,
        stated=section_of(row, subject, right) if subject in STATED_SUBJECTS else (),
        changes=tuple(change for change, near in sentences if any(map(pattern.search, near))),
    )


def _changed_sentences(row: ComparisonRow) -> Iterator[tuple[SentenceChange, Near]]:
    """The changed sentences of a row; of several clauses each side by itself."""
    if row.text or row.heading:
        for pieces in (row.heading, row.text):
            yield from _in_redline(pieces)
        return
    joint = not (row.left and row.right)
    for cells, absent in ((row.left, "new"), (row.right, "old")):
        for cell in cells:
            for pieces in (cell.heading, cell.text):
                for change, near in _in_redline(pieces):
                    whole = joint or not (change.old and change.new)
                    side = change if whole else replace(change, whole=False, **{absent: None})
                    yield side, near


def _in_redline(pieces: Iterable[TextPiece]) -> Iterator[tuple[SentenceChange, Near]]:
    """The sentences of a redline that hold a change."""
    spans: list[Stretch] = []
    for piece in pieces:
        if piece.text and not (piece.note or piece.opener):
            begin = spans[-1][1] if spans else 0
            spans.append((begin, begin + len(piece.text), piece))
    for begin, end in _cut(spans):
        within = [span for span in spans if span[0] < end and span[1] > begin]
        changed = [span for span in within if _changes(span[2])]
        if changed:
            old, new = (_side(within, begin, end, side).strip() for side in _SIDES)
            low = max(begin, changed[0][0] - NEAR)
            high = min(end, changed[-1][1] + NEAR)
            alone = all(piece.op != "equal" for _, _, piece in within)
            yield (
                SentenceChange(old=old or None, new=new or None, whole=alone or bool(old and new)),
                (_side(within, low, high, "insert"), _side(within, low, high, "delete")),
            )


def _cut(spans: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """The sentences of a redline, none that ends between two wordings."""
    runs = [tuple(run) for _, run in groupby(spans, lambda span: span[2].op == "equal")]
    replaced = [
        (run[0][0], run[-1][1]) for run in runs if len({piece.op for _, _, piece in run}) > 1
    ]
    begin = 0
    for _, end in cut_sentences("".join(piece.text for _, _, piece in spans)):
        if not any(first < end < last for first, last in replaced):
            yield begin, end
            begin = end


_SIDES = ("insert", "delete")
"""The stretches that the old text does not have, and those that the new one does not have."""


def _changes(piece: TextPiece) -> bool:
    return piece.op != "equal" and not (piece.noise or piece.moved or piece.cause)


def _side(spans: Iterable[Stretch], begin: int, end: int, absent: str) -> str:
    """The text of a stretch of a redline, without one kind of piece."""
    return "".join(
        piece.text[max(0, begin - first) : max(0, end - first)]
        for first, _, piece in spans
        if piece.op != absent
    )
