"""Works that took the place of others: what texts say, what a person says, and what contradicts
itself.
"""

from __future__ import annotations

import pytest
from making import git, make, store

from policydiff.store.records.succession import CircularError, predecessors, successors
from policydiff.store.repository import Repository

ENDS = (
    "为了规范示例活动，制定本法。",
    "本法自公布之日起施行，《中华人民共和国示例法（试行）》同时废止。",
)


@pytest.fixture
def laws(repository: Repository) -> Repository:
    """A law on trial, the law that puts it out of force, and one that says nothing."""
    store(repository, make("中华人民共和国示例法（试行）", "1982-03-08"), "a.txt")
    store(repository, make("中华人民共和国示例法", "1991-04-09", ENDS), "b.txt")
    store(repository, make("中华人民共和国旧例法", "1954-09-20"), "c.txt")
    return repository


def before(repository: Repository, name: str) -> list[str]:
    return [work.title for work in predecessors(repository.catalogue(), repository.find(name))]


def after(repository: Repository, name: str) -> list[str]:
    return [work.title for work in successors(repository.catalogue(), repository.find(name))]


def test_a_text_says_what_it_replaces_in_whatever_order_the_two_come(repository: Repository):
    store(repository, make("中华人民共和国示例法", "1991-04-09", ENDS), "b.txt")
    assert before(repository, "示例法") == []

    store(repository, make("中华人民共和国示例法（试行）", "1982-03-08"), "a.txt")

    assert before(repository, "示例法") == ["中华人民共和国示例法（试行）"]
    assert after(repository, "示例法（试行）") == ["中华人民共和国示例法"]
    assert Repository.open(repository.root).find("示例法").repeals == (
        "中华人民共和国示例法（试行）",
    )


def test_a_person_says_it_and_takes_it_back(laws: Repository):
    one, two = laws.find("示例法（试行）"), laws.find("旧例法")

    assert len(laws.write_replaces(one, two).commits) == 1
    assert laws.write_replaces(one, two).commits == ()
    assert (before(laws, "示例法（试行）"), after(laws, "旧例法")) == (
        ["中华人民共和国旧例法"],
        ["中华人民共和国示例法（试行）"],
    )
    assert (
        git(laws.root, "log", "-1", "--format=%s").strip()
        == "Say that 示例法（试行） replaces 旧例法"
    )
    assert laws.fsck() == ()

    laws.write_replaces(one, two, forget=True)
    assert before(laws, "示例法（试行）") == []
    laws.write_replaces(laws.find("示例法"), one, forget=True)
    assert before(laws, "示例法") == []


def test_no_work_replaces_itself_by_whatever_way(laws: Repository):
    old, new = laws.find("示例法（试行）"), laws.find("示例法")

    for one, two in ((new, new), (old, new)):
        with pytest.raises(CircularError, match="cannot replace"):
            laws.write_replaces(one, two)


def test_decisions_drafts_and_a_works_own_title_say_nothing(repository: Repository):
    store(repository, make("中华人民共和国示例法（试行）", "1982-03-08"), "a.txt")
    store(repository, make("关于修改示例法的决定", "1990-01-01", ENDS, kind="decision"), "b.txt")
    store(repository, make("中华人民共和国示例法", "1989-01-01", ENDS, stage="征求意见稿"), "c.txt")
    store(
        repository,
        make(
            "示例办法",
            "2000-01-01",
            ("本办法自公布之日起施行，1990年公布的《示例办法》同时废止。",),
        ),
        "d.txt",
    )

    assert after(repository, "示例法（试行）") == []
    assert repository.find("示例办法").repeals == ()


def test_fsck_tells_of_what_is_not_stored_and_of_circles(laws: Repository):
    path = laws.root / laws.find("示例法（试行）").folder / "work.toml"
    uri = laws.find("示例法").uri
    path.write_text(
        path.read_text(encoding="utf-8")
        + f'replaces = ["/akn/cn/act/law/1900-01-01/none", "{uri}"]\n',
        encoding="utf-8",
    )
    text = path.read_text(encoding="utf-8").split("\n")
    line = text.pop(next(place for place, one in enumerate(text) if one.startswith("replaces")))
    path.write_text("\n".join([line, *text]), encoding="utf-8")
    git(laws.root, "commit", "-qam", "edit")

    faults = [(fault.code, fault.message) for fault in laws.fsck()]

    assert faults == [
        ("replaces", "says that it replaces /akn/cn/act/law/1900-01-01/none, which is not stored"),
        ("replaces", f"says that it replaces {uri}, which replaces it in turn"),
    ]
