"""The changes that a person asks about: of a version, of a decision, since a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from policydiff.amending.actions.decisions import amended_works
from policydiff.citing.actions.cited_texts import CitedTexts
from policydiff.citing.engine.citing import is_amending
from policydiff.errors import NotFoundError, UsageError
from policydiff.following.engine.affected import ChangedWork, RemovedSentences
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.names import UNDATED, parse_name
from policydiff.model.work_life import ENDING, LifeFact
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.life import WorkLives
from policydiff.works.resolve import resolve_stored


class NothingChangedError(NotFoundError):
    """The text that a person named changes no stored work."""

    def __init__(self, name: str, notes: tuple[Message, ...]) -> None:
        none = Message("{name} changes no stored text", name=name)
        super().__init__(Message.joined((none, *notes)))


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkChange:
    """A work, the versions before and after, or the end of the work."""

    work: WorkRecord
    before: VersionRecord | None = None
    after: VersionRecord | None = None
    ended: LifeFact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundChanges:
    """The changes that were asked for, and notes on those that cannot be followed."""

    changes: tuple[WorkChange, ...]
    notes: tuple[Message, ...] = ()


def find_changes(
    operand: str | None, since: str | None, store: Repository, lives: WorkLives
) -> FoundChanges:
    """The changes of WORK@DAY, of a DECISION, or since a day (ISO).

    Raises `UsageError`, `NothingChangedError`, and what `resolve_stored` raises.
    """
    if (operand is None) == (since is None):
        raise UsageError(
            Message("name a stored WORK@DAY or DECISION, or ask with --since for all changes")
        )
    if operand is None:
        return FoundChanges(changes=tuple(_since(since or "", store, lives)))
    name = parse_name(operand)
    if name.provision is not None:
        raise UsageError(
            Message(
                "{name}: what rests on a whole change is listed; leave out what follows #",
                name=operand,
            )
        )
    if name.in_force_on is not None:
        raise UsageError(
            Message(
                "{name}: a change led to one version; name it by its own date, as WORK@DATE",
                name=operand,
            )
        )
    found = resolve_stored(store, operand)
    work = store.find(found.document.uri or operand)
    version = store.version(work, found.document.version_date or UNDATED)
    if is_amending(found.document):
        changes, notes = _of_decision(found.document, work, store, lives)
    else:
        changes, notes = _of_version(work, version), ()
    changes = (*changes, *_ended_by(work, version, lives))
    if not changes:
        raise NothingChangedError(version.name, notes)
    return FoundChanges(changes=changes, notes=notes)


def changes_of(
    versions: Iterable[VersionRecord], store: Repository, lives: WorkLives
) -> FoundChanges:
    """The changes that certain versions made, each once."""
    catalogue, found = store.catalogue(), dict[tuple[str, str | None], WorkChange]()
    for version in versions:
        work = catalogue.by_uri(version.work_uri)
        if work is not None:
            for change in (*_of_version(work, version), *_ended_by(work, version, lives)):
                found[change.work.uri, change.after.date if change.after else None] = change
    return FoundChanges(changes=tuple(found.values()))


def _of_version(work: WorkRecord, version: VersionRecord) -> tuple[WorkChange, ...]:
    place = [one.date for one in work.versions].index(version.date)
    if place == 0:
        return ()
    return (WorkChange(work=work, before=work.versions[place - 1], after=version),)


def _of_decision(
    decision: Document, act: WorkRecord, store: Repository, lives: WorkLives
) -> tuple[tuple[WorkChange, ...], tuple[Message, ...]]:
    """The works that a decision amends, with their texts of its day."""
    changes: list[WorkChange] = []
    notes: list[Message] = []
    ended = {fact.work.uri for fact in _ended_by(act, None, lives)}
    for one in amended_works(decision, store):
        if one.work is None:
            notes.append(
                Message("{name} is not stored, or several texts are named so", name=one.name)
            )
            continue
        if one.work.uri in ended:
            continue
        after = next(
            (two for two in one.work.versions if two.date == decision.version_date), one.result
        )
        if after is None:
            notes.append(
                Message(
                    "{title}: the text after the decision is not stored; `policydiff consolidate --all` makes it",
                    title=one.work.title,
                )
            )
            continue
        changes += _of_version(one.work, after)
    return tuple(changes), tuple(notes)


def _since(day: str, store: Repository, lives: WorkLives) -> Iterator[WorkChange]:
    """The works with versions from a day on, and those that ended since."""
    for work in store.works():
        before = [one for one in work.versions if one.date is not None and one.date < day]
        later = [one for one in work.versions if one.date is not None and one.date >= day]
        if before and later:
            yield WorkChange(work=work, before=before[-1], after=later[-1])
        for version in later:
            yield from _ended_by(work, version, lives)


def _ended_by(
    act: WorkRecord, version: VersionRecord | None, lives: WorkLives
) -> tuple[WorkChange, ...]:
    """The stored works that a version of an act ends, or takes the place of."""
    catalogue, found = lives.store.catalogue(), dict[str, WorkChange]()
    day = None if version is None else version.date or UNDATED
    titles = [
        clause.title
        for name, clause in act.statements()
        if clause.title is not None and clause.kind in ENDING and day in (None, name)
    ]
    works = [one for title in dict.fromkeys(titles) for one in catalogue.named(title)]
    first = version is None or version == act.versions[0]
    works += [one for uri in act.replaces if first and (one := catalogue.by_uri(uri))]
    for work in works:
        facts = (fact for fact in lives.facts(work) if fact.uri == act.uri)
        ended = next((fact for fact in facts if fact.kind in (*ENDING, "replaced")), None)
        if ended is not None and work.uri != act.uri:
            found[work.uri] = WorkChange(work=work, ended=ended)
    return tuple(found.values())


@dataclass(slots=True, kw_only=True)
class ChangedTexts:
    """A change with both texts, compared when first needed."""

    change: WorkChange
    store: Repository
    lives: WorkLives
    today: str
    cited: CitedTexts = field(init=False)
    _index: ProvisionIndex | None = None
    _gone: RemovedSentences | None = None

    def __post_init__(self) -> None:
        """Follow the provisions by what people and decisions state of the versions."""
        self.cited = CitedTexts(
            work=self.change.work,
            store=self.store,
            lives=self.lives,
            today=self.today,
            follow=False,
            stated=True,
        )

    @property
    def uri(self) -> str:
        """The URI of the work."""
        return self.change.work.uri

    def index(self) -> ProvisionIndex:
        """The text before the change; that of the last version where the work ended."""
        if self._index is None:
            before = self.change.before or self.change.work.versions[-1]
            self._index = index_document(self.store.load(before))
        return self._index

    def gone(self) -> RemovedSentences:
        """The sentences that the change took away."""
        if self._gone is None:
            after = self.change.after
            document = Document(title="", kind="document", dialect="")
            self._gone = RemovedSentences.of(
                self.index(), document if after is None else self.store.load(after)
            )
        return self._gone

    def summary(self) -> ChangedWork:
        """The change as it is shown."""
        change = self.change
        before, after = change.before, change.after
        changed = 0
        if before is not None and after is not None:
            summary = self.cited.outcomes(before, after).comparison.summary
            changed = sum(
                getattr(summary, kind)
                for kind in ("reworded", "added", "removed", "split", "merged", "regrouped")
            )
        return ChangedWork(
            uri=self.uri,
            title=change.work.title,
            before=None if before is None else before.date,
            after=None if after is None else after.date,
            computed=after is not None and after.computed is not None,
            changed=changed,
            ended=change.ended,
        )
