"""A Word file with citations corrected by tracked changes and comments alone.

Only the runs of a citation are written again, with their own properties; every other byte of the
file stays as it is. Reject all changes and the file is as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Literal

from lxml import etree

from policydiff.citing.report.correcting import package, runs
from policydiff.model.cited import NewWords
from policydiff.reading.readers.safety.archive import open_archive
from policydiff.report.pieces import neutral

Done = Literal["changed", "commented", "left", "unplaced"]

_LONGEST_AUTHOR = 255
_NOTES = ("footnotes", "endnotes")
_BETWEEN = frozenset(("r", "rPr", "t", "proofErr", "bookmarkStart", "bookmarkEnd"))
"""What may stand between two characters of a number that is rewritten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A citation to correct or to remark on.

    `around` is its paragraph, `at` and `length` its place there, `line` that of the paragraph in
    the file; `note` is True in a footnote or endnote. Where its `fixes` are none, or cannot be made
    to the letter, `comment` stands beside it.
    """

    around: str
    at: int
    length: int
    line: int | None
    fixes: tuple[NewWords, ...]
    comment: str
    note: bool = False


_SIGNATURES = "_xmlsignatures/"
"""The folder of the digital signatures of an office file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedFile:
    """The bytes of the file, and what was done with each correction, by its number.

    `left` are changes for which a comment stands, since their words could not be changed exactly;
    `unplaced` those of which the place in the file is not certain. `unsealed` is True where a
    digital signature does not hold for the new file.
    """

    data: bytes
    changed: tuple[int, ...] = ()
    commented: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    unplaced: tuple[int, ...] = ()
    unsealed: bool = False


def correct(
    data: bytes,
    corrections: Sequence[Correction],
    name: str,
    *,
    author: str,
    moment: datetime | None = None,
) -> CorrectedFile:
    """The file with its citations corrected; raises an `InputError` for no Word file."""
    archive = open_archive(data, name)
    main = package.main_part(archive)
    content = archive.read(main)
    if content is None:
        raise package.UnchangeablePartError(main)
    named = {main: package.read_part(content, main)}
    for kind in _NOTES:
        related = package.related_part(archive, main, kind)
        data_of_part = None if related is None else archive.read(related)
        if related is not None and data_of_part is not None:
            named[related] = package.read_part(data_of_part, related)
    sign = package.Sign(author=neutral(author)[:_LONGEST_AUTHOR], moment=moment)
    elements = (element for part in named.values() for element in part.elements)
    numbers = count(
        max([0, *package.numbers_in(elements), *package.comment_numbers(archive, main)]) + 1
    )
    scenes = {
        name: _Scene(
            part=part, writer=runs.RunWriter(part=part, sign=sign, numbers=numbers), sign=sign
        )
        for name, part in named.items()
    }
    text, *notes = scenes.values()
    for place, correction in enumerate(corrections):
        if correction.note:
            _correct_note(place, correction, text, notes)
        else:
            text.correct(place, correction)
    word = etree.QName(named[main].root).namespace or ""
    parts = package.with_comments(archive, main, text.comments, word) if text.comments else {}
    parts |= {name: scene.written() for name, scene in scenes.items() if scene.changed}
    return CorrectedFile(
        data=package.packed(archive, parts) if parts else data,
        unsealed=bool(parts) and any(entry.startswith(_SIGNATURES) for entry in archive.entries),
        **{done: tuple(places) for done, places in text.done.items()},
    )


def _correct_note(
    place: int, correction: Correction, text: _Scene, notes: Sequence[_Scene]
) -> None:
    """Change the numbers in a note; its comment stands where the note is referred to."""
    places = [(scene, spots) for scene in notes if (spots := scene.find(correction))]
    if len(places) != 1:
        text.note("unplaced", place)
        return
    scene, spots = places[0]
    if scene.change(correction, spots):
        text.note("changed", place)
        return
    if correction.fixes:
        text.note("left", place)
    run = text.reference(*scene.note_of(spots[0]))
    text.note("unplaced" if run is None else "commented", place)
    if run is not None:
        text.remark_at(run, correction.comment)


