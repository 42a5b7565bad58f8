"""Short names and defined terms: not used, defined twice, used too early."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from policydiff.messages import Message
from policydiff.model.document import Document
from policydiff.text.lint.flaw import Flaw, FlawType
from policydiff.text.lint.places import LintPlace
from policydiff.text.traditions.dialect import DraftingWords

_CERTAIN = 4
"""A shorter name that stands before its definition may be a plain word there: 企业, 学校."""

_IN_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
"""A character of a word, for example: 法"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDefinition:
    """A place that defines a term.

    `position` counts the blocks of the document, `span` is that of the term in its block, and
    `lead` what stands before the definition there. `short` is True for a short name (以下简称), False
    for a term that is explained (所称); `whole` are the words of the definition.
    """

    term: str
    short: bool
    whole: str
    lead: str
    position: int
    place: LintPlace
    span: tuple[int, int]

    def flaw(self, kind: FlawType, message: Message) -> Flaw:
        """A flaw of the term where it is defined."""
        return self.place.flaw(kind, message, self.span)


def faulty_terms(
    document: Document, places: Sequence[LintPlace], words: DraftingWords
) -> Iterator[Flaw]:
    """The flaws of all terms of a document."""
    definitions = tuple(_definitions(places, words))
    yield from _unused(document, definitions)
    apart = frozenset(attachment.eid for attachment in document.attachments)
    seen: set[tuple[str, bool, str]] = set()
    for definition in definitions:
        if words.relative.match(definition.whole.lstrip("（(")):  # 本条所称: it holds there alone
            continue
        home = _home(definition.place, apart)
        name = (definition.term, definition.short, home)
        if name in seen:
            yield definition.flaw(
                "repeated-term", Message("{term} is defined a second time", term=definition.term)
            )
        elif definition.short:
            before = [
                place for place in places[: definition.position] if _home(place, apart) == home
            ]
            yield from _early(definition, before, words)
        seen.add(name)


def _definitions(places: Sequence[LintPlace], words: DraftingWords) -> Iterator[TermDefinition]:
    for position, place in enumerate(places):
        text = place.block.text
        for pattern in (words.short_name, words.meaning):
            for match in pattern.finditer(text):
                for term in words.term_joins.split(match["term"]):
                    if len(term) > 1:
                        yield TermDefinition(
                            term=term,
                            short=pattern is words.short_name,
                            whole=match[0],
                            lead=text[: match.start()],
                            position=position,
                            place=place,
                            span=match.span("term"),
                        )


def _unused(document: Document, definitions: Sequence[TermDefinition]) -> Iterator[Flaw]:
    whole = document.full_text()
    for definition in definitions:
        defined = definition.place.block.text[slice(*definition.span)]
        if whole.count(definition.term) - defined.count(definition.term) <= 0:
            yield definition.flaw(
                "unused-term", Message("{term} is defined and not used", term=definition.term)
            )


def _early(
    definition: TermDefinition, before: Sequence[LintPlace], words: DraftingWords
) -> Iterator[Flaw]:
    """The first use of a short name before its definition."""
    term = definition.term
    if len(term) < _CERTAIN:
        return
    for place in before:
        text = place.block.text
        begin = text.find(term)
        while begin >= 0:
            end = begin + len(term)
            if _stands_alone(text, begin, end, definition, words):
                message = Message("{term} is used before it is defined", term=term)
                yield place.flaw("early-term", message, (begin, end))
                return
            begin = text.find(term, end)


def _stands_alone(
    text: str, begin: int, end: int, definition: TermDefinition, words: DraftingWords
) -> bool:
    """True where a term is no part of a longer word, of the full name, or of a title."""
    before = text[begin - 1 : begin] if begin else ""
    if _IN_WORDS.match(before) and before not in words.particles:
        return False
    lead = definition.lead
    at = lead.rfind(definition.term)
    if at >= 0:
        after = lead[at + len(definition.term) :]
        if after and text.startswith(after, end):
            return False
    return not any(
        sum(text.count(mark, 0, begin) for mark in opening)
        > sum(text.count(mark, 0, begin) for mark in closing)
        for opening, closing in words.pairs
    )


def _home(place: LintPlace, apart: Collection[str]) -> str:
    """The attachment of a block, "" for the text itself: each has terms of its own."""
    return next((eid for eid, _ in place.containers if eid in apart), "")
