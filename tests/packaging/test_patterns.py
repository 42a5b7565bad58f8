"""No pattern of the package takes much longer than what it is given: each is linear by its
structure, or stands in `BOUNDS`.
"""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

import pytest

from policydiff.reading.bounds import BOUNDS

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))
from _growth import growths  # noqa: E402
from _patterns import Found, every_pattern, unwritten  # noqa: E402
from _shapes import SHAPES  # noqa: E402
from patterns_bench import SIZES, slow_shapes  # noqa: E402


@pytest.fixture(scope="module")
def patterns() -> dict[str, Found]:
    """Every pattern of the package by its name; finding them takes seconds."""
    return {found.name: found for found in every_pattern()}


PUT_TOGETHER = {
    "amending/engine/reading/part_builders.py:unhead",
    "text/places.py:_named",
    "amending/engine/reading/quoted_words.py:find",
    "text/traditions/mainland/amending_structure.py:_compile",
    "comparing/engine/explanations/replaced_terms.py:_positions",
    "comparing/engine/explanations/substitutions.py:_spans",
    "text/citations/typed.py:parse_citation",
    "text/citations/typed.py:_read_chain",
    "text/citations/typed.py:_spelt",
    "text/citations/grammar.py:_candidate",
    "text/citations/grammar.py:_compile",
    "text/citations/grammar.py:_token",
    "text/citations/grammar.py:_steps",
    "text/citations/resolving.py:__init__",
    "text/citations/works.py:_definition",
    "text/citations/works.py:_ruling",
    "text/lint/checks.py:_unpaired",
    "text/lint/spellings.py:mixed_scripts",
    "reading/parsing/structure/quotes.py:_begins",
    "text/sentences.py:_sentence",
    "relating/engine/instruments/instruments.py:_heads_of",
    "relating/engine/instruments/instruments.py:_read_words",
}
"""Functions that put a pattern together from words of a dialect: neither read nor measured here (but
the forms of amendment, which the table of them gives); a further one must be looked at and named.
"""


def kinds(pattern: str, flags: int = 0, *, searched: bool = True) -> set[str]:
    return {growth.kind for growth in growths(re.compile(pattern, flags), searched=searched)}


def test_every_pattern_is_linear_or_bounded(patterns) -> None:
    grows = {
        name: found
        for name, pattern in patterns.items()
        if name not in BOUNDS
        and (found := list(growths(pattern.pattern, searched=pattern.searched)))
    }

    assert grows == {}


@pytest.mark.parametrize("name", BOUNDS)
def test_a_bound_is_kept_and_needed(name: str, patterns) -> None:
    found = patterns[name]
    module, _, constant = BOUNDS[name].enforced_by.rpartition(".")

    assert getattr(importlib.import_module(module), constant) == BOUNDS[name].characters
    assert list(growths(found.pattern, searched=found.searched)), (
        "this pattern is linear: take its bound out"
    )
    assert "exponential" not in {
        growth.kind for growth in growths(found.pattern, searched=found.searched)
    }


@pytest.mark.clock
@pytest.mark.parametrize(
    ("pattern", "searched", "shape"),
    [
        (r"\s+x", True, "spaces"),
        (r"\.+x", True, "dot leaders"),
        ("“[^”]*”", True, "opening quotes"),
        (r"(?:第\w+条.*)+x", True, "orders"),
        (r"(?:\| ?)*(?:\| ?)*(?:\| ?)*x", False, "cells"),
        (r"(?:\s+)+x", False, "ideographic spaces"),
    ],
)
def test_a_shape_on_which_time_grows_too_fast_is_seen(pattern, searched, shape) -> None:
    found = Found(name=pattern, pattern=re.compile(pattern), searched=searched)

    assert list(slow_shapes(found, {shape: SHAPES[shape]})) == [shape]


def test_a_shape_is_as_long_as_is_asked_for() -> None:
    assert {len(shape(size)) - size for shape in SHAPES.values() for size in SIZES} == {0}


def test_no_further_pattern_is_put_together_in_a_function() -> None:
    assert {entry.split(" ", 1)[0] for entry in unwritten()} == PUT_TOGETHER


def test_patterns_of_modules_tables_classes_and_functions_are_found(patterns) -> None:
    names = " ".join(patterns)

    assert len(patterns) > 400
    assert "policydiff.reading.parsing.preface.events.AUTHORITY" in names
    assert "policydiff.text.traditions.mainland.amending.FORMS[words].pattern" in names
    assert "FACT_WORDS.quantities['amount']" in names
    assert "policydiff.reading.parsing.preface.facts._jurisdiction" in names


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("(?:a+b*)+c", "exponential"),
        ("(?:[ab]c|[bd]c)*e", "exponential"),
        ("(?:a?b?)*c", "exponential"),
        (r"(?:[零一]+[万亿]*)+元", "exponential"),
        ("(?:a{1,9})+b", "exponential"),
        (r"a*\w*c", "shared"),
        (r".*第.*条.*款", "shared"),
        (r"x\s*\n?\s*y", "shared"),
        (r"\s+$", "search"),
        ("《.+》", "search"),
        ("(?m)^a*[ab\n]*c", "shared"),
    ],
)
def test_growth_is_seen(pattern: str, kind: str) -> None:
    assert kind in kinds(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:ab)+c",
        "(?:[^》]|》x)*y",
        r"(?<!\s)\s+$",
        r"a++\w*c",
        "(?>.*?第).{0,90}条",
        "《[^《》]*》",
        "^.*条",
        "第[一二]{1,9}条(?:之[一二]+)*",
        r"\s+",
    ],
)
def test_no_growth_is_seen_where_none_is(pattern: str) -> None:
    assert kinds(pattern, searched=pattern.startswith(("(?<", "《", "第", "^"))) == set()


def test_a_match_at_one_place_is_no_search() -> None:
    assert kinds(r"\s+x", searched=False) == set()
    assert kinds(r"\s+x", searched=True) == {"search"}
