"""policydiff add."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import (
    report_outcome,
    report_problems,
    report_published,
    short_name,
    tell,
)
from policydiff.cli.reading import (
    DASH,
    dates_from_names_option,
    kind_of,
    revisions_option,
    standard_input,
)
from policydiff.cli.settings import language, settings, shared
from policydiff.locale import translate
from policydiff.messages import Message, template
from policydiff.model.kinds import kind_name

if TYPE_CHECKING:
    from policydiff.app.add import Stored
    from policydiff.app.load import GivenFacts
    from policydiff.model.reading import Revisions

FACTS = {
    "kind": ("The kind of instrument, such as law, opinion, notice.", None),
    "title": ("The title.", None),
    "authority": ("The issuing authority.", None),
    "document_number": ("The document number, such as 国令第707号.", "--number"),
    "promulgated": ("The date of promulgation 公布, YYYY-MM-DD.", None),
    "adopted": ("The date of adoption 通过.", None),
    "signed": ("The date under the text 成文.", None),
    "in_force": ("The date of entry into force 施行 of this version.", "--in-force"),
}
"""What a person can say about a text: parameter → help, and the option where it is not the
parameter's name.
"""

STORED = {
    "added": template("added {name} ({kind}, articles: {count}) {path}"),
    "witness": template(
        "kept as a second source of the same text: {name} ({kind}, articles: {count}) {path}"
    ),
    "variant": template(
        "kept as a witness with another text: {name} ({kind}, articles: {count}) {path}"
    ),
    "corrected": template("corrected {name} ({kind}, articles: {count}) {path}"),
    "published": template(
        "the published text took the place of the compiled one: {name} ({kind}, articles: {count}) {path}"
    ),
    "dated": template("its date is known now: {name} ({kind}, articles: {count}) {path}"),
    "unchanged": template(
        "nothing to do, stored already: {name} ({kind}, articles: {count}) {path}"
    ),
}
"""What became of a text, by its status."""


def facts_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add one option for each fact."""
    for name, (line, option) in reversed(FACTS.items()):
        checked = kind_of if name == "kind" else None
        command = click.option(option or f"--{name}", name, callback=checked, help=line)(command)
    return command


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
@facts_options
@click.option("--slug", help="The short name of a new work, of a-z, 0-9 and hyphens.")
@click.option(
    "--work", help="The stored work to which the text belongs, where its title does not tell."
)
@click.option(
    "--force",
    is_flag=True,
    help="Store the text as a version of --work, though they have nothing in common.",
)
@dates_from_names_option
@revisions_option
@click.option("--dialect", help="The drafting tradition, where it is not recognised.")
@click.option(
    "--witness",
    is_flag=True,
    help="Keep FILE beside the stored version, though it says something else.",
)
@click.option(
    "--correct", is_flag=True, help="Replace the stored version's text with that of FILE."
)
@click.option("-q", "--quiet", is_flag=True, help="No remarks about the text on stderr.")
@shared
def command(  # noqa: PLR0913 one parameter an option
    *,
    file: str,
    slug: str | None,
    work: str | None,
    force: bool,
    dates_from_names: bool,
    revisions: Revisions,
    dialect: str | None,
    witness: bool,
    correct: bool,
    quiet: bool,
    **facts: Any,
) -> None:
    """Add FILE, or standard input where it is -, to the repository, as a version of its work.

    Title, kind and dates are read from the text; what you give wins. FILE itself is kept as
    received. A date in its name
    (1993-03-29.md) is no fact: where the text says another one you are told, and --promulgated
    stores it under the name's. A text of which
    neither a title nor a provision is recognised needs --title, and one that has nothing in common
    with --work needs --force.

    A file that says the same as a stored version is kept as a second source of it, however it is
    set: contents, line breaks, page
    headers, letterheads, spaces and the brackets of the 题注 count for nothing. One that says
    something else is refused, and what
    differs is listed with its place.
    """
    from policydiff.app.add import AddOptions, add, follow  # noqa: PLC0415 --help needs click alone

    if witness and correct:
        raise click.UsageError(
            Message("--witness and --correct exclude each other"), ctx=click.get_current_context()
        )
    options = AddOptions(
        dialect=dialect,
        revisions=revisions,
        facts=cast("GivenFacts", facts),
        slug=slug,
        work=work,
        witness=witness,
        correct=correct,
        force=force,
        dates_from_names=dates_from_names,
    )
    given = standard_input([file]) if file == DASH else None
    stored = add(Path(file) if given is None else given, settings().repository, options)
    report_problems(
        short_name(Path(file))
        if given is None
        else translate(Message("standard input"), language()),
        stored.problems,
        quiet=quiet,
    )
    _report(stored)
    follow(stored, settings().repository)


def _report(stored: Stored) -> None:
    from policydiff.app.named_dates import origin_of_date  # noqa: PLC0415 as above

    added, document = stored.added, stored.document
    report_outcome(
        Message(
            STORED[added.status],
            name=added.version.name,
            kind=kind_name(document.kind),
            count=len(document.articles),
            path=added.version.path,
        )
    )
    if (origin := origin_of_date(document)) is not None and added.commit is not None:
        tell(origin)
    if document.version_date is None:
        tell(
            Message(
                "its date is unknown; give --promulgated, --adopted or --signed when you know it"
            )
        )
    for note in added.notes:
        tell(note)
    if added.verification is not None:
        report_published(added.verification)
