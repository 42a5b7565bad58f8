"""affected: what rests on a change, in the library and in a folder of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from policydiff.citing.actions.cited_texts import numbering
from policydiff.citing.actions.cites import mentions_of
from policydiff.citing.actions.cites_file import signed
from policydiff.citing.engine.citing import is_amending, read_mentions, read_notes
from policydiff.citing.engine.resolution import identify, rests_on
from policydiff.errors import PolicyDiffError
from policydiff.following.actions.changes import (
    ChangedTexts,
    FoundChanges,
    changes_of,
    find_changes,
)
from policydiff.following.actions.judgements import judged_places
from policydiff.following.actions.requirements import Requirements
from policydiff.following.engine.affected import (
    MOST_STRETCHES,
    Affected,
    AffectedPlace,
    AffectedText,
    ClauseEffect,
    RestingText,
    effect_of,
)
from policydiff.library.actions.import_texts import find_texts
from policydiff.messages import Message
from policydiff.model.cited import CrossCitation, Mention
from policydiff.model.document import Document
from policydiff.model.index import index_document
from policydiff.reading import plugins
from policydiff.reading.load import read_document, read_file
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.life import WorkLives
from policydiff.works.session import Session

UNDATED_TEXT = Message(
    "it states no day: it may mean the text before the change, or the one after it"
)
OTHER_VERSION = Message("it is open which version was in force on its day")
NO_VERSION = Message("no version of its day is stored; looked up in the oldest one")


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedOptions:
    """The choices for what rests on a change.

    `since` (ISO) asks for all changes from a day on in place of one. `files` is a folder of texts
    that are looked through as the library is; with `gaps` the requirements of the changed works are
    laid beside them.
    """

    since: str | None = None
    files: Path | None = None
    gaps: bool = False


AS_STORED = AffectedOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text to look through, with its facts as a row."""

    document: Document
    jurisdiction: str
    row: RestingText
    day: str | None = None

    @property
    def is_file(self) -> bool:
        return self.row.file is not None


