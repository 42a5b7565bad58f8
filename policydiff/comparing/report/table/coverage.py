"""The parts that a comparison covers or leaves out, and the facts of both files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policydiff.comparing.report.table.summary import presumed_mark
from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message, template
from policydiff.model.comparison import Comparison, Side, is_change
from policydiff.model.document import Document
from policydiff.model.kinds import CONTAINERS, kind_name
from policydiff.model.office_content import UncomparedParts
from policydiff.model.source import UnreadKind
from policydiff.model.version_names import as_recognised, marked
from policydiff.report.labels import WORDS, date_word, field_word
from policydiff.report.pieces import neutral
from policydiff.report.versions import date_words, day_word

_LIST = template("{first} / {second}")

_AROUND = {
    "title": Message("printed title"),
    "preface": Message("notes below the title"),
    "conclusions": Message("closing lines"),
}
"""The parts around a text, by how their names begin."""

_PARTS = {
    "preamble": Message("preamble"),
    "container": Message("headings of chapters and sections"),
    "article": Message("articles"),
    "block": Message("other paragraphs"),
    "table": Message("tables"),
    "attachment": Message("attachments"),
}
"""The parts of a text, by their level."""

_STATED = Message("stated dates, numbers and authorities")

_NAMES: dict[UnreadKind, Message] = {
    "title": Message("title of the file"),
    "subject": Message("subject of the file"),
    "header": Message("page headers"),
    "footer": Message("page footers"),
    "watermark": Message("watermarks"),
    "box": Message("text boxes"),
    "footnote": Message("footnotes"),
    "endnote": Message("endnotes"),
    "picture": Message("pictures"),
    "object": Message("embedded objects"),
    "chart": Message("charts and diagrams"),
    "macro": Message("macros"),
    "formula": Message("formulas"),
    "field": Message("fields that Word fills in"),
    "hidden": Message("hidden text"),
    "turned": Message("text at an angle"),
    "note": Message("notes of the drafters"),
}
"""The facts of a file, and its parts that are not read."""


def no_difference(comparison: Comparison) -> Message:
    """The sentence on two texts that do not differ, with all that was compared.

    It is stated of what was compared alone where either text has parts that nobody read.
    """
    parts = Message.joined(_covered(comparison), _LIST)
    if comparison.noise_rule:
        same = Message("The two texts do not differ, leaving out what is not counted as a change")
        part = Message("What was compared does not differ, leaving out what is no change")
    else:
        same = Message("The two texts do not differ")
        part = Message("What was compared does not differ")
    texts = comparison.left, comparison.right
    same, part = as_recognised(same, *texts), as_recognised(part, *texts)
    if not comparison.uncompared:
        return Message("{same}. Compared: {parts}.", same=same, parts=parts)
    return Message(
        "{same}. Compared: {parts}. {left_out}",
        same=part,
        parts=parts,
        left_out=_not_compared(comparison.uncompared),
    )


def outside_articles(comparison: Comparison) -> Message:
    """The sentence on two texts of which no article changed, but something else did."""
    texts = comparison.left, comparison.right
    if comparison.text_changed:
        found = Message("no article changed, but other parts of the text did")
        return as_recognised(found, *texts)
    names = (_NAMES[kind] for kind in dict.fromkeys(one.kind for one in comparison.files.changes))
    found = Message(
        "no word of the text changed, but the file itself did: {facts}",
        facts=Message.joined(names, _LIST),
    )
    return as_recognised(found, *texts)


def unread_line(comparison: Comparison, language: Language) -> str:
    """The sentence on the parts of two texts that differ which were not compared.

    Those that are the same on both sides are left out; "" where nothing is left.
    """
    parts = tuple(one for one in comparison.uncompared if not one.same)
    return translate(_not_compared(parts), language) if comparison.changed and parts else ""


def _not_compared(parts: Iterable[UncomparedParts]) -> Message:
    return Message("Not compared: {parts}.", parts=Message.joined(map(_uncompared, parts), _LIST))


def file_rows(comparison: Comparison, language: Language) -> tuple[tuple[str, str, str], ...]:
    """Name, left, right of each fact of the files that differs; — for none."""
    return tuple(
        (
            translate(Message("File: {fact}", fact=_NAMES[change.kind]), language),
            neutral(change.left or "—"),
            neutral(change.right or "—"),
        )
        for change in comparison.files.changes
    )


def beside_table(comparison: Comparison) -> Iterator[Message]:
    """A sentence for each fact of the files that differs.

    They are for whoever gets a table that has articles alone.
    """
    for change in comparison.files.changes:
        yield Message(
            "the file itself changed, {fact}: {left} → {right}",
            fact=_NAMES[change.kind],
            left=_one_line(change.left or "—"),
            right=_one_line(change.right or "—"),
        )


def _covered(comparison: Comparison) -> Iterator[Message]:
    """The names of all that was compared, each once, in the order of a text."""
    sides = [side for match in comparison.matches for side in (*match.left, *match.right)]
    there = {_part_of(side) for side in sides}
    names: Iterable[tuple[str, Message]] = (
        *list(_AROUND.items())[:2],
        *_PARTS.items(),
        *list(_AROUND.items())[2:],
    )
    yield from (name for key, name in names if key in there)
    yield _STATED
    yield from (_NAMES[kind] for kind in comparison.files.kinds)


def _part_of(side: Side) -> str:
    """The key of the part in which one side of a match stands."""
    around = side.eid.split("__")[0]
    if around in _AROUND:
        return around
    if side.level in _PARTS:
        return side.level
    return "container" if side.level in CONTAINERS else "article"


def _uncompared(parts: UncomparedParts) -> Message:
    """图片（修订前 2 处，修订后 1 处，内容不同）."""
    counts = (
        Message("{left} before, {right} after", left=parts.left, right=parts.right)
        if parts.left and parts.right
        else Message("{left} before", left=parts.left)
        if parts.left
        else Message("{right} after", right=parts.right)
    )
    if parts.same is not None:
        counts = (
            Message("{counts}, the same in both files", counts=counts)
            if parts.same
            else Message("{counts}, not the same", counts=counts)
        )
    return Message("{name} ({counts})", name=_NAMES[parts.kind], counts=counts)


def _one_line(text: str) -> str:
    return " ".join(neutral(text).split())


_DATES = ("adopted", "approved", "signed", "promulgated", "posted", "named", "in_force")
_ORDER = ("title", "version", "status", *_DATES, "document_number", "authority", "articles")
_FACT_NAMES = Labels(
    "fact of a version",
    {
        "version": "Date of the version",
        "status": "The work",
        "articles": "Articles",
    },
)


def fact_rows(comparison: Comparison, language: Language) -> tuple[tuple[str, str, str], ...]:
    """The facts that a version states, or that changed: name, left, right."""
    left, right = (
        _stated_facts(document, language) for document in (comparison.left, comparison.right)
    )
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


def _stated_facts(document: Document, language: Language) -> dict[str, str]:
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
    if key in _FACT_NAMES[language]:
        return _FACT_NAMES[language][key]
    name = _field_name(key, comparison, language)
    return WORDS[language]["dated-field"].format(field=name) if key in _DATES else name


def _field_name(field: str, comparison: Comparison, language: Language) -> str:
    """The word for a fact; both words where the sides differ in it: 通过、修正."""
    key = field.removeprefix("dates.")
    if key not in _DATES:
        return field_word(neutral(field.removeprefix("head.")), language)
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
