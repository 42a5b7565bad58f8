"""The families of values that are shown, and the formats of files.

Two tables; each module that they name is imported when it is first asked for, so that the views of
one family never load those of the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from policydiff.errors import UsageError
from policydiff.messages import Message

if TYPE_CHECKING:
    from policydiff.model.reports import Report, ReportOptions, Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family of values: what one is called, and the functions that show it.

    A function is named by its module below `policydiff` and its own name, `MODULE:FUNCTION`. `page`
    makes the page of a value, None for the text of a version, which every format writes in its own
    way; `wide_page` that for wide paper, where it is another. `html`, `word` and `sheets` make what
    a browser shows, a Word file and the sheets of a workbook; where there is none, these show the
    page. `formats` are those in which it is written beside those that write every page.
    `leaf` makes the leaf of the families that are sent to be marked, `rows` their rows as data.
    `asked_as_format` is True where its name is asked for in the place of a format; the format is then
    that of the file's ending.
    """

    name: Message
    page: str | None
    wide_page: str | None = None
    html: str = "report.html.environment:page_html"
    word: str | None = None
    sheets: str | None = None
    formats: tuple[str, ...] = ("terminal", "json")
    leaf: str | None = None
    rows: str | None = None
    asked_as_format: bool = False


FAMILIES: dict[str, Family] = {
    "comparison": Family(
        name=Message("a comparison"),
        page="comparing.report.table.comparison_page:comparison_page",
        html="comparing.report.table.html:comparison_html",
        word="comparing.report.table.word:render_comparison",
        sheets="comparing.report.table.sheets:write_sheets",
        formats=(
            *("terminal", "leaf", "json", "jsonl", "concordance", "csv"),
            *("redline_docx", "xlsx", "pdf"),
        ),
        leaf="comparing.report.table.html:comparison_leaf",
        rows="comparing.report.table.concordance:comparison_rows",
    ),
    "sent": Family(
        name=Message("a table by a profile"),
        page="comparing.report.sent.page:sent_page",
        word="comparing.report.sent.word:render_sent_table",
        formats=("xlsx",),
    ),
    "brief": Family(
        name=Message("a brief"),
        page="comparing.report.brief.page:brief_page",
        word="comparing.report.brief.word:render_brief",
        asked_as_format=True,
    ),
    "duties": Family(
        name=Message("a table of duties and penalties"),
        page="comparing.report.duties.page:duties_page",
        formats=("terminal", "json", "csv", "xlsx"),
        asked_as_format=True,
    ),
    "many": Family(
        name=Message("three or more texts"),
        page="comparing.report.table.many_page:many_page",
        wide_page="comparing.report.table.many_page:wide_many_page",
        html="comparing.report.table.html:versions_html",
        formats=("terminal", "json", "xlsx"),
    ),
    "relation": Family(
        name=Message("a relation"),
        page="relating.report.page:relation_page",
        html="relating.report.html:relation_html",
        sheets="relating.report.sheets:write_relation",
        formats=("terminal", "json", "jsonl", "concordance", "csv", "xlsx"),
        rows="relating.report.concordances:link_rows",
    ),
    "measures": Family(
        name=Message("a table of measures"),
        page="relating.report.measures_page:measures_page",
        sheets="relating.report.sheets:write_measures",
        formats=("terminal", "leaf", "json", "jsonl", "csv", "xlsx"),
        leaf="relating.report.measures_page:measures_leaf",
        rows="relating.report.measures_page:measure_rows",
    ),
    "gaps": Family(
        name=Message("a table of requirements"),
        page="relating.report.gaps_page:gaps_page",
        sheets="relating.report.sheets:write_gaps",
        formats=("terminal", "leaf", "json", "csv", "xlsx"),
        leaf="relating.report.gaps_page:gaps_leaf",
    ),
    "history": Family(
        name=Message("a history"),
        page="tracing.report.pages:history_page",
        html="tracing.report.pages:history_html",
    ),
    "applicable": Family(
        name=Message("a clause on the days of an act"),
        page="tracing.report.applicable:applicable_page",
    ),
    "blame": Family(
        name=Message("the origin of words"),
        page="tracing.report.pages:blame_page",
        html="tracing.report.pages:blame_html",
    ),
    "consolidation": Family(
        name=Message("a consolidation"),
        page="amending.report.page:consolidation_page",
        html="amending.report.html:consolidation_html",
    ),
    "chain": Family(
        name=Message("a chain of decisions"),
        page="amending.report.chain_page:chain_page",
        html="amending.report.html:chain_html",
    ),
    "works": Family(
        name=Message("a decision on every work that it names"),
        page="amending.report.works:works_page",
    ),
    "index": Family(
        name=Message("an index"),
        page="comparing.report.index.page:index_page",
        html="comparing.report.index.page:index_html",
    ),
    "return": Family(
        name=Message("a check of a returned draft"),
        page="checking.report.return_page:return_page",
    ),
    "table": Family(
        name=Message("a check of a comparison table"),
        page="checking.report.table_page:table_page",
    ),
    "citations": Family(
        name=Message("the citations of a file"),
        page="citing.report.page:citations_page",
        formats=("json", "jsonl", "csv"),
        rows="citing.report.page:citation_rows",
    ),
    "affected": Family(
        name=Message("what rests on a change"),
        page="following.report.affected:affected_page",
    ),
    "inventory": Family(
        name=Message("an inventory of texts to be cleaned up"),
        page="following.report.inventory:inventory_page",
        sheets="following.report.inventory:write_inventory",
        formats=("terminal", "json", "xlsx"),
    ),
    "digest": Family(
        name=Message("the news of a library"),
        page="following.report.digest:digest_page",
    ),
    "search": Family(
        name=Message("the hits of a search"),
        page="searching.report.page:search_page",
        formats=("terminal", "json", "csv"),
    ),
    "check": Family(
        name=Message("a check record"),
        page="comparing.report.record.page:check_page",
        formats=("terminal", "json", "xlsx"),
    ),
    "comments": Family(
        name=Message("a table of comments on a draft"),
        page="comparing.report.comment_table:comments_page",
        sheets="comparing.report.comment_table:write_comments",
        formats=("terminal", "json", "xlsx"),
    ),
    "lint": Family(
        name=Message("a check of the drafting"),
        page="checking.report.lint_page:lint_page",
        formats=("json",),
    ),
    "extract": Family(
        name=Message("a provision with its grounds"),
        page="library.report.extract_page:extract_page",
        formats=("terminal",),
    ),
    "document": Family(
        name=Message("a single text"),
        page=None,
        html="library.report.html:export_html",
        word="report.word.layout:render_edition",
        formats=("html", "markdown", "docx", "txt", "akn"),
    ),
}
"""By the name that the class of a value states as its `family`."""

