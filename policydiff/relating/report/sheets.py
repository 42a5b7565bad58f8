"""The sheets of the workbook of a relation: links and measures to review, others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from policydiff.locale import Language, translate
from policydiff.model.comparison import Span
from policydiff.model.reports import ReportOptions
from policydiff.relating.engine.relation import GAP_COLUMNS, Link, Relation
from policydiff.relating.report import summary as relation_summary
from policydiff.relating.report.gaps_page import GAP_WORDS, GapsView, GapTable, gap_rows, gaps_page
from policydiff.relating.report.marks import left_spans, number_terms, right_spans, stretches
from policydiff.relating.report.measures import RelationMeasures, ShownAnswer, ShownMeasure
from policydiff.relating.report.measures_page import MeasuresView, measures_page
from policydiff.relating.report.offers import offer_line
from policydiff.relating.report.relation import MARKS, RelationItem, RelationTable, ShownStatus
from policydiff.relating.report.words import RELATION_WORDS, words_for
from policydiff.report.moments import moment_of, newest_date
from policydiff.report.sheets.book import BOLD, CENTRED, WRAPPED, Book, ListSheet, Look, Value
from policydiff.report.sheets.page import write_page
from policydiff.report.sheets.runs import CellRun

VERDICTS = ("confirmed", "rejected", "unsure")
"""The verdicts of a reviewer on a link, by the keys of their words."""

MEASURE_VERDICTS = ("measure-answered", "measure-partly", "measure-none")
"""The verdicts of a reviewer on a measure and a document."""

_FILLS: Mapping[ShownStatus, Look] = {
    "covered": {"bg_color": "#9DC3E6", "bold": True},
    "partly": {"bg_color": "#DDEBF7"},
    "to-check": {"bg_color": "#FFF2CC"},
    "none": {"font_color": "#7F7F7F"},
}
_VERDICT_FILLS = ("#E2EFDA", "#FCE4E4", "#FFF2CC")


def write_relation(book: Book, relation: Relation, options: ReportOptions) -> None:
    """Write the sheets for a review."""
    _describe(book, relation, options)
    Sheets(book, relation, options.language).write()


def write_measures(book: Book, view: MeasuresView, options: ReportOptions) -> None:
    """Write the measures as one sheet."""
    _describe(book, view.relation, options)
    write_page(
        book, measures_page(view, options), RELATION_WORDS[options.language]["measures-sheet"]
    )


def write_gaps(book: Book, view: GapsView, options: ReportOptions) -> None:
    """Write requirements, and people's words on a hidden sheet, to detect changes."""
    words = GAP_WORDS[options.language]
    _describe(book, view.relation, options)
    write_page(book, gaps_page(view, options), words["sheet"])
    rows = (
        (
            *(row.item.name, row.law.short),
            *("\n".join(row.words(column, options.language)) for column in GAP_COLUMNS),
        )
        for row in gap_rows(GapTable(view.relation, options.language))
    )
    book.hidden(words["exported-sheet"], ("item", "law", *GAP_COLUMNS), rows)


def _describe(book: Book, relation: Relation, options: ReportOptions) -> None:
    """Name the file by the relation, and date it by its newest text."""
    title = relation_summary.title(relation, options.language)
    day = newest_date((relation.left, *relation.right))
    book.describe(title, options.signer, moment_of(options, day))


