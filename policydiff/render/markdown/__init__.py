"""The page of any value as Markdown, and the text of one version."""

from __future__ import annotations

from policydiff.model.plugins import Edition, ReportOptions, Shown
from policydiff.render.markdown.document import write_document
from policydiff.render.markdown.page import write_page
from policydiff.views.pages import page_of


def render(value: Shown, options: ReportOptions) -> bytes:
    """The page or the text as bytes.

    The words of a text have only their own language.
    """
    if isinstance(value, Edition):
        return write_document(value.document)
    return write_page(page_of(value, options))
