"""The citations of a work or in a text, dangling and outdated ones among them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from policydiff.citing.actions.cited_texts import CitedTexts, numbering
from policydiff.citing.actions.cites_file import FileCitations
from policydiff.citing.actions.citing import end_of_unstored, mentioned_work, with_ground
from policydiff.citing.engine.citing import is_amending, read_mentions
from policydiff.citing.engine.resolution import leads_to, resolve_own
from policydiff.errors import PolicyDiffError, UsageError
from policydiff.messages import Message
from policydiff.model.cited import Citations, CitationStatus, CitedPlace, CrossCitation, Mention
from policydiff.model.document import Document
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.names import UNDATED, Name, parse_name
from policydiff.reading import plugins
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.titles import title_key
from policydiff.text.traditions.citation_words import CitationWords
from policydiff.works.life import WorkLives
from policydiff.works.operands import file_part
from policydiff.works.resolve import resolve_stored, whole_document
from policydiff.works.session import Session, Watch, unwatched
from policydiff.works.show import candidates, presumed, shown_of, verdict

_HAN = re.compile("[一-鿿]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The choice of citations to list.

    `cited` is the name of a work or provision that is cited, `source` that of the text that cites,
    or a file; None for all, which `every` states where nothing else is chosen. `dangling` and `outdated` choose citations that lead nowhere, or whose
    target a later version changed or has ended; with both, either. They leave out amending
    decisions, which speak of the text that they amend, but for one that `source` names; with
    `decisions` none is left out. `internal` takes the citations of a text to itself too;
    `every_version` reads all stored versions of the citing works, not the newest alone. `written`
    (ISO) is the day of a file, by which the versions that it cites are chosen, None for the one
    that it states; `on` that of the versions that they are checked against, None for the newest.
    """

    cited: str | None = None
    source: str | None = None
    every: bool = False
    dangling: bool = False
    outdated: bool = False
    internal: bool = False
    every_version: bool = False
    decisions: bool = False
    written: str | None = None
    on: str | None = None

    def of_file(self, session: Session) -> bool:
        """True where the text that cites is a file, or came with the call."""
        source = self.source
        if source is None:
            return False
        given, _ = session.text_given(source)
        return given is not None or file_part(source, session)[0] is not None


def cites(question: Question, session: Session) -> Citations:
    """Read, resolve and select citations, in the order of the citing works.

    Raises `UsageError`, and what `Repository.open`, `Repository.resolve` and `show.find_provision`
    raise.
    """
    if question.of_file(session):
        return _of_file(question, session)
    return _answer(question, session.store, session.watch, session.today)


def _of_file(question: Question, session: Session) -> Citations:
    """The citations of a file, checked; those of other works need a repository."""
    source = whole_document(question.source or "", session)
    store = session.store_if_any() if question.cited is None else session.store()
    wanted = None if store is None else _read_wanted(question.cited, store, session.today)
    reading = FileCitations(
        source=source, store=store, today=session.today, day=question.written, on=question.on
    )
    read = reading.check()
    return Citations(
        citations=tuple(one for one in read if _is_asked(question, wanted, one)),
        texts=1,
        counts=dict(Counter(one.status for one in read)),
        unread=tuple(reading.unread),
        notes=(*source.notes, *reading.notes()),
        of_file=True,
        day=reading.day,
    )


def _answer(
    question: Question, repository: Callable[[], Repository], watch: Watch, today: str | None
) -> Citations:
    if (
        question.cited is None
        and question.source is None
        and not (question.every or question.dangling or question.outdated)
    ):
        raise UsageError(
            Message(
                "name the cited WORK or WORK#PROVISION, or ask with --from WORK, --all, --dangling or --outdated"
            )
        )
    store = repository()
    wanted = _read_wanted(question.cited, store, today)
    inquiry = _Inquiry(
        question=question,
        store=store,
        catalogue=store.catalogue(),
        lives=WorkLives(store),
        today=today or store.day(),
        watch=watch,
        wanted=wanted,
    )
    if wanted is not None:
        inquiry.notes, inquiry.presumed = list(wanted.notes), wanted.presumed
    inquiry.read()
    return inquiry.answer()


