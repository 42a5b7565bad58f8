"""affected: what rests on a change, in the library and in a folder of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    ListedText,
    effect_of,
    long_sentences,
)
from policydiff.library.actions.import_texts import find_texts
from policydiff.messages import Message
from policydiff.model.cited import CrossCitation, Mention
from policydiff.model.comparison import Comparison
from policydiff.model.document import Document, Provision
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.kinds import CONTAINERS
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
NEWER_TEXT = Message(
    "on its day a newer text was published, not yet in force: it may mean that one"
)
SEVERAL_WORKS = Message("several stored works bear this title")
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
    row: ListedText
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
    ended: set[str] = field(default_factory=set)

    def doubt(self, name: str, error: PolicyDiffError) -> None:
        """Record once what could not be read."""
        fault = (name, str(error.message))
        self.unread += [] if fault in self.unread else [fault]

    def stored_texts(self) -> Iterator[_Text]:
        """The newest texts that name a changed work, without decisions and ended ones."""
        own = {one.uri for one in self.changed}
        versions = [
            work.versions[-1] for work in self.store.works() if work.versions and own != {work.uri}
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
            self.ended.add(work.uri)
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
            uris = {work.uri for work in works} - {text.row.uri}
            named |= uris
            mention = replace(mention, day=text.day) if text.is_file else mention
            doubt = SEVERAL_WORKS if len(works) > 1 else None
            for changed in self.changed:
                if changed.uri in uris and not _ends(text, mention, changed):
                    yield from self._place(mention, changed, text, doubt)
        yield from self._repeated(text, named)

    def _place(
        self, mention: Mention, changed: ChangedTexts, text: _Text, open_work: Message | None
    ) -> Iterator[AffectedPlace]:
        """The place of a citation, if it rests on what changed."""
        if not (mention.steps or changed.change.ended or rests_on(mention)):
            return
        try:
            cited, doubt = _meant(mention, changed)
            found = self._effect(mention, cited, changed)
        except PolicyDiffError as error:
            self.doubt(changed.change.work.title, error)
            return
        if found is None or cited.cited is None:
            return
        place = mention.place
        ground = not mention.steps
        yield AffectedPlace(
            connection="ground" if ground else "cites",
            work=changed.uri,
            effect=found,
            eid=place.eid,
            number=place.number,
            words=place.text,
            line=place.line if text.is_file else None,
            cited=_joined((cited.cited.number, cited.cited.end_number)) or None,
            meant=cited.cited.date,
            doubt=open_work or (None if ground else cited.cited.doubt or doubt),
        )

    def _effect(
        self, mention: Mention, citation: CrossCitation, changed: ChangedTexts
    ) -> ClauseEffect | None:
        """The effect on a cited provision; None where it is not concerned."""
        cited, change = citation.cited, changed.change
        if cited is None or (mention.steps and cited.eid is None):
            return None
        if change.ended is not None or change.before is None or change.after is None:
            return ClauseEffect(number=cited.number or "", effects=("ended",))
        order = [version.date for version in change.work.versions]
        if order.index(cited.date) >= order.index(change.after.date):
            return None
        if not mention.steps or cited.eid is None:
            return ClauseEffect(number="", effects=("amended",))
        return self.effect_on(changed, changed.cited.version_of(citation), cited.eid, cited.end_eid)

    def effect_on(
        self, changed: ChangedTexts, version: VersionRecord, eid: str, end: str | None = None
    ) -> ClauseEffect | None:
        """The effect on a provision of a version; None where it was gone before."""
        change, before, after = changed.change, changed.change.before, changed.change.after
        if before is None or after is None:
            return ClauseEffect(number=numbering(changed.index(), eid), effects=("ended",))
        order = change.work.versions.index
        earlier = order(version) < order(before)
        outcomes = changed.cited.outcomes(before if earlier else version, after)
        index, doubtful = outcomes.counterparts.left, False
        eids = None if earlier else _articles(index, eid, end)
        if eids is None:
            then = changed.cited.outcomes(version, before)
            old = _articles(then.counterparts.left, eid, end)
            doubtful = any(map(then.is_doubtful, old))
            eids = tuple(
                dict.fromkeys(now for one in old for now in then.counterparts.of.get(one, ()))
            )
        if not eids:
            return None
        became = [(numbering(index, one), found) for one in eids if (found := outcomes.find(one))]
        stretches = [two for one in eids for two in outcomes.changes(one)]
        return replace(
            effect_of(became, outcomes.comparison, _parts(index, eids)),
            number=_joined(number for number, _ in (*became[:1], *became[-1:])),
            stretches=tuple(stretches[:MOST_STRETCHES]),
            more=len(stretches) > MOST_STRETCHES,
            doubtful=doubtful
            or any(map(outcomes.is_doubtful, eids))
            or _is_partial(outcomes.comparison),
        )

    def _repeated(self, text: _Text, named: set[str]) -> Iterator[AffectedPlace]:
        """The sentences that a text has in common with what a change took away.

        Of the library only texts that name the changed work are looked through.
        """
        concerned = [
            (one, before)
            for one in self.changed
            if (before := one.change.before) is not None
            and (one.uri in named or (text.is_file and one.uri != text.row.uri))
        ]
        articles = text.document.articles if concerned else ()
        own = [(article, long_sentences(article)) for article in articles]
        index = index_document(text.document)
        for changed, before in concerned:
            for article, sentences in own:
                for sentence, eid in changed.gone().repeated_in(sentences).items():
                    effect = self.effect_on(changed, before, eid)
                    if effect is not None:
                        yield AffectedPlace(
                            connection="repeats",
                            work=changed.uri,
                            effect=effect,
                            eid=article.eid,
                            number=numbering(index, article.eid),
                            words=sentence,
                            cited=numbering(changed.index(), eid),
                            meant=before.date,
                        )


def affected(
    operand: str | None, session: Session, options: AffectedOptions = AS_STORED
) -> Affected:
    """Find the places that a change concerns.

    It is one of a version, of a stored decision, or all since a day. Raises `UsageError`, and what
    `find_changes`, `find_texts` and `Repository.open` raise.
    """
    session = session.at_present()
    store = session.store()
    search = _search(find_changes(operand, options.since, store, WorkLives(store)), store, session)
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
        ended=len(search.ended),
        unread=tuple(search.unread),
        notes=search.notes,
    )


def _add(texts: dict[str, AffectedText], row: ListedText, places: Iterable[AffectedPlace]) -> None:
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
        return changed.cited.in_version(mention, before), UNDATED_TEXT
    if cited.basis == "later":
        undated = before.date is None
        return changed.cited.in_version(mention, before) if undated else citation, NO_VERSION
    if cited.presumed and before.date in cited.candidates:
        return changed.cited.in_version(mention, before), OTHER_VERSION
    newer = (
        one.date for one in changed.change.work.versions if (one.date or "") > (cited.date or "")
    )
    if cited.basis != "named" and any(one and one <= (mention.day or "") for one in newer):
        return citation, NEWER_TEXT
    return citation, None


def _is_partial(comparison: Comparison) -> bool:
    """True where one of the texts is a part of its work, such as a book of a code.

    The articles that it lacks were not removed.
    """
    return any(
        text.articles and text.articles[0].number not in ("1", "")
        for text in (comparison.left, comparison.right)
    )


def _ends(text: _Text, mention: Mention, changed: ChangedTexts) -> bool:
    """True for the clause by which an act ends a work."""
    ended = changed.change.ended
    return ended is not None and ended.uri == text.row.uri and not mention.steps


def _articles(index: ProvisionIndex, eid: str, end: str | None) -> tuple[str, ...]:
    """The provisions of a range, of a chapter its articles."""
    eids = index.between(eid, end)
    node = index.by_eid.get(eid)
    if not isinstance(node, Provision) or node.level not in CONTAINERS:
        return eids
    above = ((one.eid, set(index.ancestors(one.eid))) for one in index.document.articles)
    return tuple(one for one, holders in above if not holders.isdisjoint(eids)) or eids


def _parts(index: ProvisionIndex, eids: Iterable[str]) -> dict[str, str | None]:
    """The articles of provisions, each with the text of its parts, or None."""
    found: dict[str, str | None] = {}
    for eid in eids:
        article = index.at_level(eid, "article")
        if article is None:
            continue
        held = found.get(article.eid, "")
        whole = held is None or article.eid == eid
        found[article.eid] = None if whole else f"{held}\n{index.by_eid[eid].text}"
    return found


def _day_of(changed: ChangedTexts) -> str:
    after, ended = changed.change.after, changed.change.ended
    return (after.date if after else ended.day if ended else None) or ""


def _joined(numbers: Iterable[str | None]) -> str:
    return "–".join(dict.fromkeys(filter(None, numbers)))


def _row(document: Document, work: WorkRecord | None = None) -> ListedText:
    terms = [] if work is None else [one.words for _, one in work.life if one.kind == "term"]
    return ListedText(
        title=document.title,
        uri=None if work is None else work.uri,
        date=document.version_date,
        kind=document.kind,
        document_number=document.document_number,
        authority=document.authority,
        term=terms[-1] if terms else None,
    )
