"""policydiff help."""

from __future__ import annotations

import click

from policydiff.app.help import index, page
from policydiff.cli.lazy import COMMANDS, UNLISTED, examples
from policydiff.cli.output import colour, is_terminal, print_text
from policydiff.cli.settings import settings, shared
from policydiff.cli.translated_help import WHOLE_HELP


@click.command(
    "help", **examples("policydiff help", "policydiff help glossary", "policydiff help diff")
)
@click.argument("topic", required=False)
@shared
@click.pass_context
def command(context: click.Context, *, topic: str | None) -> None:
    """Show a help page, or the help of a command with all its options; without TOPIC, list the pages."""
    if topic is None:
        _show(index(settings().language))
    elif topic in COMMANDS or topic in UNLISTED:
        _command_help(context, topic)
    else:
        _show(page(topic, settings().language))


def _command_help(context: click.Context, topic: str) -> None:
    above = context.find_root()
    group = above.command
    found = group.get_command(above, topic) if isinstance(group, click.Group) else None
    if found is not None:
        with click.Context(found, info_name=topic, parent=above) as below:
            below.meta[WHOLE_HELP] = True
            click.echo(found.get_help(below))


def _show(text: str) -> None:
    """Print a page: set in type on a terminal, unchanged in a pipe."""
    if not is_terminal():
        print_text(text.rstrip("\n"))
        return
    from rich.console import Console  # noqa: PLC0415 only for a terminal
    from rich.markdown import Markdown  # noqa: PLC0415 only for a terminal

    Console(no_color=not colour()).print(Markdown(text))
