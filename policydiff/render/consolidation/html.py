"""A consolidation as one HTML file that needs nothing else: each item of the decision beside the
clauses that it changes.

It holds no script, fetches nothing, and its content security policy forbids both.
"""

from __future__ import annotations

from policydiff.model.consolidation import Consolidation
from policydiff.model.plugins import ReportOptions
from policydiff.render._frame import frame
from policydiff.render._markup import Markup, element
from policydiff.render.consolidation._html_names import Names
from policydiff.render.consolidation._html_parts import Parts
from policydiff.render.consolidation._html_rows import Table
from policydiff.render.consolidation._html_text import Back, WholeText
from policydiff.views import consolidation_lines as told
from policydiff.views.consolidation import Sheet, read_sheet
from policydiff.views.consolidation_items import counts
from policydiff.views.consolidation_words import CONSOLIDATION_WORDS

SUFFIX = ".html"

_STYLES = ("report.css", "many.css", "consolidation.css")


def render(result: Consolidation, options: ReportOptions) -> bytes:
    """The whole page."""
    return (_Page(read_sheet(result, options)).write() + "\n").encode("utf-8")


class _Page:
    """One page being written."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.result = sheet.result
        self.language = sheet.options.language
        self.words = CONSOLIDATION_WORDS[self.language]
        self.names = Names()
        self.parts = Parts(sheet, self.names)

    def write(self) -> str:
        """Head and body."""
        parts = self.parts
        table = Table(self.sheet, self.names).write()
        around = (
            parts.followed(),
            parts.verification(told.differences(self.result)),
            parts.besides(),
            parts.context(),
        )
        body = element(
            "body", self.cover(), element("main", table, *around, self.text(), class_="page")
        )
        return frame(
            told.title(self.result, self.language), body, self.language, styles=_STYLES, script=None
        )

    def cover(self) -> Markup:
        """Title, the three texts, counts, what is left to do, how to read the table."""
        texts = (
            element(
                "section",
                element("h2", text.name),
                element("strong", text.title, lang="zh"),
                element("ul", *(element("li", fact) for fact in text.facts), lang="zh"),
            )
            for text in told.texts(self.result, self.language)
        )
        return element(
            "header",
            element("p", self.words["report"], class_="kicker"),
            element("h1", self.result.document.title, lang="zh"),
            element("div", *texts, class_="versions three"),
            self.counts(),
            self.parts.troubles(),
            self.parts.doubts(),
            self.parts.verified(),
            self.legend(),
        )

    def counts(self) -> Markup:
        """Items, operations by what became of them, articles."""
        found = counts(self.result)
        shown = [(name, str(found[name])) for name in ("items", "applied", "failed", "unparsed")]
        shown.append(("articles", f"{found['before']} → {found['after']}"))
        tiles = (
            element(
                "div",
                element("dt", self.words[f"count-{name}"]),
                element("dd", count),
                class_=name if count != "0" else "none",
            )
            for name, count in shown
        )
        return element(
            "section", element("h2", self.words["summary"]), element("dl", *tiles, class_="counts")
        )

    def legend(self) -> Markup:
        """How to read the table."""
        return element("section", element("p", self.words["reading"]), class_="legend")

    def text(self) -> Markup:
        """The whole new version, its changed clauses with the ways back."""
        backs = {
            eid: tuple(
                Back(told.item_name(line, self.language), self.names.item(line)) for line in lines
            )
            for eid, lines in self.sheet.changing().items()
        }
        return WholeText(self.result.document, backs, self.words).write()
