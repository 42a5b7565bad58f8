"""remove: what hangs on a version is named, what stays keeps its lasting names, nothing that is
needed goes. All texts are invented.
"""

from __future__ import annotations

import subprocess
from itertools import permutations
from pathlib import Path

import pytest
from bridges import DECISION, NEW, OLD
from lanes import some
from ready_repositories import new_repository

import policydiff
from policydiff.library.actions.export import with_lasting_names
from policydiff.library.actions.remove import NoStoredVersionError, remove
from policydiff.relating.engine.relation import Judgement
from policydiff.relating.engine.review.judged_texts import DocumentTexts, mark
from policydiff.relating.engine.review.reviews import Review, ReviewEntry
from policydiff.store.changes.removing import ChangedMeanwhileError, DependentsError, Removal
from policydiff.store.records.pins import StoredPin
from policydiff.store.records.relations import PlannedReview, pair_of
from policydiff.store.repository import Repository
from policydiff.tracing.actions.history import trace
from policydiff.works.resolve import resolve
from policydiff.works.session import Session

NAME = "乙省桥梁条例"
DECISION_NAME = "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定"

PARTS = {
    "目的": "为了管理桥梁，保障通行，制定本条例。",
    "养护": "桥梁由所在地的村民委员会负责养护，所需费用由乡镇人民政府承担。",
    "限制": "车辆超过限重或者夜间没有灯光的，一律不得上桥行驶。",
    "检查": "桥梁管理机构应当每年检查一次，结果向社会公布。",
    "罚款": "违反前款规定的，由交通主管部门处五百元以上一千元以下罚款。",
    "验收": "新建大桥通车前须经专家验收，验收不合格的不得通车。",
}
VERSIONS = {
    "2009-11-20": ("目的", "养护", "限制"),
    "2014-03-05": ("目的", "检查", "养护", "限制"),
    "2019-11-25": ("检查", "罚款", "限制", "目的"),
}


def text_of(date: str, parts: tuple[str, ...], title: str = NAME) -> str:
    year, month, day = map(int, date.split("-"))
    numbers = "一二三四五六七"
    articles = "".join(
        f"第{numbers[place]}条　{PARTS[part]}\n\n" for place, part in enumerate(parts)
    )
    return f"{title}\n\n（{year}年{month}月{day}日乙省第一届人民代表大会常务委员会第二次会议通过）\n\n{articles}"


def add(repository: Repository, text: str, **choices):
    document = policydiff.load(text.encode(), name="text.txt")
    return repository.add(document, text.encode(), "text.txt", **choices)


def names(repository: Repository, title: str = NAME) -> dict[str, dict[str, str]]:
    lineage = trace(title, Session(repository=repository.root)).lineage
    return {
        version: dict(wids) for version, wids in zip(lineage.versions, lineage.wids, strict=True)
    }


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return new_repository(tmp_path / "laws")


@pytest.mark.parametrize(
    "order",
    some(list(permutations(VERSIONS)), 4),
    ids=lambda order: "-".join(date[2:4] for date in order),
)
@pytest.mark.parametrize("gone", VERSIONS)
def test_what_stays_keeps_its_lasting_names(repository, order, gone):
    for date in order:
        add(repository, text_of(date, VERSIONS[date]))
    before = names(repository)

    remove(f"{NAME}@{gone}", Session(repository=repository.root))

    after = names(repository)
    assert after == {date: wids for date, wids in before.items() if date != gone}
    assert repository.fsck() == ()

    add(repository, text_of("2022-02-02", ("验收", "检查", "目的")))
    late = names(repository)
    assert {date: late[date] for date in after} == after
    carried = before["2019-11-25" if gone != "2019-11-25" else "2014-03-05"]
    kept = next(
        name
        for eid, name in carried.items()
        if eid == ("art_1" if gone != "2019-11-25" else "art_2")
    )
    assert late["2022-02-02"]["art_2"] == kept  # 检查 goes on to be called as it was
    assert all(len(set(wids.values())) == len(wids) for wids in late.values())


