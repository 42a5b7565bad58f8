"""The formats in which values are written.

One table, each module imported when it is first asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from policydiff.errors import UsageError
from policydiff.messages import Message

if TYPE_CHECKING:
    from policydiff.model.reports import Family, Report, ReportOptions, Shown

VIEWS: tuple[Family, ...] = (
    "comparison",
    "brief",
    "duties",
    "many",
    "relation",
    "measures",
    "gaps",
    "history",
    "blame",
    "consolidation",
    "chain",
    "index",
    "return",
    "table",
    "search",
    "check",
)
"""The families of values that are no text of a document."""

PAGES: tuple[Family, ...] = (*VIEWS, "sent", "citations", "lint", "extract", "document")
"""The families that are written as pages, for a browser or for Word."""


NAMES: dict[Family, Message] = {
    "comparison": Message("a comparison"),
    "sent": Message("a table by a profile"),
    "brief": Message("a brief"),
    "duties": Message("a table of duties and penalties"),
    "many": Message("three or more texts"),
    "relation": Message("a relation"),
    "measures": Message("a table of measures"),
    "gaps": Message("a table of requirements"),
    "history": Message("a history"),
    "blame": Message("the origin of words"),
    "consolidation": Message("a consolidation"),
    "chain": Message("a chain of decisions"),
    "index": Message("an index"),
    "return": Message("a check of a returned draft"),
    "table": Message("a check of a comparison table"),
    "citations": Message("the citations of a file"),
    "search": Message("the hits of a search"),
    "check": Message("a check record"),
    "lint": Message("a check of the drafting"),
    "extract": Message("a provision with its grounds"),
    "document": Message("a single text"),
}
"""What a value of each family is called."""

REPORTS: tuple[Family, ...] = ("brief", "duties")
"""The reports on a comparison that are asked for where a format is. Their own format is that of the
file's ending.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its module, the ending of its files, the families it writes.

    No terminal can show a `binary` one.
    """

    module: str
    suffix: str
    families: tuple[Family, ...] = VIEWS
    binary: bool = False


FORMATS: dict[str, Format] = {
    "terminal": Format(
        module="policydiff.formats.terminal", suffix=".txt", families=(*VIEWS, "extract")
    ),
    "html": Format(module="policydiff.formats.html", suffix=".html", families=PAGES),
    "markdown": Format(module="policydiff.formats.markdown", suffix=".md", families=PAGES),
    "json": Format(
        module="policydiff.report.json", suffix=".json", families=(*VIEWS, "citations", "lint")
    ),
    "concordance": Format(
        module="policydiff.formats.concordance", suffix=".txt", families=("comparison", "relation")
    ),
    "csv": Format(
        module="policydiff.formats.csv",
        suffix=".csv",
        families=("comparison", "duties", "relation", "search"),
    ),
    "docx": Format(
        module="policydiff.formats.docx",
        suffix=".docx",
        families=PAGES,
        binary=True,
    ),
    "redline_docx": Format(
        module="policydiff.formats.redline_docx",
        suffix=".docx",
        families=("comparison",),
        binary=True,
    ),
    "xlsx": Format(
        module="policydiff.formats.xlsx",
        suffix=".xlsx",
        families=("comparison", "duties", "sent", "many", "relation", "measures", "gaps", "check"),
        binary=True,
    ),
    "pdf": Format(
        module="policydiff.formats.pdf", suffix=".pdf", families=("comparison",), binary=True
    ),
    "txt": Format(module="policydiff.formats.txt", suffix=".txt", families=("document",)),
    "akn": Format(module="policydiff.formats.akn", suffix=".xml", families=("document",)),
}
"""The names of formats, in the order in which a person is offered them."""


class UnknownFormatError(UsageError):
    """A value is not written in the format of this name."""

    def __init__(self, name: str, family: Family) -> None:
        """`family` is that of the value."""
        super().__init__(
            Message(
                "there is no {name} of {what}; known: {known}",
                name=name,
                what=NAMES[family],
                known=", ".join(formats(family)),
            )
        )


def formats(family: Family) -> tuple[str, ...]:
    """The names of the formats in which values of a family are written.

    No module is imported.
    """
    return tuple(name for name, entry in FORMATS.items() if family in entry.families)


def renderer(name: str, family: Family) -> Report[Shown]:
    """The module that writes a family in a format. Raises `UnknownFormatError`."""
    if name not in formats(family):
        raise UnknownFormatError(name, family)
    return cast("Report[Shown]", import_module(FORMATS[name].module))


def suffixes(family: Family) -> dict[str, str]:
    """The ending of a file of each format in which a family is written."""
    return {name: FORMATS[name].suffix for name in formats(family)}


def write(value: Shown, name: str, options: ReportOptions) -> bytes:
    """A value in a format. Raises `UnknownFormatError`, and what the format raises."""
    return renderer(name, value.family).render(value, options)
