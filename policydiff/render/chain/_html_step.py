"""A step on the page: its verdict, its items beside the clauses that they change, its
differences.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.explanation import Way
from policydiff.render._markup import Markup, element
from policydiff.render.consolidation._html_names import Names
from policydiff.render.consolidation._html_parts import Parts
from policydiff.render.consolidation._html_rows import Table
from policydiff.views import chain_words as say
from policydiff.views import consolidation_lines as told
from policydiff.views.chain import Shown
from policydiff.views.pieces import capitalised


class StepPart:
    """Writes one step; `way` leads from its clauses to those of the whole text."""

    def __init__(self, shown: Shown, way: Way) -> None:
        self.shown = shown
        self.name = f"s{shown.place}"
        self.names = Names(prefix=f"{self.name}-", clauses=way)
        self.language = shown.sheet.options.language
        self.words = say.CHAIN_WORDS[self.language]
        self.parts = Parts(shown.sheet, self.names, "h3")

    def write(self) -> Markup:
        """The whole section."""
        parts = self.parts
        told_ = (self.head(), self.facts(), parts.troubles(), parts.doubts(), self.verified())
        table = Table(self.shown.sheet, self.names).write()
        return element(
            "section",
            *told_,
            table,
            parts.followed(),
            self.verification(),
            parts.besides(),
            parts.context(),
            class_="step",
            id=self.name,
        )

    def head(self) -> Markup:
        """Place, date and decision."""
        name = element(
            "span", say.step_name(self.shown.place, self.shown.step, self.language), class_="when"
        )
        return element(
            "h2", name, " ", element("span", self.shown.step.result.decision.title, lang="zh")
        )

    def facts(self) -> Markup:
        """The counts, what the step starts from, and the way back to the overview."""
        start = say.step_start(self.shown.step, self.language)
        back = element("a", f"{self.words['overview']} ↑", href="#overview", class_="way")
        counts = told.counts_line(self.shown.step.result, self.language)
        return element(
            "ul",
            element("li", counts),
            element("li", capitalised(start)),
            element("li", back),
            class_="facts-of-step",
        )

    def trouble_lines(self) -> Iterator[Markup]:
        """What was not carried out, each line with its step."""
        when = say.step_name(self.shown.place, self.shown.step, self.language)
        for line, operation in self.shown.sheet.troubles:
            words = told.trouble_words(operation, self.language)
            yield element(
                "li", element("span", when, class_="when"), "　", *self.parts.of_item(line), words
            )

    def verified(self) -> Markup:
        """How the republished text compares, in a sentence."""
        found = self.shown.step.result.verification
        css = (
            "verdict"
            if found is None
            else "verdict good"
            if found.equal_but_noise
            else "verdict differs"
        )
        return element("p", *self.verdict(), class_=css)

    def verdict(self) -> Iterator[str]:
        """The same without its frame, with the way to the differences."""
        words = say.step_verdict(self.shown.step, self.language)
        differs = self.shown.fresh or self.shown.again
        yield element("a", words, href=f"#{self.names.differences}") if differs else words
        if self.shown.again:
            yield element(
                "span",
                self.words["again-count"].format(count=len(self.shown.again)),
                class_="again",
            )

    def verification(self) -> Markup:
        """The differences that are new in this step, and in a line those that go on."""
        again = self.shown.again
        line = (
            (element("p", say.again_line(again, self.language), class_="again"),) if again else ()
        )
        return self.parts.verification(self.shown.fresh, *line)
