"""Facts of a Word 97 file (MS-DOC): encrypted, automatically numbered, revised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from struct import unpack_from

from policydiff.reading.readers.word97.compound import Compound

_WORD, _WORD_97 = 0xA5EC, 0x00C1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_PAIRS = 0x9A
"""The offset of the pairs (offset and length) in the file information block."""

_STYLES, _CHARACTERS, _PARAGRAPHS = 1, 12, 13
"""Numbers of such pairs."""

_LIST, _INSERTED, _DELETED = 0x460B, 0x0801, 0x0800
_OPERANDS = (1, 1, 2, 4, 2, 2, None, 3)
"""Bytes of an operand by the property's three highest bits; None: in its first byte."""

_LONG_TABLE = 0xD608
_PAGE = 512
_MOST_BASES = 12

_MOST_PAGES = 4096
"""Pages of properties examined; the longest code has some hundreds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFacts:
    """Facts of a Word file that decide how it is read; None before Word 97.

    `numbered` is true if some paragraph gets its number from a list, `revised` if insertions or
    deletions are tracked.
    """

    encrypted: bool = False
    numbered: bool | None = None
    revised: bool | None = None


def read_word_facts(compound: Compound) -> WordFacts:
    """A Word file's facts. Raises `struct.error` or `DamagedCompoundError`."""
    document = compound.stream("WordDocument")
    magic, version, flags = unpack_from("<HH6xH", document)
    if flags & _ENCRYPTED:
        return WordFacts(encrypted=True)
    if magic != _WORD or version < _WORD_97:
        return WordFacts()
    word = _Word(
        document=document, table=compound.stream("1Table" if flags & _SECOND_TABLE else "0Table")
    )
    return WordFacts(numbered=word.is_numbered(), revised=word.is_revised())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    document: bytes
    table: bytes

    def is_numbered(self) -> bool:
        """True if a paragraph names a list, or a style that names one."""
        styles = self.numbered_styles()
        for properties in self.pages(_PARAGRAPHS):
            lists = [operand for number, operand in _properties(properties[2:]) if number == _LIST]
            style = int.from_bytes(properties[:2], "little")
            if any(lists[-1]) if lists else style in styles:
                return True
        return False

    def is_revised(self) -> bool:
        """True if a run of characters is marked as inserted or deleted."""
        found = (pair for properties in self.pages(_CHARACTERS) for pair in _properties(properties))
        return any(
            number in (_INSERTED, _DELETED) and operand == b"\x01" for number, operand in found
        )

    def part(self, number: int) -> bytes:
        """The bytes that a pair of the file information block points at."""
        place, length = unpack_from("<II", self.document, _PAIRS + 8 * number)
        return self.table[place : place + length]

    def pages(self, number: int) -> Iterator[bytes]:
        """The properties on every page of a list; paragraphs' begin with their style."""
        places = self.part(number)
        count = max(0, (len(places) - 4) // 8)
        pointers = unpack_from(f"<{count}I", places, 4 * (count + 1)) if count else ()
        for pointer in islice(
            dict.fromkeys(pointer & 0x3FFFFF for pointer in pointers), _MOST_PAGES
        ):
            page = self.document[pointer * _PAGE : (pointer + 1) * _PAGE]
            if len(page) == _PAGE:
                yield from _of_paragraphs(page) if number == _PARAGRAPHS else _of_characters(page)

    def numbered_styles(self) -> frozenset[int]:
        """The styles that name a list, or are based on one that does."""
        lists: dict[int, bool] = {}
        bases: dict[int, int] = {}
        for style, raw in enumerate(_counted(self.part(_STYLES))):
            found = raw.rfind(_LIST.to_bytes(2, "little"))
            if found >= 0:
                lists[style] = any(raw[found + 2 : found + 4])
            bases[style] = int.from_bytes(raw[2:4], "little") >> 4
        return frozenset(style for style in bases if _inherited(style, lists, bases))


def _inherited(style: int, lists: dict[int, bool], bases: dict[int, int]) -> bool:
    for _ in range(_MOST_BASES):
        if style in lists:
            return lists[style]
        style = bases.get(style, -1)
    return False


def _counted(sheet: bytes) -> Iterator[bytes]:
    """The styles of a style sheet, each after its length."""
    place = 2 + int.from_bytes(sheet[:2], "little")
    while place + 2 <= len(sheet):
        length = int.from_bytes(sheet[place : place + 2], "little")
        yield sheet[place + 2 : place + 2 + length]
        place += 2 + length + length % 2


def _of_paragraphs(page: bytes) -> Iterator[bytes]:
    runs = page[-1]
    for run in range(runs):
        start = _at(page, 4 * (runs + 1) + 13 * run) * 2
        if start:
            length = _at(page, start)
            begin, size = (
                (start + 1, 2 * length - 1) if length else (start + 2, 2 * _at(page, start + 1))
            )
            yield page[begin : begin + size]


def _of_characters(page: bytes) -> Iterator[bytes]:
    runs = page[-1]
    for run in range(runs):
        start = _at(page, 4 * (runs + 1) + run) * 2
        if start:
            yield page[start + 1 : start + 1 + _at(page, start)]


def _at(page: bytes, index: int) -> int:
    return page[index] if index < len(page) else 0


def _properties(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """The number and operand of each property, up to a length beyond the end."""
    index = 0
    while index + 2 < len(raw):
        number = int.from_bytes(raw[index : index + 2], "little")
        index += 2
        size = _OPERANDS[number >> 13]
        if number == _LONG_TABLE:
            size = int.from_bytes(raw[index : index + 2], "little") + 1
        elif size is None:
            size = raw[index] + 1
        yield number, raw[index : index + size]
        index += size
