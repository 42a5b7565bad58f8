"""A consolidation as a Word table, as Chinese offices send it: landscape, the head on every page,
readable in black and white.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.consolidation import Consolidation
from policydiff.model.plugins import ReportOptions
from policydiff.render._docx_table import (
    SMALL,
    Mark,
    Markup,
    cell,
    fill,
    line,
    paragraph,
    row,
    run,
    table,
)
from policydiff.render.consolidation._docx_parts import Parts
from policydiff.render.office.package import to_bytes
from policydiff.render.office.pages import add_page_number, new_document
from policydiff.views import consolidation_lines as told
from policydiff.views.consolidation import Sheet, read_sheet
from policydiff.views.consolidation_words import CONSOLIDATION_WORDS

SUFFIX = ".docx"

_TEXTS = (2000, 6285, 6285)


def render(result: Consolidation, options: ReportOptions) -> bytes:
    """The whole file."""
    title = told.title(result, options.language)
    document = new_document(landscape=True, title=title)
    add_page_number(document.sections[0], "total" if options.language == "zh" else "centre")
    fill(document, _Word(read_sheet(result, options)).parts())
    return to_bytes(document)


class _Word:
    """One file being written."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.result = sheet.result
        self.language = sheet.options.language
        self.words = CONSOLIDATION_WORDS[self.language]

    def parts(self) -> Iterator[Markup]:
        """Title, the three texts, what is left to do, the table, what follows by itself, the
        comparison, the rest.
        """
        parts = Parts(self.sheet)
        yield paragraph(
            (run(told.title(self.result, self.language), Mark(size=18)),), style="Title"
        )
        yield table(_TEXTS, (self.text(text) for text in told.texts(self.result, self.language)))
        yield paragraph()
        yield from parts.summary(told.verdict(self.result, self.language))
        yield line(self.words["legend-docx"], SMALL)
        yield paragraph()
        yield parts.items()
        yield from (
            *parts.followed(),
            *parts.verification(told.differences(self.result)),
            *parts.besides(),
        )
        yield paragraph()

    def text(self, text: told.Text) -> Markup:
        """One of the three texts in a row."""
        facts = self.words["list"].join(text.facts)
        cells = zip(
            _TEXTS,
            ((text.name, Mark(bold=True, size=9)), (text.title, SMALL), (facts, SMALL)),
            strict=True,
        )
        return row(cell(width, (line(words, mark),)) for width, (words, mark) in cells)
