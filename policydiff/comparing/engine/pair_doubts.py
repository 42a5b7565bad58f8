"""Doubts that only the pair of texts shows, as the older text on the right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from policydiff.messages import Message
from policydiff.model.comparison import Comparison, Match, is_around
from policydiff.model.document import Document
from policydiff.model.kinds import CONTAINERS
from policydiff.model.source import OLDER_ON_THE_RIGHT, Problem
from policydiff.model.version_names import edition_of, revises, stage_of, stage_rank
from policydiff.text.dates import find_dates
from policydiff.text.noise import fold_key

HARDLY, HARDLY_NAMESAKE = 0.1, 0.02
"""The share of the shorter text that stands in the other, below which two texts have hardly
anything in common.

Of 60 pairs of unrelated statutes the most alike share 0.08; of 50 pairs of versions the least alike
share 0.05, after a revision that rewrote nearly all, and the others more than 0.2. So texts of one
title are doubted only where they share next to nothing.
"""

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
"""For example: 2023, in the name of a file."""

SHORTEST = 200
"""Characters: about a shorter text the share says nothing."""


def doubts(comparison: Comparison) -> Iterator[Problem]:
    """The doubts about a finished comparison."""
    yield from _backwards(comparison)
    yield from _unlike(comparison)


def _unlike(comparison: Comparison) -> Iterator[Problem]:
    left, right = comparison.left, comparison.right
    size = min(_size(left), _size(right))
    namesakes = fold_key(left.title) == fold_key(right.title)
    if size < SHORTEST:
        return
    share = _common(comparison) / size
    if share < (HARDLY_NAMESAKE if namesakes else HARDLY):
        yield Problem(
            code="hardly-alike",
            message=Message(
                "the two texts have hardly anything in common: {share} of the shorter one stands in the other",
                share=f"{share:.0%}",
            ),
            hint=Message("are they two versions of one text?"),
        )


def _backwards(comparison: Comparison) -> Iterator[Problem]:
    for before, after in _ages(comparison.left, comparison.right):
        if before is None or after is None or before[0] == after[0]:
            continue
        if before[0] > after[0]:
            yield Problem(
                code=OLDER_ON_THE_RIGHT,
                message=Message(
                    "the older text stands on the right: {after} comes before {before}",
                    after=after[1],
                    before=before[1],
                ),
                hint=Message(
                    "what is shown as added was removed, and the other way round; exchange the two"
                ),
            )
        return


Age = tuple[Any, str] | None
"""A value that grows from version to version, and its words; None where it is unknown."""


def _ages(left: Document, right: Document) -> Iterator[tuple[Age, Age]]:
    """The signs of the age of two texts, the surest first.

    A law in force and the draft of its revision are no two stages.
    """
    yield _day(left.version_date), _day(right.version_date)
    stages = stage_of(left), stage_of(right)
    if not revises(stages[1]) or revises(stages[0]):
        yield _stage(stages[0]), _stage(stages[1])
    yield _edition(left), _edition(right)
    yield _day(left.dates.in_force), _day(right.dates.in_force)
    yield _named(left, whole=True), _named(right, whole=True)
    yield _named(left, whole=False), _named(right, whole=False)


def _day(day: str | None) -> Age:
    return None if day is None else (day, day)


def _stage(stage: str | None) -> Age:
    rank = stage_rank(stage)
    return None if stage is None or rank is None else (rank, stage)


def _edition(document: Document) -> Age:
    edition = edition_of(document)
    return None if edition is None else (edition[1], edition[0])


def _named(document: Document, *, whole: bool) -> Age:
    """The one day in the name of a file, or the one year."""
    stem = document.file_name
    days = {day for _, day in find_dates(stem)} if whole else set(_YEAR.findall(stem))
    return _day(next(iter(days))) if len(days) == 1 else None


def _size(document: Document) -> int:
    nodes = chain(document.preamble, document.body, document.attachments)
    return sum(len(node.text) for node in nodes)


def _common(comparison: Comparison) -> int:
    """The number of characters that both texts share in the same place."""
    by_id = {match.id: match for match in comparison.matches}
    counted = (
        match for match in comparison.matches if _counts(match) and not _counts_above(match, by_id)
    )
    return sum(len(edit.text) for match in counted for edit in match.edits if edit.op == "equal")


def _counts(match: Match) -> bool:
    """True for one part on each side that is no container."""
    if len(match.left) != 1 or len(match.right) != 1 or is_around(match):
        return False
    return not any(
        side.level in CONTAINERS or side.level == "attachment"
        for side in (*match.left, *match.right)
    )


def _counts_above(match: Match, by_id: dict[int, Match]) -> bool:
    above = match.parent
    while above is not None:
        if _counts(by_id[above]):
            return True
        above = by_id[above].parent
    return False
