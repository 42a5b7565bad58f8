"""Shared parts of commands that read texts."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

import click

from policydiff.cli.options import option
from policydiff.cli.output import notify, report_problems
from policydiff.cli.settings import settings
from policydiff.locale import translate
from policydiff.messages import Message
from policydiff.model.kinds import KIND_ROOTS, kind_name
from policydiff.model.source import DOUBTS
from policydiff.parallel.engine import ONE_PROCESS, Engine
from policydiff.system import END_OF_INPUT
from policydiff.works.session import GivenText, Session, today

if TYPE_CHECKING:
    from policydiff.parallel.options import EngineOptions
    from policydiff.works.resolve import Resolved

DASH = "-"

INCOMPLETE = 6
"""The exit code of what is done, but not wholly, or of a text that is only presumed to be the one
that was asked for.
"""

REVISIONS = option(
    "Of a file with tracked changes: the text with all of them accepted, or the one before them."
)
DATES_FROM_NAMES = option(
    "Where a text's head ends earlier than the date in its file's name, or tells no date: store it under that date, and say so."
)


def day(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Give a valid day, YYYY-MM-DD, as it was written."""
    name = str(parameter.name)
    if value is not None:
        from policydiff.reading.load import BadFactError, check_date  # noqa: PLC0415 - where a day is given

        try:
            check_date(name, value)
        except BadFactError as error:
            raise click.BadParameter(error.message.without(name)) from None
    return value


def moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Give a valid date, or date and time, as it was written."""
    if value is not None:
        from policydiff.report.moments import BadMomentError, read_moment  # noqa: PLC0415 - as above

        try:
            read_moment(value)
        except BadMomentError as error:
            raise click.BadParameter(error.message) from None
    return value


def kind_of(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """The kind of instrument for its English or Chinese name (law, 法律).

    A name that is no kind is left as it is.
    """
    if value is None:
        return None
    named = (
        kind for kind in KIND_ROOTS if value.strip() in translate(kind_name(kind), "zh").split("、")
    )
    return next(named, value)


KIND = option("The kind of instrument of a file, such as law or opinion.", callback=kind_of)
DIALECT = option("The drafting tradition of a file, where it is not recognised.")
PAIRS = option("Pairings that a person set: a file that `policydiff link --pairs` began.")
READING = {"revisions": REVISIONS, "dialect": DIALECT, "kind": KIND}
"""The options of `TextOptions`, for `bound`."""

ENGINES = {
    "jobs": option(
        "Work on many texts in so many processes at once; 1 does all in one. The result is the same.  [default: all cores]",
        type=click.IntRange(1, 1000),
        metavar="N",
    ),
    "engine": option("Processes of this machine, or workers of Dask (extra `scale`)."),
    "scheduler": option(
        "With --engine dask: the address of its scheduler, tcp://HOST:PORT.  [default: one is started here]",
        metavar="ADDRESS",
    ),
}
"""The options of `EngineOptions`, for `bound`."""


def session(*operands: str, engines: EngineOptions | None = None, warns: bool = True) -> Session:
    """The session of a use case; standard input is read where an operand is ``-``.

    It `warns` of works that cannot be read, unless the answer itself has them. Raises what
    `read_stream` and `engine_of` raise.
    """
    engine: Engine = ONE_PROCESS
    if engines is not None:
        from policydiff.parallel.options import engine_of  # noqa: PLC0415 - for many texts alone

        engine = engine_of(engines, notify)
    return Session(
        repository=settings().repository,
        language=settings().language,
        asked=settings().asked,
        given=_standard_input(operands),
        warn=notify if warns else None,
        today=today(),
        fixed=True,
        engine=engine,
    )


def _standard_input(operands: Sequence[str]) -> dict[str, GivenText]:
    """The content of standard input where an operand is ``-``, else nothing."""
    asked = [operand for operand in operands if operand == DASH or operand.startswith(DASH + "#")]
    if not asked:
        return {}
    if len(asked) > 1:
        raise click.UsageError(
            Message("standard input (-) can be read once only; save one of the texts as a file")
        )
    if sys.stdin is not None and sys.stdin.isatty():
        notify(
            Message(
                "policydiff: waiting for a text on standard input; {keys} ends it",
                keys=END_OF_INPUT,
            )
        )
    from policydiff.reading.load import STANDARD_INPUT, read_stream  # noqa: PLC0415 - where it is given

    data = read_stream(sys.stdin.buffer if sys.stdin is not None else None)
    return {DASH: GivenText(name=STANDARD_INPUT, data=data)}


def remark(
    sides: Iterable[Resolved], *, quiet: bool = False, codes: Collection[str] | None = None
) -> None:
    """Report the remarks on the texts that were read.

    They are how a stored version was chosen, and the problems of a text. Of files these are all
    problems, or those with one of the codes in `codes`; of stored versions the doubts about the
    whole, for the others were reported when they were added.
    """
    for side in sides:
        for note in () if quiet else side.notes:
            notify(note)
        wanted = DOUBTS if side.file_name is None else codes
        problems = [
            problem
            for problem in side.document.problems
            if wanted is None or problem.code in wanted
        ]
        report_problems(side.file_name or side.operand, problems, quiet=quiet)


def leave(sides: Iterable[Resolved], *, incomplete: bool = False) -> None:
    """Leave with 6 where the work is incomplete, or a text is not certain.

    Another text may have been in force on the day, or the text was compiled.
    """
    if incomplete or not all(side.certain for side in sides):
        raise click.exceptions.Exit(INCOMPLETE)