def test_a_version_that_comes_again_brings_names_that_were_never_given(repository):
    for date, parts in VERSIONS.items():
        add(repository, text_of(date, parts))
    before = {name for wids in names(repository).values() for name in wids.values()}
    remove(f"{NAME}@2014-03-05", Session(repository=repository.root))
    stayed = names(repository)

    add(repository, text_of("2014-03-05", ("目的", "验收", "限制")))

    after = names(repository)
    assert {date: after[date] for date in stayed} == stayed
    assert after["2014-03-05"]["art_2"] not in before
    assert repository.fsck() == ()


def test_a_removal_is_one_commit_that_tells_its_reason(repository):
    add(repository, text_of("2009-11-20", VERSIONS["2009-11-20"]))
    added = add(repository, text_of("2014-03-05", VERSIONS["2014-03-05"]))

    message, written = remove(
        f"{NAME}@2014-03-05",
        Session(repository=repository.root),
        reason="a draft\nWork: /akn/forged",
    )

    assert len(written.commits) == 1
    assert message.split("\n") == [
        "Remove 乙省桥梁条例 2014-03-05",
        "",
        f"Work: {added.work.uri}",
        "Version: 2014-03-05",
        "Reason: a draft Work: /akn/forged",
        "",
    ]
    assert [version.date for version in repository.find(NAME).versions] == ["2009-11-20"]
    assert len(list(repository.root.glob("sources/*/*"))) == 1


def test_the_last_version_is_the_work(repository):
    add(repository, text_of("2009-11-20", VERSIONS["2009-11-20"]))

    remove(f"{NAME}@2009-11-20", Session(repository=repository.root))

    assert repository.works() == ()
    assert repository.fsck() == ()
    assert add(repository, text_of("2009-11-20", VERSIONS["2009-11-20"])).new_work


def test_a_source_stays_while_another_work_needs_it(repository):
    texts = [text_of("2009-11-20", VERSIONS["2009-11-20"], one) for one in (NAME, "乙省渡口条例")]
    for text in texts:
        document = policydiff.load(text.encode(), name="text.txt")
        repository.add(document, "\n".join(texts).encode(), "page.txt")

    remove(NAME, Session(repository=repository.root))

    assert [work.title for work in repository.works()] == ["乙省渡口条例"]
    assert repository.fsck() == ()


def test_a_title_that_no_version_bears_any_more_names_the_work_no_longer(repository):
    add(repository, text_of("2009-11-20", VERSIONS["2009-11-20"]))
    add(repository, text_of("2014-03-05", VERSIONS["2014-03-05"], "乙省公路条例"), work=NAME)

    remove("乙省公路条例@2014-03-05", Session(repository=repository.root))

    work = repository.find(NAME)
    assert (work.title, work.other_titles, work.titled) == (NAME, (), ())
    assert add(repository, text_of("2014-03-05", VERSIONS["2014-03-05"], "乙省公路条例")).new_work


def refused(repository: Repository, operand: str) -> str:
    tip = repository.log()[0].commit
    with pytest.raises(DependentsError) as error:
        remove(operand, Session(repository=repository.root))
    assert error.value.exit_code == 2
    assert repository.log()[0].commit == tip
    return str(error.value)


def test_a_witness_is_named(repository):
    text = text_of("2009-11-20", VERSIONS["2009-11-20"])
    add(repository, text)
    document = policydiff.load(text.encode(), name="text.txt")
    repository.add(document, b"as printed", "gazette.txt")

    assert "the witness gazette.txt of 2009-11-20" in refused(repository, NAME)

    message, _ = remove(NAME, Session(repository=repository.root), with_dependents=True)
    assert "- the witness gazette.txt of 2009-11-20\n" in message
    assert repository.fsck() == ()


