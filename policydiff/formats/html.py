"""One HTML file that needs nothing else, for every family by its templates."""

from __future__ import annotations

from policydiff.model.reports import ReportOptions, Shown
from policydiff.report.formats import FAMILIES, function
from policydiff.report.html.environment import HtmlPage, write


def render(shown: Shown, options: ReportOptions) -> bytes:
    """The whole page. The same value and options give the same bytes."""
    page: HtmlPage = function(FAMILIES[shown.family].html)(shown, options)
    return write(page, options.language)
