"""Score a program's answers against the published links of articles.

    python benchmarks/score_alignment.py ANSWERS [WORD …] [--show N] [--require F1=0.98 …]
    python benchmarks/score_alignment.py

ANSWERS is a folder with one JSON file for each pair, named as in ``benchmarks/gold``. A file holds
links by printed numbers, `{"links": [["第三条", "第五条"]], "removed": ["第四条"], "added":
["第六条"], "moved": [["第三条", "第五条"]]}`, or a comparison as `policydiff diff --format json`
writes it. A pair without a file counts as answered with nothing. WORD: only pairs whose names hold
each of these words.

Without ANSWERS policydiff itself is scored, where a folder of the texts is here (`--folder`).
Prints a report in Markdown; its last line has the figures.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from _alignment import (
    GOLD,
    NUMBER,
    Counts,
    Links,
    compare,
    found_links,
    is_revised,
    read_gold,
    total,
)
from _texts import arguments, bare, pairs, unmet

from policydiff.comparing.engine.compare import diff

KEYS = {"links", "removed", "added", "moved"}
NONE = "–"


class Answer(NamedTuple):
    """What a program found in one pair."""

    links: Links
    moved: Links


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("answers", type=Path, nargs="?", help="a folder of JSON files")
    parser.add_argument("words", nargs="*", metavar="WORD", help="only pairs with these words")
    parser.add_argument("--gold", type=Path, default=GOLD, help="the published links")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="list N faults of a pair")
    options = parser.parse_args()
    gold = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(options.gold.glob("*.json"))
    }
    if not options.answers and not options.folder.is_dir():
        print("no answers were given, and no texts are here for policydiff to answer")
        return 0
    try:
        answers = read_answers(options.answers, gold) if options.answers else ours(options, gold)
    except ValueError as error:
        sys.exit(str(error))
    chosen = {name: gold[name] for name in gold if all(word in name for word in options.words)}
    print(*report(chosen, answers, options.show), sep="\n")
    figures = figures_of(total(judged(chosen, answers).values()))
    print("all: " + "  ".join(f"{name} {value:.4f}" for name, value in figures.items()))
    missed = unmet(options.require, figures)
    print(*(["below: " + ", ".join(missed)] if missed else []), end="\n" if missed else "")
    return int(bool(missed))


def ours(options: Namespace, gold: Mapping[str, Any]) -> dict[str, Answer]:
    """What policydiff answers, from the texts."""
    return {
        pair.name: Answer(*found_links(diff(pair.left, pair.right).to_dict()))
        for pair in pairs(options.folder)
        if pair.name in gold and all(word in pair.name for word in options.words)
    }


def read_answers(folder: Path, gold: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers in a folder."""
    if not folder.is_dir():
        raise ValueError(f"{folder}: there is no such folder")
    answers = {}
    for path in sorted(folder.glob("*.json")):
        if path.stem not in gold:
            raise ValueError(f"{path}: there is no pair of this name")
        try:
            answers[path.stem] = read_answer(json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{path}: {error!r}") from error
    return answers


def read_answer(data: Any) -> Answer:
    """The links in the simple format or in a comparison of policydiff."""
    if isinstance(data, dict) and "matches" in data:
        return Answer(*found_links(data))
    if not isinstance(data, dict) or not data.keys() <= KEYS:
        raise ValueError(f"an object with the keys {', '.join(sorted(KEYS))} is expected")
    links, moved = ({link_of(link) for link in data.get(name, ())} for name in ("links", "moved"))
    if not moved <= links:
        raise ValueError("a link in “moved” is missing in “links”")
    gone = {(number(num), None) for num in data.get("removed", ())}
    new = {(None, number(num)) for num in data.get("added", ())}
    return Answer(links | gone | new, moved)


def link_of(link: Any) -> tuple[str, str]:
    if not isinstance(link, list) or len(link) != 2:
        raise ValueError(f"a link is a list of an old and a new number, not {link!r}")
    return number(link[0]), number(link[1])


def number(num: Any) -> str:
    """A printed number without its spaces."""
    if not isinstance(num, str) or not NUMBER.fullmatch(bare(num)):
        raise ValueError(f"numbers are printed as in 第三条 or 第三条之一, not {num!r}")
    return bare(num)


def judged(gold: Mapping[str, Any], answers: Mapping[str, Answer]) -> dict[str, dict[str, Counts]]:
    """The counts of each pair."""
    nothing = Answer(set(), set())
    return {name: compare(pair, *answers.get(name, nothing)) for name, pair in gold.items()}


def figures_of(counts: Mapping[str, Counts]) -> dict[str, float]:
    """The figures of the last line."""
    every = counts["F1"]
    return {
        "precision": every.precision,
        "recall": every.recall,
        **{name: each.f1 for name, each in counts.items()},
    }


def report(gold: Mapping[str, Any], answers: Mapping[str, Answer], show: int = 0) -> Iterator[str]:
    """The report, the same for the same answers on every machine."""
    counts = judged(gold, answers)
    yield from ("# Clause alignment", "", "| | links | precision | recall | F1 |")
    yield "|---|---|---|---|---|"
    for name, each in total(counts.values()).items():
        label = "all" if name == "F1" else name
        yield (
            f"| {label} | {each.right} | {each.precision:.4f} | {each.recall:.4f} | {each.f1:.4f} |"
        )
    yield from ("", "| pair | title | thorough | links | F1 | hard | F1 |")
    yield "|---|---|---|---|---|---|---|"
    for name, pair in gold.items():
        every, hard = counts[name]["F1"], counts[name]["hard"]
        yield (
            f"| {name} | {pair['title']} | {'yes' if is_revised(pair) else ''} | {every.right}"
            f" | {every.f1:.3f} | {hard.right} | {f'{hard.f1:.3f}' if hard.right else NONE} |"
        )
    yield ""
    if missing := [name for name in gold if name not in answers]:
        yield from ("Without an answer: " + ", ".join(missing), "")
    if show:
        yield from faults(gold, answers, show)


def faults(gold: Mapping[str, Any], answers: Mapping[str, Answer], show: int) -> Iterator[str]:
    """The first links of each pair that are missing or wrong."""
    for name, pair in gold.items():
        reading = read_gold(pair)
        right = reading.counted(reading.links)
        found = reading.counted(answers[name].links) if name in answers else set()
        if right != found:
            yield from (f"## {name}", "")
            for old, new in sorted(right ^ found, key=str)[:show]:
                fault = "missing" if (old, new) in right else "wrong"
                yield f"- {fault}: {old or NONE} → {new or NONE}"
            yield ""


if __name__ == "__main__":
    sys.exit(main())
