"""policydiff help."""

from __future__ import annotations

from pathlib import Path

import click

from policydiff.cli.lazy import COMMANDS, UNLISTED, examples
from policydiff.cli.output import colour, is_terminal, print_text
from policydiff.cli.settings import settings, shared
from policydiff.cli.translated_help import WHOLE_HELP
from policydiff.errors import NotFoundError
from policydiff.locale import Language
from policydiff.messages import Message
from policydiff.resources import resource

INDEX = "README"
FORMER_NAMES = {"adding-a-dialect": "add-a-dialect", "adding-a-report": "add-a-format"}
"""Names under which pages were shown before, and their names now."""


class NoSuchPageError(NotFoundError):
    """There is no help page of this name."""

    def __init__(self, name: str) -> None:
        """`name` as the caller gave it."""
        super().__init__(
            Message(
                "there is no help page {name}; there are: {pages}",
                name=repr(name),
                pages=", ".join(sorted(_pages())),
            )
        )


def index(language: Language = "en") -> str:
    """The Markdown text of the page that lists the others, in Chinese where asked."""
    return _read(resource("docs", f"{INDEX}.md"), language)


def page(name: str, language: Language = "en") -> str:
    """The Markdown text of a page, in Chinese where there is one.

    Raises `NoSuchPageError`.
    """
    path = _pages().get(FORMER_NAMES.get(name, name))
    if path is None:
        raise NoSuchPageError(name)
    return _read(path, language)


def _pages() -> dict[str, Path]:
    """The English file of each page by its name; a name stands in one folder only."""
    docs = resource("docs")
    files = (path for path in docs.rglob("*.md") if docs / "zh" not in path.parents)
    return {path.stem: path for path in files if path.stem != INDEX}


def _read(path: Path, language: Language) -> str:
    """The text of a page."""
    below = path.relative_to(docs := resource("docs"))
    chinese = next(filter(Path.exists, (docs / "zh" / below, docs / "zh" / path.name)), path)
    return (chinese if language == "zh" else path).read_text(encoding="utf-8")


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
