"""The text of one version as a page in official layout, to read and to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from policydiff.library.report.export import LinkedWords, linked, version_facts
from policydiff.locale import Language
from policydiff.model.reports import Edition, ReportOptions
from policydiff.report.html.environment import HtmlPage
from policydiff.report.print_rules import safe
from policydiff.report.printed import Item, PrintedParagraph, Role, anchors, paragraphs

_ELEMENTS: dict[Role, str] = {"title": "h1", "attachment": "h2", "heading": "h4"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportHtml(HtmlPage):
    """The whole text of a version, in Chinese.

    `places` are the anchors of its paragraphs.
    """

    template: str = "export.html.j2"
    styles: tuple[str, ...] = ("export.css",)
    language: Language | None = "zh"
    groups: Sequence[tuple[bool, tuple[Item, ...]]]
    facts: Iterable[tuple[str, str]]
    places: frozenset[str]

    safe = staticmethod(safe)

    def element(self, paragraph: PrintedParagraph) -> str:
        """The name of a paragraph's element."""
        if paragraph.role == "container":
            return f"h{min(6, paragraph.depth + 1)}"
        return _ELEMENTS.get(paragraph.role, "p")

    def look(self, paragraph: PrintedParagraph) -> str:
        """The class of a paragraph; "" where it has none."""
        if paragraph.role == "attachment":
            return "attachment" if paragraph.text.startswith("附") else "attachment titled"
        if paragraph.role in ("title", "text"):
            return ""
        return "part" if paragraph.role == "container" else paragraph.role

    def linked(self, paragraph: PrintedParagraph) -> Iterator[LinkedWords]:
        """The words of a line of contents, with the place to which they lead."""
        return linked(paragraph, self.places)


def export_html(shown: Edition, options: ReportOptions) -> ExportHtml:
    """The text of a version as a page."""
    items = list(paragraphs(shown.document))
    return ExportHtml(
        title=safe(shown.document.title),
        groups=[(entry, tuple(group)) for entry, group in groupby(items, _is_entry)],
        facts=version_facts(shown.document, options.language, shown.status),
        places=anchors(items),
    )


def _is_entry(item: Item) -> bool:
    return isinstance(item, PrintedParagraph) and item.role == "contents"
