"""The redline as a Word file: whoever accepts all has the new text, whoever rejects all the old
one, paragraph by paragraph.
"""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import rendered
from lanes import examples
from lxml import etree

from policydiff import diff, load
from policydiff.comparing.report.tracked.merge import merge
from policydiff.comparing.report.tracked.steps import steps
from policydiff.comparing.report.tracked.tracked import TrackedGrid, TrackedLine
from policydiff.comparing.report.tracked.word import Tracker
from policydiff.formats import redline_docx
from policydiff.model.comparison import Comparison, Summary
from policydiff.model.document import Block, Document
from policydiff.model.reports import ReportOptions
from policydiff.model.source import SourceCell, SourceLine
from policydiff.reading.contract import ReadOptions
from policydiff.reading.readers.docx import reader as docx_reader
from policydiff.report.grid import slotted
from policydiff.report.lines import FacedSpan, TextLine, TextTable, official_lines
from policydiff.report.moments import BadMomentError
from policydiff.report.word.document import new_document, to_bytes
from policydiff.report.word.xml import fill

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body_of(data: bytes) -> etree._Element:
    """The body of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")


def resolved(data: bytes, choice: str) -> list[str]:
    """The paragraphs and rows of a Word file with all changes accepted or rejected, by the letter
    of the standard.
    """
    gone, come = ("del", "ins") if choice == "accept" else ("ins", "del")
    return list(_blocks(body_of(data), gone, come))


def _blocks(holder, gone, come):
    carried = ""
    for child in holder:
        if child.tag == f"{W}tbl":
            assert carried == "", "a text would be lost before a table"
            for row in child.iterfind(f"{W}tr"):
                if row.find(f"{W}trPr/{W}{gone}") is None:
                    yield "\t".join(
                        "\n".join(_blocks(cell, gone, come)) for cell in row.iterfind(f"{W}tc")
                    )
        elif child.tag == f"{W}p":
            carried += _text(child, gone, come)
            if child.find(f"{W}pPr/{W}rPr/{W}{gone}") is None:
                yield carried
                carried = ""
    assert carried == "", "the last paragraph has lost its end"


def _text(paragraph, gone, come):
    parts = []
    for child in paragraph:
        if child.tag in (f"{W}r", f"{W}{come}"):
            parts += [
                "\t" if leaf.tag == f"{W}tab" else leaf.text
                for leaf in child.iter(f"{W}t", f"{W}delText", f"{W}tab")
            ]
    return "".join(parts)


def lines_of(document: Document) -> list[str]:
    """What a document prints, in the same form as `resolved` gives it."""
    return [line for item in official_lines(document, whole=False) for line in printed(item)]


def printed(item: TextLine | TextTable) -> list[str]:
    if isinstance(item, TextLine):
        return [item.text]
    return [
        "\t".join(slot.cell.text if slot.cell else "" for slot in row) for row in slotted(item.rows)
    ]


def written(items: Iterable[TrackedLine | TrackedGrid]) -> bytes:
    """Tracked paragraphs as a Word file."""
    word = new_document(landscape=False, title=None)
    tracker = Tracker(author="甲", moment=None)
    fill(word, map(tracker.element, items))
    return to_bytes(word)


def without_end(lines: list[str]) -> list[str]:
    """Without the empty paragraphs at the end: one may stand there for the other text's sake."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def assert_both_texts(data: bytes, left: list[str], right: list[str]) -> None:
    assert without_end(resolved(data, "accept")) == without_end(right)
    assert without_end(resolved(data, "reject")) == without_end(left)


def law(*lines: str, title: str = "示例市灯塔管理条例") -> Document:
    """An invented text, as the program reads it."""
    return load("\n".join((title, *lines)).encode(), name="invented.txt")


