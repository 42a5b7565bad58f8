"""policydiff package."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from policydiff.amending.actions.package import package
from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import notify, report_outcome
from policydiff.cli.reading import PAIRS, READING, leave, session
from policydiff.cli.settings import shared
from policydiff.comparing.actions.diff import DiffOptions, diff
from policydiff.comparing.actions.profiles import company_profile
from policydiff.comparing.commands.diff import (
    REASONS,
    TABLE,
    language_of,
    remark_on,
    shaped,
    sources,
)
from policydiff.messages import Message
from policydiff.model.reports import ReportOptions


@click.command(
    "package",
    **examples(
        "policydiff package old.docx new.docx -o board/",
        "policydiff package old.docx new.docx --profile ours.toml --reasons reasons.toml --author 董事会办公室 -o board/",
    ),
)
@click.argument("old")
@click.argument("new")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The folder for the files; made where it is missing.",
)
@bound("options", DiffOptions, pairs=PAIRS, reasons=REASONS, **READING)
@bound(
    "shape",
    ReportOptions,
    profile=TABLE["profile"],
    author=option("Who signs the tracked changes.  [default: policydiff]"),
)
@click.option("-q", "--quiet", is_flag=True, help="No remarks.")
@shared
def command(
    *, old: str, new: str, output: Path, options: DiffOptions, shape: ReportOptions, quiet: bool
) -> None:
    """Write what goes to a board with the new text of a company's rules, as Word files in a folder.

    The 对照表, the amendment (修正案), the new text, the new text with tracked changes, and a list of what
    other files beside NEW cite and must be mended. Nothing is
    overwritten: a file that is there makes a number in the name of the new one.
    """
    here = session(old, new)
    found = diff(old, new, here, options)
    profile = shape.profile or company_profile(found.right.document)
    shape = shaped(replace(shape, profile=profile), output, language_of(found, here), options)
    made = package(found, shape, output, here, sources(found, options))
    remark_on(found, quiet=quiet, held=False)
    if not quiet:
        for message in made.withheld:
            notify(message)
    for path in made.paths:
        report_outcome(Message("{path} written", path=path))
    leave(found.sides)
