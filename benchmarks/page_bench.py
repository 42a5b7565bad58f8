"""How long the page in the browser takes to answer, for one reader and for eight, beside Datasette
with the same rows in the same run.

    python benchmarks/page_bench.py [--repository PATH] [--texts FOLDER] [--requests N] [--many N]

PATH is a repository, which is only read; without it the texts of FOLDER (bulk/ of the corpus
beside the repository) are imported into one, else invented ones. `policydiff serve` answers on a
free port of loopback, Datasette beside it, with tables of works, versions and articles, and an FTS5
index of the articles: for a list of works, the versions of a work, a text, an article and a search
its page of the same rows. Each figure is the time from the request to the last byte, over
connections that stay open, in milliseconds: median and 95 of a hundred. "first" asks for each page
for the first time since the server was started, "again" after that. `NAME_ratio` is the median of
"again" over that of Datasette, `NAME_8_ratio` the same of eight readers at once. `memory` is that of the server's process before and after
--many requests. `held` is how many times as long a small comparison of two dropped texts takes
while comparisons of long ones hold all cores.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import quote

from _texts import BESIDE, unmet
from import_bench import additions, invent

from policydiff.store.repository import Repository

WORDS = ("应当", "个人信息", "二十日", "许可证", "有下列情形之一的", "罚款", "国务院", "听证")
WORKING = 202
"""The status of a page that is still being worked out."""

LONG = 20_000
"""Articles of a text whose comparison takes long."""

TURN = 3.0
"""Seconds after which long comparisons give way to others."""

SAMPLE = 60
"""So many works are asked for."""


@contextmanager
def serving(command: Sequence[str], address: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    """Run a server until the block ends; gives host, port and process id."""
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        try:
            for line in process.stdout:
                found = address.search(line)
                if found:
                    break
            else:
                raise SystemExit(f"{command[0]} did not start")
            # it would wait for somebody to read what it writes about each request
            Thread(target=deque, args=(process.stdout, 0), daemon=True).start()
            yield found[1], int(found[2]), process.pid
        finally:
            process.terminate()
            process.wait(20)


def asked(place: tuple[str, int, int], paths: Sequence[str]) -> list[float]:
    """The milliseconds of each request, one after the other over one connection.

    A page that says that it is still being worked out is asked for again.
    """
    host, port, _ = place
    line = http.client.HTTPConnection(host, port, timeout=120)
    times = []
    for path in paths:
        status = WORKING
        while status == WORKING:
            begin = time.perf_counter()
            line.request("GET", path, headers={"Accept-Language": "zh"})
            answer = line.getresponse()
            answer.read()
            status = answer.status
        times.append((time.perf_counter() - begin) * 1000)
        if status != 200:
            raise SystemExit(f"{path}: {status}")
    line.close()
    return times


def by_many(place: tuple[str, int, int], paths: Sequence[str], clients: int) -> list[float]:
    """The same by several clients at once, each with a part of the paths."""
    with ThreadPoolExecutor(clients) as pool:
        parts = [paths[first::clients] for first in range(clients)]
        return [time for part in pool.map(lambda one: asked(place, one), parts) for time in part]


def memory(pid: int) -> float:
    """The resident memory of a process in MB; 0 where the system does not say."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def told(name: str, times: list[float], peer: list[float] | None = None) -> dict[str, float]:
    """Print a row; gives the 95th of a hundred, and the ratio of the medians."""
    middle, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    key, line = name.strip().replace(" ", "_"), f"{name:34} {middle:8.1f} {high:8.1f}"
    if not peer:
        print(line)
        return {key: high}
    other = statistics.median(peer)
    print(f"{line} {other:10.1f} {statistics.quantiles(peer, n=20)[-1]:8.1f} {middle / other:8.1f}")
    return {key: high, f"{key}_ratio": middle / other}


TABLES = """
create table works (id integer primary key, slug text, title text, kind text);
create table versions (id integer primary key, work integer references works(id), date text,
    title text, number text, authority text, in_force text, articles integer);
create table articles (id integer primary key, work integer references works(id), version text,
    eid text, num text, text text);
"""
INDEXES = """
create index version_of on versions (work);
create index of_work on articles (work, version);
create virtual table articles_fts using fts5(text, content='articles', content_rowid='id',
    tokenize='trigram');
insert into articles_fts(articles_fts) values ('rebuild');
"""


def database(repository: Repository, path: Path) -> dict[str, int]:
    """The same rows as a database for Datasette; gives the row of each work by its slug, and of
    each first article by slug and date.
    """
    rows: dict[str, int] = {}
    with sqlite3.connect(path) as made:
        made.executescript(TABLES)
        for number, work in enumerate(repository.works()):
            rows[work.slug] = number
            made.execute(
                "insert into works values (?, ?, ?, ?)", (number, work.slug, work.title, work.kind)
            )
            for version, document in repository.load_many(work.versions):
                listed = getattr(document, "articles", ())
                made.execute(
                    "insert into versions (work, date, title, number, authority, in_force, articles)"
                    " values (?, ?, ?, ?, ?, ?, ?)",
                    (
                        *(number, version.date, version.title, document.document_number),
                        *(document.authority, document.dates.in_force, len(listed)),
                    ),
                )
                for one in listed:
                    row = made.execute(
                        "insert into articles (work, version, eid, num, text) values (?, ?, ?, ?, ?)",
                        (number, version.date, one.eid, one.num, one.text),
                    ).lastrowid
                    rows.setdefault(f"{work.slug}/{version.date or 'undated'}", row or 0)
        made.executescript(INDEXES)
    return rows


