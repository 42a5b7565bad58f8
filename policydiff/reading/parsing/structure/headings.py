"""Headings of containers (a line of their own) and articles (run-in, bracketed)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.model.kinds import CONTAINERS, RANK, Level
from policydiff.reading.parsing.lines.lines import SourceParagraph, bare, join
from policydiff.reading.parsing.lines.marks import read_marks
from policydiff.reading.parsing.structure.sequence import LONGEST_HEADING, Token, is_heading
from policydiff.text.traditions.dialect import Dialect

LONGEST_RUN_IN = 45
"""Characters of a run-in heading; the longest in opinions and notices has 38."""

BRACKETED = re.compile(
    r"^(?P<heading>[（(【\[〔][^（）()【】\[\]〔〕。；：:]{1,30}[）)】\]〕])[\s　]*+(?P<rest>.*)$",
    re.DOTALL,
)
"""A caption behind the number of an article: 第一条（立法目的）为了…, 第一条【立法目的】为了…"""

NO_CAPTION = re.compile(
    r"^.(?:以下|下称|简称|参见|\d{4}[年.\-/]|(?:本条|该条)?已?(?:删除|删去|新增|修改|废止|保留)(?:本条|该条)?.$)"
)
"""A bracket that is no caption: a day, a short name, a drafter's word on the article."""

FEWEST_SQUARE = 2
"""Articles with 【】 from which these are captions; no law begins a text with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading, and its separation from the text.

    `stop` separates a run-in heading from its text (。, with a line feed if the text is on the next
    line); None on a line of its own. `remainder` is the text after a run-in heading.
    """

    text: str
    stop: str | None
    remainder: str


MOST_LINES = 3
"""Lines of a container's heading at most."""


def container_heading(
    tokens: Sequence[Token], index: int, dialect: Dialect
) -> tuple[Heading | None, int]:
    """The heading of 第一章 or 一、, and the number of further lines it took."""
    mark = tokens[index].mark
    remainder = mark.remainder.strip() if mark else ""
    begins = index + (0 if remainder else 1)
    if not remainder and not (begins < len(tokens) and _is_heading_line(tokens[begins], dialect)):
        return None, 0
    more = (
        _broken_off(tokens, index, begins, dialect)
        if mark is not None and mark.level in CONTAINERS
        else 0
    )
    parts = [
        remainder or tokens[begins].line.text,
        *(token.line.text.strip() for token in tokens[begins + 1 : begins + 1 + more]),
    ]
    return Heading(text=join(parts), stop=None, remainder=""), begins - index + more


def _broken_off(tokens: Sequence[Token], index: int, begins: int, dialect: Dialect) -> int:
    """The number of lines that continue a heading's first line."""
    end = next(
        (later for later in range(begins + 1, len(tokens)) if tokens[later].mark is not None),
        len(tokens),
    )
    lines = range(begins + 1, end)
    if (
        end == len(tokens)
        or not lines
        or len(lines) >= MOST_LINES
        or not all(_goes_with(tokens[line], dialect) for line in lines)
    ):
        return 0
    joined = [
        bool(
            dialect.broken_heading.search(f"{tokens[line - 1].line.text}\n{tokens[line].line.text}")
        )
        for line in lines
    ]
    if _has_headings_without_numbers(tokens, index, end, dialect):
        return max((count for count, sure in enumerate(joined, 1) if sure), default=len(lines) - 1)
    layouts = [_has_same_layout(tokens[begins].line, tokens[line].line) for line in lines]
    return next(
        (
            count
            for count, (sure, same_layout) in enumerate(zip(joined, layouts, strict=True))
            if not (sure or same_layout)
        ),
        len(lines),
    )


def _has_headings_without_numbers(
    tokens: Sequence[Token], index: int, first: int, dialect: Dialect
) -> bool:
    """True if a chapter has headings without numbers (第二节 without 第一节)."""
    own = tokens[index].mark
    assert own is not None and own.level is not None  # noqa: PT018, S101 only containers are asked for
    end = next(
        (
            later
            for later in range(first, len(tokens))
            if (level := _level(tokens[later])) is not None and RANK[level] <= RANK[own.level]
        ),
        len(tokens),
    )
    section = next(
        (
            mark
            for token in tokens[first:end]
            if (mark := token.mark) is not None and mark.level in CONTAINERS
        ),
        None,
    )
    if section is not None:
        return section.value > 1
    between = (
        later
        for later in range(first + 1, end - 1)
        if _level(tokens[later + 1]) == "article" and tokens[later].mark is None
    )
    return any(_is_heading_line(tokens[later], dialect) for later in between)


def _level(token: Token) -> Level | None:
    return None if token.mark is None else token.mark.level


