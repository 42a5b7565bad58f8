"""The reader of OFD files. All texts are invented."""

from __future__ import annotations

import zipfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples
from ofd_files import (
    LEFT,
    PICTURE,
    SIZE,
    SPACE,
    STEP,
    TOP,
    ofd_file,
    one_by_one,
    pack,
    package,
    page,
    path,
    set_pages,
    shipped,
    text_object,
)

import policydiff
from policydiff.errors import InputError
from policydiff.model.document import walk_provisions
from policydiff.model.source import SourceTable, SourceText
from policydiff.reading.parsing.parse import parse
from policydiff.reading.plugins import read as read_apart
from policydiff.reading.plugins import reader_for
from policydiff.reading.readers.ofd import content
from policydiff.reading.readers.ofd import reader as ofd
from policydiff.reading.readers.txt import reader as txt
from policydiff.text.traditions.registry import recognise

STATUTE = [
    "第一条　为了规范示例市公共数据的采集和使用，保障公共数据安全，促进公共数据共享和开放，提升公共服务的水平，根据有关法律、行政法规，制定本条例。",
    "第二条　本市行政区域内的公共数据采集、归集、共享、开放和安全管理活动，适用本条例。",
    "涉及国家秘密的，依照有关法律、法规的规定执行。",
    "第三条　公共数据管理应当遵循下列原则：",
    "（一）统筹规划、集约建设；",
    "（二）依法采集、按需共享。",
    "第四条　违反本条例规定，有下列情形之一的，由市数据主管部门责令改正，处1000元以上20000元以下的罚款。",
    *(
        f"第{number}条　各有关单位应当在每年{number}月底之前向市数据主管部门报送上一年度公共数据目录的编制和更新情况，并对其真实性和完整性负责。"
        for number in "五六七八九十"
    ),
]


def read(data: bytes) -> SourceText:
    return ofd.read(data, "示例条例.ofd")


def texts(source: SourceText) -> list[str]:
    return [line.text for line in source.lines if not isinstance(line, SourceTable)]


def wordings(source: SourceText) -> list[tuple[str | None, str]]:
    document = parse(source, recognise(source))
    return [(found.num, found.text) for found in walk_provisions(document)]


@pytest.mark.parametrize("set_line", [text_object, one_by_one])
def test_a_statute_has_the_articles_of_its_text(set_line):
    """Whether a line is one object or each character is one."""
    made = read(ofd_file(list(set_pages(STATUTE, set_line))))
    plain = txt.read("\n".join(STATUTE).encode(), "示例条例.txt")
    assert wordings(made) == wordings(plain)
    assert {piece.what for piece in made.dropped} == {"page-number"}


def test_it_is_read_in_a_process_of_its_own():
    data = ofd_file(list(set_pages(STATUTE)))
    assert reader_for("某文件", data)[0] == "ofd"
    assert read_apart(data, "示例条例.ofd") == read(data)


def test_places_follow_the_matrix_and_the_corner_of_their_object():
    scaled = (
        f'<ofd:TextObject ID="9" Boundary="{LEFT} 60 100 6" CTM="0.01 0 0 0.01 1 0" Font="1" Size="560">'
        '<ofd:TextCode X="0" Y="500" DeltaX="g 1 560 560">第二行</ofd:TextCode></ofd:TextObject>'
    )
    source = read(
        ofd_file(
            [page(scaled, text_object("第一行。", LEFT, 50), text_object("第三行。", LEFT, 80))]
        )
    )
    assert texts(source) == ["第一行。第二行第三行。"]


def test_a_run_that_states_no_distance_is_read_in_its_order():
    objects = [
        text_object("的的确确如此。", LEFT, 50, delta=""),
        text_object("见于正文。", LEFT, 70, delta="5.6"),
    ]
    assert texts(read(ofd_file([page(*objects)]))) == ["的的确确如此。见于正文。"]


