"""What the drafters of a text say of a clause beside it, 【说明：根据上位法】: no text of the law, kept apart with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from policydiff.model.dialect import Dialect
from policydiff.model.document import Document, walk_provisions
from policydiff.model.kinds import RANK
from policydiff.model.source import Dropped, Problem
from policydiff.parsing.lines import Line, bare
from policydiff.parsing.marks import read_marks

CLOSING = {"【": "】", "（": "）", "(": ")", "[": "]", "〔": "〕"}
SQUARE = "【[〔"
LONGEST_NOTE = 30
"""Paragraphs that one note may hold before it is taken for one that was never closed."""

FURTHEST_STAGE = 30
"""Lines from the beginning within which a text says that it is a draft."""

NOTE = "drafters-note"
BESIDE = frozenset((NOTE, "comment", "footnote", "endnote"))
"""What stands beside a clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """The lines without the notes, and the notes."""

    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...] = ()


def take_drafters_notes(lines: Sequence[Line], dialect: Dialect) -> Annotated:
    """Part the notes of the drafters from the text.

    A note begins with its name and a colon in brackets. Square ones hold notes in any text; round ones, and a name that stands alone in square
    ones at the head of a line, only in a text that calls itself a draft.
    """
    words = dialect.preface.drafters_note
    if not any(line.table is None and words.search(line.text) for line in lines):
        return Annotated(lines=tuple(lines))
    draft = any(dialect.stages.search(bare(line.text)) for line in lines[:FURTHEST_STAGE])
    taken = _Taken(lines=list(lines), draft=draft)
    place = 0
    while place < len(lines):
        place = taken.take(place, dialect)
    return Annotated(lines=tuple(taken.kept), dropped=tuple(taken.dropped))


@dataclass(slots=True)
class _Taken:
    """What has been read so far; `draft` says that the text calls itself one."""

    lines: list[Line]
    draft: bool
    kept: list[Line] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def take(self, place: int, dialect: Dialect) -> int:
        """Read one line and those on which a note of it goes on; gives the next place."""
        begin = 0
        while self.lines[place].table is None and (found := dialect.preface.drafters_note.search(self.lines[place].text, begin)):
            end = self._end(place, found, dialect)
            if end is None:
                begin = found.end()
                continue
            begin = found.start()
            place = self._cut(place, begin, *end)
        if self.lines[place].text or self.lines[place].table is not None:
            self.kept.append(self.lines[place])
        return place + 1

    def _end(self, place: int, found: re.Match[str], dialect: Dialect) -> tuple[int, int] | None:
        """Where a note ends that may begin there; None where it is none."""
        if found["alone"]:
            return (place, len(self.lines[place].text)) if self.draft and not found.start() else None
        if found[0][0] in SQUARE or (self.draft and not found["loose"]):
            return _end(self.lines, place, found.start(), dialect)
        return None

    def _cut(self, place: int, begin: int, last: int, stop: int) -> int:
        """Take out a note; gives the place of the line on which it ended, which now holds all that is left of those it stood on."""
        first, texts = self.lines[place], [line.text for line in self.lines[place : last + 1]]
        rest = texts[-1][stop:].strip()
        note = "\n".join([*texts[:-1], texts[-1][:stop]])[begin:]
        self.dropped.append(Dropped(what=NOTE, text=note, line=first.number))
        self.lines[last] = replace(first, text=texts[0][:begin].rstrip() + rest)
        return last


def _end(lines: Sequence[Line], place: int, begin: int, dialect: Dialect) -> tuple[int, int] | None:
    """Where the note that begins there ends: the place of its last line, and the end in that; None where it is never closed."""
    opening = lines[place].text[begin]
    depth = 0
    for last in range(place, min(len(lines), place + LONGEST_NOTE)):
        line = lines[last]
        if line.table is not None or (last > place and any(mark.level is not None for mark in read_marks(line.text, dialect))):
            return None
        for at in range(begin if last == place else 0, len(line.text)):
            depth += (line.text[at] == opening) - (line.text[at] == CLOSING[opening])
            if depth == 0:
                return last, at + 1
    return None


def notes_told(dropped: Sequence[Dropped]) -> Iterator[Problem]:
    """What a person must know of the notes: how many, and where the first stands."""
    notes = [piece for piece in dropped if piece.what == NOTE]
    if notes:
        message = f"{len(notes)} note{'s' if len(notes) > 1 else ''} of the drafters kept apart from the text and not compared"
        yield Problem(code="drafters-notes-left-out", message=message, line=notes[0].line, severity="note")


def with_places(document: Document) -> Document:
    """The document whose notes know the provision beside which they stand: the last article, or wider one, that begins at or above their line."""
    first = next(walk_provisions(document), None)
    begins = 0 if first is None or first.line is None else first.line
    if not any(piece.what in BESIDE and piece.line is not None and piece.line >= begins for piece in document.dropped):
        return document
    starts = [(one.line, one.eid) for one in walk_provisions(document) if RANK[one.level] <= RANK["article"]]
    starts += [(each.line, each.eid) for each in document.attachments]
    places = sorted((line, place, eid) for place, (line, eid) in enumerate(starts) if line is not None)
    return replace(document, dropped=tuple(_placed(piece, places) for piece in document.dropped))


def _placed(piece: Dropped, places: Sequence[tuple[int, int, str]]) -> Dropped:
    line = piece.line
    if piece.what not in BESIDE or line is None:
        return piece
    return replace(piece, beside=next((eid for begin, _, eid in reversed(places) if begin <= line), None))
