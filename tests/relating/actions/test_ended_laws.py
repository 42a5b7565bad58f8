"""Laws that have ended, beside an opinion and as instruments that it names. All are invented."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from json_schemas import validator
from ready_repositories import new_repository

from policydiff.library.actions.set_facts import set_facts
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import load
from policydiff.relating.actions.instruments import NamedInstruments, instruments
from policydiff.relating.actions.relate import RelateOptions, relate_operands
from policydiff.relating.engine.relation import Relation
from policydiff.relating.report.gaps_page import GapsView
from policydiff.relating.report.measures_page import MeasuresView
from policydiff.relating.report.summary import fate, fate_word, stated
from policydiff.report.formats import formats, write
from policydiff.store.repository import Repository
from policydiff.works.session import Session

TODAY = "2026-06-01"
ENDED, LIVING = "示例省窑炉条例", "示例省炉窑安全条例"
OPINION = (
    "示例市窑炉安全工作意见\n\n（{day}）\n\n一、落实《示例省窑炉条例》。窑炉的经营者应当建立窑炉安全责任制，每年组织演练。\n\n"
    "二、修订《示例省砖瓦管理办法》，制定《示例市窑炉巡查规定》。未建立窑炉安全责任制的，责令限期改正。\n"
)
LAW = (
    "{title}\n\n（2019年6月1日通过）\n\n第一条　为了加强窑炉安全工作，制定本条例。\n\n第二条　窑炉的经营者应当建立窑炉安全责任制，每年组织两次演练。\n\n"
    "第三条　未建立窑炉安全责任制的，由主管部门责令限期改正，处以罚款。\n\n第四条　本条例自2019年8月1日起施行。{last}\n"
)
DECISION = (
    "示例省人民代表大会常务委员会关于废止部分地方性法规的决定\n\n（2024年5月1日示例省第十四届人民代表大会常务委员会第九次会议通过）\n\n"
    "示例省第十四届人民代表大会常务委员会第九次会议决定：\n\n一、废止《示例省窑炉条例》\n\n二、废止《示例省砖瓦管理办法》\n\n本决定自公布之日起施行。\n"
)
SENTENCE = "repealed on 2024-05-01 by 示例省人民代表大会常务委员会关于废止部分地方性法规的决定"


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    store = new_repository(tmp_path_factory.mktemp("ended") / "laws")
    for text in (LAW.format(title=ENDED, last=""), LAW.format(title=LIVING, last=""), DECISION):
        store.add(load(text.encode(), name="a.txt"), text.encode(), "a.txt")
    return store


def opinion(folder: Path, day: str = "2025年8月1日") -> str:
    path = folder / "opinion.txt"
    path.write_text(OPINION.format(day=day), encoding="utf-8")
    return str(path)


def related(folder: Path, laws: Repository, *titles: str, today: str = TODAY) -> Relation:
    session = Session(repository=laws.root, today=today)
    return relate_operands(opinion(folder), titles, session, RelateOptions()).relation


def written(shown: object, form: str) -> str:
    """A report as text, of office files that of all their parts."""
    data = write(shown, form, ReportOptions(language="en"))  # type: ignore[arg-type]
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


@pytest.mark.parametrize("form", [one for one in formats("relation") if one != "pdf"])
def test_every_report_says_at_its_head_that_a_law_has_ended(
    tmp_path: Path, laws: Repository, form: str
):
    ended, living = (
        "".join(written(replace(related(tmp_path, laws, *titles), instruments=()), form).split())
        for titles in ((ENDED, LIVING), (LIVING,))
    )

    assert "".join(SENTENCE.split()) in ended
    assert "repealedon" not in living


@pytest.mark.parametrize("view", [MeasuresView, GapsView])
def test_every_answer_of_an_ended_law_bears_the_sentence(
    tmp_path: Path, laws: Repository, view: type
):
    relation = replace(related(tmp_path, laws, ENDED, LIVING), instruments=())
    text = written(view(relation=relation), "markdown")

    answers = [line for line in text.splitlines() if f"《{ENDED}》" in line and "第二条" in line]
    assert answers
    assert all(SENTENCE in line for line in answers)
    assert f"《{LIVING}》 (repealed" not in text


@pytest.mark.parametrize("today", ["2024-04-30", TODAY])
def test_the_day_of_the_opinion_counts_too(tmp_path: Path, laws: Repository, today: str):
    """The opinion is of 2025-08-01, when one of the two had ended."""
    value = related(tmp_path, laws, ENDED, LIVING, today=today).to_dict()

    validator("relation").validate(value)
    assert [one["status"]["kind"] for one in value["statuses"]] == ["repealed", "none"]


def test_an_earlier_opinion_stands_beside_a_law_that_lives(tmp_path: Path, laws: Repository):
    session = Session(repository=laws.root, today="2024-04-30")
    early = opinion(tmp_path, "2020年8月1日")

    relation = relate_operands(early, [ENDED], session, RelateOptions()).relation

    assert [one.kind for _, one in relation.statuses] == ["none"]


def test_a_file_of_a_stored_work_has_its_status(tmp_path: Path, laws: Repository):
    path = tmp_path / "law.txt"
    path.write_text(LAW.format(title=ENDED, last=""), encoding="utf-8")

    (status,) = related(tmp_path, laws, str(path)).statuses

    assert status[1].kind == "repealed"


def named(folder: Path, laws: Repository | None, text: str = OPINION) -> NamedInstruments:
    path = folder / "opinion.txt"
    path.write_text(text.format(day="2025年8月1日"), encoding="utf-8")
    session = Session(today=TODAY) if laws is None else Session(repository=laws.root, today=TODAY)
    return instruments([str(path)], session)


def test_each_named_instrument_has_the_status_of_its_work(tmp_path: Path, laws: Repository):
    """One is stored, one is not, but a stored decision ends it, and of one nothing is known."""
    found = named(tmp_path, laws).instruments

    assert [(one.name, one.status, stated(one, "en")) for one in found] == [
        (ENDED, "repealed", SENTENCE),
        ("示例省砖瓦管理办法", "repealed", SENTENCE),
        ("示例市窑炉巡查规定", "unknown", ""),
    ]
    assert fate(found[0], "en").startswith(SENTENCE)
    assert "in force from" not in fate(found[0], "en")
    value = named(tmp_path, laws).to_dict()
    validator("instruments").validate(json.loads(json.dumps(value)))


def test_in_force_is_printed_where_a_dated_source_states_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    text = "示例市工作意见\n\n（{day}）\n\n一、落实《示例省炉窑安全条例》和《网络安全法》。\n"
    store = new_repository(tmp_path / "laws")
    law = LAW.format(title=LIVING, last="")
    store.add(load(law.encode(), name="a.txt"), law.encode(), "a.txt")

    ours, listed = named(tmp_path, store, text).instruments
    assert (ours.status, fate_word(ours, "en")) == ("enacted", "no end known")
    assert stated(ours, "en").startswith("no repeal or lapse of it is stored (as of 2026-06-01")
    assert fate_word(listed, "en").startswith("in force, as the catalogue lists (as of 20")
    assert listed.life is None

    set_facts(
        LIVING,
        Session(repository=store.root),
        life={"still_in_force": "2026-05-01", "by": "示例省政府网站"},
    )
    ours, _ = named(tmp_path, Repository.open(store.root), text).instruments
    assert (ours.status, stated(ours, "en")) == (
        "in force",
        "in force on 2026-05-01, as 示例省政府网站 states",
    )
