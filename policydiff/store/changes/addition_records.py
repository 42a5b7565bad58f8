"""Records of an addition: source, message of the commit, notes for a person."""

from __future__ import annotations

from policydiff.errors import InputError
from policydiff.messages import COMMA, Message
from policydiff.model.document import Document
from policydiff.model.names import UNDATED
from policydiff.model.version import date_in_text
from policydiff.store.changes.additions import Added, Status
from policydiff.store.changes.sameness import further_facts
from policydiff.store.records.works import SourceRecord, SourceRole, VersionRecord
from policydiff.store.titles import COUNTRY, one_line


class DifferentTextError(InputError):
    """A second source of a stored version has a different text."""

    def __init__(self, version: VersionRecord, lines: tuple[Message, ...]) -> None:
        self.version = version
        message = (
            Message(
                "{name} is stored with another text; keep both with --witness, or replace the text with --correct",
                name=version.name,
            )
            if version.date
            else Message(
                "{name} is stored with another text; where this one is another version, give its date with --promulgated, else keep both with --witness, or replace the text with --correct",
                name=version.name,
            )
        )
        super().__init__(message, lines)


LONGEST_ADDRESS = 2000
"""Characters of an address that are stored."""

_ROLES: dict[Status, SourceRole] = {
    "added": "text",
    "dated": "text",
    "corrected": "text",
    "published": "text",
    "official": "text",
    "witness": "witness",
    "variant": "variant",
}


def source_record(
    added: Added, sha256: str, document: Document, address: str | None = None
) -> SourceRecord:
    """The record of a source, under the name of its file without the folder.

    A version under the date in that name is recognised by the date in its text too.
    """
    name = one_line(added.source_name.replace("\\", "/").rsplit("/", 1)[-1]) or "unnamed"
    came_as = None if document.dates.named is None else date_in_text(document.dates)[0] or UNDATED
    return SourceRecord(
        version=added.version.date or UNDATED,
        sha256=sha256,
        name=name,
        role=_ROLES[added.status],
        came_as=came_as,
        address=None if address is None else one_line(address, LONGEST_ADDRESS),
    )


def redating_notes(version: VersionRecord, document: Document) -> tuple[Message, ...]:
    """Notes on a stored file that comes again with another date in its name."""
    day = document.dates.named
    if day is None or version.date == day or version.date != date_in_text(document.dates)[0]:
        return ()
    return (not_redated(version.name, day),)


def not_redated(name: str, day: str) -> Message:
    """A note on a stored file that is not stored again under the day in its name."""
    return Message(
        "stored already as {name}: the day in the file's name, {day}, is not taken over; `policydiff set` gives the version another date",
        name=name,
        day=day,
    )


def difference_notes(stored: Document, document: Document) -> tuple[Message, ...]:
    """A note on the facts of a further source that the stored version lacks."""
    facts = further_facts(stored, document)
    return (
        (
            Message(
                "not taken over: {facts}; --correct replaces what is stored",
                facts=Message.joined(facts, COMMA),
            ),
        )
        if facts
        else ()
    )


_VERBS: dict[Status, str] = {
    "added": "Add",
    "dated": "Date",
    "witness": "Add a witness of",
    "variant": "Add a differing witness of",
    "corrected": "Correct",
    "published": "Take the published text of",
    "official": "Take the official file of",
}


def commit_message(added: Added, sha256: str) -> str:
    """The message of a commit: subject and trailers.

    Values from a document stand on the first line only, so they cannot forge a trailer.
    """
    title = one_line(added.version.title, 60)
    version = added.version.date or UNDATED
    subject = f"{_VERBS[added.status]} {title.removeprefix(COUNTRY) or title} {version}"
    return f"{subject}\n\nWork: {added.work.uri}\nVersion: {version}\nSource-SHA256: {sha256}\n"
