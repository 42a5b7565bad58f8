"""The table of requirements beside the rules of one's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from policydiff.locale import Labels, Language
from policydiff.model.document import Document, blocks_in
from policydiff.model.json_keys import as_json
from policydiff.model.reports import ReportOptions
from policydiff.relating.engine.relation import (
    GAP_COLUMNS,
    ArticlePlace,
    GapColumn,
    Relation,
    StatedGap,
)
from policydiff.relating.engine.requirements.clauses import Bearers, bearers_of, read_clauses
from policydiff.relating.engine.requirements.findings import (
    FINDINGS,
    GapFinding,
    find_faults,
    weigh_words,
)
from policydiff.relating.engine.review.judged_gaps import requirement_row_key
from policydiff.relating.engine.review.judged_measures import DocumentPrints
from policydiff.relating.report import summary as relation_summary
from policydiff.relating.report.relation import NAMED, STATUSES, Law, RelationItem, RelationTable
from policydiff.relating.report.words import short_title
from policydiff.report import page
from policydiff.report.citations import quoted
from policydiff.report.html.environment import LinesHtml
from policydiff.report.html.leaf import LeafField, LeafHtml, LeafTool, leaf_of
from policydiff.report.pieces import neutral

GAP_WORDS = Labels(
    "requirements and rules",
    {
        "title": "{title} · Requirements and our rules",
        "sheet": "Requirements and rules",
        "exported-sheet": "As exported",
        "requirement": "Requirement",
        "rules": "Our rules",
        "findings": "Findings",
        "fulfilment": "How it is fulfilled",
        "gap": "Gap",
        "remedy": "Remedy",
        "department": "Department",
        "deadline": "Due",
        "none": "no corresponding article found",
        "more": "also: {articles}",
        "stale": "written of an earlier text",
        "counts": "Requirements that bind enterprises or anyone: {count}; with corresponding articles {covered}, in part {partly}, to be checked {to_check}, with none found {none} (words were compared; this does not judge if they are met). Filled in: {filled}.",
        "authorities-count": "Counted apart: {count} that bind authorities alone.",
        "nobody-count": "Counted apart: {count} that bind nobody (purpose, definition, right, penalty).",
        "authorities": "Duties of authorities",
        "outside": "{title}: {count} paragraphs outside of articles were not compared.",
        "finding-counts": "To be checked in corresponding articles: weaker numbers {weaker}, other numbers {number}, other actors {actor}, duties left open {duty}.",
        "weaker": "Weaker number: “{left}” required, “{right}” in {article}",
        "number": "Another number, please see the texts: “{left}” required, “{right}” in {article}",
        "actor": "Another actor: “{left}” required, “{right}” in {article}",
        "duty": "Required, but left open: “{left}”, in {article} “{right}”",
        "note": "The articles of our rules are found by comparing texts, and judged by people where they were reviewed; “no corresponding article found” says that these texts have none, not that the requirement is not met. Findings compare numbers with their limits, actors and words of duty in corresponding articles, by the words alone; where nothing is found, it is not said that the requirement is met. The last five columns are what people wrote.",
        "colon": ": ",
    },
)
"""The heads and sentences of this table alone."""

HEADS = ("requirement", "rules", "findings", *GAP_COLUMNS)
"""监管要求｜我司制度条款｜核对发现｜落实情况｜差距｜整改措施｜责任部门｜完成时限."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsView:
    """A relation as a table of requirements and the rules of one's own."""

    family: ClassVar[str] = "gaps"

    relation: Relation

    def to_dict(self) -> dict[str, Any]:
        """The relation as in the JSON contract, with requirements and findings."""
        table = GapTable(self.relation, "en")
        requirements = [
            {"left": item.eid, "binds": table.bearers[item.eid]} for item in table.items
        ]
        findings = [as_json(one) for found in table.findings.values() for one in found]
        return as_json(self.relation) | {"requirements": requirements, "findings": findings}


