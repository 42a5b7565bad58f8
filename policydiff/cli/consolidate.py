"""policydiff consolidate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policydiff.cli.lazy import examples
from policydiff.cli.output import (
    deliver,
    refuse_binary,
    report_options,
    report_problems,
    tell,
    tell_text,
)
from policydiff.cli.reading import leave, remark, standard_input
from policydiff.cli.settings import settings, shared
from policydiff.formats import formats
from policydiff.messages import Message
from policydiff.model.compiled import UNOFFICIAL

if TYPE_CHECKING:
    from policydiff.app.consolidate import Consolidated

FORMATS = tuple(dict.fromkeys((*formats("consolidation"), *formats("document"))))
BINARY = ("docx",)


@click.command(
    "consolidate",
    **examples(
        "policydiff consolidate law-2016.docx decision.docx",
        "policydiff consolidate law-2016.docx decision.docx --against law-2025.html -o report.html",
        "policydiff consolidate law-2016.docx decision.docx -o report.docx",
        "policydiff consolidate 网络安全法@2016-11-07 decision.txt --format markdown -o new.md",
        "policydiff consolidate old.txt decision.txt --text -o new.docx",
        "policydiff consolidate old.txt decision.txt --format json",
        "policydiff consolidate --chain 1982.txt 1988.txt 1993.txt --against after-1988.txt --against after-1993.txt",
        "policydiff consolidate --chain 宪法@1982-12-04",
        "policydiff consolidate --chain 宪法@1982-12-04 -o chain.html",
        "policydiff consolidate --chain 宪法@1982-12-04 --from-republished --format json -o chain.json",
    ),
)
@click.argument("base")
@click.argument("decisions", nargs=-1, metavar="[DECISION]...")
@click.option(
    "--against",
    multiple=True,
    help="The republished text, to be compared with what the decision says; with --chain several.",
)
@click.option(
    "--chain",
    "is_chain",
    is_flag=True,
    help="Carry out several decisions, one after another, in the order of their dates.",
)
@click.option(
    "--from-republished",
    is_flag=True,
    help="With --chain: each step starts from the republished text before it, if there is one.",
)
@click.option(
    "--store",
    "is_stored",
    is_flag=True,
    help="Keep the new text in the repository, marked as compiled, until the official one is added.",
)
@click.option("--reason", default="", help="With --store: why, in a line that the commit keeps.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: by the ending of --output, else terminal.",
)
@click.option(
    "--report/--text",
    "report",
    default=None,
    help="Each item beside the clauses that it changes, or the new text. Default: the report as terminal, html and docx, "
    "the text as markdown, txt and akn; json holds both.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
@click.option("-q", "--quiet", is_flag=True, help="No remarks on stderr.")
@shared
def command(  # noqa: PLR0913 one parameter an option
    *,
    base: str,
    decisions: tuple[str, ...],
    against: tuple[str, ...],
    is_chain: bool,
    from_republished: bool,
    is_stored: bool,
    reason: str,
    form: str | None,
    report: bool | None,
    output: Path | None,
    quiet: bool,
) -> None:
    """Carry out the amending DECISION on BASE: what the amended text reads like, and whether the
    republished one says the same.

    Each is a file, - for standard input, or a stored version: WORK, WORK@DATE, WORK@@DATE. Leaves
    with 6 where an instruction failed or was
    not understood, or where the republished text differs in more than noise. A decision for another
    text, or one that is carried out already, is refused, and nothing is written.

    With --chain a series of decisions is carried out, each on the outcome of the one before, and
    compared with the republished text of its
    date. Where BASE is stored, stored versions serve for that, and with no DECISION named, those
    that the repository holds are taken.

    With --store the text becomes a version of the work, marked everywhere as compiled and no
    official text: BASE and DECISION must be stored,
    all of the decision carried out, and its official text not there. When that is added, it takes
    the place of the compiled one.
    """
    if is_stored and (is_chain or against):
        raise click.UsageError(
            Message(
                "--store keeps the text of one decision; store those of a chain one after another, each when the text before it is published"
            )
            if is_chain
            else Message(
                "--store keeps a text that is not published yet; add the republished one with `policydiff add`"
            )
        )
    if reason and not is_stored:
        raise click.UsageError(Message("--reason goes with --store"))
    if is_chain:
        from policydiff.cli.consolidate_chain import Wanted, run_chain  # noqa: PLC0415 --help needs click alone

        run_chain(
            Wanted(
                base,
                decisions,
                against,
                from_republished=from_republished,
                form=form,
                report=report,
                output=output,
                quiet=quiet,
            )
        )
        return
    decision, republished = _single(decisions, against, from_republished=from_republished)
    from policydiff.app.consolidate import chosen_form, consolidate  # noqa: PLC0415 as above

    operands = (base, decision, *against)
    form, report = chosen_form(form, output, report=report)
    refuse_binary(form, output, BINARY)
    found = consolidate(
        base,
        decision,
        settings().repository,
        against=republished,
        standard_input=standard_input(operands),
    )
    remark(found.sides, quiet=quiet)
    report_problems(
        found.sides[1].file_name or found.sides[1].operand, found.result.errors, quiet=quiet
    )
    _deliver(found, form, output, report=report, quiet=quiet)
    if is_stored:
        _store(found, reason)
    leave(found.sides, incomplete=not found.result.complete or found.result.differs)


def _store(found: Consolidated, reason: str) -> None:
    """Keep the text, and tell so on stderr: the report stands on stdout."""
    from policydiff.app.consolidate import store_consolidation  # noqa: PLC0415 --help needs click alone

    message, written = store_consolidation(found, settings().repository, reason)
    name = f"{found.result.document.title}@{found.result.document.version_date}"
    done = (
        Message("stored as {name}", name=name)
        if message
        else Message("stored already: {name}", name=name)
    )
    tell(Message.joined((done, UNOFFICIAL)))
    for note in written.notes:
        tell(note)


def _single(
    decisions: tuple[str, ...], against: tuple[str, ...], *, from_republished: bool
) -> tuple[str, str | None]:
    """The one decision, and the one republished text. Raises `click.UsageError` where only a chain
    could do what is asked.
    """
    if not decisions:
        raise click.UsageError(
            Message(
                "name the DECISION; with --chain those that the repository holds are found for a stored BASE"
            )
        )
    if len(decisions) > 1:
        raise click.UsageError(
            Message(
                "several decisions are carried out with --chain, in the order in which they are named"
            )
        )
    if len(against) > 1 or from_republished:
        raise click.UsageError(
            Message("several texts for --against need --chain")
            if len(against) > 1
            else Message("--from-republished needs --chain")
        )
    return decisions[0], against[0] if against else None


def _deliver(
    found: Consolidated, form: str, output: Path | None, *, report: bool, quiet: bool
) -> None:
    """The report, the new text or the JSON into its file or on stdout, the summary on stderr where
    it does not stand there.
    """
    from policydiff.app.consolidate import summary, write_consolidation  # noqa: PLC0415 --help needs click alone

    options = report_options(output)
    data = write_consolidation(found.result, form, options, report=report)
    sources = [side.path for side in found.sides if side.path is not None]
    deliver(data, form, output, sources=sources, texts=("terminal", "txt", "markdown"), quiet=quiet)
    shown = output is None and form == "terminal"
    for line in () if quiet or shown else summary(found.result, options.language):
        tell_text(line)
