"""Citations across the library, for an assistant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from policydiff.citing.actions.cites import Question, cites
from policydiff.library.tools.reading import named
from policydiff.mcp.answers import Findings, QuotedRow
from policydiff.mcp.provenance import Provenance, Provenances
from policydiff.messages import Message
from policydiff.model.cited import Basis, CitationStatus, CitedPlace, CrossCitation, Outcome
from policydiff.model.names import UNDATED
from policydiff.works.session import Session

AROUND = 300
"""Characters of the paragraph around a citation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRow(QuotedRow):
    """One citation: where it stands, what it means, and what became of that.

    `paragraph` is the stretch of its paragraph around it, as `printed` stands in it.
    `cited_version_is` states why that version of the cited work is meant: it was "in force" on the
    day of the citing text, and so on. `candidates` are the dates of the versions of which any may
    be meant. `doubt` says why the citation leads to `cited_provision` only with a doubt: that has
    no such 款 or 项. `outcome` is the fate of the cited provision in the newest version, which stands
    there as `now`; null where it was not looked up. `cited_ended` states how the cited work, or the
    part of it, has ended, `cited_ended_on` since when: do not present it as law that applies; null
    where no stored text ends it. `rests_on_ended` is true where the citing text was made on its
    ground and no stored text ends that. `replaced_by` is the work that took the place of the cited
    one.
    """

    citing: Provenance | None
    citing_version: str
    citing_provision: str | None
    citing_eid: str | None
    printed: str
    paragraph: str
    status: CitationStatus
    cited_name: str | None
    cited: Provenance | None
    cited_provision: str | None
    cited_eid: str | None
    cited_until: str | None
    doubt: str | None
    cited_ended: str | None
    cited_ended_on: str | None
    cited_version_is: Basis | None
    candidates: tuple[str | None, ...]
    outcome: Outcome | None
    now: tuple[str, ...]
    rests_on_ended: bool
    replaced_by: str | None
    outdated: bool


def find(
    session: Session,
    version: str,
    provision: str | None,
    *,
    direction: Literal["to", "from"],
    only_outdated: bool,
) -> Findings[CitationRow]:
    """The citations to a work or provision, or in a text; raises what `cites` raises."""
    name = named(version, provision)
    asked = Question(cited=name) if direction == "to" else Question(source=name)
    citations = cites(asked, session)
    chosen = [
        citation for citation in citations.citations if citation.outdated or not only_outdated
    ]
    origins = Provenances.of(session.store())
    unread = (Message("{name}: {why}", name=one, why=reason) for one, reason in citations.unread)
    return Findings(
        total=len(chosen),
        row=lambda place: _citation_row(chosen[place], origins),
        nothing=Message("no stored text has such a citation"),
        unread=bool(citations.unread),
        counts={"texts_read": citations.texts, "citations": len(citations.citations)},
        notes=(*citations.notes, *unread),
    )


def _citation_row(citation: CrossCitation, origins: Provenances) -> CitationRow:
    place, cited, became = citation.mention.place, citation.cited, citation.became
    begin = max(0, place.at - AROUND // 2)
    citing = None if place.uri is None else origins.find(place.uri, place.date)
    return CitationRow(
        **({} if citing is None else citing.cite(place.number, place.eid)),
        citing=citing,
        citing_version=f"{place.title}@{place.date or UNDATED}",
        citing_provision=place.number or None,
        citing_eid=place.eid,
        printed=place.text,
        paragraph=place.around[begin : begin + AROUND],
        status=citation.status,
        cited_name=citation.mention.name,
        cited=None if cited is None else _cited(cited, origins),
        cited_provision=None if cited is None else cited.number,
        cited_eid=None if cited is None else cited.eid,
        cited_until=None if cited is None else cited.end_number,
        doubt=None if cited is None else cited.doubt,
        cited_ended=None if citation.ended is None else str(citation.ended.message),
        cited_ended_on=None if citation.ended is None else citation.ended.day,
        cited_version_is=None if cited is None else cited.basis,
        candidates=() if cited is None else cited.candidates,
        outcome=None if became is None else became.outcome,
        now=() if became is None else tuple(number for _, number in became.now),
        rests_on_ended=citation.ground,
        replaced_by=None if citation.replaced is None else citation.replaced.title,
        outdated=citation.outdated,
    )


def _cited(cited: CitedPlace, origins: Provenances) -> Provenance | None:
    provenance = origins.find(cited.uri, cited.date)
    return None if provenance is None else replace(provenance, presumed=cited.presumed)
