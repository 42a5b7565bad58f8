"""policydiff OLD NEW: two texts become a 对照表 in Word, without a command."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import Output, report_outcome
from policydiff.cli.reading import session
from policydiff.comparing.actions.diff import Diffed, DiffOptions
from policydiff.comparing.actions.profiles import profile_unasked
from policydiff.comparing.commands.diff import (
    DATA,
    EMPTY_WHERE_EQUAL,
    ComparingOptions,
    compare,
    comparing,
    finish,
    is_equal,
    language_of,
    remark_on,
    report_equal,
    report_exchanged,
    send,
    shaped,
    sources,
    written,
)
from policydiff.comparing.report.table.comparison import step_counts
from policydiff.comparing.report.table.coverage import no_difference, outside_articles
from policydiff.comparing.report.table.summary import counts_line
from policydiff.locale import Labels
from policydiff.messages import Message
from policydiff.model.comparison import Comparison
from policydiff.model.names import UNDATED
from policydiff.model.profile import FOUND
from policydiff.model.reports import ReportOptions
from policydiff.report.formats import suffixes
from policydiff.works.folder import safe_name
from policydiff.works.resolve import Resolved
from policydiff.works.writing import free_path, report_family, write_file

WORDS = Labels("name of a file", {"table": "comparison", "brief": "brief", "duties": "duties"})


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
    wish: ComparingOptions,
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
    found = compare(texts, here, wish, options, shape, family=family)
    report_exchanged(found, quiet=output.quiet)
    language = language_of(found, here)
    if family in EMPTY_WHERE_EQUAL and form not in DATA and is_equal(found):
        report_equal(
            found, shaped(shape, None, language, options), here.language, quiet=output.quiet
        )
        finish(found, wish)
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
    if shape.profile is not None and isinstance(found, Diffed):
        send(found, shape, form, output, options)
    else:
        name = WORDS[language]["table" if family == "comparison" else family]
        path = output.path or _beside(found.sides[1], name, suffixes(family)[form])
        write_file(written(found, form, shape, family), path, sources=sources(found, options))
        remark_on(found, quiet=output.quiet, held=False)
        report_outcome(Message("{path} written", path=path))
    for comparison in found.each:
        report_outcome(_counted(comparison, replace(shape, language=here.language)))
    finish(found, wish)


def _counted(comparison: Comparison, shape: ReportOptions) -> Message:
    """A message with the number of changes.

    Changes outside the articles are reported too.
    """
    if not comparison.changed:
        return no_difference(comparison)
    counts = step_counts(comparison, shape)
    if all(count.category == "unchanged" for count in counts):
        return outside_articles(comparison)
    return Message("articles: {counts}", counts=counts_line(counts, shape.language))


def _beside(side: Resolved, name: str, suffix: str) -> Path:
    """A path that no file has yet, in the folder of the text.

    For a stored text it is in the current folder.
    """
    folder = Path() if side.path is None else side.path.parent
    date = side.document.version_date or UNDATED
    stem = f"{safe_name(side.document.title)}-{date}" if side.path is None else side.path.stem
    return free_path(folder, f"{stem}-{name}", suffix)
