"""How long a whole comparison takes, as ratios within one run.

    python benchmarks/speed_bench.py [--folder FOLDER] [--profile] [--no-peers] [--many N]
    [--require whole=4 …]

whole      a law of 266 articles and its thorough revision: read, parsed, aligned, redlined, facts
and all, as a multiple of the
           bare parts (rapidfuzz's cdist of all articles, lapx's assignment, opcodes of the pairs)
real       the same multiple for the longest real law of which less than half stood still; only
where real laws are here. Articles of
           a real law are shorter, so that the bare parts cost less, and reading, 款 and facts weigh
           more
growth     a code of 1,260 articles, rewritten as thoroughly, as a multiple of the law of 266
reworded, alike, exchanged
           only with --many N: N short articles of which each has another word, which are alike but
           for a number and reworded, or of which
           none stayed, as a multiple of a tenth of them: ten where time grows evenly (parsing and
           comparison)
xmldiff    what xmldiff's default takes for the two trees of the law (or of its first
--peer-articles), as a
           multiple of ours for the same

The texts are put together from articles of real laws beside the repository, else from invented
ones, and rewritten by a fixed rule: each third article is reworded, every twentieth dropped,
another put in, neighbours swapped here and there.
"""

from __future__ import annotations

import cProfile
import pstats
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from _texts import arguments, pairs, source_of, unmet
from rich.console import Console
from rich.table import Table

import policydiff
from policydiff.text.numerals import write_number

LAW, CODE = 266, 1260
OWN_WORDS = [
    ("应当", "必须"),
    ("可以", "有权"),
    ("有关部门", "主管部门"),
    ("规定", "要求"),
    ("依法", "依照法律"),
    ("和", "以及"),
    ("的", "之"),
]
ROUNDS = 3


def articles(folder: Path) -> Iterator[str]:
    """Texts of articles, each once: 款 joined by line feeds."""
    seen: set[str] = set()
    for pair in pairs(folder):
        for article in pair.right.articles:
            if 20 < len(article.text) < 800 and article.text not in seen:
                seen.add(article.text)
                yield article.text
    rules = random.Random(7)
    words = (
        "雨伞",
        "伞架",
        "伞套",
        "借用人",
        "管理人",
        "押金",
        "归还",
        "登记",
        "检查",
        "保管",
        "损坏",
        "遗失",
        "公告",
        "申请",
        "答复",
        "期限",
    )
    while True:
        picked = [rules.choice(words) for _ in range(14)]
        yield "{}的{}应当{}，由{}在三十日内{}；{}{}的，{}可以{}。\n{}、{}和{}按照{}的规定{}。".format(
            *picked
        )


def law(texts: list[str], chapter: int = 30) -> str:
    """A law of these articles, in chapters."""
    lines = ["示例法", ""]
    for place, text in enumerate(texts):
        if place % chapter == 0:
            lines.append(
                f"第{write_number(place // chapter + 1)}章　示例{write_number(place // chapter + 1)}"
            )
        lines.append(f"第{write_number(place + 1)}条　{text}")
    return "\n\n".join(lines).replace("\n\n（", "\n（")


def rewritten(texts: list[str], spare: Iterator[str]) -> list[str]:
    """The same articles after a thorough revision."""
    chance = random.Random(1)
    made: list[str] = []
    for place, text in enumerate(texts):
        if place % 20 == 7:
            continue
        if place % 3 == 0:
            for old, new in chance.sample(OWN_WORDS, 4):
                text = text.replace(old, new)  # noqa: PLW2901 - grows different
        made.append(text)
        if place % 9 == 4:
            made.append(next(spare))
        if place % 31 == 30:
            made[-1], made[-2] = made[-2], made[-1]
    return made


def compare(left: str, right: str) -> policydiff.Comparison:
    """All of it: two texts to a comparison."""
    return policydiff.diff(
        policydiff.load(left.encode(), name="left.txt"),
        policydiff.load(right.encode(), name="right.txt"),
    )


def bare(left: list[str], right: list[str]) -> None:
    """What any comparison of articles costs: likeness of all pairs, the best assignment, the edits
    of each pair.
    """
    import lap
    import numpy as np
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    alike = cdist(left, right, scorer=Indel.normalized_similarity, dtype=np.float64)
    _, chosen, _ = lap.lapjv(1 - alike, extend_cost=True)
    for row, column in enumerate(chosen):
        if column >= 0:
            Indel.opcodes(left[row], right[column])


def xmldiff(left: str, right: str) -> None:
    """The edit script between the trees of two texts, as xmldiff makes it by default."""
    from lxml import etree
    from xmldiff import main

    trees = (
        etree.fromstring(policydiff.to_xml(policydiff.load(text.encode(), name="text.txt")))
        for text in (left, right)
    )
    main.diff_trees(*trees)


