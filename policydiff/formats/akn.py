"""Akoma Ntoso 3.0, as the repository stores it."""

from __future__ import annotations

from policydiff.akn.writer import to_xml
from policydiff.model.reports import Edition, ReportOptions


def render(edition: Edition, options: ReportOptions) -> bytes:  # noqa: ARG001 data has no language
    """The XML of the document, with its lasting names and the end of its work."""
    status = edition.status
    end = None if status is None else status.end or status.coming
    return to_xml(edition.document, edition.names, end)
