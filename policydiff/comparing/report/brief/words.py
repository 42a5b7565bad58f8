"""Short forms of texts in a brief; no figure in them is ever cut."""

from __future__ import annotations

import re

from policydiff.model.comparison import Fact, Match, Span
from policydiff.text.sentences import cut_clauses, cut_sentences
from policydiff.text.words import cut_words

LONGEST_SIDE = 26
"""Characters of one side of a fact that a brief shows at most, unless a figure is longer."""

AROUND = 30
"""Characters of the clause around a fact that a brief shows at most."""

_FIGURE = re.compile(
    r"第?(?:[〇○零一二三四五六七八九十百千万亿两0-9０-９,，.．]|分之|过半){1,40}"
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
    '处五万元以上五十万元以下…非法财物'
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cuts = safe_cuts(line)
    tail = min((cut for cut in cuts if cut >= len(line) - most // 4), default=len(line))
    head = max((cut for cut in cuts if cut <= most - 1 - (len(line) - tail)), default=0)
    if head <= 0:
        head = min((cut for cut in cuts if cut), default=len(line))
    return line if tail <= head else f"{line[:head]}…{line[tail:]}"


def begin_of(text: str, most: int) -> str:
    """The beginning of a text of one line, with … where it goes on."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    head = max((cut for cut in safe_cuts(line) if 0 < cut <= most), default=0)
    return f"{line[:head].rstrip('，、；：')}…" if head else line


def around(text: str, begin: int, end: int, most: int) -> str:
    """The clause in which a stretch of a text stands, cut where it is long.

    The stretch itself is whole.
    """
    spans = [
        span for span in cut_sentences(text, "。！？；：，\n") if span[0] < end and begin < span[1]
    ]
    first, last = spans[0][0], spans[-1][1]
    clause = text[first:last]
    left, right = begin - first, end - first
    if len(clause) <= most:
        return _trimmed(clause)
    room = max(most - (right - left), 0)
    cuts = safe_cuts(clause)
    low = min((cut for cut in cuts if left - room // 2 <= cut <= left), default=left)
    high = max((cut for cut in cuts if right <= cut <= right + room - (left - low)), default=right)
    return f"{'…' * (low > 0)}{_trimmed(clause[low:high])}{'…' * (high < len(clause))}"


def clause_around(fact: Fact, match: Match) -> str:
    """The clause of a fact, in the new text where it stands there.

    It is "" where the place of the fact is open.
    """
    found = _place(fact, match)
    if found is None:
        return ""
    text, (begin, end) = found
    clause = around(text, begin, end, AROUND)
    return "" if clause == text[begin:end] else clause


def conduct_of(fact: Fact, match: Match) -> str:
    """The beginning of the sentence of a fact, which names what is punished.

    Where the fact stands in that itself, it is the clause around it.
    """
    found = _place(fact, match)
    if found is None:
        return ""
    text, (begin, _) = found
    sentence = next(span for span in cut_sentences(text) if begin < span[1])
    stated = text[slice(*sentence)]
    case = next(
        (end for _, end in cut_clauses(stated) if stated[:end].endswith(("的，", "：", "的："))), 0
    )
    if not 0 < case <= begin - sentence[0]:
        return clause_around(fact, match)
    return shorten(_trimmed(stated[:case]), AROUND)


def _place(fact: Fact, match: Match) -> tuple[str, Span] | None:
    """The text of the side on which a fact stands, and its place there.

    None where that is open.
    """
    right = fact.after is not None
    span, words = (fact.right_span, fact.after) if right else (fact.left_span, fact.before)
    gone = "delete" if right else "insert"
    text = "".join(edit.text for edit in match.edits if edit.op != gone)
    return (text, span) if span is not None and text[slice(*span)] == words else None


def quote_around(text: str, begin: int, end: int, most: int) -> str:
    """A sentence as it stands; of a long one whole clauses around a stretch.

    …… stands for the clauses that are left out.
    """
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
    lead, tail = "……" * (low > 0), "……" * (high < len(spans) - 1)
    return f"{lead}{text[spans[low][0] : spans[high][1]].strip()}{tail}"


def _trimmed(text: str) -> str:
    return " ".join(text.split()).strip("，。；：、,;: ")
