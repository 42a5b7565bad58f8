"""Several versions as one HTML file that needs nothing else: a table of numbers, and under each
line its texts side by side.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.comparisons import Comparisons
from policydiff.model.plugins import ReportOptions
from policydiff.render._frame import frame
from policydiff.render._inline import inline
from policydiff.render._markup import Markup, element, joined
from policydiff.views.labels import WORDS
from policydiff.views.many import Column, Former, Line, Place, is_loud, read_table
from policydiff.views.pieces import cut
from policydiff.views.rows import Category

SUFFIX = ".html"


def render(comparisons: Comparisons, options: ReportOptions) -> bytes:
    """The whole page. Without scripts every text is open."""
    return (_Page(comparisons, options).write() + "\n").encode("utf-8")


class _Page:
    """One page being written."""

    def __init__(self, comparisons: Comparisons, options: ReportOptions) -> None:
        self.language = options.language
        self.words = WORDS[options.language]
        self.view = read_table(comparisons, options)

    def write(self) -> str:
        """Head and body."""
        body = element(
            "body", self.cover(), self.toolbar(), element("main", self.table(), class_="page")
        )
        return frame(
            self.view.title,
            body,
            self.language,
            styles=("report.css", "many.css"),
            script="many.js",
        )

    def cover(self) -> Markup:
        """Title, the versions, how to read the table."""
        asked = (
            element("p", self.view.provision, class_="asked") if self.view.provision else Markup("")
        )
        return element(
            "header",
            element("p", self.words["versions-table"], class_="kicker"),
            element("h1", self.view.titles, lang="zh"),
            asked,
            element("div", *map(self.version, self.view.columns), class_="versions many"),
            element("section", element("p", self.view.noise), class_="legend"),
        )

    def version(self, column: Column) -> Markup:
        """One version: its date, and what the step to it did."""
        told = filter(None, (column.dates, column.articles, column.counts))
        return element(
            "section",
            element("strong", column.name),
            element("ul", *(element("li", text) for text in told)),
        )

    def toolbar(self) -> Markup:
        """Which lines to see; of use with scripts only."""
        words = self.words
        only = element(
            "label",
            element("input", type="checkbox", id="only"),
            element("span", words["only-changed"]),
            class_="chip reworded",
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
            words["open-all"],
            type="button",
            id="whole",
            aria_pressed="false",
            data_less=words["close-all"],
        )
        count = element("output", id="place", aria_live="polite")
        return element(
            "div",
            element("div", only, count, class_="chips"),
            element("div", search, whole, class_="tools"),
            class_="toolbar",
            id="toolbar",
        )

    def table(self) -> Markup:
        """The numbers, and under each line its texts."""
        heads = (self.words["heading-or-beginning"], *self.view.names)
        head = element(
            "thead", element("tr", *(element("th", text, scope="col") for text in heads))
        )
        bodies = (self.body(place, line) for place, line in enumerate(self.view.lines))
        empty = element(
            "p",
            self.words["nothing-found"],
            class_="notice",
            id="empty",
            hidden=bool(self.view.lines),
        )
        return joined(
            (element("div", element("table", head, *bodies, id="matrix"), class_="scroll"), empty)
        )

    def body(self, place: int, line: Line) -> Markup:
        """One lineage."""
        opened = bool(self.view.provision)
        button = element(
            "button",
            line.words or "—",
            type="button",
            aria_expanded="true" if opened else "false",
            aria_controls=f"t{place}",
        )
        cells = (
            self.cell(where, change)
            for where, change in zip(line.places, line.changes, strict=True)
        )
        row = element("tr", element("th", button, scope="row", lang="zh"), *cells, class_="line")
        texts = element(
            "td",
            element("div", *self.texts(line), class_="texts"),
            colspan=str(len(self.view.names) + 1),
        )
        detail = element("tr", texts, class_="detail", id=f"t{place}")
        return element(
            "tbody", row, detail, class_="open" if opened else None, data_changed=line.changed
        )

    def cell(self, place: Place | None, change: Category | None) -> Markup:
        """The number in one version, with what the step to it did."""
        loud = is_loud(change)
        tag = (
            element("span", self.words[change], class_="tag")
            if loud and change is not None
            else Markup("")
        )
        css = f"{change} step" if loud else "absent" if place is None else None
        return element(
            "td",
            *([element("b", place.label, lang="zh")] if place is not None else []),
            tag,
            class_=css,
        )

    def texts(self, line: Line) -> Iterator[Markup]:
        """A text for each version in which it changed, the ones in which it stayed named below
        it.
        """
        parts: list[tuple[Markup, list[str]]] = []
        for name, place, change in zip(self.view.names, line.places, line.changes, strict=True):
            if place is not None and place.quiet and parts:
                parts[-1][1].append(f"{name} {place.label}")
            elif place is not None or change is not None:
                parts.append((self.text(name, place, change), []))
        for text, same in parts:
            note = (
                element(
                    "p",
                    f"{self.words['list'].join(same)}{self.words['colon']}{self.words['as-before']}",
                    class_="same",
                )
                if same
                else Markup("")
            )
            yield element("section", text, note)

    def text(self, name: str, place: Place | None, change: Category | None) -> Markup:
        """One version of one provision."""
        tag = (
            element("span", self.words[change], class_=f"tag {change}")
            if change is not None
            else Markup("")
        )
        label = "" if place is None else place.label
        doubt = (
            element("span", self.words["doubtful"], class_="note doubtful")
            if place is not None and place.doubtful
            else Markup("")
        )
        head = element(
            "h3",
            element("span", name, class_="when"),
            element("b", label, lang="zh") if label else Markup(""),
            tag,
            doubt,
        )
        if place is None:
            return head
        heading = (
            element("p", *map(inline, place.heading), class_="heading")
            if place.heading
            else Markup("")
        )
        paragraphs = (element("p", *map(inline, pieces)) for pieces in cut(place.text))
        text = element(
            "div", heading, *paragraphs, class_=f"provision {change or ''}".rstrip(), lang="zh"
        )
        return joined((head, text, *map(self.former, place.formers)))

    def former(self, former: Former) -> Markup:
        """What went of a provision of the version before."""
        name = self.words["former"].format(name=former.label)
        return element(
            "p",
            element("span", f"{name}{self.words['colon']}", class_="note"),
            *map(inline, former.text),
            lang="zh",
        )
