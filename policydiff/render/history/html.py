"""A history as one HTML file that needs nothing else: a row for each version that changed the
clause, with its words.
"""

from __future__ import annotations

from policydiff.model.history import History
from policydiff.model.plugins import ReportOptions
from policydiff.render._frame import frame
from policydiff.render._inline import inline
from policydiff.render._markup import Markup, element, joined
from policydiff.views import lineage_words as told
from policydiff.views.history import Row, Text, rows_of
from policydiff.views.pieces import cut

SUFFIX = ".html"


def render(history: History, options: ReportOptions) -> bytes:
    """The whole page."""
    words = told.LINEAGE_WORDS[options.language]
    asked = told.presumed_word(history.provision, options.language, presumed=history.presumed)
    cover = element(
        "header",
        element("p", words["history"], class_="kicker"),
        element("h1", history.title, lang="zh"),
        element("p", asked, class_="asked"),
    )
    heads = (
        element("th", words[name], scope="col") for name in ("version", "number", "change", "text")
    )
    rows = (_row(row, options) for row in rows_of(history))
    table = element(
        "table",
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
        class_="lineage history",
    )
    body = element(
        "body", cover, element("main", element("div", table, class_="scroll"), class_="page")
    )
    title = f"{history.title} · {words['history']} · {asked}"
    return (
        frame(
            title,
            body,
            options.language,
            styles=("report.css", "many.css", "lineage.css"),
            script=None,
        )
        + "\n"
    ).encode("utf-8")


def _row(row: Row, options: ReportOptions) -> Markup:
    language = options.language
    versions = element(
        "th",
        *(element("span", version, class_="when") for version in row.versions(language)),
        scope="row",
    )
    kind = row.moment.clauses[0].kind if row.moment.clauses else row.moment.presence
    by = (
        element("p", row.decided(language), class_="by", lang="zh")
        if row.decided(language)
        else Markup("")
    )
    change = element("td", element("span", row.changes(language), class_=f"tag {kind}"), by)
    cells = (
        versions,
        element("td", row.numbers(language), lang="zh"),
        change,
        element("td", *map(_text, row.texts(language))),
    )
    return element("tr", *cells, class_="quiet" if row.quiet else f"changed {kind}")


def _text(text: Text) -> Markup:
    label = element("h3", text.label, lang="zh") if text.label else Markup("")
    heading = (
        element("p", *map(inline, text.heading), class_="heading") if text.heading else Markup("")
    )
    lines = (element("p", *map(inline, line)) for line in cut(text.text))
    return joined((label, element("div", heading, *lines, class_="provision", lang="zh")))
