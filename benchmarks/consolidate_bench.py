"""Amending decisions carried out: does what comes of them read as the republished text.

    python benchmarks/consolidate_bench.py [WORD…] [--folder FOLDER] [--require changed=0.97 …]

All consecutive versions in `works/` of the folder that have the official decision beside them
(DAY.decision.*); the invented example where there is none. WORD: only works whose name holds one of
them. Noise (spaces, widths, variants of marks) counts for nothing, everything else does.

exact       share of the articles of the republished texts that come out equal before      the same
for the text before the decision: what doing nothing gets right changed     share of those that come
out equal among the articles that the decision changes, puts in or gives another number whole
decisions of which the whole text comes out: title, preamble, headings, structure, articles,
attachments
"""

from __future__ import annotations

import sys
import time

from _texts import arguments, source_of, unmet
from _versions import Step, steps
from rich.console import Console
from rich.table import Table

import policydiff
from policydiff.amending.engine.operations import Verification
from policydiff.amending.engine.verify import verify
from policydiff.model.document import Document

COUNTS = (
    "decisions",
    "whole",
    "articles",
    "exact",
    "before",
    "touched",
    "right",
    "operations",
    "applied",
    "seconds",
)


def wrong_articles(found: Verification, republished: Document) -> set[str]:
    """The eIds of articles of the republished text that read otherwise."""
    known = {article.num: article.eid for article in republished.articles}
    return {
        known[one.num]
        for one in found.differences
        if one.part in ("article", "structure") and one.num in known
    }


def row_of(step: Step, decision: Document, sums: dict[str, float]) -> list[str]:
    """One line of the table; the sums grow by it."""
    begin = time.perf_counter()
    result = policydiff.consolidate(step.old, decision, step.new)
    took = time.perf_counter() - begin
    verification = result.verification
    if verification is None:
        raise RuntimeError(
            f"{step.name}: a text to compare with was given, and nothing was compared"
        )
    every = {article.eid for article in step.new.articles}
    touched, wrong = (
        wrong_articles(verify(step.old, step.new, ()), step.new),
        wrong_articles(verification, step.new),
    )
    operations = [one for one in result.operations if one.status != "context"]
    counts = {
        "decisions": 1,
        "whole": verification.equal_but_noise,
        "articles": len(every),
        "exact": len(every - wrong),
        "before": len(every - touched),
        "touched": len(touched),
        "right": len(touched - wrong),
        "operations": len(operations),
        "applied": sum(one.status == "applied" for one in operations),
        "seconds": took,
    }
    for name, value in counts.items():
        sums[name] += value
    shown = [str(int(counts[name])) for name in COUNTS[2:-1]]
    return [step.name, "yes" if verification.equal_but_noise else "no", *shown, f"{took:.2f}"]


def main() -> None:
    """Carry all out; print the table and the line of the sums."""
    parser = arguments(__doc__)
    parser.add_argument(
        "words", nargs="*", metavar="WORD", help="only works whose name holds one of these"
    )
    options = parser.parse_args()
    table = Table(title=f"amending decisions: {source_of(options.folder)}", title_justify="left")
    for head in (
        "versions",
        "whole",
        "articles",
        "exact",
        "before",
        "changed",
        "right",
        "operations",
        "applied",
        "s",
    ):
        table.add_column(head, justify="left" if head == "versions" else "right", no_wrap=True)
    sums = dict.fromkeys(COUNTS, 0.0)
    for step in steps(options.folder, options.words):
        if step.decision is not None:
            table.add_row(*row_of(step, step.decision, sums))
    Console(width=150).print(table)
    share = {
        "exact": ("exact", "articles"),
        "before": ("before", "articles"),
        "changed": ("right", "touched"),
    }
    figures = {
        name: sums[name] for name in ("decisions", "whole", "operations", "applied", "seconds")
    }
    figures |= {
        name: sums[part] / sums[whole] if sums[whole] else 0.0
        for name, (part, whole) in share.items()
    }
    print(
        "all: "
        + "  ".join(
            f"{name} {value:g}" if value == int(value) else f"{name} {value:.4f}"
            for name, value in figures.items()
        )
    )
    missed = unmet(options.require, figures)
    sys.exit(f"below: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()
