"""What a returned draft changes without a trace; every text is invented."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from json_schemas import validator
from lanes import examples
from numbered_rules import TITLE, rule
from revisions import revisions, version
from word_files import word_file

from policydiff.akn.writer import to_xml
from policydiff.checking.actions.check_return import NoWordFileError, ReturnOptions, check_return
from policydiff.checking.engine.return_check import ReturnCheck
from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.model.reports import Edition, ReportOptions
from policydiff.report import formats
from policydiff.works.session import Session

TRACKED = ("ins", "del", "moveFrom", "moveTo")


def check(folder: Path, sent: bytes, returned: bytes, *, strict: bool = False) -> ReturnCheck:
    for name, data in (("sent.docx", sent), ("returned.docx", returned)):
        (folder / name).write_bytes(data)
    return check_return(
        str(folder / "sent.docx"),
        str(folder / "returned.docx"),
        Session(),
        ReturnOptions(strict=strict),
    ).check


def found(done: ReturnCheck) -> list[tuple[str, str, str]]:
    """Kind, sent and returned words of each counted change."""
    return [
        (
            change.kind,
            "|".join(one.passage.text for one in change.sent),
            "|".join(one.passage.text for one in change.returned),
        )
        for change in done.changes
        if change.counted
    ]


@dataclass(frozen=True)
class Edited:
    """A Word file, and what a test changed in it without a trace."""

    data: bytes
    planted: tuple[tuple[str, str, str], ...]


def silently(data: bytes, draw) -> Edited:
    """Change words in paragraphs without tracked changes, or delete them, with python-docx."""
    file = docx.Document(io.BytesIO(data))
    tracked = [any(_is_tracked(node) for node in one._p.iter()) for one in file.paragraphs]
    free = [
        one
        for one, own, before in zip(file.paragraphs, tracked, [False, *tracked], strict=False)
        if one.text.strip() and one.runs and not own and not before
    ]  # a paragraph whose end is tracked goes on in the one behind it
    chosen = draw(st.lists(st.sampled_from(range(len(free))), min_size=1, unique=True, max_size=4))
    planted = []
    for place in sorted(chosen):
        before = free[place].text
        if draw(st.booleans()):
            run = draw(st.sampled_from(free[place].runs))
            run.text += "，另有约定的除外"
            planted.append(("reworded", before, free[place].text))
        else:
            free[place]._p.getparent().remove(free[place]._p)
            planted.append(("removed", before, ""))
    written = io.BytesIO()
    file.save(written)
    return Edited(data=written.getvalue(), planted=tuple(planted))


def _is_tracked(node) -> bool:
    return str(node.tag).rpartition("}")[2] in TRACKED


@settings(deadline=None, max_examples=examples(40))
@given(revisions(), st.data())
def test_each_silent_change_among_tracked_ones_is_found_and_none_is_invented(
    tmp_path_factory, texts, data
):
    folder = tmp_path_factory.mktemp("returned")
    old, new = (
        version(date, text) for date, text in zip(("2020-01-01", "2024-01-01"), texts, strict=True)
    )
    options = ReportOptions()
    sent = formats.write(Edition(document=old), "docx", options)
    redline = formats.write(view_comparison(diff(old, new), options), "redline_docx", options)

    assert check(folder, sent, redline, strict=True).changes == ()

    edited = silently(redline, data.draw)
    done = check(folder, sent, edited.data)

    assert sorted(found(done)) == sorted(edited.planted)
    assert done.silent == len(edited.planted)


def table_file(rows: list[list[str]], head: str = "费用表") -> bytes:
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = head
    file.add_paragraph("第一条　费用见下表。")
    table = file.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    file.add_paragraph("第二条　本办法自公布之日起施行。")
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


ROWS = [["项目", "金额"], ["甲", "五十元"], ["乙", "八十元"], ["丙", "一百元"]]


@pytest.mark.parametrize(
    ("rows", "changes"),
    [
        (ROWS, []),
        (
            [*ROWS[:2], ["乙", "九十元"], ROWS[3]],
            [("reworded", "八十元", "九十元")],
        ),
        ([*ROWS[:2], ["乙", ""], ROWS[3]], [("removed", "八十元", "")]),
        ([*ROWS[:2], ROWS[3]], [("removed", "乙|八十元", "")]),
        ([*ROWS, ["丁", "二百元"]], [("added", "", "丁|二百元")]),
    ],
)
def test_cells_and_rows_of_tables(tmp_path, rows, changes):
    assert found(check(tmp_path, table_file(ROWS), table_file(rows))) == changes


def test_a_cell_is_named_by_its_place(tmp_path):
    (change,) = check(tmp_path, table_file(ROWS), table_file([*ROWS[:3], ["丙", "一千元"]])).changes

    (after,) = change.returned
    assert (after.num, after.passage.cell.row, after.passage.cell.column) == ("第一条", 4, 2)


def test_heads_of_pages_are_compared(tmp_path):
    assert found(check(tmp_path, table_file(ROWS), table_file(ROWS, "费用表（内部）"))) == [
        ("reworded", "费用表", "费用表（内部）")
    ]


def paragraph(text: str, properties: str = "", more: str = "") -> str:
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{more}</w:p>"


def test_notes_and_hidden_text_are_compared(tmp_path):
    def file(note: str, hidden: str) -> bytes:
        reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        secret = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{hidden}</w:t></w:r>" if hidden else ""
        return word_file(
            paragraph("第一条　总价一百元。", more=reference + secret),
            footnotes=f'<w:footnote w:id="2">{paragraph(note)}</w:footnote>',
        )

    done = check(tmp_path, file("含税。", ""), file("不含税。", "见附件"))

    assert [(change.kind, change.counted) for change in done.changes] == [
        ("hidden", True),
        ("reworded", True),
    ]
    assert done.changes[1].returned[0].passage.story == "footnote"


LISTS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def numbered(*texts: str, start: int = 1) -> bytes:
    body = "".join(paragraph(text, LISTED) for text in texts)
    return word_file(paragraph("合同") + body, numbering=LISTS.format(start=start))


def test_automatic_numbers_that_begin_elsewhere_are_one_change(tmp_path):
    done = check(tmp_path, numbered("甲方。", "乙方。"), numbered("甲方。", "乙方。", start=4))

    (change,) = done.changes
    assert (change.kind, change.counted) == ("number", True)
    assert [one.passage.label.strip() for one in change.returned] == ["4.", "5."]


def test_automatic_numbers_that_follow_from_a_deleted_paragraph_are_not_counted(tmp_path):
    done = check(tmp_path, numbered("甲方。", "乙方。", "丙方。"), numbered("甲方。", "丙方。"))

    assert [(change.kind, change.counted) for change in done.changes] == [
        ("removed", True),
        ("number", False),
    ]


@pytest.mark.parametrize(
    ("sent", "returned"),
    [
        ("第一条　价款一百元。", "第一条 价款一百元。"),
        ("第一条　价款100元（含税）。", "第一条　价款１００元(含税)。"),
        ("甲方与乙方", "甲方与乙方 "),
    ],
)
def test_spaces_and_width_are_named_and_counted_only_when_asked(tmp_path, sent, returned):
    files = [word_file(paragraph(text) + paragraph("末段。")) for text in (sent, returned)]

    assert [change.kind for change in check(tmp_path, *files).changes] == ["spacing"]
    assert check(tmp_path, *files).silent == 0
    assert check(tmp_path, *files, strict=True).silent == 1


@pytest.mark.parametrize(
    ("sent", "returned"),
    [("not able", "notable"), ("“甲方”", '"甲方"'), ("○", "〇"), ("10 5", "105")],
)
def test_what_the_noise_rule_leaves_out_is_counted_here(tmp_path, sent, returned):
    files = [word_file(paragraph(text) + paragraph("末段。")) for text in (sent, returned)]

    assert check(tmp_path, *files).silent == 1


def test_empty_paragraphs_are_spaces(tmp_path):
    files = [
        word_file(paragraph("首段。") + blank + paragraph("末段。"))
        for blank in ("", paragraph("") * 2)
    ]

    (change,) = check(tmp_path, *files).changes
    assert (change.kind, change.counted) == ("spacing", False)


def test_words_in_other_paragraphs_are_one_change(tmp_path):
    files = [
        word_file(paragraph("首段。") + "".join(map(paragraph, texts)) + paragraph("末段。"))
        for texts in (["甲方应当付款；乙方应当交货。"], ["甲方应当付款；", "乙方应当交货。"])
    ]

    assert found(check(tmp_path, *files)) == [
        ("divided", "甲方应当付款；乙方应当交货。", "甲方应当付款；|乙方应当交货。")
    ]


def test_a_paragraph_at_another_place_is_one_change(tmp_path):
    texts = ["第一段。", "第二段，较长。", "第三段。", "第四段。"]
    files = [word_file("".join(map(paragraph, order))) for order in (texts, [*texts[1:], texts[0]])]

    assert found(check(tmp_path, *files)) == [("moved", "第一段。", "第一段。")]


@pytest.mark.parametrize("instruction", ["PAGE", "DATE \\@ yyyy", "PAGEREF _Toc1"])
@pytest.mark.parametrize("simple", [False, True])
def test_fields_that_word_fills_are_no_change(tmp_path, instruction, simple):
    def file(result: str) -> bytes:
        field = "".join(
            f"<w:r>{inner}</w:r>"
            for inner in (
                '<w:fldChar w:fldCharType="begin"/>',
                f"<w:instrText>{instruction}</w:instrText>",
                '<w:fldChar w:fldCharType="separate"/>',
                f"<w:t>{result}</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
            )
        )
        if simple:
            text = f"<w:r><w:t>{result}</w:t></w:r>"
            field = f'<w:fldSimple w:instr="{instruction}">{text}</w:fldSimple>'
        return word_file(paragraph("首段。") + paragraph("见第", more=field))

    assert check(tmp_path, file("1"), file("7")).changes == ()


def test_comments_are_named_and_not_counted(tmp_path):
    def file(*comments: tuple[str, str]) -> bytes:
        written = "".join(
            f'<w:comment w:id="{place}" w:author="{author}" w:date="2025-01-01T00:00:00Z">'
            f"{paragraph(text)}</w:comment>"
            for place, (author, text) in enumerate(comments)
        )
        marks = "".join(
            f'<w:r><w:commentReference w:id="{place}"/></w:r>' for place in range(len(comments))
        )
        return word_file(paragraph("第一条", more=marks), comments=written)

    sent = file(("张三", "请核对"), ("李四", "旧批注"))
    done = check(tmp_path, sent, file(("张三", "已核对"), ("王五", "新批注")))

    assert done.silent == 0
    assert [
        (one.sent and one.sent.text, one.returned and one.returned.text) for one in done.comments
    ] == [("旧批注", None), ("请核对", "已核对"), (None, "新批注")]


def test_pictures_and_objects_are_named_with_whether_they_are_the_same(tmp_path):
    def file(picture: bytes) -> bytes:
        parts = (("word/media/image1.png", picture), ("word/embeddings/sheet.bin", b"sheet"))
        return word_file(paragraph("第一条"), extra=parts)

    assert [
        (part.kind, part.sent, part.returned, part.same)
        for part in check(tmp_path, file(b"one"), file(b"two")).unchecked
    ] == [("picture", 1, 1, False), ("object", 1, 1, True)]


BY = 'w:id="1" w:author="{}" w:date="2025-03-02T10:00:00Z"'


def revised(inserted: str, author: str = "甲方律师", more: str = "") -> bytes:
    mark = f"<w:ins {BY.format(author)}><w:r><w:t>{inserted}</w:t></w:r></w:ins>"
    return word_file(paragraph("总价一百元", more=mark + more) + paragraph("末段。"))


def test_an_edit_inside_the_senders_own_tracked_change_is_found(tmp_path):
    done = check(tmp_path, revised("，分两期支付"), revised("，分三期支付"))

    (change,) = done.changes
    assert (change.kind, change.accepted, change.counted) == ("reworded", True, True)
    assert [edit.text for edit in change.edits if edit.op != "equal"] == ["两期", "三期"]


def test_tracked_changes_beside_the_senders_own_are_no_silent_ones(tmp_path):
    theirs = f"<w:ins {BY.format('乙方律师')}><w:r><w:t>，以书面为准</w:t></w:r></w:ins>"

    assert (
        check(tmp_path, revised("，分两期支付"), revised("，分两期支付", more=theirs)).changes == ()
    )


def test_accepting_the_senders_own_changes_without_a_trace_is_named(tmp_path):
    accepted = word_file(paragraph("总价一百元，分两期支付") + paragraph("末段。"))
    done = check(tmp_path, revised("，分两期支付"), accepted)

    assert done.taken
    assert done.silent == 1
    assert not done.tracked


def test_of_other_formats_the_words_of_clauses_are_compared(tmp_path):
    (tmp_path / "sent.txt").write_text(
        "示例市借阅办法\n\n第一条　为了规范借阅，制定本办法。\n第二条　借阅不得超过五册。\n",
        encoding="utf-8",
    )
    texts = ("示例市借阅办法", "第一条　为了规范借阅，制定本办法。", "第二条　借阅不得超过九册。")
    (tmp_path / "returned.docx").write_bytes(word_file("".join(map(paragraph, texts))))

    done = check_return(
        str(tmp_path / "sent.txt"), str(tmp_path / "returned.docx"), Session(), ReturnOptions()
    ).check

    assert not done.whole
    assert [(change.kind, change.sent[0].num) for change in done.changes] == [
        ("reworded", "第二条")
    ]


def test_clauses_with_decimal_numbers_are_compared_one_by_one(tmp_path):
    lines = (
        "3 验收",
        "3.1 货物到达后由使用部门验收。",
        "3.1.1 验收应当在五日内完成，并填写验收单。",
        "3.1.2 验收单由仓库保存三年。",
        "3.2 验收不合格的，应当退货。",
    )
    (tmp_path / "sent.xml").write_bytes(to_xml(rule("\n".join(lines))))
    texts = (TITLE, *lines[:2], lines[2].replace("五日", "十日"), lines[3], lines[4])
    (tmp_path / "returned.docx").write_bytes(word_file("".join(map(paragraph, texts))))

    done = check_return(
        str(tmp_path / "sent.xml"), str(tmp_path / "returned.docx"), Session(), ReturnOptions()
    ).check

    assert [(one.kind, [placed.eid for placed in one.sent]) for one in done.changes] == [
        ("reworded", ["art_3.1__point_3.1.1"])
    ]
    assert done.paragraphs == len(texts)


def test_a_returned_draft_is_a_word_file(tmp_path):
    for name in ("sent.txt", "returned.txt"):
        (tmp_path / name).write_text("第一条　甲。\n第二条　乙。\n", encoding="utf-8")

    with pytest.raises(NoWordFileError, match="docx"):
        check_return(
            str(tmp_path / "sent.txt"), str(tmp_path / "returned.txt"), Session(), ReturnOptions()
        )


def test_json_is_by_its_schema(tmp_path):
    rows = [*ROWS[:2], ["乙", "九十元"], ["丙", "一百元 "]]
    done = check(tmp_path, table_file(ROWS), table_file(rows))

    assert len(done.changes) == 2
    validator("return-check").validate(done.to_dict())


@pytest.mark.parametrize("form", formats.formats("return"))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_names_place_and_words(tmp_path, form, language):
    done = check(tmp_path, table_file(ROWS), table_file([*ROWS[:3], ["丙", "一千元"]]))
    data = formats.write(done, form, ReportOptions(language=language, width=60))
    if form == "docx":
        file = docx.Document(io.BytesIO(data))
        cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
        text = "".join((*(one.text for one in file.paragraphs), *cells))
    else:
        text = data.decode()
    shown = "".join(text.split())

    assert ("百" in shown) is ("千" in shown) is True
    if form != "json":
        count, place = {
            "zh": ("发现1处未留痕修改", "表1第4行第2列"),
            "en": ("1changewithoutatrace", "table1,row4,column2"),
        }[language]
        assert count in shown
        assert place in shown
