"""The version of every word."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lanes import examples

sys.path.insert(0, str(Path(__file__).parent))

from versions import END, FRUIT, PRUNE, TEST, THREE, WATER, traced, version

import policydiff
from policydiff.diffing.blame import blame
from policydiff.resources import resource

DOCUMENTS, LINEAGE = traced(*THREE)


def told(*texts: tuple[str, ...]) -> list[list[tuple[int, list[tuple[str, int]]]]]:
    """For each article of the last version its sentences: version, and words with theirs."""
    documents, lineage = traced(*(version(f"{2000 + place}-01-01", *text) for place, text in enumerate(texts)))
    found = blame(documents, lineage, len(documents) - 1)
    return [
        [(one.version, [(run.text, run.version) for run in one.runs]) for passage in part.passages for one in passage.sentences]
        for part in found.parts
    ]


def test_words_keep_their_version_through_moves_renumbering_and_splits():
    found = blame(DOCUMENTS, LINEAGE, 2)

    versions = [[one.version for passage in part.passages for one in passage.sentences] for part in found.parts]
    assert versions == [[1], [1], [0], [0], [0], [0]]
    assert [(run.text, run.version) for run in found.parts[1].passages[0].sentences[0].runs] == [
        ("果农应当在每年", 0),
        ("春季", 1),
        ("修剪果树，并记录修剪的日期和数量。", 0),
    ]
    assert [part.came for part in found.parts] == [1, 0, 0, 0, 0, 0]


def test_an_older_version_knows_nothing_of_later_ones():
    found = blame(DOCUMENTS, LINEAGE, 0)

    assert [fact.name for fact in found.versions] == ["2018-03-01"]
    assert {part.came for part in found.parts} == {0}


def test_noise_brings_no_new_words():
    noisy = WATER.replace("，", ",").replace("。", " 。")

    assert told((PRUNE, WATER, END), (PRUNE, noisy, END))[1] == [(0, [(noisy, 0)])]


def test_a_deletion_changes_the_wording_but_brings_no_words():
    shorter = PRUNE.replace("，并记录修剪的日期和数量", "")

    assert told((PRUNE, WATER, END), (shorter, WATER, END))[0] == [(1, [(shorter, 0)])]


def test_a_whole_sentence_that_went_changes_no_other():
    kept = FRUIT.split("。")[0] + "。"

    assert told((FRUIT, WATER, END), (kept, WATER, END))[0] == [(0, [(kept, 0)])]


def test_references_that_follow_the_numbers_are_no_new_words():
    before = f"云溪市果园办法\n\n第一条　{PRUNE}\n\n第二条　{WATER}\n\n第三条　违反第二条规定的，由监督站责令改正并处以罚款。\n"
    after = f"云溪市果园办法\n\n第一条　{TEST}\n\n第二条　{PRUNE}\n\n第三条　{WATER}\n\n第四条　违反第三条规定的，由监督站责令改正并处以罚款。\n"

    found = blame(*traced(*(policydiff.load(text.encode(), name="a.txt") for text in (before, after))), 1)

    assert [sentence.version for sentence in found.parts[3].passages[0].sentences] == [0]
    assert found.parts[3].text == "违反第三条规定的，由监督站责令改正并处以罚款。"


def test_one_provision_alone():
    found = blame(DOCUMENTS, LINEAGE, 2, "art_2")

    assert [part.eid for part in found.parts] == ["art_2"]


def test_json_follows_its_schema():
    schema = json.loads(resource("schemas", "blame.schema.json").read_text(encoding="utf-8"))

    Draft202012Validator(schema).validate(blame(DOCUMENTS, LINEAGE, 2).to_dict())


TEXTS = st.lists(
    st.lists(st.sampled_from([PRUNE, WATER, FRUIT, END, PRUNE[:9] + "。", "果园，果农。"]), min_size=1, max_size=3).map("\n".join),
    min_size=1,
    max_size=6,
)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_the_pieces_are_the_text_and_no_version_is_invented(texts):
    documents, lineage = traced(*(version(f"{2000 + place}-01-01", *text) for place, text in enumerate(texts)))

    found = blame(documents, lineage, len(texts) - 1)

    assert [part.text for part in found.parts] == [article.text for article in documents[-1].articles]
    for part in found.parts:
        for passage in part.passages:
            for sentence in passage.sentences:
                assert all(0 <= run.version <= sentence.version < len(texts) for run in sentence.runs)
