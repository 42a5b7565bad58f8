"""The library: the works of the repository, with the facts of their versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from policydiff.library.actions.list_works import Listed, unread_notes
from policydiff.library.screens.start import listed_works
from policydiff.locale import Labels, Language
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import kind_word
from policydiff.report.versions import called_word, force_cell, status_cell
from policydiff.store.records.catalogue import Catalogue
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.store.titles import title_key
from policydiff.web.addresses import version_address, work_address, works_address
from policydiff.web.answers import Endpoint, html
from policydiff.web.frame import Frame
from policydiff.web.visit import Visit

WORDS = Labels(
    "library of the page",
    {
        "title": "Library",
        "none": "No work is stored yet.",
        "none-found": "No work has such a title and kind.",
        "work": "Title",
        "kind": "Kind",
        "versions": "Versions",
        "force": "In force",
        "called": "Called",
        "status": "Status",
        "words": "Words of the title",
        "any-kind": "All kinds",
        "show": "Show",
        "more": "More",
        "store": "Store a text",
        "count": "works: {count}",
    },
)

MOST = 100
"""Works on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryHtml(HtmlPage):
    """The works of a title and a kind, `count` of those `stored`."""

    template: str = "library.html.j2"
    words: Mapping[str, str]
    works: Sequence[Listed]
    count: int
    stored: int
    asked: Mapping[str, str]
    kinds: Sequence[tuple[str, str]]
    next: str
    catalogue: Catalogue
    person_language: Language

    def work_address(self, work: WorkRecord) -> str:
        """The page of a work."""
        return work_address(self.catalogue, work)

    def version_address(self, work: WorkRecord, version: VersionRecord) -> str:
        """The page of a version."""
        return version_address(self.catalogue, work, version)

    def kind_word(self, listed: Listed) -> str:
        """The name of the kind of a work."""
        return kind_word(listed.work.kind, self.person_language)

    def called(self, listed: Listed) -> str:
        """The name of the newest version; a dash where it has none."""
        called = None if listed.newest is None else listed.newest.called
        return "-" if called is None else called_word(called, self.person_language)

    def force(self, listed: Listed) -> str:
        """The day of force of the newest version."""
        return force_cell(listed.newest, self.person_language)

    def status(self, listed: Listed) -> str:
        """The status of a work."""
        return status_cell(listed.status, self.person_language)


def show_library(visit: Visit) -> Response:
    """The works of a title and a kind, in the order of their folders."""
    words, language = WORDS[visit.language], visit.language
    works, catalogue = listed_works(visit), visit.session.store().catalogue()
    found = [work for work in works if _is_asked(work, visit.asked("title"), visit.asked("kind"))]
    after = visit.asked("after")
    shown = [listed for listed in found if listed.work.folder > after]
    last = shown[MOST - 1].work.folder if len(shown) > MOST else ""
    kinds = sorted({one.work.kind for one in works})
    page = LibraryHtml(
        title=words["title"],
        words=words,
        works=shown[:MOST],
        count=len(found),
        stored=len(works),
        asked={"title": visit.asked("title"), "kind": visit.asked("kind")},
        kinds=[(kind, kind_word(kind, language)) for kind in kinds],
        next=works_address(visit.asked("title"), visit.asked("kind"), last) if last else "",
        catalogue=catalogue,
        person_language=language,
    )
    unread = unread_notes(visit.session.store(), works)
    return html(visit, page, frame=Frame(unread=unread))


def _is_asked(listed: Listed, title: str, kind: str) -> bool:
    """True for a work of the kind one of whose names holds the words of `title`."""
    if kind and listed.work.kind != kind:
        return False
    names = (listed.work.title, *listed.work.other_titles, *listed.work.aliases)
    return not title or any(title_key(title) in title_key(name) for name in names)


SCREENS = (Endpoint(path="/works", answer=show_library),)
