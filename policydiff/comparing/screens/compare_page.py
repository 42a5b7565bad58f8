"""The page of a comparison: the report, with what a person does beside each row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal, cast

from policydiff.comparing.actions.check_pairs import pair_stamp, stated_pairs, work_sides
from policydiff.comparing.actions.check_record import seen_stamp
from policydiff.comparing.report.brief.brief import strip_of
from policydiff.comparing.report.record.page import (
    attribution_words,
    elsewhere_notes,
    mark_lines,
    pair_words,
)
from policydiff.comparing.report.table.coverage import outside_articles
from policydiff.comparing.report.table.digest import DigestItem, DigestSection
from policydiff.comparing.report.table.html import ComparisonHtml
from policydiff.comparing.report.table.reasons import unplaced_words
from policydiff.comparing.report.table.row_filters import ALL_ROWS, Only, RowFilter
from policydiff.comparing.report.table.summary import counts_line
from policydiff.comparing.screens.asked_comparison import Compared
from policydiff.comparing.screens.compare_files import FORMS, PAIRS, RECORD_FORMS, has_pdf, table_of
from policydiff.comparing.screens.compare_words import WORDS
from policydiff.messages import Message
from policydiff.model.index import index_document
from policydiff.model.profile import SHIPPED
from policydiff.model.source import DOUBTS, LEFT_ALONE
from policydiff.report.html.environment import environment
from policydiff.report.labels import unit_key
from policydiff.report.page import ChangeStrip, StripCell
from policydiff.report.pieces import neutral
from policydiff.report.rows import CATEGORIES, ComparisonRow, RowCell
from policydiff.web.addresses import between_address, compare_address, comparing, slug_of
from policydiff.web.dropped import FormState, taken_note
from policydiff.web.visit import Visit

ROOM = 48
"""So many characters of a line of main changes stand beside its title without breaking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareWish:
    """The rows and the layout that a person wants; `seen` is the look of ticked rows."""

    rows: RowFilter
    inline: bool
    seen: Literal["", "folded", "hidden"] = ""

    @property
    def choices(self) -> dict[str, str]:
        """The same as parameters of an address."""
        view = "inline" if self.inline else ""
        return {"view": view, "only": self.rows.only, "seen": self.seen}


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedRowsHtml(ComparisonHtml):
    """Rows of a comparison, each with its tick, its words and its pairing.

    `chosen` are the rows and the layout that a person wants, `edited` is the key of the row whose
    forms are open, "" for none.
    """

    compared: Compared
    chosen: CompareWish
    edited: str = ""
    form: FormState

    packed = staticmethod(json.dumps)

    @property
    def row_query(self) -> str:
        """The parameters of the address of all rows."""
        return comparing(self.compared.left, self.compared.right, **self.chosen.choices)

    @property
    def site_words(self) -> Mapping[str, str]:
        """The words of the page around the report."""
        return WORDS[self.compared.visit.language]

    @property
    def left_operand(self) -> str:
        """The left operand as it stands in the address."""
        return self.compared.left

    @property
    def right_operand(self) -> str:
        """The right operand as it stands in the address."""
        return self.compared.right

    @property
    def row_keys(self) -> Mapping[int, str]:
        """The keys of the rows, by their ids."""
        return self.compared.keys

    @property
    def count_seen(self) -> int:
        """The number of changed rows that somebody saw."""
        record, keys = self.compared.record, self.compared.keys
        rows = self.compared.view.rows
        return sum(row.loud and bool(record.seen_by(keys[row.id])) for row in rows)

    @property
    def count_rows(self) -> int:
        """The number of changed rows."""
        return sum(row.loud for row in self.compared.view.rows)

    @property
    def of_work(self) -> bool:
        """True where a pairing is stated of two versions of a stored work."""
        return work_sides(self.compared.check) is not None

    def seen_by(self, row: ComparisonRow) -> str:
        """The words on who saw a row, and when; "" where nobody did."""
        language = self.compared.visit.language
        made = self.compared.record.seen_by(self.compared.keys[row.id])
        return neutral(" · ".join(" ".join(attribution_words(one, language)) for one in made))

    def ticked(self, row: ComparisonRow) -> bool:
        """True where somebody ticked a row on this page."""
        return self.compared.keys[row.id] in self.compared.record.seen

    def other_words(self, row: ComparisonRow) -> list[str]:
        """The words that people wrote beside a row in leaves, with their names."""
        marks = self.compared.record.others_on(self.compared.keys[row.id])
        return [line for mark in marks for line in mark_lines(mark, self.compared.visit.language)]

    def tick_of(self, row: ComparisonRow) -> str:
        """The key of a row with the stamp of its tick: what its button shows and sends."""
        key = self.compared.keys[row.id]
        return f"{key} {seen_stamp(self.compared.record.seen.get(key))}".strip()

    def written(self, row: ComparisonRow) -> dict[str, str]:
        """The words beside a row by their columns."""
        reason = self.compared.record.reasons.get(self.compared.keys[row.id])
        words = {} if reason is None else reason.words
        return {column: words.get(column, "") for column in ("reason", "basis", "type")}

    def pair_stamps(self) -> str:
        """The stamps of all stated pairings, as a form shows them."""
        return " ".join(pair_stamp(pair) for pair in stated_pairs(self.compared.check))

    def progress(self) -> str:
        """The number of changed rows that somebody saw, of how many."""
        return self.site_words["progress"].format(seen=self.count_seen, rows=self.count_rows)

    def possible(self, row: ComparisonRow) -> str:
        """The names of the parts to which a row may belong."""
        return " / ".join(name for name, _ in row.possible)

    def part_names(self, cells: Iterable[RowCell]) -> str:
        """The numbers of the parts of one side."""
        return "、".join(cell.label for cell in cells if cell.label)


