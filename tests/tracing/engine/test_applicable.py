"""The sort of a clause, and its transitional clauses."""

from __future__ import annotations

import pytest
from plain_texts import read

from policydiff.text.numerals import write_number
from policydiff.tracing.engine.applicable import sorts_of, transitional

CONDUCT = "违反本条例规定，在井旁养鹅的，"


def law(*articles: str) -> str:
    numbered = (f"第{write_number(place)}条　{text}" for place, text in enumerate(articles, 1))
    return "\n".join(("示例水井管理条例", "", *numbered))


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        (f"{CONDUCT}处二百元以下罚款。", ("administrative",)),
        (f"{CONDUCT}罚款一万元以上五万元以下。", ("administrative",)),
        (f"{CONDUCT}处罚款。", ("administrative",)),
        (f"{CONDUCT}处以罚款。", ("administrative",)),
        (f"{CONDUCT}处罚款。但是情节轻微的，可以免予处罚。", ("administrative",)),
        (f"{CONDUCT}没收鹅。", ("administrative",)),
        (f"{CONDUCT}处五日以下拘留。", ("administrative",)),
        (f"{CONDUCT}暂扣或者吊销养鹅许可证。", ("administrative",)),
        (f"{CONDUCT}给予警告。", ("administrative",)),
        ("偷窃水桶的，处三年以下有期徒刑，并处罚金。", ("criminal",)),
        (
            f"{CONDUCT}处二百元以下罚款；构成犯罪的，依法追究刑事责任。",
            ("administrative", "criminal"),
        ),
        ("养鹅造成他人损害的，依法承担赔偿责任。", ("civil",)),
        ("国家工作人员玩忽职守的，给予警告、记过、记大过处分。", ("discipline",)),
        ("公职人员养鹅的，给予撤职处分。", ("discipline",)),
        ("水井管理人员玩忽职守的，依法给予处分。", ("undecided",)),
        (f"{CONDUCT}人民法院可以处二百元以下罚款。", ("undecided",)),
        (f"{CONDUCT}列入失信名单。", ("undecided",)),
        (f"{CONDUCT}处二百元以下罚款；三年内不得申请许可。", ("administrative", "undecided")),
        ("处五万元以下罚款的案件应当听证。", ("undecided",)),
        ("水井应当加盖。", ("undecided",)),
    ],
)
def test_the_sort_of_a_clause_is_that_of_its_consequence(text, sorts):
    assert sorts_of((text,), ()) == sorts


def test_the_work_wins_where_all_its_clauses_are_of_one_sort():
    assert sorts_of((f"{CONDUCT}处二百元以下罚款。",), ("民法典",)) == ("civil",)


def test_transitional_clauses_are_found():
    document = read(
        law(
            "项目实施前应当勘察。",
            "本条例施行前已经取得许可的，许可继续有效。",
            "本条例自2001年1月1日起施行。本条例不溯及既往。",
        )
    )

    assert [one.num for one in transitional(document)] == ["第二条", "第三条"]


@pytest.mark.parametrize(
    "words",
    [
        "本条例自2018年9月1日起施行。施行前的养鹅行为，依照原规定处理。",
        "本条例自2018年9月1日起施行，对施行前的行为没有溯及力。",
        "2018年9月1日以前发生的养鹅行为，适用旧的规定。",
        "养鹅的，适用原条例。",
        "本条例修订前已经取得许可的，继续养鹅。",
        "已经取得的许可继续有效。",
        "正在审理的养鹅案件另行规定。",
        "养鹅适用行为时的规定。",
    ],
)
def test_transitional_clauses_are_found_in_any_words(words):
    assert [one.num for one in transitional(read(law("水井应当加盖。", words)))] == ["第二条"]
    assert [one.text for one in transitional(read(f"示例决定\n\n{words}"))] == [words]


@pytest.mark.parametrize(
    "words",
    [
        "水井实施改造前应当勘察。",
        "每年3月31日前报送水井名册。",
        "水井应当恢复原状。",
        "本条例自2001年1月1日起施行。",
    ],
)
def test_other_clauses_are_not_transitional(words):
    assert transitional(read(law("水井应当加盖。", words))) == ()
