"""Works and their versions, for an assistant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policydiff.mcp.answers import Findings, QuotedRow
from policydiff.mcp.provenance import Provenance, Provenances, provenance_of
from policydiff.messages import Message
from policydiff.model.history import version_facts
from policydiff.model.names import UNDATED, parse_name
from policydiff.model.work_life import WorkStatus
from policydiff.report.versions import deciding_word
from policydiff.works.entry_into_force import DaysOfForce
from policydiff.works.finding import FoundWork, WorkMatch, find_works
from policydiff.works.life import WorkLives
from policydiff.works.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow(QuotedRow):
    """One work: its names, how it was matched, and the newest of its versions.

    `match` is "name" (a title, alias, slug or URI), "short form" (an abbreviation of one), "part"
    (the words stand in a title), or null where all works are listed. `status` is what the stored
    texts state of its end: "repealed", "expired" … with the day and the source, or "none".
    """

    title: str
    uri: str
    slug: str
    kind: str
    stage: str | None
    jurisdiction: str
    other_titles: tuple[str, ...]
    aliases: tuple[str, ...]
    match: WorkMatch | None
    status: dict[str, Any]
    versions: int
    newest: Provenance | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow(QuotedRow):
    """One version of a work.

    `decision` is the title of the act that made it, null where it is unknown.
    """

    source: Provenance
    articles: int
    decision: str | None


def list_found_works(session: Session, name: str | None, kind: str | None) -> Findings[WorkRow]:
    """The works of a name, of a kind, or all. Raises `AmbiguousNameError`."""
    store = session.store()
    found, origins = find_works(store, name, kind), Provenances.of(store)
    lives, day = WorkLives(store), session.today or store.day()

    def row(index: int) -> WorkRow:
        one = found.works[index]
        return _work_row(one, origins, lives.status(one.work, day))

    unnamed = () if name is not None else (_UNNAMED if kind is None else _UNNAMED_KIND,)
    return Findings(total=len(found.works), row=row, nothing=found.nothing, notes=unnamed)


_UNNAMED = Message("no name was given: all works are listed")
_UNNAMED_KIND = Message("no name was given: all works of this kind are listed")


def _work_row(found: FoundWork, origins: Provenances, status: WorkStatus) -> WorkRow:
    work = found.work
    newest = work.versions[-1] if work.versions else None
    source = None if newest is None else origins.find(work.uri, newest.date)
    return WorkRow(
        title=work.title,
        uri=work.uri,
        slug=work.slug,
        kind=work.kind,
        stage=work.stage,
        jurisdiction=work.jurisdiction,
        other_titles=work.other_titles,
        aliases=work.aliases,
        match=found.match,
        status=status.to_dict(),
        versions=len(work.versions),
        newest=source,
        **({} if source is None else source.cite()),
    )


def list_all_versions(session: Session, name: str) -> Findings[VersionRow]:
    """The versions of a work, the newest first.

    Raises `NoSuchWorkError`, `AmbiguousNameError`, `BadNameError`.
    """
    store = session.store()
    work = store.find(parse_name(name).work)
    days, versions = DaysOfForce(store), work.versions[::-1]

    def row(index: int) -> VersionRow:
        version = versions[index]
        document = days.document(work, version)
        facts = version_facts(document, version.date or UNDATED, days.decision(work, version))
        source = provenance_of(document, store=store)
        return VersionRow(
            **source.cite(),
            source=source,
            articles=len(document.articles),
            decision=deciding_word(facts) or None,
        )

    return Findings(
        total=len(versions),
        row=row,
        nothing=Message("no version of {title} is stored", title=work.title),
        notes=tuple(
            Message("{title}: {status}", title=work.title, status=message)
            for message in WorkLives(store).status(work, session.today or store.day()).messages
        ),
    )
