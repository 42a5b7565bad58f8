"""Tables that somebody else made: every planted fault is found, and none is invented."""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import docx
import pytest
from comparison_tables import (
    CLOSING,
    FAULTS,
    LAYOUTS,
    NEEDS_A_REPLACEMENT,
    STATEMENT,
    Layout,
    Row,
    Texts,
    layouts_for,
    planted,
    rows_of,
    texts,
    write,
)
from docx.table import _Row
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from json_schemas import validator
from lanes import examples, some

from policydiff.checking.actions.check_table import NoTableError, NoTableFileError, check_table
from policydiff.checking.engine.table_check import TableCheck
from policydiff.comparing.actions.written import report
from policydiff.comparing.engine.compare import diff
from policydiff.model.reports import ReportOptions
from policydiff.reading.load import load
from policydiff.report import formats
from policydiff.works.session import GivenText, Session

SEEDS = range(24)


def checked(made: Texts, table: bytes, layout: Layout) -> TableCheck:
    ending = "xlsx" if layout.workbook else "pdf" if layout.printed else "docx"
    old, new = made.files()
    given = {
        name: GivenText(name=name, data=data)
        for name, data in (
            (f"table.{ending}", table),
            ("old.txt", old.encode()),
            ("new.txt", new.encode()),
        )
    }
    return check_table(f"table.{ending}", "old.txt", "new.txt", Session(given=given)).check


def closed(made: Texts) -> tuple[str, ...]:
    """The sentences below a sound table whose replaced words have no rows."""
    return (STATEMENT, CLOSING) if made.substituted else (CLOSING,)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("replaced", [False, True], ids=["plain", "replaced"])
@pytest.mark.parametrize("seed", some(SEEDS, 12))
def test_a_sound_table_has_no_fault(layout, seed, replaced):
    made = texts(Random(seed), replaced=replaced)
    rows = rows_of(made, layout, unlisted=replaced)
    found = checked(made, write(rows, layout, closed(made)), layout).checked

    assert found.faults == ()
    assert [one.kind for one in found.unchecked] == (["marks"] if layout.printed else [])
    sides = (side for row in rows for side in (row.left, row.right))
    assert found.quotations == sum(side is not None for side in sides)
    assert found.rows == len(rows) - (layout.joined and _joins(rows))
    assert found.marked is (layout.marks != "none")


def _joins(rows: list[Row]) -> bool:
    """True where two rows with both texts stand one below the other."""
    return any(
        one.left and one.right and other.left and other.right for one, other in pairwise(rows)
    )


@pytest.mark.parametrize("fault", FAULTS)
@given(data=st.data(), seed=st.integers(0, 10**6))
@settings(max_examples=examples(8))
def test_a_planted_fault_is_the_only_one_found(fault, data, seed):
    random = Random(seed)
    layout = data.draw(st.sampled_from(layouts_for(fault)))
    made = texts(random, replaced=fault in NEEDS_A_REPLACEMENT)
    table = planted(fault, made, layout, random)
    assume(table is not None)
    assert table is not None
    found = checked(made, write(table.rows, layout, table.sentences), layout).checked

    assert tuple(sorted(one.kind for one in found.faults)) == tuple(sorted(table.kinds))


@pytest.mark.parametrize(
    "heads",
    [
        ("征求意见稿", "正式稿（2025年公布）"),
        ("草案", "正式稿"),
        ("草案一次审议稿", "草案二次审议稿"),
        ("修订前（征求意见稿）", "修订后"),
        ("修订前（2015年公布）", "修订后（修订草案）"),
        ("修订前（V3.0）", "修订后（V4.0）"),
        ("现行条文", "修订草案"),
        ("2018年版", "2023年版"),
        ("原条文", "新条文"),
    ],
)
def test_heads_of_stages_and_versions_are_read(heads):
    made = texts(Random(5))
    layout = Layout("heads", heads)
    found = checked(made, write(rows_of(made, layout), layout), layout).checked

    assert (found.faults, found.unchecked) == ((), ())


EXAMPLE = Path(__file__).resolve().parents[3] / "corpora" / "example"
VERSIONS = ("invented-2018-11-30.txt", "invented-2021-09-26.md", "invented-2024-05-31.html")


def own_table(old: Path, new: Path, form: str) -> TableCheck:
    """The table that diff writes of two texts, checked."""
    data = report(diff(load(old), load(new)), form, ReportOptions(language="zh"))
    return _checked(data, form, old, new)


def _checked(data: bytes, form: str, old: Path, new: Path) -> TableCheck:
    given = {
        name: GivenText(name=name, data=words)
        for name, words in (
            (f"table.{form}", data),
            (f"old{old.suffix}", old.read_bytes()),
            (f"new{new.suffix}", new.read_bytes()),
        )
    }
    names = list(given)
    return check_table(names[0], names[1], names[2], Session(given=given)).check


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@pytest.mark.parametrize("names", list(pairwise(VERSIONS)), ids=["2021", "2024"])
def test_a_table_that_diff_wrote_has_no_fault(names, form):
    old, new = (EXAMPLE / name for name in names)

    assert own_table(old, new, form).checked.faults == ()


