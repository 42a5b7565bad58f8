"""Where an operation's words stand in the decision, and which they are where the same words stand
twice. All texts are invented.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policydiff
from policydiff.amending.engine.applying import modifications
from policydiff.amending.engine.applying.modifications import QuotedPiece, locate, mark, name_words
from policydiff.amending.engine.operations import (
    DeleteWords,
    NewText,
    Operation,
    ReplaceText,
    ReplaceWords,
)
from policydiff.model.document import Block, Document, Provision, Quoted, Table, walk_blocks
from policydiff.model.identifiers import name_document
from policydiff.model.source import SourceCell


def decision(*content: Block | Quoted | Table) -> Document:
    item = Provision(eid="", level="article", number="1", num="一、", content=content)
    return name_document(Document(title="例", kind="decision", dialect="cn_decision", body=(item,)))


def substitution(old: str | None, new: str | None) -> NewText:
    if old is None:
        return ReplaceText(source="art_1", text=new)
    return ReplaceWords(source="art_1", old=old, text=new)


def found(document: Document, *operations: Operation) -> list[tuple[list[str], list[str]]]:
    """The eIds of old and new words."""
    located = locate(document, operations)
    names = name_words(document, located)
    return [
        ([names[piece] for piece in old], [names[piece] for piece in new]) for old, new in located
    ]


def test_each_operation_finds_its_own_words_though_they_are_the_same() -> None:
    document = decision(Block(text="“甲”改为“乙”，“甲”改为“丙”。"))

    assert found(document, substitution("甲", "乙"), substitution("甲", "丙")) == [
        (["art_1__qtext_1"], ["art_1__qtext_2"]),
        (["art_1__qtext_3"], ["art_1__qtext_4"]),
    ]


def test_words_in_pairs_are_told_apart() -> None:
    document = decision(Block(text="“甲”、“乙”分别改为“丙”、“丁”。"))

    assert found(document, substitution("甲", "丙"), substitution("乙", "丁")) == [
        (["art_1__qtext_1"], ["art_1__qtext_3"]),
        (["art_1__qtext_2"], ["art_1__qtext_4"]),
    ]


def test_several_quotations_may_be_one_text() -> None:
    document = decision(
        Block(text="改为："),
        Quoted(content=(Block(text="甲。"), Block(text="乙。"))),
        Quoted(content=(Block(text="丙。"),)),
    )

    assert found(document, substitution(None, "甲。\n乙。\n丙。")) == [
        ([], ["art_1__qstr_1", "art_1__qstr_2"])
    ]


def test_paragraphs_without_marks_and_tables_stand_for_themselves() -> None:
    table = Table(rows=((SourceCell(text="甲"), SourceCell(text="乙")),))
    document = decision(Block(text="改为下表，内容如下："), Block(text="丙。"), table)

    assert found(document, substitution(None, "丙。\n甲\t乙")) == [
        ([], ["art_1__p_2", "art_1__table_1"])
    ]
    assert mark(document, {QuotedPiece(text="丙。", eid="art_1__p_2"): "art_1__p_2"}) == document


@pytest.mark.parametrize(
    "operation",
    [
        substitution("戊", None),
        substitution(None, "甲\n乙"),
        DeleteWords(source="art_9", old="甲"),
    ],
)
def test_words_that_stand_nowhere_are_not_found(operation: Operation) -> None:
    assert found(decision(Block(text="“甲”改为“乙丙”。")), operation) == [([], [])]


def test_only_words_that_are_found_are_marked() -> None:
    document = decision(Block(text="（以下简称“例”）的“甲”改为“乙”。"))
    located = locate(document, (substitution("甲", "乙"),))
    (block,) = walk_blocks(mark(document, name_words(document, located)))

    assert [block.text[slice(*words.span)] for words in block.quoted] == ["甲", "乙"]


@given(
    st.lists(st.text(alphabet='甲乙“”"第二条中的修改为删去增加一款，。；', max_size=40), max_size=4)
)
def test_whatever_a_decision_says_its_words_stand_where_they_are_said_to(lines: list[str]) -> None:
    document = policydiff.load(
        ("乙省关于修改《甲条例》的决定\n一、" + "\n".join(lines)).encode(), name="x.txt"
    )
    operations = policydiff.read_instructions(document).operations
    texts = {block.eid: block.text for block in walk_blocks(document)}

    for old, new in locate(document, operations):
        for piece in (*old, *new):
            assert piece.span is None or texts[piece.eid][slice(*piece.span)] == piece.text


def test_paragraphs_without_number_are_read_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each may be the source of an operation, and what it quotes may stand behind it."""
    read: list[str] = []
    spans_of = modifications.quoted_spans
    monkeypatch.setattr(
        modifications, "quoted_spans", lambda text: read.append(text) or spans_of(text)
    )
    texts = [f"将“甲{place}”改为“乙{place}”。" for place in range(40)]
    document = name_document(
        Document(
            title="例",
            kind="decision",
            dialect="cn_decision",
            body=tuple(Block(text=text) for text in texts),
        )
    )
    operations = [
        ReplaceWords(source=block.eid, old=f"甲{place}", text=f"乙{max(place, 39)}")
        for place, block in enumerate(walk_blocks(document))
    ]
    located = locate(document, operations)

    assert sorted(read) == sorted(texts)
    assert [old[0].text for old, _ in located] == [f"甲{place}" for place in range(40)]
    assert {new[0].text for _, new in located} == {"乙39"}
