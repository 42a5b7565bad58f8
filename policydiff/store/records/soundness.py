"""Faults of one work and of one version; each is a fixed word and a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from policydiff.akn.reader import from_xml
from policydiff.akn.validation import validate
from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.document import (
    Attachment,
    Document,
    Node,
    Provision,
    document_lines,
    lines_in,
)
from policydiff.model.kinds import root_of
from policydiff.model.names import UNDATED
from policydiff.model.source import SourceLine
from policydiff.reading import plugins
from policydiff.reading.contract import ReadOptions, Revisions
from policydiff.reading.load import is_stored_xml, read_document
from policydiff.store.git.layout import check_date
from policydiff.store.records.works import WorkRecord

FaultText = tuple[str, Message]

_SENTENCE_END = re.compile("[。；：;:\n]")
"""Where words of a line may have been joined otherwise: 。"""


def work_faults(work: WorkRecord, dates: list[str]) -> Iterator[FaultText]:
    """Compare a ``work.toml`` with the folder in which it lies and its versions."""
    _, jurisdiction, kind, year, slug = work.folder.split("/")
    if (work.jurisdiction, work.kind, work.slug) != (jurisdiction, kind, slug):
        yield (
            "work-place",
            Message(
                "says {jurisdiction}/{kind}/{slug}, which is not where it lies",
                jurisdiction=work.jurisdiction,
                kind=work.kind,
                slug=work.slug,
            ),
        )
    stem = f"/akn/{work.jurisdiction}/{root_of(work.kind, work.stage)}/{work.kind}/"
    date, _, name = work.uri.removeprefix(stem).partition("/")
    if not work.uri.startswith(stem) or name != work.slug or not _is_year_of(date, year):
        yield "work-uri", Message("the URI {uri} does not fit the work", uri=work.uri)
    if not dates:
        yield "no-version", Message("the work has no version")
    texts = Counter(source.version for source in work.sources if source.role == "text")
    for version in dates:
        least = 0 if work.computed_as(version) is not None else 1
        if not least <= texts[version] <= 1:
            yield (
                "text-source",
                Message(
                    "the version {version} has {count} sources of its text instead of one",
                    version=version,
                    count=texts[version],
                ),
            )
    yield from _order_faults(work)
    yield from _missing_versions(work, dates)


def _order_faults(work: WorkRecord) -> Iterator[FaultText]:
    """Yield the faults of entries that stand twice in the order of storing."""
    for what, names in (
        ("version", work.stored_versions()),
        (Message("beginning of names"), work.prefixes()),
    ):
        twice = next((name for name, times in Counter(names).items() if times > 1), None)
        if twice is not None:
            yield (
                "stored-order",
                Message(
                    "lists the {what} {twice} twice in the order of storing, so that lasting names are not unique",
                    what=what,
                    twice=twice,
                ),
            )


def _missing_versions(work: WorkRecord, dates: list[str]) -> Iterator[FaultText]:
    for version in sorted({version for version, _ in work.computed} - set(dates)):
        yield (
            "no-such-version",
            Message(
                "says of what the version {version} was compiled, which is not stored",
                version=version,
            ),
        )
    for version in sorted({source.version for source in work.sources} - set(dates)):
        yield (
            "no-such-version",
            Message(
                "names a source of the version {version}, which is not stored", version=version
            ),
        )


def version_faults(xml: bytes, date: str, work: WorkRecord | None) -> Iterator[FaultText]:
    """Compare a version with both schemas, its file's name and its work.

    Its ids must be unique.
    """
    try:
        for problem in validate(xml):
            yield (
                "invalid-xml",
                Message("{fault} (line {line})", fault=problem.message, line=problem.line),
            )
        document = from_xml(xml)
    except InputError as error:
        yield "unreadable-xml", error.message
        return
    if (document.version_date or UNDATED) != date:
        yield (
            "version-date",
            Message(
                "is named {date}, but is the version of {other}",
                date=date,
                other=document.version_date or "an unknown date",
            ),
        )
    for what, ids in (("eId", _eids(document)), ("wId", _wids(document))):
        twice = sorted(name for name, count in Counter(ids).items() if count > 1)
        if twice:
            more = Message(", and {count} more", count=len(twice) - 1) if len(twice) > 1 else ""
            yield (
                "same-id",
                Message(
                    "the {what} {twice} occurs twice{more}", what=what, twice=twice[0], more=more
                ),
            )
    if work is not None:
        yield from _against_work(document, date, work)


def _against_work(document: Document, date: str, work: WorkRecord) -> Iterator[FaultText]:
    if document.uri != work.uri:
        yield (
            "version-uri",
            Message(
                "belongs to {uri}, but lies beside {other}",
                uri=document.uri or "no work",
                other=work.uri,
            ),
        )
    texts = {
        source.sha256 for source in work.sources if source.version == date and source.role == "text"
    }
    if document.computed != work.computed_as(date):
        yield "origin", Message("and its work do not say the same of what it was compiled from")
    if document.source_sha256 not in texts and (
        document.computed is None or document.source_sha256 is not None
    ):
        yield (
            "text-source",
            Message(
                "was read from the source {sha}, which its work does not name as its text",
                sha=document.source_sha256,
            ),
        )


def added_words(document: Document, source: bytes, name: str) -> str | None:
    """The first words of a stored text that its source lacks; else None.

    What a later program only reads otherwise is there: in the lines of the source, with or without
    its tracked changes, or in what is read of them today. Marks and spaces do not count. Raises as
    `read_document`.
    """
    stored = [one for line in _stated_lines(document) for one in _SENTENCE_END.split(line)]
    missing = [one for one in stored if _letters(one)]
    for read in (_source_lines, _original_lines, _lines_today):
        whole = _letters("\n".join(read(source, name, document)))
        missing = [one for one in missing if _letters(one) not in whole]
        if not missing:
            return None
    return missing[0].strip()


def _stated_lines(document: Document) -> Iterator[str]:
    """The lines of the text itself, without its title and what stands around it."""
    yield from lines_in((*document.preamble, *document.body))
    for attachment in document.attachments:
        yield from lines_in(attachment.content)


def _source_lines(
    source: bytes, name: str, _document: Document, revisions: Revisions = "accepted"
) -> Iterator[str]:
    if is_stored_xml(source, name):
        yield from document_lines(from_xml(source))
        return
    text = plugins.read(source, name, ReadOptions(revisions=revisions))
    for line in text.lines:
        if isinstance(line, SourceLine):
            yield line.text
        else:
            yield from (cell.text for row in line.rows for cell in row)


def _original_lines(source: bytes, name: str, document: Document) -> Iterator[str]:
    return _source_lines(source, name, document, "original")


def _lines_today(source: bytes, name: str, document: Document) -> Iterator[str]:
    return document_lines(read_document(source, name, dialect=document.dialect))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _is_year_of(date: str, year: str) -> bool:
    if date == "unknown":
        return year == UNDATED
    try:
        return check_date(date)[:4] == year
    except InputError:
        return False


def _eids(document: Document) -> Iterator[str]:
    for part in (document.preamble, document.body, document.attachments):
        yield from _eids_in(part)


def _eids_in(nodes: Iterable[Node | Attachment]) -> Iterator[str]:
    for node in nodes:
        if node.eid is not None:
            yield node.eid
        if isinstance(node, Provision | Attachment):
            yield from _eids_in(node.content)


def _wids(document: Document) -> Iterator[str]:
    return (provision.wid for provision in document.provisions if provision.wid is not None)
