"""Numbers that skip, repeat or run backwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policydiff.messages import Message, template
from policydiff.model.document import Document, Node, Provision, provisions_in
from policydiff.model.index import mark_family
from policydiff.model.kinds import CONTAINERS
from policydiff.text.lint.flaw import Flaw, FlawType

Number = tuple[int, ...]

LATE = 10
"""A text whose numbers begin beyond this is one book of a larger whole; below, its beginning is
lost.
"""


def broken_numbers(document: Document) -> Iterator[Flaw]:
    """The flaws in the numbering of a document.

    Articles count through the body or an attachment, or from 1 in each chapter; all else counts
    below its parent.

    The lists of attachments are numbered freely and left alone.
    """
    for nodes in (
        document.preamble,
        document.body,
        *(attachment.content for attachment in document.attachments),
    ):
        yield from _sequence(
            [one for one in provisions_in(nodes) if one.level == "article"], restarts=True
        )
    for nodes in (document.preamble, document.body):
        yield from _below(nodes)


def _below(nodes: Sequence[Node]) -> Iterator[Flaw]:
    provisions = [node for node in nodes if isinstance(node, Provision)]
    for level in dict.fromkeys(
        one.level for one in provisions if one.level not in ("article", "paragraph")
    ):
        same = [one for one in provisions if one.level == level]
        for family in dict.fromkeys(mark_family(one.num) for one in same):
            yield from _sequence(
                [one for one in same if mark_family(one.num) == family],
                restarts=level not in CONTAINERS,
            )
    for one in provisions:
        yield from _below(one.content)


def _sequence(provisions: Sequence[Provision], *, restarts: bool) -> Iterator[Flaw]:
    """The flaws of one sequence; with `restarts` a new 1 begins another.

    That is a second list, or the articles of the next chapter.
    """
    last: Number = (0,)
    for one in provisions:
        number = _read(one.number)
        if number is None or one.num is None:
            continue
        kind = None if number == (1,) and restarts else _doubt(last, number)
        if kind is not None and last != (0,):
            yield Flaw(
                type=kind,
                message=Message(_WHY[kind], num=one.num, last=_print(last)),
                eid=one.eid,
                line=one.line,
            )
        elif kind == "number-skips" and number[0] <= LATE:
            yield Flaw(
                type=kind,
                message=Message("{num} comes first", num=one.num),
                eid=one.eid,
                line=one.line,
            )
        last = number


_WHY: dict[FlawType, str] = {
    "number-skips": template("{num} comes after number {last}"),
    "number-repeats": template("{num} stands twice, after number {last}"),
    "number-backwards": template("{num} comes after number {last}"),
}


def _doubt(last: Number, number: Number) -> FlawType | None:
    """The flaw of a number after another, None where it is right.

    Right are 120 → 121, 120-1; 120-1 → 120-2, 121.
    """
    if number == last:
        return "number-repeats"
    if number < last:
        return "number-backwards"
    follows = number == (last[0] + 1,) or (
        len(number) > 1 and number in ((*last, 1), (*last[:-1], last[-1] + 1))
    )
    return None if follows else "number-skips"


def _read(number: str) -> Number | None:
    parts = number.split("-")
    return (
        tuple(int(part) for part in parts)
        if all(part.isascii() and part.isdigit() for part in parts)
        else None
    )


def _print(number: Number) -> str:
    return "-".join(map(str, number))
