"""The `policydiff` command: the group of all commands, and the end of each."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, TextIO

import click
from click.shell_completion import shell_complete

from policydiff import __version__
from policydiff.cli.lazy import LazyGroup
from policydiff.cli.settings import Settings, initial_settings, language, shared
from policydiff.cli.text import lines, sentence
from policydiff.cli.translated_help import columns
from policydiff.errors import CANNOT_WRITE, FULL, PolicyDiffError, words_of
from policydiff.locale import Language, speak, translate
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
        return call(
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


_OURS = (click.ClickException, click.UsageError)
"""Errors of click that say no more than the message with which we raise them."""

BUG = 70
INTERRUPTED = 130


def call(command: Callable[[], None], *, debug: bool, language: Language = "en") -> int:
    """Run a command and give back its exit code, one of docs/reference/commands.md.

    `debug` prints traces, `language` is that of complaints.
    """
    try:
        code = _code_of(command)
        _flush()
    except BrokenPipeError:
        _abandon(sys.stdout)
        return 0
    except SystemExit:  # a signal asked for it
        _settle_output()
        raise
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 the last line of defence
        _settle_output()
        code, message = judge(error, debug=debug, language=language)
        complain(translate(message, language), debug=debug)
        for detail in getattr(error, "details", ()):
            _write(f"  {sentence(translate(detail, language))}\n")
    return code


def _code_of(command: Callable[[], None]) -> int:
    """Run a command; gives the exit code that it leaves with."""
    try:
        command()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    return 0


def judge(
    error: BaseException, *, debug: bool = False, language: Language = "en"
) -> tuple[int, Message]:
    """The exit code and the message for an error.

    With `debug` its trace is shown too. `language` is that in which click speaks.
    """
    if isinstance(error, PolicyDiffError):
        return error.exit_code, error.message
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return INTERRUPTED, Message("interrupted")
    if isinstance(error, click.ClickException):
        return 2 if isinstance(error, click.UsageError) else 3, _usage(error, language)
    if (
        isinstance(error, OSError) and error.strerror
    ):  # a full disk, a file that may not be read: no bug
        nowhere = (
            isinstance(error, FileNotFoundError) and not error.filename
        )  # no folder takes files that last a moment
        code = CANNOT_WRITE if error.errno in FULL or nowhere else 3
        said = words_of(error)
        return code, Message(
            "{name}: {why}", name=error.filename, why=said
        ) if error.filename else said
    if isinstance(error, MemoryError):
        return 3, Message("not enough memory for this input")
    advice = (
        Message("please report it with the trace above")
        if debug
        else Message("run with --debug for the trace")
    )
    what = f"{type(error).__name__}: {error}"
    return BUG, Message(
        "this is a bug in policydiff ({error}); {advice}", error=what, advice=advice
    )


def complain(text: str, *, debug: bool = False) -> None:
    """Print one line on stderr, with `debug` after the trace of the current error."""
    if debug and sys.exc_info()[0] is not None:
        _write(lines(traceback.format_exc()))
    _write(f"policydiff: {sentence(text)}\n")


def _usage(error: click.ClickException, language: Language) -> Message:
    """The message for a wrong command line."""
    context, ours = getattr(error, "ctx", None), error.message
    if type(error) in _OURS and isinstance(ours, Message):
        message = ours
    else:
        text = error.format_message().replace(" （", "（")  # click sets the space
        if isinstance(ours, Message):
            text = text.replace(ours, translate(ours, language))
        message = Message.foreign(text)
    return (
        message
        if context is None
        else Message(
            "{message} (see {command} --help)", message=message, command=context.command_path
        )
    )


def _write(text: str) -> None:
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody is left to read it
        _abandon(sys.stderr)


def _flush() -> None:
    """Flush stdout, so that a closed pipe is met inside `call`."""
    if sys.stdout is not None and not sys.stdout.closed:
        sys.stdout.flush()


def _settle_output() -> None:
    """Discard output that still cannot be written."""
    try:
        _flush()
    except OSError:
        _abandon(sys.stdout)


def _abandon(stream: TextIO | None) -> None:
    """Point a stream at nothing, as its buffer has no reader."""
    with (
        suppress(OSError, ValueError),
        Path(os.devnull).open("wb") as nowhere,
    ):  # it is no file, or closed
        if stream is not None:
            os.dup2(nowhere.fileno(), stream.fileno())
