"""All works of a commit by their names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from policydiff.errors import NotFoundError, UsageError
from policydiff.messages import OR, Message
from policydiff.model.kinds import root_of
from policydiff.model.names import UNDATED
from policydiff.store.cache import Cache
from policydiff.store.git.process import Git
from policydiff.store.records.acts import DECIDING, Acts
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.records.works_cache import CachedWorks, keys_of, read_works
from policydiff.store.titles import title_key

LEAST_SIMILARITY = 72
"""Of 100: from here on a title is suggested for a name that no work has."""

_MANY = 200
"""So many works are looked at together; each by itself is a question to the cache."""


class NoSuchWorkError(NotFoundError):
    """No work has this name."""

    def __init__(self, name: str, near: tuple[str, ...], unread: tuple[Message, ...] = ()) -> None:
        """`near` are titles that are similar, `unread` a note on unreadable works."""
        self.name, self.near, self.unread = name, near, unread
        advice = (
            Message(
                "did you mean {near}?", near=Message.joined((f"“{title}”" for title in near), OR)
            )
            if near
            else Message("see `policydiff list`")
        )
        super().__init__(Message("no work is called “{name}”; {advice}", name=name, advice=advice))


class AmbiguousNameError(UsageError):
    """More than one work has this name."""

    def __init__(self, name: str, works: Iterable[WorkRecord]) -> None:
        """`works` are those that have it."""
        self.works = tuple(works)
        listed = ", ".join(f"{work.title} ({work.uri})" for work in self.works)
        super().__init__(
            Message(
                "“{name}” may mean several works; name one by its URI: {listed}",
                name=name,
                listed=listed,
            )
        )


class Catalogue:
    """The works of one commit, found by any of their names; grows with additions."""

    def __init__(self, works: Iterable[WorkRecord] = (), stored: CachedWorks | None = None) -> None:
        """Index these works, beside those that are `stored`."""
        self._stored = stored
        self._works: dict[str, WorkRecord] = {}
        self._folders: dict[str, str] = {}
        self._keys: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._of_kinds: dict[frozenset[str], tuple[WorkRecord, ...]] = {}
        self._deciding: Acts | None = None
        for work in works:
            self.put(work)

    def unread(self) -> tuple[Message, ...]:
        """One note on the works that cannot be read, which are none of these."""
        faults = self.unread_works()
        if not faults:
            return ()
        return (
            Message.counted(
                "{count} work could not be read and is not counted: {why}",
                "{count} works could not be read and are not counted, such as {why}",
                len(faults),
                count=len(faults),
                why=min(faults.items())[1],
            ),
        )

    @property
    def grown(self) -> bool:
        """True where works were added to those that are stored."""
        return bool(self._works)

    def copy(self) -> Catalogue:
        """A catalogue that grows without this one."""
        return Catalogue(self._works.values(), stored=self._stored)

    def put(self, work: WorkRecord) -> None:
        """Add a work, or replace its older state."""
        self._works[work.uri] = work
        self._folders[work.folder] = work.uri
        for key in keys_of(work):
            self._keys[key][work.uri] = None
        self._of_kinds.clear()
        if work.kind in DECIDING:
            self._deciding = None

    def __iter__(self) -> Iterator[WorkRecord]:
        """Every work, in arbitrary order."""
        stored = {work.uri: self._works.get(work.uri, work) for work in self._stored or ()}
        return iter((stored | self._works).values())

    def __len__(self) -> int:
        """The number of works."""
        stored = self._stored
        if stored is None:
            return len(self._works)
        fresh = (work for work in self._works.values() if stored.in_folder(work.folder) is None)
        return len(stored) + sum(1 for _ in fresh)

    def by_uri(self, uri: str) -> WorkRecord | None:
        """The work with exactly this URI."""
        return self._works.get(uri) or self._under(f"n {uri}").get(uri)

    def works_of_source(self, sha256: str) -> tuple[WorkRecord, ...]:
        """The works of which a version has, or had, a source of this hash."""
        return tuple(self._under(f"s {sha256}").values())

    def of_kinds(self, kinds: frozenset[str]) -> tuple[WorkRecord, ...]:
        """The works of some kinds, in the order of their folders."""
        if kinds not in self._of_kinds:
            found = (
                work
                for kind in kinds
                for work in self._under(f"k {kind}").values()
                if work.kind == kind
            )
            self._of_kinds[kinds] = tuple(sorted(found, key=lambda work: f"{work.folder}/"))
        return self._of_kinds[kinds]

    def drafts(self) -> tuple[WorkRecord, ...]:
        """The works that are drafts, in the order of their folders."""
        found = (work for work in self._under("d").values() if work.stage is not None)
        return tuple(sorted(found, key=lambda work: work.folder))

    def deciding(self) -> Acts:
        """The acts that amend others, to be looked up for many works."""
        if self._deciding is None:
            self._deciding = Acts(self.of_kinds(DECIDING))
        return self._deciding

    def replacing(self, work: WorkRecord) -> Iterator[WorkRecord]:
        """The works that name this one as replaced, and those that speak of it."""
        named = self._under(f"p {work.uri}")
        yield from (named | {other.uri: other for other in self.speaking_of(work)}).values()

    def speaking_of(self, work: WorkRecord) -> Iterator[WorkRecord]:
        """The works that state something of the life of one of its names."""
        names = map(title_key, (work.title, *work.other_titles, *work.aliases))
        found = {uri: one for name in names for uri, one in self._under(f"r {name}").items()}
        yield from found.values()

    def _under(self, key: str) -> dict[str, WorkRecord]:
        """The works that are, or were, found by a key, by their URIs; see `keys_of`."""
        stored = () if self._stored is None else self._stored.works_of(key)
        found = {work.uri: self._works.get(work.uri, work) for work in stored}
        return found | {uri: self._works[uri] for uri in self._keys.get(key, ())}

    def taken(self, folder: str) -> bool:
        """True where a work lies in this folder."""
        stored = None if self._stored is None else self._stored.in_folder(folder)
        return folder in self._folders or stored is not None or folder in self.unread_works()

    def unread_like(self, folder: str) -> Message | None:
        """The reason why a work of this jurisdiction, kind and slug cannot be read."""
        place = _place(folder)
        return next(
            (why for other, why in self.unread_works().items() if _place(other) == place), None
        )

    def unread_works(self) -> dict[str, Message]:
        """The reasons why works cannot be read, by their folders."""
        return {} if self._stored is None else self._stored.unread()

    def titled(
        self, title: str, kind: str, stage: str | None, jurisdiction: str
    ) -> tuple[WorkRecord, ...]:
        """The works that bear or bore this title, of like kind and one jurisdiction."""
        key, family = title_key(title), _family(kind, stage)
        works = _titled(self._under(f"n {key}").values(), key)
        return tuple(
            work
            for work in works
            if work.jurisdiction == jurisdiction and family == _family(work.kind, work.stage)
        )

    def find(self, name: str, *, short: bool = False) -> WorkRecord:
        """The work that a person means.

        Where none has that name, and `short`, the one of which it is a short name or an
        abbreviation. Raises `NoSuchWorkError` with titles that are near, `AmbiguousNameError`.
        """
        found = self.named(name) or (self._short(name) if short else ())
        if len(found) > 1:
            raise AmbiguousNameError(name, found)
        if not found:
            raise NoSuchWorkError(name, self.near(name), self.unread())
        return found[0]

    def _short(self, name: str) -> tuple[WorkRecord, ...]:
        """The works of which a name is a short form.

        Those of which it is an alias in the shipped catalogue (消法), else those that it abbreviates,
        else several of which it may mean one.
        """
        from policydiff.store.records.abbreviations import interpretations, meant  # noqa: PLC0415 - only where a name was not found
        from policydiff.store.records.instruments import read_instrument_catalogue  # noqa: PLC0415 - likewise

        instrument = read_instrument_catalogue().find(name)
        found = (instrument and self.named(instrument.title)) or meant(name, self)
        if found:
            return found
        several = interpretations(name, self)
        if len(several) == 1:
            raise NoSuchWorkError(name, (several[0].title,))
        return several

    def named(self, name: str) -> tuple[WorkRecord, ...]:
        """The works of this name in any spelling; those with it as their title alone."""
        key = title_key(name)
        found = (self._under(f"n {key}") | self._under(f"n {name.strip()}")).values()
        return tuple(_titled(found, key) or found)

    def of_slug(self, slug: str) -> tuple[WorkRecord, ...]:
        """The works that have this slug, whatever other works are called."""
        return tuple(work for work in self._under(f"n {slug}").values() if work.slug == slug)

    def address(self, work: WorkRecord) -> str:
        """The work's slug, or where others share that its place, for addresses."""
        return work.slug if len(self.of_slug(work.slug)) == 1 else work.place

    def addresses(self, works: Collection[WorkRecord]) -> Iterator[str]:
        """The addresses of many works, see `address`."""
        if len(works) < _MANY:
            yield from map(self.address, works)
            return
        shared = Counter(work.slug for work in self)
        yield from (work.slug if shared[work.slug] == 1 else work.place for work in works)

    def compiled_from(
        self, work: WorkRecord, goes: Callable[[str], bool]
    ) -> Iterator[VersionRecord]:
        """The versions of any work that were compiled from versions of this one.

        Those of this one are a date or ``undated`` for which `goes` is true.
        """
        found = self._under(f"n {work.uri}") | self._under(f"c {work.uri}")
        for other in sorted(found.values(), key=lambda one: one.folder):
            for version in other.versions:
                computed = version.computed
                mine = computed is not None and other.uri == work.uri and goes(computed.base)
                if mine or (
                    computed is not None
                    and computed.decision_uri == work.uri
                    and goes(computed.decision_date or UNDATED)
                ):
                    yield version

    def near(self, name: str, limit: int = 3) -> tuple[str, ...]:
        """Titles that are similar to a name or contain it, the nearest first.

        There is none rather than one that nobody would take for it.
        """
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where a name was not found

        key = title_key(name)
        keys = {
            title: title_key(title) for work in self for title in (work.title, *work.other_titles)
        }
        similar = [
            title
            for _, _, title in process.extract(
                key, keys, scorer=fuzz.ratio, limit=limit, score_cutoff=LEAST_SIMILARITY
            )
        ]
        containing = sorted(
            (title for title, other in keys.items() if _is_cut_from(key, other)),
            key=lambda title: (len(title), title),
        )
        return tuple(dict.fromkeys((*similar, *containing)))[:limit]


def _is_cut_from(key: str, title: str) -> bool:
    """True for a name that stands in a title, or is the title with gaps."""
    remainder = iter(title)
    return len(key) > 2 and (
        key in title
        or (2 * len(key) >= len(title) and all(character in remainder for character in key))
    )


def _place(folder: str) -> tuple[str, ...]:
    """The jurisdiction, kind and slug of a folder."""
    top, jurisdiction, kind, _, slug = folder.split("/")
    return top, jurisdiction, kind, slug


def read_catalogue(git: Git, cache: Cache, commit: str) -> Catalogue:
    """The works of a commit."""
    return Catalogue(stored=read_works(git, cache, commit))


def _titled(works: Iterable[WorkRecord], key: str) -> list[WorkRecord]:
    """The works that have or had this title, not as an alias or slug."""
    return [work for work in works if key in map(title_key, (work.title, *work.other_titles))]


def _family(kind: str, stage: str | None) -> str:
    """The family of a work: drafts, or texts that came into force."""
    return "draft" if root_of(kind, stage) == "bill" else "text"