def stored(folder: Path, texts: Path) -> Path:
    """A repository of the texts, or of invented ones."""
    made = folder / "laws"
    repository = Repository.init(made)
    if texts.is_dir():
        print(f"the texts of {texts.name}/")
        run = [sys.executable, "-m", "policydiff", "--repo", str(made), "import", str(texts), "-q"]
        subprocess.run(run, check=False, capture_output=True)
    else:
        print("invented texts")
        for _ in repository.add_many(additions([invent(number, 40) for number in range(400)])):
            pass
    return made


def pages(repository: Repository) -> dict[str, list[str]]:
    """The addresses of each kind of page, chosen by rule."""
    shared = Counter(work.slug for work in repository.works())
    works = [work for work in repository.works() if shared[work.slug] == 1]
    chosen = random.Random(15).sample(works, min(SAMPLE, len(works)))
    several = [work for work in works if len(work.versions) > 1] or works
    firsts = [
        (work, next(iter(repository.load(work.versions[-1]).articles), None)) for work in chosen
    ]
    return {
        "library": ["/works"] * 20 + [f"/works?title={quote(work.title[-4:])}" for work in chosen],
        "work": [f"/works/{work.slug}" for work in several[:SAMPLE]],
        "version": [f"/works/{work.slug}/{work.versions[-1].date or 'undated'}" for work in chosen],
        "article": [
            f"/works/{work.slug}/{work.versions[-1].date or 'undated'}/provisions/{one.eid}"
            for work, one in firsts
            if one
        ],
        "search": [f"/search?q={quote(word)}" for word in WORDS] * 4,
        "history": [
            f"/works/{work.slug}/history?provision={one.eid}" for work, one in firsts if one
        ],
    }


