"""A history for the terminal: one entry for each version that changed the clause, with its words."""

from __future__ import annotations

from policydiff.model.history import Clause, History
from policydiff.model.plugins import ReportOptions
from policydiff.reports._ink import Ink
from policydiff.reports.terminal import MARKS, PIECES
from policydiff.views import lineage_words as told
from policydiff.views.history import Row, rows_of
from policydiff.views.labels import WORDS
from policydiff.views.pieces import Piece, cut, neutral

SUFFIX = ".txt"
_INSET = 2
"""Columns by which what belongs to a version stands further in."""


def render(history: History, options: ReportOptions) -> bytes:
    """Title, then the entries; versions without a change share a line. Without colour [-…-] and {+…+} mark the redline."""
    ink, language = Ink(options), options.language
    ink.line((f"{neutral(history.title)} · {told.LINEAGE_WORDS[language]['history']} · {neutral(history.provision)}", "bold"))
    for row in rows_of(history):
        _entry(ink, row, options)
    return ink.result()


def _entry(ink: Ink, row: Row, options: ReportOptions) -> None:
    language = options.language
    parts = [WORDS[language]["list"].join(row.versions(language)), row.numbers(language), row.changes(language)]
    if row.quiet:
        ink.line(("○ " + "  ".join(parts), "dim"), indent=_INSET)
        return
    ink.line(("", ""))
    ink.line(("● " + "  ".join(parts), "cyan"), indent=_INSET)
    if by := row.decided(language):
        ink.line((" " * _INSET + by, "dim"), indent=_INSET)
    for label, clause in row.texts(language):
        _text(ink, label, clause, options)


def _text(ink: Ink, label: str, clause: Clause, options: ReportOptions) -> None:
    inset = " " * _INSET
    for head in filter(None, (label, clause.heading and neutral(clause.heading))):
        ink.line((inset + head, "bold"))
    for line in cut(told.redlined(clause)):
        pieces = ((_marked(piece, options), PIECES[piece.op]) for piece in line)
        ink.line((inset, ""), *pieces, indent=_INSET)


def _marked(piece: Piece, options: ReportOptions) -> str:
    before, after = ("", "") if options.colour else MARKS.get(piece.op, ("", ""))
    return f"{before}{piece.text}{after}" if piece.text else ""
