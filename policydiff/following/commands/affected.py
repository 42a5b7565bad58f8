"""policydiff affected."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import (
    Output,
    deliver,
    notify,
    output_options,
    refuse_binary,
    report_options,
)
from policydiff.cli.progress import watched
from policydiff.cli.reading import INCOMPLETE, day, session
from policydiff.cli.settings import shared
from policydiff.following.actions.affected import AS_STORED, AffectedOptions, affected
from policydiff.following.actions.inventory import inventory, store_rows, take_workbook
from policydiff.messages import Message
from policydiff.model.reports import Shown
from policydiff.reading.load import read_file
from policydiff.report.formats import formats, write
from policydiff.works.writing import report_form


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryOptions:
    """The choices for the inventory: writing, storing, and reading it back."""

    inventory: bool = False
    store: bool = False
    brought: Path | None = None
    person: str | None = None

    def check(self, change: str | None, options: AffectedOptions, output: Output) -> None:
        """Raise `click.UsageError` for options that contradict one another."""
        if self.store and not self.inventory:
            raise click.UsageError(Message("--store stores the rows of --inventory; give both"))
        others = change is not None or self.inventory or options != AS_STORED or output.path
        if self.brought is not None and (others or output.form):
            raise click.UsageError(
                Message("--from takes a filled workbook, with --by alone: it names its changes")
            )


@click.command(
    "affected",
    **examples(
        "policydiff affected 文物保护法@2024-11-08",
        "policydiff affected 文物保护法 --files our-rules -o affected.docx",
        "policydiff affected 关于修改《网络安全法》的决定",
        "policydiff affected --since 2026-01-01 --format json",
        "policydiff affected 网络安全法 --files our-rules --gaps -o affected.html",
        "policydiff affected 文物保护法@2024-11-08 --inventory -o inventory.xlsx",
        "policydiff affected 文物保护法@2024-11-08 --inventory --store",
        "policydiff affected --from inventory.xlsx --by 张三",
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
@bound(
    "rows",
    InventoryOptions,
    inventory=option(
        "Write an inventory (清理清单): a row a text, its grounds with what happened to each, and columns for decision, reason, clauses, department, due, remark, with what people filled in."
    ),
    store=option(
        "With --inventory: put the rows into the repository, to be filled in on the page (/inventory)."
    ),
    brought=option(
        "Store what people filled into a workbook of --inventory.",
        "--from",
        type=click.Path(path_type=Path),
        metavar="FILE.xlsx",
    ),
    person=option(
        "Who filled it in. Default: POLICYDIFF_REVIEWER.", "--by", envvar="POLICYDIFF_REVIEWER"
    ),
)
@output_options(formats("inventory"), path="Write to this file.")
@shared
def command(
    *, change: str | None, options: AffectedOptions, rows: InventoryOptions, output: Output
) -> None:
    """List what rests on a change: what cites, repeats or was judged by a provision that changed.

    WORK@DAY is the change that led to that version, WORK the one that led to the newest, DECISION a
    stored decision on one work or many. For each place: what happened to its ground (another number,
    other words, other figures as both texts prove them, removed, ended), and why it is listed.
    The newest text of each work of the library is looked through, and the files of a folder; what
    has ended, and amending decisions, are left out.

    With --inventory it is a list to work through. The program proposes nothing in the columns of
    people; what they filled in stands there again at the next change. Only cells that were changed
    since a workbook was written are taken from it.

    A citation means the version in force on the day of its text. Exit code 6: something could not be
    read.
    """
    rows.check(change, options, output)
    if rows.brought is not None:
        _take(rows.brought, rows.person, quiet=output.quiet)
        return
    family = "inventory" if rows.inventory else "affected"
    form = report_form(output.path, output.form, family)
    refuse_binary(form, output.path)
    with watched(session(), quiet=output.quiet) as here:
        found = affected(change, here, options)
    shown: Shown = inventory(found, here) if rows.inventory else found
    titles = (work.title for work in found.works)
    shape = report_options(output.path, here.language_of(*titles))
    data = write(shown, form, shape)
    if rows.store:
        count = store_rows(found, here)
        if not output.quiet:
            notify(Message("{count} rows are stored; the page lists them: /inventory", count=count))
    deliver(data, form, output.path, sources=[], quiet=output.quiet)
    if found.unread:
        raise click.exceptions.Exit(INCOMPLETE)


def _take(path: Path, person: str | None, *, quiet: bool) -> None:
    fresh, known = take_workbook(read_file(path), path.name, session(), person or "")
    if not quiet:
        notify(
            Message(
                "{path}: {fresh} rows stored, {known} were stored already",
                path=path,
                fresh=fresh,
                known=known,
            )
        )