def test_lines_within_one_object_are_lines():
    two = (
        f'<ofd:TextObject ID="9" Boundary="{LEFT} 60 100 20" Font="1" Size="5.6"><ofd:TextCode X="0" Y="5" '
        'DeltaX="5.6 -5.6 5.6" DeltaY="0 10 0">甲。乙。</ofd:TextCode></ofd:TextObject>'
    )
    assert texts(read(ofd_file([page(two)]))) == ["甲。乙。"]


def test_templates_blocks_and_composite_drawings_are_text_of_the_page():
    unit = (
        f'<ofd:Res {SPACE}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="50" Width="9" Height="9"><ofd:Content>'
        f"{text_object('合成对象。', 0, 10)}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    body = page(
        f"<ofd:PageBlock ID='3'>{text_object('页块之内。', LEFT, 70)}</ofd:PageBlock>",
        '<ofd:CompositeObject ID="4" Boundary="26 80 90 20" ResourceID="50"/>',
        template='<ofd:Template TemplateID="2" ZOrder="Background"/>',
    )
    data = ofd_file(
        [body],
        common='<ofd:DocumentRes>Res.xml</ofd:DocumentRes><ofd:TemplatePage ID="2" BaseLoc="Tpls/T.xml"/>',
        parts={"Doc_0/Res.xml": unit, "Doc_0/Tpls/T.xml": page(text_object("模板。", LEFT, 50))},
    )
    assert texts(read(data)) == ["模板。", "页块之内。合成对象。"]


def test_a_ruled_table_has_its_cells_and_no_text_is_lost():
    ruled = path(
        "M 20 60 L 120 60 M 20 75 L 120 75 M 20 90 L 120 90 M 20 60 L 20 90 M 60 60 L 60 90 M 120 60 L 120 90"
    )
    cells = [
        text_object(text, x, y)
        for text, x, y in (
            ("税目", 25, 70),
            ("税率", 70, 70),
            ("卷烟", 25, 85),
            ("每支0.003元", 70, 85),
        )
    ]
    source = read(ofd_file([page(text_object("附表", LEFT, 40), ruled, *cells)]))
    (table,) = (line for line in source.lines if isinstance(line, SourceTable))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["税目", "税率"],
        ["卷烟", "每支0.003元"],
    ]
    assert texts(source) == ["附表"]


def test_a_heavy_font_is_emphasis():
    heavy = text_object("第一章　总则", 70, 50).replace('Font="1"', 'Font="3"')
    lines = read(ofd_file([page(heavy, text_object("一般规定，适用本章。", LEFT, 70))])).lines
    assert [line.bold for line in lines] == [6, 0]


def test_turned_text_and_text_that_nobody_sees_are_set_apart():
    turned = text_object("内部资料", 100, 100, attributes='CTM="0.7 0.7 -0.7 0.7 0 0"')
    hidden = text_object("看不见", LEFT, 120, attributes='Visible="false"')
    source = read(ofd_file([page(text_object("第一条　适用本条例。", LEFT, 50), turned, hidden)]))
    assert texts(source) == ["第一条　适用本条例。"]
    assert {(piece.what, piece.text) for piece in source.dropped} == {
        ("turned-text", "内部资料"),
        ("hidden-text", "看不见"),
    }
    assert {problem.code for problem in source.problems} == {
        "turned-text-left-out",
        "hidden-text-left-out",
    }


def test_glyphs_without_characters_are_counted():
    code = '<ofd:CGTransform CodePosition="0"><ofd:Glyphs>7 8</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="5" DeltaX="5.6"></ofd:TextCode>'
    unnamed = f'<ofd:TextObject ID="9" Boundary="{LEFT} 60 90 9" Font="1" Size="5.6">{code}</ofd:TextObject>'
    source = read(ofd_file([page(text_object("第一条　本条例适用于全市。", LEFT, 50), unnamed)]))
    assert texts(source)[-1].endswith("\ufffd\ufffd")
    assert [problem.code for problem in source.problems] == ["lost-characters"]
    with pytest.raises(InputError, match="does not say what 2 of its 2 characters are"):
        read(ofd_file([page(unnamed)]))


