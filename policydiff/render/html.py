"""A comparison as one HTML file that needs nothing else: side by side, with filters, a search and a
way from change to change.

It fetches nothing, and its content security policy forbids it to. Without scripts every row can be
read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from policydiff.model.plugins import ReportOptions
from policydiff.render._frame import frame
from policydiff.render._html_rows import Rows
from policydiff.render._markup import Markup, element, joined
from policydiff.views.comparison import ComparisonView
from policydiff.views.digest import Section, title_of
from policydiff.views.facts import fact_kind
from policydiff.views.labels import WORDS, fact_word
from policydiff.views.pieces import ELLIPSIS
from policydiff.views.rows import CATEGORIES, QUIET, Gap, Row
from policydiff.views.summary import Count, Version, count_word

SUFFIX = ".html"


def render(view: ComparisonView, options: ReportOptions) -> bytes:
    """The whole page."""
    return (Page(view, options).write() + "\n").encode("utf-8")


class Page:
    """One page being written: a cover and the table; other reports take parts of it."""

    def __init__(self, view: ComparisonView, options: ReportOptions) -> None:
        """Words are looked up once, so that the parts only write."""
        self.view = view
        self.options = options
        self.words = WORDS[options.language]

    def write(self) -> str:
        """Head and body."""
        body = element(
            "body",
            self.cover(),
            self.toolbar(),
            element("div", self.contents(), self.main(), class_="page"),
        )
        return frame(
            self.view.title, body, self.options.language, styles=("report.css",), script="report.js"
        )

    def cover(self) -> Markup:
        """Title, both versions, what changed in numbers, how to read the table."""
        left, right = self.view.titles
        name = (right,) if left == right else (left, element("span", " → ", class_="arrow"), right)
        return element(
            "header",
            element("p", self.words["comparison-table"], class_="kicker"),
            element("h1", *name, lang="zh"),
            element("div", *map(self.version, self.view.versions), class_="versions"),
            self.counts(),
            self.part(),
            self.doubts(),
            self.metadata(),
            self.digest(),
            self.listing(
                "substitutions", tuple(filter(None, (*self.view.replacements, self.view.omitted)))
            ),
            self.listing("findings", self.view.findings),
            self.legend(),
        )

    def version(self, version: Version) -> Markup:
        """One version with its facts."""
        date = element("strong", version.date or self.words["unknown"])
        facts = element("ul", *(element("li", fact) for fact in version.facts))
        return element("section", element("h2", version.name), date, facts)

    def counts(self) -> Markup:
        """The counts over articles, one tile each."""
        tiles = map(self.tile, self.view.counts)
        head = element("h2", self.words["summary"])
        return (
            element("section", head, element("dl", *tiles, class_="counts"))
            if self.view.counts
            else Markup("")
        )

    def tile(self, count: Count) -> Markup:
        """How many articles are of one category, and how many of them by stated replacements
        alone.
        """
        part = self.words["of-which-replaced"].format(count=count.replaced).lstrip("，, ")
        name = element("dt", count_word(count.category, self.options.language))
        more = element("dd", part, class_="part") if count.replaced else ""
        return element("div", name, element("dd", str(count.number)), more, class_=count.category)

    def part(self) -> Markup:
        """Which chapters are shown, where not all are."""
        return element("p", self.view.part, class_="notice") if self.view.part else Markup("")

    def digest(self) -> Markup:
        """What is new, gone and changed in figures and duties, and what is to be checked, each with
        the way to its row; long lists fold.
        """
        sections = self.view.digest
        parts = (
            element("div", element("dt", title_of(part, self.options.language)), self.listed(part))
            for part in sections
        )
        return (
            element(
                "section",
                element("h2", self.words["digest"]),
                element("dl", *parts),
                class_="digest",
            )
            if sections
            else Markup("")
        )

    def listed(self, section: Section) -> Markup:
        """The rows of a section; those for which a line has no room fold."""
        links = [
            element(
                "li",
                element("a", item.name or item.words, href=f"#m{item.id}"),
                f"{item.gap}{item.words}" if item.name else "",
            )
            for item in section.items
        ]
        head, rest = links[: len(section.named)], links[len(section.named) :]
        more = self.words["and-more"].format(count=len(rest)).lstrip("；; ")
        fold = (
            element("details", element("summary", more), element("ul", *rest))
            if rest
            else Markup("")
        )
        return element("dd", element("ul", *head, lang="zh"), fold)

    def metadata(self) -> Markup:
        """The changed facts about the document."""
        lines = self.view.metadata
        if not lines:
            return Markup("")
        names = (version.name for version in self.view.versions)
        head = element(
            "tr", *(element("th", text, scope="col") for text in (self.words["field"], *names))
        )
        rows = (
            element(
                "tr",
                element("th", field, scope="row"),
                element("td", left, lang="zh"),
                element("td", right, lang="zh"),
            )
            for field, left, right in lines
        )
        table = element("table", element("thead", head), element("tbody", *rows))
        return element("section", element("h2", self.words["metadata"]), table, class_="facts")

    def listing(self, key: str, lines: tuple[str, ...]) -> Markup:
        """A headed list; nothing where there is nothing to list."""
        if not lines:
            return Markup("")
        return element(
            "section",
            element("h2", self.words[key]),
            element("ul", *(element("li", line) for line in lines)),
            class_=f"list {key}",
        )

    def doubts(self) -> Markup:
        """What is doubtful of the texts and their reading, at the head of a page for the screen."""
        return self.listing("problems", self.view.doubts)

    def marks(self) -> list[Markup]:
        """Each mark that the table uses, on words that say what it means."""
        words = self.words
        keys = [element("del", words["legend-delete"]), element("ins", words["legend-insert"])]
        keys += [element("ins", words["legend-moved"], class_="moved")] if self.view.moves else []
        keys += (
            [element("ins", words["legend-noise"], class_="noise")]
            if self.options.show_noise
            else []
        )
        return [element("span", key) for key in keys]

    def legend(self) -> Markup:
        """How to read the table, in plain words."""
        words = self.words
        keys = self.marks()
        if not self.options.whole:
            keys.append(element("span", f"{ELLIPSIS} {words['legend-elided']}", class_="scripted"))
        keys.append(element("span", words["legend-keys"], class_="scripted"))
        noise = element("p", self.view.noise)
        return element(
            "section", element("p", *_spaced(keys), class_="keys"), noise, class_="legend"
        )

    def toolbar(self) -> Markup:
        """Filters, search, ways onward; of use with scripts only."""
        words = self.words
        numbers = {count.category: str(count.number) for count in self.view.counts}
        listed = {
            row.category for row in self.view.rows if not (row.container and row.category in QUIET)
        }
        shown = [
            name
            for name in CATEGORIES
            if name in listed and not (self.options.only_changed and name == "unchanged")
        ]
        chips = (
            element(
                "label",
                element("input", type="checkbox", value=name, checked=True),
                element(
                    "span",
                    count_word(name, self.options.language),
                    " ",
                    element("b", numbers.get(name, "")),
                ),
                class_=f"chip {name}",
            )
            for name in shown
        )
        search = element(
            "input",
            type="search",
            id="search",
            placeholder=words["search"],
            aria_label=words["search"],
            autocomplete="off",
        )
        steps = (
            element(
                "button",
                "↑",
                type="button",
                id="previous",
                title=f"{words['previous']} (p)",
                aria_label=words["previous"],
            ),
            element("output", id="place", aria_live="polite"),
            element(
                "button",
                "↓",
                type="button",
                id="next",
                title=f"{words['next']} (n)",
                aria_label=words["next"],
            ),
        )
        types = Counter(
            name for row in self.view.rows for name in dict.fromkeys(map(fact_kind, row.facts))
        )
        told = (
            (name, f"{fact_word(name, self.options.language)} {count}")
            for name, count in types.most_common()
        )
        options = (element("option", text, value=name) for name, text in told)
        any_fact = element("option", words["any-fact"], value="")
        facts = (
            element("select", any_fact, *options, id="facts", aria_label=words["filter-facts"])
            if types
            else Markup("")
        )
        whole = element(
            "button",
            words["show-all"],
            type="button",
            id="whole",
            aria_pressed="false",
            data_less=words["show-less"],
        )
        return element(
            "div",
            element("div", *chips, class_="chips", role="group", aria_label=words["filter"]),
            element(
                "div", search, facts, whole, element("span", *steps, class_="steps"), class_="tools"
            ),
            class_="toolbar",
            id="toolbar",
        )

    def contents(self) -> Markup:
        """The list of changed clauses under their chapters."""
        lines = tuple(self.entries())
        if not lines:
            return Markup("")
        box = element(
            "details",
            element("summary", self.words["contents"]),
            element("ol", *lines),
            id="contents",
        )
        return element("nav", box, aria_label=self.words["contents"])

    def entries(self) -> Iterator[Markup]:
        """A line for each changed row, and for each chapter that holds one."""
        chapter: Row | None = None
        for item in self.view.items:
            if isinstance(item, Gap):
                continue
            if item.container and item.category in QUIET:
                chapter = item
                continue
            if chapter is not None:
                yield element("li", _link(chapter, _name(chapter)), class_="chapter")
            chapter = None
            tag = element("span", self.words[item.category], class_=f"tag {item.category}")
            name = (
                _name(item)
                if item.right or not item.label
                else self.words["former"].format(name=_name(item))
            )
            yield element(
                "li", _link(item, name), tag, class_="chapter" if item.container else None
            )

    def main(self) -> Markup:
        """The table, or the plain statement that nothing differs above it."""
        notice = (
            Markup("")
            if self.view.changed
            else element("p", self.words["no-changes"], class_="notice")
        )
        empty = element("p", self.words["nothing-found"], class_="notice", id="empty", hidden=True)
        return element(
            "main", notice, Rows(self.view.versions, self.options).table(self.view.items), empty
        )


def _link(row: Row, text: str) -> Markup:
    return element("a", text, href=f"#m{row.id}", lang="zh")


def _name(row: Row) -> str:
    """What a list calls a row: its citation, a chapter's heading with it; the first words of what
    has neither.
    """
    cell = row.cells[0]
    heading = "".join(piece.text for piece in cell.heading)
    name = (
        f"{row.label}　{heading.replace('　', '')}".strip("　")
        if row.container or not row.label
        else row.label
    )
    return name or "".join(piece.text for piece in cell.text)[:12] + "…"


def _spaced(parts: Iterable[Markup]) -> Iterator[Markup]:
    for part in parts:
        yield joined((part, " "))
