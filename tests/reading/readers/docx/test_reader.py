"""Word files: their text, and what stands beside it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples
from word_files import case_file, definition, instance, level, paragraph, run, word_file, zipped

from policydiff.model.source import SourceLine, SourceTable
from policydiff.reading.contract import ReadOptions
from policydiff.reading.readers.docx import reader as docx
from policydiff.reading.readers.safety.decoding import clean

CASES = sorted((Path(__file__).parents[3] / "cases" / "readers" / "docx").glob("*.xml"))


def read(body="", *, revisions="accepted", **parts):
    return docx.read(word_file(body, **parts), "x.docx", ReadOptions(revisions=revisions))


def texts(source):
    return [line.text for line in source.lines if isinstance(line, SourceLine)]


@pytest.mark.parametrize("revisions", ["accepted", "original"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path, revisions, golden, show):
    source = docx.read(case_file(path), path.name, ReadOptions(revisions=revisions))

    if revisions == "accepted" or path.stem == "revisions":
        golden(path.with_suffix(f".{revisions}.expected"), show(source))
    else:  # where nothing is tracked there is nothing to choose
        assert source == docx.read(case_file(path), path.name)


def test_the_case_says_everything_that_is_written_in_it():
    source = docx.read(case_file(CASES[0]), "beside.docx")
    said = "".join(texts(source)) + "".join(piece.text for piece in source.dropped)

    for word in (
        "四十条",
        "指2018年的普查。",
        "不含支流。",
        "请核对数字。",
        "隐藏的字",
        "单击此处输入文字",
        "公报",
        "征求意见稿",
        "—1",
    ):
        assert word in said


def test_the_file_is_named_and_hashed():
    data = word_file(paragraph("办法"))
    source = docx.read(data, "办法.docx")

    assert (source.name, source.format, source.encoding, len(source.sha256)) == (
        "办法.docx",
        "docx",
        None,
        64,
    )
    assert source == docx.read(data, "办法.docx")


@pytest.mark.parametrize(
    ("data", "sure"),
    [
        (word_file(), True),
        (word_file(types="application/vnd.ms-word.document.macroEnabled.main+xml"), True),
        (
            word_file(
                types="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
            ),
            True,
        ),
        (zipped([("word/document.xml", "")]), True),
        (
            word_file(
                types="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
            ),
            False,
        ),
        (
            zipped([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")]),
            False,
        ),
        (zipped([("readme.txt", "word")]), False),
        (b"PK\x03\x04 and no more", False),
        (b"", False),
        ("第一条".encode(), False),
    ],
)
def test_sniff(data, sure):
    assert docx.sniff(data) is sure


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<w:p><w:r><w:t> 甲 </w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>", ["甲乙"]),
        (
            '<w:p><w:r><w:t xml:space="preserve">Act </w:t></w:r><w:r><w:t>One</w:t></w:r></w:p>',
            ["Act One"],
        ),
        ("<w:p><w:r><w:t>甲\n  乙</w:t></w:r></w:p>", ["甲 乙"]),
        ("<w:p><w:r><w:t>甲</w:t><w:cr/><w:t>乙</w:t><w:br/><w:br/></w:r></w:p>", ["甲", "乙"]),
        ('<w:p><w:r><w:t>甲</w:t><w:br w:type="page"/></w:r></w:p>', ["甲"]),
        ("<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>", ["甲\t乙"]),
        ("<w:p/><w:p><w:r/></w:p>" + paragraph("甲"), ["甲"]),
        (paragraph("⼀、总则"), ["一、总则"]),
        ("<w:p><w:r><w:t>甲<!-- 注 -->乙</w:t></w:r></w:p>", ["甲乙"]),
        (
            '<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:fldSimple w:instr="REF x"><w:r><w:t>引用</w:t></w:r></w:fldSimple></w:p>',
            ["链接引用"],
        ),
        (
            '<w:p><w:r><w:sym w:font="宋体" w:char="25CB"/><w:sym w:font="Symbol" w:char="F0B4"/><w:sym w:font="Wingdings" w:char="F081"/></w:r></w:p>',
            ["○×①"],
        ),
        (
            (
                "<w:p><w:r><w:t>应纳税额=</w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>收入-成本</m:t></m:r></m:num><m:den><m:r><m:t>1.03</m:t></m:r></m:den></m:f>"
                "<m:r><m:t>×</m:t></m:r><m:sSup><m:e><m:r><m:t>r</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>"
            ),
            ["应纳税额=(收入-成本)/(1.03)×r^2"],
        ),
        (
            (
                "<w:p><m:oMath><m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub><m:sup><m:r><m:t>n</m:t></m:r></m:sup>"
                "<m:e><m:sSub><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sub><m:r><m:t>i</m:t></m:r></m:sub></m:sSub></m:e></m:nary>"
                "<m:rad><m:deg/><m:e><m:d><m:e><m:r><m:t>a</m:t></m:r></m:e><m:e><m:r><m:t>b</m:t></m:r></m:e></m:d></m:e></m:rad></m:oMath></w:p>"
            ),
            ["∑_(i=1)^nx_i√((a|b))"],
        ),
        ("<w:customXml><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:customXml>", ["甲"]),
    ],
    ids=lambda each: str(each)[:40] if isinstance(each, list) else "",
)
def test_text_of_paragraphs(body, lines):
    assert texts(read(body)) == lines


def test_a_picture_character_without_a_name_is_told():
    source = read(
        paragraph("甲") + '<w:p><w:r><w:sym w:font="Webdings" w:char="F021"/></w:r></w:p>'
    )

    assert texts(source)[-1] == "\ufffd"
    assert [(problem.code, problem.line) for problem in source.problems] == [("lost-characters", 2)]


def test_direction_marks_are_taken_out_and_told():
    source = read(paragraph("甲") + paragraph("罚款\u202e元百一\u202c。"))

    assert texts(source) == ["甲", "罚款元百一。"]
    assert [(problem.code, problem.line) for problem in source.problems] == [
        ("hidden-characters", 2)
    ]


def test_text_that_is_struck_through_is_read_and_told():
    source = read(
        paragraph("甲")
        + "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>旧</w:t></w:r><w:r><w:t>新</w:t></w:r></w:p>"
    )

    assert texts(source) == ["甲", "旧新"]
    assert [(problem.code, problem.line) for problem in source.problems] == [("struck-through", 2)]


def test_the_number_of_a_page_in_the_text_is_none_of_it():
    number = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{inner}'
        for kind, inner in (
            ("begin", "<w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r>"),
            ("separate", run("12")),
            ("end", ""),
        )
    )
    source = read(
        f"<w:p>{run('— ')}{number}{run(' —')}</w:p><w:p>{run('第')}{number}{run('页的表')}</w:p>"
    )

    assert texts(source) == ["第12页的表"]
    assert [(piece.what, piece.text, piece.line) for piece in source.dropped] == [
        ("page-number", "— 12 —", 1)
    ]


def test_an_instruction_that_never_ends_swallows_no_text():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    source = read(f"<w:p>{begin}{run('甲')}</w:p>" + paragraph("乙"))

    assert [(line.text, line.style) for line in source.lines] == [("甲", "plain"), ("乙", "plain")]


def test_a_field_whose_result_word_makes_itself_is_told():
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTONUM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    source = read(f"<w:p>{field}{run('甲')}</w:p>")

    assert texts(source) == ["甲"]
    assert [(piece.what, piece.text, piece.line) for piece in source.dropped] == [
        ("field", "AUTONUM", 1)
    ]
    assert [problem.code for problem in source.problems] == ["field-left-out"]


def test_files_in_the_strict_namespaces_read_the_same():
    data = word_file(paragraph("甲", number=1), numbering=_one_list())
    strict = zipped([(name, _strict(content)) for name, content in _entries(data)])

    assert texts(docx.read(strict, "x.docx")) == ["第一条 甲"]


def _entries(data):
    file = zipfile.ZipFile(io.BytesIO(data))
    return [(name, file.read(name)) for name in file.namelist()]


def _strict(content):
    ooxml = b"http://schemas.openxmlformats.org/"
    purl = b"http://purl.oclc.org/ooxml/"
    return content.replace(
        ooxml + b"wordprocessingml/2006/main", purl + b"wordprocessingml/main"
    ).replace(ooxml + b"officeDocument/2006/relationships", purl + b"officeDocument/relationships")


def _one_list():
    return definition(0, level(0, "chineseCounting", "第%1条")) + instance(1, 0)


def test_parts_with_backslashes_and_other_cases_are_found():
    data = zipped(
        [
            (name.replace("word/document", "Word\\Document"), content)
            for name, content in _entries(word_file(paragraph("甲")))
        ]
    )

    assert texts(docx.read(data, "x.docx")) == ["甲"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_encodings_of_xml(encoding):
    entries = dict(_entries(word_file(paragraph("甲"))))
    entries["word/document.xml"] = entries["word/document.xml"].decode().encode(encoding)

    assert texts(docx.read(zipped(entries.items()), "x.docx")) == ["甲"]


def test_the_only_heading_of_the_first_level_is_the_title():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="标题 {n}"/></w:style>'
        for n in (1, 2)
    )
    titled = read(
        paragraph("办法", style="1")
        + paragraph("第一章", style="2")
        + paragraph("第二章", style="2"),
        styles=styles,
    )
    chapters = read(
        paragraph("办法") + paragraph("第一章", style="1") + paragraph("第二章", style="1"),
        styles=styles,
    )

    assert [line.depth for line in titled.lines] == [1, 2, 2]
    assert [line.depth for line in chapters.lines] == [0, 2, 2]


def test_a_whole_sentence_in_the_style_of_a_heading_is_no_heading():
    source = read(
        paragraph("第一条 甲应当乙。", more='<w:outlineLvl w:val="2"/>')
        + paragraph("总则", more='<w:outlineLvl w:val="0"/>')
    )

    assert [(line.style, line.depth) for line in source.lines] == [("plain", 0), ("heading", 2)]


def test_bold_of_styles_and_runs():
    styles = (
        '<w:style w:type="paragraph" w:styleId="p"><w:name w:val="p"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="c"><w:name w:val="c"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    bold, both, off = "<w:b/>", '<w:rStyle w:val="c"/>', '<w:b w:val="0"/>'
    body = "".join(
        f"<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr>{run('一二', look)}{run('三')}</w:p>"
        for style, look in [("", bold), ("", both), ("p", both), ("p", off), ("p", "")]
    )
    source = read(body, styles=styles)

    assert [line.bold for line in source.lines] == [2, 2, 0, 0, 3]


def test_styles_based_on_one_another_in_a_circle_end():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:name w:val="{own}"/><w:basedOn w:val="{base}"/></w:style>'
        for own, base in ("ab", "ba")
    )

    assert texts(read(paragraph("甲", style="a"), styles=styles)) == ["甲"]


def test_text_pasted_with_its_line_ends_may_be_joined():
    line = "为了加强渡船的安全管理保障乘客的人身和财产安全根据有关"
    pasted = read("".join(paragraph(line) for _ in range(12)))
    typed = read("".join(paragraph(line + "。") for _ in range(12)))

    assert (pasted.hard_wrapped, {each.hard_break for each in pasted.lines}) == (None, {False})
    assert (typed.hard_wrapped, {each.hard_break for each in typed.lines}) == (False, {True})


def test_a_table_of_automatic_numbers_is_a_table():
    row = f"<w:tr><w:tc>{paragraph(number=1)}</w:tc><w:tc>{paragraph('甲')}</w:tc></w:tr>"
    source = read(f"<w:tbl>{row}{row}</w:tbl>", numbering=_one_list())

    (table,) = source.lines
    assert isinstance(table, SourceTable)
    assert [[cell.text for cell in each] for each in table.rows] == [
        ["第一条", "甲"],
        ["第二条", "甲"],
    ]


PRINTABLE = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1, max_size=40
)


@given(st.lists(PRINTABLE, min_size=1, max_size=8))
@settings(max_examples=examples(60))
def test_any_text_survives(words):
    source = read(paragraph("#") + "".join(paragraph(word) for word in words))

    expected = [clean(word).strip() for word in words]
    assert texts(source) == ["#", *filter(None, expected)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["keep", "ins", "del"]),
            st.text("甲乙丙。", min_size=1, max_size=4),
            st.booleans(),
            st.booleans(),
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=examples(80))
def test_tracked_changes_leave_the_text_of_the_side_that_was_asked_for(pieces):
    """A plain model: what is deleted, text or end of a paragraph, is not in the new text; what is
    inserted is not in the old one.
    """
    for revisions, gone in (("accepted", "del"), ("original", "ins")):
        expected = "".join(
            ("" if kind == gone else text)
            + ("\n" if ends and not (kind == gone and marked) else "")
            for kind, text, ends, marked in pieces
        )
        found = texts(read(_paragraphs(pieces), revisions=revisions))
        assert found == [line for line in (expected + "终").split("\n") if line]


def _tracked(piece):
    kind, text, *_ = piece
    if kind == "keep":
        return run(text)
    inner = (
        run(text).replace("w:t>", "w:delText>").replace("w:t ", "w:delText ")
        if kind == "del"
        else run(text)
    )
    return f'<w:{kind} w:id="1" w:author="甲">{inner}</w:{kind}>'


def _paragraphs(pieces):
    """Paragraphs that end after the pieces that say so; such an end is tracked as its piece is,
    where the piece is marked.
    """
    made, runs = "", ""
    for piece in pieces:
        kind, _, ends, marked = piece
        runs += _tracked(piece)
        if ends:
            mark = (
                f'<w:rPr><w:{kind} w:id="2" w:author="甲"/></w:rPr>'
                if marked and kind != "keep"
                else ""
            )
            made += f"<w:p><w:pPr>{mark}</w:pPr>{runs}</w:p>"
            runs = ""
    return f"{made}<w:p>{runs}{run('终')}</w:p>"