def _is_heading_line(token: Token, dialect: Dialect) -> bool:
    """True for a short line without a number that ends no sentence."""
    if token.mark is not None or token.quoted is not None or token.line.table is not None:
        return False
    text = token.line.text
    return (
        len(text) <= LONGEST_HEADING
        and text[-1] not in dialect.sentence_end
        and "。" not in text  # 建立台账。（市局负责）
        and not read_marks(text, dialect)
    )


def _goes_with(token: Token, dialect: Dialect) -> bool:
    """True for a line that can continue a heading; 附则 is one of its own."""
    return _is_heading_line(token, dialect) and not dialect.unnumbered_heading.match(
        bare(token.line.text)
    )


def _has_same_layout(first: SourceParagraph, second: SourceParagraph) -> bool:
    """True unless the source sets the second line as a heading or in the middle."""
    return (
        second.depth in (0, first.depth)
        and second.centred >= first.centred
        and second.text.strip()[0] not in "（("
    )


def run_in_headings(
    tokens: Sequence[Token], levels: dict[int, Level], dialect: Dialect
) -> dict[int, Heading]:
    """The headings of articles by token; if most of a family have one, all have."""
    articles = [place for place, level in levels.items() if level == "article"]
    found: dict[int, Heading] = {}
    for family in sorted(
        {mark.family for place in articles if (mark := tokens[place].mark) is not None}
    ):
        members = [
            place
            for place in articles
            if (mark := tokens[place].mark) is not None and mark.family == family
        ]
        found |= (
            _bracketed(tokens, members, dialect) or _own_lines(tokens, members, dialect, "，,")
            if family == "article"
            else _run_in(tokens, members, dialect)
        )
    return found


def _own_lines(
    tokens: Sequence[Token], members: Sequence[int], dialect: Dialect, without: str = ""
) -> dict[int, Heading]:
    """Headings on a line with a number: 第四条 违约责任; none with a character `without`.

    In a law half of the articles must have one; clauses have them one by one.
    """
    clauses = dialect.citable == "clauses"
    headings = {
        place: Heading(text=mark.remainder.strip(), stop=None, remainder="")
        for place in members
        if (mark := tokens[place].mark) is not None
        and is_heading(mark, dialect)
        and (_goes_on(tokens, place) or (clauses and tokens[place].line.style == "heading"))
        and not any(sign in mark.remainder for sign in without)
    }
    return headings if clauses or len(headings) >= 0.5 * len(members) else {}


def _bracketed(
    tokens: Sequence[Token], members: Sequence[int], dialect: Dialect
) -> dict[int, Heading]:
    """Captions 第一条（目的）, if most articles have one; 第一条【目的】, if several have."""
    found = {}
    for place in members:
        mark = tokens[place].mark
        match = BRACKETED.match(mark.remainder) if mark else None
        if (
            match
            and not NO_CAPTION.match(match["heading"])
            and not read_marks(match["heading"], dialect)
        ):
            found[place] = Heading(
                text=match["heading"], stop="" if match["rest"] else None, remainder=match["rest"]
            )
    square = {place: heading for place, heading in found.items() if heading.text[0] == "【"}
    return (
        found if len(found) > 0.6 * len(members) else square if len(square) >= FEWEST_SQUARE else {}
    )


def _run_in(
    tokens: Sequence[Token], members: Sequence[int], dialect: Dialect
) -> dict[int, Heading]:
    own_line, candidates, strong = _own_lines(tokens, members, dialect), {}, set()
    for place in members:
        mark = tokens[place].mark
        if mark is None or (is_heading(mark, dialect) and _goes_on(tokens, place)):
            continue
        stop = mark.remainder.find(dialect.heading_stop)
        heading = mark.remainder[:stop]
        remainder = mark.remainder[stop + 1 :].strip()
        if (
            not 0 < stop <= LONGEST_RUN_IN
            or any(c in heading for c in "；：;:")
            or not (remainder or _goes_on(tokens, place))
        ):
            continue
        ending = "" if remainder else "\n"
        candidates[place] = Heading(
            text=heading, stop=dialect.heading_stop + ending, remainder=remainder
        )
        if not any(c in heading for c in "，,") and stop <= 30:
            strong.add(place)
    voted = len(members) > 1 and len(strong) >= 0.6 * len(members)
    bold = {place for place in candidates if _is_bold(tokens[place], candidates[place])}
    return own_line | {
        place: heading for place, heading in candidates.items() if voted or place in bold
    }


def _is_bold(token: Token, heading: Heading) -> bool:
    return token.mark is not None and 0 < len(
        token.mark.num + heading.text
    ) <= token.line.bold < len(token.line.text)


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """True if text, or the first item of a list, follows below this item."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or following.quoted is not None:
        return False
    mark, own = following.mark, tokens[index].mark
    return mark is None or (
        own is not None and mark.value == 1 and mark.family != own.family and mark.level is None
    )
