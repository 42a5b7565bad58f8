"""Hits of the full-text search, for an assistant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate, takewhile
from typing import Any

from policydiff.mcp.answers import (
    ROOM,
    Answer,
    AnswerStatus,
    QuotedRow,
    fitted,
    make_answer,
    sent_size,
)
from policydiff.mcp.provenance import Provenance, Provenances
from policydiff.messages import Message
from policydiff.model.cited import Outcome
from policydiff.reading.load import check_date
from policydiff.searching.actions.search import search
from policydiff.searching.engine.hits import HitPart, SearchHit, SearchOptions, SearchResult
from policydiff.searching.report.words import none_words
from policydiff.works.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow(QuotedRow):
    """An article in which the words stand, or a block outside of articles.

    `snippet` begins at `begin` of the `characters` of its text. `newest` is true in the newest
    version of its work; elsewhere `outcome` is the fate of the clause in the newest, which stands
    there as `now`, null where it is not known. `status` is that of the work on the
    day `on`, today without one: a hit of an ended work applies no longer.
    """

    source: Provenance | None
    version: str
    provision: str | None
    eid: str | None
    part: HitPart
    heading: str | None
    snippet: str
    begin: int
    characters: int
    newest: bool
    outcome: Outcome | None
    now: tuple[str, ...]
    status: dict[str, Any]


def search_page(session: Session, query: str, options: SearchOptions) -> Answer[HitRow]:
    """One page of hits. Raises what `search` raises, and `BadFactError`."""
    if options.on is not None:
        check_date("on", options.on)
    origins = Provenances.of(session.store())
    found = search(query, session, options)
    rows = tuple(fitted(_hit_row(hit, origins)) for hit in found.hits)
    sums = accumulate(map(sent_size, rows))
    room = sum(1 for _ in takewhile(lambda size: size <= ROOM, sums))
    if room < len(rows):
        found = search(query, session, replace(options, limit=room))
    status: AnswerStatus = "found"
    if not found.count:
        status = "unavailable" if found.unread else "not found"
    none = none_words(found, session.language)
    return make_answer(
        session.language,
        status=status,
        reason=Message.foreign(none) if none else None,
        total=found.count,
        rows=rows[:room],
        next_cursor=found.next,
        counts={"texts_searched": found.texts},
        notes=tuple(_notes(found)),
    )


def _notes(found: SearchResult) -> tuple[Message, ...]:
    more = Message("there are more than {count} hits; name more words", count=found.count)
    unread = (Message("{name}: {why}", name=name, why=reason) for name, reason in found.unread)
    return (*found.notes, *((more,) if found.more else ()), *unread)


def _hit_row(hit: SearchHit, origins: Provenances) -> HitRow:
    origin, became = origins.find(hit.uri, hit.version.date), hit.became
    return HitRow(
        source=None if origin is None else replace(origin, presumed=hit.presumed),
        citation=None if origin is None else origin.cite(hit.number)["citation"],
        version=f"{hit.title}@{hit.version.name}",
        provision=hit.number or None,
        eid=hit.eid,
        url=hit.url,
        part=hit.part,
        heading=hit.heading,
        snippet=hit.snippet,
        begin=hit.begin,
        characters=hit.length,
        newest=hit.newest,
        outcome=None if became is None else became.outcome,
        now=() if became is None else tuple(number for _, number in became.now),
        status=hit.status.to_dict(),
    )
