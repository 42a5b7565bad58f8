"""The page of a consolidation: what is left, items beside clauses, consequences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from policydiff.amending.engine.operations import Consolidation, Difference
from policydiff.amending.report import lines as consolidation_lines
from policydiff.amending.report.consolidation import (
    ChangedClause,
    ConsolidationView,
    ItemChanges,
    RenumberingRun,
    read_sheet,
)
from policydiff.amending.report.words import CONSOLIDATION_WORDS
from policydiff.comparing.report.table.comparison_page import provisions, unified
from policydiff.comparing.report.table.extracts import short, short_paragraphs
from policydiff.locale import Language
from policydiff.model.reports import ReportOptions
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
    Text,
    cell,
    line,
    lines,
    listed,
    part,
    words,
)
from policydiff.report.pieces import neutral
from policydiff.report.rows import ComparisonRow, Gap

STATUS_ROLES: dict[str, Role] = {"applied": "good", "failed": "bad", "unparsed": "bad"}


def consolidation_page(result: Consolidation, options: ReportOptions) -> Page:
    """The whole page of a decision that was carried out."""
    language = options.language
    sheet = read_sheet(result, options)
    parts = SheetParts(sheet=sheet)
    texts = FactLines(
        lines=tuple(
            text_fact(text, language) for text in consolidation_lines.texts(result, language)
        )
    )
    summary = [line(consolidation_lines.counts_line(result, language), "strong")]
    if others := consolidation_lines.others_line(result, language):
        summary.append(line(others, detail=True))
    if verdict := consolidation_lines.verified(result, language):
        good = not consolidation_lines.differences(result)
        summary.append(line(verdict.rstrip("：:"), "good" if good else "bad"))
    return Page(
        family="consolidation",
        language=language,
        title=consolidation_lines.title(result, language),
        sections=(part(texts), *parts.sections(consolidation_lines.differences(result))),
        summary=tuple(summary),
    )


def text_fact(text: consolidation_lines.ConsolidationText, language: Language) -> PageLine:
    """One of the texts: its title, and its other facts."""
    facts = CONSOLIDATION_WORDS[language]["list"].join(text.facts)
    return PageLine(name=text.name, text=words("  ".join(filter(None, (text.title, facts)))))


@dataclass(slots=True, kw_only=True)
class SheetParts:
    """Makes the sections of one decision that have content."""

    sheet: ConsolidationView
    language: Language = field(init=False)
    labels: dict[str, str] = field(init=False)
    touching: dict[int, tuple[ItemChanges, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Compute once the values that every section needs."""
        self.language = self.sheet.options.language
        self.labels = dict(CONSOLIDATION_WORDS[self.language])
        self.touching = self.sheet.touching()

    def sections(self, differences: tuple[Difference, ...], *more: str) -> tuple[PageSection, ...]:
        """All sections; `more` are further remarks on the republished text."""
        doubts = (
            consolidation_lines.doubt_line(item, text, self.language)
            for item, text in consolidation_lines.doubts(self.sheet)
        )
        return (
            *self.troubles(),
            *listed(self.labels["doubts"], map(_one_line, doubts), "doubt"),
            *self.items(),
            *self.followed(),
            *self.verification(differences, more),
            *listed(
                self.labels["besides"], consolidation_lines.other_works_lines(self.sheet), "strong"
            ),
            *listed(self.labels["context-heads"], map(_one_line, self.sheet.context), "strong"),
        )

    def troubles(self) -> Iterator[PageSection]:
        """The operations that were not carried out."""
        if self.sheet.troubles:
            found = tuple(
                PageLine(
                    mark="bad",
                    role="bad",
                    text=(
                        *words(consolidation_lines.item_name(item, self.language), "strong"),
                        *words(
                            f"  {_one_line(consolidation_lines.trouble_words(operation, self.language))}"
                        ),
                    ),
                )
                for item, operation in self.sheet.troubles
            )
            yield PageSection(
                heading=line(self.labels["troubles"], "bad"),
                blocks=(line(self.labels["troubles-told"], detail=True), List(lines=found)),
            )

    def items(self) -> Iterator[PageSection]:
        """The items beside the clauses that they change."""
        keys = ("item", "before", "after", "note")
        rows = [
            row
            for found in self.sheet.grouped_lines()
            for row in (
                map(self.quiet, found.lines)
                if isinstance(found, RenumberingRun)
                else self.item(found)
            )
        ]
        if rows:
            columns = tuple(Column(head=self.labels[key], wide=key != "note") for key in keys)
            yield part(PageTable(columns=columns, rows=tuple(rows), layout="records"))

    def quiet(self, item: ItemChanges) -> PageRow:
        """An item that only renumbers."""
        name = consolidation_lines.quiet_name(item, self.language)
        applied, only = self.labels["applied"], self.labels["only-renumbers"]
        number = consolidation_lines.item_name(item, self.language)
        return PageRow(
            cells=(lines(item.item.words), cell(name), (), cell(only)),
            alone=(
                PageLine(
                    mark="change",
                    role="quiet",
                    text=words(f"{number}  {applied}  {only}  {name}"),
                ),
            ),
            role="quiet",
        )

    def item(self, item: ItemChanges) -> Iterator[PageRow]:
        """A row for each clause that an item changes, its words beside the first."""
        number = words(consolidation_lines.item_name(item, self.language), "strong")
        for place, entry in enumerate(item.entries):
            lead = self.done(entry)
            first = PageLine(mark="change", text=(*number, *words("  "), *lead))
            reasons = tuple(map(_one_line, consolidation_lines.reasons(entry, self.language)))
            also = consolidation_lines.also(item, entry, self.touching, self.language)
            remarks = (*lines(reasons, "bad"), *lines(also, "quiet"))
            yield PageRow(
                cells=(
                    lines(item.item.words) if place == 0 else (),
                    *self.sides(entry),
                    (PageLine(text=lead), *remarks),
                ),
                alone=(
                    first if place == 0 else PageLine(mark="more", depth=1, text=lead),
                    *(replace(remark, depth=2) for remark in remarks),
                    *self.clause(entry),
                ),
                continues=place > 0,
            )

    def done(self, entry: ChangedClause) -> Text:
        """The operations by status."""
        found: list[Text] = []
        for status, phrases in consolidation_lines.operations_by_status(entry, self.language):
            what = self.labels["and"].join(phrases)
            found.append(
                (
                    *words(self.labels[status], STATUS_ROLES.get(status, "")),
                    *(words(f"  {what}") if what else ()),
                )
            )
        return tuple(
            one for place, text in enumerate(found) for one in (words("  ") * bool(place) + text)
        )

    def sides(self, entry: ChangedClause) -> tuple[Lines, Lines]:
        """The clause before and after."""
        if isinstance(entry.row, ComparisonRow):
            return (
                provisions(entry.row.left) or cell(self.labels["nothing-there"], "quiet"),
                provisions(entry.row.right) or cell(self.labels["gone"], "quiet"),
            )
        if entry.row is None:
            return cell(self.labels["no-place"], "quiet"), ()
        left, right = entry.row.names(self.labels["range"])
        return cell(neutral(left), "quiet"), cell(neutral(right), "quiet")

    def clause(self, entry: ChangedClause) -> Lines:
        """The clause in one text."""
        if isinstance(entry.row, Gap):
            return (
                replace(
                    line(consolidation_lines.gap_name(entry.row, self.language), "quiet"), depth=2
                ),
            )
        return () if entry.row is None else unified(entry.row, depth=2)

    def followed(self) -> Iterator[PageSection]:
        """The changes that no item names."""
        found = [
            (
                consolidation_lines.followed_why(row, self.language),
                consolidation_lines.named(row, self.language),
                short(row),
            )
            for row in self.sheet.followed
        ]
        found += [
            (self.labels["follows-item"], pair, ())
            for pair in consolidation_lines.counted_lines(self.sheet)
        ]
        rows = tuple(
            PageRow(
                cells=(cell(name), (PageLine(text=pieces),) if pieces else (), cell(why)),
                alone=(
                    PageLine(
                        name=why,
                        role="quiet",
                        text=(*words(name), *(words("  ") if pieces else ()), *pieces),
                    ),
                ),
            )
            for why, name, pieces in found
        )
        if rows:
            yield PageSection(
                heading=line(self.labels["followed"], "strong"),
                blocks=(
                    line(self.labels["followed-told"], detail=True),
                    PageTable(columns=self.columns("note"), rows=rows, layout="records"),
                ),
            )

    def columns(self, last: str) -> tuple[Column, Column, Column]:
        """The columns of a table of places with a redline each."""
        place, difference = self.labels["difference-place"], self.labels["difference"]
        return (
            Column(head=place),
            Column(head=difference, wide=True),
            Column(head=self.labels[last]),
        )

    def verification(
        self, found: tuple[Difference, ...], more: tuple[str, ...]
    ) -> Iterator[PageSection]:
        """The differences from the republished text, each with the item that orders it."""
        reading = (line(self.labels["difference-marks"], detail=True),) if found else ()
        table = PageTable(
            columns=self.columns("ordered"),
            rows=tuple(map(self.difference, found)),
            layout="records",
        )
        if found or more:
            yield PageSection(
                heading=line(self.labels["verification"], "strong"),
                blocks=(*reading, *((table,) if found else ()), *lines(more)),
            )

    def difference(self, difference: Difference) -> PageRow:
        """One of the differences from the republished text."""
        place, by = consolidation_lines.difference_heads(
            difference, self.sheet.result.verification, self.language
        )
        pieces = consolidation_lines.difference_pieces(difference)
        brief = (PageLine(text=one) for one in short_paragraphs(pieces))
        lead = f"{place}{self.labels['open']}{by}{self.labels['close']}"
        return PageRow(
            cells=(cell(place), tuple(brief), cell(by)),
            alone=(line(lead, "strong"), PageLine(text=pieces, depth=1)),
        )


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
