"""Facts that a document states: kind, authority, number, dates, amendments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from policydiff.model.document import Block
from policydiff.model.source import SourceText
from policydiff.model.version import Amendment, Dates, Ground, HeadEntry, date_in_text
from policydiff.reading.parsing.lines.labels import read_labels
from policydiff.reading.parsing.lines.lines import bare
from policydiff.reading.parsing.preface.entry_into_force import (
    by_signing,
    ground_of,
    stated_force,
)
from policydiff.reading.parsing.preface.events import (
    Event,
    is_ordered,
    last_revision,
    order_number,
    read_authority,
    read_events,
)
from policydiff.reading.parsing.preface.head import Head
from policydiff.text.dates import find_dates, read_date
from policydiff.text.numerals import NUMERAL
from policydiff.text.traditions.dialect import Dialect

_BRACKET = re.compile(rf"[（(](?!{NUMERAL}{{1,3}}[）)])[^（()）]*[）)]$")
"""A bracket at the end of a title, （2018年修正）; （二） is the number of a series."""

_OF_PLACE = re.compile("[一-鿿]{2,3}(?:[省市]|[一-鿿]{0,4}自治区)")
"""The name of a province at the head of a title, for example: 北京市, not 北京 of 北京时间"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFacts:
    """The facts that a text states about itself."""

    kind: str
    stage: str | None
    authority: str | None
    document_number: str | None
    jurisdiction: str
    aliases: tuple[str, ...]
    dates: Dates
    original_dates: Dates
    in_force_ground: Ground | None
    amendments: tuple[Amendment, ...]
    head: tuple[HeadEntry, ...]


def read_facts(  # noqa: PLR0913 - the parts of a text that state facts
    source: SourceText,
    dialect: Dialect,
    *,
    title: str,
    preface: Sequence[Block],
    conclusions: Sequence[Block],
    closing_text: str,
    head: Head,
) -> StatedFacts:
    """The facts of a document; `closing_text` states its day of entry into force."""
    notes = [
        block.text
        for block in preface
        if block.role in ("note", "order", "date") and len(read_labels(block.text, dialect)) < 2
    ]
    stated = (
        head.fields
        | read_labelled(notes, dialect)
        | {fact.field: fact.value for fact in source.facts}
    )
    events = tuple(read_events(notes, dialect))
    authority = stated.get("authority") or read_authority(
        title, events, _signatures(conclusions, dialect), preface
    )
    stage = dialect.stages.search(title) or next(
        filter(None, (dialect.stages.fullmatch(bare(note)) for note in notes)), None
    )
    dates, original, amendments = _dates(events, stated, conclusions, closing_text, dialect)
    dates, original, amendments = _with_head(dates, original, amendments, head, dialect)
    if date_in_text(dates)[0] is None:
        dates = replace(dates, signed=_printed_alone(notes, dialect))
    ground = ground_of(dates.in_force, dates.promulgated, preface, closing_text, dialect)
    if ground is None and dates.in_force is not None and "in_force" in stated:
        ground = "text" if head.fields.get("in_force") == dates.in_force else "file"
    number = stated.get("document_number") or _number(events, preface, dialect)
    return StatedFacts(
        kind=kind_of(title, _maker(events, dialect) or authority, dialect, number=number),
        stage=stage["stage"] if stage else None,
        authority=authority,
        document_number=number,
        jurisdiction=_jurisdiction(title, authority, notes, dialect),
        aliases=_aliases(title, dialect),
        dates=dates,
        original_dates=original,
        in_force_ground=ground,
        amendments=amendments,
        head=_entries(head, title),
    )


def _signatures(conclusions: Sequence[Block], dialect: Dialect) -> list[Block]:
    """The blocks under a text without those on which parties sign: 甲方（盖章）："""
    return [block for block in conclusions if not _is_signed_on(block, dialect)]


def _is_signed_on(block: Block, dialect: Dialect) -> bool:
    words, text = dialect.preface.head, bare(block.text)
    return bool(words.signature.match(text) or words.beside_signature.match(text))


def _entries(head: Head, title: str) -> tuple[HeadEntry, ...]:
    """The facts of a head without a field, and a name there that is not the title."""
    name = head.fields.get("title")
    if name is None or bare(name).strip("《》") == bare(title):
        return head.entries
    return (HeadEntry(label=head.name_label, value=name), *head.entries)


