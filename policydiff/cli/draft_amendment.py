"""policydiff draft-amendment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import deliver, refuse_binary, tell_text
from policydiff.cli.reading import kind_of, leave, remark, revisions_option, standard_input
from policydiff.cli.settings import settings, shared
from policydiff.formats import formats

if TYPE_CHECKING:
    from policydiff.app.draft_amendment import Drafted
    from policydiff.model.reading import Revisions

FORMATS = (*formats("document"), "json")
BINARY = ("docx",)


@click.command(
    "draft-amendment",
    **examples(
        "policydiff draft-amendment old.docx new.docx",
        "policydiff draft-amendment old.docx new.docx -o decision.docx",
        "policydiff draft-amendment 对外贸易法@2022-12-30 对外贸易法@2025-12-27 --format markdown",
        "policydiff draft-amendment old.txt new.txt --authority 示例省人民代表大会常务委员会 --adopted 2026-05-28 --in-force 2026-07-01",
        "policydiff draft-amendment old.docx new.docx --noise -o decision.docx",
        "policydiff draft-amendment old.txt new.txt --pairs pairs.toml -o decision.xml",
        "policydiff draft-amendment old.txt new.txt --format json",
    ),
)
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: by the ending of --output, else txt.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the decision to this file."
)
@click.option("--title", help="The title of the decision.  [default: …关于修改《…》的决定]")
@click.option(
    "--authority",
    help="The body that decides.  [default: that of NEW, else of OLD, where the text tells it]",
)
@click.option("--number", help="The document number of the decision.")
@click.option(
    "--adopted",
    help="The day on which the decision was adopted 通过, YYYY-MM-DD.  [default: as NEW tells]",
)
@click.option("--promulgated", help="The day of its promulgation 公布.  [default: as NEW tells]")
@click.option(
    "--in-force", "in_force", help="The day from which it applies 施行.  [default: as NEW tells]"
)
@click.option(
    "--noise/--ignore-noise",
    default=False,
    help="Order changes of widths, spaces and variants of marks too, not of words alone.",
)
@click.option(
    "--pairs",
    type=click.Path(path_type=Path),
    help="Pairings that a person set: a file that `policydiff pairs` began.",
)
@revisions_option
@click.option("--dialect", help="The drafting tradition of the files, where it is not recognised.")
@click.option(
    "--kind",
    callback=kind_of,
    help="The kind of instrument of the files, such as law or regulation.",
)
@click.option("-q", "--quiet", is_flag=True, help="No remarks on stderr.")
@shared
def command(  # noqa: PLR0913 one parameter an option
    *,
    old: str,
    new: str,
    form: str | None,
    output: Path | None,
    title: str | None,
    authority: str | None,
    number: str | None,
    adopted: str | None,
    promulgated: str | None,
    in_force: str | None,
    noise: bool,
    pairs: Path | None,
    revisions: Revisions,
    dialect: str | None,
    kind: str | None,
    quiet: bool,
) -> None:
    """Draft the amending decision (修改决定) that makes NEW of OLD, in the language of such
    decisions.

    Each is a file, - for standard input, or a stored version: WORK, WORK@DATE, WORK@@DATE. What
    differs in widths, spaces
    and variants of marks alone is left as it is. The draft is read back and carried out on OLD:
    stderr says whether NEW comes of it, and if not, what remains; then the command leaves with 6.
    What you say of the decision wins over
    what NEW tells; what nobody tells is a blank (××) to fill in.
    """
    from policydiff.app.diff import DiffOptions  # noqa: PLC0415 as above
    from policydiff.app.draft_amendment import draft_amendment, draft_form  # noqa: PLC0415 as above
    from policydiff.model.drafted import DraftFacts  # noqa: PLC0415 --help needs click alone

    form = draft_form(output, form)
    refuse_binary(form, output, BINARY)
    given = standard_input([old, new])
    options = DiffOptions(
        dialect=dialect, kind=kind, pairs=pairs, revisions=revisions, standard_input=given
    )
    facts = DraftFacts(
        title=title,
        authority=authority,
        number=number,
        adopted=adopted,
        promulgated=promulgated,
        in_force=in_force,
    )
    drafted = draft_amendment(old, new, settings().repository, options, facts, noise=noise)
    remark(drafted.sides, quiet=quiet)
    _deliver(drafted, form, output, pairs, quiet=quiet)
    leave(drafted.sides, incomplete=not drafted.result.exact)


def _deliver(
    drafted: Drafted, form: str, output: Path | None, pairs: Path | None, *, quiet: bool
) -> None:
    """The decision into its file or on stdout, what it comes to on stderr."""
    from policydiff.app.draft_amendment import summary, write_draft  # noqa: PLC0415 --help needs click alone

    language = settings().language
    data = write_draft(drafted.result, form, language)
    read = [side.path for side in drafted.sides if side.path is not None]
    deliver(
        data,
        form,
        output,
        sources=read if pairs is None else [*read, pairs],
        texts=("txt", "markdown"),
        quiet=quiet,
    )
    for line in () if quiet else summary(drafted.result, language, form):
        tell_text(line)
