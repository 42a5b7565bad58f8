"""One decision on every work that it names. All texts are invented."""

from __future__ import annotations

import zlib

import pytest
from decided_works import (
    ARTICLES,
    BRIDGES,
    CHANGE,
    FERRIES,
    LAST,
    MANY,
    STEPS,
    WELLS,
    amended,
    decision,
    many,
    ordinance,
    store_texts,
)
from ready_repositories import new_repository

from policydiff.amending.actions.consolidate_all import NoWorkNamedError, consolidate_all
from policydiff.errors import NotFoundError
from policydiff.reading.load import load
from policydiff.works.session import Session


@pytest.fixture
def library(tmp_path):
    """Makes a repository of texts, and gives its folder."""

    def make(*texts: str):
        store_texts(new_repository(tmp_path / "laws"), texts)
        return Session(repository=tmp_path / "laws")

    return make


ALL = tuple(ordinance(name, *ARTICLES) for name in (BRIDGES, FERRIES, WELLS, "甲省磨坊条例"))


def kinds(found) -> dict[str, str]:
    return {one.name: one.kind for one in found.works.works}


def test_each_work_has_its_outcome(library):
    session = library(*ALL, amended(FERRIES, "桥由镇里修。", *ARTICLES[1:]), many())
    found = consolidate_all(MANY, session)

    assert kinds(found) == {
        BRIDGES: "stored",
        FERRIES: "equal",
        WELLS: "failed",
        "甲省驿站条例": "not stored",
        "甲省磨坊条例": "ended",
    }
    assert [one.left for one in found.works.works] == [False, False, True, True, False]
    assert [(one.name, one.new) for one in found.filled] == [(f"{BRIDGES}@2020-01-01", True)]
    assert not found.works.complete
    store = session.store()
    kept = store.load(store.version(store.find(BRIDGES), "2020-01-01"))
    assert kept.computed is not None
    assert [article.text for article in kept.articles[:2]] == ["桥由镇里修。", "路由县里修。"]
    assert store.find(WELLS).version_of("2020-01-01") is None
    assert "item 三" in found.works.works[2].remarks[0]
    assert "城里" in found.works.works[2].remarks[0]
    assert store.fsck() == ()


def test_what_was_done_stays_as_it_is(library):
    session = library(*ALL, many(wells=CHANGE))
    first = consolidate_all(MANY, session)
    tip = session.store().tip
    again = consolidate_all(MANY, session)

    assert set(kinds(first).values()) == {"stored", "not stored", "ended"}
    assert kinds(again)[BRIDGES] == kinds(again)[WELLS] == "stored already"
    assert session.store().tip == tip
    assert not any(one.new for one in again.filled)


def test_nothing_is_stored_where_nothing_is_to_be(library, tmp_path):
    session = library(*ALL, many())
    tip = session.store().tip
    (tmp_path / "decision.txt").write_text(many(), encoding="utf-8")
    dry = consolidate_all(MANY, session, is_stored=False)
    file = consolidate_all(str(tmp_path / "decision.txt"), session)

    assert kinds(dry)[BRIDGES] == kinds(file)[BRIDGES] == "carried out"
    assert (dry.works.note, "is a file" in (file.works.note or "")) == (None, True)
    assert session.store().tip == tip
    assert not dry.works.works[0].left


@pytest.mark.parametrize(("count", "agrees"), [("四", True), ("五", False)])
def test_the_declared_number_is_compared(library, count, agrees):
    title = MANY.replace("四部", f"{count}部")
    session = library(*ALL, many(count, wells=CHANGE))
    found = consolidate_all(title, session)

    assert [(one.found, one.agrees) for one in found.works.declared] == [(4, agrees)]
    assert kinds(found)[BRIDGES] == ("stored" if agrees else "carried out")
    assert found.works.works[0].left is not agrees
    assert bool(found.works.works[0].remarks) is not agrees
    assert kinds(found)["甲省磨坊条例"] == "ended"


def test_a_wrong_number_leaves_the_comparison(library):
    session = library(*ALL, amended(FERRIES, *ARTICLES), many("五"))

    found = consolidate_all(MANY.replace("四部", "五部"), session)

    assert kinds(found)[FERRIES] == "differs"
    (difference,) = found.works.works[1].verification.differences
    assert (difference.num, difference.instruction) == ("第一条", "二")


