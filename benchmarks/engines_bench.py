"""One process, the pool and Dask on the same work: ratios, and what a chunk costs on its way.

    python benchmarks/engines_bench.py [--folder FOLDER] [--texts N] [--jobs N] [--rounds N]
        [--most N] [--sizes] [--require NAME=NUMBER]

Work: reading the texts of FOLDER (bulk/ of the corpus beside the repository) as an import does,
else invented laws; and comparing neighbours, each law with a revision of it drawn by rule. The
engines take turns, and of each the least of the rounds counts, its start and end among it. Then the
way of a chunk there and back with nothing to do, by its size; the number of texts from which each
engine is ahead of one process; with --sizes the same work in chunks of other sizes. Memory
is that of all workers together, in MB; `of processors` are the seconds of all processes, which say
what an engine costs also where others use the machine (both on Linux).

Of --require the ratios (read-pool, compare-dask …) must be reached, and all others not exceeded.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from _engines import Payload, Usage, nothing, seconds, steady_seconds
from _mutations import document_of, law_of, mutate
from _texts import BESIDE, invented_law, unmet
from parse_bench import invented

from policydiff.comparing.engine.align.overrides import Overrides
from policydiff.library.actions.import_reading import ImportOptions, SentText, read_text
from policydiff.parallel import dask_cluster, engine, process_pool
from policydiff.parallel.dask_cluster import DaskCluster
from policydiff.parallel.engine import CHUNK, Engine, OneProcess
from policydiff.parallel.process_pool import ProcessPool, usable_cores
from policydiff.reading.load import GivenFacts
from policydiff.works.lineage import VersionPair, try_step
from policydiff.works.stored_lineages import PAIRS

SIZES = (1, 4, 16, 64)
EDITS = ("reword", "reword", "delete", "insert", "move", "renumber")
COUNTS = (16, 32, 48, 64, 96, 128, 192, 256, 384)
"""Numbers of texts among which the one is looked for from which an engine is ahead."""

WAY = 5_000
"""Bytes of an input with which nothing is done: those of a statute of forty articles."""

Work = tuple[Callable[[Any], Any], Sequence[Any], int]
"""A task, its inputs and the size of a chunk."""


def texts(folder: Path, count: int) -> list[SentText]:
    """Texts to read, drawn once from a folder, else invented."""
    if folder.is_dir():
        paths = [path for path in sorted(folder.iterdir()) if path.suffix in (".md", ".txt")]
        drawn = random.Random(0).sample(paths, min(count, len(paths)))
        given = [(path.name, path.read_bytes()) for path in drawn]
    else:
        given = [(f"示例条例{place}.txt", invented(place).encode()) for place in range(count)]
    return [SentText(name=name, data=data, facts=GivenFacts(), stored={}) for name, data in given]


def neighbours(count: int) -> list[VersionPair]:
    """Pairs of versions: an invented law and a revision of a sixth of its articles."""
    chance = random.Random(0)
    pairs = []
    for _ in range(count):
        law = invented_law(chance, chance.choice((20, 40, 60, 80)))
        revised = document_of(mutate(law_of(law), EDITS, 0.15, chance))
        pairs.append(VersionPair(left=law, right=revised, pairs=Overrides(), declaration=None))
    return pairs


def engines(jobs: int) -> dict[str, Engine]:
    """The engines by their names; each uses its workers however little there is to do."""
    process_pool.FEW = dask_cluster.FEW = 0
    return {
        "one process": OneProcess(),
        "pool": ProcessPool(jobs, print),
        "dask": DaskCluster(None, jobs, print),
    }


def compare(works: dict[str, Work], jobs: int, rounds: int) -> dict[str, float]:
    """Print the time of each engine on each work, and how much faster it is than one process."""
    figures = {}
    print(f"{'':28} {'seconds':>8} {'ratio':>6} {'of processors':>14} {'MB of workers':>14}")
    for name, (task, inputs, size) in works.items():
        best: dict[str, float] = {}
        memory: dict[str, float] = {}
        processors: dict[str, float] = {}
        for _ in range(rounds):
            for label, one in engines(jobs).items():
                with Usage.watched() as looked:
                    took = seconds(one, task, inputs, size)
                best[label] = min(best.get(label, took), took)
                memory[label] = max(memory.get(label, 0.0), looked.workers)
                processors[label] = min(processors.get(label, looked.seconds), looked.seconds)
        for label, took in best.items():
            ratio = best["one process"] / took
            line = f"{name + ', ' + label:28} {took:8.2f} {ratio:6.2f}"
            print(f"{line} {processors[label]:14.2f} {memory[label]:14.0f}", flush=True)
            figures[f"{name} {label}"] = ratio
            figures[f"processors {name} {label}"] = processors[label] / processors["one process"]
    return figures


def ways(jobs: int, count: int, rounds: int) -> dict[str, float]:
    """Print the start of each engine, and what the way of a chunk and of an input costs."""
    figures = {}
    print(f"\n{'':28} {'start s':>8}" + "".join(f"{f'{size} a chunk':>14}" for size in SIZES))
    for label, one in engines(jobs).items():
        if label == "one process":
            continue
        begun = min(seconds(one, nothing, [Payload(b"")] * 2, 1) for _ in range(rounds))
        line = f"{label + ', ms a chunk':28} {begun:8.2f}"
        for size in SIZES:
            inputs = [Payload(os.urandom(WAY)) for _ in range(count * size)]
            took = min(steady_seconds(one, nothing, inputs, size) for _ in range(rounds))
            each = took / count * 1000
            line += f"{each:14.2f}"
            figures[f"way {label} {size}"] = each
        print(line)
        figures[f"start {label}"] = begun
    return figures


def thresholds(folder: Path, most: int, jobs: int, rounds: int) -> dict[str, float]:
    """Print from how many texts each engine is ahead of one process.

    Each figure is that of a program that begins, reads so many texts and ends, as a command does.
    """
    ahead: dict[str, int] = {}
    print(f"\n{'texts':>8} {'one process':>12} {'pool':>8} {'dask':>8}   seconds")
    for count in (count for count in COUNTS if count <= most):
        best: dict[str, float] = {}
        for _ in range(rounds):
            for label in engines(jobs):
                command = (sys.executable, __file__, "--alone", label, "--folder", str(folder))
                begin = time.perf_counter()
                subprocess.run([*command, f"--texts={count}", f"--jobs={jobs}"], check=True)
                took = time.perf_counter() - begin
                best[label] = min(best.get(label, took), took)
        print(f"{count:8} {best['one process']:12.2f} {best['pool']:8.2f} {best['dask']:8.2f}")
        for label in ("pool", "dask"):
            if best[label] >= best["one process"]:
                ahead.pop(label, None)
            else:
                ahead.setdefault(label, count)
    return {f"from {label}": ahead.get(label, float("inf")) for label in ("pool", "dask")}


def sizes(works: dict[str, Work], jobs: int, rounds: int) -> None:
    """Print the seconds of the pool and of Dask by the size of chunks."""
    works = works | {"uneven": uneven(works["read"])}
    bounds = [(size, engine.CHUNK_OCTETS) for size in SIZES]
    bounds += [(CHUNK, octets) for octets in (32_768, 131_072)]
    heads = [
        f"{size}" if octets > 1e6 else f"{size}, {octets // 1024} KB" for size, octets in bounds
    ]
    print(f"\n{'seconds by inputs a chunk':28}" + "".join(f"{head:>12}" for head in heads))
    usual = engine.CHUNK_OCTETS
    for name, (task, inputs, _) in works.items():
        for label in ("pool", "dask"):
            line = f"{name + ', ' + label:28}"
            for size, octets in bounds:
                engine.CHUNK_OCTETS = octets
                one = engines(jobs)[label]
                took = min(seconds(one, task, inputs, size) for _ in range(rounds))
                line += f"{took:12.2f}"
            engine.CHUNK_OCTETS = usual
            print(line)


def uneven(read: Work) -> Work:
    """The same texts with a code of many articles beside every hundred of them."""
    task, inputs, size = read
    code = "示例法典\n\n" + "\n\n".join(
        f"第{number}条　示例单位应当在三十日内向第{number}号窗口报告，并依照本法的规定办理。"
        for number in range(1, 1261)
    )
    long = SentText(name="code.txt", data=code.encode(), facts=GivenFacts(), stored={})
    mixed = [
        one
        for place, text in enumerate(inputs)
        for one in ((long, text) if place % 100 == 50 else (text,))
    ]
    return task, mixed, size


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--folder", type=Path, default=BESIDE / "bulk")
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--pairs", type=int, default=80)
    parser.add_argument("--jobs", type=int, default=usable_cores())
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--chunks", type=int, default=200, help="with nothing to do")
    parser.add_argument("--most", type=int, default=COUNTS[-1], help="texts of the last part")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    parser.add_argument("--sizes", action="store_true")
    parser.add_argument("--require", action="append", default=[], metavar="NAME=NUMBER")
    given = parser.parse_args()
    gc.set_threshold(100_000)  # as the commands do
    if given.alone is not None:
        one = engines(given.jobs)[given.alone]
        seconds(one, partial(read_text, ImportOptions()), texts(given.folder, given.texts), CHUNK)
        return 0
    read: Work = partial(read_text, ImportOptions()), texts(given.folder, given.texts), CHUNK
    works: dict[str, Work] = {
        "read": read,
        "compare": (try_step, neighbours(given.pairs), PAIRS),
    }
    what = "real statutes" if given.folder.is_dir() else "invented laws"
    print(f"{len(read[1])} texts ({what}), {given.pairs} pairs, {given.jobs} workers\n")
    figures = compare(works, given.jobs, given.rounds)
    figures |= ways(given.jobs, given.chunks, given.rounds)
    figures |= thresholds(given.folder, given.most, given.jobs, given.rounds)
    if given.sizes:
        sizes(works, given.jobs, given.rounds)
    named = {name.replace(" ", "-"): value for name, value in figures.items()}
    print("\n" + "  ".join(f"{name}={value:.2f}" for name, value in named.items()))
    ratios = [one for one in given.require if one.startswith(tuple(works))]
    missed = unmet(ratios, named)
    missed += unmet([one for one in given.require if one not in ratios], named, least=False)
    for one in missed:
        print(f"not met: {one}", file=sys.stderr)
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
