"""Builders for the forms about words and provisions that come, go or change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policydiff.amending.engine.operations import (
    Insert,
    InsertWords,
    Operation,
    RemoveHeading,
    Renumber,
    ReplaceWords,
    Side,
    Steps,
)
from policydiff.amending.engine.reading.item_reading import (
    ARTICLE_HEAD,
    Reading,
    members,
    paired,
    share,
    text_fields,
    with_text,
)
from policydiff.amending.engine.reading.masking import ELLIPSIS, Quotation
from policydiff.messages import Message
from policydiff.model.kinds import CONTAINERS
from policydiff.text.numerals import canonical
from policydiff.text.places import (
    above,
    counted,
    read_places,
    write_place,
)
from policydiff.text.traditions.mainland.amending_places import LEVEL_WORDS, PLACES, TITLE

_PLACES = re.compile(PLACES)
_TITLE = re.compile(TITLE)
_LISTED = re.compile(r"⟧[、和及]⟦")
"""Between words that are several changes: “丙”、“丁”; several paragraphs follow one another without
a mark.
"""
_SENTENCE_END = ("。", "；", "！", "？")
BETWEEN = "之间"
"""Where something comes between two places."""
_SMALL = ("paragraph", "point", "indent", "sentence")
AS_MANY = Message("as many texts must come as articles")


def add_words(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Insertions of words before or after others."""
    side: Side = "before" if match["side"] == "前" else "after"
    new = reading.masked.all(match["new"])
    for places, olds in reading.items(match["items"]):
        for place in places:
            for old in olds:
                yield with_text(InsertWords(steps=place, side=side, old=old.text), new)


def beside_words(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Substitutions of words named by those beside them, which are old text and stay."""
    (mark,), (old,) = reading.masked.all(match["mark"]), reading.masked.all(match["old"])
    new = "".join(quotation.text for quotation in reading.masked.all(match["new"]))
    after = match["side"] == "后"
    before, text = (
        (mark.text + old.text, mark.text + new)
        if after
        else (old.text + mark.text, new + mark.text)
    )
    for place in reading.places(match["at"]) or ((),):
        yield ReplaceWords(
            steps=place,
            result_steps=reading.moved(place),
            old=before,
            text=text,
        )


def cells(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Substitutions of words in the row of a table that its label names."""
    (label,) = reading.masked.all(match["row"])
    places = tuple((*place, ("row", label.text)) for place in reading.places(match["at"]))
    yield from _pairs(
        [places], [reading.masked.all(match["old"])], reading.masked.all(match["new"])
    )


def throughout(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Substitutions of words in the whole work, or in each of several."""
    titles: list[str | None] = [
        title[0] for title in _TITLE.finditer(reading.masked.unmask(match["works"] or ""))
    ]
    for operation in _pairs(
        [((),)], [reading.masked.all(match["old"])], reading.masked.all(match["new"])
    ):
        yield from (
            _but(replace(operation, work=title), match["but"] or match["not_in"])
            for title in titles or [None]
        )


def _but(operation: ReplaceWords, places: str | None) -> ReplaceWords:
    """The operation with the places that it leaves alone."""
    excepted = read_places(places) if places else ()
    return replace(
        operation,
        excepted=excepted,
        excepted_num="、".join(filter(None, map(write_place, excepted))) or None,
    )


def words(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Substitutions of words in the places that are named."""
    placed = bool(reading.here)
    items = reading.items(match["items"])
    new = reading.masked.all(match["new"])
    pairs = _pairs(
        [places for places, _ in items],
        [olds for _, olds in items],
        new,
        listed=_LISTED.search(match["new"]) is not None,
    )
    operations: list[Operation] = [_but(operation, match["not_in"]) for operation in pairs]
    if not placed and all(operation.steps == () for operation in operations):
        renumbered = [list(_renumbered_by_words(operation)) for operation in operations]
        operations = [move for group in renumbered for move in group] or operations
    yield from (
        operation
        if operation.result_steps
        else replace(operation, result_steps=reading.moved(operation.steps))
        for operation in operations
    )


def _renumbered_by_words(operation: Operation) -> Iterator[Operation]:
    """The renumberings that a substitution of article numbers means, or none.

    “第八条”调整为“第七条” without a place means the numbers of the articles, not words.
    """
    old, new = (
        words.replace(ELLIPSIS, "至") for words in (operation.old or "", operation.text or "")
    )
    if not (_PLACES.fullmatch(old) and _PLACES.fullmatch(new)):
        return
    yield from numbered(read_places(old), read_places(new))


def numbered(targets: tuple[Steps, ...], results: tuple[Steps, ...]) -> Iterator[Renumber]:
    """Renumberings of places; one that has no partner fails."""
    for target, result, within in paired(targets, results):
        operation = Renumber(steps=target, result_steps=result, range=within)
        yield (
            operation
            if target and result
            else replace(
                operation, status="failed", message=Message("as many places must come as go")
            )
        )


def _pairs(
    places: list[tuple[Steps, ...]],
    olds: list[list[Quotation]],
    new: list[Quotation],
    *,
    listed: bool = False,
) -> Iterator[ReplaceWords]:
    every = [old for group in olds for old in group]
    paired = len(every) == len(new) and not any(quotation.nodes for quotation in (*every, *new))
    following = iter(new)
    if len(every) == 1 < len(new) == len(counted(places[0])) and not any(
        quotation.nodes for quotation in new
    ):
        yield from (
            ReplaceWords(steps=place, range=within, old=every[0].text, text=next(following).text)
            for place, within in members(places[0])
        )
        return
    for group, held in zip(places, olds, strict=True):
        if paired:
            changes = [(old.text, [next(following)]) for old in held]
        elif len(new) == 1 and not all(old.text.endswith(_SENTENCE_END) for old in held):
            changes = [(old.text, new) for old in held]
        elif listed:
            yield from (
                ReplaceWords(
                    steps=place,
                    status="failed",
                    message=Message("as many words must come as go"),
                )
                for place in group
            )
            continue
        else:
            changes = [("\n".join(old.text for old in held), new)]
        for place in group:
            for old, text in changes:
                yield ReplaceWords(steps=place, old=old, **text_fields(text))


def cited_work(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Substitutions of the title of a cited work."""
    for place in reading.places(match["at"]) or ((),):
        yield ReplaceWords(
            steps=place,
            result_steps=reading.moved(place),
            old=reading.masked.unmask(match["old_title"]),
            text=reading.masked.unmask(match["new_title"]),
        )


def insert(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Insertions by number or, of an article without one, beside the one named."""
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
    """Insertion of a heading before an article; what follows belongs to it."""
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
        fits = part is not new or len(results) == 1
        yield with_text(
            operation if fits else replace(operation, status="failed", message=AS_MANY), part
        )
