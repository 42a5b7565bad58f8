"""A sentence of the program in the language of the person who reads it.

Sentences are worded in English where they are made: errors, problems, notes, reasons. Below the command line nobody knows who reads
them, and many are stored or stand in JSON, which has no language. Where a person reads, they are looked up here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import import_module
from itertools import islice
from typing import NamedTuple

TABLES = (
    "akn",
    "amending",
    "command_line",
    "comparing",
    "help_commands",
    "help_options",
    "kinds",
    "parsing",
    "reading",
    "relating",
    "storing",
    "usage",
    "working",
)
"""The modules of this package that hold a table, by what the sentences are about."""

UNOFFICIAL = "compiled from the amending decision; not an official text"
"""What is said of a text that a decision yields wherever it is named."""

LONGEST = 1500
"""Characters: no sentence of ours is longer, with all that a text puts into it."""

MOST_MARKS, FIRST_MARKS = 40, 4
"""A text with more colons or semicolons is not looked at part by part; at so many of them the first part may end."""

_FIELD = re.compile(r"\{(\w+)\}")
_ENGLISH = re.compile(r"[A-Za-z]{2}")


class _Form(NamedTuple):
    """A sentence with fields: the longest piece of it that is always the same, and the length of all such pieces."""

    longest: str
    known: int
    english: str
    chinese: str


@cache
def sentences() -> dict[str, str]:
    """An English sentence → the same in Chinese.

    ``{name}`` is what differs, and is looked up in its turn; ``{s}`` is the s of a plural, or nothing. Read when the first is asked for:
    who reads English needs none.
    """
    tables: tuple[dict[str, str], ...] = tuple(import_module(f"policydiff.chinese.{name}").SENTENCES for name in TABLES)
    return {english: chinese for table in tables for english, chinese in table.items()}


def worded(text: str, language: str) -> str:
    """The sentence in the language, ``zh`` or ``en``; as it is where no table has it.

    What stands before a colon may be the name of what the sentence is about, and several sentences may be joined by semicolons.
    """
    if language == "en" or len(text) > LONGEST or not _ENGLISH.search(text):
        return text
    return _best(text).chinese


def marked(name: str, language: str, *, compiled: bool) -> str:
    """What a text is called, with the mark behind it where it was compiled."""
    return f"{name}{'，' if language == 'zh' else ', '}{worded(UNOFFICIAL, language)}" if compiled else name


class _Reading(NamedTuple):
    """A way to take a text: how many of its characters are those of sentences, and the text in Chinese."""

    known: int
    chinese: str


@lru_cache(maxsize=4096)
def _best(text: str) -> _Reading:
    """The way that knows most of it: a sentence, one behind the name of what it is about, or several."""
    return max(_readings(text), key=lambda reading: reading.known)


def _readings(text: str) -> Iterator[_Reading]:
    if text in sentences():
        yield _Reading(len(text), sentences()[text])
        return
    # several sentences first: a field at the end of the first one would take the others in, and know as much of them
    yield from _split(text, "; ", "；") if text.count("; ") <= MOST_MARKS else ()
    yield from (_filled(form, found) for form in _forms() if form.longest in text and (found := _pattern(form.english).fullmatch(text)))
    yield from _split(text, ": ", "：") if text.count(": ") <= MOST_MARKS else ()
    yield _Reading(0, text)


def _split(text: str, mark: str, chinese: str) -> Iterator[_Reading]:
    """The text as two, parted by a mark."""
    for place in islice(re.finditer(mark, text), FIRST_MARKS):
        first, rest = _before(text[: place.start()], mark), _best(text[place.end() :])
        if rest.known or (first.known and mark == "; "):
            yield _Reading(first.known + len(mark) + rest.known, f"{first.chinese}{chinese}{rest.chinese}")


def _before(text: str, mark: str) -> _Reading:
    """What stands before a mark: before a colon a name, which stays as it is, unless it is a sentence as a whole."""
    if mark == "; " or text in sentences():
        return _best(text)
    return _Reading(0, text)


def _filled(form: _Form, found: re.Match[str]) -> _Reading:
    """A sentence with what stands in its fields, which may be sentences too."""
    fields = {name: _best(part) for name, part in found.groupdict().items()}
    chinese = _FIELD.sub(lambda field: fields[field[1]].chinese, form.chinese)
    return _Reading(form.known + sum(part.known for part in fields.values()), chinese)


@cache
def _forms() -> tuple[_Form, ...]:
    """The sentences with fields."""
    found = ((english, chinese, _FIELD.split(english)[::2]) for english, chinese in sentences().items())
    return tuple(
        _Form(max(pieces, key=len), sum(map(len, pieces)), english, chinese) for english, chinese, pieces in found if len(pieces) > 1
    )


@cache
def _pattern(english: str) -> re.Pattern[str]:
    """A regular expression for a sentence: a field is anything, ``{s}`` an s or nothing."""
    parts = _FIELD.split(english)
    return re.compile("".join(_group(part) if place % 2 else re.escape(part) for place, part in enumerate(parts)), re.DOTALL)


def _group(name: str) -> str:
    return f"(?P<{name}>s?)" if name in PLURALS else f"(?P<{name}>.*?)"


PLURALS = ("s", "t")
"""Fields that are the ending of a plural; Chinese has none."""
