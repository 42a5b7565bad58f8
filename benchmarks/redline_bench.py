"""How a redline reads: ours beside what others make of the same changed articles, in one run.

    python benchmarks/redline_bench.py [--folder FOLDER] [--limit N] [--require changed=1.2 …]

Every article that a mapping made by readers calls reworded, with its successor: both texts without
spaces and with punctuation of one width, so that no tool is charged for noise.

changed    characters deleted and inserted, as a multiple of the fewest that could be (Indel)
hunks      places where the text changes, an article
numbers    hunk ends inside a number, a date, a citation or a Latin word, per cent
words      hunk ends where neither side has a word's end (our segmenter's words and our terms): it
           says that the rule is kept, no more
pkuseg     ends inside a word of that segmenter, which policydiff does not use, per cent of the ends
           on a side on which the hunk has text; the sentence is cut as a whole
thulac     the same by another one
both       ends that both put inside a word; 0 where they are not installed, and a line says so
islands    single characters (no punctuation) left standing between two hunks, in a hundred hunks
torn       pairs of 《》 “” （） of which one half is changed and the other not, per cent of the
           pairs in changed articles
exact      articles whose edits give back both texts, per cent
"""

from __future__ import annotations

import argparse
import difflib
import html
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from _segmenters import SEGMENTERS, inside_words, segmenter
from _texts import arguments, bare, pairs, source_of, unmet
from rich.console import Console
from rich.table import Table

from policydiff.comparing.engine.redline.redline import redline_texts
from policydiff.text.words import cut_words

Edits = list[tuple[int, str]]
"""(-1 deleted, 0 equal, 1 inserted, text)."""

Tool = Callable[[str, str], Edits]
WIDTH = str.maketrans(",:;()?!", "，：；（）？！")
PAIRS = {"》": "《", "”": "“", "）": "（"}
SECONDS = 120
"""A tool that takes longer for all articles is stopped and judged by those that it did."""


def ours(left: str, right: str) -> Edits:
    ops = {"delete": -1, "equal": 0, "insert": 1}
    return [(ops[edit.op], edit.text) for edit in redline_texts(left, right, exact=True)]


def patches(clean: bool) -> Tool:
    from diff_match_patch import diff_match_patch

    differ = diff_match_patch()
    differ.Diff_Timeout = 0

    def compare(left: str, right: str) -> Edits:
        diffs = differ.diff_main(left, right)
        if clean:
            differ.diff_cleanupSemantic(diffs)
        return list(diffs)

    return compare


def ratcliff(left: str, right: str) -> Edits:
    edits: Edits = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        edits += [(0, left[a:b])] if tag == "equal" else [(-1, left[a:b]), (1, right[c:d])]
    return edits


def redlines() -> Tool:
    from redlines import Redlines

    marks = re.compile(r"<(del|ins)>(.*?)</\1>", re.DOTALL)

    def compare(left: str, right: str) -> Edits:
        printed = Redlines(left, right, markdown_style="none").output_markdown
        edits, place = [], 0
        for found in marks.finditer(printed):
            edits += [
                (0, printed[place : found.start()]),
                (-1 if found[1] == "del" else 1, found[2]),
            ]
            place = found.end()
        return [(op, re.sub(r"[\s¶]", "", text)) for op, text in [*edits, (0, printed[place:])]]

    return compare


def git(folder: Path, *options: str) -> Tool:
    files = folder / "left", folder / "right"
    command = [
        "git",
        "diff",
        "--no-index",
        "--no-color",
        "-U9999",
        "--word-diff=porcelain",
        *options,
        *map(str, files),
    ]

    def compare(left: str, right: str) -> Edits:
        for path, text in zip(files, (left, right), strict=True):
            path.write_text(text + "\n", encoding="utf-8")
        printed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        lines = printed.partition("\n@@")[2].splitlines()[1:]
        return [
            ({"-": -1, " ": 0, "+": 1}[line[0]], line[1:])
            for line in lines
            if line[:1] in ("-", " ", "+")
        ]

    return compare


