"""The news between two commits of a library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policydiff.amending.actions.decisions import amended_works
from policydiff.amending.engine.consolidate import consolidate
from policydiff.amending.engine.operations import Verification
from policydiff.citing.engine.citing import is_amending
from policydiff.errors import PolicyDiffError
from policydiff.following.actions.affected import AS_STORED, AffectedOptions, affected_by
from policydiff.following.actions.changes import ChangedTexts
from policydiff.following.engine.digest import Digest, NewsItem, NewsStatus, SourceState
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.names import UNDATED
from policydiff.store.changes.subjects import subject_of
from policydiff.store.git.history import LogEntry
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.lineage import trace_work
from policydiff.works.session import Session

_STATUSES: dict[str, NewsStatus] = {
    "Add {name}": "added",
    "Compile {name}": "compiled",
    "Compile anew {name}": "compiled",
    "Take the published text of {name}": "published",
    "Correct {name}": "corrected",
    "Date {name}": "dated",
    "Remove {name}": "removed",
}
"""The news by the templates of the subjects of commits; witnesses, links and facts are none."""


def read_news(
    session: Session,
    since: str,
    tip: str,
    sources: Iterable[SourceState] = (),
    options: AffectedOptions = AS_STORED,
) -> Digest:
    """The news since a commit, up to another, and what they concern.

    The same commits give the same news. Raises what `Repository.open` and `affected_by` raise.
    """
    store = session.store().at(tip)
    found = dict[tuple[str, str], NewsStatus]()
    for entry in reversed(store.log(after=since) if since != tip else ()):
        _heed(entry, found)
    versions = [
        version for (uri, name), status in found.items() if status != "removed"
        for version in _version(store, uri, name)
    ]  # fmt: skip
    concerned, changed = affected_by(versions, store, session, options)
    items = tuple(_items(found, store, changed))
    return Digest(
        day=store.day(),
        since=since,
        tip=tip,
        sources=tuple(sources),
        items=items,
        affected=concerned if concerned.works else None,
    )


def status_of_change(entry: LogEntry) -> NewsStatus | None:
    """The status of the version that a commit is about; None where it is no news."""
    return _STATUSES.get(subject_of(entry.subject).template or "")


def _heed(entry: LogEntry, found: dict[tuple[str, str], NewsStatus]) -> None:
    """Note the news of a commit; a text that came and changed since is one that came."""
    status = status_of_change(entry)
    if status is None or entry.work is None:
        return
    key = entry.work, entry.version or UNDATED
    before = found.get(key)
    if before in ("added", "compiled") and status in ("corrected", "dated"):
        return
    if status == "removed" and entry.version is None:
        _heed_end(entry.work, found)
        return
    if before in ("added", "compiled") and status == "removed":
        del found[key]
        return
    found[key] = "published" if status == "added" and before == "compiled" else status


def _heed_end(uri: str, found: dict[tuple[str, str], NewsStatus]) -> None:
    """Note that a whole work went: news where any of it was there before."""
    own = {key: status for key, status in found.items() if key[0] == uri}
    for key in own:
        del found[key]
    if not own or any(status not in ("added", "compiled") for status in own.values()):
        found[uri, UNDATED] = "removed"


def _version(store: Repository, uri: str, name: str) -> Iterator[VersionRecord]:
    work = store.catalogue().by_uri(uri)
    version = None if work is None else work.version_of(None if name == UNDATED else name)
    if version is not None:
        yield version


def _items(
    found: dict[tuple[str, str], NewsStatus],
    store: Repository,
    changed: tuple[ChangedTexts, ...],
) -> Iterator[NewsItem]:
    """The news, decisions first, then by title."""
    items: list[NewsItem] = []
    for (uri, name), status in found.items():
        date = None if name == UNDATED else name
        work = store.catalogue().by_uri(uri)
        version = None if work is None else work.version_of(date)
        if work is None or version is None:
            title = uri.rpartition("/")[2] if work is None else work.title
            items.append(NewsItem(status="removed", uri=uri, title=title, kind="", date=date))
        else:
            own = [one for one in changed if one.change.after == version]
            items.append(_item(status, work, version, store, own[0] if own else None))
    yield from sorted(items, key=lambda one: (not one.amends, one.title, one.date or ""))


def _item(
    status: NewsStatus,
    work: WorkRecord,
    version: VersionRecord,
    store: Repository,
    changed: ChangedTexts | None,
) -> NewsItem:
    source = store.source_record(version)
    item = NewsItem(
        status=status,
        uri=work.uri,
        title=version.title,
        kind=work.kind,
        date=version.date,
        address=None if source is None else getattr(source, "address", None),
    )
    try:
        document = store.load(version)
        amends = amended_works(document, store) if is_amending(document) else ()
        item = replace(
            item,
            in_force=document.dates.in_force,
            amends=tuple(one.work.title if one.work else one.name for one in amends),
        )
        before = None if changed is None else changed.change.before
        if changed is None or before is None:
            return item
        decision, verification = _verified(store, work, before, version)
        return replace(
            item,
            previous=before.date or UNDATED,
            comparison=changed.cited.outcomes(before, version).comparison,
            decision=decision,
            verification=verification,
        )
    except PolicyDiffError as error:
        return replace(item, fault=error.message)


def _verified(
    store: Repository, work: WorkRecord, before: VersionRecord, version: VersionRecord
) -> tuple[str | None, Verification | None]:
    """The stored decision that led to a text, and the text beside what it orders."""
    lineage = trace_work(store, work).lineage
    led = lineage.decision(lineage.versions.index(version.date or UNDATED))
    if led is None:
        return None, None
    if version.computed is not None:
        return led.name, None
    base, document = store.load(before), store.load(version)
    decision = _decision(store, led.name)
    if decision is None:
        return led.name, None
    try:
        return led.name, consolidate(base, decision, document).verification
    except PolicyDiffError:  # it amends another text than the one before: nothing is verified
        return led.name, None


def _decision(store: Repository, name: str) -> Document | None:
    try:
        return store.load(store.resolve(name))
    except PolicyDiffError:
        return None


def to_do(sources: Iterable[SourceState]) -> tuple[Message, ...]:
    """A sentence for each source of which something could not be read or stored."""
    return tuple(
        Message.counted(
            "{name}: {count} text was refused or could not be read",
            "{name}: {count} texts were refused or could not be read",
            len(source.refused) + len(source.unavailable),
            name=source.name,
        )
        for source in sources
        if source.refused or source.unavailable
    )
