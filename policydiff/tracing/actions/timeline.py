"""timeline: the stored versions as a branch of git in the law's order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from policydiff.errors import NotFoundError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.json_keys import as_json
from policydiff.model.names import UNDATED
from policydiff.model.version import Amendment
from policydiff.model.version_names import marked
from policydiff.model.work_life import ENDING
from policydiff.report.print_rules import safe
from policydiff.report.printed import Item, PrintedGrid, paragraphs
from policydiff.store.records.versions import DamagedVersionError, not_counted
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.store.timeline import OURS, LawCommit, RebuiltTimeline
from policydiff.store.titles import COUNTRY, one_line
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.folder import Stems, safe_name
from policydiff.works.session import Session, Watch

BRANCH = "timeline"

_APART = frozenset(("container", "attachment"))
"""An empty line stands before them."""
_ACTS_ON_OTHERS = frozenset(("amendment", "decision", "resolution"))
"""Of them one says that they were passed, not that they were made."""
_MOST_TITLE, _MOST_DECISION = 60, 80
_INNER = str.maketrans("《》", "〈〉")
"""A title within a title."""


class NothingStoredError(NotFoundError):
    """There is no version to make a timeline of."""

    def __init__(self) -> None:
        super().__init__(Message("no version is stored yet; `policydiff add FILE` adds one"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineStep:
    """A version with its work, and True for the first stored one of it."""

    work: WorkRecord
    version: VersionRecord
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The branch as it is now.

    Its steps in the law's order, their files and subjects, and the ids of their commits. `notes`
    are on the versions that could not be read: they have no step.
    """

    rebuilt: RebuiltTimeline
    steps: tuple[TimelineStep, ...]
    paths: tuple[str, ...]
    subjects: tuple[str, ...]
    notes: tuple[Message, ...] = ()


def timeline(session: Session, works: Sequence[str] = (), branch: str = BRANCH) -> Timeline:
    """Build the branch of all works, or of the named ones.

    Raises `NothingStoredError`, `NoSuchWorkError`, `AmbiguousNameError`, `DamagedError`,
    `BadBranchError`, `BusyError`.
    """
    store = session.store()
    chosen = (
        {work.folder: work for work in map(store.find, works)}
        if works
        else {work.folder: work for work in store.works()}
    )
    steps = in_order(tuple(chosen.values()))
    if not steps:
        raise NothingStoredError
    subjects: list[str] = []
    paths: list[str] = []
    unread: list[DamagedVersionError] = []

    def commits() -> Iterator[LawCommit]:
        unread.clear()
        for commit in _commits(store, steps, session.watch, unread):
            subjects.append(commit.message.split("\n", 1)[0])
            paths.append(commit.path)
            yield commit

    rebuilt = store.write_timeline(branch, commits)
    gone = {error.version.path for error in unread}
    return Timeline(
        rebuilt=rebuilt,
        steps=tuple(step for step in steps if step.version.path not in gone),
        paths=tuple(paths),
        subjects=tuple(subjects),
        notes=not_counted(unread),
    )


def in_order(works: Sequence[WorkRecord]) -> tuple[TimelineStep, ...]:
    """All versions by their date, the undated first, on one day by their paths."""
    steps = [
        TimelineStep(work=work, version=version, first=index == 0)
        for work in works
        for index, version in enumerate(work.versions)
    ]
    return tuple(sorted(steps, key=lambda step: (step.version.date or "", step.version.path)))


def _commits(
    store: Repository,
    steps: Sequence[TimelineStep],
    watch: Watch,
    unread: list[DamagedVersionError],
) -> Iterator[LawCommit]:
    """Yield the commits of the branch, one for each step that is not `unread`."""
    stems: defaultdict[str, Stems] = defaultdict(Stems)
    paths: dict[str, str] = {}
    documents = store.load_many(step.version for step in steps)
    days = DaysOfForce(store)
    for done, (step, (version, document)) in enumerate(zip(steps, documents, strict=True), 1):
        if isinstance(document, DamagedVersionError):
            unread.append(document)
            if len(unread) == len(steps):
                raise document
        if not isinstance(document, Document):
            continue
        work = step.work
        dated = days.with_day(work, version, document)
        if work.folder not in paths:
            place = f"{safe_name(work.jurisdiction)}/{safe_name(work.kind)}"
            paths[work.folder] = f"{place}/{stems[place].give(work.title)}.txt"
        yield LawCommit(
            day=version.date,
            path=paths[work.folder],
            text=law_text(dated),
            message=message(step, dated),
        )
        watch(Message("building"), done, len(steps))


