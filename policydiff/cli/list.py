"""policydiff list."""

from __future__ import annotations

import click

from policydiff.chinese.worded import worded
from policydiff.cli.lazy import examples
from policydiff.cli.output import emit_json, table, tell
from policydiff.cli.reading import kind_of
from policydiff.cli.settings import language, settings, shared

HEADS = {
    "en": ("Title", "Kind", "Versions", "Newest", "Slug"),
    "zh": ("名称", "类型", "版本数", "最新版本", "短名"),
}


@click.command("list", **examples("policydiff list", "policydiff list --kind law", "policydiff list --format json"))
@click.option("--kind", callback=kind_of, help="Only works of this kind.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="For a person or a program."
)
@shared
def command(*, kind: str | None, form: str) -> None:
    """List the works of the repository. In a pipe: title, kind, number of versions, newest date, slug, parted by tabs."""
    from policydiff.workflows.list import list_works, works_to_dict  # noqa: PLC0415 --help needs click alone

    works = list_works(settings().repository, kind)
    if form == "json":
        emit_json(works_to_dict(works))
    elif works:
        newest = [work.versions[-1].date if work.versions else None for work in works]
        rows = [
            (work.title, worded(work.kind, language()), str(len(work.versions)), day or "-", work.slug)
            for work, day in zip(works, newest, strict=True)
        ]
        table(HEADS[settings().language], rows)
    else:
        tell("no work is stored yet; `policydiff add FILE` adds one")
