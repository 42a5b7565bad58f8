"""The page of a comparison of two texts, and that of several versions."""

from __future__ import annotations

from collections.abc import Callable

from policydiff.comparing.engine.comparisons import Comparisons
from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.digest import more_word, title_of
from policydiff.comparing.report.table.facts import change_words, fact_kinds, fact_name
from policydiff.comparing.report.table.many import read_table
from policydiff.comparing.report.table.notes import gap_line, possible_lines, written_lines
from policydiff.comparing.report.table.signed_notes import signed_lines
from policydiff.comparing.report.table.summary import count_word, replaced_word
from policydiff.model.reports import ReportOptions
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import WORDS, fact_word
from policydiff.report.pieces import cut
from policydiff.report.rows import ComparisonRow, inline_cells


def _nothing(_row: ComparisonRow) -> str:
    return ""


def _no_address(_place: int) -> str:
    return ""


def comparison_html(shown: ComparisonView, options: ReportOptions, inline: str = "") -> HtmlPage:
    """Two texts side by side, with filters, a search and a way from change to change.

    `inline` is the head of the one column of a redline, "" for both texts beside each other.
    """
    return HtmlPage(
        title=shown.title,
        template="comparison.html.j2",
        values={
            "view": shown,
            "options": options,
            "words": WORDS[options.language],
            "beside": _nothing,
            "below": _nothing,
            "inline": inline,
            "inline_cells": inline_cells,
            "change_words": change_words,
            "count_word": count_word,
            "fact_kinds": fact_kinds,
            "fact_name": fact_name,
            "fact_word": fact_word,
            "gap_line": gap_line,
            "more_word": more_word,
            "possible_lines": possible_lines,
            "replaced_word": replaced_word,
            "signed_lines": signed_lines,
            "title_of": title_of,
            "written_lines": written_lines,
        },
        styles=("report.css",),
        script="report.js",
    )


def versions_html(
    shown: Comparisons, options: ReportOptions, leads_to: Callable[[int], str] = _no_address
) -> HtmlPage:
    """A table of numbers, and under each line its texts side by side.

    `leads_to` gives the address of the text at a place, "" where there is none.
    """
    view = read_table(shown, options)
    return HtmlPage(
        title=view.title,
        template="many.html.j2",
        values={
            "view": view,
            "words": WORDS[options.language],
            "cut": cut,
            "leads_to": leads_to,
        },
        styles=("report.css", "many.css"),
        script="many.js",
    )
