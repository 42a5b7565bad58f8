"""What the first look of `relate --all` leaves out: its candidates against all works in full.

    python benchmarks/candidates_bench.py [--folder FOLDER] [--works 1000] [--seed 1] [--left FILE …]

A sample of the texts in ``bulk/`` is related to each left text in full, one after another; then it
is asked which of what was found comes from works that the first look chooses: the best link of
each item, the first three, all that are more likely than not, and the items and measures that a
law covers or answers, in part or whole. Links of one score are interchangeable: which of them is
shown is chance.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from _texts import BESIDE, arguments, load_once, unmet
from relate_bench import groups_of
from rich.console import Console
from rich.table import Table

from policydiff.akn.reader import read_article_texts
from policydiff.akn.writer import to_xml
from policydiff.errors import PolicyDiffError
from policydiff.model.document import Document
from policydiff.relating.engine.laws.counterparts import relate_any
from policydiff.relating.engine.laws.screening import choose_for, screen_for
from policydiff.relating.engine.opinion.screening import ArticleRows, naming
from policydiff.text.word_rarity import Background, load_background

FEWER = 3
"""Links of an item into one work, as `relate --all` gives them."""

LIKELY = 0.5


@dataclass(slots=True)
class Full:
    """What the relation to each work found, by the place of the work.

    `links` has for each item the scores and places of its links, `rows` the items and measures that
    a work covers or answers, whole or in part.
    """

    links: dict[str, list[tuple[float, int]]] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)


def relate_all(left: Document, works: Sequence[Document], background: Background) -> Full:
    """Relate a text to each work in full."""
    found = Full()
    for place, work in enumerate(works):
        relation = relate_any(left, [work], background, limit=FEWER)
        for link in relation.links:
            found.links.setdefault(link.left.eid, []).append((link.score, place))
        statuses = [("item " + row.status) for row in relation.coverage]
        statuses += [
            f"measure {answer.status}"
            for measure in relation.measures
            for answer in measure.answers
        ]
        for status in statuses:
            if not status.endswith("none"):
                found.rows.setdefault(status, []).append(place)
    return found


def shares(found: Full, chosen: frozenset[int]) -> Iterator[tuple[str, int, int]]:
    """Each figure: how many there are, and how many of those the candidates have.

    Links are counted by their scores, so that one that is left out is one that is missing.
    """
    for name, most, least in (("best", 1, 0.01), ("first 3", 3, 0.01), ("likely", None, LIKELY)):
        there = got = 0
        for links in found.links.values():
            scores = sorted((score for score, _ in links if score >= least), reverse=True)[:most]
            ours = sorted(
                (score for score, place in links if score >= least and place in chosen),
                reverse=True,
            )[:most]
            there += len(scores)
            got += (Counter(scores) & Counter(ours)).total()
        yield name, there, got
    for status, places in sorted(found.rows.items()):
        yield status, len(places), sum(place in chosen for place in places)


def first_look(left: Document, works: Sequence[Document], background: Background) -> frozenset[int]:
    """The places of the works that `relate --all` weighs in full."""
    screen, names = screen_for(left, background), naming(left)
    near = {
        place: screen.near(ArticleRows.of(read_article_texts(to_xml(work)), background))
        for place, work in enumerate(works)
    }
    named = {place for place, work in enumerate(works) if names(work.title)}
    return choose_for(left, near, groups_of(list(works))) | named


def read_works(folder: Path, most: int, seed: int) -> list[Document]:
    """A sample of the texts of a folder that can be read."""
    paths = sorted(path for path in folder.rglob("*.md") if path.is_file())
    random.Random(seed).shuffle(paths)
    found: list[Document] = []
    for path in paths:
        try:
            document = load_once(path)
        except (OSError, PolicyDiffError):
            continue
        found.append(document)
        if len(found) == most:
            break
    return found


def main() -> None:
    """Print a table for each left text; leave with 1 where a --require is not met."""
    parser = arguments(__doc__)
    parser.add_argument("--works", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--left", type=Path, action="append", help="other texts than the opinion")
    options = parser.parse_args()
    console, background = Console(), load_background()
    sample = read_works(options.folder / "bulk", options.works, options.seed)
    if not sample:
        console.print("no folder of real laws is here: nothing to measure against")
        return
    lefts = options.left or [BESIDE / "opinion" / "2017-01-15.txt"]
    figures: dict[str, float] = {}
    for path in lefts:
        left = load_once(path)
        works = [work for work in sample if work.uri is None or work.uri != left.uri]
        begin = time.perf_counter()
        chosen = first_look(left, works, background)
        looked = time.perf_counter()
        found = relate_all(left, works, background)
        done = time.perf_counter()
        console.print(
            f"{left.title}: {len(works):,} works; first look {looked - begin:.0f} s, "
            f"all in full {done - looked:.0f} s"
        )
        table = Table(f"{len(chosen)} works", "all", "candidates", "recall")
        for name, there, got in shares(found, chosen):
            figures[name] = min(figures.get(name, 1.0), got / there if there else 1.0)
            table.add_row(name, f"{there:,}", f"{got:,}", f"{got / there:.3f}" if there else "–")
        console.print(table)
    missed = unmet(options.require, figures)
    sys.exit(f"below: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()
