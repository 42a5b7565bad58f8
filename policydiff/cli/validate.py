"""policydiff validate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import report_outcome, report_problems
from policydiff.cli.reading import DASH, kind_of, revisions_option, standard_input
from policydiff.cli.settings import language, shared
from policydiff.locale import translate
from policydiff.messages import Message

if TYPE_CHECKING:
    from policydiff.model.reading import Revisions

INVALID = 3


@click.command(
    "validate",
    **examples(
        "policydiff validate opinion.txt",
        "policydiff validate works/cn/law/2016/wangluoanquanfa/2016-11-07.xml",
        "policydiff validate page.html --dialect cn_policy",
    ),
)
@click.argument("file", type=click.Path(allow_dash=True))
@revisions_option
@click.option("--dialect", help="The drafting tradition, where it is not recognised.")
@click.option("--kind", callback=kind_of, help="The kind of instrument, such as law or opinion.")
@shared
def command(*, file: str, revisions: Revisions, dialect: str | None, kind: str | None) -> None:
    """Check FILE, or standard input where it is -: Akoma Ntoso XML against its schemas, any other
    text by reading it.

    Every problem is listed with its line. The exit code is 0 where no problem is an error, else 3.
    """
    from policydiff.app.validate import validate  # noqa: PLC0415 --help needs click alone

    given = standard_input([file]) if file == DASH else None
    verdict = validate(
        Path(file) if given is None else given, dialect=dialect, kind=kind, revisions=revisions
    )
    report_problems(
        translate(Message("standard input"), language()) if file == DASH else verdict.name,
        verdict.problems,
        most=None,
    )
    state = Message("valid") if verdict.valid else Message("not valid")
    report_outcome(
        Message(
            "{name}: {state} ({form}, problems: {count})",
            name=verdict.name,
            state=state,
            form=verdict.form,
            count=len(verdict.problems),
        )
    )
    if not verdict.valid:
        raise click.exceptions.Exit(INVALID)
