"""The page of the measures of a relation: a table to send on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from policydiff.model.json_keys import JsonValue
from policydiff.model.reports import ReportOptions
from policydiff.relating.engine.relation import Relation, place_of
from policydiff.relating.engine.review.judged_measures import (
    STATUSES,
    DocumentPrints,
    measure_row_key,
)
from policydiff.relating.engine.review.measure_reviewing import carrying
from policydiff.relating.report import summary as relation_summary
from policydiff.relating.report.measures import (
    ArticleGroup,
    RelationMeasures,
    ShownAnswer,
    ShownMeasure,
)
from policydiff.relating.report.relation import RelationTable
from policydiff.relating.report.words import RELATION_WORDS, short_title
from policydiff.report import page
from policydiff.report.citations import quoted
from policydiff.report.html.environment import LinesHtml
from policydiff.report.html.leaf import LEAF_WORDS, LeafField, LeafHtml, LeafTool, leaf_of
from policydiff.report.pieces import neutral
from policydiff.report.sheets.data_rows import Cell, DataRows, columns

HEADS = ("serial", "measure", "answering-articles", "made-or-amended", "force", "checked-by")
"""The keys of the heads: 序号｜举措｜对应条文｜制定或修改时间｜力度｜核对人."""

SPANNED = 2
"""Columns that span the rows of one measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuresView(JsonValue):
    """The measures of a relation with their answers, without the articles' texts."""

    family: ClassVar[str] = "measures"

    relation: Relation


def measures_leaf(view: MeasuresView, options: ReportOptions) -> LeafHtml:
    """The leaf of the measures: a verdict of people on each measure and document."""
    relation, words = view.relation, LEAF_WORDS[options.language]
    verdicts = RELATION_WORDS[options.language]
    shown = measures_page(view, options, DocumentPrints.of(relation))
    fields = (
        *(
            LeafField(name="verdict", label=verdicts[f"measure-{status}"], value=status)
            for status in STATUSES
        ),
        *(LeafField(name=name, label=words[name]) for name in ("articles", "note")),
    )
    tool = LeafTool(
        into="td:last-child",
        fields=fields,
        folded=f"{words['articles']} · {words['note']}",
        about=words["judged-about"],
    )
    inner = LinesHtml(title=shown.title, shown=shown)
    return leaf_of(inner, view.family, (relation.left, *relation.right), (tool,), options)


