"""policydiff consolidate --chain."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from policydiff.cli.output import (
    deliver,
    refuse_binary,
    report_options,
    report_problems,
    tell,
    tell_text,
)
from policydiff.cli.progress import progress
from policydiff.cli.reading import leave, remark, standard_input
from policydiff.cli.settings import settings
from policydiff.cli.text import one_line
from policydiff.formats import formats

if TYPE_CHECKING:
    from policydiff.app.consolidate_chain import Chained

BINARY = ("docx",)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks of a chain; operands as they were typed."""

    base: str
    decisions: Sequence[str]
    against: Sequence[str]
    _: KW_ONLY
    from_republished: bool
    form: str | None
    report: bool | None
    output: Path | None
    quiet: bool


def run_chain(wanted: Wanted) -> None:
    """Carry out the decisions and write what comes out. Leaves with 6 where a step is incomplete,
    or a republished text differs.
    """
    from policydiff.app.consolidate import chosen_form  # noqa: PLC0415 as above
    from policydiff.app.consolidate_chain import (  # noqa: PLC0415 as above
        ChainOptions,
        consolidate_chain,
        summary,
        write_chain,
    )

    form, report = chosen_form(
        wanted.form, wanted.output, report=wanted.report, reports=formats("chain")
    )
    refuse_binary(form, wanted.output, BINARY)
    with progress(show=not wanted.quiet and sys.stderr.isatty()) as watch:
        operands = (wanted.base, *wanted.decisions, *wanted.against)
        options = ChainOptions(
            from_republished=wanted.from_republished,
            standard_input=standard_input(operands),
            watch=watch,
        )
        found = consolidate_chain(
            wanted.base, wanted.decisions, wanted.against, settings().repository, options
        )
    data = write_chain(found.chain, form, report_options(wanted.output), report=report)
    _remark(found, quiet=wanted.quiet)
    sources = [side.path for side in found.sides if side.path is not None]
    deliver(
        data,
        form,
        wanted.output,
        sources=sources,
        texts=("terminal", "txt", "markdown"),
        quiet=wanted.quiet,
    )
    shown = wanted.output is None and form == "terminal"
    for line in () if wanted.quiet or shown else summary(found.chain, settings().language):
        tell_text(one_line(line))
    leave(
        found.sides,
        incomplete=not found.chain.complete
        or any(step.result.differs for step in found.chain.steps),
    )


def _remark(found: Chained, *, quiet: bool) -> None:
    """The problems of the files, and what is to be known of what the repository holds."""
    remark(found.sides, quiet=quiet)
    for step in found.chain.steps:
        report_problems(step.result.decision.title, step.result.errors, quiet=quiet)
    for note in () if quiet else found.notes:
        tell(note)
