"""Citations: those of a text, those of others to it, and the way to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from policydiff.citing.actions.cites import Question, cites
from policydiff.citing.actions.citing import FollowedCitation, citing_on_day, follow_citation
from policydiff.citing.report.lines import WORDS as LINE_WORDS
from policydiff.citing.report.lines import cited_word, outcome_word, summary
from policydiff.errors import NotFoundError
from policydiff.library.actions.reading import VersionReading, read_version
from policydiff.library.screens.stored_texts import PlacesHtml, choose_work, day_of, reading_of
from policydiff.library.screens.version import PreviewHtml, bars_of
from policydiff.locale import Labels
from policydiff.messages import Message
from policydiff.model.cited import Citations, CitingPlace, CrossCitation
from policydiff.model.names import UNDATED
from policydiff.report.citations import quoted
from policydiff.report.html.environment import HtmlPage
from policydiff.store.records.catalogue import Catalogue
from policydiff.web.addresses import part_address, slug_of
from policydiff.web.answers import Endpoint, html, onward
from policydiff.web.frame import Frame
from policydiff.web.visit import Visit

WORDS = Labels(
    "citations of the page",
    {
        "cites": "What this text cites",
        "cited": "Who cites it",
        "citing": "Citing text",
        "place": "Place",
        "words": "Words",
        "leads": "Leads to",
        "found": "Found",
        "none": "No citation of another text was found.",
        "none-cited": "No citation of it was found.",
        "read-cited": "All stored versions of each text were read; each is listed with its date.",
        "read-cited-day": "Read: all stored versions of each text. Listed: those that were, or may have been, in force on {day}.",
        "unread": "Not read: {name}: {reason}",
        "unknown": "This text is not in the library.",
        "several": "Several stored texts have this title.",
        "nowhere": "The text is in the library, but it has no such provision.",
        "not-stored": "The part of the text that is cited is not stored.",
        "presumed": "Which of these texts was in force on the day of the citing text is not known.",
        "in": "in {text}",
        "all": "All citations of the text",
    },
)

_STATUS = {
    "unknown work": "unknown",
    "ambiguous work": "several",
    "dangling": "nowhere",
    "not stored": "not-stored",
}


class NoSuchCitationError(NotFoundError):
    """A text has no citation of this number."""

    def __init__(self, number: str, count: int) -> None:
        """`count` is how many it has."""
        super().__init__(
            Message(
                "the text has no citation of other texts with the number {number}; it has {count}",
                number=number,
                count=count,
            )
        )


def lead_on(visit: Visit) -> Response:
    """Go to the place that a citation means, or show why there is none."""
    read = reading_of(visit, visit.session.at_present().store())
    number = visit.path["number"]
    place = int(number) - 1 if number.isdecimal() and len(number) < 7 else -1
    if not 0 <= place < len(read.mentions):
        raise NoSuchCitationError(number, len(read.mentions))
    followed = follow_citation(read.store, read.mentions[place], visit.day)
    cited = followed.citation.cited
    resolved = followed.citation.status == "resolved" and followed.work is not None
    if "preview" in visit.query:
        return _preview(visit, read, followed)
    if (
        resolved
        and followed.work is not None
        and not (cited and cited.presumed)
        and not followed.notes
    ):
        slug = slug_of(read.store.catalogue(), followed.work)
        return onward(
            part_address(slug, followed.date) + (f"#{followed.eid}" if followed.eid else "")
        )
    return _unresolved(visit, read, followed)


def _preview(visit: Visit, read: VersionReading, followed: FollowedCitation) -> Response:
    words = WORDS[visit.language]
    notes = [visit.words(note) for note in followed.notes]
    bars: list[tuple[str, str, str, str]] = []
    citation, lines = quoted(followed.citation.mention.name or ""), []
    if followed.citation.status in _STATUS:
        notes.append(words[_STATUS[followed.citation.status]])
    elif followed.work is not None:
        version = read.store.version(followed.work, followed.date or UNDATED)
        there = read_version(read.store, followed.work, version, day_of(visit))
        citation, bars = there.citation(followed.eid), bars_of(visit, there)
        lines = [] if followed.text is None else followed.text.split("\n")
    if followed.citation.cited is not None and followed.citation.cited.presumed:
        notes.append(words["presumed"])
    page = PreviewHtml(title=citation, citation=citation, notes=notes, bars=bars, lines=lines)
    return html(visit, page, shell=page.template)


def _unresolved(visit: Visit, read: VersionReading, followed: FollowedCitation) -> Response:
    words, catalogue = WORDS[visit.language], read.store.catalogue()
    mention, cited = followed.citation.mention, followed.citation.cited
    why = [visit.words(note) for note in followed.notes]
    places: list[tuple[str, str, str]] = []
    if followed.citation.status in _STATUS:
        why.insert(0, words[_STATUS[followed.citation.status]])
    if cited is not None and followed.work is not None:
        dates = cited.candidates or (followed.date,)
        why += [words["presumed"]] if cited.presumed else []
        end = f"#{followed.eid}" if followed.eid and not cited.presumed else ""
        places = [
            (
                f"{quoted(cited.title)} {date or UNDATED} {followed.number or ''}".strip(),
                part_address(slug_of(catalogue, followed.work), date) + end,
                "",
            )
            for date in dates
        ]
    elif followed.citation.status == "ambiguous work":
        works = catalogue.named(mention.name or "")
        places = [(work.title, f"/works/{slug_of(catalogue, work)}", work.uri) for work in works]
    around = words["in"].format(text=f"{quoted(read.document.title)}{mention.place.number}")
    page = PlacesHtml(
        title=f"{mention.place.text} {around}",
        places=places,
        why=" ".join(why),
        search=(
            part_address(slug_of(catalogue, read.work), read.version.date, "cites"),
            words["all"],
        ),
    )
    status = 404 if followed.citation.status in ("unknown work", "dangling", "not stored") else 300
    return html(visit, page, status=status if not followed.notes else 200)


def show_cites(visit: Visit) -> Response:
    """The citations in a version, as ``policydiff cites --from`` lists them."""
    session = visit.session.at_present()
    read = reading_of(visit, session.store())
    source = f"{read.work.uri}@{read.version.date or UNDATED}"
    citations = visit.state.results.get(
        ("cites", read.store.tip, source), lambda: cites(Question(source=source), session)
    )
    return _list(visit, read, citations, "cites", read.citation())


def show_cited(visit: Visit) -> Response:
    """The citations of a version or a provision, as by ``policydiff cites``.

    All stored versions of the citing texts are read, with a day of reading those in force then.
    """
    session, provision = visit.session.at_present(), visit.asked("provision")
    read = reading_of(visit, session.store())
    newest = read.version == read.work.versions[-1]
    named = read.work.uri + ("" if newest else f"@{read.version.date or UNDATED}")
    asked = f"{named}#{provision}" if provision else named
    question = Question(cited=asked, every_version=True)
    citations = visit.state.results.get(
        ("cited", read.store.tip, asked), lambda: cites(question, session)
    )
    if visit.day:
        citations = citing_on_day(citations, read.store, visit.day)
    return _list(visit, read, citations, "cited", read.citation(provision or None))


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationLine:
    """A citation, the address of its place and that `to` which it leads."""

    text: str
    address: str
    place: str
    words: str
    cited: str
    to: str
    found: str
    lost: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationsHtml(HtmlPage):
    """The citations in a text, or with the key ``cited`` those of it."""

    template: str = "citations.html.j2"
    words: Mapping[str, str]
    key: str
    citation: str
    address: str
    summary: str
    notes: Sequence[str]
    rows: Sequence[CitationLine]


def _list(
    visit: Visit, read: VersionReading, citations: Citations, key: str, citation: str
) -> Response:
    words, catalogue = WORDS[visit.language], read.store.catalogue()
    lines = LINE_WORDS[visit.language]
    page = CitationsHtml(
        title=f"{citation} · {words[key]}",
        words=words,
        key=key,
        citation=citation,
        address=part_address(slug_of(catalogue, read.work), read.version.date),
        summary=summary(citations, visit.language),
        notes=[
            *_scope(visit, key),
            *(visit.words(note) for note in citations.notes),
            *(words["unread"].format(name=name, reason=why) for name, why in citations.unread),
        ],
        rows=[
            CitationLine(
                text=f"{one.mention.place.title} {one.mention.place.date or UNDATED}",
                address=_from(catalogue, one.mention.place),
                place=one.mention.place.number,
                words=one.mention.place.text,
                cited=cited_word(one, lines),
                to=_to(catalogue, one),
                found=outcome_word(one, visit.language),
                lost=one.status != "resolved"
                or one.ended is not None
                or one.cited is None
                or one.cited.part is not None,
            )
            for one in citations.citations
        ],
    )
    return html(visit, page, frame=Frame(styles=("read.css",)))


def _scope(visit: Visit, key: str) -> tuple[str, ...]:
    if key != "cited":
        return ()
    words = WORDS[visit.language]
    return (words["read-cited-day"].format(day=visit.day) if visit.day else words["read-cited"],)


def _from(catalogue: Catalogue, place: CitingPlace) -> str:
    work = catalogue.by_uri(place.uri or "")
    if work is None:
        return ""
    return part_address(slug_of(catalogue, work), place.date) + (
        f"#{place.eid}" if place.eid else ""
    )


def _to(catalogue: Catalogue, citation: CrossCitation) -> str:
    work = None if citation.cited is None else catalogue.by_uri(citation.cited.uri)
    if work is None or citation.cited is None:
        return ""
    end = f"#{citation.cited.eid}" if citation.cited.eid else ""
    return part_address(slug_of(catalogue, work), citation.cited.date) + end


SCREENS = (
    Endpoint(path="/works/{slug}/{date}/cites", answer=show_cites, refuse=choose_work),
    Endpoint(path="/works/{slug}/{date}/cited", answer=show_cited, refuse=choose_work),
    Endpoint(path="/works/{slug}/{date}/cites/{number}", answer=lead_on, refuse=choose_work),
)
