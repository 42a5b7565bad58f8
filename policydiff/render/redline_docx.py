"""The new text as a Word file in official layout with tracked changes: accept all and it is the new
text, reject all and it is the old.
"""

from __future__ import annotations

from datetime import datetime

from policydiff.model.plugins import ReportOptions
from policydiff.render.office.layout import append
from policydiff.render.office.package import to_bytes
from policydiff.render.office.pages import add_page_number, new_document
from policydiff.render.office.tracked import Tracker, read_moment
from policydiff.views.comparison import ComparisonView

SUFFIX = ".docx"

AUTHOR = "policydiff"
"""Who signs the changes where nobody says."""


def render(view: ComparisonView, options: ReportOptions) -> bytes:
    """The report as a Word file, whose two texts are those that the export of each side prints.

    Raises `BadMomentError` where `options.made` is no date.
    """
    moment = (
        read_moment(options.made) if options.made is not None else _moment(view.versions[1].day)
    )
    word = new_document(landscape=False, title=view.titles[1], made=moment)
    add_page_number(word.sections[0], "outside")
    tracker = Tracker(author=options.author or AUTHOR, moment=moment)
    append(word, (tracker.element(item) for item in view.tracked()))
    return to_bytes(word)


def _moment(day: str | None) -> datetime | None:
    """The beginning of the day that names the version; None where it has none, for the changes of a
    text are not dated by guess.
    """
    return None if day is None else datetime.fromisoformat(day)
