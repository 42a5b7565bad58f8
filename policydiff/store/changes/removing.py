"""The plan of a removal: files to remove, dependents, and the work that is left."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policydiff.akn.reader import from_xml
from policydiff.errors import OutdatedError, PolicyDiffError, UsageError
from policydiff.messages import Message
from policydiff.model.lineage import Names
from policydiff.model.names import UNDATED
from policydiff.relating.engine.review.reviews import Review, StoredEntry
from policydiff.store.git.layout import pins_path, source_path, work_path
from policydiff.store.git.objects import list_tree, read_blob
from policydiff.store.git.process import Git
from policydiff.store.git.stream import Change, Commit
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.inventories import of_removed
from policydiff.store.records.names import names_change, read_names
from policydiff.store.records.pins import pins_to_toml, read_pins
from policydiff.store.records.relations import StoredReview, review_change, reviews_of
from policydiff.store.records.succession import with_life
from policydiff.store.records.work_toml import work_to_toml
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.titles import COUNTRY, one_line

MOST_NAMED = 12
"""Dependents that a refusal names."""


class DependentsError(UsageError):
    """Other stored records depend on the version or work to be removed."""

    def __init__(self, name: str, dependents: tuple[Message, ...]) -> None:
        remainder = len(dependents) - MOST_NAMED
        more = (Message("and {count} more", count=remainder),) if remainder > 0 else ()
        listed = Message.joined((*dependents[:MOST_NAMED], *more))
        super().__init__(
            Message(
                "{name} is not removed, for these hang on it (--with-dependents removes them with it): {listed}",
                name=name,
                listed=listed,
            )
        )


class CompiledFromItError(UsageError):
    """A text was compiled from the version or work to be removed."""

    def __init__(self, name: str, compiled: tuple[VersionRecord, ...]) -> None:
        listed = ", ".join(version.name for version in compiled)
        super().__init__(
            Message(
                "{name} is not removed, for this was compiled from it: {listed}; remove that first",
                name=name,
                listed=listed,
            )
        )


class ChangedMeanwhileError(OutdatedError):
    """Another process changed the work between the look at it and the change."""

    def __init__(self, work: WorkRecord) -> None:
        super().__init__(
            Message(
                "{title} was changed by another process meanwhile; try again",
                title=one_line(work.title, 80),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A version to be removed, or with `version` None the whole work.

    `work` is as it was looked at. `reason` is a person's reason. `decisions` state which stored
    decisions hang on it. `names` are the lasting names that the work must keep then. With
    `with_dependents` the dependents are removed too.
    """

    work: WorkRecord
    version: VersionRecord | None = None
    reason: str = ""
    decisions: tuple[Message, ...] = ()
    names: Mapping[str, Names] = dataclasses.field(default_factory=dict)
    with_dependents: bool = False

    @property
    def name(self) -> str:
        """The name of the version or work to be removed, as on the command line."""
        return self.work.title if self.version is None else self.version.name

    def goes(self, version: str) -> bool:
        """True where this version (a date or ``undated``) is removed."""
        return self.version is None or version == (self.version.date or UNDATED)


def plan_removal(git: Git, tip: str, catalogue: Catalogue, removal: Removal) -> Iterator[Commit]:
    """The commit of a removal. Raises `DependentsError`, `ChangedMeanwhileError`."""
    work = catalogue.by_uri(removal.work.uri)
    if work != removal.work:
        raise ChangedMeanwhileError(removal.work)
    compiled = tuple(
        one
        for one in catalogue.compiled_from(work, removal.goes)
        if one.work_uri != work.uri or not removal.goes(one.date or UNDATED)
    )
    if compiled:
        raise CompiledFromItError(removal.name, compiled)
    reviews = tuple(reviews_of(git, tip, work.uri))
    inventories = dict(of_removed(git, tip, work.uri, removal.goes))
    dependents = (
        *_dependents(git, tip, catalogue, removal, reviews),
        *(
            Message("what people decided on its change in {path}: {count}", path=path, count=count)
            for path, count in inventories.items()
            if count
        ),
    )
    if dependents and not removal.with_dependents:
        raise DependentsError(removal.name, dependents)
    left = None if removal.version is None else _without(git, work, removal.version)
    files = _work_files(git, tip, removal, left)
    changes = (
        *files,
        *_sources(catalogue, removal),
        *_reviews(git, catalogue, removal, reviews, left),
        *_links(catalogue, removal, left),
        *(Change(path=path, data=None) for path in inventories),
    )
    yield Commit(message=_message(removal, dependents), changes=changes)


def _dependents(
    git: Git, tip: str, catalogue: Catalogue, removal: Removal, reviews: tuple[StoredReview, ...]
) -> Iterator[Message]:
    """Yield a sentence for each record that depends on the version or work."""
    yield from removal.decisions
    for source in removal.work.sources:
        if source.role in ("witness", "variant") and removal.goes(source.version):
            yield Message(
                "the witness {name} of {version}", name=source.name, version=source.version
            )
    for pin in read_pins(git, tip, removal.work):
        if removal.goes(pin.left[0]) or removal.goes(pin.right[0]):
            yield Message(
                "the {what} of {left} and {right}",
                what=Message("break") if pin.apart else Message("link"),
                left="#".join(pin.left),
                right="#".join(pin.right),
            )
    for stored in reviews:
        judged = stored.review.judged
        count = sum(_judges(removal, stored.review, entry) for entry in judged)
        if count or (removal.version is None and not judged):
            yield Message(
                "judgements of its links in {path}: {count}", path=stored.path, count=count
            )
    if removal.version is None:
        yield from _stated_links(catalogue, removal.work)


