"""The name of a version, its day of entry into force, and the ground of that day."""

from __future__ import annotations

from collections.abc import Iterable

from policydiff.locale import Labels, Language, plain, translate
from policydiff.model.document import Document
from policydiff.model.history import VersionFacts
from policydiff.model.version import Amendment, Dates, Ground
from policydiff.model.version_names import Called, amendment_of, called, distinct
from policydiff.model.work_life import STATUSES, WorkStatus
from policydiff.report.labels import WORDS, date_word, field_word

_ENGLISH = {
    "修正": "amended",
    "修订": "revised",
    "修改": "amended",
    "公布": "promulgated",
    "通过": "adopted",
}
"""The words of a 题注 → the same in English."""

_AMENDED = Labels(
    "day of an amendment",
    {
        "amended": "Amended",
        "revised": "Revised",
        "revision-adopted": "Revision adopted",
        "changed": "Amended",
    },
)

_AMENDING = {"修正": "amended", "修订": "revised", "修改": "changed"}
"""The words of a 题注 for an amendment → the keys of the words for its day."""

_MAKING = ("adopted", "promulgated")
"""The dates that may be the day of an amendment, the first before the other."""

_REVISION = ("revised", "adopted")
"""A text that was adopted as a whole."""

_GROUNDS = Labels(
    "ground of entry into force",
    {
        "text": "text",
        "order": "order",
        "file": "source page",
        "user": "set by hand",
        "decision": "decision",
        "catalogue": "catalogue",
        "signature": "signatures",
    },
)


def called_word(one: Called, language: Language) -> str:
    """The name of a version in the language: 2018年修正, amended 2018."""
    if plain(language) == "zh":
        return str(one)
    return f"{_ENGLISH.get(one.word, one.word)} {one.day if one.by_day else one.day[:4]}"


def called_words(documents: Iterable[Document], language: Language) -> tuple[str | None, ...]:
    """The names of the versions of one work; None where a text has none."""
    return tuple(
        None if one is None else called_word(one, language)
        for one in distinct(map(called, documents))
    )


def ground_word(ground: Ground | None, language: Language) -> str:
    """The ground of a day of entry into force; "" where it is unknown."""
    return "" if ground is None else _GROUNDS[language][ground]


def ground_note(ground: Ground | None, language: Language) -> str:
    """The ground behind a day: （修改决定）; "" where the text itself states it."""
    words = WORDS[language]
    return (
        ""
        if ground in (None, "text")
        else f"{words['open']}{ground_word(ground, language)}{words['close']}"
    )


def date_words(document: Document, language: Language) -> dict[str, str]:
    """The dates of a document by name, in the language.

    Behind its day of force stands the ground, where that is not the text itself.
    """
    dates = {name: date_word(day, language) for name, day in document.dates.to_dict().items()}
    if "in_force" in dates:
        dates["in_force"] += ground_note(document.in_force_ground, language)
    return dates


def day_word(name: str, document: Document, language: Language) -> str:
    """The word for a date of a document: 通过, or as its 题注 calls the day (修正, 修订通过)."""
    amended = amended_word(name, document.dates, amendment_of(document), language)
    return field_word(name, language) if amended is None else amended


def amended_word(
    name: str, dates: Dates, amendment: Amendment | None, language: Language
) -> str | None:
    """The word for a date that is the day of the amendment that made the version.

    It is 修正, 修改 or, for a text that was adopted as a whole, 修订通过; 修订 for the day on which
    one was promulgated, where the 题注 gives that day. None for every other date.
    """
    key = None if amendment is None else _AMENDING.get(amendment.word)
    if amendment is None or amendment.date is None or key is None:
        return None
    days = dates.to_dict()
    made = next((one for one in _MAKING if days.get(one) == amendment.date), None)
    if name != made:
        return None
    return _AMENDED[language]["revision-adopted" if (key, made) == _REVISION else key]


def is_amended(document: Document) -> bool:
    """True for a version that an amendment made, by its 题注.

    Its number and its authority are as a rule those of the first promulgation. It is none by a
    table of revisions, which stands with the number of its version.
    """
    amendment = amendment_of(document)
    return amendment is not None and amendment.word in _AMENDING and amendment.version is None


def force_cell(facts: VersionFacts | None, language: Language) -> str:
    """The day of force with its ground: 2026-01-01 修改决定; - where it is unknown."""
    if facts is None or facts.in_force is None:
        return "-"
    return f"{facts.in_force} {ground_word(facts.in_force_ground, language)}".rstrip()


def status_cell(status: WorkStatus, language: Language) -> str:
    """The end of a work, past or to come; - where neither is recorded."""
    known, coming = status.end or status.stated, status.coming
    words = () if status.kind == "none" else (STATUSES[language][status.kind],)
    days = () if known is None or known.day is None else (known.day,)
    later = () if coming is None else (translate(coming.message, language),)
    return " ".join((*words, *days, *later)) or "-"


def deciding_word(facts: VersionFacts) -> str:
    """The decision that made a version, by its 题注 or the stored act; "" for none."""
    told = facts.amendment
    return (
        (told and told.decision)
        or (facts.decision.title if facts.decision is not None else "")
        or ""
    )
