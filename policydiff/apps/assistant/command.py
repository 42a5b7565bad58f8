"""policydiff mcp."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

import click

from policydiff.cli.lazy import examples
from policydiff.cli.reading import session
from policydiff.cli.settings import shared
from policydiff.messages import Message


@click.command(
    "mcp",
    **examples(
        "policydiff mcp --repo laws", "claude mcp add laws -- policydiff mcp --repo /path/to/laws"
    ),
)
@shared
def command() -> None:
    """Answer the questions of an assistant about the repository, over standard input and output
    (Model Context Protocol).

    A program for assistants starts this command; by hand it waits for one. The assistant can read
    what the repository holds, and nothing else: it changes no text, reads no other file and opens
    no connection.
    """
    if find_spec("mcp") is None:
        raise click.UsageError(
            Message("the library for assistants needs an extra: pip install 'policydiff[mcp]'")
        )
    here = replace(session(), files=False, fixed=False)
    here.store()
    from policydiff.apps.assistant.server import serve  # noqa: PLC0415 - the extra is checked first

    serve(here)