def _with_head(
    dates: Dates,
    original: Dates,
    amendments: tuple[Amendment, ...],
    head: Head,
    dialect: Dialect,
) -> tuple[Dates, Dates, tuple[Amendment, ...]]:
    """The dates and amendments, with those that only a head or its revisions state.

    Without a day at the head the version has that of the revision of its 版本, or of the last one.
    """
    if amendments or original != Dates():
        return dates, original, amendments
    if head.original is not None:
        original = Dates(promulgated=head.original)
    if not head.revisions:
        return dates, original, ()
    first, *later = head.revisions
    initial = dialect.preface.head.initial
    begun = any(text and initial.search(text) for text in (first.version, first.note))
    if begun and later and first.date is not None:
        original = Dates(promulgated=first.date)
    numbers = [bare(entry.value or "") for entry in head.entries if "版" in entry.label]
    own = next(
        (row for row in head.revisions[::-1] if row.version and bare(row.version) in numbers),
        None if numbers else head.revisions[-1],
    )
    if own is not None and date_in_text(dates)[0] is None:
        dates = replace(dates, promulgated=own.date)
    if own is not None and dates.in_force is None:
        dates = replace(dates, in_force=own.in_force)
    return dates, original, head.amendments[begun:]


def kind_of(
    title: str, authority: str | None, dialect: Dialect, *, number: str | None = None
) -> str:
    """The kind by title, authority and number; `document` if no rule fits."""
    bare_title = dialect.stages.sub("", title)
    for rule in dialect.kinds:
        asked = ((rule.authority, authority), (rule.number, number))
        if rule.title.search(bare_title) and all(
            words is None or (told and words.search(told)) for words, told in asked
        ):
            return rule.kind
    return "document"


def _maker(events: Sequence[Event], dialect: Dialect) -> str | None:
    """The body that approved the text in time or amended it itself, as its maker."""
    words = dialect.preface
    for event in events:
        approved = event.verb == "批准" and event.date < words.own_by_approval_until
        amended = event.verb in words.amendment_verbs
        by = event.by or event.decision or ""
        if (approved or amended) and (match := words.own_by_approval.match(by)):
            return match[0]
    return None


def read_labelled(notes: Iterable[str], dialect: Dialect) -> dict[str, str]:
    """The facts that notes state behind a label: 制定机关：…, 施行时间：…"""
    found: dict[str, str] = {}
    for note in notes:
        match = dialect.preface.labelled.match(bare(note))
        if match:
            found.setdefault(dialect.preface.labels[match["label"]], match["value"])
    return found


def _dates(
    events: Sequence[Event],
    stated: dict[str, str],
    conclusions: Sequence[Block],
    closing_text: str,
    dialect: Dialect,
) -> tuple[Dates, Dates, tuple[Amendment, ...]]:
    """The dates of this version and of the first one, and the amendments since."""
    words = dialect.preface
    # an order tells of the last amendment a second time
    changes = list(
        {
            event.date: event for event in reversed(events) if event.verb in words.amendment_verbs
        }.values()
    )[::-1]
    amendments = tuple(
        Amendment(word=event.verb, date=event.date, by=event.by, decision=event.decision)
        for event in changes
    )
    passed = {event.date for event in events if words.event_dates.get(event.verb) == "adopted"}
    latest = _latest(events, changes, passed, dialect)
    revised = min([event.date for event in changes] + sorted(passed)[1:], default=None)
    first: dict[str, str] = {}
    own: dict[str, str] = {}
    for event in events:
        name = words.event_dates.get(event.verb)
        if name is None:
            continue
        if latest is None or event.date >= latest:
            own.setdefault(name, event.date)
        elif revised is None or event.date < revised:
            first.setdefault(name, event.date)
    if _of_earlier(own, events, latest, dialect):
        del own["in_force"]
    if latest is not None and own.get("approved") != latest:
        ordered = any(event.date == latest and is_ordered(event, dialect) for event in changes)
        own.setdefault("promulgated" if ordered else "adopted", latest)
    for field in ("signed", "posted", "promulgated", "adopted", "in_force"):
        if field in stated and (date := read_date(stated[field])) is not None:
            own.setdefault(field, date)
    signature = _signing_day(conclusions, dialect)
    if signature is not None and "signed" not in own:
        own["signed"] = signature
    rewritten = [
        event.date for event in events if event.verb == words.rewritten and event.decision is None
    ] + sorted(passed)[1:]
    _enter_force(own, first, closing_text, (latest, min(rewritten, default=None)), dialect)
    return _as_dates(own), _as_dates(first), amendments


