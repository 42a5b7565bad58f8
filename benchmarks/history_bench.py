"""How long the history of a clause and the origin of all words take, before and after the steps
between versions are kept.

    python benchmarks/history_bench.py [FOLDER]      default: the civil procedure law beside the
    repository, else invented versions

The folder holds the versions of one work, each file named by its date. `cold` compares all
versions; `warm` reads what was kept. Each time is what a whole command takes of a processor, with
git, from its start to its end, the least of five: on a machine that does nothing else the clock
says the same. What no command is quicker than stands first.
"""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys
import tempfile

from policydiff.app.load import load
from policydiff.store.repository import Repository

CORPUS = (
    pathlib.Path(__file__).resolve().parent.parent.parent
    / "shared"
    / "corpus"
    / "works"
    / "civil-procedure-law"
)
TITLE = "示例程序法"
VERSIONS, ARTICLES = 7, 300
RUNS = 5


def texts(arguments: list[str]) -> list[tuple[str, bytes]]:
    """Dates and bytes of the versions, the oldest first."""
    folder = pathlib.Path(arguments[0]) if arguments else CORPUS
    if folder.is_dir():
        return [
            (path.stem, path.read_bytes())
            for path in sorted(folder.glob("*.md"))
            if ".decision" not in path.name
        ]
    return [(f"{1990 + 5 * place}-01-01", invented(place).encode()) for place in range(VERSIONS)]


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


def timed(what: str, root: pathlib.Path, *arguments: str, cold: bool = False) -> None:
    """The least of five runs of a command; before each of the cold ones what was kept is thrown
    away.
    """
    took = []
    for _ in range(RUNS):
        for kept in (root / ".git" / "policydiff").glob("lineage-*") if cold else ():
            kept.unlink()
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


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository.init(folder)
        work = None
        for date, data in texts(sys.argv[1:]):
            document = load(data, name="law.md")
            if document.version_date != date:
                import dataclasses

                document = dataclasses.replace(
                    document, dates=dataclasses.replace(document.dates, promulgated=date)
                )
            work = repository.add(
                document, data, f"{date}.md", work=None if work is None else work.uri
            ).work
        newest = repository.load(work.versions[-1])
        clause = f"{work.uri}#{newest.articles[12].num}"
        print(f"{len(work.versions)} versions, the newest of {len(newest.articles)} articles")
        root = pathlib.Path(folder)
        timed("no command at all", root, "--version")
        timed("history, cold", root, "history", clause, cold=True)
        timed("history, warm", root, "history", clause)
        timed("blame, warm", root, "blame", work.uri)


if __name__ == "__main__":
    main()
