"""policydiff help."""

from __future__ import annotations

from pathlib import Path

import click

from policydiff.cli.lazy import COMMANDS, UNLISTED, examples
from policydiff.cli.output import colour, is_terminal, notify, print_text
from policydiff.cli.settings import settings, shared
from policydiff.cli.translated_help import WHOLE_HELP
from policydiff.errors import NotFoundError
from policydiff.locale import LANGUAGES, Language
from policydiff.messages import Message
from policydiff.resources import resource

INDEX = "README"
ORIGINAL: Language = "en"
"""The language in which every page is written first."""
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


def index(language: Language = ORIGINAL) -> str:
    """The Markdown text of the page that lists the others."""
    return translated(resource("docs", f"{INDEX}.md"), language).read_text(encoding="utf-8")


def page(name: str, language: Language = ORIGINAL) -> str:
    """The Markdown text of a page, in English where it is not translated.

    Raises `NoSuchPageError`.
    """
    return page_file(name, language).read_text(encoding="utf-8")


def page_file(name: str, language: Language) -> Path:
    """The file of a page: of the language where there is one, else the English one.

    Raises `NoSuchPageError`.
    """
    path = _pages().get(FORMER_NAMES.get(name, name))
    if path is None:
        raise NoSuchPageError(name)
    return translated(path, language)


def translated(path: Path, language: Language) -> Path:
    """The page at the same place in the folder of the language, else the English one."""
    docs = resource("docs")
    found = docs / language / path.relative_to(docs)
    return found if found.exists() else path


def _pages() -> dict[str, Path]:
    """The English file of each page by its name; a name stands in one folder only."""
    docs = resource("docs")
    return {
        path.stem: path
        for path in docs.rglob("*.md")
        if path.stem != INDEX and path.relative_to(docs).parts[0] not in LANGUAGES
    }


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
        language = settings().language
        file = page_file(topic, language)
        if language != ORIGINAL and file == page_file(topic, ORIGINAL):
            notify(Message("this page is there in English only"))
        _show(file.read_text(encoding="utf-8"))


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
