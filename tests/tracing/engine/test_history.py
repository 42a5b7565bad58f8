"""One clause through its versions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from json_schemas import validator
from plain_texts import DOUBTFUL_PAIR, UNCHANGED
from versions import DESTROY, END, FRUIT, PRUNE, TEST, THREE, WATER, traced, version

import policydiff
from policydiff.comparing.engine.compare import diff
from policydiff.tracing.engine.history import changing_steps, follow_clause

DOCUMENTS, LINEAGE = traced(*THREE)


def kinds(version: int, eid: str) -> list[list[tuple[str, str]]]:
    history = follow_clause(DOCUMENTS, LINEAGE, version, eid, eid)
    return [[(clause.eid, clause.kind) for clause in moment.clauses] for moment in history.moments]


def test_a_clause_that_was_renumbered_and_reworded():
    history = follow_clause(DOCUMENTS, LINEAGE, 2, "art_2", "第二条")
    second = history.moments[1].clauses[0]

    assert kinds(2, "art_2") == [
        [("art_1", "first")],
        [("art_2", "reworded")],
        [("art_2", "unchanged")],
    ]
    assert second.renumbered
    assert "".join(edit.text for edit in second.edits if edit.op != "insert") == PRUNE
    assert [(edit.op, edit.text) for edit in second.edits if edit.op != "equal"] == [
        ("delete", "冬季"),
        ("insert", "春季"),
    ]


def test_a_clause_that_moved():
    moved = follow_clause(DOCUMENTS, LINEAGE, 0, "art_2", "第二条").moments[1].clauses[0]

    assert (moved.eid, moved.kind, moved.moved) == ("art_4", "unchanged", True)


def test_a_clause_that_was_split_goes_on_in_both_parts():
    assert kinds(0, "art_3")[2] == [("art_3", "split"), ("art_4", "split")]


def test_a_part_of_a_split_names_the_other():
    history = follow_clause(DOCUMENTS, LINEAGE, 2, "art_4", "第四条")

    assert [clause.beside for clause in history.moments[2].clauses] == [("art_3",)]
    assert kinds(2, "art_4")[0] == [("art_3", "first")]


def test_a_clause_that_came_later_is_absent_before():
    history = follow_clause(DOCUMENTS, LINEAGE, 2, "art_1", "第一条")

    assert [moment.presence for moment in history.moments] == ["absent", "present", "present"]
    assert kinds(2, "art_1")[1] == [("art_1", "added")]


def test_a_clause_that_ended_is_removed_once():
    documents, lineage = traced(THREE[1], THREE[0], THREE[0])

    history = follow_clause(documents, lineage, 0, "art_1", "第一条")

    assert [moment.presence for moment in history.moments] == ["present", "removed", "absent"]


def test_the_history_of_every_provision_of_the_newest_version_ends_in_it():
    for provision in DOCUMENTS[-1].provisions:
        history = follow_clause(DOCUMENTS, LINEAGE, 2, provision.eid, provision.eid)
        assert [clause.eid for clause in history.moments[-1].clauses] == [provision.eid]


def test_what_is_not_there_has_no_history():
    with pytest.raises(KeyError):
        follow_clause(DOCUMENTS, LINEAGE, 0, "art_9", "第九条")


def test_json_follows_its_schema():
    validator("history").validate(follow_clause(DOCUMENTS, LINEAGE, 2, "art_4", "第四条").to_dict())


TEXTS = st.lists(
    st.sampled_from(
        (PRUNE, PRUNE.replace("冬季", "春季"), WATER, FRUIT, TEST, DESTROY, f"{WATER}\n{TEST}", END)
    ),
    min_size=1,
    max_size=4,
    unique=True,
)


@settings(max_examples=15, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_laws_of_every_history(texts):
    documents, lineage = traced(
        *(version(f"20{10 + place}-01-01", *lines) for place, lines in enumerate(texts))
    )
    reached = {
        (place, node.eid): follow_clause(documents, lineage, place, node.eid, "")
        for place, document in enumerate(documents)
        for node in document.provisions
    }
    texts_of = [{node.eid: node.text for node in document.provisions} for document in documents]

    for (place, eid), history in reached.items():
        clauses = [[clause.eid for clause in moment.clauses] for moment in history.moments]
        assert clauses[place] == [eid]
        assert all(len(set(there)) == len(there) for there in clauses)
        for other, moment in enumerate(history.moments):
            for clause in moment.clauses:
                assert eid in [one.eid for one in reached[other, clause.eid].moments[place].clauses]
                assert clause.text == texts_of[other][clause.eid]
                check_sides(lineage, texts_of, other, clause)


def check_sides(lineage, texts_of, place, clause):
    """A split and a join stand on both sides of their step, and the edits lead from the one to the
    other.
    """
    if not place:
        assert (clause.kind, clause.left, clause.beside) == ("first", (), ())
        return
    onward = lineage.steps[place - 1].onward()
    assert {eid for left in clause.left for eid in onward[left]} == {clause.eid, *clause.beside} - (
        set() if clause.left else {clause.eid}
    )
    assert (clause.kind == "added") == (not clause.left)
    if clause.edits:
        assert "".join(edit.text for edit in clause.edits if edit.op != "delete") == clause.text
        before = "\n".join(texts_of[place - 1][left] for left in clause.left)
        assert "".join(edit.text for edit in clause.edits if edit.op != "insert") == before


def test_a_doubtful_pairing_is_told_where_diff_tells_it():
    before, after = DOUBTFUL_PAIR
    old = version("2018-03-01", PRUNE, before, WATER, *UNCHANGED, END)
    new = version("2021-05-01", "果园实行分级管理。", PRUNE, after, WATER, *UNCHANGED, END)
    documents, lineage = traced(old, new)
    doubts = {
        eid: follow_clause(documents, lineage, 1, eid, eid).moments[1].clauses[0].doubtful
        for eid in ("art_2", "art_3")
    }
    comparison = diff(old, new)

    assert doubts == {"art_2": False, "art_3": True}
    assert [
        match.right[0].eid
        for match in comparison.matches
        if match.doubtful and match.right[0].level == "article"
    ] == ["art_3"]


def test_a_clause_of_which_only_a_citation_changed():
    lines = [
        "果树应当在冬季修剪。",
        "果园用水由水利站调配。",
        "违反第一条规定的，由监督站予以警告。",
    ]
    texts = (lines, ["果园实行分级管理。", *lines[:2], lines[2].replace("第一条", "第二条")])
    documents, lineage = traced(
        *(policydiff.load(printed(text).encode(), name="果园办法.txt") for text in texts)
    )
    clause = follow_clause(documents, lineage, 1, "art_4", "第四条").moments[1].clauses[0]

    assert clause.references_only
    assert (
        not follow_clause(documents, lineage, 1, "art_2", "第二条")
        .moments[1]
        .clauses[0]
        .references_only
    )


def printed(texts: list[str]) -> str:
    return "\n".join(
        [
            "云溪市果园办法",
            *(f"第{'一二三四'[place]}条　{text}" for place, text in enumerate(texts)),
        ]
    )


def changing(left: str, right: str, *, first: int = 0) -> tuple[int, ...]:
    """The places of the steps that changed a part, by its eIds in an early version and the last."""
    part = frozenset(left.split()), frozenset(right.split())
    ((*found,),) = changing_steps(LINEAGE.steps[first:], [part])
    return tuple(place for place, _ in found)


def test_the_steps_that_changed_a_part_are_named():
    assert changing("art_1", "art_2") == (0,)
    assert changing("art_2", "art_5") == (0, 1)
    assert changing("art_2", "art_2", first=1) == ()
    assert changing("art_3", "art_3 art_4")[-1] == 1


def test_no_step_is_named_where_the_steps_lead_elsewhere():
    assert changing("art_2", "art_2") == ()
    assert changing("", "art_2") == ()
    assert changing("art_1", "art_99") == ()
    assert changing("art_1", "") == ()


def test_the_step_that_brought_or_ended_a_part_is_named():
    _, shorter = traced(
        *THREE[:1], *(version(day, PRUNE, WATER, END) for day in ("2020-01-01", "2021-01-01"))
    )
    gone = frozenset(("art_3",)), frozenset[str]()

    assert changing("", "art_1") == (0,)
    assert list(changing_steps(shorter.steps, [gone])) == [((0, ()),)]
