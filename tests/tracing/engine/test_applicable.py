"""The sort of a clause, and its transitional clauses."""

from __future__ import annotations

import pytest
from plain_texts import read

from policydiff.comparing.engine.statements.penalty_ranges import circumstances_of
from policydiff.text.numerals import write_number
from policydiff.tracing.engine.applicable import sorts_of, transitional

CONDUCT = "违反本条例规定，在井旁养鹅的，"


def law(*articles: str) -> str:
    numbered = (f"第{write_number(place)}条　{text}" for place, text in enumerate(articles, 1))
    return "\n".join(("示例水井管理条例", "", *numbered))


def circumstances(text: str):
    return circumstances_of(read(law(text, "本条例自2001年1月1日起施行。")), "art_1")


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        (f"{CONDUCT}处二百元以下罚款。", ("administrative",)),
        ("偷窃水桶的，处三年以下有期徒刑，并处罚金。", ("criminal",)),
        (
            f"{CONDUCT}处二百元以下罚款；构成犯罪的，依法追究刑事责任。",
            ("administrative", "criminal"),
        ),
        ("养鹅造成他人损害的，依法承担赔偿责任。", ("civil",)),
        ("水井管理人员玩忽职守的，依法给予处分。", ("discipline",)),
        ("水井应当加盖。", ("other",)),
    ],
)
def test_the_sort_of_a_clause_is_that_of_its_consequence(text, sorts):
    assert sorts_of(circumstances(text), ()) == sorts


def test_the_work_wins_where_all_its_clauses_are_of_one_sort():
    assert sorts_of(circumstances(f"{CONDUCT}处二百元以下罚款。"), ("民法典",)) == ("civil",)


def test_transitional_clauses_are_found():
    document = read(
        law(
            "项目实施前应当勘察。",
            "本条例施行前已经取得许可的，许可继续有效。",
            "本条例自2001年1月1日起施行。本条例不溯及既往。",
        )
    )

    assert [one.num for one in transitional(document)] == ["第二条", "第三条"]