def _empty_old(row: _Row) -> None:
    row.cells[0].text = ""


def _empty_new(row: _Row) -> None:
    row.cells[1].text = ""


def _other_number(row: _Row) -> None:
    words = row.cells[1].text
    row.cells[1].text = f"第九十九{words[words.index('条') :]}"


def _delete(row: _Row) -> None:
    row._tr.getparent().remove(row._tr)


@pytest.mark.parametrize(
    ("damage", "kinds"),
    [
        (_empty_old, ("empty",)),
        # where the two are hardly one article, the new one has no row
        (_empty_new, ("empty", "missing")),
        (_other_number, ("number",)),
        (_delete, ("missing",)),
    ],
)
@given(place=st.integers(0, 10**6))
@settings(max_examples=examples(4))
def test_one_damage_of_a_table_that_diff_wrote_is_one_fault(damage, kinds, place):
    old, new = (EXAMPLE / name for name in VERSIONS[:2])
    file = docx.Document(io.BytesIO(_own_file(old, new)))
    rows = [
        row
        for row in file.tables[1].rows
        if all("条\u3000" in cell.text[:9] for cell in row.cells[:2])
        and row.cells[0].text != row.cells[1].text
        and row.cells[2].text == "修改"
    ]
    damage(rows[place % len(rows)])
    damaged = io.BytesIO()
    file.save(damaged)

    found = _checked(damaged.getvalue(), "docx", old, new).checked
    assert len(found.faults) == 1
    assert found.faults[0].kind in kinds


@cache
def _own_file(old: Path, new: Path) -> bytes:
    return report(diff(load(old), load(new)), "docx", ReportOptions(language="zh"))


def test_a_heading_of_another_chapter_is_a_fault():
    old, new = (EXAMPLE / name for name in VERSIONS[:2])
    file = docx.Document(io.BytesIO(_own_file(old, new)))
    row = next(row for row in file.tables[1].rows if row.cells[0].text.startswith("第四章"))
    for cell in row.cells:
        cell.text = cell.text.replace("第四章", "第三章")
    damaged = io.BytesIO()
    file.save(damaged)

    found = _checked(damaged.getvalue(), "docx", old, new).checked
    assert [(fault.kind, fault.num, fault.other) for fault in found.faults] == [
        ("number", "第三章", "第四章")
    ]


def test_tables_of_real_laws_that_diff_wrote_have_no_fault(corpus):
    pairs = [
        pair
        for folder in sorted((corpus / "works").iterdir())
        for pair in pairwise(sorted(one for one in folder.glob("*.md") if len(one.stem) == 10))
    ]
    checks = [own_table(old, new, "docx") for old, new in some(pairs, 20)]

    assert [fault for check in checks for fault in check.checked.faults] == []


def test_json_is_by_its_schema():
    for fault in FAULTS:
        validator("table-check").validate(one_fault(fault).to_dict())


def one_fault(fault: str) -> TableCheck:
    for seed in range(40):
        random = Random(seed)
        made = texts(random, replaced=fault in NEEDS_A_REPLACEMENT)
        for layout in layouts_for(fault):
            table = planted(fault, made, layout, random)
            if table is not None:
                return checked(made, write(table.rows, layout, table.sentences), layout)
    raise AssertionError(fault)


