"""policydiff search."""

from __future__ import annotations

import click

from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import (
    Output,
    deliver,
    notify,
    output_options,
    refuse_binary,
    report_options,
)
from policydiff.cli.progress import watched
from policydiff.cli.reading import ENGINES, INCOMPLETE, day, kind_of, session
from policydiff.cli.settings import shared
from policydiff.messages import Message
from policydiff.parallel.options import EngineOptions
from policydiff.report.formats import formats, write
from policydiff.searching.actions.search import search
from policydiff.searching.engine.hits import SearchOptions
from policydiff.works.writing import report_form


def _kinds(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(kind for value in values if (kind := kind_of(context, parameter, value)))


@click.command(
    "search",
    **examples(
        "policydiff search 关联交易",
        "policydiff search '股东会 AND (决议 OR 决定) NOT 监事'",
        "policydiff search 数据出境 --kind law --kind regulation --newest",
        "policydiff search 连带责任 --work 公司法 --on 2020-01-01",
        "policydiff search 安全评估 --authority 国务院 --format json",
    ),
)
@click.argument("query")
@bound(
    "options",
    SearchOptions,
    works=option("Only this work; may be given several times.", "--work", metavar="WORK"),
    kinds=option(
        "Only works of this kind, such as law or 法律; may be given several times.",
        "--kind",
        callback=_kinds,
    ),
    authorities=option(
        "Only texts of this issuing body, of whose name a part is enough; may be given several times.",
        "--authority",
    ),
    on=option(
        "Only the versions in force on this day, as WORK@@DAY; presumed ones too, and marked.",
        metavar="DAY",
        callback=day,
    ),
    newest=option("Only the newest version of each work."),
    limit=option("The most hits to show.", show_default=True),
    after=option("Show the hits behind an earlier answer, which names this place.", metavar="NEXT"),
)
@bound("engines", EngineOptions, **ENGINES)
@output_options(formats("search"), quiet="No progress bar, and no remarks.")
@shared
def command(*, query: str, options: SearchOptions, engines: EngineOptions, output: Output) -> None:
    """Find the provisions in which words stand, in all stored versions.

    A hit is an article, or a block outside of the articles, in whose text the characters of QUERY
    follow one another; full-width and half-width characters count as the same, spaces and line
    breaks do not count, punctuation does. Several words must all stand there, in any order: 甲 乙 is
    甲 AND 乙; OR and NOT work likewise, with parentheses. "…" holds together what has a space in it,
    or a parenthesis; a QUERY without spaces is found as it is written.

    A hit in an older version comes with what became of its clause in the newest one. More than 5,000
    hits are neither counted nor ranked. Exit code 6: a hit is of a version that is only presumed to
    have been in force on DAY, or a version could not be read.
    """
    form = report_form(output.path, output.form, "search")
    refuse_binary(form, output.path)
    with watched(session(engines=engines, warns=False), quiet=output.quiet) as here:
        found = search(query, here, options, compare=True)
    for note in () if output.quiet else found.notes:
        notify(note)
    texts = (hit.snippet for hit in found.hits)
    shape = report_options(output.path, here.language_of(query, *texts))
    deliver(write(found, form, shape), form, output.path, quiet=output.quiet)
    for name, reason in found.unread:
        notify(Message("{name}: {why}", name=name, why=reason))
    if found.unread or found.presumed:
        raise click.exceptions.Exit(INCOMPLETE)
