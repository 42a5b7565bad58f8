"""The faults of somebody else's table one at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.responses import Response

from policydiff.checking.engine.table_check import TableFault
from policydiff.checking.report.table_page import (
    TABLE_WORDS,
    fault_place,
    fault_sides,
    fault_words,
)
from policydiff.checking.screens.check import TABLE, WORDS, table_check, table_files
from policydiff.checking.screens.table_marks import keys_of, record_of, seen_words
from policydiff.comparing.actions.check_record import (
    NoSuchRowError,
    Recorded,
    mark_seen,
    seen_stamp,
    write_reason,
)
from policydiff.comparing.engine.check_record import CheckRecord, RowReason
from policydiff.comparing.screens.asked_comparison import attribution_of
from policydiff.report.page import Lines
from policydiff.web import desk
from policydiff.web.answers import Endpoint, onward
from policydiff.web.dropped import FormState
from policydiff.web.state import DeskAct
from policydiff.web.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultCase:
    """A fault, with both texts, and what a person did beside it."""

    what: str
    quoted: Lines
    text: Lines
    tick: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDeskHtml(desk.DeskHtml):
    """The desk of a checked table, with the fault that is open."""

    case_template: str = "desk_fault.html.j2"
    shown: FaultCase | None
    words: Mapping[str, str]
    colon: str = ""

    packed = staticmethod(json.dumps)


def show_desk(visit: Visit) -> Response:
    """The open fault of the table of the address. Raises `StillWorkingError`."""
    check, words = table_check(visit), TABLE_WORDS[visit.language]
    record, faults = record_of(visit, check).read(), keys_of(check)
    queue = desk.Desk(
        cases=tuple(
            desk.DeskCase(
                key=key,
                name=f"{fault_place(fault, visit.language)} {fault_words(fault, visit.language)}",
                done=seen_words(record, key, visit),
            )
            for key, fault in faults.items()
        ),
        wish=desk.DeskWish.of(visit),
    )
    address = _address(visit)
    case = queue.case
    page = TableDeskHtml(
        title=WORDS[visit.language]["title-of"].format(name=check.names[0]),
        visit=visit,
        desk=queue,
        address=address,
        home=address.replace("/check/desk?", "/check?"),
        files=table_files(visit),
        form=FormState(visit=visit),
        act=desk.last_act(visit, address),
        needs_name=not visit.name,
        shown=None if case is None else _case(visit, faults[case.key], record, case.key),
        words=words,
    )
    return desk.show(page)


def _case(visit: Visit, fault: TableFault, record: CheckRecord, key: str) -> FaultCase:
    quoted, text = fault_sides(fault)
    made, reason = record.seen.get(key), record.reasons.get(key)
    return FaultCase(
        what=fault_words(fault, visit.language),
        quoted=quoted,
        text=text,
        tick=seen_stamp(made),
        words={"reason": reason.reason if reason is not None else ""},
    )


def _address(visit: Visit) -> str:
    return "/check/desk?" + urlencode({name: visit.asked(name) for name in TABLE})


def mark(visit: Visit) -> Response:
    """Note that a fault was seen or not, or store words beside it."""
    check = table_check(visit)
    faults, key, said = keys_of(check), visit.field("case"), visit.field("do")
    if key not in faults:
        raise NoSuchRowError
    record = record_of(visit, check)
    before = record.read()
    if said == "noted":
        _write(record, key, visit.field("reason"), visit, visit.shown)
        _note(visit, record, key, "reason", before)
    else:
        made = attribution_of(visit) if said == "seen" else None
        mark_seen(record, faults.keys(), key, made, visit.field("tick"))
        _note(visit, record, key, "seen", before)
    at = visit.field("next") if said == "seen" else key
    return onward(desk.desk_address(_address(visit), replace(desk.DeskWish.of(visit), at=at)))


def _write(record: Recorded, key: str, text: str, visit: Visit, shown: Mapping[str, str]) -> None:
    write_reason(record, None, key, RowReason(made=attribution_of(visit), reason=text), shown)


def _note(visit: Visit, record: Recorded, key: str, what: str, before: CheckRecord) -> None:
    """Keep the act, to be undone."""
    after = record.read()

    def undo_tick(_later: Visit) -> None:
        mark_seen(record, (key,), key, before.seen.get(key), seen_stamp(after.seen.get(key)))

    def undo_words(later: Visit) -> None:
        text = before.reasons[key].reason if key in before.reasons else ""
        shown = after.reasons[key].words if key in after.reasons else {}
        _write(record, key, text, later, shown)

    undo: Callable[[Visit], None] = undo_tick if what == "seen" else undo_words
    words = desk.WORDS[visit.language]["see" if what == "seen" else what]
    desk.note(visit, _address(visit), DeskAct(words=words, key=key, undo=undo))


SCREENS = (
    Endpoint(path="/check/desk", answer=show_desk),
    Endpoint(path="/check/desk", answer=mark, methods=("POST",)),
)
