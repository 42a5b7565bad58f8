"""import: the work on each text, done on all cores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policydiff.errors import PolicyDiffError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.names import UNDATED
from policydiff.model.source import Problem
from policydiff.reading.contract import Revisions
from policydiff.reading.load import GivenFacts, check_title, read_document
from policydiff.reading.named_dates import dated_by_name, doubt_of_name
from policydiff.store.changes.addition_records import not_redated
from policydiff.store.changes.additions import ReadyXml
from policydiff.store.changes.valid_xml import ready_xml


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """The choices for reading all the texts of an import."""

    dialect: str | None = None
    """The drafting tradition, if it is not recognised."""

    revisions: Revisions = "accepted"
    """The text of tracked changes: with all of them accepted, or the original."""

    dates_from_names: bool = False
    """True if the date in a file's name counts when its text's head ends earlier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentText:
    """A text to read; `stored` has the names of versions with this source, by date."""

    name: str
    data: bytes
    facts: GivenFacts
    stored: Mapping[str, str]

    @property
    def octets(self) -> int:
        """Its size in bytes, see `Engine.run`."""
        return len(self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAsRead:
    """A text as it was read, with the doubt about the day in its name and its XML.

    `document` is None if the text is stored already, `note` states why it is not stored again.
    """

    document: Document | None = None
    doubt: Problem | None = None
    ready: ReadyXml | None = None
    note: Message | None = None


def read_text(options: ImportOptions, text: SentText) -> TextAsRead | PolicyDiffError:
    """Read a text and make its XML, or return its error."""
    base = text.name.rpartition("/")[2]
    try:
        document = read_document(
            text.data, base, dialect=options.dialect, revisions=options.revisions, **text.facts
        )
        check_title(text.name, document, text.facts)
    except PolicyDiffError as error:
        return error
    stated = document.version_date or UNDATED
    if options.dates_from_names:
        document = dated_by_name(base, document, text.facts)
    if not text.stored:
        return TextAsRead(
            document=document,
            doubt=doubt_of_name(base, document, text.facts),
            ready=ready_xml(document, text.data),
        )
    if document.dates.named is None or stated not in text.stored:
        return TextAsRead()
    return TextAsRead(note=not_redated(text.stored[stated], document.dates.named))
