"""The head of a report: new, gone, changed figures and duties, doubts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from policydiff.comparing.engine.align.confidence import DOUBTFUL
from policydiff.comparing.report.table import facts
from policydiff.locale import Language
from policydiff.model.comparison import Statement, StatementKind
from policydiff.model.document import Document
from policydiff.report.labels import WORDS, counted, odds_text, pass_word, unit_key
from policydiff.report.pieces import neutral
from policydiff.report.rows import ComparisonRow, RowCell

FIRST_WORDS = 20
"""A text is cut after so many characters where its first clause is longer."""

SHOWN = 6
"""So many rows of one kind are named at most; a page folds the others."""

LINE = 100
"""No further row is named from so many characters on."""

MOST_FACTS = 2
"""So much that is stated of one row is told at the head of a report."""

STATED: dict[str, tuple[StatementKind, ...]] = {
    "amounts": ("amount",),
    "penalties": ("sanction",),
    "periods": ("period",),
    "force": ("period",),
    "shares": ("ratio", "count"),
    "duties": ("duty",),
}
"""Sections of statements, by the keys of their words: first what a superior asks first.

Days of entry into force stand apart from other periods.
"""

_ONE_SIDED = (("new", "added"), ("gone", "removed"))

_CLAUSE = re.compile(r"[^。；：:;\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    """One row of the report.

    `id` is its match's, `name` its citation, `words` its heading or first clause, or a statement on
    it. `gap` separates name and words.
    """

    id: int
    name: str
    words: str = ""
    gap: str = ""

    def __str__(self) -> str:
        return f"{self.name}{self.gap}{self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSection:
    """Rows with the same statement.

    `key` is one of words, `articles` counts the rows of one article each.
    """

    key: str
    items: tuple[DigestItem, ...]
    articles: int

    @property
    def named(self) -> tuple[DigestItem, ...]:
        """The first rows, as many as a line has room for, one at least."""
        return self.fitting(LINE)

    @property
    def folded(self) -> tuple[DigestItem, ...]:
        """The other rows, which a page folds."""
        return self.items[len(self.named) :]

    def fitting(self, room: int) -> tuple[DigestItem, ...]:
        """The first rows that fit into so many characters, one at least."""
        sizes = accumulate(len(str(item)) for item in self.items[:SHOWN])
        return self.items[: max(1, sum(size <= room for size in sizes))]


def digest(
    rows: Iterable[ComparisonRow], language: Language, right: Document, sides: tuple[str, str]
) -> tuple[DigestSection, ...]:
    """The sections that have rows, in the order in which a person asks.

    What came or went has a section of articles and one of other places, such as chapters, so that
    each counts in one unit. `right` is the new text, `sides` are the short names of both.
    """
    shown = tuple(row for row in rows if not row.around)
    sections = (
        *(
            _section(
                key,
                (row for row in shown if row.category == category and row.articles is articles),
                lambda row: _named(row, language),
            )
            for key, category in _ONE_SIDED
            for articles in (True, False)
        ),
        *(_changed(key, shown, language, right) for key in STATED),
        _section(
            "to-check",
            (row for row in shown if row.doubtful),
            lambda row: _doubt(row, language, sides),
        ),
        _section(
            "set-by-hand",
            (row for row in shown if row.pinned),
            lambda row: DigestItem(id=row.id, name=_crossing(row)),
        ),
    )
    return tuple(section for section in sections if section.items)


def _section(
    key: str, rows: Iterable[ComparisonRow], item: Callable[[ComparisonRow], DigestItem]
) -> DigestSection:
    found = tuple(rows)
    return DigestSection(
        key=key, items=tuple(map(item, found)), articles=sum(row.one_article for row in found)
    )


def _changed(
    key: str, rows: Iterable[ComparisonRow], language: Language, right: Document
) -> DigestSection:
    """The rows with statements of a section."""
    found = {row.id: stated for row in rows if (stated := section_of(row, key, right))}
    return _section(
        key,
        (row for row in rows if row.id in found),
        lambda row: _digest_item(row, found[row.id], language),
    )


def section_of(row: ComparisonRow, key: str, right: Document) -> tuple[Statement, ...]:
    """The statements on a row that belong in a section; `right` is the new text."""
    return tuple(
        one
        for one in facts.statements_of(row, STATED[key])
        if facts.is_day_of_force(one, right) is (key == "force")
    )


def _digest_item(row: ComparisonRow, stated: Iterable[Statement], language: Language) -> DigestItem:
    """A row by its citation, with the first of its statements and a mark of more."""
    words = WORDS[language]
    texts = list(dict.fromkeys(_stated(one, language) for one in stated))
    text = (
        words["list"].join(texts[:MOST_FACTS])
        + (words["facts-more"] if len(texts) > MOST_FACTS else "")
        + doubt_words(row, language)
    )
    name = row.label or first_words(row.cells[0])
    return DigestItem(id=row.id, name=name, words=text, gap=words["colon"] if name else "")


def _stated(statement: Statement, language: Language) -> str:
    """A statement with its case: 一千元 → 五千元（情节严重的）."""
    words, case = WORDS[language], facts.case_of(statement, language)
    around = f"{words['open']}{neutral(case)}{words['close']}" if case else ""
    return facts.change_words(facts.fact_of(statement), language) + around


def doubt_words(row: ComparisonRow, language: Language) -> str:
    """The doubt about the pairing of a row; "" for none."""
    if not row.doubtful:
        return ""
    return WORDS[language]["doubtful-row"].format(odds=odds_text(row.score))


def title_of(section: DigestSection, language: Language) -> str:
    """The title of a section: 新增（5 条）, 对应关系待核对（2 条，把握低于 85%）."""
    return WORDS[language][section.key].format(
        count=counted(len(section.items), section.articles, language), least=odds_text(DOUBTFUL)
    )


def text_of(section: DigestSection, language: Language) -> str:
    """The named rows of a section in plain text, and how many more there are."""
    text = WORDS[language]["and"].join(map(str, section.named))
    return text + (_more(section, language) if section.folded else "")


def _more(section: DigestSection, language: Language) -> str:
    key = unit_key("and-more", len(section.items), section.articles)
    return WORDS[language][key].format(count=len(section.folded))


def more_word(section: DigestSection, language: Language) -> str:
    """The label of the control that shows the rows of a section that are not named."""
    return _more(section, language).lstrip("；; ")


def digest_lines(sections: Iterable[DigestSection], language: Language) -> Iterator[str]:
    """The digest in plain text, one line for each section."""
    for section in sections:
        yield f"{title_of(section, language)}{WORDS[language]['colon']}{text_of(section, language)}"


def _named(row: ComparisonRow, language: Language) -> DigestItem:
    """A row by its citation, with its heading or first clause."""
    name = (
        row.label
        if row.right or not row.label
        else WORDS[language]["former"].format(name=row.label)
    )
    words = first_words(row.cells[0])
    return DigestItem(id=row.id, name=name, words=words, gap=" " if name and words else "")


def first_words(cell: RowCell) -> str:
    """The heading of a provision, else its first clause, cut where it is long."""
    heading = "".join(piece.text for piece in cell.heading)
    found = _CLAUSE.match("".join(piece.text for piece in cell.text))
    text = " ".join((heading or (found.group() if found else "")).replace("\u3000", " ").split())
    return text if len(text) <= FIRST_WORDS else text[:FIRST_WORDS] + "…"


def sided(row: ComparisonRow, language: Language, sides: tuple[str, str]) -> str:
    """The citations of both sides, each with the name of its side: 旧第六条 → 新第七条."""
    names = (
        name or f"“{first_words(cells[0])}”"
        for name, cells in zip(row.names, (row.left, row.right), strict=True)
    )
    return " → ".join(
        WORDS[language]["sided"].format(side=side, name=name)
        for side, name in zip(sides, names, strict=True)
    )


def _doubt(row: ComparisonRow, language: Language, sides: tuple[str, str]) -> DigestItem:
    words = WORDS[language]["odds"].format(
        score=odds_text(row.score), reason=pass_word(row.reason, language)
    )
    return DigestItem(
        id=row.id,
        name=sided(row, language, sides),
        words=words,
        gap="" if words.startswith("（") else " ",
    )


def _crossing(row: ComparisonRow) -> str:
    """Both citations where they differ."""
    left, right = row.names
    return f"{left} → {right}" if left and right and left != right else row.label
