"""policydiff validate."""

from __future__ import annotations

from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import report_problems, say, short_name
from policydiff.cli.settings import shared

INVALID = 3


@click.command(
    "validate",
    **examples(
        "policydiff validate opinion.txt",
        "policydiff validate works/cn/law/2016/wangluoanquanfa/2016-11-07.xml",
        "policydiff validate page.html --dialect cn_policy",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dialect", help="The drafting tradition, where it is not recognised.")
@click.option("--kind", help="The kind of instrument, such as law or opinion.")
@shared
def command(*, file: Path, dialect: str | None, kind: str | None) -> None:
    """Check FILE: Akoma Ntoso XML against its schemas, any other text by reading it.

    Every problem is listed with its line. The exit code is 0 where no problem is an error, else 3.
    """
    from policydiff.workflows.validate import validate  # noqa: PLC0415 --help needs click alone

    verdict = validate(file, dialect=dialect, kind=kind)
    report_problems(short_name(file), verdict.problems, most=None)
    state = "valid" if verdict.valid else "not valid"
    say(f"{short_name(file)}: {state} ({verdict.form}, problems: {len(verdict.problems)})")
    if not verdict.valid:
        raise click.exceptions.Exit(INVALID)
