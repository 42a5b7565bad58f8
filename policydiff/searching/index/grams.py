"""Pairs of characters, the words of the full-text index.

Chinese has no spaces between words, and cutting it into words loses hits. A text is therefore
indexed by each character with the one after it, and the last one by itself: 甲乙丙 as 甲乙, 乙丙, 丙. A
phrase stands in it where its pairs stand one behind the other, and a single character where a pair
begins with it; both are exact, so that hits can be counted without reading texts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from policydiff.searching.engine.query import Combined, Condition, Phrase

_EVERY, _NONE = "\x1f", "\x1e"
"""A word of every text, and one of none; no XML holds these characters."""

_CAPITALS = str.maketrans({chr(code): chr(code - 64) for code in range(65, 91)})
"""A to Z, which SQLite takes for small letters, as characters that no XML holds."""

_WORD_CHARACTERS = "".join(
    chr(code) for code in range(1, 128) if code != ord(" ") and not chr(code).isalnum()
)
"""What SQLite would else take for the end of a word; the space is that alone."""


def make_grams(database: sqlite3.Connection) -> None:
    """Make the empty index, which keeps no text.

    Raises `sqlite3.OperationalError` where SQLite was built without FTS5.
    """
    tokenizer = "ascii tokenchars '" + _WORD_CHARACTERS.replace("'", "''") + "'"
    database.execute(
        "CREATE VIRTUAL TABLE grams USING fts5("
        f"""pairs, content='', prefix='1', tokenize="{tokenizer.replace('"', '""')}")"""
    )


def add_grams(database: sqlite3.Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Index folded texts by the numbers of their rows."""
    database.executemany(
        "INSERT INTO grams(rowid, pairs) VALUES(?, ?)",
        ((row, _pairs(folded)) for row, folded in rows),
    )


def remove_grams(database: sqlite3.Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Remove rows from the index, with the folded texts with which they were added."""
    database.executemany(
        "INSERT INTO grams(grams, rowid, pairs) VALUES('delete', ?, ?)",
        ((row, _pairs(folded)) for row, folded in rows),
    )


def match_of(condition: Condition) -> str:
    """The search for a condition, in the language of FTS5."""
    if isinstance(condition, Phrase):
        return _match_of_phrase(condition.text)
    if isinstance(condition, Combined):
        return f"({f' {condition.by.upper()} '.join(map(match_of, condition.parts))})"
    return f'("{_EVERY}" NOT {match_of(condition.part)})'


def _pairs(folded: str) -> str:
    text = folded.translate(_CAPITALS)
    return " ".join((*map(str.__add__, text, text[1:]), text[-1:], _EVERY))


def _match_of_phrase(phrase: str) -> str:
    if any(character < " " or "\ud800" <= character <= "\udfff" for character in phrase):
        return f'"{_NONE}"'
    text = phrase.translate(_CAPITALS).replace('"', '""')
    if len(phrase) == 1:
        return f'"{text}"*'
    text = phrase.translate(_CAPITALS)
    return '"' + " ".join(map(str.__add__, text, text[1:])).replace('"', '""') + '"'