OLD = (
    *(
        "第一章　总则",
        "第一条　为了管好灯塔，制定本条例。",
        "第二条　市长应当每月巡查一次。巡查结果应当公布。",
        "第三条　灯塔夜间开放。",
    ),
    *(
        "第二章　罚则",
        "第四条　毁坏灯塔的，处一千元以下罚款：",
        "（一）故意毁坏的；",
        "（二）过失毁坏的。",
        "第五条　本条例自2001年1月1日起施行。",
    ),
)
CASES = {
    "the same": (OLD, OLD),
    "a word": (OLD, (*OLD[:3], "第三条　灯塔夜间不得开放。", *OLD[4:])),
    "punctuation only": (
        OLD,
        (*OLD[:2], "第二条　市长应当每月巡查一次，巡查结果应当公布。", *OLD[3:]),
    ),
    "an article added": (
        OLD,
        (
            *OLD[:4],
            "第四条　守塔人两年一换。",
            *OLD[4:5],
            "第五条　毁坏灯塔的，处五千元以下罚款：",
            *OLD[6:8],
            OLD[8].replace("五", "六"),
        ),
    ),
    "an article removed": (OLD, (*OLD[:3], *OLD[4:])),
    "the last article removed": (OLD, OLD[:-1]),
    "two articles added at the end": (
        OLD,
        (*OLD, "第六条　旧规定废止。", "第七条　另有规定的从其规定。"),
    ),
    "articles change places": (
        OLD,
        (
            *OLD[:2],
            "第二条　灯塔夜间开放。",
            "第三条　市长应当每月巡查一次。巡查结果应当公布。",
            *OLD[4:],
        ),
    ),
    "one paragraph becomes two": (
        OLD,
        (*OLD[:2], "第二条　市长应当每月巡查一次。", "巡查结果应当公布。", *OLD[3:]),
    ),
    "two paragraphs become one": (
        (*OLD[:2], "第二条　市长应当每月巡查一次。", "巡查结果应当公布。", *OLD[3:]),
        OLD,
    ),
    "a chapter removed": (OLD, (*OLD[:1], *OLD[1:4], OLD[8].replace("五", "四"))),
    "an item added": (OLD, (*OLD[:8], "（三）以其他方式毁坏的。", OLD[8])),
    "an attachment added": (
        OLD,
        (*OLD, "附件1", "灯塔名录", "东港灯塔位于东港。", "西港灯塔位于西港。"),
    ),
    "an attachment removed": ((*OLD, "附件1", "灯塔名录", "东港灯塔位于东港。"), OLD),
    "all is new": (OLD, ("第一条　风车归风车局管。", "第二条　风车昼夜转动。")),
}


@pytest.mark.parametrize("name", CASES)
def test_accept_all_is_the_new_text_and_reject_all_the_old(name):
    left, right = (law(*lines) for lines in CASES[name])
    data = rendered(redline_docx, diff(left, right), ReportOptions())

    assert resolved(data, "accept") == lines_of(right)
    assert resolved(data, "reject") == lines_of(left)
    assert_fit_for_word(data)


@pytest.mark.parametrize("name", CASES)
def test_our_own_reader_reads_both_texts(name):
    left, right = (law(*lines) for lines in CASES[name])
    data = rendered(redline_docx, diff(left, right), ReportOptions())

    assert read_lines(data, "accepted") == [line for line in lines_of(right) if line]
    assert read_lines(data, "original") == [line for line in lines_of(left) if line]


def read_lines(data: bytes, revisions: str) -> list[str]:
    source = docx_reader.read(data, "redline.docx", ReadOptions(revisions=revisions))
    return [line.text for line in source.lines if isinstance(line, SourceLine) and line.text]


def test_a_title_that_changed_is_tracked():
    left, right = law(*OLD), law(*OLD, title="示例市灯塔保护条例")
    data = rendered(redline_docx, diff(left, right), ReportOptions())

    assert resolved(data, "reject")[0] == "示例市灯塔管理条例"
    assert [leaf.text for leaf in body_of(data).iter(f"{W}delText")] == ["管理"]


def test_equal_texts_hold_no_changes():
    body = body_of(rendered(redline_docx, diff(law(*OLD), law(*OLD)), ReportOptions()))

    assert not [
        element for element in body.iter() if element.tag in (f"{W}ins", f"{W}del", f"{W}pPrChange")
    ]


def test_a_change_is_one_word_and_leaves_the_space_after_a_number_alone():
    left, right = (
        law("第一条　灯塔夜间开放。", "第二条　守塔人两年一换。"),
        law("第一条　总则另定。", "第二条　灯塔夜间开放。", "第三条　守塔人三年一换。"),
    )
    body = body_of(rendered(redline_docx, diff(left, right), ReportOptions()))

    assert [leaf.text for leaf in body.iter(f"{W}delText")] == ["第一条", "第二条", "两年"]


def test_changes_are_signed_and_dated():
    data = rendered(
        redline_docx,
        diff(law(*OLD), law(*OLD[:-1])),
        ReportOptions(author="法规处\x01", made="2026-01-31T17:30+08:00"),
    )
    marks = list(body_of(data).iter(f"{W}ins", f"{W}del"))

    assert marks
    assert {mark.get(f"{W}author") for mark in marks} == {"法规处␁"}
    assert {mark.get(f"{W}date") for mark in marks} == {"2026-01-31T09:30:00Z"}


