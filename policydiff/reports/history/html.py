"""A history as one HTML file that needs nothing else: a row for each version that changed the clause, with its words."""

from __future__ import annotations

from policydiff.model.history import Clause, History
from policydiff.model.plugins import ReportOptions
from policydiff.reports._frame import frame
from policydiff.reports._markup import Markup, element, joined
from policydiff.views import lineage_words as told
from policydiff.views.history import Row, rows_of
from policydiff.views.pieces import Piece, cut

SUFFIX = ".html"


def render(history: History, options: ReportOptions) -> bytes:
    """The whole page."""
    words = told.LINEAGE_WORDS[options.language]
    cover = element(
        "header",
        element("p", words["history"], class_="kicker"),
        element("h1", history.title, lang="zh"),
        element("p", history.provision, class_="asked"),
    )
    heads = (element("th", words[name], scope="col") for name in ("version", "number", "change", "text"))
    rows = (_row(row, options) for row in rows_of(history))
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *rows), class_="lineage history")
    body = element("body", cover, element("main", element("div", table, class_="scroll"), class_="page"))
    title = f"{history.title} · {words['history']} · {history.provision}"
    return (frame(title, body, options.language, styles=("report.css", "many.css", "lineage.css"), script=None) + "\n").encode("utf-8")


def _row(row: Row, options: ReportOptions) -> Markup:
    language = options.language
    versions = element("th", *(element("span", version, class_="when") for version in row.versions(language)), scope="row")
    kind = row.moment.clauses[0].kind if row.moment.clauses else row.moment.presence
    by = element("p", row.decided(language), class_="by", lang="zh") if row.decided(language) else Markup("")
    change = element("td", element("span", row.changes(language), class_=f"tag {kind}"), by)
    texts = (part for label, clause in row.texts(language) for part in (_label(label), _text(clause)))
    cells = (versions, element("td", row.numbers(language), lang="zh"), change, element("td", *texts))
    return element("tr", *cells, class_="quiet" if row.quiet else "changed")


def _label(label: str) -> Markup:
    return element("h3", label, lang="zh") if label else Markup("")


def _text(clause: Clause) -> Markup:
    heading = element("p", clause.heading, class_="heading") if clause.heading else Markup("")
    lines = (element("p", joined(map(_piece, line))) for line in cut(told.redlined(clause)))
    return element("div", heading, *lines, class_="provision", lang="zh")


def _piece(piece: Piece) -> str:
    name = {"delete": "del", "insert": "ins"}.get(piece.op)
    return piece.text if name is None else element(name, piece.text)