@pytest.mark.parametrize("form", [one for one in formats.formats("table") if one != "docx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_names_the_fault(form, language):
    found = one_fault("old")
    shown = formats.write(found, form, ReportOptions(language=language, width=60)).decode()

    assert "另行规定" in "".join(shown.split())
    if form != "json":
        assert {"zh": "发现 1 处差错", "en": "1 fault in the table"}[language] in shown


def test_what_the_noise_rule_leaves_out_is_no_fault():
    made = texts(Random(3))
    rows = rows_of(made, LAYOUTS[0])
    for row in rows:
        for side in (row.left, row.right):
            if side is not None:
                side[1].parts[:] = [
                    (text.replace("，", ",").replace("。", " 。"), look)
                    for text, look in side[1].parts
                ]

    assert checked(made, write(rows, LAYOUTS[0]), LAYOUTS[0]).checked.faults == ()


def test_files_without_such_a_table_are_refused():
    made = texts(Random(1))
    other = Layout("other", ("姓名", "电话"))
    for table, error in (
        (write(rows_of(made, other), other), NoTableError),
        (b"text", NoTableFileError),
    ):
        with pytest.raises(error):
            checked(made, table, other)


def split(words: str) -> tuple[Texts, bytes]:
    """An old article in a cell that is merged over the rows of the two that it became."""
    sentences = [
        "渡口由乡镇人民政府登记，登记的结果应当向社会公布，接受监督。",
        "渡口的管理人应当每日检查船只，发现损坏的，应当立即修理。",
    ]
    made = Texts(
        old=["".join(sentences), "果园的道路由村民委员会养护。"],
        new=[*sentences, "果园的道路由村民委员会养护。"],
        pairs=[(1, 1), (1, 2), (2, 3)],
    )
    file = docx.Document()
    table = file.add_table(rows=3, cols=2)
    texts_ = [
        ("修订前", "修订后"),
        (f"第一条　{made.old[0]}", f"第一条　{made.new[0]}"),
        ("", f"第二条　{made.new[1]}{words}"),
    ]
    for row, cells in zip(table.rows, texts_, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    written = io.BytesIO()
    file.save(written)
    return made, written.getvalue()


@pytest.mark.parametrize(("words", "faults"), [("", []), ("另行规定的除外。", ["new"])])
def test_one_old_article_beside_two_new_ones(words, faults):
    found = checked(*split(words), LAYOUTS[0]).checked

    assert [one.kind for one in found.faults] == faults
    assert found.quotations == 3


PLAIN = Texts(
    old=[
        "渡口由乡镇人民政府登记。",
        "果园的管理人应当每月清点果树。\n发现病害的，应当报告。\n报告可以口头提出。",
        "鱼塘的水闸由村民委员会看守，昼夜值班。",
        "本办法由县水利主管部门解释。",
    ],
    new=[
        "渡口由县人民政府登记。",
        "果园的管理人应当每周清点果树。\n发现病害的，应当报告。\n报告应当书面提出。",
        "本办法由县水利主管部门解释。",
    ],
    pairs=[(1, 1), (2, 2), (3, None), (4, 3)],
)
FIRST = ("第一条　" + PLAIN.old[0], "第一条　" + PLAIN.new[0])
SECOND = ("第二条　" + PLAIN.old[1], "第二条　" + PLAIN.new[1])
THIRD = ("第三条　" + PLAIN.old[2], "删除")


def plain_check(
    *rows: tuple[str, ...], head: tuple[str, ...] = ("修订前", "修订后"), below: str = ""
) -> list[str]:
    """The kinds of the faults of a table of words alone."""
    file = docx.Document()
    table = file.add_table(rows=0, cols=len(head))
    for row in (head, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    file.add_paragraph(below)
    written = io.BytesIO()
    file.save(written)
    found = checked(PLAIN, written.getvalue(), LAYOUTS[0]).checked
    return [one.kind for one in found.faults]


HALVES = (
    ("第二条　果园的管理人应当每月清点果树。……", "第二条　果园的管理人应当每周清点果树。……"),
    ("第二条　……报告可以口头提出。", "第二条　……报告应当书面提出。"),
)


@pytest.mark.parametrize(
    ("rows", "more"),
    [
        ((FIRST, SECOND, THIRD), {}),
        ((FIRST, SECOND, (THIRD[0], "第三条　删除")), {}),
        ((FIRST, SECOND, (THIRD[0], "（本条删除）")), {}),
        ((FIRST, *HALVES, THIRD), {}),
        ((FIRST, (SECOND[0], SECOND[1] + "（由原第二条调整）"), THIRD), {}),
        ((FIRST, SECOND, THIRD), {"head": ("变更前", "变更后")}),
        (
            tuple(("", *row) for row in (FIRST, SECOND, THIRD)),
            {"head": ("原因", "修订前", "修订后")},
        ),
        ((FIRST, SECOND, THIRD), {"head": ("原《办法》条款", "修改为")}),
        ((FIRST, SECOND, THIRD), {"below": "公司简称由“东岸渡口”变更为“西岸渡口”。"}),
        (
            (("第 一 条　" + PLAIN.old[0], "第１条：" + PLAIN.new[0]), SECOND, THIRD),
            {},
        ),
    ],
)
def test_tables_in_other_words_are_sound(rows, more):
    assert plain_check(*rows, **more) == []


@pytest.mark.parametrize(
    ("rows", "more", "kinds"),
    [
        ((FIRST, (SECOND[0], "第二条　果园的管理人应当每周清点果树。……"), THIRD), {}, ["left-out"]),
        ((FIRST, HALVES[0], THIRD), {}, ["left-out", "left-out"]),
        (
            ((*FIRST, "删除"), (*SECOND, "修改"), (*THIRD, "删除")),
            {"head": ("修订前", "修订后", "修订类型")},
            ["statement"],
        ),
        (
            ((*FIRST, "修改"), (*SECOND, "修改"), (*THIRD, "新增")),
            {"head": ("修订前", "修订后", "修订类型")},
            ["statement"],
        ),
        (
            (FIRST, SECOND, THIRD, ("第1条　" + PLAIN.old[0], "第1条　" + PLAIN.new[0])),
            {},
            ["repeated"],
        ),
        ((FIRST, (SECOND[0], "同左"), THIRD), {}, ["statement"]),
        ((FIRST, THIRD), {"below": "其余条款未发生变化。"}, ["missing", "statement"]),
    ],
)
def test_faults_in_other_words_are_found(rows, more, kinds):
    assert plain_check(*rows, **more) == kinds
