"""The contract of formats, and the options of a report.

The contract of readers stands in `reading`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol, TypeVar

from policydiff.locale import Language
from policydiff.model.document import Document
from policydiff.model.identifiers import LastingNames
from policydiff.model.profile import Column, Reason, TableProfile
from policydiff.model.row_marks import RowMark
from policydiff.model.work_life import WorkStatus

Shown_contra = TypeVar("Shown_contra", contravariant=True)
"""What a report shows: the view of a comparison, a relation, the history of a clause …"""

FactChoice = Literal["telling", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """The options of a report that a person may choose.

    `width` is in columns, for the terminal only, None for the report's own; `colour` allows colour
    there. `show_noise` marks what the noise rule leaves out; `only_changed` leaves out what did not
    change. `whole` shows every listed row in full where a report would write …… or one line for
    several. `facts` are the typed facts of a change: those that add something to the redline, or
    all (JSON always has all). `authors` adds who made each tracked change, and when. `omit_replaced` leaves out articles that a stated replacement covers
    in full, and names them there. `order` is the side whose order a concordance or a 对照表 follows,
    None for the report's own. `chapters` are the citations or eIds of the containers whose rows are
    shown, all where it is empty. `author` signs tracked changes, None for the program's name;
    `made` is their ISO date and time, None for the date of the new version; of a leaf the day on which it was made. `columns` are those of
    a 对照表, None for its own. `profile` makes it the table of a house, None the report of the program. `reasons` are those that a person wrote, `marks` those that a leaf bears when it is sent.
    `deleted` and `inserted` are the marks around what goes and what comes, where a format has
    neither colour nor lines.
    """

    language: Language = "zh"
    only_changed: bool = False
    whole: bool = False
    show_noise: bool = False
    omit_replaced: bool = False
    authors: bool = False
    facts: FactChoice = "telling"
    width: int | None = None
    colour: bool = False
    order: Literal["left", "right"] | None = None
    chapters: tuple[str, ...] = ()
    author: str | None = None
    made: str | None = None
    columns: tuple[Column, ...] | None = None
    profile: TableProfile | None = None
    reasons: tuple[Reason, ...] = ()
    marks: tuple[RowMark, ...] = ()
    deleted: tuple[str, str] = ("[-", "-]")
    inserted: tuple[str, str] = ("{+", "+}")

    @property
    def signer(self) -> str:
        """The name that signs a file: the author's, else the program's."""
        return self.author or "policydiff"


class Shown(Protocol):
    """A value that is shown to a person.

    Examples are a comparison, a relation, the history of a clause.
    """

    family: ClassVar[str]
    """Its family in the table `FAMILIES` of `policydiff/report/formats.py`."""


class Report(Protocol[Shown_contra]):
    """A module that writes one family of values in one format.

    A family is, for example, that of comparisons. The name of the module's file is its key.
    """

    def render(self, shown: Shown_contra, options: ReportOptions, /) -> bytes:
        """The whole report as bytes. The same value and options give the same bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The text of one version as a file, with its lasting names and its status."""

    family: ClassVar[str] = "document"

    document: Document
    names: LastingNames | None = None
    status: WorkStatus | None = None
