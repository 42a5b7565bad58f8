"""New numbers for the steps of a printed citation, printed as the old ones are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from policydiff.model.citation import Steps
from policydiff.model.cited import NewWords
from policydiff.text.numerals import DIGIT, NUMERAL, canonical, read_number, write_number
from policydiff.text.traditions.citation_words import CitationWords

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumbering:
    """The stretches that get new words, and how many steps the citation leaves out.

    Those, `bare`, it takes over from what stands before it: 第二款 after 第三条第一款.
    """

    fixes: tuple[NewWords, ...]
    bare: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _PrintedStep:
    """A printed step, 第一百二十条之一 or 第（三）项, with its parts."""

    match: re.Match[str]
    level: str
    number: str

    @property
    def span(self) -> tuple[int, int]:
        return self.match.span()

    def renumbered(self, number: str) -> str | None:
        """The step with another number; None where its own is printed otherwise."""
        base, *subs = number.split("-")
        written = _as_printed(self.match["number"], base)
        if written is None or not _is_usual(self.match["sub"]):
            return None
        head = self.match[0][: self.match.start("number") - self.match.start()]
        tail = self.match[0][self.match.end("number") - self.match.start() :]
        tail = tail[: len(tail) - len(self.match["sub"])]
        return head + written + tail + "".join(f"之{write_number(int(sub))}" for sub in subs)


def renumber(
    text: str, pairs: tuple[tuple[Steps, Steps], ...], words: CitationWords
) -> Renumbering | None:
    """The new words of a citation; None where it is printed in some other manner.

    `pairs` are its steps before and after, those of the last provision of a range second.

        《甲法》第三条第二款, ((article 3 → 4, paragraph 2 → 2),) → 第三条 becomes 第四条
        第120条 → 第121条; 第（三）项 → 第（四）项; 第五条之一 → 第六条
    """
    parts = _parts(text, len(pairs), words)
    if parts is None:
        return None
    fixes: list[NewWords] = []
    bare = 0
    for place, (steps, (old, new)) in enumerate(zip(parts, pairs, strict=True)):
        missing = len(old) - len(steps)
        printed = tuple((step.level, step.number) for step in steps)
        if not steps or missing < 0 or old[missing:] != printed or len(new) != len(old):
            return None
        if place and old[:missing] != pairs[0][0][:missing]:
            return None
        if place and new[:missing] != pairs[0][1][:missing]:
            return None
        bare = bare if place else missing
        for step, (_, number) in zip(steps, new[missing:], strict=True):
            written = step.renumbered(number)
            if written is None:
                return None
            if number != step.number:
                fixes.append(NewWords(span=step.span, text=written))
    return Renumbering(fixes=tuple(fixes), bare=bare)


def _parts(text: str, count: int, words: CitationWords) -> list[list[_PrintedStep]] | None:
    """The printed steps behind the name of the work, of a range those of its ends."""
    steps = [
        _PrintedStep(match=match, level=words.levels[match["level"]], number=number)
        for match in _step(words.ordinal, words.sub, tuple(words.levels)).finditer(
            text, max(text.rfind("》"), text.rfind("〉")) + 1
        )
        if (number := canonical(match["number"], match["sub"].removeprefix(words.sub) or None))
    ]
    if not steps or steps[-1].span[1] != len(text):
        return None
    found: list[list[_PrintedStep]] = [[steps[0]]]
    for before, step in pairwise(steps):
        between = text[before.span[1] : step.span[0]].strip()
        if between in words.to:
            found.append([step])
        elif not between or between in words.links:
            found[-1].append(step)
        else:
            return None
    return found if len(found) == count else None


@lru_cache(maxsize=16)
def _step(ordinal: str, sub: str, levels: tuple[str, ...]) -> re.Pattern[str]:
    level = "|".join(sorted(levels, key=len, reverse=True))
    return re.compile(
        rf"{ordinal}[（(]?(?P<number>{NUMERAL}{{1,9}}|{DIGIT}{{1,4}})[）)]?(?P<level>{level})"
        rf"(?P<sub>(?:{sub}{NUMERAL}{{1,3}})*)"
    )


def _as_printed(printed: str, number: str) -> str | None:
    """A number printed as another is: 一百零三, 103, １０３; None for any other manner."""
    if not number.isdecimal() or int(number) < 1:
        return None
    own = str(read_number(printed))
    if printed == own:
        return number
    if printed == own.translate(_WIDE):
        return number.translate(_WIDE)
    return write_number(int(number)) if _is_usual(printed) else None


def _is_usual(printed: str) -> bool:
    """True for numerals as articles print them: 一百零三, not 一百〇三 or 一〇三; 之一 too."""
    return all(
        (number := read_number(part)) is not None
        and 0 < number < 100_000
        and write_number(number) == part
        for part in printed.split("之")
        if part
    )
