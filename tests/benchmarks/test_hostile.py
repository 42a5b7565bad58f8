"""`hostile_bench.py` finds what fails, repeats it and makes it smaller, and finds nothing in some
hundred inputs of each kind.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import hostile_bench
from _hostile_kinds import KINDS, Kind
from _hostile_mutations import mutate_text
from hostile_bench import Job, Tally, make, smallest

from policydiff.errors import InputError
from policydiff.messages import Message

pytestmark = pytest.mark.where_changed("benchmarks")


def planted(trial) -> Kind:
    """A kind of input with faults of its own."""
    return Kind(
        seeds=lambda: (b"0123456789" * 4,),
        mutate=lambda data, draw, _words: data + str(draw.randrange(4)).encode(),
        words=(),
        trial=trial,
        suffix="txt",
    )


def tally_of(trial, folder: Path, monkeypatch: pytest.MonkeyPatch, inputs: int = 12) -> Tally:
    """What the script makes of some inputs of a planted kind."""
    monkeypatch.setitem(KINDS, "planted", planted(trial))
    monkeypatch.setattr(hostile_bench, "SECONDS", 0.3)
    place = folder / "place"
    place.mkdir()
    options = argparse.Namespace(inputs=inputs, jobs=2, seed=5, failures=folder / "failures")
    return Job("planted", options, place).run()


def test_an_input_is_the_same_each_time() -> None:
    for name in ("txt", "docx", "pairs", "query"):
        assert make(name, 3, 14)[0] == make(name, 3, 14)[0]
    assert len({make("txt", 3, number)[0] for number in range(20)}) > 10


def test_mutations_keep_to_the_longest_input() -> None:
    sizes = [len(mutate_text(b"x" * 50, random.Random(place), ("ab",))) for place in range(400)]

    assert max(sizes) <= 4 * hostile_bench.kinds.mutations.LONGEST


def test_exceptions_are_failures_and_refusals_are_none(tmp_path, monkeypatch) -> None:
    def trial(data: bytes, _draw: random.Random) -> None:
        if data.endswith(b"1"):
            raise InputError(Message("it is refused"))
        assert not data.endswith(b"2"), "a law is broken"

    found = tally_of(trial, tmp_path, monkeypatch)
    ends = [make("planted", 5, number)[0][-1:] for number in range(12)]
    (stored, *_) = (tmp_path / "failures").iterdir()

    assert (found.inputs, found.refused) == (12, ends.count(b"1"))
    assert dict(found.failures) == {"AssertionError a law is broken": ends.count(b"2")}
    assert ends[json.loads((stored / "failure.json").read_bytes())["number"]] == b"2"
    assert (stored / "input.txt").read_bytes() == b"0123456789" * 4 + b"2"


def test_a_hang_and_a_crash_end_one_input_alone(tmp_path, monkeypatch) -> None:
    def trial(data: bytes, _draw: random.Random) -> None:
        while data.endswith(b"3"):
            time.process_time()
        if data.endswith(b"0"):
            hostile_bench.os._exit(9)

    found = tally_of(trial, tmp_path, monkeypatch, inputs=6)
    ends = [make("planted", 5, number)[0][-1:] for number in range(6)]

    assert found.inputs == 6
    assert found.failures["hang outside of the program"] == ends.count(b"3")
    assert found.failures["ended by 9"] == ends.count(b"0")


def test_what_is_left_over_is_a_failure(tmp_path, monkeypatch) -> None:
    def trial(_data: bytes, _draw: random.Random) -> None:
        Path(hostile_bench.tempfile.gettempdir(), "left-1").touch()

    assert list(tally_of(trial, tmp_path, monkeypatch).failures) == [
        "a temporary file is left over: left"
    ]


def test_an_input_is_made_smaller_while_it_fails() -> None:
    data = b"a" * 300 + b"XY" + b"b" * 300

    assert smallest(data, lambda piece: b"XY" in piece, 200) == b"XY"
    assert len(smallest(data, lambda piece: b"XY" in piece, 3)) < len(data)


@pytest.mark.slow
def test_hostile_inputs_writers_and_readers_meet_no_failure(tmp_path, monkeypatch) -> None:
    """Some of each kind with a fixed seed; the whole job takes hours."""
    words = [
        "--inputs",
        "30",
        "--seed",
        "11",
        "--minutes",
        "0.2",
        "--failures",
        str(tmp_path / "f"),
    ]
    monkeypatch.setattr(sys, "argv", ["hostile_bench.py", *words, "-o", str(tmp_path / "figures")])
    for name, kind in KINDS.items():  # a process each takes seconds
        monkeypatch.setitem(KINDS, name, replace(kind, share=15 if name == "pdf" else 0))

    assert hostile_bench.main() == 0
    figures = json.loads((tmp_path / "figures").read_bytes())
    assert {one["inputs"] for one in figures["inputs"].values()} == {30}
    assert figures["traffic"]["commits"] > 8
