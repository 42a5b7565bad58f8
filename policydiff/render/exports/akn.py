"""Akoma Ntoso 3.0, as the repository stores it; of a stored version with its lasting names."""

from __future__ import annotations

from policydiff.model.document import Document
from policydiff.model.plugins import ExportOptions

SUFFIX = ".xml"


def render(document: Document, options: ExportOptions) -> bytes:
    """The XML of the document, with its lasting names where they are known."""
    from policydiff.akn.writer import to_xml  # noqa: PLC0415 lxml is heavy

    return to_xml(document, options.names)