def law_text(document: Document) -> str:
    """The text with one paragraph, 款, 项 or row of a table a line, without contents.

    The number of an article stands on a line of its own: a new number changes that line alone, and
    `git blame` still names the version that brought the words.
    """
    lines: list[str] = []
    for item in paragraphs(document):
        if isinstance(item, PrintedGrid) or item.role != "contents":
            lines += (
                ["", *_lines(item)]
                if lines and not isinstance(item, PrintedGrid) and item.role in _APART
                else _lines(item)
            )
    return "\n".join(lines) + "\n"


def _lines(item: Item) -> list[str]:
    if isinstance(item, PrintedGrid):
        return [
            "\t".join(" ".join(safe(cell.text).split()) for cell in row) for row in item.table.rows
        ]
    numbered = item.bold and item.text[item.bold : item.bold + 1].isspace()
    pieces = (item.text[: item.bold], item.text[item.bold :]) if numbered else (item.text,)
    lines = (line.replace("\r", " ").strip() for piece in pieces for line in piece.split("\n"))
    return [line for line in lines if line]


def message(step: TimelineStep, document: Document) -> str:
    """The message of a commit: subject and trailers.

    Values from a document stay on their line, so they cannot forge a trailer.
    """
    version, work = step.version, step.work
    named = document.version_date is not None and document.version_date == version.date
    source = next((one.sha256 for one in work.sources_of(version.date) if one.role == "text"), None)
    trailers = {
        "Law-Date": version.date or UNDATED,
        "Law-Date-Basis": document.version_basis if named else None,
        "Work": work.uri,
        "Version": version.date or UNDATED,
        "In-Force": document.dates.in_force,
        "Origin": None if document.computed is None else "computed",
        "Source-SHA256": source,
    }
    lines = [f"{name}: {one_line(value)}" for name, value in trailers.items() if value]
    lines += [f"Ends: {one_line(title)}" for title in ended_by(step)]
    return "\n".join((subject(step, document), "", *lines, OURS, ""))


def ended_by(step: TimelineStep) -> tuple[str, ...]:
    """The titles of the works that a version ends, as its text states them."""
    name = step.version.date or UNDATED
    stated = (clause for version, clause in step.work.statements() if version == name)
    titles = (
        clause.title for clause in stated if clause.kind in ENDING and clause.title is not None
    )
    return tuple(dict.fromkeys(titles))


def subject(step: TimelineStep, document: Document) -> str:
    """The subject of a commit: 对外贸易法：修订, with the deciding act where it is named.

    It is the title alone where the text does not state what happened.
    """
    title = one_line(document.title, _MOST_TITLE)
    head = title.removeprefix(COUNTRY) or title or one_line(step.work.slug)
    what = _what(step, document)
    named = f"{head}：{what}" if what else head
    return marked(named, "zh", compiled=document.computed is not None)


def _what(step: TimelineStep, document: Document) -> str:
    if document.stage:
        return one_line(document.stage, _MOST_TITLE)
    own = [
        amendment
        for amendment in document.amendments
        if amendment.date is not None and amendment.date in document.dates.own
    ]
    if own:
        return _amended(own[-1])
    enacted = (
        document.dates.adopted is not None
        and not document.amendments
        and document.original_dates.to_dict() == {}
    )
    if not (step.first and enacted):
        return ""
    return "通过" if document.kind in _ACTS_ON_OTHERS else "制定"


def _amended(amendment: Amendment) -> str:
    decision = one_line(amendment.decision or "", _MOST_DECISION)
    quoted = decision if decision.startswith("《") else f"《{decision.translate(_INNER)}》"
    return one_line(amendment.word, 20) + (f"（{quoted}）" if decision else "")


def timeline_to_dict(made: Timeline) -> dict[str, Any]:
    """The commits in the law's order, as in ``schemas/timeline.schema.json``."""
    rows = zip(made.steps, made.paths, made.subjects, made.rebuilt.commits, strict=True)
    return {
        "schema_version": 1,
        "type": "timeline",
        "ref": made.rebuilt.ref,
        "tip": made.rebuilt.commits[-1],
        "kept": made.rebuilt.unchanged,
        **({"unread": list(made.notes)} if made.notes else {}),
        "commits": [
            {
                "date": step.version.date,
                "title": step.version.title,
                "subject": line,
                "work": step.work.uri,
                "version": step.version.name,
                **as_json(step.version, "origin"),
                "ends": list(ended_by(step)),
                "path": path,
                "id": commit,
            }
            for step, path, line, commit in rows
        ],
    }
