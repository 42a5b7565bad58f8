"""The directory of compound files: what stands in it, and what damaged ones do."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples
from making_compound import compound, word_document

from policydiff.reading.readers.word97.compound import DamagedCompoundError, read_compound
from policydiff.reading.readers.word97.word_binary import read_word_facts


def test_streams_large_and_small():
    streams = {
        "Small": b"abc" * 30,
        "Large": bytes(range(256)) * 40,
        "Empty": b"",
        "中文": "内容".encode(),
    }
    found = read_compound(compound(streams, storages=("Macros",)), "a.doc")

    assert {name: found.stream(name) for name in streams} == streams
    assert set(found.entries) == {*streams, "Macros"}
    assert found.stream("Macros") == b""
    assert found.stream("absent") == b""


def test_a_file_whose_tables_need_lists_of_their_own():
    streams = {"Large": bytes(range(256)) * 4 * 8000}
    found = read_compound(compound(streams), "a.doc")

    assert found.stream("Large") == streams["Large"]


WHOLE = compound(
    {"WordDocument": word_document() * 3, "0Table": bytes(300), "Small": b"x" * 200},
    storages=("ObjectPool",),
)


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("cut", WHOLE[:100]),
        ("cut", WHOLE[:600]),
        ("head", WHOLE[:30] + b"\x05" + WHOLE[31:]),
        ("head", b"no compound file".ljust(600)),
        ("root", WHOLE[:48] + struct.pack("<I", 0) + WHOLE[52:]),
        ("leads out", WHOLE[:48] + struct.pack("<I", 900000) + WHOLE[52:]),
    ],
)
def test_damage_is_said_in_one_line(what, data):
    with pytest.raises(DamagedCompoundError) as caught:
        read_compound(data, "坏\n的.doc").stream("WordDocument")

    assert what in str(caught.value) or "damaged" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 3


def test_a_chain_that_runs_in_a_circle_ends():
    table = len(WHOLE) - 512
    looped = WHOLE[:table] + struct.pack("<I", 0) + WHOLE[table + 4 :]

    with pytest.raises(DamagedCompoundError, match="circle"):
        read_compound(looped, "a.doc").stream("WordDocument")


def test_siblings_that_run_in_a_circle_end():
    data = bytearray(compound({f"stream {number}": b"" for number in range(3)}))
    first = data.index("stream 0".encode("utf-16-le"))
    data[first + 68 : first + 72] = struct.pack("<I", 1)

    with pytest.raises(DamagedCompoundError, match="circle"):
        read_compound(bytes(data), "a.doc")


@settings(max_examples=examples(300))
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=12),
    st.integers(0, len(WHOLE)),
)
def test_whatever_is_broken_nothing_else_is_raised(changes, length):
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    for candidate in (bytes(data), bytes(data[:length])):
        try:
            found = read_compound(candidate, "a.doc")
            read_word_facts(found)
            sizes = [len(found.stream(name)) for name in found.entries]
        except (DamagedCompoundError, struct.error):
            continue
        assert all(size <= len(candidate) for size in sizes)


def test_a_list_that_names_one_page_a_million_times_costs_one_page(grows_evenly):
    def named(size):
        table = bytes(4) * (size + 1) + struct.pack("<I", 1) * size
        pairs = (
            bytes(0x9A - 12) + bytes(8 * 12) + struct.pack("<IIII", 0, len(table), 0, len(table))
        )
        document = (word_document()[:12] + pairs).ljust(512, b"\0") + b"\xff" * 512
        facts = read_word_facts(
            read_compound(
                compound({"WordDocument": document.ljust(4096, b"\0"), "0Table": table}), "a.doc"
            )
        )
        assert (facts.numbered, facts.revised) == (False, False)

    grows_evenly(named, 1_000_000)
