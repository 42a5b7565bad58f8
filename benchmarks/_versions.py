"""Consecutive versions of works, with the official decisions between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from _texts import EXAMPLE, VERSIONS, load_once

from policydiff.model.document import Document

DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Step(NamedTuple):
    """Two consecutive versions of a work, and the official decision between them where it is
    here.
    """

    name: str
    old: Document
    new: Document
    decision: Document | None


def steps(folder: Path, words: list[str]) -> Iterator[Step]:
    """The pairs of versions: one file a day in each folder of a work, its name beginning with the
    day.
    """
    if not folder.is_dir():
        for old, new in pairwise(VERSIONS):
            decision = EXAMPLE / f"{Path(new).stem}.decision.txt"
            yield Step(
                "invented",
                load_once(EXAMPLE / old),
                load_once(EXAMPLE / new),
                load_once(decision) if decision.exists() else None,
            )
        return
    for work in sorted(path for path in (folder / "works").iterdir() if path.is_dir()):
        if words and not any(word in work.name for word in words):
            continue
        days = {path.stem: path for path in sorted(work.iterdir()) if DAY.fullmatch(path.stem)}
        for old, new in pairwise(sorted(days)):
            decision = next(iter(sorted(work.glob(f"{new}.decision.*"))), None)
            name = f"{work.name} {old} → {new}"
            yield Step(
                name, load_once(days[old]), load_once(days[new]), decision and load_once(decision)
            )