@dataclass(slots=True, kw_only=True)
class _Search:
    """The search for what rests on some changes."""

    session: Session
    store: Repository
    lives: WorkLives
    changed: tuple[ChangedTexts, ...]
    catalogue: Catalogue
    today: str
    notes: tuple[Message, ...] = ()
    unread: list[tuple[str, str]] = field(default_factory=list)
    read: int = 0
    ended: int = 0

    def of(self, uri: str) -> Iterator[ChangedTexts]:
        """The changes of a work."""
        return (one for one in self.changed if one.uri == uri)

    def stored_texts(self) -> Iterator[_Text]:
        """The newest texts that name a changed work, without decisions and ended ones."""
        own = {one.uri for one in self.changed}
        versions = [
            work.versions[-1]
            for work in self.store.works()
            if work.versions and work.uri not in own
        ]
        keep = mentions_of([one.change.work for one in self.changed])
        for done, (version, found) in enumerate(self.store.load_many(versions, keep), start=1):
            if isinstance(found, DamagedVersionError):
                self.unread.append((version.name, str(found.reason)))
            self.read += not isinstance(found, DamagedVersionError)
            if isinstance(found, Document) and not is_amending(found):
                yield from self._alive(version, found)
            self.session.watch(Message("reading"), done, len(versions))

    def _alive(self, version: VersionRecord, document: Document) -> Iterator[_Text]:
        work = self.catalogue.by_uri(version.work_uri)
        if work is None:  # pragma: no cover - its version was found there
            return
        begun = min((_day_of(one) for one in self.changed), default=self.today)
        end = self.lives.on(work, self.today).end
        if end is not None and (end.day or "9") < begun:
            self.ended += 1
            return
        yield _Text(
            document=document,
            jurisdiction=work.jurisdiction,
            row=_row(document, work=work),
            day=document.version_date,
        )

    def files(self, folder: Path) -> Iterator[_Text]:
        """The texts of a folder."""
        found = find_texts(folder)
        for done, text in enumerate(found, start=1):
            try:
                data = read_file(text.path) if text.path is not None else text.data
                document = read_document(data, text.name.rpartition("/")[2], **text.facts)
            except PolicyDiffError as error:
                self.unread.append((text.name, str(error.message)))
            else:
                self.read += 1
                day = document.version_date or signed(document)
                row = replace(_row(document), file=text.name)
                yield _Text(document=document, jurisdiction="cn", row=row, day=day)
            self.session.watch(Message("reading"), done, len(found))

    def own_rules(self) -> Iterator[_Text]:
        """The rules and contracts of the library, which no authority made."""
        works = [work for work in self.store.works() if work.kind == "document" and work.versions]
        for version, found in self.store.load_many(work.versions[-1] for work in works):
            if isinstance(found, Document):
                yield from self._alive(version, found)

    def places(self, text: _Text) -> Iterator[AffectedPlace]:
        """The places of a text that the changes concern, in reading order."""
        words = plugins.dialect(text.document.dialect).citations
        named: set[str] = set()
        for read in (
            *read_mentions(text.document, words, numbering),
            *(read_notes(text.document, words, numbering) if text.is_file else ()),
        ):
            if read.internal:
                continue
            mention, works = identify(read, text.jurisdiction, words, self.catalogue.named)
            if len(works) != 1:
                continue
            named.add(works[0].uri)
            mention = replace(mention, day=text.day) if text.is_file else mention
            for changed in self.of(works[0].uri):
                yield from self._place(mention, changed, text)
        yield from self._repeated(text, named)

    def _place(
        self, mention: Mention, changed: ChangedTexts, text: _Text
    ) -> Iterator[AffectedPlace]:
        """The place of a citation, if it rests on what changed."""
        try:
            cited, doubt = _meant(mention, changed)
            found = self._effect(mention, cited, changed)
        except PolicyDiffError as error:
            self.unread.append((changed.change.work.title, str(error.message)))
            return
        if found is None or cited.cited is None:
            return
        place = mention.place
        ground = not mention.steps
        yield AffectedPlace(
            bond="ground" if ground else "cites",
            work=changed.uri,
            effect=found,
            eid=place.eid,
            number=place.number,
            words=place.text,
            line=place.line if text.is_file else None,
            cited=cited.cited.number,
            meant=cited.cited.date,
            doubt=None if ground else cited.cited.doubt or doubt,
        )

    def _effect(
        self, mention: Mention, citation: CrossCitation, changed: ChangedTexts
    ) -> ClauseEffect | None:
        """The effect on a cited provision; None where it is not concerned."""
        cited, change = citation.cited, changed.change
        if cited is None or (mention.steps and cited.eid is None):
            return None
        if change.ended is not None or change.before is None or change.after is None:
            known = rests_on(mention) or bool(mention.steps) or change.ended is not None
            return ClauseEffect(number=cited.number or "", effects=("ended",)) if known else None
        order = [version.date for version in change.work.versions]
        if order.index(cited.date) >= order.index(change.after.date):
            return None
        if not mention.steps or cited.eid is None:
            return ClauseEffect(number="", effects=("amended",)) if rests_on(mention) else None
        return self.effect_on(changed, changed.cited.version_of(citation), cited.eid, cited.end_eid)

    def effect_on(
        self, changed: ChangedTexts, version: VersionRecord, eid: str, end: str | None = None
    ) -> ClauseEffect | None:
        """The effect on a provision of a version; None where it was gone before."""
        before, after = changed.change.before, changed.change.after
        if before is None or after is None:
            return ClauseEffect(number=numbering(changed.index(), eid), effects=("ended",))
        eids: Sequence[str] = (eid,)
        if version.date != before.date:
            then = changed.cited.outcomes(version, before).find(eid, end)
            if then is None or not then.now:
                return None
            eids, end = then.now_eids, None
        index, outcomes = changed.index(), changed.cited.outcomes(before, after)
        cited = [one for each in eids for one in index.between(each, end)]
        became = [found for each in eids if (found := outcomes.find(each, end)) is not None]
        if not became:
            return None
        texts: dict[str, str | None] = {}
        for one in cited:
            article = index.at_level(one, "article")
            if article is not None:
                whole = article.eid == one
                texts[article.eid] = None if whole else index.by_eid[one].text
        number = _joined(numbering(index, one) for one in (cited[:1] + cited[1:][-1:]))
        effect = effect_of(became, number, outcomes.comparison, texts)
        stretches = [two for one in cited for two in outcomes.changes(one)]
        return replace(
            effect,
            stretches=tuple(stretches[:MOST_STRETCHES]),
            more=len(stretches) > MOST_STRETCHES,
            doubtful=any(
                match.doubtful for one in cited if (match := outcomes.matches.get(one)) is not None
            ),
        )

    def _repeated(self, text: _Text, named: set[str]) -> Iterator[AffectedPlace]:
        """The sentences that a text has in common with what a change took away.

        Of the library only texts that name the changed work are looked through.
        """
        for changed in self.changed:
            if not text.is_file and changed.uri not in named:
                continue
            if changed.change.before is None:
                continue
            gone, index = changed.gone(), index_document(text.document)
            for article in text.document.articles:
                for sentence, eid in gone.repeated_in(article).items():
                    effect = self.effect_on(changed, changed.change.before, eid)
                    if effect is not None:
                        yield AffectedPlace(
                            bond="repeats",
                            work=changed.uri,
                            effect=effect,
                            eid=article.eid,
                            number=numbering(index, article.eid),
                            words=sentence,
                            cited=numbering(changed.index(), eid),
                            meant=changed.change.before.date,
                        )


