"""How well the counterparts of articles are found, how their wording is told, and how long it
takes.

    python benchmarks/counterparts_bench.py [--folder FOLDER] [--require f1=0.84 …]

Needs a folder of real laws. *Regulations*: a national one and two local ones, whose counterparts
one reader found (``tests/cases/relating/counterparts/business-environment.toml``). *Versions*:
pairs of versions of a law taken for two unrelated documents; the best counterpart of an article
must be what it became, as readers tell. *Speed*: the parts of a code as one document of more than a
thousand articles, against itself and against another of its size.
"""

from __future__ import annotations

import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from _texts import arguments, bare, load_once, pairs, unmet
from rich.console import Console
from rich.table import Table

from policydiff import load
from policydiff.model.document import Document
from policydiff.relating.engine.laws.counterparts import relate_any
from policydiff.relating.engine.relation import Link, Relation
from policydiff.text.word_rarity import load_background

GOLD = (
    Path(__file__).parent.parent
    / "tests"
    / "cases"
    / "relating"
    / "counterparts"
    / "business-environment.toml"
)
NATIONAL = Path("business-environment-national") / "2019-10-22.md"
LABELS = ("adapted", "edge", "subject", "possible")
PARTS = ("总则", "物权编", "合同编", "人格权编", "婚姻家庭编", "继承编", "侵权责任编")
RULES = (
    "最高人民法院关于适用《民事诉讼法》的解释(2022-04-01)",
    "人民检察院刑事诉讼规则(2019-12-02)",
)


def related(left: Document, right: Document) -> Relation:
    return relate_any(left, [right], load_background())


def regulations(works: Path) -> Iterator[tuple[str, Counter[str]]]:
    """For each local regulation what was found, of what a reader found."""
    for name, gold in tomllib.loads(GOLD.read_text(encoding="utf-8")).items():
        labels = {pair: label for label in LABELS for pair in gold[label]}
        relation = related(load_once(works / NATIONAL), load_once(works / gold["file"]))
        found = {f"{link.left.eid[4:]} {link.right.eid[4:]}": link for link in relation.links}
        yield name, _counted(labels, found)


def _counted(labels: dict[str, str], found: dict[str, Link]) -> Counter[str]:
    counts = Counter({"needed": sum(label != "possible" for label in labels.values())})
    for pair, link in found.items():
        label = labels.get(pair)
        counts["found"] += label != "possible"
        counts["right"] += label not in {None, "possible"}
        counts[f"found {label}"] += 1
        if label in {"adapted", "subject"}:
            counts["told"] += 1
            counts["told right"] += (link.wording == "adapted") == (label == "adapted")
    for label in LABELS:
        counts[f"needed {label}"] = sum(one == label for one in labels.values())
    return counts


def f1(counts: Counter[str]) -> float:
    return 2 * counts["right"] / (counts["found"] + counts["needed"])


def versions(folder: Path) -> Counter[str]:
    """Articles whose best counterpart is what they became; ``read`` are those that a reader
    decided.
    """
    counts: Counter[str] = Counter()
    for pair in pairs(folder):
        relation = related(pair.left, pair.right)
        best: dict[str, str] = {}
        for link in relation.links:
            best.setdefault(bare(link.left.num or ""), bare(link.right.num or ""))
        for row in (pair.gold or {}).get("mapping", ()):
            if isinstance(row["old"], str) and row.get("new") and row.get("certain", True):
                sort = (
                    "read"
                    if row.get("by") == "read" or row["label"] in {"split", "merged"}
                    else "near"
                )
                counts[sort] += 1
                counts[f"{sort} right"] += best.get(bare(row["old"])) in {
                    bare(new) for new in row["new"]
                }
    return counts


def document(folder: Path, names: tuple[str, ...], title: str) -> Document:
    text = "".join(
        (folder / f"{name}.md").read_text(encoding="utf-8").partition("INFO END -->")[2]
        for name in names
    )
    return load(f"# {title}\n{text}".encode(), name="code.md")


def timed(left: Document, right: Document) -> tuple[float, Relation]:
    begin = time.process_time()
    relation = related(left, right)
    return time.process_time() - begin, relation


def table(title: str, *heads: str) -> Table:
    made = Table(title=title, title_justify="left")
    for head in heads:
        made.add_column(head)
    return made


def main() -> int:
    """Measure, print, and hold the figures against what is required."""
    options = arguments(__doc__).parse_args()
    console = Console(width=140)
    if not options.folder.is_dir():
        console.print("no folder of real laws is here: nothing to measure")
        return 0
    figures: dict[str, Any] = {}
    shown = table(
        "regulations",
        "local",
        "precision",
        "recall",
        "F1",
        "adapted found",
        "edge",
        "subject",
        "wording told",
    )
    total: Counter[str] = Counter()
    for name, counts in regulations(options.folder / "works"):
        total += counts
        parts = (f"{counts[f'found {label}']}/{counts[f'needed {label}']}" for label in LABELS[:3])
        rates = (counts["right"] / counts["found"], counts["right"] / counts["needed"], f1(counts))
        shown.add_row(
            name,
            *(f"{rate:.2f}" for rate in rates),
            *parts,
            f"{counts['told right']}/{counts['told']}",
        )
    console.print(shown)
    found = versions(options.folder)
    console.print(
        f"versions: near {found['near right']}/{found['near']}, read {found['read right']}/{found['read']}"
    )
    code = document(options.folder / "bulk", PARTS, "示例法典")
    rules = document(options.folder / "bulk", RULES, "示例规定")
    for other in (code, rules):
        seconds, relation = timed(code, other)
        console.print(
            f"{len(code.articles)} × {len(other.articles)} articles: {seconds:.1f} s, {len(relation.links)} links"
        )
        figures["seconds"] = max(seconds, figures.get("seconds", 0.0))
    figures |= {
        "f1": f1(total),
        "told": total["told right"] / total["told"],
        "versions": found["near right"] / found["near"],
    }
    console.print(" ".join(f"{name}={value:.3f}" for name, value in figures.items()))
    missed = unmet(options.require, figures)
    if missed:
        console.print(f"not reached: {' '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
