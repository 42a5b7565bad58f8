"""A history for the terminal: one entry for each version that changed the clause, with its
words.
"""

from __future__ import annotations

from policydiff.model.history import History
from policydiff.model.plugins import ReportOptions
from policydiff.render._ink import Ink, styled
from policydiff.views import lineage_words as told
from policydiff.views.history import Row, Text, rows_of
from policydiff.views.labels import WORDS
from policydiff.views.pieces import cut, neutral

SUFFIX = ".txt"
_INSET = 2
"""Columns by which what belongs to a version stands further in."""


def render(history: History, options: ReportOptions) -> bytes:
    """Title, what an entry tells, then the entries; versions without a change share a line. Without
    colour [-…-] and {+…+} mark the redline.
    """
    ink, language = Ink(options), options.language
    asked = told.presumed_word(neutral(history.provision), language, presumed=history.presumed)
    ink.line(
        (f"{neutral(history.title)} · {told.LINEAGE_WORDS[language]['history']} · {asked}", "bold")
    )
    words = told.LINEAGE_WORDS[language]
    ink.line(
        ("  " + "  ".join(words[name] for name in ("version", "number", "change")), "dim"),
        indent=_INSET,
    )
    for row in rows_of(history):
        _entry(ink, row, options)
    return ink.result()


def _entry(ink: Ink, row: Row, options: ReportOptions) -> None:
    language = options.language
    parts = [
        WORDS[language]["list"].join(row.versions(language)),
        row.numbers(language),
        row.changes(language),
    ]
    if row.quiet:
        ink.line(("○ " + "  ".join(parts), "dim"), indent=_INSET)
        return
    ink.line(("", ""))
    ink.line(("● " + "  ".join(parts), "cyan"), indent=_INSET)
    if by := row.decided(language):
        ink.line((" " * _INSET + by, "dim"), indent=_INSET)
    for text in row.texts(language):
        _text(ink, text, options)


def _text(ink: Ink, text: Text, options: ReportOptions) -> None:
    inset = " " * _INSET
    if text.label:
        ink.line((inset + text.label, "bold"))
    heading = [
        (words, style or "bold")
        for words, style in (styled(piece, colour=options.colour) for piece in text.heading)
    ]
    if heading:
        ink.line((inset, ""), *heading, indent=_INSET)
    for line in cut(text.text):
        ink.line(
            (inset, ""), *(styled(piece, colour=options.colour) for piece in line), indent=_INSET
        )
