"""policydiff search: lines, JSON, formats, exit codes. The laws are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ferry_law import FIRST, SECOND
from json_schemas import validate
from river_laws import river_laws
from search_laws import add

from policydiff.report.formats import formats
from policydiff.store.repository import Repository

RIVER = "示例省河道保护条例"


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    repository = river_laws(tmp_path_factory.mktemp("search") / "laws")
    add(repository, FIRST, SECOND)
    return repository.root


@pytest.fixture
def ask(rivers: Path, run):
    return lambda *arguments: run("search", *arguments, "-C", rivers, "--lang", "en")


def test_a_hit_stands_with_its_version_its_place_and_what_became_of_it(ask) -> None:
    result = ask("竹筏 NOT 规定")

    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "Search: 竹筏 NOT 规定",
        "hits: 1; versions searched: 6",
        "",
        "  Text  Provision  In the newest version",
        "",
        f"● 《{RIVER}》  第四条  gone",
        "  adopted 2018 (2018-03-01)",
        "  夜间禁止在河道中行驶竹筏。",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("河道",),
        ("河道 OR 渡口", "--limit", "2"),
        ("竹筏", "--work", RIVER, "--kind", "local-regulation", "--authority", "示例省"),
        ("河道", "--on", "2020-01-01", "--newest"),
        ("没有这几个字",),
    ],
)
def test_json_is_as_its_schema_says(ask, arguments: tuple[str, ...]) -> None:
    value = json.loads(ask(*arguments, "--format", "json").out)

    validate(value, "search")
    assert value["query"] == arguments[0]


def test_spans_are_offsets_of_the_text_of_the_provision(ask, rivers: Path) -> None:
    (hit,) = json.loads(ask("五千元", "--format", "json").out)["hits"]
    store = Repository.open(rivers)
    document = store.load(store.resolve(hit["name"].partition("#")[0]))
    (text,) = (one.text for one in document.articles if one.eid == hit["eid"])

    assert [text[begin:end] for begin, end in hit["spans"]] == ["五千元"]
    assert hit["length"] == len(text)
    assert text[hit["snippet"]["begin"] :].startswith(hit["snippet"]["text"])
    assert hit["became"]["outcome"] == "reworded"


def test_the_next_hits_are_named(ask) -> None:
    first = ask("河道", "--limit", "2").out
    mark = first.rsplit("--after ", 1)[1].strip()
    second = json.loads(ask("河道", "--limit", "2", "--after", mark, "--format", "json").out)

    assert "shown: 1 to 2" in first
    assert second["first"] == 2
    assert len(second["hits"]) == 2


LIGHTHOUSE = (
    "示例市灯塔管理条例\n（2020年3月1日示例市第一届人民代表大会常务委员会第一次会议通过）\n\n第一章　总则\n"
    "第一条　灯塔每日擦拭。\n第二章　罚则\n第二条　守塔人饮酒的，处一百元罚款。\n附件1　收费标准\n船舶进港十元。\n"
)


@pytest.mark.parametrize("query", ["罚则", "收费标准", "擦拭 饮酒"])
def test_what_is_not_found_states_what_was_searched(tmp_path: Path, run, query: str) -> None:
    repository = Repository.init(tmp_path / "laws")
    add(repository, LIGHTHOUSE)

    def asked(words: str, language: str) -> str:
        return run("search", words, "-C", repository.root, "--lang", language).out

    assert "of the 1 versions searched fits the words given; numbers and headings" in asked(
        query, "en"
    ).replace("\n", " ")
    assert "所检索的 1 个文本中" in asked(query, "zh")
    assert "条号、标题不在检索之列" in asked(query, "zh").replace("\n", "")
    assert "所检索的" not in asked("擦拭 OR 饮酒", "zh")


def test_a_presumed_version_is_marked_and_leaves_with_6(ask) -> None:
    result = ask("渡口由船主养护", "--on", "2025-06-01")

    assert result.code == 6
    assert result.out.count("presumed: another version may have been in force on 2025-06-01") == 2
    assert ask("渡口由船主养护", "--on", "2017-06-01").code == 0


@pytest.mark.parametrize("form", formats("search"))
def test_every_format_has_the_words(ask, tmp_path: Path, form: str) -> None:
    path = tmp_path / "found"
    result = ask("竹筏 NOT 规定", "--format", form, "-o", path, "-q")
    data = path.read_bytes()

    assert (result.code, result.err) == (0, "")
    assert "夜间禁止在河道中行驶".encode() in data or (form == "docx" and data.startswith(b"PK"))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("",), 2, "it is empty"),
        (("河道 AND",), 2, "a word is missing at its end"),
        (("河道", "--limit", "0"), 2, "between 1 and 1000"),
        (("河道", "--on", "2020-13-01"), 2, "YYYY-MM-DD"),
        (("河道", "--work", "没有的条例"), 4, "no work is called"),
        (("河道", "--after", "x"), 2, "is not where an earlier answer ended"),
    ],
)
def test_a_mistake_gets_one_line(ask, arguments: tuple[str, ...], code: int, words: str) -> None:
    result = ask(*arguments)

    assert result.code == code
    assert words in result.err
    assert len(result.err.strip().splitlines()) == 1
