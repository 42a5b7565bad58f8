"""relate --all: the works that are worth a full comparison, by a first look."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from policydiff.akn.reader import read_article_texts
from policydiff.errors import DamagedError, NotFoundError, PolicyDiffError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.parallel.engine import IncompleteWorkError, WorkerLostError
from policydiff.relating.engine.laws.screening import CounterpartScreen, most_for, screen_for
from policydiff.relating.engine.opinion.screening import ArticleRows, Screen, choose
from policydiff.store.records.versions import DamagedVersionError, NotInForceError, not_counted
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.text.word_rarity import Background, load_background
from policydiff.works.entry_into_force import DaysOfForce
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
    title: str
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
    left: Document, versions: Sequence[VersionRecord], session: Session
) -> frozenset[str]:
    """The URIs of works nearest to any article of the left, or unreadable.

    Raises `IncompleteWorkError`.
    """
    store, vocabulary = session.store(), _vocabulary(load_background())
    titles = {version.blob: version.title for version in versions}
    sent: deque[SentWork] = deque()

    def works() -> Iterator[SentWork]:
        for blob, content in store.words_of(versions, vocabulary):
            sent.append(SentWork(blob=blob, title=titles[blob], content=content))
            yield sent[-1]

    near: dict[str, NDArray[np.float32]] = {}
    fresh: dict[str, ArticleRows] = {}
    with session.engine.running(partial(look_at, LeftText(left)), works(), size=WORKS) as looks:
        for done, look in enumerate(looks, 1):
            work = sent.popleft()
            if isinstance(look, WorkerLostError):
                raise IncompleteWorkError(work.title, look)
            if isinstance(look, Look):
                near[work.blob] = look.near
            if isinstance(look, Look) and look.words is not None:
                fresh[work.blob] = look.words
            if len(fresh) == CACHED or done == len(titles):
                store.keep_words(vocabulary, fresh)
                fresh.clear()
            session.watch(Message("looking"), done, len(titles))
    _screen.cache_clear()
    seen = [version for version in versions if version.blob in near]
    chosen = choose([near[version.blob] for version in seen], most_for(left)) if seen else ()
    unread = (version.work_uri for version in versions if version.blob not in near)
    return frozenset((*(seen[place].work_uri for place in chosen), *unread))


def look_at(left: LeftText, work: SentWork) -> Look | PolicyDiffError:
    """Examine one version; an error if its XML cannot be read."""
    screen, content = _screen(left), work.content
    if isinstance(content, DamagedError):
        return content
    if not isinstance(content, bytes):
        return Look(near=screen.near(content, work.title))
    try:
        words = ArticleRows.of(read_article_texts(content), load_background())
    except PolicyDiffError as error:
        return error
    return Look(near=screen.near(words, work.title), words=words)


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
    """The repository holds no other work."""

    def __init__(self, day: str | None) -> None:
        when = Message(" that is known to have been in force on {day}", day=day) if day else ""
        super().__init__(
            Message(
                "the repository holds no other work{when}; `policydiff add` and `policydiff import` add some",
                when=when,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """The texts to relate to, and notes on how they were chosen."""

    sides: tuple[Resolved, ...]
    remarks: tuple[Message, ...] = ()


def all_others(
    left: Document, given: Sequence[Document], session: Session, day: str | None
) -> Others:
    """Every other work in its newest version, or the one in force on a day.

    Of many works only those near any article of the left, and those with judged links. Raises
    `AloneError`, `IncompleteWorkError`, `NoRepositoryError`.
    """
    store = session.store()
    named = {document.uri for document in (left, *given)}
    works = [work for work in store.works() if work.uri not in named and work.versions]
    found = [_version(store, work, day) for work in works]
    versions = [version for version in found if isinstance(version, VersionRecord)]
    unread = [error for error in found if isinstance(error, DamagedVersionError)]
    if not versions and not given:
        raise AloneError(day)
    silent = found.count(None)
    remarks = (
        []
        if not silent
        else [
            Message(
                "{count} works are not known to have been in force on {day}", count=silent, day=day
            )
        ]
    )
    if len(versions) > IN_FULL:
        near = nearest_works(left, versions, session)
        judged = _judged(left, works, store)
        remarks.append(
            Message(
                "{count} works were looked at, the {near} nearest in full",
                count=len(versions),
                near=len(near | judged),
            )
        )
        versions = [version for version in versions if version.work_uri in near | judged]
    days, works_of = DaysOfForce(store), {work.uri: work for work in works}
    sides: list[Resolved] = []
    for version, document in store.load_many(versions):
        if isinstance(document, Document):
            dated = days.with_day(works_of[version.work_uri], version, document)
            side = Resolved(document=dated, operand=version.name, stored=version)
            sides.append(side if day is None else chosen_for(day, version, store, side))
        elif isinstance(document, DamagedVersionError):
            unread.append(document)
    return Others(sides=tuple(sides), remarks=(*remarks, *not_counted(unread)))


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
