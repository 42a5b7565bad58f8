"""The state of reading an item, and its new text shared out among its places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile, zip_longest
from typing import Any

from policydiff.amending.engine.operations import (
    Insert,
    NewText,
    Operation,
    Recount,
    Renumber,
    Steps,
)
from policydiff.amending.engine.reading.masking import Masked, Quotation
from policydiff.text.numerals import ARTICLE_NUMBER, NUMERAL, canonical
from policydiff.text.places import above, counted, ends, is_range, read_places
from policydiff.text.traditions.mainland.amending import ITEM_OF_REPEAL, ITEM_OF_WORDS

ARTICLE_HEAD = re.compile(f"(?m)^{ARTICLE_NUMBER}")
"""The number of an article at the head of a line of new text."""
_POINT_HEAD = re.compile(rf"[（(]{NUMERAL}+[）)]")
_PARAGRAPH_HEAD = re.compile(
    rf"(?![（(]{NUMERAL}{{1,20}}[）)]|\d{{1,20}}[.．、]|[（(]\d{{1,20}}[）)])"
)
_NUMBER_HEAD = re.compile(
    rf"[（(](?P<number>{NUMERAL}+)[）)]|第(?P<article>{NUMERAL}+)条|(?P<indent>\d+)[.．、]"
)
_UNITS = ("article", "paragraph", "point", "indent")
_Clause = tuple[Operation, ...]
PlacedWords = tuple[tuple[Steps, ...], list[Quotation]]
"""Places, and the quoted words that stand in each of them."""


@dataclass(slots=True)
class Reading:
    """The state of reading an item.

    `here` are the places in the base that it speaks of, `new_places` the new numbers of places.

    `work` is the work that is spoken of; `lost` is one that a sentence names which is not
    understood: since then the work is not known.
    """

    masked: Masked
    here: tuple[Steps, ...] = ()
    new_places: dict[Steps, Steps] = field(default_factory=dict)
    work: str | None = None
    lost: str | None = None

    def copy(self) -> Reading:
        """A copy, to go back to."""
        return replace(self, new_places=dict(self.new_places))

    def back_to(self, before: Reading) -> None:
        """Go back to an earlier state."""
        self.here, self.new_places, self.work, self.lost = (
            before.here,
            before.new_places,
            before.work,
            before.lost,
        )

    def places(self, at: str | None) -> tuple[Steps, ...]:
        """The places that are named, from now on the current ones, else those before."""
        if at:
            self.here = read_places(at, self.here[-1] if self.here else ())
        return self.here

    def record(self, old: Sequence[Steps], new: Sequence[Steps]) -> None:
        """Record the new numbers of places, those that a range counts too."""
        for before, after in ((old, new), (counted(old), counted(new))):
            if len(before) == len(after):
                self.new_places.update(zip(before, after, strict=True))

    def moved(self, place: Steps) -> Steps:
        """The place in the new version, empty where the item has not given it."""
        return self.new_places.get(place, ())

    def lifted(self, place: Steps) -> Steps:
        """The place with the new numbers that the item gave it and what is around it."""
        for length in range(len(place), 0, -1):
            if place[:length] in self.new_places:
                return self.new_places[place[:length]] + place[length:]
        return place

    def items(self, text: str) -> list[PlacedWords]:
        """A list of places with quoted words: 第三条中的⟦0⟧、第五条中的⟦1⟧."""
        listed: list[PlacedWords] = []
        for item in ITEM_OF_WORDS.finditer(text):
            if item["old"] is None:
                continue
            places = self.places(item["at"]) or ((),)
            below: Steps = (("heading", ""),) if item["head"] else ()
            listed.append((tuple(place + below for place in places), self.masked.all(item["old"])))
        return listed

    def deleted(self, text: str) -> list[PlacedWords]:
        """A list of places with or without quoted words.

        The article that is spoken of stays the same while they stand in it.
        """
        listed: list[PlacedWords] = []
        for item in ITEM_OF_REPEAL.finditer(text):
            if item["at"] is None:
                listed.append((self.here or ((),), self.masked.all(item["loose"])))
                continue
            places = read_places(item["at"], self.here[-1] if self.here else ())
            below: Steps = (("heading", ""),) if item["head"] else ()
            listed.append((tuple(place + below for place in places), self.masked.all(item["old"])))
            if item["old"] or not self._in_one_article(places):
                self.here = places
        return listed

    def _in_one_article(self, places: tuple[Steps, ...]) -> bool:
        return bool(self.here) and all(
            above(place, "paragraph") == above(self.here[0], "paragraph") for place in places
        )


def members(places: Sequence[Steps]) -> list[tuple[Steps, Steps]]:
    """The places one by one, each with the range in which it is counted (else empty)."""
    return [
        (member, place if is_range(place) else ())
        for place in places
        for member in counted((place,))
    ]


def paired(
    targets: Sequence[Steps], results: Sequence[Steps]
) -> Iterator[tuple[Steps, Steps, Steps]]:
    """Each place with its new one, and the range in which it is counted (else empty).

    A range goes with a range as a whole, so that the base can say what it holds; a range with
    places that are none is counted. What has no partner has an empty place.
    """
    if len(targets) == len(results) and list(map(is_range, targets)) == list(
        map(is_range, results)
    ):
        yield from ((target, result, ()) for target, result in zip(targets, results, strict=True))
        return
    rows = zip_longest(members(targets), counted(results))
    for target, result in rows:
        place, within = target or ((), ())
        yield place, result or (), within


def one_text(new: list[Quotation], places: Sequence[Steps]) -> bool:
    """True if one quotation is the new text of several places together.

    Of 款, 项, 目 or sentences, where it does not hold as many as they are.
    """
    if len(new) != 1 or len(places) < 2 or not _in_a_row(places):
        return False
    if places[0][-1][0] == "sentence":
        return True
    return len(_units(new[0].text, places[0][-1][0])) != len(places)


def _in_a_row(places: Sequence[Steps]) -> bool:
    """True if these 款, 项, 目 or sentences of one place follow one another."""
    if any(
        not place
        or place[-1][0] not in ("paragraph", "point", "indent", "sentence")
        or not place[-1][1].isdecimal()
        for place in places
    ):
        return False
    numbers = [int(place[-1][1]) for place in places]
    return len({place[:-1] for place in places}) == 1 and all(
        after == before + 1 for before, after in pairwise(numbers)
    )


def _units(text: str, level: str) -> list[slice]:
    """The 款, 项 or 目 of new text with what is listed below them, as slices of lines."""
    heads = {"paragraph": _PARAGRAPH_HEAD, "point": _POINT_HEAD}.get(level)
    lines = text.split("\n")
    begins = [
        index for index, line in enumerate(lines) if heads is None or heads.match(line.strip())
    ]
    if begins[:1] != [0]:
        begins = list(range(len(lines)))
    return [slice(begin, end) for begin, end in pairwise([*begins, len(lines)])]


def by_heads(new: list[Quotation], places: Sequence[Steps]) -> list[list[Quotation]]:
    """A quotation of several articles cut for the places, empty where any is missing."""
    if len(new) != 1 or len(places) < 2 or any(place[-1][0] != "article" for place in places):
        return []
    text = new[0].text
    heads = [
        (match.start(), read_places(match[0])[0][-1][1]) for match in ARTICLE_HEAD.finditer(text)
    ]
    behind = [*(begin for begin, _ in heads), len(text)][1:]
    texts = {
        number: text[begin:end].strip() for (begin, number), end in zip(heads, behind, strict=True)
    }
    wanted = [place[-1][1] for place in places]
    return (
        [[Quotation(text=texts[number])] for number in wanted]
        if sorted(texts) == sorted(wanted)
        else []
    )


def share(new: list[Quotation], places: Sequence[Steps]) -> list[list[Quotation]]:
    """The new text of each place: a quotation or part where as many, else all."""
    if len(new) == len(places):
        return [[part] for part in new]
    small = all(place and place[-1][0] in ("paragraph", "point", "sentence") for place in places)
    whole = (
        all(place and place[-1][0] == "article" for place in places)
        and len(new) == 1
        and len(new[0].nodes) == len(places)
    )
    small = small or (whole and ARTICLE_HEAD.search(new[0].text) is None)
    if len(new) == 1 and len(places) > 1 and small:
        lines, nodes = new[0].text.split("\n"), new[0].nodes
        units = _units(new[0].text, places[0][-1][0])
        if len(units) == len(places) and len(nodes) in (0, len(lines)):
            return [
                [replace(new[0], text="\n".join(lines[unit]), nodes=nodes[unit])] for unit in units
            ]
    return [new for _ in places]


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


def with_late_texts(clauses: Iterable[_Clause]) -> Iterator[_Clause]:
    """The clauses, with late texts given to the insertions that they belong to.

    An insertion without its text takes that which is quoted behind the next new number.

    It does not where the quoted text has the number that is given there:
    增加一项，第四项改为第五项：“（五）…”.
    """
    waiting: list[_Clause] = []
    for clause in clauses:
        if waiting and all(isinstance(operation, Renumber | Recount) for operation in clause):
            waiting.append(clause)
            continue
        numbers = tuple(
            takewhile(lambda operation: isinstance(operation, Renumber | Recount), clause)
        )
        texts = clause[len(numbers) :]
        if (
            waiting
            and numbers
            and texts
            and _belongs(waiting[0], tuple(o for c in waiting[1:] for o in c) + numbers, texts)
        ):
            yield _given(waiting[0], (*waiting[1:], numbers), texts)
            yield from (*waiting[1:], numbers)
            waiting = []
            continue
        yield from waiting
        waiting = [clause] if _lacks_text(clause) else []
        yield from () if waiting else (clause,)
    yield from waiting


def _lacks_text(clause: _Clause) -> bool:
    bare = [
        o
        for o in clause
        if isinstance(o, Insert) and o.status == "parsed" and o.unit in _UNITS and not o.text
    ]
    return bool(bare) and len(bare) == len(clause) and len({(o.steps, o.unit) for o in bare}) == 1


def _belongs(coming: _Clause, numbers: Sequence[Operation], texts: _Clause) -> bool:
    """True if the quoted text is that of the insertions, which have none."""
    first = coming[0]
    beside = all(number.steps[-1:] and number.steps[-1][0] == first.unit for number in numbers)
    inside = first.unit == "article" or all(number.steps[:-1] == first.steps for number in numbers)
    head = _NUMBER_HEAD.match(texts[0].text or "")
    stated = (
        (canonical(head["number"] or head["article"] or head["indent"]) or "")
        if head is not None
        else ""
    )
    if (
        not beside
        or not inside
        or stated in {place[-1][1] for number in numbers for place in _results(number)}
    ):
        return False
    return (
        first.unit != "article"
        or len(coming) == 1
        or len(ARTICLE_HEAD.findall(_text(texts))) == len(coming)
    )


def _results(operation: Operation) -> tuple[Steps, ...]:
    return counted((operation.result_steps,)) if operation.result_steps else ()


def _given(coming: _Clause, numbers: Sequence[_Clause], texts: _Clause) -> _Clause:
    """The insertions with their text."""
    nodes = dict.fromkeys(node for operation in texts for node in operation.structure)
    verbatim = isinstance(texts[0], NewText) and texts[0].verbatim
    freed = ends(numbers[0][0].steps)[0]
    return tuple(
        replace(
            operation,
            text=_text(texts),
            structure=tuple(nodes),
            verbatim=verbatim,
            result_steps=operation.result_steps or (freed if len(coming) == 1 else ()),
        )
        for operation in coming
        if isinstance(operation, Insert)
    )


def _text(texts: _Clause) -> str:
    """The text of a clause; a text that was shared out among places is one again."""
    return "\n".join(dict.fromkeys(operation.text for operation in texts if operation.text))
