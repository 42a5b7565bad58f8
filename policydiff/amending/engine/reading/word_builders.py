"""Builders for the forms about quoted words that come, go or become others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from policydiff.amending.engine.operations import (
    InsertWords,
    NewText,
    Operation,
    Renumber,
    ReplaceWords,
    Side,
    Steps,
)
from policydiff.amending.engine.reading.item_reading import Reading, members, paired
from policydiff.amending.engine.reading.masking import ELLIPSIS, Quotation
from policydiff.messages import Message
from policydiff.text.places import counted, read_places, write_place
from policydiff.text.traditions.mainland.amending_places import PLACES, TITLE

_PLACES = re.compile(PLACES)
_TITLE = re.compile(TITLE)
_LISTED = re.compile(r"⟧[、和及]⟦")
"""Between words that are several changes: “丙”、“丁”; several paragraphs follow one another without
a mark.
"""
_SENTENCE_END = ("。", "；", "！", "？")


def text_fields(new: list[Quotation]) -> dict[str, Any]:
    """The fields of an operation that has this new text."""
    return {
        "text": "\n".join(quotation.text for quotation in new) if new else None,
        "structure": tuple(node for quotation in new for node in quotation.nodes),
        "verbatim": bool(new) and all(quotation.verbatim for quotation in new),
    }


def with_text(operation: NewText, new: list[Quotation]) -> NewText:
    """The operation with its new text, in words and as nodes."""
    return replace(operation, **text_fields(new))


def add_words(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Insertions of words before or after others."""
    side: Side = "before" if match["side"] == "前" else "after"
    new = reading.masked.all(match["new"])
    for places, olds in reading.items(match["items"]):
        for place in places:
            for old in olds:
                yield with_text(InsertWords(steps=place, side=side, old=old.text), new)


def beside_words(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Substitutions of words that are identified by the words beside them.

    Both are the old text; the words beside them stay.
    """
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
