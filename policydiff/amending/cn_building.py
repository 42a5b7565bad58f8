"""What each form of instruction amounts to: a match becomes operations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import zip_longest

from policydiff.amending.cn_building_insertions import insert, insert_attachment, insert_numbered, part_before, unhead
from policydiff.amending.cn_building_words import add_words, beside_words, cells, cited_work, throughout, with_text, words
from policydiff.amending.cn_places import above, read_places
from policydiff.amending.cn_spoken import Reading, by_heads, one_text, share
from policydiff.amending.masking import Quotation
from policydiff.dialects._mainland_amending_places import LEVEL_WORDS, TITLE
from policydiff.model.consolidation import Operation, OperationKind, Steps

Builder = Callable[[re.Match[str], Reading], Iterator[Operation]]

COUNTED_ARTICLES = re.compile(r"条|章节")
"""What is counted anew by order; 款 and 项 are counted by their places anyway."""
_TITLE = re.compile(TITLE)
_SMALL = ("paragraph", "point", "indent")


def _adjust(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    named = read_places(match["named"], reading.here[-1] if reading.here else ()) if match["named"] else ()
    if all(place[-1][0] == "article" for place in named) if named else COUNTED_ARTICLES.search(match[0]):
        yield Operation(kind="renumbering")
    else:
        yield Operation(kind="renumbering", status="context", text=match[0])


def _contents(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    yield Operation(kind="context", status="context", text=reading.masked.unmask(match[0]))


def _about(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    if not match["at"] and not match["work"]:
        return
    reading.places(match["at"])
    yield Operation(kind="context", status="context", text=match[0])


def _join(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    targets = reading.places(match["at"])
    named = match["to"] or match["into"]
    if not named and not match["new"]:
        return
    result = read_places(named, reading.lifted(targets[0]))[0] if named else ()
    yield from _join_into(targets, result, reading.masked.all(match["new"]), reading)


def _gather(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """Several 款 that become one article; nothing where as many places come as go."""
    targets = reading.places(match["at"])
    results = read_places(match["to"], reading.lifted(targets[0]))
    if len(targets) > 1 and len(results) == 1 and results[0][-1][0] == "article" and all(place[-1][0] in _SMALL for place in targets):
        yield from _join_into(targets, results[0], reading.masked.all(match["new"]), reading)


def _join_into(targets: tuple[Steps, ...], result: Steps, new: list[Quotation], reading: Reading) -> Iterator[Operation]:
    for target in targets:
        yield with_text(Operation(kind="join", steps=target, result_steps=result), new)
    if result:
        reading.tell(targets[:1], (result,))
    if not new:
        reading.here = targets[:1]


def _split(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    targets = reading.places(match["at"])
    results = read_places(match["to"], reading.lifted(targets[0]))
    for result, part in zip(results, share(reading.masked.all(match["new"]), results), strict=True):
        for target in targets:
            yield with_text(Operation(kind="split", steps=target, result_steps=result), part)


def _renumber(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    targets = reading.places(match["at"])
    results = read_places(match["to"], reading.lifted(targets[0]))
    if len(targets) == len(results):
        reading.tell(targets, results)
    for target, result in zip_longest(targets, results, fillvalue=()):
        operation = Operation(kind="renumbering", steps=target, result_steps=result)
        yield operation if target and result else replace(operation, status="failed", message="as many places must come as go")
    yield from _new_texts(match, reading)


def _new_texts(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """The new text that stands behind a new number."""
    if match["new"]:
        yield from _each(match, reading, "substitution")


def _parts(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    reading.places(match["at"])
    yield Operation(kind="context", status="context", text=match[0])


def _move(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    targets = reading.places(match["at"])
    where = read_places(match["where"])[0]
    told = read_places(match["to"], where) if match["to"] else ()
    results = tuple(place if place[-1][0] in _SMALL else above(where, "article") + place for place in told) or ((),) * len(targets)
    if not told and any(step[0] == "article" for step in where):
        return
    reading.tell(targets, results)
    for target, result in zip_longest(targets, results, fillvalue=()):
        operation = Operation(kind="renumbering", steps=target, result_steps=result or where)
        yield operation if target else replace(operation, status="failed", message="as many places must come as go")
    yield from _new_texts(match, reading)


def _add_sentence(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    for operation in _each(match, reading, "insertion"):
        small = bool(operation.steps) and operation.steps[-1][0] in _SMALL and "\n" not in (operation.text or "")
        if match["where"] is None and match["one"] is None and not small:
            yield replace(operation, steps=above(operation.steps, "paragraph"), unit="paragraph")
        else:
            yield replace(operation, side="begin" if (match["where"] or "").startswith(("开", "起", "句首")) else "end")


def _retitle(match: re.Match[str], _reading: Reading) -> Iterator[Operation]:
    yield Operation(kind="substitution", steps=(("title", ""),), text=match["title"][1:-1])


def _whole(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    if match["this"] is None:
        yield from _each(match, reading, "substitution")
        return
    level = LEVEL_WORDS[match["this"]]
    new = reading.masked.all(match["new"])
    for place in dict.fromkeys(above(place, level) + tuple(step for step in place if step[0] == level) for place in reading.here):
        yield with_text(Operation(kind="substitution", steps=place, result_steps=reading.moved(place)), new)


def _abolish(match: re.Match[str], _reading: Reading) -> Iterator[Operation]:
    for title in _TITLE.finditer(match["works"] or match["named"]):
        yield Operation(kind="repeal", work=title[0][1:-1])


def _repeal(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    if match.groupdict().get("base"):
        reading.places(match["base"])
    operations = [
        Operation(kind="repeal", steps=place, old=old.text if old is not None else None)
        for places, olds in reading.deleted(match["items"])
        for place in places
        for old in (*olds, *(() if olds else (None,)))
    ]
    instead = reading.masked.all(match.groupdict().get("instead"))
    if not instead:
        yield from operations
    elif operations[-1].old is not None:
        yield from (*operations[:-1], replace(operations[-1], kind="substitution", text=instead[0].text))


def _each(match: re.Match[str], reading: Reading, kind: OperationKind) -> Iterator[Operation]:
    """One operation for each place; without any, one for the whole work."""
    new = reading.masked.all(match["new"])
    groups = match.groupdict()
    below: Steps = (("heading", ""),) if groups.get("head") else (("intro", ""),) if groups.get("intro") else ()
    places = reading.places(match["at"]) if "items" not in groups else reading.here
    if kind == "substitution" and not below and one_text(new, places):
        yield from _join_into(places, reading.moved(places[0]) or places[0], new, reading)
        return
    parts = by_heads(new, [reading.moved(place) or place for place in places]) or share(new, places or ((),))
    for place, part in zip(places or ((),), parts, strict=True):
        moved = reading.moved(place)
        yield with_text(Operation(kind=kind, steps=place + below, result_steps=moved + below if moved else ()), part)


BUILDERS: dict[str, Builder] = {
    "adjust": _adjust,
    "contents": _contents,
    "join": _join,
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
