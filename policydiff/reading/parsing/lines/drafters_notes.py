"""Notes of the drafters next to a clause, such as 【说明：根据上位法】."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from policydiff.messages import Message
from policydiff.model.document import Document, walk_provisions
from policydiff.model.kinds import RANK
from policydiff.model.source import Dropped, Problem
from policydiff.reading.parsing.lines.lines import SourceParagraph, bare
from policydiff.reading.parsing.lines.marks import read_marks
from policydiff.text.traditions.dialect import Dialect

CLOSING = {"【": "】", "（": "）", "(": ")", "[": "]", "〔": "〕"}
SQUARE = "【[〔"
BRACKET = re.compile(r"[【】（）()\[\]〔〕]")
LONGEST_NOTE = 30
"""Paragraphs that one note may hold before it is taken for one that was never closed."""

FURTHEST_STAGE = 30
"""Lines from the beginning within which a text says that it is a draft."""

NOTE = "drafters-note"
BESIDE = frozenset((NOTE, "comment", "footnote", "endnote"))
"""The kinds of text beside a clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """The lines without the notes, and the notes."""

    lines: tuple[SourceParagraph, ...]
    dropped: tuple[Dropped, ...] = ()


def take_drafters_notes(lines: Sequence[SourceParagraph], dialect: Dialect) -> Annotated:
    """Separate the notes of the drafters from the text.

    A note is a name and a colon in square brackets. Round brackets, and a name alone in square ones
    at the head of a line, hold notes only in a text that calls itself a draft.
    """
    words = dialect.preface.drafters_note
    if not any(line.table is None and words.search(line.text) for line in lines):
        return Annotated(lines=tuple(lines))
    draft = any(dialect.stages.search(bare(line.text)) for line in lines[:FURTHEST_STAGE])
    taken = _Taken(lines=list(lines), draft=draft)
    place = 0
    while place < len(lines):
        place = taken.take(place, dialect)
    return Annotated(lines=tuple(taken.remaining), dropped=tuple(taken.dropped))


@dataclass(slots=True)
class _Taken:
    lines: list[SourceParagraph]
    draft: bool
    remaining: list[SourceParagraph] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def take(self, place: int, dialect: Dialect) -> int:
        """Read one line and the continuation of its note; return the next index."""
        first, parts, begin, seen = self.lines[place], [""], 0, 0
        ends: dict[int, tuple[int, int]] | None = None
        while self.lines[place].table is None and (
            match := dialect.preface.drafters_note.search(self.lines[place].text, seen)
        ):
            ends = _ends(self.lines, place, dialect) if ends is None else ends
            end = self._end(place, match, ends)
            if end is None:
                seen = match.end()
                continue
            parts.append(self.lines[place].text[begin : match.start()])
            self.dropped.append(
                Dropped(
                    what=NOTE,
                    text=self._between((place, match.start()), end),
                    line=self.lines[place].number,
                )
            )
            ends = ends if end[0] == place else None
            place, begin = end
            seen = begin
        if len(parts) > 1:
            parts.append(self.lines[place].text[begin:])
            first = replace(first, text="".join(piece.strip() for piece in parts))
        if first.text or first.table is not None:
            self.remaining.append(first)
        return place + 1

    def _end(
        self, index: int, match: re.Match[str], ends: dict[int, tuple[int, int]]
    ) -> tuple[int, int] | None:
        """The end of a note that may begin at this index; None if it is no note."""
        if match["alone"]:
            return (
                (index, len(self.lines[index].text)) if self.draft and not match.start() else None
            )
        if match[0][0] in SQUARE or (self.draft and not match["loose"]):
            return ends.get(match.start())
        return None

    def _between(self, begin: tuple[int, int], end: tuple[int, int]) -> str:
        if begin[0] == end[0]:
            return self.lines[begin[0]].text[begin[1] : end[1]]
        texts = [line.text for line in self.lines[begin[0] : end[0] + 1]]
        return "\n".join([*texts[:-1], texts[-1][: end[1]]])[begin[1] :]


def _ends(
    lines: Sequence[SourceParagraph], index: int, dialect: Dialect
) -> dict[int, tuple[int, int]]:
    """The end (line, offset) of each closed bracket, by its offset in the line."""
    ends: dict[int, tuple[int, int]] = {}
    opened: dict[str, list[tuple[int, int]]] = {closing: [] for closing in CLOSING.values()}
    for last in range(index, min(len(lines), index + LONGEST_NOTE)):
        line = lines[last]
        if line.table is not None or (
            last > index and any(mark.level is not None for mark in read_marks(line.text, dialect))
        ):
            break
        for bracket in BRACKET.finditer(line.text):
            if bracket[0] in CLOSING:
                opened[CLOSING[bracket[0]]].append((last, bracket.start()))
            elif opened[bracket[0]]:
                where, offset = opened[bracket[0]].pop()
                if where == index:
                    ends[offset] = (last, bracket.end())
        if not any(where == index for inner in opened.values() for where, _ in inner[:1]):
            break
    return ends


def report_notes(dropped: Sequence[Dropped]) -> Iterator[Problem]:
    """A problem with the number of notes and the line of the first."""
    notes = [piece for piece in dropped if piece.what == NOTE]
    if notes:
        message = Message.counted(
            "{count} note of the drafters kept apart from the text and not compared",
            "{count} notes of the drafters kept apart from the text and not compared",
            len(notes),
            count=len(notes),
        )
        yield Problem(
            code="drafters-notes-left-out", message=message, line=notes[0].line, severity="note"
        )


def with_places(document: Document) -> Document:
    """Assign each note and tracked change the last provision at or above its line."""
    first = next(walk_provisions(document), None)
    begins = 0 if first is None or first.line is None else first.line
    lines = [piece.line for piece in document.dropped if piece.what in BESIDE]
    lines += [change.line for change in document.tracked]
    if not any(line is not None and line >= begins for line in lines):
        return document
    places = begin_lines(document)
    return replace(
        document,
        dropped=tuple(
            replace(piece, beside=provision_at(piece.line, places))
            if piece.what in BESIDE
            else piece
            for piece in document.dropped
        ),
        tracked=tuple(
            replace(change, beside=provision_at(change.line, places)) for change in document.tracked
        ),
    )


def begin_lines(document: Document) -> tuple[tuple[int, int, str], ...]:
    """Line, index and eId of each article or wider provision, in order."""
    starts = [
        (provision.line, provision.eid)
        for provision in walk_provisions(document)
        if RANK[provision.level] <= RANK["article"]
    ]
    starts += [(each.line, each.eid) for each in document.attachments]
    return tuple(
        sorted((line, index, eid) for index, (line, eid) in enumerate(starts) if line is not None)
    )


def provision_at(line: int | None, begins: Sequence[tuple[int, int, str]]) -> str | None:
    """The last article, or wider provision, that begins at or above a line."""
    if line is None:
        return None
    index = bisect_right(begins, line, key=lambda entry: entry[0])
    return begins[index - 1][2] if index else None
