"""What each form of instruction amounts to: a match becomes operations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Literal

from policydiff.amending.cn_places import above, read_places
from policydiff.amending.masking import Masked, Quotation
from policydiff.dialects._mainland_amending import LEVEL_WORDS
from policydiff.model.consolidation import Operation, OperationKind, Steps


@dataclass(slots=True)
class Reading:
    """What has been read of an item so far: `here` are the places in the base that it speaks of, `there` their places in the new version."""

    masked: Masked
    here: tuple[Steps, ...] = ()
    there: tuple[Steps, ...] = ()
    found: list[Operation] = field(default_factory=list)

    def places(self, match: re.Match[str]) -> tuple[Steps, ...]:
        """The places that an instruction names, else those of the one before; they are what is spoken of from now on."""
        if match["at"]:
            places = read_places(match["at"], self.here[-1] if self.here else ())
            if not self._same_article(places):
                self.there = ()
            self.here = places
        return self.here

    def _same_article(self, places: tuple[Steps, ...]) -> bool:
        return bool(self.here) and all(above(place, "paragraph") == above(self.here[0], "paragraph") for place in places)

    def moved(self, place: Steps) -> Steps:
        """The place in the new version, where the item has told it."""
        old = next((old for old in self.here if place == old), None)
        return self.there[0] if old is not None and len(self.there) == len(self.here) == 1 else ()


Builder = Callable[[re.Match[str], Reading], Iterator[Operation]]


def _adjust(_match: re.Match[str], _reading: Reading) -> Iterator[Operation]:
    yield Operation(kind="renumbering")


def _join(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    targets = reading.places(match)
    results = read_places(match["to"])
    reading.there = results
    new = reading.masked.all(match["new"])
    for target in targets:
        yield _with_text(Operation(kind="join", steps=target, result_steps=results[0]), new)
    if not new:
        reading.here = targets[:1]


def _split(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    (target,) = reading.places(match)
    new = reading.masked.all(match["new"])
    results = read_places(match["to"])
    parts: list[list[Quotation]] = [[part] for part in new] if len(new) == len(results) else [new for _ in results]
    for result, part in zip(results, parts, strict=True):
        yield _with_text(Operation(kind="split", steps=target, result_steps=result), part)


def _renumber(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    targets = reading.places(match)
    results = read_places(match["to"], targets[0])
    reading.there = results if len(results) == len(targets) else ()
    for target, result in zip_longest(targets, results, fillvalue=()):
        operation = Operation(kind="renumbering", steps=target, result_steps=result)
        yield operation if target and result else replace(operation, status="failed", message="as many places must come as go")


def _insert(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    places = reading.places(match)
    unit = LEVEL_WORDS[match["unit"]]
    holder = above(places[0], unit) if places else ()
    base = above(reading.there[0], unit) if reading.there and places else holder
    results = read_places(match["to"], base) if match["to"] else ((),)
    new = reading.masked.all(match["new"])
    parts: list[list[Quotation]] = [[part] for part in new] if len(new) == len(results) else [new for _ in results]
    for result, part in zip(results, parts, strict=True):
        yield _with_text(Operation(kind="insertion", steps=holder, result_steps=result, unit=unit), part)


def _part(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    """A heading before an article: what follows belongs to it."""
    (place,) = read_places(match["before"])
    results = read_places(match["to"]) if match["to"] else ((),)
    operation = Operation(kind="insertion", steps=place, result_steps=results[0], unit=LEVEL_WORDS[match["unit"]], side="before")
    yield _with_text(operation, reading.masked.all(match["new"]))


def _unhead(match: re.Match[str], _reading: Reading) -> Iterator[Operation]:
    """The heading before an article goes."""
    (place,) = read_places(match["before"])
    for word in re.findall("|".join(sorted(LEVEL_WORDS, key=len, reverse=True)), match["units"]):
        yield Operation(kind="repeal", steps=(*place, ("heading", LEVEL_WORDS[word])))


def _add_words(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    side: Literal["before", "after"] = "before" if match["side"] == "前" else "after"
    for operation in _each(match, reading, "insertion"):
        yield replace(operation, old=reading.masked.read(match["old"]), side=side)


def _add_sentence(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    for operation in _each(match, reading, "insertion"):
        if match["where"] is None:
            yield replace(operation, steps=above(operation.steps, "paragraph"), unit="paragraph")
        else:
            yield replace(operation, side="begin" if match["where"] == "开头" else "end")


def _words(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    old, new = reading.masked.all(match["old"]), reading.masked.all(match["new"])
    paired = len(old) == len(new) and len(old) > 1 and not any(quotation.nodes for quotation in (*old, *new))
    for operation in _each(match, reading, "substitution"):
        if paired:
            for before, after in zip(old, new, strict=True):
                yield replace(_with_text(operation, [after]), old=before.text)
        else:
            yield replace(operation, old=reading.masked.read(match["old"]))


def _whole(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    if match["this"] is None:
        yield from _each(match, reading, "substitution")
        return
    level = LEVEL_WORDS[match["this"]]
    kept = tuple(dict.fromkeys(_up_to(place, level) for place in reading.here))
    for place in kept:
        yield _with_text(Operation(kind="substitution", steps=place, result_steps=reading.moved(place)), reading.masked.all(match["new"]))


def _up_to(place: Steps, level: str) -> Steps:
    found = above(place, level)
    return found + tuple(step for step in place if step[0] == level)


def _repeal(match: re.Match[str], reading: Reading) -> Iterator[Operation]:
    old = reading.masked.read(match["old"])
    if not match["at"]:
        places = reading.here
    elif reading.there:
        places = read_places(match["at"], reading.here[-1])
    else:
        places = reading.places(match)
    for place in places if match["at"] or old else ():
        yield Operation(kind="repeal", steps=place, old=old)
    if not places and old:
        yield Operation(kind="repeal", old=old)


def _each(match: re.Match[str], reading: Reading, kind: OperationKind) -> Iterator[Operation]:
    """One operation for each place; without any, one for the whole work."""
    new = reading.masked.all(match["new"])
    heading: Steps = (("heading", ""),) if match.groupdict().get("head") else ()
    for place in reading.places(match) or ((),):
        yield _with_text(Operation(kind=kind, steps=place + heading, result_steps=reading.moved(place)), new)


def _with_text(operation: Operation, new: list[Quotation]) -> Operation:
    text = "\n".join(quotation.text for quotation in new) if new else None
    return replace(operation, text=text, structure=tuple(node for quotation in new for node in quotation.nodes))


BUILDERS: dict[str, Builder] = {
    "adjust": _adjust,
    "join": _join,
    "split": _split,
    "renumber": _renumber,
    "part": _part,
    "unhead": _unhead,
    "insert": _insert,
    "add-words": _add_words,
    "add-sentence": _add_sentence,
    "words": _words,
    "whole": _whole,
    "repeal": _repeal,
    "repealed": _repeal,
}
"""The name of a form → what makes operations of a match."""
