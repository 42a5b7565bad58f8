"""Tables that somebody else made: every planted fault is found, and none is invented."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from random import Random

import docx
import jsonschema
import pytest
from comparison_tables import FAULTS, KINDS, LAYOUTS, Layout, Texts, planted, rows_of, texts, write
from lanes import some
from referencing import Registry, Resource

from policydiff.checking.actions.check_table import NoTableError, NoTableFileError, check_table
from policydiff.checking.engine.table_check import TableCheck
from policydiff.model.reports import ReportOptions
from policydiff.report import formats
from policydiff.resources import resource
from policydiff.works.session import Session

SEEDS = range(24)


def checked(folder: Path, made: Texts, table: bytes, layout: Layout) -> TableCheck:
    ending = "xlsx" if layout.workbook else "pdf" if layout.printed else "docx"
    name = f"table.{ending}"
    (folder / name).write_bytes(table)
    for side, articles in (("old", made.old), ("new", made.new)):
        (folder / f"{side}.txt").write_text(Texts.file(articles), encoding="utf-8")
    return check_table(
        str(folder / name), str(folder / "old.txt"), str(folder / "new.txt"), Session()
    ).check


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("seed", some(SEEDS, 8))
def test_a_sound_table_has_no_fault(tmp_path, layout, seed):
    made = texts(Random(seed))
    found = checked(tmp_path, made, write(rows_of(made, layout), layout), layout).checked

    assert found.faults == ()
    assert found.unchecked == ()
    assert found.quotations == 2 * len(made.changed()) - 2
    assert found.marked is (layout.marks != "none")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("seed", some(SEEDS, 8))
def test_a_planted_fault_is_the_only_one_found(tmp_path, layout, fault, seed):
    random = Random(seed)
    made = texts(random)
    rows = planted(fault, rows_of(made, layout), layout, random)
    if rows is None:
        pytest.skip("this layout has no room for the fault")
    faults = checked(tmp_path, made, write(rows, layout), layout).checked.faults

    assert [one.kind for one in faults] == [KINDS.get(fault, fault)]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_reworded_article_that_is_called_new_or_deleted_is_a_fault(tmp_path, side):
    made = texts(Random(0))
    layout = LAYOUTS[0]
    rows = rows_of(made, layout)
    place = next(n for n, row in enumerate(rows) if row.left and row.right)
    rows[place] = replace(rows[place], **{side: None})
    faults = checked(tmp_path, made, write(rows, layout), layout).checked.faults

    assert [one.kind for one in faults] == ["missing"]


def test_json_is_by_its_schema(tmp_path):
    schemas = [
        json.loads(resource("schemas", f"{name}.schema.json").read_text(encoding="utf-8"))
        for name in ("comparison", "table-check")
    ]
    registry = Registry().with_resources(
        [(schema["$id"], Resource.from_contents(schema)) for schema in schemas]
    )
    validator = jsonschema.Draft202012Validator(schemas[1], registry=registry)

    for fault in FAULTS:
        validator.validate(one_fault(tmp_path, fault).to_dict())


def one_fault(folder: Path, fault: str) -> TableCheck:
    random = Random(7)
    made = texts(random)
    rows = planted(fault, rows_of(made, LAYOUTS[0]), LAYOUTS[0], random)
    assert rows is not None
    return checked(folder, made, write(rows, LAYOUTS[0]), LAYOUTS[0])


@pytest.mark.parametrize("form", [one for one in formats.formats("table") if one != "docx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_names_the_fault(tmp_path, form, language):
    found = one_fault(tmp_path, "old")
    shown = formats.write(found, form, ReportOptions(language=language, width=60)).decode()

    assert "另行规定" in "".join(shown.split())
    if form != "json":
        assert {"zh": "发现 1 处差错", "en": "1 fault in the table"}[language] in shown


def test_what_the_noise_rule_leaves_out_is_no_fault(tmp_path):
    made = texts(Random(3))
    rows = rows_of(made, LAYOUTS[0])
    for row in rows:
        for side in (row.left, row.right):
            if side is not None:
                side[1].parts[:] = [
                    (text.replace("，", ",").replace("。", " 。"), look)
                    for text, look in side[1].parts
                ]

    assert checked(tmp_path, made, write(rows, LAYOUTS[0]), LAYOUTS[0]).checked.faults == ()


def test_files_without_such_a_table_are_refused(tmp_path):
    made = texts(Random(1))
    other = Layout("other", ("姓名", "电话"))
    for table, error in (
        (write(rows_of(made, other), other), NoTableError),
        (b"text", NoTableFileError),
    ):
        with pytest.raises(error):
            checked(tmp_path, made, table, other)


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
def test_one_old_article_beside_two_new_ones(tmp_path, words, faults):
    found = checked(tmp_path, *split(words), LAYOUTS[0]).checked

    assert [one.kind for one in found.faults] == faults
    assert found.quotations == 3
