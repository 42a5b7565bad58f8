"""policydiff lint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import emit_json, report_outcome, say
from policydiff.cli.reading import kind_of, leave, remark, revisions_option, standard_input
from policydiff.cli.settings import language, settings, shared
from policydiff.cli.text import one_line
from policydiff.locale import translate
from policydiff.messages import Message
from policydiff.model.source import DOUBTS

if TYPE_CHECKING:
    from policydiff.model.reading import Revisions


@click.command(
    "lint",
    **examples(
        "policydiff lint draft.txt",
        "policydiff lint 对外贸易法@2025-12-27",
        "policydiff lint draft.txt --format json",
    ),
)
@click.argument("document")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@revisions_option
@click.option("--dialect", help="The drafting tradition of a file, where it is not recognised.")
@click.option("--kind", callback=kind_of, help="The kind of instrument of a file.")
@shared
def command(
    *, document: str, form: str, revisions: Revisions, dialect: str | None, kind: str | None
) -> None:
    """Check the drafting of DOCUMENT: a file, - for standard input, or WORK, WORK@DATE, WORK@@DATE
    of the repository.

    Found are references that lead nowhere, numbers that skip, repeat or run backwards, terms that
    are defined and never used,
    brackets and quotation marks without their partner, and headings without content. The exit code
    is 0 where nothing is
    found, else 6.
    """
    from policydiff.app.lint import lint  # noqa: PLC0415 --help needs click alone
    from policydiff.parsing.lint_flaw import FLAWS  # noqa: PLC0415 --help needs click alone

    given = standard_input([document])
    linted = lint(
        document,
        settings().repository,
        dialect=dialect,
        kind=kind,
        revisions=revisions,
        standard_input=given,
    )
    remark([linted.resolved], told=DOUBTS)
    name = linted.resolved.file_name or document
    if form == "json":
        emit_json(linted.to_dict())
    else:
        for flaw, place in zip(linted.flaws, linted.places, strict=True):
            where = name if flaw.line is None else f"{name}:{flaw.line}"
            told = (
                where,
                place,
                translate(Message(FLAWS[flaw.type]), language()),
                translate(flaw.message, language()),
            )
            say(one_line(("：" if language() == "zh" else ": ").join(filter(None, told))))
        report_outcome(
            Message("{name}: findings: {count}", name=one_line(name), count=len(linted.flaws))
        )
    leave([linted.resolved], incomplete=bool(linted.flaws))
