"""Facts about instruments without stored texts, from the shipped catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:  # `list` reads entries, and need not wait for all that relations are made of
    from policydiff.relating.engine.relation import InstrumentStatus

EventName = Literal["draft", "enacted", "revised", "repealed"]
"""A draft published, the instrument promulgated, amended or rewritten, or repealed."""

EVENT_NAMES: tuple[str, ...] = get_args(EventName)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEvent:
    """An event of an instrument on an ISO date.

    `number` is that of the order or decision, `by` the title of the decision or repealing
    provision; `in_force` the day it took effect. `source` names a publication as proof.
    """

    date: str
    what: EventName
    source: str
    number: str | None = None
    by: str | None = None
    in_force: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueVersion:
    """A version of an instrument, and the days on which it was in force (ISO).

    `date` is that of its adoption or promulgation, by which a text is recognised. `last` is the
    last day, None if unknown or still in force. `by` is the decision, the order or else the source.
    """

    date: str
    first: str
    last: str | None
    by: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One instrument of the catalogue.

    `adopted`, `promulgated` and `in_force` (ISO) are those of its first version, None if no source
    states them. `aliases` are further names; the title without the country's name need not be among
    them. `events` stand from old to new. `sources` hold for all but events with their own.
    """

    title: str
    kind: str
    status: InstrumentStatus
    sources: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    authority: str | None = None
    number: str | None = None
    adopted: str | None = None
    promulgated: str | None = None
    in_force: str | None = None
    events: tuple[CatalogueEvent, ...] = ()
    note: str | None = None

    @property
    def versions(self) -> tuple[CatalogueVersion, ...]:
        """The versions whose first day in force is stated, the oldest first.

        `events` must have all amendments up to the newest: a version ends on the day before the
        next event takes effect.
        """
        known = [event for event in self.events if event.what != "draft"]
        return tuple(
            CatalogueVersion(
                date=event.date,
                first=first,
                last=None if after is None else _day_before(self._effect(after)),
                by=event.by or event.number or self._number(event) or event.source,
                source=event.source,
            )
            for event, after in zip_longest(known, known[1:])
            if event.what != "repealed" and (first := self._effect(event)) is not None
        )

    @property
    def ended(self) -> CatalogueEvent | None:
        """The repeal or None; its `in_force` is the first day without the instrument."""
        return next((event for event in self.events if event.what == "repealed"), None)

    def _effect(self, event: CatalogueEvent) -> str | None:
        return self.in_force if self._is_first(event) else event.in_force

    def _number(self, event: CatalogueEvent) -> str | None:
        return self.number if self._is_first(event) else None

    def _is_first(self, event: CatalogueEvent) -> bool:
        return event.what == "enacted" and event.date in (self.adopted, self.promulgated)


def _day_before(day: str | None) -> str | None:
    return None if day is None else (date.fromisoformat(day) - timedelta(days=1)).isoformat()
