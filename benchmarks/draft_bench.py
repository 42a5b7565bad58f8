"""The decision that leads from one version to the next: does the new text come of it, how much does
it quote, how long does it take.

    python benchmarks/draft_bench.py [WORD…] [--folder FOLDER] [--seed N] [--laws N] [--require
    exact=0.9 …]

All consecutive versions of each work in `works/` of the folder; the invented example where there is
none. WORD: only works whose name holds one of them. Then random revisions of N laws: 10 % and 30 %
of the articles deleted, inserted, reworded, moved, swapped, split, joined, renumbered, and all of
it mixed.

exact       the draft, read back and carried out on the old text, gives the new one articles
those that are new, gone or have other words operations  what the draft orders, `official` what the
official decision does where the folder has it quoted      characters between quotation marks,
repeated ones counted once an item; `official` as before changed     characters that come and go
between the two texts
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

from _mutations import EDITS, document_of, law_of, mutate
from _texts import arguments, invented_law, load_once, source_of, unmet
from _versions import DAY, Step, steps
from rich.console import Console
from rich.table import Table

import policydiff
from policydiff.library.actions.export import write_export
from policydiff.model.document import Document
from policydiff.model.reports import Edition, ReportOptions

SHARES = (0.1, 0.3)


class Size(NamedTuple):
    """How much a decision orders and quotes."""

    operations: int
    quoted: int


def size(decision: Document) -> Size:
    """The operations of a decision, and the characters that it quotes for them."""
    operations = [
        one
        for one in policydiff.read_instructions(decision).operations
        if one.status != "context" and one.kind != "context"
    ]
    quoted = {(one.source, words) for one in operations for words in (one.old, one.text) if words}
    return Size(len(operations), sum(len("".join(words.split())) for _, words in quoted))


def changed_articles(old: Document, new: Document) -> int:
    """Articles that are new, gone or have other words."""
    summary = policydiff.diff(old, new).to_dict()["summary"]
    return int(
        sum(
            summary[kind]
            for kind in ("reworded", "added", "removed", "split", "merged", "regrouped")
        )
    )


def row_of(step: Step, sums: dict[str, float], refused: list[str]) -> list[str]:
    """One line of the table; the sums grow by it, and the reason where no decision was drafted is
    added to `refused`.
    """
    official = None if step.decision is None else size(step.decision)
    begin = time.perf_counter()
    try:
        drafted = policydiff.draft_amendment(step.old, step.new)
    except policydiff.PolicyDiffError as error:
        sums["refused"] += 1
        refused.append(f"{step.name}: {error}")
        return [step.name, "refused"]
    took = time.perf_counter() - begin
    ours = size(drafted.decision)
    articles = changed_articles(step.old, step.new)
    for key, value in (
        ("exact", drafted.exact),
        ("pairs", 1),
        ("seconds", took),
        ("quoted", ours.quoted),
        ("changed", drafted.changed),
        ("operations", ours.operations),
        ("articles", articles),
    ):
        sums[key] += value
    if official is not None:
        sums["officially"] += official.quoted
        sums["beside"] += ours.quoted
    told = ("", "") if official is None else (str(official.operations), str(official.quoted))
    numbers = (articles, ours.operations, told[0], ours.quoted, told[1], drafted.changed)
    return [step.name, "yes" if drafted.exact else "no", *map(str, numbers), f"{took:.2f}"]


def random_revisions(options: argparse.Namespace) -> tuple[Table, dict[str, float]]:
    """A row for each kind of edit, and the figures of all: what share of the drafts is exact, and
    how much they quote.
    """
    bases = [
        law_of(document) for document in islice(laws(options.folder, options.seed), options.laws)
    ]
    table = Table(
        title=f"random revisions of {len(bases)} laws, seed {options.seed}", title_justify="left"
    )
    for head in ("edits", "drafts", "exact", "quoted a draft", "changed a draft"):
        table.add_column(head, justify="left" if head == "edits" else "right")
    total: Counter[str] = Counter()
    for name, kinds in {**{kind: (kind,) for kind in EDITS}, "all mixed": tuple(EDITS)}.items():
        sums: Counter[str] = Counter()
        for place, (base, share) in enumerate(product(bases, SHARES)):
            spare = [
                article.paragraphs
                for chapter in bases[place // len(SHARES) - 1]
                for article in chapter
            ]
            law = mutate(base, kinds, share, random.Random(f"{options.seed} {name} {place}"), spare)
            sums += revision(*(as_file(document_of(one)) for one in (base, law)))
        table.add_row(
            name,
            str(sums["drafts"]),
            str(sums["exact"]),
            *(f"{sums[key] / max(1, sums['drafts']):.0f}" for key in ("quoted", "changed")),
        )
        total += sums
    return table, {
        "random": total["exact"] / max(1, total["drafts"]),
        "random_quoted": total["quoted"] / max(1, total["changed"]),
    }


def laws(folder: Path, seed: int) -> Iterator[Document]:
    """The newest version of each work of 20 to 150 articles, else invented laws."""
    if not folder.is_dir():
        while True:
            yield invented_law(random.Random(seed := seed + 1))
    for work in sorted(path for path in (folder / "works").iterdir() if path.is_dir()):
        newest = max((path for path in work.iterdir() if DAY.fullmatch(path.stem)), default=None)
        document = None if newest is None else load_once(newest)
        if document is not None and 20 <= len(document.articles) <= 150:
            yield document


def as_file(document: Document) -> Document:
    """The document as it is read from a file, its 款 counted anew."""
    return policydiff.load(
        write_export(Edition(document=document), "markdown", ReportOptions()), name="law.md"
    )


def revision(old: Document, new: Document) -> Counter[str]:
    """What one draft adds to the sums; nothing where the two texts say the same."""
    try:
        drafted = policydiff.draft_amendment(old, new)
    except policydiff.PolicyDiffError:
        return Counter()
    return Counter(
        drafts=1, exact=int(drafted.exact), quoted=drafted.quoted, changed=drafted.changed
    )


def main() -> None:
    """Draft everything; print the tables and the line of the sums."""
    parser = arguments(__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--laws", type=int, default=12, metavar="N", help="laws to revise at random"
    )
    parser.add_argument(
        "words", nargs="*", metavar="WORD", help="only works whose name holds one of these"
    )
    options = parser.parse_args()
    table = Table(title=f"drafted amendments: {source_of(options.folder)}", title_justify="left")
    for head in (
        "versions",
        "exact",
        "articles",
        "operations",
        "official",
        "quoted",
        "official",
        "changed",
        "s",
    ):
        table.add_column(head, justify="left" if head == "versions" else "right", no_wrap=True)
    sums = dict.fromkeys(
        (
            "pairs",
            "exact",
            "refused",
            "quoted",
            "changed",
            "operations",
            "articles",
            "seconds",
            "beside",
            "officially",
        ),
        0.0,
    )
    refused: list[str] = []
    for step in steps(options.folder, options.words):
        table.add_row(*row_of(step, sums, refused))
    revised, figures_of_revisions = random_revisions(options)
    console = Console(width=150)
    console.print(table)
    console.print(revised)
    print(*(f"refused: {one}" for one in refused), sep="\n")
    share = {
        "exact": ("exact", "pairs"),
        "quoted": ("quoted", "changed"),
        "operations": ("operations", "articles"),
    }
    figures = {"pairs": sums["pairs"], "refused": sums["refused"]}
    figures |= {
        name: sums[part] / sums[whole] if sums[whole] else 0.0
        for name, (part, whole) in share.items()
    }
    figures |= {
        "official": sums["beside"] / sums["officially"] if sums["officially"] else 0.0,
        "seconds": sums["seconds"],
    } | figures_of_revisions
    print(
        "all: "
        + "  ".join(
            f"{name} {value:g}" if value == int(value) else f"{name} {value:.3f}"
            for name, value in figures.items()
        )
    )
    missed = unmet(options.require, figures)
    sys.exit(f"below: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()
