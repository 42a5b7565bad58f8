"""policydiff link."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import say, tell
from policydiff.cli.settings import settings, shared


@click.command(
    "link",
    **examples(
        "policydiff link 对外贸易法 2022-12-30#第十条 2025-12-27#第十二条",
        "policydiff link 对外贸易法 2022-12-30#第十条 2025-12-27#第十条 --break",
        "policydiff link 对外贸易法 2022-12-30#第十条 2025-12-27#第十二条 --forget",
    ),
)
@click.argument("work")
@click.argument("left")
@click.argument("right")
@click.option("--break", "apart", is_flag=True, help="Say that they are not the same clause.")
@click.option("--forget", is_flag=True, help="Take back what was said of these two.")
@shared
def command(*, work: str, left: str, right: str, apart: bool, forget: bool) -> None:
    """Say that LEFT and RIGHT (DATE#PROVISION of two versions of WORK that follow one another) are the same clause.

    What you say is kept beside the work and holds in history, blame, lasting names, and diff of these versions. Two links from one
    clause make a split, two to one a join.
    """
    from policydiff.workflows.link import link  # noqa: PLC0415 --help needs click alone

    if apart and forget:
        raise click.UsageError("--forget takes back a link as well as a --break; leave --break out")
    pin, written = link(work, (left, right), settings().repository, apart=apart, forget=forget)
    verb = "forgotten" if forget else "apart" if apart else "linked"
    say(f"{'#'.join(pin.left)} {'#'.join(pin.right)} {verb if written.commits else 'unchanged'}")
    for note in written.notes:
        tell(note)