def citations(repository: Repository, cited: str | None = None, **choices: Any) -> Citations:
    """The citations across the works of a repository; raises what `cites` raises.

    Those of `cited` (WORK, WORK@DATE, each with #PROVISION), or as the other fields of `Question`
    choose:

        citations(repository, "刑法#第二百八十六条") ; citations(repository, source="对外贸易法") ;
        citations(repository, outdated=True)
    """
    return _answer(Question(cited=cited, **choices), lambda: repository, unwatched, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """The cited work that is asked for, of one version or, with None, of any."""

    work: WorkRecord
    version: str | None
    eid: str | None = None
    index: ProvisionIndex | None = None
    notes: tuple[Message, ...] = ()
    presumed: bool = False

    def fits(self, citation: CrossCitation) -> bool:
        """True for a citation of it; without a version the present place counts."""
        cited = citation.cited
        if (
            cited is None
            or cited.uri != self.work.uri
            or self.version not in (None, cited.date or UNDATED)
        ):
            return False
        if self.eid is None or self.index is None:
            return True
        now = [(cited.eid, cited.end_eid)]
        if self.version is None and citation.became is not None:
            now = [(eid, None) for eid, _ in citation.became.now]
        return any(leads_to(begin, end, self.eid, self.index) for begin, end in now)


def _read_wanted(operand: str | None, store: Repository, today: str | None) -> _Wanted | None:
    if operand is None:
        return None
    stored = resolve_stored(store, operand, today, through=True)
    document, shown = stored.document, shown_of(stored)
    texts = candidates(stored, shown)
    return _Wanted(
        work=_work_of(store, document),
        version=(document.version_date or UNDATED) if _names_version(parse_name(operand)) else None,
        eid=None if isinstance(shown, Document) else shown.eid,
        index=None if isinstance(shown, Document) else index_document(document),
        notes=(*stored.notes, *(() if stored.provision is None else verdict(texts))),
        presumed=presumed(texts),
    )


def _work_of(store: Repository, document: Document) -> WorkRecord:
    return store.find(document.uri or document.title)


def _names_version(name: Name) -> bool:
    return name.date is not None or name.in_force_on is not None


@dataclass(slots=True, kw_only=True)
class _Inquiry:
    """One question; `found` by the order of reading, `waiting` by the cited work."""

    question: Question
    store: Repository
    catalogue: Catalogue
    lives: WorkLives
    today: str
    watch: Watch
    wanted: _Wanted | None
    texts: int = 0
    order: int = 0
    found: dict[int, CrossCitation] = field(default_factory=dict)
    waiting: defaultdict[str, list[tuple[int, Mention]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    unread: list[tuple[str, str]] = field(default_factory=list)
    amending: set[tuple[str | None, str | None]] = field(default_factory=set)
    notes: list[Message] = field(default_factory=list)
    presumed: bool = False

    def read(self) -> None:
        versions = self._citing()
        self.texts = len(versions)
        keep = (
            mentions_of([self.wanted.work], own=self.question.internal)
            if self.wanted is not None
            else lambda _xml: True
        )
        for done, (version, document) in enumerate(self.store.load_many(versions, keep), start=1):
            if isinstance(document, Document):
                self._read_text(document, self.catalogue.find(version.work_uri).jurisdiction)
            elif isinstance(document, DamagedVersionError):
                self.unread.append((version.name, str(document.reason)))
            self.watch(Message("reading"), done, len(versions))

    def _citing(self) -> list[VersionRecord]:
        if self.question.source is None:
            works = sorted(self.catalogue, key=lambda work: work.folder)
            return [version for work in works for version in self._versions(work)]
        name = parse_name(self.question.source)
        if name.provision is not None:
            raise UsageError(
                Message(
                    "{name}: the citations of a whole text are listed; leave out what follows #",
                    name=self.question.source,
                )
            )
        if not _names_version(name):
            return list(self._versions(self.store.find(name.work)))
        stored = resolve_stored(self.store, self.question.source, self.today)
        self.notes += stored.notes
        self.presumed |= stored.presumed
        return [
            self.store.version(
                _work_of(self.store, stored.document), stored.document.version_date or UNDATED
            )
        ]

    def _versions(self, work: WorkRecord) -> tuple[VersionRecord, ...]:
        return work.versions if self.question.every_version else work.versions[-1:]

    def _read_text(self, document: Document, jurisdiction: str) -> None:
        """Answer the citations of a text to itself; group the others by their work."""
        words = plugins.dialect(document.dialect).citations
        index = index_document(document) if self.question.internal else None
        if is_amending(document):
            self.amending.add((document.uri, document.version_date))
        itself = CitedPlace(
            uri=document.uri or "", title=document.title, date=document.version_date, basis="itself"
        )
        for mention in read_mentions(document, words, numbering):
            if not mention.internal:
                work = mentioned_work(mention, jurisdiction, words, self.catalogue)
                if work is not None:
                    self._take(work.mention, work.works)
                    if not work.works:
                        self._end_unstored(mention, jurisdiction, words)
            elif index is not None:
                self.found[self._next()] = resolve_own(mention, itself, index, numbering)

    def _end_unstored(self, mention: Mention, jurisdiction: str, words: CitationWords) -> None:
        try:
            ended = end_of_unstored(self.lives, mention, jurisdiction, words, self.today)
            if ended is not None:
                self.found[self.order] = with_ground(
                    ended, self.lives, ended.mention.place.uri, self.today
                )
        except PolicyDiffError as error:
            self.unread.append((mention.name or "", str(error)))

    def _take(self, mention: Mention, works: tuple[WorkRecord, ...]) -> None:
        order = self._next()
        if len(works) != 1:
            self.found[order] = CrossCitation(
                mention=mention, status="ambiguous work" if works else "unknown work"
            )
        elif self.wanted is None or works[0].uri == self.wanted.work.uri:
            self.waiting[works[0].uri].append((order, mention))

    def _next(self) -> int:
        self.order += 1
        return self.order

    def answer(self) -> Citations:
        for done, (uri, mentions) in enumerate(self.waiting.items(), start=1):
            self._resolve(uri, mentions)
            self.watch(Message("resolving"), done, len(self.waiting))
        read = [self.found[order] for order in sorted(self.found)]
        counts: Counter[CitationStatus] = Counter(one.status for one in read)
        asked = [one for one in read if _is_asked(self.question, self.wanted, one)]
        left_out = Counter(
            f"{one.mention.place.title}@{one.mention.place.date or UNDATED}"
            for one in asked
            if self._is_left_out(one)
        )
        return Citations(
            citations=tuple(one for one in asked if not self._is_left_out(one)),
            texts=self.texts,
            counts=dict(counts),
            unread=tuple(self.unread),
            left_out=tuple(left_out.items()),
            notes=tuple(self.notes),
            presumed=self.presumed,
        )

    def _is_left_out(self, citation: CrossCitation) -> bool:
        """True for a citation by an amending decision that the question leaves out."""
        chosen = self.question.dangling or self.question.outdated
        wanted = self.question.decisions or self.question.source is not None
        return (
            chosen
            and not wanted
            and (citation.mention.place.uri, citation.mention.place.date) in self.amending
        )

    def _resolve(self, uri: str, mentions: list[tuple[int, Mention]]) -> None:
        """Resolve the citations of one work; its versions are held no longer than that."""
        work = self.catalogue.by_uri(uri)
        if work is None or not work.versions:  # pragma: no cover - they were found there
            return
        plain = CitedTexts(
            work=work, store=self.store, lives=self.lives, today=self.today, follow=False
        )
        follow = self.question.outdated or not self.question.dangling
        tries = (replace(plain, follow=True), plain) if follow else (plain,)
        for order, mention in mentions:
            for texts in tries:  # what cannot be followed is still a citation
                try:
                    citation = texts.answer(mention)
                    self.found[order] = with_ground(
                        citation, self.lives, mention.place.uri, self.today
                    )
                    break
                except PolicyDiffError as error:
                    why = (work.title, str(error))
                    if isinstance(error, DamagedVersionError):
                        why = (error.version.name, str(error.reason))
                    self.unread += [] if why in self.unread else [why]


def _is_asked(question: Question, wanted: _Wanted | None, citation: CrossCitation) -> bool:
    if wanted is not None and not wanted.fits(citation):
        return False
    if not (question.dangling or question.outdated):
        return True
    lost = citation.status == "dangling" or (
        citation.check is not None and citation.check.verdict == "dangling"
    )
    return (question.dangling and lost) or (question.outdated and citation.outdated)


def mentions_of(works: Iterable[WorkRecord], *, own: bool = False) -> Callable[[bytes], bool]:
    """A test for XML with the longest Chinese run of a title, or the URI."""
    runs: set[bytes] = set()
    for work in works:
        names = {title_key(name) for name in (work.title, *work.other_titles, *work.aliases)}
        runs |= {max(_HAN.findall(name) or [name], key=len).encode() for name in names}
        runs |= {work.uri.encode()} if own else set()
    return lambda xml: any(run in xml for run in runs)
