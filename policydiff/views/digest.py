"""What a person reads first: what is new, what is gone, what changed most, which facts changed, which pairings to check."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from policydiff.diffing.confidence import CONFIDENT
from policydiff.model.comparison import Comparison, Match
from policydiff.model.plugins import Language
from policydiff.views.labels import WORDS, fact_word, pass_word
from policydiff.views.rows import Category, Cell, Row

LARGEST = 10
FIRST_WORDS = 20
"""A text is cut after so many characters where its first clause is longer."""

SHOWN = 12
"""So many of one kind are named where a report has no room to fold the others."""

_PARTLY: frozenset[Category] = frozenset(("reworded", "split", "merged", "regrouped"))
_CLAUSE = re.compile(r"[^。；：:;\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row of the report: `id` is its match's, `name` its citation, `words` its heading or first clause, or what is said of it."""

    id: int
    name: str
    words: str = ""

    @property
    def gap(self) -> str:
        """What parts name and words: nothing before a full-width bracket, which brings its own."""
        return " " if self.name and self.words and not self.words.startswith("（") else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows of which the same is said; `key` is one of words, `articles` says how many of the rows are of articles. Without rows, `words` say it all."""

    key: str
    items: tuple[Item, ...] = ()
    articles: int = 0
    words: str = ""


def digest(comparison: Comparison, rows: Iterable[Row], language: Language) -> tuple[Section, ...]:
    """The sections that have something to say, in the order in which a person asks."""
    shown = tuple(row for row in rows if not row.around)
    sections = (
        _section("new", (row for row in shown if row.category == "added"), lambda row: _named(row, language)),
        _section("gone", (row for row in shown if row.category == "removed"), lambda row: _named(row, language)),
        Section(key="largest", items=tuple(_largest(comparison, shown))),
        Section(key="fact-types", words=_facts(comparison, language)),
        _section("to-check", (row for row in shown if row.doubtful), lambda row: _doubt(row, language)),
        _section("set-by-hand", (row for row in shown if row.pinned), lambda row: Item(id=row.id, name=_crossing(row))),
    )
    return tuple(section for section in sections if section.items or section.words)


def _section(key: str, rows: Iterable[Row], item: Callable[[Row], Item]) -> Section:
    found = tuple(rows)
    return Section(key=key, items=tuple(map(item, found)), articles=sum(row.articles for row in found))


def title_of(section: Section, language: Language) -> str:
    """What a section is called: 新增（5 条）, 对应关系待核对（2 条，相似度低于 0.6）."""
    words = WORDS[language]
    others = len(section.items) - section.articles
    key = "count-of" if not others else "count-besides" if section.articles else "count-places"
    return words[section.key].format(count=words[key].format(articles=section.articles, others=others), least=CONFIDENT)


def digest_lines(sections: Iterable[Section], language: Language) -> Iterator[str]:
    """The digest in plain text, one line for each section."""
    words = WORDS[language]
    for section in sections:
        told = words["and"].join(f"{item.name}{item.gap}{item.words}" for item in section.items[:SHOWN]) or section.words
        rest = len(section.items) - SHOWN
        yield f"{title_of(section, language)}{words['colon']}{told}" + (words["and-more"].format(count=rest) if rest > 0 else "")


def _named(row: Row, language: Language) -> Item:
    """A row by its citation, with its heading or first clause."""
    cell = row.cells[0]
    name = row.label if row.right else WORDS[language]["former"].format(name=row.label)
    return Item(id=row.id, name=name if row.label else "", words=first_words(cell))


def first_words(cell: Cell) -> str:
    """The heading of a provision, else its first clause, cut where it is long."""
    heading = "".join(piece.text for piece in cell.heading)
    found = _CLAUSE.match("".join(piece.text for piece in cell.text))
    text = " ".join((heading or (found.group() if found else "")).replace("\u3000", " ").split())
    return text if len(text) <= FIRST_WORDS else text[:FIRST_WORDS] + "…"


def _largest(comparison: Comparison, rows: tuple[Row, ...]) -> Iterator[Item]:
    """The rows with the most characters that came or went, the largest first; what is new or gone is told elsewhere."""
    children: dict[int, list[Match]] = {}
    for match in comparison.matches:
        if match.parent is not None:
            children.setdefault(match.parent, []).append(match)
    by_id = {match.id: match for match in comparison.matches}
    found = []
    for place, row in enumerate(rows):
        if row.category in _PARTLY and not row.container:
            came, went = _changed(by_id[row.id], children)
            found.append((-(came + went), place, Item(id=row.id, name=_crossing(row), words=f"+{came} −{went}")))
    yield from (item for size, _, item in sorted(found, key=lambda entry: entry[:2])[:LARGEST] if size)


def _changed(match: Match, children: dict[int, list[Match]]) -> tuple[int, int]:
    """Characters that came and went; those of the parts where the whole has no edits. What is explained or noise does not count."""
    edits = [edit for edit in match.edits if not edit.noise and edit.cause is None]
    came = sum(len(edit.text) for edit in edits if edit.op == "insert")
    went = sum(len(edit.text) for edit in edits if edit.op == "delete")
    if not match.edits:
        for below in children.get(match.id, ()):
            more, less = _changed(below, children)
            came, went = came + more, went + less
    return came, went


def _facts(comparison: Comparison, language: Language) -> str:
    """How many facts of each type changed, the most frequent first; those of a part are its article's, too, and count once."""
    told = {match.id for match in comparison.matches if match.facts}
    counts = Counter(fact.type for match in comparison.matches if match.parent not in told for fact in match.facts)
    return WORDS[language]["list"].join(f"{fact_word(name, language)} {count}" for name, count in counts.most_common())


def _doubt(row: Row, language: Language) -> Item:
    words = WORDS[language]["likeness"].format(score=f"{row.score or 0.0:.2f}", reason=pass_word(row.reason, language))
    return Item(id=row.id, name=" → ".join(row.names), words=words)


def _crossing(row: Row) -> str:
    """Both citations where they differ."""
    left, right = row.names
    return f"{left} → {right}" if left and right and left != right else row.label
