"""A Word file with citations corrected by tracked changes and comments alone.

Only the runs of a citation are written anew, with their own properties; every other byte of the
text, and every other part of the file, stays as it is. Accept all and the numbers are the new ones,
reject all and the file is as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from lxml import etree

from policydiff.model.citation_check import NewWords
from policydiff.readers.safety.archive import open_archive
from policydiff.render.word.correcting_package import (
    comment,
    comment_numbers,
    main_part,
    numbers_in,
    packed,
    with_comments,
)
from policydiff.render.word.correcting_runs import Mark, RunChange, RunWriter, Sign
from policydiff.render.word.correcting_text import Spot, TextStream, local
from policydiff.render.word.correcting_xml import (
    PartXml,
    Splice,
    UnchangeablePartError,
    read_part,
    spliced,
)
from policydiff.views.pieces import neutral

Done = Literal["changed", "commented", "left", "unplaced"]

_LONGEST_AUTHOR = 255
_BETWEEN = frozenset(("r", "rPr", "t", "proofErr", "bookmarkStart", "bookmarkEnd"))
"""What may stand between two characters of a number that is rewritten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A citation to correct or to remark on.

    `around` is its paragraph, `at` and `length` its place there, `line` that of the paragraph in
    the file. Its `fixes` are made in tracked changes; where there are none, or they cannot be made
    to the letter, `comment` stands beside it.
    """

    around: str
    at: int
    length: int
    line: int | None
    fixes: tuple[NewWords, ...]
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedFile:
    """The bytes of the file, and what was done with each correction, by its number.

    `left` are changes for which a comment stands, since their words could not be changed exactly;
    `unplaced` those of which the place in the file is not certain.
    """

    data: bytes
    changed: tuple[int, ...] = ()
    commented: tuple[int, ...] = ()
    left: tuple[int, ...] = ()
    unplaced: tuple[int, ...] = ()


def correct(
    data: bytes,
    corrections: Sequence[Correction],
    name: str,
    *,
    author: str,
    moment: datetime | None = None,
) -> CorrectedFile:
    """The file with its citations corrected; the same bytes without corrections.

    Raises an `InputError` where it is no Word file that can be changed.
    """
    archive = open_archive(data, name)
    main = main_part(archive)
    content = archive.read(main)
    if content is None:
        raise UnchangeablePartError(main)
    part = read_part(content, main)
    word = etree.QName(part.root).namespace or ""
    sign = Sign(author=neutral(author)[:_LONGEST_AUTHOR], moment=moment)
    taken = [0, *numbers_in(part.elements), *comment_numbers(archive, main)]
    scene = _Scene(part=part, writer=RunWriter(part=part, sign=sign, number=max(taken)), sign=sign)
    for place, one in enumerate(corrections):
        scene.correct(place, one)
    parts = with_comments(archive, main, scene.comments, word) if scene.comments else {}
    if scene.writer.changes or scene.marks:
        parts[main] = scene.written()
    return CorrectedFile(
        data=packed(archive, parts) if parts else data,
        **{done: tuple(places) for done, places in scene.done.items()},
    )


@dataclass(slots=True, kw_only=True)
class _Scene:
    """The text of a file while corrections are made."""

    part: PartXml
    writer: RunWriter
    sign: Sign
    stream: TextStream = field(init=False)
    marks: list[Splice] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    done: dict[Done, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the characters of the text."""
        self.stream = TextStream(self.part)

    def correct(self, place: int, one: Correction) -> None:
        """Change the numbers of a citation, or set a comment beside it."""
        spots = self.stream.find(one.around, one.at, one.length, one.line)
        if not spots:
            self._note("unplaced", place)
            return
        stretches = [self._stretch(spots, one, correct) for correct in one.fixes]
        if stretches and all(self._is_plain(stretch) for stretch in stretches):
            for stretch, correct in zip(stretches, one.fixes, strict=True):
                self.writer.replace(stretch, correct.text)
            self._note("changed", place)
            return
        if one.fixes:
            self._note("left", place)
        self._note("commented", place)
        self._remark(spots, one.comment)

    def _note(self, done: Done, place: int) -> None:
        self.done.setdefault(done, []).append(place)

    def _stretch(self, spots: list[Spot], one: Correction, correct: NewWords) -> list[Spot]:
        """The characters that new words take the place of."""
        text = one.around[one.at : one.at + one.length]
        begin, end = (sum(not sign.isspace() for sign in text[:cut]) for cut in correct.span)
        return spots[begin:end]

    def _is_plain(self, spots: list[Spot]) -> bool:
        """True where nothing but text stands in a stretch, in runs that may be changed."""
        if not spots or any(spot.piece.guard for spot in spots):
            return False
        first, last = spots[0].piece, spots[-1].piece
        if first.paragraph != last.paragraph:
            return False
        inside = self.part.elements[first.element : last.element + 1]
        return all(local(one) in _BETWEEN or self._is_look(one) for one in inside)

    def _is_look(self, element: etree._Element) -> bool:
        """True for a property of a run."""
        return any(local(one) == "rPr" for one in element.iterancestors("*"))

    def _remark(self, spots: list[Spot], text: str) -> None:
        """Set a comment around a stretch."""
        number = self.writer.next_number()
        self.comments.append(comment(number, text, self.sign))
        prefix = self.writer.prefix
        begin = f'<{prefix}commentRangeStart {prefix}id="{number}"/>'
        reference = f'<{prefix}r><{prefix}commentReference {prefix}id="{number}"/></{prefix}r>'
        end = f'<{prefix}commentRangeEnd {prefix}id="{number}"/>{reference}'
        self._mark(spots[0], "comment-begin", begin)
        self._mark(spots[-1], "comment-end", end)

    def _mark(self, spot: Spot, mark: Mark, data: str) -> None:
        """Set a mark at a character, within a run that stands in the paragraph itself.

        Else before or behind the outermost element of the paragraph that holds it.
        """
        after = mark == "comment-end"
        run = self.part.elements[spot.piece.run]
        parent = run.getparent()
        if not spot.piece.guard and parent is not None and local(parent) == "p":
            offset = spot.offset + after
            self.writer.add(
                spot.piece.run,
                RunChange(
                    element=spot.piece.element, begin=offset, end=offset, mark=mark, data=data
                ),
            )
            return
        span = self.part.spans[self._outermost(spot)]
        place = span.end if after else span.begin
        self.marks.append(Splice(begin=place, end=place, data=data.encode()))

    def _outermost(self, spot: Spot) -> int:
        """The number of the element in a paragraph of the text that holds a character."""
        element = self.part.elements[spot.piece.run]
        chain = [element, *element.iterancestors("*")]
        boxes = [place for place, one in enumerate(chain) if local(one) == "txbxContent"]
        begin = boxes[-1] if boxes else 0
        at = next(place for place in range(begin, len(chain)) if local(chain[place]) == "p")
        return self.part.elements.index(chain[at - 1])

    def written(self) -> bytes:
        """The part as it is now."""
        return spliced(self.part.data, [*self.writer.splices(), *self.marks])
