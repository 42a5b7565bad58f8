"""Quoted words and links in one paragraph, wherever they lie. All texts are invented."""

from __future__ import annotations

import pytest

from policydiff.akn.body_writer import write_inline
from policydiff.akn.reader import from_xml
from policydiff.akn.validation import validate
from policydiff.akn.writer import to_xml
from policydiff.model.citation import Reference
from policydiff.model.document import Block, Document, Provision, Quoted
from policydiff.model.identifiers import name_document
from policydiff.model.version import QuotedText

TEXT = "将“第二条”改为“应当”。"
"""The quoted words stand at 2 to 5 and at 9 to 11."""
WHOLE = Reference(span=(2, 5), text="第二条", internal=True, target="art_2")
INSIDE = '<ref href="#art_2">第二条</ref>'


def written(
    *quoted: tuple[int, int], references: tuple[Reference, ...] = (), mod: str | None = "m"
) -> str:
    return write_inline(
        Block(
            text=TEXT, quoted=tuple(QuotedText(span=span) for span in quoted), references=references
        ),
        None,
        mod,
    )


def test_the_modification_reaches_from_the_first_mark_to_the_last() -> None:
    expected = '将<mod eId="m">“<quotedText>第二条</quotedText>”改为“<quotedText>应当</quotedText>”</mod>。'

    assert written((2, 5), (9, 11)) == expected


def test_without_marks_it_reaches_from_the_first_word_to_the_last() -> None:
    assert written((3, 4)) == '将“第<mod eId="m"><quotedText>二</quotedText></mod>条”改为“应当”。'
    assert written((0, 1)) == '<mod eId="m"><quotedText>将</quotedText></mod>“第二条”改为“应当”。'


def test_inside_a_modification_none_is_opened() -> None:
    assert written((9, 11), mod=None) == "将“第二条”改为“<quotedText>应当</quotedText>”。"


def test_a_link_may_stand_in_quoted_words() -> None:
    assert f"“<quotedText>{INSIDE}</quotedText>”改为" in written(
        (2, 5), (9, 11), references=(WHOLE,)
    )


@pytest.mark.parametrize("span", [(1, 4), (3, 7), (1, 6), (4, 10)])
def test_a_link_that_crosses_quoted_words_carries_its_span(span: tuple[int, int]) -> None:
    crossing = Reference(span=span, text="第二条", internal=True, target="art_2")

    assert f'pd:span="{span[0]} {span[1]}"' in written((2, 5), (9, 11), references=(crossing,))


@pytest.mark.parametrize(
    "quoted",
    [
        ((9, 11), (2, 5)),
        ((2, 5), (4, 9)),
        ((2, 40),),
        ((5, 2),),
        ((-1, 3),),
        ((40, 41), (2, 5), (2, 5)),
    ],
)
def test_quoted_words_that_do_not_fit_carry_their_span(quoted: tuple[tuple[int, int], ...]) -> None:
    block = Block(
        text=TEXT, quoted=tuple(QuotedText(span=span) for span in quoted), references=(WHOLE,)
    )
    document = Document(title="例", kind="decision", dialect="cn_decision", preamble=(block,))
    data = to_xml(document)

    assert b"pd:span" in data
    assert from_xml(data) == document


def test_quoted_words_in_the_line_before_new_text_share_its_modification() -> None:
    lead = Block(
        text="第一条中的“可”改为“应”，增加一款：",
        quoted=(QuotedText(span=(6, 7)), QuotedText(span=(11, 12))),
    )
    item = Provision(
        eid="",
        level="article",
        number="1",
        num="一、",
        content=(lead, Quoted(content=(Block(text="新。"),))),
    )
    document = name_document(
        Document(title="例", kind="decision", dialect="cn_decision", body=(item,))
    )
    data = to_xml(document)

    assert data.decode().count("<mod ") == 1
    assert (
        '<quotedText eId="art_1__qtext_2">应</quotedText>”，增加一款：<quotedStructure eId="art_1__qstr_1"'
        in data.decode()
    )
    assert from_xml(data) == document
    assert validate(data) == ()
