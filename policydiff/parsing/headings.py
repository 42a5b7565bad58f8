"""Headings: of a container on its own line or the next, run-in before the text of an item, in brackets after 第…条."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.model.dialect import Dialect
from policydiff.model.kinds import Level
from policydiff.parsing.marks import read_marks
from policydiff.parsing.sequence import LONGEST_HEADING, Token, is_heading

LONGEST_RUN_IN = 45
"""Characters of a run-in heading; in the opinions and notices looked at the longest has 38."""

BRACKETED = re.compile(r"^(?P<heading>(?:[（(【\[])[^（）()【】\[\]。]{1,30}[）)】\]])[\s　]*(?P<rest>.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """`stop` is what parts a run-in heading from its text (。), with a line feed where the text begins on the next line.

    It is None where a heading without a full stop has its own line; `rest` is the text after a run-in heading.
    """

    text: str
    stop: str | None
    rest: str


def container_heading(tokens: Sequence[Token], place: int, dialect: Dialect) -> tuple[Heading | None, int]:
    """The heading of 第一章 or 一、: the rest of its line, else the next line. Also the number of further lines it took."""
    mark = tokens[place].mark
    rest = mark.rest.strip() if mark else ""
    if rest:
        return Heading(text=rest, stop=None, rest=""), 0
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None or following.mark is not None or following.quoted is not None or following.line.table is not None:
        return None, 0
    text = following.line.text
    if len(text) > LONGEST_HEADING or text[-1] in dialect.sentence_end or read_marks(text, dialect):
        return None, 0
    return Heading(text=text, stop=None, rest=""), 1


def run_in_headings(tokens: Sequence[Token], levels: dict[int, Level], dialect: Dialect) -> dict[int, Heading]:
    """The headings of articles, by the place of their token.

    Of items of one family those with a short first sentence vote: where most have one, the longer ones are headings too.
    """
    articles = [place for place, level in levels.items() if level == "article"]
    found: dict[int, Heading] = {}
    for family in sorted({mark.family for place in articles if (mark := tokens[place].mark) is not None}):
        members = [place for place in articles if (mark := tokens[place].mark) is not None and mark.family == family]
        found |= _bracketed(tokens, members) if family == "article" else _run_in(tokens, members, dialect)
    return found


def _bracketed(tokens: Sequence[Token], members: Sequence[int]) -> dict[int, Heading]:
    """第一条（目的）: believed where most articles of the text have one."""
    found = {}
    for place in members:
        mark = tokens[place].mark
        match = BRACKETED.match(mark.rest) if mark else None
        if match:
            found[place] = Heading(text=match["heading"], stop="" if match["rest"] else None, rest=match["rest"])
    return found if len(found) > 0.6 * len(members) else {}


def _run_in(tokens: Sequence[Token], members: Sequence[int], dialect: Dialect) -> dict[int, Heading]:
    own_line, candidates, strong = {}, {}, set()
    for place in members:
        mark = tokens[place].mark
        if mark is None:
            continue
        if is_heading(mark, dialect) and _goes_on(tokens, place):
            own_line[place] = Heading(text=mark.rest.strip(), stop=None, rest="")
            continue
        stop = mark.rest.find(dialect.heading_stop)
        heading = mark.rest[:stop]
        rest = mark.rest[stop + 1 :].strip()
        if not 0 < stop <= LONGEST_RUN_IN or any(c in heading for c in "；：;:") or not (rest or _goes_on(tokens, place)):
            continue
        ending = "" if rest else "\n"
        candidates[place] = Heading(text=heading, stop=dialect.heading_stop + ending, rest=rest)
        if not any(c in heading for c in "，,") and stop <= 30:
            strong.add(place)
    if len(own_line) < 0.5 * len(members):
        own_line = {}  # a short item above a line of text is no heading where its siblings have none
    voted = len(members) > 1 and len(strong) >= 0.6 * len(members)
    bold = {place for place in candidates if _is_bold(tokens[place], candidates[place])}
    return own_line | {place: heading for place, heading in candidates.items() if voted or place in bold}


def _is_bold(token: Token, heading: Heading) -> bool:
    return token.mark is not None and 0 < len(token.mark.num + heading.text) <= token.line.bold < len(token.line.text)


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """The next line belongs to this item: text, or the first of a list below it."""
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None or following.quoted is not None:
        return False
    mark, own = following.mark, tokens[place].mark
    return mark is None or (own is not None and mark.value == 1 and mark.family != own.family and mark.level is None)
