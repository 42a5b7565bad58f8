"""instruments: the laws and regulations that a document names, and their status."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policydiff.model.comparison import Side
from policydiff.model.document import Document
from policydiff.model.index import index_document
from policydiff.model.json_keys import JsonValue
from policydiff.model.work_life import WorkStatus
from policydiff.reading import plugins
from policydiff.reading.load import check_date
from policydiff.relating.engine.instruments.instruments import find_instruments
from policydiff.relating.engine.instruments.status import AtHand, complete
from policydiff.relating.engine.relation import Instrument
from policydiff.report.citations import cite
from policydiff.store.records.instruments import (
    InstrumentCatalogue,
    names_of,
    read_instrument_catalogue,
)
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key
from policydiff.text.plan_tasks import with_tasks
from policydiff.works.life import WorkLives
from policydiff.works.resolve import AS_RECOGNISED, Resolved, TextOptions, whole_document
from policydiff.works.session import Session

_DRAFT = re.compile(r"[（(](?>[^（）()]{0,60}?(?:稿|草案))[^（）()]{0,60}[）)]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedInstruments(JsonValue):
    """A document with the instruments that it names, and the texts searched first.

    `after` (ISO) is the day from which `since` counts, None if unknown; `as_of` is the day of the
    catalogue's facts.
    """

    resolved: Resolved
    rights: tuple[Resolved, ...]
    instruments: tuple[Instrument, ...]
    after: str | None
    as_of: str

    def places(self) -> tuple[str, ...]:
        """The citations of the articles that name each instrument; "" outside of any."""
        index = index_document(with_tasks(self.resolved.document))
        return tuple(
            cite(index, Side(eid=article.eid if article else instrument.left, num=None, level=""))
            for instrument in self.instruments
            for article in (index.at_level(instrument.left, "article"),)
        )


def instruments(
    operands: Iterable[str],
    session: Session,
    reading: TextOptions = AS_RECOGNISED,
    *,
    after: str | None = None,
) -> NamedInstruments:
    """The instruments that the first operand names, resolved.

    Sources are the other operands, the repository, if any, and the catalogue. `after` (ISO) wins
    over the document's own date. Raises `BadFactError` for an invalid day, and as
    `resolve.whole_document`.
    """
    if after is not None:
        check_date("after", after)
    left, *rights = (whole_document(operand, session, reading) for operand in operands)
    day = after or left.document.version_date
    found = resolve_instruments(
        left.document,
        [right.document for right in rights],
        session.store_if_any(),
        after=day,
        today=session.today,
    )
    return NamedInstruments(
        resolved=left,
        rights=tuple(rights),
        instruments=found,
        after=day,
        as_of=read_instrument_catalogue().as_of,
    )


def resolve_instruments(
    document: Document,
    rights: Iterable[Document] = (),
    repository: Repository | None = None,
    *,
    after: str | None = None,
    catalogue: InstrumentCatalogue | None = None,
    today: str | None = None,
) -> tuple[Instrument, ...]:
    """The instruments that the articles of a document name, with their status.

    In reading order, each name once an article, from the documents at hand, the repository, then
    `catalogue` (None: the shipped one). `since` counts from `after`, else from the document's own
    date. `today` (ISO) decides if a stored work has ended; None is the day of the newest commit.
    """
    mentions = tuple(
        _once(find_instruments(document, plugins.dialect(document.dialect).instruments))
    )
    if not mentions:
        return ()
    day = after or document.version_date
    texts = _TextsAtHand(rights, repository, today, day)
    shipped = catalogue or read_instrument_catalogue()
    return tuple(_resolved(mention, texts, shipped, day) for mention in mentions)


def _once(mentions: Iterable[Instrument]) -> Iterator[Instrument]:
    """Each name once an article: the first mention, or the first with an action."""
    first: dict[tuple[str, str], Instrument] = {}
    for mention in mentions:
        key = (mention.left, _key(mention.title or mention.name))
        if key not in first or (first[key].action is None and mention.action is not None):
            first[key] = mention
    yield from first.values()


def _resolved(
    mention: Instrument, texts: _TextsAtHand, catalogue: InstrumentCatalogue, after: str | None
) -> Instrument:
    title = mention.title or mention.name
    entry = catalogue.find(title)
    keys = {_key(title), *(names_of(entry) if entry else ())}
    at_hand = tuple(texts.texts(keys))
    life = texts.life(at_hand, (title, *((entry.title, *entry.aliases) if entry else ())))
    return complete(mention, at_hand, entry, after, life=life, as_of=catalogue.as_of)


def _key(title: str) -> str:
    """The key of an instrument's title, without a draft's stage."""
    return title_key(_DRAFT.sub("", title))


class _TextsAtHand:
    """Given documents and works of a repository, read when they are asked for."""

    def __init__(
        self,
        rights: Iterable[Document],
        repository: Repository | None,
        today: str | None,
        then: str | None,
    ) -> None:
        self._repository = repository
        self._lives = None if repository is None else WorkLives(repository)
        self._today, self._then = today, then
        self._rights: defaultdict[str, list[Document]] = defaultdict(list)
        self._works: defaultdict[str, dict[str, WorkRecord]] = defaultdict(dict)
        for document in rights:
            for title in (document.title, *document.aliases):
                self._rights[_key(title)].append(document)
        for work in repository.works() if repository else ():
            for title in (work.title, *work.other_titles, *work.aliases):
                self._works[_key(title)][work.uri] = work

    def life(self, texts: Iterable[AtHand], titles: Iterable[str]) -> WorkStatus | None:
        """The life of an instrument's work by text or title; None if nothing states it."""
        if self._lives is None or self._repository is None:
            return None
        documents = [text.document for text in texts if text.document.stage is None]
        works = map(self._lives.work_of, documents[:1])
        if not documents:
            works = map(self._lives.work_titled, titles)
        work = next((one for one in works if one is not None and one.stage is None), None)
        day = self._today or self._repository.day()
        return None if work is None else self._lives.status_by(work, day, self._then)

    def texts(self, keys: set[str]) -> Iterator[AtHand]:
        """The texts with these names: given ones, then those of the whole country."""
        given = {
            id(document): document for key in sorted(keys) for document in self._rights.get(key, ())
        }.values()
        yield from (
            AtHand(document=document, name=document.uri or document.title) for document in given
        )
        taken = {document.uri for document in given}
        works = {
            uri: work
            for key in sorted(keys)
            for uri, work in self._works.get(key, {}).items()
            if work.versions and uri not in taken
        }
        national = {uri: work for uri, work in works.items() if work.jurisdiction == "cn"} or works
        yield from (self._stored(work) for work in national.values())

    def _stored(self, work: WorkRecord) -> AtHand:
        assert self._repository is not None  # noqa: S101 - works come from it alone
        newest = work.versions[-1]
        others = tuple(version.date for version in work.versions[:-1] if version.date is not None)
        oldest = self._repository.load(work.versions[0]) if len(work.versions) > 1 else None
        heads = (head for _, head in self._repository.heads(work.versions))
        days = (head.dates.named for head in heads if isinstance(head, Document))
        return AtHand(
            document=self._repository.load(newest),
            name=work.uri,
            oldest=oldest,
            other_dates=others,
            named=tuple(day for day in days if day is not None),
        )
