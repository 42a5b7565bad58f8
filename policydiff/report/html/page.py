"""Any page as HTML by one template: lines and tables below each other."""

from __future__ import annotations

from policydiff.model.reports import ReportOptions, Shown
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import WORDS
from policydiff.report.page import ChangeStrip, PageLine, PageSection, PageTable, page_of


def page_html(shown: Shown, options: ReportOptions) -> HtmlPage:
    """The whole page, its tables on paper in A4 landscape."""
    page = page_of(shown, options)
    return HtmlPage(
        title=page.title,
        template="page.html.j2",
        values={
            "shown": page,
            "sort": _sort,
            "colon": WORDS[page.language]["colon"],
            "served": False,
        },
        styles=("report.css", "page.css"),
    )


def _sort(block: object) -> str:
    """The sort of a block, by which the template chooses."""
    sorts = {PageLine: "line", PageTable: "table", PageSection: "section", ChangeStrip: "strip"}
    return sorts.get(type(block), "lines")
