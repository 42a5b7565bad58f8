"""Hits of the full-text search, for an assistant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from policydiff.locale import translate
from policydiff.mcp.answers import Answer, AnswerStatus
from policydiff.mcp.provenance import Provenance, Provenances
from policydiff.messages import Message
from policydiff.model.cited import Outcome
from policydiff.reading.load import check_date
from policydiff.searching.actions.search import search
from policydiff.searching.engine.hits import HitPart, SearchHit, SearchOptions, SearchResult
from policydiff.searching.report.words import none_words
from policydiff.works.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow:
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
    found, language = search(query, session, options), session.language
    origins = Provenances.of(session.store())
    status: AnswerStatus = "found"
    if not found.count:
        status = "unavailable" if found.unread else "not found"
    return Answer(
        status=status,
        reason=none_words(found, language) or None,
        total=found.count,
        rows=tuple(_hit_row(hit, origins) for hit in found.hits),
        next_cursor=found.next,
        counts={"texts_searched": found.texts},
        notes=tuple(translate(note, language) for note in _notes(found)),
    )


def _notes(found: SearchResult) -> tuple[Message, ...]:
    more = Message("there are more than {count} hits; name more words", count=found.count)
    unread = (Message("{name}: {why}", name=name, why=reason) for name, reason in found.unread)
    return (*found.notes, *((more,) if found.more else ()), *unread)


def _hit_row(hit: SearchHit, origins: Provenances) -> HitRow:
    origin, became = origins.find(hit.uri, hit.version.date), hit.became
    return HitRow(
        source=None if origin is None else replace(origin, presumed=hit.presumed),
        version=f"{hit.title}@{hit.version.name}",
        provision=hit.number or None,
        eid=hit.eid,
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
