"""Records of checking: found by both texts, whole after a kill, merged row by row."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from ready_repositories import new_repository

from policydiff.comparing.engine.check_record import (
    EMPTY_RECORD,
    Attribution,
    RowReason,
    StatedPair,
)
from policydiff.model.row_marks import row_mark
from policydiff.store.check_records import (
    FOLDER,
    MOST_BYTES,
    DamagedRecordError,
    MemoryRecords,
    RecordTooLargeError,
    UnwritableRecordError,
    records_of,
)
from policydiff.store.git import sealed
from policydiff.store.git.files import NotPlainError

PRINTS = ("a" * 64, "b" * 64)
ACT = Attribution(by="张三", at="2026-01-31T09:30:00+08:00")


@pytest.fixture
def store(tmp_path):
    return new_repository(tmp_path / "laws")


@pytest.fixture(autouse=True)
def user(tmp_path, monkeypatch):
    """Be another user, by the name of their folder."""

    def be(name: str) -> None:
        monkeypatch.setattr(sealed, "own_folder", lambda: tmp_path / name if name else None)

    be("one")
    return be


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
        reason = RowReason(made=ACT, reason=f"理由{number}")
        records.change(PRINTS, lambda record: record.with_seen(f"row{number}", ACT))
        records.change(PRINTS, lambda record: record.with_reason(f"row{number}", reason))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))

    assert len(records.read(PRINTS).seen) == len(records.read(PRINTS).reasons) == 24


def test_reason_and_pair_give_way_to_later_ones():
    reason = RowReason(made=ACT, reason="先")
    record = EMPTY_RECORD.with_reason("row", reason).with_reason("row", RowReason(made=ACT))
    one, other, apart = (
        StatedPair(made=ACT, left=("art_1",), right=("art_2",)),
        StatedPair(made=ACT, left=("art_1",), right=("art_3",)),
        StatedPair(made=ACT, left=("art_1",), right=("art_3",), apart=True),
    )

    assert record == EMPTY_RECORD
    assert EMPTY_RECORD.with_pair(one).with_pair(other).pairs == (other,)
    assert EMPTY_RECORD.with_pair(other).with_pair(apart).pairs == (apart,)
    assert EMPTY_RECORD.with_pair(one).with_pair(apart).pairs == (one, apart)
    assert EMPTY_RECORD.with_pair(one).without_pair(("art_1",), ("art_2",)) == EMPTY_RECORD


KILLED = """
import os, signal, sys
from policydiff.comparing.engine.check_record import Attribution
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


def pair(left: int, right: int) -> bytes:
    """A separation of so many parts, as JSON."""
    sides = {"left": [f"a{place}" for place in range(left)]}
    sides |= {"right": [f"b{place}" for place in range(right)]}
    return json.dumps({"made": {}, **sides, "apart": True}).encode()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"{",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"aaaa", b"cccc"),
        lambda data: data.replace(b'"format": 1', b'"format": 3'),
        lambda data: data.replace(b'"pairs": []', b'"pairs": [1]'),
        lambda data: data.replace(b'"pairs": []', b'"pairs": [' + pair(0, 0) + b"]"),
        lambda data: data.replace(b'"pairs": []', b'"pairs": [' + pair(1, 0) + b"]"),
        lambda data: data.replace(b'"pairs": []', b'"pairs": [' + pair(200, 200) + b"]"),
        lambda data: data + b" " * MOST_BYTES,
        lambda data: data.replace(b"{", b"\xff\xfe{", 1),
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


def test_a_part_that_is_named_often_counts_once(store):
    records = records_of(store)
    often = StatedPair(made=ACT, left=("art_1",) * 2000, right=("art_1",) * 2000, apart=True)
    data = place_after(store, records, lambda record: record.with_seen("row", ACT)).read_bytes()
    sides = json.dumps([{"made": {}, "left": often.left, "right": often.right, "apart": True}])
    place(store).write_bytes(data.replace(b'"pairs": []', b'"pairs": ' + sides.encode()))

    (found,) = records.read(PRINTS).pairs
    assert (found.left, found.right) == (("art_1",), ("art_1",))


def place_after(store, records, change):
    records.change(PRINTS, change)
    return place(store)


def test_a_record_never_grows_beyond_what_is_read(store):
    records = records_of(store)
    many = tuple(f"art_{number}" for number in range(200))
    before = place_after(store, records, lambda record: record.with_seen("row", ACT)).read_bytes()
    pairing = StatedPair(made=ACT, left=many, right=many)

    with pytest.raises(RecordTooLargeError):
        records.change(PRINTS, lambda record: record.with_pair(pairing))
    with pytest.raises(RecordTooLargeError):
        records.change(PRINTS, lambda record: record.with_seen("x" * MOST_BYTES, ACT))
    assert place(store).read_bytes() == before


def test_acts_in_the_record_of_another_user_are_marked(store, user):
    records = records_of(store)
    reason = RowReason(made=ACT, reason="同意")
    pairing = StatedPair(made=ACT, left=("art_1",), right=("art_2",))
    records.change(PRINTS, lambda record: record.with_seen("row", ACT))
    records.change(PRINTS, lambda record: record.with_reason("row", reason).with_pair(pairing))
    assert not records.read(PRINTS).has_elsewhere
    user("other")

    found = records.read(PRINTS)
    records.change(PRINTS, lambda record: record.with_seen("mine", ACT))

    acts = [found.seen["row"], found.reasons["row"].made, found.pairs[0].made]
    assert [made.elsewhere for made in acts] == [True, True, True]
    after = records.read(PRINTS)
    assert (after.seen["mine"].elsewhere, after.seen["row"].elsewhere) == (False, True)


def test_a_record_written_by_hand_is_no_act_of_this_user(store):
    records = records_of(store)
    forged = place_after(store, records, lambda record: record.with_seen("row", ACT))
    forged.write_bytes(forged.read_bytes().partition(b"\n")[2])

    assert records.read(PRINTS).seen["row"].elsewhere


def test_without_a_key_records_work_without_a_seal(store, user):
    user("")
    records = records_of(store)
    path = place_after(store, records, lambda record: record.with_seen("row", ACT))

    assert json.loads(path.read_bytes())["record"]["seen"]
    assert records.read(PRINTS).seen == {"row": ACT}


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


MARK = row_mark("row", "李四", "2026-04-01T10:00:00+08:00", {"seen": "yes", "reason": "甲"})


def test_marks_of_other_people_are_found_again(records):
    records.change(PRINTS, lambda record: record.with_seen("row", ACT).with_others([MARK]))
    records.change(PRINTS, lambda record: record.with_others([MARK]))

    assert records.read(PRINTS).others == (MARK,)
    assert [made.by for made in records.read(PRINTS).seen_by("row")] == ["张三", "李四"]


def test_a_record_of_before_is_read_and_an_older_program_refuses_the_new_one(store):
    records = records_of(store)
    records.change(PRINTS, lambda record: record.with_seen("row", ACT))
    _, _, data = place(store).read_bytes().partition(b"\n")
    before = json.loads(data)
    del before["record"]["others"]
    place(store).write_text(json.dumps(before), encoding="utf-8")

    assert before["format"] == 1
    assert records.read(PRINTS).seen.keys() == {"row"}
    records.change(PRINTS, lambda record: record.with_others([MARK]))
    assert json.loads(place(store).read_bytes().partition(b"\n")[2])["format"] == 2
