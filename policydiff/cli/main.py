"""The `policydiff` command: the group of all commands, and the console script."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import NoReturn, TextIO

import click
from click.shell_completion import shell_complete

from policydiff import __version__
from policydiff.cli import edge
from policydiff.cli.lazy import LazyGroup
from policydiff.cli.settings import Settings, initial_settings, language, shared
from policydiff.cli.translated_help import columns
from policydiff.locale import speak, translate
from policydiff.messages import Message, template
from policydiff.system import ending_on_request

PROGRAM = "policydiff"
COMPLETE = "_POLICYDIFF_COMPLETE"

FIRST_STEPS = {
    "policydiff old.docx new.docx": template(
        "what changed between two texts, as a table in Word (对照表)"
    ),
    "policydiff add law.docx": template("keep a text as a version of its work"),
    "policydiff history 对外贸易法#第十条": template("one clause through all versions of its work"),
    "policydiff consolidate law.docx decision.docx": template(
        "what a law reads like after an amending decision"
    ),
    "policydiff relate opinion.docx law.docx": template(
        "which articles of a law answer a policy document"
    ),
    "policydiff --help": template("all commands"),
}
"""What `policydiff` alone prints: command lines, and what each gives."""


@click.command(
    cls=LazyGroup,
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Begin with `policydiff demo` or `policydiff help tutorial`. 第一次使用：`policydiff demo`。",
)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@shared
@click.pass_context
def cli(context: click.Context) -> None:
    """Compare Chinese laws and policy documents, clause by clause.

    Texts become numbered articles in Akoma Ntoso XML, their versions are kept in a git repository,
    two versions become a report of what changed. All of it happens on this machine.

    Two texts without a command, `policydiff OLD NEW`, become a table in Word beside the new one.
    """
    if context.invoked_subcommand is None:
        width = max(map(columns, FIRST_STEPS))
        for line, what in FIRST_STEPS.items():
            gap = " " * (width - columns(line) + 2)
            click.echo(f"{line}{gap}{translate(Message(what), language())}")


def run() -> NoReturn:
    """The console script: run the command line and leave with its exit code."""
    # Our matrices are small: further threads of the library only wait, at the cost of a processor.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Documents have no cycles: the search for some, whenever 700 parts were made, costs 7 %.
    gc.set_threshold(100_000)
    # Windows would else take a git.exe that lies among the texts for git.
    os.environ.setdefault("NoDefaultCurrentDirectoryInExePath", "1")
    with ending_on_request():
        sys.exit(main(sys.argv[1:]))


def main(arguments: list[str]) -> int:
    """Run the command line; gives back the exit code."""
    _open_streams()
    _forgive_encoding()
    settings = initial_settings(arguments)
    with speak(settings.language):
        return edge.call(
            lambda: _command(arguments, settings),
            debug="--debug" in arguments,
            language=settings.language,
        )


def _command(arguments: list[str], settings: Settings) -> None:
    if COMPLETE in os.environ:
        raise click.exceptions.Exit(
            shell_complete(cli, {}, PROGRAM, COMPLETE, os.environ[COMPLETE])
        )
    with cli.make_context(PROGRAM, list(arguments), obj=settings) as context:
        cli.invoke(context)


def _open_streams() -> None:
    """Replace a closed stdout or stderr by one that swallows all output."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 it is open as long as the process


def _forgive_encoding() -> None:
    """Replace characters that a terminal cannot show, instead of failing."""
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=errors)
            if not (stream.isatty() or os.environ.get("PYTHONIOENCODING") or _has_chinese(stream)):
                stream.reconfigure(encoding="utf-8")


def _has_chinese(stream: TextIO) -> bool:
    try:
        "法".encode(stream.encoding)
    except (LookupError, UnicodeError):
        return False
    return True
