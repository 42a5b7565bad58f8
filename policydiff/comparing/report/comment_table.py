"""Comments on a draft, each beside its clause and what became of it: 意见采纳情况表."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import ClassVar

from policydiff.comparing.engine.clause_comments import (
    ClauseComment,
    PlacedComment,
    clauses_in,
    is_container,
    place_comments,
)
from policydiff.comparing.report.table import notes as row_notes
from policydiff.comparing.report.table.comparison import ComparisonView, view_comparison
from policydiff.comparing.report.table.comparison_page import provisions, unified, version_facts
from policydiff.comparing.report.table.match_rows import categorise
from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message
from policydiff.model.comparison import Comparison, Side
from policydiff.model.document import Provision, printed
from policydiff.model.index import ProvisionIndex, Target, index_document
from policydiff.model.json_keys import JsonValue
from policydiff.model.reports import ReportOptions
from policydiff.report import page
from policydiff.report.citations import cite
from policydiff.report.labels import WORDS
from policydiff.report.moments import moment_of
from policydiff.report.pieces import TextPiece, neutral
from policydiff.report.rows import Category, ComparisonRow
from policydiff.report.sheets.book import BOLD, Book, ListSheet
from policydiff.report.sheets.page import cell_runs
from policydiff.report.sheets.words import SHEET_WORDS

COMMENT_LABELS = Labels(
    "comments on a draft",
    {
        "page-title": "{title} · Comments and their adoption",
        "clause": "Clause (draft for comments)",
        "clause-text": "Text of the draft for comments",
        "comment": "Comment",
        "unit": "Made by",
        "others": "Further columns",
        "result": "Text of the final version",
        "adoption": "Adoption",
        "reason": "Reasons for it",
        "mark": "Check mark",
        "given": "As given: {head}",
        "adopted": "adopted",
        "partly": "adopted in part",
        "not-adopted": "not adopted",
        "one-of": "Choose one of “{choices}”.",
        "count": "Comments: {all}; on clauses of the draft: {placed}, on the whole or for new clauses: {general}, not placed: {unplaced}.",
        "general": "Comments on the whole, and for new clauses",
        "placed": "Comments on clauses",
        "unplaced": "Comments whose clause was not found in the draft",
        "unspoken": "Changes without a comment",
        "no-unspoken": "There is no change in a clause without a comment.",
        "renumbered-only": "Only the number changed: {names}.",
        "idle": "Clauses with comments that did not change",
        "idle-line": "{name}: comments {numbers}",
        "doubts": "Look at these",
        "changed-since": "What became of the clause is not what the filled table shows; look again.",
        "stale": "Filled in, and what became of the clause has changed since; look again at: {numbers}.",
        "unmarked": "Filled in without a check mark, which workbooks of this table have; if what became of the clause has changed since is not known of: {numbers}.",
        "lost": "Filled in before, and among these comments no more: {words}",
        "nobody": "Adoption and reasons are for a person to fill in; this program proposes nothing there.",
        "unchanged": "not changed",
        "heading-unchanged": "heading not changed",
        "reworded": "text changed",
        "renumbered": "number changed",
        "removed": "deleted",
        "of-it": "of this, {name}",
        "no-row": "no row of its own in the comparison; see both texts",
        "in-draft": "In the draft",
        "in-final": "In the final text",
    },
    SHEET_WORDS,
)
"""The words of this table, and the heads by which it is read back."""

_CHOICES = ("adopted", "partly", "not-adopted")
_WIDE = ("clause-text", "comment", "result")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentedClause:
    """A clause of the draft of which a comment speaks, and what became of it.

    `name` and `text` are its own. `result` is what became of it, None where the comparison does not
    say; `now` are its names in the final text. `rows` are that of the clause, or of the one around
    a `part`, and of all that stands in a chapter or an attachment.
    """

    eid: str
    name: str
    text: str
    now: str = ""
    result: Category | None = None
    part: bool = False
    rows: tuple[ComparisonRow, ...] = ()

    @property
    def unchanged(self) -> bool:
        """True where nothing of it changed, no number either."""
        inside = () if self.part else self.rows
        return self.result == "unchanged" and all(row.category == "unchanged" for row in inside)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    """A comment with its clauses; `number` is its place in the table, from 1."""

    number: int
    placed: PlacedComment
    clauses: tuple[CommentedClause, ...]

    @property
    def comment(self) -> ClauseComment:
        """The comment itself."""
        return self.placed.comment

    @property
    def mark(self) -> str:
        """A short hash of what became of the clauses; another one where that changed."""
        shown = [
            (
                row.category,
                [(cell.num, _words(cell.heading), _words(cell.text)) for cell in row.right],
            )
            for clause in self.clauses
            for row in clause.rows
        ]
        parts = [(clause.result, clause.part) for clause in self.clauses]
        return hashlib.sha256(ascii((parts, shown)).encode()).hexdigest()[:16]

    @property
    def changed_since(self) -> bool:
        """True where what became of the clauses is another since a person filled it in."""
        return self.comment.filled and self.comment.mark not in ("", self.mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentTable(JsonValue):
    """The comments on a draft and the final text: 意见采纳情况表.

    `lost` are the rows of a filled table whose comment is not among these; `notes` speak of parts
    of the files that are no comments.
    """

    family: ClassVar[str] = "comments"

    view: ComparisonView
    rows: tuple[CommentRow, ...]
    lost: tuple[ClauseComment, ...] = ()
    notes: tuple[Message, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """The number of comments, of all and of each kind."""
        kinds: list[str] = [row.placed.kind for row in self.rows]
        each = {kind: kinds.count(kind) for kind in ("placed", "general", "unplaced")}
        return {"all": len(kinds), **each}

    @property
    def unspoken(self) -> tuple[ComparisonRow, ...]:
        """The changed rows of which no comment on a clause speaks."""
        clauses = (clause for row in self.rows for clause in row.clauses)
        spoken = {row.id for clause in clauses for row in clause.rows}
        changed = (row for row in self.view.rows if row.category != "unchanged")
        return tuple(row for row in changed if row.id not in spoken)


def view_comments(
    comparison: Comparison,
    comments: Iterable[ClauseComment],
    options: ReportOptions,
    *,
    lost: tuple[ClauseComment, ...] = (),
    notes: tuple[Message, ...] = (),
) -> CommentTable:
    """The table of comments on the left text. Raises as `view_comparison`."""
    view = view_comparison(comparison, options)
    clauses = _ResultFinder(view, options.language)
    rows = (
        CommentRow(number=number, placed=one, clauses=tuple(map(clauses.clause, one.eids)))
        for number, one in enumerate(place_comments(comments, comparison.left), start=1)
    )
    return CommentTable(view=view, rows=tuple(rows), lost=lost, notes=notes)


class _ResultFinder:
    """Finds what became of the clauses of a draft."""

    def __init__(self, view: ComparisonView, language: Language) -> None:
        comparison = view.comparison
        self.draft, self.final = index_document(comparison.left), index_document(comparison.right)
        self.owners = {side.eid: match for match in comparison.matches for side in match.left}
        self.shown = {row.id: row for row in view.rows}
        self.words = WORDS[language]

    def clause(self, eid: str) -> CommentedClause:
        """A clause by its eId."""
        match = self.owners.get(eid)
        around = (one for one in (eid, *self.draft.ancestors(eid)) if self.row_of(one))
        home = next(around, eid)
        part = home != eid
        node = self.draft.by_eid.get(eid)
        inside = clauses_in(eid, self.draft) if is_container(node) else ()
        rows = (row for one in (home, *inside) if (row := self.row_of(one)) is not None)
        name = self.name(self.draft, eid)
        text = self.draft.document.title if node is None else _text_of(node)
        return CommentedClause(
            eid=eid,
            name=name,
            text=(f"{name}{self.words['colon']}" if part else "") + neutral(text),
            now="、".join(self.name(self.final, side.eid) for side in match.right) if match else "",
            result=None if match is None else categorise(match, of_heading=is_container(node)),
            part=part,
            rows=tuple({row.id: row for row in rows}.values()),
        )

    def row_of(self, eid: str) -> ComparisonRow | None:
        """The row of the match that holds a node itself."""
        match = self.owners.get(eid)
        return None if match is None else self.shown.get(match.id)

    def name(self, index: ProvisionIndex, eid: str) -> str:
        """The citation of a node, else its heading, else the word for it."""
        node = index.by_eid.get(eid)
        heading = getattr(node, "heading", None) or ("" if node else self.words["title"])
        return neutral(cite(index, Side(eid=eid, num=None, level="")) or heading)


def _text_of(node: Target) -> str:
    """The words of a clause with its number; of a chapter its heading."""
    if is_container(node):
        return "　".join(filter(None, (node.num, node.heading)))
    return printed(node) if isinstance(node, Provision) else node.text


def _words(pieces: Iterable[TextPiece]) -> str:
    """The words of the final text in a redline."""
    return "".join(one.text for one in pieces if one.op != "delete" and not one.note)


def result_lines(clauses: Iterable[CommentedClause], options: ReportOptions) -> page.Lines:
    """The results of the clauses of a comment, each row once."""
    labels = COMMENT_LABELS[options.language]
    found: list[page.PageLine] = []
    shown: set[int] = set()  # of two articles that became one the row is shown once
    for clause in clauses:
        name = clause.name if clause.now in ("", clause.name) else f"{clause.name} → {clause.now}"
        if clause.part:
            name = labels["of-it"].format(name=name)
        if clause.part or not clause.rows:
            words = labels[clause.result or "no-row"]
            found.append(page.line(f"{name}{labels['colon']}{words}", "strong"))
        for row in clause.rows:
            found += () if row.id in shown else row_lines(row, options, gone=len(clause.rows) > 1)
            shown.add(row.id)
    return tuple(found)


def row_lines(row: ComparisonRow, options: ReportOptions, *, gone: bool = False) -> page.Lines:
    """The numbers of a row, its change, redline, and what is proved of it.

    With `gone`, the text of what was deleted too.
    """
    labels = COMMENT_LABELS[options.language]
    text: page.Lines = ()
    if row.category not in ("unchanged", "renumbered", "moved", *(() if gone else ("removed",))):
        text = unified(row, 0)
        if not (row.text or row.heading):
            before, after = (f"{labels[key]}{labels['colon']}" for key in ("in-draft", "in-final"))
            text = (page.line(before, "quiet"), *provisions(row.left))
            text += (page.line(after, "quiet"), *provisions(row.right))
    remarks = (*row_notes.fact_lines(row, options.language), *row_notes.remarks(row, options))
    statement = page.line(_statement(row, options.language), "strong")
    return (statement, *text, *page.lines(remarks, "quiet"))


def _statement(row: ComparisonRow, language: Language) -> str:
    """第五条 → 第六条：文字有修改，条号变化."""
    labels = COMMENT_LABELS[language]
    left, right = row.names
    name = f"{left} → {right}" if left and right and left != right else right or left or row.title
    quiet = row.container and row.category == "unchanged"
    words = [labels["heading-unchanged" if quiet else row.category]]
    if row.category in ("renumbered", "moved") and not row.container:
        words.append(labels["text-unchanged"])
    if row.renumbered and row.category in ("reworded", "explained", "moved"):
        words.append(labels["renumbered"])
    if row.moved and row.category != "moved":
        words.append(labels["moved"])
    return f"{neutral(name)}{labels['colon']}{labels['comma'].join(words)}"


def comments_page(table: CommentTable, options: ReportOptions) -> page.Page:
    """The counts, each comment beside its clause, the changes that none speaks of."""
    language = options.language
    labels = COMMENT_LABELS[language]
    return page.Page(
        family=table.family,
        language=language,
        title=labels["page-title"].format(title=neutral(table.view.comparison.right.title)),
        sections=(
            page.part(
                page.line(count_line(table, language), "strong"),
                page.FactLines(lines=version_facts(table.view, language)),
            ),
            *page.listed(labels["doubts"], _doubts(table, language), "doubt"),
            page.part(_comments(table, options)),
            page.PageSection(
                heading=page.line(labels["unspoken"]), blocks=tuple(_unspoken(table, options))
            ),
            *page.listed(labels["idle"], _idle(table, language)),
            *page.listed(labels["metadata"], _facts(table)),
            page.part(*page.lines((labels["nobody"], table.view.noise), "quiet")),
        ),
    )


def count_line(table: CommentTable, language: Language) -> str:
    """The number of comments, and of those at each kind of place."""
    return COMMENT_LABELS[language]["count"].format(**table.counts)


def _doubts(table: CommentTable, language: Language) -> Iterator[str]:
    """All that a person should look at before the table."""
    labels = COMMENT_LABELS[language]
    yield from table.view.warnings
    yield from (neutral(translate(note, language)) for note in table.notes)
    filled = [row for row in table.rows if row.comment.filled]
    stale = [row.number for row in filled if row.changed_since]
    unmarked = [row.number for row in filled if not row.comment.mark]
    for key, numbers in (("stale", stale), ("unmarked", unmarked)):
        if numbers:
            yield labels[key].format(numbers=labels["list"].join(map(str, numbers)))
    for one in table.lost:
        words = (one.clause, one.text, one.unit, one.adoption, one.reason)
        yield labels["lost"].format(words=neutral(" | ".join(filter(None, words))))


def _comments(table: CommentTable, options: ReportOptions) -> page.PageTable:
    """A row for each comment, below a head for each kind of place."""
    labels = COMMENT_LABELS[options.language]
    keys = ["serial", "clause", "clause-text", "comment", "unit", "others", "result", "adoption"]
    keys.append("reason")
    if not any(row.comment.others for row in table.rows):
        keys.remove("others")
    rows: list[page.PageRow] = []
    for kind, group in groupby(table.rows, key=lambda row: row.placed.kind):
        head = page.words(labels[kind])
        alone = (page.PageLine(text=head, role="strong"),)
        rows.append(
            page.PageRow(cells=((),) * len(keys), alone=alone, role="unchanged", heading=head)
        )
        rows += (_row(row, keys, options) for row in group)
    columns = (
        page.Column(head=labels[key], wide=key in _WIDE, cut=key == "reason") for key in keys
    )
    return page.PageTable(columns=tuple(columns), rows=tuple(rows), layout="records")


def _row(row: CommentRow, keys: Iterable[str], options: ReportOptions) -> page.PageRow:
    comment, labels = row.comment, COMMENT_LABELS[options.language]
    further = (f"{head}{labels['colon']}{text}" if head else text for head, text in comment.others)
    cells = {
        "serial": page.cell(str(row.number)),
        "clause": page.cell(comment.clause),
        "clause-text": _draft(row, options.language),
        "comment": page.cell(comment.text),
        "unit": page.cell(comment.unit),
        "others": page.lines(further),
        "result": result_lines(row.clauses, options),
        "adoption": page.cell(comment.adoption),
        "reason": page.cell(comment.reason),
    }
    lead = page.words(f"{row.number}　{comment.clause}".rstrip(), "strong")
    below = (
        replace(one, name="" if place else labels[key], depth=2 if place else 1)
        for key, lines in cells.items()
        if key not in ("serial", "clause")
        for place, one in enumerate(lines)
    )
    return page.PageRow(
        cells=tuple(cells[key] for key in keys),
        alone=(page.PageLine(mark="change", text=lead), *below),
    )


def _draft(row: CommentRow, language: Language) -> page.Lines:
    """The clauses of the draft, then what is in doubt of them."""
    look = (COMMENT_LABELS[language]["changed-since"],) if row.changed_since else ()
    doubts = (*(neutral(translate(one, language)) for one in row.placed.doubts), *look)
    return (*page.lines(clause.text for clause in row.clauses), *page.lines(doubts, "doubt"))


def _unspoken(table: CommentTable, options: ReportOptions) -> Iterator[page.Block]:
    """The changed clauses of which no comment speaks."""
    labels = COMMENT_LABELS[options.language]
    changed = [row for row in table.unspoken if row.category != "renumbered"]
    numbers = [row for row in table.unspoken if row.category == "renumbered"]
    if not table.unspoken:
        yield page.line(labels["no-unspoken"])
    if changed:
        columns = page.Column(head=labels["serial"]), page.Column(head=labels["result"], wide=True)
        lines = (row_lines(row, options, gone=True) for row in changed)
        rows = (
            page.PageRow(cells=(page.cell(str(place)), one), alone=one)
            for place, one in enumerate(lines, start=1)
        )
        yield page.PageTable(columns=columns, rows=tuple(rows), layout="records")
    if numbers:
        names = (" → ".join(filter(None, row.names)) or row.title for row in numbers)
        yield page.line(labels["renumbered-only"].format(names=labels["list"].join(names)))


def _idle(table: CommentTable, language: Language) -> Iterator[str]:
    """The commented clauses that did not change, with the numbers of their comments."""
    labels = COMMENT_LABELS[language]
    found: dict[str, list[str]] = {}
    for row in table.rows:
        for clause in row.clauses:
            if clause.unchanged:
                found.setdefault(clause.name, []).append(str(row.number))
    for name, numbers in found.items():
        yield labels["idle-line"].format(name=name, numbers=labels["list"].join(numbers))


def _facts(table: CommentTable) -> Iterator[str]:
    return (f"{field} {left} → {right}" for field, left, right in table.view.metadata)


def write_comments(book: Book, table: CommentTable, options: ReportOptions) -> None:
    """Write the comments with their choices, other changes, counts and doubts."""
    language = options.language
    labels = COMMENT_LABELS[language]
    title = labels["page-title"].format(title=neutral(table.view.comparison.right.title))
    book.describe(
        title, options.signer, moment_of(options, table.view.comparison.right.version_date)
    )
    heads = tuple(dict.fromkeys(head for row in table.rows for head, _ in row.comment.others))
    widths = {"serial": 6, "clause": 14, "clause-text": 40, "comment": 40, "unit": 16, "result": 44}
    widths |= {"adoption": 12, "reason": 32}
    columns = [(labels[key], width) for key, width in widths.items()]
    columns += [(labels["given"].format(head=head), 16) for head in heads]
    sheet = ListSheet(book, labels["comment"], (*columns, (labels["mark"], 18)), frozen=2)
    for row in table.rows:
        comment, others = row.comment, dict(row.comment.others)
        draft = tuple(cell_runs(_draft(row, language)))
        final = tuple(cell_runs(result_lines(row.clauses, options)))
        first = (row.number, comment.clause, draft, comment.text, comment.unit, final)
        given = (others.get(head, "") for head in heads)
        sheet.row((*first, comment.adoption, comment.reason, *given, row.mark))
    choices = [labels[key] for key in _CHOICES]
    message = labels["one-of"].format(choices=labels["list"].join(choices))
    sheet.choices(
        list(widths).index("adoption"), choices, title=labels["adoption"], message=message
    )
    sheet.sheet.set_column(len(columns), len(columns), 18, None, {"hidden": True})
    sheet.close(title, labels["page"])
    heads_of_changes = ((labels["serial"], 6), (labels["result"], 110))
    changes = ListSheet(book, labels["unspoken"], heads_of_changes, frozen=1)
    for place, one in enumerate(table.unspoken, start=1):
        changes.row((place, tuple(cell_runs(row_lines(one, options, gone=True)))))
    changes.close(title, labels["page"])
    about = (title, count_line(table, language), *_doubts(table, language), labels["idle"])
    last = (labels["metadata"], *_facts(table), labels["nobody"], table.view.noise)
    book.notes(labels["facts-sheet"], (*about, *_idle(table, language), *last), BOLD)
