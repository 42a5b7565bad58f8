"""A history as one HTML file that needs nothing else: a table of versions, and the text of each that changed it."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.history import Clause, History, Moment
from policydiff.model.index import index_document
from policydiff.model.plugins import ReportOptions
from policydiff.reports import _lineage_words as told
from policydiff.reports._frame import frame
from policydiff.reports._labels import WORDS
from policydiff.reports._markup import Markup, element, joined
from policydiff.reports._pieces import Piece, cut

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
    heads = (element("th", words[name], scope="col") for name in ("version", "number", "change", "by"))
    rows = (_row(moment, options) for moment in history.moments)
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *rows), class_="lineage")
    texts = (part for moment in history.moments for part in _texts(moment, options))
    body = element("body", cover, element("main", element("div", table, class_="scroll"), *texts, class_="page"))
    title = f"{history.title} · {words['history']} · {history.provision}"
    return (frame(title, body, options.language, styles=("report.css", "many.css", "lineage.css"), script=None) + "\n").encode("utf-8")


def _row(moment: Moment, options: ReportOptions) -> Markup:
    language = options.language
    name = element("th", told.version_word(moment.version, language), scope="row")
    by = element("td", told.decided(moment.version, language, told.said_of(moment)), lang="zh")
    if not moment.clauses or moment.document is None:
        return element("tr", name, element("td", "—"), element("td", told.absence(moment, language)), by)
    index = index_document(moment.document)
    separator = WORDS[language]["list"]
    numbers = separator.join(told.label(index, clause) for clause in moment.clauses)
    kinds = separator.join(dict.fromkeys(told.changes(clause, language) for clause in moment.clauses))
    return element("tr", name, element("td", numbers, lang="zh"), element("td", kinds), by)


def _texts(moment: Moment, options: ReportOptions) -> Iterator[Markup]:
    for clause in moment.clauses:
        if not told.is_quiet(clause) and moment.document is not None:
            head = element(
                "h3",
                element("span", told.version_word(moment.version, options.language), class_="when"),
                element("b", told.label(index_document(moment.document), clause), lang="zh"),
                element("span", told.changes(clause, options.language), class_=f"tag {clause.kind}"),
            )
            yield element("section", head, _text(clause), class_="moment texts-one")


def _text(clause: Clause) -> Markup:
    heading = element("p", clause.heading, class_="heading") if clause.heading else Markup("")
    lines = (element("p", joined(map(_piece, line))) for line in cut(told.redlined(clause)))
    return element("div", heading, *lines, class_="provision", lang="zh")


def _piece(piece: Piece) -> str:
    name = {"delete": "del", "insert": "ins"}.get(piece.op)
    return piece.text if name is None else element(name, piece.text)
