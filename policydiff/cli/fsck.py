"""policydiff fsck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policydiff.chinese.worded import worded
from policydiff.cli.lazy import examples
from policydiff.cli.output import say, tell
from policydiff.cli.settings import Language, language, settings, shared
from policydiff.cli.text import one_line

if TYPE_CHECKING:
    from policydiff.store.fsck import Fault

DAMAGED = 5


@click.command("fsck", **examples("policydiff fsck", "policydiff -C laws fsck"))
@shared
def command() -> None:
    """Check the repository: every XML valid, every hash right, every id unique, no two works on one path.

    The exit code is 0 where it is whole, 5 where it has faults; each fault is one line on stdout. Of a branch that `timeline` wrote
    stderr tells whether it holds the versions as they are stored now.
    """
    from policydiff.workflows.fsck import fsck, timelines  # noqa: PLC0415 --help needs click alone

    faults = fsck(settings().repository)
    for fault in faults:
        say(one_line(_line(fault, language())))
    tell(f"{len(faults)} faults" if faults else "no faults")
    if faults:
        raise click.exceptions.Exit(DAMAGED)
    for one in timelines(settings().repository):
        state = "every version of its works is in it" if one.current else "behind what is stored now (`policydiff timeline` builds it anew)"
        others = f"; works that are not in it: {one.others}" if one.others else ""
        tell(one_line(f"the branch {one.branch} was checked too: commits: {one.commits}, {state}{others}"))


def _line(fault: Fault, spoken: Language) -> str:
    """Where it is and what is wrong, in English with the word by which programs know it."""
    return f"{fault.where}：{worded(fault.message, spoken)}" if spoken == "zh" else f"{fault.where}: {fault.code}: {fault.message}"
