"""The version of every word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from json_schemas import validator
from lanes import examples
from versions import END, FRUIT, PRUNE, TEST, THREE, WATER, traced, version

import policydiff
from policydiff.tracing.engine.blame import blame, track_words
from policydiff.tracing.engine.history import follow_clause

DOCUMENTS, LINEAGE = traced(*THREE)


def told(*texts: tuple[str, ...]) -> list[list[tuple[int, list[tuple[str, int]]]]]:
    """For each article of the last version its sentences: version, and words with theirs."""
    documents, lineage = traced(
        *(version(f"{2000 + place}-01-01", *text) for place, text in enumerate(texts))
    )
    found = blame(documents, lineage, len(documents) - 1)
    return [
        [
            (one.version, [(run.text, run.version) for run in one.runs])
            for passage in part.passages
            for one in passage.sentences
        ]
        for part in found.parts
    ]


def test_words_keep_their_version_through_moves_renumbering_and_splits():
    found = blame(DOCUMENTS, LINEAGE, 2)

    versions = [
        [one.version for passage in part.passages for one in passage.sentences]
        for part in found.parts
    ]
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

    found = blame(
        *traced(*(policydiff.load(text.encode(), name="a.txt") for text in (before, after))), 1
    )

    assert [sentence.version for sentence in found.parts[3].passages[0].sentences] == [0]
    assert found.parts[3].text == "违反第三条规定的，由监督站责令改正并处以罚款。"


def test_one_provision_alone():
    found = blame(DOCUMENTS, LINEAGE, 2, "art_2")

    assert [part.eid for part in found.parts] == ["art_2"]


def test_json_follows_its_schema():
    validator("blame").validate(blame(DOCUMENTS, LINEAGE, 2).to_dict())


TEXTS = st.lists(
    st.lists(
        st.sampled_from([PRUNE, WATER, FRUIT, END, PRUNE[:9] + "。", "果园，果农。"]),
        min_size=1,
        max_size=3,
    ).map("\n".join),
    min_size=1,
    max_size=6,
)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_the_pieces_are_the_text_and_no_version_is_invented(texts):
    documents, lineage = traced(
        *(version(f"{2000 + place}-01-01", *text) for place, text in enumerate(texts))
    )

    found = blame(documents, lineage, len(texts) - 1)

    assert [part.text for part in found.parts] == [
        article.text for article in documents[-1].articles
    ]
    for part in found.parts:
        for passage in part.passages:
            for sentence in passage.sentences:
                assert all(
                    0 <= run.version <= sentence.version < len(texts) for run in sentence.runs
                )


STEAL, SELL, NOTE, REFUSE, BURN = (
    "擅自截流灌溉用水的",
    "出售检验不合格果品的",
    "不记录修剪日期的",
    "拒绝接受监督检查的",
    "在果园内焚烧枯枝落叶的",
)


def listed(*items: str, before: tuple[str, ...] = (), behind: str = "") -> str:
    """An office's rule with one list; each item but the last ends with ；."""
    numbers = "一二三四五六七八九"
    lines = [
        f"（{numbers[place]}）{item}{'；' if place < len(items) - 1 else '。'}"
        for place, item in enumerate(items)
    ]
    article = "\n".join(
        ("果农有下列行为之一的，由监督站处以罚款：", *lines, *((behind,) if behind else ()))
    )
    articles = (*before, article, END)
    return (
        "云溪市果园办法\n\n"
        + "\n\n".join(f"第{numbers[place]}条　{text}" for place, text in enumerate(articles))
        + "\n"
    )


def loaded(*texts: str):
    return traced(
        *(
            policydiff.load(text.encode(), name="a.txt", promulgated=f"{2000 + place}-01-01")
            for place, text in enumerate(texts)
        )
    )


def versions_of_items(*texts: str) -> dict[str, int]:
    """The version of each item of the last text by its words without the closing mark, once inside
    its article and once by itself.
    """
    documents, lineage = loaded(*texts)
    words = track_words(documents, lineage, len(documents) - 1)
    found: dict[str, int] = {}
    for part in words.parts({}):
        for passage in part.passages:
            if passage.text.endswith("："):
                assert passage.version == 0
            if passage.level == "point":
                (alone,) = words.parts({}, passage.eid)
                assert [one.version for one in alone.passages[0].sentences] == [
                    one.version for one in passage.sentences
                ]
                found[alone.text[:-1]] = passage.version
    return found


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ((STEAL, SELL, NOTE), (BURN, STEAL, SELL, NOTE), {BURN}),
        ((STEAL, SELL, NOTE), (STEAL, SELL, NOTE, BURN), {BURN}),
        ((STEAL, SELL, NOTE), (STEAL, BURN, SELL, NOTE), {BURN}),
        ((STEAL, SELL, NOTE), (STEAL, SELL), set()),
        ((STEAL, SELL, NOTE), (SELL, NOTE), set()),
        ((STEAL, SELL, NOTE), (NOTE, STEAL, SELL), set()),
        ((STEAL, SELL, NOTE), (STEAL, SELL, NOTE), set()),
        (
            (STEAL, SELL, NOTE),
            (STEAL, SELL.replace("出售", "销售"), NOTE),
            {SELL.replace("出售", "销售")},
        ),
        ((STEAL, SELL, NOTE), (BURN, SELL[2:], NOTE), {BURN, SELL[2:]}),
    ],
)
def test_an_item_is_as_old_as_its_words(before, after, new):
    assert versions_of_items(listed(*before), listed(*after)) == {
        item: int(item in new) for item in after
    }


