"""link: a person's statement that parts of two versions are the same clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from policydiff.comparing.engine.align.overrides_reading import PartNames, read_overrides
from policydiff.comparing.engine.compare import diff
from policydiff.errors import UsageError
from policydiff.messages import NOTHING, Message
from policydiff.model.comparison import Side
from policydiff.model.document import Document
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.lineage import Ending, LineageStep, Origin
from policydiff.model.names import UNDATED, Name, parse_name
from policydiff.reading import plugins
from policydiff.report.citations import cite, preamble_paragraph, quoted
from policydiff.store.git.writer import Written
from policydiff.store.records.pins import StoredPin
from policydiff.store.records.succession import predecessors, successors
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.lineage import trace_work
from policydiff.works.lineage_evidence import WorkEvidence
from policydiff.works.session import Session


class BadLinkError(UsageError):
    """The input names no parts of two consecutive versions."""

    def __init__(self, why: Message) -> None:
        super().__init__(
            Message(
                "{why}; write DATE#PROVISION twice, such as 2021-09-26#第九条 2024-05-31#第十条",
                why=why,
            )
        )


def link(
    work: str,
    places: tuple[str, str],
    session: Session,
    *,
    apart: bool = False,
    forget: bool = False,
) -> tuple[StoredPin, Written]:
    """Store that two places (``DATE#PROVISION``) are one clause.

    With `apart` store that they are not; with `forget` remove what is stored of them. Raises what
    `link_all` raises.
    """
    if not forget:
        (pin,), written = link_all(work, [places], session, apart=apart)
        return pin, written
    store = session.store()
    record = store.find(work)
    names = [_name(place, work) for place in places]
    known = _stored(store.pins(record), names)
    if known is None:
        known, _ = _pin_of(record, places, session, apart=apart)
    return known, store.write_pins(record, forget=[known])


def link_all(
    work: str,
    links: Sequence[tuple[str, str]],
    session: Session,
    *,
    apart: bool = False,
    instead: Sequence[StoredPin] = (),
) -> tuple[tuple[StoredPin, ...], Written]:
    """Store links between the same two versions in place of pins, as one commit.

    Where one of them is refused nothing has changed. Raises `BadLinkError`, `UnknownPartError`,
    `BadOverrideError`, `NoSuchVersionError` and what `Repository.write_pins` raises.
    """
    store = session.store()
    record = store.find(work)
    made = [_pin_of(record, places, session, apart=apart) for places in links]
    pins = tuple(pin for pin, _ in made)
    left, right = made[0][1]
    evidence = WorkEvidence.of(store, record).with_pins(pins, instead)
    diff(left, right, pairs=evidence.between(left, right))
    return pins, store.write_pins(record, *pins, forget=instead)


def _pin_of(
    record: WorkRecord, places: tuple[str, str], session: Session, *, apart: bool
) -> tuple[StoredPin, tuple[Document, Document]]:
    """The pin of two places, and the texts of its versions."""
    store = session.store()
    names = [_name(place, record.uri) for place in places]
    versions = [store.version(record, name.date) for name in names]
    _check(record, [version.date or UNDATED for version in versions])
    left, right = (store.load(version) for version in versions)
    words = plugins.dialect(left.dialect).citations, plugins.dialect(right.dialect).citations
    entry = {"left": names[0].provision, "right": names[1].provision}
    read_overrides({"unlink" if apart else "link": [entry]}, left, right, words, name="link")
    eids = [
        PartNames.of(side, word).named(name.provision or "")[0].eid
        for side, word, name in zip((left, right), words, names, strict=True)
    ]
    pin = StoredPin(
        left=(versions[0].date or UNDATED, eids[0]),
        right=(versions[1].date or UNDATED, eids[1]),
        apart=apart,
    )
    return pin, (left, right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A stated link between two parts of two versions (``DATE#citation``).

    A side is None where a part came or ended; `note` names the source of the statement, or why it
    is not used. Of works that replaced one another `left` and `right` are the titles.
    """

    left: str | None
    right: str | None
    evidence: Literal["declared", "pinned", "apart", "unused", "replaces", "replaced-by"]
    note: Message = NOTHING


def links(work: str, session: Session) -> tuple[Linked, ...]:
    """All links that people and decisions state for the versions of a work.

    They come in the order of the versions, then those that are not used. Raises what
    `Repository.find` and `trace_work` raise.
    """
    store = session.store()
    traced = trace_work(store, store.find(work))
    versions, steps = traced.lineage.versions, traced.lineage.steps
    apart = (pin for pin in store.pins(traced.work) if pin.apart)
    said = [
        one
        for names, step in zip(pairwise(versions), steps, strict=True)
        for one in _of_step(step, *names)
    ]
    said += [
        Linked(left="#".join(pin.left), right="#".join(pin.right), evidence="apart")
        for pin in apart
    ]
    indexes = (
        {
            version: index_document(document)
            for version, document in zip(versions, traced.documents, strict=True)
        }
        if said
        else {}
    )
    return (
        *_works(store, traced.work),
        *(
            replace(one, left=_readable(one.left, indexes), right=_readable(one.right, indexes))
            for one in said
        ),
        *(
            Linked(left=None, right=None, evidence="unused", note=remark)
            for remark in traced.lineage.remarks
        ),
    )


def _readable(place: str | None, indexes: Mapping[str, ProvisionIndex]) -> str | None:
    """A place by its citation, as a person names it (``2021-09-26#第九条第二款``)."""
    version, _, eid = (place or "").partition("#")
    index = indexes.get(version)
    node = None if index is None else index.by_eid.get(eid)
    if index is None or node is None:
        return place
    side = Side(eid=eid, num=getattr(node, "num", None), level=getattr(node, "level", "block"))
    return f"{version}#{preamble_paragraph(index, eid, 'zh') or cite(index, side) or eid}"


def replaces(
    work: str, other: str, session: Session, *, forget: bool = False
) -> tuple[WorkRecord, WorkRecord, Written]:
    """Store that a work replaced another; with `forget` remove that.

    Raises `CircularError` and what `Repository.find` raises.
    """
    store = session.store()
    works = store.find(work), store.find(other)
    return *works, store.write_replaces(*works, forget=forget)


def _works(store: Repository, work: WorkRecord) -> Iterator[Linked]:
    """The works that a work replaced, and those that replaced it."""
    for other in predecessors(store.catalogue(), work):
        yield Linked(
            left=work.title, right=other.title, evidence="replaces", note=_who(work, other)
        )
    for other in successors(store.catalogue(), work):
        yield Linked(
            left=work.title, right=other.title, evidence="replaced-by", note=_who(other, work)
        )


def _who(work: WorkRecord, other: WorkRecord) -> Message:
    return Message("by hand") if other.uri in work.replaces else Message("by its text")


def _of_step(step: LineageStep, left: str, right: str) -> Iterator[Linked]:
    for origin in step.origins:
        for eid in origin.left or (None,):
            evidence = "pinned" if eid in origin.pinned else origin.evidence
            if evidence != "inferred":
                note = _note(step, origin) if evidence == "declared" else NOTHING
                yield Linked(
                    left=f"{left}#{eid}" if eid else None,
                    right=f"{right}#{origin.eid}",
                    evidence=evidence,
                    note=note,
                )
    for ending in step.endings:
        if ending.evidence != "inferred":
            yield Linked(
                left=f"{left}#{ending.eid}",
                right=None,
                evidence=ending.evidence,
                note=_note(step, ending),
            )


def _note(step: LineageStep, one: Origin | Ending) -> Message:
    if one.evidence != "declared" or step.decision is None:
        return NOTHING
    return Message.foreign(
        " ".join((quoted(step.decision.title), "、".join(one.instructions))).strip()
    )


def _stored(pins: tuple[StoredPin, ...], names: list[Name]) -> StoredPin | None:
    """The stored pin of two places as they are typed, by date and eId."""
    typed = tuple((name.date, name.provision) for name in names)
    return next((pin for pin in pins if (pin.left, pin.right) == typed), None)


def _name(place: str, work: str) -> Name:
    """A place with its work left out: ``2021-09-26#第九条``; an @ before it is allowed."""
    name = parse_name(f"{work}@{place.lstrip('@＠')}")
    if name.provision is None or name.date is None:
        raise BadLinkError(Message("{place} names no provision of a version", place=place))
    return name


def _check(work: WorkRecord, dates: list[str]) -> None:
    stored = [version.date or UNDATED for version in work.versions]
    if stored.index(dates[1]) != stored.index(dates[0]) + 1:
        raise BadLinkError(
            Message(
                "{first} and {second} do not follow one another; stored are {dates}",
                first=dates[0],
                second=dates[1],
                dates=", ".join(stored),
            )
        )
