"""A work: its facts, its versions, its picture in time, related works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from policydiff.library.actions.log import VersionLine, version_lines
from policydiff.library.actions.work_events import WorkEvent, work_events
from policydiff.library.report.timeline_picture import TimelineMark, TimelinePicture, draw_timeline
from policydiff.library.screens.stored_texts import (
    choose_work,
    day_of,
    relations_of,
    stored_html,
    undoing,
    work_of,
)
from policydiff.library.screens.version import WORDS as READING_WORDS
from policydiff.library.screens.version import StatusBar, life_bars
from policydiff.locale import Labels
from policydiff.messages import Message
from policydiff.model.names import UNDATED
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import date_word, kind_word
from policydiff.report.versions import called_word, deciding_word, force_cell
from policydiff.store.changes.subjects import subject_of
from policydiff.store.git.history import LogEntry
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.web.addresses import compare_address, part_address, relation_address, slug_of
from policydiff.web.answers import Endpoint
from policydiff.web.frame import Frame
from policydiff.web.visit import Visit
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.life import WorkLives
from policydiff.works.version_status import VersionStatus, version_status

WORDS = Labels(
    "work of the page",
    {
        "slug": "Address",
        "aliases": "Also called",
        "former": "Former titles",
        "version": "Version",
        "force": "In force",
        "decision": "By",
        "title": "Text",
        "articles": "Articles",
        "learnt": "Learnt",
        "status": "On {day}",
        "timeline": "In time",
        "picture": "The versions by the law's dates, above, and by the days on which they were learnt, below; the table has the same.",
        "law": "Law's dates",
        "ours": "Learnt",
        "before": "Other works",
        "drafts": "Drafts",
        "decisions": "Decisions",
        "versions-lane": "Versions",
        "event": "What",
        "date": "Date",
        "kind predecessor": "replaced by this work",
        "kind successor": "took the place of this work",
        "kind repeal": "put it out of force",
        "kind life": "states something of its end",
        "kind draft": "draft",
        "kind decision": "amending decision",
        "kind version": "version",
        "relations": "Related in reviews",
        "relate": "Relate it to others",
        "changes": "Changes of what is stored",
        "compare-last": "Compare the two newest versions",
        "read-newest": "Read the newest text",
        "undated": "without a date",
        "unofficial": "not official",
    },
    READING_WORDS,
)

_LANES = {
    "predecessor": "before",
    "successor": "before",
    "repeal": "decisions",
    "life": "decisions",
    "draft": "drafts",
    "decision": "decisions",
    "version": "versions",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVersionRow:
    """A version in the table of a work, all in words."""

    name: str
    called: str
    address: str
    force: str
    decision: str
    articles: int
    learnt: str
    status: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event as a row of the table that repeats the picture."""

    date: str
    kind: str
    title: str
    address: str
    facts: Sequence[str]
    force: str
    learnt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkHtml(HtmlPage):
    """A work: facts, status, versions, its picture in time, its changes.

    `compare`, `read`, `blame` and `cited` are addresses about its newest versions, "" for none.
    """

    template: str = "work.html.j2"
    words: Mapping[str, str]
    work: WorkRecord
    slug: str
    bars: Sequence[StatusBar]
    kind: str
    versions: Sequence[StoredVersionRow]
    status_head: str
    picture: TimelinePicture | None
    events: Sequence[EventRow]
    relations: Sequence[tuple[str, str, str]]
    changes: Sequence[tuple[str, str]]
    undoing: tuple[str, str] | None
    compare: str
    read: str
    blame: str
    cited: str


def show_work(visit: Visit) -> Response:
    """The work with all that is stored of it."""
    unread: list[Message] = []
    return stored_html(visit, lambda: _work_page(visit, unread), stays=lambda: not unread)


def _work_page(visit: Visit, unread: list[Message]) -> tuple[HtmlPage, Frame]:
    """The page, and into `unread` the notes on what could not be read."""
    words, language = WORDS[visit.language], visit.language
    store, day = visit.session.at_present().store(), day_of(visit)
    work = work_of(visit, store)
    entries: tuple[LogEntry, ...] = store.once("log", lambda present: present.log())
    lines, notes = version_lines(store, work, entries)
    unread += notes
    catalogue = store.catalogue()
    slug = slug_of(catalogue, work)
    events = work_events(store, work, lines, entries)
    newest = [f"{work.uri}@{one.date or UNDATED}" for one in work.versions[-2:]]
    page = WorkHtml(
        title=work.title,
        words=words,
        work=work,
        slug=slug,
        bars=[
            *(("work note", words["note"], visit.words(note), "") for note in unread),
            *life_bars(visit, WorkLives.at_present(store).status(work, day), catalogue),
        ],
        kind=kind_word(work.kind, language),
        versions=list(_versions(visit, work, lines, slug)),
        status_head=words["status"].format(day=date_word(day, language)),
        picture=draw_timeline([_mark(event, catalogue) for event in events if event.date]),
        events=[_row(event, catalogue, visit) for event in events],
        relations=list(_relations(visit, work)),
        changes=[
            (entry.when.date().isoformat(), visit.words(subject_of(entry.subject)))
            for entry in entries
            if entry.work == work.uri
        ],
        undoing=undoing(visit, lambda entry: entry.work == work.uri),
        compare=compare_address(*newest) if len(newest) > 1 else "",
        read=part_address(slug, work.versions[-1].date) if work.versions else "",
        blame=part_address(slug, work.versions[-1].date, "blame") if work.versions else "",
        cited=part_address(slug, work.versions[-1].date, "cited") if work.versions else "",
    )
    within = newest[-1] if newest else ""
    return page, Frame(styles=("read.css",), within=within)


