"""The 对照表 of a profile, before any format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import ClassVar, Literal

from policydiff.comparing.report.sent.entries import (
    Entry,
    changed_entries,
    is_head,
    stand_for,
)
from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.coverage import beside_table, no_difference
from policydiff.comparing.report.table.reasons import unplaced_words
from policydiff.comparing.report.table.summary import Version
from policydiff.locale import Labels, translate
from policydiff.messages import Message
from policydiff.model.comparison import Substitution
from policydiff.model.index import index_document
from policydiff.model.profile import SHIPPED, Column, Legend, TableProfile
from policydiff.model.reports import ReportOptions
from policydiff.report.labels import date_word, odds_text
from policydiff.report.pieces import TextPiece, neutral
from policydiff.report.provisions import chapter_line
from policydiff.report.rows import Category, ComparisonRow, RowCell

_WORDS = Labels(
    "table of a profile",
    {
        "everywhere": "whole text",
        "none": "Nothing that belongs in this table changed.",
        "renumbered": "number changed from {left} to {right}",
    },
)
"""Words that no profile sets; like those of profiles they are Chinese."""

_STAGE = re.compile(r"（[^（）]{0,20}）$")
"""The stage of a draft at the end of its title: 某法（修订草案）."""

_LEFT_OUT: tuple[Legend, ...] = ("elided", "renumbered")
"""The parts of a legend that hold in every format, whatever its marks."""

_CAME_OR_WENT: frozenset[Category] = frozenset(("added", "removed", "split", "merged", "regrouped"))
"""What gives the articles behind it other numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentCell:
    """A cell: the provisions of one side with their changes, or lines of words."""

    lines: tuple[str, ...] = ()
    parts: tuple[RowCell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRow:
    """A row with a cell for each column.

    One with a single cell goes across all of them. `source` is the row of the comparison that it shows; `band` marks the heading of a chapter.
    """

    cells: tuple[SentCell, ...]
    source: ComparisonRow | None = None
    band: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SentTable:
    """A 对照表 as one house sends it.

    `left_out` is the part of the legend that explains no mark. `legend`, `opening` and the sentences of `closing` are "" or missing where the profile has none
    or they are not proved of the two texts; `withheld` says for each of the latter why, which
    reasons of a person have no row, and which pairings to check: none of it stands in the table.
    """

    family: ClassVar[str] = "sent"

    profile: TableProfile
    title: str
    work: str
    """The title of the new text, without brackets and the stage of a draft."""
    legend: str
    left_out: str
    opening: str
    heads: tuple[str, ...]
    rows: tuple[SentRow, ...]
    closing: str
    replacements: tuple[tuple[str, str], ...]
    """Those that stand in the first rows, before and after."""
    renumbered: str
    """The sentence on numbers that follow, "" where it is not proved."""
    withheld: tuple[Message, ...]
    day: str | None
    """The ISO date of the new version."""

    @property
    def file_name(self) -> str:
        """The name of the file without its date and ending: 《…》修订对照表."""
        return self.profile.file.format(work=self.work) or self.title


def renumbered_words(left: str, right: str) -> str:
    """条款号由3.4调整为3.3."""
    return _WORDS["zh"]["renumbered"].format(left=left, right=right)


def view_sent_table(view: ComparisonView, options: ReportOptions) -> SentTable:
    """The table that the profile of the options makes of a comparison.

    Raises `ValueError` without a profile.
    """
    if options.profile is None:
        raise ValueError("a table that is sent needs a profile")
    return _Table(view, options, options.profile).table()


class _Table:
    def __init__(self, view: ComparisonView, options: ReportOptions, profile: TableProfile) -> None:
        self.view = view
        self.options = options
        self.profile = profile
        draft = view.comparison.right.stage is not None
        self.work = _STAGE.sub("", view.titles[1]) if draft else view.titles[1]
        self.sides = {
            match.id: [[node.eid for node in side] for side in (match.left, match.right)]
            for match in view.comparison.matches
        }
        self.stages = view.stages if profile.name in SHIPPED else None
        self.withheld: list[Message] = []
        self.renumbered = self.prove_renumbered()
        self.replacements = self.stated()
        self.omitted = tuple(filter(self.is_omitted, view.rows))
        self.listed = tuple(self.list())
        self.count = 0

    def table(self) -> SentTable:
        """The whole table."""
        day = self.view.versions[1].day
        entries = self.entries()
        listed = [
            row for row in self.listed if self.zone(row) != "preface" or not stand_for(entries, row)
        ]
        head = list(takewhile(lambda row: self.zone(row) in ("title", "preface"), listed))
        shown = list(map(self.row, listed))
        rows = (
            *self.statements(),
            *shown[: len(head)],
            *(self.entry(*entry) for entry in entries),
            *shown[len(head) :],
        )
        return SentTable(
            profile=self.profile,
            title=self.title(),
            work=self.work,
            legend=self.legend(("new", "gone", "moved", *_LEFT_OUT)),
            left_out=self.legend(_LEFT_OUT),
            opening=self.opening(),
            heads=tuple(map(self.head, self.profile.columns)),
            rows=rows or (self.across(self.nothing()),),
            closing=self.closing(),
            replacements=tuple((one.before, one.after) for one in self.replacements),
            renumbered=self.renumbered,
            withheld=(
                *self.withheld,
                *beside_table(self.view.comparison),
                *self.without_column(),
                *unplaced_words(self.view.unplaced),
                *self.doubts(),
            ),
            day=day,
        )

    def nothing(self) -> str:
        """The sentence of a table without rows."""
        comparison = self.view.comparison
        same = None if comparison.changed else translate(no_difference(comparison), "zh")
        return same or _WORDS["zh"]["none"]

    def title(self) -> str:
        """The title, with the stages of a draft in place of heads that it repeats."""
        title = self.profile.title
        if self.stages is not None:
            left, right = self.profile.head("left"), self.profile.head("right")
            for heads in (f"{left}与{right}", left + right[-1:]):  # 修改前与修改后, 修改前后
                title = title.replace(heads, "与".join(self.stages))
        return title.format(work=self.work)

    def head(self, column: Column) -> str:
        """The head of a column, with the name of its version where the profile wants it.

        Two stages of a draft are called by their names, but for a profile of a person's own.
        """
        name = self.profile.head(column)
        if column not in ("left", "right"):
            return name
        if self.stages is not None:
            name = neutral(self.stages[column == "right"])
        version = _version(self.view.versions[column == "right"], self.profile)
        return f"{name}（{version}）" if version else name

    def stated(self) -> tuple[Substitution, ...]:
        """The replacements that are true of every place, where the profile states them."""
        states = self.profile.replacements and self.profile.replaced
        found = self.view.comparison.substitutions if states else ()
        return tuple(one for one in found if one.throughout)

    def is_omitted(self, row: ComparisonRow) -> bool:
        """True for an article in which nothing but stated replacements changed.

        A citation may follow other numbers in it too, where the sentence on these is proved.
        """
        if not (self.replacements and row.replaced and row.articles) or row.moved or row.reasons:
            return False
        pieces = (piece for cell in row.right for piece in cell.text)
        if not self.renumbered and any(piece.cause == "renumbering" for piece in pieces):
            return False
        others = (one for one in self.view.comparison.substitutions if not one.throughout)
        eids = [eid for side in self.sides[row.id] for eid in side]
        return not any({*one.left, *one.right} & set(eids) for one in others)

    def list(self) -> Iterator[ComparisonRow]:
        """The rows to list, the heading of a chapter before its first."""
        waiting: list[ComparisonRow] = []
        shown: ComparisonRow | None = None
        for row in self.view.rows:
            if row.container:
                waiting = [above for above in waiting if above.depth < row.depth]
            if row.frame:
                waiting.append(row)
            elif self.is_listed(row):
                bands = waiting or self.left_section(row, shown)
                yield from bands if self.profile.chapters else ()
                waiting = []
                shown = row if row.container else bands[-1] if bands else shown
                yield row

    def left_section(
        self, row: ComparisonRow, shown: ComparisonRow | None
    ) -> tuple[ComparisonRow, ...]:
        """The heading to repeat above a row behind the last section of its chapter."""
        if shown is None or row.container:
            return ()
        side = bool(row.right) and not (row.left and self.options.order == "left")
        if not (shown.right if side else shown.left):
            return ()
        comparison = self.view.comparison
        index = index_document(comparison.right if side else comparison.left)
        last = self.sides[shown.id][side][0]
        above = next(index.ancestors(self.sides[row.id][side][0]), None)
        if above is None or above not in index.ancestors(last):
            return ()
        return tuple(
            replace(heading, category="unchanged")
            for heading in self.view.rows
            if heading.container and above in self.sides[heading.id][side]
        )

    def entries(self) -> tuple[Entry, ...]:
        """The changed entries of the head, in place of the head itself."""
        if not self.profile.entries or self.options.chapters:
            return ()
        heads = any(is_head(row) for row in self.listed if self.zone(row) == "preface")
        rows = () if heads else self.listed
        return tuple(changed_entries(self.view.comparison, rows, self.profile.absent))

    def zone(self, row: ComparisonRow) -> str:
        """The part around the text in which a row stands: title, preface."""
        left, right = self.sides[row.id]
        return (*left, *right)[0].partition("__")[0]

    def is_listed(self, row: ComparisonRow) -> bool:
        """True for a row that a reader must see.

        The note below the title has none, unless a person wrote beside it or the profile lists the
        head of a text.
        """
        if row.reasons:
            return True
        if not self.profile.entries and self.zone(row) == "preface":
            return False
        if self.options.whole:
            return True
        if row.category == "explained":
            return not self.renumbered
        return row.loud and row not in self.omitted

    def row(self, row: ComparisonRow) -> SentRow:
        """A row with the columns of the profile, or the heading of a chapter across them."""
        if row.frame:
            return replace(self.across(chapter_line(row.cells[0])), band=True)
        self.count += 1
        cells = (self.cell(column, row) for column in self.profile.columns)
        return SentRow(cells=tuple(cells), source=row)

    def cell(self, column: Column, row: ComparisonRow) -> SentCell:
        """One cell of a row; what a person did not write stays empty."""
        if column == "number":
            return SentCell(lines=(str(self.count),))
        if column in ("left_number", "right_number"):
            parts = row.left if column == "left_number" else row.right
            return SentCell(lines=tuple(part.num or part.label for part in parts))
        if column in ("left", "right"):
            parts = row.left if column == "left" else row.right
            if not parts:
                return SentCell(lines=(self.profile.absent[column == "right"],))
            apart = f"{column}_number" in self.profile.columns and len(parts) == 1
            return SentCell(parts=tuple(map(_unnumbered, parts)) if apart else parts)
        words = dict(row.reasons).get(column, "")
        if not words and column == "reason" and self.profile.proved:
            words = self.proved(row)
        return SentCell(lines=tuple(neutral(words).split("\n")) if words else ())

    def proved(self, row: ComparisonRow) -> str:
        """新增, 删除 or another number, where the row shows that; "" for all else."""
        if not (row.left and row.right):
            return self.profile.absent[bool(row.left)]
        if len(row.left) > 1 or len(row.right) > 1 or not row.renumbered:
            return ""
        left, right = row.left[0], row.right[0]
        return renumbered_words(left.num or left.label, right.num or right.label)

    def entry(self, name: str, before: str, after: str) -> SentRow:
        """The row of an entry of the head: 版本, V1.0, V2.0."""
        words: dict[Column, str] = {
            "left_number": name,
            "left": before,
            "right_number": name,
            "right": after,
        }
        return SentRow(
            cells=tuple(
                SentCell(lines=(words[column],) if words.get(column) else ())
                for column in self.profile.columns
            )
        )

    def across(self, text: str) -> SentRow:
        """A row across all columns."""
        return SentRow(cells=(SentCell(lines=(text,)),))

    def statements(self) -> Iterator[SentRow]:
        """The rows of replacements, and that of the articles left out for them."""
        for one in self.replacements:
            words = {"left": f"“{neutral(one.before)}”", "right": f"“{neutral(one.after)}”"}
            yield SentRow(
                cells=tuple(self.statement(words, column) for column in self.profile.columns)
            )
        names = "、".join(row.label for row in self.omitted if row.label)
        if names:
            yield self.across(self.profile.replaced.format(names=names))

    def statement(self, words: Mapping[str, str], column: Column) -> SentCell:
        """A cell of a row that states a replacement: “股东大会”, “股东会”."""
        everywhere = column in ("number", "left_number", "right_number")
        text = _WORDS["zh"]["everywhere"] if everywhere else words.get(column, "")
        return SentCell(lines=(text,) if text else ())

    def legend(self, parts: tuple[Legend, ...]) -> str:
        """The legend of what stands in the table, in brackets."""
        pieces = [
            piece
            for row in self.listed
            for cell in (*row.left, *row.right)
            for piece in (*cell.heading, *cell.text)
        ]
        kinds = {row.category for row in self.listed}
        there: dict[Legend, bool] = {
            "new": "added" in kinds or any(_is(piece, "insert") for piece in pieces),
            "gone": "removed" in kinds or any(_is(piece, "delete") for piece in pieces),
            "moved": any(piece.moved for piece in pieces),
            "elided": any(piece.elided for piece in pieces),
            "renumbered": any(
                row.category == "renumbered" and not row.container and row not in self.listed
                for row in self.view.rows
            ),
        }
        legend = self.profile.legend
        words = [legend[name] for name in parts if legend.get(name) and there[name]]
        return f"（{'，'.join(words)}）" if words else ""

    def opening(self) -> str:
        """The sentence before the table, which speaks of a part of the articles."""
        if not (self.profile.opening and self.listed):
            return ""
        opening = self.profile.opening.format(work=self.work)
        changed = [row for row in self.view.rows if row.articles and row.loud]
        if len(changed) == sum(row.articles for row in self.view.rows):
            self.withhold(opening, Message("every article changed"))
            return ""
        return opening

    def closing(self) -> str:
        """The sentences behind the table: that nothing else changed, and why numbers did."""
        said = [text for text in (self.claim(), self.renumbered) if text]
        return "；".join(said) + "。" if said else ""

    def claim(self) -> str:
        """That nothing else changed, where all of both texts was read and is listed."""
        closing = self.profile.closing
        if not (closing and self.listed):
            return ""
        if self.options.chapters:
            self.withhold(closing, Message("only a part of the text was chosen"))
            return ""
        if self.unread():
            self.withhold(closing, Message("the reading of the texts left doubts"))
            return ""
        return closing

    def unread(self) -> bool:
        """True where the reading of a text left more than remarks."""
        documents = self.view.comparison.left, self.view.comparison.right
        return any(
            problem.severity != "note" for document in documents for problem in document.problems
        )

    def prove_renumbered(self) -> str:
        """The sentence on numbers and citations that follow what came and went.

        It is "" where none did, or where nothing came or went before them.
        """
        categories = [row.category for row in self.view.rows if not row.container]
        followed = {"renumbered", "explained"} & {*categories}
        if not (self.profile.renumbered and followed) or self.options.whole:
            return ""
        come = [place for place, one in enumerate(categories) if one in _CAME_OR_WENT]
        renumbered = [place for place, one in enumerate(categories) if one == "renumbered"]
        if not come or self.options.chapters or min(renumbered, default=come[0]) < come[0]:
            self.withhold(
                self.profile.renumbered, Message("no article came or went before the others")
            )
            return ""
        return self.profile.renumbered

    def without_column(self) -> Iterator[Message]:
        """A message for each column that a person filled and the profile does not have."""
        written = {column for row in self.listed for column, _ in row.reasons}
        for column in sorted(written - set(self.profile.columns)):
            yield Message("left out of the table: it has no column {column}", column=column)

    def doubts(self) -> Iterator[Message]:
        """A message for each pair that a person should check before sending, once."""
        for row in self.listed:
            if row.doubtful:
                left, right = row.names
                yield Message(
                    "check before sending: {left} → {right} were paired at odds of {odds}",
                    left=self.sided("left", left),
                    right=self.sided("right", right),
                    odds=odds_text(row.score),
                )
        pairs = (
            ((row.label, name) if row.left else (name, row.label), odds)
            for row in self.listed
            for name, odds in row.possible
        )
        for (left, right), odds in dict(pairs).items():
            yield Message(
                "check before sending: {left} may correspond to {right} (odds {odds})",
                left=self.sided("left", left),
                right=self.sided("right", right),
                odds=odds_text(odds),
            )

    def sided(self, side: Literal["left", "right"], name: str) -> Message | str:
        """A citation with the name of its side: 旧第六条, 征求意见稿第六条."""
        if not self.view.same_work or self.view.stages is not None:
            return f"{self.view.sides[side == 'right']}{name}"
        old = side == "left"
        return Message("old {name}", name=name) if old else Message("new {name}", name=name)

    def withhold(self, sentence: str, why: Message) -> None:
        """Note why a sentence of the profile is not written."""
        self.withheld.append(
            Message("left out of the table: “{sentence}”: {why}", sentence=sentence, why=why)
        )


def _is(piece: TextPiece, op: Literal["insert", "delete"]) -> bool:
    return piece.op == op and not (piece.moved or piece.noise)


def _unnumbered(part: RowCell) -> RowCell:
    """A provision without its number, which stands in a column of its own."""
    return replace(part, num="", label="", text_gap="", heading_gap="")


def _version(version: Version, profile: TableProfile) -> str:
    """The name of a version in the head of its column; "" for none."""
    if profile.versions == "called":
        return version.behind or ""
    if version.day is None or profile.versions == "none":
        return ""
    day = date_word(version.day, "zh")
    return day if profile.versions == "day" else day[: day.index("月") + 1]
