"""Queries: words and phrases joined by AND, OR, NOT and parentheses.

    query  = either
    either = both { "OR" both }
    both   = part { [ "AND" ] part }
    part   = "NOT" part | "(" either ")" | phrase

A phrase is a run of characters without a space, or any characters in quotation marks ("…"; a
doubled mark stands for one). A text contains it where its characters follow one another there, in
their compatibility form (NFKC), without spaces and line breaks on either side; letters and
punctuation count as they are written. 与, 或 and 非 are words like any others. A query without
spaces, which begins with no quotation mark, is one phrase whatever stands in it: （一）, AND.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from policydiff.errors import UsageError
from policydiff.messages import Message

LONGEST = 4_000
"""Characters of a query: more than any article of a law has."""
MOST_PHRASES = 100
DEEPEST = 40
"""Parentheses and NOTs within one another."""

_PLAIN = re.compile(r"[\t\n\r -~\u3000-\u3011\u4e00-\u9fff\uff01-\uff5e“”‘’—·]*")
"""For example: 第一条　（一）GDP，“甲”。 Characters that normalisation takes each by itself and makes one of.
"""

_QUOTES, _OPENS, _CLOSES = '"＂', "(（", ")）"


class BadQueryError(UsageError):
    """A query that is not of the form of one."""

    def __init__(self, why: Message) -> None:
        super().__init__(
            Message(
                'this is no query: {why}; write words with AND, OR, NOT and parentheses, and in quotation marks ("…") what is to be found as it stands',
                why=why,
            )
        )


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters that follow one another, folded (see `fold`); never empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Combined:
    """At least two parts, of which all, or any, must be there."""

    by: Literal["and", "or"]
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """A part that must not be there."""

    part: Condition


Condition = Phrase | Combined | Without


def fold(text: str) -> str:
    """The text in which phrases are looked for: NFKC, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def holds(condition: Condition, folded: str) -> bool:
    """True where a folded text fulfils a condition."""
    if isinstance(condition, Phrase):
        return condition.text in folded
    if isinstance(condition, Without):
        return not holds(condition.part, folded)
    quantity = all if condition.by == "and" else any
    return quantity(holds(part, folded) for part in condition.parts)


def wanted(condition: Condition) -> tuple[str, ...]:
    """The phrases that a hit may contain, each once: those below no NOT."""
    if isinstance(condition, Phrase):
        return (condition.text,)
    if isinstance(condition, Without):
        return ()
    return tuple(dict.fromkeys(text for part in condition.parts for text in wanted(part)))


