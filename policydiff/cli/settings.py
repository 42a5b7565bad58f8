"""Options that every command takes, before or after its name."""

from __future__ import annotations

import ctypes
import locale
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import click

from policydiff.locale import LANGUAGES, Language


def system_language(
    platform: str,
    environment: Mapping[str, str],
    desktops: Mapping[str, Callable[[], str]],
) -> Language:
    """The language of the locale in the environment, or of the desktop.

    The latter counts where the environment names none, and exists on some platforms only. LANGUAGE
    lists the languages that a person prefers; with the locale C it does not count.
    """
    names = map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))
    named = next(filter(None, names), "")
    if named.partition(".")[0] in ("C", "POSIX"):
        return "en"
    preferred = next(filter(None, environment.get("LANGUAGE", "").split(":")), named)
    if not preferred and platform in desktops:
        preferred = desktops[platform]()
    return language_named(preferred)


def language_named(name: str) -> Language:
    """The language of a locale: zh_CN, zh-Hans-CN, en_GB.UTF-8."""
    return next((one for one in LANGUAGES if name.lower().startswith(one)), "en")


def on_windows() -> str:
    """The locale of the user interface, e.g. ``zh_CN``.

    It is empty where Windows has no locale for the language.
    """
    windows: Any = ctypes
    number = windows.windll.kernel32.GetUserDefaultUILanguage()
    return locale.windows_locale.get(number, "")


def on_mac() -> str:
    """The first of the languages that a person prefers, e.g. ``zh-Hans-CN``.

    It is empty where none is set.
    """
    try:
        done = subprocess.run(
            ["defaults", "read", "-g", "AppleLanguages"],
            capture_output=True,
            text=True,
            timeout=2,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return next(iter(done.stdout.strip("()\n ").split(","))).strip(' \n"')


DESKTOPS: Mapping[str, Callable[[], str]] = {"win32": on_windows, "darwin": on_mac}
"""Platforms whose desktop has a language though no locale is set."""


F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The choices of a person for all commands."""

    language: Language = "en"
    """That of messages."""

    asked: bool = False
    """Whether the person named the language, so that reports have it too."""

    repository: Path = Path()
    """Where to look for the repository, upwards from there."""


def initial_settings(arguments: Sequence[str]) -> Settings:
    """The settings before click has read the command line.

    They serve complaints that come when click's own settings are gone, or were never made.
    ``--lang`` wins, then POLICYDIFF_LANG, then the system.
    """
    words = [after for word, after in pairwise((*arguments, "")) if word == "--lang"]
    words += [word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")]
    asked = next((language for language in LANGUAGES if language in words), None)
    named = os.environ.get("POLICYDIFF_LANG")
    if asked is None and named:
        asked = language_named(named)
    if asked is not None:
        return Settings(language=asked, asked=True)
    return Settings(language=system_language(sys.platform, os.environ, DESKTOPS))


def settings() -> Settings:
    """The settings of the command that is running."""
    return _of(click.get_current_context())


def language() -> Language:
    """The language of the messages of the command that is running."""
    context = click.get_current_context(silent=True)
    return initial_settings(()).language if context is None else _of(context).language


def shared(command: F) -> F:
    """Add the options that all commands share."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def _of(context: click.Context) -> Settings:
    found = context.find_object(Settings)
    return found if found is not None else initial_settings(())


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Put a given option into the settings; the nearest to the command wins."""
    if value is not None:
        kept: dict[str, Any] = {str(parameter.name): value}
        if parameter.name == "language":
            kept["asked"] = True
        context.obj = replace(_of(context), **kept)


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        callback=_keep,
        expose_value=False,
        help="The language. Default: POLICYDIFF_LANG, else that of the system for messages, and that of the texts for reports.",
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
