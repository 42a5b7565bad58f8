"""A leaf: written, marked, sent back; whatever was changed in it is seen."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import hostile, sample

from policydiff.comparing.engine.row_keys import row_keys
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.model.reports import ReportOptions
from policydiff.model.row_marks import merge_marks, row_mark
from policydiff.report import formats
from policydiff.report.html import returned_leaf
from policydiff.report.html.leaf import read_markup
from policydiff.report.html.returned_leaf import (
    BadLeafError,
    ChangedLeafError,
    OtherTextsLeafError,
    is_leaf,
    read_leaf,
)

AT = "2026-01-31T09:30:00+08:00"
MARKS = '<script type="application/json" id="leaf-marks">'


@cache
def leaf(**options) -> bytes:
    shown = view_comparison(sample(), ReportOptions())
    return formats.write(shown, "leaf", ReportOptions(**options))


@cache
def keys() -> list[str]:
    return list(read_leaf(leaf(), "x").shown)


def with_marks(marks: object, data: bytes | None = None) -> bytes:
    """A leaf as it is saved with these marks."""
    written = json.dumps(marks, ensure_ascii=False).replace("<", "\\u003c")
    before, _, after = (data or leaf()).decode().partition(MARKS)
    return (before + MARKS + written + after[after.index("</script>") :]).encode("utf-8", "replace")


def person(by: str = "张三", **rows) -> dict:
    return {"by": by, "rows": {key: {"at": AT, **words} for key, words in rows.items()}}


def parts(data: bytes) -> tuple[str, str, str]:
    """What stands before the sealed part, the part, and what stands behind it."""
    before, opened, rest = data.decode().partition('<body>\n<main id="leaf-sealed">')
    sealed, closed, after = rest.partition(
        '</main>\n<script type="application/json" id="leaf-source"'
    )
    return before + opened, sealed, closed + after


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=20)


@settings(max_examples=15)
@given(
    st.dictionaries(
        st.sampled_from(("张三", "李四", "</script><b>王五")),
        st.dictionaries(
            st.integers(0, 2),
            st.dictionaries(st.sampled_from(("reason", "basis", "type")), TEXTS, min_size=1),
        ),
    )
)
def test_what_is_marked_is_read_back(people):
    marks = merge_marks(
        row_mark(keys()[place], by, AT, {name: text.strip() for name, text in words.items()})
        for by, rows in people.items()
        for place, words in rows.items()
    )
    saved = with_marks(
        [
            person(by, **{keys()[place]: words for place, words in rows.items()})
            for by, rows in people.items()
        ]
    )

    assert read_leaf(saved, "x").marks == marks
    assert read_leaf(leaf(marks=marks), "x").marks == marks


@settings(max_examples=50)
@given(st.data())
def test_any_other_letter_in_the_sealed_part_is_seen(data):
    before, sealed, after = parts(leaf())
    place = data.draw(st.integers(0, len(sealed) - 1))
    letter = data.draw(st.sampled_from([one for one in "改x<\"' >&/一" if one != sealed[place]]))
    spoiled = sealed[:place] + letter + sealed[place + 1 :]
    try:
        same = list(read_markup(spoiled)) == list(read_markup(sealed))
    except ValueError:
        same = False

    changed = (before + spoiled + after).encode()
    if same:  # such as one space for another between attributes
        assert not re.search(r"[^\s'\"]", sealed[place] + letter)
        assert read_leaf(changed, "x") == read_leaf(leaf(), "x")
    else:
        with pytest.raises((ChangedLeafError, BadLeafError)):
            read_leaf(changed, "x")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"family":"comparison"', '"family":"gaps"'),
        ("classList", "classList "),
        ("--ins:", "--inn:"),
        ("SHA-256", "SHA-257"),
        ('data-seal="', 'data-seal="0'),
    ],
)
def test_facts_program_and_look_are_sealed_too(old, new):
    assert old in leaf().decode()
    with pytest.raises(ChangedLeafError):
        read_leaf(leaf().decode().replace(old, new, 1).encode(), "x")


def test_a_browser_may_write_the_same_otherwise():
    before, sealed, after = parts(leaf())
    again = sealed.replace("&#34;", '"').replace(" data-change ", ' data-change="" ')
    again = again.replace('<table class="grid"><tr>', '<table class="grid"><tbody><tr>')

    assert again != sealed
    assert read_leaf((before + again + after).encode(), "x") == read_leaf(leaf(), "x")


@pytest.mark.parametrize(
    "marks",
    [
        {},
        [{"by": "张三"}],
        [{"by": "张三", "rows": {}, "more": 1}],
        [person("")],
        [person("\n"), person(" ", **{"0" * 24: {}})],
        [person("名" * 61, **{"0" * 24: {}})],
        [person(**{"not a key": {}})],
        [person(**{"0" * 24: {"verdict": "none"}})],
        [person(**{"0" * 24: {"seen": "no"}})],
        [person(**{"0" * 24: {"reason": "长" * 4001}})],
        [person(**{"0" * 24: {"reason": 1}})],
        [{"by": "张三", "rows": {"0" * 24: {"seen": "yes"}}}],
        [{"by": "张三", "rows": {"0" * 24: {"seen": "yes", "at": "2026-01-31"}}}],
        [[[[[[]]]]]] * 9,
    ],
)
def test_marks_that_no_leaf_has_are_refused(marks):
    if marks == [person("")]:  # nobody marked nothing
        assert read_leaf(with_marks(marks), "x").marks == ()
        return
    with pytest.raises(BadLeafError, match="x is no leaf"):
        read_leaf(with_marks(marks), "x")


@pytest.mark.parametrize("depth", [200, 100_000])
def test_deep_marks_are_refused(depth):
    deep = leaf().decode().replace(f"{MARKS}[]", f"{MARKS}{'[' * depth}{']' * depth}").encode()

    with pytest.raises(BadLeafError):
        read_leaf(deep, "x")


@pytest.mark.parametrize(
    "data", [b"", b"<html>", b"\xff" + leaf(), leaf()[:2000], leaf()[:-200], leaf()[:1024] * 3]
)
def test_other_files_are_no_leaves(data):
    with pytest.raises(BadLeafError):
        read_leaf(data, "x")


def test_a_large_file_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(returned_leaf, "MOST_BYTES", len(leaf()) - 1)
    with pytest.raises(BadLeafError, match="too large"):
        read_leaf(leaf(), "x")


def test_names_and_words_are_cleaned():
    saved = with_marks([person(" 张\u202e三\n", **{keys()[0]: {"reason": "a\r\nb\x1b"}})])
    (mark,) = read_leaf(saved, "x").marks

    assert (mark.by, mark.word("reason")) == ("张�三", "a\nb␛")


def test_a_leaf_holds_what_it_shows_and_fetches_nothing():
    text = leaf(made="2026-01-31").decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]

    assert is_leaf(leaf())
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(r"""(?:src|href|action)=["'](?!#|data:,)""", parts(leaf())[1])
    assert "2026-01-31" in text
    assert not re.search(r" style=| on[a-z]+=", parts(leaf())[1])


