"""Extracts of texts, cut between words but in no figure, and short redlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policydiff.comparing.engine.redline.sides import common_start
from policydiff.report.pieces import ELLIPSIS, TextPiece, cut
from policydiff.report.rows import ComparisonRow, Gap
from policydiff.text.numerals import AMOUNT
from policydiff.text.sentences import cut_clauses
from policydiff.text.words import cut_words

AROUND = 16
"""Characters that stay of an unchanged stretch beside a change, where the redline is short."""

LONGEST_SIDE = 26
"""Characters of one side of a fact that a report shows at most, unless a figure is longer."""

NEAREST = 14
"""So far from a change its clause is told from its beginning, or to its end."""

UNCUT = 8
"""So many times the room is given to what has no words to cut between: letters without end."""

NEARBY = 10
"""Characters before and behind a change that are told of a longer clause."""

_LISTED = re.compile("、|(?:和|及|与|或者)$")
"""What shows that a place lies within a list: 教育、公安和……"""

_FIGURE = re.compile(
    rf"第?(?:{AMOUNT}|[,，.．]|分之|过半){{1,40}}"
    r"(?:个?工作日|个月|周岁|小时|分钟|元|倍|年|月|日|天|人|名|条|款|项|次|届|%|％)?"
    r"(?:以上|以下|以内|之内|内)?"
)
"""A figure with its unit and its limit: 五万元以上, 第三十二条, 百分之二十."""


def safe_cuts(text: str) -> tuple[int, ...]:
    """The places between words at which a text may be cut without cutting a figure."""
    inside = {
        place for one in _FIGURE.finditer(text) for place in range(one.start() + 1, one.end())
    }
    return tuple(place for place in cut_words(text).bounds if place not in inside)


def shorten(text: str, most: int) -> str:
    """A text of one line, its middle left out where it is long.

    >>> shorten("处五万元以上五十万元以下罚款，并处没收违法所得和非法财物", 20)
    '处五万元以上五十万元以下……和非法财物'
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cuts = safe_cuts(line)
    tail = _first_of([cut for cut in cuts if cut >= len(line) - most // 4], line)
    tail = len(line) if tail is None else tail
    room = most - len(ELLIPSIS) - (len(line) - tail)
    head = _first_of([cut for cut in reversed(cuts) if 0 < cut <= room], line)
    if head is None:
        head = min((cut for cut in cuts if cut), default=len(line))
        head = room if head > UNCUT * most else head
    return line if tail <= head else f"{line[:head]}{ELLIPSIS}{line[tail:]}"


def _first_of(cuts: list[int], line: str) -> int | None:
    """The first of some cuts, or one behind a mark near it."""
    marked = (cut for cut in cuts[: len(cuts) // 2 + 1] if line[cut - 1 : cut] in "，、；：")
    return next(marked, cuts[0] if cuts else None)


def begin_of(text: str, most: int) -> str:
    """The beginning of a text of one line, with …… where it goes on."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    least = most if len(line) > UNCUT * most else 0
    head = max((cut for cut in safe_cuts(line) if 0 < cut <= most), default=least)
    return f"{line[:head].rstrip('，、；：')}{ELLIPSIS}" if head else line


def shorten_pair(before: str, after: str, most: int) -> tuple[str, str]:
    """Both sides of a change, cut in the same place where one is long.

    What both have before and behind the change is left out, but for the nearest words.

    >>> one = "县级以上人民政府民政部门应当建立慈善组织及其负责人信用记录制度"
    >>> other = one.replace("负责人", "负责人、慈善信托的受托人")
    >>> shorten_pair(one, other, 26)
    ('……慈善组织及其负责人信用记录制度', '……慈善组织及其负责人、慈善信托的受托人信用记录制度')
    """
    before, after = " ".join(before.split()), " ".join(after.split())
    if max(len(before), len(after)) <= most:
        return before, after
    shared = common_start(before, after)
    room = min(len(before), len(after)) - shared
    behind = min(common_start(before[::-1], after[::-1]), room)
    first = _shown_from(before, after, shared)
    ends = [len(side) - behind for side in (before, after)]
    kept = _shown_behind(before[ends[0] :], after[ends[1] :]) if behind else 0
    return _cut(before, first, ends[0] + kept, most), _cut(after, first, ends[1] + kept, most)


def _shown_from(before: str, after: str, shared: int) -> int:
    """The place between words from which both sides are shown."""
    clause = max(before.rfind(mark, 0, shared) for mark in "，；：。") + 1
    if shared - clause <= NEAREST:
        return clause
    cuts = sorted(set(safe_cuts(before)) & set(safe_cuts(after)))
    near = (cut for cut in cuts if shared - NEARBY <= cut <= shared)
    return next(
        (cut for cut in near if not _LISTED.search(before[clause:cut] + before[cut:shared])),
        clause,
    )


def _shown_behind(before: str, after: str) -> int:
    """The number of characters behind a change that are shown."""
    cuts = sorted(set(safe_cuts(before)) & set(safe_cuts(after)))
    near = [cut for cut in cuts if cut <= NEARBY]
    return len(before) if len(before) <= NEAREST else max(near, default=0)


def _cut(text: str, first: int, last: int, most: int) -> str:
    """A stretch of a text with …… where something is left out."""
    kept = shorten(text[first:last], 2 * most)
    return f"{ELLIPSIS if first else ''}{kept}{ELLIPSIS if last < len(text) else ''}"


def quote_around(text: str, begin: int, end: int, most: int) -> str:
    """A sentence; of a long one whole clauses around a stretch, …… for the others."""
    if len(text) <= most:
        return text
    spans = list(cut_clauses(text))
    low = next(place for place, span in enumerate(spans) if begin < span[1])
    high = next((place for place, span in enumerate(spans) if end <= span[1]), len(spans) - 1)
    while True:
        wider = [
            (one, other)
            for one, other in ((low, high + 1), (low - 1, high))
            if one >= 0 and other < len(spans) and spans[other][1] - spans[one][0] <= most
        ]
        if not wider:
            break
        low, high = wider[0]
    lead, tail = ELLIPSIS * (low > 0), ELLIPSIS * (high < len(spans) - 1)
    return f"{lead}{text[spans[low][0] : spans[high][1]].strip()}{tail}"


def short(row: ComparisonRow | Gap) -> tuple[TextPiece, ...]:
    """The redline of a clause in one line: its changes with a few words around each.

    Nothing for clauses that have new numbers only. Where a side holds several clauses, the old ones
    with what goes stand before the new ones with what comes.
    """
    if isinstance(row, Gap):
        return ()
    pieces = (*row.heading, *row.text) or tuple(_each(row))
    return shortened(tuple(replace(piece, text=piece.text.replace("\n", " ")) for piece in pieces))


def _each(row: ComparisonRow) -> Iterator[TextPiece]:
    """The clauses of both sides, one after the other."""
    for place, cell in enumerate((*row.left, *row.right)):
        space = " " if place else ""
        yield TextPiece(op="equal", text=f"{space}{cell.num or cell.label} ", note=True)
        yield from (*cell.heading, *cell.text)


def shortened(pieces: tuple[TextPiece, ...]) -> tuple[TextPiece, ...]:
    """A redline, one …… for the middle of its long unchanged stretches."""
    last = len(pieces) - 1
    found = (
        part
        for place, piece in enumerate(pieces)
        for part in _parts(piece, first=place == 0, last=place == last)
        if part.text
    )
    kept: list[TextPiece] = []
    for part in found:
        if not (part.elided and kept and kept[-1].elided):
            kept.append(part)
    return tuple(kept)


def short_paragraphs(pieces: tuple[TextPiece, ...]) -> Iterator[tuple[TextPiece, ...]]:
    """A shortened redline by its paragraphs, empty ones left out."""
    return filter(None, cut(shortened(pieces)))


def _parts(piece: TextPiece, *, first: bool, last: bool) -> Iterator[TextPiece]:
    """A stretch, or its parts that stay with a mark for the part that does not."""
    if piece.note or piece.op != "equal" or (len(piece.text) <= 2 * AROUND and not piece.elided):
        yield piece
        return
    yield replace(piece, text="" if first or piece.elided else _beginning(piece.text), elided=False)
    yield replace(piece, text=ELLIPSIS, elided=True)
    yield replace(piece, text="" if last or piece.elided else _end(piece.text), elided=False)


def _beginning(text: str) -> str:
    """The first characters of a text, up to a mark of punctuation if there is one."""
    stop = max(text.rfind(mark, 1, AROUND) for mark in "，；。：、")
    return text[: stop + 1] if stop >= 0 else text[:AROUND]


def _end(text: str) -> str:
    """The last characters of a text, after a mark of punctuation if there is one."""
    stops = [
        place
        for mark in "，；。：、"
        if (place := text.find(mark, len(text) - AROUND, len(text) - 1)) >= 0
    ]
    return text[min(stops) + 1 :] if stops else text[-AROUND:]
