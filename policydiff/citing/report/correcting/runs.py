"""Runs of a Word file with stretches deleted, inserted and marked for comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Literal

from policydiff.citing.report.correcting.text import Spot, local
from policydiff.citing.report.correcting.xml import PartXml, Splice
from policydiff.report.pieces import neutral

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NAME = re.compile(rb"<([\w.\-]+:)?r[\s>]")

Mark = Literal["comment-end", "insert", "comment-begin"]
_ORDER: tuple[Mark, ...] = ("comment-end", "insert", "comment-begin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """The author of a change and its moment; None where that is unknown."""

    author: str
    moment: datetime | None = None

    def written(self, prefix: str) -> str:
        """The attributes of a change or comment; `prefix` is that of their names."""
        date = "" if self.moment is None else f' {prefix}date="{self.moment.isoformat()}Z"'
        return f' {prefix}author="{escape(self.author)}"{date}'


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChange:
    """A change within the text of one w:t.

    A stretch from `begin` to `end` that goes; or, where both are one, a mark there. `data` is the
    XML of the mark, "" for a stretch; of an insertion it holds what is around its run.
    """

    element: int
    begin: int
    end: int
    mark: Mark | None = None
    data: str = ""
    look: int | None = None
    """Of an insertion, the run whose properties it has."""


@dataclass(slots=True)
class RunWriter:
    """Writes those runs of a part that changes touch."""

    part: PartXml
    sign: Sign
    numbers: Iterator[int]
    prefix: str = field(init=False)
    changes: dict[int, list[RunChange]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the prefix of names in this part, with its colon."""
        runs = (_NAME.match(self.part.raw(place)) for place, _ in enumerate(self.part.elements))
        found = next((run for run in runs if run is not None), None)
        self.prefix = (found[1] or b"").decode() if found else "w:"

    def add(self, run: int, change: RunChange) -> None:
        """Note a change of a run."""
        self.changes.setdefault(run, []).append(change)

    def replace(self, spots: list[Spot], text: str) -> None:
        """Let a stretch go and other words come, in as many runs as it has."""
        groups: list[list[Spot]] = []
        for spot in spots:
            if groups and groups[-1][0].piece == spot.piece:
                groups[-1].append(spot)
            else:
                groups.append([spot])
        for place, group in enumerate(groups):
            element = group[0].piece.element
            whole = len(self.part.elements[element].text or "")
            begin = group[0].offset if place == 0 else 0
            end = group[-1].offset + 1 if place == len(groups) - 1 else whole
            self.add(group[0].piece.run, RunChange(element=element, begin=begin, end=end))
        last = groups[-1][-1]
        self.add(
            last.piece.run,
            RunChange(
                element=last.piece.element,
                begin=last.offset + 1,
                end=last.offset + 1,
                mark="insert",
                data=text,
                look=spots[0].piece.run,
            ),
        )

    def splices(self) -> list[Splice]:
        """The bytes of every run that changed."""
        spans = self.part.spans
        return [
            Splice(begin=spans[run].begin, end=spans[run].end, data=self._run(run, changes))
            for run, changes in self.changes.items()
        ]

    def _run(self, run: int, changes: list[RunChange]) -> bytes:
        """A run cut into pieces."""
        made: list[bytes] = []
        held: list[bytes] = []

        def flush() -> None:
            if held:
                made.append(self._wrapped(run, b"".join(held)))
                held.clear()

        for place in self._children(run):
            mine = [change for change in changes if change.element == place]
            if local(self.part.elements[place]) == "rPr":
                continue
            if not mine:
                held.append(self.part.raw(place))
                continue
            for deleted, piece in self._cut(place, mine):
                if isinstance(piece, RunChange):
                    flush()
                    made.append(self._marked(piece))
                elif deleted:
                    flush()
                    made.append(self._deleted(run, piece))
                else:
                    held.append(self._text(piece, "t"))
        flush()
        return b"".join(made)

    def _cut(self, place: int, changes: list[RunChange]) -> list[tuple[bool, str | RunChange]]:
        """The pieces of a text in order, those that go marked, and what stands between."""
        text = self.part.elements[place].text or ""
        stretches = [one for one in changes if one.mark is None]
        cuts = sorted(
            {*self._shown(place), *(cut for one in changes for cut in (one.begin, one.end))}
        )
        found: list[tuple[bool, str | RunChange]] = []
        for begin, end in zip(cuts, (*cuts[1:], None), strict=True):
            marks = [one for one in changes if one.mark is not None and one.begin == begin]
            marks.sort(key=lambda one: _ORDER.index(one.mark or "insert"))
            found += [(False, mark) for mark in marks]
            if end is not None:
                gone = any(one.begin <= begin and end <= one.end for one in stretches)
                found.append((gone, text[begin:end]))
        return [one for one in found if one[1]]

    def _shown(self, place: int) -> tuple[int, int]:
        """The beginning and end of a text without the white space that is not shown."""
        element = self.part.elements[place]
        text = element.text or ""
        if element.get(_SPACE) == "preserve":
            return 0, len(text)
        begin = len(text) - len(text.lstrip(" \t\r\n"))
        return begin, max(begin, len(text.rstrip(" \t\r\n")))

    def _children(self, run: int) -> list[int]:
        """The numbers of the elements directly in a run, in order."""
        found: list[int] = []
        place, end = run + 1, self.part.spans[run].end
        while place < len(self.part.spans) and self.part.spans[place].begin < end:
            found.append(place)
            after = self.part.spans[place].end
            place += 1
            while place < len(self.part.spans) and self.part.spans[place].begin < after:
                place += 1
        return found

    def _wrapped(self, run: int, content: bytes, look: int | None = None) -> bytes:
        """Content in the tag of a run, with its properties."""
        span = self.part.spans[run]
        tag = self.part.data[span.begin : span.inner]
        source = run if look is None else look
        properties = next(
            (
                self.part.raw(place)
                for place in self._children(source)
                if local(self.part.elements[place]) == "rPr"
            ),
            b"",
        )
        return tag + properties + content + self.part.data[span.tail : span.end]

    def _text(self, text: str, name: str) -> bytes:
        prefix = self.prefix
        words = escape(text, quote=False)
        return f'<{prefix}{name} xml:space="preserve">{words}</{prefix}{name}>'.encode()

    def _deleted(self, run: int, text: str) -> bytes:
        return self._change("del", self._wrapped(run, self._text(text, "delText")))

    def _marked(self, change: RunChange) -> bytes:
        if change.mark != "insert" or change.look is None:
            return change.data.encode()
        content = self._text(neutral(change.data), "t")
        return self._change("ins", self._wrapped(change.look, content))

    def _change(self, name: str, content: bytes) -> bytes:
        prefix = self.prefix
        head = f'<{prefix}{name} {prefix}id="{next(self.numbers)}"{self.sign.written(prefix)}>'.encode()
        return head + content + f"</{prefix}{name}>".encode()