class Sheets:
    """Writes all sheets of one relation into one workbook."""

    def __init__(self, book: Book, relation: Relation, language: Language) -> None:
        self.book = book
        self.relation = relation
        self.language: Language = language
        self.words = words_for(relation, language)
        self.table = RelationTable(relation, language)
        self.measures = RelationMeasures(self.table)

    def write(self) -> None:
        """Write the sheets in their order."""
        self.links()
        if measures := self.measures.all:
            self.measure_rows(measures)
        self.coverage()
        self.only_right()
        self.instruments()
        self.about()

    def list(self, name: str, heads: Iterable[tuple[str, float]], *, frozen: int) -> ListSheet:
        """A new sheet; its columns are named by the keys of their words."""
        return ListSheet(
            self.book,
            self.words[name],
            ((self.words[key], width) for key, width in heads),
            frozen=frozen,
        )

    def close(self, sheet: ListSheet) -> None:
        """Finish a sheet."""
        sheet.close(relation_summary.title(self.relation, self.language), self.words["page"])

    def links(self) -> None:
        """A row for each link with the answered sentence; the reviewer's columns last."""
        heads = (
            ("serial", 5),
            ("item-number", 6),
            ("item", 14),
            ("sentence", 36),
            ("law", 16),
            ("article-number", 10),
            ("article-text", 40),
        )
        facts = (
            ("link-status", 8),
            ("grade", 9),
            ("terms", 22),
            ("wording", 9),
            ("order", 7),
            ("made-or-amended", 15),
            ("force", 7),
            ("remark", 16),
        )
        mine = (("verdict", 9), ("verdict-grade", 9), ("comment", 18))
        sheet = self.list("links-sheet", (*heads, *facts, *mine), frozen=3)
        first = len(heads) + len(facts)
        for item in self.table.items:
            for link in (link for cell in item.cells for link in cell.links):
                sheet.row(self.link(sheet.last + 1, item, link))
        self.choices(sheet, first)
        self.close(sheet)

    def link(self, serial: int, item: RelationItem, link: Link) -> tuple[Value, ...]:
        """The cells of one link."""
        words = self.words
        law, node = self.table.law(link.right), self.table.article(link.right)
        numbers = number_terms([link])
        text = node.text if node is not None else ""
        begin, end = link.sentence or (0, len(item.text))
        marked = (
            ((left - begin, right - begin), number)
            for (left, right), number in left_spans([link], numbers)
        )
        flags = (words[name] for name in relation_summary.to_check(link))
        ended = (law.ended,) if law and law.ended else ()
        return (
            serial,
            item.label,
            item.heading,
            bold(item.text[max(begin, 0) : end].rstrip(), marked),
            law.short if law else link.right.document,
            self.table.name(link.right),
            bold(text, right_spans(link, numbers)),
            words[link.status],
            "" if link.grade is None else f"{link.grade} {words[f'grade-{link.grade}']}",
            relation_summary.terms(link, self.language),
            "" if link.wording is None else words[link.wording],
            law.order_word if law else "",
            self.measures.made(law, link.origin) if law and link.origin else "",
            "" if link.force is None else words[f"force-{link.force}"],
            "\n".join((*ended, *flags, *relation_summary.judged(link, self.language))),
            "",
            "",
            "",
        )

    def measure_rows(self, measures: Iterable[ShownMeasure]) -> None:
        """A row for each measure and document; the reviewer's columns stand at the end."""
        heads = (
            ("serial", 5),
            ("item-number", 6),
            ("measure", 44),
            ("law", 16),
            ("text-of", 11),
            ("status", 9),
            ("answering-articles", 26),
            ("why", 44),
            ("made-or-amended", 16),
            ("force", 8),
            ("remark", 16),
            ("offers", 24),
        )
        mine = (("verdict", 9), ("named-articles", 16), ("verdict-grade", 9), ("comment", 18))
        sheet = self.list("measures-sheet", (*heads, *mine), frozen=3)
        for measure in measures:
            for answer in measure.answers:
                sheet.row(self.measure(sheet.last + 1, measure, answer))
        self.choices(sheet, len(heads), MEASURE_VERDICTS, grade=len(heads) + 2)
        self.close(sheet)

    def measure(self, serial: int, measure: ShownMeasure, answer: ShownAnswer) -> tuple[Value, ...]:
        """The cells of one measure and document; a line for each group of articles."""
        words, groups = self.words, answer.groups
        ended = (answer.law.ended,) if answer.law.ended else ()
        return (
            serial,
            measure.item.label,
            measure.text,
            answer.law.short,
            answer.law.date or "",
            words[answer.word_key],
            "\n".join(words["list"].join(group.names) for group in groups),
            self.measures.why(answer),
            "\n".join((*ended, *(self.measures.made(answer.law, one.origin) for one in groups))),
            "\n".join(words[f"force-{one.force}"] if one.force else "—" for one in groups),
            self.measures.judged(answer),
            "\n".join(self.offers(answer)),
            *("",) * 4,
        )

    def offers(self, answer: ShownAnswer) -> Iterator[str]:
        """A line for each judgement of a like pair on offer."""
        nums = {article.eid: article.num for article in answer.law.document.articles}
        left = self.relation.left.title
        return (offer_line(offer, left, nums, self.language) for offer in answer.answer.offers)

    def choices(
        self,
        sheet: ListSheet,
        first: int,
        names: Iterable[str] = VERDICTS,
        grade: int | None = None,
    ) -> None:
        """The choices of a reviewer in the columns for the verdict and the grade.

        A verdict colours its cell. The grade stands beside it unless `grade` is another column.
        """
        verdicts = [self.words[name] for name in names]
        message = self.words["verdict-only"].format(verdicts=self.words["list"].join(verdicts))
        sheet.choices(first, verdicts, title=self.words["verdict"], message=message)
        sheet.choices(
            grade or first + 1, [1, 2], title=self.words["grade"], message=self.words["grade-only"]
        )
        sheet.colours(first, dict(zip(verdicts, _VERDICT_FILLS, strict=True)))

    def coverage(self) -> None:
        """Items with their whole texts as rows, documents as columns, the counts below."""
        words = self.words
        heads = (
            (words["item-number"], 6),
            (words["item"], 20),
            (words["item-text"], 44),
            (words["overall"], 10),
        )
        laws = (
            ("\n".join(filter(None, (law.short, when, law.group))), 18)
            for law in self.table.laws
            for when in (relation_summary.law_when(law, self.language),)
        )
        sheet = ListSheet(self.book, words["coverage-sheet"], (*heads, *laws), frozen=2)
        for item in self.table.items:
            statuses = (item.status, *(cell.status for cell in item.cells))
            looks = {
                place: {**CENTRED, **_FILLS[status]} for place, status in enumerate(statuses, 3)
            }
            marks = (MARKS[item.status], *map(self.table.marked, item.cells))
            sheet.row((item.label, item.heading, item.text, *marks), looks)
        self.close(sheet)
        counts = [self.table.counts, *(law.counts for law in self.table.laws)]
        for index, status in enumerate(_FILLS, sheet.last + 2):
            self.book.text(sheet.sheet, index, 1, words[status], WRAPPED, BOLD)
            for column, found in enumerate(counts, 3):
                sheet.sheet.write_number(
                    index, column, found[status], self.book.look(WRAPPED, CENTRED)
                )
        self.book.text(sheet.sheet, sheet.last + len(_FILLS) + 3, 1, words["marks"], {})

    def only_right(self) -> None:
        """The articles without an item, with their texts."""
        sheet = self.list(
            "rest-sheet",
            (("law", 24), ("article-number", 18), ("article-text", 80), ("comment", 24)),
            frozen=2,
        )
        for law in self.table.laws:
            for place in self.table.only_right(law):
                node = self.table.article(place)
                sheet.row(
                    (
                        f"{law.short}{self.table.ended(law)}",
                        self.table.name(place),
                        node.text if node is not None else "",
                        "",
                    )
                )
        self.close(sheet)

    def instruments(self) -> None:
        """The named instruments with the fate of each."""
        heads = (
            ("item-number", 6),
            ("action", 10),
            ("instrument", 30),
            ("resolved", 30),
            ("status", 10),
            ("became", 34),
            ("authority", 20),
        )
        more = (
            ("number", 18),
            ("adopted-date", 12),
            ("promulgated", 12),
            ("in-force-date", 12),
            ("sources", 30),
            ("note", 24),
        )
        sheet = self.list("instruments-sheet", (*heads, *more), frozen=3)
        for instrument in self.relation.instruments:
            item = self.table.by_eid.get(instrument.left)
            status = relation_summary.fate_word(instrument, self.language)
            events = "\n".join(relation_summary.events(instrument, self.language))
            dates = (instrument.adopted, instrument.promulgated, instrument.in_force)
            first = (
                item.label if item else instrument.left,
                instrument.action,
                instrument.name,
                instrument.title,
                status,
                events,
            )
            note = translate(instrument.note, self.language) if instrument.note else ""
            note = "\n".join(
                filter(None, (relation_summary.stated(instrument, self.language), note))
            )
            sheet.row(
                (
                    *first,
                    instrument.authority,
                    instrument.number,
                    *dates,
                    "\n".join(instrument.sources),
                    note,
                )
            )
        self.close(sheet)

    def about(self) -> None:
        """Both sides, the counts, and the origin of scores and thresholds."""
        words = self.words
        lines = [
            relation_summary.title(self.relation, self.language),
            words["list"].join(relation_summary.facts(self.relation.left, self.language)),
        ]
        for law in self.table.laws:
            facts = words["list"].join(relation_summary.facts(law.document, self.language))
            lines.append(
                f"{law.title}{words['colon']}{facts}{words['and']}{relation_summary.law_counts(law, self.words)}"
            )
        lines += self.table.life_lines()
        lines += [
            relation_summary.headline(self.table),
            *filter(None, (self.measures.headline, relation_summary.counted_note(self.table))),
            relation_summary.unanswered_line(self.table),
            *filter(None, (relation_summary.unsettled_line(self.table),)),
            *relation_summary.method(self.relation, self.language),
            words["for-link-reviewers"],
        ]
        self.book.notes(words["facts-sheet"], lines, BOLD)


def bold(text: str, spans: Iterable[tuple[Span, int]]) -> tuple[CellRun, ...]:
    """A text with its marked stretches in bold."""
    return tuple(
        CellRun(mark="heading" if part.numbers else "plain", text=part.text)
        for part in stretches(text, spans)
    )
