"""review: people's words on requirements and their own rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policydiff.errors import InputError, UsageError
from policydiff.locale import LANGUAGES
from policydiff.messages import Message
from policydiff.relating.actions.reviews import NoSuchArticleError, Pair, find_article
from policydiff.relating.engine.relation import GAP_COLUMNS, GapColumn
from policydiff.relating.engine.review.judged_gaps import GapEntry, gap_words
from policydiff.relating.engine.review.judged_measures import document_print
from policydiff.relating.engine.review.judged_texts import mark
from policydiff.relating.engine.review.review_tables import BadReviewFileError
from policydiff.relating.engine.review.reviews import Laid
from policydiff.relating.report.gaps_page import GAP_WORDS
from policydiff.relating.report.words import short_title
from policydiff.report.pieces import neutral
from policydiff.store.titles import title_key
from policydiff.works.concurrent_edits import merge_words
from policydiff.works.filled_sheets import exported_rows, filled_rows, read_sheets

FILLED = ("requirement", "rules", *GAP_COLUMNS)
"""The columns that are read back; tables of former releases have no findings."""

MOST_WORDS = 8_000
"""Characters of one column at most."""


class TooManyWordsError(UsageError):
    """A statement is too long."""

    def __init__(self) -> None:
        super().__init__(
            Message("at most {most} characters are taken", most=f"{MOST_WORDS:,}"),
        )


def gap_entry(pair: Pair, item: str, given: Mapping[GapColumn, str], reviewer: str) -> GapEntry:
    """A person's words on an article; empty ones remove them.

    Raises `NoSuchArticleError`, `TooManyWordsError`.
    """
    left, right = pair.texts
    if any(len(text) > MOST_WORDS for text in given.values()):
        raise TooManyWordsError
    return GapEntry(
        left=mark(left.document, find_article(left.document, item)),
        reviewer=reviewer,
        words=gap_words(given),
        version=right.document.version_date,
        text=document_print(right),
    )


def own_words(laid: Laid, eid: str, reviewer: str) -> dict[GapColumn, str]:
    """The words of a person on an article so far."""
    found = (gap.entry for gap in laid.gaps if gap.left == eid)
    return next((dict(one.words) for one in found if one.reviewer == reviewer), {})


@dataclass(frozen=True, slots=True, kw_only=True)
class _GapSheet:
    """The rows of a filled-in table, and the exported words by item and document."""

    rows: tuple[Mapping[str, str], ...]
    exported: Mapping[tuple[str, str], Mapping[str, str]]


def gaps_from_workbook(
    data: bytes, name: str, pair: Pair, reviewer: str, shown: Mapping[str, str] | None = None
) -> list[GapEntry] | None:
    """The statements that a person filled into a table of requirements.

    None if the workbook is no such table. Only cells changed since its export are the person's.
    `shown` are their words beside the workbook's, by requirement and column; None lets the workbook
    win. Raises `BadReviewFileError`, `TooManyWordsError`, and `WrittenMeanwhileError` if the person
    wrote otherwise since the export.
    """
    sheet = _read(data, name)
    if sheet is None:
        return None
    entries: list[GapEntry] = []
    now: dict[str, str] = {}
    given: dict[str, str] = {}
    seen: dict[str, str] = {}
    for label, eid, before, changed in _changed_rows(sheet, name, pair, reviewer):
        words = own_words(pair.laid, eid, reviewer)
        for column, text in changed.items():
            key, own = f"{label}\n{column}", words.get(column, "")
            now[key], given[key] = own, text
            exported = _exports(before.get(column, ""), reviewer, own)
            seen[key] = own if exported else (shown or {}).get(key, "")
        entries.append(gap_entry(pair, eid, {**words, **changed}, reviewer))
    if shown is not None:
        merge_words(now, given, seen, reviewer, given)
    return entries


def _changed_rows(
    sheet: _GapSheet, name: str, pair: Pair, reviewer: str
) -> Iterator[tuple[str, str, Mapping[str, str], dict[GapColumn, str]]]:
    """Yield label, eId, exported and changed cells of the right document's rows."""
    document = pair.texts[1].document
    title = neutral(short_title(document))
    requirement = ""
    for number, row in enumerate(sheet.rows, start=1):
        requirement = row["requirement"] or requirement
        law = _document_of(row["rules"])
        if not requirement or title_key(law) not in (title_key(title), title_key(document.title)):
            continue
        label = requirement.partition("\n")[0].strip()
        before = sheet.exported.get((label, title), {})
        changed = _changed(row, before)
        if not changed:
            continue
        try:
            article = find_article(pair.texts[0].document, label.split()[0] if label else "")
        except NoSuchArticleError as error:
            raise BadReviewFileError(f"{name}: row {number}", error.message) from None
        if not sheet.exported:  # a table that lost its hidden sheet, or never had one
            changed = _without_others(pair, article.eid, reviewer, changed)
        if changed:
            yield label, article.eid, before, changed


def _exports(cell: str, reviewer: str, text: str) -> bool:
    """True if an exported cell holds a person's words, alone or behind the name."""
    colons = (GAP_WORDS[language]["colon"] for language in LANGUAGES)
    named = (f"{neutral(reviewer)}{colon}{neutral(text)}" for colon in colons)
    return neutral(text) == cell or any(f"\n{one}\n" in f"\n{cell}\n" for one in named)


def _without_others(
    pair: Pair, eid: str, reviewer: str, given: Mapping[GapColumn, str]
) -> dict[GapColumn, str]:
    others = {
        (column, neutral(text))
        for gap in pair.laid.gaps
        if gap.left == eid and gap.entry.reviewer != reviewer
        for column, text in gap.entry.words
    }
    return {
        column: text
        for column, text in given.items()
        if text.strip() and not any(key == column and words in text for key, words in others)
    }


def _changed(row: Mapping[str, str], before: Mapping[str, str]) -> dict[GapColumn, str]:
    return {
        column: row[column]
        for column in GAP_COLUMNS
        if row[column].strip() != before.get(column, "").strip()
    }


def _document_of(cell: str) -> str:
    """The title at the beginning of a cell of our rules: 甲办法 of 《甲办法》第三条."""
    inner = cell.strip().removeprefix("《")
    depth = 1
    for offset, char in enumerate(inner):
        depth += (char in "《〈") - (char in "》〉")
        if depth == 0:
            return inner[:offset]
    return ""


def _read(data: bytes, name: str) -> _GapSheet | None:
    """The table and its hidden sheet, None if there is no such table."""
    try:
        sheets = read_sheets(data, name)
    except InputError:
        return None
    rows = next((found for one in sheets if (found := filled_rows(one, GAP_WORDS, FILLED))), None)
    if rows is None:
        return None
    exported = {
        (row["item"], row["law"]): row
        for row in exported_rows(sheets, ("item", "law", *GAP_COLUMNS))
    }
    return _GapSheet(rows=tuple(rows), exported=exported)
