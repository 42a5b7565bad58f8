"""A line that a person typed leads to the place that it means. All texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

import policydiff
from policydiff.library.actions.jump import find_places, folded_number, read_line, stored_numbers
from policydiff.reading import plugins
from policydiff.store.repository import Repository

ROOT = Path(__file__).resolve().parents[3]
WORDS = plugins.dialect("cn_law").citations


@pytest.fixture(scope="module")
def bells(tmp_path_factory) -> Repository:
    """A regulation in two versions, rules on it, and one of another place with a similar title."""
    repository = Repository.init(tmp_path_factory.mktemp("bells") / "laws")
    texts = [
        ("示例省钟楼条例", "（1990年3月1日示例省人民代表大会常务委员会通过）", "1990年5月1日"),
        (
            "示例省钟楼条例",
            "（1990年3月1日示例省人民代表大会常务委员会通过　2001年3月1日示例省人民代表大会常务委员会修订）",
            "2001年9月1日",
        ),
        ("示例市钟楼条例", "（1995年3月1日示例市人民代表大会常务委员会通过）", "1995年5月1日"),
    ]
    for title, note, day in texts:
        body = f"第一条　钟楼每日敲{len(note)}次。\n\n钟声不得扰民。\n\n第二条　本条例自{day}起施行。\n"
        data = f"{title}\n\n{note}\n\n{body}".encode()
        repository.add(policydiff.load(data, name="law.txt"), data, "law.txt")
    rules = (ROOT / "corpora/example/invented-rules-2025-01-08.md").read_bytes()
    repository.add(policydiff.load(rules, name="rules.md"), rules, "rules.md")
    return repository


def found(line: str, store: Repository, **choices) -> list[tuple[str, str | None]]:
    jump = find_places(line, store, numbered=lambda: stored_numbers(store), **choices)
    return [(one.version.name, one.eid) for one in jump.places]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("钟楼法第88条", ["钟楼法第88条", "钟楼法#第88条"]),
        ("钟楼法 第二十一条第三款", ["钟楼法#第二十一条第三款"]),
        ("《钟楼法》第八十八条", ["钟楼法#第八十八条"]),
        ("《钟楼法》（2023年修订）第八十八条", ["钟楼法@2023年修订#第八十八条"]),
        ("钟楼法（2023年修订）第八条", ["钟楼法@2023年修订#第八条"]),
        ("《钟楼法（试行）》第八条", ["钟楼法（试行）#第八条"]),
        ("钟楼法@@2020-01-01#第八条", ["钟楼法@@2020-01-01#第八条"]),
        ("zhonglou art_8__para_2", ["zhonglou#art_8__para_2"]),
        ("第八条", ["#第八条"]),
        ("art_8", ["#art_8"]),
        ("art_3.2__para_1__point_b", ["#art_3.2__para_1__point_b"]),
        ("chp_3__sec_3.2__art_1_2", ["#chp_3__sec_3.2__art_1_2"]),
        ("3.2.1(a)", ["#3.2.1(a)"]),
        ("钟楼制度#3.2.1", ["钟楼制度#3.2.1"]),
        ("钟楼制度 3.2.1", ["钟楼制度 3.2.1", "钟楼制度#3.2.1"]),
        ("《钟楼制度》3.2(b)(ii)", ["钟楼制度#3.2(b)(ii)"]),
        ("钟楼", ["钟楼"]),
        ("2020", []),
        ("", []),
        ("钟" * 500, []),
    ],
)
def test_a_line_is_read_as_names(line, names):
    assert [str(name) for name in read_line(line, WORDS)] == names


@settings(max_examples=examples(150))
@given(st.text(max_size=60))
def test_any_line_is_read_without_an_error(line):
    for name in read_line(line, WORDS):
        assert name.work or name.provision


def test_reading_a_line_is_quick_however_it_repeats(grows_evenly):
    grows_evenly(lambda size: read_line("第一条" * (size // 3), WORDS), 60)


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("示例省钟楼条例第1条", [("示例省钟楼条例@2001-03-01", "art_1")]),
        ("《示例省钟楼条例》第一条第二款", [("示例省钟楼条例@2001-03-01", "art_1__para_2")]),
        ("示例省钟楼条例（1990年通过）第一条", [("示例省钟楼条例@1990-03-01", "art_1")]),
        ("示例省钟楼条例（2001年修订）第一条", [("示例省钟楼条例@2001-03-01", "art_1")]),
        ("示例省钟楼条例 1990 第一条", [("示例省钟楼条例@1990-03-01", "art_1")]),
        ("示例省钟楼条例 1995-01-01 第一条", [("示例省钟楼条例@1990-03-01", "art_1")]),
        ("示例省钟楼条例", [("示例省钟楼条例@2001-03-01", None)]),
        ("示例市人民政府令第31号", [("示例市公共数据管理条例实施细则@2025-01-08", None)]),
        ("人民政府令 第31号", [("示例市公共数据管理条例实施细则@2025-01-08", None)]),
        ("令第1号", []),
        ("敲钟", []),
        ("钟楼", []),
    ],
)
def test_a_line_leads_to_its_place(bells, line, places):
    assert found(line, bells) == places


def test_the_day_of_reading_chooses_the_version(bells):
    line = "示例省钟楼条例第一条"

    assert found(line, bells, day="1995-01-01") == [("示例省钟楼条例@1990-03-01", "art_1")]
    assert found(line, bells, day="2005-01-01") == [("示例省钟楼条例@2001-03-01", "art_1")]
    assert found(line, bells, day="1980-01-01") == [("示例省钟楼条例@2001-03-01", "art_1")]


def test_several_texts_are_offered_and_none_is_chosen(bells):
    places = found("钟楼条例第一条", bells)

    assert len(places) > 1
    assert {eid for _, eid in places} == {"art_1"}


def test_a_provision_alone_is_one_of_the_text_that_is_read(bells):
    within = "示例省钟楼条例@1990-03-01"

    assert found("第二条", bells, within=within) == [("示例省钟楼条例@1990-03-01", "art_2")]
    assert found("第二条", bells) == []


@pytest.mark.parametrize("line", ["示例省钟楼条例第九条", "示例省钟楼条例（2015年修订）第一条"])
def test_what_a_stored_text_does_not_have_is_said(bells, line):
    jump = find_places(line, bells)

    assert jump.places == ()
    assert "示例省钟楼条例" in str(jump.why)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("示例县渡口法第88条", "示例县渡口法"),
        ("《示例县渡口法》", "示例县渡口法"),
        ("《示例县渡口法》（2023年修订）第八条", "示例县渡口法"),
        ("示例县渡口法", None),
        ("示例省钟楼条例第1条", None),
        ("示例省钟楼条例第九条", None),
        ("敲钟", None),
        ("第八条", None),
    ],
)
def test_a_title_that_is_not_stored_is_named(bells, line, title):
    assert find_places(line, bells).title == title


def test_document_numbers_are_compared_in_one_form():
    assert folded_number(" 示府发 [2016] 12 号 ") == folded_number("示府发〔２０１６〕12号")
