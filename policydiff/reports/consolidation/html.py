"""A consolidation as one HTML file that needs nothing else: each item of the decision beside the clauses that it changes.

It holds no script, fetches nothing, and its content security policy forbids both.
"""

from __future__ import annotations

from policydiff.model.consolidation import Consolidation, Difference
from policydiff.model.plugins import ReportOptions
from policydiff.reports._frame import frame
from policydiff.reports._markup import Markup, element
from policydiff.reports._pieces import ELLIPSIS, Piece, cut
from policydiff.reports._rows import Gap, Row
from policydiff.reports.consolidation import _told as told
from policydiff.reports.consolidation._html_rows import Table
from policydiff.reports.consolidation._html_text import WholeText
from policydiff.reports.consolidation._items import counts
from policydiff.reports.consolidation._sheet import Line, Sheet
from policydiff.reports.consolidation._short import short, shortened
from policydiff.reports.consolidation._words import CONSOLIDATION_WORDS

SUFFIX = ".html"

_STYLES = ("report.css", "many.css", "consolidation.css")


def render(result: Consolidation, options: ReportOptions) -> bytes:
    """The whole page."""
    return (_Page(Sheet(result=result, options=options)).write() + "\n").encode("utf-8")


class _Page:
    """One page being written."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.result = sheet.result
        self.language = sheet.options.language
        self.words = CONSOLIDATION_WORDS[self.language]
        self.table = Table(sheet)

    def write(self) -> str:
        """Head and body."""
        parts = (self.table.write(), self.followed(), self.verification(), self.besides(), self.context(), WholeText(self.sheet).write())
        body = element("body", self.cover(), element("main", *parts, class_="page"))
        return frame(told.title(self.result, self.language), body, self.language, styles=_STYLES, script=None)

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
            self.troubles(),
            self.doubts(),
            self.verified(),
            self.legend(),
        )

    def counts(self) -> Markup:
        """Items, operations by what became of them, articles."""
        found = counts(self.result)
        shown = [(name, str(found[name])) for name in ("items", "applied", "failed", "unparsed")]
        shown.append(("articles", f"{found['before']} → {found['after']}"))
        tiles = (
            element("div", element("dt", self.words[f"count-{name}"]), element("dd", count), class_=name if count != "0" else "none")
            for name, count in shown
        )
        return element("section", element("h2", self.words["summary"]), element("dl", *tiles, class_="counts"))

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
        return element("section", element("h2", self.words["troubles"]), lead, element("ul", *lines, lang="zh"), class_="troubles")

    def doubts(self) -> Markup:
        """What to look at though it was carried out."""
        found = told.doubts(self.sheet)
        if not found:
            return Markup("")
        lines = (element("li", *self.of_item(line), words) for line, words in found)
        return element("section", element("h2", self.words["doubts"]), element("ul", *lines, lang="zh"), class_="list problems")

    def of_item(self, line: Line | None) -> tuple[str, ...]:
        """The way to an item."""
        return () if line is None else (element("a", told.item_name(line, self.language), href=f"#i{line.id}"), "　")

    def verified(self) -> Markup:
        """How the republished text compares, in a sentence."""
        sentence = told.verified(self.result, self.language)
        if not sentence:
            return Markup("")
        differs = bool(told.differences(self.result))
        told_ = element("a", sentence.rstrip("：:"), href="#differences") if differs else sentence
        return element("p", told_, class_="verdict differs" if differs else "verdict good")

    def legend(self) -> Markup:
        """How to read the table."""
        return element("section", element("p", self.words["reading"]), class_="legend")

    def followed(self) -> Markup:
        """What no item names, as a short table."""
        rows = [self.follower(row) for row in self.sheet.followed()]
        pairs = told.counted_lines(self.sheet)
        why = self.words["follows-item"]
        rows += [element("tr", element("th", pair, scope="row", lang="zh"), element("td"), element("td", why)) for pair in pairs]
        if not rows:
            return Markup("")
        table = element("table", element("tbody", *rows), class_="short")
        return self.section("followed", element("p", self.words["followed-told"]), element("div", table, class_="scroll"))

    def follower(self, row: Row | Gap) -> Markup:
        """A run of new numbers, or a clause with its redline."""
        why = element("td", told.followed_why(row, self.language))
        if isinstance(row, Gap):
            name = element("th", told.gap_name(row, self.language), scope="row", lang="zh")
            return element("tr", name, element("td"), why)
        name = element("th", told.row_name(row), scope="row", lang="zh")
        return element("tr", name, element("td", *map(self.piece, short(row)), lang="zh"), why)

    def piece(self, piece: Piece) -> Markup:
        """A stretch of a short redline."""
        if piece.op == "equal":
            return element("span", ELLIPSIS if piece.elided else piece.text)
        return element("del" if piece.op == "delete" else "ins", piece.text)

    def verification(self) -> Markup:
        """Each difference from the republished text with the item that orders a change there."""
        found = told.differences(self.result)
        if not found:
            return Markup("")
        heads = (element("th", self.words[name], scope="col") for name in ("difference-place", "difference", "ordered"))
        table = element(
            "table", element("thead", element("tr", *heads)), element("tbody", *map(self.difference, found)), class_="short differences"
        )
        sentence = element("p", told.verified(self.result, self.language), " ", self.words["difference-reading"])
        return self.section("verification", sentence, element("div", table, class_="scroll"), id="differences")

    def difference(self, difference: Difference) -> Markup:
        """One of them."""
        place, by = told.difference_heads(difference, self.language)
        lines = (element("p", *map(self.piece, line)) for line in cut(shortened(told.difference_pieces(difference))) if line)
        text = element("td", *lines, lang="zh")
        return element("tr", element("th", place, scope="row", lang="zh"), text, element("td", by, lang="zh"))

    def besides(self) -> Markup:
        """The other works that the decision amends."""
        lines = told.besides_lines(self.sheet)
        return self.section("besides", element("ul", *(element("li", line) for line in lines), lang="zh")) if lines else Markup("")

    def context(self) -> Markup:
        """The sentences that instruct nothing, in grey."""
        lines = self.sheet.context
        return self.section("context-heads", *(element("p", line, lang="zh") for line in lines), css="quiet") if lines else Markup("")

    def section(self, key: str, *parts: Markup, id: str | None = None, css: str = "") -> Markup:  # noqa: A002 the attribute's name
        """A headed section."""
        return element("section", element("h2", self.words[key]), *parts, class_=f"after {css}".strip(), id=id)
