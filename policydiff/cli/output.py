"""Where results go: files, a terminal or a pipe; problems on stderr."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from policydiff.cli.settings import language, settings
from policydiff.cli.text import lines, one_line, sentence
from policydiff.locale import translate
from policydiff.messages import Message
from policydiff.model.source import DOUBTS, Problem

if TYPE_CHECKING:
    from policydiff.model.consolidation import Verification
    from policydiff.model.plugins import ReportOptions
    from policydiff.store.writer import Written

MOST_PROBLEMS = 10
LEFT_ALONE = frozenset(
    (
        "macros-ignored",
        "link-ignored",
        "object-left-out",
        "embedded-left-out",
        "furniture-left-out",
        "drafters-notes-left-out",
    )
)
"""Notes that are always told: what a file carries besides its text, and was neither run nor
fetched, nor read as text.
"""

ALWAYS = LEFT_ALONE | DOUBTS
"""What is told on stderr also where a report holds the remarks."""

READABLE = 16
"""Columns of a terminal in which a long cell can still be read, folded."""

SEVERITIES = {"error": Message("error"), "warning": Message("warning"), "note": Message("note")}
_URGENCY = {"error": 0, "warning": 1, "note": 2}


def say(text: str) -> None:
    """A line for a person on stdout, control characters written out."""
    click.echo(lines(text))


def report_outcome(message: Message) -> None:
    """A sentence of the program on stdout, in the person's language."""
    say(translate(message.cleaned(one_line), language()))


def report_change(message: str, written: Written) -> None:
    """What a commit did: its subject on stdout, on stderr what else its body lists and what is to
    be told of the work tree.
    """
    from policydiff.store.subjects import line_of, subject_of  # noqa: PLC0415 --help needs click alone

    subject, _, body = message.partition("\n")
    report_outcome(subject_of(subject))
    for line in body.split("\n"):
        if line.startswith("- "):
            tell(line_of(line.removeprefix("- ")))
    for note in written.notes:
        tell(note)


def report_published(found: Verification, name: str = "") -> None:
    """On stderr how a published text and the compiled one compare whose place it took, each
    difference on a line; `name` tells which.
    """
    from policydiff.views.consolidation_lines import compared, difference_line  # noqa: PLC0415 only where a version was compiled

    lead = f"{name}: " if name else ""
    for line in (
        compared(found, language()),
        *(difference_line(one, language()) for one in found.differences),
    ):
        click.echo(lines(f"{lead}{line}"), err=True)


def tell(message: Message) -> None:
    """A sentence of the program on stderr, which stays out of pipes, in the person's language."""
    tell_text(translate(message.cleaned(one_line), language()))


def tell_text(text: str) -> None:
    """Text on stderr that is in the person's language already."""
    click.echo(lines(text), err=True)


def tell_detail(message: Message) -> None:
    """One of the things that a sentence before it speaks of, on a line of its own below it."""
    click.echo(f"  {sentence(translate(message, language()))}", err=True)


