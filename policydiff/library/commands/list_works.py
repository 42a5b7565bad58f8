"""policydiff list."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, format_option, option
from policydiff.cli.output import emit_json, notify
from policydiff.cli.reading import INCOMPLETE, day, kind_of, session
from policydiff.cli.settings import language, shared
from policydiff.cli.table import table
from policydiff.library.actions.list_works import (
    ALL,
    Listed,
    ListOptions,
    list_works,
    unread_notes,
    works_to_dict,
)
from policydiff.locale import Labels, Language, translate
from policydiff.messages import Message
from policydiff.model.kinds import kind_name
from policydiff.model.version_names import marked
from policydiff.report.versions import called_word, force_cell, status_cell
from policydiff.store.records.works import WorkRecord

SPARE = (4, 1)
"""The columns that a narrow terminal drops first: slug, kind."""

HEADS = Labels(
    "heads of the works",
    {
        "title": "Title",
        "kind": "Kind",
        "versions": "Versions",
        "newest": "Newest",
        "slug": "Slug",
        "called": "Called",
        "in-force": "In force",
        "status": "Status",
    },
)


@click.command(
    "list",
    **examples(
        "policydiff list",
        "policydiff list --kind law --status none",
        "policydiff list --status repealed --status expired --on 2024-01-01",
        "policydiff list --ending-before 2027-01-01",
        "policydiff list --format json",
    ),
)
@bound(
    "options",
    ListOptions,
    kind=option("Only works of this kind.", callback=kind_of),
    on=option(
        "The day of which the status is shown.  [default: today]", metavar="DAY", callback=day
    ),
    status=option(
        "Only works of this status, such as `repealed`, `expired`, `none` (a wrong one is answered with all); may be given several times.",
        metavar="STATUS",
    ),
    ending_before=option(
        "Only works with an end or a term before this day, and after --on.",
        metavar="DAY",
        callback=day,
    ),
)
@format_option("table", "json")
@shared
def command(*, options: ListOptions, form: str) -> None:
    """List the works of the repository: title, kind, number of versions, newest date, slug, what
    the newest version is called, its day of force, and what the stored texts state of its end.

    In a pipe the columns are separated by tabs. A narrow terminal shows no slug, then no kind.
    """
    here = session(warns=False)
    works = list_works(here, options)
    unread = (*unread_notes(here.store(), works), *here.store().catalogue().unread())
    if form == "json":
        emit_json(works_to_dict(works, unread))
    elif works:
        table(
            tuple(HEADS[language()].values()),
            [_row(work, language()) for work in works],
            SPARE,
        )
    elif options == ALL:
        notify(Message("no work is stored yet; `policydiff add FILE` adds one"))
    else:
        count = len(here.store().catalogue())
        notify(Message("no stored work fits (works: {count})", count=count))
    for note in unread:
        notify(note)
    if unread:
        raise click.exceptions.Exit(INCOMPLETE)


def _row(listed: Listed, language: Language) -> tuple[str, ...]:
    work, facts = listed.work, listed.newest
    return (
        work.title,
        translate(kind_name(work.kind), language),
        str(len(work.versions)),
        _newest(work, language),
        work.slug,
        "-" if facts is None or facts.called is None else called_word(facts.called, language),
        force_cell(facts, language),
        status_cell(listed.status, language),
    )


def _newest(work: WorkRecord, language: Language) -> str:
    """The date of the newest version, marked if it was compiled."""
    if not work.versions:
        return "-"
    version = work.versions[-1]
    return marked(version.date or "-", language, compiled=version.computed is not None)
