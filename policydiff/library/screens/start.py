"""The start page: tasks, changes, and versions that come into force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest

from starlette.responses import Response

from policydiff.library.actions.list_works import (
    Coming,
    Listed,
    ListedWorks,
    coming_into_force,
    count_unknown,
    unread_notes,
    works_on,
)
from policydiff.library.actions.log import change_path, log_changes
from policydiff.locale import Labels, Language
from policydiff.model.history import VersionFacts
from policydiff.model.names import UNDATED
from policydiff.report.html.environment import HtmlPage
from policydiff.report.versions import ground_note
from policydiff.resources import resource
from policydiff.store.changes.subjects import subject_of
from policydiff.store.git.history import LogEntry
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.repository import Repository
from policydiff.web.addresses import (
    compare_address,
    outcome_address,
    relation_address,
    version_address,
    work_address,
)
from policydiff.web.answers import Endpoint, html, onward
from policydiff.web.dropped import UNTOUCHED, FormState
from policydiff.web.frame import Frame
from policydiff.web.visit import Visit
from policydiff.works.session import GivenText, Session, today

WORDS = Labels(
    "start of the page",
    {
        "title": "What changed?",
        "compare": "Compare two texts",
        "compare-help": "Drop two files or paste two texts; nothing is stored.",
        "old": "Before",
        "new": "After",
        "here": "Drop a file here, or choose one",
        "paste": "or paste the text",
        "make": "Make the comparison table",
        "changes": "Changes since you last looked",
        "changes-none": "Nothing changed since you last looked. The newest texts:",
        "newest": "Newest texts",
        "example": "Nothing at hand? An invented regulation of 2018 and of 2021:",
        "example-try": "Try the example",
        "changes-more": "and {count} more",
        "seen": "Seen",
        "news": "All news",
        "inventory": "To do after changes",
        "coming": "In force soon",
        "coming-none": "No stored version has a known day of force after {day}. The newest texts of {unknown} works have no known day of force.",
        "coming-more": "and {count} more",
        "from": "from {day}",
        "demo": "Three minutes, six tasks",
        "store": "Store a text",
        "library": "All works: {count}",
        "no-repository": "There is no library here; two files can be compared all the same. `policydiff init FOLDER` makes a library.",
        "card-compare": "Compare two versions",
        "card-day": "The law on a day",
        "card-history": "One clause through time",
        "card-decision": "An amending decision carried out",
        "card-opinion": "An opinion and later laws",
        "card-check": "Check a returned draft",
        "card-check-on": "An invented contract",
    },
)

SEEN = "seen"
"""The cookie with the newest commit that the person has seen."""

_COMMIT = re.compile(r"[0-9a-f]{40}")
"""For example: 0123456789abcdef0123456789abcdef01234567"""

_MOST = 8
"""Changes and coming versions on the page."""

EXAMPLE = ("invented-2018-11-30.txt", "invented-2021-09-26.md")
"""Two versions of an invented regulation."""

_EXAMPLE = "示例市公共数据管理条例"
_DECISION = f"示例市人民代表大会常务委员会关于修改《{_EXAMPLE}》的决定"
_DAY = "2024-12-01"
"""The invented regulation that ships, and a day on which its third version is in force."""

_OPINION = "关于促进移动互联网健康有序发展的意见"
_LAWS = tuple(
    f"中华人民共和国{name}"
    for name in ("网络安全法", "电子商务法", "数据安全法", "个人信息保护法", "反电信网络诈骗法")
)
"""The opinion that ships, and later laws on its subjects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCard:
    """A task on the material that ships: its name, its object, the address."""

    name: str
    subject: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryNews:
    """The changes of a library and what comes into force, with the numbers of more."""

    visit: Visit
    catalogue: Catalogue
    works: int
    coming: Sequence[Coming]
    later: int
    no_coming: str
    first: bool
    changes: Sequence[LogEntry]
    earlier: int
    newest: Sequence[tuple[WorkRecord, VersionRecord]]
    tip: str
    cards: Sequence[TaskCard]

    def change(self, entry: LogEntry) -> str:
        """A change in words."""
        return self.visit.words(subject_of(entry.subject))

    def changed(self, entry: LogEntry) -> str:
        """The address of what was changed."""
        return change_path(self.catalogue, entry)

    def version_address(self, work: WorkRecord, version: VersionRecord) -> str:
        """The page of a version."""
        return version_address(self.catalogue, work, version)

    def ground(self, facts: VersionFacts) -> str:
        """The ground of a day of force."""
        return ground_note(facts.in_force_ground, self.visit.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartHtml(HtmlPage):
    """The start; `library` is None where there is none."""

    template: str = "start.html.j2"
    words: Mapping[str, str]
    library: LibraryNews | None
    form: FormState = UNTOUCHED


def listed_works(visit: Visit) -> ListedWorks:
    """The works with their facts and status on the day, read once for a state."""
    return works_on(visit.session.store(), visit.day or today())


def show_start(visit: Visit) -> Response:
    """The tasks, what changed since the last visit, what comes into force."""
    words, store = WORDS[visit.language], visit.session.store_if_any()
    works = () if store is None else listed_works(visit).works
    news = None if store is None else _news(visit, store, works)
    page = StartHtml(title=words["title"], words=words, library=news)
    unread = () if store is None else unread_notes(store, works)
    found = html(visit, page, frame=Frame(scripts=("drop.js",), unread=unread))
    if store is not None and not visit.from_elsewhere and SEEN not in visit.request.cookies:
        _remember(found, store.tip)
    return found


def _news(visit: Visit, store: Repository, works: Sequence[Listed]) -> LibraryNews:
    day = visit.day or today()
    coming = coming_into_force(works, day)
    changes = _changes(visit, visit.session)
    nothing = WORDS[visit.language]["coming-none"]
    cards = tuple(_cards(store.catalogue(), visit.language))
    return LibraryNews(
        visit=visit,
        catalogue=store.catalogue(),
        works=len(works),
        coming=coming[:_MOST],
        later=max(0, len(coming) - _MOST),
        no_coming=nothing.format(day=day, unknown=count_unknown(works)),
        first=SEEN not in visit.request.cookies,
        changes=changes[:_MOST],
        newest=() if changes else newest_texts(works),
        earlier=max(0, len(changes) - _MOST),
        tip=store.tip,
        cards=cards if len(cards) > 1 else (),  # one alone is no tour
    )


def newest_texts(works: Sequence[Listed]) -> list[tuple[WorkRecord, VersionRecord]]:
    """The stored texts with the latest days, each with its work."""
    texts = ((one.work, version) for one in works for version in one.work.versions)
    dated = (text for text in texts if text[1].date is not None)
    return nlargest(_MOST, dated, key=lambda text: text[1].date or "")


def _changes(visit: Visit, session: Session) -> tuple[LogEntry, ...]:
    """The changes since the person last marked all as seen; none on a first visit."""
    seen = visit.request.cookies.get(SEEN)
    if seen is None or seen == session.store().tip:
        return ()
    return log_changes(session, after=seen)


def _cards(catalogue: Catalogue, language: Language) -> Iterator[TaskCard]:
    words = WORDS[language]
    work = _named(catalogue, _EXAMPLE)
    if work is not None and len(work.versions) > 2:
        left, right = work.versions[-2:]
        yield TaskCard(
            name=words["card-compare"],
            subject=f"{_EXAMPLE}，{left.date} → {right.date}",
            address=compare_address(left.name, right.name),
        )
        yield TaskCard(
            name=words["card-day"],
            subject=f"{_EXAMPLE}第三十六条，{_DAY}",
            address=f"{work_address(catalogue, work)}/@@{_DAY}#art_36",
        )
        yield TaskCard(
            name=words["card-history"],
            subject=f"{_EXAMPLE}第九条第二款",
            address=f"{work_address(catalogue, work)}/history?provision=art_9__para_2&version={left.date}",
        )
    decision = _named(catalogue, _DECISION)
    if work is not None and decision is not None and len(work.versions) > 1:
        base, against = (version.name for version in work.versions[:2])
        yield TaskCard(
            name=words["card-decision"],
            subject=decision.title,
            address=outcome_address(base, decision.versions[-1].name, against),
        )
    opinion, laws = _named(catalogue, _OPINION), [_named(catalogue, one) for one in _LAWS]
    if opinion is not None and any(laws):
        yield TaskCard(
            name=words["card-opinion"],
            subject=_OPINION,
            address=relation_address(_dated(opinion), tuple(_dated(one) for one in laws if one)),
        )
    yield TaskCard(
        name=words["card-check"], subject=words["card-check-on"], address="/check#example"
    )


def _named(catalogue: Catalogue, title: str) -> WorkRecord | None:
    return next(iter(catalogue.named(title)), None)


def _dated(work: WorkRecord) -> str:
    """The newest version of a work in an address, whatever the day of reading."""
    return f"{work.slug}@{work.versions[-1].date or UNDATED}"


def compare_example(visit: Visit) -> Response:
    """Compare the two texts of the example that ships."""
    return onward(compare_address(*map(visit.state.uploads.put, _example())))


@cache
def _example() -> tuple[GivenText, ...]:
    """The texts of the example, the same ones for all who ask."""
    files = [resource("corpora", "example", name) for name in EXAMPLE]
    return tuple(GivenText(name=one.name, data=one.read_bytes()) for one in files)


def mark_seen(visit: Visit) -> Response:
    """Remember that the person has seen all changes up to the commit of the form."""
    found = onward("/")
    _remember(found, visit.field("tip"))
    return found


def _remember(found: Response, tip: str) -> None:
    if _COMMIT.fullmatch(tip):
        found.set_cookie(SEEN, tip, path="/", samesite="strict", max_age=366 * 24 * 3600)


SCREENS = (
    Endpoint(path="/", answer=show_start),
    Endpoint(path="/seen", answer=mark_seen, methods=("POST",)),
    Endpoint(path="/example", answer=compare_example, methods=("POST",)),
)