def wish_of(visit: Visit) -> CompareWish:
    """The rows and the layout of an address or a form."""
    only = visit.asked("only") or visit.field("only")
    seen = visit.asked("seen") or visit.field("seen")
    return CompareWish(
        rows=RowFilter(
            only=cast("Only", only if only in ("figures", "duties") else ""),
            kinds=frozenset(name for name in CATEGORIES if name in visit.query.getlist("kind")),
            fact=visit.asked("fact"),
            query=visit.asked("find"),
        ),
        inline=(visit.asked("view") or visit.field("view")) == "inline",
        seen=cast("Any", seen if seen in ("folded", "hidden") else ""),
    )


def marked_rows(
    one: Compared, wish: CompareWish, form: FormState, edited: str = ""
) -> MarkedRowsHtml:
    """All rows of a comparison with what people did beside them."""
    return MarkedRowsHtml(
        template="compare_row.html.j2",
        title=one.view.title,
        view=one.view,
        options=one.options,
        inline=WORDS[one.visit.language]["one-column"] if wish.inline else "",
        compared=one,
        chosen=wish,
        edited=edited,
        form=form,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPartHtml(MarkedRowsHtml):
    """The part of the page that shows one row, for a script."""

    row: ComparisonRow
    token: str


_SLOT = re.compile(r"<!--(marks|forms|progress) (\d+)-->")
"""A place in the page for what people did: <!--marks 12-->, in no text, where < is escaped."""


def with_marks(rows: MarkedRowsHtml, token: str, data: bytes) -> bytes:
    """The page with the ticks of all rows and the forms of one, without a new table."""
    template = environment("policydiff.web").get_template("compare_row.html.j2")
    macros = template.make_module({**rows.context(), "token": token})
    by_id = {row.id: row for row in rows.compared.view.rows}

    def fill(slot: re.Match[str]) -> str:
        if slot[1] == "progress":
            return escape(rows.progress())
        made = macros.tools if slot[1] == "marks" else macros.editor  # type: ignore[attr-defined]
        return str(made(by_id[int(slot[2])]))

    return _SLOT.sub(fill, data.decode()).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareHtml(MarkedRowsHtml):
    """One sentence, the main changes, the map, what a person does with it, the table.

    `view` has the chosen rows alone, with the ids `listed`.
    """

    template: str = "compare.html.j2"
    listed: frozenset[int]

    @property
    def wish(self) -> RowFilter:
        """The rows that a person wants."""
        return self.chosen.rows

    @property
    def narrowed(self) -> bool:
        """True where some rows are left out."""
        return self.chosen.rows != ALL_ROWS

    @property
    def sentence(self) -> str:
        """The sentence on all changes."""
        view, language = self.compared.view, self.options.language
        before, after = (version.column(language) for version in view.versions)
        counted = any(count.category != "unchanged" for count in view.counts)
        return self.site_words["sentence" if counted else "sentence-other"].format(
            before=before,
            after=after,
            counts=counts_line(view.counts, language),
            same=view.same or self.compared.visit.words(outside_articles(view.comparison)),
        )

    @property
    def lines(self) -> list[tuple[DigestSection, Sequence[DigestItem], Sequence[DigestItem]]]:
        """The main changes: those that have room, and those that fold."""
        return [
            (section, section.fitting(ROOM), section.items[len(section.fitting(ROOM)) :])
            for section in self.compared.view.digest
        ]

    def place(self, item: DigestItem | StripCell) -> str:
        """The address of a row; where it is not listed, on the page of all rows."""
        choices = {**self.chosen.choices, "only": ""}
        page = compare_address(self.compared.left, self.compared.right, **choices)
        anchor = self.view.anchors.get(item.id, "") if item.id is not None else ""
        return f"{'' if item.id in self.listed else page}#{anchor}"

    def more_of(self, section: DigestSection, items: Sequence[DigestItem]) -> str:
        """The words that open the folded changes of a section."""
        key = unit_key("more-rows", len(section.items), section.articles)
        return self.site_words[key].format(count=len(items))

    @property
    def strip(self) -> ChangeStrip:
        """The map of all rows."""
        return strip_of(self.compared.view, self.options.language)

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes on the record, on the choice of a text, on its file, and on lost words."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        compared = self.compared
        visit = compared.visit
        yield from map(visit.words, taken_note(visit))
        yield from elsewhere_notes(compared.record, visit.language)
        yield from map(visit.words, unplaced_words(compared.view.unplaced))
        for side in compared.found.sides:
            yield from (neutral(visit.words(note)) for note in side.notes)
            codes = DOUBTS if side.file_name is None else LEFT_ALONE
            name = neutral(side.file_name or side.operand)
            for problem in side.document.problems:
                if problem.code in codes and problem.severity == "note":
                    yield f"{name}: {neutral(visit.words(problem.message))}"

    @property
    def doubts(self) -> str:
        """The number of doubts in words; "" for none."""
        count = len(self.compared.view.doubts) + len(self.compared.view.findings)
        if not count:
            return ""
        return self.compared.visit.words(
            Message.counted(
                "To check first: {count} doubt about the reading and the pairing",
                "To check first: {count} doubts about the reading and the pairing",
                count,
                count=count,
            )
        )

    def link(self, **choices: str) -> str:
        """The address of the comparison with other choices."""
        asked = {**self.chosen.choices, **choices}
        return "/compare?" + comparing(self.compared.left, self.compared.right, **asked)

    @property
    def desk_address(self) -> str:
        """The address where the rows are reviewed one at a time."""
        return "/compare/desk?" + comparing(self.compared.left, self.compared.right)

    @property
    def swapped(self) -> str:
        """The address of the comparison the other way round."""
        return compare_address(self.compared.right, self.compared.left)

    @property
    def between(self) -> str:
        """The page of the days of both texts; "" where they are no versions of one work."""
        stored = [(one, one.stored) for one in self.compared.found.sides if one.stored is not None]
        days = sorted(
            one.in_force_on or one.document.dates.in_force or version.date or ""
            for one, version in stored
        )
        uris = {version.work_uri for _, version in stored}
        if len(stored) < 2 or len(uris) > 1 or not all(days):
            return ""
        catalogue = self.compared.visit.session.store().catalogue()
        work = catalogue.by_uri(uris.pop())
        return "" if work is None else between_address(slug_of(catalogue, work), *days)

    @property
    def pairs(self) -> list[tuple[str, str, str, str]]:
        """The stated pairings: words, eIds of both sides, and the stamp."""
        comparison, language = self.compared.found.comparison, self.compared.visit.language
        indexes = index_document(comparison.left), index_document(comparison.right)
        return [
            (
                pair_words(pair, indexes, language),
                " ".join(pair.left),
                " ".join(pair.right),
                pair_stamp(pair),
            )
            for pair in stated_pairs(self.compared.check)
        ]

    @property
    def lasting(self) -> bool:
        """True where the record outlasts the page."""
        return self.compared.check.records.lasting

    @property
    def name(self) -> str:
        """The name of the person."""
        return self.compared.visit.name

    @property
    def named_by_proxy(self) -> bool:
        """True where a proxy gives the name of the person."""
        return self.compared.visit.person is not None

    def file(self, form: str, **choices: str) -> str:
        """The address of a file of the comparison."""
        asked = {"as": form, **choices}
        return "/compare/file?" + comparing(self.compared.left, self.compared.right, **asked)

    @property
    def word_file(self) -> str:
        """The address of the table as it is sent."""
        return self.file("word")

    @property
    def profile_files(self) -> list[tuple[str, str]]:
        """The profiles that ship, each with the address of its table."""
        words = self.site_words
        return [(words[f"profile-{name}"], self.file("word", profile=name)) for name in SHIPPED]

    @property
    def form_files(self) -> list[tuple[str, str]]:
        """The formats, each with the address of its file."""
        named = (name for name in FORMS if name != "leaf" and (name != "pdf" or has_pdf()))
        forms = [*named, PAIRS]
        return [(self.site_words[f"form-{name}"], self.file(name)) for name in forms]

    @property
    def record_files(self) -> list[tuple[str, str]]:
        """The formats of the record, each with the address of its file."""
        return [(self.site_words[f"record-{name}"], self.file(name)) for name in RECORD_FORMS]

    @property
    def withheld(self) -> tuple[str, ...]:
        """The sentences that the table in Word leaves out, with the reasons."""
        table = table_of(self.compared)
        messages = () if table is None else table[0].withheld
        return tuple(map(self.compared.visit.words, messages))