def test_each_changed_row_has_the_key_of_the_comparison():
    ids = row_keys(sample())
    loud = [row.id for row in view_comparison(sample(), ReportOptions()).rows if row.loud]

    assert keys() == [ids[id_] for id_ in loud]


def test_words_of_other_texts_are_counted_and_not_taken():
    found = read_leaf(with_marks([person(**{key: {"seen": "yes"} for key in keys()[:3]})]), "x")
    _, changed, *others = keys()
    words = {key: found.shown[key] for key in others} | {changed: "other words"}
    marks, taken = found.fitting(words)

    assert [mark.key for mark in marks] == [keys()[2]]
    assert (taken.gone, taken.changed) == (1, 1)
    assert taken.counting(marks, fresh=True).line == (
        "1 tick from 张三; 1 row is not found any more;"
        " 1 row showed other words than the texts have, so nothing is taken of it"
    )
    with pytest.raises(OtherTextsLeafError, match="SHA-256"):
        found.fitting({"0" * 24: ""})


def test_texts_that_attack_a_browser_come_back_as_they_are():
    shown = view_comparison(hostile(), ReportOptions())
    data = formats.write(shown, "leaf", ReportOptions())
    found = read_leaf(data, "x")

    assert replace(found, texts=()).family == "comparison"
    assert found.shown
