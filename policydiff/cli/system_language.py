"""The language of the system's messages."""

from __future__ import annotations

import ctypes
import locale
import subprocess
from collections.abc import Callable, Mapping
from typing import Any

from policydiff.locale import LANGUAGES, Language


def system_language(
    platform: str,
    environment: Mapping[str, str],
    desktops: Mapping[str, Callable[[], str]],
) -> Language:
    """The language of the locale in the environment, or of the desktop.

    The latter counts where the environment names none, and exists on some platforms only.

    LANGUAGE lists the languages that a person prefers; with the locale C it does not count.
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