def xmldiff() -> Tool:
    from xmldiff import formatting, main

    formatter = formatting.XMLFormatter(text_tags=("p",))
    marks = re.compile(r"<diff:(delete|insert)>(.*?)</diff:\1>", re.DOTALL)

    def compare(left: str, right: str) -> Edits:
        both = (f"<article><p>{html.escape(text)}</p></article>" for text in (left, right))
        printed = re.sub(
            r"^.*?<p[^>]*>|</p>.*$",
            "",
            main.diff_texts(*both, formatter=formatter),
            flags=re.DOTALL,
        )
        edits, place = [], 0
        for found in marks.finditer(printed):
            edits += [
                (0, printed[place : found.start()]),
                (-1 if found[1] == "delete" else 1, found[2]),
            ]
            place = found.end()
        return [(op, html.unescape(text)) for op, text in [*edits, (0, printed[place:])]]

    return compare


def tools(folder: Path) -> dict[str, Callable[[], Tool]]:
    return {
        "policydiff": lambda: ours,
        "diff-match-patch": lambda: patches(clean=False),
        "diff-match-patch, semantic": lambda: patches(clean=True),
        "difflib": lambda: ratcliff,
        "redlines": redlines,
        "git --word-diff": lambda: git(folder),
        "git --word-diff-regex=.": lambda: git(folder, "--word-diff-regex=."),
        "xmldiff, in its paragraphs": xmldiff,
    }


