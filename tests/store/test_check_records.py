"""Records of checking: found by both texts, whole after a kill, merged row by row."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from policydiff.model.check_record import EMPTY_RECORD, Attribution, RowReason, StatedPair
from policydiff.store.check_records import (
    FOLDER,
    DamagedRecordError,
    MemoryRecords,
    UnwritableRecordError,
    records_of,
)
from policydiff.store.files import NotPlainError
from policydiff.store.repository import Repository

PRINTS = ("a" * 64, "b" * 64)
ACT = Attribution(by="张三", at="2026-01-31T09:30:00+08:00")


@pytest.fixture
def store(tmp_path):
    return Repository.init(tmp_path / "laws")


@pytest.fixture(params=["stored", "memory"])
def records(request, store):
    return records_of(store) if request.param == "stored" else MemoryRecords()


def place(store):
    """The one file of records."""
    (found,) = (store.root / ".git" / "policydiff" / FOLDER).glob("*.json")
    return found


def test_a_record_is_found_by_both_texts(records):
    records.change(PRINTS, lambda record: record.with_seen("row", ACT))

    assert records.read(PRINTS).seen == {"row": ACT}
    assert records.read(PRINTS[::-1]) == EMPTY_RECORD
    records.change(PRINTS, lambda record: record.with_seen("row", None))
    assert records.read(PRINTS) == EMPTY_RECORD


def test_a_change_that_raises_changes_nothing(records):
    def refuse(_record):
        raise KeyError

    records.change(PRINTS, lambda record: record.with_seen("row", ACT))
    with pytest.raises(KeyError):
        records.change(PRINTS, refuse)

    assert records.read(PRINTS).seen == {"row": ACT}


def test_writers_at_once_lose_nothing(records):
    def write(number: int) -> None:
        reason = RowReason(act=ACT, reason=f"理由{number}")
        records.change(PRINTS, lambda record: record.with_seen(f"row{number}", ACT))
        records.change(PRINTS, lambda record: record.with_reason(f"row{number}", reason))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))

    assert len(records.read(PRINTS).seen) == len(records.read(PRINTS).reasons) == 24


def test_reason_and_pair_give_way_to_later_ones():
    reason = RowReason(act=ACT, reason="先")
    record = EMPTY_RECORD.with_reason("row", reason).with_reason("row", RowReason(act=ACT))
    one, other, apart = (
        StatedPair(act=ACT, left=("art_1",), right=("art_2",)),
        StatedPair(act=ACT, left=("art_1",), right=("art_3",)),
        StatedPair(act=ACT, left=("art_1",), right=("art_3",), apart=True),
    )

    assert record == EMPTY_RECORD
    assert EMPTY_RECORD.with_pair(one).with_pair(other).pairs == (other,)
    assert EMPTY_RECORD.with_pair(other).with_pair(apart).pairs == (apart,)
    assert EMPTY_RECORD.with_pair(one).with_pair(apart).pairs == (one, apart)
    assert EMPTY_RECORD.with_pair(one).without_pair(("art_1",), ("art_2",)) == EMPTY_RECORD


KILLED = """
import os, signal, sys
from policydiff.model.check_record import Attribution
from policydiff.store.check_records import records_of
from policydiff.store.repository import Repository
records = records_of(Repository.open(sys.argv[1]))
for number in range(int(sys.argv[2])):
    records.change(("a" * 64, "b" * 64), lambda record: record.with_seen(f"row{number}", Attribution()))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_acknowledged_survives_a_kill(store):
    done = subprocess.run(
        (sys.executable, "-c", KILLED, str(store.root), "5"), check=False, env=dict(os.environ)
    )

    assert done.returncode == -signal.SIGKILL
    assert len(records_of(store).read(PRINTS).seen) == 5
    records_of(store).change(PRINTS, lambda record: record.with_seen("next", ACT))
    assert store.fsck() == ()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"{",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"aaaa", b"cccc"),
        lambda data: json.dumps({**json.loads(data), "format": 2}).encode(),
        lambda data: json.dumps({**json.loads(data), "record": {"seen": [1]}}).encode(),
        lambda data: b"\xff\xfe" + data,
    ],
)
def test_a_damaged_record_is_named_and_not_overwritten(store, spoil):
    records = records_of(store)
    records.change(PRINTS, lambda record: record.with_seen("row", ACT))
    data = spoil(place(store).read_bytes())
    place(store).write_bytes(data)

    with pytest.raises(DamagedRecordError):
        records.read(PRINTS)
    with pytest.raises(DamagedRecordError):
        records.change(PRINTS, lambda record: record.with_seen("row", None))
    assert place(store).read_bytes() == data


def test_nothing_is_read_or_written_through_a_link(store, tmp_path):
    records = records_of(store)
    records.change(PRINTS, lambda record: record.with_seen("row", ACT))
    outside = tmp_path / "outside.json"
    place(store).rename(outside)
    folder = store.root / ".git" / "policydiff" / FOLDER
    (folder / next(iter(names(outside, PRINTS)))).symlink_to(outside)

    with pytest.raises(NotPlainError):
        records.read(PRINTS)


def names(_outside, prints):
    import hashlib

    yield hashlib.sha256(" ".join(prints).encode()).hexdigest() + ".json"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(store):
    records = records_of(store)
    records.change(PRINTS, lambda record: record.with_seen("row", ACT))
    folder = store.root / ".git" / "policydiff" / FOLDER
    folder.chmod(0o500)
    try:
        with pytest.raises(UnwritableRecordError):
            records.change(PRINTS, lambda record: record.with_seen("other", ACT))
    finally:
        folder.chmod(0o700)
