"""The head of a report: new, gone, changed figures and duties, doubts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from policydiff.comparing.engine.align.confidence import CONFIDENT
from policydiff.comparing.report.table.facts import belongs_in_summary
from policydiff.locale import Language
from policydiff.model.comparison import Fact, FactType
from policydiff.report.labels import WORDS, fact_side, odds_text, pass_word
from policydiff.report.pieces import neutral
from policydiff.report.rows import ComparisonRow, RowCell

FIRST_WORDS = 20
"""A text is cut after so many characters where its first clause is longer."""

SHOWN = 6
"""So many rows of one kind are named at most; a page folds the others."""

LINE = 100
"""No further row is named from so many characters on."""

MOST_FACTS = 2
"""So many changed figures of one row are told at the head of a report."""

_FACTS: dict[str, tuple[FactType, ...]] = {
    "amounts": ("amount",),
    "periods": ("period",),
    "shares": ("ratio", "count"),
    "duties": ("modality",),
}
"""Sections of facts, by the keys of their words."""

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
        """The row as it stands in a line of text."""
        return f"{self.name}{self.gap}{self.words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSection:
    """Rows with the same statement.

    `key` is one of words, `articles` counts the rows that are of articles.
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


def digest(rows: Iterable[ComparisonRow], language: Language) -> tuple[DigestSection, ...]:
    """The sections that have rows, in the order in which a person asks."""
    shown = tuple(row for row in rows if not row.around)
    sections = (
        _section(
            "new",
            (row for row in shown if row.category == "added"),
            lambda row: _named(row, language),
        ),
        _section(
            "gone",
            (row for row in shown if row.category == "removed"),
            lambda row: _named(row, language),
        ),
        *(_changed(key, types, shown, language) for key, types in _FACTS.items()),
        _section(
            "to-check", (row for row in shown if row.doubtful), lambda row: _doubt(row, language)
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
        key=key, items=tuple(map(item, found)), articles=sum(row.articles for row in found)
    )


def _changed(
    key: str, types: tuple[FactType, ...], rows: Iterable[ComparisonRow], language: Language
) -> DigestSection:
    """The rows in which a fact of these types changed, each with both sides."""
    return _section(
        key,
        (row for row in rows if any(_of(row, types))),
        lambda row: _digest_item(row, types, language),
    )


def _of(row: ComparisonRow, types: tuple[FactType, ...]) -> list[tuple[Fact, str]]:
    """The facts of these types for the head of a report, with their clauses.

    Those that replace one expression by another come first.
    """
    clauses = row.clauses or ("",) * len(row.facts)
    found = [
        one
        for one in zip(row.facts, clauses, strict=True)
        if one[0].type in types and belongs_in_summary(one[0])
    ]
    return sorted(found, key=lambda one: one[0].before is None or one[0].after is None)


def _digest_item(row: ComparisonRow, types: tuple[FactType, ...], language: Language) -> DigestItem:
    """A row by its citation, with its first facts of these types.

    How many more it has is stated at the end.
    """
    words = WORDS[language]
    facts = list(dict.fromkeys(_fact(fact, clause, language) for fact, clause in _of(row, types)))
    remaining = len(facts) - MOST_FACTS
    text = words["list"].join(facts[:MOST_FACTS]) + (
        words["facts-more"].format(count=remaining) if remaining > 0 else ""
    )
    name = row.label or first_words(row.cells[0])
    return DigestItem(id=row.id, name=name, words=text, gap=words["colon"] if name else "")


def _fact(fact: Fact, clause: str, language: Language) -> str:
    """Both sides of a fact, with its clause.

    For example 一千元 → 五千元, 可以 → 应当（应当停止执行）, 新增一年（最长不得超过一年）.
    """
    words = WORDS[language]
    before, after = (fact_side(side) for side in (fact.before, fact.after))
    if fact.before is not None and fact.after is not None:
        text = f"{before} → {after}"
    else:
        key, text = ("came", after) if fact.before is None else ("went", before)
        text = words[key].format(words=text)
    around = clause if clause not in (fact.before, fact.after) else ""
    return neutral(text + (f"{words['open']}{around}{words['close']}" if around else ""))


def title_of(section: DigestSection, language: Language) -> str:
    """The title of a section: 新增（5 条）, 对应关系待核对（2 条，把握低于 90%）."""
    words = WORDS[language]
    others = len(section.items) - section.articles
    key = "count-of" if not others else "count-besides" if section.articles else "count-places"
    return words[section.key].format(
        count=words[key].format(articles=section.articles, others=others),
        least=odds_text(CONFIDENT),
    )


def text_of(section: DigestSection, language: Language) -> str:
    """The named rows of a section in plain text, and how many more there are."""
    words = WORDS[language]
    text = words["and"].join(map(str, section.named))
    more = words["and-more"].format(count=len(section.folded)) if section.folded else ""
    return text + more


def more_word(section: DigestSection, language: Language) -> str:
    """The label of the control that shows the rows of a section that are not named."""
    more = WORDS[language]["and-more"].format(count=len(section.folded))
    return more.lstrip("；; ")


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


def _doubt(row: ComparisonRow, language: Language) -> DigestItem:
    words = WORDS[language]["odds"].format(
        score=odds_text(row.score), reason=pass_word(row.reason, language)
    )
    return DigestItem(
        id=row.id,
        name=" → ".join(row.names),
        words=words,
        gap="" if words.startswith("（") else " ",
    )


def _crossing(row: ComparisonRow) -> str:
    """Both citations where they differ."""
    left, right = row.names
    return f"{left} → {right}" if left and right and left != right else row.label
