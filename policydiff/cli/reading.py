"""What commands that read files share: which text of tracked changes is read, whether a file's name dates it, and ``-`` for standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from policydiff.cli.output import tell

DASH = "-"

revisions_option = click.option(
    "--revisions",
    type=click.Choice(["accepted", "original"]),
    default="accepted",
    show_default=True,
    help="Of a file with tracked changes: the text with all of them accepted, or the one before them.",
)

dates_from_names_option = click.option(
    "--dates-from-names",
    is_flag=True,
    help="Where a text's head ends earlier than the date in its file's name, or tells no date: store it under that date, and say so.",
)


def kind_of(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """The kind of instrument that a person names in English or in Chinese (law, 法律); what is none is left as it is."""
    if value is None:
        return None
    from policydiff.chinese.kinds import SENTENCES  # noqa: PLC0415 only where a kind is given

    return next((kind for kind, words in SENTENCES.items() if value.strip() in words.split("、")), value)


def standard_input(operands: Sequence[str]) -> bytes | None:
    """What stands on standard input where an operand is ``-``, None where none is.

    Raises `click.UsageError` for a second ``-``, for it could be read but once, and `StandardInputError`.
    """
    asked = [operand for operand in operands if operand == DASH or operand.startswith(DASH + "#")]
    if not asked:
        return None
    if len(asked) > 1:
        raise click.UsageError("standard input (-) can be read once only; save one of the texts as a file")
    from policydiff.workflows.load import read_stream  # noqa: PLC0415 --help needs click alone

    if sys.stdin is not None and sys.stdin.isatty():
        tell("policydiff: waiting for a text on standard input; Ctrl-D ends it")
    return read_stream(sys.stdin.buffer if sys.stdin is not None else None)
