"""search: the provisions of all stored versions in which words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policydiff.errors import NotFoundError, PolicyDiffError, UsageError
from policydiff.library.report.facets import fits
from policydiff.messages import Message
from policydiff.model.cited import Became, Outcome
from policydiff.model.comparison import Span
from policydiff.model.lineage import LineageStep, Origin
from policydiff.model.names import Name
from policydiff.searching.actions.state import SearchState, search_state
from policydiff.searching.engine.hits import SearchHit, SearchOptions, SearchResult, SearchText
from policydiff.searching.engine.query import find_spans, fold, parse_query, wanted
from policydiff.searching.index.index import DamagedIndexError
from policydiff.store.records.succession import predecessors
from policydiff.store.records.versions import version_in_force as own_version_in_force
from policydiff.store.records.works import VersionRecord, WorkRecord
from policydiff.works.life import WorkLives
from policydiff.works.lineage import Traced, stored_steps, trace_work
from policydiff.works.session import Session
from policydiff.works.succession import version_in_force

_DIVIDED: tuple[Outcome, ...] = ("split", "merged", "regrouped")
"""What happens to clauses that have no single successor of their own."""


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
    `compare` versions that nobody compared yet are compared now, which may take seconds. Raises
    `BadQueryError`, `UsageError` for options that cannot be, and what `Repository.open` and
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
        day = options.on or session.today or state.store.day()
        chosen = chosen_versions(state, options, day)
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
            day=day,
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


def chosen_versions(state: SearchState, options: SearchOptions, day: str) -> frozenset[int] | None:
    """The numbers of the versions that the options choose on a day; None for all."""
    filters = (options.works, options.kinds, options.authorities, options.on)
    facets = {"maker": options.makers, "year": options.years, "state": options.states}
    if not any(filters) and not any(facets.values()) and not options.newest:
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
        and (not any(facets.values()) or fits(state.facet_values(day).get(number, {}), facets))
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
            address=self.state.store.catalogue().address(work),
        )


def _window(text: str, spans: tuple[Span, ...]) -> tuple[int, int]:
    """The stretch of a text that is shown: that around the first of the spans."""
    first = spans[0] if spans else (0, 0)
    begin = 0 if first[0] <= 2 * AROUND else first[0] - AROUND
    return begin, min(len(text), max(first[1], begin + AROUND) + 2 * AROUND)


def find_outcome(
    state: SearchState, number: int, text: SearchText, *, compare: bool
) -> Became | None:
    """The fate of a text of an older version in the newest one of its work.

    It is unchanged, or has another number, where the same words stand in one place of both
    versions; else the steps between the versions lead there. None in the newest version, and where
    the text cannot be followed: it has no place of its own, or the versions were not compared yet
    and shall not be now (`compare`).
    """
    work, version = state.index.records[number]
    newest = work.versions[-1]
    if version == newest or text.eid is None:
        return None
    texts = state.index.texts_of(state.numbers[newest])
    own = state.index.texts_of(number)
    same = [one for one in texts if _reads_as(one, text)]
    if len(same) == 1 and sum(_reads_as(one, text) for one in own) == 1:
        moved = same[0].number != text.number
        return Became(
            date=newest.date,
            outcome="renumbered" if moved else "unchanged",
            now=_places(same),
        )
    if sum(one.eid == text.eid for one in own) > 1:
        return None
    steps = _steps(state, work, compare=compare)
    return None if steps is None else _followed(steps, work, version, text, texts)


def _reads_as(one: SearchText, other: SearchText) -> bool:
    return (one.part, one.heading, one.text) == (other.part, other.heading, other.text)


def _steps(
    state: SearchState, work: WorkRecord, *, compare: bool
) -> tuple[LineageStep, ...] | None:
    if state.steps.get(work.uri) is None and work.uri not in state.faults:
        try:
            found = stored_steps(state.store, work)
            if found is None and compare:
                found = _whole_steps(trace_work(state.store, work), work)
            state.steps[work.uri] = found
        except PolicyDiffError as error:  # what became of a clause is not known then
            state.faults[work.uri] = error.message
    return state.steps.get(work.uri)


def _whole_steps(traced: Traced, work: WorkRecord) -> tuple[LineageStep, ...] | None:
    """The steps between all versions; None where one cannot be read."""
    return traced.lineage.steps if traced.work == work else None


def _followed(
    steps: tuple[LineageStep, ...],
    work: WorkRecord,
    version: VersionRecord,
    text: SearchText,
    texts: tuple[SearchText, ...],
) -> Became | None:
    """The outcome that the steps from a version to the newest lead to."""
    eids: set[str] = {text.eid or ""}
    path: list[Origin] = []
    for step in steps[work.versions.index(version) :]:
        origins = [one for one in step.origins if not eids.isdisjoint(one.left)]
        path += origins
        eids = {one.eid for one in origins}
    now = tuple(one for one in texts if any(_holds(one, eid) for eid in eids))
    if eids and not now:  # it stands in what is no text of its own
        return None
    return Became(
        date=work.versions[-1].date,
        outcome=_outcome(path, now, text),
        now=_places(now),
        reworded=bool(now) and (len(now) > 1 or not _reads_as(now[0], text)),
        explained=all(one.kind == "unchanged" or one.explained for one in path),
    )


def _holds(text: SearchText, eid: str) -> bool:
    """True where a text is the part of this eId, or holds it."""
    return text.eid is not None and (eid == text.eid or eid.startswith(f"{text.eid}__"))


def _outcome(path: Sequence[Origin], now: Sequence[SearchText], text: SearchText) -> Outcome:
    if not now:
        return "removed"
    kinds = {one.kind for one in path}
    parted = next((one for one in _DIVIDED if one in kinds), None)
    if parted is not None:
        return parted
    if now[0].number != text.number:
        return "renumbered"
    return "unchanged" if _reads_as(now[0], text) else "reworded"


def _places(texts: Sequence[SearchText]) -> tuple[tuple[str, str], ...]:
    return tuple((one.eid, one.number) for one in texts if one.eid is not None)
