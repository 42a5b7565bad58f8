"""Named instruments against texts at hand, a repository and a catalogue. Texts and catalogue are
invented where it is not said otherwise.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from policydiff.model.document import Document
from policydiff.reading.load import load
from policydiff.relating.actions.instruments import instruments, resolve_instruments
from policydiff.resources import resource
from policydiff.store.opening import NoRepositoryError
from policydiff.store.records.instruments import InstrumentCatalogue, parse_instrument_catalogue
from policydiff.store.repository import Repository
from policydiff.works.session import Session

OPINION = "关于促进图书借阅的意见\n\n1．法治。制定修订图书借阅条例、读者权益保护条例，贯彻实施图书馆法。\n\n2．宣传。宣传图书借阅条例，制定图书借阅条例。\n"
REGULATION = "图书借阅条例\n\n（2019年3月1日国务院第9次常务会议通过）\n\n第一条　为了方便借阅，制定本条例。\n\n第二条　本条例自2019年5月1日起施行。\n"
DRAFT = "图书借阅条例（征求意见稿）\n\n第一条　为了方便借阅，制定本条例。\n\n第二条　本条例自发布之日起施行。\n"
CATALOGUE = parse_instrument_catalogue(
    {
        "as_of": "2026-01-01",
        "instrument": [
            {
                "title": "中华人民共和国公共图书馆法",
                "aliases": ["图书馆法"],
                "kind": "law",
                "status": "in force",
                "sources": ["示例公报"],
                "events": [{"date": "2017-11-04", "what": "enacted", "source": "示例公报"}],
            }
        ],
    }
)


def opinion() -> Document:
    return load(OPINION.encode(), name="opinion.txt", kind="opinion", promulgated="2017-01-15")


def stored(folder: Path, *texts: tuple[str, str | None]) -> Repository:
    repository = Repository.init(folder)
    for place, (text, day) in enumerate(texts):
        document = load(text.encode(), name=f"{place}.txt", promulgated=day)
        repository.add(document, text.encode(), f"{place}.txt")
    return repository


def test_each_name_once_an_article_with_what_is_done_with_it():
    found = resolve_instruments(opinion(), catalogue=CATALOGUE)

    assert [(one.left, one.name, one.action) for one in found] == [
        ("art_1", "图书借阅条例", "制定修订"),
        ("art_1", "读者权益保护条例", "制定修订"),
        ("art_1", "图书馆法", "贯彻实施"),
        ("art_2", "图书借阅条例", "宣传"),
    ]


def test_an_alias_of_the_catalogue():
    found = resolve_instruments(opinion(), catalogue=CATALOGUE)[2]

    assert (found.title, found.status, found.since) == (
        "中华人民共和国公共图书馆法",
        "in force",
        (("2017-11-04", "enacted"),),
    )
    assert found.sources == ("示例公报",)


def test_what_nobody_knows_stays_unknown():
    found = resolve_instruments(opinion(), catalogue=CATALOGUE)[1]

    assert (found.title, found.status, found.since, found.sources) == (None, "unknown", (), ())


def test_a_document_at_hand():
    regulation = load(REGULATION.encode(), name="r.txt", promulgated="2019-03-08")
    found = resolve_instruments(opinion(), [regulation], catalogue=CATALOGUE)[0]

    assert (found.document, found.status, found.in_force) == (
        "图书借阅条例",
        "enacted",
        "2019-05-01",
    )
    assert found.since == (("2019-03-08", "enacted"),)


def test_a_text_that_wants_an_instrument_repealed_does_not_repeal_it():
    wish = load(
        "关于图书的意见\n\n一、废止《图书借阅条例》。\n\n二、读书。\n".encode(), name="o.txt"
    )
    regulation = load(REGULATION.encode(), name="r.txt", promulgated="2019-03-08")
    (found,) = resolve_instruments(wish, [regulation], catalogue=CATALOGUE)

    assert (found.action, found.status) == ("废止", "enacted")


def test_works_of_a_repository_and_their_versions(tmp_path):
    repository = stored(
        tmp_path / "laws",
        (REGULATION, "2019-03-08"),
        (REGULATION.replace("方便", "便利"), "2022-01-01"),
        (DRAFT, "2018-01-01"),
    )
    found = resolve_instruments(opinion(), (), repository, catalogue=CATALOGUE)[0]

    assert (found.document or "").startswith("/akn/cn/")
    assert found.since == (
        ("2018-01-01", "draft"),
        ("2019-03-08", "enacted"),
        ("2022-01-01", "revised"),
    )


def test_a_draft_alone(tmp_path):
    found = resolve_instruments(
        opinion(), (), stored(tmp_path / "laws", (DRAFT, "2018-01-01")), catalogue=CATALOGUE
    )[0]

    assert (found.status, found.since) == ("draft", (("2018-01-01", "draft"),))


def test_a_work_that_is_given_and_stored_counts_once(tmp_path):
    repository = stored(tmp_path / "laws", (REGULATION, "2019-03-08"))
    given = repository.load(repository.resolve("图书借阅条例"))
    found = resolve_instruments(opinion(), [given], repository, catalogue=CATALOGUE)[0]

    assert found.sources == ("《图书借阅条例》2019-03-08",)


def test_a_document_that_names_nothing():
    assert (
        resolve_instruments(load("关于示例的意见\n\n1．阅读。多读书。\n".encode(), name="o.txt"))
        == ()
    )


def test_no_repository_is_no_fault_unless_one_was_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert Session().store_if_any() is None
    with pytest.raises(NoRepositoryError):
        Session(repository=tmp_path / "laws").store_if_any()


def test_the_real_opinion_against_the_shipped_catalogue(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    named = instruments(
        [str(resource("corpora", "opinion", "2017-01-15.txt"))],
        Session(repository=Path()),
        after="2017-01-15",
    )
    item = {one.name: one for one in named.instruments if one.left == "art_24"}

    assert list(item) == [
        "网络安全法",
        "电子商务法",
        "互联网信息服务管理办法",
        "关键信息基础设施安全保护条例",
        "未成年人网络保护条例",
    ]
    assert [one.action for one in item.values()] == [
        "贯彻实施",
        "加快推进",
        "制定修订",
        "制定修订",
        "制定修订",
    ]
    assert item["网络安全法"].since == (("2025-10-28", "revised"),)
    assert named.to_dict()["instruments"] == [one.to_dict() for one in named.instruments]


def test_a_day_that_a_person_gives_wins_over_that_of_the_document(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "opinion.txt"
    path.write_text(OPINION, encoding="utf-8")

    assert instruments([str(path)], Session(repository=Path())).after is None
    assert (
        instruments([str(path)], Session(repository=Path()), after="2020-01-01").after
        == "2020-01-01"
    )


def test_a_catalogue_is_found_by_any_spelling_of_a_title():
    assert all(
        CATALOGUE.find(name) is CATALOGUE.instruments[0]
        for name in ("公共图书馆法", "《中华人民共和国公共图书馆法》", "图书馆 法")
    )
    assert InstrumentCatalogue("2026-01-01", ()).find("图书馆法") is None
