"""The pages of the documentation, as `policydiff help` shows them."""

from __future__ import annotations

from pathlib import Path

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
    files = resource("docs").rglob("*.md")
    return {path.stem: path for path in files if path.stem != INDEX and path.parent.name != "zh"}


def _read(path: Path, language: Language) -> str:
    """The text of a page.

    The Chinese pages are in a folder of their own under the same names.
    """
    chinese = resource("docs", "zh") / path.name
    return (chinese if language == "zh" and chinese.exists() else path).read_text(encoding="utf-8")
