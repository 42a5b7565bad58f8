"""Places by their printed numbers, read and written: 第十八条第二款, 第七项至第九项."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policydiff.model.citation import Steps
from policydiff.model.kinds import LEVELS
from policydiff.text.numerals import NUMBER, canonical, write_number
from policydiff.text.traditions.mainland.amending_places import (
    ATTACHMENTS,
    FIRST_OR_LAST,
    JOINTS,
    LEVEL_MARKS,
    LEVEL_WORDS,
    NAMED_PLACES,
    PLACE,
    TITLE,
    TO,
)

WIDTH = ("attachment", "preamble", "title", *LEVELS, "intro", "sentence")
"""Steps from the widest to the narrowest."""
THIS = "this"
"""A step that names the 条, 款, 项 or 目 that is spoken of: 该款."""
_STEP = re.compile(
    rf"第(?P<numbers>[（(]?{NUMBER}[）)]?(?:[、至和及到]第?[（(]?{NUMBER}[）)]?){{0,60}})个?(?P<word>{'|'.join(sorted(LEVEL_WORDS, key=len, reverse=True))})"
    rf"(?:之(?P<sub>{NUMBER}(?:之{NUMBER})*))?|(?P<edge>{'|'.join(FIRST_OR_LAST)})|该(?P<this>[条款项目])(?![例文])"
)
_SIGN = re.compile(rf"(?P<joint>[、至和及到])?第?[（(]?(?P<number>{NUMBER})[）)]?")
_TITLE = re.compile(TITLE)
_PLACE = re.compile(PLACE)
_UNNUMBERED = {"heading": "标题", "title": "名称", "preamble": "引言", "intro": "条首部分"}
HIGHEST = 99_999
LONGEST_RANGE = 2000
"""No law has more articles; a hostile range costs nothing."""
RANGE = ".."
"""Stands between the numbers of the ends of a range."""
CANONICAL = re.compile(r"[1-9][0-9]{0,4}(?:-[1-9][0-9]{0,2})*")
"""A canonical number: 5, 5-1."""
_HEADS = ("第", "附件", "序言")
"""How a place begins that is printed in full."""


def read_places(text: str, here: Steps = ()) -> tuple[Steps, ...]:
    """Every place of a list, as (level, number) steps; a range is one place.

    What a member leaves out is taken from the one before it, at first from `here`. A step may hold
    several numbers: 第一、二项, 第一至三项.

        list  = place (joint place)*     joint = 、 和 及 以及 至 到
        place = (序言 | 引言 | 名称 | 附件一)? 第…条 第…款 第…项 第…句
    """
    read: list[Steps] = []
    end = 0
    for match in _PLACE.finditer(text):
        joint = JOINTS.search(text, end, match.start()) if read else None
        before = ends(read[-1] if read else here)[1]
        places = [_within(steps, before, listed=bool(read)) for steps in _read_place(match[0])]
        if joint is not None and joint[0] in TO:
            places[0] = _ranged(read.pop(), places[0])
        read.extend(places)
        end = match.end()
    return tuple(read)


def _read_place(text: str) -> list[Steps]:
    """The places that words name, several for 第十、十一条之一: 之 belongs to the last."""
    places: list[Steps] = [tuple(_named(text))]
    for match in _STEP.finditer(_TITLE.sub("", text)):
        if match["this"]:
            steps: list[tuple[str, str]] = [(THIS, LEVEL_WORDS[match["this"]])]
        elif match["edge"]:
            steps = [FIRST_OR_LAST[match["edge"]]]
        else:
            steps = [(LEVEL_WORDS[match["word"]], number) for number in _numbers(match)]
        places = [(*place, step) for place in places for step in steps]
    return places


def _numbers(step: re.Match[str]) -> list[str]:
    """The numbers of a step, two that are the ends of a range as one."""
    signs = list(_SIGN.finditer(step["numbers"]))
    numbers: list[str] = []
    for sign in signs:
        number = canonical(sign["number"], step["sub"] if sign is signs[-1] else None)
        number = number or sign["number"]
        if sign["joint"] in TO and numbers:
            number = f"{numbers.pop()}{RANGE}{number}"
        numbers.append(number)
    return numbers


def _named(text: str) -> Iterator[tuple[str, str]]:
    """A place without 第, or the preamble unless a paragraph of it follows."""
    word = next((word for word in NAMED_PLACES if text.startswith(word)), None)
    if word is not None and not (NAMED_PLACES[word] == "preamble" and _STEP.search(text)):
        yield NAMED_PLACES[word], ""
    attachment = re.match(rf"(?:{'|'.join(ATTACHMENTS)})(?P<number>{NUMBER})?", text)
    if attachment is not None:
        yield "attachment", canonical(attachment["number"]) or "1" if attachment["number"] else "1"


def _within(place: Steps, before: Steps, *, listed: bool) -> Steps:
    """The place with the wider steps that it leaves out, in the attachment before it."""
    if place and place[0][0] == THIS:
        rank = WIDTH.index(place[0][1])
        return (
            tuple(step for step in before if step[0] in WIDTH and WIDTH.index(step[0]) <= rank)
            + place[1:]
        )
    if (
        listed
        and place
        and place[0][0] == "article"
        and before[:1]
        and before[0][0] == "attachment"
    ):
        return before[:1] + place
    if not place or place[0][0] in (
        "attachment",
        "preamble",
        "title",
        "part",
        "chapter",
        "article",
    ):
        return place
    rank = WIDTH.index(place[0][0])
    return (
        tuple(step for step in before if step[0] in WIDTH and WIDTH.index(step[0]) < rank) + place
    )


def _ranged(first: Steps, last: Steps) -> Steps:
    """The range between two places; its last end in full where it stands elsewhere."""
    if not first or not last:
        return last
    (level, low), (last_level, high) = first[-1], last[-1]
    near = first[:-1] == last[:-1] and level == last_level
    return (*first[:-1], (level, f"{low}{RANGE}{high if near else write_place(last)}"))


def is_range(steps: Steps) -> bool:
    """True for a place with two ends: ("article", "3..5-1") is 第三条至第五条之一."""
    return any(map(_has_ends, steps))


def _has_ends(step: tuple[str, str]) -> bool:
    return step[0] != "row" and RANGE in step[1]


def ends(steps: Steps) -> tuple[Steps, Steps]:
    """Both ends of a range; a place that is none is both."""
    at = next((at for at, step in enumerate(steps) if _has_ends(step)), None)
    if at is None:
        return steps, steps
    above, (level, number), below = steps[:at], steps[at], steps[at + 1 :]
    low, high = number.split(RANGE, maxsplit=1)
    stated = read_places(high) if high.startswith(_HEADS) else ()
    last = stated[0] if stated else (*above, (level, high))
    return (*above, (level, low), *ends(below)[0]), (*last, *ends(below)[1])


def counted(places: Iterable[Steps]) -> tuple[Steps, ...]:
    """The places, those of a range one by one as far as their numbers can be counted.

    For new numbers, and where each place has a text: 第三条至第五条之一 is 第三条, 第四条, 第五条, 第五条之一.
    """
    return tuple(member for place in places for member in _counted(place))


def _counted(steps: Steps) -> tuple[Steps, ...]:
    at = next((at for at, step in enumerate(steps) if _has_ends(step)), None)
    if at is None:
        return (steps,)
    level, number = steps[at]
    numbers = _count(*number.split(RANGE, maxsplit=1))
    below = _counted(steps[at + 1 :])
    return (
        tuple((*steps[:at], (level, member), *inner) for member in numbers for inner in below)
        if numbers
        else (steps,)
    )


def _count(low: str, high: str) -> list[str]:
    """The numbers of 8-1 to 8-3, 8 to 8-3, 4-1 to 6, 3 to 5-1; none for other ends."""
    if not (CANONICAL.fullmatch(low) and CANONICAL.fullmatch(high)):
        return []
    first, last = ([int(part) for part in number.split("-")] for number in (low, high))
    stem, begin = last[:-1], 1
    if first[:-1] == stem:
        begin = first[-1] + 1
    elif first != stem and (len(first), len(last)) == (2, 1):  # 4-1 to 6
        begin = first[0] + 1
    elif first != stem:  # 3 to 5-1 is 3 to 5, and 5 to 5-1
        whole = _count(low, str(last[0])) if len(first) < 3 and len(last) == 2 else []
        return [*whole, *_count(str(last[0]), high)[1:]] if whole else []
    if not begin <= last[-1] < begin + LONGEST_RANGE:
        return []
    return [low, *("-".join(map(str, (*stem, value))) for value in range(begin, last[-1] + 1))]


def write_place(steps: Steps) -> str | None:
    """The place as decisions print it: 第十八条第二款; None for no place."""
    return "".join(map(_write_ends, steps)) or None


def _write_ends(step: tuple[str, str]) -> str:
    if not _has_ends(step):
        return _write_step(*step)
    low, high = step[1].split(RANGE, maxsplit=1)
    last = high if high.startswith(_HEADS) else _write_step(step[0], high)
    return f"{_write_step(step[0], low)}至{last.removeprefix('序言')}"


def _write_step(level: str, number: str) -> str:
    if level == "attachment":
        return f"附件{written(number)}"
    if not number:
        return _UNNUMBERED[level]
    if level == "row":
        return f"“{number}”一行"
    if level == "heading":
        return f"前的{LEVEL_MARKS[number]}名"
    if number == "last":
        return f"最后一{LEVEL_MARKS[level]}"
    return ("序言" if level == "preamble" else "") + printed_number(number, level)


def printed_number(number: str, level: str = "article", *, bracketed: bool = False) -> str:
    """The number of a provision as texts print it: 120-1 → 第一百二十条之一.

    With `bracketed`, 第（二）项 in place of 第二项.
    """
    head, *subs = (written(part) for part in number.split("-"))
    head = f"（{head}）" if bracketed else head
    return f"第{head}{LEVEL_MARKS[level]}" + "".join(f"之{sub}" for sub in subs)


def written(number: str) -> str:
    """One canonical number as articles print it, anything else as it is."""
    return (
        write_number(int(number)) if number.isdecimal() and 0 < int(number) <= HIGHEST else number
    )


def above(steps: Steps, level: str) -> Steps:
    """The steps that are wider than a level."""
    rank = WIDTH.index(level)
    return tuple(step for step in steps if step[0] in WIDTH and WIDTH.index(step[0]) < rank)