def test_changes_bear_the_date_of_the_new_version_or_none():
    dated = load(
        "示例市灯塔管理条例\n（2020年3月1日示例市人民代表大会常务委员会通过）\n第一条　灯塔归市。".encode(),
        name="a.txt",
    )

    assert {
        mark.get(f"{W}date")
        for mark in body_of(rendered(redline_docx, diff(law(*OLD), dated), ReportOptions())).iter(
            f"{W}ins"
        )
    } == {"2020-03-01T00:00:00Z"}
    assert {
        mark.get(f"{W}date")
        for mark in body_of(rendered(redline_docx, diff(dated, law(*OLD)), ReportOptions())).iter(
            f"{W}ins"
        )
    } == {None}


@pytest.mark.parametrize("made", ["", "gestern", "2026-13-01", "2026-01-31T25:00"])
def test_what_is_no_date_is_refused(made):
    with pytest.raises(BadMomentError, match="is not a date; write 2026-01-31"):
        rendered(redline_docx, diff(law(*OLD), law(*OLD)), ReportOptions(made=made))


def test_characters_that_xml_cannot_hold_are_shown():
    left, right = (
        Document(title="灯塔\x00", kind="document", dialect="cn_law", body=(Block(text=text),))
        for text in ("灯塔\x01夜间\ud800开放。\r\n下一行\ufffe", "灯塔\x0b夜间&<开放>。\t\u202e")
    )
    data = rendered(redline_docx, diff(left, right), ReportOptions())

    assert_both_texts(data, lines_of(left), lines_of(right))


# Paragraphs and tables of any sort.

TEXTS = st.text(alphabet="甲乙丙。，　 第一二条\t", max_size=12)
LINES = st.builds(
    lambda text, style: TextLine(style=style, spans=(FacedSpan(text=text),) if text else ()),
    TEXTS,
    st.sampled_from(["Body", "Title", "Heading1"]),
)
CELLS = st.builds(
    SourceCell,
    text=st.text(alphabet="甲乙\n", max_size=4),
    colspan=st.integers(0, 3),
    rowspan=st.integers(0, 3),
)
GRIDS = st.builds(
    lambda rows: TextTable(rows=tuple(map(tuple, rows))),
    st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=1, max_size=3),
)
TEXTS_WITH_TABLES = st.lists(LINES | LINES | GRIDS, max_size=6).map(
    lambda items: tuple(apart([TextLine(style="Title", spans=()), *items]))
)


def apart(items: list[TextLine | TextTable]) -> Iterator[TextLine | TextTable]:
    """Tables never touch, and a paragraph ends a text, as `official_lines` promises."""
    for place, item in enumerate(items):
        yield item
        if isinstance(item, TextTable) and (
            place + 1 == len(items) or isinstance(items[place + 1], TextTable)
        ):
            yield TextLine(style="Flush", spans=())


def no_matches() -> Comparison:
    nothing = Document(title="", kind="document", dialect="cn_law")
    return Comparison(left=nothing, right=nothing, noise_rule=(), summary=Summary())


@given(TEXTS_WITH_TABLES, TEXTS_WITH_TABLES)
@settings(max_examples=examples(80))
def test_any_two_sequences_of_paragraphs_and_tables_are_both_kept(left, right):
    data = written(merge(steps(left, right, no_matches())))

    assert_both_texts(
        data,
        [line for item in left for line in printed(item)],
        [line for item in right for line in printed(item)],
    )
    assert_fit_for_word(data)


SENTENCES = st.lists(
    st.sampled_from(
        [
            "灯塔夜间开放。",
            "灯塔昼间开放。",
            "守塔人两年一换。",
            "毁坏的，罚款一千元。",
            "毁坏的，罚款五千元。",
        ]
    ),
    min_size=1,
    max_size=3,
)
ARTICLES = st.lists(
    st.lists(SENTENCES.map("".join), min_size=1, max_size=3), min_size=1, max_size=5
)


def numbered(articles: list[list[str]]) -> Document:
    numerals = "一二三四五"
    return law(
        *(
            line
            for place, (first, *rest) in enumerate(articles)
            for line in (f"第{numerals[place]}条　{first}", *rest)
        )
    )


@given(ARTICLES, ARTICLES)
@settings(max_examples=examples(60))
def test_any_two_small_laws_are_both_kept(old, new):
    left, right = numbered(old), numbered(new)
    data = rendered(redline_docx, diff(left, right), ReportOptions())

    assert_both_texts(data, lines_of(left), lines_of(right))


# What Word wants of a file.

