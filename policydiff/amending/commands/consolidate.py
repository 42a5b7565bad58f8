"""policydiff consolidate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import click

from policydiff.amending.actions.consolidate import (
    Consolidated,
    chosen_form,
    consolidate,
    store_consolidation,
    write_outcome,
)
from policydiff.amending.actions.consolidate_all import consolidate_all
from policydiff.amending.actions.consolidate_chain import (
    FilledVersion,
    chain_lines,
    consolidate_chain,
)
from policydiff.amending.report.lines import summary_lines
from policydiff.amending.report.works import works_lines
from policydiff.cli.lazy import examples
from policydiff.cli.options import bound, option
from policydiff.cli.output import (
    Output,
    deliver,
    notify,
    notify_text,
    output_options,
    refuse_binary,
    report_options,
    report_problems,
)
from policydiff.cli.progress import watched
from policydiff.cli.reading import leave, remark, session
from policydiff.cli.settings import shared
from policydiff.cli.text import one_line
from policydiff.messages import Message
from policydiff.model.version_names import UNOFFICIAL
from policydiff.report.formats import formats, write
from policydiff.works.resolve import Resolved
from policydiff.works.session import Session

FORMATS = tuple(dict.fromkeys((*formats("consolidation"), *formats("document"))))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidateOptions:
    """The choices for a consolidation, without the texts and the output."""

    against: tuple[str, ...] = ()
    is_chain: bool = False
    is_all: bool = False
    is_dry: bool = False
    from_republished: bool = False
    is_stored: bool = False
    reason: str = ""
    report: bool | None = None

    def check(self, decisions: Sequence[str]) -> None:
        """Raise `click.UsageError` for options that exclude each other."""
        if self.is_stored and self.against:
            raise click.UsageError(
                Message(
                    "--store keeps a text that is not published yet; add the republished one with `policydiff add`"
                )
            )
        if self.is_all:
            self._check_all(decisions)
            return
        if self.is_dry:
            raise click.UsageError(Message("--dry-run goes with --all"))
        if self.reason and not self.is_stored:
            raise click.UsageError(Message("--reason goes with --store"))
        if not self.is_chain:
            self._check_single(decisions)

    def _check_all(self, more: Sequence[str]) -> None:
        """Raise `click.UsageError` for what does not go with all works of a decision."""
        if more:
            raise click.UsageError(
                Message("--all takes the DECISION alone: its works are those that it names")
            )
        if self.is_chain or self.against or self.from_republished or self.report is False:
            raise click.UsageError(
                Message(
                    "--all goes without --chain, --against, --from-republished and --text: the stored versions are its bases and republished texts"
                )
            )
        if self.is_dry and (self.is_stored or self.reason):
            raise click.UsageError(Message("--dry-run stores nothing; leave out --store, --reason"))

    def _check_single(self, decisions: Sequence[str]) -> None:
        """Raise `click.UsageError` for several decisions or republished texts."""
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
        if len(self.against) > 1:
            raise click.UsageError(Message("several texts for --against need --chain"))
        if self.from_republished:
            raise click.UsageError(Message("--from-republished needs --chain"))


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
        "policydiff consolidate --chain 宪法@1982-12-04 --store",
        "policydiff consolidate --all 关于修改部分法律的决定 --dry-run",
        "policydiff consolidate --all 关于修改部分法律的决定 -o works.html",
    ),
)
@click.argument("base")
@click.argument("decisions", nargs=-1, metavar="[DECISION]...")
@bound(
    "wish",
    ConsolidateOptions,
    against=option(
        "The republished text, to be compared with what the decision says; with --chain several."
    ),
    is_chain=option(
        "Carry out several decisions, one after another, in the order of their dates.", "--chain"
    ),
    is_all=option(
        "Carry out one decision, named alone, on every stored work that it amends.", "--all"
    ),
    is_dry=option("With --all: store nothing.", "--dry-run"),
    from_republished=option(
        "With --chain: each step starts from the republished text before it, if there is one."
    ),
    is_stored=option(
        "Keep the new text in the repository, marked as compiled, until the official one is added.",
        "--store",
    ),
    reason=option("With --store or --all: why, in a line that the commit keeps."),
    report=option(
        "Each item beside the clauses that it changes, or the new text. Default: the report as terminal, html and docx, "
        "the text as markdown, txt and akn; json holds both.",
        "--report/--text",
    ),
)
@output_options(FORMATS, path="Write to this file.")
@shared
def command(
    *, base: str, decisions: tuple[str, ...], wish: ConsolidateOptions, output: Output
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
    the place of the compiled one. With --chain each outcome without an official text is stored, so
    that the gap between two official versions is filled; run it again to go on.

    With --all BASE is the DECISION: it is carried out on every stored work that it amends, each
    outcome compared with the republished text, or stored as a compiled version where that is not
    there. Leaves with 6 where something is left to do.
    """
    wish.check(decisions)
    here = session(base, *decisions, *wish.against)
    if wish.is_all:
        _run_all(base, wish, output, here)
    elif wish.is_chain:
        _run_chain((base, *decisions), wish, output, here)
    else:
        _run_single(base, decisions[0], wish, output, here)