class GapTable(RelationTable):
    """A relation with whom each requirement binds, and what its rules lack."""

    @cached_property
    def bearers(self) -> Mapping[str, Bearers]:
        """The parties that each item binds, by eId."""
        return {item.eid: bearers_of(item.text, read_clauses(item.text)) for item in self.items}

    @cached_property
    def findings(self) -> Mapping[tuple[str, str], tuple[GapFinding, ...]]:
        """The findings on each item and document, by eId and key."""
        found: dict[tuple[str, str], tuple[GapFinding, ...]] = {}
        documents = (self.relation.left, *self.relation.right)
        weights = weigh_words(article for document in documents for article in document.articles)
        for item in self.items:
            clauses = read_clauses(item.text)
            for law, cell in zip(self.laws, item.cells, strict=True):
                rules = [(one, node) for one in cell.articles if (node := self.article(one))]
                if rules and self.bearers[item.eid] == "enterprises":
                    found[item.eid, law.key] = find_faults(item.eid, clauses, rules, weights)
        return {key: faults for key, faults in found.items() if faults}

    def binding(self, bearers: Bearers) -> tuple[RelationItem, ...]:
        """The items that bind these alone."""
        return tuple(item for item in self.items if self.bearers[item.eid] == bearers)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A requirement beside one document of our rules, best articles first."""

    item: RelationItem
    law: Law
    articles: tuple[ArticlePlace, ...]
    stated: tuple[StatedGap, ...]
    continues: bool = False
    to_check: bool = False

    def words(self, column: GapColumn, language: Language) -> tuple[str, ...]:
        """The words in a column, with names if several people differ."""
        found = {
            statement.reviewer: text
            for statement in self.stated
            if (text := statement.text(column))
        }
        if len(set(found.values())) < 2:
            return tuple(neutral(text) for text in set(found.values()))
        colon = GAP_WORDS[language]["colon"]
        return tuple(f"{neutral(name)}{colon}{neutral(text)}" for name, text in found.items())


def gap_rows(table: GapTable) -> Iterator[GapRow]:
    """The rows of each requirement, one for each document with an answer.

    Without any, the row is that of the first document. Requirements for authorities alone come
    last.
    """
    for item in sorted(table.items, key=lambda one: table.bearers[one.eid] == "authorities"):
        rows: list[GapRow] = []
        for law, cell in zip(table.laws, item.cells, strict=True):
            stated = tuple(
                gap for gap in table.relation.gaps if (gap.left, gap.right) == (item.eid, law.key)
            )
            if cell.articles or stated:
                row = GapRow(item=item, law=law, articles=cell.articles, stated=stated)
                rows.append(replace(row, to_check=cell.status == "to-check"))
        rows = rows or [
            GapRow(item=item, law=law, articles=(), stated=()) for law in table.laws[:1]
        ]
        for index, row in enumerate(rows):
            yield replace(row, continues=bool(index))


def gap_counts(table: GapTable, language: Language) -> tuple[str, ...]:
    """Counts of requirements and findings in sentences; authorities' separate."""
    heads, items = GAP_WORDS[language], table.binding("enterprises")
    filled = {gap.left for gap in table.relation.gaps}
    statuses = Counter(item.status for item in items)
    kinds = Counter(one.kind for found in table.findings.values() for one in found)
    apart = {
        "authorities-count": len(table.binding("authorities")),
        "nobody-count": len(table.binding("nobody")),
    }
    return (
        heads["counts"].format(
            count=len(items),
            filled=sum(item.eid in filled for item in table.items),
            **{status.replace("-", "_"): statuses[status] for status in STATUSES},
        ),
        *(heads[name].format(count=count) for name, count in apart.items() if count),
        heads["finding-counts"].format(**{kind: kinds[kind] for kind in FINDINGS}),
    )


def finding_lines(row: GapRow, table: GapTable) -> tuple[str, ...]:
    """The findings on a requirement and a document, with the words of both."""
    heads = GAP_WORDS[table.language]
    return tuple(
        heads[one.kind].format(
            left=neutral(one.words[0]), right=neutral(one.words[1]), article=table.label(one.right)
        )
        for one in table.findings.get((row.item.eid, row.law.key), ())
    )


def rule_lines(row: GapRow, table: GapTable) -> Iterator[tuple[str, str]]:
    """The name and text of each line of our rules: document, then articles."""
    heads = GAP_WORDS[table.language]
    title = quoted(row.law.short) + table.ended(row.law)
    if not row.articles:
        if not any(cell.articles for cell in row.item.cells):  # then all were searched in vain
            title += "".join(quoted(law.short) for law in table.laws if law != row.law)
        yield f"{title}{heads['none']}", ""
        return
    if row.to_check:
        title = f"{table.words['to-check']}{table.words['colon']}{title}"
    for index, article in enumerate(row.articles[:NAMED]):
        node = table.article(article)
        text = neutral(node.text) if node is not None else ""
        yield f"{'' if index else title}{table.name(article)}", text
    if more := table.names(row.articles[NAMED:]):
        yield heads["more"].format(articles=table.words["list"].join(more)), ""


