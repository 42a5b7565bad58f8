"""The page of many versions."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.comparing.engine.comparisons import Comparisons
from policydiff.comparing.report.table.many import (
    BREAK,
    MARKS,
    Former,
    LineageLine,
    VersionPlace,
    VersionsView,
    legend,
    read_table,
)
from policydiff.locale import Language
from policydiff.model.reports import ReportOptions
from policydiff.report.labels import WORDS
from policydiff.report.lineage_words import LINEAGE_WORDS
from policydiff.report.moments import newest_date
from policydiff.report.page import (
    Column,
    FactLines,
    Lines,
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
from policydiff.report.rows import Category
from policydiff.report.sheets.words import SHEET_WORDS


def many_page(comparisons: Comparisons, options: ReportOptions, *, beside: bool = False) -> Page:
    """The counts of each version, then the table, or the texts of one provision.

    The table has the numbers of all provisions; where the texts shall stand `beside` each other, it
    has those of the provisions that changed, or all of them where the whole is asked for.
    """
    language = options.language
    table = read_table(comparisons, options)
    facts = (PageLine(name=one.name, text=words(one.facts(language))) for one in table.columns)
    if table.provision:
        body = tuple(_texts(table, one, language) for one in table.lines)
        foot = part(*lines([table.noise], "quiet"))
    elif beside:
        body = (part(_beside(table, options)),)
        foot = part(*lines([table.noise], "quiet"))
    else:
        body = (part(_numbers(table, language)),)
        foot = part(line(legend(language)), *lines([table.noise], "quiet"))
    return Page(
        family="many",
        language=language,
        title=table.title,
        sheet=SHEET_WORDS[language]["table-sheet"],
        day=newest_date(comparisons.documents),
        sections=(part(FactLines(lines=tuple(facts))), *body, foot),
    )


def wide_many_page(comparisons: Comparisons, options: ReportOptions) -> Page:
    """The page on which the texts stand beside each other."""
    return many_page(comparisons, options, beside=True)


def _numbers(table: VersionsView, language: Language) -> PageTable:
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


def _beside(table: VersionsView, options: ReportOptions) -> PageTable:
    """The texts of all versions, a column each, redlined against the one before."""
    columns = tuple(Column(head=name, wide=True) for name in table.names)
    rows = (
        PageRow(
            cells=tuple(
                _beside_cell(place, change, options.language)
                for place, change in zip(one.places, one.changes, strict=True)
            )
        )
        for one in table.lines
        if options.whole or one.changed
    )
    return PageTable(columns=columns, rows=tuple(rows), layout="sides")


def _beside_cell(place: VersionPlace | None, change: Category | None, language: Language) -> Lines:
    """The text of one version, or a word for one that stayed or went."""
    labels = WORDS[language]
    if place is None:
        return cell("" if change is None else labels[change], "quiet")
    if place.quiet:
        number = (words(place.label, "strong"), words(labels["as-before"], "quiet"))
        return (PageLine(text=(*number[0], *words("　"), *number[1])),)
    return (PageLine(text=words(place.label, "strong")), *_words(place, language))


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
    """A lineage as numbers with marks: 第一条, 第三条*, ×."""
    for place, change in zip(lineage.places, lineage.changes, strict=True):
        mark = MARKS.get(change, "") if change is not None else ""
        yield mark or "·" if place is None else place.label + mark
