"""Checking two texts: keys of rows, reasons beside them, pairings of people."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from json_schemas import validator

from policydiff.comparing.actions.check_pairs import (
    BothSidesError,
    forget_pair,
    pair_stamp,
    state_pair,
    stated_pairs,
)
from policydiff.comparing.actions.check_record import (
    LONGEST,
    Checking,
    NoSuchRowError,
    TooLongError,
    compare_texts,
    find_texts,
    mark_seen,
    match_of,
    overrides_of,
    reasons_of,
    received,
    seen_stamp,
    stored_of,
    write_reason,
)
from policydiff.comparing.engine.align.overrides import Overrides, Pin
from policydiff.comparing.engine.check_record import Attribution, RowReason, StatedPair
from policydiff.comparing.engine.row_keys import row_keys
from policydiff.comparing.report.record.checked import CheckedComparison, CheckedSide
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.comparing.report.table.row_filters import ALL_ROWS, RowFilter
from policydiff.model.reports import ReportOptions
from policydiff.report import formats
from policydiff.store.check_records import MemoryRecords
from policydiff.works.concurrent_edits import WrittenMeanwhileError
from policydiff.works.session import GivenText, Session

ROOT = Path(__file__).resolve().parents[3]
ACT = Attribution(by="张三", at="2026-01-31T09:30:00+08:00")
OTHER = Attribution(by="李四", at="2026-03-31T09:30:00+08:00")
OLD = (
    "灯塔管理办法\n第一条　灯塔每日擦拭一次。\n第二条　守塔人可以饮酒。\n第三条　雾天鸣钟，间隔十分钟。\n"
    "第四条　灯塔不收费用。\n"
)
NEW = (
    "灯塔管理办法\n第一条　灯塔每日擦拭两次。\n第二条　守塔人不得饮酒。\n第三条　雾天鸣钟，间隔五分钟。\n"
    "第四条　来访者应当登记姓名。\n第五条　灯塔不收费用。\n"
)


def checking(old: str = OLD, new: str = NEW, records: MemoryRecords | None = None) -> Checking:
    given = {
        name: GivenText(name=f"{name}.txt", data=text.encode())
        for name, text in (("one", old), ("other", new))
    }
    session = Session(given=given, files=False, language="zh", asked=True)
    texts = find_texts("one", "other", session)
    return Checking(
        records=records or MemoryRecords(), hashes=texts.hashes, texts=texts, session=session
    )


def compared(check: Checking):
    return compare_texts(check.texts, stored_of(check), check.read()).comparison


def key_of(check: Checking, number: str) -> str:
    comparison = compared(check)
    match = next(m for m in comparison.matches if any(side.num == number for side in m.right))
    return row_keys(comparison)[match.id]


def stamps(check: Checking) -> list[str]:
    """What a form shows of the pairings."""
    return [pair_stamp(pair) for pair in stated_pairs(check)]


def test_keys_are_those_of_the_words_and_parts_alone():
    before, after = row_keys(compared(checking())), row_keys(compared(checking()))
    other = row_keys(compared(checking(new=NEW.replace("两次", "三次"))))

    assert before == after
    assert len(set(before.values())) == len(before)
    assert sum(before[id_] != other[id_] for id_ in before) == 2  # the article and its paragraph


def test_a_tick_needs_a_row():
    check = checking()

    mark_seen(check, row_keys(compared(check)).values(), key_of(check, "第一条"), ACT)
    with pytest.raises(NoSuchRowError):
        mark_seen(check, row_keys(compared(check)).values(), "nothing", ACT)
    assert list(check.read().seen.values()) == [ACT]


def test_a_tick_of_somebody_else_is_replaced_only_where_it_was_shown():
    check = checking()
    keys, key = row_keys(compared(check)).values(), key_of(check, "第一条")
    mark_seen(check, keys, key, ACT)
    mark_seen(check, keys, key, replace(ACT, at="2026-02-01T09:30:00+08:00"))
    assert check.read().seen[key] == ACT  # the same person once more

    for made in (OTHER, None):
        with pytest.raises(WrittenMeanwhileError, match="张三"):
            mark_seen(check, keys, key, made)
    mark_seen(check, keys, key, OTHER, seen_stamp(ACT))
    with pytest.raises(WrittenMeanwhileError, match="李四"):
        mark_seen(check, keys, key, None, seen_stamp(ACT))
    mark_seen(check, keys, key, None, seen_stamp(OTHER))
    mark_seen(check, keys, key, None, seen_stamp(OTHER))

    assert check.read().seen == {}


def test_a_tick_falls_when_its_row_is_paired_otherwise():
    check = checking()
    key = key_of(check, "第五条")
    mark_seen(check, row_keys(compared(check)).values(), key, ACT)
    state_pair(check, (("第四条",), ("第四条",)), "link", ACT)

    assert key not in row_keys(compared(check)).values()
    forget_pair(check, (("art_4",), ("art_4",)), stamps(check))
    assert key in row_keys(compared(check)).values()


def test_a_reason_stands_beside_its_row_and_finds_it_again():
    check = checking()
    comparison = compared(check)
    key = key_of(check, "第三条")
    reason = RowReason(made=ACT, reason="雾更浓了")
    write_reason(check, match_of(comparison, row_keys(comparison), key), key, reason)
    (found,) = reasons_of(check.read(), row_keys(comparison))
    view = view_comparison(comparison, ReportOptions(reasons=(found,)))
    moved = replace(found, match=None)

    (row,) = [row for row in view.rows if row.reasons]
    assert row.label == "第三条"
    assert (found.left, found.right) == (("第三条",), ("第三条",))
    again = view_comparison(comparison, ReportOptions(reasons=(moved,)))
    assert [row.label for row in again.rows if row.reasons] == ["第三条"]
    assert view.unplaced == ()


def test_two_reasons_for_one_row_are_not_lost_silently():
    check = checking()
    key = key_of(check, "第三条")
    match = match_of(compared(check), row_keys(compared(check)), key)
    write_reason(check, match, key, RowReason(made=ACT, reason="甲"))

    for shown in ({}, {"reason": "丙"}):
        with pytest.raises(WrittenMeanwhileError, match="甲") as error:
            write_reason(check, match, key, RowReason(made=ACT, reason="乙"), shown)
        assert error.value.differences == [("reason", "甲", "乙")]
        assert (error.value.by, error.value.at) == (ACT.by, ACT.at)
    with pytest.raises(WrittenMeanwhileError, match="甲"):
        write_reason(check, match, key, RowReason(made=ACT))
    write_reason(check, match, key, RowReason(made=OTHER, reason="甲"))
    assert check.read().reasons[key].made == ACT  # the same words once more
    write_reason(check, match, key, RowReason(made=ACT), {"reason": "甲"})
    with pytest.raises(WrittenMeanwhileError, match="took this back"):
        write_reason(check, match, key, RowReason(made=ACT, reason="乙"), {"reason": "甲"})
    write_reason(check, match, key, RowReason(made=ACT, reason="甲"))
    with pytest.raises(TooLongError):
        write_reason(check, match, key, RowReason(made=ACT, reason="长" * (LONGEST + 1)))
    assert check.read().reasons[key].reason == "甲"


def test_a_pairing_is_applied_listed_and_taken_back():
    check = checking()
    state_pair(check, (("第四条",), ("第四条",)), "link", ACT)
    linked = compared(check)
    both = ("第四条",), ("第四条", "第五条")
    with pytest.raises(WrittenMeanwhileError, match="第四条"):
        state_pair(check, both, "link", OTHER)
    state_pair(check, both, "link", ACT, stamps(check))

    assert ("art_4", "art_4") in pairs(linked)
    assert {("art_4", "art_4"), ("art_4", "art_5")} <= pairs(compared(check))
    (listed,) = stated_pairs(check)
    assert (listed.left, listed.right) == (("art_4",), ("art_4", "art_5"))
    with pytest.raises(WrittenMeanwhileError, match="第五条"):
        forget_pair(check, (listed.left, listed.right))
    forget_pair(check, (listed.left, listed.right), stamps(check))
    assert ("art_4", "art_5") in pairs(compared(check))
    state_pair(check, (("第四条",), ("第五条",)), "apart", ACT)
    assert ("art_4", "art_5") not in pairs(compared(check))
    with pytest.raises(BothSidesError):
        state_pair(check, ((), ("第五条",)), "link", ACT)


def test_acts_from_elsewhere_are_marked_wherever_they_stand():
    check = checking()
    mark_seen(
        check,
        row_keys(compared(check)).values(),
        key_of(check, "第一条"),
        replace(ACT, elsewhere=True),
    )
    made = record_of(check)
    text = formats.write(made, "markdown", ReportOptions(language="zh")).decode()
    seen = [row["seen"] for row in made.to_dict()["rows"] if row["seen"]]

    assert seen == [{"by": ACT.by, "at": ACT.at, "elsewhere": True}]
    assert "非本机所记" in text
    assert "无从核实" in text


def test_parts_apart_are_listed_once():
    check = checking()
    twice = StatedPair(made=ACT, left=("art_1",) * 9, right=("art_1",) * 9, apart=True)
    record = replace(check.read(), pairs=(twice, twice))

    assert overrides_of(record, check.texts).apart == (("art_1", "art_1"),)


def record_of(check: Checking) -> CheckedComparison:
    comparison = compared(check)
    return CheckedComparison(
        view=view_comparison(comparison, ReportOptions()),
        record=check.read(),
        keys=row_keys(comparison),
        sides=(CheckedSide(text_sha256="0" * 64), CheckedSide(text_sha256="1" * 64)),
    )


@pytest.mark.parametrize(
    ("new", "sentence", "wrong"),
    [
        (OLD, "两份文本没有差别", "序号调整"),
        (
            OLD.replace("第四条", "第五条").replace("第三条", "第四条"),
            "仅序号调整 2 处、文件信息变化 0 处",
            "没有差别",
        ),
        (OLD.replace("每日", "每 日"), "两份文本没有差别", "序号调整"),
    ],
)
def test_a_record_without_rows_states_what_else_changed(new, sentence, wrong):
    made = record_of(checking(new=new))
    text = formats.write(made, "markdown", ReportOptions(language="zh")).decode()

    assert made.rows == ()
    assert sentence in text
    assert wrong not in text


def test_the_sentence_that_all_was_seen_counts_what_is_not_listed():
    check = checking(new=OLD.replace("一次", "两次").replace("第四条", "第五条"))
    mark_seen(check, row_keys(compared(check)).values(), key_of(check, "第一条"), ACT)
    text = formats.write(record_of(check), "markdown", ReportOptions(language="zh")).decode()

    assert "1 处均已看；仅序号变化的 1 处不列" in text


def pairs(comparison) -> set[tuple[str, str]]:
    return {
        (left.eid, right.eid)
        for match in comparison.matches
        for left in match.left
        for right in match.right
    }


def test_overrides_of_one_win_over_those_of_another():
    mine = Overrides(pins=(Pin(left=("a",), right=("b",)),), apart=(("c", "d"),))
    theirs = Overrides(
        pins=(
            Pin(left=("a",), right=("x",)),
            Pin(left=("c",), right=("d",)),
            Pin(left=("e",), right=("f",)),
        ),
        apart=(("a", "b"), ("g", "h")),
    )

    both = mine.over(theirs)

    assert both.pins == (*mine.pins, theirs.pins[2])
    assert both.apart == (("c", "d"), ("g", "h"))


def test_filters_show_what_they_promise():
    view = view_comparison(compared(checking()), ReportOptions())

    def names(wish: RowFilter) -> list[str]:
        return [row.label for row in wish.narrow(view).items]

    assert ALL_ROWS.narrow(view) is view
    assert names(RowFilter(only="figures")) == ["第三条"]
    assert names(RowFilter(only="duties")) == ["第二条", "第四条"]
    assert names(RowFilter(kinds=frozenset({"added"}))) == ["第四条"]
    assert names(RowFilter(query="饮酒")) == ["第二条"]
    assert names(RowFilter(fact="period")) == ["第三条"]


def test_the_record_as_json_follows_its_schema():
    check = checking()
    mark_seen(check, row_keys(compared(check)).values(), key_of(check, "第一条"), ACT)
    state_pair(check, (("第四条",), ("第四条",)), "link", ACT)
    comparison = compared(check)
    left, right = (
        CheckedSide(text_sha256=text, file=received(side, check.session))
        for text, side in zip(check.texts.hashes, check.texts.sides, strict=True)
    )
    checked = CheckedComparison(
        view=view_comparison(comparison, ReportOptions()),
        record=check.read(),
        keys=row_keys(comparison),
        sides=(left, right),
        pairs=stated_pairs(check),
    )

    validator("check-record").validate(checked.to_dict())
    assert checked.to_dict()["summary"]["seen"] == 1
    assert checked.to_dict()["left"]["file"] == "one.txt"
