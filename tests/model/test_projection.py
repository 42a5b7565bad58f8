"""The projection of a document: every character leads back to where it stands. The texts are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.model.document import Attachment, Block, Document, Provision, Quoted, Table, walk_blocks
from policydiff.model.identifiers import name_document
from policydiff.model.projection import project
from policydiff.model.source import Cell


def paragraph(number, *content):
    return Provision(eid="", level="paragraph", number=number, content=content)


DOCUMENT = name_document(
    Document(
        title="花园条例",
        kind="regulation",
        dialect="cn_law",
        preface=(Block(text="花园条例", role="title"),),
        body=(
            Provision(
                eid="",
                level="chapter",
                number="1",
                num="第一章",
                heading="总则",
                content=(
                    Provision(eid="", level="article", number="1", num="第一条", content=(paragraph("1", Block(text="为了花园。")),)),
                    Provision(
                        eid="",
                        level="article",
                        number="2",
                        num="第二条",
                        content=(
                            paragraph(
                                "1",
                                Block(text="不得："),
                                Provision(eid="", level="point", number="1", num="（一）", content=(Block(text="攀折"),)),
                            ),
                            paragraph(
                                "2",
                                Table(rows=((Cell(text="甲"), Cell(text="乙")),)),
                                Quoted(content=(Block(text="引文"),)),
                                Block(text=""),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        attachments=(Attachment(eid="", number="1", num="附件", heading="名录", content=(Block(text="月季"),)),),
    )
)


def test_is_the_text_of_the_blocks():
    assert project(DOCUMENT).text == "\n".join(block.text for block in walk_blocks(DOCUMENT))


def test_headings_tables_and_quoted_text_on_demand():
    projection = project(DOCUMENT, also=("heading", "table", "quoted"))

    assert projection.text == "花园条例\n总则\n为了花园。\n不得：\n攀折\n甲\t乙\n引文\n\n名录\n月季"
    assert [piece.kind for piece in projection.pieces if piece.kind != "block"] == ["heading", "table", "quoted", "heading"]


@pytest.mark.parametrize(
    ("eid", "text"),
    [
        ("art_1", "为了花园。"),
        ("art_2__para_1", "不得：\n攀折"),
        ("art_2__para_1__point_1", "攀折"),
        ("chp_1", "为了花园。\n不得：\n攀折\n"),
        ("att_1", "月季"),
        ("art_1__para_1__p_1", "为了花园。"),
    ],
)
def test_span_of_a_name(eid, text):
    projection = project(DOCUMENT)
    begin, end = projection.span_of(eid)

    assert projection.text[begin:end] == text


def test_unknown_names_and_places_are_none():
    projection = project(DOCUMENT)

    assert projection.span_of("art_9") is None
    assert projection.at(-1) is None
    assert projection.at(len(projection.text)) is None


def test_projects_one_provision():
    article = DOCUMENT.articles[1]
    projection = project(article)

    assert projection.text == "不得：\n攀折\n"
    assert projection.span_of("art_2") == (0, 7)


def test_pieces_in_a_span():
    projection = project(DOCUMENT)
    place = projection.text.index("园。\n不")

    assert [piece.eid for piece in projection.pieces_in(place, place + 4)] == ["art_1__para_1", "art_2__para_1"]
    assert projection.pieces_in(0, 0) == ()


def test_an_empty_document_has_an_empty_projection():
    projection = project(Document(title="无", kind="document", dialect="cn_law"))

    assert (projection.text, projection.pieces, projection.at(0)) == ("", (), None)


@given(st.lists(st.text(alphabet="甲乙\n", max_size=5), max_size=8))
def test_every_character_leads_back(texts):
    body = tuple(Provision(eid=f"art_{n}", level="article", number=str(n), content=(Block(text=text),)) for n, text in enumerate(texts))
    projection = project(Document(title="无", kind="document", dialect="cn_law", body=body))

    assert projection.text == "\n".join(texts)
    for offset, character in enumerate(projection.text):
        piece, inside = projection.at(offset)
        holder = body[int(piece.eid.removeprefix("art_"))]
        assert (holder.content[piece.place].text + "\n")[inside] == character
