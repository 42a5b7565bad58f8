"""remove: take a version or a work without dependents out of the repository."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.names import UNDATED, parse_name
from policydiff.store.changes.removing import Removal
from policydiff.store.git.writer import Written
from policydiff.store.records.acts import DECIDING, OTHERS
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import COUNTRY, title_key
from policydiff.works.lineage import Traced, names_to_keep, trace_work
from policydiff.works.session import Session


class NoStoredVersionError(UsageError):
    """The operand is neither a work nor one version of it."""

    def __init__(self, operand: str) -> None:
        super().__init__(
            Message(
                "{operand}: name a work, or one version of it by its own date: WORK or WORK@DATE",
                operand=operand,
            )
        )


def remove(
    operand: str, session: Session, *, reason: str = "", with_dependents: bool = False
) -> tuple[str, Written]:
    """Remove a version (WORK@DATE) or a whole work; return the commit's message.

    Removing the last version removes the work. Raises `NoStoredVersionError`, `DependentsError`,
    and as `trace`.
    """
    store = session.store()
    work, version = named_version(operand, store)
    if version is None or len(work.versions) == 1:
        hanging = tuple(_decisions(store, work, work.versions, None))
        return store.remove(
            Removal(work=work, reason=reason, decisions=hanging, with_dependents=with_dependents)
        )
    try:
        traced = trace_work(store, work)
        names = names_to_keep(store, traced, work.without_version(version))
        hanging = tuple(_decisions(store, work, (version,), traced))
    except DamagedVersionError:  # no version can be read, so none gives names to the others
        names, hanging = store.names(work), ()
    names.pop(version.date or UNDATED, None)
    removal = Removal(
        work=work,
        version=version,
        reason=reason,
        decisions=hanging,
        names=names,
        with_dependents=with_dependents,
    )
    return store.remove(removal)


def named_version(operand: str, store: Repository) -> tuple[WorkRecord, VersionRecord | None]:
    """The work and the version of WORK or WORK@DATE; None without a date.

    Raises `NoStoredVersionError`, `NoSuchWorkError`, `NoSuchVersionError`.
    """
    name = parse_name(operand)
    if name.in_force_on is not None or name.provision is not None:
        raise NoStoredVersionError(operand)
    work = store.find(name.work)
    return work, None if name.date is None else store.version(work, name.date)


def _decisions(
    store: Repository, work: WorkRecord, going: tuple[VersionRecord, ...], traced: Traced | None
) -> Iterator[Message]:
    """Messages on the stored decisions on, or in, versions to be removed."""
    if len(work.versions) > 1 and store.catalogue().deciding().of(work):
        with suppress(DamagedVersionError):  # nothing leads to what cannot be read
            yield from _led(traced or trace_work(store, work), going)
    if work.kind in DECIDING:
        yield from (Message("it led to {name}", name=name) for name in _made(store, work, going))


def _led(traced: Traced, going: tuple[VersionRecord, ...]) -> Iterator[Message]:
    """Yield messages on the decisions that led to or from versions to be removed."""
    versions = traced.lineage.versions
    gone = {version.date or UNDATED for version in going}
    compiled = {version.date or UNDATED for version in going if version.computed is not None}
    for index in range(1, len(versions)):
        decision = None if versions[index] in compiled else traced.lineage.decision(index)
        if decision is not None and not gone.isdisjoint(versions[index - 1 : index + 1]):
            yield Message(
                "the decision {name} led from {left} to {right}",
                name=decision.name,
                left=versions[index - 1],
                right=versions[index],
            )


def _made(store: Repository, act: WorkRecord, going: tuple[VersionRecord, ...]) -> Iterator[str]:
    """Yield the versions of other works to which the removed decisions led."""
    key, names = title_key(act.title), {version.name for version in going}
    several = any(OTHERS in title for title in (act.title, *act.other_titles))
    read = (one for _, one in store.load_many(going if several else ()))
    text = "\n".join(one.full_text() for one in read if isinstance(one, Document))
    for work in store.works():
        near = title_key(work.title) in key or (
            several and work.title.removeprefix(COUNTRY) in text
        )
        if near and len(work.versions) > 1 and work.uri != act.uri:
            try:
                traced = trace_work(store, work)
            except DamagedVersionError:  # nothing leads to what cannot be read
                continue
            for index, version in enumerate(traced.work.versions):
                decision = traced.lineage.decision(index)
                if decision is not None and decision.name in names:
                    yield version.name
