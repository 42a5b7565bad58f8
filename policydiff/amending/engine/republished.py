"""Republished texts, matched with the steps of a chain by date or content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from policydiff.amending.engine.reading.quoted_words import level
from policydiff.errors import InputError
from policydiff.messages import Message
from policydiff.model.document import Document, lines_in

MatchedBy = Literal["date", "text", "place"]
_NEVER = "9999-12-31"

LEAST_LIKENESS = 0.5
"""A text that has less than this in common with every outcome is one of another work."""


class UnmatchedTextError(InputError):
    """A republished text belongs to no step, or to one that has another already."""

    def __init__(self, text: Document, taken: Document | None = None) -> None:
        """`taken` is the text that the step has, None where no step is like the text."""
        what = f"{text.title} ({text.version_date or 'its date is unknown'})"
        why = (
            Message("no decision of the chain leads to a text like it")
            if taken is None
            else Message("its step has another text already: {name}", name=_name(taken))
        )
        super().__init__(
            Message(
                "{what}: this text cannot be compared with the outcome of a step; {why}",
                what=what,
                why=why,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Republished:
    """A text and how it was found to be that of its step."""

    document: Document
    matched: MatchedBy


def match_by_date(
    decisions: Sequence[Document], texts: Sequence[Document]
) -> tuple[dict[int, Republished], list[Document]]:
    """The texts alone on the date of one decision, by step, and the texts left."""
    places = [_places(text, decisions) for text in texts]
    alone = {found[0] for found in places if len(found) == 1 and places.count(found) == 1}
    found: dict[int, Republished] = {}
    unmatched: list[Document] = []
    for text, where in zip(texts, places, strict=True):
        if len(where) == 1 and where[0] in alone:
            found[where[0]] = Republished(document=text, matched="date")
        else:
            unmatched.append(text)
    return found, unmatched


def match_by_text(
    found: dict[int, Republished], unmatched: Sequence[Document], outcomes: Sequence[Document]
) -> dict[int, Republished]:
    """The texts that are left, each to the step whose outcome it reads most like.

    Raises `UnmatchedTextError`.
    """
    folded = [_folded(outcome) for outcome in outcomes]
    matches = dict(found)
    for text in unmatched:
        likeness = [_likeness(_folded(text), outcome) for outcome in folded]
        best = max(range(len(folded)), key=lambda place: likeness[place], default=None)
        if best is None or likeness[best] < LEAST_LIKENESS:
            raise UnmatchedTextError(text)
        if best in matches:
            raise UnmatchedTextError(text, matches[best].document)
        matches[best] = Republished(document=text, matched="text")
    return matches


def fill_by_date(
    found: dict[int, Republished], decisions: Sequence[Document], spare: Sequence[Document]
) -> dict[int, Republished]:
    """The texts of steps, and for those that have none the spare one of their date."""
    belong = ((step_of(text, decisions), text) for text in spare)
    spared = {
        place: Republished(document=text, matched="date")
        for place, text in belong
        if place is not None
    }
    return spared | found


def fill_by_place(
    found: dict[int, Republished],
    base: Document,
    decisions: Sequence[Document],
    spare: Sequence[Document],
) -> dict[int, Republished]:
    """The texts of steps, with spare ones that alone came between dated decisions."""
    days = [document.version_date for document in (base, *decisions)]
    filled = dict(found)
    for place, decision in enumerate(decisions):
        since, until = days[place], days[place + 2] if place + 2 < len(days) else _NEVER
        if decision.version_date is None and since is not None and until is not None:
            between = [text for text in spare if since < (text.version_date or since) < until]
            if len(between) == 1 and place not in found:
                filled[place] = Republished(document=between[0], matched="place")
    return filled


def step_of(text: Document, decisions: Sequence[Document]) -> int | None:
    """The index of the one decision of the date of a text, None for none or several."""
    places = _places(text, decisions)
    return places[0] if len(places) == 1 else None


def _places(text: Document, decisions: Sequence[Document]) -> list[int]:
    """The places of the decisions to which a text may belong."""
    same = [
        place
        for place, decision in enumerate(decisions)
        if text.version_date is not None and decision.version_date == text.version_date
    ]
    return same[-1:] or [
        place for place, decision in enumerate(decisions) if days_of(text) & days_of(decision)
    ]


def days_of(document: Document) -> set[str]:
    """The days on which this version itself came about."""
    amended = document.amendments[-1].date if document.amendments else None
    return {*document.dates.own, *filter(None, [amended])}


def _folded(document: Document) -> str:
    return level("\n".join(lines_in((*document.preamble, *document.body))))


def _likeness(left: str, right: str) -> float:
    return Indel.normalized_similarity(left, right)


def _name(document: Document) -> str:
    return f"{document.title} ({document.version_date or 'undated'})"
