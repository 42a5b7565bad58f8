"""help: the pages that ship with the program."""

from __future__ import annotations

from pathlib import Path

from policydiff.errors import NotFoundError
from policydiff.messages import Message, template
from policydiff.model.plugins import Language

ENGLISH_ONLY = (
    template("Adding a dialect"),
    template("Adding a report"),
    template("Amending decisions: what is read"),
    template("Design: how a text becomes a report"),
    template("Glossary"),
)
"""Titles of pages that are not translated; in a list of pages they are, with a word on the
language.
"""

_FOLDER = Path(__file__).resolve().parent.parent / "help"


class NoSuchPageError(NotFoundError):
    """There is no help page of this name."""

    def __init__(self, name: str) -> None:
        """`name` as the caller gave it."""
        super().__init__(
            Message(
                "there is no help page {name}; there are: {pages}",
                name=repr(name),
                pages=", ".join(pages()),
            )
        )


def pages(language: Language = "en") -> dict[str, str]:
    """Name of each page → its title, in the order of their names."""
    return {path.stem: _title(_spoken(path, language)) for path in sorted(_FOLDER.glob("*.md"))}


def page(name: str, language: Language = "en") -> str:
    """The Markdown text of a page, in Chinese where there is one. Raises `NoSuchPageError`."""
    if name not in pages():
        raise NoSuchPageError(name)
    return _spoken(_FOLDER / f"{name}.md", language).read_text(encoding="utf-8")


def _spoken(path: Path, language: Language) -> Path:
    """The page in the language: the Chinese ones lie in a folder of their own."""
    chinese = path.parent / "zh" / path.name
    return chinese if language == "zh" and chinese.exists() else path


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as stream:
        return stream.readline().lstrip("# ").strip()
