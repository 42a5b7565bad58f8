"""export: the text of one version to send on, or the provisions of many as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.document import Document, Provision, provisions_in
from policydiff.model.identifiers import LastingNames, expression_uri, work_uri
from policydiff.model.lineage import with_names
from policydiff.model.names import UNDATED, Name, parse_name
from policydiff.model.reports import Edition, ReportOptions
from policydiff.report import formats
from policydiff.report.sheets.data_rows import FORMS, Cell, columns
from policydiff.store.records.versions import DamagedVersionError
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.works.life import WorkLives
from policydiff.works.lineage import trace_work
from policydiff.works.resolve import AS_RECOGNISED, Resolved, TextOptions, resolve
from policydiff.works.session import Session, Watch, unwatched
from policydiff.works.version_status import version_status
from policydiff.works.writing import form_by_ending


def export(operand: str, session: Session, reading: TextOptions = AS_RECOGNISED) -> Resolved:
    """The whole text of an operand. Raises as `resolve.resolve`, and `UsageError`."""
    resolved = resolve(operand, session, reading)
    if resolved.provision is not None:
        raise UsageError(
            Message(
                "{operand}: whole texts are exported; leave out what follows #, or use `policydiff show` for a part",
                operand=operand,
            )
        )
    return resolved


def with_lasting_names(
    resolved: Resolved, session: Session
) -> tuple[Document, LastingNames | None]:
    """A stored text with wIds, and lasting names (a file has none); as `trace_work`."""
    if resolved.stored is None:
        return resolved.document, None
    store, version = session.store(), resolved.stored
    name = Name(work=version.work_uri, date=version.date or UNDATED)
    traced = trace_work(store, store.find(version.work_uri), name)
    lineage, document = traced.lineage, traced.document
    first = traced.documents[lineage.master]
    itself = lineage.master == traced.version and lineage.removed_master is None
    named = lineage.removed_master or first.version_date
    master = (
        None
        if itself
        else expression_uri(first.uri or work_uri(first, "-"), None if named == UNDATED else named)
    )
    names = LastingNames(master=master, since=lineage.since(traced.version))
    return with_names(document, lineage.wids[traced.version]), names


def with_modifications(document: Document) -> Document:
    """An amending decision with its changes of other works, or any other text."""
    from policydiff.amending.engine.applying.modifications import with_active_modifications  # noqa: PLC0415 as above
    from policydiff.amending.engine.reading.instructions import read_instructions  # noqa: PLC0415 only for this format

    if document.dialect != "cn_decision":
        return document
    return with_active_modifications(document, read_instructions(document).operations)


def write_export(edition: Edition, form: str, options: ReportOptions) -> bytes:
    """A text in the named format. Raises `UnknownFormatError`."""
    if form == "akn":
        edition = replace(edition, document=with_modifications(edition.document))
    return formats.write(edition, form, options)


def export_form(path: Path | None, form: str | None = None) -> str:
    """The format asked for, of the ending, or txt. Raises `UnknownEndingError`."""
    if form is not None or path is None:
        return form or "txt"
    forms = {suffix: name for name, suffix in formats.suffixes("document").items()}
    return form_by_ending(path, forms, {".htm": "html", ".markdown": "markdown"})


PROVISION_KEYS = (
    *("uri", "title", "version", "version_date", "kind", "authority", "document_number"),
    *("adopted", "promulgated", "in_force", "until", "status"),
    *("eid", "wid", "parent", "level", "num", "number", "heading", "text"),
)
"""The columns of the table of provisions."""


@dataclass(slots=True, kw_only=True)
class ProvisionTable:
    """The provisions of versions as rows; `unread` fills while these are read."""

    store: Repository
    works: Sequence[WorkRecord]
    day: str
    date: str | None = None
    watch: Watch = unwatched
    unread: list[Message] = field(default_factory=list)

    def rows(self) -> Iterator[dict[str, Cell]]:
        """A row for each provision, work by work, from the oldest version on."""
        lives = WorkLives.of_all(self.store)
        for done, work in enumerate(self.works, start=1):
            try:
                yield from self._of_work(lives, work)
            except DamagedVersionError as error:
                self.unread.append(error.message)
            self.watch(Message("reading"), done, len(self.works))

    def _of_work(self, lives: WorkLives, work: WorkRecord) -> Iterator[dict[str, Cell]]:
        traced = trace_work(self.store, work)
        self.unread += traced.notes if len(traced.documents) < len(work.versions) else ()
        versions, documents = traced.work.versions, traced.documents
        begins = [_begin(*pair) for pair in pairwise(documents)]
        end = lives.status(work, self.day).end
        untils = (*begins, None if end is None else end.day)
        for version, document, until, wids in zip(
            versions, documents, untils, traced.lineage.wids, strict=True
        ):
            if self.date in (None, version.date or UNDATED):
                found = version_status(lives, work, version, document, self.day)
                facts: dict[str, Cell] = {
                    "uri": work.uri,
                    "version": expression_uri(work.uri, version.date),
                    "until": until,
                    "status": "; ".join(one.kind for one in found),
                }
                yield from _provision_rows(with_names(document, wids), facts)


def _begin(document: Document, following: Document) -> str | None:
    """The day from which a version does not apply any more, by its successor.

    None where the successor does not state that it is the next one: a version between both may not
    be stored.
    """
    own, later = (
        [(one.word, one.date) for one in text.amendments] for text in (document, following)
    )
    known = all(date is not None for _, date in later)
    return following.dates.in_force if later and later[:-1] == own and known else None


def _provision_rows(document: Document, facts: dict[str, Cell]) -> Iterator[dict[str, Cell]]:
    parents = {child.eid: node.eid for node in document.provisions for child in node.children}
    whole = {
        **columns(document, "title", "version_date", "kind", "authority", "document_number"),
        **columns(document.dates, "adopted", "promulgated", "in_force"),
        **facts,
    }
    for node in document.provisions:
        yield {
            **whole,
            **columns(node, "eid", "wid", "level", "num", "number", "heading"),
            "parent": parents.get(node.eid),
            "text": None if _holds_articles(node) else node.text,
        }


def _holds_articles(node: Provision) -> bool:
    """True for a chapter and the like: its text stands in the rows of its articles."""
    return any(below.level == "article" for below in provisions_in(node.content))


def provision_table(name: str | None, session: Session) -> ProvisionTable:
    """The provisions of all versions of all works, of one work, or of one version.

    Raises `UsageError` for a day or a provision, and what `Repository.find` raises.
    """
    store, named = session.store(), None if name is None else parse_name(name)
    if named is not None and (named.provision is not None or named.in_force_on is not None):
        raise UsageError(
            Message("{name}: a table is of all works, of WORK, or of WORK@DATE", name=name)
        )
    works = store.works() if named is None else (store.find(named.work),)
    asked = None if named is None or named.date is None else store.version(works[0], named.date)
    return ProvisionTable(
        store=store,
        works=works,
        day=session.today or store.day(),
        date=None if asked is None else asked.date or UNDATED,
        watch=session.watch,
    )


def provisions(repository: Repository, work: str | None = None) -> Iterator[dict[str, Cell]]:
    """A row for each provision of each version, of one work or of all.

    Raises `NoSuchWorkError`, `AmbiguousNameError`.
    """
    works = repository.works() if work is None else (repository.find(work),)
    yield from ProvisionTable(store=repository, works=works, day=repository.day()).rows()


def table_form(path: Path | None, form: str | None) -> str:
    """The format of a table: that asked for, of the ending, or csv."""
    if form is None and path is not None:
        return form_by_ending(path, {suffix: name for name, suffix in FORMS.items()})
    if form not in (None, *FORMS):
        raise UsageError(Message("a table is written as {forms}", forms=", ".join(FORMS)))
    return form or "csv"
