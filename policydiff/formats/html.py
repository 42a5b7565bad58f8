"""One HTML file that needs nothing else, for every family by its templates.

A page fetches nothing, and its content security policy forbids it to. Without scripts everything
can be read.
"""

from __future__ import annotations

from importlib import import_module

from policydiff.model.reports import ReportOptions, Shown
from policydiff.report.html.environment import HtmlPage, write

PAGES: dict[str, tuple[str, str]] = {
    "comparison": ("comparing.report.table.html", "comparison_html"),
    "sent": ("report.html.page", "page_html"),
    "brief": ("report.html.page", "page_html"),
    "duties": ("report.html.page", "page_html"),
    "many": ("comparing.report.table.html", "versions_html"),
    "history": ("tracing.report.html", "history_html"),
    "blame": ("tracing.report.html", "blame_html"),
    "consolidation": ("amending.report.html", "consolidation_html"),
    "chain": ("amending.report.html", "chain_html"),
    "relation": ("relating.report.html", "relation_html"),
    "measures": ("report.html.page", "page_html"),
    "gaps": ("report.html.page", "page_html"),
    "index": ("comparing.report.index.html", "index_html"),
    "return": ("report.html.page", "page_html"),
    "table": ("report.html.page", "page_html"),
    "citations": ("report.html.page", "page_html"),
    "search": ("report.html.page", "page_html"),
    "check": ("report.html.page", "page_html"),
    "lint": ("report.html.page", "page_html"),
    "extract": ("report.html.page", "page_html"),
    "document": ("library.report.html", "export_html"),
}
"""Family → the module below `policydiff`, and its function, that make a page of it. It is
imported when first asked for: the views of one family never load those of the others.
"""


def render(shown: Shown, options: ReportOptions) -> bytes:
    """The whole page. The same value and options give the same bytes."""
    module, function = PAGES[shown.family]
    page: HtmlPage = getattr(import_module(f"policydiff.{module}"), function)(shown, options)
    return write(page, options.language)
