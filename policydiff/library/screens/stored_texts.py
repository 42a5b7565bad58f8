"""The work and the version that an address names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response

from policydiff.errors import NotFoundError, PolicyDiffError, UsageError
from policydiff.library.actions.reading import VersionReading, VersionStep, read_version
from policydiff.messages import Message
from policydiff.model.names import UNDATED, Name
from policydiff.relating.actions.review.page import StoredRelations, stored_relations
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import moment_word
from policydiff.store.changes.subjects import subject_of
from policydiff.store.git.history import LogEntry
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.web.addresses import slug_of, works_at
from policydiff.web.answers import framed, html, html_bytes, refused
from policydiff.web.frame import Frame
from policydiff.web.visit import Visit
from policydiff.web.working import PATIENCE
from policydiff.works.resolve import resolve_stored
from policydiff.works.session import today


class SharedAddressError(UsageError):
    """An address names several works."""

    def __init__(self, works: tuple[WorkRecord, ...]) -> None:
        self.works = works
        super().__init__(Message("several works share this address; choose one"))


class NoSuchAddressError(NotFoundError):
    """No work has this address."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            Message("no stored work has the address {slug}; see the library", slug=slug)
        )


def work_of(visit: Visit, store: Repository) -> WorkRecord:
    """The work of an address; of several the one with a version of its date.

    Raises `NoSuchAddressError`, `SharedAddressError`.
    """
    slug, day = visit.path["slug"], visit.path.get("date")
    found = works_at(store.catalogue(), slug)
    if len(found) > 1 and day is not None:
        found = [work for work in found if _version(work, day) is not None] or found
    if len(found) > 1:
        raise SharedAddressError(tuple(sorted(found, key=lambda one: one.folder)))
    if not found:
        raise NoSuchAddressError(slug)
    return found[0]


def _version(work: WorkRecord, name: str) -> VersionRecord | None:
    return work.version_of(None if name == UNDATED else name)


def reading_of(visit: Visit, store: Repository) -> VersionReading:
    """The version of an address on a day; raises as `work_of`, `Repository.version`."""
    work = work_of(visit, store)
    version = _version(work, visit.path["date"]) or store.version(work, visit.path["date"])
    return read_version(store, work, version, day_of(visit))


def reading_on(
    store: Repository, work: WorkRecord, day: str
) -> tuple[VersionReading, list[Message]]:
    """The text in force on a day, and doubts about it; raises as `resolve_stored`."""
    found = resolve_stored(store, str(Name(work=work.uri, in_force_on=day)))
    stored = found.stored
    if stored is None:
        raise TypeError(found.operand)
    own = store.catalogue().by_uri(stored.work_uri) or work
    read = read_version(store, own, store.version(own, stored.date or UNDATED), day)
    flat = Message("by the stored texts, in force on {day}: {name}", day=day, name=stored.name)
    return read, [note for note in found.notes if note != flat]


def step_of(
    visit: Visit, read: VersionReading, patience: float | None = PATIENCE
) -> VersionStep | None:
    """The step to a version; None for the first. Raises `StillWorkingError`."""
    key = ("step", read.store.tip, read.work.uri, read.version.date)
    return visit.worked_out(key, lambda: read.step, patience)


def day_of(visit: Visit) -> str:
    """The day of an address, the day of reading, or today."""
    on = visit.asked("on")
    try:
        return date.fromisoformat(on).isoformat()
    except ValueError:
        return visit.day or today()


def stored_html(
    visit: Visit, make: Callable[[], tuple[HtmlPage, Frame]], *, stays: Callable[[], bool]
) -> Response:
    """A page of what is stored, made once for all that it depends on.

    This is the commit, the address, the language, and the days of reading and of asking. Where
    `stays` is False of the page, as something could not be read, it is made again each time.
    """
    store = visit.session.store()
    key = (store.tip, visit.page_address(), visit.language, visit.day, visit.session.today)
    data = visit.state.pages.get(key)
    if data is None:
        page, frame = make()
        data = html_bytes(visit, page, frame=frame)
        if stays() and not store.unread_works():
            visit.state.pages.put(key, data, len(data))
    return framed(visit, data)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesHtml(HtmlPage):
    """Places that an address or a line may mean: names, addresses, remarks.

    `search` is the address and the words of a search, "" for none.
    """

    template: str = "places.html.j2"
    places: Sequence[tuple[str, str, str]]
    why: str = ""
    search: tuple[str, str] = ("", "")


def choose_work(visit: Visit, error: PolicyDiffError) -> Response:
    """The choice of the works that share an address; any other error as it is."""
    if not isinstance(error, SharedAddressError):
        return refused(visit, error)
    catalogue = visit.session.store().catalogue()
    end = visit.request.url.path.split("/", 3)[3:]
    places = [
        (
            f"{work.title} {work.versions[0].date or UNDATED}",
            "/".join((f"/works/{slug_of(catalogue, work)}", *end)),
            "",
        )
        for work in error.works
        if work.versions
    ]
    page = PlacesHtml(title=visit.words(error.message), places=places)
    return html(visit, page, status=300)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneHtml(HtmlPage):
    """The outcome of a change, with the way to it and the way back.

    `undoing` is what `undoing` gives.
    """

    template: str = "done.html.j2"
    lines: Sequence[str]
    address: str
    link: str
    undoing: tuple[str, str] | None


def undoing(visit: Visit, concerns: Callable[[LogEntry], bool]) -> tuple[str, str] | None:
    """The newest change's commit, and words to take it back; None if irrelevant."""
    entry = visit.session.store().once("newest change", lambda present: present.newest_change())
    if entry is None or not concerns(entry):
        return None
    moment = moment_word(entry.when.astimezone(), visit.language)
    change = subject_of(entry.subject)
    message = (
        Message("take back: {change} ({when})", change=change, when=moment)
        if entry.person is None
        else Message(
            "take back: {change} ({person}, {when})",
            change=change,
            person=entry.person,
            when=moment,
        )
    )
    return entry.commit, visit.words(message)


def relations_of(visit: Visit) -> StoredRelations:
    """The stored relations, read once for each state of the repository."""
    session = visit.session
    return session.store().once("relations", lambda _present: stored_relations(session))
