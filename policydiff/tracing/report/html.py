"""The pages of the history of a clause and of the origin of its words."""

from __future__ import annotations

from collections.abc import Callable

from policydiff.model.history import History, Moment, VersionFacts
from policydiff.model.index import index_document
from policydiff.model.origins import Blame, BlamedPassage
from policydiff.model.reports import ReportOptions
from policydiff.report.html.environment import HtmlPage
from policydiff.report.lineage_words import (
    LINEAGE_WORDS,
    asked_word,
    decided,
    passage_word,
    presumed_word,
    version_word,
)
from policydiff.report.pieces import cut
from policydiff.tracing.report.history import rows_of

SHADES = 6
"""Shades of ground for versions, the newest the strongest."""

STYLES = ("report.css", "many.css", "lineage.css")


def _nowhere(_part: object) -> str:
    return ""


def history_html(
    shown: History, options: ReportOptions, leads_to: Callable[[Moment], str] = _nowhere
) -> HtmlPage:
    """A row for each version that changed the clause.

    `leads_to` gives the address of the clause in a version, "" where there is none.
    """
    words = LINEAGE_WORDS[options.language]
    asked = presumed_word(shown.provision, options.language, presumed=shown.presumed)
    return HtmlPage(
        title=f"{shown.title} · {words['history']} · {asked}",
        template="history.html.j2",
        values={
            "history": shown,
            "words": words,
            "asked": asked,
            "rows": rows_of(shown),
            "leads_to": leads_to,
            "cut": cut,
        },
        styles=STYLES,
    )


def blame_html(
    shown: Blame,
    options: ReportOptions,
    leads_to: Callable[[VersionFacts], str] = _nowhere,
    place: Callable[[BlamedPassage], str] = _nowhere,
) -> HtmlPage:
    """Each sentence with the version of its words.

    `leads_to` gives the address of a version, `place` that of a passage, "" where there is none.
    """
    words = LINEAGE_WORDS[options.language]
    asked = asked_word(shown, options.language)
    count = len(shown.versions)
    return HtmlPage(
        title=f"{shown.title} · {words['blame']} · {asked}",
        template="blame.html.j2",
        values={
            "blame": shown,
            "words": words,
            "asked": asked,
            "names": [version_word(version, options.language) for version in shown.versions],
            "shades": [f"v{max(0, SHADES - count + place)}" for place in range(count)],
            "index": None if shown.document is None else index_document(shown.document),
            "decided": decided,
            "leads_to": leads_to,
            "place": place,
            "passage_word": passage_word,
        },
        styles=STYLES,
    )
