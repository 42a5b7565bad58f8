"""Checks of the drafting of one document; none of them changes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policydiff.messages import Message
from policydiff.model.document import Document, walk_provisions
from policydiff.model.kinds import CONTAINERS, DIGITS
from policydiff.text.lint.flaw import Flaw
from policydiff.text.lint.numbers import broken_numbers
from policydiff.text.lint.places import LintPlace, place_blocks
from policydiff.text.lint.references import dangling_references
from policydiff.text.lint.terms import faulty_terms
from policydiff.text.numerals import SMALL
from policydiff.text.traditions.dialect import DraftingWords

_LISTED = re.compile(rf"(?:^|[\s，。；：、（(“])(?:{SMALL}|[{DIGITS}a-zA-Zａ-ｚ]){{1,3}}$")
"""Before a closing bracket that belongs to the number of an item: 1） or a)."""


def unclosed_marks(
    document: Document, places: Sequence[LintPlace], words: DraftingWords
) -> Iterator[Flaw]:
    """Opening marks that their article does not close, and the reverse.

    A mark opened in one paragraph may close in the next of the same article, as in long quotations.
    """
    articles = {one.eid for one in document.provisions if one.level == "article"}
    homes: dict[str | None, list[LintPlace]] = {}
    for number, place in enumerate(places):
        held = [eid for eid, _ in place.containers]
        home = next((eid for eid in held if eid in articles), held[0] if held else str(number))
        homes.setdefault(home, []).append(place)
    for group in homes.values():
        for pair in words.pairs:
            yield from _unpaired(group, *pair)


def _unpaired(group: Sequence[LintPlace], begin: str, end: str) -> Iterator[Flaw]:
    """The marks of one sort that have no partner in a group of blocks."""
    opened: list[tuple[LintPlace, int]] = []
    for place in group:
        text = place.block.text
        for found in re.finditer(f"[{re.escape(begin + end)}]", text):
            if found[0] in begin:
                opened.append((place, found.start()))
            elif opened:
                opened.pop()
            elif not (end in "）)" and _LISTED.search(text[: found.start()])):
                yield _flaw(place, found.start(), Message("{mark} closes nothing", mark=found[0]))
    for place, at in opened:
        yield _flaw(place, at, Message("{mark} is not closed", mark=place.block.text[at]))


def _flaw(place: LintPlace, at: int, message: Message) -> Flaw:
    eid, offset = place.containers[0] if place.containers else (None, 0)
    around = place.block.text[max(0, at - 6) : at + 10]
    span = (at + offset, at + offset + 1)
    return Flaw(
        type="unclosed-mark",
        message=Message("{message}: …{around}…", message=message, around=around),
        eid=eid,
        span=span,
        line=place.block.line,
    )


def lint(document: Document, words: DraftingWords) -> tuple[Flaw, ...]:
    """All flaws that the checks find, in reading order.

    `words` are those of the document's dialect; without them terms and marks pass.
    """
    places = place_blocks(document)
    found = [
        *dangling_references(document, words),
        *broken_numbers(document),
        *faulty_terms(document, places, words),
        *unclosed_marks(document, places, words),
        *_empty_headings(document),
    ]
    order = {provision.eid: place for place, provision in enumerate(document.provisions)}
    return tuple(
        sorted(
            found,
            key=lambda flaw: (
                order.get(flaw.eid or "", len(order)),
                flaw.span or (0, 0),
                flaw.type,
            ),
        )
    )


def _empty_headings(document: Document) -> Iterator[Flaw]:
    """Headings, numbers and attachments that nothing follows."""
    for one in walk_provisions(document):
        if one.content or (one.heading is not None and one.level not in CONTAINERS):
            continue
        name = " ".join(filter(None, (one.num, one.heading))) or one.eid
        yield Flaw(
            type="empty-heading",
            message=Message("{name} has no content", name=name),
            eid=one.eid,
            line=one.line,
        )
    for attachment in document.attachments:
        if not attachment.content:
            name = " ".join(filter(None, (attachment.num, attachment.heading))) or attachment.eid
            yield Flaw(
                type="empty-heading",
                message=Message("{name} has no content", name=name),
                eid=attachment.eid,
                line=attachment.line,
            )
