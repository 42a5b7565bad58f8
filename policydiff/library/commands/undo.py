"""policydiff undo."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.reading import session
from policydiff.cli.settings import shared
from policydiff.library.commands.changes import report_change


@click.command("undo", **examples("policydiff undo", "policydiff -C laws undo"))
@shared
def command() -> None:
    """Take back the newest change of the repository: what add, set, remove, link or review did
    last, or undo itself.

    The history only grows: a further commit restores the files as they were, and the next undo
    takes that back. A commit that somebody
    made with git is never undone. Of an import, whose texts are a commit each, it takes back the
    last text.
    """
    report_change(*session().store().undo())
