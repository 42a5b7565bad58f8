"""The page of many versions.

It has the numbers of every provision, or one provision with its texts.
"""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.locale import Language
from policydiff.model.comparisons import Comparisons
from policydiff.model.plugins import ReportOptions
from policydiff.views.labels import WORDS
from policydiff.views.lineage_words import LINEAGE_WORDS
from policydiff.views.many import (
    BREAK,
    MARKS,
    Former,
    LineageLine,
    VersionPlace,
    VersionsView,
    legend,
    read_table,
)
from policydiff.views.page import (
    Column,
    FactLines,
    Page,
    PageLine,
    PageRow,
    PageSection,
    PageTable,
    cell,
    line,
    lines,
    part,
    words,
)
from policydiff.views.rows import Category


def many_page(comparisons: Comparisons, options: ReportOptions) -> Page:
    """The counts of each version, then the table, or the texts of one provision."""
    language = options.language
    table = read_table(comparisons, options)
    facts = (PageLine(name=one.name, text=words(one.facts(language))) for one in table.columns)
    if table.provision:
        body = tuple(_texts(table, one, language) for one in table.lines)
        foot = part(*lines([table.noise], "quiet"))
    else:
        body = (part(_numbers(table, language)),)
        foot = part(line(legend(language)), *lines([table.noise], "quiet"))
    return Page(
        family="many",
        language=language,
        title=table.title,
        sections=(part(FactLines(lines=tuple(facts))), *body, foot),
    )


def _numbers(table: VersionsView, language: Language) -> PageTable:
    """The numbers of a provision in all versions, with marks of changes."""
    columns = (
        *(Column(head=name) for name in table.names),
        Column(head=WORDS[language]["heading-or-beginning"], cut=True),
    )
    rows = (
        PageRow(
            cells=tuple(map(cell, (*_marked_numbers(one), one.words))),
            alone=cell(f"{' → '.join(_marked_numbers(one))}  {one.words}"),
        )
        for one in table.lines
    )
    return PageTable(columns=columns, rows=tuple(rows))


def _texts(table: VersionsView, lineage: LineageLine, language: Language) -> PageSection:
    """The provision in every version, each with the redline against the one before."""
    heads = (LINEAGE_WORDS[language][key] for key in ("version", "number", "change"))
    columns = (
        *(Column(head=head) for head in heads),
        Column(head=LINEAGE_WORDS[language]["text"], wide=True),
    )
    rows = (
        _version(name, place, change, language)
        for name, place, change in zip(table.names, lineage.places, lineage.changes, strict=True)
        if place is not None or change is not None
    )
    return PageSection(
        heading=line(" → ".join(_marked_numbers(lineage)), "strong"),
        blocks=(PageTable(columns=columns, rows=tuple(rows), layout="records"),),
    )


def _version(
    name: str, place: VersionPlace | None, change: Category | None, language: Language
) -> PageRow:
    """One version of one provision; text that stayed is not repeated."""
    keys = ([change] if change else []) + (["doubtful"] if place and place.doubtful else [])
    happened = WORDS[language]["list"].join(WORDS[language][key] for key in keys)
    quiet = place is not None and place.quiet
    texts = () if place is None else tuple(_words(place, language))
    return PageRow(
        cells=(cell(name), cell("—" if place is None else place.label), cell(happened), texts),
        role="quiet" if quiet else change or "",
    )


def _words(place: VersionPlace, language: Language) -> Iterator[PageLine]:
    """The redline of a provision, then what went of those that it came from."""
    if not place.quiet:
        yield PageLine(text=(*place.heading, *BREAK[: len(place.heading)], *place.text))
    yield from (_former(former, language) for former in place.formers)


def _former(former: Former, language: Language) -> PageLine:
    return PageLine(name=WORDS[language]["former"].format(name=former.label), text=former.text)


def _marked_numbers(lineage: LineageLine) -> Iterator[str]:
    """A lineage as numbers with marks: 第一条, 第三条*, ×.

    Where a version does not have it stands ·.
    """
    for place, change in zip(lineage.places, lineage.changes, strict=True):
        mark = MARKS.get(change, "") if change is not None else ""
        yield mark or "·" if place is None else place.label + mark
