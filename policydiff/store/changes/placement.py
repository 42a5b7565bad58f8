"""The stored work and version to which an addition belongs, or a new work for it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from policydiff.amending.engine.republished import days_of
from policydiff.errors import DamagedError, InputError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.identifiers import work_uri
from policydiff.model.names import UNDATED
from policydiff.model.source import NO_TITLE, Problem
from policydiff.model.version import date_in_text
from policydiff.store.changes import belonging
from policydiff.store.changes.additions import Addition
from policydiff.store.changes.sameness import is_same_text
from policydiff.store.git.layout import work_folder
from policydiff.store.records.catalogue import AmbiguousNameError, Catalogue
from policydiff.store.records.instruments import read_instrument_catalogue
from policydiff.store.records.slugs import BadSlugError, check_slug, slug_of
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.titles import one_line

Load = Callable[[VersionRecord], Document | None]
"""Gives the document of a version, None where it cannot be read."""


class UnreadWorkError(DamagedError):
    """A text may be a version of a work that cannot be read."""

    def __init__(self, document: Document, why: Message) -> None:
        super().__init__(
            Message(
                "“{title}” is not stored, for it may be a version of a work that cannot be read: {why}",
                title=one_line(document.title, 80),
                why=why,
            )
        )


def existing_work(catalogue: Catalogue, addition: Addition, load: Load) -> WorkRecord | None:
    """The stored work of an addition, if any.

    Raises `AmbiguousNameError`, `ForeignTextError`.
    """
    document = addition.document
    if addition.work is not None:
        return _checked(catalogue.find(addition.work), addition, load)
    if document.uri is not None and (stored := catalogue.by_uri(document.uri)) is not None:
        return _checked(stored, addition, load)
    document = with_title_of(None, document)
    found = catalogue.titled(document.title, document.kind, document.stage, document.jurisdiction)
    if addition.slug is not None:
        found = tuple(work for work in found if work.slug == addition.slug)
    if len(found) > 1:
        raise AmbiguousNameError(document.title, found)
    return found[0] if found else None


def _checked(work: WorkRecord, addition: Addition, load: Load) -> WorkRecord:
    """The work that was named for an addition. Raises `ForeignTextError`."""
    document, sha256 = addition.document, hashlib.sha256(addition.source).hexdigest()
    if (
        addition.force
        or not work.versions
        or any(source.sha256 == sha256 for source in work.sources)
    ):
        return work
    titled = not is_untitled(document)
    if titled and belonging.same_title(work, document.title):
        return work
    read = map(load, reversed(work.versions))
    versions = [document for document in read if document is not None]
    if not (titled and belonging.bears_title(work, document.title)) and not belonging.bears_text(
        versions, document
    ):
        raise belonging.ForeignTextError(document.title, work)
    others = tuple(belonging.other_facts(work, versions, document)) if titled else ()
    if others and not belonging.bears_articles(versions, document):
        raise belonging.ForeignTextError(document.title, work, others)
    return work


def is_untitled(document: Document) -> bool:
    """True for a text without a title line: its file's name stands in for it."""
    return any(problem.code == NO_TITLE for problem in document.problems)


def with_title_of(work: WorkRecord | None, document: Document) -> Document:
    """A text without a line that is its title, under the title of its work.

    Its kind and place are those of the work too, for they were read from the name of its file.
    Without a work it has the title of the instrument that the shipped catalogue has under that
    name, if any.
    """
    if not is_untitled(document):
        return document
    if work is None:
        instrument = read_instrument_catalogue().find(document.title)
        return document if instrument is None else _titled(document, instrument.title)
    return replace(
        _titled(document, _title_on(work, document.version_date)),
        kind=work.kind if document.kind == belonging.UNKNOWN_KIND else document.kind,
        jurisdiction=work.jurisdiction,
        aliases=(),
    )


def _titled(document: Document, title: str) -> Document:
    """The document with a title that its text does not state, and a doubt."""
    problem = Problem(
        code=NO_TITLE,
        message=Message("no line looks like a title; that of its work stands in for it"),
        hint=Message("give one with --title"),
    )
    return replace(
        document,
        title=title,
        problems=tuple(problem if one.code == NO_TITLE else one for one in document.problems),
    )


def _title_on(work: WorkRecord, date: str | None) -> str:
    """The title of the newest version up to a date, else of the work."""
    days = [one.date for one in work.versions if one.date is not None and one.date <= (date or "")]
    return work.title_of(days[-1]) if days else work.title


def new_work(catalogue: Catalogue, document: Document, slug: str | None) -> WorkRecord:
    """A new work for a document of which no work is stored.

    Raises `BadSlugError`, `UnreadWorkError`, `InputError` where its only title is a file's name without a word.
    """
    if is_untitled(document) and not any(map(str.isalpha, document.title)):
        raise InputError(
            Message(
                "{name}: no line of it is its title, and the file's name is none; name its work with --work, or give its title with --title",
                name=one_line(document.title, 80),
            )
        )
    chosen = _free_slug(catalogue, document) if slug is None else check_slug(slug)
    folder = work_folder(document, chosen)
    unread = catalogue.unread_like(work_folder(document, slug or slug_of(document)))
    if unread is not None:
        raise UnreadWorkError(document, unread)
    if catalogue.taken(folder):
        raise BadSlugError(chosen, taken_by=folder)
    return WorkRecord(
        uri=work_uri(document, chosen),
        title=one_line(document.title),
        kind=document.kind,
        jurisdiction=document.jurisdiction,
        slug=chosen,
        folder=folder,
        aliases=tuple(one_line(alias) for alias in document.aliases),
        stage=document.stage,
    )


def _free_slug(catalogue: Catalogue, document: Document) -> str:
    """The document's slug, with the first free number behind it where it is taken."""
    stem = slug_of(document)
    number, slug = 1, stem
    while catalogue.taken(work_folder(document, slug)):
        number += 1
        slug = f"{stem}-{number}"
    return slug


def existing_version(work: WorkRecord, document: Document, load: Load) -> VersionRecord | None:
    """The stored version that the document repeats, if any.

    That is the one as which its file came, whatever date it has by now; that of its date; without a
    date, one with the same text.
    """
    dates = document.dates
    came = {day or UNDATED for day in (document.version_date, date_in_text(dates)[0])}
    came |= set(
        filter(None, (dates.approved,))
    )  # an older program named versions by their approval
    mine = (source for source in work.sources if source.sha256 == document.source_sha256)
    same = next(
        (source.version for source in mine if (source.came_as or source.version) in came), None
    )
    if same is not None:
        return work.version_of(None if same == UNDATED else same)
    found = work.version_of(document.version_date)
    if found is not None:
        return found
    if document.version_date is not None:
        return _same_event(work, document, load)
    read = (version for version in work.versions if version.computed is None)
    texts = ((version, load(version)) for version in read)
    return next((version for version, text in texts if text and is_same_text(text, document)), None)


def _same_event(work: WorkRecord, document: Document, load: Load) -> VersionRecord | None:
    """The version of the same event under another date, if any."""
    others = [
        version
        for version in work.versions
        if (version.computed is None) != (document.computed is None)
    ]
    if not others:
        return None
    mine = days_of(document)
    texts = ((version, load(version)) for version in others)
    return next((version for version, text in texts if text and mine & days_of(text)), None)