def _mark(event: WorkEvent, catalogue: Catalogue) -> TimelineMark:
    return TimelineMark(
        lane=_LANES[event.kind],
        day=event.date or "",
        label=event.date or "",
        address=part_address(slug_of(catalogue, event.work), event.version.date),
        in_force=event.in_force,
        learnt=event.learnt,
        computed=event.version.computed is not None,
    )


def _versions(
    visit: Visit, work: WorkRecord, lines: Iterable[VersionLine], slug: str
) -> Iterator[StoredVersionRow]:
    """A row for each version."""
    language, store, day = visit.language, visit.session.at_present().store(), day_of(visit)
    listed = list(lines)
    days, lives = DaysOfForce.at_present(store), WorkLives.at_present(store)
    for line in listed:
        known = days.document(work, line.version)
        yield StoredVersionRow(
            name=date_word(line.version.date or UNDATED, language),
            called="" if line.facts.called is None else called_word(line.facts.called, language),
            address=part_address(slug, line.version.date),
            force=force_cell(line.facts, language),
            decision=deciding_word(line.facts),
            articles=line.articles,
            learnt="" if line.learnt is None else line.learnt.when.date().isoformat(),
            status=[
                visit.words(_short(status, line.version, listed, visit, day))
                for status in version_status(lives, work, line.version, known, day)
            ],
        )


def _short(
    status: VersionStatus,
    version: VersionRecord,
    lines: Sequence[VersionLine],
    visit: Visit,
    day: str,
) -> Message:
    """The status in short words, where the table beside it has their grounds.

    An older text was replaced by the next one that has a known day of force; that counts where no
    other may have applied in its stead.
    """
    chosen = status.version
    if status.kind == "not in force yet":
        begin = next((one.facts.in_force for one in lines if one.version == version), None)
        return Message("not in force yet") if begin else status.message
    if status.kind != "older" or chosen is None or chosen.others:
        return status.message
    later = [
        one.facts
        for one in reversed(lines)
        if (version.date or "") < (one.version.date or "") <= (chosen.date or "")
        and one.facts.in_force is not None
        and one.facts.in_force <= day
    ]
    if not later:
        return status.message
    called = later[0].called
    name = later[0].name if called is None else called_word(called, visit.language)
    return Message("replaced by {version}", version=name)


def _row(event: WorkEvent, catalogue: Catalogue, visit: Visit) -> EventRow:
    words = WORDS[visit.language]
    kind = words[f"kind {event.kind}"]
    if event.version.computed is not None:
        kind = f"{kind} ({words['unofficial']})"
    return EventRow(
        date=event.date or words["undated"],
        kind=kind,
        title=event.version.title,
        address=part_address(slug_of(catalogue, event.work), event.version.date),
        facts=[visit.words(fact.message) for fact in event.facts],
        force=event.in_force or "",
        learnt=event.learnt or "",
    )


def _relations(visit: Visit, work: WorkRecord) -> Iterator[tuple[str, str, str]]:
    """Yield the stored relations of a work: a title, its address, what was judged."""
    words, session = WORDS[visit.language], visit.session
    catalogue = session.store().catalogue()
    for pair in relations_of(visit).pairs:
        if (
            pair.left is None
            or pair.right is None
            or work.uri not in (pair.left.uri, pair.right.uri)
        ):
            continue
        other = pair.right if pair.left.uri == work.uri else pair.left
        names = words["list"].join(pair.reviewers)
        yield (
            other.title,
            relation_address(slug_of(catalogue, pair.left), (slug_of(catalogue, pair.right),)),
            visit.words(
                Message.counted(
                    "{count} judged link, by {names}",
                    "{count} judged links, by {names}",
                    pair.count,
                    count=pair.count,
                    names=names,
                )
            ),
        )


SCREENS = (Endpoint(path="/works/{slug}", answer=show_work, refuse=choose_work),)
