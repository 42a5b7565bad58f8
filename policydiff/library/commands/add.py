"""policydiff add."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import notify, report_outcome, report_problems, short_name
from policydiff.cli.reading import DASH, DATES_FROM_NAMES, DIALECT, REVISIONS, kind_of, session
from policydiff.cli.settings import language, shared
from policydiff.library.actions.add import AddOptions, Stored, add, follow
from policydiff.library.commands.changes import report_published
from policydiff.locale import translate
from policydiff.messages import Message
from policydiff.reading.load import GivenFacts

FACTS = {
    "title": option("The title."),
    "authority": option("The issuing authority."),
    "document_number": option("The document number, such as 国令第707号.", "--number"),
    "promulgated": option("The date of promulgation 公布, YYYY-MM-DD."),
    "adopted": option("The date of adoption 通过."),
    "signed": option("The date under the text 成文."),
    "in_force": option("The date of entry into force 施行 of this version."),
}
"""The facts that a person may state, next to the kind."""


@click.command(
    "add",
    **examples(
        "policydiff add opinion.txt --kind opinion --promulgated 2017-01-15",
        "policydiff add 外贸法2022.md",
        "policydiff add page.html --work 对外贸易法 --in-force 2026-03-01",
        "policydiff add second-source.txt --witness",
        "policydiff add better-scan.txt --correct",
    ),
)
@click.argument("file", type=click.Path(allow_dash=True))
@bound(
    "facts",
    GivenFacts,
    kind=option("The kind of instrument, such as law, opinion, notice.", callback=kind_of),
    **FACTS,
)
@bound(
    "options",
    AddOptions,
    slug=option("The short name of a new work, of a-z, 0-9 and hyphens."),
    work=option("The stored work to which the text belongs, where its title does not show it."),
    force=option("Store the text as a version of --work, though it seems to be of another."),
    dates_from_names=DATES_FROM_NAMES,
    revisions=REVISIONS,
    dialect=DIALECT,
    witness=option("Keep FILE beside the stored version, though it says something else."),
    correct=option("Replace the stored version's text with that of FILE."),
)
@click.option("-q", "--quiet", is_flag=True, help="No remarks about the text on stderr.")
@shared
def command(*, file: str, facts: GivenFacts, options: AddOptions, quiet: bool) -> None:
    """Add FILE, or standard input where it is -, to the repository, as a version of its work.

    Title, kind and dates are read from the text; what you give wins. FILE itself is kept as
    received. A date in its name
    (1993-03-29.md) is no fact: where the text says another one you are told, and --promulgated
    stores it under the name's. A text of which
    neither a title nor a provision is recognised needs --title. One that has nothing in common with
    --work needs --force, and so does one of another title, and of another kind or maker, of which
    less than half of the articles stand there.

    A file that says the same as a stored version is kept as a second source of it, however it is
    set: contents, line breaks, page
    headers, letterheads, spaces and the brackets of the 题注 count for nothing. One that says
    something else is refused, and what
    differs is listed with its place.
    """
    if options.witness and options.correct:
        raise click.UsageError(
            Message("--witness and --correct exclude each other"), ctx=click.get_current_context()
        )
    here = session(*([file] if file == DASH else []))
    given, _ = here.text_given(DASH)
    stored = add(Path(file) if given is None else given, here, replace(options, facts=facts))
    report_problems(
        short_name(Path(file))
        if given is None
        else translate(Message("standard input"), language()),
        stored.problems,
        quiet=quiet,
    )
    _report(stored)
    follow(stored, here)


def _report(stored: Stored) -> None:
    report_outcome(stored.outcome)
    for note in stored.notes:
        notify(note)
    if stored.added.verification is not None:
        report_published(stored.added.verification)
