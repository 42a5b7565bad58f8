"""A consolidation as Markdown: the items of the decision in one table, ~~deletions~~ and
**insertions**.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.consolidation import Consolidation
from policydiff.model.plugins import ReportOptions
from policydiff.render.consolidation._markdown_parts import Parts
from policydiff.render.markdown import escape
from policydiff.views import consolidation_lines as told
from policydiff.views.consolidation import Sheet, read_sheet
from policydiff.views.consolidation_words import CONSOLIDATION_WORDS

SUFFIX = ".md"


def render(result: Consolidation, options: ReportOptions) -> bytes:
    """Title, the three texts, what is left to do, the items, what follows by itself, how the
    republished text compares.
    """
    lines = _Markdown(read_sheet(result, options)).write()
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8")


class _Markdown:
    """One report being written, line by line."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.result = sheet.result
        self.language = sheet.options.language
        self.words = CONSOLIDATION_WORDS[self.language]

    def write(self) -> Iterator[str]:
        """All lines."""
        parts = Parts(self.sheet)
        yield from self.head()
        yield from (*parts.troubles(), *parts.doubts(), *parts.items(), *parts.followed())
        yield from (*parts.verification(told.differences(self.result)), *parts.besides())

    def head(self) -> Iterator[str]:
        """Title, the three texts, the counts, the verdict."""
        yield from (f"# {escape(told.title(self.result, self.language))}", "")
        for text in told.texts(self.result, self.language):
            facts = (
                f"{self.words['open']}{self.words['list'].join(text.facts)}{self.words['close']}"
                if text.facts
                else ""
            )
            yield f"- **{text.name}**{self.words['colon']}{escape(text.title + facts)}"
        yield f"- {escape(told.counts_line(self.result, self.language))}"
        sentence = told.verdict(self.result, self.language)
        yield from (f"- **{escape(sentence)}**",) if sentence else ()
        yield ""
