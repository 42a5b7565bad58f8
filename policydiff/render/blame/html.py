"""A blame as one HTML file that needs nothing else: each sentence behind its version, words of
other versions marked with theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.model.blame import Blame, Blamed, Run, Sentence
from policydiff.model.index import index_document
from policydiff.model.plugins import ReportOptions
from policydiff.render._frame import frame
from policydiff.render._markup import Markup, element
from policydiff.views import lineage_words as told

SUFFIX = ".html"

SHADES = 6
"""Shades of ground for versions, the newest the strongest."""


def render(blame: Blame, options: ReportOptions) -> bytes:
    """The whole page."""
    words = told.LINEAGE_WORDS[options.language]
    asked = told.asked_word(blame, options.language)
    versions = (_version(blame, place, options) for place in range(len(blame.versions)))
    cover = element(
        "header",
        element("p", words["blame"], class_="kicker"),
        element("h1", blame.title, lang="zh"),
        element("p", asked, class_="asked"),
        element("div", *versions, class_="versions many"),
        element("section", element("p", words["reading"]), class_="legend"),
    )
    rows = (row for part in blame.parts for row in _rows(blame, part, options))
    table = element("table", element("tbody", *rows), class_="lineage blame")
    body = element(
        "body", cover, element("main", element("div", table, class_="scroll"), class_="page")
    )
    title = f"{blame.title} · {words['blame']} · {asked}"
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


def _shade(blame: Blame, version: int) -> str:
    return f"v{max(0, SHADES - len(blame.versions) + version)}"


def _version(blame: Blame, place: int, options: ReportOptions) -> Markup:
    version = blame.versions[place]
    name = element(
        "strong", told.version_word(version, options.language), class_=_shade(blame, place)
    )
    return element(
        "section", name, element("p", told.decided(version, options.language), lang="zh")
    )


def _rows(blame: Blame, part: Blamed, options: ReportOptions) -> Iterator[Markup]:
    if blame.document is None:
        return
    index = index_document(blame.document)
    for passage in part.passages:
        for sentence in passage.sentences:
            label = element(
                "td", told.passage_word(index, passage, sentence, options.language), lang="zh"
            )
            name = told.version_word(blame.versions[sentence.version], options.language)
            head = element("th", name, scope="row", class_=_shade(blame, sentence.version))
            yield element(
                "tr",
                head,
                label,
                element("td", *_runs(blame, sentence, options), class_="provision", lang="zh"),
            )


def _runs(blame: Blame, sentence: Sentence, options: ReportOptions) -> Iterator[str]:
    for run in sentence.runs:
        yield run.text if run.version == sentence.first else _run(blame, sentence, run, options)


def _run(blame: Blame, sentence: Sentence, run: Run, options: ReportOptions) -> Markup:
    """Words that came later than the first; their version stands behind them where it is not that
    of the sentence.
    """
    name = told.version_word(blame.versions[run.version], options.language)
    told_ = name if run.version != sentence.version else None
    return element(
        "span", run.text, title=name, data_version=told_, class_=_shade(blame, run.version)
    )
