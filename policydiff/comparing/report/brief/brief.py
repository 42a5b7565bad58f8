"""A comparison on one page: the main changes, their days, their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from policydiff.comparing.report.brief.contracts import (
    STATED_SUBJECTS,
    ClauseGroup,
    contract_groups,
    sentence_texts,
)
from policydiff.comparing.report.brief.days import StatedDay, stated_days
from policydiff.comparing.report.table.comparison import ComparisonView
from policydiff.comparing.report.table.digest import STATED, doubt_words, section_of
from policydiff.comparing.report.table.extracts import begin_of, shorten
from policydiff.comparing.report.table.facts import (
    case_of,
    change_words,
    fact_of,
)
from policydiff.comparing.report.table.summary import counts_line
from policydiff.locale import Labels, Language
from policydiff.model.comparison import Comparison, Fact, Statement
from policydiff.model.index import index_document
from policydiff.model.json_keys import JsonValue, as_json
from policydiff.model.reports import ReportOptions
from policydiff.report.labels import WORDS, counted
from policydiff.report.page import ChangeStrip, StripCell, StripPart
from policydiff.report.pieces import neutral
from policydiff.report.rows import CATEGORIES, ComparisonRow, RowCell
from policydiff.text.traditions.registry import DIALECTS

BRIEF_LABELS = Labels(
    "brief",
    {
        "title": "{title} · Changes in brief",
        "main": "Main changes, where both texts prove them",
        "asked": "Changed clauses by subject; a clause stands in each subject that its changed sentences name",
        "asked-amounts": "Prices and payment ({count})",
        "asked-periods": "Time ({count})",
        "asked-penalties": "Breach and damages ({count})",
        "asked-caps": "Limits and exclusions of liability ({count})",
        "asked-notice": "Notice ({count})",
        "asked-termination": "Termination ({count})",
        "asked-jurisdiction": "Courts, arbitration and law ({count})",
        "asked-data": "Personal information and data ({count})",
        "amounts": "Amounts ({count})",
        "periods": "Periods and dates ({count})",
        "shares": "Ratios, majorities, counts ({count})",
        "duties": "Duties ({count})",
        "penalties": "Penalties ({count})",
        "bodies": "Bodies ({count})",
        "came-and-gone": "New and removed, by the pairing of articles (articles: {count} new, {gone} removed)",
        "came-and-gone-places": "New and removed, by the pairing of provisions ({count} new, {gone} removed)",
        "replaced": "Recurring replacements (places: {count})",
        "others": "{count} more articles changed, came or went and are not listed{names}; the comparison table has every change.",
        "others-places": "{count} more provisions changed, came or went and are not listed{names}; the comparison table has every change.",
        "others-references": "{count} more articles changed, came or went and are not listed{names}, in {references} of them only references that follow the numbering; the comparison table has every change.",
        "others-references-places": "{count} more provisions changed, came or went and are not listed{names}, in {references} of them only references that follow the numbering; the comparison table has every change.",
        "all-named": "The comparison table has every change.",
        "unpaired": "In {count} provisions figures or sanctions could not be paired; see the texts: {names}.",
        "days": "What applies from when, in the words of the new text",
        "no-day": "The articles of the new text state no day of entry into force.",
        "earlier-day": " (this day is before the date of the text)",
        "same-day": " (so in the old text, too)",
        "more-days": "{count} more sentences of this kind",
        "strip-shaded": "Where the changes lie, from the first provision to the last",
        "shades": "Each cell stands for neighbouring provisions of a chapter: the darker, the more of them changed; ＋ new, － removed.",
        "strip": "Where the changes lie, one sign for each row of the table",
    },
    WORDS,
)
"""The words of a brief alone, with those of comparisons."""

PAGE_LINES = 29
"""Lines of a page that the words of a brief may take, beside its titles and its strip."""

MOST_DAYS = 4
"""So many sentences on days are quoted; how many more there are is stated."""

LINE_CHARACTERS = 39
"""Characters of a line of the page."""

CONDUCT = 30
"""Characters of the conduct that a sanction punishes, or of the clause of a figure."""

DETAILS: tuple[tuple[int, bool], ...] = ((2, True), (1, True), (1, False))
"""So much of one provision is stated, with its matter or without: the first with which every line
has its first item on the page is taken.
"""

_NAMES = re.compile("、|或者|和|以及|及")
"""What stands between the names of bodies."""
_NO_NAME = re.compile("由|协助|会同|分别|单独|^(?:或者|和|及|等|级)")
"""What shows that words are more, or less, than the names of bodies: 具体办法由国务院, 级机关."""

SHORTEST_BODY = 3
"""Characters of the name of a body: 国务院, 公证处."""

FIRST_WORDS = 18
"""So many characters of a provision that came or went are quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefItem:
    """The changes of a provision with its citation; a replacement has neither."""

    id: int | None
    name: str
    words: str

    def text(self, language: Language) -> str:
        """Both as they stand in a line."""
        if not self.words:
            return self.name
        return f"{self.name}{WORDS[language]['colon'] if self.name else ''}{self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """A name with the number of all items, and as many of them as have room."""

    name: str
    text: str
    shown: tuple[BriefItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(JsonValue):
    """All that the page states.

    `others` are the citations of the changed rows that no line names, `other_articles` counts
    those of articles, `references` those in which only citations follow the numbering;
    `all_named` says that there is room for them. `groups` are those of a contract, empty for any
    other text. `unpaired` are the citations of rows with
    figures of which the texts leave open what became of them.
    """

    family: ClassVar[str] = "brief"

    view: ComparisonView
    title: str
    lines: tuple[BriefLine, ...]
    groups: tuple[ClauseGroup, ...]
    others: tuple[str, ...]
    other_articles: int
    references: int
    all_named: bool
    unpaired: tuple[str, ...]
    days: tuple[StatedDay, ...]
    strip: ChangeStrip

    @property
    def comparison(self) -> Comparison:
        """The comparison that it is about."""
        return self.view.comparison

    def to_dict(self) -> dict[str, Any]:
        """The comparison by the JSON contract, with the groups of a contract."""
        groups = [as_json(group) for group in self.groups]
        return self.view.to_dict() | ({"groups": groups} if groups else {})


def view_brief(view: ComparisonView, options: ReportOptions) -> Brief:
    """The brief of a comparison, with as many words as a page has room for."""
    days = stated_days(view.comparison.left, view.comparison.right)
    groups = contract_groups(view.comparison, view.rows)
    title = BRIEF_LABELS[options.language]["title"].format(
        title=neutral(view.comparison.right.title)
    )
    room = PAGE_LINES - _other_lines(view, title, days, options.language)
    makers = (_BriefMaker(view, groups, options.language, *detail) for detail in DETAILS)
    for maker in makers:
        lines = maker.fill(room)
        if _taken(lines) <= room:
            break
    rows = maker.others(lines, days)
    others = tuple(map(maker.name, rows))
    return Brief(
        view=view,
        title=title,
        lines=lines,
        groups=groups,
        others=others,
        other_articles=sum(row.one_article for row in rows),
        references=sum(row.category == "explained" for row in rows),
        all_named=_height(WORDS[options.language]["list"].join(others)) <= room - _taken(lines),
        unpaired=maker.unpaired,
        days=days,
        strip=strip_of(view, options.language),
    )


def _other_lines(
    view: ComparisonView, title: str, days: tuple[StatedDay, ...], language: Language
) -> int:
    """The lines that a long title, versions, counts, days and remarks take."""
    texts = (
        *("、".join((side.column(language), *side.facts)) for side in view.versions),
        f"{WORDS[language]['summary']}：{counts_line(view.counts, language)}",
        *(f"{day.name}：“{day.text}”{day_remarks(day, language)}" for day in days[:MOST_DAYS]),
    )
    short = (
        1
        + 2 * len(view.exchanged)
        + bool(view.doubts)
        + any(row.unpaired for row in view.rows)
        + bool(view.part)
        + (len(days) > MOST_DAYS or not days)
    )
    return short + sum(map(_height, texts)) + 2 * (_height(title + title[::2]) - 1)


def day_remarks(day: StatedDay, language: Language) -> str:
    """The remarks on a quoted sentence: its day is earlier, or the old text has it."""
    labels = BRIEF_LABELS[language]
    return labels["earlier-day"] * day.earlier + labels["same-day"] * day.same


def _height(text: str) -> int:
    """The lines that a text takes on the page."""
    wide = sum(2 - character.isascii() for character in text)
    return 1 + wide // (2 * LINE_CHARACTERS)


def _taken(lines: Iterable[BriefLine]) -> int:
    """The lines of a page that these take."""
    return sum(_height(f"{line.name}：{line.text}") for line in lines)


class _BriefMaker:
    """Makes the lines of one brief with one degree of detail."""

    def __init__(
        self,
        view: ComparisonView,
        groups: Iterable[ClauseGroup],
        language: Language,
        most_facts: int,
        matter: bool,
    ) -> None:
        self.view = view
        self.language = language
        self.most_facts, self.matter = most_facts, matter
        self.labels = BRIEF_LABELS[language]
        self.rows = tuple(row for row in view.rows if not row.around)
        self.unpaired = tuple(self.name(row) for row in self.rows if row.unpaired)
        self.stated = {(one.before, one.after) for one in view.comparison.substitutions}
        self.items: dict[str, tuple[tuple[BriefItem, ...], ...]] = {
            **{f"asked-{group.subject}": (tuple(self.asked(group)),) for group in groups},
            **{
                key: (tuple(self.statements(key)),)
                for key in STATED
                if key != "force" and not (groups and key in STATED_SUBJECTS)
            },
            "bodies": (tuple(self.bodies()),),
            "came-and-gone": (self.came_and_gone("added"), self.came_and_gone("removed")),
            "replaced": (
                tuple(BriefItem(id=None, name=text, words="") for text in view.replacements),
            ),
        }

    def fill(self, room: int) -> tuple[BriefLine, ...]:
        """The lines with their first items, then one more each as long as there is room."""
        shown = {
            (key, place): 1 for key, lists in self.items.items() for place in range(len(lists))
        }
        open_lists = list(shown)
        while open_lists:
            for one in tuple(open_lists):
                key, place = one
                more = shown | {one: shown[one] + 1}
                if more[one] > len(self.items[key][place]) or _taken(self.lines(more)) > room:
                    open_lists.remove(one)
                else:
                    shown = more
        return tuple(self.lines(shown))

    def lines(self, shown: Mapping[tuple[str, int], int]) -> Iterator[BriefLine]:
        """The lines that have something to state, with so many items of each list."""
        for key, lists in self.items.items():
            cut = [one[: shown[key, place]] for place, one in enumerate(lists)]
            if any(cut):
                yield BriefLine(
                    name=self.title(key, lists),
                    text=self.labels["and"].join(
                        self.listed(items, more=len(items) < len(one))
                        for items, one in zip(cut, lists, strict=True)
                        if items
                    ),
                    shown=tuple(item for items in cut for item in items),
                )

    def listed(self, items: Iterable[BriefItem], *, more: bool) -> str:
        """Items of one list, with a mark where there are `more`."""
        text = self.labels["and"].join(item.text(self.language) for item in items)
        mark = self.labels["facts-more"]
        return text + (mark if more and not text.endswith(mark) else "")

    def title(self, key: str, lists: tuple[tuple[BriefItem, ...], ...]) -> str:
        """The name of a line with its number, as the table counts the same rows.

        Of what came and went articles are counted where there are any, else provisions; of
        replacements their places.
        """
        articles = {row.id for row in self.rows if row.one_article}
        counts = [sum(item.id in articles for item in one) for one in lists]
        if key == "replaced":
            places = sum(one.count for one in self.view.comparison.substitutions)
            return self.labels[key].format(count=places)
        if key == "came-and-gone":
            count, gone = counts if any(counts) else map(len, lists)
            key = key if any(counts) else f"{key}-places"
            return self.labels[key].format(count=count, gone=gone)
        return self.labels[key].format(count=counted(len(lists[0]), counts[0], self.language))

    def others(
        self, lines: Iterable[BriefLine], days: Iterable[StatedDay]
    ) -> tuple[ComparisonRow, ...]:
        """The changed rows that no line names.

        Where every stated replacement stands in its line, what only carries them out is named; so
        is an article that is quoted whole for its day.
        """
        quoted = {(day.name, day.text) for day in days}
        shown = [item for line in lines for item in line.shown]
        named = {item.id for item in shown}
        all_stated = sum(item.id is None for item in shown) == len(self.view.replacements)
        return tuple(
            row
            for row in self.rows
            if row.loud
            and row.id not in named
            and not (row.replaced and all_stated)
            and (row.label, _plain(row.cells[0])) not in quoted
        )

    def statements(self, key: str) -> Iterator[BriefItem]:
        """The rows with statements of a section of the digest, replacements first."""
        found = []
        for row in self.rows:
            stated = section_of(row, key, self.view.comparison.right)
            matters = (None, *(one.matter for one in stated))
            texts = [
                self.statement(one, again=one.matter == matter)
                for one, matter in zip(stated, matters, strict=False)
            ]
            texts = list(dict.fromkeys(texts))
            if texts:
                found.append((stated[0].form != "arrow", self.item(row, texts)))
        yield from (item for _, item in sorted(found, key=lambda one: one[0]))

    def asked(self, group: ClauseGroup) -> Iterator[BriefItem]:
        for clause in group.clauses:
            stated = (self.statement(one, again=False) for one in clause.stated)
            texts = (*stated, *sentence_texts(clause, group.words, self.language))
            yield self.item(clause.row, list(dict.fromkeys(texts)))

    def statement(self, statement: Statement, *, again: bool) -> str:
        """Both sides with their matter, if not named just before: 十日 → 五日（应当在五日内答复）."""
        text = change_words(fact_of(statement), self.language)
        matter = "" if again or not self.matter else shorten(statement.matter or "", CONDUCT)
        case = case_of(statement, self.language)
        around = self.labels["comma"].join(part for part in (matter, case) if part)
        return text + (
            f"{self.labels['open']}{neutral(around)}{self.labels['close']}" if around else ""
        )

    def bodies(self) -> Iterator[BriefItem]:
        """The rows in which another body acts, those with both names first."""
        found = []
        for row in self.rows:
            facts = [fact for fact in row.facts if self.is_body_change(fact, row)]
            facts.sort(key=_is_one_sided)
            texts = [change_words(fact, self.language) for fact in facts]
            if texts:
                found.append((_is_one_sided(facts[0]), self.item(row, texts)))
        yield from (item for _, item in sorted(found, key=lambda one: one[0]))

    def is_body_change(self, fact: Fact, row: ComparisonRow) -> bool:
        """True for a change of bodies by a name that the other side does not have."""
        sides = [side for side in (fact.before, fact.after) if side is not None]
        others = (fact.before, row.right), (fact.after, row.left)
        return (
            fact.type == "authority"
            and (fact.before, fact.after) not in self.stated
            and all(map(self.is_body, sides))
            and any(
                name not in "".join(map(_text, cells))
                for side, cells in others
                for name in _NAMES.split(side or "")
            )
        )

    def is_body(self, side: str) -> bool:
        """True for a text with the whole name of a body at its end."""
        dialect = DIALECTS.get(self.view.comparison.right.dialect)
        words = None if dialect is None else dialect.facts
        whole = side.count("（") == side.count("）")
        named = words is not None and words.whole_body.search(side) is not None
        return named and whole and len(side) >= SHORTEST_BODY and not _NO_NAME.search(side)

    def item(self, row: ComparisonRow, texts: list[str]) -> BriefItem:
        """A row with the first that is stated of it, and a mark where there is more."""
        words = self.labels["list"].join(texts[: self.most_facts]) + (
            self.labels["facts-more"] if len(texts) > self.most_facts else ""
        )
        return BriefItem(
            id=row.id, name=self.name(row), words=words + doubt_words(row, self.language)
        )

    def name(self, row: ComparisonRow) -> str:
        """The citation of a row in the new text, else in the old one."""
        if not row.label:
            return begin_of(_plain(row.cells[0]), FIRST_WORDS)
        return row.label if row.right else self.labels["former"].format(name=row.label)

    def came_and_gone(self, category: Literal["added", "removed"]) -> tuple[BriefItem, ...]:
        """The chapters, then the articles, that came or went, with their first words."""
        verb = self.labels["came" if category == "added" else "went"]
        rows = sorted(
            (row for row in self.rows if row.category == category),
            key=lambda row: not row.container,
        )
        found: list[BriefItem] = []
        for row in rows:
            name = self.name(row)
            words = begin_of(_plain(row.cells[0]), FIRST_WORDS) if row.label else ""
            shown = name if found else verb.format(words=name)
            found.append(BriefItem(id=row.id, name=shown, words=words))
        return tuple(found)


def _is_one_sided(fact: Fact) -> bool:
    return fact.before is None or fact.after is None


def _text(cell: RowCell) -> str:
    return "".join(piece.text for piece in cell.text)


def _plain(cell: RowCell) -> str:
    heading = "".join(piece.text for piece in cell.heading)
    return neutral((heading or _text(cell)).replace("\u3000", " "))


_TOP_RANK = 2
"""Containers of a lower rank are attachments and preambles, which are no parts of a body."""

_HEADING = 16
"""So many characters of the heading of a chapter are shown."""


def strip_of(view: ComparisonView, language: Language) -> ChangeStrip:
    """The strip of a comparison, in parts by the widest containers."""
    shown = tuple(row for row in view.rows if not row.around)
    above = index_document(view.comparison.right).parents
    sides = ((match.id, side.eid) for match in view.comparison.matches for side in match.right)
    outer = {number for number, eid in sides if above.get(eid, "") is None}
    top = min((row.depth for row in shown if _is_part(row)), default=None)
    parts: list[tuple[str, list[StripCell]]] = [("", [])]
    for row in shown:
        if _is_part(row) and row.depth == top:
            parts.append((_part_name(row, language), []))
        elif not row.container:
            if row.id in outer and parts[-1][0]:
                parts.append(("", []))
            name = row.label or begin_of(row.title, _HEADING)
            label = WORDS[language]["former"].format(name=name) if not row.right else name
            parts[-1][1].append(
                StripCell(
                    name=label,
                    look=row.category,
                    word=WORDS[language][row.category],
                    id=row.id,
                )
            )
    looks = {cell.look for _, cells in parts for cell in cells}
    return ChangeStrip(
        parts=tuple(StripPart(name=name, cells=tuple(cells)) for name, cells in parts if cells),
        legend=tuple(
            StripCell(name="", look=look, word=WORDS[language][look])
            for look in CATEGORIES
            if look in looks
        ),
    )


def _is_part(row: ComparisonRow) -> bool:
    return row.container and row.depth >= _TOP_RANK


def _part_name(row: ComparisonRow, language: Language) -> str:
    name = row.label if row.right else WORDS[language]["former"].format(name=row.label)
    heading = "".join("".join(piece.text for piece in row.cells[0].heading).split())
    return f"{name} {begin_of(heading, _HEADING)}".strip()
