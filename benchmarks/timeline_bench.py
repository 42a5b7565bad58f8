"""The law as git: how long the branch takes, and what it does to reading it.

    python benchmarks/timeline_bench.py [--works N] [--repository FOLDER]

N invented works of three versions each are stored, or a repository that is given is copied; then
the branch is built in it, built again, and built again after one more version in the middle. Beside
it stand the parts: reading all documents alone, and a stream of as many commits with short texts
into an empty repository. Times are by the clock and depend on the machine, ratios hardly do.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from import_bench import invent

from policydiff.model.document import Document
from policydiff.model.identifiers import name_document
from policydiff.model.version import Dates
from policydiff.store.changes.additions import Addition
from policydiff.store.repository import Repository
from policydiff.store.timeline import OURS, LawCommit
from policydiff.tracing.actions.timeline import timeline
from policydiff.works.session import Session


def version(number: int, year: int) -> Document:
    """The invented law as of a year: its first articles are those of another law."""
    document = invent(number, 40)
    body = (
        *invent(number + year, 40).body[: (year - 1980) // 10],
        *document.body[(year - 1980) // 10 :],
    )
    return name_document(
        Document(
            title=document.title,
            kind="law",
            dialect="cn_law",
            dates=Dates(promulgated=f"{year}-03-15"),
            body=body,
        )
    )


def fill(root: Path, works: int) -> Repository:
    repository = Repository.init(root)
    documents = (version(number, year) for number in range(works) for year in (1990, 2000, 2020))
    outcomes = repository.add_many(
        Addition(document=document, source=document.full_text().encode(), source_name="law.txt")
        for document in documents
    )
    assert all(outcome.status == "added" for outcome in outcomes)
    return repository


def seconds(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def bare(repository: Repository, root: Path) -> Callable[[], Any]:
    """The stream alone: as many commits, each of a text of sixty short lines, into a repository of
    their own.
    """
    names = subprocess.run(
        ["git", "log", "--reverse", "--format=%H", "timeline"],
        cwd=repository.root,
        check=True,
        capture_output=True,
        text=True,
    )
    other = Repository.init(root)
    commits = [
        LawCommit(
            day="2000-01-01", path=f"{place % 400}.txt", text=f"{name}\n" * 60, message=f"{OURS}\n"
        )
        for place, name in enumerate(names.stdout.split())
    ]
    return lambda: other.write_timeline("timeline", lambda: commits)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--works", type=int, default=400)
    parser.add_argument(
        "--repository", type=Path, help="a repository to copy instead of inventing one"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "laws"
        if options.repository:
            shutil.copytree(options.repository, root, symlinks=True)
        repository = Repository.open(root) if options.repository else fill(root, options.works)
        versions = [one for work in repository.works() for one in work.versions]
        reading = seconds(lambda: list(repository.load_many(versions)))
        first, again = (seconds(lambda: timeline(Session(repository=root))) for _ in range(2))
        works = len(repository.works())
        document = version(options.works + 1, 2000)
        repository.add(document, document.full_text().encode(), "law.txt")
        more = seconds(lambda: timeline(Session(repository=root)))
        stream = seconds(bare(repository, Path(folder) / "bare"))
        path = subprocess.run(
            ["git", "ls-tree", "-r", "-z", "--name-only", "timeline"],
            cwd=root,
            check=True,
            capture_output=True,
        )
        one = path.stdout.split(b"\0")[0].decode()
        blame = seconds(
            lambda: subprocess.run(
                ["git", "blame", "timeline", "--", one], cwd=root, check=True, capture_output=True
            )
        )
    print(f"{works} works, {len(versions)} versions\n")
    for name, took in (
        ("reading all documents alone", reading),
        ("a stream of as many commits alone", stream),
        ("timeline, the first time", first),
        ("again, nothing new", again),
        ("again, one version more", more),
        ("git blame of one work", blame),
    ):
        print(
            f"{name:36}{took:8.2f} s{1000 * took / len(versions):9.2f} ms a version{took / reading:8.2f} x reading"
        )


if __name__ == "__main__":
    main()
