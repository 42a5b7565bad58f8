"""What must hold of one work and of one version; each fault is a fixed word and a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from policydiff.akn.reader import from_xml
from policydiff.akn.validation import validate
from policydiff.errors import InputError
from policydiff.model.document import Attachment, Document, Node, Provision
from policydiff.model.kinds import root_of
from policydiff.model.names import UNDATED
from policydiff.store.layout import check_date
from policydiff.store.records import WorkRecord

FaultText = tuple[str, str]


def work_faults(work: WorkRecord, dates: list[str]) -> Iterator[FaultText]:
    """Holds a ``work.toml`` against the folder in which it lies and the versions beside it."""
    _, jurisdiction, kind, year, slug = work.folder.split("/")
    if (work.jurisdiction, work.kind, work.slug) != (jurisdiction, kind, slug):
        yield "work-place", f"says {work.jurisdiction}/{work.kind}/{work.slug}, which is not where it lies"
    stem = f"/akn/{work.jurisdiction}/{root_of(work.kind, work.stage)}/{work.kind}/"
    date, _, name = work.uri.removeprefix(stem).partition("/")
    if not work.uri.startswith(stem) or name != work.slug or not _is_year_of(date, year):
        yield "work-uri", f"the URI {work.uri} does not fit the work"
    if not dates:
        yield "no-version", "the work has no version"
    texts = Counter(source.version for source in work.sources if source.role == "text")
    for version in dates:
        least = 0 if work.computed_as(version) is not None else 1
        if not least <= texts[version] <= 1:
            yield "text-source", f"the version {version} has {texts[version]} sources of its text instead of one"
    for what, names in (("version", work.stored_versions()), ("beginning of names", work.prefixes())):
        twice = next((name for name, times in Counter(names).items() if times > 1), None)
        if twice is not None:
            yield "stored-order", f"lists the {what} {twice} twice in the order of storing, so that lasting names are not unique"
    for version in sorted({version for version, _ in work.computed} - set(dates)):
        yield "no-such-version", f"says of what the version {version} was compiled, which is not stored"
    for version in sorted({source.version for source in work.sources} - set(dates)):
        yield "no-such-version", f"names a source of the version {version}, which is not stored"


def version_faults(xml: bytes, date: str, work: WorkRecord | None) -> Iterator[FaultText]:
    """Holds a version against both schemas, its file's name and its work; its ids must be unique."""
    try:
        for problem in validate(xml):
            yield "invalid-xml", f"{problem.message} (line {problem.line})"
        document = from_xml(xml)
    except InputError as error:
        yield "unreadable-xml", str(error)
        return
    if (document.version_date or UNDATED) != date:
        yield "version-date", f"is named {date}, but is the version of {document.version_date or 'an unknown date'}"
    for what, ids in (("eId", _eids(document)), ("wId", _wids(document))):
        twice = sorted(name for name, count in Counter(ids).items() if count > 1)
        if twice:
            yield "same-id", f"the {what} {twice[0]} occurs twice" + (f", and {len(twice) - 1} more" if len(twice) > 1 else "")
    if work is not None:
        yield from _against_work(document, date, work)


def _against_work(document: Document, date: str, work: WorkRecord) -> Iterator[FaultText]:
    if document.uri != work.uri:
        yield "version-uri", f"belongs to {document.uri or 'no work'}, but lies beside {work.uri}"
    texts = {source.sha256 for source in work.sources if source.version == date and source.role == "text"}
    if document.computed != work.computed_as(date):
        yield "origin", "and its work do not say the same of what it was compiled from"
    if document.source_sha256 not in texts and (document.computed is None or document.source_sha256 is not None):
        yield "text-source", f"was read from the source {document.source_sha256}, which its work does not name as its text"


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
