"""A history for the terminal: a table of versions, then the text of each that changed it."""

from __future__ import annotations

from policydiff.model.history import History, Moment
from policydiff.model.index import index_document
from policydiff.model.plugins import ReportOptions
from policydiff.reports import _lineage_words as told
from policydiff.reports._ink import Ink, padded
from policydiff.reports._labels import WORDS
from policydiff.reports._pieces import neutral
from policydiff.reports.terminal import MARKS, PIECES

SUFFIX = ".txt"


def render(history: History, options: ReportOptions) -> bytes:
    """Title, one line a version, then the texts. Without colour [-…-] and {+…+} mark the redline."""
    ink, language = Ink(options), options.language
    ink.line((f"{neutral(history.title)} · {told.LINEAGE_WORDS[language]['history']} · {neutral(history.provision)}", "bold"))
    rows = [_row(moment, options) for moment in history.moments]
    columns = [padded(column) for column in zip(*rows, strict=True)]
    for row in zip(*columns, strict=True):
        ink.line(("  ".join(row).rstrip(), ""))
    for moment in history.moments:
        _texts(ink, moment, options)
    return ink.result()


def _row(moment: Moment, options: ReportOptions) -> tuple[str, str, str, str]:
    language, words = options.language, WORDS[options.language]
    name, by = told.version_word(moment.version, language), told.decided(moment.version, language, told.said_of(moment))
    if not moment.clauses or moment.document is None:
        return name, "—", told.absence(moment, language), by
    index = index_document(moment.document)
    numbers = words["list"].join(told.label(index, clause) for clause in moment.clauses)
    kinds = dict.fromkeys(told.changes(clause, language) for clause in moment.clauses)
    return name, numbers, words["list"].join(kinds), by


def _texts(ink: Ink, moment: Moment, options: ReportOptions) -> None:
    """The clauses of one version whose words changed."""
    for clause in moment.clauses:
        if told.is_quiet(clause) or moment.document is None:
            continue
        label = told.label(index_document(moment.document), clause)
        ink.line(("", ""))
        name = told.version_word(moment.version, options.language)
        ink.line((f"● {name}  {label}  {told.changes(clause, options.language)}", "cyan"))
        if clause.heading:
            ink.line((neutral(clause.heading), "bold"))
        pieces = [(piece, "" if options.colour else piece.op) for piece in told.redlined(clause)]
        ink.line(*((_marked(piece.text, op), PIECES[piece.op]) for piece, op in pieces))


def _marked(text: str, op: str) -> str:
    before, after = MARKS.get(op, ("", ""))
    return "\n".join(f"{before}{line}{after}" if line else "" for line in text.split("\n"))