REPORTS = tuple(name for name, entry in FAMILIES.items() if entry.asked_as_format)
"""The reports on a comparison that are asked for where a format is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its module, the ending of its files.

    Where it writes `pages` it writes each family that has one, else those alone that name it. No
    terminal can show a `binary` one.
    """

    module: str
    suffix: str
    pages: bool = True
    binary: bool = False


FORMATS: dict[str, Format] = {
    "terminal": Format(module="policydiff.formats.terminal", suffix=".txt", pages=False),
    "html": Format(module="policydiff.formats.html", suffix=".html"),
    "leaf": Format(module="policydiff.formats.leaf", suffix=".html", pages=False),
    "markdown": Format(module="policydiff.formats.markdown", suffix=".md"),
    "json": Format(module="policydiff.report.json", suffix=".json", pages=False),
    "jsonl": Format(module="policydiff.formats.jsonl", suffix=".jsonl", pages=False),
    "concordance": Format(module="policydiff.formats.concordance", suffix=".txt", pages=False),
    "csv": Format(module="policydiff.formats.csv", suffix=".csv", pages=False),
    "docx": Format(module="policydiff.formats.docx", suffix=".docx", binary=True),
    "redline_docx": Format(
        module="policydiff.formats.redline_docx", suffix=".docx", pages=False, binary=True
    ),
    "xlsx": Format(module="policydiff.formats.xlsx", suffix=".xlsx", pages=False, binary=True),
    "pdf": Format(module="policydiff.formats.pdf", suffix=".pdf", pages=False, binary=True),
    "txt": Format(module="policydiff.formats.txt", suffix=".txt", pages=False),
    "akn": Format(module="policydiff.formats.akn", suffix=".xml", pages=False),
}
"""The names of formats, in the order in which a person is offered them."""


class UnknownFormatError(UsageError):
    """A value is not written in the format of this name."""

    def __init__(self, name: str, family: str) -> None:
        """`family` is that of the value."""
        super().__init__(
            Message(
                "there is no {name} of {what}; known: {known}",
                name=name,
                what=FAMILIES[family].name,
                known=", ".join(formats(family)),
            )
        )


def formats(family: str) -> tuple[str, ...]:
    """The names of the formats in which values of a family are written."""
    shown = FAMILIES[family]
    return tuple(
        name
        for name, entry in FORMATS.items()
        if name in shown.formats or (entry.pages and shown.page is not None)
    )


def renderer(name: str, family: str) -> Report[Shown]:
    """The module that writes a family in a format. Raises `UnknownFormatError`."""
    if name not in formats(family):
        raise UnknownFormatError(name, family)
    return cast("Report[Shown]", import_module(FORMATS[name].module))


def suffixes(family: str) -> dict[str, str]:
    """The ending of a file of each format in which a family is written."""
    return {name: FORMATS[name].suffix for name in formats(family)}


def write(value: Shown, name: str, options: ReportOptions) -> bytes:
    """A value in a format. Raises `UnknownFormatError`, and what the format raises."""
    return renderer(name, value.family).render(value, options)


def function(place: str) -> Any:
    """The function that `Family` names by its module and its own name."""
    module, _, name = place.partition(":")
    return getattr(import_module(f"policydiff.{module}"), name)
