"""The places that a Chinese amending decision names, in canonical numbers.

第十八条第二款、第三款 · 第七项至第九项 · 序言第七自然段.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policydiff.amending.engine.operations import Steps
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

WIDTH = (
    "attachment",
    "preamble",
    "title",
    "part",
    "subpart",
    "chapter",
    "section",
    "article",
    "paragraph",
    "point",
    "indent",
    "intro",
    "sentence",
)
"""Steps from the widest to the narrowest."""
THIS = "this"
"""A step that names the 条, 款, 项 or 目 that is spoken of: 该款."""
_STEP = re.compile(
    rf"第(?P<numbers>[（(]?{NUMBER}[）)]?(?:[、至和及到][（(]?{NUMBER}[）)]?)*)个?(?P<word>{'|'.join(sorted(LEVEL_WORDS, key=len, reverse=True))})"
    rf"(?:之(?P<sub>{NUMBER}(?:之{NUMBER})*))?|(?P<edge>{'|'.join(FIRST_OR_LAST)})|该(?P<this>[条款项目])(?![例文])"
)
_SIGN = re.compile(rf"(?P<joint>[、至和及到])?[（(]?(?P<number>{NUMBER})[）)]?")
_TITLE = re.compile(TITLE)
_PLACE = re.compile(PLACE)
_UNNUMBERED = {"heading": "标题", "title": "名称", "preamble": "引言", "intro": "条首部分"}
HIGHEST = 99_999
LONGEST_RANGE = 2000
"""No law has more articles; a hostile range costs nothing."""


def read_places(text: str, here: Steps = ()) -> tuple[Steps, ...]:
    """Every place of a list, ranges in full.

    What a member leaves out is taken from the one before it, at first from `here`.

    list = place (joint place)*     joint = 、 和 及 以及 至 到     place = (序言 | 引言 | 名称 |
    附件一)? 第…条 第…款 第…项 第…句
    The last step may hold several numbers: 第一、二项, 第一至三项.
    """
    found: list[Steps] = []
    end = 0
    for match in _PLACE.finditer(text):
        joint = JOINTS.search(text, end, match.start()) if found else None
        steps, more = _read_place(match[0])
        place = _within(steps, found[-1] if found else here, listed=bool(found))
        found.extend(_range(found[-1], place) if joint is not None and joint[0] in TO else (place,))
        for ranged, number in more:
            place = (*place[:-1], (place[-1][0], number))
            found.extend(_range(found[-1], place) if ranged else (place,))
        end = match.end()
    return tuple(found)


def _read_place(text: str) -> tuple[Steps, list[tuple[bool, str]]]:
    """The first place that these words name, and further numbers of its last step.

    With each number, whether it ends a range.
    """
    steps = list(_named(text))
    more: list[tuple[bool, str]] = []
    for match in _STEP.finditer(_TITLE.sub("", text)):
        if match["this"]:
            steps.append((THIS, LEVEL_WORDS[match["this"]]))
            continue
        if match["edge"]:
            steps.append(FIRST_OR_LAST[match["edge"]])
            continue
        signs = list(_SIGN.finditer(match["numbers"]))
        numbers = [canonical(sign["number"], match["sub"]) or sign["number"] for sign in signs]
        steps.append((LEVEL_WORDS[match["word"]], numbers[0]))
        more = [
            (sign["joint"] in TO, number)
            for sign, number in zip(signs[1:], numbers[1:], strict=True)
        ]
    return tuple(steps), more


def _named(text: str) -> Iterator[tuple[str, str]]:
    """A place without 第, such as the preamble.

    Where a paragraph of the preamble follows, that alone names it.
    """
    word = next((word for word in NAMED_PLACES if text.startswith(word)), None)
    if word is not None and not (NAMED_PLACES[word] == "preamble" and _STEP.search(text)):
        yield NAMED_PLACES[word], ""
    attachment = re.match(rf"(?:{'|'.join(ATTACHMENTS)})(?P<number>{NUMBER})?", text)
    if attachment is not None:
        yield "attachment", canonical(attachment["number"]) or "1" if attachment["number"] else "1"


def _within(place: Steps, before: Steps, *, listed: bool) -> Steps:
    """The place with the wider steps that it leaves out.

    An article of a list stays in the attachment of the one before it.
    """
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


def _range(first: Steps, last: Steps) -> Iterator[Steps]:
    """The places that follow the first, up to the last.

    The last alone where they are no range.
    """
    (level, low), (other, high) = first[-1], last[-1]
    stem, low, high = _ends_of_range(low, high)
    if (
        level != other
        or not (low.isdecimal() and high.isdecimal())
        or not 0 < int(high) - int(low) < LONGEST_RANGE
    ):
        yield last
        return
    for number in range(int(low) + 1, int(high) + 1):
        yield (*first[:-1], (level, f"{stem}{number}"))


def _ends_of_range(low: str, high: str) -> tuple[str, str, str]:
    """The stem that two numbers share, and the numbers to count from and to.

    8-1 and 8-3 count from 1 to 3, 8 and 8-3 from 0 to 3.
    """
    stem, _, last = high.rpartition("-")
    if not stem:
        return "", low, high
    return f"{stem}-", "0" if low == stem else low.removeprefix(f"{stem}-"), last


def write_place(steps: Steps) -> str | None:
    """The place as decisions print it: 第十八条第二款; None for no place."""
    return "".join(_write_step(*step) for step in steps) or None


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
    head, *subs = (written(part) for part in number.split("-"))
    lead = "序言" if level == "preamble" else ""
    return f"{lead}第{head}{LEVEL_MARKS[level]}" + "".join(f"之{sub}" for sub in subs)


def written(number: str) -> str:
    """One canonical number as articles print it.

    What is no such number stands as it is.
    """
    return (
        write_number(int(number)) if number.isdecimal() and 0 < int(number) <= HIGHEST else number
    )


def above(steps: Steps, level: str) -> Steps:
    """The steps that are wider than a level."""
    rank = WIDTH.index(level)
    return tuple(step for step in steps if step[0] in WIDTH and WIDTH.index(step[0]) < rank)
