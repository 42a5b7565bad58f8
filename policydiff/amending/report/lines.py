"""A consolidation as lines: its texts, each operation, the republished text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policydiff.amending.engine.operations import Consolidation, Difference, Operation, Verification
from policydiff.amending.report.consolidation import (
    ChangedClause,
    ConsolidationView,
    ItemChanges,
    counts,
    is_unread,
    other_counts,
)
from policydiff.amending.report.words import CONSOLIDATION_WORDS
from policydiff.comparing.report.table.summary import dated
from policydiff.locale import Language, translate
from policydiff.model.document import Document
from policydiff.model.version_names import UNOFFICIAL
from policydiff.report.labels import WORDS, date_word
from policydiff.report.pieces import ELLIPSIS, TextPiece, capitalised, neutral, view
from policydiff.report.rows import ComparisonRow, Gap
from policydiff.report.versions import day_word, ground_note

SHOWN = 3
"""So many operations of one kind on one clause are named by their places, more are counted."""

NAMED = 14
"""Characters of an item without a number that stand for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidationText:
    """One of the three texts of a consolidation.

    `name` is its part (base, decision, new version), `date` that of the version, `facts` are its other
    facts.
    """

    name: str
    title: str
    date: str | None
    facts: tuple[str, ...]


def texts(
    result: Consolidation, language: Language
) -> tuple[ConsolidationText, ConsolidationText, ConsolidationText]:
    """The base, the decision and the new version."""
    words = CONSOLIDATION_WORDS[language]
    named = (("base", result.base), ("decision", result.decision), ("result", result.document))
    base, decision, document = (
        text(words[name], document, language, articles=name != "decision")
        for name, document in named
    )
    return base, decision, document


def text(
    name: str, document: Document, language: Language, *, articles: bool = True
) -> ConsolidationText:
    """One text as a report presents it; `articles` counts them."""
    words = CONSOLIDATION_WORDS[language]
    dates = document.dates.to_dict()
    facts = [] if document.computed is None else [translate(UNOFFICIAL, language)]
    facts += [
        f"{day_word(key, document, language)} {date_word(value, language)}"
        for key, value in dates.items()
        if key != "in_force"
    ]
    if document.dates.in_force is not None:
        begin = words["in-force"].format(date=date_word(document.dates.in_force, language))
        facts.append(begin + ground_note(document.in_force_ground, language))
    facts += [] if document.presumption is None else [WORDS[language]["presumed"]]
    facts += [] if document.edit is None else [WORDS[language]["edited"]]
    facts += [value for value in (document.document_number, document.authority) if value]
    if articles:
        facts.append(words["article-count"].format(count=len(document.articles)))
    return ConsolidationText(
        name=name,
        title=neutral(document.title),
        date=dated(document, language),
        facts=tuple(map(neutral, facts)),
    )


def title(result: Consolidation, language: Language) -> str:
    """The title of a report."""
    return CONSOLIDATION_WORDS[language]["titled"].format(title=neutral(result.document.title))


def counts_line(result: Consolidation, language: Language) -> str:
    """The counts in one line."""
    return CONSOLIDATION_WORDS[language]["counts"].format(**counts(result))


def summary_lines(result: Consolidation, language: Language) -> tuple[str, ...]:
    """The counts, the items on other works, and the comparison."""
    found = (others_line(result, language), verified(result, language))
    return (counts_line(result, language), *filter(None, found))


def others_line(result: Consolidation, language: Language) -> str:
    """The number of items on other works, which were not looked at; "" without any."""
    counted = other_counts(result)
    return CONSOLIDATION_WORDS[language]["others"].format(**counted) if counted["others"] else ""


def complete_lines(result: Consolidation, language: Language) -> tuple[str, ...]:
    """The sentences that all was carried out, what that covers, and what it does not."""
    words = CONSOLIDATION_WORDS[language]
    alone = words["not-compared"] if result.verification is None else ""
    whole = words["complete"].format(**counts(result))
    return tuple(filter(None, (whole, others_line(result, language), alone)))


