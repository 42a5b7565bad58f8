"""Operations written as sentences of a decision, and read from them again. All texts are invented."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

import policydiff
from policydiff.amending.engine.drafting.writing import (
    PREAMBLE,
    ROUGH,
    Clause,
    Clauses,
    WorkStyle,
    head_clause,
    new_text,
    price,
    price_alone,
    quote,
    quoted_characters,
    reads_back,
    stretch,
    write,
)
from policydiff.amending.engine.operations import (
    Delete,
    DeleteWords,
    Insert,
    InsertWords,
    Join,
    NewText,
    Operation,
    RemoveHeading,
    Renumber,
    ReplaceText,
    ReplaceWords,
    SetHeading,
    SetPreamble,
    SetTitle,
    Steps,
)
from policydiff.amending.engine.reading.masking import find_quotations, quoted_text
from policydiff.amending.engine.reading.quoted_words import level, unnested
from policydiff.amending.engine.reading.sentences import read_item
from policydiff.model.document import Block

ADDED = ("target_num", "result_num", "range_num", "excepted_num", "source", "verbatim")
"""Fields that the reader adds to what a sentence states."""


def stated(operation: Operation) -> Operation:
    """An operation without what the reader adds; marks inside quoted words as the text has them.

    Old words are looked for whatever their marks.
    """
    own = {entry.name for entry in fields(operation)}
    plain: dict[str, object] = dict.fromkeys(own.intersection(ADDED))
    if operation.old is not None:
        plain["old"] = level(operation.old)
    if isinstance(operation, NewText):
        curly = not operation.verbatim and not isinstance(operation, SetTitle)
        text = unnested(operation.text) if curly and operation.text else operation.text
        plain |= {"verbatim": False, "structure": (), "text": text}
    return replace(operation, **plain)


def read(text: str) -> list[Operation]:
    """The operations of an item, as its sentences state them."""
    return list(map(stated, read_item(tuple(Block(text=line) for line in text.split("\n")))))


def states(clause: Clause) -> list[Operation]:
    """The operations that the sentence of a clause states; the marks of old words are folded.

    By its nature it says less of some: of several chapters before an article only the number of the
    first, and of several natural paragraphs of the preamble only the text of all.
    """
    words = [(operation.old and {"old": level(operation.old)}) or {} for operation in clause]
    operations = [replace(one, **old) for one, old in zip(clause, words, strict=True)]
    if isinstance(clause[0], Insert) and clause[0].side == "before":
        return operations[:1]
    if clause[0].unit == "preamble":
        return [replace(operation, text=new_text(clause)) for operation in operations]
    return operations


numbers = st.integers(1, 40).map(str)
articles = st.one_of(numbers, numbers, numbers.map("{}-1".format)).map(
    lambda number: (("article", number),)
)
chapters = st.integers(1, 9).map(lambda number: (("chapter", str(number)),))
PARTS: tuple[Steps, ...] = (
    (),
    (("paragraph", "2"),),
    (("paragraph", "1"), ("point", "3")),
    (("point", "2"), ("indent", "1")),
)
inside = st.builds(lambda article, part: (*article, *part), articles, st.sampled_from(PARTS))
sentences = st.text(alphabet="船桨渡口由村管理，、“”", min_size=1, max_size=8).filter(
    lambda text: quote(text)[0] == "“" and text[0].isalnum() and text[-1].isalnum()
)
texts = sentences.map("{}。".format)


def consecutive(holder: Steps, level: str, first: int, words: list[str]) -> Clause:
    return tuple(
        Insert(
            steps=holder,
            unit=level,
            result_steps=(*holder, (level, str(number))),
            text=f"（{'一二三四五六七八九'[number - 1]}）{text}" if level == "point" else text,
        )
        for number, text in enumerate(words, first)
    )


several = st.lists(texts, min_size=1, max_size=3)
words_in_places = st.builds(
    lambda places, operation: tuple(replace(operation, steps=place) for place in places),
    st.lists(inside, min_size=1, max_size=3, unique=True),
    st.one_of(
        st.builds(ReplaceWords, old=sentences, text=sentences),
        st.builds(DeleteWords, old=sentences),
        st.builds(
            InsertWords, old=sentences, text=sentences, side=st.sampled_from(["before", "after"])
        ),
    ),
)
comes = st.one_of(
    st.builds(
        lambda holder, number, text: (
            Insert(steps=holder, unit="article", result_steps=number, text=text),
        ),
        st.one_of(st.just(()), chapters),
        articles,
        texts,
    ),
    st.builds(consecutive, articles, st.just("paragraph"), st.integers(1, 4), several),
    st.builds(
        consecutive,
        articles.map(lambda steps: (*steps, ("paragraph", "2"))),
        st.just("point"),
        st.integers(1, 4),
        several,
    ),
    st.builds(
        lambda number, text: (
            Insert(unit="attachment", result_steps=(("attachment", number),), text=text),
        ),
        numbers,
        texts,
    ),
    st.builds(
        lambda first, words: tuple(
            Insert(unit="preamble", result_steps=(("preamble", str(number)),), text=text)
            for number, text in enumerate(words, first)
        ),
        st.integers(1, 9),
        several,
    ),
)
goes = st.one_of(
    st.lists(articles, min_size=1, max_size=3, unique=True).map(
        lambda places: tuple(Delete(steps=place) for place in places)
    ),
    st.builds(
        lambda holder, kept: tuple(Delete(steps=(*holder, ("paragraph", step))) for step in kept),
        articles,
        st.lists(st.sampled_from("123456"), min_size=1, max_size=3, unique=True),
    ),
    st.integers(1, 20).map(
        lambda low: (Delete(steps=stretch((("article", str(low)),), (("article", str(low + 3)),))),)
    ),
    chapters.map(lambda place: (Delete(steps=place),)),
    numbers.map(lambda number: (Delete(steps=(("attachment", number),)),)),
    st.just((Delete(steps=PREAMBLE),)),
    articles.map(lambda place: (RemoveHeading(steps=(*place, ("heading", "chapter"))),)),
)
moves = st.one_of(
    st.builds(lambda old, new: (Renumber(steps=old, result_steps=new),), articles, articles),
    st.builds(lambda old, new: (Renumber(steps=old, result_steps=new),), chapters, chapters),
    st.builds(
        lambda old, where, new: (Renumber(steps=old, result_steps=(*where, *new)),),
        articles,
        chapters,
        articles,
    ),
    st.integers(2, 20).map(
        lambda low: (
            Renumber(
                steps=(("article", f"{low}..{low + 3}"),),
                result_steps=(("article", f"{low + 1}..{low + 4}"),),
            ),
        )
    ),
    st.builds(
        lambda olds, new: tuple(Join(steps=old, result_steps=new) for old in olds),
        st.lists(articles, min_size=2, max_size=3, unique=True),
        articles,
    ),
)
whole = st.one_of(
    st.builds(ReplaceText, steps=inside, text=texts).map(lambda operation: (operation,)),
    st.builds(head_clause, st.one_of(articles, chapters), sentences),
    st.builds(InsertWords, steps=inside, side=st.sampled_from(["begin", "end"]), text=texts).map(
        lambda operation: (operation,)
    ),
    st.builds(
        SetTitle,
        steps=st.just((("title", ""),)),
        work=st.just("丙县渡口办法"),
        text=sentences,
    ).map(lambda operation: (operation,)),
    st.builds(SetPreamble, steps=st.just(PREAMBLE), text=texts).map(lambda operation: (operation,)),
    st.builds(
        ReplaceWords,
        old=sentences,
        text=sentences,
        excepted=st.lists(articles, max_size=2, unique=True).map(tuple),
    ).map(lambda operation: (operation,)),
)
clauses = st.one_of(words_in_places, comes, goes, moves, whole)


@given(clauses, st.booleans())
@settings(max_examples=examples(1000))
def test_what_is_written_is_read_again(clause, preamble):
    style = WorkStyle(itself="本办法", preamble="序言" if preamble else "引言")

    assert read(write((clause,), style)) == states(clause)


@st.composite
def items(draw) -> tuple[Clauses, list[Operation]]:
    """Clauses about one article, behind its new number or not, and what is read of them.

    Those on the article itself come first: behind its parts 其中的 means the last part. Of words that come or go only the place is stated behind a new number; of all else the place in
    the new version is, too.
    """
    article = draw(articles)
    heading = (*article, ("heading", ""))
    parts_of_it = st.sampled_from(PARTS[:3]).map(lambda part: (*article, *part))
    new = draw(st.one_of(st.just(()), articles))
    changes = draw(
        st.lists(
            st.one_of(
                st.builds(ReplaceWords, steps=parts_of_it, old=sentences, text=sentences),
                st.builds(DeleteWords, steps=parts_of_it, old=sentences),
                st.builds(
                    InsertWords,
                    steps=parts_of_it,
                    old=sentences,
                    text=sentences,
                    side=st.sampled_from(["before", "after"]),
                ),
                st.builds(InsertWords, steps=parts_of_it, text=texts, side=st.just("end")),
                st.builds(ReplaceText, steps=parts_of_it, text=texts),
                st.builds(SetHeading, steps=st.just(heading), text=sentences),
                st.sampled_from("23").map(
                    lambda number: Delete(steps=(*article, ("paragraph", number)))
                ),
                st.builds(
                    lambda number, text: Insert(
                        steps=article,
                        unit="paragraph",
                        result_steps=(("paragraph", number),),
                        text=text,
                    ),
                    st.sampled_from("23"),
                    texts,
                ),
            ),
            min_size=0 if new else 1,
            max_size=4,
        )
    )
    changes.sort(key=lambda operation: operation.steps not in (article, heading))
    moved = [Renumber(steps=article, result_steps=new)] if new else []
    operations = [replace(one, **_result(one, article, new)) for one in changes]
    written = [
        replace(one, result_steps=(*article, *one.result_steps)) if one.result_steps else one
        for one in changes
    ]
    return tuple((one,) for one in (*moved, *written)), [*moved, *operations]


def _result(operation: Operation, article: Steps, new: Steps) -> dict[str, Steps]:
    """The place of an operation in the new version, as far as the item states it."""
    if isinstance(operation, Insert):
        return {"result_steps": (*(new or article), *operation.result_steps)}
    keeps = isinstance(operation, DeleteWords | Delete) or (
        isinstance(operation, InsertWords) and operation.old is not None
    )
    heading = operation.steps[-1:] == (("heading", ""),)
    if not new or keeps or operation.steps[: -1 if heading else None] != article:
        return {}
    return {"result_steps": (*new, *operation.steps[len(article) :])}


@given(items())
@settings(max_examples=examples(1000))
def test_clauses_about_one_article_are_read_again(item):
    written, operations = item

    assert read(write(written)) == [states((operation,))[0] for operation in operations]


TEXT = "乙省渡口条例\n第一条　渡口由村里修。\n第二条　{}\n第三条　本条例自2020年1月1日起施行。\n"
PLACE = (("article", "2"),)


def item(old: str, new: str) -> str:
    """The item of a draft that leads from one text of the second article to the other."""
    before, after = (
        policydiff.load(TEXT.format(text).encode(), name="law.txt") for text in (old, new)
    )
    draft = policydiff.draft_amendment(before, after)

    assert draft.exact
    return draft.text.split("作如下修改：\n")[1].split("\n")[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "省人民政府建设主管部门负责全省的供水工作。市人民政府确定的供水主管部门负责本行政区域内的供水工作，并接受上级的指导。",
            "省人民政府住房建设主管部门负责全省的供水监督工作。市、县人民政府确定的供水主管部门负责本行政区域内的供水监督工作，并接受上级的业务指导。",
        ),
        (
            "渡口经营者应当配备船员，定期检查渡船，发现隐患的，应当及时消除；不能消除的，应当停航，并报告乡镇人民政府。",
            "渡口运营人应当配备船员，每月检查渡船，发现隐患的，应当立即消除；不能消除的，应当停航，并报告县人民政府。",
        ),
    ],
    ids=["over the end of a sentence", "many small ones"],
)
def test_what_would_read_like_a_machine_is_written_anew(old, new):
    assert item(old, new) == f"将第二条修改为：“{new}”"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "公安部门负责渡口治安，保障行船安全。",
            "公安机关负责渡口治安，保障行船安全。",
            "将第二条中的“公安部门”修改为“公安机关”。",
        ),
        (
            "由交通主管部门责令改正，处五百元以上一千元以下罚款；情节严重的，吊销许可证。",
            "由交通运输主管部门责令改正，处一千元以上二千元以下罚款；情节严重的，吊销许可证。",
            "在第二条中的“交通”后增加“运输”，“五百元以上一千元”修改为“一千元以上二千元”。",
        ),
    ],
    ids=["one change", "two changes"],
)
def test_what_reads_well_is_told_by_its_words(old, new, expected):
    assert item(old, new) == expected


def words(old: str, new: str) -> Clause:
    return (ReplaceWords(steps=PLACE, old=old, text=new),)


@pytest.mark.parametrize(
    ("clauses", "rough"),
    [
        ([words("船工应当", "船员应当")], 0),
        ([words("船工应当", "船员应当"), words("一百元以上二百元", "五百元以上一千元")], 0),
        ([words("船工应当", "船员应当"), words("渡船的桨", "渡船的橹")], 1),
        ([words("一百元以上二百元", "五百元以上一千元")] * 3, 1),
        ([words("修。桥", "修理。桥")], 1),
        ([words("桥由村里修。路由乡里修。", "桥、路由县里修。")], 0),
    ],
    ids=[
        "one",
        "a small one and another",
        "two small ones",
        "three",
        "over the end",
        "whole sentences",
    ],
)
def test_the_price_of_rough_changes(clauses, rough):
    plain = sum(map(price_alone, clauses))

    assert price(clauses) == plain + rough * ROUGH


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("船应当登记。", "“船应当登记。”"),
        ("船应当登记。\n桨不登记。", "“船应当登记。\n“桨不登记。”"),
        ("称为“渡船”。", "“称为‘渡船’。”"),
        ("称为‘渡船’。", "「称为‘渡船’。」"),
        ("前半句”", "「前半句”」"),
    ],
)
def test_the_marks_around_a_text(text, quoted):
    assert quote(text) == quoted
    assert reads_back(text)


@given(st.text(alphabet="船桨。，“”‘’「」\n", max_size=12))
def test_what_reads_back_is_the_text(text):
    whole = quote(text)
    spans = list(find_quotations(whole))

    if text and reads_back(text):
        inner = quoted_text(whole, spans[0])
        assert (inner if whole[0] == "「" else unnested(inner)) == text


def test_characters_are_counted_without_marks_and_line_feeds():
    assert (
        quoted_characters(
            "一、将第一条中的“应当”修改为“必须”。\n二、增加一条，作为第二条：“船。\n“桨。”"
        )
        == 8
    )