@dataclass(slots=True, kw_only=True)
class _Scene:
    part: package.PartXml
    writer: runs.RunWriter
    sign: package.Sign
    stream: runs.TextStream = field(init=False)
    marks: list[package.Splice] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    done: dict[Done, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stream = runs.TextStream(self.part)

    @property
    def changed(self) -> bool:
        return bool(self.writer.changes or self.marks)

    def find(self, correction: Correction) -> list[runs.Spot]:
        return self.stream.find(
            correction.around, correction.at, correction.length, correction.line
        )

    def correct(self, place: int, correction: Correction) -> None:
        spots = self.find(correction)
        if not spots:
            self.note("unplaced", place)
        elif self.change(correction, spots):
            self.note("changed", place)
        else:
            if correction.fixes:
                self.note("left", place)
            self.note("commented", place)
            begin, end = self._comment(correction.comment)
            self._mark(spots[0], "comment-begin", begin)
            self._mark(spots[-1], "comment-end", end)

    def change(self, correction: Correction, spots: list[runs.Spot]) -> bool:
        """Change the numbers of a citation; False where they cannot be changed exactly."""
        stretches = [self._stretch(spots, correction, new) for new in correction.fixes]
        if not stretches or not all(self._is_plain(stretch) for stretch in stretches):
            return False
        for stretch, new in zip(stretches, correction.fixes, strict=True):
            self.writer.replace(stretch, new.text)
        return True

    def note(self, done: Done, place: int) -> None:
        self.done.setdefault(done, []).append(place)

    def note_of(self, spot: runs.Spot) -> tuple[str, str]:
        """The kind and the number of the note that holds a character."""
        run = self.part.elements[spot.piece.run]
        kinds = ("footnote", "endnote")
        holder = next(
            ancestor for ancestor in run.iterancestors("*") if runs.local(ancestor) in kinds
        )
        return runs.local(holder), _number(holder)

    def reference(self, kind: str, number: str) -> int | None:
        """The element that refers to a note, None where there is none."""
        for place, element in enumerate(self.part.elements):
            if runs.local(element) == f"{kind}Reference" and _number(element) == number:
                return self._outermost(place)
        return None

    def remark_at(self, place: int, text: str) -> None:
        """Set a comment around an element of a paragraph."""
        begin, end = self._comment(text)
        span = self.part.spans[place]
        self.marks.append(package.Splice(begin=span.begin, end=span.begin, data=begin.encode()))
        self.marks.append(package.Splice(begin=span.end, end=span.end, data=end.encode()))

    def _stretch(
        self, spots: list[runs.Spot], correction: Correction, correct: NewWords
    ) -> list[runs.Spot]:
        text = correction.around[correction.at : correction.at + correction.length]
        begin, end = (sum(not sign.isspace() for sign in text[:cut]) for cut in correct.span)
        return spots[begin:end]

    def _is_plain(self, spots: list[runs.Spot]) -> bool:
        """True for a stretch of nothing but text, in runs that may be changed."""
        if not spots or any(spot.piece.guard for spot in spots):
            return False
        first, last = spots[0].piece, spots[-1].piece
        if first.paragraph != last.paragraph:
            return False
        inside = self.part.elements[first.element : last.element + 1]
        return all(runs.local(element) in _BETWEEN or self._is_look(element) for element in inside)

    def _is_look(self, element: etree._Element) -> bool:
        return any(runs.local(ancestor) == "rPr" for ancestor in element.iterancestors("*"))

    def _comment(self, text: str) -> tuple[str, str]:
        """The marks at the beginning and at the end of a new comment."""
        number, prefix = next(self.writer.numbers), self.writer.prefix
        self.comments.append(package.comment(number, text, self.sign))
        reference = f'<{prefix}r><{prefix}commentReference {prefix}id="{number}"/></{prefix}r>'
        return (
            f'<{prefix}commentRangeStart {prefix}id="{number}"/>',
            f'<{prefix}commentRangeEnd {prefix}id="{number}"/>{reference}',
        )

    def _mark(self, spot: runs.Spot, mark: runs.Mark, data: str) -> None:
        """Set a mark in a run of the paragraph, else beside the element that holds it."""
        after = mark == "comment-end"
        run = self.part.elements[spot.piece.run]
        parent = run.getparent()
        if not spot.piece.guard and parent is not None and runs.local(parent) == "p":
            offset = spot.offset + after
            self.writer.add(
                spot.piece.run,
                runs.RunChange(
                    element=spot.piece.element, begin=offset, end=offset, mark=mark, data=data
                ),
            )
            return
        span = self.part.spans[self._outermost(spot.piece.run)]
        place = span.end if after else span.begin
        self.marks.append(package.Splice(begin=place, end=place, data=data.encode()))

    def _outermost(self, place: int) -> int:
        """The element in a paragraph of the text that holds another."""
        element = self.part.elements[place]
        chain = [element, *element.iterancestors("*")]
        boxes = [place for place, one in enumerate(chain) if runs.local(one) == "txbxContent"]
        begin = boxes[-1] if boxes else 0
        at = next(place for place in range(begin, len(chain)) if runs.local(chain[place]) == "p")
        return self.part.elements.index(chain[at - 1])

    def written(self) -> bytes:
        return package.spliced(self.part.data, [*self.writer.splices(), *self.marks])


def _number(element: etree._Element) -> str:
    """The number of a note, or of the note that an element refers to."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), ""
    )
