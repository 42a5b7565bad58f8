"""Word files with citations corrected. The contracts are invented."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples
from lxml import etree

from policydiff.citing.report.correcting.correcting import CorrectedFile, Correction, correct
from policydiff.citing.report.correcting.package import UnchangeablePartError, read_part
from policydiff.model.cited import NewWords
from policydiff.reading.contract import ReadOptions
from policydiff.reading.readers.docx import reader

BEFORE = "甲方遵守《示例法》第一百零三条第二款的规定。"
AFTER = "甲方遵守《示例法》第一百一十六条第二款的规定。"
CITED = "《示例法》第一百零三条第二款"


def correction(
    around: str = BEFORE, cited: str = CITED, *, fixes: bool = True, line: int | None = None
) -> Correction:
    """第一百零三条 becomes 第一百一十六条; without fixes it is only remarked upon."""
    begin = cited.index("第一百零三条")
    made = (NewWords(span=(begin, begin + 6), text="第一百一十六条"),) if fixes else ()
    return Correction(
        around=around,
        at=around.index(cited),
        length=len(cited),
        line=line,
        fixes=made,
        comment="请核对：条文已修改",
    )


def contract(*paragraphs: Iterable[str]) -> bytes:
    """A file with these paragraphs, each of runs with looks of their own."""
    word = docx.Document()
    for runs in paragraphs:
        paragraph = word.add_paragraph()
        for place, text in enumerate(runs):
            run = paragraph.add_run(text)
            run.bold, run.italic = place % 2 == 0, place % 3 == 0
    return saved(word)


def saved(word: docx.document.Document) -> bytes:
    """The bytes of a file."""
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def made(data: bytes, *corrections: Correction) -> CorrectedFile:
    """The file corrected, by one person on one day."""
    return correct(data, corrections, "x.docx", author="法务处", moment=datetime(2026, 1, 31))  # noqa: DTZ001 Word knows no zones


def lines(data: bytes, revisions: str) -> list[str]:
    """The lines that the reader of Word files finds."""
    options = ReadOptions(revisions=revisions)  # type: ignore[arg-type]
    return [line.text for line in reader.read(data, "x.docx", options).lines]  # type: ignore[union-attr]


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def plain(data: bytes, *, accept: bool = False) -> bytes:
    """The XML of a text with its changes rejected or accepted, comments taken out, and runs of one
    look that touch joined: what a change may do to runs does not show in it.
    """
    root = etree.fromstring(data)
    gone, stays = ("del", "ins") if accept else ("ins", "del")
    for element in list(root.iter(qn(f"w:{gone}"))):
        element.getparent().remove(element)
    for element in list(root.iter(qn(f"w:{stays}"))):
        for child in list(element):
            element.addprevious(child)
        element.getparent().remove(element)
    for element in list(root.iter(qn("w:delText"))):
        element.tag = qn("w:t")
    for element in list(root.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"))):
        element.getparent().remove(element)
    for element in list(root.iter(qn("w:commentReference"))):
        element.getparent().getparent().remove(element.getparent())
    _join(root)
    return etree.tostring(root, method="c14n")


def _join(root: etree._Element) -> None:
    """Join runs of one look that touch, and texts in them."""
    for run in list(root.iter(qn("w:r"))):
        before = run.getprevious()
        if before is not None and before.tag == run.tag and _look(before) == _look(run):
            for child in list(run):
                if child.tag != qn("w:rPr"):
                    before.append(child)
            run.getparent().remove(run)
    for text in list(root.iter(qn("w:t"))):
        text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
        before = text.getprevious()
        if before is not None and before.tag == text.tag:
            before.text = (before.text or "") + (text.text or "")
            text.getparent().remove(text)


def _look(run: etree._Element) -> bytes:
    properties = run.find(qn("w:rPr"))
    return b"" if properties is None else etree.tostring(deepcopy(properties), method="c14n")


def only_the_text_differs(before: bytes, after: bytes, *, comments: bool = False) -> None:
    """Every part but the text is the same, byte for byte, but for what a first comment needs."""
    old, new = parts(before), parts(after)
    changed = {name for name in new if old.get(name) != new[name]}
    allowed = {"word/document.xml"}
    if comments:
        allowed |= {"word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert changed <= allowed
    assert list(old) == list(new)[: len(old)]
    assert plain(old["word/document.xml"]) == plain(new["word/document.xml"])


def test_a_number_is_changed_as_a_tracked_change() -> None:
    data = contract([BEFORE], ["乙方同意。"])
    found = made(data, correction())

    assert (found.changed, found.commented, found.unplaced) == ((0,), (), ())
    assert lines(found.data, "accepted") == [AFTER, "乙方同意。"]
    assert lines(found.data, "original") == [BEFORE, "乙方同意。"]
    only_the_text_differs(data, found.data)


def test_the_change_is_signed_and_as_small_as_the_number() -> None:
    root = etree.fromstring(parts(made(contract([BEFORE]), correction()).data)["word/document.xml"])
    gone, come = next(root.iter(qn("w:del"))), next(root.iter(qn("w:ins")))

    assert "".join(gone.itertext()) == "第一百零三条"
    assert "".join(come.itertext()) == "第一百一十六条"
    assert (gone.get(qn("w:author")), come.get(qn("w:date"))) == ("法务处", "2026-01-31T00:00:00Z")
    assert gone.get(qn("w:id")) != come.get(qn("w:id"))


def test_a_number_in_several_runs_keeps_their_looks() -> None:
    runs = ["甲方遵守《示例法》第一", "百零", "三条第二款", "的规定。"]
    data = contract(runs)
    found = made(data, correction())
    root = etree.fromstring(parts(found.data)["word/document.xml"])
    inserted = next(root.iter(qn("w:ins"))).find(qn("w:r"))
    first = etree.fromstring(parts(data)["word/document.xml"]).find(f".//{qn('w:r')}")

    assert [("".join(one.itertext())) for one in root.iter(qn("w:del"))] == ["第一", "百零", "三条"]
    assert lines(found.data, "accepted") == [AFTER]
    assert _look(inserted) == _look(first)
    only_the_text_differs(data, found.data)


@given(st.lists(st.integers(1, len(BEFORE) - 1), max_size=6, unique=True), st.booleans())
@settings(max_examples=examples(60), deadline=None)
def test_however_the_runs_are_cut_reject_gives_the_file_back(cuts: list[int], fixes: bool) -> None:
    places = [0, *sorted(cuts), len(BEFORE)]
    data = contract(
        ["前文。"],
        [BEFORE[begin:end] for begin, end in pairwise(places)],
        ["后文　有空格。"],
    )
    found = made(data, correction(fixes=fixes))

    assert lines(found.data, "accepted")[1] == (AFTER if fixes else BEFORE)
    assert lines(found.data, "original") == lines(data, "accepted")
    only_the_text_differs(data, found.data, comments=not fixes)


@given(st.lists(st.text("甲乙《》第条一二。&<>\"' \t", min_size=1, max_size=12), max_size=5))
@settings(max_examples=examples(40), deadline=None)
def test_a_file_without_corrections_is_the_same_bytes(paragraphs: list[str]) -> None:
    data = contract(*([one] for one in paragraphs))

    assert made(data).data == data


def test_the_paragraph_of_the_line_is_meant_where_several_read_alike() -> None:
    data = contract([BEFORE], ["中间。"], [BEFORE])

    assert lines(made(data, correction(line=3)).data, "accepted") == [BEFORE, "中间。", AFTER]
    assert made(data, correction(line=None)).unplaced == (0,)
    assert made(data, correction(line=None)).data == data
    assert made(data, correction(line=2)).unplaced == (0,)


def test_two_citations_of_one_run() -> None:
    text = f"{BEFORE}{BEFORE}"
    data = contract([text])
    second = Correction(
        around=text,
        at=text.rindex(CITED),
        length=len(CITED),
        line=1,
        fixes=correction().fixes,
        comment="",
    )
    found = made(data, correction(around=text), second)

    assert lines(found.data, "accepted") == [AFTER + AFTER]
    only_the_text_differs(data, found.data)


def test_a_comment_stands_around_the_citation() -> None:
    data = contract([BEFORE])
    found = made(data, correction(fixes=False))
    word = docx.Document(io.BytesIO(found.data))
    comment = next(iter(word.comments))

    assert (comment.text, comment.author, comment.initials) == (
        "请核对：条文已修改",
        "法务处",
        "法务",
    )
    assert found.commented == (0,)
    only_the_text_differs(data, found.data, comments=True)
    marked = parts(found.data)["word/document.xml"].decode()
    inside = marked[marked.index("<w:commentRangeStart") : marked.index("<w:commentRangeEnd")]
    assert "".join(etree.fromstring(f"<x xmlns:w='w'>{inside}</x>").itertext()) == CITED


def test_comments_of_the_file_stay_and_get_a_neighbour() -> None:
    word = docx.Document()
    run = word.add_paragraph().add_run(BEFORE)
    word.add_comment([run], text="原有批注", author="王某", initials="王")
    data = saved(word)
    found = made(data, correction(fixes=False))
    texts = [one.text for one in docx.Document(io.BytesIO(found.data)).comments]

    assert texts == ["原有批注", "请核对：条文已修改"]
    ids = [one.comment_id for one in docx.Document(io.BytesIO(found.data)).comments]
    assert len(set(ids)) == 2
    old, new = parts(data), parts(found.data)
    assert {name for name in new if new[name] != old[name]} == {
        "word/comments.xml",
        "word/document.xml",
    }


def tracked(text: str) -> bytes:
    """A file of which somebody inserted this text."""
    word = docx.Document()
    paragraph = word.add_paragraph("前文。")
    mark = OxmlElement("w:ins")
    mark.set(qn("w:id"), "7")
    mark.set(qn("w:author"), "他人")
    run = OxmlElement("w:r")
    inner = OxmlElement("w:t")
    inner.text = text
    run.append(inner)
    mark.append(run)
    paragraph._p.append(mark)
    return saved(word)


def test_tracked_stretches_are_left_alone_and_remarked_upon() -> None:
    data = tracked(BEFORE)
    found = made(data, correction())

    assert (found.changed, found.left, found.commented) == ((), (0,), (0,))
    assert lines(found.data, "accepted") == lines(data, "accepted")
    assert lines(found.data, "original") == lines(data, "original") == ["前文。"]
    before, after = (
        etree.tostring(next(etree.fromstring(parts(one)["word/document.xml"]).iter(qn("w:ins"))))
        for one in (data, found.data)
    )
    assert before == after


def test_the_result_of_a_field_is_left_to_a_person() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("甲方遵守《示例法》")
    for kind in ("begin", "separate"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(mark)
    paragraph.add_run("第一百零三条")
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), "end")
    paragraph.add_run()._r.append(mark)
    paragraph.add_run("第二款的规定。")
    data = saved(word)
    found = made(data, correction())

    assert (found.changed, found.left) == ((), (0,))
    only_the_text_differs(data, found.data, comments=True)


def test_a_footnote_mark_within_a_number_is_left_to_a_person() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("甲方遵守《示例法》第一百")
    note = OxmlElement("w:footnoteReference")
    note.set(qn("w:id"), "1")
    paragraph.add_run()._r.append(note)
    paragraph.add_run("零三条第二款的规定。")

    assert made(saved(word), correction()).left == (0,)


def with_footnote(text: str) -> bytes:
    """A file with a footnote of this text."""
    word = docx.Document()
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    word.add_paragraph("甲方守法。").add_run()._r.append(reference)
    space = f'xmlns:w="{qn("w:p")[1:].partition("}")[0]}"'
    note = f'<w:footnotes {space}><w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, note.encode(), word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return saved(word)


def test_a_number_in_a_footnote_is_changed() -> None:
    data = with_footnote(BEFORE)
    found = made(data, replace(correction(), note=True))
    old, new = parts(data), parts(found.data)

    assert found.changed == (0,)
    assert {name for name in new if new[name] != old.get(name)} == {"word/footnotes.xml"}
    notes = [one.text for one in reader.read(found.data, "x.docx").dropped]
    assert notes == [f"[1] {AFTER}"]
    assert plain(old["word/footnotes.xml"]) == plain(new["word/footnotes.xml"])


def test_a_comment_on_a_footnote_stands_where_the_text_refers_to_it() -> None:
    data = with_footnote(BEFORE)
    found = made(data, replace(correction(fixes=False), note=True))

    assert found.commented == (0,)
    assert parts(found.data)["word/footnotes.xml"] == parts(data)["word/footnotes.xml"]
    only_the_text_differs(data, found.data, comments=True)
    assert [one.text for one in docx.Document(io.BytesIO(found.data)).comments] == [
        "请核对：条文已修改"
    ]


def linked(*runs: str) -> bytes:
    """A paragraph with these runs, the second of which is a link."""
    word = docx.Document()
    paragraph = word.add_paragraph(runs[0])
    link, run, text = OxmlElement("w:hyperlink"), OxmlElement("w:r"), OxmlElement("w:t")
    text.text = runs[1]
    run.append(text)
    link.append(run)
    paragraph._p.append(link)
    paragraph.add_run(runs[2])
    return saved(word)


def test_a_number_within_a_link_is_changed_one_across_its_end_is_not() -> None:
    within = linked("甲方遵守", CITED, "的规定。")
    across = linked("甲方遵守《示例法》第一百", "零三条第二款", "的规定。")

    assert lines(made(within, correction()).data, "accepted") == [AFTER]
    only_the_text_differs(within, made(within, correction()).data)
    assert made(across, correction()).left == (0,)
    only_the_text_differs(across, made(across, correction()).data, comments=True)


def test_white_space_that_is_not_shown_does_not_come_to_show() -> None:
    data = contract([BEFORE])
    source = parts(data)["word/document.xml"].decode()
    bare = source.replace(f">{BEFORE}<", f">  {BEFORE} \n<")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in parts(data).items():
            file.writestr(name, bare if name == "word/document.xml" else content)
    root = etree.fromstring(parts(made(buffer.getvalue(), correction()).data)["word/document.xml"])

    assert bare != source
    assert [one.text for one in root.iter(qn("w:t"))] == [
        "甲方遵守《示例法》",
        "第一百一十六条",
        "第二款的规定。",
    ]


def test_a_number_in_a_table_is_changed() -> None:
    word = docx.Document()
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "依据", BEFORE
    data = saved(word)
    found = made(data, correction())

    assert found.changed == (0,)
    only_the_text_differs(data, found.data)


def test_what_is_not_in_the_file_is_said() -> None:
    data = contract(["别的文字。"])

    assert made(data, correction()).unplaced == (0,)
    assert made(data, correction()).data == data


def test_a_part_of_another_encoding_is_refused() -> None:
    with pytest.raises(UnchangeablePartError):
        read_part("<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16"), "a.xml")


def test_names_with_another_prefix() -> None:
    data = contract([BEFORE])
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        infos = [(info, file.read(info)) for info in file.infolist()]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for info, content in infos:
            renamed = content.replace(b"<w:", b"<q:").replace(b"</w:", b"</q:")
            renamed = renamed.replace(b" w:", b" q:").replace(b"xmlns:w=", b"xmlns:q=")
            is_text = info.filename == "word/document.xml"
            file.writestr(info, renamed if is_text else content)
    found = made(buffer.getvalue(), correction())

    assert lines(found.data, "accepted") == [AFTER]
    only_the_text_differs(buffer.getvalue(), found.data)


@pytest.mark.slow
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    path = tmp_path / "corrected.docx"
    other = Correction(around="乙方同意。", at=0, length=2, line=2, fixes=(), comment="请核对")
    path.write_bytes(made(contract([BEFORE], ["乙方同意。"]), correction(), other).data)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [
        office,
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=600)

    assert (tmp_path / "corrected.pdf").read_bytes().startswith(b"%PDF")