def _run_single(
    base: str, decision: str, wish: ConsolidateOptions, output: Output, here: Session
) -> None:
    form, report = chosen_form(output.form, output.path, report=wish.report)
    refuse_binary(form, output.path)
    found = consolidate(base, decision, here, against=next(iter(wish.against), None))
    remark(found.sides, quiet=output.quiet)
    report_problems(
        found.sides[1].file_name or found.sides[1].operand, found.result.errors, quiet=output.quiet
    )
    options = report_options(output.path, here.language_of(found.result.document.full_text()))
    _deliver(
        write_outcome(found.result, form, options, report=report),
        form,
        output,
        found.sides,
        summary_lines(found.result, here.language),
    )
    if wish.is_stored:
        _store(found, here, wish.reason)
    leave(found.sides, incomplete=not found.result.complete or found.result.differs)


def _run_chain(
    operands: Sequence[str], wish: ConsolidateOptions, output: Output, here: Session
) -> None:
    form, report = chosen_form(
        output.form, output.path, report=wish.report, reports=formats("chain")
    )
    refuse_binary(form, output.path)
    with watched(here, quiet=output.quiet) as shown:
        found = consolidate_chain(
            operands[0],
            operands[1:],
            wish.against,
            shown,
            from_republished=wish.from_republished,
            reason=wish.reason if wish.is_stored else None,
        )
    options = report_options(output.path, here.language_of(found.chain.document.full_text()))
    data = write_outcome(found.chain, form, options, report=report)
    remark(found.sides, quiet=output.quiet)
    for step in found.chain.steps:
        report_problems(step.result.decision.title, step.result.errors, quiet=output.quiet)
    for note in () if output.quiet else found.notes:
        notify(note)
    _deliver(data, form, output, found.sides, chain_lines(found.chain, here.language))
    for filled in found.filled:
        _notify_stored(filled)
    leave(found.sides, incomplete=not found.chain.complete or found.chain.differs)


def _run_all(decision: str, wish: ConsolidateOptions, output: Output, here: Session) -> None:
    form, _ = chosen_form(output.form, output.path, report=True, reports=formats("works"))
    refuse_binary(form, output.path)
    with watched(here, quiet=output.quiet) as shown:
        found = consolidate_all(decision, shown, is_stored=not wish.is_dry, reason=wish.reason)
    options = report_options(output.path, here.language_of(found.works.decision.full_text()))
    remark((found.side,), quiet=output.quiet)
    _deliver(
        write(found.works, form, options),
        form,
        output,
        (found.side,),
        works_lines(found.works, here.language),
    )
    for filled in found.filled:
        _notify_stored(filled)
    leave((found.side,), incomplete=not found.works.complete)


def _store(found: Consolidated, here: Session, reason: str) -> None:
    """Store the text, and report it on stderr, as the report stands on stdout."""
    message, written = store_consolidation(found, here, reason)
    name = f"{found.result.document.title}@{found.result.document.version_date}"
    _notify_stored(FilledVersion(name=name, new=bool(message)))
    for note in written.notes:
        notify(note)


def _notify_stored(filled: FilledVersion) -> None:
    done = (
        Message("stored as {name}", name=filled.name)
        if filled.new
        else Message("stored already: {name}", name=filled.name)
    )
    notify(Message.joined((done, UNOFFICIAL)))


def _deliver(
    data: bytes, form: str, output: Output, sides: Sequence[Resolved], lines: Iterable[str]
) -> None:
    """Write the report, the new text or the JSON into its file or on stdout."""
    sources = [side.path for side in sides if side.path is not None]
    deliver(
        data,
        form,
        output.path,
        sources=sources,
        texts=("terminal", "txt", "markdown"),
        quiet=output.quiet,
    )
    shown = output.path is None and form == "terminal"
    for line in () if output.quiet or shown else lines:
        notify_text(one_line(line))
