"""How long the history of a clause and the origin of all words take, before and after the steps between versions are kept.

    python benchmarks/history_bench.py [FOLDER]      default: the civil procedure law beside the repository, else invented versions

The folder holds the versions of one work, each file named by its date. `cold` compares all versions; `warm` reads what was kept.
"""

from __future__ import annotations

import pathlib
import sys
import tempfile
import time

from policydiff.store.repository import Repository
from policydiff.workflows.blame import blame
from policydiff.workflows.history import history
from policydiff.workflows.load import load

CORPUS = pathlib.Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "works" / "civil-procedure-law"
TITLE = "示例程序法"
VERSIONS, ARTICLES = 7, 300


def texts(arguments: list[str]) -> list[tuple[str, bytes]]:
    """Dates and bytes of the versions, the oldest first."""
    folder = pathlib.Path(arguments[0]) if arguments else CORPUS
    if folder.is_dir():
        return [(path.stem, path.read_bytes()) for path in sorted(folder.glob("*.md")) if ".decision" not in path.name]
    return [(f"{1990 + 5 * place}-01-01", invented(place).encode()) for place in range(VERSIONS)]


def invented(place: int) -> str:
    """A version of a law that nobody enacted: with each one some articles come and some are reworded."""
    lines = [TITLE]
    for article in range(1, ARTICLES + place):
        days = 10 + article + (place if article % 7 == place else 0)
        lines.append(
            f"第{article}条　第{article * 31 % 997}类案件的当事人应当在{days}日内向示例法院提交材料。逾期的，由示例法院依照规定处理。"
        )
    return "\n\n".join(lines)


def timed(what: str, run) -> None:
    begin = time.perf_counter()
    run()
    print(f"{what:24} {time.perf_counter() - begin:6.2f} s")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository.init(folder)
        work = None
        for date, data in texts(sys.argv[1:]):
            document = load(data, name="law.md")
            if document.version_date != date:
                import dataclasses

                document = dataclasses.replace(document, dates=dataclasses.replace(document.dates, promulgated=date))
            work = repository.add(document, data, f"{date}.md", work=None if work is None else work.uri).work
        newest = repository.load(work.versions[-1])
        clause = f"{work.uri}#{newest.articles[12].num}"
        print(f"{len(work.versions)} versions, the newest of {len(newest.articles)} articles")
        root = pathlib.Path(folder)
        timed("history, cold", lambda: history(clause, root))
        timed("history, warm", lambda: history(clause, root))
        timed("blame, warm", lambda: blame(work.uri, root))


if __name__ == "__main__":
    main()