def test_a_mark_inside_an_item_is_a_change_of_its_wording():
    one, two = "截流、污染灌溉用水的", "截流，污染灌溉用水的"

    assert versions_of_items(listed(one, SELL), listed(two, SELL)) == {two: 1, SELL: 0}


def test_history_tells_that_only_the_mark_at_the_end_changed():
    documents, lineage = loaded(
        listed(STEAL, SELL), listed(STEAL, SELL, NOTE), listed(STEAL, SELL[2:], NOTE)
    )
    history = follow_clause(documents, lineage, 2, "art_1__para_1__point_2", "第一条第二项")

    assert [
        [(clause.kind, clause.mark_only) for clause in moment.clauses] for moment in history.moments
    ] == [
        [("first", False)],
        [("reworded", True)],
        [("reworded", False)],
    ]


POOL = (
    STEAL,
    SELL,
    NOTE,
    REFUSE,
    BURN,
    "伪造果品产地证明的",
    "向河道倾倒农药空瓶的",
    "未经登记买卖苗木的",
)
LISTS = st.lists(st.sampled_from(POOL), min_size=2, max_size=7, unique=True)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(LISTS, st.booleans(), st.booleans()), min_size=1, max_size=5))
def test_items_of_any_chain_keep_their_dates_inside_their_article_and_alone(chain):
    texts = [
        listed(*items, before=(WATER,) if front else (), behind=PRUNE if last else "")
        for items, front, last in chain
    ]
    since: dict[str, int] = {}
    for place, (items, _, _) in enumerate(chain):
        since = {item: since.get(item, place) for item in items}

    assert versions_of_items(*texts) == since


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(LISTS, st.booleans(), st.booleans()), min_size=1, max_size=5))
def test_history_of_an_item_and_its_blame_tell_the_same_day(chain):
    documents, lineage = loaded(
        *(
            listed(*items, before=(WATER,) if front else (), behind=PRUNE if last else "")
            for items, front, last in chain
        )
    )
    words = track_words(documents, lineage, len(documents) - 1)

    for part in words.parts({}):
        for passage in part.passages:
            if passage.level != "point":
                continue
            moments = follow_clause(
                documents, lineage, len(documents) - 1, passage.eid, passage.eid
            ).moments
            changed = [
                place
                for place, moment in enumerate(moments)
                for clause in moment.clauses
                if clause.kind != "unchanged"
                and not clause.mark_only
                and not clause.references_only
            ]
            assert changed[-1] == passage.version


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_what_is_asked_for_by_itself_is_told_as_inside_its_article(texts):
    documents, lineage = traced(
        *(version(f"{2000 + place}-01-01", *text) for place, text in enumerate(texts))
    )

    assert_parts_agree(documents, lineage)


def assert_parts_agree(documents, lineage) -> int:
    """Every part of every version is told by itself as it is inside its article; gives how many
    were asked for.
    """
    asked = 0
    for place in range(len(documents)):
        words = track_words(documents, lineage, place)
        inside = {
            (part.eid, passage.eid): passage
            for part in words.parts({})
            for passage in part.passages
        }
        for (root, eid), told in inside.items():
            if root != eid:
                (alone,) = words.parts({}, eid)
                own = alone.passages[0]
                assert told.text.endswith(own.text)
                behind = told.sentences[len(told.sentences) - len(own.sentences) :]
                assert [(one.version, one.first) for one in own.sentences] == [
                    (one.version, one.first) for one in behind
                ]
                asked += 1
    return asked


@pytest.mark.corpus
@pytest.mark.parametrize(
    "work",
    [
        "constitution",
        "civil-procedure-law",
        "foreign-trade-law",
        "internet-cafe-regulation",
        "labor-law",
    ],
)
def test_items_of_real_laws_agree_with_their_articles(corpus, work):
    paths = sorted(path for path in (corpus / "works" / work).glob("[12]*-[0-9][0-9].md"))
    documents, lineage = traced(*(policydiff.load(path) for path in paths))

    assert assert_parts_agree(documents, lineage) > 100
