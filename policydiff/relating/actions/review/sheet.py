"""review --from: judgements from a file, or a relation's workbook filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from policydiff.errors import InputError
from policydiff.locale import LANGUAGES
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.measures import Grade, MeasureStatus
from policydiff.reading.readers import xlsx
from policydiff.relating.actions.reviews import (
    NoSuchArticleError,
    OtherTextsError,
    find_article,
    named,
)
from policydiff.relating.engine.relation import Judgement, LinkStatus
from policydiff.relating.engine.review.judged_measures import (
    STATUSES,
    GradedArticle,
    MeasureEntry,
    document_print,
    mark_words,
)
from policydiff.relating.engine.review.judged_texts import (
    DocumentTexts,
    JudgedArticle,
    mark_of_text,
)
from policydiff.relating.engine.review.review_tables import BadReviewFileError
from policydiff.relating.engine.review.review_toml import read_review
from policydiff.relating.engine.review.reviews import Party, Review, ReviewEntry
from policydiff.relating.report.words import RELATION_WORDS, word_sets
from policydiff.store.titles import title_key
from policydiff.text.noise import fold_key

_ZIP = b"PK\x03\x04"

_LINKS = (
    "item-number",
    "item",
    "sentence",
    "law",
    "article-number",
    "article-text",
    "verdict",
    "verdict-grade",
    "comment",
)
_ITEMS = ("item-number", "item", "item-text")
"""The columns of the sheet of links and of the matrix with whole items."""

_MEASURES = (
    "item-number",
    "measure",
    "law",
    "text-of",
    "verdict",
    "named-articles",
    "verdict-grade",
    "comment",
)
"""The columns of the sheet of measures."""

_MEASURE_STATUSES: Mapping[str, MeasureStatus] = {
    f"measure-{status}": status for status in STATUSES
}
_STATUSES: Mapping[str, LinkStatus] = {
    "confirmed": "confirmed",
    "rejected": "rejected",
    "unsure": "suggested",
}

Status = TypeVar("Status")

Row = Mapping[str, str]
"""Key of a column's word → text of the cell."""


