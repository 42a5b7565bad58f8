"""One HTML file that needs nothing else, for every family by its templates.

A page fetches nothing, and its content security policy forbids it to. Without scripts everything
can be read.
"""

from __future__ import annotations

from importlib import import_module

from policydiff.model.plugins import ReportOptions, Shown
from policydiff.render.html.environment import HtmlPage, write

PAGES: dict[str, tuple[str, str]] = {
    "comparison": ("comparison", "comparison_html"),
    "sent": ("page", "page_html"),
    "brief": ("page", "page_html"),
    "duties": ("page", "page_html"),
    "many": ("comparison", "versions_html"),
    "history": ("lineage", "history_html"),
    "blame": ("lineage", "blame_html"),
    "consolidation": ("consolidation", "consolidation_html"),
    "chain": ("consolidation", "chain_html"),
    "relation": ("relation", "relation_html"),
    "measures": ("page", "page_html"),
    "gaps": ("page", "page_html"),
    "index": ("index", "index_html"),
    "return": ("page", "page_html"),
    "table": ("page", "page_html"),
    "citations": ("page", "page_html"),
    "search": ("page", "page_html"),
    "check": ("page", "page_html"),
    "lint": ("page", "page_html"),
    "extract": ("page", "page_html"),
    "document": ("export", "export_html"),
}
"""Family → the module beside this one, and its function, that make a page of it. It is
imported when first asked for: the views of one family never load those of the others.
"""


def render(shown: Shown, options: ReportOptions) -> bytes:
    """The whole page. The same value and options give the same bytes."""
    module, function = PAGES[shown.family]
    page: HtmlPage = getattr(import_module(f"{__name__}.{module}"), function)(shown, options)
    return write(page, options.language)