def test_a_pin_is_named_and_goes_with_its_version_alone(repository):
    for date, parts in VERSIONS.items():
        add(repository, text_of(date, parts))
    work = repository.find(NAME)
    stays = StoredPin(left=("2009-11-20", "art_1"), right=("2014-03-05", "art_1"))
    goes = StoredPin(left=("2014-03-05", "art_2"), right=("2019-11-25", "art_1"), apart=True)
    repository.write_pins(work, stays)
    repository.write_pins(work, goes)

    said = refused(repository, f"{NAME}@2019-11-25")
    assert "the break of 2014-03-05#art_2 and 2019-11-25#art_1" in said
    assert "2009-11-20#art_1" not in said
    before = names(repository)
    remove(f"{NAME}@2019-11-25", Session(repository=repository.root), with_dependents=True)

    assert repository.pins(work) == (stays,)
    assert names(repository) == {date: before[date] for date in ("2009-11-20", "2014-03-05")}
    assert repository.fsck() == ()


def test_a_decision_is_named_from_both_sides_and_stays(repository):
    for text in (OLD, NEW, DECISION):
        add(repository, text)

    for date in ("2009-11-20", "2019-11-25"):
        assert "led from 2009-11-20 to 2019-11-25" in refused(repository, f"{NAME}@{date}")
    assert f"it led to {NAME}@2019-11-25" in refused(repository, DECISION_NAME)

    remove(f"{NAME}@2009-11-20", Session(repository=repository.root), with_dependents=True)
    assert [len(work.versions) for work in repository.works()] == [1, 1]
    remove(DECISION_NAME, Session(repository=repository.root))
    assert [work.title for work in repository.works()] == [NAME]
    assert repository.fsck() == ()


def judge(repository: Repository, left: str, right: str, date: str) -> None:
    """The reviewer li confirms the last articles of a version of one work and of the newest of
    another.
    """
    works = repository.find(left), repository.find(right)
    documents = (
        repository.load(repository.version(works[0], date)),
        repository.load(repository.version(works[1])),
    )
    marks = [mark(document, document.articles[-1]) for document in documents]
    said = ReviewEntry(
        left=marks[0], right=marks[1], judgement=Judgement(reviewer="li", status="confirmed")
    )

    def about(one: ReviewEntry) -> tuple[str | None, ...]:
        return one.left.eid, one.left.text, one.right.eid, one.right.text

    def change(review: Review) -> Review:
        others = tuple(one for one in review.entries if about(one) != about(said))
        return Review(left=review.left, right=review.right, entries=(*others, said))

    texts = DocumentTexts.of(documents[0]), DocumentTexts.of(documents[1])
    repository.write_review(
        PlannedReview(
            left=works[0], right=works[1], changes={"li": change}, texts=texts, summary="judged"
        )
    )


def test_a_judgement_goes_with_the_text_that_was_judged(repository):
    for date in ("2009-11-20", "2014-03-05"):
        add(repository, text_of(date, VERSIONS[date]))
    add(repository, text_of("2020-01-01", ("验收", "检查"), "乙省渡口条例"))
    for date in ("2009-11-20", "2014-03-05"):
        judge(repository, NAME, "乙省渡口条例", date)

    assert "judgements of its links in relations/" in refused(repository, f"{NAME}@2014-03-05")
    assert "/li.toml: 2" in refused(repository, NAME)
    assert "/li.toml: 2" in refused(repository, "乙省渡口条例")
    remove(f"{NAME}@2014-03-05", Session(repository=repository.root), with_dependents=True)

    left, right = repository.find(NAME), repository.find("乙省渡口条例")
    assert [
        entry.left.version for entry in repository.reviews(left, [right])[right.uri].entries
    ] == ["2009-11-20"]
    assert repository.fsck() == ()
    remove(NAME, Session(repository=repository.root), with_dependents=True)
    assert repository.fsck() == ()
    assert not list(repository.root.glob("relations/*/*"))


def test_a_review_in_which_nothing_is_said_any_more_is_no_dependent(repository):
    add(repository, text_of("2009-11-20", VERSIONS["2009-11-20"]))
    add(repository, text_of("2020-01-01", ("验收", "检查"), "乙省渡口条例"))
    works = repository.find(NAME), repository.find("乙省渡口条例")

    assert pair_of(*works).entries == ()
    remove(NAME, Session(repository=repository.root))
    assert repository.fsck() == ()


