"""The status of a named instrument, from texts at hand and the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.version import Dates
from policydiff.model.work_life import WorkStatus
from policydiff.relating.engine.instruments.catalogue import CatalogueEntry
from policydiff.relating.engine.relation import Instrument, InstrumentStatus
from policydiff.text.numerals import FIGURE, read_number

Event = tuple[str, str]
"""ISO date, and the kind: draft, enacted, revised, repealed."""

_NO_DATES = Dates()
_NUMBER = re.compile(f"第?({FIGURE}{{1,20}})号")


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """A text of the instrument that is at hand.

    `document` is its newest version, `oldest` the oldest of several, `other_dates` the days of all
    but the newest. `named` are those that only files' names state, with unknown events.
    """

    document: Document
    name: str
    oldest: Document | None = None
    other_dates: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    title: str | None = None
    authority: str | None = None
    number: str | None = None
    dates: Dates = _NO_DATES
    events: frozenset[Event] = frozenset()
    document: str | None = None
    sources: tuple[str, ...] = ()
    draft: bool = False
    enacted: bool = False


def complete(
    mention: Instrument,
    texts: tuple[AtHand, ...],
    entry: CatalogueEntry | None,
    after: str | None,
    *,
    life: WorkStatus | None = None,
    as_of: str | None = None,
) -> Instrument:
    """Complete a mention with the facts about its instrument.

    Facts of `texts`, the first of which gives the name, win over those of `entry` of the catalogue;
    `note` reports a contradiction. `since` holds events later than `after` (ISO), None for all.
    `life`, what is stored of its work, decides the status; `as_of` (ISO) is the catalogue's day,
    whose status counts if nothing is stored, and for a repeal.
    """
    facts = _facts(texts)
    if entry is None and not texts:
        return mention if life is None else replace(mention, status=_of_life(life), life=life)
    status = _status(facts, entry)
    if life is not None and life.end is None and (facts.draft or status == "repealed"):
        life = None
    listed = life is None and entry is not None and status == entry.status != "draft"
    notes = tuple(_contradictions(facts, entry)) if entry else ()
    events = sorted(event for event in _events(facts, entry) if after is None or event[0] > after)
    return replace(
        mention,
        title=facts.title or (entry.title if entry else None) or mention.title,
        status=status if life is None else _of_life(life),
        life=life,
        as_of=as_of if listed else None,
        authority=facts.authority or (entry.authority if entry else None),
        number=mention.number or facts.number or (entry.number if entry else None),
        adopted=facts.dates.adopted or (entry.adopted if entry else None),
        promulgated=facts.dates.promulgated or (entry.promulgated if entry else None),
        in_force=facts.dates.in_force or (entry.in_force if entry else None),
        document=facts.document,
        since=tuple(events),
        sources=tuple(dict.fromkeys((*facts.sources, *(_sources(entry, events) if entry else ())))),
        note=Message.joined((*notes, *((entry.note,) if entry and entry.note else ()))) or None,
    )


def _facts(texts: tuple[AtHand, ...]) -> _Facts:
    """The facts from the first text that is no draft; each text states its events."""
    if not texts:
        return _Facts()
    final = [text for text in texts if text.document.stage is None]
    speaker = (final or texts)[0]
    first = speaker.oldest or speaker.document
    return _Facts(
        title=speaker.document.title if final else None,
        authority=speaker.document.authority if final else None,
        number=first.document_number if final and not _amended(first) else None,
        dates=_first_dates(speaker) if final else _NO_DATES,
        events=frozenset(event for text in texts for event in _events_of_text(text)),
        document=speaker.name,
        sources=tuple(
            f"《{text.document.title}》{text.document.version_date or ''}" for text in texts
        ),
        draft=not final,
        enacted=bool(final),
    )


def _amended(document: Document) -> bool:
    return bool(document.amendments) or document.original_dates != _NO_DATES


def _first_dates(text: AtHand) -> Dates:
    """The first version's dates (no rewriting's) from the newest or oldest text."""
    oldest = text.oldest or text.document
    stated = (
        text.document.original_dates,
        oldest.original_dates,
        _NO_DATES if _amended(oldest) else oldest.dates,
    )
    dates = {name: value for dates in reversed(stated) for name, value in dates.to_dict().items()}
    revised = min(
        (amendment.date for amendment in text.document.amendments if amendment.date), default=None
    )
    if revised is not None and dates.get("in_force", "") > revised:
        del dates["in_force"]
    return replace(_NO_DATES, **dates)


def _events_of_text(text: AtHand) -> Iterator[Event]:
    """The events that the text states; its other versions count as amendments."""
    document = text.document
    versions = (*text.other_dates, document.version_date)
    unproved = {*text.named, document.dates.named}
    if document.stage is not None:
        yield from ((date, "draft") for date in versions if date not in unproved and date)
        return
    first = _first_dates(text)
    began = first.promulgated or first.adopted
    if began:
        yield began, "enacted"
    later = [amendment.date for amendment in document.amendments]
    later += versions if text.other_dates or _amended(document) else ()
    unproved |= {min(text.other_dates, default=None) if began is None else None}
    unproved |= {began, first.adopted}
    yield from ((date, "revised") for date in later if date and date not in unproved)


def _events(facts: _Facts, entry: CatalogueEntry | None) -> set[Event]:
    """The events of texts and catalogue; an order's date replaces an adoption's."""
    heard = {(event.date, str(event.what)) for event in entry.events} if entry else set()
    dated = {date for date, what in heard if what == "enacted"}
    if (
        dated
        and facts.dates.promulgated is None
        and facts.dates.adopted in {entry.adopted if entry else None, *dated}
    ):
        return heard | {event for event in facts.events if event[1] != "enacted"}
    if any(what == "enacted" for _, what in facts.events):
        heard = {event for event in heard if event[1] != "enacted"}
    return heard | set(facts.events)


def _status(facts: _Facts, entry: CatalogueEntry | None) -> InstrumentStatus:
    if entry is None or entry.status == "unknown":
        return "draft" if facts.draft else "enacted"
    return "enacted" if facts.enacted and entry.status == "draft" else entry.status


def _of_life(life: WorkStatus) -> InstrumentStatus:
    return "enacted" if life.kind == "none" else life.kind


def _sources(entry: CatalogueEntry, events: list[Event]) -> Iterator[str]:
    yield from entry.sources
    yield from (event.source for event in entry.events if (event.date, event.what) in events)


def _contradictions(facts: _Facts, entry: CatalogueEntry) -> Iterator[str]:
    for name, stated in facts.dates.to_dict().items():
        listed = getattr(entry, name, None)
        if listed is not None and listed != stated:
            yield Message(
                "{name}: {said} in the text, {told} in the catalogue",
                name=name,
                said=stated,
                told=listed,
            )
    if facts.number and entry.number and _digits(facts.number) != _digits(entry.number):
        yield Message(
            "number: {said} in the text, {told} in the catalogue",
            said=facts.number,
            told=entry.number,
        )
    if facts.enacted and entry.status == "draft":
        yield Message("status: a promulgated text is at hand, the catalogue knows a draft")


def _digits(number: str) -> str:
    """The numeral of a document number (第五十三号 = 第53号), else the whole."""
    match = _NUMBER.search(number)
    value = read_number(match[1]) if match else None
    return number if value is None else str(value)