def test_the_text_republished_later_takes_the_place(library):
    session = library(*ALL, many(wells=CHANGE))
    consolidate_all(MANY, session)
    store = session.store()
    texts = (
        amended(BRIDGES, "桥由镇里修。", "路由县里修。", ARTICLES[2]),
        amended(WELLS, "桥由城里修。", *ARTICLES[1:]),
    )
    found = [store.add(load(text.encode(), name="x.txt"), text.encode(), "x.txt") for text in texts]

    assert [one.status for one in found] == ["published", "published"]
    assert found[0].verification.equal_but_noise
    (difference,) = found[1].verification.differences
    assert (difference.num, difference.instruction) == ("第一条", "三")
    outcomes = kinds(consolidate_all(MANY, session))
    assert (outcomes[BRIDGES], outcomes[WELLS]) == ("equal", "differs")


def test_earlier_decisions_come_first(library):
    session = library(ordinance(BRIDGES, *ARTICLES), *STEPS)
    name = f"{STEPS[2].splitlines()[0]}@2019-01-01"
    dry = consolidate_all(name, session, is_stored=False)
    found = consolidate_all(name, session)
    (one,) = found.works.works

    assert len(dry.works.works[0].remarks) == 2
    assert one.kind == "stored"
    assert one.filled == (f"{BRIDGES}@2017-01-01", f"{BRIDGES}@2018-01-01")
    assert (one.base, one.version) == (f"{BRIDGES}@2018-01-01", f"{BRIDGES}@2019-01-01")
    assert session.store().fsck() == ()


def test_an_earlier_decision_that_fails_is_named(library):
    broken = STEPS[1].replace("乡里", "城里")
    session = library(ordinance(BRIDGES, *ARTICLES), STEPS[0], broken, STEPS[2])
    (one,) = consolidate_all(f"{STEPS[2].splitlines()[0]}@2019-01-01", session).works.works

    assert (one.kind, one.filled) == ("failed", (f"{BRIDGES}@2017-01-01",))
    assert "an earlier decision comes first" in one.remarks[0]
    assert session.store().find(BRIDGES).version_of("2019-01-01") is None


def test_a_text_that_is_missing_is_named(library):
    later = ordinance(BRIDGES, *LAST, amended="2021年1月1日")
    session = library(later, STEPS[3])
    (one,) = consolidate_all(STEPS[3].splitlines()[0], session).works.works

    assert (one.kind, one.left) == ("no version", True)


def test_several_works_of_a_name_are_named(library):
    session = library(STEPS[3])
    for kind in ("local-regulation", "local-rule"):
        text = ordinance(BRIDGES, *ARTICLES).encode()
        session.store().add(load(text, name="x.txt", kind=kind), text, "x.txt", slug=kind)
    (one,) = consolidate_all(STEPS[3].splitlines()[0], session).works.works

    assert (one.kind, one.left, one.uri) == ("several", True, None)
    assert "local-rule" in one.remarks[0]


def test_a_damaged_text_hinders_no_other_work(library):
    session = library(*ALL, many(wells=CHANGE))
    blob = session.store().find(BRIDGES).versions[0].blob
    place = session.repository / ".git" / "objects" / blob[:2] / blob[2:]
    place.chmod(0o644)
    place.write_bytes(zlib.compress(b"blob 4\0evil"))
    found = kinds(consolidate_all(MANY, Session(repository=session.repository)))

    assert (found[BRIDGES], found[WELLS]) == ("damaged", "stored")


def test_a_text_that_names_no_work_is_refused(library):
    session = library(ordinance(BRIDGES, *ARTICLES))

    with pytest.raises(NoWorkNamedError, match="names no work") as refused:
        consolidate_all(BRIDGES, session)
    assert refused.value.exit_code == 3
    with pytest.raises(NotFoundError):
        consolidate_all(MANY, session)


def test_two_decisions_of_one_day_are_not_told_apart(library):
    other = decision(
        f"《{BRIDGES}》《{FERRIES}》",
        "2020年1月1日",
        f"一、将《{BRIDGES}》第一条中的“村里”修改为“镇里”。",
    )
    session = library(ordinance(BRIDGES, *ARTICLES), other, STEPS[3].replace("镇里", "村里"))
    found = consolidate_all(STEPS[3].splitlines()[0], session)

    assert kinds(found) == {BRIDGES: "failed"}
    assert "on the same day" in found.works.works[0].remarks[0]
