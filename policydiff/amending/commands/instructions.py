"""policydiff instructions."""

from __future__ import annotations

import click

from policydiff.amending.engine.operations import Instructions, Operation
from policydiff.amending.engine.reading.instructions import read_instructions
from policydiff.amending.report.words import CONSOLIDATION_WORDS
from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, format_option
from policydiff.cli.output import emit_json, is_terminal, notify_text, report_problems
from policydiff.cli.reading import REVISIONS, leave, remark, session
from policydiff.cli.settings import language, shared
from policydiff.cli.table import table
from policydiff.locale import Labels, Language
from policydiff.works.resolve import TextOptions, whole_document

SHOWN = 40
"""So many characters of a quotation are shown on a terminal."""

HEADS = Labels(
    "heads of the instructions",
    {
        "item": "Item",
        "work": "Work",
        "what": "What",
        "place-before": "Place before",
        "place-after": "Place after",
        "words": "Words",
    },
)
WORDS = Labels(
    "instructions",
    {
        "before": "before “{old}”: ",
        "after": "after “{old}”: ",
        "begin": "at the beginning: ",
        "end": "at the end: ",
        "told": "operations: {operations}; sentences that instruct nothing: {context}; not read: {unparsed}",
    },
)


@click.command(
    "instructions",
    **examples(
        "policydiff instructions decision.docx",
        "policydiff instructions 关于修改《网络安全法》的决定 --format json",
        "policydiff instructions decision.txt --lang zh | cut -f 1,3,4",
    ),
)
@click.argument("decision")
@format_option("terminal", "json")
@bound("reading", TextOptions, revisions=REVISIONS)
@click.option("-q", "--quiet", is_flag=True, help="No remarks on stderr.")
@shared
def command(*, decision: str, form: str, reading: TextOptions, quiet: bool) -> None:
    """List what an amending DECISION orders, one operation a line: its item, what it does, where in
    the text before and after, the words.

    DECISION is a file, - for standard input, or a stored version: WORK, WORK@DATE, WORK@@DATE. The
    text that it amends is not needed;
    `consolidate` carries it out. Every sentence is listed; leaves with 6 where one was not
    understood, or the
    decision declares another number of works than it holds.
    """
    resolved = whole_document(decision, session(decision), reading)
    found = read_instructions(resolved.document)
    remark([resolved], quiet=quiet)
    report_problems(resolved.file_name or resolved.operand, found.problems, quiet=quiet)
    if form == "json":
        emit_json(found.to_dict())
    else:
        _show(found, language(), quiet=quiet)
    leave([resolved], incomplete=not found.complete)


def _show(found: Instructions, language: Language, *, quiet: bool) -> None:
    rows = [_row(operation, language) for operation in found.operations]
    named = any(operation.work for operation in found.operations)
    heads = tuple(HEADS[language].values())
    kept = [place for place in range(len(heads)) if named or not is_terminal() or place != 1]
    table(
        tuple(heads[place] for place in kept), [tuple(row[place] for place in kept) for row in rows]
    )
    statuses = [operation.status for operation in found.operations]
    counted = {status: statuses.count(status) for status in ("context", "unparsed")}
    if not quiet:
        notify_text(
            WORDS[language]["told"].format(
                operations=len(statuses) - sum(counted.values()), **counted
            )
        )


def _row(operation: Operation, language: Language) -> tuple[str, ...]:
    what = CONSOLIDATION_WORDS[language][
        operation.status if operation.status == "unparsed" else operation.kind
    ]
    places = (operation.target_num or "", operation.result_num or "")
    return (
        operation.instruction or "–",
        operation.work or "",
        what,
        *places,
        _words(operation, language),
    )


def _words(operation: Operation, language: Language) -> str:
    text = None if operation.text is None else operation.text.replace("\n", "⏎")
    if operation.kind == "context":
        return _short(text or "")
    new = "" if text is None else f"“{_short(text)}”"
    if operation.side is not None:
        return WORDS[language][operation.side].format(old=_short(operation.old or "")) + new
    return new if operation.old is None else f"“{_short(operation.old)}” → {new or '–'}"


def _short(text: str) -> str:
    """The whole text in a pipe, at most `SHOWN` characters on a terminal."""
    return text if not is_terminal() or len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
