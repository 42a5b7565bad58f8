"""policydiff comments."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import (
    Output,
    deliver,
    notify_text,
    output_options,
    refuse_binary,
    report_options,
)
from policydiff.cli.reading import PAIRS, READING, leave, session
from policydiff.cli.settings import shared
from policydiff.comparing.actions.comments import CommentOptions, comments
from policydiff.comparing.commands.diff import language_of, remark_on, report_exchanged, sources
from policydiff.comparing.report.comment_table import count_line
from policydiff.report.formats import formats, write
from policydiff.works.writing import report_form


@click.command(
    "comments",
    **examples(
        "policydiff comments draft.docx final.docx --comments comments.xlsx -o adoption.docx",
        "policydiff comments draft.docx final.docx --comments comments.xlsx -o adoption.xlsx",
        "policydiff comments draft.docx newer.docx --comments comments.xlsx --from adoption.xlsx -o newer.xlsx",
    ),
)
@click.argument("draft")
@click.argument("final")
@output_options(formats("comments"))
@bound(
    "options",
    CommentOptions,
    comments=option(
        "The table of comments (xlsx, docx, csv): columns 条款, 意见, 提出单位 in any order; further columns stay.",
        required=True,
    ),
    filled=option(
        "A table of this command that was filled in: what a person wrote stays.", "--from"
    ),
    pairs=PAIRS,
    **READING,
)
@shared
def command(*, draft: str, final: str, output: Output, options: CommentOptions) -> None:
    """Set each comment on DRAFT beside its clause and what became of it in FINAL (意见采纳情况表).

    Whether a comment was adopted, and why, is for a person to fill in. Changes that no comment
    speaks of are listed behind.

    The exit code is 6 where a comment could not be placed, a part of the files was not read, or what
    was filled in needs another look.
    """
    form = report_form(output.path, output.form, "comments")
    refuse_binary(form, output.path)
    here = session(draft, final)
    found = comments(draft, final, here, options)
    report_exchanged(found.diffed, quiet=output.quiet)
    remark_on(found.diffed, quiet=output.quiet, held=False)
    shape = report_options(output.path, language_of(found.diffed, here))
    table = found.table(shape)
    files = (options.comments, options.filled, *sources(found.diffed, options))
    data = write(table, form, shape)
    deliver(data, form, output.path, sources=[one for one in files if one], quiet=output.quiet)
    if output.path is not None and not output.quiet:
        notify_text(count_line(table, here.language))
    leave(
        found.diffed.sides,
        incomplete=bool(table.counts["unplaced"] or table.lost or table.notes)
        or any(row.changed_since for row in table.rows),
    )
