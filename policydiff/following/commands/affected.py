"""policydiff affected."""

from __future__ import annotations

from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import (
    Output,
    deliver,
    output_options,
    refuse_binary,
    report_options,
)
from policydiff.cli.progress import watched
from policydiff.cli.reading import INCOMPLETE, day, session
from policydiff.cli.settings import shared
from policydiff.following.actions.affected import AffectedOptions, affected
from policydiff.report.formats import formats, write
from policydiff.works.writing import report_form


@click.command(
    "affected",
    **examples(
        "policydiff affected 文物保护法@2024-11-08",
        "policydiff affected 文物保护法 --files our-rules -o affected.docx",
        "policydiff affected 关于修改《网络安全法》的决定",
        "policydiff affected --since 2026-01-01 --format json",
        "policydiff affected 网络安全法 --files our-rules --gaps -o affected.html",
    ),
)
@click.argument("change", metavar="[WORK[@DAY]|DECISION]", required=False)
@bound(
    "options",
    AffectedOptions,
    since=option("All changes from this day on, YYYY-MM-DD, in place of one.", callback=day),
    files=option(
        "Also the texts of this folder: rules, contracts, forms.",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
    ),
    gaps=option(
        "Also the clauses of the files, and of the rules of the library, that correspond to changed requirements, and new duties without one."
    ),
)
@output_options(formats("affected"), path="Write to this file.")
@shared
def command(*, change: str | None, options: AffectedOptions, output: Output) -> None:
    """List what rests on a change: what cites, repeats or was judged by a provision that changed.

    WORK@DAY is the change that led to that version, WORK the one that led to the newest, DECISION a
    stored decision on one work or many. For each place: what happened to its ground (another number,
    other words, other figures as both texts prove them, removed, ended), and why it is listed.
    The newest text of each work of the library is looked through, and the files of a folder; what
    has ended, and amending decisions, are left out.

    A citation means the version in force on the day of its text. Exit code 6: something could not be
    read.
    """
    form = report_form(output.path, output.form, "affected")
    refuse_binary(form, output.path)
    with watched(session(), quiet=output.quiet) as here:
        found = affected(change, here, options)
    titles = (work.title for work in found.works)
    shape = report_options(output.path, here.language_of(*titles))
    deliver(write(found, form, shape), form, output.path, sources=[], quiet=output.quiet)
    if found.unread:
        raise click.exceptions.Exit(INCOMPLETE)