def test_several_documents_follow_one_another():
    parts = package([page(text_object("甲文件。", LEFT, 50))])
    second = package([page(text_object("乙文件。", LEFT, 50))])
    parts |= {
        name.replace("Doc_0", "Doc_1"): text for name, text in second.items() if name != "OFD.xml"
    }
    parts["OFD.xml"] = parts["OFD.xml"].replace(
        "</ofd:OFD>",
        "<ofd:DocBody><ofd:DocRoot>/Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
    )
    source = read(pack(parts))
    assert texts(source) == ["甲文件。乙文件。"]
    assert [problem.code for problem in source.problems] == ["several-documents"]


def test_the_current_version_of_a_document_is_read():
    body = (
        '<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Versions><ofd:Version ID="1" Index="1" BaseLoc="V1.xml"/>'
        '<ofd:Version ID="2" Index="2" Current="true" BaseLoc="Doc_1/V2.xml"/></ofd:Versions>'
    )
    parts = package([page(text_object("旧版。", LEFT, 50))], body=body)
    newer = package([page(text_object("新版。", LEFT, 50))])
    parts |= {
        name.replace("Doc_0", "Doc_1"): text for name, text in newer.items() if name != "OFD.xml"
    }
    parts["Doc_1/V2.xml"] = (
        f"<ofd:DocVersion {SPACE}><ofd:DocRoot>Document.xml</ofd:DocRoot></ofd:DocVersion>"
    )
    assert texts(read(pack(parts))) == ["新版。"]


def test_seals_annotations_and_attached_files_are_named_and_not_read():
    data = ofd_file(
        [page(text_object("正文。", LEFT, 50))],
        body="<ofd:DocInfo><ofd:Title>某某条例</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Signatures>S.xml</ofd:Signatures>",
        more="<ofd:Annotations>A.xml</ofd:Annotations><ofd:Attachments>F.xml</ofd:Attachments>",
        parts={"Doc_0/A.xml": page(text_object("批注", LEFT, 90))},
    )
    source = read(data)
    assert texts(source) == ["正文。"]
    assert [str(problem.message) for problem in source.problems] == [
        "the file carries signatures or seals and annotations and attached files, neither opened nor run nor read"
    ]
    assert source.file is not None
    assert [(fact.kind, fact.text) for fact in source.file.facts] == [("title", "某某条例")]


def test_pictures_alone_are_a_scan_and_one_picture_a_missing_page():
    with pytest.raises(InputError, match="holds pictures of 2 pages and no text"):
        read(ofd_file([page(PICTURE), page(PICTURE)]))
    source = read(ofd_file([page(text_object("正文。", LEFT, 50)), page(PICTURE)]))
    assert [(problem.code, problem.severity) for problem in source.problems] == [
        ("page-without-text", "error")
    ]


def test_a_listed_page_that_is_not_there_is_an_error_of_the_text():
    parts = package([page(text_object("正文。", LEFT, 50)), page(text_object("后文。", LEFT, 50))])
    del parts["Doc_0/Pages/Page_1/Content.xml"]
    source = read(pack(parts))
    assert [(problem.code, problem.severity) for problem in source.problems] == [
        ("cut-off", "error")
    ]


