"""The page of a relation: counts, matrix, the articles of each item, method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from policydiff.locale import Language
from policydiff.model.reports import ReportOptions
from policydiff.relating.engine.relation import Instrument, Link, Relation
from policydiff.relating.report import summary as relation_summary
from policydiff.relating.report.marks import answered
from policydiff.relating.report.measures import RelationMeasures, ShownMeasure
from policydiff.relating.report.relation import (
    MARKS,
    Law,
    RelationCell,
    RelationItem,
    RelationTable,
    ShownStatus,
    stands_out,
)
from policydiff.relating.report.words import words_for
from policydiff.report.page import (
    Column,
    FactLines,
    Lines,
    List,
    Page,
    PageLine,
    PageRow,
    PageSection,
    PageTable,
    Role,
    cell,
    line,
    lines,
    part,
    words,
)
from policydiff.report.pieces import view

BEST = 5
"""Links of an item on a screen; the others are counted."""

TERMS = 8
"""Shared terms of a link."""

ROLES: dict[ShownStatus, Role] = {
    "covered": "good",
    "partly": "good",
    "to-check": "doubt",
    "none": "quiet",
}


def relation_page(relation: Relation, options: ReportOptions) -> Page:
    """The whole page of a relation."""
    return _PageBuilder(relation=relation, language=options.language).page()


@dataclass(slots=True, kw_only=True)
class _PageBuilder:
    relation: Relation
    language: Language
    table: RelationTable = field(init=False)
    measures: RelationMeasures = field(init=False)
    labels: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.table = RelationTable(self.relation, self.language)
        self.measures = RelationMeasures(self.table)
        self.labels = dict(words_for(self.relation, self.language))

    def page(self) -> Page:
        return Page(
            family="relation",
            language=self.language,
            title=relation_summary.title(self.relation, self.language),
            sections=(
                self.head(),
                self.laws(),
                self.matrix(),
                part(line(self.labels["marks"], "quiet")),
                PageSection(
                    heading=line(self.labels["detail"], detail=True),
                    blocks=tuple(map(self.item, self.table.items)),
                ),
                *self.instruments(),
                *self.only_right(),
                self.method(),
            ),
        )

    def head(self) -> PageSection:
        facts = relation_summary.facts(self.relation.left, self.language)
        return part(
            line(self.labels["list"].join(facts)),
            *lines(self.table.life_lines(), "bad"),
            line(relation_summary.headline(self.table), "strong"),
            *lines((self.measures.headline,), "strong"),
            *lines((relation_summary.counted_note(self.table),)),
        )

    def laws(self) -> PageSection:
        unanswered = line(relation_summary.unanswered_line(self.table), "strong")
        unsettled = relation_summary.unsettled_line(self.table)
        return part(*self.law_tables(), unanswered, *lines((unsettled,), "doubt"))

    def law_tables(self) -> Iterator[PageLine | PageTable]:
        columns = (Column(head=""), Column(head="", wide=True))
        for name, laws in self.table.law_groups:
            yield from lines((name,), "strong")
            yield PageTable(columns=columns, rows=tuple(map(self.law, laws)), layout="list")

    def law(self, law: Law) -> PageRow:
        when = relation_summary.law_when(law, self.language)
        counts = line(relation_summary.law_counts(law, self.labels))
        return PageRow(
            cells=(cell(law.letter), (PageLine(name=law.short, text=words(when)), counts))
        )

    def matrix(self) -> PageSection:
        columns = (
            Column(head="", cut=True),
            *(Column(head=law.letter) for law in self.table.laws),
        )
        rows = (
            PageRow(
                cells=(
                    cell(item.name),
                    *map(self.matrix_cell, item.cells),
                )
            )
            for item in self.table.items
        )
        return PageSection(
            heading=line(self.labels["matrix"], detail=True),
            blocks=(PageTable(columns=columns, rows=tuple(rows)),),
        )

    def matrix_cell(self, cell: RelationCell) -> Lines:
        """The mark, and the articles if there is room for them."""
        articles = line(self.table.named(cell), detail=True)
        return (line(cell.mark, ROLES[cell.status]), *((articles,) if articles.text else ()))

    def item(self, item: RelationItem) -> PageSection:
        found = [link for link in item.links if stands_out(link, self.relation)]
        below = len(item.links) - len(found)
        return PageSection(
            heading=line(f"{MARKS[item.status]} {item.name}", ROLES[item.status]),
            blocks=(
                PageLine(text=words(item.text), role="quote", detail=True),
                *self.item_measures(item),
                *([self.links(item, found)] if found else self.nothing(item)),
                *([line(self.labels["below"].format(count=below), detail=True)] if below else []),
            ),
        )

    def item_measures(self, item: RelationItem) -> Iterator[PageTable]:
        rows = (
            PageRow(cells=(cell(measure.name), tuple(self.measure(measure))))
            for measure in self.measures.of(item)
        )
        table = PageTable(
            columns=(Column(head=""), Column(head="", wide=True)), rows=tuple(rows), layout="list"
        )
        if table.rows:
            yield table

    def measure(self, measure: ShownMeasure) -> Iterator[PageLine]:
        yield PageLine(text=words(f"{measure.mark} {measure.text}", ROLES[measure.look]))
        for one in measure.answering:
            law = f"{one.law.short}{self.table.ended(one.law)}"
            answer = f"{one.mark} {law} {self.measures.articles(one)}".strip()
            yield PageLine(text=words(answer), depth=1)
            yield from map(self.why_line, filter(None, (self.measures.why(one),)))
            yield from self.judged(self.measures.judged(one))
        for one in measure.answers:
            if one not in measure.answering and (judged := self.measures.judged(one)):
                yield from self.judged(f"{one.mark} {one.law.short} {judged}")
        if not measure.answering:
            yield PageLine(
                text=words(self.measures.not_found(measure.nearest)), role="quiet", depth=1
            )
            yield from map(self.why_line, self.measures.reasons(measure))

    def judged(self, judgement: str) -> Iterator[PageLine]:
        if judgement:
            yield PageLine(text=words(judgement), role="quiet", depth=1)

    def why_line(self, reason: str) -> PageLine:
        return PageLine(text=words(reason), role="quote", depth=2)

    def links(self, item: RelationItem, found: list[Link]) -> PageTable:
        return PageTable(
            columns=(Column(head=""), Column(head="", wide=True)),
            rows=tuple(
                PageRow(cells=(cell(self.letter(link)), tuple(self.link(item, link))))
                for link in found
            ),
            layout="list",
            most=BEST,
            more=self.labels["more-links"].format(count=len(found) - BEST),
        )

    def nothing(self, item: RelationItem) -> tuple[PageLine, ...]:
        """A line for an unanswered item: search and nearest; none with measures."""
        if self.measures.of(item):
            return ()
        nearest = (link.right for link in item.links if link.status == "suggested")
        return (line(self.measures.not_found(nearest), "quiet"),)

    def letter(self, link: Link) -> str:
        """The letter of the document of a link."""
        law = self.table.law(link.right)
        return law.letter if law else ""

    def place(self, link: Link) -> str:
        law = self.table.law(link.right)
        title = law.short if law else link.right.document
        return f"{title}{self.table.ended(law)} {self.table.name(link.right)}"

    def link(self, item: RelationItem, link: Link) -> Iterator[PageLine]:
        number = answered(item.text, link.sentence)
        remarks = list(relation_summary.flags(link, self.labels))
        remarks += [self.labels["answers"].format(number=number)] if number else []
        place = words(self.place(link), "strong")
        yield PageLine(text=(*place, *words(f"  {self.labels['list'].join(remarks)}")))
        if link.evidence:
            terms = relation_summary.terms(link, self.language, TERMS)
            yield PageLine(name=self.labels["terms"], text=words(terms), role="quiet")
        if link.edits:
            redline = view(link.edits, "both")
            yield PageLine(name=self.labels["wording"], text=redline, detail=True)
        yield from lines(relation_summary.judged(link, self.language), "quiet")

    def instruments(self) -> Iterator[PageSection]:
        if self.relation.instruments:
            keys = ("named-in", "instrument", "became", "sources")
            table = PageTable(
                columns=tuple(Column(head=self.labels[key]) for key in keys),
                rows=tuple(map(self.instrument, self.relation.instruments)),
                layout="records",
            )
            yield PageSection(heading=line(self.labels["instruments"], "strong"), blocks=(table,))

    def instrument(self, found: Instrument) -> PageRow:
        item = self.table.by_eid.get(found.left)
        where = item.label if item else found.left
        named, fate = relation_summary.named(found), relation_summary.fate(found, self.language)
        sources = self.labels["and"].join(found.sources)
        return PageRow(
            cells=(cell(where), cell(named), cell(fate), cell(sources)),
            alone=cell(f"{where}  {named} → {fate}"),
        )

    def only_right(self) -> Iterator[PageSection]:
        lists = [(law, places) for law in self.table.laws if (places := self.table.only_right(law))]
        if lists:
            note = relation_summary.only_right_note(self.relation, self.language)
            yield PageSection(
                heading=line(self.labels["articles-nobody-announced"], "strong"),
                blocks=(
                    List(
                        lines=tuple(
                            PageLine(
                                name=self.labels["only-right"].format(
                                    law=f"{law.short}{self.table.ended(law)}", count=len(places)
                                ),
                                text=words(self.labels["list"].join(map(self.table.name, places))),
                            )
                            for law, places in lists
                        )
                    ),
                    line(note, "quiet", detail=True),
                ),
            )

    def method(self) -> PageSection:
        return PageSection(
            heading=line(self.labels["method"], detail=True),
            blocks=(
                FactLines(
                    lines=lines(relation_summary.method(self.relation, self.language), "quiet")
                ),
            ),
        )
