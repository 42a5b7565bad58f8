"""Which article became which: ours beside others on mappings made by readers, and on random
revisions whose truth is known.

    python benchmarks/alignment_bench.py [--folder FOLDER] [--seed N] [--laws N] [--no-peers]
    [--require F1=0.99 …]

Real pairs (only where a folder of real laws is here): F1 of the links over all rows that a reader
calls certain, over the hard ones, which neither a number nor an equal text gives away, and over
thorough revisions and light amendments apart.

Random revisions: a share of the articles deleted, inserted, reworded, moved, swapped, split,
joined, renumbered, and all of it mixed; F1 of the links, recall of what moved, recall of splits and
joins with all their links.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher
from typing import Any

from _alignment import Links, compare, found_links, total
from _mutations import EDITS, Law, document_of, law_of, mutate, reworded, truth_of
from _texts import Pair, arguments, bare, invented_law, pairs, source_of, unmet
from rich.console import Console
from rich.table import Table

import policydiff
from policydiff.model.document import Document, Node

Method = Callable[[Document, Document], Links]
ALIKE = 0.4
"""The likeness from which greedy tools take two articles for one."""

PAIR_SECONDS, ALL_SECONDS = 20, 90
"""A peer may take so long for one pair, and for all; what it does not finish is left out of its
row.
"""

FIGURES = ("F1", "hard", "revised", "revised_hard", "light")
SHARES = (0.1, 0.3)
REWORDED = "all mixed, half reworded"


def ours(left: Document, right: Document) -> Links:
    links, _ = found_links(policydiff.diff(left, right).to_dict())
    return links


def by_number(left: Document, right: Document) -> Links:
    """What law sites do: 第N条 is 第N条."""
    return with_rest(left, right, {(num, num) for num in texts(left).keys() & texts(right).keys()})


def greedy(left: Document, right: Document) -> Links:
    """For each old article in turn the most similar new one that is left."""
    olds, news, taken = texts(left), texts(right), set()
    links: Links = set()
    for num, old in olds.items():
        matcher = SequenceMatcher(None, "", old, autojunk=False)
        best: tuple[float, str] = (ALIKE, "")
        for other, new in news.items():
            matcher.set_seq1(new)
            if (
                other not in taken
                and matcher.real_quick_ratio() > best[0]
                and matcher.quick_ratio() > best[0]
                and matcher.ratio() > best[0]
            ):
                best = (matcher.ratio(), other)
        if best[1]:
            taken.add(best[1])
            links.add((num, best[1]))
    return with_rest(left, right, links)


def xmldiff() -> Method:
    from lxml import etree
    from xmldiff.diff import Differ

    def compare(left: Document, right: Document) -> Links:
        trees = [etree.fromstring(policydiff.to_xml(document)) for document in (left, right)]
        for node in (node for tree in trees for node in tree.iter("*")):
            node.attrib.pop("eId", None)  # with the place as a name it would match by number alone
        nums = [
            {path(node): bare(node.findtext("{*}num") or "") for node in tree.iter("{*}article")}
            for tree in trees
        ]
        matches = (
            (path(a), path(b))
            for a, b, *_ in Differ(fast_match=True, ratio_mode="faster").match(*trees)
        )
        return with_rest(
            left,
            right,
            {(nums[0][a], nums[1][b]) for a, b in matches if a in nums[0] and b in nums[1]},
        )

    def path(node: Any) -> str:
        return str(node.getroottree().getpath(node))

    return compare


def texts(document: Document) -> dict[str, str]:
    """Articles by their printed numbers."""
    return {bare(article.num or ""): article.text for article in document.articles}


def with_rest(left: Document, right: Document, links: Links) -> Links:
    """The links, and what is in none of them as gone or new."""
    olds, news = {old for old, _ in links}, {new for _, new in links}
    return (
        links
        | {(num, None) for num in texts(left) if num not in olds}
        | {(None, num) for num in texts(right) if num not in news}
    )


@contextmanager
def within(limit: float) -> Iterator[None]:
    """Raise TimeoutError when the time is up."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def judge(method: Method, gold_pairs: list[Pair]) -> list[str]:
    """The figures, pairs done, seconds."""
    judged, took = [], 0.0
    for pair in gold_pairs:
        begin = time.perf_counter()
        try:
            with within(max(0.01, min(PAIR_SECONDS, ALL_SECONDS - took))):
                found = method(pair.left, pair.right)
        except TimeoutError:
            continue
        finally:
            took += time.perf_counter() - begin
        judged.append(compare(pair.gold or {}, found, set()))
    counts = total(judged)
    return [
        *(f"{counts[name].f1:.4f}" if name in counts else "–" for name in FIGURES),
        f"{len(judged)} of {len(gold_pairs)}",
        f"{took:.1f}",
    ]


