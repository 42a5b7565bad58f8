"""policydiff log."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import format_option
from policydiff.cli.output import emit_json, notify
from policydiff.cli.reading import INCOMPLETE, session
from policydiff.cli.settings import language, shared
from policydiff.cli.table import table
from policydiff.library.actions.log import (
    VersionLine,
    changes_to_dict,
    log_changes,
    log_work,
)
from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message
from policydiff.model.version_names import marked
from policydiff.report.versions import called_word, deciding_word, force_cell
from policydiff.store.changes.subjects import subject_of

VERSION_HEADS = Labels(
    "heads of the versions",
    {
        "name": "Name",
        "version": "Version",
        "date": "Date",
        "in-force": "In force",
        "number": "Number",
        "authority": "Authority",
        "decision": "Decision",
        "articles": "Articles",
        "stored": "Stored",
        "sources": "Sources",
    },
)
SPARE = (0, 9, 8, 7, 5)
"""The columns that a narrow terminal drops first: name, sources, stored, articles, authority."""

CHANGE_HEADS = Labels(
    "heads of the changes",
    {
        "when": "When",
        "commit": "Commit",
        "what": "What",
    },
)


@click.command(
    "log",
    **examples(
        "policydiff log 对外贸易法",
        "policydiff log 对外贸易法 --changes",
        "policydiff log",
        "policydiff log 对外贸易法 --format json",
    ),
)
@click.argument("work", required=False)
@click.option(
    "--changes",
    is_flag=True,
    help="What was done to the work in this repository, and when, instead of its versions.",
)
@format_option("table", "json")
@shared
def command(*, work: str | None, changes: bool, form: str) -> None:
    """List the versions of WORK, the newest first; without WORK, what was done in this repository.

    The law's dates and the times at which we learnt of them are two different things: versions
    stand in the order of the
    first, --changes in the order of the second. The day of entry into force stands with that by
    which it is known.

    A narrow terminal shows no name, then no sources, not when it was stored, no number of articles,
    no authority; a pipe has all.
    """
    if work is None or changes:
        _changes(work, form)
    else:
        _versions(work, form)


def _versions(work: str, form: str) -> None:
    found = log_work(session(), work)
    if form == "json":
        emit_json(found.to_dict())
    else:
        for note in found.notes:
            notify(note)
        table(
            tuple(VERSION_HEADS[language()].values()),
            [_row(line, language()) for line in found.lines],
            SPARE,
        )
    if found.unread:
        raise click.exceptions.Exit(INCOMPLETE)


def _row(line: VersionLine, language: Language) -> tuple[str, ...]:
    facts = line.facts
    return (
        marked(line.version.name, language, compiled=line.version.computed is not None),
        "-" if facts.called is None else called_word(facts.called, language),
        line.version.date or "-",
        force_cell(facts, language),
        facts.number or "-",
        facts.authority or "-",
        deciding_word(facts) or "-",
        str(line.articles),
        line.learnt.when.date().isoformat() if line.learnt else "-",
        ", ".join(line.sources),
    )


def _changes(work: str | None, form: str) -> None:
    entries = log_changes(session(), work)
    if form == "json":
        emit_json(changes_to_dict(session().store(), entries))
    elif entries:
        rows = [
            (
                entry.when.isoformat(" ", "minutes"),
                entry.commit[:10],
                translate(subject_of(entry.subject), language()),
            )
            for entry in entries
        ]
        table(tuple(CHANGE_HEADS[language()].values()), rows)
    else:
        notify(Message("nothing was done yet"))
