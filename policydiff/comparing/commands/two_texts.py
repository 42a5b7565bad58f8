"""policydiff OLD NEW: two texts become a 对照表 in Word, without a command."""

from __future__ import annotations

from dataclasses import replace

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import Output, report_outcome
from policydiff.cli.reading import session
from policydiff.comparing.actions.diff import DiffOptions
from policydiff.comparing.actions.profiles import profile_unasked
from policydiff.comparing.actions.written import written
from policydiff.comparing.commands.diff import (
    DATA,
    EMPTY_WHERE_EQUAL,
    compare,
    comparing,
    finish,
    is_equal,
    language_of,
    report_equal,
    report_exchanged,
    save,
    shaped,
)
from policydiff.comparing.report.table.comparison import step_counts
from policydiff.comparing.report.table.coverage import no_difference, outside_articles
from policydiff.comparing.report.table.summary import counts_line
from policydiff.messages import Message
from policydiff.model.comparison import Comparison
from policydiff.model.profile import FOUND
from policydiff.model.reports import ReportOptions
from policydiff.works.writing import report_family


@click.command(
    "OLD NEW",
    hidden=True,
    **examples("policydiff old.docx new.docx", "policydiff old.docx new.docx --only-changed"),
)
@comparing
def command(
    *,
    texts: tuple[str, ...],
    output: Output,
    options: DiffOptions,
    shape: ReportOptions,
) -> None:
    """Write what changed between two texts as a table in Word (对照表), beside the new one and
    under a new name.

    The options are those of `policydiff diff`.
    """
    if len(texts) != 2:
        raise click.UsageError(Message("name two texts; `policydiff diff` compares more"))
    here = session(*texts)
    family, form = report_family(output.path, output.form, "docx")
    found = compare(texts, here, options, shape, family=family)
    report_exchanged(found, quiet=output.quiet)
    language = language_of(found, here)
    if family in EMPTY_WHERE_EQUAL and form not in DATA and is_equal(found):
        report_equal(
            found, shaped(shape, None, language, options), here.language, quiet=output.quiet
        )
        finish(found, options)
        return
    if (
        family == "comparison"
        and form == "docx"
        and shape.profile is None
        and not FOUND & set(shape.columns or ())
    ):
        texts_read = (side.document for side in found.sides[:2])
        shape = replace(shape, profile=profile_unasked(language, *texts_read))
    shape = shaped(shape, output.path, language, options)
    save(found, written(found, form, shape, family), output, options)
    for comparison in found.each:
        report_outcome(_counted(comparison, replace(shape, language=here.language)))
    finish(found, options)


def _counted(comparison: Comparison, shape: ReportOptions) -> Message:
    """A message with the number of changes."""
    if not comparison.changed:
        return no_difference(comparison)
    counts = step_counts(comparison, shape)
    if all(count.category == "unchanged" for count in counts):
        return outside_articles(comparison)
    return Message("articles: {counts}", counts=counts_line(counts, shape.language))
