"""policydiff relate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import deliver, refuse_binary, report_options, tell
from policydiff.cli.progress import progress
from policydiff.cli.reading import kind_of, leave, remark, revisions_option, standard_input
from policydiff.cli.settings import settings, shared
from policydiff.formats import formats
from policydiff.messages import Message

if TYPE_CHECKING:
    from policydiff.app.relate import Related
    from policydiff.model.reading import Revisions

BINARY = ("xlsx",)
"""Reports that no terminal can show."""

LIMIT, FEWER = 10, 3


def day(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A day, YYYY-MM-DD."""
    from policydiff.app.load import BadFactError, check_date  # noqa: PLC0415 --help needs click alone

    if value is not None:
        try:
            check_date(str(parameter.name), value)
        except BadFactError as error:
            raise click.BadParameter(str(error)) from None
    return value


@click.command(
    "relate",
    **examples(
        "policydiff relate opinion.txt law.docx regulation.html",
        "policydiff relate opinion.txt law.docx -o coverage.html",
        "policydiff relate 关于促进移动互联网健康有序发展的意见 网络安全法 个人信息保护法 --lang zh",
        "policydiff relate 关于促进移动互联网健康有序发展的意见 --all --only-uncovered",
        "policydiff relate opinion.txt law.docx --item 15 --limit 20",
        "policydiff relate national.docx local.docx -o counterparts.html",
        "policydiff relate code.docx old-law-1.docx old-law-2.docx --format concordance",
        "policydiff relate opinion.txt law.docx --reviews mine.toml --reviews hers.toml --format json",
    ),
)
@click.argument("left", metavar="OPINION")
@click.argument("rights", nargs=-1, metavar="[LAW]...")
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="Relate to all other works of the repository, in their newest versions.",
)
@click.option(
    "--on", callback=day, help="With --all: the versions in force on this day, YYYY-MM-DD."
)
@click.option(
    "--after",
    callback=day,
    help="The day of OPINION, YYYY-MM-DD, where its text does not tell: what came later is told from it.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(formats("relation")),
    help="Default: by the ending of --output, else terminal.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the report to this file."
)
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    help=f"Links of one article into one text, at the most.  [default: {LIMIT}, with --all {FEWER}]",
)
@click.option(
    "--item",
    "items",
    multiple=True,
    help="Only this article of OPINION (15, 第十五条, art_15); can be given several times.",
)
@click.option(
    "--only-uncovered", is_flag=True, help="Only the articles of OPINION that no text covers."
)
@click.option(
    "--reviews",
    type=click.Path(path_type=Path),
    multiple=True,
    help="A file of judgements, of `policydiff review`; can be given several times.",
)
@click.option(
    "--no-reviews",
    is_flag=True,
    help="As it was computed: leave out the judgements that the repository holds.",
)
@revisions_option
@click.option("--dialect", help="The drafting tradition of the files, where it is not recognised.")
@click.option(
    "--kind", callback=kind_of, help="The kind of instrument of the files, such as law or opinion."
)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar, and no remarks on stderr.")
@shared
def command(  # noqa: PLR0913 one parameter an option
    *,
    left: str,
    rights: tuple[str, ...],
    every: bool,
    on: str | None,
    after: str | None,
    form: str | None,
    output: Path | None,
    limit: int | None,
    items: tuple[str, ...],
    only_uncovered: bool,
    reviews: tuple[Path, ...],
    no_reviews: bool,
    revisions: Revisions,
    dialect: str | None,
    kind: str | None,
    quiet: bool,
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
    """
    from policydiff.app.relate import RelateOptions, form_of, relate, report  # noqa: PLC0415 --help needs click alone

    if on is not None and not every:
        raise click.UsageError(
            Message("--on chooses the versions of --all; write WORK@@DATE for a work that you name")
        )
    form = form_of(output, form)
    refuse_binary(form, output, BINARY)
    with progress(show=not quiet and sys.stderr.isatty()) as watch:
        options = RelateOptions(
            limit=limit or (FEWER if every else LIMIT),
            every=every,
            on=on,
            after=after,
            items=items,
            only_uncovered=only_uncovered,
            reviews=reviews,
            use_reviews=not no_reviews,
            dialect=dialect,
            kind=kind,
            revisions=revisions,
            standard_input=standard_input((left, *rights)),
            watch=watch,
        )
        related = relate(left, rights, settings().repository, options)
    data = report(related.relation, form, report_options(output))
    read = [side.path for side in (related.left, *related.rights) if side.path is not None]
    deliver(data, form, output, sources=[*read, *reviews], quiet=quiet)
    _remark(related, quiet=quiet)
    leave((related.left, *related.rights))


def _remark(related: Related, *, quiet: bool) -> None:
    """What is to be known of the texts and of the judgements."""
    remark((related.left, *related.rights), quiet=quiet)
    for line in () if quiet else related.remarks:
        tell(line)
