"""Statements on a requirement and the rules of one's own, and their positions.

A person states how far a document of the right fulfils an article of the left, the gap, and the
remedy with department and deadline (落实情况、差距、整改措施、责任部门、完成时限).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from policydiff.messages import Message
from policydiff.model.document import Provision
from policydiff.relating.engine.relation import GAP_COLUMNS, GapColumn, StatedGap
from policydiff.relating.engine.review.judged_texts import (
    DocumentTexts,
    JudgedArticle,
    NotAJudgementError,
    fingerprint,
    row_key,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapEntry:
    """The statement of one person on an article and a document, as it is stored.

    `words` has the text of each filled column, in order. `version` and `text` are the date and the
    fingerprint of the whole document of the right.
    """

    left: JudgedArticle
    reviewer: str
    words: tuple[tuple[GapColumn, str], ...]
    version: str | None = None
    text: str | None = None

    @property
    def versions(self) -> tuple[frozenset[str | None], frozenset[str | None]]:
        """The dates of the judged versions, of the left and of the right."""
        left = {self.left.version} if self.left.text is not None else set()
        return frozenset(left), frozenset({self.version} if self.text is not None else ())

    def check(self, where: str) -> None:
        """Raise `NotAJudgementError` for a statement that is empty or nobody's."""
        if not self.words:
            raise NotAJudgementError(where, Message("all columns are empty"))
        if not self.reviewer.strip():
            raise NotAJudgementError(where, Message("nobody is named who judged it"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedGap:
    """A statement laid upon two documents, `stale` if either text has changed."""

    left: str
    entry: GapEntry
    stale: bool = False

    def stated(self, right: str) -> StatedGap:
        """The statement as a relation has it; `right` is the name of the document."""
        return StatedGap(
            left=self.left,
            right=right,
            reviewer=self.entry.reviewer,
            words=self.entry.words,
            stale=self.stale,
        )


def gap_words(given: Mapping[GapColumn, str]) -> tuple[tuple[GapColumn, str], ...]:
    """The words of each column, without space around them and empty columns."""
    lines = {key: given.get(key, "").replace("\r\n", "\n").strip() for key in GAP_COLUMNS}
    return tuple((key, text) for key, text in lines.items() if text)


def requirement_row_key(item: Provision, whole: str) -> str:
    """The key of a requirement beside a document of this fingerprint, in a leaf."""
    return row_key(whole, item.eid, fingerprint(item))


def lay_gaps(
    entries: Iterable[GapEntry],
    left: DocumentTexts,
    whole: str,
    former: Mapping[str, Mapping[str, str]],
) -> tuple[tuple[PlacedGap, ...], tuple[GapEntry, ...]]:
    """The statements with their articles, and those whose article is gone.

    `whole` is the fingerprint of the document of the right; `former` maps judged versions of the
    left to this one.
    """
    placed: list[PlacedGap] = []
    lost: list[GapEntry] = []
    for entry in entries:
        mark = left.find(entry.left, former.get(entry.left.version or ""))
        if mark.eid is None:
            lost.append(entry)
        else:
            stale = mark.stale or entry.text not in (None, whole)
            placed.append(PlacedGap(left=mark.eid, entry=entry, stale=stale))
    return tuple(placed), tuple(lost)


def gap_key(entry: GapEntry) -> tuple[str, ...]:
    """A key that orders statements, however they were combined."""
    left = entry.left
    parts = (left.eid, left.text, left.version, left.num, left.words, entry.reviewer)
    more = (entry.version, entry.text, *(part for pair in entry.words for part in pair))
    return tuple("" if part is None else f"={part}" for part in (*parts, *more))


def redated_gap(
    entry: GapEntry, before: str | None, after: str | None, sides: tuple[bool, bool]
) -> GapEntry:
    """The statement redated from `before`; `sides` are True for sides of its work."""
    if sides[0] and entry.left.text is not None and entry.left.version == before:
        entry = replace(entry, left=replace(entry.left, version=after))
    if sides[1] and entry.text is not None and entry.version == before:
        entry = replace(entry, version=after)
    return entry