def real(options: argparse.Namespace) -> Table | None:
    """The table of the real pairs; None where there are none."""
    gold_pairs = [pair for pair in pairs(options.folder) if pair.gold]
    if not gold_pairs:
        return None
    table = Table(title=f"Mappings made by readers · {source_of(options.folder)}")
    for column in ("method", *FIGURES, "in time", "seconds"):
        table.add_column(column, justify="left" if column == "method" else "right")
    methods: dict[str, Callable[[], Method]] = {
        "policydiff": lambda: ours,
        "same number": lambda: by_number,
        "difflib, greedy": lambda: greedy,
        "xmldiff, its matches": xmldiff,
    }
    for name, make in methods.items():
        if options.no_peers and name != "policydiff":
            continue
        try:
            table.add_row(name, *judge(make(), gold_pairs))
        except ImportError:
            table.add_row(name, "not here: pip install 'policydiff[bench]'")
    return table


def laws(options: argparse.Namespace) -> list[Law]:
    """Laws to revise: real ones; the invented example and others as invented without them."""
    found: dict[str, Law] = {}
    for pair in pairs(options.folder):
        law = law_of(pair.right)
        if 25 <= sum(map(len, law)) <= 160:
            found.setdefault(pair.right.title, law)
    made = list(found.values())[: options.laws]
    return (
        made
        if options.folder.is_dir()
        else made
        + [law_of(invented_law(random.Random(seed))) for seed in range(options.laws - len(made))]
    )


def revise(
    base: Law,
    kinds: tuple[str, ...],
    share: float,
    chance: random.Random,
    spare: list[tuple[Node, ...]],
    *,
    again: bool = False,
) -> dict[str, list[float]]:
    """One random revision, with `again` half of its articles reworded afterwards, judged: links
    (gold, found, both), moves (asked, found), divisions (asked, found).
    """
    law = mutate(base, kinds, share, chance, spare)
    if again:
        law = [
            [
                reworded(article, chance, "again") if chance.random() < 0.5 else article
                for article in chapter
            ]
            for chapter in law
        ]
    left, right = document_of(base), document_of(law)
    truth = truth_of(base, law)
    found, moved = found_links(policydiff.diff(left, right).to_dict())
    olds, news = (
        {bare(article.num or ""): place for place, article in enumerate(side.articles)}
        for side in (left, right)
    )
    placed, placed_moved = (
        {(olds.get(a or ""), news.get(b or "")) for a, b in some} for some in (found, moved)
    )
    return {
        "links": [len(truth.links), len(placed), len(truth.links & placed)],
        "moves": [len(truth.moved), sum(bool(links & placed_moved) for links in truth.moved)],
        "divided": [len(truth.divided), sum(links <= placed for links in truth.divided)],
    }


def random_revisions(options: argparse.Namespace) -> tuple[Table, dict[str, float]]:
    """The table of the random revisions, and the figures of all of them."""
    bases = laws(options)
    table = Table(
        title=f"Random revisions of {len(bases)} laws, seed {options.seed} · {source_of(options.folder)}"
    )
    for column in ("edits", "articles", "F1", "moves found", "splits and joins found"):
        table.add_column(column, justify="left" if column == "edits" else "right")
    total: dict[str, list[float]] = {}
    for name, kinds in {
        **{kind: (kind,) for kind in EDITS},
        "all mixed": tuple(EDITS),
        REWORDED: tuple(EDITS),
    }.items():
        row: dict[str, list[float]] = {}
        for place, base in enumerate(bases):
            spare = [
                article.paragraphs
                for chapter in bases[place - 1]
                for article in chapter
                if len(article.text) > 30
            ]
            for share in SHARES:
                judged = revise(
                    base,
                    kinds,
                    share,
                    random.Random(f"{options.seed} {name} {place} {share}"),
                    spare,
                    again=name == REWORDED,
                )
                for sums in (row, total):
                    for key, values in judged.items():
                        sums[key] = [
                            a + b
                            for a, b in zip(sums.get(key, [0] * len(values)), values, strict=True)
                        ]
        table.add_row(name, f"{row['links'][0]:.0f}", *figures_of(row).values())
    return table, {name: float(value) for name, value in figures_of(total).items() if value != "–"}


def figures_of(sums: dict[str, list[float]]) -> dict[str, str]:
    """F1 and the two recalls, printed; a dash where nothing was asked."""
    gold, found, both = sums["links"]
    parts = {
        name: "–" if not sums[key][0] else f"{sums[key][1] / sums[key][0]:.4f}"
        for name, key in (("moves", "moves"), ("divided", "divided"))
    }
    return {"F1": f"{2 * both / (gold + found):.4f}", **parts}


def main() -> None:
    """Judge everything; print two tables and the line of the random revisions."""
    parser = arguments(__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--laws", type=int, default=12, metavar="N", help="laws to revise at random"
    )
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    console = Console(width=110)
    console.print(real(options) or "No mappings made by readers are here: real pairs are left out.")
    table, figures = random_revisions(options)
    console.print(table)
    print("all: " + "  ".join(f"{name} {value:.4f}" for name, value in figures.items()))
    missed = unmet(options.require, figures)
    sys.exit(f"below: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()
