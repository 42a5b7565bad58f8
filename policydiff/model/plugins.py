"""What a reader and a report must offer: the contracts of the plug-in folders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from policydiff.model.comparison import Comparison
from policydiff.model.comparisons import Comparisons
from policydiff.model.source import SourceText

Language = Literal["zh", "en"]


class Reader(Protocol):
    """A module of `policydiff/readers/`; its file's name is its key."""

    SUFFIXES: tuple[str, ...]
    """Endings of file names it reads, lower case with the dot: (".txt", ".md")."""

    def sniff(self, data: bytes) -> bool:
        """True where the first bytes are surely of this format, whatever the file is called."""
        ...

    def read(self, data: bytes, name: str) -> SourceText:
        """Bytes to lines. Raises an `InputError` where the bytes are not what they claim to be."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What a person may choose about a report.

    `width` is in columns, for the terminal only, None for the report's own; `colour` allows colour there;
    `show_noise` marks what the noise rule leaves out; `only_changed` leaves out what did not change;
    `order` is the side whose order a concordance follows.
    """

    language: Language = "zh"
    only_changed: bool = False
    show_noise: bool = False
    width: int | None = None
    colour: bool = False
    order: Literal["left", "right"] = "left"


class Report(Protocol):
    """A module of `policydiff/reports/`; its file's name is its key."""

    SUFFIX: str
    """The ending of a file that holds such a report, with the dot."""

    def render(self, comparison: Comparison, options: ReportOptions) -> bytes:
        """The whole report. The same comparison and options give the same bytes."""
        ...


class ManyReport(Protocol):
    """A module of `policydiff/reports/many/`; its file's name is its key."""

    SUFFIX: str
    """The ending of a file that holds such a report, with the dot."""

    def render(self, comparisons: Comparisons, options: ReportOptions) -> bytes:
        """The whole report. The same comparisons and options give the same bytes."""
        ...
