"""The page of a comparison of two texts, and that of several versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from policydiff.comparing.engine.comparisons import Comparisons
from policydiff.comparing.engine.row_keys import row_keys
from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.digest import more_word, title_of
from policydiff.comparing.report.table.facts import change_words, fact_kinds, fact_name
from policydiff.comparing.report.table.many import VersionsView, read_table
from policydiff.comparing.report.table.notes import (
    gap_line,
    possible_lines,
    signed_lines,
    written_lines,
)
from policydiff.comparing.report.table.summary import count_word, replaced_word
from policydiff.model.reports import ReportOptions
from policydiff.model.row_marks import SEEN
from policydiff.report.html.environment import HtmlPage
from policydiff.report.html.leaf import LEAF_WORDS, LeafField, LeafHtml, LeafTool, leaf_of
from policydiff.report.labels import WORDS, fact_word
from policydiff.report.pieces import cut
from policydiff.report.rows import ComparisonRow, inline_cells


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonHtml(HtmlPage):
    """Two texts side by side; `inline` is the head of a redline's column, or "".

    `leaf_keys` are those by which the rows of a leaf are found again, by their ids.
    """

    template: str = "comparison.html.j2"
    script: str | None = "report.js"
    view: ComparisonView
    options: ReportOptions
    inline: str = ""
    leaf_keys: Mapping[int, str] = field(default_factory=dict)

    change_words = staticmethod(change_words)
    count_word = staticmethod(count_word)
    fact_kinds = staticmethod(fact_kinds)
    fact_name = staticmethod(fact_name)
    fact_word = staticmethod(fact_word)
    gap_line = staticmethod(gap_line)
    inline_cells = staticmethod(inline_cells)
    more_word = staticmethod(more_word)
    possible_lines = staticmethod(possible_lines)
    replaced_word = staticmethod(replaced_word)
    signed_lines = staticmethod(signed_lines)
    title_of = staticmethod(title_of)
    written_lines = staticmethod(written_lines)

    @property
    def words(self) -> Mapping[str, str]:
        """The words of a report."""
        return WORDS[self.options.language]

    def key_of(self, row: ComparisonRow) -> str:
        """The key of a row that people check, "" for others."""
        return self.leaf_keys.get(row.id, "") if row.loud else ""

    def beside(self, _row: ComparisonRow) -> str:
        """The end of the last cell of a row, for a page on which people write."""
        return ""

    def below(self, _row: ComparisonRow) -> str:
        """The row below a row, as above."""
        return ""


def comparison_html(shown: ComparisonView, options: ReportOptions) -> ComparisonHtml:
    """The page of two texts."""
    return ComparisonHtml(title=shown.title, view=shown, options=options)


def comparison_leaf(shown: ComparisonView, options: ReportOptions) -> LeafHtml:
    """The leaf of two texts: a tick and words beside each changed row."""
    comparison, words = shown.comparison, LEAF_WORDS[options.language]
    page = ComparisonHtml(
        title=shown.title, view=shown, options=options, leaf_keys=row_keys(comparison)
    )
    fields = (
        LeafField(name=SEEN, label=words["seen"], value="yes"),
        *(LeafField(name=name, label=words[name]) for name in ("reason", "basis", "type")),
    )
    tool = LeafTool(into="td.kind", fields=fields, folded=words["words"])
    return leaf_of(page, shown.family, (comparison.left, comparison.right), (tool,), options)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsHtml(HtmlPage):
    """A table of numbers with their texts below, and the `addresses` of these."""

    template: str = "many.html.j2"
    styles: tuple[str, ...] = ("report.css", "many.css")
    script: str | None = "many.js"
    view: VersionsView
    words: Mapping[str, str]
    addresses: Sequence[str] = ()

    cut = staticmethod(cut)

    def leads_to(self, number: int) -> str:
        """The address of a text; "" where there is none."""
        return self.addresses[number] if self.addresses else ""


def versions_html(
    shown: Comparisons, options: ReportOptions, addresses: Sequence[str] = ()
) -> VersionsHtml:
    """The page of several versions, each with its address on a page that is served."""
    view = read_table(shown, options)
    words = WORDS[options.language]
    return VersionsHtml(title=view.title, view=view, words=words, addresses=addresses)
