"""export: the text of one version as a clean file to send on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.identifiers import LastingNames, expression_uri, work_uri
from policydiff.model.lineage import with_names
from policydiff.model.names import UNDATED, Name
from policydiff.model.reports import Edition, ReportOptions
from policydiff.report import formats
from policydiff.works.lineage import trace_work
from policydiff.works.resolve import AS_RECOGNISED, Resolved, TextOptions, resolve
from policydiff.works.session import Session
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
