"""policydiff timeline."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import format_option
from policydiff.cli.output import emit_json, notify, report_outcome
from policydiff.cli.progress import watched
from policydiff.cli.reading import INCOMPLETE, session
from policydiff.cli.settings import shared
from policydiff.messages import Message
from policydiff.store.timeline import RebuiltTimeline
from policydiff.tracing.actions.timeline import timeline, timeline_to_dict


@click.command(
    "timeline",
    **examples(
        "policydiff timeline && git log -p timeline",
        "policydiff timeline --work 对外贸易法 --branch trade && git log trade",
        "policydiff timeline --format json",
    ),
)
@click.option(
    "--work",
    "works",
    multiple=True,
    metavar="WORK",
    help="Only this work; may be given several times.",
)
@click.option(
    "--branch", metavar="NAME", default="timeline", show_default=True, help="The branch to write."
)
@format_option("text", "json", line="A summary, or the list of commits.")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
@shared
def command(*, works: tuple[str, ...], branch: str, form: str, quiet: bool) -> None:
    """Write the law's own history as a branch of git: one commit for each stored version, in the
    order of the version dates.

    Each work is one text file with a paragraph a line, and the number of an article on a line of
    its own, so that git log -p,
    git blame and git diff --word-diff-regex=. speak of the law. The commit is dated as the version
    is; a day before 1970 and an unknown one, which git cannot store, are its zero,
    and the trailer Law-Date tells. Versions without a date stand first. The branch is built anew
    each time, and is the same
    wherever the same versions are stored; main and the work tree are left alone, and so is a branch
    that somebody else made.
    """
    with watched(session(), quiet=quiet) as here:
        made = timeline(here, works, branch)
    if form == "json":
        emit_json(timeline_to_dict(made))
    else:
        report_outcome(summary(made.rebuilt))
    for note in made.notes:
        notify(note)
    if made.notes:
        raise click.exceptions.Exit(INCOMPLETE)


def summary(rebuilt: RebuiltTimeline) -> Message:
    """A message with the number of versions, of earlier commits, and the tip."""
    count = len(rebuilt.commits)
    return Message(
        "{ref}: {commits} versions in the law's order, {kept} commits as before, {new} new; tip {tip}",
        ref=rebuilt.ref,
        commits=count,
        kept=rebuilt.unchanged,
        new=count - rebuilt.unchanged,
        tip=rebuilt.commits[-1][:12],
    )
