"""What texts state of the life of works. All texts are invented."""

from __future__ import annotations

import pytest

import policydiff
from policydiff.model.work_life import ENDING, LifeClause
from policydiff.text.citations.life import life_clauses
from policydiff.text.traditions.mainland.citations import LIFE_WORDS


def read(text: str) -> tuple[LifeClause, ...]:
    return life_clauses(policydiff.load(text.encode(), name="text.txt"), LIFE_WORDS)


def ended(text: str) -> tuple[str | None, ...]:
    return tuple(clause.title for clause in read(text) if clause.kind in ENDING)


def titles(last: str, *, before: str = "第一条　为了管理渡口，制定本条例。") -> tuple[str, ...]:
    return ended(f"示例省渡口条例\n\n{before}\n\n第二条　{last}\n")


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("本条例自2001年1月1日起施行，《示例省渡船办法》同时废止。", ("示例省渡船办法",)),
        (
            "本条例施行之日起，《示例省渡船办法（试行）》（示政发〔1990〕3号）即行废止。",
            ("示例省渡船办法（试行）",),
        ),
        (
            "本条例自公布之日起施行。《甲办法》、《乙办法》（1988年）和《丙办法》同时废止。",
            ("甲办法", "乙办法", "丙办法"),
        ),
        (
            "1990年3月1日公布、根据《关于修改〈渡船办法〉的决定》修正的《渡船办法》同时废止。",
            ("渡船办法",),
        ),
        (
            "《甲办法》（示〔研〕发（1987）32号）同时废止；此前的规定与本条例不一致的，以本条例为准。",
            ("甲办法",),
        ),
        ("《渡船办法》中有关船员的规定同时废止。", ()),
        ("依照《行政许可法》取得的许可继续有效。", ()),
        ("《甲办法》自公布之日起施行。渡船管理费同时废止。", ()),
    ],
)
def test_titles_that_a_text_puts_out_of_force(last, expected):
    assert titles(last) == expected


def test_the_text_states_its_own_term():
    text = "示例市渡口办法\n\n第一条　为了管理渡口，制定本办法。\n\n第二条　{}\n"

    (clause,) = read(text.format("本办法自2019年8月1日起施行，有效期五年。"))
    assert (clause.kind, clause.title, clause.day, clause.months) == (
        "term",
        None,
        "2024-08-01",
        60,
    )
    (clause,) = read(text.format("本办法自2019年8月1日起施行，试行期一年。"))
    assert (clause.kind, clause.day, clause.months) == ("trial", "2020-08-01", 12)
    assert read(text.format("渡口许可证有效期五年。")) == ()
    assert read(text.format("本办法自2019年8月1日起施行。")) == ()


def test_a_decision_ends_the_works_of_its_list():
    text = (
        "示例市人民代表大会常务委员会关于修改和废止部分地方性法规的决定\n\n"
        "示例市人民代表大会常务委员会决定：\n\n一、对《示例市甲条例》作出修改\n\n"
        "（一）将第三条修改为：“第三条　《示例市乙办法》同时废止。”\n\n"
        "二、废止下列地方性法规\n\n（一）《示例市丙条例》（1992年9月19日通过）\n\n"
        "（二）《示例市丁条例》\n\n本决定自公布之日起施行。\n"
    )
    assert ended(text) == ("示例市丙条例", "示例市丁条例")
    assert read(text)[0].date == "1992-09-19"


def test_a_plan_ends_nothing():
    assert ended("示例省规划\n\n修订《甲条例》，推动制定《乙条例》，废止《丙规定》。\n") == ()