def changed_articles(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """The texts of articles that changed, each pair once."""
    seen = set()
    for pair in pairs(options.folder):
        left, right = (
            {bare(article.num or ""): article.text for article in side.articles}
            for side in (pair.left, pair.right)
        )
        same = [{"old": num, "new": num, "label": "reworded"} for num in left if num in right]
        for row in pair.gold["mapping"] if pair.gold else same:
            old, new = (
                [value] if isinstance(value, str) else value or []
                for value in (row["old"], row["new"])
            )
            if (
                row.get("certain") is False
                or len(old) != 1
                or len(new) != 1
                or row["label"] not in ("reworded", "moved")
            ):
                continue
            both = tuple(
                re.sub(r"\s", "", texts.get(bare(num), "")).translate(WIDTH)
                for texts, num in ((left, old[0]), (right, new[0]))
            )
            if both[0] != both[1] and all(both) and both not in seen:
                seen.add(both)
                yield both


@dataclass
class Score:
    """Sums over the articles of one tool."""

    articles: int = 0
    changed: int = 0
    fewest: int = 0
    hunks: int = 0
    ends: int = 0
    in_numbers: int = 0
    in_words: int = 0
    shown_ends: int = 0
    in_pkuseg: int = 0
    in_thulac: int = 0
    in_both: int = 0
    islands: int = 0
    brackets: int = 0
    torn: int = 0
    exact: int = 0
    seconds: float = 0.0

    def take(self, left: str, right: str, edits: Edits) -> None:
        """Judge one article."""
        edits = [edit for edit in edits if edit[1]]
        texts = ["".join(text for op, text in edits if op != side) for side in (1, -1)]
        self.articles += 1
        self.fewest += fewest(left, right)
        self.changed += sum(len(text) for op, text in edits if op)
        self.exact += texts == [left, right]
        self.islands += sum(
            before[0] != 0 and after[0] != 0 and op == 0 and len(text) == 1 and text.isalnum()
            for before, (op, text), after in zip(edits, edits[1:], edits[2:], strict=False)
        )
        self.count_ends(texts, edits)
        for text, places in zip(texts, shown_ends(edits), strict=True):
            found = [inside_words(name, text, places) for name in SEGMENTERS if segmenter(name)]
            if len(found) == len(SEGMENTERS):
                self.shown_ends += len(places)
                self.in_pkuseg += len(found[0])
                self.in_thulac += len(found[1])
                self.in_both += len(found[0] & found[1])
        for side, text in zip((1, -1), texts, strict=True):
            self.count_torn(text, [op != 0 for op, piece in edits if op != side for _ in piece])

    def count_ends(self, texts: list[str], edits: Edits) -> None:
        """Where hunks begin and end, on both sides at once."""
        cuts, bounds = (
            [cut_words(text) for text in texts],
            [set(cut_words(text).bounds) for text in texts],
        )
        places, inside = [0, 0], False
        for op, text in [*edits, (0, "")]:
            if (op != 0) != inside:
                inside = op != 0
                self.hunks += inside
                self.ends += 1
                self.in_numbers += any(
                    place in cut.inside for place, cut in zip(places, cuts, strict=True)
                )
                self.in_words += not any(
                    place in bound for place, bound in zip(places, bounds, strict=True)
                )
            places = [
                places[0] + (len(text) if op <= 0 else 0),
                places[1] + (len(text) if op >= 0 else 0),
            ]

    def count_torn(self, text: str, changed: list[bool]) -> None:
        """Pairs of which one half is changed."""
        open_at: list[int] = []
        for place, sign in enumerate(text):
            if sign in PAIRS.values():
                open_at.append(place)
            elif sign in PAIRS and open_at and text[open_at[-1]] == PAIRS[sign]:
                self.brackets += 1
                self.torn += changed[open_at.pop()] != changed[place]

    def row(self) -> dict[str, float]:
        """The figures that a reader compares."""
        return {
            "changed": self.changed / max(1, self.fewest),
            "hunks": self.hunks / max(1, self.articles),
            "numbers": 100 * self.in_numbers / max(1, self.ends),
            "words": 100 * self.in_words / max(1, self.ends),
            "pkuseg": 100 * self.in_pkuseg / max(1, self.shown_ends),
            "thulac": 100 * self.in_thulac / max(1, self.shown_ends),
            "both": 100 * self.in_both / max(1, self.shown_ends),
            "islands": 100 * self.islands / max(1, self.hunks),
            "torn": 100 * self.torn / max(1, self.brackets),
            "exact": 100 * self.exact / max(1, self.articles),
            "ms": 1000 * self.seconds / max(1, self.articles),
        }


def shown_ends(edits: Edits) -> tuple[set[int], set[int]]:
    """The ends of changed text on each side."""
    ends: tuple[set[int], set[int]] = (set(), set())
    places = [0, 0]
    for op, text in edits:
        for side in (0, 1) if op == 0 else (0,) if op < 0 else (1,):
            after = places[side] + len(text)
            if op:
                ends[side].symmetric_difference_update((places[side], after))
            places[side] = after
    return ends


def fewest(left: str, right: str) -> int:
    """The fewest characters that can be deleted and inserted."""
    from rapidfuzz.distance import Indel

    return int(Indel.distance(left, right))


def judge(tool: Tool, articles: list[tuple[str, str]]) -> Score:
    """One tool on all articles, or on those that it does in time."""
    score = Score()
    for left, right in articles:
        begin = time.perf_counter()
        edits = tool(left, right)
        score.seconds += time.perf_counter() - begin
        score.take(left, right, edits)
        if score.seconds > SECONDS:
            break
    return score


def main() -> None:
    """Judge all tools; print one table and a line of our own figures."""
    parser = arguments(__doc__)
    parser.add_argument(
        "--limit", type=int, default=10**6, metavar="N", help="only the first N articles"
    )
    parser.add_argument(
        "--only", default="", metavar="TOOL", help="only tools whose name holds this"
    )
    options = parser.parse_args()
    articles = list(changed_articles(options))[: options.limit]
    table = Table(title=f"{len(articles)} changed articles · {source_of(options.folder)}")
    for column in ("tool", *Score().row()):
        table.add_column(column, justify="left" if column == "tool" else "right")
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, make in tools(Path(folder)).items():
            if options.only not in name:
                continue
            try:
                score = judge(make(), articles)
            except ImportError as error:
                table.add_row(name, f"not here: pip install 'policydiff[bench]' ({error.name})")
                continue
            figures = figures or score.row()
            table.add_row(name, *(f"{value:.2f}" for value in score.row().values()))
    Console(width=150).print(table)
    absent = [name for name in SEGMENTERS if segmenter(name) is None]
    if absent:
        print(
            f"not here: {', '.join(absent)}; pip install 'policydiff[bench]': "
            "the columns of the segmenters say nothing"
        )
    print("all: " + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()))
    missed = unmet(options.require, figures, least=False)
    sys.exit(f"above: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()
