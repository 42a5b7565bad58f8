"""policydiff fsck."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import say, tell
from policydiff.cli.settings import settings, shared
from policydiff.cli.text import one_line

DAMAGED = 5


@click.command("fsck", **examples("policydiff fsck", "policydiff -C laws fsck"))
@shared
def command() -> None:
    """Check the repository: every XML valid, every hash right, every id unique, no two works on one path.

    The exit code is 0 where it is whole, 5 where it has faults; each fault is one line on stdout.
    """
    from policydiff.workflows.fsck import fsck  # noqa: PLC0415 --help needs click alone

    faults = fsck(settings().repository)
    for fault in faults:
        say(one_line(f"{fault.where}: {fault.code}: {fault.message}"))
    tell(f"{len(faults)} faults" if faults else "no faults")
    if faults:
        raise click.exceptions.Exit(DAMAGED)