def _stated_links(catalogue: Catalogue, work: WorkRecord) -> Iterator[Message]:
    """Yield sentences on the links that people set to a successor or predecessor."""
    for uri in work.replaces:
        other = catalogue.by_uri(uri)
        yield Message(
            "the link that it replaces {title}", title=uri if other is None else other.title
        )
    for one in sorted(catalogue, key=lambda one: one.folder):
        if work.uri in one.replaces:
            yield Message("the link that {title} replaces it", title=one.title)


def _judges(removal: Removal, review: Review, entry: StoredEntry) -> bool:
    """True where a judgement is about the removed work or version."""
    sides = zip((review.left, review.right), entry.versions, strict=True)
    mine = (version for party, dates in sides if party.uri == removal.work.uri for version in dates)
    return removal.version is None or any(removal.goes(version or UNDATED) for version in mine)


def _remaining(removal: Removal, review: Review) -> Review:
    """The judgements that are about other texts."""
    return review.only(lambda entry: not _judges(removal, review, entry))


def _without(git: Git, work: WorkRecord, version: VersionRecord) -> WorkRecord:
    left = work.without_version(version)
    life = tuple(one for one in left.life if one[0] or one[1].by is not None)
    # what an older program stored names no version: then all texts are read again, else the newest
    again = left.versions if life != left.life else left.versions[-1:]
    grown = dataclasses.replace(left, life=life)
    for other in again:
        try:
            document = from_xml(read_blob(git, other.blob))
        except PolicyDiffError:  # what it stated stays as it is
            own = tuple(one for one in left.life if one[0] == (other.date or UNDATED))
            grown = dataclasses.replace(grown, life=(*grown.life, *own))
            continue
        grown = with_life(grown, document)
    return grown


def _work_files(git: Git, tip: str, removal: Removal, left: WorkRecord | None) -> Iterator[Change]:
    work = removal.work
    if removal.version is None or left is None:
        yield from (
            Change(path=entry.path, data=None) for entry in list_tree(git, tip, work.folder)
        )
        return
    yield Change(path=removal.version.path, data=None)
    yield Change(path=work_path(work.folder), data=work_to_toml(left))
    yield from names_change(work, read_names(git, tip, work), removal.names)
    pins = read_pins(git, tip, work)
    stay = tuple(
        pin for pin in pins if not (removal.goes(pin.left[0]) or removal.goes(pin.right[0]))
    )
    if stay != pins:
        yield Change(path=pins_path(work.folder), data=pins_to_toml(stay) if stay else None)


def _sources(catalogue: Catalogue, removal: Removal) -> Iterator[Change]:
    """Yield the removals of sources that no other version needs."""
    needed = {
        source.sha256
        for work in catalogue
        for source in work.sources
        if work.uri != removal.work.uri or not removal.goes(source.version)
    }
    mine = {source.sha256 for source in removal.work.sources if removal.goes(source.version)}
    yield from (Change(path=source_path(sha256), data=None) for sha256 in sorted(mine - needed))


def _reviews(
    git: Git,
    catalogue: Catalogue,
    removal: Removal,
    reviews: tuple[StoredReview, ...],
    left: WorkRecord | None,
) -> Iterator[Change]:
    """Yield the files of judgements without those of the removed version or work."""
    works = {work.uri: work for work in catalogue} | ({} if left is None else {left.uri: left})
    for stored in reviews:
        review = stored.review
        stay = _remaining(removal, review)
        if stay != review or removal.version is None:
            yield review_change(git, works, StoredReview(path=stored.path, review=stay))


def _links(catalogue: Catalogue, removal: Removal, left: WorkRecord | None) -> Iterator[Change]:
    """Yield changes of works that people linked as replacing a wholly removed work."""
    for other in sorted(catalogue, key=lambda one: one.folder) if left is None else ():
        if removal.work.uri in other.replaces and other.uri != removal.work.uri:
            kept = tuple(uri for uri in other.replaces if uri != removal.work.uri)
            yield Change(
                path=work_path(other.folder),
                data=work_to_toml(dataclasses.replace(other, replaces=kept)),
            )


def _message(removal: Removal, dependents: tuple[str, ...]) -> str:
    title = one_line(removal.name if removal.version is None else removal.version.title, 60)
    which = "" if removal.version is None else f" {removal.version.date or UNDATED}"
    subject = f"Remove {title.removeprefix(COUNTRY) or title}{which}"
    gone = "".join(f"- {one_line(one)}\n" for one in dependents)
    listed = f"With it went what hung on it:\n{gone}\n" if gone else ""
    version = f"Version: {removal.version.date or UNDATED}\n" if removal.version is not None else ""
    reason = one_line(removal.reason) or "by hand"
    return f"{subject}\n\n{listed}Work: {removal.work.uri}\n{version}Reason: {reason}\n"
