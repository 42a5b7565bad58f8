"""The page of any value as Markdown, and the text of one version."""

from __future__ import annotations

from policydiff.library.report.markdown import write_document
from policydiff.model.reports import Edition, ReportOptions, Shown
from policydiff.report.markdown import write_page
from policydiff.report.page import page_of


def render(value: Shown, options: ReportOptions) -> bytes:
    """The page or the text as bytes.

    The words of a text have only their own language.
    """
    if isinstance(value, Edition):
        return write_document(value.document)
    return write_page(page_of(value, options))
