"""The page of any value that a person is shown, by the family of the value."""

from __future__ import annotations

from importlib import import_module

from policydiff.model.plugins import Family, ReportOptions, Shown
from policydiff.views.page import Page

PAGES: dict[Family, str] = {
    "comparison": "comparison_page",
    "sent": "sent_page",
    "brief": "brief_page",
    "duties": "duties_page",
    "many": "many_page",
    "relation": "relation_page",
    "measures": "measures_page",
    "gaps": "gaps_page",
    "history": "history_page",
    "blame": "blame_page",
    "consolidation": "consolidation_page",
    "chain": "chain_page",
    "index": "index_page",
    "return": "return_page",
    "table": "table_page",
    "citations": "citations_page",
    "search": "search_page",
    "check": "check_page",
    "lint": "lint_page",
    "extract": "extract_page",
}
"""Family → the module beside this one, and the function in it, that make its page. It is imported
when first asked for: the views of one family never load those of the others.
"""


def page_of(shown: Shown, options: ReportOptions) -> Page:
    """The page of a value. Raises `KeyError` for a family that has none."""
    name = PAGES[shown.family]
    page: Page = getattr(import_module(f"policydiff.views.{name}"), name)(shown, options)
    return page
