"""The page of numbers: those of one side with their counterparts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.comparison_page import version_facts
from policydiff.comparing.report.table.concordance import concordance, heads
from policydiff.model.reports import ReportOptions
from policydiff.relating.engine.relation import Relation
from policydiff.relating.report import summary as relation_summary
from policydiff.relating.report.relation import RelationTable
from policydiff.relating.report.relation_concordance import Concordance
from policydiff.report.page import (
    Block,
    Column,
    FactLines,
    Page,
    PageRow,
    PageSection,
    PageTable,
    cell,
    lines,
    part,
)


@singledispatch
def concordance_page(value: object, options: ReportOptions, *, letters: bool = True) -> Page:
    """A table with a row for each article.

    With `letters` several documents of the right are called A, B, … Raises `TypeError` for a value
    without one.
    """
    del options, letters
    message = f"there is no concordance of a {type(value).__name__}"
    raise TypeError(message)


@concordance_page.register
def _of_comparison(view: ComparisonView, options: ReportOptions, *, letters: bool = True) -> Page:
    del letters
    return Page(
        family=view.family,
        language=options.language,
        title=view.title,
        sections=(
            part(FactLines(lines=version_facts(view, options.language))),
            _numbers(heads(view, options), concordance(view, options)),
        ),
    )


@concordance_page.register
def _of_relation(relation: Relation, options: ReportOptions, *, letters: bool = True) -> Page:
    found = Concordance(table=RelationTable(relation, options.language), letters=letters)
    legend: tuple[Block, ...] = lines(found.legend())
    return Page(
        family=relation.family,
        language=options.language,
        title=relation_summary.title(relation, options.language),
        sections=(*((part(*legend),) if legend else ()), _numbers(found.heads(), found.lines())),
    )


def _numbers(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> PageSection:
    """The table; its heading or first words may be cut short."""
    last = len(heads) - 1
    columns = tuple(Column(head=head, cut=place == last) for place, head in enumerate(heads))
    return part(
        PageTable(
            columns=columns,
            rows=tuple(
                PageRow(
                    cells=tuple(map(cell, texts)),
                    alone=cell(f"{texts[0]} → {texts[1]}  {'  '.join(texts[2:])}"),
                )
                for texts in rows
            ),
        )
    )
