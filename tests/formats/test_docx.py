"""The Word 对照表: its rows and marks, its XML, and LibreOffice's opinion of it."""

from __future__ import annotations

import dataclasses
import io
import re
import shutil
from pathlib import Path

import pytest
from invented import rendered
from parts import ARTICLE_WITH_TABLE, TABLE
from reading_docx import W, content, dump, printed_pages, rows, tables, tree

from policydiff.comparing.engine.compare import diff
from policydiff.comparing.engine.many import diff_all, follow
from policydiff.formats import docx
from policydiff.model.comparison import Edit, Match, Side
from policydiff.model.profile import COLUMNS
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import load
from policydiff.resources import resource


def _order(*lines: str) -> list[str]:
    return " ".join(lines).split()


ORDERS = {
    "pPr": _order(
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr",
        "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap",
        "overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd",
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc",
        "textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr",
        "sectPr pPrChange",
    ),
    "rPr": _order(
        "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike",
        "outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing",
        "w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em",
        "lang eastAsianLayout specVanish oMath rPrChange",
    ),
    "trPr": _order(
        "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader",
        "tblCellSpacing jc hidden ins del trPrChange",
    ),
    "tcPr": _order(
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection",
        "tcFitText vAlign hideMark cellIns cellDel cellMerge tcPrChange",
    ),
    "tblPr": _order(
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize",
        "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
        "tblCaption tblDescription tblPrChange",
    ),
    "tblBorders": ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV"),
    "tblCellMar": ("top", "left", "start", "bottom", "right", "end"),
    "tbl": ("tblPr", "tblGrid", "tr"),
    "tr": ("trPr", "tc"),
}
"""The orders that the schema demands (ECMA-376 part 1, 17.3 and 17.4)."""


def invented(first: str = "invented-2021-09-26.md", second: str = "invented-2024-05-31.html"):
    return diff(
        load(resource("corpora", "example", first)), load(resource("corpora", "example", second))
    )


def render(comparison, columns=COLUMNS, **options) -> bytes:
    shape = ReportOptions(columns=columns, **options)
    return rendered(docx, comparison, shape)


def column(data: bytes, place: int) -> list[str]:
    """One cell of each row that has several."""
    return [cells[place] for cells in rows(data, marks=False)[1:] if len(cells) > 1]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("table_numbered", {"columns": ("number", "left", "right"), "show_noise": True}),
        (
            "table_left_en",
            {"language": "en", "order": "left", "columns": ("right", "left", "kind", "note")},
        ),
        ("table_chapter", {"chapters": ("第二章",), "only_changed": True}),
    ],
)
def test_the_table_reads(sample, golden, cases: Path, name, options):
    golden(cases / f"docx_{name}.txt", dump(render(sample, **options)))


def test_one_text_twice(same, golden, cases: Path):
    golden(cases / "docx_table_same.txt", dump(render(same)))


def test_it_follows_the_new_text_unless_the_old_one_is_asked_for(sample):
    number = re.compile("第.条")
    new = [number.findall(text)[0] for text in column(render(sample), 1) if number.search(text)]
    old = [
        number.findall(text)[0]
        for text in column(render(sample, order="left"), 0)
        if number.search(text)
    ]

    assert new == ["第三条", "第四条", "第五条", "第六条", "第八条"]
    assert old == ["第三条", "第四条", "第五条", "第六条", "第七条"]


def test_each_side_says_what_it_lacks(sample):
    kinds = {cells[2]: cells for cells in rows(render(sample)) if len(cells) == 4}

    assert kinds["新增"][0] == "新增"
    assert kinds["新增"][1] == "{+第八条+}　{+任何人都可以举报损害河道的行为。+}"
    assert kinds["删去"][1] == "（删去）"
    assert kinds["删去"][0] == "[-第六条-]　[-巡护经费由乡镇承担。-]"