def parse_query(text: str) -> Condition:
    """Read a query. Raises `BadQueryError`."""
    if len(text) > LONGEST:
        raise BadQueryError(Message("it has more than {count} characters", count=LONGEST))
    whole = text.strip()
    if not whole:
        raise BadQueryError(Message("it is empty"))
    if whole[0] not in _QUOTES and len(whole.split()) == 1:
        return _phrase(whole)
    signs = list(_signs(whole))
    if sum(sign.kind == "phrase" for sign in signs) > MOST_PHRASES:
        raise BadQueryError(Message("it has more than {count} phrases", count=MOST_PHRASES))
    return _Reading(signs).read()


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign of a query: a phrase with its text, an operator, or a parenthesis."""

    kind: Literal["phrase", "AND", "OR", "NOT", "(", ")", "end"]
    text: str = ""


_OPERATORS = {"AND": _Sign("AND"), "OR": _Sign("OR"), "NOT": _Sign("NOT")}


def _signs(query: str) -> Iterator[_Sign]:
    place = 0
    while place < len(query):
        first = query[place]
        if first.isspace():
            place += 1
        elif first in _OPENS or first in _CLOSES:
            yield _Sign("(" if first in _OPENS else ")")
            place += 1
        elif first in _QUOTES:
            text, place = _quoted(query, place + 1)
            yield _Sign("phrase", text)
        else:
            end = _end_of_word(query, place)
            yield _word(query[place:end])
            place = end


def _word(text: str) -> _Sign:
    return _OPERATORS.get(text) or _Sign("phrase", text)


def _quoted(query: str, begin: int) -> tuple[str, int]:
    """The phrase within quotation marks, and the place behind the last of them."""
    found: list[str] = []
    place = begin
    while place < len(query):
        if query[place] not in _QUOTES:
            found.append(query[place])
            place += 1
        elif query[place + 1 : place + 2] and query[place + 1] in _QUOTES:
            found.append('"')
            place += 2
        else:
            return "".join(found), place + 1
    raise BadQueryError(Message("a quotation mark is not closed"))


def _end_of_word(query: str, begin: int) -> int:
    """The place behind a word, with the parentheses that are closed in it."""
    depth = 0
    for place in range(begin, len(query)):
        character = query[place]
        if character.isspace():
            return place
        depth += character in _OPENS
        if character in _CLOSES:
            if depth == 0:
                return place
            depth -= 1
    return len(query)


def _phrase(text: str) -> Phrase:
    folded = fold(text)
    if not folded:
        raise BadQueryError(Message("a phrase is empty"))
    return Phrase(folded)


class _Reading:
    """The signs of a query, read from the left."""

    def __init__(self, signs: list[_Sign]) -> None:
        self._signs = [*signs, _Sign("end")]
        self._place = 0

    def read(self) -> Condition:
        """The condition of the whole query. Raises `BadQueryError`."""
        found = self._either(0)
        if self._next() != "end":
            raise BadQueryError(Message("a parenthesis is closed that was not opened"))
        return found

    def _next(self) -> str:
        return self._signs[self._place].kind

    def _either(self, depth: int) -> Condition:
        if depth > DEEPEST:
            raise BadQueryError(Message("too many parentheses stand within one another"))
        parts = [self._both(depth)]
        while self._next() == "OR":
            self._place += 1
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else Combined("or", tuple(parts))

    def _both(self, depth: int) -> Condition:
        parts = [self._part(depth)]
        while self._next() not in ("OR", ")", "end"):
            if self._next() == "AND":
                self._place += 1
            parts.append(self._part(depth))
        return parts[0] if len(parts) == 1 else Combined("and", tuple(parts))

    def _part(self, depth: int) -> Condition:
        sign = self._signs[self._place]
        if sign.kind in ("end", ")", "AND", "OR"):
            raise BadQueryError(
                Message("a word is missing before {sign}", sign=sign.kind)
                if sign.kind != "end"
                else Message("a word is missing at its end")
            )
        self._place += 1
        if sign.kind == "phrase":
            return _phrase(sign.text)
        if sign.kind == "NOT":
            if depth > DEEPEST:
                raise BadQueryError(Message("too many parentheses stand within one another"))
            return Without(self._part(depth + 1))
        found = self._either(depth + 1)
        if self._next() != ")":
            raise BadQueryError(Message("a parenthesis is not closed"))
        self._place += 1
        return found


def find_spans(text: str, phrases: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """The stretches [begin, end) of a text, in characters, in which phrases stand.

    `phrases` are folded. Stretches that overlap or touch are one.
    """
    folded, begins, ends = _folded_places(text)
    found: list[tuple[int, int]] = []
    for phrase in phrases:
        place = folded.find(phrase)
        while place >= 0:
            found.append((begins[place], ends[place + len(phrase) - 1]))
            place = folded.find(phrase, place + 1)
    spans: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((begin, end))
    return tuple(spans)


def _folded_places(text: str) -> tuple[str, list[int], list[int]]:
    """The folded text, and for each of its characters the stretch that made it."""
    if _PLAIN.fullmatch(text):
        normal = unicodedata.normalize("NFKC", text)
        begins = [place for place, character in enumerate(normal) if not character.isspace()]
        return "".join(normal.split()), begins, [place + 1 for place in begins]
    pieces: list[str] = []
    begins = []
    ends: list[int] = []
    for begin, end in _clusters(text):
        piece = fold(text[begin:end])
        pieces.append(piece)
        begins += [begin] * len(piece)
        ends += [end] * len(piece)
    folded, whole = "".join(pieces), fold(text)
    if folded == whole:
        return folded, begins, ends
    return whole, [0] * len(whole), [len(text)] * len(whole)  # no cluster is certain


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that normalisation takes together: a character and its marks."""
    begin = 0
    for place in range(1, len(text)):
        if not _joins(text[max(begin, place - 4) : place], text[place]):
            yield begin, place
            begin = place
    if text:
        yield begin, len(text)


def _joins(before: str, character: str) -> bool:
    """True where a character is composed with those before it, as marks and jamo are."""
    if character < "\u0300" or "\u3400" <= character <= "\u9fff":
        return False
    if unicodedata.combining(character):
        return True
    normal = unicodedata.normalize("NFKC", before)
    return unicodedata.normalize("NFKC", before + character) != (
        normal + unicodedata.normalize("NFKC", character)
    )
