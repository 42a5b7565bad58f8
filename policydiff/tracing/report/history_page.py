"""The page of a history.

It has a row for each version that changed the clause, with its words.
"""

from __future__ import annotations

from policydiff.locale import Language
from policydiff.model.history import History
from policydiff.model.reports import ReportOptions
from policydiff.report.labels import WORDS
from policydiff.report.lineage_words import LINEAGE_WORDS, presumed_word
from policydiff.report.page import (
    Column,
    Lines,
    Page,
    PageLine,
    PageRow,
    PageTable,
    cell,
    lines,
    part,
)
from policydiff.report.pieces import neutral
from policydiff.tracing.report.history import HistoryRow, HistoryText, rows_of


def history_page(history: History, options: ReportOptions) -> Page:
    """The changes of the clause, from the oldest version to the newest."""
    language = options.language
    words = LINEAGE_WORDS[language]
    asked = presumed_word(neutral(history.provision), language, presumed=history.presumed)
    columns = (
        *(Column(head=words[name]) for name in ("version", "number", "change")),
        Column(head=words["text"], wide=True),
    )
    rows = tuple(_row(entry, language) for entry in rows_of(history))
    return Page(
        family="history",
        language=language,
        title=f"{neutral(history.title)} · {words['history']} · {asked}",
        sections=(part(PageTable(columns=columns, rows=rows, layout="records")),),
    )


def _row(entry: HistoryRow, language: Language) -> PageRow:
    change = (*cell(entry.changes(language)), *lines([entry.decided(language)], "quiet"))
    return PageRow(
        cells=(
            cell(WORDS[language]["list"].join(entry.versions(language))),
            cell(entry.numbers(language)),
            change,
            tuple(line for text in entry.texts(language) for line in _words(text)),
        ),
        role="quiet" if entry.quiet else "",
    )


def _words(text: HistoryText) -> Lines:
    """The clause: its number where several stand here, its heading, its words."""
    heading = (PageLine(text=text.heading, role="strong"),) if text.heading else ()
    return (
        *cell(text.label, "strong"),
        *heading,
        *((PageLine(text=text.text),) if text.text else ()),
    )
