"""Options that every command takes, before or after its name: language, repository, traces."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person chose for all commands. `repository` is where to look for the repository,
    upwards from there.
    """

    language: Language = "en"
    repository: Path = Path()


def default_language() -> Language:
    """Chinese where POLICYDIFF_LANG or else the locale says so; English otherwise."""
    for name in ("POLICYDIFF_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def language_of(arguments: Sequence[str]) -> Language:
    """The language that a command line asks for, be it one that click refuses: complaints come when
    its settings are gone, or were never made.
    """
    asked = [after for word, after in pairwise((*arguments, "")) if word == "--lang"]
    asked += [word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")]
    found: list[Language] = [language for language in LANGUAGES if language in asked]
    return found[0] if found else default_language()


def settings() -> Settings:
    """The settings of the command that is running."""
    return _of(click.get_current_context())


def language() -> Language:
    """The language of the command that is running; the default one where none is."""
    context = click.get_current_context(silent=True)
    return default_language() if context is None else _of(context).language


def shared(command: F) -> F:
    """Add the options that all commands share."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def _of(context: click.Context) -> Settings:
    found = context.find_object(Settings)
    return found if found is not None else Settings(language=default_language())


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Put a given option into the settings; the nearest to the command wins."""
    if value is not None:
        context.obj = replace(_of(context), **{str(parameter.name): value})


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        callback=_keep,
        expose_value=False,
        help="Language of labels. Default: POLICYDIFF_LANG, else the locale.",
    ),
    click.option(
        "-C",
        "--repo",
        "repository",
        type=click.Path(path_type=Path),
        callback=_keep,
        expose_value=False,
        help="The repository, or a folder in it. Default: the current folder.",
    ),
    click.option("--debug", is_flag=True, expose_value=False, help="Show the trace of an error."),
)
