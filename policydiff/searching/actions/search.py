"""search: the provisions of all stored versions in which words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policydiff.errors import NotFoundError, UsageError
from policydiff.messages import Message
from policydiff.model.comparison import Span
from policydiff.model.names import Name
from policydiff.searching.actions.outcomes import find_outcome
from policydiff.searching.actions.state import SearchState, search_state
from policydiff.searching.engine.hits import SearchHit, SearchOptions, SearchResult, SearchText
from policydiff.searching.engine.query import find_spans, fold, parse_query, wanted
from policydiff.searching.index.index import DamagedIndexError
from policydiff.store.records.succession import predecessors
from policydiff.store.records.versions import version_in_force as own_version_in_force
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.works.life import WorkLives
from policydiff.works.session import Session
from policydiff.works.succession import version_in_force


def in_force_on(state: SearchState, day: str) -> dict[int, bool]:
    """The versions that were, or may have been, in force on a day, by their numbers.

    They are those that ``WORK@@DAY`` means, for each work; True where another one may have been in
    force in its stead, and for those others.
    """
    if day not in state.in_force:
        state.in_force.clear()
        state.in_force[day] = {
            state.numbers[version]: presumed
            for version, presumed in _versions(state, day)
            if version in state.numbers
        }
    return state.in_force[day]


def _versions(state: SearchState, day: str) -> Iterator[tuple[VersionRecord, bool]]:
    catalogue, lives = state.store.catalogue(), WorkLives.of_all(state.snapshot)
    for work in {work.uri: work for work, _ in state.index.records.values()}.values():
        if lives.on(work, day).end is not None:
            continue
        linked = state.successors(work) or predecessors(catalogue, work)
        try:
            found = _linked(state, work, day) if linked else _alone(state, work, day)
        except NotFoundError:  # none was
            continue
        candidates = [replace(found, notes=(), others=()), *found.others]
        for one in candidates:
            if one.work_uri == work.uri:
                yield one, len(candidates) > 1


def _linked(state: SearchState, work: WorkRecord, day: str) -> VersionRecord:
    """The version in force of a work that replaced others or was replaced."""
    return version_in_force(state.snapshot, Name(work=work.uri, in_force_on=day))[0]


def _alone(state: SearchState, work: WorkRecord, day: str) -> VersionRecord:
    """The version in force of a work that stands by itself."""
    begins = state.read_begins()
    return own_version_in_force(
        work,
        day,
        lambda version: begins[version][0 if (version.date or "") > day else 1],
    )


MOST = 1_000
"""Hits that are given at once."""

AROUND = 60
"""Characters of a snippet before the first stretch that the query names; behind it twice as many.
"""

ALL = SearchOptions()

_CURSOR = re.compile(r"(?P<first>\d{1,9})-(?P<tip>[0-9a-f]{12})")
"""For example: 20-0123456789ab"""


def prepare_search(session: Session) -> str:
    """Bring the index to the present commit, and give that.

    Raises what `Repository.open` and `current_index` raise.
    """
    with search_state(session) as state:
        return state.tip


def search(
    query: str, session: Session, options: SearchOptions = ALL, *, compare: bool = False
) -> SearchResult:
    """The hits of a query among the stored versions that the options choose.

    What became of a hit in an older version follows from the stored steps between versions; with
    `compare` versions that nobody compared yet are compared now, which may take seconds.

    Raises `BadQueryError`, `UsageError` for options that cannot be, and what `Repository.open` and
    `Repository.find` raise.
    """
    try:
        return _answer(query, session, options, compare=compare)
    except DamagedIndexError:  # it is made again
        return _answer(query, session, options, compare=compare)


def _answer(query: str, session: Session, options: SearchOptions, *, compare: bool) -> SearchResult:
    condition, cursor = parse_query(query), _read_cursor(options.after)
    if not 1 <= options.limit <= MOST:
        raise UsageError(Message("a limit is between 1 and {most} hits", most=MOST))
    with search_state(session) as state:
        chosen = _chosen(state, options)
        found = state.index.find(condition, chosen, cursor.first, options.limit + 1)
        texts = found.texts[: options.limit]
        unread = tuple(
            (state.index.records[number][1].name, reason)
            for number, reason in sorted(state.index.unread.items())
            if chosen is None or number in chosen
        )
        shown = _Shown(
            state=state,
            phrases=wanted(condition),
            on=options.on,
            day=options.on or session.today or state.store.day(),
            compare=compare,
        )
        hits = shown.hits(texts)
        faults = {hit.uri: state.faults[hit.uri] for hit in hits if hit.uri in state.faults}
        return SearchResult(
            query=query,
            options=options,
            hits=hits,
            count=found.count,
            more=found.more,
            texts=len(state.index.versions if chosen is None else chosen) - len(unread),
            first=cursor.first,
            next=f"{cursor.first + len(texts)}-{state.tip[:12]}" if found.texts != texts else None,
            unread=(*unread, *state.store.catalogue().unread_works().items()),
            notes=(*_notes(state, cursor), *faults.values()),
        )


@dataclass(frozen=True, slots=True)
class _Cursor:
    """The end of an earlier answer: how many hits were given, and of which commit."""

    first: int = 0
    tip: str | None = None


def _read_cursor(after: str | None) -> _Cursor:
    if after is None:
        return _Cursor()
    found = _CURSOR.fullmatch(after)
    if found is None:
        raise UsageError(
            Message("“{after}” is not where an earlier answer ended", after=after[:40])
        )
    return _Cursor(int(found["first"]), found["tip"])


def _notes(state: SearchState, cursor: _Cursor) -> Iterator[Message]:
    if cursor.tip is not None and not state.tip.startswith(cursor.tip):
        yield Message(
            "the repository has changed since the hits before these: some may be missing, or come twice"
        )
    if not state.index.stored:
        yield Message(
            "the index of the search could not be stored: the next search reads all texts again"
        )


def _chosen(state: SearchState, options: SearchOptions) -> frozenset[int] | None:
    """The numbers of the versions that the options choose; None for all."""
    filters = (options.works, options.kinds, options.authorities, options.on)
    if not any(filters) and not options.newest:
        return None
    works = {state.store.find(name).uri for name in options.works}
    bodies = tuple(map(fold, options.authorities))
    days = None if options.on is None else in_force_on(state, options.on)
    return frozenset(
        number
        for number, (work, version) in state.index.records.items()
        if (not works or work.uri in works)
        and (not options.kinds or work.kind in options.kinds)
        and (not bodies or any(body in state.index.authorities[number] for body in bodies))
        and (days is None or number in days)
        and (not options.newest or version == work.versions[-1])
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """The hits of one answer."""

    state: SearchState
    phrases: tuple[str, ...]
    on: str | None
    day: str
    compare: bool

    def hits(self, texts: Sequence[tuple[int, SearchText]]) -> tuple[SearchHit, ...]:
        """The hits of texts, each with the number of its version."""
        self.state.read_facts(number for number, _ in texts)
        return tuple(self._hit(number, text) for number, text in texts)

    def _hit(self, number: int, text: SearchText) -> SearchHit:
        work, version = self.state.index.records[number]
        facts, sha256 = self.state.facts[number]
        spans = find_spans(text.text, self.phrases)
        begin, end = _window(text.text, spans)
        days = {} if self.on is None else in_force_on(self.state, self.on)
        return SearchHit(
            title=version.title,
            uri=work.uri,
            slug=work.slug,
            kind=work.kind,
            version=facts,
            sha256=sha256,
            part=text.part,
            eid=text.eid,
            number=text.number,
            heading=text.heading,
            snippet=text.text[begin:end],
            begin=begin,
            length=len(text.text),
            spans=spans,
            newest=version == work.versions[-1],
            became=find_outcome(self.state, number, text, compare=self.compare),
            status=self.state.lives.status(work, self.day),
            presumed=days.get(number, False),
        )


def _window(text: str, spans: tuple[Span, ...]) -> tuple[int, int]:
    """The stretch of a text that is shown: that around the first of the spans."""
    first = spans[0] if spans else (0, 0)
    begin = 0 if first[0] <= 2 * AROUND else first[0] - AROUND
    return begin, min(len(text), max(first[1], begin + AROUND) + 2 * AROUND)
