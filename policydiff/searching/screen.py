"""The search: a form with filters, and the hits with the fate of their clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from policydiff.errors import NotFoundError, PolicyDiffError, UsageError
from policydiff.library.actions.jump import LONGEST, is_stored
from policydiff.locale import Labels, Language, translate
from policydiff.report.html.environment import HtmlPage
from policydiff.report.labels import date_word
from policydiff.report.lineage_words import named_word
from policydiff.report.page import Text
from policydiff.searching.actions.narrow import CHOICES, search_with_facets
from policydiff.searching.actions.search import prepare_search
from policydiff.searching.engine.hits import HitFacet, SearchHit, SearchOptions, SearchResult
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
from policydiff.web.addresses import place_address, search_address, slug_of, works_at
from policydiff.web.answers import Endpoint, error_words, html, status_of
from policydiff.web.facets import FACET_WORDS, FacetView, facet_order, facet_view, facet_word
from policydiff.web.frame import Frame
from policydiff.web.job_process import watch
from policydiff.web.visit import Visit

WORDS = Labels(
    "search of the page",
    {
        "title": "Search",
        "query": "Words",
        "find": "Search",
        "authority": "Issued by a body whose name holds",
        "versions": "Texts",
        "state": "Status of the work",
        "any": "all versions",
        "newest": "newest versions",
        "now": "in force today",
        "too-many": "More hits than are counted: narrow them by kind, status or year.",
        "day": "Only the versions in force on {day}, as the day of reading demands",
        "help": 'Several words must all stand in an article; OR, NOT and parentheses are understood, and "…" holds together what has a space in it.',
        "missing": "《{title}》 is not in the library. These are the places where the words stand.",
        "newest-is": "In the newest version:",
        "in-force": "in force from {date}",
        "next": "The next hits",
        "first": "From the first hit",
    },
    FACET_WORDS,
)

SHOWN = 20
"""Hits on a page."""

VERSIONS = "versions"
"""The parameter for the versions that are searched: all, the newest, or those in force."""


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
    asked: Sequence[tuple[str, str]]
    facets: Sequence[FacetView]
    too_many: bool
    day_words: str
    missing: str
    error: str
    to_library: bool
    found: FoundHits | None


def show_search(visit: Visit) -> Response:
    """The form, and the hits where words are asked for."""
    query, options = visit.query.get("q", ""), _options(visit)
    words = WORDS[visit.language]
    found, facets, error = _search(visit, query, options)
    page = SearchHtml(
        title=f"{query.strip()} · {words['title']}" if query.strip() else words["title"],
        words=words,
        query=query,
        asked=[(name, one) for name, one in _asked(visit).items() if one],
        facets=[] if found is None else list(_views(visit, found, facets)),
        too_many=found is not None and found.more,
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
) -> tuple[SearchResult | None, Sequence[HitFacet], PolicyDiffError | None]:
    """The hits with facets, or why there can be none; neither without words."""
    if not query.strip():
        return None, (), None
    try:
        return *_find(visit, query, options), None
    except (UsageError, NotFoundError) as error:
        return None, (), error


def _find(
    visit: Visit, query: str, options: SearchOptions
) -> tuple[SearchResult, Sequence[HitFacet]]:
    """The hits, after the index was brought to the present commit."""
    session = visit.session.beside(watch=watch)
    visit.worked_out(("index", session.store().tip), lambda: prepare_search(session))
    return search_with_facets(query, session, options)


def _asked(visit: Visit) -> dict[str, str]:
    """The choices that narrow the search, by the names of parameters."""
    names = (*CHOICES, "authority", VERSIONS)
    asked = {name: visit.asked(name) for name in names}
    newest = {VERSIONS: "newest"} if visit.asked("newest") == "1" else {}
    return {**asked, "work": _address_of(visit, asked["work"]), **newest}


def _address_of(visit: Visit, name: str) -> str:
    """The address of a work that is named in any way; the name where none has it."""
    store = visit.session.store_if_any() if name else None
    if store is None or works_at(store.catalogue(), name):
        return name
    try:
        return slug_of(store.catalogue(), store.find(name))
    except PolicyDiffError:  # the search gives the reason
        return name


def _options(visit: Visit) -> SearchOptions:
    """The choices of the address, on the day of reading."""
    asked = _asked(visit)
    now = visit.session.today if asked[VERSIONS] == "now" else None
    store = visit.session.store_if_any() if asked["work"] else None
    works = [] if store is None else works_at(store.catalogue(), asked["work"])
    asked |= {"work": works[0].uri} if len(works) == 1 else {}
    return SearchOptions(
        **{field: (asked[name],) for name, field in CHOICES.items() if asked[name]},
        authorities=(asked["authority"],) if asked["authority"] else (),
        on=visit.day or now,
        newest=asked[VERSIONS] == "newest",
        limit=SHOWN,
        after=visit.asked("after") or None,
    )


def _views(visit: Visit, found: SearchResult, facets: Sequence[HitFacet]) -> Iterator[FacetView]:
    """The facets of the hits as links; first which of the versions are searched."""
    words, asked = WORDS[visit.language], _asked(visit)

    def address(other: Mapping[str, str]) -> str:
        chosen = ((name, one) for name, one in {**asked, **other}.items() if one)
        return search_address(found.query, *chosen)

    which = ("newest",) if visit.day else ("newest", "now")
    yield facet_view(
        (VERSIONS, words["versions"]),
        [(one, None) for one in which],
        lambda value: words[value],
        address,
        asked[VERSIONS],
    )
    if body := asked["authority"]:
        label = ("authority", words["authority"])
        yield facet_view(label, [(body, None)], str, address, body)
    catalogue = visit.session.store().catalogue()
    for facet in facets:
        name, own = facet.name, asked[facet.name]
        missing = [(own, 0)] if own and own not in dict(facet.values) else []
        values = [*facet.values, *missing]
        if name != "work":
            values.sort(key=lambda item, name=name: facet_order(name, item[0], item[1] or 0))  # type: ignore[misc]

        def word(value: str, name: str = name) -> str:
            works = works_at(catalogue, value) if name == "work" else []
            return works[0].title if works else facet_word(name, value, visit.language)

        yield facet_view((name, words[name]), values, word, address, own)


def _hits(found: SearchResult, visit: Visit) -> FoundHits:
    language, asked = visit.language, [item for item in _asked(visit).items() if item[1]]
    return FoundHits(
        begin=found.first + 1,
        count=count_words(found, language),
        none=none_words(found, language),
        shown=shown_words(found, language),
        notes=[translate(note, language) for note in found.notes],
        unread=list(unread_words(found, language)),
        unread_head=SEARCH_WORDS[language]["unread"],
        hits=[_hit(hit, found, language) for hit in found.hits],
        next=""
        if found.next is None
        else search_address(found.query, *asked, ("after", found.next)),
        first=search_address(found.query, *asked) if found.first else "",
    )


def _hit(hit: SearchHit, found: SearchResult, language: Language) -> HitEntry:
    """A hit in words."""
    force = hit.version.in_force
    doubts = (presumed_words(hit, found, language), *status_words(hit, language))
    return HitEntry(
        address=hit.url,
        title=hit.title,
        place=place_words(hit, language),
        version=named_word(hit.version, language),
        force=""
        if force is None
        else WORDS[language]["in-force"].format(date=date_word(force, language)),
        doubts=[doubt for doubt in doubts if doubt],
        newest=hit.newest,
        outcome=outcome_words(hit, language),
        now=list(_now(hit)),
        snippet=snippet_words(hit),
    )


def _now(hit: SearchHit) -> Iterator[tuple[str, str]]:
    """The places of the clause in the newest version: addresses and numbers."""
    if hit.became is not None:
        for eid, number in hit.became.now:
            yield place_address(hit.address, hit.became.date, eid), number or eid


SCREENS = (Endpoint(path="/search", answer=show_search),)
