"""The facts about an instrument whose text is not stored.

They are the entries of the catalogue that ships with policydiff.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from policydiff.relating.engine.relation import InstrumentStatus

EventName = Literal["draft", "enacted", "revised", "repealed"]
"""A draft was published; the instrument was promulgated; it was amended or rewritten; it was
repealed.
"""

EVENT_NAMES: tuple[str, ...] = get_args(EventName)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEvent:
    """An event of an instrument on an ISO date.

    `number` is that of the order or decision, `in_force` the day on which it took effect. `source`
    names a publication in which a person can check it.
    """

    date: str
    what: EventName
    source: str
    number: str | None = None
    in_force: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One instrument of the catalogue.

    `adopted`, `promulgated` and `in_force` (ISO) are those of its first version, None where no
    source gives them. `aliases` are further names under which texts speak of it; the title without
    the country's name need not be among them. `events` stand from the oldest to the newest.
    `sources` hold for everything but the events that have a source of their own.
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
