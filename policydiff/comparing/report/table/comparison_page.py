"""The page of a comparison."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policydiff.comparing.report.table import notes
from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.digest import digest_lines
from policydiff.comparing.report.table.summary import counts_line
from policydiff.locale import Language
from policydiff.model.reports import ReportOptions
from policydiff.report import page
from policydiff.report.labels import WORDS
from policydiff.report.pieces import ELLIPSIS, TextPiece
from policydiff.report.rows import ComparisonRow, Gap, RowCell, inline_cells


def comparison_page(view: ComparisonView, options: ReportOptions) -> page.Page:
    """The whole page of a comparison."""
    labels = WORDS[options.language]
    return page.Page(
        family="comparison",
        language=options.language,
        title=view.title,
        sections=(
            *((page.part(*page.lines(view.exchanged, "doubt")),) if view.exchanged else ()),
            page.part(*_head(view, options.language)),
            *page.listed(labels["problems"], view.doubts, "doubt"),
            page.part(_table(view, options.language)),
            *page.listed(labels["findings"], view.findings, "doubt"),
            *page.listed(labels["remarks"], view.remarks),
            page.part(page.line(view.noise, "quiet")),
        ),
    )


def version_facts(view: ComparisonView, language: Language) -> page.Lines:
    """The facts of both versions, named by the heads of their columns."""
    separator = WORDS[language]["list"]
    return tuple(
        page.PageLine(name=version.column(language), text=page.words(separator.join(version.facts)))
        for version in view.versions
    )


def _head(view: ComparisonView, language: Language) -> Iterator[page.Block]:
    labels = WORDS[language]
    counts = page.words(counts_line(view.counts, language))
    summary = page.PageLine(name=labels["summary"], text=counts, role="strong")
    found = (*((summary,) if counts else ()), *page.lines([view.part], "strong"))
    yield page.FactLines(lines=(*version_facts(view, language), *found))
    if view.metadata:
        yield _metadata(view, language)
    stated = (*view.replacements, view.omitted, *digest_lines(view.digest, language))
    if any(stated):
        yield page.FactLines(lines=page.lines(stated))


def _metadata(view: ComparisonView, language: Language) -> page.PageTable:
    heads = (WORDS[language]["field"], *(version.column(language) for version in view.versions))
    rows = (
        page.PageRow(
            cells=tuple(map(page.cell, (field, left, right))),
            alone=(page.PageLine(name=field, text=page.words(f"{left} → {right}")),),
        )
        for field, left, right in view.metadata
    )
    columns = tuple(page.Column(head=head) for head in heads)
    return page.PageTable(columns=columns, rows=tuple(rows), layout="records")


def _table(view: ComparisonView, language: Language) -> page.Block:
    """The rows, with both sides next to each other."""
    if not view.changed:
        return page.line(view.same, "strong")
    columns = (
        *(page.Column(head=version.column(language), wide=True) for version in view.versions),
        page.Column(head=WORDS[language]["type"]),
    )
    rows = (
        _gap(item, language)
        if isinstance(item, Gap)
        else _heading(item)
        if item.container and item.category == "unchanged"
        else _row(item, language)
        for item in view.items
    )
    return page.PageTable(columns=columns, rows=tuple(rows), layout="sides")


def _gap(gap: Gap, language: Language) -> page.PageRow:
    """Rows that need no reading: their names on each side, and the reason."""
    texts = notes.gap_words(gap, language)
    left, right, why = texts
    both = left if left == right else f"{left} → {right}"
    return page.PageRow(
        cells=tuple(page.cell(text, "quiet") for text in texts),
        alone=(page.line(f"{ELLIPSIS} {both} {why}", "quiet"),),
        role="quiet",
    )


def _heading(row: ComparisonRow) -> page.PageRow:
    """A chapter or the like that did not change."""
    return page.PageRow(
        cells=(provisions(row.left), provisions(row.right), ()),
        alone=provisions(row.cells),
        role="unchanged",
        heading=_title(row),
    )


def _title(row: ComparisonRow) -> page.Text:
    """The head of the rows below a chapter: its number and redlined heading."""
    heading = row.heading or row.cells[0].heading
    return (*page.words(row.label), *(page.words(" ") if heading else ()), *heading)


def _row(row: ComparisonRow, language: Language) -> page.PageRow:
    signed = page.lines(notes.signed_lines(row.signed, language), "quiet")
    return page.PageRow(
        cells=(
            provisions(row.left) or _absent("added", language),
            provisions(row.right) or _absent("removed", language),
            (*_kind(row, language), *signed),
        ),
        alone=(_lead(row, language), *unified(row), *(replace(one, depth=1) for one in signed)),
        role=row.category,
        heading=_title(row) if row.container else (),
    )


def _absent(key: str, language: Language) -> page.Lines:
    """The word for what happened where a side is empty."""
    labels = WORDS[language]
    return page.cell(f"{labels['open']}{labels[key]}{labels['close']}".strip(), "quiet")


def _kind(row: ComparisonRow, language: Language) -> Iterator[page.PageLine]:
    """The kind of change, then the other properties of the row, a line each."""
    labels = WORDS[language]
    yield page.line(labels[row.category], row.category)
    told = row.renumbered and row.category != "renumbered"
    yield from page.lines([labels["renumbered"]] if told else [])
    yield from page.lines(_badges(row, language))


def _badges(row: ComparisonRow, language: Language) -> Iterator[str]:
    labels = WORDS[language]
    if row.moved and row.category != "moved":
        yield labels["moved"]
    yield from (labels[name] for name in row.notes)
    yield from notes.written_lines(row, language)
    yield from notes.possible_lines(row, language)
    yield from notes.fact_lines(row, language)


def _lead(row: ComparisonRow, language: Language) -> page.PageLine:
    """The kind of change, the provisions, and remarks, in one line."""
    name = " → ".join(row.names) if row.crossing else row.label
    role: page.Role = row.category
    badges = "  ".join([name, *_badges(row, language)])
    return page.PageLine(
        mark="change",
        text=(
            page.PlainWords(text=WORDS[language][row.category], role=role),
            *page.words(f"  {badges}"),
        ),
    )


def unified(row: ComparisonRow, depth: int = 1) -> page.Lines:
    """The redline of both sides in one text.

    Each provision by itself where a side has several.
    """
    return tuple(_provision(one, one.heading, one.text, depth) for one in inline_cells(row))


def provisions(cells: tuple[RowCell, ...]) -> page.Lines:
    """The provisions of one side, one below the other."""
    return tuple(_provision(one, one.heading, one.text) for one in cells)


def _provision(
    one: RowCell, heading: tuple[TextPiece, ...], text: tuple[TextPiece, ...], depth: int = 0
) -> page.PageLine:
    name = page.words(one.num or one.label, "strong")
    gap = one.heading_gap if name and heading else ""
    own_line = one.own_line or not one.num
    between = "" if not text or not (name or heading) else "\n" if own_line else one.text_gap
    return page.PageLine(
        text=(*name, *_gapped(gap), *heading, *_gapped(between), *text), depth=depth
    )


def _gapped(gap: str) -> page.Text:
    return (page.PlainWords(text=gap),) if gap else ()