class NoReviewSheetError(InputError):
    """A workbook has no sheet of links with a reviewer's columns."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "{name}: this is no workbook of `policydiff relate --format xlsx`: it lacks the reviewer's columns or the items",
                name=name,
            )
        )


def read_any_review(
    data: bytes, name: str, texts: tuple[DocumentTexts, DocumentTexts], reviewer: str | None
) -> Review:
    """The judgements of a TOML file or a workbook, unnamed ones `reviewer`'s.

    Raises `BadReviewFileError`, `NotAJudgementError`, `ArchiveError`, `NoReviewSheetError`,
    `OtherTextsError`.
    """
    if data.startswith(_ZIP):
        return _from_sheets(_read_sheets(data, name), texts, reviewer or "", name)
    try:
        review = read_review(data.decode("utf-8-sig"), name, reviewer=reviewer)
    except UnicodeDecodeError:
        raise BadReviewFileError(name, Message("is not UTF-8")) from None
    left, right = (Party.of(side.document) for side in texts)
    if not (review.left.is_same(left) and review.right.is_same(right)):
        raise OtherTextsError(name, review)
    return review


def _from_sheets(
    sheets: tuple[Sequence[Row], Sequence[Row]],
    texts: tuple[DocumentTexts, DocumentTexts],
    reviewer: str,
    name: str,
) -> Review:
    left, right = (side.document for side in texts)
    wanted = title_key(right.title)
    links, measures = (
        [
            (number, row)
            for number, row in enumerate(rows, start=2)
            if wanted
            in (title_key(row["law"]), title_key(re.sub(r"（[^（）]*）$", "", row["law"])))
        ]
        for rows in sheets
    )
    entries = (_entry(row, number, texts, reviewer, name) for number, row in links)
    judged = (_measure_entry(row, number, texts, reviewer, name) for number, row in measures)
    return Review(
        left=Party.of(left),
        right=Party.of(right),
        entries=tuple(entry for entry in entries if entry is not None),
        measures=tuple(entry for entry in judged if entry is not None),
    )


def _measure_entry(
    row: Row, number: int, texts: tuple[DocumentTexts, DocumentTexts], reviewer: str, name: str
) -> MeasureEntry | None:
    """The judgement on a measure of a row; None if its columns are empty."""
    where = f"{name}: row {number}"
    keys = ("verdict", "named-articles", "verdict-grade", "comment")
    verdict, articles, grade, note = (row[key].strip() for key in keys)
    if not any((verdict, articles, grade, note)):
        return None
    left, right = (side.document for side in texts)
    if row["text-of"] != (right.version_date or ""):
        raise BadReviewFileError(
            where,
            Message(
                "was judged by the text of {day}, and this is that of {date}",
                day=row["text-of"] or "?",
                date=right.version_date or "?",
            ),
        )
    try:
        mark = mark_words(left, find_article(left, row["item-number"]), row["measure"])
        marks = [named(right, one) for one in filter(None, re.split(r"[,，、;；\s]+", articles))]
    except NoSuchArticleError as error:
        raise BadReviewFileError(where, error.message) from None
    if mark is None:
        raise BadReviewFileError(where, Message("the item does not have this measure"))
    entry = MeasureEntry(
        left=mark,
        reviewer=reviewer,
        status=_status(verdict, where, _MEASURE_STATUSES) if verdict else None,
        articles=tuple(GradedArticle(mark=one, grade=_grade(grade, where)) for one in marks),
        note=note or None,
        version=right.version_date,
        text=document_print(texts[1]),
    )
    if reviewer.strip():
        entry.check(where)
    return entry


def _entry(
    row: Row, number: int, texts: tuple[DocumentTexts, DocumentTexts], reviewer: str, name: str
) -> ReviewEntry | None:
    """The judgement of a row; None if its columns are empty."""
    where = f"{name}: row {number}"
    verdict, grade, note = (row[key].strip() for key in ("verdict", "verdict-grade", "comment"))
    if not (verdict or grade or note):
        return None
    status: LinkStatus = "confirmed" if grade else "suggested"
    if verdict:
        status = _status(verdict, where, _STATUSES)
    number_, _, heading = row["article-number"].partition(" ")
    try:
        marks = (
            _mark(texts[0].document, row["item-number"], row["item"], row["item-text"]),
            _mark(texts[1].document, number_, heading, row["article-text"]),
        )
    except NoSuchArticleError as error:
        raise BadReviewFileError(where, error.message) from None
    entry = ReviewEntry(
        left=marks[0],
        right=marks[1],
        judgement=Judgement(
            reviewer=reviewer,
            status=status,
            grade=_grade(grade, where),
            note=note or (verdict if status == "suggested" else None),
        ),
    )
    if reviewer.strip():
        entry.check(where)
    return entry


def _mark(document: Document, name: str, heading: str, text: str) -> JudgedArticle:
    """The mark of the article of this number, with the text that the sheet showed."""
    return mark_of_text(named(document, name), fold_key("\n".join(filter(None, (heading, text)))))


def _status(verdict: str, where: str, statuses: Mapping[str, Status]) -> Status:
    """The status of a verdict in any language, or by its key."""
    for words in (RELATION_WORDS[language] for language in LANGUAGES):
        for key, status in statuses.items():
            if verdict.casefold() in (words[key].casefold(), key):
                return status
    raise BadReviewFileError(
        where,
        Message(
            "“{verdict}” is no verdict; known: {known}",
            verdict=verdict,
            known=", ".join(key.removeprefix("measure-") for key in statuses),
        ),
    )


def _grade(text: str, where: str) -> Grade | None:
    value = text.removesuffix(".0")[:1]
    if value in ("1", "2"):
        return 1 if value == "1" else 2
    if value:
        raise BadReviewFileError(
            where, Message("grade is 1 (the same subject) or 2 (the very measure)")
        )
    return None


def _read_sheets(data: bytes, name: str) -> tuple[list[Row], list[Row]]:
    """The rows of links, each with the whole text of its item, and of measures."""
    try:
        sheets = [table.texts for table in xlsx.tables(data, name)]
    except InputError:
        raise NoReviewSheetError(name) from None
    links, items, measures = (
        next((rows for sheet in sheets if (rows := _table(sheet, keys)) is not None), None)
        for keys in (_LINKS, _ITEMS, _MEASURES)
    )
    if links is None or items is None:
        raise NoReviewSheetError(name)
    texts = {row["item-number"]: row["item-text"] for row in items if row["item-number"]}
    whole: list[Row] = [
        {**row, "item-text": texts.get(row["item-number"], row["sentence"])} for row in links
    ]
    return whole, measures or []


def _table(rows: Sequence[Mapping[int, str]], keys: Sequence[str]) -> list[Row] | None:
    """The rows below a head in either language; None if a column is missing."""
    head = {text.strip(): column for column, text in rows[0].items()} if rows else {}
    for words in word_sets():
        columns = {key: head[words[key].strip()] for key in keys if words[key].strip() in head}
        if len(columns) == len(keys):
            return [
                {key: cells.get(column, "") for key, column in columns.items()}
                for cells in rows[1:]
            ]
    return None