BOMB = '<!DOCTYPE a [<!ENTITY x "第一条"><!ENTITY y SYSTEM "file:///etc/passwd">]>'
WITHIN = "<ofd:CompositeObject ID='4' ResourceID='50'/>" * 9
ENDLESS = f'<ofd:CompositeGraphicUnit ID="50"><ofd:Content>{WITHIN}</ofd:Content></ofd:CompositeGraphicUnit>'


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"Encryptions.xml": "<a/>"}, "is encrypted"),
        ({"../Doc_0/a.xml": "<a/>"}, "leads out of the archive"),
        ({"OFD.xml": f"{BOMB}<ofd:OFD {SPACE}>&y;</ofd:OFD>"}, "declares a document type"),
        ({"OFD.xml": f"<ofd:OFD {SPACE}/>"}, "holds no document"),
        ({"OFD.xml": "<ofd:OFD"}, "OFD.xml in it is damaged"),
        ({"Doc_0/Pages/Page_0/Content.xml": "<a>" * 400 + "</a>" * 400}, "255 elements deep"),
        (
            {
                "Doc_0/Pages/Page_0/Content.xml": page(
                    text_object("甲", LEFT, 50, attributes='CTM="1 0 0 nan 0 0"')
                )
            },
            "no position",
        ),
        (
            {"Doc_0/Pages/Page_0/Content.xml": page(text_object("甲乙", LEFT, 50, delta="g x 5"))},
            "no position",
        ),
    ],
)
def test_hostile_files_are_refused_in_one_line(parts, why):
    with pytest.raises(InputError, match=why) as refused:
        read(pack(package([page(text_object("正文。", LEFT, 50))]) | parts))
    assert "\n" not in str(refused.value)


def test_links_out_of_the_file_lead_nowhere(tmp_path):
    (tmp_path / "Content.xml").write_text(page(text_object("外部。", LEFT, 50)), "utf-8")
    parts = package([page(text_object("正文。", LEFT, 50)), "<a/>"])
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(
        "Pages/Page_1/Content.xml", f"../../../..{tmp_path}/Content.xml"
    )
    source = read(pack(parts))
    assert texts(source) == ["正文。"]
    assert [problem.code for problem in source.problems] == ["cut-off"]


def test_what_would_swell_is_refused(monkeypatch):
    monkeypatch.setattr(ofd, "DrawingBudget", partial(content.DrawingBudget, objects=5000))
    swelling = ofd_file(
        [page('<ofd:CompositeObject ID="4" ResourceID="50"/>')],
        common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>",
        parts={
            "Doc_0/Res.xml": f"<ofd:Res {SPACE}><ofd:CompositeGraphicUnits>{ENDLESS}</ofd:CompositeGraphicUnits></ofd:Res>"
        },
    )
    with pytest.raises(InputError, match="objects"):
        read(swelling)
    repeated = ofd_file([page(text_object("甲乙", LEFT, 50, delta="g 9999999 5.6"))])
    assert texts(read(repeated)) == ["甲乙"]


def test_a_damaged_archive_with_this_name_in_it_is_refused():
    data = ofd_file([page(text_object("正文。", LEFT, 50))])
    with pytest.raises(InputError, match="damaged"):
        read_apart(data[: len(data) // 2], "a.ofd")
    assert zipfile.is_zipfile(__file__) is False


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(
        st.text("第一二三条款项，。；甲乙丙丁0123456789AB", min_size=1, max_size=28),
        min_size=1,
        max_size=20,
    )
)
def test_no_character_is_lost(lines):
    """Whatever stands on a page is in its lines, or among what is dropped."""
    objects = [text_object(text, LEFT, TOP + STEP * at) for at, text in enumerate(lines)]
    source = read(ofd_file([page(*objects)]))
    found = [*texts(source), *(piece.text for piece in source.dropped)]
    assert sorted("".join(found).replace(" ", "").replace("\u3000", "")) == sorted("".join(lines))


def test_sizes_that_no_page_has_do_not_stop_the_reader():
    data = ofd_file(
        [
            page(
                text_object("正文。", LEFT, 50).replace(f'Size="{SIZE}"', 'Size="0"'),
                area="<ofd:Area><ofd:PhysicalBox>0 0 0 0</ofd:PhysicalBox></ofd:Area>",
            )
        ]
    )
    assert texts(read(data)) == ["正文。"]


def test_the_file_that_ships_is_the_text_of_the_example():
    folder = Path(__file__).parents[4] / "corpora"
    shipped_file = folder / "office-files" / "invented-2021-09-26.ofd"
    assert shipped_file.read_bytes() == shipped()
    texts_of = [
        policydiff.load(path).full_text().replace("\u3000", " ").split("\n")
        for path in (shipped_file, folder / "example" / "invented-2021-09-26.md")
    ]
    assert texts_of[0] == texts_of[1]
