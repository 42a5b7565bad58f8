"""The rows of a comparison as data, and as a table for a notebook."""

from __future__ import annotations

import json

from running_cli import NEW, OLD

import policydiff


def load(text: str):
    return policydiff.load(text.encode(), name="a.txt")


def test_each_part_of_both_texts_has_a_row_with_its_text(sample):
    rows = policydiff.rows(sample)

    for side, document in (("left", sample.left), ("right", sample.right)):
        found = {row[f"{side}_eid"]: row[f"{side}_text"] for row in rows}
        assert {node.eid for node in document.articles} <= set(found)
        assert all(found[node.eid] == node.text for node in document.articles)
    split = [row for row in rows if row["kind"] == "split"]
    assert [(row["left_eid"], row["right_eid"]) for row in split] == [
        ("art_5", "art_6"),
        ("art_5", "art_7"),
    ]
    added = next(row for row in rows if row["kind"] == "added")
    assert (added["left_eid"], added["left_text"], added["left_number"]) == (None, None, None)


def test_the_command_writes_the_same_rows(run, texts):
    done = run("diff", texts / "old.txt", texts / "new.txt", "--format", "jsonl", "-q")

    assert [json.loads(line) for line in done.out.splitlines()] == list(
        policydiff.rows(policydiff.diff(load(OLD), load(NEW)))
    )


def test_a_chapter_has_no_text_of_its_own():
    rows = policydiff.rows(policydiff.diff(load(OLD), load(NEW)))

    chapters = [row for row in rows if (row["left_eid"] or "").startswith("chp_")]
    assert [row["left_heading"] for row in chapters] == ["总则", "附则"]
    assert {row["left_text"] for row in chapters} == {None}


def test_a_notebook_shows_what_changed_and_no_markup_of_the_text():
    new = NEW.replace("方便读者", "方便<img src=x onerror=alert(1)>读者")
    shown = policydiff.diff(load(OLD), load(new))._repr_html_()

    assert "公共图书馆应当向读者出借图书。" in shown
    assert "&lt;img src=x" in shown
    assert "<img" not in shown
    assert "<script" not in shown


def test_a_notebook_shows_no_row_where_nothing_changed():
    shown = policydiff.diff(load(OLD), load(OLD))._repr_html_()

    assert "<td" not in shown