ORDERS = {
    "pPr": [
        "pStyle",
        "keepNext",
        "pageBreakBefore",
        "spacing",
        "ind",
        "jc",
        "outlineLvl",
        "rPr",
        "pPrChange",
    ],
    "rPr": ["ins", "del", "rFonts", "b", "bCs", "sz", "szCs", "lang"],
    "trPr": ["cantSplit", "tblHeader", "ins", "del"],
    "tcPr": ["tcW", "gridSpan", "vMerge", "vAlign"],
    "tblPr": ["tblStyle", "tblW", "jc", "tblLayout"],
}


def assert_fit_for_word(data: bytes) -> None:
    """The children of properties in the order of the schema, identifiers unique, deleted texts in
    deletions alone, no cell empty.
    """
    body = body_of(data)
    for name, order in ORDERS.items():
        for properties in body.iter(W + name):
            places = [order.index(child.tag.removeprefix(W)) for child in properties]
            assert places == sorted(set(places)), etree.tostring(properties)
    identifiers = [mark.get(f"{W}id") for mark in body.iter(f"{W}ins", f"{W}del", f"{W}pPrChange")]
    assert len(identifiers) == len(set(identifiers))
    for run in body.iter(f"{W}r"):
        deleted = run.getparent().tag == f"{W}del"
        assert {leaf.tag for leaf in run} <= {
            f"{W}rPr",
            f"{W}tab",
            f"{W}delText" if deleted else f"{W}t",
        }
    assert all(cell[-1].tag == f"{W}p" for cell in body.iter(f"{W}tc"))
    assert all(
        len({sum(spans(row)) for row in table.iterfind(f"{W}tr")} - {0}) >= 1
        for table in body.iter(f"{W}tbl")
    )
    assert body[-1].tag == f"{W}sectPr"
    assert body[-2].tag == f"{W}p"


def spans(row) -> list[int]:
    return [
        int(cell.find(f"{W}tcPr/{W}gridSpan").get(f"{W}val"))
        if cell.find(f"{W}tcPr/{W}gridSpan") is not None
        else 1
        for cell in row.iterfind(f"{W}tc")
    ]


def table_law(*rows: str) -> Document:
    """An invented text with a table, as Markdown has it."""
    return load(
        "\n\n".join(
            ("# 示例市灯塔管理条例", "第一条　费用见附表。", "附表", "\n".join(rows))
        ).encode(),
        name="invented.md",
    )


TABLE = ("|灯塔|费用|", "|---|---|", "|东港|10元|", "|西港|20元|", "|北港|30元|")


@pytest.mark.parametrize(
    ("left", "right", "marked"),
    [
        (TABLE, (*TABLE[:3], "|西港|25元|", TABLE[4]), 0),
        (TABLE, (*TABLE[:3], TABLE[4]), 1),
        (TABLE, (*TABLE, "|南港|40元|"), 1),
        (TABLE, ("|灯塔|费用|备注|", "|---|---|---|", "|东港|10元|无|"), 6),
    ],
    ids=["a cell", "a row removed", "a row added", "another shape"],
)
def test_tables_are_tracked_row_by_row(left, right, marked):
    old, new = table_law(*left), table_law(*right)
    data = rendered(redline_docx, diff(old, new), ReportOptions())
    body = body_of(data)

    assert_both_texts(data, lines_of(old), lines_of(new))
    assert len(body.findall(f".//{W}tbl")) == 1
    assert (
        len(
            [
                row
                for row in body.iter(f"{W}trPr")
                if row.find(f"{W}ins") is not None or row.find(f"{W}del") is not None
            ]
        )
        == marked
    )
    assert_fit_for_word(data)


# LibreOffice as a second judge.

MACRO = """
Sub Resolve
{calls}
  StarDesktop.terminate()
End Sub

Sub One(origin As String, target As String, verb As String)
  Dim shown(0) As New com.sun.star.beans.PropertyValue
  shown(0).Name = "Hidden"
  shown(0).Value = True
  Dim text As Object
  text = StarDesktop.loadComponentFromURL(ConvertToURL(origin), "_blank", 0, shown())
  Dim helper As Object
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(text.CurrentController.Frame, verb, "", 0, Array())
  Dim kept(1) As New com.sun.star.beans.PropertyValue
  kept(0).Name = "FilterName"
  kept(0).Value = "Text (encoded)"
  kept(1).Name = "FilterOptions"
  kept(1).Value = "UTF8,LF,,,"
  text.storeToURL(ConvertToURL(target), kept())
  text.close(True)
End Sub
"""
LIBRARIES = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">'
    '<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"><library:library '
    'library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/></library:libraries>'
)
LIBRARY = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">'
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" '
    'library:passwordprotected="false"><library:element library:name="Module1"/></library:library>'
)
MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{}</script:module>'
)


