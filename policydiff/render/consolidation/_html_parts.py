"""The parts of a page on one decision: what is left to do, its items, what follows by itself, how
the republished text compares.
"""

from __future__ import annotations

from typing import Literal

from policydiff.model.consolidation import Difference
from policydiff.render._inline import inline
from policydiff.render._markup import Markup, element
from policydiff.render.consolidation._html_names import Names
from policydiff.views import consolidation_lines as told
from policydiff.views.consolidation import Line, Sheet
from policydiff.views.consolidation_words import CONSOLIDATION_WORDS
from policydiff.views.pieces import cut
from policydiff.views.rows import Gap, Row
from policydiff.views.shortening import short, shortened


class Parts:
    """Writes the parts, each under a heading of one level; a part with nothing in it is empty."""

    def __init__(self, sheet: Sheet, names: Names, heading: Literal["h2", "h3"] = "h2") -> None:
        self.sheet = sheet
        self.names = names
        self.heading = heading
        self.result = sheet.result
        self.language = sheet.options.language
        self.words = CONSOLIDATION_WORDS[self.language]

    def troubles(self) -> Markup:
        """What was not carried out, loud; the plain statement that all was, where it was."""
        if not self.sheet.troubles:
            return element("p", self.words["complete"], class_="verdict good")
        lines = (
            element("li", *self.of_item(line), words)
            for line, operation in self.sheet.troubles
            for words in (told.trouble_words(operation, self.language),)
        )
        lead = element("p", self.words["troubles-told"])
        return element(
            "section",
            element(self.heading, self.words["troubles"]),
            lead,
            element("ul", *lines, lang="zh"),
            class_="troubles",
        )

    def doubts(self) -> Markup:
        """What to look at though it was carried out."""
        found = told.doubts(self.sheet)
        if not found:
            return Markup("")
        lines = (element("li", *self.of_item(line), words) for line, words in found)
        return element(
            "section",
            element(self.heading, self.words["doubts"]),
            element("ul", *lines, lang="zh"),
            class_="list problems",
        )

    def of_item(self, line: Line | None) -> tuple[str, ...]:
        """The way to an item."""
        return (
            ()
            if line is None
            else (
                element("a", told.item_name(line, self.language), href=f"#{self.names.item(line)}"),
                "　",
            )
        )

    def verified(self) -> Markup:
        """How the republished text compares, in a sentence."""
        sentence = told.verdict(self.result, self.language)
        if not sentence:
            return Markup("")
        differs = bool(told.differences(self.result))
        told_ = element("a", sentence, href=f"#{self.names.differences}") if differs else sentence
        return element("p", told_, class_="verdict differs" if differs else "verdict good")

    def followed(self) -> Markup:
        """What no item names, as a short table."""
        rows = [self.follower(row) for row in self.sheet.followed]
        pairs = told.counted_lines(self.sheet)
        why = self.words["follows-item"]
        rows += [
            element(
                "tr", element("th", pair, scope="row", lang="zh"), element("td"), element("td", why)
            )
            for pair in pairs
        ]
        if not rows:
            return Markup("")
        table = element("table", element("tbody", *rows), class_="short")
        return self.section(
            "followed",
            element("p", self.words["followed-told"]),
            element("div", table, class_="scroll"),
        )

    def follower(self, row: Row | Gap) -> Markup:
        """A run of new numbers, or a clause with its redline."""
        name = element("th", told.named(row, self.language), scope="row", lang="zh")
        why = element("td", told.followed_why(row, self.language))
        return element("tr", name, element("td", *map(inline, short(row)), lang="zh"), why)

    def verification(self, found: tuple[Difference, ...], *more: Markup) -> Markup:
        """These differences from the republished text, each with the item that orders a change
        there, and what else is to be said of it.
        """
        table = element("div", self.differences(found), class_="scroll") if found else Markup("")
        reading = f" {self.words['difference-reading']}" if found else ""
        sentence = element(
            "p", told.verdict(self.result, self.language), self.words["stop"], reading
        )
        return (
            self.section("verification", sentence, table, *more, id=self.names.differences)
            if found or more
            else Markup("")
        )

    def differences(self, found: tuple[Difference, ...]) -> Markup:
        """The table of differences."""
        heads = (
            element("th", self.words[name], scope="col")
            for name in ("difference-place", "difference", "ordered")
        )
        head = element("thead", element("tr", *heads))
        return element(
            "table",
            head,
            element("tbody", *map(self.difference, found)),
            class_="short differences",
        )

    def difference(self, difference: Difference) -> Markup:
        """One of them."""
        place, by = told.difference_heads(difference, self.language)
        lines = (
            element("p", *map(inline, line))
            for line in cut(shortened(told.difference_pieces(difference)))
            if line
        )
        text = element("td", *lines, lang="zh")
        return element(
            "tr", element("th", place, scope="row", lang="zh"), text, element("td", by, lang="zh")
        )

    def besides(self) -> Markup:
        """The other works that the decision amends."""
        lines = told.besides_lines(self.sheet)
        return (
            self.section(
                "besides", element("ul", *(element("li", line) for line in lines), lang="zh")
            )
            if lines
            else Markup("")
        )

    def context(self) -> Markup:
        """The sentences that instruct nothing, in grey."""
        lines = self.sheet.context
        return (
            self.section(
                "context-heads", *(element("p", line, lang="zh") for line in lines), css="quiet"
            )
            if lines
            else Markup("")
        )

    def section(self, key: str, *parts: Markup, id: str | None = None, css: str = "") -> Markup:  # noqa: A002 the attribute's name
        """A headed section."""
        return element(
            "section",
            element(self.heading, self.words[key]),
            *parts,
            class_=f"after {css}".strip(),
            id=id,
        )
