"""The marks of people on the faults of a table."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace

from policydiff.checking.engine.table_check import FaultMark, TableCheck, TableFault
from policydiff.comparing.actions.check_record import Recorded, checked_file, records_for
from policydiff.comparing.engine.check_record import CheckRecord
from policydiff.comparing.report.record.page import attribution_words
from policydiff.report.pieces import neutral
from policydiff.web.dropped import text_of
from policydiff.web.visit import Visit


def record_of(visit: Visit, check: TableCheck) -> Recorded:
    """The record of a checked table. Raises `GoneError`."""
    table = text_of(visit, visit.asked("table"))
    records = records_for(visit.session, visit.state.records)
    return checked_file(table.data, (check.old, check.new), records)


def keys_of(check: TableCheck) -> dict[str, TableFault]:
    """The faults by keys; equal faults have numbered ones."""
    found: dict[str, TableFault] = {}
    times: Counter[str] = Counter()
    for fault in check.checked.faults:
        place = None if fault.place is None else (fault.place.table, fault.place.row)
        parts = fault.kind, fault.side, place, fault.num, fault.other, fault.quoted, fault.text
        key = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]
        times[key] += 1
        found[key if times[key] == 1 else f"{key}-{times[key]}"] = fault
    return found


def seen_words(record: CheckRecord, key: str, visit: Visit) -> str:
    """The person who saw a fault, with the time; "" for nobody."""
    made = record.seen.get(key)
    return "" if made is None else neutral(" ".join(attribution_words(made, visit.language)))


def with_marks(visit: Visit, check: TableCheck) -> TableCheck:
    """The check with the marks of people, where there are any."""
    record = record_of(visit, check).read()
    marks = tuple(
        FaultMark(
            seen=seen_words(record, key, visit),
            words=neutral(record.reasons[key].reason) if key in record.reasons else "",
        )
        for key in keys_of(check)
    )
    return replace(check, marks=marks) if any(one.seen or one.words for one in marks) else check
