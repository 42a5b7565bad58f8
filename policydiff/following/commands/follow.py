"""policydiff follow."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import format_option
from policydiff.cli.output import emit_json, notify, report_outcome
from policydiff.cli.reading import session
from policydiff.cli.settings import shared
from policydiff.following.actions.sync import follow_works
from policydiff.messages import Message
from policydiff.model.json_keys import answer


@click.command(
    "follow",
    **examples(
        "policydiff follow 对外贸易法",
        "policydiff follow",
        "policydiff follow 对外贸易法 --stop",
    ),
)
@click.argument("works", metavar="[WORK]...", nargs=-1)
@click.option("--stop", is_flag=True, help="Follow each WORK no longer.")
@format_option("text", "json")
@shared
def command(*, works: tuple[str, ...], stop: bool, form: str) -> None:
    """Follow each WORK, so that `sync` asks sources for it; without WORK, list what is followed.

    A WORK that is not stored yet is named by its whole title. What is followed, and the sources, lie
    in the repository (sources.toml), so that a clone has them too.
    """
    if stop and not works:
        raise click.UsageError(Message("--stop needs a work"))
    here = session()
    followed = follow_works(works, here, stop=stop)
    if form == "json":
        emit_json(answer("following", works=followed, sources=here.store().followed().sources))
        return
    for work in followed:
        report_outcome(Message("{work}, since {day}", work=work.work, day=work.since))
    if not followed:
        notify(Message("no work is followed; `policydiff follow WORK` begins to"))
