"""The news between two commits: each version once, by its last state."""

from __future__ import annotations

import dataclasses
import json

import pytest
from json_schemas import validate
from making import TEXTS, make, store

import policydiff
from policydiff.following.actions.news import read_news, to_do
from policydiff.following.engine.digest import SourceState
from policydiff.messages import Message
from policydiff.model.reports import ReportOptions
from policydiff.report.formats import write
from policydiff.store.changes.removing import Removal
from policydiff.works.session import Session

OLD = ("为了规范示例活动，制定本法。", "经营者应当在十日内备案。", "违反本法规定的，处一万元罚款。")
NEW = (OLD[0], "国家鼓励示例活动创新发展和开放合作。", OLD[1], "违反本法规定的，处五万元罚款。")
LAW = "中华人民共和国示例贸易法"


@pytest.fixture
def session(repository) -> Session:
    return Session(repository=repository.root, today="2026-01-05")


def rules(number: str, day: str):
    """A local rule made on the ground of the law, which cites an article of it."""
    text = (
        f"示例市贸易条例\n（{day}示例市人民代表大会常务委员会通过）\n\n"
        f"第一条　根据《{LAW}》，制定本条例。\n\n第二条　违反《{LAW}》{number}的，依法处理。\n"
    )
    return policydiff.load(text.encode(), name="rules.txt")


def news(session: Session, since: str):
    return read_news(session, since, session.store().tip, [SourceState(name="甲", unchanged=3)])


def test_without_a_commit_there_is_no_news(repository, session):
    store(repository, make(date="2019-03-01", texts=OLD))

    found = news(session, repository.tip)

    assert found.items == ()
    assert found.affected is None
    assert found.is_empty
    assert found.since == found.tip


def test_a_new_version_comes_with_its_changes_and_what_they_concern(repository, session):
    store(repository, make(date="2019-03-01", texts=OLD))
    store(repository, rules("第二条", "2020年1月1日"), "rules.txt")
    since = repository.tip
    store(repository, make(date="2023-06-01", texts=NEW))

    found = news(session, since)

    (item,) = found.items
    assert (item.status, item.title, item.date) == ("added", LAW, "2023-06-01")
    assert item.previous == "2019-03-01"
    assert item.comparison is not None
    assert item.comparison.summary.added == 1
    assert found.affected is not None
    (text,) = found.affected.texts
    assert [place.connection for place in text.places] == ["ground", "cites"]
    assert text.places[1].effect.now == ("第3条",)


def test_the_first_text_of_a_work_has_nothing_to_compare(repository, session):
    since = repository.tip
    store(repository, make(date="2019-03-01", texts=OLD))

    (item,) = news(session, since).items

    assert (item.status, item.previous, item.comparison) == ("added", None, None)


def test_a_version_that_came_and_was_corrected_came(repository, session):
    since = repository.tip
    store(repository, make(date="2019-03-01", texts=OLD))
    corrected = make(date="2019-03-01", texts=NEW)
    repository.add(corrected, b"another file", "law.txt", correct=True)

    assert [item.status for item in news(session, since).items] == ["added"]


def test_a_corrected_version_is_one(repository, session):
    store(repository, make(date="2019-03-01", texts=OLD))
    since = repository.tip
    repository.add(make(date="2019-03-01", texts=NEW), b"another file", "law.txt", correct=True)

    assert [item.status for item in news(session, since).items] == ["corrected"]


def test_what_came_and_went_is_no_news_and_what_only_went_is(repository, session):
    store(repository, make(date="2019-03-01", texts=OLD))
    store(repository, make(date="2023-06-01", texts=NEW))
    work = repository.works()[0]
    since = repository.tip
    store(repository, make("示例市贸易条例", "2020-01-01", TEXTS))
    other = repository.find("示例市贸易条例")
    repository.remove(Removal(work=other, version=None))
    repository.remove(Removal(work=work, version=work.versions[-1]))

    (item,) = news(session, since).items

    assert (item.status, item.title, item.date) == ("removed", LAW, "2023-06-01")


def test_a_witness_is_no_news(repository, session):
    store(repository, make(date="2019-03-01", texts=OLD))
    since = repository.tip
    repository.add(make(date="2019-03-01", texts=OLD), b"the same text elsewhere", "copy.txt")

    assert news(session, since).items == ()


def test_the_news_of_an_earlier_commit_stay_as_they_were(repository, session):
    since = repository.tip
    store(repository, make(date="2019-03-01", texts=OLD))
    tip = repository.tip
    before = read_news(session, since, tip)
    store(repository, make(date="2023-06-01", texts=NEW))

    assert read_news(session, since, tip) == before


def test_the_json_fits_its_schema_and_has_no_whole_comparison(repository, session):
    store(repository, make(date="2019-03-01", texts=OLD))
    since = repository.tip
    store(repository, make(date="2023-06-01", texts=NEW))

    found = news(session, since).to_dict()

    validate(found, "digest")
    (item,) = found["items"]
    assert item["changes"]["summary"]["added"] == 1
    assert item["changes"]["stated"] == []
    assert "matches" not in json.dumps(found["items"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_digest_names_the_sources_from_which_nothing_is_known(repository, session, language):
    quiet = [SourceState(name="甲", unchanged=3), SourceState(name="乙", unchanged=1)]
    lost = dataclasses.replace(quiet[1], unavailable=(("乙", Message("no answer")),))
    tip = repository.tip

    def text(sources) -> str:
        digest = dataclasses.replace(read_news(session, tip, tip, sources), to_do=to_do(sources))
        return write(digest, "markdown", ReportOptions(language=language)).decode()

    nothing = {"zh": "无新文本", "en": "Nothing new"}[language]
    assert nothing in text(quiet)
    assert "甲" in text(quiet)
    assert "乙" in text(quiet)
    assert nothing not in text([quiet[0], lost])
    assert {"zh": "未能读取", "en": "could not be read"}[language] in text([quiet[0], lost])
    assert nothing not in text([])
