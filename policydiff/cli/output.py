"""Output of results to files, a terminal or a pipe; problems go to stderr."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policydiff.cli.options import F, bound, option
from policydiff.cli.settings import language
from policydiff.cli.text import lines, one_line, sentence
from policydiff.locale import Language, translate
from policydiff.messages import Message
from policydiff.model.source import DOUBTS, LEFT_ALONE, Problem
from policydiff.system import has_colours

if TYPE_CHECKING:
    from policydiff.model.reports import ReportOptions

MOST_PROBLEMS = 10
ALWAYS = LEFT_ALONE | DOUBTS
"""What is told on stderr also where a report holds the remarks."""

SEVERITIES = {"error": Message("error"), "warning": Message("warning"), "note": Message("note")}
_URGENCY = {"error": 0, "warning": 1, "note": 2}


def print_text(text: str) -> None:
    """Print a line for a person on stdout, with control characters escaped."""
    click.echo(lines(text))


def report_outcome(message: Message) -> None:
    """Print a message of the program on stdout, in the person's language."""
    print_text(translate(message.cleaned(one_line), language()))


def notify(message: Message) -> None:
    """Print a message on stderr, outside of pipes, in the person's language."""
    notify_text(translate(message.cleaned(one_line), language()))


def notify_text(text: str) -> None:
    """Print a text on stderr that is in the person's language already."""
    click.echo(lines(text), err=True)


def notify_detail(message: Message) -> None:
    """Print a detail of the message before it on stderr, on an indented line."""
    click.echo(f"  {sentence(translate(message, language()))}", err=True)


def emit(data: bytes) -> None:
    """Write bytes on stdout exactly as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def emit_json(value: dict[str, Any]) -> None:
    """Write JSON on stdout, in UTF-8, and nothing else."""
    from policydiff.report.json import encode  # noqa: PLC0415 - only where JSON is asked for

    emit(encode(value))


def emit_text(data: bytes) -> None:
    """Write UTF-8 text on stdout, in the terminal's encoding where it has another."""
    if (sys.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8":
        emit(data)
    else:
        click.echo(data.decode("utf-8"), nl=False, color=True)


def is_terminal() -> bool:
    """True where stdout is a terminal."""
    return sys.stdout.isatty()


def colour() -> bool:
    """True where stdout may be coloured.

    It is a terminal that has colours, and nobody set NO_COLOR.
    """
    return is_terminal() and not os.environ.get("NO_COLOR") and has_colours()


def width() -> int | None:
    """The columns of the terminal or of COLUMNS; None in a pipe."""
    if is_terminal() or os.environ.get("COLUMNS", "").isdigit():
        return shutil.get_terminal_size().columns
    return None


def report_options(output: Path | None, language: Language) -> ReportOptions:
    """The options of a report, adapted to where it goes.

    On stdout it is as wide and coloured as that can be.
    """
    from policydiff.model.reports import ReportOptions  # noqa: PLC0415 - where a report is written

    here = output is None
    return ReportOptions(
        language=language, width=width() if here else None, colour=colour() and here
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """The choices for a file that is written."""

    form: str | None = None
    """The format; None for the one that the name of the file promises."""

    path: Path | None = None
    """The file; None for stdout."""

    quiet: bool = False


def output_options(
    forms: Collection[str],
    *,
    default: str = "terminal",
    form: str | None = None,
    path: str = "Write the report to this file.",
    quiet: str = "No remarks on stderr.",
) -> Callable[[F], F]:
    """Add ``--format``, ``--output`` and ``--quiet`` to a command.

    `form` is the help of the first where it names the formats itself, as too many for one line. The
    command gets them as `output`.
    """
    named = {} if form is None else {"metavar": "FORMAT"}
    return bound(
        "output",
        Output,
        form=option(
            form or f"Default: by the ending of --output, else {default}.",
            "--format",
            type=click.Choice(tuple(forms)),
            **named,
        ),
        path=option(path, "-o", "--output"),
        quiet=option(quiet, "-q", "--quiet"),
    )


def refuse_binary(form: str, output: Path | None) -> None:
    """Raise `click.UsageError` where binary output would go to a terminal."""
    from policydiff.report.formats import FORMATS  # noqa: PLC0415 - where a report is written

    if output is None and FORMATS[form].binary and is_terminal():
        raise click.UsageError(
            Message(
                "a terminal cannot show {form}; name a file with -o, or pipe it into one", form=form
            )
        )


def deliver(
    data: bytes,
    form: str,
    output: Path | None,
    *,
    sources: Iterable[Path] = (),
    texts: Collection[str] = ("terminal",),
    quiet: bool = False,
) -> None:
    """Write a report into its file, or on stdout.

    The file is reported unless `quiet`; on stdout, forms that are `texts` have the encoding of the
    terminal. Raises what `write_file` raises, for one of `sources` too.
    """
    if output is not None:
        from policydiff.works.writing import write_file  # noqa: PLC0415 - where a file is written

        write_file(data, output, sources=sources)
        if not quiet:
            notify(Message("{path} written", path=output))
    elif form in texts:
        emit_text(data)
    else:
        emit(data)


def report_problems(
    name: str, problems: Iterable[Problem], *, quiet: bool = False, most: int | None = MOST_PROBLEMS
) -> None:
    """Print problems as short lines on stderr, at most `most` of them.

    Doubts about the whole and errors stand first. Without a limit all notes are printed, else only
    those of `LEFT_ALONE`.
    """
    if quiet:
        return
    shown = [
        problem
        for problem in problems
        if most is None or problem.severity != "note" or problem.code in LEFT_ALONE
    ]
    for problem in by_urgency(shown)[:most]:
        notify_text(problem_line(name, problem))
    if most is not None and len(shown) > most:
        notify(
            Message(
                "{name}: and {value} more (`policydiff lint --level problems` lists all)",
                name=one_line(name),
                value=len(shown) - most,
            )
        )


def by_urgency(problems: Iterable[Problem]) -> list[Problem]:
    """Problems in the order in which a person should read them.

    Doubts about the whole, errors, warnings, notes, each by their lines.
    """
    return sorted(
        problems,
        key=lambda problem: (
            problem.code not in DOUBTS,
            _URGENCY[problem.severity],
            problem.line or 0,
        ),
    )


def problem_line(name: str, problem: Problem) -> str:
    """The line for a problem: ``name:LINE: error: message (hint)``."""
    place = f"{name}:{problem.line}" if problem.line is not None else name
    said = Message(
        "{severity}: {message}", severity=SEVERITIES[problem.severity], message=problem.message
    )
    if problem.hint:
        said = Message("{said} ({hint})", said=said, hint=problem.hint)
    return sentence(f"{place}: {translate(said, language())}")


def short_name(path: Path) -> str:
    """The name by which problems call a file."""
    return path.name or str(path)
