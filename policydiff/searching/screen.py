"""The search: a form with filters, and the hits with the fate of their clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response

from policydiff.errors import NotFoundError, PolicyDiffError, UsageError
from policydiff.library.actions.jump import LONGEST, is_stored
from policydiff.locale import Labels, Language, translate
from policydiff.model.kinds import KIND_ROOTS
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import date_word, kind_word
from policydiff.report.lineage_words import named_word
from policydiff.report.page import Text
from policydiff.searching.actions.search import prepare_search, search
from policydiff.searching.engine.hits import SearchHit, SearchOptions, SearchResult
from policydiff.searching.report.words import (
    SEARCH_WORDS,
    count_words,
    none_words,
    outcome_words,
    place_words,
    presumed_words,
    shown_words,
    snippet_words,
    status_words,
    unread_words,
)
from policydiff.store.records.catalogue import NoSuchWorkError
from policydiff.web.addresses import place_address, search_address, slug_of
from policydiff.web.answers import Endpoint, error_words, html, status_of
from policydiff.web.frame import Frame
from policydiff.web.job_process import watch
from policydiff.web.visit import Visit

WORDS = Labels(
    "search of the page",
    {
        "title": "Search",
        "query": "Words",
        "find": "Search",
        "filters": "Filters",
        "work": "Work",
        "kind": "Kind",
        "any-kind": "All kinds",
        "authority": "Issued by",
        "newest": "The newest versions only",
        "day": "Only the versions in force on {day}, as the day of reading demands",
        "help": 'Several words must all stand in an article; OR, NOT and parentheses are understood, and "…" holds together what has a space in it.',
        "missing": "《{title}》 is not in the library. These are the places where the words stand.",
        "now": "In the newest version:",
        "in-force": "in force from {date}",
        "next": "The next hits",
        "first": "From the first hit",
    },
)

SHOWN = 20
"""Hits on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitEntry:
    """A hit in words: `now` are the places of its clause in the newest version."""

    address: str
    title: str
    place: str
    version: str
    force: str
    doubts: Sequence[str]
    newest: bool
    outcome: str
    now: Sequence[tuple[str, str]]
    snippet: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundHits:
    """The hits of a page, counted from `begin` on, and the sentences on them.

    `next` and `first` are the addresses of other hits, "" for none.
    """

    begin: int
    count: str
    none: str
    shown: str
    notes: Sequence[str]
    unread: Sequence[str]
    unread_head: str
    hits: Sequence[HitEntry]
    next: str
    first: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHtml(HtmlPage):
    """The form of a search, and its hits; `found` is None without a search."""

    template: str = "search.html.j2"
    words: Mapping[str, str]
    query: str
    options: SearchOptions
    kinds: Sequence[tuple[str, str]]
    day_words: str
    missing: str
    error: str
    to_library: bool
    found: FoundHits | None

    @property
    def work(self) -> str:
        """The work that was asked for."""
        return next(iter(self.options.works), "")

    @property
    def authority(self) -> str:
        """The authority that was asked for."""
        return next(iter(self.options.authorities), "")


def show_search(visit: Visit) -> Response:
    """The form, and the hits where words are asked for."""
    query, options = visit.query.get("q", ""), _options(visit)
    words = WORDS[visit.language]
    found, error = _search(visit, query, options)
    page = SearchHtml(
        title=f"{query.strip()} · {words['title']}" if query.strip() else words["title"],
        words=words,
        query=query,
        options=options,
        kinds=_kinds(visit.language),
        day_words=""
        if options.on is None
        else words["day"].format(day=date_word(options.on, visit.language)),
        missing=_missing(visit),
        error="" if error is None else error_words(visit, error),
        to_library=isinstance(error, NoSuchWorkError),
        found=None if found is None else _hits(found, visit),
    )
    return html(
        visit,
        page,
        frame=Frame(styles=("search.css",)),
        status=200 if error is None else status_of(error),
    )


