"""The new text as a Word file in official layout with tracked changes: accept all and it is the new text, reject all and it is the old."""

from __future__ import annotations

from datetime import datetime

from policydiff.model.comparison import Comparison
from policydiff.model.document import Document
from policydiff.model.plugins import ReportOptions
from policydiff.office.layout import append
from policydiff.office.lines import official_lines
from policydiff.office.package import to_bytes
from policydiff.office.pages import add_page_number, new_document
from policydiff.office.tracked import Tracker, read_moment
from policydiff.reports._redline_merge import merge
from policydiff.reports._redline_steps import steps

SUFFIX = ".docx"

AUTHOR = "policydiff"
"""Who signs the changes where nobody says."""


def render(comparison: Comparison, options: ReportOptions) -> bytes:
    """The report as a Word file, whose two texts are those that the export of each side prints.

    Differences in width and punctuation are changes here: whoever accepts all has the new text exactly.

    Raises `BadMomentError` where `options.made` is no date.
    """
    left, right = (official_lines(side, whole=False) for side in (comparison.left, comparison.right))
    moment = read_moment(options.made) if options.made is not None else _moment(comparison.right)
    word = new_document(landscape=False, title=comparison.right.title, made=moment)
    add_page_number(word.sections[0], "outside")
    tracker = Tracker(author=options.author or AUTHOR, moment=moment)
    append(word, (tracker.element(item) for item in merge(steps(left, right, comparison))))
    return to_bytes(word)


def _moment(document: Document) -> datetime | None:
    """The beginning of the day that names the version; None where it has none, for the changes of a text are not dated by guess."""
    return None if document.version_date is None else datetime.fromisoformat(document.version_date)