def test_a_doubt_is_told_whatever_columns_there_are(sample):
    doubtful = dataclasses.replace(sample.matches[6], score=0.4, reason="assignment", doubtful=True)
    comparison = dataclasses.replace(sample, matches=(doubtful,))

    for columns in (("left", "right", "kind"), ("left", "right", "note")):
        assert any(
            "请核对条文对应" in cells[2]
            for cells in rows(render(comparison, columns=columns))
            if len(cells) == 3
        )


def test_nothing_in_a_chosen_chapter_is_said_in_words(sample):
    quiet = dataclasses.replace(
        sample, matches=tuple(match for match in sample.matches if match.id in (2, 3, 4, 5, 8))
    )
    found = rows(render(quiet, chapters=("第一章",), only_changed=True))

    assert found[-1] == ["所列部分没有需要列示的修改。"]


def test_a_table_in_the_text_is_a_table_in_its_cell(sample):
    data = render(dataclasses.replace(sample, matches=(TABLE,)))
    left, right = rows(data)[-1][:2]

    assert left == "*表格*¶〔河段｜次数｜／上游｜[-一-]｜三〕"
    assert "｜{+新列+}" in right
    inner = [
        [int(cell.get(f"{W}w")) for cell in grid.findall(f"{W}gridCol")]
        for grid in tables(data)[-1].findall(f".//{W}tbl/{W}tblGrid")
    ]
    assert [len(widths) for widths in inner] == [3, 3]
    assert all(sum(widths) <= 5305 for widths in inner)


def test_a_table_in_a_text_of_any_page_is_a_table_in_its_cell():
    texts = [
        load(
            f"# 示例市收费办法\n\n第一条　标准：\n\n| 项目 | 标准 |\n|---|---|\n| 查询 | {fee}元 |\n".encode(),
            name="fees.md",
        )
        for fee in (10, 20)
    ]

    data = docx.render(follow(diff_all(texts), 1, "art_1", "第一条"), ReportOptions())

    assert rows(data)[-1][-1] == "标准：¶〔项目｜标准／查询｜[-10-]{+20+}元〕"


def test_a_table_in_an_article_is_one_too(sample):
    found = rows(render(dataclasses.replace(sample, matches=(ARTICLE_WITH_TABLE,))))[-1]

    assert (
        found[1]
        == "*第九条*　收费标准如下：¶〔车型｜元／小型｜五／大型｜{+十+}〕¶本条自公布之日起施行。"
    )


@pytest.mark.parametrize("level", ["table", "block"])
def test_no_table_has_more_columns_than_word_opens(sample, level):
    side = Side(eid="att_1__x_1", num=None, level=level)
    match = Match(
        id=1,
        kind="added",
        right=(side,),
        edits=(Edit(op="insert", text="\n".join(["框\t" * 200 + "末"] * 3)),),
    )
    data = render(dataclasses.replace(sample, matches=(match,)))

    assert all(len(grid) <= 63 for grid in tree(data).iter(f"{W}tblGrid"))
    assert rows(data, marks=False)[-1][1].count("框") == 600


def test_what_is_left_out_leaves_its_paragraphs_apart():
    comparison = invented()
    found = rows(render(comparison), marks=False)

    assert not [
        text
        for cells in found
        for text in cells
        if re.search("……（[一二三四五六七八九十]+）", text)
    ]


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 2), (2, 0)])
def test_every_article_stands_in_the_table(first, second):
    names = ("invented-2018-11-30.txt", "invented-2021-09-26.md", "invented-2024-05-31.html")
    comparison = invented(names[first], names[second])
    text = "\n".join("\n".join(cells) for cells in rows(render(comparison), marks=False))
    spans = re.findall("(第[一二三四五六七八九十]+条)至(第[一二三四五六七八九十]+条)", text)
    for document in (comparison.left, comparison.right):
        numbers = [article.num for article in document.articles]
        within = {
            name
            for a, b in spans
            if a in numbers and b in numbers
            for name in numbers[numbers.index(a) : numbers.index(b) + 1]
        }
        assert [name for name in numbers if name not in within and name not in text] == []


def each(data: bytes):
    return (
        (element, element.tag.removeprefix(W))
        for element in tree(data).iter()
        if isinstance(element.tag, str)
    )


