"""narrow: the facets of the hits of a search, with counts that are certain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from policydiff.library.report.facets import sums
from policydiff.searching.actions.search import chosen_versions, search
from policydiff.searching.actions.state import SearchState, search_state
from policydiff.searching.engine.hits import HitFacet, SearchOptions, SearchResult
from policydiff.searching.engine.query import Condition, parse_query
from policydiff.searching.index.index import DamagedIndexError
from policydiff.works.session import Session

CHOICES = {"kind": "kinds", "work": "works", "maker": "makers", "state": "states", "year": "years"}
"""The facets of hits → the fields of `SearchOptions` with what is chosen."""

_UNCOUNTED = ("kind", "state", "year")
"""The facets that are offered where the search stops: they have few values."""

_MOST_WORKS = 40
"""Works, and makers, that are listed: those with most hits."""


def search_with_facets(
    query: str, session: Session, options: SearchOptions
) -> tuple[SearchResult, tuple[HitFacet, ...]]:
    """The hits of a query, and their facets.

    Each value is counted under the choices of the other facets. Raises as `search`.
    """
    found = search(query, session, options)
    facets: tuple[HitFacet, ...] = ()
    with suppress(DamagedIndexError), search_state(session) as state:  # as good as none
        day = options.on or session.today or state.store.day()
        facets = tuple(_facets(state, parse_query(query), options, day, found))
    return found, facets


def _facets(
    state: SearchState, condition: Condition, options: SearchOptions, day: str, found: SearchResult
) -> Iterator[HitFacet]:
    values = state.facet_values(day)
    counted: dict[SearchOptions, tuple[frozenset[int] | None, Counter[int] | None]] = {}
    for name, chosen in CHOICES.items():
        cleared: dict[str, Any] = {chosen: ()}
        others = replace(options, **cleared)
        if others not in counted:
            numbers = chosen_versions(state, others, day)
            hits = state.index.count_by_version(condition, numbers)
            counted[others] = numbers, hits
        numbers, hits = counted[others]
        if others == options and (None if found.more else found.count) != (
            None if hits is None else hits.total()
        ):
            return  # the index is not what it was
        if hits is not None:
            ranked = Counter(sums(values, hits, name))
            yield HitFacet(name=name, values=tuple(ranked.most_common(_most(name))))
        elif name in _UNCOUNTED:
            there = values if numbers is None else numbers & values.keys()
            listed = dict.fromkeys(values[number][name] for number in there)
            yield HitFacet(name=name, values=tuple((value, None) for value in listed))


def _most(name: str) -> int | None:
    return None if name in _UNCOUNTED else _MOST_WORKS
