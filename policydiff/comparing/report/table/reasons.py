"""Reasons of a person beside their rows, also when the text has changed again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract_iter

from policydiff.comparing.engine.redline.sides import shared_share
from policydiff.messages import Message
from policydiff.model.profile import Column, Reason
from policydiff.report.rows import ComparisonRow, RowCell

SAME_CLAUSE = 0.6
"""So much of two texts is the same where both are one clause that was worked on; a reason is never
put beside a text with less.
"""
_SLIP = 1e-9
"""So far apart are two figures that are the same but for their rounding."""


def place_reasons(
    rows: Iterable[ComparisonRow], reasons: Iterable[Reason]
) -> tuple[tuple[ComparisonRow, ...], tuple[Reason, ...]]:
    """The rows with their reasons, and the reasons that belong to none.

    A reason belongs to the row that has its old articles; that of an added article to the added row
    with its words, or with its number where no words were noted.
    """
    row_list = list(rows)
    places = _ReasonPlaces(row_list)
    found: dict[int, list[tuple[Column, str]]] = defaultdict(list)
    lost: list[Reason] = []
    for reason in reasons:
        place = places.of(reason)
        if place is None:
            lost.append(reason)
        else:
            found[place] += reason.written
    filled = (
        replace(row, reasons=(*row.reasons, *found[place])) if place in found else row
        for place, row in enumerate(row_list)
    )
    return tuple(filled), tuple(lost)


def unplaced_words(reasons: Iterable[Reason]) -> Iterator[Message]:
    """A message for each reason that belongs to no row."""
    for reason in reasons:
        names = "、".join(dict.fromkeys((*reason.left, *reason.right)))
        text = "；".join(text for _, text in reason.written)
        yield Message(
            "no changed clause was found for the reason of {names}: {text}", names=names, text=text
        )


class _ReasonPlaces:
    """The rows of a table by what a reason names of them; the first of each id."""

    def __init__(self, rows: Sequence[ComparisonRow]) -> None:
        """Rows of no change, and heads of chapters, have a reason by their id alone."""
        self.rows = rows
        self.ids = {row.id: place for place, row in reversed([*enumerate(rows)])}
        self.lefts: dict[str, list[int]] = defaultdict(list)
        self.rights: dict[str, list[int]] = defaultdict(list)
        self.added: list[int] = []
        self._texts = [row_text(row.right or row.left) for row in rows]
        self._known: dict[Reason, int | None] = {}
        for place, row in enumerate(rows):
            if row.container or row.category == "unchanged":
                continue
            for part in row.left:
                self.lefts[part.num or part.label].append(place)
            if not row.left:
                self.added.append(place)
                for part in row.right:
                    self.rights[part.num or part.label].append(place)

    def of(self, reason: Reason) -> int | None:
        """The place of the row of a reason."""
        if reason.match is not None:
            return self.ids.get(reason.match)
        asked = Reason(left=reason.left, right=reason.right, text=bare(reason.text))
        if asked not in self._known:
            self._known[asked] = self._best(asked)
        return self._known[asked]

    def _best(self, reason: Reason) -> int | None:
        """The row for which its old numbers or its words speak, and nothing against."""
        if reason.left:
            near = {place for num in reason.left for place in self.lefts.get(num, ())}
        elif reason.text:
            near = {*self.added}
        else:
            near = {place for num in reason.right for place in self.rights.get(num, ())}
        texts = {place: self._texts[place] for place in sorted(near)}
        if not reason.text:
            return next(iter(texts), None)
        return self._likest(reason.text, texts)

    def _likest(self, text: str, texts: Mapping[int, str]) -> int | None:
        """The first of the rows whose words are most like these, None without one."""
        likely = extract_iter(
            text, texts, scorer=Indel.normalized_similarity, score_cutoff=SAME_CLAUSE - _SLIP
        )
        best, most = None, 0.0
        for row, bound, place in sorted(likely, key=lambda found: (-found[1], found[2])):
            if bound + _SLIP < most:
                break
            likeness = shared_share(row, text)
            if likeness >= SAME_CLAUSE and (likeness, -place) > (most, -(best or 0)):
                best, most = place, likeness
        return best


def row_text(cells: Iterable[RowCell]) -> str:
    """The words of provisions, without numbers, notes and spaces."""
    return bare("".join(_texts(cells)))


def bare(text: str) -> str:
    """A text without spaces and line feeds."""
    return "".join(text.split())


def _texts(cells: Iterable[RowCell]) -> Iterator[str]:
    for cell in cells:
        yield from (piece.text for piece in (*cell.heading, *cell.text) if not piece.note)
