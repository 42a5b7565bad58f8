"""The judgements and statements of a leaf, taken as those of its people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import cast

from policydiff.messages import Message
from policydiff.model.comparison import Span
from policydiff.model.document import text_sha256
from policydiff.model.measures import MeasureStatus
from policydiff.model.row_marks import RowMark
from policydiff.relating.actions.review.gaps import gap_entry, own_words
from policydiff.relating.actions.review.measures import MeasureJudgement, entry_at
from policydiff.relating.actions.review.review import ReviewSession
from policydiff.relating.actions.reviews import NoSuchArticleError, find_article
from policydiff.relating.engine.relation import GAP_COLUMNS
from policydiff.relating.engine.review.judged_gaps import GapEntry, requirement_row_key
from policydiff.relating.engine.review.judged_measures import (
    MeasureEntry,
    document_print,
    is_same_measure,
    measure_row_key,
)
from policydiff.relating.engine.review.reviews import StoredEntry
from policydiff.relating.report.relation import RelationTable
from policydiff.report.html.returned_leaf import OtherTextsLeafError, ReturnedLeaf, TakenMarks
from policydiff.report.pieces import neutral

_SEPARATORS = re.compile(r"[,，、；;\n]+")
Place = tuple[str, Span | None]
"""An item by its eId, and the measure in it; None for a requirement."""


def take_leaf(review: ReviewSession, leaf: ReturnedLeaf) -> TakenMarks:
    """Store the marks of a leaf on these two texts; twice is as once.

    Rows of other documents are left to theirs. A verdict that is stored under the same name stays,
    and so does each filled column. Raises `OtherTextsLeafError`, and as `ReviewSession.store`.
    """
    if leaf.family == "comparison":
        raise OtherTextsLeafError(leaf)
    places = _places(review, leaf)
    part = leaf.on_document(document_print(review.pair.texts[1]))
    if not part.shown and _has_both(review, leaf):
        return TakenMarks(family=leaf.family)
    marks, taken = part.fitting({key: words for key, (_, words) in places.items()})
    make = _verdict if leaf.family == "measures" else _statement
    entries: list[StoredEntry] = []
    held: list[RowMark] = []
    left = 0
    for mark in (mark for mark in marks if mark.words):
        entry, stays = make(review, places[mark.key][0], mark)
        left += stays
        if entry is not None:
            entries.append(entry)
        if entry is not None or not stays:
            held.append(mark)
    if entries:
        review.store(entries, _summary(len(entries)))
    return taken.counting(held, fresh=bool(entries), left=left)


def _has_both(review: ReviewSession, leaf: ReturnedLeaf) -> bool:
    """True where a leaf is of these two texts and others."""
    left, right = (text_sha256(side.document) for side in (review.left, review.right))
    first, *others = [one.sha256 for one in leaf.texts] or [""]
    return left == first and right in others


def _summary(count: int) -> Message:
    return Message.counted(
        "{count} judgement from a leaf", "{count} judgements from a leaf", count, count=count
    )


def _places(review: ReviewSession, leaf: ReturnedLeaf) -> Mapping[str, tuple[Place, str]]:
    """The places by the keys of their rows, with the words that these show."""
    left, right = review.pair.texts
    whole = document_print(right)
    if leaf.family == "measures":
        return {
            measure_row_key(item, measure.span, whole): (
                (measure.left, measure.span),
                neutral(item.text[slice(*measure.span)]),
            )
            for measure in review.relation().measures
            if (item := left.articles.get(measure.left)) is not None
        }
    items = RelationTable(review.relation(), leaf.language).items
    return {
        requirement_row_key(left.articles[item.eid], whole): (
            (item.eid, None),
            f"{item.name}\n{neutral(item.text)}",
        )
        for item in items
    }


def _verdict(
    review: ReviewSession, place: Place, mark: RowMark
) -> tuple[MeasureEntry | None, bool]:
    """The judgement of a mark; None where one is stored, and True where that differs."""
    eid, span = place
    if span is None:  # pragma: no cover - a measure has one
        return None, False
    status = cast("MeasureStatus | None", mark.word("verdict") or None)
    names = tuple(filter(None, map(str.strip, _SEPARATORS.split(mark.word("articles")))))
    note = mark.word("note")
    if status in (None, "none") or not _are_articles(review, names):
        note, names = "\n".join(filter(None, (note, mark.word("articles")))), ()
    judgement = MeasureJudgement(status=status, articles=names, note=note or None)
    made = entry_at(review.pair, (eid, span), mark.key, judgement, mark.by)
    stored = [
        one.entry
        for one in review.pair.laid.measures
        if one.entry.reviewer == mark.by and is_same_measure(one, eid, span)
    ]
    return (None, made not in stored) if stored else (made, False)


def _are_articles(review: ReviewSession, names: Iterable[str]) -> bool:
    """True where the document has all of these articles."""
    try:
        for name in names:
            find_article(review.right.document, name)
    except NoSuchArticleError:
        return False
    return True


def _statement(review: ReviewSession, place: Place, mark: RowMark) -> tuple[GapEntry | None, bool]:
    """The statement of a mark with the columns that are stored; as `_verdict`."""
    own = own_words(review.pair.laid, place[0], mark.by)
    given = {column: mark.word(column) for column in GAP_COLUMNS if mark.word(column)}
    stays = any(own.get(column, text) != text for column, text in given.items())
    words = {**given, **own}
    if words == own:
        return None, stays
    return gap_entry(review.pair, place[0], words, mark.by), stays