def affected(
    operand: str | None, session: Session, options: AffectedOptions = AS_STORED
) -> Affected:
    """Find the places that a change concerns.

    It is one of a version, of a stored decision, or all since a day. Raises `UsageError`, and what
    `find_changes`, `find_texts` and `Repository.open` raise.
    """
    store = session.store()
    lives = WorkLives(store)
    search = _search(find_changes(operand, options.since, store, lives), store, session)
    return _answer(search, options)


def affected_by(
    versions: Iterable[VersionRecord],
    store: Repository,
    session: Session,
    options: AffectedOptions = AS_STORED,
) -> tuple[Affected, tuple[ChangedTexts, ...]]:
    """The places that the changes of certain versions concern, and these changes.

    Raises what `find_texts` raises.
    """
    search = _search(changes_of(versions, store, WorkLives(store)), store, session)
    return _answer(search, options), search.changed


def _search(found: FoundChanges, store: Repository, session: Session) -> _Search:
    lives, today = WorkLives(store), session.today or store.day()
    return _Search(
        session=session,
        store=store,
        lives=lives,
        changed=tuple(
            ChangedTexts(change=change, store=store, lives=lives, today=today)
            for change in found.changes
        ),
        catalogue=store.catalogue(),
        today=today,
        notes=found.notes,
    )


def _answer(search: _Search, options: AffectedOptions) -> Affected:
    files = [] if options.files is None else list(search.files(options.files))
    texts: dict[str, AffectedText] = {}
    for text in (*files, *search.stored_texts()):
        _add(texts, text.row, search.places(text))
    rules = (
        [(text.row, text.document) for text in (*files, *search.own_rules())]
        if options.gaps
        else []
    )
    beside = [Requirements(one, rules, search.unread) for one in search.changed]
    judged = judged_places(search.store, search.changed, search.effect_on, search.unread)
    asked = beside if options.gaps else []
    for row, place in (*judged, *(two for one in asked for two in one.places(search.effect_on))):
        _add(texts, row, [place])
    return Affected(
        works=tuple(one.summary() for one in search.changed),
        texts=tuple(texts.values()),
        unanswered=tuple(duty for one in asked for duty in one.unanswered()),
        rules=len(rules) if options.gaps else None,
        read=search.read,
        ended=search.ended,
        unread=tuple(search.unread),
        notes=search.notes,
    )


def _add(texts: dict[str, AffectedText], row: RestingText, places: Iterable[AffectedPlace]) -> None:
    """Add places to a text, each once."""
    before = texts.get(row.key)
    found = tuple(dict.fromkeys((*(before.places if before else ()), *places)))
    if found:
        texts[row.key] = AffectedText(text=before.text if before else row, places=found)


def _meant(mention: Mention, changed: ChangedTexts) -> tuple[CrossCitation, Message | None]:
    """The citation in its version, the one before the change where that is open."""
    citation = changed.cited.answer(mention)
    cited, before = citation.cited, changed.change.before
    if cited is None or before is None:
        return citation, None
    if cited.basis == "undated":
        return changed.cited.answer(replace(mention, day=before.date)), UNDATED_TEXT
    if cited.basis == "later":
        return citation, NO_VERSION
    if cited.presumed and before.date in cited.candidates:
        return changed.cited.in_version(mention, before), OTHER_VERSION
    return citation, None


def _day_of(changed: ChangedTexts) -> str:
    after, ended = changed.change.after, changed.change.ended
    return (after.date if after else ended.day if ended else None) or ""


def _joined(numbers: Iterable[str]) -> str:
    return "–".join(dict.fromkeys(filter(None, numbers)))


def _row(document: Document, work: WorkRecord | None = None) -> RestingText:
    terms = [] if work is None else [one.words for _, one in work.life if one.kind == "term"]
    return RestingText(
        title=document.title,
        uri=None if work is None else work.uri,
        date=document.version_date,
        kind=document.kind,
        document_number=document.document_number,
        authority=document.authority,
        term=terms[-1] if terms else None,
    )
