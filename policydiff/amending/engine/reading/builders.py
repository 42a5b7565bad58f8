"""Builders that make operations of a match, one for each form of instruction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from policydiff.amending.engine.operations import (
    Context,
    Delete,
    DeleteWords,
    Insert,
    InsertWords,
    Join,
    NewText,
    Operation,
    Recount,
    ReplaceWords,
    SetHeading,
    SetTitle,
    Split,
    Steps,
    deleting,
    replacing,
)
from policydiff.amending.engine.reading.item_reading import (
    Reading,
    by_heads,
    members,
    one_text,
    share,
    text_fields,
    with_text,
)
from policydiff.amending.engine.reading.masking import Quotation
from policydiff.amending.engine.reading.part_builders import (
    add_words,
    beside_words,
    cells,
    cited_work,
    insert,
    insert_attachment,
    insert_numbered,
    numbered,
    part_before,
    throughout,
    unhead,
    words,
)
from policydiff.messages import Message
from policydiff.model.kinds import CONTAINERS
from policydiff.text.places import above, counted, read_places
from policydiff.text.traditions.mainland.amending_places import LEVEL_WORDS, TITLE
from policydiff.text.traditions.mainland.amending_structure import DIVISION

Builder = Callable[[re.Match[str], Reading], Iterator[Operation]]

COUNTED_ARTICLES = re.compile(r"条|章节")
"""What is counted again by order; 款 and 项 are counted by their places anyway."""
_TITLE = re.compile(TITLE)
_HEADING: Steps = (("heading", ""),)
_SMALL = ("paragraph", "point", "indent")


def _adjust(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    named = read_places(match["named"] or "", reading.here[-1] if reading.here else ())
    articles = all(place[-1][0] == "article" for place in named)
    if articles if named else COUNTED_ARTICLES.search(match[0]):
        yield Recount()
    else:
        yield Recount(status="context", text=match[0])


def _contents(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    yield Context(status="context", text=reading.masked.unmask(match[0]))


def _about(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    if not match["at"] and not match["work"]:
        return
    reading.places(match["at"])
    yield Context(status="context", text=match[0])


def _join(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    targets = reading.places(match["at"])
    named = match["to"] or match["into"]
    if not named and not match["new"]:
        return
    result = read_places(named, reading.lifted(targets[0]))[0] if named else ()
    yield from _join_into(targets, result, reading.masked.all(match["new"]), reading)


def _gather(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Operations by which several 款 become one article, or sentences one 款."""
    targets = reading.places(match["at"])
    results = counted(read_places(match["to"], reading.lifted(targets[0])))
    levels = {place[-1][0] for place in targets}
    wide = ("article", "paragraph") if levels == {"sentence"} else ("article",)
    if (
        len(counted(targets)) > 1
        and len(results) == 1
        and results[0][-1][0] in wide
        and levels <= {*_SMALL, "sentence"}
    ):
        yield from _join_into(targets, results[0], reading.masked.all(match["new"]), reading)


def _join_into(
    targets: tuple[Steps, ...], result: Steps, new: list[Quotation], reading: Reading
) -> Iterator[Operation]:
    for target in targets:
        yield with_text(Join(steps=target, result_steps=result), new)
    if result:
        reading.record(counted(targets)[:1], (result,))
    if not new:
        reading.here = counted(targets)[:1]


