"""Builders for the forms of insertion.

New chapters, articles, 款, 项, attachments, and headings before articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policydiff.amending.engine.operations import Insert, Operation, RemoveHeading, Side, Steps
from policydiff.amending.engine.reading.item_reading import ARTICLE_HEAD, Reading, share
from policydiff.amending.engine.reading.masking import Quotation
from policydiff.amending.engine.reading.word_builders import with_text
from policydiff.messages import Message
from policydiff.model.kinds import CONTAINERS
from policydiff.text.numerals import canonical
from policydiff.text.places import (
    above,
    counted,
    read_places,
    write_place,
)
from policydiff.text.traditions.mainland.amending_places import LEVEL_WORDS

BETWEEN = "之间"
"""Where something comes between two places."""
_SMALL = ("paragraph", "point", "indent", "sentence")
AS_MANY = Message("as many texts must come as articles")


def insert(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Insertions at a place or by number.

    An article without a number comes beside the one that is named.
    """
    unit = LEVEL_WORDS[match["unit"]]
    places = counted(reading.places(match["at"]))
    holder = above(places[-1], unit) if places else ()
    heading = reading.masked.all(match["headed"] or match["titled"])
    new = reading.masked.all(match["new"]) or heading
    results = (
        counted(read_places(match["to"], reading.lifted(holder)))
        if match["to"]
        else _beside(match, reading, places, unit)
    )
    if not results and unit == "article":
        results = tuple(
            place
            for head in ARTICLE_HEAD.findall("\n".join(q.text for q in new))
            for place in read_places(head)
        )
        beside = () if results or not match["at"] else _neighbour(match["side"] or "", places)
        if beside:
            yield from _articles_beside(match, beside, new)
            return
    if not results and (unit == "sentence" or not (holder or new) or match["side"] == BETWEEN):
        return
    results = results or ((),)
    if unit in CONTAINERS and heading and new is not heading:
        new = [_under(heading[0], write_place(results[0][-1:]), new)]
    if unit == "article" and not _all_there(results, new):
        yield with_text(
            Insert(
                result_steps=results[0],
                unit=unit,
                status="failed",
                message=AS_MANY,
            ),
            new,
        )
        return
    holds = read_places(match["extent"] or "") if unit in CONTAINERS and len(results) == 1 else ()
    for result, part in zip(results, share(new, results), strict=True):
        yield with_text(
            Insert(steps=holder, result_steps=result, unit=unit, holds=holds),
            part,
        )


def _all_there(results: tuple[Steps, ...], new: list[Quotation]) -> bool:
    """True if the new text has each of several articles."""
    heads = {
        place
        for head in ARTICLE_HEAD.findall("\n".join(q.text for q in new))
        for place in read_places(head)
    }
    return (
        len(results) < 2
        or not new
        or share(new, results)[0] is not new
        or {place[-1:] for place in results} <= heads
    )


def _neighbour(side: str, places: tuple[Steps, ...]) -> Steps:
    """The article beside which a new one comes."""
    if any(place[-1][0] != "article" for place in places) or len(places) != (
        2 if side == BETWEEN else 1
    ):
        return ()
    numbers = [place[-1][1] for place in places]
    follow = len(numbers) == 1 or (
        all(map(str.isdecimal, numbers)) and int(numbers[1]) == int(numbers[0]) + 1
    )
    return places[0] if follow and (side == BETWEEN or "前" in side or "后" in side) else ()


def _articles_beside(
    match: re.Match[str], beside: Steps, new: list[Quotation]
) -> Iterator[Operation]:
    side: Side = "before" if "前" in match["side"] else "after"
    operation = Insert(steps=beside, unit="article", side=side)
    count = int(canonical(match["count"] or "1") or 0)
    texts = [new] if count == 1 else share(new, (beside,) * count)
    if len(texts) == count and (count == 1 or texts[0] is not new):
        yield from (with_text(operation, text) for text in texts)
    else:
        yield with_text(replace(operation, status="failed", message=AS_MANY), new)


def _under(heading: Quotation, number: str | None, new: list[Quotation]) -> Quotation:
    """The articles of a new chapter or section under its heading, with its number."""
    head = (
        heading.text
        if heading.text.startswith("第") or number is None
        else f"{number}　{heading.text}"
    )
    return Quotation(text="\n".join((head, *(quotation.text for quotation in new))))


def part_before(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Insertion of a heading before an article.

    What follows belongs to it.
    """
    (place,) = read_places(match["before"])
    results = read_places(match["to"]) if match["to"] else ((),)
    operation = Insert(
        steps=place,
        result_steps=results[0],
        unit=LEVEL_WORDS[match["unit"]],
        side="before",
    )
    yield with_text(operation, reading.masked.all(match["new"]))


def unhead(match: re.Match[str], _reading: Reading) -> Iterator[Operation]:
    """Repeals of the headings before an article."""
    (place,) = read_places(match["before"])
    for word in re.findall("|".join(sorted(LEVEL_WORDS, key=len, reverse=True)), match["units"]):
        yield RemoveHeading(steps=(*place, ("heading", LEVEL_WORDS[word])))


def _beside(
    match: re.Match[str], reading: Reading, places: tuple[Steps, ...], unit: str
) -> tuple[Steps, ...]:
    """The place before, after or between the 款, 项, 目 or sentences that are named.

    The number of the new one follows from theirs; a 款 may come behind an item.
    """
    side = match["side"] or ""
    after = "后" in side or side == BETWEEN
    if not match["at"] or unit not in _SMALL or not (after or "前" in side):
        return ()
    place = places[0] if side == BETWEEN else places[-1]
    number = dict(place).get(unit, "")
    if not number.isdecimal() or (place[-1][0] != unit and not after):
        return ()
    if side == BETWEEN and [(*above(place, unit), (unit, str(int(number) + 1)))] != list(
        places[1:]
    ):
        return ()
    return ((*reading.lifted(above(place, unit)), (unit, str(int(number) + after))),)


def insert_numbered(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Insertions by number alone."""
    places = counted(reading.places(match["at"])) or ((),)
    results = counted(read_places(match["to"], reading.lifted(places[-1])))
    new = reading.masked.all(match["early"] or match["new"])
    for result, part in zip(results, share(new, results), strict=True):
        unit = result[-1][0]
        yield with_text(
            Insert(steps=above(places[-1], unit), result_steps=result, unit=unit),
            part,
        )


def insert_attachment(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Insertion of an attachment."""
    results = counted(read_places(match["to"])) if match["to"] else ((),)
    new = reading.masked.all(match["new"])
    for result, part in zip(results, share(new, results), strict=True):
        operation = Insert(result_steps=result, unit="attachment")
        one = part is not new or len(results) == 1
        yield with_text(
            operation if one else replace(operation, status="failed", message=AS_MANY), part
        )