@pytest.mark.parametrize("name", ["sample", "hostile", "same"])
def test_the_xml_is_in_the_order_of_the_schema(name, request):
    data = render(
        request.getfixturevalue(name),
        show_noise=True,
        columns=("number", "left", "right", "kind", "note"),
    )
    for element, kind in each(data):
        if kind in ORDERS:
            children = [child.tag.removeprefix(W) for child in element]
            assert children == sorted(children, key=ORDERS[kind].index), kind
        if kind == "tc":
            assert element[0].tag == f"{W}tcPr"
            assert element[-1].tag == f"{W}p"
        if kind in ("p", "r"):
            assert all(child.tag not in (f"{W}pPr", f"{W}rPr") for child in element[1:])


@pytest.mark.parametrize(
    "columns", [("left", "right"), ("number", "left", "right", "kind", "note"), ("right", "note")]
)
def test_the_columns_fill_the_page(sample, columns):
    data = render(sample, columns=columns)
    table = tables(data)[-1]
    grid = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")][: len(columns)]

    assert 14560 <= sum(grid) <= 14570
    assert table.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"
    for row in table.findall(f"{W}tr"):
        found = row.findall(f"{W}tc")
        spans = [
            int(span.get(f"{W}val"))
            if (span := cell.find(f"{W}tcPr/{W}gridSpan")) is not None
            else 1
            for cell in found
        ]
        assert sum(spans) == len(columns)
        assert sum(int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in found) == sum(grid)


def test_the_head_alone_repeats(sample):
    table = tables(render(sample))[-1]
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")]

    assert heads == [True, *[False] * (len(heads) - 1)]
    assert content(table.find(f"{W}tr/{W}tc")) == "*修订前（2021年公布）*"


def test_the_page_lies_on_its_side(sample):
    size = tree(render(sample)).find(f".//{W}pgSz")

    assert size.get(f"{W}orient") == "landscape"
    assert int(size.get(f"{W}w")) > int(size.get(f"{W}h"))


def test_hostile_texts_stay_text(hostile):
    data = render(hostile, show_noise=True)

    assert "<script>alert(1)</script>" in rows(data, marks=False)[-1][0]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", dump(data))


def test_python_docx_reads_it(sample):
    import docx as reader

    document = reader.Document(io.BytesIO(render(sample)))

    assert (
        document.core_properties.title
        == "《云溪市河道巡护办法（试行）》与《云溪市河道巡护办法》修订对照表"
    )
    assert document.tables[1].rows[0].cells[2].text == "修订类型"


def test_works_are_not_called_versions(hostile):
    first = dump(render(hostile)).splitlines()[0].replace("\t", "")

    assert first.endswith("》与《无害》条文对照表")


def test_what_one_of_two_works_lacks_was_never_deleted(sample):
    other = dataclasses.replace(sample.right, title="云溪市湖泊保护办法")
    found = [
        cells
        for cells in rows(render(dataclasses.replace(sample, right=other)), marks=False)
        if len(cells) == 4
    ]

    assert ["（无对应内容）", "第八条　任何人都可以举报损害河道的行为。", "仅见于右侧"] in [
        cells[:3] for cells in found
    ]
    assert not {"（删去）", "删去", "新增"} & {cell for cells in found for cell in cells}


@pytest.mark.skipif(
    not shutil.which("soffice") or not shutil.which("pdftotext"),
    reason="LibreOffice or poppler is not installed",
)
def test_libreoffice_repeats_the_head(tmp_path: Path):
    pages = printed_pages(render(invented()), tmp_path)

    assert len(pages) > 3
    assert all("修订类型" in page and "说明" in page for page in pages[:-1])
    assert "第2页" in pages[1].replace(" ", "")


def test_doubts_are_comments_and_never_text(sample):
    data = render(sample)
    comments = tree(data, "word/comments.xml")

    assert ["".join(comment.itertext()) for comment in comments] == [
        "修订前：第三条之后疑有缺漏（第 12 行） 请核对原文"
    ]
    assert all(comment.get(f"{W}date") is None for comment in comments)
    assert "疑有缺漏" not in dump(data)
    assert data == render(sample)
