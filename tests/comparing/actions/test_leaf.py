"""A comparison sent as a leaf: marks come back beside one's own, by person, once."""

from __future__ import annotations

import json

import pytest

from policydiff.comparing.actions.check_record import (
    Checking,
    compare_texts,
    find_texts,
    mark_seen,
    match_of,
    stored_of,
    write_reason,
)
from policydiff.comparing.actions.leaf import (
    UnkeptMarksError,
    leaf_options,
    take_leaf,
    take_returned,
    with_marks,
)
from policydiff.comparing.actions.written import written
from policydiff.comparing.engine.check_record import Attribution, RowReason
from policydiff.comparing.engine.row_keys import row_keys
from policydiff.model.reports import ReportOptions
from policydiff.report.html.leaf import seal_of
from policydiff.report.html.returned_leaf import OtherTextsLeafError, ReturnedLeaf, read_leaf
from policydiff.store.check_records import MemoryRecords
from policydiff.works.session import GivenText, Session

AT = "2026-04-01T10:00:00+08:00"
ACT = Attribution(by="张三", at="2026-01-31T09:30:00+08:00")
OLD = "灯塔管理办法\n第一条　灯塔每日擦拭一次。\n第二条　守塔人可以饮酒。\n第三条　雾天鸣钟。\n"
NEW = "灯塔管理办法\n第一条　灯塔每日擦拭两次。\n第二条　守塔人不得饮酒。\n第三条　雾天鸣钟。\n"


def checking(old: str = OLD, new: str = NEW) -> Checking:
    """The check of two texts, its record in memory."""
    given = {
        name: GivenText(name=f"{name}.txt", data=text.encode())
        for name, text in (("one", old), ("other", new))
    }
    session = Session(given=given, files=False, language="zh", asked=True)
    texts = find_texts("one", "other", session)
    return Checking(records=MemoryRecords(), hashes=texts.hashes, texts=texts, session=session)


def compared(check: Checking):
    return compare_texts(check.texts, stored_of(check), check.read())


def key_of(check: Checking, number: str) -> str:
    comparison = compared(check).comparison
    match = next(m for m in comparison.matches if any(side.num == number for side in m.right))
    return row_keys(comparison)[match.id]


def sent(check: Checking) -> bytes:
    """The leaf of a comparison with the marks in its record."""
    found = compared(check)
    options = with_marks(found, check.read(), ReportOptions())
    return written(found, "leaf", options).data


def returned(data: bytes, by: str = "李四", **rows: dict[str, str]) -> ReturnedLeaf:
    """The leaf as somebody sends it back, with their marks beside those in it."""
    before, opened, rest = data.decode().partition('id="leaf-marks">')
    marks, closed, after = rest.partition("</script>")
    people = [one for one in json.loads(marks) if one["by"] != by]
    people.append({"by": by, "rows": {key: {"at": AT, **row} for key, row in rows.items()}})
    return read_leaf((before + opened + json.dumps(people) + closed + after).encode(), "back.html")


def test_marks_come_back_beside_ones_own_and_once():
    check = checking()
    key = key_of(check, "第一条")
    comparison = compared(check).comparison
    mark_seen(check, row_keys(comparison).values(), key, ACT)
    reason = RowReason(made=ACT, reason="两次才干净")
    write_reason(check, match_of(comparison, row_keys(comparison), key), key, reason)
    leaf = returned(sent(check), **{key: {"seen": "yes", "reason": "一次足够"}})
    before = check.read()

    first, again = take_leaf(check, leaf), take_leaf(check, leaf)
    record = check.read()

    assert first.line == "1 tick, 1 reason from 李四"
    assert again.line == "1 tick, 1 reason from 李四; all of that was stored already"
    assert (record.seen, record.reasons) == (before.seen, before.reasons)
    assert [(made.by, made.elsewhere) for made in record.seen_by(key)] == [
        ("张三", False),
        ("李四", True),
    ]
    assert [mark.word("reason") for mark in record.others_on(key)] == ["一次足够"]
    assert record.has_elsewhere


def test_two_people_are_merged_in_either_order():
    key = key_of(checking(), "第二条")
    leaves = [returned(sent(checking()), by, **{key: {"reason": by}}) for by in ("李四", "王五")]
    records = []
    for order in (leaves, leaves[::-1]):
        check = checking()
        for leaf in order:
            take_leaf(check, leaf)
        records.append(check.read())

    assert records[0] == records[1]
    assert [mark.by for mark in records[0].others_on(key)] == ["李四", "王五"]


def test_a_leaf_that_was_passed_on_has_the_marks_of_all():
    check = checking()
    key = key_of(check, "第二条")
    take_leaf(check, returned(sent(check), "李四", **{key: {"seen": "yes"}}))
    second = returned(sent(check), "王五", **{key: {"reason": "甲"}})

    assert [(mark.by, mark.seen) for mark in second.marks] == [("李四", True), ("王五", False)]


def test_what_was_taken_back_in_a_later_leaf_is_gone():
    check = checking()
    key = key_of(check, "第二条")
    take_leaf(check, returned(sent(check), **{key: {"seen": "yes"}}))
    take_leaf(check, returned(sent(check), **{key: {"at": "2026-04-02T10:00:00+08:00"}}))

    assert check.read().seen_by(key) == ()


def test_only_rows_that_still_hold_are_taken():
    check, other = checking(), checking(new=NEW.replace("两次", "三次"))
    keys = key_of(check, "第一条"), key_of(check, "第二条")
    leaf = returned(sent(check), **{key: {"seen": "yes"} for key in keys})

    assert take_leaf(other, leaf).line == "1 tick from 李四; 1 row is not found any more"
    assert [mark.key for mark in other.read().others] == [keys[1]]


def test_a_leaf_of_other_texts_is_refused():
    leaf = returned(sent(checking()))
    other = checking(old="甲办法\n第一条　甲。\n", new="甲办法\n第一条　乙。\n")

    with pytest.raises(OtherTextsLeafError, match="灯塔管理办法"):
        take_leaf(other, leaf)


def test_a_shown_text_that_was_forged_with_its_seal_is_found_out():
    check = checking()
    key = key_of(check, "第一条")
    text = sent(check).decode()
    forged = text.replace("灯塔每日擦拭", "灯塔每年擦拭")
    cut = [
        forged.partition(begin)[2].partition(end)[0]
        for begin, end in (
            ('<style id="leaf-style">', "</style>"),
            ('<script id="leaf-script">', "</script>"),
            ('<body>\n<main id="leaf-sealed">', '</main>\n<script type="application/json"'),
        )
    ]
    head, _, source = forged.partition('id="leaf-source" data-seal="')
    seal = seal_of(source.partition(">")[2].partition("</script>")[0], *cut)
    again = f'{head}id="leaf-source" data-seal="{seal}{source[64:]}'.encode()

    taken = take_leaf(check, returned(again, **{key: {"seen": "yes"}}))

    assert taken.line == ("1 row showed other words than the texts have, so nothing is taken of it")
    assert check.read().others == ()


def test_without_a_repository_there_is_nowhere_to_hold_them():
    check = checking()
    leaf = returned(sent(check))

    with pytest.raises(UnkeptMarksError, match="no repository"):
        take_returned("one", "other", leaf, check.session)


def test_a_leaf_of_today_bears_the_day(monkeypatch):
    monkeypatch.setenv("POLICYDIFF_TODAY", "2026-05-06")
    check = checking()
    found = compared(check)
    options = leaf_options(found, check.session, ReportOptions())
    report = written(found, "leaf", options)

    assert options.made == "2026-05-06"
    assert report.file_name == "《灯塔管理办法》-活页.html"
