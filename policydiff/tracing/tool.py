"""The changes of versions and of clauses, for an assistant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from policydiff.comparing.actions.diff import diff
from policydiff.comparing.report.table.comparison import ComparisonView, view_comparison
from policydiff.library.tools.reading import named, notes_of
from policydiff.mcp.answers import Findings, QuotedRow
from policydiff.mcp.provenance import Provenance, provenance_of
from policydiff.messages import Message
from policydiff.model.comparison import Fact, FactType
from policydiff.model.lineage import Evidence
from policydiff.model.reports import ReportOptions
from policydiff.report.lineage_words import evidence_of
from policydiff.report.pieces import TextPiece
from policydiff.report.rows import FOLDED, Category, ComparisonRow, RowCell
from policydiff.report.versions import deciding_word
from policydiff.store.repository import Repository
from policydiff.tracing.actions.history import history
from policydiff.tracing.report.history import HistoryRow, HistoryText, rows_of
from policydiff.works.session import Session

LONGEST = 8000
"""Characters of a text in a row of changes; of a longer one the beginning is given."""

Change = Literal[
    "reworded",
    "added",
    "removed",
    "split",
    "merged",
    "regrouped",
    "moved",
    "explained",
    "renumbered",
    "unchanged",
    "first",
    "absent",
    "fact",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedSide:
    """The text of a provision on one side.

    `characters` is its whole length; where `cut` is true `text` is only its beginning, and
    read_provision gives all.
    """

    provision: str | None
    heading: str | None
    text: str
    characters: int
    cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChange:
    """Words that went and those that came in their place; either may be empty."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """The effect of a change.

    `before` and `after` are the operative words, null where they are absent.
    """

    type: FactType
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow(QuotedRow):
    """One change between two versions, with the whole text of both sides.

    `change` "explained" is a citation that only follows a renumbering, "fact" a fact about the
    document such as its title. `words` are the words that differ, null where several provisions
    stand on a side. `doubtful` is true where a reader should check that the two sides correspond.
    """

    old_source: Provenance
    new_source: Provenance
    change: Change
    moved: bool
    renumbered: bool
    doubtful: bool
    old: tuple[QuotedSide, ...]
    new: tuple[QuotedSide, ...]
    words: tuple[WordChange, ...] | None
    facts: tuple[FactChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRow(QuotedRow):
    """One version in the history of a clause.

    `old` and `new` are the texts before and after what the version changed in its words; both are
    empty where the words are those of the row before. Of a clause that was split `old` is the
    stretch from which each part came. `provision` is the number of the clause in
    this version, null where it is not there. `decision` is the act that made the version, `items`
    those of it that are about the clause. `evidence` is the ground for the clause being the same
    one as before: declared by the act, pinned by a person, or inferred from the texts.
    """

    source: Provenance
    change: tuple[Change, ...]
    provision: str | None
    old: tuple[QuotedSide, ...]
    new: tuple[QuotedSide, ...]
    words: tuple[WordChange, ...] | None
    decision: str | None
    items: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    doubtful: bool


def compare(session: Session, old: str, new: str, *, whole: bool) -> Findings[ChangeRow]:
    """The changes from one version to another, in the order of the new text.

    Rows in which only a number or a citation of a number changed are counted, and listed where the
    `whole` is wanted. Raises what `diff` raises.
    """
    found = diff(old, new, session)
    view = view_comparison(found.comparison, ReportOptions(language=session.language))
    changed = [row for row in view.rows if row.category != "unchanged"]
    listed = [row for row in changed if whole or row.category not in FOLDED]
    store = session.store_if_any()
    sources = (
        provenance_of(found.left.document, store=store),
        provenance_of(found.right.document, store=store),
    )
    rows = [*_fact_rows(view, sources), *(_change_row(row, sources) for row in listed)]
    quiet = Counter(row.category for row in changed if row not in listed)
    return Findings(
        total=len(rows),
        row=rows.__getitem__,
        counts={
            **Counter(row.category for row in view.rows if not row.frame),
            "changes_not_listed": sum(quiet.values()),
        },
        notes=(*(note for side in found.sides for note in notes_of(side)), *_stated(view, quiet)),
    )


def _stated(view: ComparisonView, quiet: Mapping[Category, int]) -> Iterator[Message]:
    """The sentences about a whole comparison."""
    if not view.changed:
        yield Message.foreign(view.same)
    if quiet:
        yield Message(
            "{count} changes of nothing but numbers or citations of numbers are not listed; whole lists them",
            count=sum(quiet.values()),
        )
    lines = (*view.stated, *view.findings, *view.doubts, view.noise)
    yield from (Message.foreign(line) for line in lines if line)


def _fact_rows(view: ComparisonView, sources: tuple[Provenance, Provenance]) -> Iterator[ChangeRow]:
    """The facts about the documents that differ."""
    for name, before, after in view.metadata:
        yield ChangeRow(
            **sources[1].cite(),
            old_source=sources[0],
            new_source=sources[1],
            change="fact",
            moved=False,
            renumbered=False,
            doubtful=False,
            old=(_quoted(name, "", before),) if before else (),
            new=(_quoted(name, "", after),) if after else (),
            words=None,
            facts=(),
        )


def _change_row(row: ComparisonRow, sources: tuple[Provenance, Provenance]) -> ChangeRow:
    single = len(row.left) <= 1 and len(row.right) <= 1
    source, cells = (sources[1], row.right) if row.right else (sources[0], row.left)
    name = (cells[0].label or cells[0].num) if len(cells) == 1 else None
    return ChangeRow(
        **source.cite(name),
        old_source=sources[0],
        new_source=sources[1],
        change=row.category,
        moved=row.moved,
        renumbered=row.renumbered,
        doubtful=row.doubtful,
        old=tuple(_cell_text(cell, "insert") for cell in row.left),
        new=tuple(_cell_text(cell, "delete") for cell in row.right),
        words=tuple(_word_changes((*row.heading, *row.text))) if single else None,
        facts=tuple(map(_fact, row.facts)),
    )


def _fact(fact: Fact) -> FactChange:
    return FactChange(type=fact.type, before=fact.before, after=fact.after)


def _cell_text(cell: RowCell, absent: str) -> QuotedSide:
    return _quoted(
        cell.label or cell.num, _joined(cell.heading, absent), _joined(cell.text, absent)
    )


def _joined(pieces: Iterable[TextPiece], absent: str) -> str:
    """The text of one side.

    All but what only the other side has, and what is no text of the law.
    """
    return "".join(piece.text for piece in pieces if piece.op != absent and not piece.note)


def _quoted(provision: str, heading: str, text: str) -> QuotedSide:
    return QuotedSide(
        provision=provision or None,
        heading=heading or None,
        text=text[:LONGEST],
        characters=len(text),
        cut=len(text) > LONGEST,
    )


def _word_changes(pieces: Iterable[TextPiece]) -> Iterator[WordChange]:
    """The words that differ, each stretch with what took its place."""
    own = (piece for piece in pieces if not piece.note)
    for equal, run in groupby(own, lambda piece: piece.op == "equal"):
        if not equal:
            together = tuple(run)
            yield WordChange(old=_joined(together, "insert"), new=_joined(together, "delete"))


def follow(session: Session, version: str, provision: str) -> Findings[ClauseRow]:
    """A clause in every stored version of its work, and of works before and after it.

    Raises what `history` raises, and `UsageError`.
    """
    found = history(named(version, provision), session)
    store = session.store()
    rows = [one for row in rows_of(found) for one in _clause_rows(row, store)]
    return Findings(
        total=len(rows),
        row=rows.__getitem__,
        counts={
            "versions": len(rows),
            "versions_with_other_words": sum(bool(row.words or row.old) for row in rows),
        },
        notes=found.remarks,
    )


def _clause_rows(row: HistoryRow, store: Repository) -> Iterator[ClauseRow]:
    """The versions of a row; only the first can have changed the clause."""
    grounds = evidence_of(row.moment)
    texts = () if row.quiet else row.texts("zh")
    for moment in row.moments:
        if moment.document is not None:
            source = provenance_of(moment.document, store=store)
            eid = moment.clauses[0].eid if moment.clauses else None
            yield ClauseRow(
                **source.cite(row.numbers("zh") if moment.clauses else None, eid),
                source=source,
                change=_changes(row),
                provision=row.numbers("zh") if moment.clauses else None,
                old=() if row.before is None else tuple(_clause_texts(row, texts, "insert")),
                new=tuple(_clause_texts(row, texts, "delete")),
                words=tuple(_word_changes((*texts[0].heading, *texts[0].text)))
                if len(texts) == 1 and row.before is not None
                else None,
                decision=deciding_word(moment.version) or None,
                items=grounds.items,
                evidence=grounds.evidence,
                doubtful=any(clause.doubtful for clause in moment.clauses),
            )


def _changes(row: HistoryRow) -> tuple[Change, ...]:
    """The changes of a row in words."""
    found: list[Change] = []
    for clause in row.moment.clauses:
        flags: tuple[Change, ...] = ("renumbered",) if clause.renumbered else ()
        flags += ("moved",) if clause.moved else ()
        kind: Change = "explained" if clause.references_only else clause.kind
        found += flags if flags and kind == "unchanged" else (kind, *flags)
    gone: tuple[Change, ...] = ("removed",) if row.ended else ()
    return tuple(dict.fromkeys((*found, *gone))) or ("absent",)


def _clause_texts(
    row: HistoryRow, texts: tuple[HistoryText, ...], absent: str
) -> Iterator[QuotedSide]:
    """The texts of one side; none where all of it is on the other."""
    for text in texts:
        whole = _joined(text.text, absent)
        heading = _joined(text.heading, absent)
        if whole or heading:
            yield _quoted(text.label or row.numbers("zh"), heading, whole)