def gaps_leaf(view: GapsView, options: ReportOptions) -> LeafHtml:
    """The leaf of the requirements: what people write into the last five columns."""
    relation, heads = view.relation, GAP_WORDS[options.language]
    shown = gaps_page(view, options, DocumentPrints.of(relation))
    tools = (
        LeafTool(
            into=f"td:nth-child({HEADS.index(name) + 1})",
            fields=(LeafField(name=name, label=heads[name]),),
            others=name == GAP_COLUMNS[-1],
        )
        for name in GAP_COLUMNS
    )
    inner = LinesHtml(title=shown.title, shown=shown)
    return leaf_of(inner, view.family, (relation.left, *relation.right), tools, options)


def gaps_page(
    view: GapsView, options: ReportOptions, prints: DocumentPrints | None = None
) -> page.Page:
    """The counts, a row for each requirement and document, and the notes.

    With `prints` its rows have the keys of a leaf.
    """
    language = options.language
    table = GapTable(view.relation, language)
    heads = GAP_WORDS[language]
    wide = ("requirement", "rules", "findings", "fulfilment", "remedy")
    columns = tuple(page.Column(head=heads[key], wide=key in wide) for key in HEADS)
    rows: tuple[list[page.PageRow], list[page.PageRow]] = ([], [])
    for row in gap_rows(table):
        key = ""
        if prints is not None:
            key = requirement_row_key(prints.items[row.item.eid], prints.wholes[row.law.key])
        made = replace(_row(row, table), key=key, about=quoted(row.law.short))
        rows[table.bearers[row.item.eid] == "authorities"].append(made)
    documents = (
        f"{quoted(law.bare)}{table.words['colon']}{relation_summary.law_date(law, language)}"
        for law in table.laws
    )
    known = page.lines(table.life_lines(), "bad")
    outside = _outside_lines(view.relation, heads)
    counts = gap_counts(table, language)
    authorities = page.PageSection(
        heading=page.line(heads["authorities"]),
        blocks=(page.PageTable(columns=columns, rows=tuple(rows[1]), layout="records"),),
    )
    return page.Page(
        family=view.family,
        language=language,
        title=heads["title"].format(title=neutral(view.relation.left.title)),
        sections=(
            page.part(
                *known,
                *page.lines(counts, "strong"),
                *page.lines(documents),
                *page.lines(outside, "doubt"),
            ),
            page.part(page.PageTable(columns=columns, rows=tuple(rows[0]), layout="records")),
            *((authorities,) if rows[1] else ()),
            page.PageSection(
                heading=page.line(table.words["method"], detail=True),
                blocks=(page.FactLines(lines=page.lines((heads["note"],), "quiet")),),
            ),
        ),
    )


def _outside_lines(relation: Relation, heads: Mapping[str, str]) -> Iterator[str]:
    """A line for each document with paragraphs that were not compared."""
    for document in (relation.left, *relation.right):
        if count := _outside(document):
            yield heads["outside"].format(title=quoted(short_title(document)), count=count)


def _outside(document: Document) -> int:
    parts = document.body, *(attachment.content for attachment in document.attachments)
    inside = sum(len(tuple(blocks_in((article,)))) for article in document.articles)
    return max(sum(len(tuple(blocks_in(part))) for part in parts) - inside, 0)


def _row(row: GapRow, table: GapTable) -> page.PageRow:
    """The row of a requirement and a document; the first of several has the text."""
    language = table.language
    heads = GAP_WORDS[language]
    requirement: page.Lines = (
        page.PageLine(
            text=(*page.words(row.item.name, "strong"), *page.words("\n" + neutral(row.item.text)))
        ),
    )
    rules = tuple(
        page.PageLine(text=(*page.words(name, "strong"), *page.words(f"\n{text}" if text else "")))
        for name, text in rule_lines(row, table)
    )
    found = page.lines(finding_lines(row, table), "doubt")
    filled = tuple(page.lines(row.words(column, language)) for column in GAP_COLUMNS)
    stale = page.lines(
        (heads["stale"],) if any(statement.stale for statement in row.stated) else (), "quiet"
    )
    said = tuple(
        page.PageLine(name=heads[column], text=one.text, depth=1)
        for column, cell in zip(GAP_COLUMNS, filled, strict=True)
        for one in cell
    )
    return page.PageRow(
        cells=(() if row.continues else requirement, rules, found, *filled),
        alone=(*(() if row.continues else requirement), *rules, *found, *said, *stale),
        continues=row.continues,
    )