def peers(chosen: dict[str, list[str]], rows: dict[str, int]) -> dict[str, list[str]]:
    """The addresses of the same rows at Datasette."""
    text = "select num, text from articles where work = {} order by id"
    slugs = {
        kind: [path.split("/")[2:4] for path in chosen[kind]] for kind in ("version", "article")
    }
    listed = [path.partition("=")[2] for path in chosen["library"]]
    return {
        "library": [
            f"/rows/works?_size=100{f'&title__contains={title}' if title else ''}"
            for title in listed
        ],
        "work": [f"/rows/versions?work={rows[path.split('/')[2]]}" for path in chosen["work"]],
        "version": [f"/rows?sql={quote(text.format(rows[slug]))}" for slug, _ in slugs["version"]],
        "article": [f"/rows/articles/{rows[f'{slug}/{day}']}" for slug, day in slugs["article"]],
        "search": [
            f"/rows/articles?_search={path.partition('=')[2]}&_size=20" for path in chosen["search"]
        ],
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repository", type=Path, help="a repository, which is only read")
    parser.add_argument("--texts", type=Path, default=BESIDE / "bulk", help="texts to import")
    parser.add_argument("--requests", type=int, default=3, help="rounds over the pages")
    parser.add_argument("--many", type=int, default=10_000, help="requests for the memory")
    parser.add_argument("--only", action="append", help="these kinds of pages, without memory")
    parser.add_argument("--require", action="append", default=[], metavar="NAME=MS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        place = options.repository or stored(folder, options.texts)
        figures = measure(Repository.open(place), place, folder, options)
    print("  ".join(f"{key} {number:.1f}" for key, number in figures.items()))
    missed = unmet(options.require, figures, least=False)
    print(*(f"not reached: {one}" for one in missed), sep="\n", end="")
    return 1 if missed else 0


class Reader:
    """A browser that drops two texts."""

    def __init__(self, place: tuple[str, int, int]) -> None:
        """`place` is the host and the port of a page."""
        self._line = http.client.HTTPConnection(place[0], place[1], timeout=600)
        self._heads = {"Origin": f"http://{place[0]}:{place[1]}"}
        answer, page = self._ask("GET", "/compare")
        self._heads["Cookie"] = answer.headers["Set-Cookie"].partition(";")[0]
        self._heads["X-Token"] = re.search(rb'"token" content="([0-9a-f]+)"', page)[1].decode()

    def _ask(
        self, method: str, path: str, body: bytes | None = None, **heads: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        self._line.request(method, path, body, self._heads | heads)
        answer = self._line.getresponse()
        return answer, answer.read()

    def drop(self, left: str, right: str) -> str:
        """Drop two texts; gives the address of their comparison."""
        fields = ((side, text) for side, text in (("left", left), ("right", right)))
        parts = (
            f'--x\r\nContent-Disposition: form-data; name="{side}"; filename="{side}.txt"\r\n\r\n{text}\r\n'
            for side, text in fields
        )
        body = ("".join(parts) + "--x--\r\n").encode()
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        answer, words = self._ask("POST", "/compare", body, **kind)
        if answer.status != 303:
            raise SystemExit(words.decode())
        return answer.headers["Location"]

    def status(self, address: str) -> int:
        """The status of a page."""
        return self._ask("GET", address)[0].status

    def compare(self, left: str, right: str) -> float:
        """The milliseconds from dropping two texts to their comparison."""
        begin = time.perf_counter()
        address = self.drop(left, right)
        while (status := self.status(address)) == WORKING:
            time.sleep(0.01)
        if status != 200:
            raise SystemExit(f"{address}: {status}")
        return (time.perf_counter() - begin) * 1000


def articles(count: int, word: str) -> str:
    """A text of so many articles, with a word in each."""
    lines = (
        f"第{n}条　第{n * 7}号渡口由船主{word}养护，每年检修{n % 9}次。\n"
        for n in range(1, count + 1)
    )
    return "渡口章程\n" + "".join(lines)


def held(place: tuple[str, int, int]) -> float:
    """How many times as long a small comparison takes while long ones hold all cores."""
    small, long = ([articles(count, word) for word in ("", "按时")] for count in (20, LONG))
    reader, busy = Reader(place), [Reader(place) for _ in range(os.cpu_count() or 1)]
    idle = statistics.median(reader.compare(*small) for _ in range(9))
    addresses = [one.drop(*long) for one in busy]
    for one, address in zip(busy, addresses, strict=True):
        one.status(address)
    time.sleep(TURN)
    times = []
    for _ in range(9):
        times.append(reader.compare(*small))
        for one, address in zip(busy, addresses, strict=True):
            if (status := one.status(address)) != WORKING:
                raise SystemExit(f"a long comparison ended too soon: {status}")
    between = f"{idle:8.1f} {statistics.median(times):8.1f}"
    print(f"{'small comparison: idle, cores held':34} {between}")
    return statistics.median(times) / idle


def measure(
    repository: Repository, place: Path, folder: Path, options: argparse.Namespace
) -> dict[str, float]:
    """Ask both servers for all pages; gives the figures of the last line."""
    chosen = pages(repository)
    figures: dict[str, float] = {}
    serve = [sys.executable, "-m", "policydiff", "--repo", str(place), "serve", "--port", "0"]
    with (
        serving(serve, re.compile(r"http://([\d.]+):(\d+)/")) as ours,
        peer(repository, folder) as (theirs, rows),
    ):
        others = peers(chosen, rows) if theirs else {}
        heads = f"{'median':>8} {'95 %':>8} {'Datasette':>10} {'95 %':>8} {'ratio':>8}"
        print(f"{'ms':34} {heads}")
        for kind, paths in chosen.items():
            if options.only and kind not in options.only:
                continue
            other, again = others.get(kind), options.requests
            asked(ours, ["/accessibility"])
            told(f"{kind} first", asked(ours, paths), asked(theirs, other) if other else None)
            both = asked(ours, paths * again), asked(theirs, other * again) if other else None
            figures |= told(kind, *both)
            eight = by_many(ours, paths * again, 8)
            figures |= told(
                f"{kind} 8", eight, by_many(theirs, other * again, 8) if other else None
            )
        if options.only:
            return figures
        figures["held"] = held(ours)
        figures |= flat(ours, [path for paths in chosen.values() for path in paths], options.many)
    return figures


def flat(place: tuple[str, int, int], paths: Sequence[str], many: int) -> dict[str, float]:
    """The memory after each quarter of many requests."""
    sizes = [memory(place[2])]
    for _ in range(4):
        rounds = (paths * (many // 4 // len(paths) + 1))[: many // 4]
        by_many(place, rounds, 2)
        sizes.append(memory(place[2]))
    print(f"{'memory, MB, by quarters':34} " + "  ".join(f"{size:.0f}" for size in sizes))
    return {"memory": sizes[-1], "growth": sizes[-1] - sizes[1]}


@contextmanager
def peer(
    repository: Repository, folder: Path
) -> Iterator[tuple[tuple[str, int, int] | None, dict[str, int]]]:
    """Datasette over the same rows; None where it is not installed."""
    beside = Path(sys.executable).parent
    program = shutil.which("datasette", path=f"{beside}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        print("Datasette is not installed: pip install 'policydiff[bench]'")
        yield None, {}
        return
    rows = database(repository, folder / "rows.db")
    command = [program, str(folder / "rows.db"), "--port", "8399"]
    limits = ["--setting", "sql_time_limit_ms", "20000", "--setting", "max_returned_rows", "3000"]
    with serving([*command, *limits], re.compile(r"http://([\d.]+):(\d+)")) as found:
        yield found, rows


if __name__ == "__main__":
    sys.exit(main())