def test_that_a_work_replaces_another_is_named(repository):
    add(repository, text_of("2009-11-20", VERSIONS["2009-11-20"]))
    add(repository, text_of("2020-01-01", ("验收", "检查"), "乙省渡口条例"))
    repository.write_replaces(repository.find("乙省渡口条例"), repository.find(NAME))

    assert "the link that 乙省渡口条例 replaces it" in refused(repository, NAME)
    assert f"the link that it replaces {NAME}" in refused(repository, "乙省渡口条例")

    remove(NAME, Session(repository=repository.root), with_dependents=True)
    assert repository.find("乙省渡口条例").replaces == ()
    assert repository.fsck() == ()


def test_what_another_process_changed_meanwhile_is_not_removed(repository):
    add(repository, text_of("2009-11-20", VERSIONS["2009-11-20"]))
    seen = repository.find(NAME)
    add(repository, text_of("2014-03-05", VERSIONS["2014-03-05"]))

    with pytest.raises(ChangedMeanwhileError) as error:
        repository.remove(Removal(work=seen))

    assert error.value.exit_code == 75
    assert len(repository.find(NAME).versions) == 2


@pytest.mark.parametrize(
    "operand", [f"{NAME}@@2020-01-01", f"{NAME}#第一条", f"{NAME}@2009-11-20#第一条"]
)
def test_a_day_or_a_clause_cannot_be_removed(repository, operand):
    add(repository, text_of("2009-11-20", VERSIONS["2009-11-20"]))

    with pytest.raises(NoStoredVersionError):
        remove(operand, Session(repository=repository.root))


def test_undo_takes_a_removal_back(repository):
    for date, parts in VERSIONS.items():
        add(repository, text_of(date, parts))
    before = names(repository)
    remove(f"{NAME}@2009-11-20", Session(repository=repository.root))

    repository.undo()

    assert names(repository) == before
    assert repository.fsck() == ()
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=repository.root, check=True, capture_output=True
    )
    assert status.stdout == b""


def test_an_export_names_the_version_that_came_first_though_it_is_gone(repository):
    for date, parts in VERSIONS.items():
        add(repository, text_of(date, parts))
    remove(f"{NAME}@2009-11-20", Session(repository=repository.root))

    resolved = resolve(f"{NAME}@2014-03-05", Session(repository=repository.root))
    _, told = with_lasting_names(resolved, Session(repository=repository.root))

    assert told is not None
    assert told.master is not None
    assert told.master.endswith("/zho@2009-11-20")


def test_a_corrected_text_keeps_the_names_of_the_parts_that_read_as_before(repository):
    for date, parts in VERSIONS.items():
        add(repository, text_of(date, parts))
    remove(f"{NAME}@2009-11-20", Session(repository=repository.root))
    before = names(repository)

    add(repository, text_of("2014-03-05", ("目的", "检查", "验收", "限制")), correct=True)

    after = names(repository)
    assert after["2019-11-25"] == before["2019-11-25"]
    for eid in ("art_1", "art_2", "art_4"):
        assert after["2014-03-05"][eid] == before["2014-03-05"][eid]
    assert after["2014-03-05"]["art_3"] not in before["2014-03-05"].values()
    assert repository.fsck() == ()


def test_kept_names_follow_a_version_whose_date_turns_up(repository):
    undated = text_of("2014-03-05", VERSIONS["2014-03-05"]).replace("2014年3月5日", "")
    dated = policydiff.load(undated.encode(), name="text.txt", promulgated="2014-03-05")
    add(repository, text_of("2009-11-20", VERSIONS["2009-11-20"]))
    add(repository, undated)
    remove(f"{NAME}@2009-11-20", Session(repository=repository.root))
    before = names(repository)["undated"]

    assert repository.add(dated, b"another", "dated.txt").status == "dated"

    assert names(repository) == {"2014-03-05": before}
    assert repository.fsck() == ()