def office_resolves(folder: Path, files: dict[str, bytes]) -> dict[tuple[str, str], list[str]]:
    """What LibreOffice makes of each file when it accepts and when it rejects all changes: its
    lines that hold text.
    """
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    jobs = [(name, verb) for name in files for verb in ("Accept", "Reject")]
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    calls = "\n".join(
        f'  One "{folder}/{name}.docx", "{folder}/{name}.{verb}.txt", ".uno:{verb}AllTrackedChanges"'
        for name, verb in jobs
    )
    office = [
        soffice,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
    ]
    # A profile's first start runs no macro: it makes the folder in which macros stand.
    subprocess.run(
        [*office, "--terminate_after_init"], check=True, capture_output=True, timeout=600
    )
    basic = folder / "profile" / "user" / "basic"
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    (basic / "script.xlc").write_text(LIBRARIES)
    (basic / "Standard" / "script.xlb").write_text(LIBRARY)
    (basic / "Standard" / "Module1.xba").write_text(
        MODULE.format(escape(MACRO.format(calls=calls)))
    )
    subprocess.run(
        [*office, "macro:///Standard.Module1.Resolve"], check=True, capture_output=True, timeout=300
    )
    return {
        job: squeezed((folder / f"{job[0]}.{job[1]}.txt").read_text("utf-8-sig").split("\n"))
        for job in jobs
    }


def squeezed(lines: Iterable[str]) -> list[str]:
    """The texts of lines and cells, without the spaces around them."""
    return [
        text.strip()
        for line in lines
        for text in line.replace("\t", "\n").split("\n")
        if text.strip()
    ]


def assert_office_agrees(folder: Path, pairs: dict[str, tuple[Document, Document]]) -> None:
    found = office_resolves(
        folder,
        {
            name: rendered(redline_docx, diff(*pair), ReportOptions())
            for name, pair in pairs.items()
        },
    )
    for name, (left, right) in pairs.items():
        assert found[name, "Accept"] == squeezed(lines_of(right)), name
        assert found[name, "Reject"] == squeezed(lines_of(left)), name


def test_libreoffice_accepts_and_rejects_all(tmp_path):
    pairs = {
        f"case{place}": tuple(law(*lines) for lines in texts)
        for place, texts in enumerate(CASES.values())
    }
    tables = {
        f"table{place}": (table_law(*TABLE), table_law(*rows))
        for place, rows in enumerate([(*TABLE[:3], TABLE[4]), (*TABLE, "|南港|40元|")])
    }
    dice = random.Random(4)
    words = [
        "灯塔夜间开放。",
        "灯塔昼间开放。",
        "守塔人两年一换。",
        "毁坏的，罚款一千元。",
        "毁坏的，罚款五千元。",
        "另有规定的除外。",
    ]

    def some() -> list[list[str]]:
        return [
            ["".join(dice.choices(words, k=dice.randint(1, 3))) for _ in range(dice.randint(1, 3))]
            for _ in range(dice.randint(1, 5))
        ]

    chance = {f"chance{place}": (numbered(some()), numbered(some())) for place in range(15)}
    assert_office_agrees(tmp_path, {**pairs, **tables, **chance})


REAL = {
    "cybersecurity-law": ("2016-11-07", "2025-10-28"),
    "environmental-protection-tax-law": ("2018-10-26", "2025-10-28"),  # tables come in
    "civil-aviation-law": ("2021-04-29", "2025-12-27"),  # large, articles moved
    "civil-procedure-law": ("1991-04-09", "2023-09-01"),  # far apart
    "constitution": ("1999-03-15", "2004-03-14"),
    "emergency-response-law": ("2007-08-30", "2024-06-28"),  # rewritten
    "national-holidays-measures": ("2013-12-11", "2024-11-10"),
}


@pytest.mark.corpus
@pytest.mark.slow
def test_real_laws_in_our_own_eyes_and_those_of_libreoffice(tmp_path, corpus):
    pairs = {
        name: tuple(load(corpus / "works" / name / f"{date}.md") for date in dates)
        for name, dates in REAL.items()
    }
    for left, right in pairs.values():
        data = rendered(redline_docx, diff(left, right), ReportOptions())
        assert_both_texts(data, lines_of(left), lines_of(right))
        assert_fit_for_word(data)
    assert_office_agrees(tmp_path, pairs)
