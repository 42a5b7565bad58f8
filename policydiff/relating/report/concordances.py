"""The page of numbers: those of one side with their counterparts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatch

from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.comparison_page import version_facts
from policydiff.comparing.report.table.concordance import NONE, Line, concordance, heads
from policydiff.comparing.report.table.digest import FIRST_WORDS
from policydiff.model.reports import ReportOptions
from policydiff.relating.engine.relation import ArticlePlace, Link, Relation, closeness
from policydiff.relating.report import summary as relation_summary
from policydiff.relating.report.measures_page import MeasuresView, measure_rows
from policydiff.relating.report.relation import RelationItem, RelationTable, stands_out
from policydiff.relating.report.summary import law_when
from policydiff.report import page
from policydiff.report.pieces import neutral
from policydiff.report.sheets.data_rows import Cell, DataRows, columns, rows_html


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """The lines of one relation; with `letters` its documents are A, B, …"""

    table: RelationTable
    letters: bool = False

    def heads(self) -> Line:
        """The heads of the columns."""
        keys = ("article-number", "corresponding", "how", "heading-or-beginning")
        number, others, how, beginning = (self.table.words[key] for key in keys)
        return number, others, how, beginning

    def legend(self) -> Iterator[str]:
        """The documents with their letters."""
        words, laws = self.table.words, self.table.laws
        lettered = len(laws) > 1 and self.letters
        yield from () if lettered else self.table.life_lines()
        for law in laws if lettered else ():
            when = law_when(law, self.table.language)
            yield f"{law.letter}  {law.title}{words['open']}{when}{words['close']}"

    def lines(self) -> Iterator[Line]:
        """A line for each article of the left in order, then for others of the right."""
        yield from map(self._item, self.table.items)
        for law in self.table.laws:
            yield from map(self._only_right, self.table.only_right(law))

    def _item(self, item: RelationItem) -> Line:
        words = self.table.words
        if self.table.relation.measures:
            unsettled = item.status == "to-check"
            cells = [cell for cell in item.cells if unsettled or cell.status != "to-check"]
            places = [place for cell in cells for place in cell.articles]
            others = words["list"].join(map(self._name, places)) or NONE
            return item.label, others, words[item.status], _beginning(item.heading, item.text)
        links = sorted(
            (link for link in item.links if stands_out(link, self.table.relation)),
            key=closeness,
            reverse=True,
        )
        others = words["list"].join(self._name(link.right) for link in links) or NONE
        how = words[self._how(links[0]) if links else "unmatched"]
        return item.label, others, how, _beginning(item.heading, item.text)

    def _how(self, link: Link) -> str:
        counterparts = self.table.relation.kind == "counterparts"
        return link.wording or ("same-subject" if counterparts else link.status)

    def _name(self, place: ArticlePlace) -> str:
        law, label = self.table.law(place), self.table.label(place)
        if law is None or len(self.table.laws) == 1:
            return label + self.table.ended(law)
        return f"{law.letter if self.letters else law.short} {label}{self.table.ended(law)}"

    def _only_right(self, place: ArticlePlace) -> Line:
        article = self.table.article(place)
        beginning = ("", "") if article is None else (neutral(article.heading or ""), article.text)
        return (
            NONE,
            self._name(place),
            self.table.words["unmatched"],
            _beginning(*beginning),
        )


def _beginning(heading: str, text: str) -> str:
    """The heading, else the first words."""
    words = heading or " ".join(neutral(text).split())
    return words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS] + "…"


@singledispatch
def concordance_page(value: object, options: ReportOptions, *, letters: bool = True) -> page.Page:
    """A table with a row for each article.

    With `letters` several documents of the right are called A, B, … Raises `TypeError` for a value
    without one.
    """
    del options, letters
    message = f"there is no concordance of a {type(value).__name__}"
    raise TypeError(message)


@concordance_page.register
def _of_comparison(
    view: ComparisonView, options: ReportOptions, *, letters: bool = True
) -> page.Page:
    del letters
    return page.Page(
        family=view.family,
        language=options.language,
        title=view.title,
        sections=(
            page.part(page.FactLines(lines=version_facts(view, options.language))),
            _numbers(heads(view, options), concordance(view, options)),
        ),
    )


@concordance_page.register
def _of_relation(relation: Relation, options: ReportOptions, *, letters: bool = True) -> page.Page:
    found = Concordance(table=RelationTable(relation, options.language), letters=letters)
    legend: tuple[page.Block, ...] = page.lines(found.legend())
    return page.Page(
        family=relation.family,
        language=options.language,
        title=relation_summary.title(relation, options.language),
        sections=(
            *((page.part(*legend),) if legend else ()),
            _numbers(found.heads(), found.lines()),
        ),
    )


def _numbers(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> page.PageSection:
    """The table; its heading or first words may be cut short."""
    last = len(heads) - 1
    columns = tuple(page.Column(head=head, cut=index == last) for index, head in enumerate(heads))
    return page.part(
        page.PageTable(
            columns=columns,
            rows=tuple(
                page.PageRow(
                    cells=tuple(map(page.cell, texts)),
                    alone=page.cell(f"{texts[0]} → {texts[1]}  {'  '.join(texts[2:])}"),
                )
                for texts in rows
            ),
        )
    )


LINK_KEYS = (
    *("left", "num", "text", "right", "right_title", "ended", "article", "right_num"),
    "article_text",
    *("score", "share", "status", "grade", "reviewer", "stale", "disputed", "note"),
    *("wording", "force", "origin"),
)


def link_rows(relation: Relation) -> DataRows:
    """A row for each link, by the ids that `policydiff review` takes."""
    table = RelationTable(relation, "en")
    return DataRows(keys=LINK_KEYS, rows=(_link_row(table, link) for link in relation.links))


def _link_row(table: RelationTable, link: Link) -> dict[str, Cell]:
    item, article = table.by_eid.get(link.left.eid), table.article(link.right)
    law = table.law(link.right)
    return {
        "ended": (law and law.ended) or None,
        **columns(link.left, "num", left="eid"),
        **columns(item, "text"),
        **columns(link.right, right="document", right_title="title", article="eid"),
        **columns(link.right, right_num="num"),
        **columns(article, article_text="text"),
        **columns(link, *LINK_KEYS[9:]),
    }


def notebook_html(relation: Relation) -> str:
    """The measures of a relation with their answers, else its links, for a notebook."""
    keys: tuple[str, ...] = (
        *("num", "text", "right_title", "right_num", "article_text", "score", "status"),
    )
    rows = link_rows(relation)
    if relation.measures:
        keys = ("measure", "text", "right_title", "status", "num", "article_text")
        rows = measure_rows(MeasuresView(relation=relation))
    return rows_html(relation_summary.title(relation, "zh"), DataRows(keys=keys, rows=rows.rows))
