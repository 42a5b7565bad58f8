"""relate --all: the works that are worth a full comparison, by a first look."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from policydiff.akn.reader import read_article_texts
from policydiff.errors import DamagedError, NotFoundError, PolicyDiffError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.parallel.engine import IncompleteWorkError, WorkerLostError
from policydiff.relating.engine.laws.counterparts import relation_kind
from policydiff.relating.engine.laws.screening import CounterpartScreen, choose_for, screen_for
from policydiff.relating.engine.opinion.screening import ArticleRows, Screen, naming
from policydiff.relating.engine.tiers import TIERS, Rank, Tier, tier_of
from policydiff.store.records.versions import DamagedVersionError, NotInForceError, not_counted
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.text.word_rarity import Background, load_background
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.life import WorkLives
from policydiff.works.lineage import in_force
from policydiff.works.resolve import Resolved, chosen_for
from policydiff.works.session import Session

WORKS = 128
"""Works of a worker's batch: a look takes milliseconds, a worker seconds to begin."""

CACHED = 1000
"""Works whose words are cached at once."""


@dataclass(frozen=True, slots=True, eq=False)
class LeftText:
    """The text beside which works are examined, compared by identity for its length."""

    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class SentWork:
    """A stored version to be examined, by its id; its cached words, else its XML."""

    blob: str
    content: ArticleRows | bytes | DamagedError

    @property
    def octets(self) -> int:
        """Its size in bytes, see `Engine.run`."""
        content = self.content
        if isinstance(content, DamagedError):
            return 0
        return len(content) if isinstance(content, bytes) else int(content.words.nbytes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A version's nearness to the left's articles, and its words if not cached."""

    near: NDArray[np.float32]
    words: ArticleRows | None = None


def nearest_works(
    left: Document, groups: Sequence[Sequence[VersionRecord]], session: Session
) -> frozenset[str]:
    """The URIs of works to be weighed in full, by tiers, or unreadable.

    Raises `IncompleteWorkError`.
    """
    versions = [version for group in groups for version in group]
    store, vocabulary = session.store(), _vocabulary(load_background())
    titles = {version.blob: version.title for version in versions}
    sent: deque[SentWork] = deque()

    def works() -> Iterator[SentWork]:
        for blob, content in store.words_of(versions, vocabulary):
            sent.append(SentWork(blob=blob, content=content))
            yield sent[-1]

    near: dict[str, NDArray[np.float32]] = {}
    fresh: dict[str, ArticleRows] = {}
    with session.engine.running(partial(look_at, LeftText(left)), works(), size=WORKS) as looks:
        for done, look in enumerate(looks, 1):
            work = sent.popleft()
            if isinstance(look, WorkerLostError):
                raise IncompleteWorkError(titles[work.blob], look)
            if isinstance(look, Look):
                near[work.blob] = look.near
            if isinstance(look, Look) and look.words is not None:
                fresh[work.blob] = look.words
            if len(fresh) == CACHED or done == len(titles):
                store.keep_words(vocabulary, fresh)
                fresh.clear()
            session.watch(Message("looking"), done, len(titles))
    _screen.cache_clear()
    chosen = choose_for(left, near, [[version.blob for version in group] for group in groups])
    return frozenset(
        version.work_uri
        for version in versions
        if version.blob in chosen or version.blob not in near
    )


def look_at(left: LeftText, work: SentWork) -> Look | PolicyDiffError:
    """Examine one version; an error if its XML cannot be read."""
    screen, content = _screen(left), work.content
    if isinstance(content, DamagedError):
        return content
    if not isinstance(content, bytes):
        return Look(near=screen.near(content))
    try:
        words = ArticleRows.of(read_article_texts(content), load_background())
    except PolicyDiffError as error:
        return error
    return Look(near=screen.near(words), words=words)


@lru_cache(maxsize=1)
def _screen(left: LeftText) -> Screen | CounterpartScreen:
    """The first look beside a text, made once in each process."""
    return screen_for(left.document, load_background())


def _vocabulary(background: Background) -> str:
    """A key for the numbering of the words, which changes with the words."""
    return hashlib.sha256("\n".join(background.rows).encode()).hexdigest()


IN_FULL = 40
"""Works that are related in full without a first look."""


class AloneError(NotFoundError):
    """The repository holds no other work, or none of the asked rank."""

    def __init__(self, day: str | None, rank: Rank | None = None) -> None:
        when = Message(" that is known to have been in force on {day}", day=day) if day else ""
        which = "" if rank is None else Message(" of the rank “{rank}”", rank=rank)
        super().__init__(
            Message(
                "the repository holds no other work{which}{when}; `policydiff add` and `policydiff import` add some",
                which=which,
                when=when,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """The texts to relate to, of so many works, and notes on how they were chosen."""

    sides: tuple[Resolved, ...]
    looked: int
    remarks: tuple[Message, ...] = ()


def all_others(
    left: Document,
    given: Sequence[Document],
    session: Session,
    day: str | None,
    rank: Rank | None = None,
) -> Others:
    """Every other work, or those of a rank, in the newest version or that of a day.

    Of many works only those near any measure or article of the left, those that a measure names,
    and those with judged links. Raises `AloneError`, `IncompleteWorkError`, `NoRepositoryError`.
    """
    store = session.store()
    named = {document.uri for document in (left, *given)}
    works = [work for work in store.works() if work.uri not in named and work.versions]
    tiers = tiers_of(works, session, day)
    asked = [work for work in works if rank is None or tiers[work.uri] in (rank, None)]
    found = [_version(store, work, day) for work in asked]
    versions = [version for version in found if isinstance(version, VersionRecord)]
    unread = [error for error in found if isinstance(error, DamagedVersionError)]
    if not versions and not given:
        raise AloneError(day, rank)
    looked, remarks = len(versions), [*_silent(found.count(None), day)]
    if len(versions) > IN_FULL:
        groups = [
            [version for version in versions if tiers[version.work_uri] == tier]
            for tier in sorted(TIERS, key=lambda tier: tier != (rank or TIERS[0]))
        ]
        full = nearest_works(left, groups, session) | _judged(left, works, store)
        full |= _named(left, asked)
        versions = [version for version in versions if version.work_uri in full]
        remarks.append(
            Message(
                "{count} works were looked at, the {near} nearest in full",
                count=looked,
                near=len(versions),
            )
        )
    sides, damaged = _read_texts(versions, works, store, day)
    if rank is not None:
        sides, further = _of_rank(sides, tiers, rank)
        remarks += further
    unread += damaged
    if not sides and not given and not unread:
        raise AloneError(day, rank)
    notes = (*remarks, *not_counted(unread))
    return Others(sides=tuple(sides), looked=looked, remarks=notes)


def _read_texts(
    versions: Sequence[VersionRecord],
    works: Iterable[WorkRecord],
    store: Repository,
    day: str | None,
) -> tuple[list[Resolved], list[DamagedVersionError]]:
    days, works_of = DaysOfForce(store), {work.uri: work for work in works}
    sides: list[Resolved] = []
    unread: list[DamagedVersionError] = []
    for version, document in store.load_many(versions):
        if isinstance(document, Document):
            dated = days.with_day(works_of[version.work_uri], version, document)
            side = Resolved(document=dated, operand=version.name, stored=version)
            sides.append(side if day is None else chosen_for(day, version, store, side))
        elif isinstance(document, DamagedVersionError):
            unread.append(document)
    return sides, unread


def _of_rank(
    sides: Iterable[Resolved], tiers: Mapping[str, Tier | None], rank: Rank
) -> tuple[list[Resolved], list[Message]]:
    """The texts of a rank, which their authorities may show, and a remark."""
    shown = [
        (side, tiers.get(text.uri or "") or tier_of(text, text.authority))
        for side in sides
        for text in (side.document,)
    ]
    unknown = sum(tier is None for _, tier in shown)
    remark = Message("{count} works are left out, whose rank is unknown", count=unknown)
    return [side for side, tier in shown if tier == rank], [remark] if unknown else []


def tiers_of(
    works: Iterable[WorkRecord], session: Session, day: str | None = None
) -> dict[str, Tier | None]:
    """The tier of each work on a day (ISO), else today, by its URI.

    None if its kind, place and title do not show it; the authority of a text may.
    """
    store = session.store()
    lives, on = WorkLives.of_all(store), day or session.today or store.day()
    return {work.uri: tier_of(work, ended=_has_ended(work, lives, on)) for work in works}


def _has_ended(work: WorkRecord, lives: WorkLives, day: str) -> bool:
    """True if a work had ended; False where what states it cannot be read."""
    try:
        return lives.status(work, day).end is not None
    except DamagedError:
        return False


def _silent(count: int, day: str | None) -> Iterator[Message]:
    if count:
        yield Message(
            "{count} works are not known to have been in force on {day}", count=count, day=day
        )


def _named(left: Document, works: Iterable[WorkRecord]) -> frozenset[str]:
    """The URIs of works that a measure of the left names by a title of theirs."""
    if relation_kind(left, ()) == "counterparts":
        return frozenset()
    names = naming(left)
    return frozenset(
        work.uri for work in works if any(map(names, (work.title, *work.other_titles)))
    )


def _version(
    store: Repository, work: WorkRecord, day: str | None
) -> VersionRecord | DamagedVersionError | None:
    """The newest version or that of a day, why it is unreadable, or None."""
    try:
        return store.version(work) if day is None else in_force(store, work, day)
    except NotInForceError:
        return None
    except DamagedVersionError as error:
        return error


def _judged(left: Document, works: Sequence[WorkRecord], store: Repository) -> frozenset[str]:
    """The URIs of the works whose links to the left were judged, however far."""
    if left.uri is None:
        return frozenset()
    try:
        ours = store.find(left.uri)
    except NotFoundError:
        return frozenset()
    return frozenset(uri for uri, review in store.reviews(ours, works).items() if review.judged)
