"""Sentences in the language of the person who reads them.

Catalogues of gettext, one folder a language.
"""

from __future__ import annotations

import gettext
import os
from collections import ChainMap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from policydiff.messages import Message, fill

DOMAIN, CLICK = "policydiff", "click"
"""The names of the catalogues: of our own messages, and of those of click."""

_FOLDER = Path(__file__).parent


def translate(message: Message, language: str) -> str:
    """The message in the language where the catalogue has it, in English otherwise.

    Of the fields of a message only messages are translated: a title, a path or a quoted word is
    data.
    """
    if not message.template:  # gettext answers "" with the head of its catalogue
        return str(message)
    words = catalogue(language)
    if message.plural is None or message.number is None:
        template = words.gettext(message.template)
    else:
        template = words.ngettext(message.template, message.plural, message.number)
    fields = {
        name: translate(value, language) if isinstance(value, Message) else value
        for name, value in message.fields.items()
    }
    return fill(template, fields)


Language = str
"""One of `LANGUAGES`."""

_CATALOGUES = sorted(path.parents[1].name for path in _FOLDER.glob("*/LC_MESSAGES/policydiff.po"))

LANGUAGES: tuple[Language, ...] = (*(name for name in _CATALOGUES if "@" not in name), "en")
"""The languages that have a catalogue, and English."""


def variant(language: Language, name: str) -> Language:
    """The language in the words of a trade: ``zh@company``.

    The language itself where no catalogue has such words. The catalogue of a variant holds only what differs from that of the language.
    """
    found = f"{language}@{name}"
    return found if found in _CATALOGUES else language


def plain(language: Language) -> Language:
    """The language without its variant, for typography: ``zh`` of ``zh@company``."""
    return language.partition("@")[0]


class Labels:
    """Short texts of reports and screens, by key.

    ``LABELS["zh"]["added"]`` is one of them in a language. `name` and key are the context by which
    a translator tells two uses of one English word apart.
    """

    def __init__(self, name: str, english: Mapping[str, str], *wider: Labels) -> None:
        """`english` are the texts, templates for `str.format` among them.

        `wider` are labels that hold besides.
        """
        self._name, self._english, self._wider = name, english, wider
        self._languages: dict[str, Mapping[str, str]] = {}

    def __getitem__(self, language: str) -> Mapping[str, str]:
        """Key → text in the language; every language has the same keys."""
        if language not in self._languages:
            words = catalogue(language)
            own = {
                key: words.pgettext(f"{self._name}: {key}", text)
                for key, text in self._english.items()
            }
            self._languages[language] = ChainMap(own, *(wider[language] for wider in self._wider))  # type: ignore[arg-type]
        return self._languages[language]


@contextmanager
def speak(language: str) -> Iterator[None]:
    """Let click use the language for its own messages.

    Usages, and what is wrong with a command line. click asks the gettext of the process, which goes
    by the environment: so long it is changed.
    """
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(CLICK, _FOLDER)
    gettext.textdomain(CLICK)
    try:
        yield
    finally:
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of the language.

    English, which the program speaks anyway, needs none.
    """
    return gettext.translation(DOMAIN, _FOLDER, [language], fallback=True)
