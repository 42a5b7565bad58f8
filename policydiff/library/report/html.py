"""The text of one version as a page in official layout, to read and to print."""

from __future__ import annotations

from itertools import groupby

from policydiff.library.report.export import linked, version_facts
from policydiff.model.reports import Edition, ReportOptions
from policydiff.report.html.environment import HtmlPage
from policydiff.report.print_rules import safe
from policydiff.report.printed import Item, PrintedParagraph, Role, anchors, paragraphs

_ELEMENTS: dict[Role, str] = {"title": "h1", "attachment": "h2", "heading": "h4"}


def export_html(shown: Edition, options: ReportOptions) -> HtmlPage:
    """The whole text, which is Chinese, whatever the language of the labels."""
    items = list(paragraphs(shown.document))
    places = anchors(items)
    return HtmlPage(
        title=safe(shown.document.title),
        template="export.html.j2",
        values={
            "groups": [(entry, tuple(group)) for entry, group in groupby(items, _is_entry)],
            "facts": version_facts(shown.document, options.language, shown.status),
            "element": _element,
            "look": _look,
            "linked": lambda paragraph: linked(paragraph, places),
            "safe": safe,
        },
        styles=("export.css",),
        language="zh",
    )


def _is_entry(item: Item) -> bool:
    return isinstance(item, PrintedParagraph) and item.role == "contents"


def _element(paragraph: PrintedParagraph) -> str:
    if paragraph.role == "container":
        return f"h{min(6, paragraph.depth + 1)}"
    return _ELEMENTS.get(paragraph.role, "p")


def _look(paragraph: PrintedParagraph) -> str:
    if paragraph.role == "attachment":
        return "attachment" if paragraph.text.startswith("附") else "attachment titled"
    if paragraph.role in ("title", "text"):
        return ""
    return "part" if paragraph.role == "container" else paragraph.role