def _split(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    targets = reading.places(match["at"])
    results = counted(read_places(match["to"], reading.lifted(targets[0])))
    if len(results) < 2:
        return
    for result, part in zip(results, share(reading.masked.all(match["new"]), results), strict=True):
        for target in targets:
            yield with_text(Split(steps=target, result_steps=result), part)


def _divide(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    (target,) = reading.places(match["at"])
    if target[-1][0] not in CONTAINERS:
        return
    parts = [part for part in DIVISION.finditer(match["parts"]) if part["held"] or part["listed"]]
    results = list(counted(read_places(match["to"], target))) if match["to"] else []
    headings = [
        line
        for quotation in reading.masked.all(match["headings"])
        for line in quotation.text.split("\n")
    ]
    for index, part in enumerate(parts):
        quoted = reading.masked.all(part["heading"] or part["named"]) or reading.masked.all(
            part["mark"]
        )
        heading = (
            quoted[0].text if quoted else headings[index] if len(headings) == len(parts) else None
        )
        named = part["part"] or part["into"] or (heading or "").split("　")[0].split(" ")[0]
        result = read_places(named, target)[:1] or tuple(
            results[index : index + 1] if len(results) == len(parts) else ()
        )
        held = read_places(part["held"] or part["listed"])
        yield Split(
            steps=target,
            result_steps=result[0] if result else (),
            text=heading,
            holds=held,
        )


def _renumber(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    targets = reading.places(match["at"])
    if not targets:
        return
    results = read_places(match["to"], reading.lifted(targets[0]))
    if match["where"]:
        results = tuple(_there(read_places(match["where"])[0], place) for place in results)
    if len(counted(targets)) == 1 < len(counted(results)) and match["new"]:
        yield from _split(match, reading)
        return
    if len(targets) == len(results) == 1 and match["new"] and targets[0][-1][0] == "sentence":
        yield from (
            with_text(operation, reading.masked.all(match["new"]))
            for operation in numbered(targets, results)
        )
        return
    reading.record(targets, results)
    yield from numbered(targets, results)
    yield from _new_texts(match, reading)


def _there(where: Steps, place: Steps) -> Steps:
    """A new place in the container that the decision names; a 款 or 项 has none."""
    return place if place[-1][0] in _SMALL else above(where, place[0][0]) + place


def _new_texts(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Substitutions by the new text that stands behind a new number."""
    if match["new"]:
        yield from _each(match, reading)


def _parts(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    reading.places(match["at"])
    yield Context(status="context", text=match[0])


def _move(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    targets = reading.places(match["at"])
    where = read_places(match["where"])[0]
    named = read_places(match["to"], where) if match["to"] else ()
    if not named and any(step[0] == "article" for step in where):
        return
    if named:
        results = tuple(_there(where, place) for place in named)
        reading.record(targets, results)
    else:
        targets = counted(targets)
        results = tuple(_beside_it(target, where, match["side"] or "") for target in targets)
    yield from numbered(targets, results)
    yield from _new_texts(match, reading)


def _beside_it(target: Steps, where: Steps, side: str) -> Steps:
    """The new place of a chapter that goes before or behind another one."""
    (level, old), (other, number) = target[-1], where[-1]
    if side not in ("前", "后") or level != other or not (old.isdecimal() and number.isdecimal()):
        return where if level not in CONTAINERS else ()
    return (*where[:-1], (level, str(int(number) + (side == "后") - (int(old) < int(number)))))


def _add_sentence(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    def added(steps: Steps, text: str | None = None, **fields: Any) -> NewText:
        small = bool(steps) and steps[-1][0] in _SMALL and "\n" not in (text or "")
        if match["where"] is None and match["one"] is None and not small:
            above_it = above(steps, "paragraph")
            return Insert(steps=above_it, unit="paragraph", text=text, **fields)
        begins = (match["where"] or "").startswith(("开", "起", "句首"))
        return InsertWords(steps=steps, side="begin" if begins else "end", text=text, **fields)

    yield from _each(match, reading, added)


def _retitle(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    yield SetTitle(steps=(("title", ""),), text=reading.masked.unmask(match["title"][1:-1]))


def _whole(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    if match["this"] is None:
        yield from _each(match, reading)
        return
    level = LEVEL_WORDS[match["this"]]
    new = reading.masked.all(match["new"])
    for place in dict.fromkeys(
        above(place, level) + tuple(step for step in place if step[0] == level)
        for place in reading.here
    ):
        yield replacing(place, result_steps=reading.moved(place), **text_fields(new))


def _abolish(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    for title in _TITLE.finditer(reading.masked.unmask(match["works"] or match["named"])):
        yield Delete(work=title[0])


def _repeal(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    if match.groupdict().get("base"):
        reading.places(match["base"])
    operations = [
        deleting(place, old.text if old is not None else None)
        for places, olds in reading.deleted(match["items"])
        for place in places
        for old in (*olds, *(() if olds else (None,)))
    ]
    instead = reading.masked.all(match.groupdict().get("instead"))
    if not instead:
        yield from operations
    elif isinstance(last := operations[-1], DeleteWords):
        yield from operations[:-1]
        yield ReplaceWords(steps=last.steps, old=last.old, text=instead[0].text)


def _each(
    match: re.Match[str], reading: Reading, make: Callable[..., Operation] = replacing
) -> Iterator[Operation]:
    """One operation for each place; without any, one for the whole work."""
    new = reading.masked.all(match["new"])
    groups = match.groupdict()
    below: Steps = (
        (("heading", ""),)
        if groups.get("head")
        else (("intro", ""),)
        if groups.get("intro")
        else ()
    )
    named = reading.places(match["at"]) if "items" not in groups else reading.here
    places, within = counted(named), dict(members(named))
    if make is replacing and not below and one_text(new, places):
        yield from _join_into(named, reading.moved(places[0]) or places[0], new, reading)
        return
    if groups.get("head"):
        yield from _headings(named if match["at"] else (), new, reading)
        return
    parts = by_heads(new, [reading.moved(place) or place for place in places]) or share(
        new, places or ((),)
    )
    if parts and parts[0] is new:  # one for all: a range stays one
        places, parts = named, [new] * len(named or ((),))
    apart = (
        len(places) > 1 and places[0][-1:] and places[0][-1][0] == "sentence" and parts[0] is new
    )
    for place, part in zip(places or ((),), parts, strict=True):
        moved = reading.moved(place)
        if apart:
            why = Message("as many sentences must come as go")
            yield make(steps=place, status="failed", message=why)
            continue
        yield make(
            steps=place + below,
            result_steps=moved + below if moved else (),
            range=within.get(place, ()),
            **text_fields(part),
        )


def _headings(
    named: tuple[Steps, ...], new: list[Quotation], reading: Reading
) -> Iterator[Operation]:
    texts = [line for quotation in new for line in quotation.text.split("\n")]
    places = (
        counted(named)
        or (tuple(reading.new_places)[-len(texts) :] if len(texts) > 1 else counted(reading.here))
        or ((),)
    )
    within = dict(members(named))
    paired = len(texts) in (1, len(places))
    for place, text in zip(
        places, texts if paired and len(texts) > 1 else texts[:1] * len(places), strict=True
    ):
        moved = reading.moved(place)
        operation = SetHeading(
            steps=place + _HEADING,
            result_steps=moved + _HEADING if moved else (),
            range=within.get(place, ()),
            text=text,
            verbatim=all(quotation.verbatim for quotation in new),
        )
        yield (
            operation
            if paired
            else replace(
                operation, status="failed", message=Message("as many headings must come as places")
            )
        )


BUILDERS: dict[str, Builder] = {
    "adjust": _adjust,
    "contents": _contents,
    "join": _join,
    "divide": _divide,
    "split": _split,
    "parts": _parts,
    "move": _move,
    "gather": _gather,
    "renumber": _renumber,
    "part": part_before,
    "unhead": unhead,
    "insert": insert,
    "insert-numbered": insert_numbered,
    "insert-attachment": insert_attachment,
    "add-words": add_words,
    "add-sentence": _add_sentence,
    "beside": beside_words,
    "throughout": throughout,
    "cells": cells,
    "words": words,
    "cited-work": cited_work,
    "retitle": _retitle,
    "whole": _whole,
    "about": _about,
    "about-place": _about,
    "abolish": _abolish,
    "repeal": _repeal,
    "repealed": _repeal,
}
"""The name of a form → what makes operations of a match."""
