"""policydiff draft-amendment."""

from __future__ import annotations

from pathlib import Path

import click

from policydiff.amending.actions.draft_amendment import (
    Drafted,
    draft_amendment,
    draft_form,
    write_draft,
)
from policydiff.amending.engine.drafted import DraftFacts
from policydiff.amending.report.drafted import drafted_lines
from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import Output, deliver, notify_text, output_options, refuse_binary
from policydiff.cli.reading import PAIRS, READING, leave, remark, session
from policydiff.cli.settings import language, shared
from policydiff.comparing.actions.diff import DiffOptions
from policydiff.report.formats import formats
from policydiff.works.session import Session

FORMATS = (*formats("document"), "json")


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
@output_options(FORMATS, default="txt", path="Write the decision to this file.")
@bound(
    "facts",
    DraftFacts,
    title=option("The title of the decision.  [default: …关于修改《…》的决定]"),
    authority=option(
        "The body that decides.  [default: that of NEW, else of OLD, where the text states it]"
    ),
    number=option("The document number of the decision."),
    adopted=option(
        "The day on which the decision was adopted 通过, YYYY-MM-DD.  [default: as NEW states]"
    ),
    promulgated=option("The day of its promulgation 公布.  [default: as NEW states]"),
    in_force=option("The day from which it applies 施行.  [default: as NEW states]"),
)
@click.option(
    "--noise/--ignore-noise",
    default=False,
    help="Order changes of widths, spaces and variants of marks too, not of words alone.",
)
@bound("options", DiffOptions, pairs=PAIRS, **READING)
@shared
def command(
    *, old: str, new: str, output: Output, facts: DraftFacts, noise: bool, options: DiffOptions
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
    form = draft_form(output.path, output.form)
    refuse_binary(form, output.path)
    here = session(old, new)
    drafted = draft_amendment(old, new, here, options, facts, noise=noise)
    remark(drafted.sides, quiet=output.quiet)
    _deliver(drafted, form, output, options.pairs, here)
    leave(drafted.sides, incomplete=not drafted.result.exact)


def _deliver(
    drafted: Drafted, form: str, output: Output, pairs: Path | None, here: Session
) -> None:
    """Write the decision into its file or on stdout, and its outcome on stderr."""
    data = write_draft(drafted.result, form, here.language_of(drafted.result.decision.full_text()))
    read = [side.path for side in drafted.sides if side.path is not None]
    deliver(
        data,
        form,
        output.path,
        sources=read if pairs is None else [*read, pairs],
        texts=("txt", "markdown"),
        quiet=output.quiet,
    )
    for line in () if output.quiet else drafted_lines(drafted.result, language(), form):
        notify_text(line)
