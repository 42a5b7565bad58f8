"""Names of articles with those that follow one another joined: 第十三至十七条."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from policydiff.parsing.numerals import read_number

JOINED = 3
"""So many articles that follow one another are named as one range."""

_ARTICLE = re.compile(r"第([^第条]{1,12})条")


def join_articles(names: Iterable[str]) -> list[str]:
    """The names of articles in their order, runs of numbers joined.

    第四十四条, 第十四条, 第十三条, 第十五条 are 第四十四条, 第十三至十五条. A name of another form (第五条之一, 一（一））
    stands alone.
    """
    given = list(dict.fromkeys(names))
    numbers = {
        number: found[1]
        for name in given
        if (found := _ARTICLE.fullmatch(name)) and (number := read_number(found[1])) is not None
    }
    runs = {number: run for run in _runs(sorted(numbers)) for number in run if len(run) >= JOINED}
    joined: dict[str, None] = {}
    for name in given:
        found = _ARTICLE.fullmatch(name)
        run = runs.get(read_number(found[1]) or 0) if found else None
        joined[name if run is None else f"第{numbers[run[0]]}至{numbers[run[-1]]}条"] = None
    return list(joined)


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    """The numbers in runs that follow one another."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run
