"""A chain as one HTML file that needs nothing else: the steps at a glance, each step's items beside
the clauses that they change, the whole text.

It holds no script, fetches nothing, and its content security policy forbids both.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.chain import Chain
from policydiff.model.document import Document
from policydiff.model.plugins import ReportOptions
from policydiff.render._frame import frame
from policydiff.render._markup import Markup, element
from policydiff.render.chain._html_step import StepPart
from policydiff.render.consolidation._html_text import Back, WholeText
from policydiff.views import chain_words as say
from policydiff.views import consolidation_lines as told
from policydiff.views.chain import COUNTS, Numbers, Shown, changed_by, numbers, shown_steps, ways
from policydiff.views.consolidation import Line
from policydiff.views.consolidation_words import CONSOLIDATION_WORDS
from policydiff.views.pieces import capitalised

SUFFIX = ".html"

_STYLES = ("report.css", "many.css", "consolidation.css", "chain.css")


def render(chain: Chain, options: ReportOptions) -> bytes:
    """The whole page."""
    return (_Page(chain, options).write() + "\n").encode("utf-8")


class _Page:
    """One page being written."""

    def __init__(self, chain: Chain, options: ReportOptions) -> None:
        self.chain = chain
        self.language = options.language
        self.words = {**CONSOLIDATION_WORDS[self.language], **say.CHAIN_WORDS[self.language]}
        self.shown = shown_steps(chain, options)
        self.ways = ways(self.shown)
        self.steps = tuple(
            StepPart(shown, way) for shown, way in zip(self.shown, self.ways, strict=True)
        )

    def write(self) -> str:
        """Head and body."""
        main = element("main", *(step.write() for step in self.steps), self.text(), class_="page")
        body = element("body", self.cover(), main)
        return frame(
            say.title(self.chain, self.language), body, self.language, styles=_STYLES, script=None
        )

    def cover(self) -> Markup:
        """Title, both ends of the chain, the steps, what is left to do, how to read the tables."""
        return element(
            "header",
            element("p", capitalised(self.words["report"]), class_="kicker"),
            element("h1", self.chain.document.title, lang="zh"),
            element("div", *self.ends(), class_="versions"),
            self.overview(),
            self.troubles(),
            *self.remarks(),
        )

    def ends(self) -> Iterator[Markup]:
        """The text that the chain starts from, and the one that it leads to."""
        ends: tuple[tuple[str, Document], ...] = (
            ("base-name", self.chain.base),
            ("result-name", self.chain.document),
        )
        for key, document in ends:
            text = told.text(self.words[key], document, self.language)
            facts = element("ul", *(element("li", fact) for fact in text.facts), lang="zh")
            yield element(
                "section", element("h2", text.name), element("strong", text.title, lang="zh"), facts
            )

    def overview(self) -> Markup:
        """A row for each step, and the sums."""
        found = numbers(self.shown)
        names = ("step", "date", "decision", *COUNTS, "articles", "verified")
        heads = element(
            "tr", *(element("th", self.words[name], scope="col", class_=name) for name in names)
        )
        rows = (self.row(step, line) for step, line in zip(self.steps, found, strict=False))
        total = element("th", self.words["sum"], scope="row", colspan="3")
        foot = element("tfoot", element("tr", total, *self.numbers(found[-1]), element("td")))
        table = element(
            "table", element("thead", heads), element("tbody", *rows), foot, class_="overview"
        )
        return element(
            "section",
            element("h2", self.words["overview"]),
            element("div", table, class_="scroll"),
            id="overview",
        )

    def row(self, step: StepPart, line: Numbers) -> Markup:
        """A step."""
        shown = step.shown
        name = self.words["step-name"].format(place=shown.place)
        return element(
            "tr",
            element("th", element("a", name, href=f"#{step.name}"), scope="row", class_="step"),
            element("td", say.step_day(shown.step, self.language), class_="date"),
            element("td", shown.step.result.decision.title, class_="decision", lang="zh"),
            *self.numbers(line),
            element("td", *step.verdict(), class_="verified"),
        )

    def numbers(self, line: Numbers) -> Iterator[Markup]:
        """The cells of the counts, each with its name where a telephone shows no head."""
        for name in COUNTS:
            count = getattr(line, name)
            yield element(
                "td",
                str(count),
                class_=name if count else f"{name} none",
                data_label=self.words[name],
            )
        articles = f"{line.before} → {line.after}"
        yield element("td", articles, class_="articles", data_label=self.words["articles"])

    def troubles(self) -> Markup:
        """What was not carried out in any step; the plain statement that all was, where it was."""
        lines = [line for step in self.steps for line in step.trouble_lines()]
        if not lines:
            return element("p", self.words["complete"], class_="verdict good")
        head = element("h2", self.words["troubles"])
        lead = element("p", self.words["troubles-told"])
        return element("section", head, lead, element("ul", *lines, lang="zh"), class_="troubles")

    def remarks(self) -> Iterator[Markup]:
        """Versions that no decision leads to; that a difference goes on; how to read the tables."""
        for line in say.versions_told(self.chain, self.language):
            yield element("p", capitalised(line), class_="verdict differs")
        notes = (self.words["carried-on"],) if say.carries_on(self.chain) else ()
        yield element(
            "section",
            *(element("p", note) for note in (*notes, self.words["reading"])),
            class_="legend",
        )

    def text(self) -> Markup:
        """The last text, its clauses with the ways back to all items that changed them."""
        found = changed_by(self.shown, self.ways)
        backs = {
            eid: tuple(self.back(shown, line) for shown, line in items)
            for eid, items in found.items()
        }
        return WholeText(self.chain.document, backs, self.words).write()

    def back(self, shown: Shown, line: Line) -> Back:
        """The way to an item of a step."""
        step = self.steps[shown.place - 1]
        date = shown.step.date or self.words["step-name"].format(place=shown.place)
        return Back(f"{date} {told.item_name(line, self.language)}", step.names.item(line))