def item_name(line: ItemChanges, language: Language) -> str:
    """An item by its number, one without by its first words."""
    if line.item.number is not None:
        return line.item.number
    words = line.item.words[0] if line.item.words else CONSOLIDATION_WORDS[language]["no-item"]
    return f"“{words}”" if len(words) <= NAMED else f"“{words[: NAMED - 1]}…”"


def operations_by_status(
    entry: ChangedClause, language: Language
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The operations on a clause by status: kinds and places, each once."""
    for status in dict.fromkeys(operation.status for operation in entry.operations):
        found = [operation for operation in entry.operations if operation.status == status]
        yield status, tuple(_operation_phrases(found, language)) if status != "unparsed" else ()


def _operation_phrases(operations: list[Operation], language: Language) -> Iterator[str]:
    """Operations by kinds and places; many of one kind are counted."""
    words = CONSOLIDATION_WORDS[language]
    by_kind: dict[str, list[Operation]] = {}
    for operation in operations:
        by_kind.setdefault(operation.kind, []).append(operation)
    kinds = {kind: _places(found, language) for kind, found in by_kind.items()}
    many = [kind for kind, places in kinds.items() if len(places) > SHOWN]
    grouped: dict[tuple[str, ...], list[str]] = {}
    for kind, places in kinds.items():
        if kind not in many:
            grouped.setdefault(tuple(places), []).append(words[kind])
    for where, named in grouped.items():
        yield " ".join(filter(None, (words["list"].join(named), words["list"].join(where))))
    yield from (words["several"].format(kind=words[kind], count=len(kinds[kind])) for kind in many)


def _places(operations: list[Operation], language: Language) -> list[str]:
    """The places of operations of one kind; what is joined or split together."""
    words = CONSOLIDATION_WORDS[language]
    if operations[0].kind == "join":
        joins: dict[str, list[str]] = {}
        for operation in operations:
            joins.setdefault(operation.result_num or "", []).append(operation.target_num or "")
        return [
            neutral(f"{words['list'].join(dict.fromkeys(targets))}{words['to']}{result}")
            for result, targets in joins.items()
        ]
    if operations[0].kind == "split":
        results = words["list"].join(
            dict.fromkeys(operation.result_num or "" for operation in operations)
        )
        return [neutral(f"{operations[0].target_num or ''}{words['to']}{results}")]
    return list(dict.fromkeys(filter(None, map(_place, operations))))


def _place(operation: Operation) -> str:
    """The place of an operation, in the old and the new numbers where they differ."""
    if operation.unit is not None and operation.result_num is not None:
        return neutral(operation.result_num)
    places = (operation.target_num, None if _stays(operation) else operation.result_num)
    return neutral(" → ".join(filter(None, places)))


def _stays(operation: Operation) -> bool:
    """True where the new version has the place, not left out, under the same numbers."""
    levels = [level for level, _ in operation.steps]
    result_steps = tuple(step for step in operation.result_steps if step[0] in levels)
    return operation.result_num == operation.target_num or result_steps == operation.steps


def reasons(entry: ChangedClause, language: Language) -> tuple[str, ...]:
    """The reasons why operations failed, and the words that were not understood."""
    found = (
        trouble(operation, language)
        for operation in entry.operations
        if operation.status in ("failed", "unparsed")
    )
    return tuple(dict.fromkeys(filter(None, found)))


def trouble(operation: Operation, language: Language) -> str:
    """The trouble with an operation."""
    if operation.status == "unparsed":
        return neutral(operation.text or "")
    return neutral(translate(operation.message, language)) if operation.message else ""


def trouble_words(operation: Operation, language: Language) -> str:
    """An operation that is left to do by hand: status, kind and place, reason."""
    words = CONSOLIDATION_WORDS[language]
    kind = words[operation.kind] if operation.status == "failed" else ""
    return "  ".join(
        filter(
            None, (words[operation.status], kind, _place(operation), trouble(operation, language))
        )
    )


def doubts(sheet: ConsolidationView) -> tuple[tuple[ItemChanges | None, str], ...]:
    """Doubts on what was carried out: misquoted words, references that lead nowhere."""
    language = sheet.options.language
    found: list[tuple[ItemChanges | None, str]] = [
        (line, " ".join((_place(operation), words)).strip())
        for line in sheet.lines
        for operation in line.item.operations
        for words in (remark(operation, language),)
        if words
    ]
    found += [
        (None, neutral(translate(problem.message, language))) for problem in sheet.result.problems
    ]
    return tuple(dict.fromkeys(found))


def remark(operation: Operation, language: Language) -> str:
    """The remark on an operation that was carried out; "" where there is none."""
    return (
        neutral(translate(operation.message, language))
        if operation.status == "applied" and operation.message
        else ""
    )


def doubt_line(line: ItemChanges | None, words: str, language: Language) -> str:
    """A doubt in a line, with its item where it has one."""
    return words if line is None else f"{item_name(line, language)}  {words}"


def other_items(
    line: ItemChanges, entry: ChangedClause, touching: dict[int, tuple[ItemChanges, ...]]
) -> tuple[ItemChanges, ...]:
    """The other items that change a clause; none where it has a new number only."""
    rows = () if isinstance(entry.row, Gap) else entry.rows
    found = (other for row in rows for other in touching.get(row.id, ()) if other.id != line.id)
    return tuple({other.id: other for other in found}.values())


def remarks(entry: ChangedClause, language: Language) -> tuple[str, ...]:
    """A note that the words of a clause stayed, and notes on misquoted words."""
    same = (
        isinstance(entry.row, ComparisonRow)
        and entry.row.category == "unchanged"
        and not entry.row.container
    )
    found = [CONSOLIDATION_WORDS[language]["no-change"]] if same else []
    return tuple(
        dict.fromkeys(
            (*found, *filter(None, (remark(operation, language) for operation in entry.operations)))
        )
    )


def quiet_name(line: ItemChanges, language: Language) -> str:
    """The clauses of an item that only renumbers, else the place to look."""
    found = [named(entry.row, language) for entry in line.entries if entry.row is not None]
    words = CONSOLIDATION_WORDS[language]
    return words["list"].join(found) or words["see-followed"]


def also(
    line: ItemChanges,
    entry: ChangedClause,
    touching: dict[int, tuple[ItemChanges, ...]],
    language: Language,
) -> tuple[str, ...]:
    """Remarks on a clause: its words stayed, other items change it."""
    words = CONSOLIDATION_WORDS[language]
    same = remarks(entry, language)
    found = other_items(line, entry, touching)
    if not found:
        return same
    names = words["list"].join(item_name(other, language) for other in found)
    return (*same, words["also-item"].format(items=names))


def gap_name(gap: Gap, language: Language) -> str:
    """Articles with new numbers in one line: 第三条至第五条 → 第四条至第六条."""
    words = CONSOLIDATION_WORDS[language]
    left, right = gap.names(words["range"])
    return neutral(f"{left}{words['to']}{right}")


def row_name(row: ComparisonRow) -> str:
    """A row by both its citations where they differ."""
    left, right = row.names
    return neutral(left if left == right or not right else f"{left} → {right}" if left else right)


def named(row: ComparisonRow | Gap, language: Language) -> str:
    """The name of a row or a run of rows in a line."""
    return gap_name(row, language) if isinstance(row, Gap) else row_name(row)


def followed_why(row: ComparisonRow | Gap, language: Language) -> str:
    """The reason why a clause that no item names changed."""
    words = CONSOLIDATION_WORDS[language]
    category = "renumbered" if isinstance(row, Gap) else row.category
    return words[
        {"renumbered": "follows-number", "explained": "follows-reference"}.get(
            category, "follows-other"
        )
    ]


def counted_lines(sheet: ConsolidationView) -> tuple[str, ...]:
    """The 项 with another number, a line for those side by side: 第三条第（二）项至第（三）项 →
    第四条第（一）项至第（二）项.
    """
    words = CONSOLIDATION_WORDS[sheet.options.language]
    lines = []
    for run in sheet.renumbered_items:
        sides = [
            side
            if len(run) == 1
            else words["range"].format(first=side, last=last[max(last.rfind("第"), 0) :])
            for side, last in zip(run[0], run[-1], strict=True)
        ]
        lines.append(words["to"].join(sides))
    return tuple(lines)


def other_works_lines(sheet: ConsolidationView) -> tuple[str, ...]:
    """The other works, a line each, then what was not understood about them."""
    language = sheet.options.language
    words = CONSOLIDATION_WORDS[language]
    unread = [
        (one.work or "", one.text or "")
        for item in sheet.items
        for one in item.operations
        if is_unread(one)
    ]
    rows = [
        ("besides-one", work, _numbers(numbers, language))
        for work, numbers in sheet.other_works.items()
    ]
    rows += [("besides-unread", neutral(work), neutral(text)) for work, text in unread]
    return tuple(words[key].format(work=work.strip("《》"), items=text) for key, work, text in rows)


def _numbers(numbers: tuple[str, ...], language: Language) -> str:
    """Items by their numbers, many by the first, the last and how many they are."""
    words = CONSOLIDATION_WORDS[language]
    count = words["besides-count"].format(count=max(len(numbers), 1))
    if not numbers:
        return count
    if len(numbers) <= SHOWN:
        return words["and"].join(numbers)
    return (
        words["range"].format(first=numbers[0], last=numbers[-1])
        + f"{words['open']}{count}{words['close']}"
    )


def verified(result: Consolidation, language: Language) -> str:
    """The comparison with the republished text in a sentence; "" without one."""
    return "" if result.verification is None else compared(result.verification, language)


def compared(found: Verification, language: Language) -> str:
    """The comparison of a compiled text with the republished one in a sentence."""
    words = CONSOLIDATION_WORDS[language]
    if found.equal_but_noise:
        return words["exact" if found.exact else "noise"].format(articles=found.articles)
    differs = words["differs-one" if len(found.differences) == 1 else "differs"]
    return differs.format(
        count=len(found.differences), articles=found.articles, equal=found.equal_articles
    )


def verdict(result: Consolidation, language: Language) -> str:
    """The same as a sentence that stands alone, without the mark at its end."""
    return capitalised(verified(result, language).rstrip("：:"))


def differences(result: Consolidation) -> tuple[Difference, ...]:
    """The differences from the republished text."""
    return () if result.verification is None else result.verification.differences


def difference_place(difference: Difference, language: Language) -> str:
    """The part of the text that differs."""
    words = CONSOLIDATION_WORDS[language]
    if difference.part != "block":
        return neutral(difference.num or words["preamble"])
    key = "block" if difference.num is None else "block-of"
    return neutral(words[key].format(place=difference.num))


def difference_heads(
    difference: Difference, found: Verification | None, language: Language
) -> tuple[str, str]:
    """The part that differs and the item that orders a change to it.

    Of `found`, where no item does, the number of sentences that were not read.
    """
    words = CONSOLIDATION_WORDS[language]
    unparsed = 0 if found is None else found.unparsed
    key = "orders-unknown" if unparsed is None else "none-of-those-read" if unparsed else "none"
    by = difference.instruction or words[key].format(unparsed=unparsed)
    if difference.decision is not None:
        key = "none-of" if difference.instruction is None else "item-of"
        by = words[key].format(decision=difference.decision, item=difference.instruction)
    return difference_place(difference, language), neutral(by)


def difference_line(difference: Difference, found: Verification, language: Language) -> str:
    """A difference in a line, with its item: 第四条（二）  发给[-补助-]{+补贴+}。"""
    place, by = difference_heads(difference, found, language)
    words = CONSOLIDATION_WORDS[language]
    lead = f"{place}{words['open']}{by}{words['close']}"
    return f"{lead}  {marked_redline(difference)}".replace("\n", " ")


def marked_redline(difference: Difference) -> str:
    """The redline to the republished text, between marks: 发给[-补助-]{+补贴+}。"""
    marks = {"delete": "[-{}-]", "insert": "{{+{}+}}", "equal": "{}"}
    return "".join(
        marks[piece.op].format(ELLIPSIS if piece.elided else piece.text)
        for piece in difference_pieces(difference)
    )


def difference_pieces(difference: Difference) -> tuple[TextPiece, ...]:
    """The redline from our text to the republished one."""
    return view(difference.edits, "both")