def emit(data: bytes) -> None:
    """Bytes on stdout exactly as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def emit_json(value: dict[str, Any]) -> None:
    """JSON on stdout, in UTF-8, and nothing else."""
    emit(json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")


def emit_text(data: bytes) -> None:
    """UTF-8 text on stdout, in the encoding of the terminal where it has another one."""
    if (sys.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8":
        emit(data)
    else:
        click.echo(data.decode("utf-8"), nl=False, color=True)


def is_terminal() -> bool:
    """True where stdout is a terminal."""
    return sys.stdout.isatty()


def colour() -> bool:
    """True where stdout may be coloured: a terminal, and neither NO_COLOR nor a dumb one."""
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int | None:
    """The columns of the terminal or of COLUMNS; None in a pipe."""
    if is_terminal() or os.environ.get("COLUMNS", "").isdigit():
        return shutil.get_terminal_size().columns
    return None


def report_options(output: Path | None) -> ReportOptions:
    """How a report is written: in the person's language, and where it goes to stdout, as wide and
    coloured as that can be.
    """
    from policydiff.model.plugins import ReportOptions  # noqa: PLC0415 --help needs click alone

    here = output is None
    return ReportOptions(
        language=settings().language, width=width() if here else None, colour=colour() and here
    )


def refuse_binary(form: str, output: Path | None, binary: Collection[str]) -> None:
    """Raise `click.UsageError` where a terminal would get what no terminal can show."""
    if output is None and form in binary and is_terminal():
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
    """A report into its file, which is told unless `quiet`, or on stdout; forms that are `texts` in
    the encoding of the terminal.

    Raises what `write_file` raises, for one of `sources` too.
    """
    if output is not None:
        from policydiff.app.write import write_file  # noqa: PLC0415 --help needs click alone

        write_file(data, output, sources=sources)
        if not quiet:
            tell(Message("{path} written", path=output))
    elif form in texts:
        emit_text(data)
    else:
        emit(data)


def table(
    head: tuple[str, ...], rows: Iterable[tuple[str, ...]], spare: Sequence[int] = ()
) -> None:
    """Rows under a line that names their columns: set in columns on a terminal; in a pipe one row a
    line, cells parted by tabs. Without rows nothing.

    `spare` are the places of columns that a narrow terminal may lack, in the order in which they
    go; what is still too wide is folded.
    """
    lines = [tuple(map(one_line, row)) for row in rows]
    if not lines:
        return
    if not is_terminal():
        for line in (head, *lines):
            click.echo("\t".join(line))
        return
    from rich.cells import cell_len  # noqa: PLC0415 only for a terminal
    from rich.console import Console  # noqa: PLC0415 as above
    from rich.table import Table  # noqa: PLC0415 as above
    from rich.text import Text  # noqa: PLC0415 as above

    console = Console(no_color=not colour(), highlight=False)
    widths = [max(map(cell_len, column)) for column in zip(head, *lines, strict=True)]
    kept = _kept(widths, spare, console.width)
    whole = _needed(widths, kept) <= console.width
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for place in kept:
        narrow = whole and widths[place] <= READABLE
        grid.add_column(
            head[place],
            overflow="fold",
            min_width=2,
            no_wrap=narrow,
            ratio=1 if place == kept[-1] and not spare else None,
        )
    for line in lines:
        grid.add_row(*(Text(line[place]) for place in kept))
    console.print(grid)


def _kept(widths: Sequence[int], spare: Sequence[int], room: int) -> list[int]:
    """The places of the columns that a terminal shows: as many as stand beside each other with
    `READABLE` columns for each that is wider.
    """
    kept = list(range(len(widths)))
    for place in spare:
        if _needed(widths, kept) <= room:
            break
        kept.remove(place)
    return kept


def _needed(widths: Sequence[int], kept: Sequence[int]) -> int:
    """Columns of a terminal that these columns take, with two between each, where the wide ones are
    folded.
    """
    return sum(min(widths[place], READABLE) + 2 for place in kept) - 2


def report_problems(
    name: str, problems: Iterable[Problem], *, quiet: bool = False, most: int | None = MOST_PROBLEMS
) -> None:
    """Problems as short lines on stderr, doubts about the whole and errors first, at most `most` of
    them; of notes, without a limit, all, else what was left alone.
    """
    if quiet:
        return
    shown = [
        problem
        for problem in problems
        if most is None or problem.severity != "note" or problem.code in LEFT_ALONE
    ]
    for problem in by_urgency(shown)[:most]:
        tell_text(problem_line(name, problem))
    if most is not None and len(shown) > most:
        tell(
            Message(
                "{name}: and {value} more (`policydiff validate` lists all)",
                name=one_line(name),
                value=len(shown) - most,
            )
        )


def by_urgency(problems: Iterable[Problem]) -> list[Problem]:
    """Problems in the order in which a person should read them: doubts about the whole, errors,
    warnings, notes, each by their lines.
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
    """``name:LINE: error: message (hint)``."""
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