def _signing_day(conclusions: Sequence[Block], dialect: Dialect) -> str | None:
    """The last day alone on a line, else the one on which all parties signed."""
    dated = [block for block in conclusions if block.role == "date"]
    if dated:
        return read_date(dated[-1].text)
    days = {
        day
        for block in conclusions
        if _is_signed_on(block, dialect)
        for _, day in find_dates(block.text)
    }
    return days.pop() if len(days) == 1 else None


def _of_earlier(
    own: dict[str, str], events: Sequence[Event], latest: str | None, dialect: Dialect
) -> bool:
    """True if the day of force follows an amendment before the last."""
    words, day, before = dialect.preface, own.get("in_force"), None
    for event in events:
        if words.event_dates.get(event.verb) != "in_force":
            before = event.date
        elif event.date == day:
            break
    issued = own.get("promulgated", "")
    return (
        day is not None
        and latest is not None
        and before is not None
        and (before < latest or before < issued > day)
    )


def _printed_alone(notes: Iterable[str], dialect: Dialect) -> str | None:
    """The first day that is a line of its own below the title: （2017年1月15日）."""
    lines = filter(None, map(dialect.preface.date_line.match, map(bare, notes)))
    return next(filter(None, (read_date(line["date"]) for line in lines)), None)


def _latest(
    events: Sequence[Event], changes: Sequence[Event], passed: set[str], dialect: Dialect
) -> str | None:
    """The day of the last amendment or later passing; None for a new text."""
    issued = min(
        (
            event.date
            for event in events
            if dialect.preface.event_dates.get(event.verb) == "promulgated"
        ),
        default=None,
    )
    again = len(passed) > 1 or (issued is not None and any(issued < day for day in passed))
    days = [event.date for event in changes] + (list(passed) if changes or again else [])
    return max(days, default=None)


def _enter_force(
    own: dict[str, str],
    first: dict[str, str],
    closing_text: str,
    changed: tuple[str | None, str | None],
    dialect: Dialect,
) -> None:
    """Set the day of force in the 附则: this version's only after the amendment."""
    latest, rewritten = changed
    match = stated_force(closing_text, dialect)
    if match is None:
        return
    if by_signing(match) and "signed" in own:
        own.setdefault("in_force", own["signed"])
    date = read_date(match["date"]) if match["date"] else None
    if match["promulgation"]:
        if latest is None and "promulgated" in own:
            own.setdefault("in_force", own["promulgated"])
        return
    if date is None:
        return
    begun = min(
        (
            value
            for value in (own.get("promulgated"), own.get("adopted"), own.get("signed"), latest)
            if value
        ),
        default=None,
    )
    if latest is not None and date < latest:
        if rewritten is None or date < rewritten:
            first.setdefault("in_force", date)
    elif begun is None or date >= begun:
        own.setdefault("in_force", date)


def _as_dates(found: dict[str, str]) -> Dates:
    names = {field.name for field in fields(Dates)}
    return replace(Dates(), **{name: value for name, value in found.items() if name in names})


def _number(events: Sequence[Event], preface: Sequence[Block], dialect: Dialect) -> str | None:
    """The number of the document, or of the order that last issued it as a whole."""
    for block in preface:
        if block.role == "number" and (
            match := dialect.preface.document_number.match(bare(block.text))
        ):
            number = match["number"]  # GB/T 19001—2016 with its space
            return block.text.strip() if number[:1].isascii() and "/" in number else number
    revision = last_revision(events, dialect)
    numbers = [
        event.number for event in events[revision or 0 :] if event.number and event.decision is None
    ]
    if numbers:
        return numbers[0]
    roles = ("order",) if revision is not None else ("order", "note")
    return next(
        filter(None, (order_number(bare(block.text)) for block in preface if block.role in roles)),
        None,
    )


def _jurisdiction(title: str, authority: str | None, notes: Sequence[str], dialect: Dialect) -> str:
    made = authority is not None and dialect.preface.own_by_approval.fullmatch(authority)
    if made and not _OF_PLACE.match(title):
        return "cn"
    for text in (
        title.removeprefix(dialect.country_prefix),
        authority or "",
        *(note for note in notes if "人民代表大会" in note),
    ):
        plain = re.sub(r"^[（(]?[\d年月日\s　]*(?:根据)?", "", text)
        for place, code in dialect.localities.items():
            if plain.startswith(place):
                return code
    return "cn"


def _aliases(title: str, dialect: Dialect) -> tuple[str, ...]:
    """Shorter names of a text: without the country, without a last bracket."""
    short = title.removeprefix(dialect.country_prefix)
    plain = _BRACKET.sub("", short)
    return tuple(dict.fromkeys(name for name in (short, plain) if name and name != title))
