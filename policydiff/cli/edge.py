"""The edge of the program: the end of every command."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import click

from policydiff.cli.text import lines, sentence
from policydiff.errors import CANNOT_WRITE, FULL, PolicyDiffError, words_of
from policydiff.locale import Language, translate
from policydiff.messages import Message

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
