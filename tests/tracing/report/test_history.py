"""The table of a clause through its versions: what happened stands alone, what did not stands
together. All invented.
"""

from __future__ import annotations

import dataclasses
import re

import pytest
from samples import SPRING, followed
from versions import DESTROY, END, PRUNE, TEST, WATER, traced, version

from policydiff.formats import html, terminal
from policydiff.model.reports import ReportOptions
from policydiff.tracing.engine.history import follow_clause
from policydiff.tracing.report.history import rows_of


def years(history) -> list[str]:
    named = (
        (row, (re.findall(r"\d{4}", name)[0] for name in row.versions("en")))
        for row in rows_of(history)
    )
    return [" ".join(names) + (" quiet" if row.quiet else "") for row, names in named]


def test_versions_in_which_nothing_happened_share_a_row():
    history = followed("art_1", 3)

    assert years(history) == [
        "2001 2002 quiet",
        "2003",
        "2004 2005 quiet",
        "2006",
        "2007",
        "2008 quiet",
        "2009",
        "2010 quiet",
    ]
    assert [row.changes("zh") for row in rows_of(history)] == [
        "尚无此条",
        "新增",
        "未变",
        "修改",
        "条文序号调整",
        "未变",
        "已无此条",
        "已无此条",
    ]


def test_a_paragraph_whose_article_was_renumbered_is_told():
    history = followed(
        "art_1__para_1",
        0,
        (version("2001-01-01", f"{WATER}\n{END}"), version("2002-01-01", TEST, f"{WATER}\n{END}")),
    )

    assert years(history) == ["2001", "2002"]
    assert [row.numbers("zh") for row in rows_of(history)] == ["第一条第一款", "第二条第一款"]


def test_what_a_person_said_is_not_hidden():
    history = followed("art_1", 3)
    clause = history.moments[3].clauses[0]
    object.__setattr__(clause, "evidence", "pinned")

    assert years(history)[1:4] == ["2003", "2004", "2005 quiet"]


@pytest.mark.parametrize("width", [60, 80])
def test_the_terminal_shows_each_change_below_its_version(width):
    lines = (
        terminal.render(followed("art_1", 3), ReportOptions(language="en", width=width))
        .decode()
        .splitlines()
    )

    assert lines[1] == "  Version  Number  Change"
    assert lines[2] == "○ 2001-01-01, 2002-01-01  —  not there"
    assert "● promulgated 2006 (2006-01-01)  第一条  reworded" in lines
    assert lines[lines.index("● promulgated 2006 (2006-01-01)  第一条  reworded") + 2].startswith(
        "  果农应当在每年[-冬季-]{+春季+}"
    )
    assert all(line.startswith(("  ", "○ ", "● ")) for line in lines[1:] if line)


def test_what_was_taken_out_is_shown_as_deleted():
    history = followed("art_1", 3)
    lines = terminal.render(history, ReportOptions(language="en", width=80)).decode().splitlines()
    begin = lines.index("● promulgated 2009 (2009-01-01)  —  gone")

    assert lines[begin + 1] == "  第二条"
    assert lines[begin + 2].startswith("  [-果农应当在每年春季修剪果树")
    assert f"<del>{SPRING}</del>" in html.render(history, ReportOptions(language="zh")).decode()


def test_the_page_has_one_row_each():
    page = html.render(followed("art_1", 3), ReportOptions(language="zh")).decode()

    assert re.findall(r'<tr class="(\w+)[^"]*">', page) == [
        "quiet",
        "changed",
        "quiet",
        "changed",
        "changed",
        "quiet",
        "changed",
        "quiet",
    ]
    assert "<del>冬季</del><ins>春季</ins>" in page
    assert '<span class="when">2004年1月1日</span><span class="when">2005年1月1日</span>' in page


def test_what_a_heading_became_is_marked():
    def headed(date: str, heading: str):
        document = version(date, PRUNE, END)
        first = dataclasses.replace(document.body[0], heading=heading)
        return dataclasses.replace(document, body=(first, *document.body[1:]))

    history = follow_clause(
        *traced(headed("2001-01-01", "修剪的时间"), headed("2002-01-01", "修剪的期限")),
        1,
        "art_1",
        "第一条",
    )

    assert "修剪的<del>时间</del><ins>期限</ins>" in html.render(history, ReportOptions()).decode()
    assert "修剪的[-时间-]{+期限+}" in terminal.render(history, ReportOptions()).decode()


def test_a_part_that_ends_while_another_stays_is_told():
    versions = (
        version("2001-01-01", TEST + DESTROY, END),
        version("2002-01-01", TEST, DESTROY, END),
        version("2003-01-01", TEST, END),
    )
    history = follow_clause(*traced(*versions), 0, "art_1", "第一条")
    row = rows_of(history)[-1]

    assert row.changes("zh") == "未变、删去"
    assert f"[-{DESTROY}-]" in terminal.render(history, ReportOptions(width=1000)).decode()


def test_what_a_split_leaves_out_is_struck_and_what_went_elsewhere_is_not():
    versions = (
        version("2001-01-01", TEST + DESTROY, END),
        version("2002-01-01", TEST, DESTROY.replace("集中", ""), END),
    )
    page = html.render(
        follow_clause(*traced(*versions), 0, "art_1", "第一条"), ReportOptions()
    ).decode()

    assert re.findall(r"<(?:del|ins)>(.*?)<", page) == ["集中"]


def test_a_doubtful_pairing_is_told():
    history = followed("art_1", 3)
    moment = history.moments[5]
    doubted = dataclasses.replace(
        moment,
        clauses=tuple(dataclasses.replace(clause, doubtful=True) for clause in moment.clauses),
    )
    history = dataclasses.replace(
        history, moments=(*history.moments[:5], doubted, *history.moments[6:])
    )

    assert "修改、请核对条文对应" in html.render(history, ReportOptions()).decode()
    assert "修改、请核对条文对应" in terminal.render(history, ReportOptions()).decode()


def test_a_paragraph_that_went_to_another_article_is_told_as_moved():
    versions = (
        version("2001-01-01", f"{PRUNE}\n{DESTROY}", f"{WATER}\n{TEST}"),
        version("2002-01-01", PRUNE, f"{WATER}\n{TEST}\n{DESTROY}"),
    )
    known = traced(*versions)
    old, new = (
        html.render(follow_clause(*known, 1, eid, "条"), ReportOptions()).decode()
        for eid in ("art_1", "art_2")
    )

    assert (
        f'<del class="moved">{DESTROY}</del><span class="note">（移至第二条第三款）</span>' in old
    )
    assert (
        f'<ins class="moved">{DESTROY}</ins><span class="note">（移自第一条第二款）</span>' in new
    )
