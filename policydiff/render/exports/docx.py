"""The clean text of a version as a Word file in official layout (GB/T 9704—2012)."""

from __future__ import annotations

from datetime import datetime

from policydiff.model.plugins import Edition, ReportOptions
from policydiff.render.office.layout import lay_out
from policydiff.render.office.package import to_bytes
from policydiff.render.office.pages import add_page_number, new_document
from policydiff.views.lines import official_lines

SUFFIX = ".docx"


def render(edition: Edition, options: ReportOptions) -> bytes:  # noqa: ARG001 the layout is that of the text, in its language
    """The document as a Word file; its properties are dated by the version, so that the same
    document gives the same bytes.
    """
    document = edition.document
    date = document.version_date
    word = new_document(
        landscape=False, title=document.title, made=datetime.fromisoformat(date) if date else None
    )
    add_page_number(word.sections[0], "outside")
    lay_out(word, official_lines(document, whole=False, run_on=True))
    return to_bytes(word)
