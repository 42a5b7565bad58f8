"""How long the history of a clause and the origin of all words take, before and after the steps
between versions are kept; and whether lasting names, histories and origins follow the articles.

    python benchmarks/history_bench.py [FOLDER] [--folder FOLDER]     default: the civil procedure law
    beside the repository, else invented versions

FOLDER holds the versions of one work, each file named by its date. `cold` compares all
versions; `warm` reads what was kept. Each time is what a whole command takes of a processor, with
git, from its start to its end, the least of five: on a machine that does nothing else the clock
says the same. What no command is quicker than stands first.

Where gold/ links the articles of three or more versions of a work, its links are followed from each
article back to every older version, as far as readers are certain:

names     the lasting name of the article, at the older version, is that of an article it came from
          (right), that of another (wrong), or nobody's, though neither the article nor another that
          came from there bears it (lost)
history   the articles in its history at the older version are those that it came from, all of them
origin    `blame` says that it came with the oldest version to which the links lead
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from _alignment import Reading, read_gold
from _texts import arguments, bare, unmet
from _versions import DAY

from policydiff.reading.load import load
from policydiff.store.fingerprint import code_fingerprint
from policydiff.store.git.process import open_git
from policydiff.store.own_files import CACHE, own_file
from policydiff.store.records.works import WorkRecord
from policydiff.store.repository import Repository
from policydiff.tracing.engine.blame import blame
from policydiff.tracing.engine.history import reached_at
from policydiff.works.lineage import Traced, trace_work

TITLE = "示例程序法"
VERSIONS, ARTICLES = 7, 300
RUNS = 5
FIGURES = (
    "versions",
    *("names_right", "names_wrong", "names_lost"),
    *("history_right", "history_wrong", "origin_right", "origin_wrong"),
)


def files_of(folder: Path) -> list[tuple[str, bytes]]:
    """Dates and bytes of the versions in a folder, the oldest first."""
    paths = sorted(path for path in folder.iterdir() if DAY.fullmatch(path.stem))
    return [(path.stem, path.read_bytes()) for path in paths]


def invented(place: int) -> str:
    """A version of a law that nobody enacted: with each one some articles come and some are
    reworded.
    """
    lines = [TITLE]
    for article in range(1, ARTICLES + place):
        days = 10 + article + (place if article % 7 == place else 0)
        lines.append(
            f"第{article}条　第{article * 31 % 997}类案件的当事人应当在{days}日内向示例法院提交材料。逾期的，由示例法院依照规定处理。"
        )
    return "\n\n".join(lines)


def stored(repository: Repository, files: Sequence[tuple[str, bytes]]) -> WorkRecord:
    """The work of these versions, stored one after the other."""
    work = None
    for date, data in files:
        document = load(data, name="law.md")
        if document.version_date != date:
            document = dataclasses.replace(
                document, dates=dataclasses.replace(document.dates, promulgated=date)
            )
        uri = None if work is None else work.uri
        work = repository.add(document, data, f"{date}.md", work=uri).work
    if work is None:
        raise SystemExit("the folder holds no versions")
    return work


def timed(what: str, root: Path, *arguments: str, cold: bool = False) -> None:
    """The least of five runs of a command; before each of the cold ones what was kept is thrown
    away.
    """
    took = []
    for _ in range(RUNS):
        cache = own_file(open_git(root), CACHE, code_fingerprint() or "0")
        if cold and cache is not None:
            cache.unlink()
        before = os.times()
        subprocess.run(
            [sys.executable, "-m", "policydiff", *arguments],
            cwd=root,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        after = os.times()
        took.append(
            after.children_user
            + after.children_system
            - before.children_user
            - before.children_system
        )
    print(f"{what:24} {min(took):6.2f} s")


def times(files: Sequence[tuple[str, bytes]]) -> None:
    """How long the commands take on these versions."""
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository.init(folder)
        work = stored(repository, files)
        newest = repository.load(work.versions[-1])
        clause = f"{work.uri}#{newest.articles[12].num}"
        print(f"{len(work.versions)} versions, the newest of {len(newest.articles)} articles")
        root = Path(folder)
        timed("no command at all", root, "--version")
        timed("history, cold", root, "history", clause, cold=True)
        timed("history, warm", root, "history", clause)
        timed("blame, warm", root, "blame", work.uri)


class Chain:
    """The versions of a work, and which articles each article came from as readers judged it."""

    def __init__(self, traced: Traced, readings: Sequence[Reading]) -> None:
        """Take the lineage, and a reading for each step between two versions."""
        self.traced = traced
        self._readings = readings
        self.articles = [
            {article.eid: bare(article.num or "") for article in document.articles}
            for document in traced.documents
        ]
        self.wids = traced.lineage.wids

    def came_from(self, version: int, num: str) -> Iterator[tuple[int, set[str]]]:
        """Each older version with the numbers of the articles there, as far as readers are
        certain.
        """
        nums = {num}
        for place in reversed(range(version)):
            reading = self._readings[place]
            if nums & reading.new:
                return
            nums = {old for old, new in reading.links if old is not None and new in nums}
            yield place, nums

    def heirs(self, place: int, nums: set[str], version: int) -> set[str]:
        """The numbers, in a version, of the articles that came of some at an older place."""
        for reading in self._readings[place:version]:
            nums = {new for old, new in reading.links if new is not None and old in nums}
        return nums


def judged(folder: Path) -> Iterator[tuple[str, list[tuple[str, bytes]], list[Reading]]]:
    """Works of three or more versions, with the links of each step."""
    for work in sorted((folder / "works").iterdir() if folder.is_dir() else ()):
        files = files_of(work) if work.is_dir() else []
        found = []
        for old, new in pairwise(date for date, _ in files):
            both, after = f"{work.name}.{old}_{new}.pair.json", f"{work.name}.{new}.triple.json"
            path = next((p for n in (both, after) if (p := folder / "gold" / n).exists()), None)
            found += [read_gold(json.loads(path.read_text(encoding="utf-8")))] if path else []
        if len(files) > 2 and len(found) == len(files) - 1:
            yield work.name, files, found


def follow(chain: Chain) -> Iterator[tuple[str, str]]:
    """A figure, and the place that it is about, for each article of each version."""
    lineage = chain.traced.lineage
    for version, articles in enumerate(chain.articles):
        came = {
            part.eid: part.came for part in blame(chain.traced.documents, lineage, version).parts
        }
        for eid, num in articles.items() if version else ():
            reached = reached_at(lineage, version, eid)
            oldest, certain = version, 0
            for place, nums in chain.came_from(version, num):
                where = (
                    f"{lineage.versions[place]} {sorted(nums)} → {lineage.versions[version]} {num}"
                )
                oldest, certain = (place if nums else oldest), certain + 1
                here = {chain.articles[place].get(one, one) for one in reached[place]}
                if here or nums:
                    verdict = "right" if here == nums else "wrong"
                    yield f"history_{verdict}", f"{where}, not {sorted(here)}"
                yield from name_of(chain, (place, nums), (version, eid), where)
            if certain == version:
                verdict = "right" if came[eid] == oldest else "wrong"
                yield (
                    f"origin_{verdict}",
                    f"{lineage.versions[version]} {num}: {came[eid]}, not {oldest}",
                )


def name_of(
    chain: Chain, before: tuple[int, set[str]], after: tuple[int, str], where: str
) -> Iterator[tuple[str, str]]:
    """Whether the lasting name of an article goes back to one that it came from."""
    (place, nums), (version, eid) = before, after
    named = {wid: one for one, wid in chain.wids[place].items()}
    bearer = named.get(chain.wids[version][eid])
    if bearer is not None:
        num = chain.articles[place].get(bearer, bearer)
        yield f"names_{'right' if num in nums else 'wrong'}", f"{where}, not {num}"
        return
    names = {chain.wids[place][one] for one, num in chain.articles[place].items() if num in nums}
    heirs = chain.heirs(place, nums, version)
    borne = {
        chain.wids[version][one] for one, num in chain.articles[version].items() if num in heirs
    }
    if names and not names & borne:
        yield "names_lost", where


def main() -> None:
    """Print the times and the figures."""
    parser: argparse.ArgumentParser = arguments(__doc__)
    parser.add_argument("work", nargs="?", type=Path, metavar="FOLDER")
    parser.add_argument("--show", action="store_true", help="each place that is not right")
    options = parser.parse_args()
    work = options.work or options.folder / "works" / "civil-procedure-law"
    if work.is_dir():
        times(files_of(work))
    else:
        times([(f"{1990 + 5 * n}-01-01", invented(n).encode()) for n in range(VERSIONS)])
    total = Counter[str]()
    for name, files, readings in judged(options.folder):
        with tempfile.TemporaryDirectory() as folder:
            repository = Repository.init(folder)
            traced = trace_work(repository, stored(repository, files))
        found = [*follow(Chain(traced, readings))]
        counts = Counter({"versions": len(files)}) + Counter(figure for figure, _ in found)
        total += counts
        print(f"{name}: " + "  ".join(f"{one} {counts[one]}" for one in FIGURES))
        for figure, where in found if options.show else ():
            if not figure.endswith("right"):
                print(f"  {figure}: {where}")
    print("all: " + "  ".join(f"{one} {total[one]}" for one in FIGURES))
    missed = unmet(options.require, dict(total))
    sys.exit(f"below: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()
