"""The `policydiff` command: the group of all commands, and the console script."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click
from click.shell_completion import shell_complete

from policydiff import __version__
from policydiff.cli import edge
from policydiff.cli.lazy import LazyGroup
from policydiff.cli.settings import Settings, language_of, shared
from policydiff.locale import speak

PROGRAM = "policydiff"
COMPLETE = "_POLICYDIFF_COMPLETE"


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Begin with `policydiff demo` or `policydiff help tutorial`. 第一次使用：`policydiff demo`。",
)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@shared
def cli() -> None:
    """Compare Chinese laws and policy documents, clause by clause.

    Texts become numbered articles in Akoma Ntoso XML, their versions are kept in a git repository,
    two versions become a
    report of what changed. All of it happens on this machine.
    """


def run() -> NoReturn:
    """The console script: run the command line and leave with its exit code."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: list[str]) -> int:
    """Run the command line; gives back the exit code."""
    _open_streams()
    _forgive_encoding()
    language = language_of(arguments)
    speak(language)
    return edge.call(lambda: _command(arguments), debug="--debug" in arguments, language=language)


def _command(arguments: list[str]) -> None:
    if COMPLETE in os.environ:
        raise click.exceptions.Exit(
            shell_complete(cli, {}, PROGRAM, COMPLETE, os.environ[COMPLETE])
        )
    with cli.make_context(
        PROGRAM, list(arguments), obj=Settings(language=language_of(arguments))
    ) as context:
        cli.invoke(context)


def _open_streams() -> None:
    """A closed stdout or stderr becomes one that swallows all, so that no file of ours gets its
    number.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 it is open as long as the process


def _forgive_encoding() -> None:
    """A terminal that cannot show a character gets a question mark instead of an error."""
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=errors)
