"""The tables of a review file: a judgement on a link, and one on a measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.measures import Grade, MeasureStatus
from policydiff.model.toml import quote
from policydiff.relating.engine.relation import GAP_COLUMNS, Judgement, LinkStatus
from policydiff.relating.engine.review.judged_gaps import GapEntry, gap_words
from policydiff.relating.engine.review.judged_measures import (
    STATUSES,
    GradedArticle,
    JudgedMeasure,
    MeasureEntry,
)
from policydiff.relating.engine.review.judged_texts import JudgedArticle
from policydiff.relating.engine.review.reviews import ReviewEntry

_MARK_KEYS = ("eid", "num", "version", "text", "words")
_JUDGEMENT_KEYS = ("by", "status", "grade", "note")
_MEASURE_KEYS = ("by", "status", "note")
_LINK_STATUSES = ("confirmed", "rejected")


class BadReviewFileError(InputError):
    """A file of judgements that cannot be read."""

    def __init__(self, name: str, why: Message) -> None:
        super().__init__(Message("{name}: {why}", name=name, why=why))


def read_link(table: Any, where: str, reviewer: str | None) -> ReviewEntry:
    """A judgement on a link; an unnamed one is `reviewer`'s.

    `where` begins every message. Raises `BadReviewFileError`, `NotAJudgementError`.
    """
    if not isinstance(table, dict):
        raise BadReviewFileError(where, Message("each judgement is a table of its own: [[link]]"))
    judged = table.get("judged", {key: table[key] for key in _JUDGEMENT_KEYS if key in table})
    if isinstance(judged, dict) and reviewer is not None:
        judged = {"by": reviewer} | judged
    if not isinstance(judged, dict):
        raise BadReviewFileError(where, Message("judged is a table: { by, status, grade, note }"))
    entry = ReviewEntry(
        left=_mark(table.get("left"), f"{where}: left"),
        right=_mark(table.get("right"), f"{where}: right"),
        judgement=_read_judgement(judged, where),
    )
    entry.check(where)
    return entry


def _mark(side: Any, where: str) -> JudgedArticle:
    if isinstance(side, str) and side.strip():
        return JudgedArticle(eid=side.strip())
    if (
        not isinstance(side, dict)
        or not side.get("eid")
        or not all(isinstance(side.get(key), str | None) for key in _MARK_KEYS)
    ):
        raise BadReviewFileError(
            where,
            Message(
                "name an article: an eId, a citation (第四十一条), or the table that policydiff wrote"
            ),
        )
    return JudgedArticle(
        eid=side["eid"],
        num=side.get("num"),
        version=side.get("version"),
        text=side.get("text"),
        words=side.get("words"),
    )


def _read_judgement(table: Mapping[str, Any], where: str) -> Judgement:
    status, note, by = _read_words(table, where, _LINK_STATUSES)
    return Judgement(
        reviewer=by or "",
        status=cast("LinkStatus", status or "suggested"),
        grade=_read_grade(table.get("grade"), where),
        note=note,
    )


def _read_words(
    table: Mapping[str, Any], where: str, statuses: Sequence[str]
) -> tuple[str | None, str | None, str | None]:
    """The status, note and reviewer of a judgement."""
    status, note, by = (table.get(key) for key in ("status", "note", "by"))
    if status is not None and status not in statuses:
        raise BadReviewFileError(
            where,
            Message(
                "status is one of {known}, or left out where only a note was made",
                known=", ".join(statuses),
            ),
        )
    if not isinstance(note, str | None) or not isinstance(by, str | None):
        raise BadReviewFileError(where, Message("by and note are texts in quotation marks"))
    return status, note, by


def _read_grade(grade: Any, where: str) -> Grade | None:
    if grade is not None and (grade not in (1, 2) or isinstance(grade, bool)):
        raise BadReviewFileError(
            where, Message("grade is 1 (the same subject) or 2 (the very measure)")
        )
    return cast("Grade | None", grade)


def read_measure(table: Any, where: str, reviewer: str | None) -> MeasureEntry:
    """A judgement on a measure; as `read_link`."""
    right = table.get("right", {}) if isinstance(table, dict) else None
    if not isinstance(right, dict):
        raise BadReviewFileError(
            where, Message("each judgement is a table of its own: [[measure]]")
        )
    judged = table.get("judged", {key: table[key] for key in _MEASURE_KEYS if key in table})
    if not isinstance(judged, dict):
        raise BadReviewFileError(where, Message("judged is a table: { by, status, note }"))
    articles = table.get("articles", right.get("articles", []))
    texts = [right.get(key) for key in ("version", "text")]
    if not isinstance(articles, list) or not all(isinstance(text, str | None) for text in texts):
        raise BadReviewFileError(where, Message("articles is a list of articles"))
    given = {} if reviewer is None else {"by": reviewer}
    status, note, by = _read_words(given | judged, where, STATUSES)
    entry = MeasureEntry(
        left=_read_stretch(table.get("left"), f"{where}: left"),
        reviewer=by or "",
        status=cast("MeasureStatus | None", status),
        articles=tuple(_read_graded(article, f"{where}: articles") for article in articles),
        note=note,
        version=texts[0],
        text=texts[1],
    )
    entry.check(where)
    return entry


def read_gap(table: Any, where: str, reviewer: str | None) -> GapEntry:
    """A statement on a requirement; as `read_link`."""
    right = table.get("right", {}) if isinstance(table, dict) else None
    if not isinstance(right, dict):
        raise BadReviewFileError(where, Message("each judgement is a table of its own: [[gap]]"))
    keys = ("by", *GAP_COLUMNS)
    stated = table.get("stated", {key: table[key] for key in keys if key in table})
    texts = [right.get(key) for key in ("version", "text")]
    if not isinstance(stated, dict) or not all(
        isinstance(one, str | None) for one in (*texts, *(stated.get(key) for key in keys))
    ):
        raise BadReviewFileError(
            where,
            Message(
                "stated is a table of texts: { by, {columns} }", columns=", ".join(GAP_COLUMNS)
            ),
        )
    entry = GapEntry(
        left=_mark(table.get("left"), f"{where}: left"),
        reviewer=stated.get("by") or reviewer or "",
        words=gap_words({key: stated.get(key) or "" for key in GAP_COLUMNS}),
        version=texts[0],
        text=texts[1],
    )
    entry.check(where)
    return entry


def _read_graded(one: Any, where: str) -> GradedArticle:
    grade = one.get("grade") if isinstance(one, dict) else None
    return GradedArticle(mark=_mark(one, where), grade=_read_grade(grade, where))


def _read_stretch(side: Any, where: str) -> JudgedMeasure:
    """The measure of a judgement: an item, and its first words at least."""
    span = side.get("span") if isinstance(side, dict) else None
    if (
        not isinstance(side, dict)
        or not side.get("eid")
        or not side.get("words")
        or not all(isinstance(side.get(key), str | None) for key in _MARK_KEYS)
        or not (span is None or _is_span(span))
    ):
        raise BadReviewFileError(
            where,
            Message('name the item and words of the measure: eid = "15", words = "…"'),
        )
    return JudgedMeasure(
        eid=side["eid"],
        num=side.get("num"),
        version=side.get("version"),
        span=None if span is None else (span[0], span[1]),
        text=side.get("text"),
        words=side["words"],
    )


def _is_span(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(one, int) and not isinstance(one, bool) for one in value)
        and 0 <= value[0] < value[1]
    )


def write_link(entry: ReviewEntry) -> Iterator[str]:
    """The lines of a judgement on a link."""
    judged = entry.judgement
    status = None if judged.status == "suggested" else judged.status
    yield "[[link]]"
    yield f"left = {_inline({key: getattr(entry.left, key) for key in _MARK_KEYS})}"
    yield f"judged = {_inline({'by': judged.reviewer, 'status': status, 'grade': judged.grade, 'note': judged.note})}"
    yield f"right = {_inline({key: getattr(entry.right, key) for key in _MARK_KEYS})}"


def write_measure(entry: MeasureEntry) -> Iterator[str]:
    """The lines of a judgement on a measure."""
    left = {key: getattr(entry.left, key) for key in _MARK_KEYS}
    articles = (
        _inline({**{key: getattr(article.mark, key) for key in _MARK_KEYS}, "grade": article.grade})
        for article in entry.articles
    )
    right = {"version": entry.version, "text": entry.text, "articles": tuple(articles) or None}
    yield "[[measure]]"
    yield f"left = {_inline({**left, 'span': entry.left.span})}"
    yield f"judged = {_inline({'by': entry.reviewer, 'status': entry.status, 'note': entry.note})}"
    yield f"right = {_inline(right)}"


def write_gap(entry: GapEntry) -> Iterator[str]:
    """The lines of a statement on a requirement."""
    yield "[[gap]]"
    yield f"left = {_inline({key: getattr(entry.left, key) for key in _MARK_KEYS})}"
    yield f"stated = {_inline({'by': entry.reviewer, **dict(entry.words)})}"
    yield f"right = {_inline({'version': entry.version, 'text': entry.text})}"


def _inline(values: Mapping[str, str | int | tuple[object, ...] | None]) -> str:
    given = (f"{key} = {_value(value)}" for key, value in values.items() if value is not None)
    return f"{{ {', '.join(given)} }}"


def _value(value: str | int | tuple[object, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    return quote(value) if isinstance(value, str) else str(value)