def rewritten_law(folder: Path) -> tuple[Path, Path] | None:
    """The files of the longest real law of which less than half stood still."""
    found = []
    for pair in pairs(folder):
        olds, news = (
            {article.text for article in side.articles} for side in (pair.left, pair.right)
        )
        if pair.gold and len(olds & news) < len(olds) / 2:
            work = folder / "works" / pair.gold["work"]
            found.append(
                (len(olds) + len(news), work / pair.gold["base"], work / pair.gold["after"])
            )
    return max(found)[1:] if found else None


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The shortest of some runs, in seconds of this process: others may use the machine at the same
    time.
    """
    took = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        took.append(time.process_time() - begin)
    return min(took)


def one(kind: str, count: int) -> float:
    """The seconds that the comparison of many articles takes."""
    pair = many(kind, count)
    return seconds(lambda: compare(*pair), 1)


def versions(folder: Path, count: int) -> tuple[list[str], list[str]]:
    """A text of so many articles and its revision."""
    stream = articles(folder)
    texts = [next(stream) for _ in range(count)]
    return texts, rewritten(texts, stream)


def many(kind: str, count: int) -> tuple[str, str]:
    """A text of so many short invented articles, and what became of it."""
    chance, words = random.Random(5), [old + new for old, _ in OWN_WORDS for _, new in OWN_WORDS]
    spots = range(1, count + 1)
    if kind == "alike":
        left = [f"借用人应当在{spot}日内归还雨伞，并报告伞架管理人。" for spot in spots]
        return law(left), law([text.replace("并报告", "并书面报告") for text in left])
    left = [chance.choices(words[: len(words) // 2], k=12) for _ in spots]
    if kind == "exchanged":
        right = [chance.choices(words[len(words) // 2 :], k=12) for _ in spots]
    else:
        right = [[*text[:5], "雨具", *text[6:]] for text in left]
    return law(["".join(text) + "。" for text in left]), law(
        ["".join(text) + "。" for text in right]
    )


def main() -> None:
    """Time all; print one table."""
    parser = arguments(__doc__)
    parser.add_argument(
        "--profile",
        action="store_true",
        help="show where the time of the comparison of the law goes",
    )
    parser.add_argument("--no-peers", action="store_true", help="leave xmldiff out")
    parser.add_argument(
        "--peer-articles",
        type=int,
        default=LAW,
        metavar="N",
        help="xmldiff takes about a minute for the law",
    )
    parser.add_argument(
        "--many",
        type=int,
        default=0,
        metavar="N",
        help="texts of so many articles too, such as 20000: some minutes",
    )
    options = parser.parse_args()
    small, large, peer = (
        versions(options.folder, count) for count in (LAW, CODE, options.peer_articles)
    )
    laws = {
        name: (law(pair[0]), law(pair[1]))
        for name, pair in (("small", small), ("large", large), ("peer", peer))
    }
    compare(*laws["small"])  # dictionaries and libraries are loaded once a process
    took = {
        f"bare parts of {LAW} articles": seconds(lambda: bare(*small)),
        f"whole comparison of {LAW} articles": seconds(lambda: compare(*laws["small"])),
        f"whole comparison of {CODE:,} articles": seconds(lambda: compare(*laws["large"]), 1),
    }
    parts, whole, code = took.values()
    figures = {"whole": whole / parts, "growth": code / whole}
    if (revision := rewritten_law(options.folder)) is not None:
        olds, news = (
            [article.text for article in policydiff.load(path).articles] for path in revision
        )
        parts = took[f"bare parts of a real law, {len(olds)} → {len(news)} articles"] = seconds(
            lambda: bare(olds, news)
        )
        whole = took["whole comparison of that law"] = seconds(
            lambda: policydiff.diff(*map(policydiff.load, revision))
        )
        figures["real"] = whole / parts
    for kind in ("reworded", "alike", "exchanged") if options.many else ():
        sizes = [options.many // 10, options.many]
        few, all_of_them = (
            took.setdefault(f"{size:,} articles, {kind}", one(kind, size)) for size in sizes
        )
        figures[kind] = all_of_them / few
    table = Table(title=f"Whole comparisons · {source_of(options.folder)}")
    table.add_column("work")
    table.add_column("seconds", justify="right")
    if not options.no_peers:
        mine = took[f"whole comparison of {options.peer_articles} articles"] = seconds(
            lambda: compare(*laws["peer"])
        )
        try:
            theirs = took[f"xmldiff of {options.peer_articles} articles"] = seconds(
                lambda: xmldiff(*laws["peer"]), 1
            )
            figures["xmldiff"] = theirs / mine
        except ImportError:
            table.add_row("xmldiff", "not here: pip install 'policydiff[bench]'")
    for name, value in took.items():
        table.add_row(name, f"{value:.3f}")
    Console(width=100).print(table)
    if options.profile:
        profile = cProfile.Profile()
        profile.runcall(compare, *laws["small"])
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    print("all: " + "  ".join(f"{name} {value:.2f}" for name, value in figures.items()))
    slow = unmet(
        [one for one in options.require if not one.startswith("xmldiff")], figures, least=False
    )
    slow += unmet([one for one in options.require if one.startswith("xmldiff")], figures)
    sys.exit(f"missed: {', '.join(slow)}" if slow else 0)


if __name__ == "__main__":
    main()
