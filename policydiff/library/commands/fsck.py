"""policydiff fsck."""

from __future__ import annotations

from collections.abc import Sequence

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import notify, print_text
from policydiff.cli.reading import session
from policydiff.cli.settings import language, shared
from policydiff.cli.text import one_line
from policydiff.locale import Language, translate
from policydiff.messages import Message
from policydiff.store.fsck import Fault
from policydiff.store.records.works import WorkRecord

DAMAGED = 5


@click.command("fsck", **examples("policydiff fsck", "policydiff -C laws fsck"))
@shared
def command() -> None:
    """Check the repository: every XML valid, every hash right, every id unique, no two works on one
    path.

    The exit code is 0 where it is whole, 5 where it has faults; each fault is one line on stdout.
    Of a branch that `timeline` wrote
    stderr tells whether it holds the versions as they are stored now.
    """
    store = session(warns=False).store()
    faults = store.fsck()
    for fault in faults:
        print_text(one_line(_line(fault, language())))
    notify(Message("{count} faults", count=len(faults)) if faults else _sound(store.works()))
    if faults:
        raise click.exceptions.Exit(DAMAGED)
    for one in store.timelines():
        state = (
            Message("every stored version of its works is in it")
            if one.current
            else Message("behind what is stored now (`policydiff timeline` builds it again)")
        )
        others = (
            Message("; works that are not in it: {others}", others=one.others) if one.others else ""
        )
        notify(
            Message(
                "the branch {branch} was checked too: commits: {commits}, {state}{others}",
                branch=one.branch,
                commits=one.commits,
                state=state,
                others=others,
            )
        )


def _sound(works: Sequence[WorkRecord]) -> Message:
    return Message(
        "no faults in {works} works, {versions} versions",
        works=len(works),
        versions=sum(len(work.versions) for work in works),
    )


def _line(fault: Fault, language: Language) -> str:
    """The line for a fault; in English with its code."""
    return (
        f"{fault.where}：{translate(fault.message, language)}"
        if language == "zh"
        else f"{fault.where}: {fault.code}: {fault.message}"
    )
