"""policydiff cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from policydiff.citing.actions.cites import Question, cites
from policydiff.citing.report import lines
from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import (
    Output,
    deliver,
    emit_json,
    notify,
    output_options,
    print_text,
    refuse_binary,
    report_options,
)
from policydiff.cli.progress import watched
from policydiff.cli.reading import INCOMPLETE, day, moment, session
from policydiff.cli.settings import language, shared
from policydiff.cli.text import one_line
from policydiff.messages import Message
from policydiff.model.cited import Citations
from policydiff.model.reports import ReportOptions
from policydiff.report.formats import formats, write
from policydiff.works.operands import file_part
from policydiff.works.session import Session
from policydiff.works.writing import report_form, write_file

PLAIN = ("terminal", "json", "jsonl", "csv")
"""The formats of all citations; those of a file are written as pages too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixOptions:
    """The choices for a file whose citations are corrected."""

    fix: bool = False
    author: str | None = None
    made: str | None = None


@click.command(
    "cites",
    **examples(
        "policydiff cites 刑法#第二百八十六条",
        "policydiff cites 对外贸易法@2016-11-07 --format json",
        "policydiff cites --from 土地管理法实施条例",
        "policydiff cites --dangling --outdated",
        "policydiff cites --all --internal --every-version -o citations.csv",
        "policydiff cites --from contract.docx -o citations.html",
        "policydiff cites --from contract.docx --written 2022-03-01 --fix -o fixed.docx",
    ),
)
@click.argument("cited", metavar="[WORK[@DATE][#PROVISION]]", required=False)
@bound(
    "question",
    Question,
    source=option("Only the citations in this text.", "--from", metavar="WORK[@DATE]|FILE"),
    every=option("All citations of all stored works.", "--all"),
    dangling=option("Only citations of stored works that lead to no provision."),
    outdated=option(
        "Only citations whose target a later version changed, renumbered or removed, or has ended."
    ),
    decisions=option("With --dangling or --outdated, also the citations in amending decisions."),
    internal=option("Also the citations of a text to itself."),
    every_version=option("Read all versions of the citing works, not the newest alone."),
    written=option(
        "The day of FILE, YYYY-MM-DD, where it tells none: its citations mean the versions of that day.",
        callback=day,
    ),
    on=option(
        "Check the citations of FILE against the versions in force on this day, not the newest.",
        callback=day,
    ),
)
@bound(
    "fixing",
    FixOptions,
    fix=option(
        "Write FILE (docx) to -o: new numbers as tracked changes, a comment beside what a person must correct."
    ),
    author=option("Who signs the changes and comments of --fix.  [default: policydiff]"),
    made=option(
        "When they were made: 2026-01-31, 2026-01-31T09:30.  [default: no date]", callback=moment
    ),
)
@output_options(
    ("terminal", *formats("citations")),
    path="Write the report on FILE to this file; with --fix the corrected file.",
    quiet="No progress bar, and no remarks.",
)
@shared
def command(*, cited: str | None, question: Question, fixing: FixOptions, output: Output) -> None:
    """Find who cites a work or a provision of it, in the whole repository; with --from, what one
    text cites.

    A citation leads to the version of the cited work that was in force on the citing text's day, as
    WORK@@DATE does; presumed where
    several may have been, which read differently. Where none was in force yet it leads to the
    newest published by then, and where only
    later ones are stored, to the oldest of them: each line says which, and since when and by whom the
    cited work, or the part of it, has ended.
    Works that are not in the repository are counted. Without @DATE a provision is found under its
    former numbers too.

    Amending decisions speak of the text that they amend: --dangling and --outdated leave them out
    and say how many; --decisions, or
    --from DECISION, shows them. What is outdated in one of the versions that may have been in force
    alone is not called so.

    The citations of a FILE are checked, those to itself without a repository too: does the
    provision exist, has it another number now, other words, has its law ended, are the quoted words
    its words? They
    mean the versions of the day of FILE. Exit code 6: some are to be corrected or looked at.
    """
    question = replace(question, cited=cited)
    with watched(session(question.source or ""), quiet=output.quiet) as here:
        _refuse(question, fixing, output, here)
        citations = _fixed(question, fixing, output, here) if fixing.fix else cites(question, here)
    for note in () if output.quiet else citations.notes:
        notify(note)
    source = file_part(question.source or "", here)[0]
    _print(citations, here, output, None if fixing.fix else output.path, [source] if source else [])
    for name, reason in citations.unread:
        notify(Message("{name}: {why}", name=name, why=reason))
    if citations.unread or citations.presumed or citations.faulty:
        raise click.exceptions.Exit(INCOMPLETE)


def _refuse(question: Question, fixing: FixOptions, output: Output, here: Session) -> None:
    asked = fixing.fix or question.written or question.on
    form = output.form
    if output.path is not None and not fixing.fix:
        form = report_form(output.path, form, "citations")
    if not question.of_file(here) and (asked or form not in (None, *PLAIN)):
        raise click.UsageError(
            Message("the citations of a file alone are corrected or written as a page: --from FILE")
        )
    if fixing.fix and output.path is None:
        raise click.UsageError(Message("--fix writes a new file; name it with -o"))


def _fixed(question: Question, fixing: FixOptions, output: Output, here: Session) -> Citations:
    from policydiff.citing.actions.cites_fix import NotCorrectableError, fix  # noqa: PLC0415 as it loads what writes Word files

    path = output.path or Path()
    source = file_part(question.source or "", here)[0]
    if source is None or source.suffix.lower() != path.suffix.lower():
        raise NotCorrectableError(question.source)
    shape = ReportOptions(author=fixing.author, made=fixing.made)
    fixed = fix(question, here, shape)
    write_file(fixed.file.data, path, sources=[source])
    if not output.quiet:
        made = fixed.file
        notify(
            Message(
                "{path} written: {changed} renumbered, {commented} with a comment",
                path=path,
                changed=len(made.changed),
                commented=len(made.commented),
            )
        )
        if made.unsealed:
            notify(
                Message(
                    "{source}: its digital signature does not hold for the corrected file",
                    source=source,
                )
            )
        for one in fixed.of(made.left):
            notify(
                Message(
                    "{citation}: the file does not let its words be changed exactly; a comment stands beside it",
                    citation=one.mention.place.text,
                )
            )
        for one in fixed.of(made.unplaced):
            notify(
                Message(
                    "{citation}: its place in the file is not certain; nothing was written there",
                    citation=one.mention.place.text,
                )
            )
    return fixed.citations


def _print(
    citations: Citations, here: Session, output: Output, path: Path | None, sources: Sequence[Path]
) -> None:
    forms = formats("citations")
    form = report_form(path, output.form, "citations") if path else output.form or "terminal"
    if form == "json" and path is None:
        emit_json(citations.to_dict())
        return
    if form in forms:
        refuse_binary(form, path)
        titles = (
            citation.mention.place.title + citation.mention.place.text
            for citation in citations.citations
        )
        shape = report_options(path, here.language_of(*titles))
        data = write(citations, form, shape)
        deliver(data, form, path, sources=sources, quiet=output.quiet)
        return
    if citations.citations:
        print_text(lines.WORDS[language()]["head"])
    for line in lines.citation_lines(citations, language()):
        print_text(one_line(line) if not line.startswith("  ") else f"  {one_line(line)}")
    print_text(lines.summary(citations, language()))
    if citations.of_file:
        print_text(lines.tally_words(citations, language()))
        print_text(lines.CHECK_WORDS[language()]["covers"])
    for line in lines.left_out(citations, language()):
        print_text(line)
