"""A drafted amendment as lines: its size, its outcome, and what remains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policydiff.amending.engine.drafted import DraftedAmendment
from policydiff.amending.engine.operations import Difference
from policydiff.amending.report.consolidation import counts
from policydiff.amending.report.lines import difference_place, marked_redline, trouble_words
from policydiff.locale import Labels, Language, translate
from policydiff.model.document import Block, Node, Table

MOST_DIFFERENCES = 10
"""So many differences are shown, more are counted."""

DRAFTED_WORDS = Labels(
    "draft",
    {
        "size": "{items} items; {quoted} characters quoted, {changed} changed",
        "exact": "applied to OLD it gives title, preamble, headings, articles and attachments of NEW, character by character "
        "(not compared: enactment note, contents, order of promulgation, signature)",
        "noise": "applied to OLD it gives title, preamble, headings, articles and attachments of NEW but for noise: widths, spaces, "
        "variants of marks (not compared: enactment note, contents, order of promulgation, signature)",
        "differs-one": "applied to OLD it does not give NEW, which differs in one place:",
        "differs": "applied to OLD it does not give NEW, which differs in {count} places:",
        "undone": "{count} of its operations cannot be carried out:",
        "no-tables": "plain text has no tables: read back from it their rows are lines; docx, md, html and xml keep them",
        "built": "the same words, in another place or divided otherwise (款, 项, table)",
        "refused": "`consolidate` refuses it: {why}",
        "more": "and {count} more (--format json lists all)",
        "colon": ": ",
    },
)
"""Language → key → words; both languages hold the same keys."""


def drafted_lines(
    result: DraftedAmendment, language: Language, form: str | None = None
) -> tuple[str, ...]:
    """Lines on size and outcome, what remains, and what the `form` of the file loses."""
    lost = form == "txt" and _hold_table((*result.decision.preamble, *result.decision.body))
    return (*_lines(result, language), *((DRAFTED_WORDS[language]["no-tables"],) if lost else ()))


def _hold_table(nodes: Iterable[Node]) -> bool:
    return any(
        isinstance(node, Table) or (not isinstance(node, Block) and _hold_table(node.content))
        for node in nodes
    )


def _lines(result: DraftedAmendment, language: Language) -> Iterator[str]:
    words, carried_out = DRAFTED_WORDS[language], result.consolidation
    yield words["size"].format(
        items=counts(carried_out)["items"], quoted=result.quoted, changed=result.changed
    )
    undone = [
        operation
        for operation in carried_out.operations
        if operation.status in ("failed", "unparsed")
    ]
    if undone:
        yield words["undone"].format(count=len(undone))
        yield from (
            f"  {operation.instruction or '–'}  {trouble_words(operation, language)}"
            for operation in undone
        )
    if result.remains:
        yield words["differs-one" if len(result.remains) == 1 else "differs"].format(
            count=len(result.remains)
        )
        yield from (f"  {_difference(one, language)}" for one in result.remains[:MOST_DIFFERENCES])
    if len(result.remains) > MOST_DIFFERENCES:
        yield f"  {words['more'].format(count=len(result.remains) - MOST_DIFFERENCES)}"
    if result.refused is not None:
        yield words["refused"].format(why=translate(result.refused, language))
    if result.exact:
        yield words["noise" if result.noise_ignored else "exact"]


def _difference(difference: Difference, language: Language) -> str:
    words = DRAFTED_WORDS[language]
    same = (
        difference.part == "structure"
        and len(difference.edits) == 2
        and len({edit.text for edit in difference.edits}) == 1
    )
    text = words["built"] if same else " ".join(marked_redline(difference).split())
    return f"{difference_place(difference, language)}{words['colon']}{text}"
