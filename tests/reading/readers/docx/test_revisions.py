"""Both texts of a Word file with tracked changes, and who made each change; all invented."""

from __future__ import annotations

import pytest
from word_files import word_file

from policydiff.model.source import SourceTable, SourceText
from policydiff.reading.contract import ReadOptions, Revisions
from policydiff.reading.readers.docx import reader as docx

BY = 'w:id="1" w:author="李律师" w:date="2025-03-02T10:00:00Z"'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(inner)}</w:p>"


def gone(text: str, tag: str = "del") -> str:
    return f'<w:{tag} {BY}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:{tag}>'


def come(text: str, tag: str = "ins") -> str:
    return f"<w:{tag} {BY}>{run(text)}</w:{tag}>"


def end(tag: str, more: str = "") -> str:
    """The mark of a paragraph whose end is tracked."""
    return f"<w:rPr><w:{tag} {BY}/>{more}</w:rPr>"


def row(*cells: str, tracked: str = "") -> str:
    mark = f"<w:trPr><w:{tracked} {BY}/></w:trPr>" if tracked else ""
    return f"<w:tr>{mark}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def read(body: str, revisions: Revisions) -> SourceText:
    return docx.read(word_file(body), "x.docx", ReadOptions(revisions=revisions))


def lines(source: SourceText) -> list[str]:
    return [
        "\n".join("|".join(cell.text for cell in row) for row in line.rows)
        if isinstance(line, SourceTable)
        else line.text
        for line in source.lines
    ]


REFORMATTED = f"<w:b/><w:rPrChange {BY}><w:rPr><w:i/></w:rPr></w:rPrChange>"
CASES = {
    "words": (
        paragraph(run("不超过"), gone("五册"), come("八册"), run("。")),
        ["不超过五册。"],
        ["不超过八册。"],
    ),
    "words deleted in an insertion": (
        paragraph(run("借阅"), f"<w:ins {BY}>{run('图书')}{gone('和报刊')}</w:ins>"),
        ["借阅"],
        ["借阅图书"],
    ),
    "inserted paragraph": (
        paragraph(come("新的一段。"), properties=end("ins")) + paragraph(run("旧的一段。")),
        ["旧的一段。"],
        ["新的一段。", "旧的一段。"],
    ),
    "deleted paragraph": (
        paragraph(run("第一段。"))
        + paragraph(gone("第二段。"), properties=end("del"))
        + paragraph(run("第三段。")),
        ["第一段。", "第二段。", "第三段。"],
        ["第一段。", "第三段。"],
    ),
    "divided paragraph": (
        paragraph(run("前半，"), properties=end("ins")) + paragraph(run("后半。")),
        ["前半，后半。"],
        ["前半，", "后半。"],
    ),
    "divided paragraph in another font": (
        paragraph(run("前半，"), properties=end("ins", REFORMATTED)) + paragraph(run("后半。")),
        ["前半，后半。"],
        ["前半，", "后半。"],
    ),
    "joined paragraphs": (
        paragraph(run("前段。"), properties=end("del")) + paragraph(run("后段。")),
        ["前段。", "后段。"],
        ["前段。后段。"],
    ),
    "moved paragraph": (
        paragraph(gone("移动的一段。", "moveFrom"), properties=end("moveFrom"))
        + paragraph(run("不动的一段。"))
        + paragraph(come("移动的一段。", "moveTo"), properties=end("moveTo"))
        + paragraph(run("末段。")),
        ["移动的一段。", "不动的一段。", "末段。"],
        ["不动的一段。", "移动的一段。", "末段。"],
    ),
    "row of a table": (
        "<w:tbl>"
        + row(paragraph(run("甲")), paragraph(run("1")))
        + row(paragraph(gone("乙")), paragraph(gone("2")), tracked="del")
        + row(paragraph(come("丙")), paragraph(come("3")), tracked="ins")
        + "</w:tbl>"
        + paragraph(run("末段。")),
        ["甲|1\n乙|2", "末段。"],
        ["甲|1\n丙|3", "末段。"],
    ),
    "words in a cell": (
        "<w:tbl>"
        + row(paragraph(run("费用")), paragraph(gone("五"), come("八"), run("元")))
        + "</w:tbl>"
        + paragraph(run("末段。")),
        ["费用|五元", "末段。"],
        ["费用|八元", "末段。"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_both_texts_are_those_of_word(case):
    body, original, accepted = CASES[case]

    assert lines(read(body, "original")) == original
    assert lines(read(body, "accepted")) == accepted


def test_each_text_names_who_made_the_changes_that_it_shows():
    body = paragraph(run("第一段。")) + CASES["words"][0] + CASES["deleted paragraph"][0]
    original, accepted = (read(body, state).tracked for state in ("original", "accepted"))

    assert [(one.kind, one.text, one.line) for one in original] == [
        ("deletion", "五册", 2),
        ("deletion", "第二段。", 4),
    ]
    assert [(one.kind, one.text, one.line) for one in accepted] == [("insertion", "八册", 2)]
    assert {(one.author, one.date) for one in (*original, *accepted)} == {
        ("李律师", "2025-03-02T10:00:00Z")
    }


def test_the_end_of_a_paragraph_and_a_row_are_changes_of_their_own_where_their_text_is_not():
    empty = "<w:tbl>" + row(paragraph(run("丙")), paragraph(run("3")), tracked="ins") + "</w:tbl>"
    body = CASES["divided paragraph"][0] + empty + paragraph()

    assert [(one.kind, one.text) for one in read(body, "accepted").tracked] == [
        ("insertion", ""),
        ("insertion", "丙3"),
    ]
    assert read(body, "original").tracked == ()


def test_a_move_is_named_on_both_sides():
    body = CASES["moved paragraph"][0]

    for state in ("original", "accepted"):
        (found,) = read(body, state).tracked
        assert (found.kind, found.text) == ("move", "移动的一段。")


def test_a_comment_has_its_author_and_day():
    comments = (
        '<w:comment w:id="1" w:author="张三" w:date="2025-03-01T09:00:00Z">'
        + paragraph(run("要写上位法吗？"))
        + "</w:comment>"
    )
    body = paragraph(run("第一条"), '<w:r><w:commentReference w:id="1"/></w:r>')
    source = docx.read(word_file(body, comments=comments), "x.docx")

    (found,) = (piece for piece in source.dropped if piece.what == "comment")
    assert (found.author, found.date, found.text) == (
        "张三",
        "2025-03-01T09:00:00Z",
        "要写上位法吗？",
    )


def test_a_number_that_was_given_with_changes_tracked_is_taken_back():
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    given = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {BY}/></w:numPr>'
    data = word_file(paragraph(run("甲方。"), properties=given), numbering=numbering)
    texts = {
        state: lines(docx.read(data, "x.docx", ReadOptions(revisions=state)))
        for state in ("original", "accepted")
    }

    assert texts["original"] == ["甲方。"]
    assert texts["accepted"][0].startswith("1.")