def measures_page(
    view: MeasuresView, options: ReportOptions, prints: DocumentPrints | None = None
) -> page.Page:
    """The counts, a row for each measure and document that answers it, and notes.

    With `prints` its rows have the keys of a leaf.
    """
    table = RelationTable(view.relation, options.language)
    writer = _MeasureRows(RelationMeasures(table), prints)
    words, language = table.words, options.language
    columns = tuple(
        page.Column(head=words[key], wide=key in ("measure", "answering-articles")) for key in HEADS
    )
    method = relation_summary.method(view.relation, language)
    return page.Page(
        family=view.family,
        language=language,
        title=f"{neutral(view.relation.left.title)} · {words['measures-table']}",
        sections=(
            page.part(
                *page.lines(table.life_lines(), "bad"),
                page.line(writer.measures.headline, "strong"),
                *page.lines(writer.documents()),
            ),
            page.part(
                page.PageTable(
                    columns=columns, rows=tuple(writer.rows()), layout="records", spanned=SPANNED
                )
            ),
            page.part(page.line(words["marks"], "quiet")),
            page.PageSection(
                heading=page.line(words["method"], detail=True),
                blocks=(page.FactLines(lines=page.lines(method, "quiet")),),
            ),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=False)
class _MeasureRows:
    measures: RelationMeasures
    prints: DocumentPrints | None

    def documents(self) -> Iterator[str]:
        """A line for each document: its title, date and order in time."""
        table = self.measures.table
        yield from filter(None, (relation_summary.counted_note(table),))
        for name, laws in table.law_groups:
            yield from filter(None, (name,))
            for law in laws:
                when = relation_summary.law_when(law, table.language)
                yield f"{quoted(law.bare)}{table.words['colon']}{when}"

    def rows(self) -> Iterator[page.PageRow]:
        for serial, measure in enumerate(self.measures.all, 1):
            answers = [
                (answer, group)
                for answer in measure.answering
                for group in answer.groups or (None,)
            ]
            if not answers:
                yield self.keyed(self.nothing(serial, measure), measure, measure.nearest_answer)
            for index, (answer, group) in enumerate(answers):
                row = self.row(serial, measure, answer, group, continues=index > 0)
                first = group is None or group is answer.groups[0]
                yield self.keyed(row, measure, answer) if first else row

    def keyed(
        self, row: page.PageRow, measure: ShownMeasure, answer: ShownAnswer | None
    ) -> page.PageRow:
        """The row with the key of its measure and document, in a leaf."""
        if self.prints is None or answer is None:
            return row
        item, whole = self.prints.items[measure.item.eid], self.prints.wholes[answer.law.key]
        key = measure_row_key(item, measure.measure.span, whole)
        return replace(row, key=key, about=quoted(answer.law.short))

    def nothing(self, serial: int, measure: ShownMeasure) -> page.PageRow:
        found = self.measures.not_found(measure.nearest)
        why = tuple(self.measures.reasons(measure))
        checked = ", ".join(
            sorted({answer.checked_by for answer in measure.answers if answer.checked_by})
        )
        return page.PageRow(
            cells=(
                page.cell(str(serial)),
                page.cell(measure.text),
                (*page.cell(f"{measure.mark} {found}", "quiet"), *page.lines(why, "quiet")),
                (),
                (),
                page.cell(checked),
            ),
            alone=(
                page.line(f"{serial}  {measure.text}", "strong"),
                page.line(f"{measure.mark} {found}", "quiet"),
                *_indented(why),
            ),
        )

    def row(
        self,
        serial: int,
        measure: ShownMeasure,
        answer: ShownAnswer,
        group: ArticleGroup | None,
        *,
        continues: bool,
    ) -> page.PageRow:
        """The row of a measure and articles of one document of one origin and force."""
        words = self.measures.table.words
        title = quoted(short_title(answer.law.document)) + self.measures.table.ended(answer.law)
        names = self.measures.names(answer, group)
        made = self.measures.made(answer.law, group.origin if group else None)
        force = words[f"force-{group.force}"] if group and group.force else ""
        reason = "" if group in answer.groups[1:] else self.measures.why(answer)
        open_alone = answer.look == "to-check" and not reason
        status = f"{words['to-check']} " if open_alone else ""
        label = f"{answer.mark} {status}{title}{names}"
        facts = words["and"].join(filter(None, (made, force, answer.checked_by)))
        first = () if continues else (page.line(f"{serial}  {measure.text}", "strong"),)
        return page.PageRow(
            cells=(
                () if continues else page.cell(str(serial)),
                () if continues else page.cell(measure.text),
                (*page.cell(label), *page.lines((reason,), "quiet")),
                page.cell(made),
                page.cell(force),
                page.cell(answer.checked_by),
            ),
            alone=(
                *first,
                page.line(f"{label}{words['open']}{facts}{words['close']}"),
                *_indented((reason,)),
            ),
            continues=continues,
        )


def _indented(reasons: Iterable[str]) -> page.Lines:
    return tuple(replace(line, depth=1) for line in page.lines(reasons, "quiet"))


MEASURE_KEYS = (
    *("measure", "left", "span_begin", "span_end", "text", "right", "right_title", "ended"),
    "status",
    *("score", "reviewed", "reviewer", "stale", "disputed", "note"),
    *("article", "num", "grade", "named", "force", "origin", "article_text", "reason"),
)


def measure_rows(view: MeasuresView) -> DataRows:
    """A row for each measure, document and article that answers it.

    One where no article does has a row too. `measure`, `right` and `article` are the names that
    `policydiff review` takes.
    """
    table = RelationTable(view.relation, "en")
    rows = (
        row
        for measure in RelationMeasures(table).all
        for answer in measure.answers
        for row in _answer_rows(table, measure, answer)
    )
    return DataRows(keys=MEASURE_KEYS, rows=rows)


def _answer_rows(
    table: RelationTable, measure: ShownMeasure, shown: ShownAnswer
) -> Iterator[dict[str, Cell]]:
    answer, document = shown.answer, shown.law.document
    begin, end = measure.measure.span
    facts: dict[str, Cell] = {
        "measure": measure.name,
        "left": measure.measure.left,
        "span_begin": begin,
        "span_end": end,
        "text": measure.text,
        "right": answer.right,
        "right_title": document.title,
        "ended": shown.law.ended or None,
        **columns(answer, "status", "score", "reviewed", "reviewer", "stale", "disputed", "note"),
        "reason": shown.why("en") or None,
    }
    for article in carrying(answer) or (None,):
        place = None if article is None else place_of(document, article.eid, article.num)
        node = None if place is None else table.article(place)
        yield facts | {
            **columns(article, "num", "grade", "named", "force", "origin", article="eid"),
            **columns(node, article_text="text"),
        }
