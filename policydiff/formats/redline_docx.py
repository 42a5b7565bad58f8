"""The new text as a Word file in official layout with tracked changes."""

from __future__ import annotations

from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.notes import reason_texts
from policydiff.comparing.report.tracked.merge import track
from policydiff.comparing.report.tracked.word import Tracker
from policydiff.model.reports import ReportOptions
from policydiff.report.moments import moment_of
from policydiff.report.word.document import add_comments, add_page_number, new_document, to_bytes
from policydiff.report.word.xml import fill


def render(view: ComparisonView, options: ReportOptions) -> bytes:
    """The Word file; its two texts are those that the export of each side prints.

    Raises `BadMomentError` where `options.made` is no date.
    """
    moment = moment_of(options, view.versions[1].day)
    word = new_document(landscape=False, title=view.titles[1], made=moment)
    add_page_number(word.sections[0], "outside")
    tracker = Tracker(author=options.signer, moment=moment)
    fill(word, map(tracker.element, track(view.comparison)))
    add_comments(word, reason_texts(view.rows, options.language), author=options.signer)
    return to_bytes(word)
