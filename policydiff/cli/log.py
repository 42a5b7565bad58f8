"""policydiff log."""

from __future__ import annotations

import click

from policydiff.chinese.worded import worded
from policydiff.cli.lazy import examples
from policydiff.cli.output import emit_json, table, tell
from policydiff.cli.settings import settings, shared

VERSION_HEADS = {
    "en": ("Version", "In force", "Articles", "Stored", "Sources"),
    "zh": ("版本", "施行日期", "条数", "入库时间", "来源"),
}
CHANGE_HEADS = {
    "en": ("When", "Commit", "What"),
    "zh": ("时间", "提交", "内容"),
}


@click.command(
    "log",
    **examples(
        "policydiff log 对外贸易法", "policydiff log 对外贸易法 --changes", "policydiff log", "policydiff log 对外贸易法 --format json"
    ),
)
@click.argument("work", required=False)
@click.option("--changes", is_flag=True, help="What was done to the work in this repository, and when, instead of its versions.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="For a person or a program."
)
@shared
def command(*, work: str | None, changes: bool, form: str) -> None:
    """List the versions of WORK, the newest first; without WORK, what was done in this repository.

    The law's dates and the times at which we learnt of them are two different things: versions stand in the order of the
    first, --changes in the order of the second.
    """
    if work is None or changes:
        _changes(work, form)
    else:
        _versions(work, form)


def _versions(work: str, form: str) -> None:
    from policydiff.workflows.log import log_work, versions_to_dict  # noqa: PLC0415 --help needs click alone

    lines = log_work(settings().repository, work)
    if form == "json":
        emit_json(versions_to_dict(lines))
        return
    rows = [
        (
            line.version.name,
            line.dates.in_force or "-",
            str(line.articles),
            line.learnt.when.date().isoformat() if line.learnt else "-",
            ", ".join(line.sources),
        )
        for line in lines
    ]
    table(VERSION_HEADS[settings().language], rows)


def _changes(work: str | None, form: str) -> None:
    from policydiff.workflows.log import changes_to_dict, log_changes  # noqa: PLC0415 --help needs click alone

    entries = log_changes(settings().repository, work)
    if form == "json":
        emit_json(changes_to_dict(entries))
    elif entries:
        rows = [(entry.when.isoformat(" ", "minutes"), entry.commit[:10], worded(entry.subject, settings().language)) for entry in entries]
        table(CHANGE_HEADS[settings().language], rows)
    else:
        tell("nothing was done yet")
