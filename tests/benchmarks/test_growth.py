"""The library of `growth_bench.py` is the same each time, and its figures are told as they are."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from lxml import etree

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import growth_bench
from _library import INVENTED, Library
from growth_bench import Measuring, Run, charts, commands, measure, slopes, table

pytestmark = pytest.mark.where_changed("benchmarks")


def test_a_smaller_library_is_a_part_of_a_larger_one(tmp_path: Path) -> None:
    for works, first in ((3, 0), (6, 3)):
        Library(None, works).write(tmp_path / "grown", first)
    count = Library(None, 6).write(tmp_path / "whole")
    files = {
        name: {
            path.name: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()
        }
        for name in ("grown", "whole")
    }

    assert len(files["whole"]) == count
    assert files["grown"] == files["whole"]


def test_some_works_have_further_versions_and_decisions() -> None:
    library = Library(None, 21)
    titles = [[text.title for text in library.texts_of(place)] for place in (0, 1, 5, 10)]

    assert titles[1] == ["1号示例法"]
    assert titles[2] == [titles[2][0]] * 2
    assert titles[3] == [
        titles[3][0],
        f"示例国家机关关于修改《{titles[3][0]}》的决定",
        titles[3][0],
    ]
    assert len(set(titles[0])) == 2
    assert titles[0].count(library.followed[0]) in (3, 4, 5)


def test_texts_that_come_again_have_other_titles_and_words() -> None:
    library = Library(None, 3 * INVENTED)
    texts = [library.base(place + again * INVENTED) for place in (2, 30) for again in range(3)]

    assert len({text.title for text in texts}) == len(texts)
    assert len({text.body for text in texts}) > 2


def figures(works: int, **seconds: float) -> dict[str, object]:
    """The figures of a library, one run of each command."""
    runs = {
        name: {"touches": "one", "next": {"seconds": took, "cpu": took, "mb": 50.0, "code": 0}}
        for name, took in seconds.items()
    }
    return {"works": works, "versions": 2 * works, "commands": runs}


def test_growth_is_the_slope_on_logarithmic_axes() -> None:
    sizes = [figures(10, show=1.0, fsck=1.0), figures(100, show=1.0, fsck=100.0)]

    assert slopes(sizes) == pytest.approx({"show next": 0.0, "fsck next": 2.0})
    assert "| fsck, next | 1.00 s, 50 MB | 100 s, 50 MB | 2.00 |" in table(sizes)


def test_curves_name_each_command() -> None:
    sizes = [figures(10, show=1.0, fsck=1.0), figures(100, show=1.0, fsck=100.0)]
    drawn = charts(sizes)["growth-time-one"].svg()
    texts = {one.text for one in etree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")}

    assert {"show, next", "fsck, next", "works", "10", "100", "100 s"} <= texts


@pytest.mark.skipif(sys.platform != "linux", reason="the system shows no memory of processes there")
def test_memory_of_what_a_process_starts_counts() -> None:
    hold = "import time; held = b'1' * {size}; {more}; time.sleep(1)"
    inner = hold.format(size=40_000_000, more="pass")
    more = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}], check=True)"
    run = measure([sys.executable, "-c", hold.format(size=60_000_000, more=more)], Path.cwd())

    assert run.code == 0
    assert 100 < run.mb < 200


def test_a_command_is_ended_at_its_limit() -> None:
    run = measure([sys.executable, "-c", "import time; time.sleep(60)"], Path.cwd(), limit=0.5)

    assert run.seconds is None


@pytest.fixture
def measuring(tmp_path: Path) -> Measuring:
    """A library of 21 works that is not made yet."""
    options = argparse.Namespace(only=["list"], without=[], limit=60, jobs=None, with_jobs=[])
    return Measuring(
        library=Library(None, 21),
        place=tmp_path,
        options=options,
        figures={"commands": {}},
        save=lambda: None,
    )


def give(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """Let each program that is measured end so."""
    monkeypatch.setattr(growth_bench, "measure", lambda *given, **options: run)


def test_a_library_is_not_measured_as_a_smaller_one(measuring: Measuring) -> None:
    (measuring.place / "imported.json").write_text(json.dumps({"works": 1000}))

    with pytest.raises(SystemExit, match="holds 1,000 works, more than 21"):
        measuring.all()


def test_an_import_that_fails_is_not_measured(
    measuring: Measuring, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, Run(seconds=1.0, cpu=1.0, mb=1.0, code=2))

    with pytest.raises(SystemExit, match="init failed with exit code 2"):
        measuring.all()


def test_what_commands_cached_is_removed_but_not_the_key(
    measuring: Measuring, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, Run(seconds=1.0, cpu=1.0, mb=1.0, code=0))
    key = measuring.own / "key"
    cache, index = measuring.own / "cache" / "0.sqlite", measuring.own / "search" / "0.sqlite"
    for path in (key, cache, index):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    with closing(sqlite3.connect(cache, isolation_level=None)) as database:
        database.execute("CREATE TABLE entries(key BLOB)")
        rows = [(b"steps a",), (b"works",), (b"name n",), (b"decided a",), (b"words v",)]
        database.executemany("INSERT INTO entries VALUES(?)", rows)
    measuring._forget()

    with closing(sqlite3.connect(cache)) as database:
        assert database.execute("SELECT key FROM entries").fetchall() == [(b"steps a",)]
    assert key.exists()
    assert not index.exists()


@pytest.mark.parametrize(
    ("name", "output"), [("search", b'{"hits": []}'), ("add", b"nothing to do, stored already: x")]
)
def test_a_command_with_nothing_to_do_is_not_measured(
    name: str, output: bytes, measuring: Measuring, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, Run(seconds=1.0, cpu=1.0, mb=1.0, code=0, output=output))
    made = {one.name: one for one in commands(measuring.library, measuring.place)}

    with pytest.raises(SystemExit, match=f"{name} had nothing to do"):
        measuring._command(made[name])


def test_new_texts_have_other_titles_each_time_and_queries_stand_in_texts(
    measuring: Measuring,
) -> None:
    library, titles = measuring.library, set()
    for _ in range(2):
        commands(library, measuring.place)
        titles |= {path.read_text("utf-8").split()[1] for path in measuring.place.glob("new-*.md")}

    assert len(titles) == 8
    assert library.queries
    assert all(
        any(query in library.base(place).body for place in range(21)) for query in library.queries
    )
