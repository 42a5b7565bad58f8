"""The library: the works of the repository, with facets and their counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.responses import Response

from policydiff.library.actions.list_works import (
    FACETS,
    Listed,
    ListedWorks,
    unread_notes,
    work_state,
)
from policydiff.library.report.facets import Choices
from policydiff.library.screens.start import listed_works
from policydiff.locale import Labels, Language
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import kind_word
from policydiff.report.versions import called_word, force_cell, status_cell
from policydiff.store.records.works import VersionRecord
from policydiff.web.addresses import part_address, works_address
from policydiff.web.answers import Endpoint, html
from policydiff.web.facets import (
    FACET_WORDS,
    FacetView,
    facet_order,
    facet_view,
    facet_word,
    state_word,
)
from policydiff.web.frame import Frame
from policydiff.web.visit import Visit
from policydiff.works.session import today

WORDS = Labels(
    "library of the page",
    {
        "title": "Library",
        "none": "No work is stored yet.",
        "none-found": "No work fits these choices.",
        "title-of": "Title",
        "versions": "Versions",
        "force": "In force from",
        "called": "Newest text",
        "words": "Words of the title",
        "show": "Show",
        "more": "More",
        "store": "Store a text",
        "count": "works: {count}",
        "sort": "Order",
        "by-rank": "by rank",
        "by-day": "by day",
    },
    FACET_WORDS,
)

MOST = 100
"""Works on a page."""

BY_DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryHtml(HtmlPage):
    """The works that fit the choices, `count` of those `stored`."""

    template: str = "library.html.j2"
    words: Mapping[str, str]
    works: Sequence[Listed]
    count: int
    stored: int
    asked: Mapping[str, str]
    facets: Sequence[FacetView]
    orders: Sequence[tuple[str, str, bool]]
    next: str
    asked_on: str
    person_language: Language

    def work_address(self, listed: Listed) -> str:
        """The page of a work."""
        return f"/works/{quote(listed.address, safe='~')}"

    def version_address(self, listed: Listed, version: VersionRecord) -> str:
        """The page of a version."""
        return part_address(listed.address, version.date)

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
        """The status of a work, and an end to come."""
        state, stated = (
            work_state(listed, self.asked_on),
            status_cell(listed.status, self.person_language),
        )
        if state == listed.status.kind:
            return stated
        word = state_word(state, self.person_language)
        return word if stated == "-" else f"{word} · {stated}"


def show_library(visit: Visit) -> Response:
    """The works that fit the choices, by rank or by day."""
    words, language, works = WORDS[visit.language], visit.language, listed_works(visit)
    asked = {name: visit.asked(name) for name in ("title", *FACETS, "sort")}
    choices = {name: (asked[name],) for name in FACETS if asked[name]}
    among, by_day = works.titled(asked["title"]), asked["sort"] == BY_DAY
    found = works.chosen(choices, among, by_day=by_day)
    after = (
        [one.work.folder for one in found].index(last) + 1 if (last := _after(visit, found)) else 0
    )
    shown = found[after : after + MOST]
    more = shown[-1].work.folder if len(found) > after + MOST else ""

    def address(other: Mapping[str, str]) -> str:
        return works_address(**{**asked, **other})

    page = LibraryHtml(
        title=words["title"],
        words=words,
        works=shown,
        count=len(found),
        stored=len(works.works),
        asked=asked,
        facets=list(facets_of(works, choices, among, language, address)),
        orders=[
            (words["by-rank"], address({"sort": ""}), not by_day),
            (words["by-day"], address({"sort": BY_DAY}), by_day),
        ],
        next=address({"after": more}) if more else "",
        asked_on=visit.day or today(),
        person_language=language,
    )
    unread = unread_notes(visit.session.store(), works.works)
    return html(visit, page, frame=Frame(unread=unread))


def _after(visit: Visit, found: Sequence[Listed]) -> str:
    """The folder of the last work of the page before; "" where it is not among these."""
    asked = visit.asked("after")
    return asked if any(one.work.folder == asked for one in found) else ""


def facets_of(
    works: ListedWorks,
    choices: Choices,
    among: int | None,
    language: Language,
    address: Callable[[Mapping[str, str]], str],
) -> Iterator[FacetView]:
    """The facets of works, each value with the works under the other choices."""
    for name in FACETS:
        counts = works.facets.counts(name, choices, among)
        values = sorted(counts.items(), key=lambda item: facet_order(name, *item))
        own = next(iter(choices.get(name, ())), "")
        yield facet_view(
            (name, FACET_WORDS[language][name]),
            values,
            lambda value, name=name: facet_word(name, value, language),  # type: ignore[misc]
            address,
            own,
        )


SCREENS = (Endpoint(path="/works", answer=show_library),)
