"""The contract of readers, light enough for a process that reads one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from policydiff.model.source import SourceText

Revisions = Literal["accepted", "original"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of a reader's process: seconds, bytes of memory, bytes written."""

    seconds: float = 120.0
    memory: int = 2 * 1024**3
    written: int = 128 * 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """The options for reading; `revisions` chooses the text of tracked changes.

    `ocr` is true where a person asked for the text of pictures.
    """

    revisions: Revisions = "accepted"
    ocr: bool = False


READ_OPTIONS = ReadOptions()
"""The options if nobody chooses."""


class Reader(Protocol):
    """The module `reader` of a folder of `policydiff/reading/readers/`."""

    SUFFIXES: tuple[str, ...]
    """Endings of file names it reads, lower case with the dot: (".txt", ".md")."""

    def sniff(self, data: bytes) -> bool:
        """True if the first bytes are surely of this format, whatever the file's name."""
        ...

    def read(self, data: bytes, name: str, options: ReadOptions = READ_OPTIONS) -> SourceText:
        """Read bytes to lines. Raises `InputError` if they are not of this format."""
        ...
