"""policydiff sync."""

from __future__ import annotations

import click

from policydiff.cli import output, reading
from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, format_option, option
from policydiff.cli.progress import watched
from policydiff.cli.settings import language, shared
from policydiff.following.actions.sync import (
    Synced,
    SyncedText,
    SyncOptions,
    add_source,
    remove_source,
    sync,
)
from policydiff.locale import Labels, Language
from policydiff.messages import Message
from policydiff.parallel.options import EngineOptions

NEW = Labels(
    "a text that a source handed over",
    {
        "added": "new: {name}",
        "corrected": "corrected: {name}",
        "dated": "its date is known now: {name}",
        "official": "the official file in place of a copy: {name}",
        "published": "the published text in place of the compiled one: {name}",
        "variant": "another text, kept as a witness: {name}",
        "witness": "the same text once more: {name}",
    },
)
COUNTS = Labels(
    "outcome of a source",
    {
        "head": "{name} ({address})",
        "none": "  no change; unchanged: {unchanged}",
        "counts": "  new: {new}, unchanged: {unchanged}",
        "refused": ", refused: {count}",
        "before": ", refused before and not tried again (--again does): {count}",
        "unavailable": ", not available: {count}",
        "dry": "nothing was stored (--dry-run)",
    },
)


@click.command(
    "sync",
    **examples(
        "policydiff sync --add texts ~/laws",
        "policydiff sync",
        "policydiff sync texts --dry-run",
        "policydiff sync https://example.org/laws.git --keep received",
    ),
)
@click.argument("names", metavar="[SOURCE]...", nargs=-1)
@click.option("--add", metavar="NAME", help="Store the one SOURCE under this name, and read it.")
@click.option("--remove", is_flag=True, help="Remove each SOURCE; the texts that it gave stay.")
@bound(
    "options",
    SyncOptions,
    since=option(
        "Only what the sources themselves date on this day or later (YYYY-MM-DD): files by their last change, commits by their making.",
        callback=reading.day,
        metavar="DAY",
    ),
    dry_run=option("Report what would be stored; store and remember nothing."),
    keep=option(
        "Write all that is received into this folder too, as it came, with a line in index.jsonl.",
        metavar="FOLDER",
    ),
    again=option("Try what was refused before, and report it again."),
    correct=option("Let an official text replace a different one that came from a copy."),
)
@format_option("text", "json")
@shared
def command(
    *, names: tuple[str, ...], add: str | None, remove: bool, options: SyncOptions, form: str
) -> None:
    """Store what is new in each SOURCE: a stored name, a folder of texts, or a git repository.

    Without SOURCE all stored ones are read. A repository elsewhere (https) is copied into a folder
    of your own; of its history each text counts, and the date of a commit is no date of a law.

    What was read before is not read again. What is new, what is unchanged, what is refused and what
    could not be read are counted apart; the last two stand on stderr with their reasons, and make
    the exit code 6. What was refused is reported once, and again with another version of the
    program or with --again.
    """
    _check(names, add, remove=remove)
    for name in names if remove else ():
        remove_source(name, reading.session())
        output.report_outcome(Message("source removed: {name}", name=name))
    if remove:
        return
    if add is not None and not options.dry_run:
        names = (add_source(add, names[0], reading.session()).name,)
    engines = EngineOptions()
    with watched(reading.session(engines=engines)) as here:
        result = sync(names, here, options)
    if form == "json":
        output.emit_json(result.to_dict())
    else:
        for source in result.sources:
            _report(source, language())
        if result.dry_run:
            output.print_text(COUNTS[language()]["dry"])
    if not result.complete:
        raise click.exceptions.Exit(reading.INCOMPLETE)


def _check(names: tuple[str, ...], add: str | None, *, remove: bool) -> None:
    """Raise `click.UsageError` where names and options do not fit."""
    if add is not None and (len(names) != 1 or remove):
        raise click.UsageError(Message("--add stores one source: name its folder or URL"))
    if remove and not names:
        raise click.UsageError(Message("--remove needs the name of a source"))


def _report(source: Synced, language: Language) -> None:
    """Print the outcome of a source, and what was refused or not available on stderr."""
    words, stored = COUNTS[language], source.source
    output.print_text(words["head"].format(name=stored.name, address=stored.address))
    for note in source.notes:
        output.notify(note)
    for text in source.new:
        _report_new(text, language)
    for refused in source.refused:
        output.notify(
            Message("refused: {address}: {why}", address=refused.address, why=refused.reason)
        )
        for detail in refused.details:
            output.notify_detail(detail)
    for missing in source.unavailable:
        output.notify(Message("not available: {what}: {why}", what=missing.what, why=missing.why))
    output.print_text(summary(source, language))


def _report_new(text: SyncedText, language: Language) -> None:
    output.print_text("  " + NEW[language][text.status].format(name=text.version.name))
    for doubt in output.by_urgency(text.doubts)[:1]:
        output.notify_text(output.problem_line(text.address, doubt))
    for note in text.notes:
        output.notify(Message("{name}: {why}", name=text.version.name, why=note))


def summary(source: Synced, language: Language) -> str:
    """A line with the counts of a source; “no change” only where nothing is missing."""
    words, none = COUNTS[language], not source.new and source.complete
    line = words["none" if none else "counts"].format(
        new=len(source.new), unchanged=source.unchanged
    )
    further = (
        ("refused", len(source.refused)),
        ("before", source.refused_before),
        ("unavailable", len(source.unavailable)),
    )
    return line + "".join(words[what].format(count=count) for what, count in further if count)
