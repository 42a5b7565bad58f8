"""The records of works, their versions and their sources."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from policydiff.messages import Message
from policydiff.model.names import UNDATED
from policydiff.model.version import Computed
from policydiff.model.work_life import ENDING, LifeClause, LifeKind
from policydiff.store.titles import repealed_in, title_key
from policydiff.text.traditions.mainland.citations import LIFE_WORDS

ACTS_ON_OTHERS = frozenset(("decision", "amendment", "resolution"))
"""Kinds of works that put others out of force without taking their place."""

_REMOVED = "removed/"
"""How the name of a version begins that was removed, in the order of storing:
``removed/2021-05-01/2021-05-01``.
"""

SourceRole = Literal["text", "witness", "variant", "replaced"]
"""The text was read from it; it says the same; it says something else; the text was read from it
until it was corrected.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A source as received.

    Its hash, the name of its file, and its role for its version (a date or ``undated``). `came_as`
    is the version as which it came, where a person has set another date since: the same file is
    recognised by it. `blob` is the id in git of the XML that was stored from it, None where an
    older program stored it; only of the role ``text``. `address` is where it came from, of a text
    that a source handed over.
    """

    version: str
    sha256: str
    name: str
    role: SourceRole = "text"
    came_as: str | None = None
    blob: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRecord:
    """One stored version: `date` ISO, None where unknown.

    `path` inside the repository; `blob` the id of its XML in git. `notes` are what a reader must
    know of how it was chosen; `others` may have been in force in its stead, the oldest first.
    `computed` states of what it was compiled that no authority published. `edited` is True where
    its XML is not the one that was stored: it was changed by hand.
    """

    work_uri: str
    title: str
    date: str | None
    path: str
    blob: str
    notes: tuple[Message, ...] = ()
    others: tuple[VersionRecord, ...] = ()
    computed: Computed | None = None
    edited: bool = False

    @property
    def name(self) -> str:
        """The name of the version on the command line."""
        return f"{self.title}@{self.date or UNDATED}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRecord:
    """One work: its identity, and its versions from the oldest to the newest.

    The identity is written once in ``work.toml``. A version without a date stands first. `folder`
    is the path inside the repository. `title` is that of the newest version; `other_titles` are
    those that others bear or bore: by them, as by its title, a document is recognised as belonging
    to it, by `aliases` it is not. `titled` states which version has another title than the newest:
    its date (or ``undated``), a space, the title. `stored` states in which order the versions came
    to us, for that gives provisions their lasting names (see `naming`). `replaces` are the URIs of
    works that a person named as replaced by this one. `life` is what is stated of the life of works,
    each with the version that states it (a date or ``undated``; "" for what a person states of this
    work, and for what an older program stored); `grounds` are the titles of the works that its
    newest text rests on. `computed` has the versions (a date) compiled from decisions, with these.
    """

    uri: str
    title: str
    kind: str
    jurisdiction: str
    slug: str
    folder: str
    aliases: tuple[str, ...] = ()
    other_titles: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    stage: str | None = None
    stored: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    life: tuple[tuple[str, LifeClause], ...] = ()
    grounds: tuple[str, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    computed: tuple[tuple[str, Computed], ...] = ()
    versions: tuple[VersionRecord, ...] = ()

    def statements(self) -> tuple[tuple[str, LifeClause], ...]:
        """The statements on the life of works: `life`, and of an old decision its title."""
        if self.kind not in ACTS_ON_OTHERS or self.stage is not None or not self.versions:
            return self.life
        known = {title_key(clause.title) for _, clause in self.life if clause.title}
        first = self.versions[0].date or UNDATED
        named = (title for title in repealed_in(self.title) if title_key(title) not in known)
        return (
            *self.life,
            *(
                (first, LifeClause(kind="repealed", words=self.title, title=title))
                for title in named
            ),
        )

    @property
    def repeals(self) -> tuple[str, ...]:
        """The titles of the works that its text puts out of force and takes the place of."""
        if self.kind in ACTS_ON_OTHERS or LIFE_WORDS.acts.search(self.title):
            return ()
        ending = (clause.title for _, clause in self.life if clause.kind in ENDING)
        return tuple(dict.fromkeys(title for title in ending if title is not None))

    def with_life(self, version: str, clauses: Iterable[LifeClause]) -> WorkRecord:
        """The work where a version (a date or ``undated``) states this and no more.

        What an older program stored without its version goes where a text states it again.
        """
        stated = tuple((version, clause) for clause in clauses)
        titles = {title_key(clause.title) for _, clause in stated if clause.title}
        remaining = (
            (by, clause)
            for by, clause in self.life
            if by != version
            and (by or clause.by is not None or title_key(clause.title or "") not in titles)
        )
        return dataclasses.replace(self, life=(*remaining, *stated))

    def with_stated(self, kind: LifeKind, clause: LifeClause | None) -> WorkRecord:
        """The work with this statement of a person on a kind; with None without one."""
        remaining = (entry for entry in self.life if entry[1].by is None or entry[1].kind != kind)
        stated = () if clause is None else (("", clause),)
        return dataclasses.replace(self, life=(*remaining, *stated))

    def stated(self, kind: LifeKind) -> LifeClause | None:
        """The statement of a person on its life."""
        stated = (clause for _, clause in self.life if clause.by is not None)
        return next((clause for clause in stated if clause.kind == kind), None)

    @property
    def place(self) -> str:
        """The name of the work in an address: slug~year~kind~jurisdiction."""
        return "~".join(reversed(self.folder.split("/")[1:]))

    def title_of(self, version: str) -> str:
        """The title of a version (a date or ``undated``)."""
        return _titles(self.titled).get(version, self.title)

    def with_title(self, version: str, title: str) -> WorkRecord:
        """The work where a version bears this title; that of the newest is its own."""
        titles = {
            name: self.title_of(name) for name in (known.date or UNDATED for known in self.versions)
        } | {version: title}
        newest = titles[self.versions[-1].date or UNDATED] if self.versions else title
        others = {
            title_key(other): other for other in reversed((*self.other_titles, self.title, title))
        }
        return dataclasses.replace(
            self,
            title=newest,
            other_titles=tuple(
                other for key, other in reversed(others.items()) if key != title_key(newest)
            ),
            titled=tuple(
                f"{name} {other}" for name, other in sorted(titles.items()) if other != newest
            ),
        )

    def naming(self) -> tuple[tuple[str, str], ...]:
        """The stored versions in the order in which they came, with their prefixes.

        A prefix begins the lasting names that a version (a date or ``undated``) brings: its date, or
        ``undated`` for good where it came without one. Versions of older repositories come by date.
        """
        known = dict(_prefixed(entry) for entry in self.stored)
        there = [version.date or UNDATED for version in self.versions]
        listed = [(version, prefix) for version, prefix in known.items() if version in there]
        return (
            *listed,
            *((version, _free(version, known)) for version in there if version not in known),
        )

    def stored_versions(self) -> tuple[str, ...]:
        """The versions that `stored` lists."""
        return tuple(_prefixed(entry)[0] for entry in self.stored)

    def prefixes(self) -> tuple[str, ...]:
        """The prefixes of the names of the versions that `stored` lists."""
        return tuple(_prefixed(entry)[1] for entry in self.stored)

    def removed_first(self) -> str | None:
        """The version (a date or ``undated``) that came first, if it was removed."""
        first = self.stored_versions()[0] if self.stored else ""
        return first.split("/")[1] if first.startswith(_REMOVED) else None

    def with_stored(self, version: str) -> WorkRecord:
        """The work with a version (a date or ``undated``) listed in `stored`."""
        if version in self.stored_versions():
            return self
        known = dict(map(_prefixed, self.stored))
        order = known | dict(self.naming())
        order.setdefault(version, _free(version, order))
        return dataclasses.replace(self, stored=tuple(_entry(*item) for item in order.items()))

    def version_of(self, date: str | None) -> VersionRecord | None:
        """The stored version of exactly this date (None: the one without a date)."""
        return next((version for version in self.versions if version.date == date), None)

    def with_version(self, version: VersionRecord) -> WorkRecord:
        """The work with a version added, or put in place of the one of the same date."""
        return self.with_versions(
            (*(other for other in self.versions if other.date != version.date), version)
        )

    def with_versions(self, versions: Iterable[VersionRecord]) -> WorkRecord:
        """The work with these versions, compiled ones among them, and no others."""
        listed = tuple(sorted(versions, key=_by_date))
        computed = tuple(
            (known.date or UNDATED, known.computed)
            for known in listed
            if known.computed is not None
        )
        return dataclasses.replace(self, versions=listed, computed=computed)

    def computed_as(self, version: str) -> Computed | None:
        """The texts from which a version (a date or ``undated``) was compiled, if any."""
        return dict(self.computed).get(version)

    def with_source(self, source: SourceRecord) -> WorkRecord:
        """The work with one more source, whose earlier role for its version goes."""
        others = (
            known
            for known in self.sources
            if (known.version, known.sha256) != (source.version, source.sha256)
        )
        return self._with_sources((*others, source))

    def with_blob(self, date: str | None, blob: str, before: str | None = None) -> WorkRecord:
        """The work where a source gives this XML of a version, before it gave `before`."""
        changed = (
            dataclasses.replace(source, blob=blob)
            if source.version == (date or UNDATED)
            and source.role == "text"
            and before in (None, source.blob)
            else source
            for source in self.sources
        )
        return self._with_sources(changed)

    def is_edited(self, version: str, blob: str) -> bool:
        """True where the XML of a version (a date or ``undated``) is another one."""
        texts = (source for source in self.sources if source.role == "text")
        stored = {source.blob for source in texts if source.version == version} - {None, blob}
        return any(len(other) == len(blob) for other in stored if other is not None)

    def without_text(self, date: str | None, role: SourceRole = "replaced") -> WorkRecord:
        """The work where the sources of the text of this version have another role."""
        changed = (
            dataclasses.replace(source, role=role, blob=None)
            if source.version == (date or UNDATED) and source.role == "text"
            else source
            for source in self.sources
        )
        return self._with_sources(changed)

    def dated(self, date: str) -> WorkRecord:
        """The work where sources of the undated version are witnesses of `date`."""
        moved = (
            dataclasses.replace(
                source,
                version=date,
                role="witness" if source.role == "text" else source.role,
                blob=None,
            )
            if source.version == UNDATED
            else source
            for source in self.sources
        )
        versions = tuple(version for version in self.versions if version.date is not None)
        order = tuple(
            _entry(date if version == UNDATED else version, prefix)
            for version, prefix in self.naming()
        )
        life = tuple(entry for entry in self.life if entry[0] != UNDATED)
        dated = dataclasses.replace(self._with_sources(moved), stored=order, life=life)
        return dated.with_versions(versions)

    def without_version(self, version: VersionRecord) -> WorkRecord:
        """The work without one of its versions and its sources.

        Its title goes too where no other version bears it. The prefix of the names that it brought
        is never given again, so its place in the order of storing stays.
        """
        gone = version.date or UNDATED
        remaining = tuple(other for other in self.versions if other != version)
        titles = {
            other.date or UNDATED: self.title_of(other.date or UNDATED) for other in remaining
        }
        newest = titles[remaining[-1].date or UNDATED] if remaining else self.title
        borne = set(map(title_key, titles.values()))
        lost = {title_key(self.title_of(gone))} - borne
        others = {title_key(title): title for title in (*self.other_titles, *titles.values())}
        order = dict(map(_prefixed, self.stored)) | dict(self.naming())
        entries = (
            _entry(name if name != gone else f"{_REMOVED}{gone}/{prefix}", prefix)
            for name, prefix in order.items()
        )
        left = dataclasses.replace(
            self._with_sources(source for source in self.sources if source.version != gone),
            title=newest,
            other_titles=tuple(
                title for key, title in others.items() if key not in lost | {title_key(newest)}
            ),
            titled=tuple(
                f"{name} {title}" for name, title in sorted(titles.items()) if title != newest
            ),
            stored=tuple(entries),
            life=tuple(entry for entry in self.life if entry[0] != gone),
        )
        return left.with_versions(remaining)

    def with_facts(self, old: VersionRecord, new: VersionRecord) -> WorkRecord:
        """The work where a person set facts of a version; the prefix of its names stays."""
        before, after = old.date or UNDATED, new.date or UNDATED
        order = dict(map(_prefixed, self.stored)) | dict(self.naming())
        titles = _titles(self.titled)
        moved = (
            dataclasses.replace(source, version=after, came_as=source.came_as or before)
            if source.version == before != after
            else source
            for source in self.sources
        )
        renamed = dataclasses.replace(
            self._with_sources(moved),
            stored=tuple(
                _entry(after if name == before else name, prefix) for name, prefix in order.items()
            ),
            titled=tuple(
                f"{after if name == before else name} {title}" for name, title in titles.items()
            ),
            life=tuple((after if name == before else name, clause) for name, clause in self.life),
        )
        others = (version for version in self.versions if version != old)
        changed = renamed.with_blob(new.date, new.blob, old.blob).with_versions((*others, new))
        return changed.with_title(after, new.title)

    def _with_sources(self, sources: Iterable[SourceRecord]) -> WorkRecord:
        in_order = sorted(sources, key=lambda source: source.version)
        return dataclasses.replace(self, sources=tuple(in_order))

    def sources_of(self, date: str | None) -> tuple[SourceRecord, ...]:
        """The sources of one version."""
        return tuple(source for source in self.sources if source.version == (date or UNDATED))


def _titles(titled: Iterable[str]) -> dict[str, str]:
    """The entry for the title of a version: ``2018-03-11 示例条例``."""
    return {version: title for version, _, title in (entry.partition(" ") for entry in titled)}


def _prefixed(entry: str) -> tuple[str, str]:
    """The version of an entry and the prefix of its names."""
    version, _, prefix = entry.partition(" ")
    return version, prefix or version


def _entry(version: str, prefix: str) -> str:
    return version if prefix == version else f"{version} {prefix}"


def _free(version: str, prefixes: Mapping[str, str]) -> str:
    """The prefix for the names of a new version."""
    taken, fresh, number = set(prefixes.values()), version, 1
    while fresh in taken:
        number += 1
        fresh = f"{version}-{number}"
    return fresh


def _by_date(version: VersionRecord) -> str:
    return version.date or ""