def _missing(visit: Visit) -> str:
    """The sentence that the library lacks the work of a citation, if it does."""
    title, store = visit.asked("missing"), visit.session.store_if_any()
    if not title or len(title) > LONGEST or store is None or is_stored(title, store):
        return ""
    return WORDS[visit.language]["missing"].format(title=title)


def _search(
    visit: Visit, query: str, options: SearchOptions
) -> tuple[SearchResult | None, PolicyDiffError | None]:
    """The hits, or why there can be none; neither where no words are asked for."""
    if not query.strip():
        return None, None
    try:
        return _find(visit, query, options), None
    except (UsageError, NotFoundError) as error:
        return None, error


def _find(visit: Visit, query: str, options: SearchOptions) -> SearchResult:
    """The hits, after the index was brought to the present commit."""
    session = visit.session.beside(watch=watch)
    visit.worked_out(("index", session.store().tip), lambda: prepare_search(session))
    return search(query, session, options)


def _options(visit: Visit) -> SearchOptions:
    """The filters of the address, on the day of reading."""

    def given(name: str) -> tuple[str, ...]:
        return tuple(value.strip() for value in visit.query.getlist(name) if value.strip())

    return SearchOptions(
        works=given("work"),
        kinds=given("kind"),
        authorities=given("authority"),
        on=visit.day,
        newest=visit.asked("newest") == "1",
        limit=SHOWN,
        after=visit.asked("after") or None,
    )


def _kinds(language: Language) -> list[tuple[str, str]]:
    return [(kind, kind_word(kind, language)) for kind in KIND_ROOTS]


def _hits(found: SearchResult, visit: Visit) -> FoundHits:
    first, language = replace(found.options, after=None), visit.language
    catalogue = visit.session.store().catalogue()
    works = {hit.uri: catalogue.by_uri(hit.uri) for hit in found.hits}
    slugs = {uri: slug_of(catalogue, work) for uri, work in works.items() if work is not None}
    return FoundHits(
        begin=found.first + 1,
        count=count_words(found, language),
        none=none_words(found, language),
        shown=shown_words(found, language),
        notes=[translate(note, language) for note in found.notes],
        unread=list(unread_words(found, language)),
        unread_head=SEARCH_WORDS[language]["unread"],
        hits=[_hit(hit, found, slugs.get(hit.uri, hit.slug), language) for hit in found.hits],
        next="" if found.next is None else _address(found, found.options, found.next),
        first=_address(found, first, None) if found.first else "",
    )


def _address(found: SearchResult, options: SearchOptions, after: str | None) -> str:
    """The address of the same search, from another place on."""
    many = (("work", options.works), ("kind", options.kinds), ("authority", options.authorities))
    chosen = [(name, value) for name, values in many for value in values]
    chosen += [("newest", "1")] if options.newest else []
    return search_address(found.query, *chosen, *((("after", after),) if after else ()))


def _hit(hit: SearchHit, found: SearchResult, slug: str, language: Language) -> HitEntry:
    """A hit in words; `slug` is the name of its work in addresses."""
    force = hit.version.in_force
    doubts = (presumed_words(hit, found, language), *status_words(hit, language))
    return HitEntry(
        address=place_address(slug, hit.version.date, hit.eid),
        title=hit.title,
        place=place_words(hit, language),
        version=named_word(hit.version, language),
        force=""
        if force is None
        else WORDS[language]["in-force"].format(date=date_word(force, language)),
        doubts=[doubt for doubt in doubts if doubt],
        newest=hit.newest,
        outcome=outcome_words(hit, language),
        now=list(_now(hit, slug)),
        snippet=snippet_words(hit),
    )


def _now(hit: SearchHit, slug: str) -> Iterator[tuple[str, str]]:
    """The places of the clause in the newest version: addresses and numbers."""
    if hit.became is not None:
        for eid, number in hit.became.now:
            yield place_address(slug, hit.became.date, eid), number or eid


SCREENS = (Endpoint(path="/search", answer=show_search),)
