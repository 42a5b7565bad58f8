"""The page of many versions."""

from __future__ import annotations

from collections.abc import Iterator

from policydiff.comparing.engine.comparisons import Comparisons
from policydiff.comparing.report.table import many
from policydiff.locale import Language
from policydiff.model.reports import ReportOptions
from policydiff.report import page
from policydiff.report.labels import WORDS
from policydiff.report.lineage_words import LINEAGE_WORDS
from policydiff.report.moments import newest_date
from policydiff.report.rows import Category
from policydiff.report.sheets.words import SHEET_WORDS


def many_page(
    comparisons: Comparisons, options: ReportOptions, *, beside: bool = False
) -> page.Page:
    """The counts of each version, then the table, or the texts of one provision.

    The table has the numbers of all provisions; where the texts shall stand `beside` each other, it
    has those of the provisions that changed, or all of them where the whole is asked for.
    """
    language = options.language
    table = many.read_table(comparisons, options)
    facts = (
        page.PageLine(name=one.name, text=page.words(one.facts(language))) for one in table.columns
    )
    if table.provision:
        body = tuple(_texts(table, one, language) for one in table.lines)
        foot = page.part(*page.lines([table.noise], "quiet"))
    elif beside:
        body = (page.part(_beside(table, options)),)
        foot = page.part(*page.lines([table.noise], "quiet"))
    else:
        body = (page.part(_numbers(table, language)),)
        foot = page.part(page.line(many.legend(language)), *page.lines([table.noise], "quiet"))
    return page.Page(
        family="many",
        language=language,
        title=table.title,
        sheet=SHEET_WORDS[language]["table-sheet"],
        day=newest_date(comparisons.documents),
        sections=(page.part(page.FactLines(lines=tuple(facts))), *body, foot),
    )


def wide_many_page(comparisons: Comparisons, options: ReportOptions) -> page.Page:
    """The page on which the texts stand beside each other."""
    return many_page(comparisons, options, beside=True)


def _numbers(table: many.VersionsView, language: Language) -> page.PageTable:
    columns = (
        *(page.Column(head=name) for name in table.names),
        page.Column(head=WORDS[language]["heading-or-beginning"], cut=True),
    )
    rows = (
        page.PageRow(
            cells=tuple(map(page.cell, (*_marked_numbers(one), one.words))),
            alone=page.cell(f"{' → '.join(_marked_numbers(one))}  {one.words}"),
        )
        for one in table.lines
    )
    return page.PageTable(columns=columns, rows=tuple(rows))


def _beside(table: many.VersionsView, options: ReportOptions) -> page.PageTable:
    """The texts of all versions, a column each, redlined against the one before."""
    columns = tuple(page.Column(head=name, wide=True) for name in table.names)
    rows = (
        page.PageRow(
            cells=tuple(
                _beside_cell(place, change, options.language)
                for place, change in zip(one.places, one.changes, strict=True)
            )
        )
        for one in table.lines
        if options.whole or one.changed
    )
    return page.PageTable(columns=columns, rows=tuple(rows), layout="sides")


def _beside_cell(
    place: many.VersionPlace | None, change: Category | None, language: Language
) -> page.Lines:
    """The text of one version, or a word for one that stayed or went."""
    labels = WORDS[language]
    if place is None:
        return page.cell("" if change is None else labels[change], "quiet")
    if place.quiet:
        number = (page.words(place.label, "strong"), page.words(labels["as-before"], "quiet"))
        return (page.PageLine(text=(*number[0], *page.words("　"), *number[1])),)
    return (page.PageLine(text=page.words(place.label, "strong")), *_words(place, language))


def _texts(
    table: many.VersionsView, lineage: many.LineageLine, language: Language
) -> page.PageSection:
    """The provision in every version, each with the redline against the one before."""
    heads = (LINEAGE_WORDS[language][key] for key in ("version", "number", "change"))
    columns = (
        *(page.Column(head=head) for head in heads),
        page.Column(head=LINEAGE_WORDS[language]["text"], wide=True),
    )
    rows = (
        _version(name, place, change, language)
        for name, place, change in zip(table.names, lineage.places, lineage.changes, strict=True)
        if place is not None or change is not None
    )
    return page.PageSection(
        heading=page.line(" → ".join(_marked_numbers(lineage)), "strong"),
        blocks=(page.PageTable(columns=columns, rows=tuple(rows), layout="records"),),
    )


def _version(
    name: str, place: many.VersionPlace | None, change: Category | None, language: Language
) -> page.PageRow:
    """One version of one provision; text that stayed is not repeated."""
    keys = ([change] if change else []) + (["doubtful"] if place and place.doubtful else [])
    happened = WORDS[language]["list"].join(WORDS[language][key] for key in keys)
    quiet = place is not None and place.quiet
    texts = () if place is None else tuple(_words(place, language))
    return page.PageRow(
        cells=(
            page.cell(name),
            page.cell("—" if place is None else place.label),
            page.cell(happened),
            texts,
        ),
        role="quiet" if quiet else change or "",
    )


def _words(place: many.VersionPlace, language: Language) -> Iterator[page.PageLine]:
    """The redline of a provision, then what went of those that it came from."""
    if not place.quiet:
        yield page.PageLine(text=(*place.heading, *many.BREAK[: len(place.heading)], *place.text))
    yield from (_former(former, language) for former in place.formers)


def _former(former: many.Former, language: Language) -> page.PageLine:
    return page.PageLine(name=WORDS[language]["former"].format(name=former.label), text=former.text)


def _marked_numbers(lineage: many.LineageLine) -> Iterator[str]:
    """A lineage as numbers with marks: 第一条, 第三条*, ×."""
    for place, change in zip(lineage.places, lineage.changes, strict=True):
        mark = many.MARKS.get(change, "") if change is not None else ""
        yield mark or "·" if place is None else place.label + mark
