"""daily: read the sources, carry out new decisions, announce the news once.

The changes up to a commit are noted as pending before they are announced, and as announced after:
a kill in between leaves them pending, and the next run announces just these again, under the same
name, before anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from policydiff.amending.actions.consolidate_all import consolidate_all
from policydiff.citing.engine.citing import is_amending
from policydiff.errors import PolicyDiffError
from policydiff.following.actions.affected import AffectedOptions
from policydiff.following.actions.news import read_news, to_do
from policydiff.following.actions.sync import NoSourcesError, Synced, sync
from policydiff.following.engine.digest import Digest, SourceState
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.names import UNDATED
from policydiff.store.records.works import VersionRecord
from policydiff.store.repository import Repository
from policydiff.works.session import Session

HandOver = Callable[[Digest], None]
"""Writes a digest and hands it on; what it raises leaves the news pending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyOptions:
    """The choices for a daily run.

    `offline` reads no source. `files` is a folder of one's own rules that are looked through as the
    library is, with `gaps` the requirements of changed works beside them.
    """

    offline: bool = False
    files: Path | None = None
    gaps: bool = False


def daily(session: Session, options: DailyOptions, hand_over: HandOver) -> tuple[Digest, ...]:
    """Bring the library up to date and announce it; gives the digests.

    The first run of a library begins with what it brings itself. Raises what `Repository.open`,
    `read_news` and `hand_over` raise: the news are pending then.
    """
    store = session.store()
    asked = AffectedOptions(files=options.files, gaps=options.gaps)
    state = store.announced()
    since = state.announced
    if since is None:
        since = store.tip
        store.finish_announcing(since)
    made: list[Digest] = []
    if state.pending is not None and state.pending != since:
        made.append(
            _announce(session, read_news(session, since, state.pending, (), asked), hand_over)
        )
        since = state.pending
    sources = () if options.offline else tuple(_read_sources(session))
    faults = tuple(_carry_out(session, since))
    digest = read_news(session, since, session.store().tip, sources, asked)
    digest = replace(digest, to_do=(*to_do(sources), *faults))
    if not digest.items:
        digest = replace(digest, day=session.today or digest.day)
    made.append(_announce(session, digest, hand_over))
    return tuple(made)


def _announce(session: Session, digest: Digest, hand_over: HandOver) -> Digest:
    store = session.store()
    if digest.tip != digest.since:
        store.begin_announcing(digest.tip)
    hand_over(digest)
    store.finish_announcing(digest.tip)
    return digest


def _read_sources(session: Session) -> Iterator[SourceState]:
    """The stored sources, each read; none where none is stored."""
    try:
        result = sync((), session)
    except NoSourcesError:
        return
    yield from map(state_of, result.sources)


def state_of(synced: Synced) -> SourceState:
    """A source as a digest shows it."""
    return SourceState(
        name=synced.source.name,
        new=len(synced.new),
        unchanged=synced.unchanged + synced.refused_before,
        refused=tuple((one.file, one.reason) for one in synced.refused),
        unavailable=tuple((one.what, one.why) for one in synced.unavailable),
        notes=tuple(synced.notes),
    )


def _carry_out(session: Session, since: str) -> Iterator[Message]:
    """Carry out the decisions that came since a commit; gives what is left to do."""
    store = session.store()
    for version in _decisions(store, since):
        try:
            found = consolidate_all(version.name, session)
        except PolicyDiffError as error:
            yield Message("{name}: {why}", name=version.name, why=error.message)
            continue
        if not found.works.complete:
            yield Message(
                "{name}: not all of it could be carried out; see `policydiff consolidate --all`",
                name=version.name,
            )


def _decisions(store: Repository, since: str) -> Iterator[VersionRecord]:
    """The amending decisions that came since a commit, the oldest first."""
    catalogue = store.catalogue()
    entries = store.log(after=since) if since != store.tip else ()
    seen = dict.fromkeys((one.work, one.version) for one in reversed(entries) if one.work)
    versions = []
    for uri, name in seen:
        work = catalogue.by_uri(uri or "")
        version = None if work is None else work.version_of(None if name == UNDATED else name)
        versions += [] if version is None else [version]
    found = [one for one, head in store.heads(versions) if _amends(head)]
    yield from sorted(found, key=lambda one: one.date or "")


def _amends(head: Document | PolicyDiffError) -> bool:
    return isinstance(head, Document) and is_amending(head)


def name_of(digest: Digest) -> str:
    """The name of the files of a digest: its day, and the commit up to which it goes."""
    return f"digest-{digest.day}" + (f"-{digest.tip[:12]}" if digest.tip != digest.since else "")
