"""The facts that two versions state, and those that changed."""

from __future__ import annotations

from policydiff.comparing.report.table.summary import presumed_mark
from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message
from policydiff.model.comparison import Comparison, is_change
from policydiff.model.document import Document
from policydiff.model.kinds import kind_name
from policydiff.model.version_names import marked
from policydiff.report.labels import WORDS, date_word, field_word
from policydiff.report.pieces import neutral
from policydiff.report.versions import date_words, day_word

_DATES = ("adopted", "approved", "signed", "promulgated", "posted", "named", "in_force")
_ORDER = ("title", "version", "status", *_DATES, "document_number", "authority", "articles")
_NAMES = Labels(
    "fact of a version",
    {
        "version": "Date of the version",
        "status": "The work",
        "articles": "Articles",
    },
)


def fact_rows(comparison: Comparison, language: Language) -> tuple[tuple[str, str, str], ...]:
    """The facts that a version states, or that changed: name, left, right."""
    left, right = (_stated(document, language) for document in (comparison.left, comparison.right))
    same = comparison.left.title == comparison.right.title
    keys = [key for key in {**left, **right} if not (key == "title" and same)]
    rows = [
        (_fact_name(key, comparison, language), left.get(key, "—"), right.get(key, "—"))
        for key in sorted(keys, key=_ORDER.index)
    ]
    changes = zip(comparison.metadata_changes, metadata_lines(comparison, language), strict=True)
    return (
        *rows,
        *(texts for change, texts in changes if change.field.removeprefix("dates.") not in _ORDER),
    )


def _stated(document: Document, language: Language) -> dict[str, str]:
    words = WORDS[language]
    facts = {
        key: date
        for key, date in date_words(document, language).items()
        if key != document.version_basis
    }
    if document.version_date is not None and document.version_basis is not None:
        basis = day_word(document.version_basis, document, language)
        version = (
            f"{date_word(document.version_date, language)}{words['open']}{basis}{words['close']}"
        )
        facts["version"] = marked(
            version, language, compiled=document.computed is not None
        ) + presumed_mark(document, language)
    if document.status is not None:
        known = Message.joined(document.status.messages)
        facts["status"] = translate(known, language)
    if document.articles:
        facts["articles"] = words["counted"].format(count=len(document.articles))
    plain = {
        "title": document.title,
        "document_number": document.document_number,
        "authority": document.authority,
    }
    return facts | {key: text for key, text in plain.items() if text}


def _fact_name(key: str, comparison: Comparison, language: Language) -> str:
    """The word for a fact, or for an event on a date."""
    if key in _NAMES[language]:
        return _NAMES[language][key]
    name = _field_name(key, comparison, language)
    return WORDS[language]["dated-field"].format(field=name) if key in _DATES else name


def _field_name(field: str, comparison: Comparison, language: Language) -> str:
    """The word for a fact; both words where the sides differ in it: 通过、修正."""
    key = field.removeprefix("dates.")
    if key not in _DATES:
        return field_word(neutral(field), language)
    names = [
        day_word(key, document, language)
        for document in (comparison.left, comparison.right)
        if key in document.dates.to_dict()
    ]
    return WORDS[language]["list"].join(dict.fromkeys(names)) or field_word(key, language)


def metadata_lines(comparison: Comparison, language: Language) -> tuple[tuple[str, str, str], ...]:
    """Field, left, right of each changed fact; — where a side is silent."""
    return tuple(
        (
            _field_name(field, comparison, language),
            _value(field, change.left, language),
            _value(field, change.right, language),
        )
        for change in comparison.metadata_changes
        for field in (change.field,)
    )


def metadata_shown(comparison: Comparison, language: Language) -> tuple[tuple[str, str, str], ...]:
    """The changed facts that the head of a report lists.

    There are none where only dates differ and the texts do, too: the dates stand with the versions
    already.
    """
    only_dates = all(
        change.field.removeprefix("dates.") in _DATES for change in comparison.metadata_changes
    )
    if only_dates and any(map(is_change, comparison.matches)):
        return ()
    return metadata_lines(comparison, language)


def _value(field: str, value: str | None, language: Language) -> str:
    if value is None:
        return "—"
    return neutral(
        translate(kind_name(value), language) if field == "kind" else date_word(value, language)
    )
