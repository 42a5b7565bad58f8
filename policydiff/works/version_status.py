"""The status of a stored text on a day, and that of its work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.json_keys import JsonValue
from policydiff.model.kinds import root_of
from policydiff.model.names import Name
from policydiff.model.version_names import UNOFFICIAL
from policydiff.model.work_life import OPEN
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.entry_into_force import DaysOfForce, read_heads
from policydiff.works.life import EndedError, WorkLives
from policydiff.works.succession import NoneInForceError, version_in_force

StatusKind = Literal[
    "in force",
    "newest",
    "compiled",
    "edited",
    "draft",
    "not in force yet",
    "unknown",
    "presumed",
    "older",
    "not newest",
    "replaced",
    "last",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionStatus(JsonValue):
    """A fact about a version on a day.

    `version` is the one that was in force in its stead, None where there is none. `newest` is a
    text that is not an act and states no day of force: whether it is in force is not known. `not
    newest` is such a text in whose stead another one is the newest. `last` is the text that applied
    until the work ended.
    """

    kind: StatusKind
    message: Message
    version: VersionRecord | None = None


def version_status(
    lives: WorkLives, work: WorkRecord, version: VersionRecord, document: Document, day: str
) -> tuple[VersionStatus, ...]:
    """The facts about a version on a day (ISO), the gravest first.

    `document` has its day of force. Raises what cannot be read of a stored version.
    """
    found: list[VersionStatus] = []
    if version.computed is not None:
        found.append(VersionStatus(kind="compiled", message=UNOFFICIAL))
    if document.edit is not None:
        found.append(VersionStatus(kind="edited", message=document.edit.message))
    if document.stage is not None:
        draft = Message("a draft ({stage}), not law", stage=document.stage)
        return (*found, VersionStatus(kind="draft", message=draft))
    return (*found, *_on_day(lives, work, version, document, day))


def _on_day(
    lives: WorkLives, work: WorkRecord, version: VersionRecord, document: Document, day: str
) -> tuple[VersionStatus, ...]:
    try:
        chosen, notes = version_in_force(lives.store, Name(work=work.uri, in_force_on=day), lives)
    except EndedError as error:
        eve = (date.fromisoformat(error.end) - timedelta(days=1)).isoformat()
        until = _on_day(lives, work, version, document, eve)
        last = Message("the last stored text; it applied until {eve}", eve=eve)
        return tuple(
            VersionStatus(kind="last", message=last) if one.kind == "in force" else one
            for one in until
        )
    except (NoneInForceError, DamagedVersionError) as error:
        return (_waiting(document, day) or VersionStatus(kind="unknown", message=error.message),)
    missing = _missing(lives.store, chosen, version, document, day)
    if missing is not None and (document.dates.in_force or day) <= day:
        return (VersionStatus(kind="presumed", message=missing),)
    return _beside(lives, work, version, document, day=day, found=(chosen, notes))


def _beside(
    lives: WorkLives,
    work: WorkRecord,
    version: VersionRecord,
    document: Document,
    *,
    day: str,
    found: tuple[VersionRecord, tuple[Message, ...]],
) -> tuple[VersionStatus, ...]:
    """The status of a version beside the one that was `found`, with notes on it."""
    chosen, notes = found
    doubt = _doubt(version, (chosen, *chosen.others), day)
    if (chosen.work_uri, chosen.date) == (version.work_uri, version.date):
        if lives.on(work, day).kind in OPEN:
            open_ = Message("whether this text applies on {day} is to be checked", day=day)
            return doubt or (VersionStatus(kind="unknown", message=open_),)
        return doubt or (_current(document, day),)
    waiting = _waiting(document, day, chosen)
    if waiting is not None or doubt:
        return (*((waiting,) if waiting is not None else ()), *doubt)
    if chosen.work_uri == work.uri and _has_no_force(document):
        newest = Message("the newest stored text on {day} is {name}", day=day, name=chosen.name)
        return (VersionStatus(kind="not newest", message=newest, version=chosen),)
    return _past(work, chosen, notes[:1], day)


def _missing(
    store: Repository, chosen: VersionRecord, version: VersionRecord, document: Document, day: str
) -> Message | None:
    """The note that by the catalogue a version was in force that is not stored."""
    plain = replace(chosen, notes=(), others=())
    owner = store.catalogue().by_uri(plain.work_uri)
    if owner is None:
        return None
    days = DaysOfForce(store)
    if (plain.work_uri, plain.date) == (version.work_uri, version.date):
        return days.missing(owner, plain, document, day)
    (head,) = read_heads(store, (plain,))
    return days.missing(owner, plain, days.with_day(owner, plain, head), day)


def _has_no_force(document: Document) -> bool:
    """True for an opinion, a contract or a notice that states no day of force."""
    return document.dates.in_force is None and root_of(document.kind, None) != "act"


def _past(
    work: WorkRecord, chosen: VersionRecord, notes: tuple[Message, ...], day: str
) -> tuple[VersionStatus, ...]:
    """The status of a text in whose stead another one was in force."""
    other = _instead(chosen, day)
    if chosen.work_uri == work.uri:
        return (VersionStatus(kind="older", message=other, version=chosen),)
    took = Message.joined((*notes, other))
    return (VersionStatus(kind="replaced", message=took, version=chosen),)


def _instead(chosen: VersionRecord, day: str) -> Message:
    """The text in force on the day, and those that may have been in its place."""
    other = Message("on {day} another text was in force: {name}", day=day, name=chosen.name)
    return Message.joined((other, *_presumption(chosen, chosen.others, day)))


def _presumption(
    chosen: VersionRecord, others: Sequence[VersionRecord], day: str
) -> tuple[Message, ...]:
    if not others:
        return ()
    return (
        Message(
            "presumed: {other} may have been in force on {day} in place of {name}",
            other=", ".join(one.name for one in others),
            day=day,
            name=chosen.name,
        ),
    )


def _doubt(
    version: VersionRecord, candidates: tuple[VersionRecord, ...], day: str
) -> tuple[VersionStatus, ...]:
    """The doubt which of several texts was in force."""
    names = [(one.work_uri, one.date) for one in candidates]
    own = (version.work_uri, version.date)
    if len(candidates) < 2 or own not in names:
        return ()
    others = [one for one, name in zip(candidates, names, strict=True) if name != own]
    (message,) = _presumption(version, others, day)
    return (VersionStatus(kind="presumed", message=message, version=others[0]),)


def _waiting(
    document: Document, day: str, chosen: VersionRecord | None = None
) -> VersionStatus | None:
    """A version whose day of force is after the day; None for any other."""
    begin = document.dates.in_force
    if begin is None or begin <= day:
        return None
    message = Message(
        "not in force yet on {day}: it comes into force on {begin}", day=day, begin=begin
    )
    if chosen is not None:
        message = Message.joined((message, _instead(chosen, day)))
    return VersionStatus(kind="not in force yet", message=message, version=chosen)


def _current(document: Document, day: str) -> VersionStatus:
    begin = document.dates.in_force
    if begin is not None:
        message = Message("this text applies on {day}, since {begin}", day=day, begin=begin)
        return VersionStatus(kind="in force", message=message)
    if _has_no_force(document):
        newest = Message("the newest stored text on {day}", day=day)
        return VersionStatus(kind="newest", message=newest)
    message = Message(
        "taken for the text that applies on {day}; no stored text states since which day",
        day=day,
    )
    return VersionStatus(kind="unknown", message=message)
