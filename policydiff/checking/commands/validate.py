"""The former command `validate`."""

from __future__ import annotations

from pathlib import Path

import click

from policydiff.checking.actions.lint import validate
from policydiff.cli.lazy import examples
from policydiff.cli.options import bound
from policydiff.cli.output import report_outcome, report_problems
from policydiff.cli.reading import DASH, READING, session
from policydiff.cli.settings import language, shared
from policydiff.locale import translate
from policydiff.messages import Message
from policydiff.works.resolve import TextOptions

INVALID = 3


@click.command(
    "validate",
    **examples(
        "policydiff validate opinion.txt",
        "policydiff validate works/cn/law/2016/wangluoanquanfa/2016-11-07.xml",
        "policydiff validate page.html --dialect cn_policy",
    ),
    hidden=True,
)
@click.argument("file", type=click.Path(allow_dash=True))
@bound("reading", TextOptions, **READING)
@shared
def command(*, file: str, reading: TextOptions) -> None:
    """Check FILE, or standard input where it is -: Akoma Ntoso XML against its schemas, any other
    text by reading it.

    Every problem is listed with its line. The exit code is 0 where no problem is an error, else 3.
    """
    given, _ = session(file).text_given(DASH) if file == DASH else (None, None)
    verdict = validate(Path(file) if given is None else given, reading)
    report_problems(
        translate(Message("standard input"), language()) if file == DASH else verdict.name,
        verdict.problems,
        most=None,
    )
    report_outcome(Message("{name}: {parts}", name=verdict.name, parts=verdict.outcome))
    if not verdict.valid:
        raise click.exceptions.Exit(INVALID)
