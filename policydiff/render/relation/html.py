"""A relation as one HTML file that needs nothing else: a summary, the matrix as a heat map, each
item beside its best articles.

It fetches nothing, and its content security policy forbids it to. Without scripts everything can be
read; on paper it is A4 landscape.
"""

from __future__ import annotations

from collections.abc import Iterable

from policydiff.locale import translate
from policydiff.model.plugins import ReportOptions
from policydiff.model.relation import Instrument, Relation
from policydiff.render._frame import frame
from policydiff.render._markup import Markup, element
from policydiff.render.relation._html_items import Items
from policydiff.render.relation._html_matrix import Matrix, bar, icon, patterns, when
from policydiff.views import relation_summary
from policydiff.views.pieces import neutral
from policydiff.views.relation import STATUSES, Law, Table
from policydiff.views.relation_words import words_for

SUFFIX = ".html"

GAPS = 12
"""So many items that nobody answers are named at once; the others fold."""

_FILTERS = ("suggested", "confirmed", "rejected", "stale", "disputed")


def render(relation: Relation, options: ReportOptions) -> bytes:
    """The whole page."""
    return (_Page(relation, options).write() + "\n").encode("utf-8")


class _Page:
    """One page being written."""

    def __init__(self, relation: Relation, options: ReportOptions) -> None:
        self.relation = relation
        self.language = options.language
        self.words = words_for(relation, options.language)
        self.table = Table(relation, options.language)
        self.matrix = Matrix(self.table)

    def write(self) -> str:
        """Head and body."""
        body = element("body", patterns(), self.cover(), self.map(), self.toolbar(), self.main())
        return frame(
            relation_summary.title(self.relation, self.language),
            body,
            self.language,
            styles=("report.css", "relation.css"),
            script="relation.js",
        )

    def cover(self) -> Markup:
        """Both sides, and what a reader should know in twenty seconds."""
        left = self.relation.left
        return element(
            "header",
            element("p", self.words["relation"], class_="kicker"),
            element("h1", left.title, lang="zh"),
            element("p", *self.spaced(relation_summary.facts(left, self.language)), class_="known"),
            element("div", self.counts(), self.laws(), class_="summary"),
            self.instruments(),
        )

    def spaced(self, facts: tuple[str, ...]) -> tuple[Markup, ...]:
        """Facts beside each other."""
        return tuple(element("span", fact) for fact in facts)

    def counts(self) -> Markup:
        """How many items are covered, as large numbers and one bar."""
        tiles = (
            element(
                "div",
                element("dt", icon(status), self.words[status]),
                element("dd", str(self.table.counts[status])),
                class_=status,
            )
            for status in STATUSES
        )
        total = element("h2", self.words["items"].format(count=len(self.table.items)))
        return element(
            "section",
            total,
            element("dl", *tiles, class_="tiles"),
            bar(self.table.counts, relation_summary.headline(self.table)),
            self.unanswered(),
        )

    def laws(self) -> Markup:
        """The documents with their facts, their order in time and what each covers."""
        rows = (
            element(
                "tr",
                element(
                    "th",
                    element("b", law.title, lang="zh"),
                    element("small", self.known(law)),
                    scope="row",
                ),
                element("td", when(law, self.table), class_="when"),
                element(
                    "td",
                    bar(law.counts, relation_summary.law_counts(law, self.words)),
                    class_="share",
                ),
                id=f"law-{law.letter}",
            )
            for law in self.table.laws
        )
        return element(
            "section",
            element("h2", self.words["by-law"]),
            element("table", element("tbody", *rows), class_="laws"),
            self.key(),
        )

    def known(self, law: Law) -> str:
        """The date, number and size of a document in one line."""
        document = law.document
        parts = (
            relation_summary.law_date(law, self.language),
            document.document_number,
            document.authority,
            self.words["articles"].format(count=len(document.articles)),
        )
        return "　".join(neutral(part) for part in parts if part)

    def key(self) -> Markup:
        """What the marks mean."""
        marks = (element("span", icon(status), self.words[status]) for status in STATUSES)
        return element("p", *marks, class_="key")

    def unanswered(self) -> Markup:
        """The items for which no document has anything, each with the way to it."""
        found = self.table.unanswered
        if not found:
            return element("p", self.words["all-answered"], class_="gaps")
        places = self.matrix.places
        links = [
            element("li", element("a", item.name, href=f"#i{places[item.eid]}", lang="zh"))
            for item in found
        ]
        head, rest = links[:GAPS], links[GAPS:]
        more = element("summary", self.words["more-items"].format(count=len(rest)))
        fold = element("details", more, element("ul", *rest)) if rest else Markup("")
        title = element("h2", self.words["unanswered"].format(count=len(found)))
        return element("div", title, element("ul", *head), fold, class_="gaps")

    def instruments(self) -> Markup:
        """The named laws and regulations, and what became of each."""
        if not self.relation.instruments:
            return Markup("")
        heads = (
            element("th", self.words[key], scope="col")
            for key in ("named-in", "instrument", "status", "became")
        )
        rows = map(self.instrument, self.relation.instruments)
        table = element(
            "table",
            element("thead", element("tr", *heads)),
            element("tbody", *rows),
            class_="named",
        )
        return element(
            "section",
            element("h2", self.words["instruments"]),
            element("div", table, class_="scroll"),
        )

    def instrument(self, found: Instrument) -> Markup:
        """One of them."""
        item = self.table.by_eid.get(found.left)
        label = (
            element("a", item.label, href=f"#i{self.matrix.places[item.eid]}", title=item.name)
            if item
            else found.left
        )
        status = element(
            "td",
            element(
                "span",
                relation_summary.fate_word(found, self.language),
                class_=f"tag {found.status.replace(' ', '-')}",
            ),
        )
        known = (neutral(value) for value in (found.authority, found.number) if value)
        more = (
            element("small", self.words["list"].join(known))
            if found.authority or found.number
            else Markup("")
        )
        sources = self.words["list"].join(map(neutral, found.sources))
        note = translate(found.note, self.language) if found.note else ""
        lines = [element("small", line) for line in (note, sources) if line]
        basis = (
            element("details", element("summary", self.words["basis"]), *lines)
            if lines
            else Markup("")
        )
        told = element(
            "td",
            relation_summary.became(found, self.language, note=False),
            element("div", more, basis),
        )
        return element(
            "tr",
            element("td", label),
            element("td", relation_summary.named(found), lang="zh"),
            status,
            told,
        )

    def map(self) -> Markup:
        """The heat map, and the coverage table that is made for paper."""
        heat = self.matrix.heat() if self.table.laws else Markup("")
        table = element(
            "details",
            element("summary", self.words["coverage-table"]),
            self.matrix.coverage(),
            id="coverage",
        )
        marks = element("p", self.words["marks"], class_="legend")
        return element(
            "section",
            element("h2", self.words["matrix"]),
            heat,
            marks,
            table,
            class_="page matrix",
            id="matrix",
        )

    def toolbar(self) -> Markup:
        """Which items and articles to see; of use with scripts only."""
        words = self.words
        laws = ((law.letter, law.short) for law in self.table.laws)
        statuses = ((name, words[name]) for name in _FILTERS)
        least = element(
            "input",
            type="range",
            id="least",
            min="0",
            max="1",
            step="0.05",
            value="0",
            aria_label=words["least"],
        )
        only = element(
            "label",
            element("input", type="checkbox", id="only"),
            element("span", words["only-uncovered"]),
            class_="chip",
        )
        search = element(
            "input",
            type="search",
            id="search",
            placeholder=words["search"],
            aria_label=words["search"],
            autocomplete="off",
        )
        whole = element(
            "button",
            words["open-items"],
            type="button",
            id="whole",
            aria_pressed="false",
            data_less=words["close-items"],
        )
        paper = element("button", words["print-table"], type="button", id="paper")
        return element(
            "div",
            element(
                "div",
                only,
                _choice("law", words["filter-law"], laws),
                _choice("status", words["filter-status"], statuses),
                class_="chips",
            ),
            element(
                "label",
                words["least"],
                " ",
                least,
                element("output", "0.00", id="number"),
                class_="least",
            ),
            element(
                "div",
                search,
                whole,
                paper,
                element("output", id="place", aria_live="polite"),
                class_="tools",
            ),
            class_="toolbar",
            id="toolbar",
        )

    def main(self) -> Markup:
        """The items, what nobody announced, how to read it all."""
        empty = element("p", self.words["nothing-found"], class_="notice", id="empty", hidden=True)
        return element(
            "main",
            *Items(self.table).write(),
            empty,
            self.rest(),
            self.method(),
            class_="page items",
        )

    def rest(self) -> Markup:
        """The articles that no item corresponds to, folded by document."""
        lists = [self.listed(law) for law in self.table.laws if self.table.rest(law)]
        if not lists:
            return Markup("")
        note = element(
            "p", relation_summary.rest_note(self.relation, self.table.language), class_="legend"
        )
        return element(
            "section",
            element("h2", self.words["articles-nobody-announced"]),
            note,
            *lists,
            class_="rest",
            id="rest",
        )

    def listed(self, law: Law) -> Markup:
        """Those of one document, each with its text."""
        places = self.table.rest(law)
        entries = []
        for place in places:
            node = self.table.article(place)
            text = "" if node is None else " ".join(node.text.split("\n"))
            entries.append(
                element("li", element("b", self.table.name(place)), " ", text, lang="zh")
            )
        head = element("summary", self.words["only-right"].format(law=law.short, count=len(places)))
        return element("details", head, element("ul", *entries))

    def method(self) -> Markup:
        """How scores and thresholds came about, and what this does not say."""
        lines = (
            element("li", line) for line in relation_summary.method(self.relation, self.language)
        )
        return element(
            "section",
            element("h2", self.words["method"]),
            element("ul", *lines),
            class_="method",
            id="method",
        )


def _choice(name: str, whole: str, choices: Iterable[tuple[str, str]]) -> Markup:
    """A list to choose from; the first entry takes all."""
    options = (element("option", text, value=value) for value, text in choices)
    return element(
        "select", element("option", whole, value=""), *options, id=name, aria_label=whole
    )
