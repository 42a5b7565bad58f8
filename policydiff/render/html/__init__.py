"""What policydiff shows as one HTML file that needs nothing else: every family by its templates.

A page fetches nothing, and its content security policy forbids it to. Without scripts everything
can be read.
"""

from __future__ import annotations

from importlib import import_module

from policydiff.model.plugins import ExportOptions, ReportOptions
from policydiff.render.html.environment import HtmlPage, write

SUFFIX = ".html"

PAGES: dict[str, tuple[str, str]] = {
    "ComparisonView": ("comparison", "comparison_html"),
    "Comparisons": ("comparison", "versions_html"),
    "History": ("lineage", "history_html"),
    "Blame": ("lineage", "blame_html"),
    "Consolidation": ("consolidation", "consolidation_html"),
    "Chain": ("consolidation", "chain_html"),
    "Relation": ("relation", "relation_html"),
    "Overview": ("index", "index_html"),
    "Document": ("export", "export_html"),
}
"""What can be shown → the module beside this one, and its function, that make a page of it. It is
imported when first asked for: the views of one family never load those of the others.
"""


def render(shown: object, options: ReportOptions | ExportOptions) -> bytes:
    """The whole page. The same value and options give the same bytes."""
    module, function = PAGES[type(shown).__name__]
    page: HtmlPage = getattr(import_module(f"{__name__}.{module}"), function)(shown, options)
    return write(page, options.language)
