"""policydiff relate."""

from __future__ import annotations

from dataclasses import replace

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
from policydiff.cli.reading import ENGINES, READING, day, leave, remark, session
from policydiff.cli.settings import shared
from policydiff.messages import Message
from policydiff.model.reports import Shown
from policydiff.parallel.options import EngineOptions
from policydiff.relating.actions.relate import FEWER, LIMIT, RelateOptions, relate_operands
from policydiff.relating.commands.instruments import list_instruments
from policydiff.relating.engine.relation import Relation
from policydiff.relating.report.gaps_page import GapsView
from policydiff.relating.report.measures_page import MeasuresView
from policydiff.report.formats import UnknownFormatError, formats, write
from policydiff.works.session import today
from policydiff.works.writing import report_form


def table_of_measures(relation: Relation) -> MeasuresView:
    """The measures of a relation. Raises `click.UsageError` if it has none."""
    if not relation.measures:
        raise click.UsageError(
            Message("--measures is for a policy document and laws: there are no measures here")
        )
    return MeasuresView(relation=relation)


@click.command(
    "relate",
    **examples(
        "policydiff relate opinion.txt law.docx regulation.html",
        "policydiff relate opinion.txt law.docx -o coverage.html",
        "policydiff relate 关于促进移动互联网健康有序发展的意见 网络安全法 个人信息保护法 --lang zh",
        "policydiff relate 关于促进移动互联网健康有序发展的意见 --all --only-uncovered",
        "policydiff relate 关于促进移动互联网健康有序发展的意见 --all --rank national",
        "policydiff relate opinion.txt law.docx --item 15 --limit 20",
        "policydiff relate national.docx local.docx -o counterparts.html",
        "policydiff relate code.docx old-law-1.docx old-law-2.docx --format concordance",
        "policydiff relate opinion.txt law.docx --reviews mine.toml --reviews hers.toml --format json",
        "policydiff relate opinion.txt law.docx --reviews mine.toml --measures -o measures.docx",
        "policydiff relate requirements.docx our-rules.docx --gaps -o requirements.xlsx",
        "policydiff relate requirements.docx our-rules.docx --gaps --format leaf -o 活页.html",
        "policydiff relate opinion.txt --instruments --after 2017-01-15",
    ),
)
@click.argument("left", metavar="OPINION")
@click.argument("rights", nargs=-1, metavar="[LAW]...")
@click.option(
    "--instruments",
    is_flag=True,
    help="List the laws, regulations and plans that OPINION names instead, with what became of each.",
)
@click.option(
    "--measures",
    "family",
    flag_value="measures",
    help="Write only the table of OPINION's measures, to be sent on: what answers each, since when, with what force, and who checked it.",
)
@click.option(
    "--gaps",
    "family",
    flag_value="gaps",
    help="Write only the table of OPINION's articles as requirements beside our own rules, with numbers, actors and duties that differ, and with what people filled in: how each is fulfilled, gap, remedy, department, due.",
)
@output_options((*formats("relation"), "leaf"), quiet="No progress bar, and no remarks on stderr.")
@bound(
    "options",
    RelateOptions,
    every=option("Relate to all other works of the repository, in their newest versions.", "--all"),
    on=option("With --all: the versions in force on this day, YYYY-MM-DD.", callback=day),
    rank=option(
        "With --all: national texts in force alone, or those of provinces and cities; without it all of them, the national ones first."
    ),
    after=option(
        "The day of OPINION, YYYY-MM-DD, where its text does not state it: what came later is counted from it.",
        callback=day,
    ),
    limit=option(
        f"Links of one article into one text, at the most.  [default: {LIMIT}, with --all {FEWER}]",
        type=click.IntRange(1, 1000),
    ),
    items=option(
        "Only this article of OPINION (15, 第十五条, art_15); can be given several times.", "--item"
    ),
    only_uncovered=option("Only the articles of OPINION that no text covers."),
    reviews=option("A file of judgements, of `policydiff review`; can be given several times."),
    no_reviews=option("As it was computed: leave out the judgements that the repository holds."),
    **READING,
)
@bound("engines", EngineOptions, **ENGINES)
@shared
def command(  # noqa: PLR0913 - each is an option, or several
    *,
    left: str,
    rights: tuple[str, ...],
    instruments: bool,
    family: str | None,
    output: Output,
    options: RelateOptions,
    engines: EngineOptions,
) -> None:
    """Find for each article of OPINION the articles of each LAW that correspond, what they share,
    and what is covered.

    Any two texts can be related. Where OPINION is a law, a regulation or a draft of one, its
    counterparts are found: articles that were
    taken over word for word, adapted (with a redline), or regulate the same in words of their own,
    and what stands on one side only; a code
    against several old laws gives each article its predecessor. Each text is a file, - for standard
    input, or the name of a stored version:
    WORK, WORK@DATE or WORK@@DATE. What people said with `policydiff review` wins over what is
    computed.

    Of two versions of one law, from before and after the day of OPINION, the later one is related,
    and the other shows which of its articles are new or amended since; stored works take their
    earlier version from the repository.

    With --instruments each name is looked up in the texts LAW, in the repository where there is
    one, and in the catalogue that ships with policydiff. A text counts more than the catalogue;
    where they contradict each other, a note gives both. In a pipe: the columns separated by tabs.
    """
    _check_choices(options)
    if instruments:
        if engines != EngineOptions():
            raise click.UsageError(
                Message("--instruments looks names up here, without --engine or --jobs")
            )
        if output.path is not None or output.form not in (None, "terminal", "json"):
            raise click.UsageError(Message("--instruments prints a list: as terminal, or as json"))
        list_instruments(
            (left, *rights),
            output.form or "terminal",
            options,
            after=options.after,
            quiet=output.quiet,
        )
        return
    _relate((left, *rights), output, options, engines, family or "relation")


def _check_choices(options: RelateOptions) -> None:
    """Raise `click.UsageError` for choices of --all without it."""
    if options.on is not None and not options.every:
        raise click.UsageError(
            Message("--on chooses the versions of --all; write WORK@@DATE for a work that you name")
        )
    if options.rank is not None and not options.every:
        raise click.UsageError(
            Message("--rank chooses among --all works; a text that you name is related as it is")
        )


def _relate(
    operands: tuple[str, ...],
    output: Output,
    options: RelateOptions,
    engines: EngineOptions,
    family: str,
) -> None:
    form = report_form(output.path, output.form, family)
    if form not in formats(family):
        raise UnknownFormatError(form, family)
    refuse_binary(form, output.path)
    with watched(session(*operands, engines=engines), quiet=output.quiet) as here:
        related = relate_operands(operands[0], operands[1:], here, options)
    sides = (related.left, *related.rights, *related.older)
    language = here.language_of(related.left.document.full_text())
    shown: Shown = related.relation
    if family == "measures":
        shown = table_of_measures(related.relation)
    elif family == "gaps":
        shown = GapsView(relation=related.relation)
    made = today() if form == "leaf" else None
    data = write(shown, form, replace(report_options(output.path, language), made=made))
    read = [side.path for side in sides if side.path is not None]
    deliver(data, form, output.path, sources=[*read, *options.reviews], quiet=output.quiet)
    remark(sides, quiet=output.quiet)
    for line in () if output.quiet else related.remarks:
        notify(line)
    leave(sides)
