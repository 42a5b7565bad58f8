"""The table of requirements beside the rules of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from policydiff.locale import Labels, Language
from policydiff.model.reports import ReportOptions
from policydiff.relating.engine.relation import (
    GAP_COLUMNS,
    ArticlePlace,
    GapColumn,
    Relation,
    StatedGap,
)
from policydiff.relating.report import summary as relation_summary
from policydiff.relating.report.relation import NAMED, Law, RelationItem, RelationTable
from policydiff.report.citations import quoted
from policydiff.report.page import (
    Column,
    FactLines,
    Lines,
    Page,
    PageLine,
    PageRow,
    PageSection,
    PageTable,
    line,
    lines,
    part,
    words,
)
from policydiff.report.pieces import neutral

GAP_WORDS = Labels(
    "requirements and rules",
    {
        "title": "{title} · Requirements and our rules",
        "sheet": "Requirements and rules",
        "exported-sheet": "As exported",
        "requirement": "Requirement",
        "rules": "Our rules",
        "fulfilment": "How it is fulfilled",
        "gap": "Gap",
        "remedy": "Remedy",
        "department": "Department",
        "deadline": "Due",
        "none": "no corresponding article found",
        "more": "also: {articles}",
        "stale": "written of an earlier text",
        "counts": "Requirements: {count}; with corresponding articles {covered}, in part {partly}, with none found {none}. Filled in: {filled}.",
        "note": "The articles of our rules are found by comparing texts, and judged by people where they were reviewed; “no corresponding article found” says that these texts have none, not that the requirement is not met. The last five columns are what people wrote.",
        "colon": ": ",
    },
)
"""The heads and sentences of this table alone."""

HEADS = ("requirement", "rules", *GAP_COLUMNS)
"""监管要求｜我司制度条款｜落实情况｜差距｜整改措施｜责任部门｜完成时限."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsView:
    """A relation as a table of requirements and the rules of one's own."""

    family: ClassVar[str] = "gaps"

    relation: Relation

    def to_dict(self) -> dict[str, Any]:
        """The whole relation, as in the JSON contract."""
        return self.relation.to_dict()


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A requirement beside one document of our rules.

    `articles` are those that correspond, the best first; `stated` has what each person wrote.
    """

    item: RelationItem
    law: Law
    articles: tuple[ArticlePlace, ...]
    stated: tuple[StatedGap, ...]
    continues: bool = False

    def words(self, column: GapColumn, language: Language) -> tuple[str, ...]:
        """The words in a column: of each person with the name, where several differ."""
        found = {one.reviewer: text for one in self.stated if (text := one.text(column))}
        if len(set(found.values())) < 2:
            return tuple(neutral(text) for text in set(found.values()))
        colon = GAP_WORDS[language]["colon"]
        return tuple(f"{neutral(name)}{colon}{neutral(text)}" for name, text in found.items())


def gap_rows(table: RelationTable) -> Iterator[GapRow]:
    """The rows of each requirement: a row for each document that has anything for it.

    Where none has, the row is that of the first document.
    """
    for item in table.items:
        rows: list[GapRow] = []
        for law, cell in zip(table.laws, item.cells, strict=True):
            stated = tuple(
                one for one in table.relation.gaps if (one.left, one.right) == (item.eid, law.key)
            )
            if cell.articles or stated:
                rows.append(GapRow(item=item, law=law, articles=cell.articles, stated=stated))
        rows = rows or [
            GapRow(item=item, law=law, articles=(), stated=()) for law in table.laws[:1]
        ]
        for place, row in enumerate(rows):
            yield replace(row, continues=bool(place))


def gap_counts(table: RelationTable, language: Language) -> str:
    """The numbers of requirements with articles, and of those that people wrote of."""
    filled = {one.left for one in table.relation.gaps}
    return GAP_WORDS[language]["counts"].format(
        count=len(table.items),
        filled=sum(item.eid in filled for item in table.items),
        covered=table.counts["covered"],
        partly=table.counts["partly"],
        none=table.counts["none"],
    )


def rule_lines(row: GapRow, table: RelationTable) -> Iterator[tuple[str, str]]:
    """The name and text of each line of our rules.

    First the document, then its articles, then those that are only named.
    """
    heads = GAP_WORDS[table.language]
    title = quoted(row.law.short)
    if not row.articles:
        if not any(cell.articles for cell in row.item.cells):  # then all were searched in vain
            title += "".join(quoted(law.short) for law in table.laws if law != row.law)
        yield f"{title}{heads['none']}", ""
        return
    for place, article in enumerate(row.articles[:NAMED]):
        node = table.article(article)
        text = neutral(node.text) if node is not None else ""
        yield f"{'' if place else title}{table.name(article)}", text
    if more := table.names(row.articles[NAMED:]):
        yield heads["more"].format(articles=table.words["list"].join(more)), ""


def gaps_page(view: GapsView, options: ReportOptions) -> Page:
    """The counts, a row for each requirement and document, and the notes."""
    language = options.language
    table = RelationTable(view.relation, language)
    heads = GAP_WORDS[language]
    columns = tuple(
        Column(head=heads[key], wide=key in ("requirement", "rules", "fulfilment", "remedy"))
        for key in HEADS
    )
    rows = tuple(_row(row, table) for row in gap_rows(table))
    documents = (
        f"{quoted(law.bare)}{table.words['colon']}{relation_summary.law_date(law, language)}"
        for law in table.laws
    )
    return Page(
        family=view.family,
        language=language,
        title=heads["title"].format(title=neutral(view.relation.left.title)),
        sections=(
            part(line(gap_counts(table, language), "strong"), *lines(documents)),
            part(PageTable(columns=columns, rows=rows, layout="records")),
            PageSection(
                heading=line(table.words["method"], detail=True),
                blocks=(FactLines(lines=lines((heads["note"],), "quiet")),),
            ),
        ),
    )


def _row(row: GapRow, table: RelationTable) -> PageRow:
    """The row of a requirement and a document; the first of several has the text."""
    language = table.language
    heads = GAP_WORDS[language]
    requirement: Lines = (
        PageLine(text=(*words(row.item.name, "strong"), *words("\n" + neutral(row.item.text)))),
    )
    rules = tuple(
        PageLine(text=(*words(name, "strong"), *words(f"\n{text}" if text else "")))
        for name, text in rule_lines(row, table)
    )
    filled = tuple(lines(row.words(column, language)) for column in GAP_COLUMNS)
    stale = lines((heads["stale"],) if any(one.stale for one in row.stated) else (), "quiet")
    said = tuple(
        PageLine(name=heads[column], text=one.text, depth=1)
        for column, cell in zip(GAP_COLUMNS, filled, strict=True)
        for one in cell
    )
    return PageRow(
        cells=(() if row.continues else requirement, rules, *filled),
        alone=(*(() if row.continues else requirement), *rules, *said, *stale),
        continues=row.continues,
    )
