"""Kept steps: what comes back is what was made, and what is damaged or of other code is made
again.
"""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from cached import cached, spoil
from making import make, store
from plain_texts import DOUBTFUL_PAIR, UNCHANGED

from policydiff.comparing.engine.compare import diff
from policydiff.model.document import Block, Document, Provision
from policydiff.model.identifiers import name_document
from policydiff.model.lineage import LineageStep, Pair
from policydiff.model.version import Decision
from policydiff.store import cache
from policydiff.store.repository import Repository
from policydiff.tracing.engine.steps import step_of

OLD = ("借书应当登记。", "图书馆可以借书十日。", "逾期的，停借一个月。")
NEW = ("借书应当登记。", "读者应当爱护图书。", "图书馆应当借书十五日。", "逾期的，停借一个月。")


class Counting:
    """Makes the steps of a work and counts them."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self.made = 0
        self.said = ""

    def read(self) -> dict[Pair, LineageStep]:
        """The steps, kept or made."""
        work = self.repository.find("中华人民共和国示例贸易法")
        documents = [self.repository.load(version) for version in work.versions]

        def one(pair: Pair) -> LineageStep:
            self.made += 1
            return step_of(diff(documents[pair[0]], documents[pair[1]], typed=False))

        return self.repository.steps(
            work, pairwise(range(len(documents))), lambda _pair: self.said, one
        )


@pytest.fixture
def steps(repository: Repository) -> Counting:
    """A law of three versions, of which nothing is kept yet."""
    for date, texts in (("2001-01-01", OLD), ("2011-01-01", NEW), ("2021-01-01", NEW[1:])):
        store(repository, make(date=date, texts=texts))
    return Counting(repository)


def kept(steps: Counting) -> dict[str, bytes]:
    """The cached steps."""
    steps.repository._cache.close()
    return cached(steps.repository.root, "steps ")


def test_what_was_kept_is_what_was_made(steps):
    first = steps.read()

    assert steps.read() == first
    assert steps.made == 2
    assert {origin.kind for step in first.values() for origin in step.origins} >= {
        "added",
        "reworded",
        "unchanged",
    }


def test_a_version_in_between_makes_two_steps_anew(steps):
    steps.read()
    store(steps.repository, make(date="2015-01-01", texts=NEW[:3]))
    steps.read()

    assert steps.made == 4


def test_something_else_said_of_two_versions_makes_their_step_anew(steps):
    steps.read()
    steps.said = "[[link]]"
    steps.read()

    assert steps.made == 4


def test_any_damage_is_noticed(steps):
    first, good = steps.read(), kept(steps)
    assert spoil(steps.repository.root, "十五日".encode(), "十六日".encode())

    assert steps.read() == first
    assert steps.made > 2
    assert kept(steps) == good


def test_other_code_keeps_for_itself(steps, monkeypatch):
    steps.read()
    steps.repository._cache.close()
    monkeypatch.setattr(cache, "code_fingerprint", lambda: "0b")
    steps.read()
    steps.read()

    assert steps.made == 4


def test_code_without_a_name_keeps_nothing(steps, monkeypatch):
    steps.repository._cache.close()
    monkeypatch.setattr(cache, "code_fingerprint", lambda: None)

    assert steps.read() == steps.read()
    assert steps.made == 4
    monkeypatch.undo()
    assert kept(steps) == {}


def test_steps_are_kept_for_each_thing_that_was_said_while_the_texts_stand(steps):
    steps.read()
    steps.said = "a pin"
    steps.read()
    assert steps.made == 4

    for steps.said in ("", "a pin"):
        steps.read()
    assert steps.made == 4

    corrected = make(date="2011-01-01", texts=(*NEW[:3], "逾期的，停借两个月。"))
    store(steps.repository, corrected, correct=True)
    steps.read()
    assert steps.made == 6
    assert len(kept(steps)) == 2


def test_a_place_elsewhere_is_kept(repository: Repository):
    """A 款 that moved: its articles name its place."""
    moved = "借书证由本人保管，不得转借他人；遗失的，应当在五日内到图书馆挂失。"
    before = (
        "雨伞应当每周清洗一次，清洗的日期和次数由门卫当场记入登记簿。",
        "班长每月清点雨伞的数量，清点结果张贴在门厅的公告栏。",
        "伞架放在教学楼一层的门厅，放学后由值日生搬回储藏室并且上锁。",
    )
    after = (
        "本规则由校长公布，家长委员会备案。",
        "雨伞应当每周清洗一次，清洗的日期和次数由门卫当场记入登记簿。",
        "班长每月清点雨伞，发现破损的送修，修理费用从班费中列支并逐笔记录。",
        "伞架放在教学楼一层的门厅，放学后由值日生搬回储藏室并且上锁。",
    )
    store(repository, with_second(make(date="2001-01-01", texts=before), 0, moved))
    store(repository, with_second(make(date="2011-01-01", texts=after), 3, moved))
    steps = Counting(repository)
    first = steps.read()

    assert steps.read() == first
    assert steps.made == 1
    assert any(edit.elsewhere for origin in first[0, 1].origins for edit in origin.edits)


def test_a_doubt_is_kept(repository: Repository):
    """A pairing that shares little is a doubt."""
    washed = "雨伞应当每周清洗一次，清洗的日期和次数由门卫当场记入登记簿。"
    stand = "伞架放在教学楼一层的门厅，放学后由值日生搬回储藏室并且上锁。"
    before, after = ((washed, text, stand, *UNCHANGED) for text in DOUBTFUL_PAIR)
    store(repository, make(date="2001-01-01", texts=before))
    store(repository, make(date="2011-01-01", texts=("本规则由校长公布，家长委员会备案。", *after)))
    steps = Counting(repository)
    first = steps.read()

    assert steps.read() == first
    assert [one.eid for one in first[0, 1].origins if one.doubtful] == ["art_3"]


def with_second(document: Document, place: int, text: str) -> Document:
    """The document with a second 款 in one article."""
    second = Provision(eid="", level="paragraph", number="2", content=(Block(text=text),))
    body = list(document.body)
    body[place] = dataclasses.replace(body[place], content=(*body[place].content, second))
    return name_document(dataclasses.replace(document, body=tuple(body)))


def test_decisions_are_cached_for_each_work(repository: Repository):
    found = Decision(title="关于修改示例贸易法的决定", name="决定@2010-12-01", date="2010-12-01")
    made: list[Decision | None] = []
    for title, decision in (("中华人民共和国示例贸易法", found), ("另一个法", None)):
        for date, texts in (("2001-01-01", OLD), ("2011-01-01", NEW)):
            store(repository, make(title, date=date, texts=texts))
        for _ in range(2):

            def make_once(decision: Decision | None = decision) -> Decision | None:
                made.append(decision)
                return decision

            versions = repository.find(title).versions
            assert repository.decided(versions, make_once) == decision

    assert made == [found, None]
    repository._cache.close()
    assert len(cached(repository.root, "decided ")) == 2
