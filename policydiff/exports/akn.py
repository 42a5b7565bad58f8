"""Akoma Ntoso 3.0, as the repository stores it."""

from __future__ import annotations

from policydiff.model.document import Document
from policydiff.model.plugins import ExportOptions

SUFFIX = ".xml"


def render(document: Document, options: ExportOptions) -> bytes:
    """The XML of the document."""
    del options
    from policydiff.akn.writer import to_xml  # noqa: PLC0415 lxml is heavy

    return to_xml(document)
