"""A folder of reports: works, versions, pairs, files, failures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal
from urllib.parse import quote

from policydiff.comparing.report.table.summary import Count
from policydiff.messages import NOTHING, Message
from policydiff.model.comparison import Summary
from policydiff.model.history import VersionFacts
from policydiff.model.json_keys import answer, as_json, json_of
from policydiff.model.version import Computed
from policydiff.model.work_life import WorkStatus
from policydiff.report.sheets.data_rows import Cell, DataRows

RemarkCode = Literal["one-version", "same-date", "undated", "unreadable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """A report that was written.

    `name` is that of the file in the folder, `sha256` of its bytes in lower-case hex.
    """

    form: str
    name: str
    sha256: str

    @property
    def address(self) -> str:
        """The name of the file as a link in the same folder."""
        return quote(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexText:
    """One version of a work in a folder of reports.

    `source` is the file it was read from, or its name in the repository; `articles` and `facts` are
    None where it was not read. `computed` gives the origin of a compiled text, None where it was
    not compiled.
    """

    date: str | None
    title: str
    source: str
    articles: int | None = None
    facts: VersionFacts | None = None
    computed: Computed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedStep:
    """Two consecutive versions, compared.

    `summary` is None where that failed, `counts` are those that its reports show, `failures` give
    the reason, and the files that are missing; `doubts` are those of the pair and its texts that a
    reader must know. `quiet` is the sentence where no article changed.
    """

    left: IndexText
    right: IndexText
    changed: bool = False
    quiet: Message = NOTHING
    summary: Summary | None = None
    counts: tuple[Count, ...] = ()
    findings: int = 0
    doubts: tuple[Message, ...] = ()
    files: tuple[ReportFile, ...] = ()
    failures: tuple[Message, ...] = ()

    @property
    def loud_counts(self) -> tuple[Count, ...]:
        """The counts without that of articles that did not change."""
        return tuple(count for count in self.counts if count.category != "unchanged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """The reason for which a text was not compared.

    `name` is the text's, `other` that of the text it yields to, `detail` an error's own words.
    """

    code: RemarkCode
    name: str
    other: str | None = None
    detail: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexWork:
    """A work with its versions from the oldest to the newest, and its status."""

    title: str
    kind: str
    texts: tuple[IndexText, ...]
    status: WorkStatus | None = None
    steps: tuple[ComparedStep, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def uncompared(self) -> tuple[Remark, ...]:
        """Remarks on texts that were not compared, without a single text."""
        return tuple(remark for remark in self.remarks if remark.code != "one-version")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The content of an index page.

    `unread` are texts that could not be read, `forms` the formats asked for, `page` the name and
    the SHA-256 of the page that was written of it.
    """

    family: ClassVar[str] = "index"

    works: tuple[IndexWork, ...]
    forms: tuple[str, ...]
    unread: tuple[Remark, ...] = ()
    page: tuple[str, str] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The index as JSON, by which a later run recognises its own files."""
        page = None if self.page is None else {"file": self.page[0], "sha256": self.page[1]}
        works = [_work(work) for work in self.works]
        return answer(
            "report-index", page=page, formats=self.forms, works=works, unread=self.unread
        )

    @property
    def compared(self) -> tuple[IndexWork, ...]:
        """The works with more than one version."""
        return tuple(work for work in self.works if work.steps)

    @property
    def alone(self) -> tuple[IndexWork, ...]:
        """The works with one version."""
        return tuple(work for work in self.works if not work.steps)

    @property
    def pairs(self) -> int:
        """The number of comparisons that were made."""
        return sum(step.summary is not None for work in self.works for step in work.steps)

    @property
    def files(self) -> tuple[ReportFile, ...]:
        """Every report, in order."""
        return tuple(file for work in self.works for step in work.steps for file in step.files)

    @property
    def failed(self) -> int:
        """The number of texts that were not read, and of reports that failed."""
        return len(self.unread) + sum(
            len(step.failures) for work in self.works for step in work.steps
        )


def _work(work: IndexWork) -> dict[str, Any]:
    """A work as JSON; the sides of a step are places in the list of versions."""
    pairs = [
        {
            "left": work.texts.index(step.left),
            "right": work.texts.index(step.right),
            "changed": step.changed if step.summary is not None else None,
            **as_json(step),
        }
        for step in work.steps
    ]
    return as_json(work) | {"pairs": pairs, "remarks": json_of(work.remarks)}


_COUNTED = (
    *("added", "removed", "reworded", "explained", "split", "merged", "regrouped"),
    *("moved", "renumbered", "unchanged"),
)
YEAR_KEYS = ("title", "year", "comparisons", "failed", *_COUNTED)
"""The columns of the changes by year."""


def changes_by_year(overview: Overview) -> DataRows:
    """Counts of articles that changed, by work and year, then of all works.

    The year is that of the later version. A row of all works has no title, one of versions without
    a date no year. The counts of a year are None where none of its comparisons could be made.
    """
    steps = [(work.title, step) for work in overview.works for step in work.steps]
    groups: dict[tuple[str | None, str | None], list[ComparedStep]] = {}
    for title, step in steps:
        groups.setdefault((title, _year(step)), []).append(step)
    for year in sorted({_year(step) for _, step in steps}, key=lambda one: one or ""):
        groups[None, year] = [step for _, step in steps if _year(step) == year]
    return DataRows(keys=YEAR_KEYS, rows=[_year_row(*key, found) for key, found in groups.items()])


def _year(step: ComparedStep) -> str | None:
    return None if step.right.date is None else step.right.date[:4]


def _year_row(
    title: str | None, year: str | None, steps: Sequence[ComparedStep]
) -> dict[str, Cell]:
    summaries = [step.summary for step in steps if step.summary is not None]
    return {
        "title": title,
        "year": year,
        "comparisons": len(summaries),
        "failed": len(steps) - len(summaries),
        **{
            name: sum(getattr(summary, name) for summary in summaries) if summaries else None
            for name in _COUNTED
        },
    }
