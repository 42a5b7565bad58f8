"""policydiff review --interactive: what a person sees of a measure."""

from __future__ import annotations

from contextlib import nullcontext
from types import SimpleNamespace

from relations import relation

from policydiff.relating.commands import review_screen
from policydiff.relating.report.measures import RelationMeasures
from policydiff.relating.report.relation import RelationTable


def test_who_judges_on_the_command_line_sees_the_reason(monkeypatch, capsys):
    open_measure = RelationMeasures(RelationTable(relation(), "zh")).all[4]
    review = SimpleNamespace(
        measures_to_judge=lambda: [open_measure],
        left=SimpleNamespace(document=relation().left),
        right=SimpleNamespace(document=relation().right[0]),
    )
    monkeypatch.setattr(review_screen, "keyboard", nullcontext)
    monkeypatch.setattr(review_screen, "read_key", lambda: review_screen.QUIT)

    review_screen.judge_measures(review, "张三", "zh")

    lines = capsys.readouterr().out.splitlines()
    assert lines[1].endswith("· 待核")
    assert lines[3:5] == [
        "第一条 为了保护果农个人信息，制定本条例。",
        "  待核：要求：“制定云溪市果农信息保护条例”；第一条：“制定本条例”",
    ]
