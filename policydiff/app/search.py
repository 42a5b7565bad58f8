"""search: the provisions of all stored versions in which words stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policydiff.app.force import DaysOfForce
from policydiff.app.search_texts import read_texts
from policydiff.app.session import Session
from policydiff.errors import UsageError
from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.model.history import version_facts
from policydiff.model.names import UNDATED
from policydiff.model.search import COUNTED, SearchHit, SearchOptions, SearchResult, SearchText
from policydiff.model.search_query import Condition, find_spans, fold, holds, parse_query, wanted
from policydiff.store.records import VersionRecord, WorkRecord

MOST = 1_000
"""Hits that are given at once."""

AROUND = 60
"""Characters of a snippet before the first stretch that the query names, and behind it."""

ALL = SearchOptions()


def search(query: str, session: Session, options: SearchOptions = ALL) -> SearchResult:
    """The hits of a query among the stored versions that the options choose.

    Raises `BadQueryError`, `UsageError` for options that cannot be, and what `Repository.open` and
    `Repository.find` raise.
    """
    condition, first = parse_query(query), _first(options)
    if not 1 <= options.limit <= MOST:
        raise UsageError(Message("a limit is between 1 and {most} hits", most=MOST))
    store = session.store()
    works = {work.uri: work for work in store.works()}
    found = list(_scan(condition, session, works.values(), options))
    shown = found[first : first + options.limit]
    last = first + len(shown)
    return SearchResult(
        query=query,
        options=options,
        hits=tuple(_hit(one, condition, session) for one in shown),
        count=min(len(found), COUNTED),
        more=len(found) > COUNTED,
        texts=sum(len(work.versions) for work in works.values()),
        first=first,
        next=str(last) if last < len(found) else None,
    )


def _first(options: SearchOptions) -> int:
    after = options.after or "0"
    if not (after.isascii() and after.isdecimal() and len(after) < 10):
        raise UsageError(Message("“{after}” is not the end of an earlier answer", after=after[:40]))
    return int(after)


@dataclass(frozen=True, slots=True)
class _Match:
    work: WorkRecord
    version: VersionRecord
    document: Document
    text: SearchText


def _scan(
    condition: Condition, session: Session, works: Iterable[WorkRecord], options: SearchOptions
) -> Iterator[_Match]:
    for work in works:
        if options.kinds and work.kind not in options.kinds:
            continue
        versions = work.versions[-1:] if options.newest else work.versions
        for version, document in session.store().load_many(versions):
            if isinstance(document, Document):
                for text in read_texts(document):
                    if holds(condition, fold(text.text)):
                        yield _Match(work, version, document, text)


def _hit(match: _Match, condition: Condition, session: Session) -> SearchHit:
    work, version, text = match.work, match.version, match.text
    spans = find_spans(text.text, wanted(condition))
    begin, end = _window(text.text, spans)
    document = DaysOfForce(session.store()).with_day(work, version, match.document)
    return SearchHit(
        title=version.title,
        uri=work.uri,
        slug=work.slug,
        kind=work.kind,
        version=version_facts(document, version.date or UNDATED),
        sha256=document.source_sha256,
        part=text.part,
        eid=text.eid,
        number=text.number,
        heading=text.heading,
        snippet=text.text[begin:end],
        begin=begin,
        length=len(text.text),
        spans=spans,
        newest=version == work.versions[-1],
    )


def _window(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """The stretch of a text that is shown: that around the first of the spans."""
    first = spans[0] if spans else (0, 0)
    begin = 0 if first[0] <= 2 * AROUND else first[0] - AROUND
    return begin, min(len(text), max(first[1], begin + AROUND) + 2 * AROUND)
