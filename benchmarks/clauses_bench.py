"""Clauses of texts that are not laws: which are seen, and which became which, ours beside others.

    python benchmarks/clauses_bench.py [--folder FOLDER] [--require seen=0.95 …]

`FOLDER` holds `works` and `gold`: outlines (`*.outline.json`: number, first characters, path of
each numbered clause) and pairs of versions (`*.pair.json`: links of paths, by a reader). Without it
nothing is measured. A clause is seen where its number and the first eight letters agree, in reading
order; placed where the clause above it is that of the outline too.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from _alignment import HARD, Counts, Links
from _texts import unmet
from rich.console import Console
from rich.table import Table

import policydiff
from policydiff.model.document import Document, Node, Provision

HERE = Path(__file__).parent
ALIKE = 0.4
"""The likeness from which a greedy tool takes two clauses for one."""


class Seen(NamedTuple):
    """The clauses of an outline by eId, each with its path; `ours` counts all of the document."""

    paths: dict[str, str]
    placed: int
    below: int
    ours: int


def letters(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z一-鿿㐀-䶿〇]", "", unicodedata.normalize("NFKC", text))


def numbered(nodes: Iterable[Node], above: Provision | None) -> Iterator[tuple[Provision, Any]]:
    """Each numbered provision with the nearest numbered one above it."""
    for node in nodes:
        if isinstance(node, Provision):
            if node.num:
                yield node, above
            yield from numbered(node.content, node if node.num else above)


def clauses(document: Document) -> list[tuple[Provision, Any]]:
    parts = (document.body, *(part.content for part in document.attachments))
    return [found for part in parts for found in numbered(part, None)]


def see(document: Document, outline: list[dict[str, Any]]) -> Seen:
    ours = clauses(document)
    wanted = [(letters(row["number"]), letters(row["heading"])[:8]) for row in outline]
    known = set(wanted)
    have = []
    for node, _ in ours:
        number, text = letters(node.num or ""), letters(f"{node.heading or ''}{node.text}")[:8]
        cut = next((size for size in range(8, 0, -1) if (number, text[:size]) in known), 8)
        have.append((number, text[:cut]))
    blocks = SequenceMatcher(None, wanted, have, autojunk=False).get_matching_blocks()
    paths = {
        ours[block.b + step][0].eid: outline[block.a + step]["path"]
        for block in blocks
        for step in range(block.size)
    }
    every = {row["path"] for row in outline}
    placed = below = 0
    for node, above in ours:
        parent = next((path for path in holders(paths.get(node.eid, "")) if path in every), None)
        if parent is not None:
            below += 1
            placed += above is not None and paths.get(above.eid) == parent
    return Seen(paths=paths, placed=placed, below=below, ours=len(ours))


def holders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def ours(left: Document, right: Document) -> set[tuple[str, str]]:
    return {
        pair
        for match in policydiff.diff(left, right).matches
        for pair in (
            match.links or [(one.eid, other.eid) for one in match.left for other in match.right]
        )
    }


def by_number(left: Document, right: Document) -> set[tuple[str, str]]:
    names = [{node.eid for node, _ in clauses(document)} for document in (left, right)]
    return {(eid, eid) for eid in names[0] & names[1]}


def greedy(left: Document, right: Document) -> set[tuple[str, str]]:
    """For each old clause in turn the most similar new one that is left."""
    olds, news = (
        {node.eid: own(node) for node, _ in clauses(document)} for document in (left, right)
    )
    links = set()
    for eid, old in olds.items():
        best: tuple[float, str] = (ALIKE, "")
        for other, new in news.items():
            matcher = SequenceMatcher(None, new, old, autojunk=False)
            if matcher.quick_ratio() > best[0] and matcher.ratio() > best[0]:
                best = (matcher.ratio(), other)
        if best[1]:
            del news[best[1]]
            links.add((eid, best[1]))
    return links


def own(node: Provision) -> str:
    """The heading and text of a clause without those below it."""
    parts = [node.heading or ""]
    for part in node.content:
        if not isinstance(part, Provision):
            parts.append(part.text)
        elif not part.num:
            parts.append(own(part))
    return "\n".join(filter(None, parts))


METHODS: dict[str, Callable[[Document, Document], set[tuple[str, str]]]] = {
    "policydiff": ours,
    "greedy, difflib": greedy,
    "same number": by_number,
}


def judged(gold: dict[str, Any]) -> tuple[Links, Links, set[str]]:
    """The certain links, the hard ones, and the paths that are not to be judged."""
    links: Links = set()
    hard: Links = set()
    left_out: set[str] = set()
    for row in gold["mapping"]:
        old, new = row.get("old") or [], row.get("new") or []
        if row.get("certain") is False:
            left_out.update((*old, *new))
            continue
        pairs: Links = {(one, other) for one, other in row.get("links") or ()}
        pairs = pairs or {(one, other) for one in old for other in new}
        pairs = pairs or {(one, None) for one in old} | {(None, one) for one in new}
        links |= pairs
        if row.get("by") == "read" or row["label"] in HARD:
            hard |= pairs
    return links, hard, left_out


def score(folder: Path, console: Console) -> dict[str, float]:
    outlines: dict[tuple[str, str], tuple[Document, Seen]] = {}
    wanted = 0
    for path in sorted((folder / "gold").glob("*.outline.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = policydiff.load(folder / "works" / gold["work"] / gold["file"])
        outlines[gold["work"], gold["file"]] = document, see(document, gold["outline"])
        wanted += len(gold["outline"])
    seen = [seen for _, seen in outlines.values()]
    figures = {
        "seen": sum(len(one.paths) for one in seen) / wanted,
        "placed": sum(one.placed for one in seen) / sum(one.below for one in seen),
    }
    console.print(f"{len(seen)} documents, {wanted} clauses:", figures)
    table = Table("method", "F1", "hard")
    for name, method in METHODS.items():
        whole, hard = Counts(0, 0, 0), Counts(0, 0, 0)
        for path in sorted((folder / "gold").glob("*.pair.json")):
            counts = score_pair(json.loads(path.read_text(encoding="utf-8")), outlines, method)
            whole = Counts(*map(sum, zip(whole, counts[0], strict=True)))
            hard = Counts(*map(sum, zip(hard, counts[1], strict=True)))
        table.add_row(name, f"{whole.f1:.3f}", f"{hard.f1:.3f}")
        if name == "policydiff":
            figures |= {"F1": whole.f1, "hard": hard.f1}
    console.print(table)
    return figures


def score_pair(
    gold: dict[str, Any],
    outlines: dict[tuple[str, str], tuple[Document, Seen]],
    method: Callable[[Document, Document], set[tuple[str, str]]],
) -> tuple[Counts, Counts]:
    (left, before), (right, after) = (
        outlines[gold["work"], gold[side]] for side in ("base", "after")
    )
    pairs = method(left, right)
    found: Links = {
        (before.paths[one], after.paths[other])
        for one, other in pairs
        if one in before.paths and other in after.paths
    }
    gone, come = {one for one, _ in pairs}, {other for _, other in pairs}
    found |= {(path, None) for eid, path in before.paths.items() if eid not in gone}
    found |= {(None, path) for eid, path in after.paths.items() if eid not in come}
    links, hard, left_out = judged(gold)
    links, hard, found = (
        {(one, other) for one, other in some if not {one, other} & left_out}
        for some in (links, hard, found)
    )
    old, new = {one for one, _ in hard if one}, {other for _, other in hard if other}
    near = {(one, other) for one, other in found if one in old or other in new}
    return (
        Counts(len(links), len(found), len(links & found)),
        Counts(len(hard), len(near), len(hard & near)),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    default = HERE.parent.parent / "shared" / "corpus" / "rules"
    parser.add_argument("--folder", type=Path, default=default, help="holds works and gold")
    parser.add_argument("--require", action="append", default=[], metavar="NAME=NUMBER")
    options = parser.parse_args()
    console = Console()
    if not (options.folder / "gold").is_dir():
        console.print(f"no outlines in {options.folder}: nothing is measured")
        return
    figures = score(options.folder, console)
    if failed := unmet(options.require, figures):
        sys.exit("not reached: " + ", ".join(failed))


if __name__ == "__main__":
    main()
