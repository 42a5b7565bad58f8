"""add: store a file as a version in the repository."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from policydiff.messages import Message, template
from policydiff.model.document import Document
from policydiff.model.kinds import kind_name
from policydiff.model.source import NO_TITLE, Problem
from policydiff.reading import plugins
from policydiff.reading.contract import Revisions
from policydiff.reading.load import (
    STANDARD_INPUT,
    GivenFacts,
    check_title,
    is_stored_xml,
    read_document,
    read_file,
)
from policydiff.reading.named_dates import (
    NamedDateError,
    dated_by_name,
    doubt_of_name,
    origin_of_date,
)
from policydiff.store.changes.addition_records import DifferentTextError
from policydiff.store.changes.additions import Added
from policydiff.works.lineage import names_of_published
from policydiff.works.session import GivenText, Session
from policydiff.works.stored_lineages import FOLLOWED, keep_lineages

OUTCOMES = {
    "added": template("added {name} ({kind}, articles: {count}) {path}"),
    "witness": template(
        "stored as a second source of the same text: {name} ({kind}, articles: {count}) {path}"
    ),
    "variant": template(
        "stored as a witness with another text: {name} ({kind}, articles: {count}) {path}"
    ),
    "corrected": template("corrected {name} ({kind}, articles: {count}) {path}"),
    "published": template(
        "the published text took the place of the compiled one: {name} ({kind}, articles: {count}) {path}"
    ),
    "official": template(
        "the official file took the place of a copy: {name} ({kind}, articles: {count}) {path}"
    ),
    "dated": template("its date is known now: {name} ({kind}, articles: {count}) {path}"),
    "unchanged": template(
        "nothing to do, stored already: {name} ({kind}, articles: {count}) {path}"
    ),
}
"""The outcome of a text by its status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOptions:
    """The choices for a text that is added.

    See `load` for `dialect`, `revisions` and `facts`, the store's `Addition` for the others. With
    `dates_from_names` the date in the file's name counts if the text's head ends earlier (see
    `dated_by_name`).
    """

    dialect: str | None = None
    revisions: Revisions = "accepted"
    facts: GivenFacts = field(default_factory=GivenFacts)
    slug: str | None = None
    work: str | None = None
    witness: bool = False
    correct: bool = False
    force: bool = False
    dates_from_names: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """The outcome of adding one file, its document, and problems of text and name."""

    added: Added
    document: Document
    problems: tuple[Problem, ...]

    @property
    def outcome(self) -> Message:
        """The sentence on the outcome."""
        return Message(
            OUTCOMES[self.added.status],
            name=self.added.version.name,
            kind=kind_name(self.added.work.kind if self.added.retitled else self.document.kind),
            count=len(self.document.articles),
            path=self.added.version.path,
        )

    @property
    def notes(self) -> tuple[Message, ...]:
        """Notes on the date of the version, then those of the store."""
        origin = origin_of_date(self.document) if self.added.commit is not None else None
        undated = (
            Message(
                "its date is unknown; give --promulgated, --adopted or --signed when you know it"
            )
            if self.document.version_date is None
            else None
        )
        return (*filter(None, (origin, undated)), *self.added.notes)


def add(source: Path | GivenText, session: Session, options: AddOptions) -> Stored:
    """Store a file or a given text as a version.

    Raises as `load` and `Repository.add`, `InputError`, `NamedDateError`.
    """
    store = session.store()
    data = read_file(source) if isinstance(source, Path) else source.data
    name = source.name
    document = read_document(
        data, name, dialect=options.dialect, revisions=options.revisions, **options.facts
    )
    check_title(name, document, options.facts)
    if options.dates_from_names:
        document = dated_by_name(name, document, options.facts)
    kept = _file_name(data) if name == STANDARD_INPUT else name
    doubt = doubt_of_name(name, document, options.facts)
    try:
        added = store.add(
            document,
            data,
            kept,
            slug=options.slug,
            work=options.work,
            witness=options.witness,
            correct=options.correct,
            force=options.force,
            names=partial(names_of_published, store),
        )
    except DifferentTextError as error:
        raise error if doubt is None else NamedDateError(doubt, error) from None
    problems = [
        problem
        for problem in document.problems
        if not (added.retitled and problem.code == NO_TITLE)
    ]
    return Stored(added=added, document=document, problems=(*problems, *filter(None, [doubt])))


def follow(stored: Stored, session: Session) -> None:
    """Compare the new version with its neighbours, to make the first history fast."""
    if stored.added.status in FOLLOWED:
        keep_lineages(session.store(), [stored.added.work], session.engine)


def _file_name(data: bytes) -> str:
    """The stored name, with the format's ending, of a source from standard input."""
    if is_stored_xml(data, STANDARD_INPUT):
        return "standard-input.xml"
    _, reader = plugins.reader_for(STANDARD_INPUT, data)
    return "standard-input" + next(iter(reader.SUFFIXES), "")
