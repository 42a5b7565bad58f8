"""The citations of other works in one stored text, and where each of them leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from policydiff.citing.actions.cited_texts import CitedTexts, days_of, had_ended, numbering
from policydiff.citing.engine.citing import read_mentions
from policydiff.citing.engine.resolution import identify, is_form, rests_on
from policydiff.errors import NotFoundError
from policydiff.messages import Message
from policydiff.model.cited import Citations, CrossCitation, Mention
from policydiff.model.document import Document
from policydiff.model.names import UNDATED, Name
from policydiff.model.work_life import LifeFact
from policydiff.reading import plugins
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.versions import DamagedVersionError, NotInForceError
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.text.traditions.citation_words import CitationWords
from policydiff.works.life import EndedError, WorkLives
from policydiff.works.succession import version_in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionedWork:
    """A citation, and the stored works of that title: none, one, or several."""

    mention: Mention
    works: tuple[WorkRecord, ...]

    @property
    def unresolved(self) -> CrossCitation | None:
        """The answer where no single work is meant; None where one is."""
        if len(self.works) == 1:
            return None
        return CrossCitation(
            mention=self.mention, status="ambiguous work" if self.works else "unknown work"
        )


def end_of_unstored(
    lives: WorkLives, mention: Mention, jurisdiction: str, words: CitationWords, day: str
) -> CrossCitation | None:
    """The citation of a work that is not stored, where a stored text ends it."""

    def end(work: WorkRecord) -> LifeFact | None:
        return lives.end_for(work, mention.place.uri, *days_of(mention, day))

    def named(title: str) -> tuple[WorkRecord, ...]:
        work = lives.unstored(title)
        return () if end(work) is None else (work,)

    found, works = identify(mention, jurisdiction, words, named)
    if not works:
        return None
    return CrossCitation(mention=found, status="unknown work", ended=end(works[0]))


def with_ground(
    citation: CrossCitation, lives: WorkLives, uri: str | None, day: str
) -> CrossCitation:
    """The citation, marked where its text rests on what has ended.

    The text is of a work of this URI, and lives itself on the day (ISO).
    """
    if citation.ended is None or not rests_on(citation.mention):
        return citation
    work = lives.store.catalogue().by_uri(uri or "")
    return replace(citation, ground=work is None or lives.status(work, day).end is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedCitation:
    """A citation with the version and the provision to read for it.

    `date` is that of the version (None: undated), `eid` the provision, None for the whole text.
    Both are those of the citation itself, or on a day of reading those of the clause in the version
    that was in force then. `text` are its words there, None where it leads nowhere.
    """

    citation: CrossCitation
    work: WorkRecord | None = None
    date: str | None = None
    eid: str | None = None
    number: str | None = None
    text: str | None = None
    notes: tuple[Message, ...] = ()


def mentioned_works(
    document: Document, jurisdiction: str, catalogue: Catalogue
) -> Iterator[MentionedWork]:
    """Yield the citations of other works in reading order, as `cites` lists them."""
    words = plugins.dialect(document.dialect).citations
    for mention in read_mentions(document, words, numbering):
        work = None if mention.internal else mentioned_work(mention, jurisdiction, words, catalogue)
        if work is not None:
            yield work


def mentioned_work(
    mention: Mention, jurisdiction: str, words: CitationWords, catalogue: Catalogue
) -> MentionedWork | None:
    """The stored works that a citation may mean; None for a form or a table."""
    named, works = identify(mention, jurisdiction, words, catalogue.named)
    return MentionedWork(mention=named, works=works) if works or not is_form(named, words) else None


def follow_citation(
    store: Repository, found: MentionedWork, day: str | None = None
) -> FollowedCitation:
    """The place to read for a citation; raises what `Repository.load` raises.

    With a `day` of reading (ISO) it is followed to the version in force on it; a note says where
    the work, or the cited part, had ended by then.
    """
    if found.unresolved is not None:
        return FollowedCitation(citation=found.unresolved)
    work = found.works[0]
    notes: tuple[Message, ...] = ()
    texts_of = partial(
        CitedTexts, work=work, store=store, lives=WorkLives(store), today=day or store.day()
    )
    try:
        texts = texts_of(follow=day is not None, on=day, stated=True)
    except NotInForceError as error:
        texts, notes = texts_of(follow=False), (error.message,)
    citation = texts.answer(found.mention)
    cited = citation.cited
    ended = citation.ended if had_ended(citation.ended, day) else None
    if ended is not None:
        notes = (*notes, Message("{title}: {status}", title=work.title, status=ended.message))
    there = FollowedCitation(citation=citation, work=work, notes=notes)
    if cited is None or (citation.status != "resolved" and cited.doubt is None):
        return there
    there = replace(there, date=cited.date, eid=cited.eid, number=cited.number)
    if cited.doubt is not None:
        return replace(there, notes=(*notes, cited.doubt))
    if cited.eid is not None:
        version = store.version(work, cited.date or UNDATED)
        there = replace(there, text=texts.cited_text(version, citation))
    stays = notes and (ended is None or ended.kind != "part")
    return there if day is None or stays else _on_day(there, texts, day)


def _on_day(there: FollowedCitation, texts: CitedTexts, day: str) -> FollowedCitation:
    """The same clause in the version that was in force on a day."""
    newest, became = texts.newest, there.citation.became
    if newest.date == there.date:
        return there
    if there.eid is None:
        return replace(there, date=newest.date)
    if became is not None and became.now:
        eid, number = became.now[0]
        return replace(there, date=newest.date, eid=eid, number=number, text=texts.text_now(became))
    why = (
        Message("no provision corresponds to it in the version in force on {day}", day=day)
        if became is not None
        else Message("it means a version that was not in force yet on {day}", day=day)
    )
    return replace(there, notes=(*there.notes, why))


def citing_on_day(citations: Citations, store: Repository, day: str) -> Citations:
    """The citations in texts that were, or may have been, in force on a day (ISO).

    A note names each that had ended by then. Raises what `Repository.load` raises.
    """
    uris = {
        citation.mention.place.uri: None
        for citation in citations.citations
        if citation.mention.place.uri
    }
    ended: list[Message] = []
    texts = {version for uri in uris for version in _in_force(store, uri, day, ended)}
    return replace(
        citations,
        notes=(*citations.notes, *ended),
        citations=tuple(
            citation
            for citation in citations.citations
            if (citation.mention.place.uri, citation.mention.place.date) in texts
        ),
    )


def _in_force(
    store: Repository, uri: str, day: str, ended: list[Message]
) -> Iterator[tuple[str, str | None]]:
    """The texts that may have been in force; `ended` gets a sentence on the others."""
    try:
        chosen, _ = version_in_force(store, Name(work=uri, in_force_on=day))
    except (EndedError, DamagedVersionError) as error:
        ended.append(error.message)
        return
    except NotFoundError:  # none was
        return
    yield from ((one.work_uri, one.date) for one in (chosen, *chosen.others))
