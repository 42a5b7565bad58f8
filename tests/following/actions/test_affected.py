"""Places that a change concerns, in a library of invented texts and in files."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from json_schemas import validate
from lanes import examples
from umbrella_laws import (
    AFTER,
    FILES,
    LATER,
    LAW,
    RULE_ARTICLES,
    RULES,
    numeral,
    text,
    umbrella_laws,
)

from policydiff.errors import UsageError
from policydiff.following.actions.affected import AffectedOptions, affected
from policydiff.following.actions.changes import NothingChangedError
from policydiff.following.engine.affected import Affected, AffectedPlace, NewFigure
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import load
from policydiff.report.formats import write
from policydiff.store.repository import Repository
from policydiff.works.session import Session

CASES = Path(__file__).resolve().parents[2] / "cases" / "following"


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return umbrella_laws(tmp_path_factory.mktemp("umbrellas") / "laws")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    for name, data in FILES.items():
        (tmp_path / "files" / name).write_bytes(data)
    return tmp_path / "files"


def ask(store: Repository, change: str | None = LAW, **options: object) -> Affected:
    return affected(change, Session(repository=store.root), AffectedOptions(**options))  # type: ignore[arg-type]


def add(store: Repository, data: bytes, name: str = "text.txt") -> None:
    store.add(load(data, name=name), source=data, source_name=name)


def places_of(found: Affected, title: str) -> list[AffectedPlace]:
    return [place for one in found.texts if one.text.title == title for place in one.places]


def test_every_citation_has_the_effect_on_what_it_cites(laws: Repository) -> None:
    places = places_of(ask(laws), RULES)

    assert [(one.connection, one.cited, one.effect.effects, one.effect.now) for one in places] == [
        ("ground", None, ("amended",), ()),
        ("cites", "第三条", ("reworded",), ("第三条",)),
        ("cites", "第四条", ("figures", "reworded"), ("第四条",)),
        ("cites", "第五条", ("divided", "reworded"), ("第五条", "第六条")),
        ("cites", "第六条", ("renumbered",), ("第七条",)),
        ("cites", "第七条", ("removed",), ()),
        ("cites", "第八条", ("follows",), ("第八条",)),
        ("cites", "第九条", ("unchanged",), ("第九条",)),
        ("cites", "第三条第二款", ("unchanged",), ("第三条第二款",)),
        ("cites", "第六条–第八条", ("removed", "renumbered", "follows"), ("第七条", "第八条")),
        ("cites", "第三条", ("reworded",), ("第三条",)),
        ("cites", "第五条", ("divided", "reworded"), ("第五条", "第六条")),
    ]
    assert {(one.meant, one.doubt) for one in places} == {("2019-03-01", None)}


def test_figures_are_those_that_both_texts_prove(laws: Repository) -> None:
    figures = {one.cited: one.effect.figures for one in places_of(ask(laws), RULES)}

    assert figures["第四条"] == (NewFigure(old="二百元", new="五百元"),)
    assert [cited for cited, found in figures.items() if found] == ["第四条"]


def test_a_range_names_what_went_of_it(laws: Repository) -> None:
    (place,) = (one for one in places_of(ask(laws), RULES) if one.cited == "第六条–第八条")

    assert place.effect.gone == ("第七条",)
    assert place.effect.number == "第六条–第八条"


def test_a_text_after_the_change_is_not_listed(laws: Repository) -> None:
    assert places_of(ask(laws), LATER) == []


def test_a_text_between_publication_and_force_is_doubted(laws: Repository) -> None:
    (place,) = places_of(ask(laws), "示例市雨伞站规定")

    assert place.effect.effects == ("removed",)
    assert place.doubt is not None
    assert "not yet in force" in str(place.doubt)


def test_a_text_before_every_stored_version_is_doubted(laws: Repository) -> None:
    (place,) = places_of(ask(laws), "示例省竹筏管理条例")

    assert (place.cited, place.effect.effects) == ("第六条", ("renumbered",))
    assert place.doubt is not None


def test_files_are_looked_through_too(laws: Repository, folder: Path) -> None:
    places = places_of(ask(laws, files=folder), "雨伞租赁合同")

    assert [(one.connection, one.number, one.cited, one.effect.effects) for one in places] == [
        ("cites", "第一条", "第六条", ("renumbered",)),
        ("repeats", "第二条", "第七条", ("removed",)),
    ]
    assert places[0].line is not None
    assert places[0].doubt is not None, "an undated file may mean either text"


def test_gaps_are_new_duties_without_a_clause(laws: Repository, folder: Path) -> None:
    found = ask(laws, files=folder, gaps=True)

    assert found.rules == 1
    new = [one for one in found.unanswered if one.added]
    assert [one.text for one in new] == [AFTER[-2]]
    assert any(one.connection == "answers" for one in places_of(found, "雨伞租赁合同"))


def test_the_answer_fits_its_schema_and_its_pages(
    laws: Repository, folder: Path, golden: Callable[[Path, str], None]
) -> None:
    found = ask(laws, files=folder, gaps=True)

    validate(json.loads(write(found, "json", ReportOptions())), "affected")
    for language in ("en", "zh"):
        page = write(found, "markdown", ReportOptions(language=language)).decode()
        golden(CASES / f"affected_{language}.md", page)


def test_since_a_day_shows_what_one_change_shows(laws: Repository) -> None:
    assert ask(laws, None, since="2023-01-01").texts == ask(laws).texts
    assert ask(laws, None, since="2023-06-02").texts == ()


def test_nothing_that_changed_is_said_so(laws: Repository) -> None:
    with pytest.raises(NothingChangedError):
        ask(laws, f"{LAW}@2019-03-01")
    with pytest.raises(UsageError):
        ask(laws, f"{LAW}#第三条")
    with pytest.raises(UsageError):
        ask(laws, LAW, since="2020-01-01")


def test_a_changed_work_that_cites_another_is_listed_with_since(tmp_path: Path) -> None:
    store = umbrella_laws(tmp_path / "laws")
    first = text(RULES, "2023-08-01", (*RULE_ARTICLES, "值班员轮流值班。"), "示例市人民政府")
    ferry = text("示例省渡船条例", "2020-01-01", (f"渡船上的雨伞依照《{LAW}》第六条管理。",))
    later = text("示例省渡船条例", "2022-01-01", (f"渡船上的雨伞依照《{LAW}》第六条的规定管理。",))
    for data in (ferry, later, first):
        add(store, data)
    found = ask(store, None, since="2021-01-01")

    assert len(found.works) == 3
    assert [(one.cited, one.effect.now) for one in places_of(found, "示例省渡船条例")] == [
        ("第六条", ("第七条",))
    ]


def test_a_citation_of_a_version_between_both_of_since(tmp_path: Path) -> None:
    store = umbrella_laws(tmp_path / "laws")
    again = (
        *AFTER[:6],
        "每年清点一次雨伞并公布结果，由学生代表监督清点。",
        *AFTER[6:-1],
        "本条例自2024年7月1日起施行。",
    )
    add(store, text(LAW, "2024-06-01", again))
    found = ask(store, None, since="2023-01-01")

    cited = {one.cited: one.effect.now for one in places_of(found, LATER)}
    assert cited == {"第六条": ("第六条",), "第七条": ("第八条",)}
    assert {one.cited: one.effect.now for one in places_of(found, RULES)}["第六条"] == ("第八条",)


def test_what_a_part_of_a_code_lacks_is_doubted(tmp_path: Path) -> None:
    """A text that begins with 第三条 is a part; that it lacks 第二条 removes nothing."""
    store = umbrella_laws(tmp_path / "laws")
    whole = text(LAW, "2024-06-01", AFTER).decode()
    head, _, articles = whole.partition("第一条")
    part = f"{head}第三条{articles.partition('第三条')[2]}"
    add(store, part.encode())
    found = ask(store, None, since="2024-01-01")

    places = [place for place in places_of(found, LATER) if place.connection == "cites"]
    assert places
    assert all(place.effect.doubtful for place in places)


def test_a_decision_that_ends_a_work(tmp_path: Path) -> None:
    store = umbrella_laws(tmp_path / "laws")
    new = text(
        "示例省雨具管理条例",
        "2025-03-01",
        ("为了规范雨具，制定本条例。", f"本条例自2025年4月1日起施行。《{LAW}》同时废止。"),
    )
    add(store, new)
    found = ask(store, "示例省雨具管理条例")

    assert [one.ended is not None for one in found.works] == [True]
    assert places_of(found, "示例省雨具管理条例") == []
    assert {one.effect.effects for one in places_of(found, RULES)} == {("ended",)}
    assert len(places_of(found, RULES)) == 12


def test_a_decision_on_two_works_of_which_one_has_no_text_after_it(tmp_path: Path) -> None:
    store = umbrella_laws(tmp_path / "laws")
    add(store, text("示例省伞亭条例", "2019-03-01", ("伞亭由美术组建造。", "伞亭每年粉刷一次。")))
    decision = (
        "示例省人民代表大会常务委员会关于修改部分地方性法规的决定\n"
        "（2023年6月1日示例省人民代表大会常务委员会通过）\n"
        "示例省人民代表大会常务委员会决定：\n"
        f"一、对《{LAW}》作出修改\n将第四条中的“二百元”修改为“五百元”。\n"
        "二、对《示例省伞亭条例》作出修改\n将第二条中的“一次”修改为“两次”。\n"
        "本决定自2023年7月1日起施行。\n"
    )
    add(store, decision.encode())
    found = ask(store, "示例省人民代表大会常务委员会关于修改部分地方性法规的决定")

    assert [one.title for one in found.works] == [LAW]
    assert ["示例省伞亭条例" in str(note) for note in found.notes] == [True]
    assert len(places_of(found, RULES)) == 12


def test_a_damaged_text_is_named_as_unread(tmp_path: Path) -> None:
    store = umbrella_laws(tmp_path / "laws")
    path = next(one.versions[-1].path for one in store.works() if one.title == RULES)
    whole = (store.root / path).read_bytes()
    (store.root / path).write_bytes(whole[: len(whole) // 2])
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qam", "Damage"],
        cwd=store.root,
        check=True,
    )
    found = ask(Repository.open(store.root))

    assert [RULES in name for name, _ in found.unread] == [True]
    assert places_of(found, "示例省竹筏管理条例")


@dataclass(frozen=True)
class Citing:
    """A generated citing text: the articles cited, and the sentence that cites them."""

    numbers: tuple[int, ...]
    words: str


CHANGED = {3, 4, 5, 6, 7, 8}


@st.composite
def citings(draw: st.DrawFn) -> list[Citing]:
    found = []
    for _ in range(draw(st.integers(1, 6))):
        numbers = sorted(draw(st.sets(st.integers(2, 20), min_size=1, max_size=3)))
        join = draw(st.sampled_from(("、", "和", "以及")))
        cited = join.join(f"第{numeral(one)}条" for one in numbers)
        name = draw(st.sampled_from((f"《{LAW}》", LAW, f"《{LAW}》（2019年3月1日通过）")))
        verb = draw(st.sampled_from(("按照", "依照", "违反", "适用")))
        found.append(Citing(tuple(numbers), f"有关事项{verb}{name}{cited}的规定办理。"))
    return found


@settings(
    max_examples=examples(4),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(citings())
def test_no_generated_citation_is_lost(
    laws: Repository, tmp_path_factory: pytest.TempPathFactory, wanted: list[Citing]
) -> None:
    folder = tmp_path_factory.mktemp("files")
    words = tuple(f"{one.words}编号{at}。" for at, one in enumerate(wanted))
    (folder / "rules.txt").write_bytes(text("示例厂雨伞规则", "2021-01-01", words, "示例厂"))
    places = places_of(ask(laws, files=folder), "示例厂雨伞规则")

    expected = [
        (f"第{numeral(at)}条", f"第{numeral(number)}条", number in CHANGED)
        for at, one in enumerate(wanted, 1)
        for number in one.numbers
    ]
    shown = [(one.number.removesuffix("第一款"), one.cited, one.is_touched) for one in places]
    assert shown == expected
