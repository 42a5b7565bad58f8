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

    Its hash, the name of its file, and its role for its version (a date or ``undated``).

    `came_as` is the version as which it came, where a person has set another date since: the same
    file is recognised by it. `blob` is the id in git of the XML that was stored from it, None where
    an older program stored it; only of the role ``text``.
    """

    version: str
    sha256: str
    name: str
    role: SourceRole = "text"
    came_as: str | None = None
    blob: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRecord:
    """One stored version: `date` ISO, None where unknown.

    `path` inside the repository; `blob` the id of its XML in git.

    `notes` are what a reader must know of how it was chosen; `others` may have been in force in its
    stead, the oldest first. `computed` states of what it was compiled that no authority published.
    `edited` is True where its XML is not the one that was stored: it was changed by hand.
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
    works that a person named as replaced by this one. `life` is what is stated of the life of works, each
    with the version that states it (a date or ``undated``; "" for what a person states of this work,
    and for what an older program stored); `grounds` are the titles of the works that its newest text
    rests on. `computed` are the versions (a date) that were compiled from decisions, each with what
    of.
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
        """All that is stated of the life of works, as `life`.

        Where an older program stored a decision without what it states, its title states it.
        """
        if self.kind not in ACTS_ON_OTHERS or self.stage is not None or not self.versions:
            return self.life
        known = {title_key(clause.title) for _, clause in self.life if clause.title}
        first = self.versions[0].date or UNDATED
        named = (title for title in repealed_in(self.title) if title_key(title) not in known)
        return (
            *self.life,
            *((first, LifeClause(kind="repealed", words=self.title, title=one)) for one in named),
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
        rest = (
            (one, clause)
            for one, clause in self.life
            if one != version
            and (one or clause.by is not None or title_key(clause.title or "") not in titles)
        )
        return dataclasses.replace(self, life=(*rest, *stated))

    def with_stated(self, kind: LifeKind, clause: LifeClause | None) -> WorkRecord:
        """The work with this statement of a person in place of one of the kind.

        None takes that back.
        """
        rest = (one for one in self.life if one[1].by is None or one[1].kind != kind)
        return dataclasses.replace(self, life=(*rest, *(() if clause is None else (("", clause),))))

    def stated(self, kind: LifeKind) -> LifeClause | None:
        """The statement of a person on its life."""
        return next((one for _, one in self.life if one.by is not None and one.kind == kind), None)

    @property
    def place(self) -> str:
        """The name of the work in an address that no other work can have.

        It is made of the parts of its folder: slug~year~kind~jurisdiction.
        """
        return "~".join(reversed(self.folder.split("/")[1:]))

    def title_of(self, version: str) -> str:
        """The title of a version (a date or ``undated``)."""
        return _titles(self.titled).get(version, self.title)

    def with_title(self, version: str, title: str) -> WorkRecord:
        """The work where one of its versions bears this title.

        The work has the title of the newest one.
        """
        titles = {
            name: self.title_of(name) for name in (one.date or UNDATED for one in self.versions)
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

        A version is a date or ``undated``. The prefix begins the lasting names that the version
        brings: it is its date; of a version that came without one it stays ``undated`` when its
        date turns up. Versions that `stored` does not list, as in works of older repositories, come
        by date.
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
        """The version that came first, where it was removed since; else None.

        It is a date or ``undated``.
        """
        first = self.stored_versions()[0] if self.stored else ""
        return first.split("/")[1] if first.startswith(_REMOVED) else None

    def with_stored(self, version: str) -> WorkRecord:
        """The work with a newly arrived version added to `stored`.

        The version is a date or ``undated``; nothing changes where it is listed already.
        """
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
        """The work with these versions and no others.

        Their records show which of them are compiled.
        """
        listed = tuple(sorted(versions, key=_by_date))
        computed = tuple(
            (one.date or UNDATED, one.computed) for one in listed if one.computed is not None
        )
        return dataclasses.replace(self, versions=listed, computed=computed)

    def computed_as(self, version: str) -> Computed | None:
        """The texts from which a version (a date or ``undated``) was compiled.

        None where it was read from a source.
        """
        return dict(self.computed).get(version)

    def with_source(self, source: SourceRecord) -> WorkRecord:
        """The work with one more source.

        An earlier role of the source for its version is dropped.
        """
        others = (
            one
            for one in self.sources
            if (one.version, one.sha256) != (source.version, source.sha256)
        )
        return self._with_sources((*others, source))

    def with_blob(self, date: str | None, blob: str, before: str | None = None) -> WorkRecord:
        """The work where this XML was stored from the source of a version.

        With `before` only where that one was: of a text that was changed by hand it is not so.
        """
        changed = (
            dataclasses.replace(one, blob=blob)
            if one.version == (date or UNDATED)
            and one.role == "text"
            and before in (None, one.blob)
            else one
            for one in self.sources
        )
        return self._with_sources(changed)

    def is_edited(self, version: str, blob: str) -> bool:
        """True where the XML of a version (a date or ``undated``) is another one."""
        known = (one.blob for one in self.sources if one.version == version and one.role == "text")
        return any(one is not None and len(one) == len(blob) and one != blob for one in known)

    def without_text(self, date: str | None) -> WorkRecord:
        """The work where no source gives the text of this version.

        Those that did are listed as replaced.
        """
        mine = date or UNDATED
        changed = (
            dataclasses.replace(one, role="replaced", blob=None)
            if one.version == mine and one.role == "text"
            else one
            for one in self.sources
        )
        return self._with_sources(changed)

    def dated(self, date: str) -> WorkRecord:
        """The work without its undated version.

        The sources of that are now witnesses of the version of `date`.
        """
        moved = (
            dataclasses.replace(
                one, version=date, role="witness" if one.role == "text" else one.role, blob=None
            )
            if one.version == UNDATED
            else one
            for one in self.sources
        )
        versions = tuple(version for version in self.versions if version.date is not None)
        order = tuple(
            _entry(date if version == UNDATED else version, prefix)
            for version, prefix in self.naming()
        )
        life = tuple(one for one in self.life if one[0] != UNDATED)
        there = dataclasses.replace(self._with_sources(moved), stored=order, life=life)
        return there.with_versions(versions)

    def without_version(self, version: VersionRecord) -> WorkRecord:
        """The work without one of its versions and its sources.

        Its title goes too where no other version bears it. The prefix of the names that it brought
        is never given again, so its place in the order of storing stays.
        """
        gone = version.date or UNDATED
        rest = tuple(other for other in self.versions if other != version)
        titles = {other.date or UNDATED: self.title_of(other.date or UNDATED) for other in rest}
        newest = titles[rest[-1].date or UNDATED] if rest else self.title
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
            life=tuple(one for one in self.life if one[0] != gone),
        )
        return left.with_versions(rest)

    def with_facts(self, old: VersionRecord, new: VersionRecord) -> WorkRecord:
        """The work where a person set facts of a version.

        Another date, another title. The prefix of its names stays.
        """
        before, after = old.date or UNDATED, new.date or UNDATED
        order = dict(map(_prefixed, self.stored)) | dict(self.naming())
        titles = _titles(self.titled)
        moved = (
            dataclasses.replace(one, version=after, came_as=one.came_as or before)
            if one.version == before != after
            else one
            for one in self.sources
        )
        renamed = dataclasses.replace(
            self._with_sources(moved),
            stored=tuple(
                _entry(after if name == before else name, prefix) for name, prefix in order.items()
            ),
            titled=tuple(
                f"{after if name == before else name} {title}" for name, title in titles.items()
            ),
            life=tuple((after if name == before else name, one) for name, one in self.life),
        )
        known = renamed.with_blob(new.date, new.blob, old.blob)
        return known.with_versions((*(one for one in self.versions if one != old), new)).with_title(
            after, new.title
        )

    def _with_sources(self, sources: Iterable[SourceRecord]) -> WorkRecord:
        return dataclasses.replace(
            self, sources=tuple(sorted(sources, key=lambda one: one.version))
        )

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
