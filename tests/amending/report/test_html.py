"""What the reports of a consolidation show: items with their clauses, what follows by itself, what
is left to do. All texts are invented.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from consolidations import BASE, carried_out, loaded, sample
from reading_docx import dump

import policydiff
from policydiff.amending.engine.explain import explain
from policydiff.amending.report.consolidation import (
    ConsolidationView,
    RenumberingRun,
    counts,
    read_sheet,
)
from policydiff.amending.report.lines import (
    counted_lines,
    followed_why,
    gap_name,
    item_name,
    operations_by_status,
    other_works_lines,
    quiet_name,
    row_name,
    summary_lines,
)
from policydiff.amending.report.words import CONSOLIDATION_WORDS
from policydiff.model.reports import ReportOptions
from policydiff.report import formats
from policydiff.report.rows import Gap


def sheet(result) -> ConsolidationView:
    return read_sheet(result, ReportOptions())


def clauses(found: ConsolidationView) -> list[list[str]]:
    """By item, the clauses that it changes."""
    return [[row_name(row) for entry in line.entries for row in entry.rows] for line in found.lines]


def test_items_stand_in_the_order_of_the_decision_beside_the_clauses_that_they_change():
    assert clauses(sheet(sample())) == [
        ["标题"],
        ["第二条"],
        ["第二条 → 第三条"],
        ["第三条 → 第四条"],
        ["第五条 → 第六条"],
        ["第六条 → 第七条"],
        ["第七条、第八条 → 第八条"],
        [],
        [],
        ["第三章"],
    ]


def test_an_item_keeps_its_own_words():
    found = sheet(sample())
    assert found.lines[1].item.words == (
        "二、增加一条，作为第二条：",
        "“爱护桥梁，人人有责。",
        "“对损坏桥梁的行为，任何人都可以举报。”",
    )


def test_a_decision_without_items_is_shown_by_its_paragraphs():
    result = policydiff.consolidate(
        policydiff.load(
            "乙省桥梁条例\n第一条　桥由村里修。\n第二条　路由乡里修。\n".encode(), name="a.txt"
        ),
        policydiff.load(
            "关于修改《乙省桥梁条例》的决定\n对《乙省桥梁条例》作如下修改：\n将第一条修改为：\n“桥由镇里修。”\n删去第二条。\n".encode(),
            name="b.txt",
        ),
    )
    found = sheet(result)

    assert [(line.item.number, line.item.words) for line in found.lines] == [
        (None, ("将第一条修改为：", "“桥由镇里修。”")),
        (None, ("删去第二条。",)),
    ]
    assert clauses(found) == [["第一条"], ["第二条"]]
    assert [item_name(line, "zh") for line in found.lines] == [
        "“将第一条修改为：”",
        "“删去第二条。”",
    ]


def test_what_no_item_names_is_listed_with_its_reason():
    found = sheet(carried_out("增加一条，作为第一条：“人人爱桥。”"))

    names = [
        gap_name(row, "zh") if isinstance(row, Gap) else row_name(row) for row in found.followed
    ]
    assert names == ["第一条至第二条 → 第二条至第三条", "第三条 → 第四条"]
    assert [row.category for row in found.followed] == ["renumbered", "explained"]
    assert counted_lines(sheet(sample())) == ("第三条第一款第（三）项 → 第四条第一款第（二）项",)


def test_points_counted_anew_in_two_lists_are_told_apart():
    points = "下列情形不得上桥：\n（一）醉酒；\n（二）超重；\n（三）无灯。\n"
    base = f"乙省桥梁条例\n第一条　{points}第二条　{points}"
    lines = counted_lines(sheet(carried_out("删去第一条第一项。", "删去第二条第二项。", base=base)))

    assert lines == (
        "第一条第一款第（二）项至第（三）项 → 第一条第一款第（一）项至第（二）项",
        "第二条第一款第（三）项 → 第二条第一款第（二）项",
    )


def test_a_chapter_that_gets_a_new_number_is_listed():
    base = "乙省桥梁条例\n第一章　总则\n第一条　桥由村里修。\n第二章　附则\n第二条　路由乡里修。\n"
    found = sheet(
        carried_out("增加一章，作为第二章：“第二章　渡船\n第二条　船由县里修。”", base=base)
    )

    named = [
        gap_name(row, "zh") if isinstance(row, Gap) else row_name(row) for row in found.followed
    ]
    assert named == ["第二章 → 第三章", "第二条 → 第三条"]
    assert {followed_why(row, "zh") for row in found.followed} == {"条号顺延"}


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        (
            "增加一章，作为第二章：\n“第二章　渡船\n“第二条　船由县里修。\n“第三条　船要登记。”",
            ["第二章", "第二条", "第三条"],
        ),
        ("删去第二章。", ["第二章", "第二条"]),
        ("将第二章修改为：\n“第二章　附则\n“第二条　路由县里修。”", ["第二章", "第二条"]),
    ],
)
def test_a_whole_chapter_shows_its_articles(item, shown):
    base = "乙省桥梁条例\n第一章　总则\n第一条　桥由村里修。\n第二章　附则\n第二条　路由乡里修。\n"
    assert clauses(sheet(carried_out(item, base=base))) == [shown]


def test_points_of_a_text_that_the_decision_quotes_whole_are_not_counted_anew_by_themselves():
    base = "乙省桥梁条例\n第一条　下列情形不得上桥：\n（一）醉酒；\n（二）超重；\n（三）无灯。\n第二条　路由乡里修。\n"
    whole = "将第一条修改为：“下列情形不得上桥：（一）醉酒；（二）牵牛；（三）超重；（四）无灯。”"
    found = sheet(carried_out("第一条增加一项，作为第二项：“（二）牵牛；”", base=base))

    assert counted_lines(found) == (
        "第一条第一款第（二）项至第（三）项 → 第一条第一款第（三）项至第（四）项",
    )
    assert sheet(carried_out(whole, base=base)).renumbered_items == ()


BATCH = (
    "乙省人民代表大会常务委员会关于修改《乙省桥梁条例》等二件条例的决定\n对下列条例作如下修改：\n"
    "一、修改《乙省渡口条例》\n1.删去第一条。\n2.删去第二条。\n3.删去第三条。\n4.删去第四条。\n"
    "二、修改《乙省桥梁条例》\n1.删去第一条。\n2.条文顺序作相应调整。\n"
)


def test_a_decision_on_many_works_tells_its_parts_and_sums_up_the_others():
    found = sheet(policydiff.consolidate(loaded(BASE), loaded(BATCH)))

    assert [line.item.words for line in found.lines] == [
        ("二、1", "1.删去第一条。"),
        ("二、2", "2.条文顺序作相应调整。"),
    ]
    assert other_works_lines(found) == ("《乙省渡口条例》：一、1至一、4（4 项）",)
    assert quiet_name(found.lines[1], "zh") == "见下文“相应调整”"


@pytest.mark.parametrize("form", ["html", "markdown", "docx", "terminal"])
def test_a_clause_that_reads_as_before_is_said_to(form):
    result = carried_out(
        "将第一条修改为：“桥由村里修。”",
        "将第二条中的“乡里”修改为“县里”。",
        "将第三条中的“补助”修改为“补贴”。",
    )
    assert shown(form, result, language="en").count("the words are the same") == 1


def test_a_replacement_throughout_shows_each_clause_that_had_the_words():
    base = "乙省桥梁条例\n第一条　木桥由村里修。\n第二条　路由乡里修。\n第三条　木桥限重。\n"
    found = sheet(carried_out("将“木桥”修改为“石桥”。", base=base))

    assert clauses(found) == [["第一条", "第三条"]]
    assert found.followed == ()


def test_items_that_only_renumber_stand_together():
    found = sheet(
        carried_out(
            "增加一条，作为第一条：“人人爱桥。”", "将第一条改为第二条。", "将第二条改为第三条。"
        )
    )
    lines = list(found.grouped_lines())

    assert [type(line) is RenumberingRun for line in lines] == [False, True]
    assert [line.item.number for line in lines[1].lines] == ["二", "三"]


def test_a_clause_that_two_items_change_names_both():
    found = sheet(
        carried_out("将第一条中的“村里”修改为“镇里”。", "在第一条中的“桥”后增加“和渡口”。")
    )

    (lines,) = found.touching().values()
    assert [line.item.number for line in lines] == ["一", "二"]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("将第一条改为第二条，修改为：“桥由镇里修。”", ("调整序号、修改 第一条 → 第二条",)),
        ("增加一条，作为第二条：“人人爱桥。”", ("增加 第二条",)),
        ("第一条增加一款，作为第二款：“人人爱桥。”", ("增加 第一条第二款",)),
        (
            "将第一条、第二条合并，作为第一条，修改为：“桥和路由镇里修。”",
            ("合并 第一条、第二条 → 第一条",),
        ),
    ],
)
def test_what_was_done_is_told_with_its_place(item, told):
    (line,) = sheet(carried_out(item)).lines
    assert list(operations_by_status(line.entries[0], "zh")) == [("applied", told)]


def test_what_is_left_to_do_and_what_instructs_nothing():
    found = sheet(sample())

    assert [(line.item.number, operation.status) for line, operation in found.troubles] == [
        ("八", "failed"),
        ("九", "unparsed"),
    ]
    assert found.other_works == {"乙省道路条例": ("十一",)}
    assert (
        found.context[-1]
        == "《乙省桥梁管理条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。"
    )
    assert counts(sample()) == {
        "items": 10,
        "applied": 12,
        "failed": 1,
        "unparsed": 1,
        "before": 10,
        "after": 10,
    }


@pytest.mark.parametrize("form", ["html", "markdown", "docx", "terminal"])
def test_what_was_carried_out_with_a_doubt_is_told(form):
    base = BASE.replace("发给补助。", "应当由所在地的乡级人民政府发给补助。")
    item = (
        "将第三条“依照第二条修路的，应当由所在地乡级人民政府发给补助。”修改为：“修路的，发给补贴。”"
    )
    text = shown(form, carried_out(item, base=base), language="zh")
    assert text.count("原文为“由所在地的乡级人民”") == 2
    assert "须核对" in text


@pytest.mark.parametrize("form", ["html", "markdown", "docx", "terminal"])
def test_a_reference_to_what_the_decision_deletes_is_told(form):
    assert "修改前文本第三条引用的“第二条”已被决定删去" in shown(
        form, carried_out("删去第二条，条文顺序作相应调整。"), language="zh"
    )


def test_the_summary_tells_counts_and_the_republished_text():
    exact = carried_out(
        "将第一条中的“村里”修改为“镇里”。",
        against="乙省桥梁条例\n第一条　桥由镇里修。\n第二条　路由乡里修。\n第三条　依照第二条修路的，发给补助。\n",
    )

    assert summary_lines(exact, "en")[1] == (
        "the republished text is the same in title, preamble, headings, articles (3), paragraphs without a number and attachments (not compared: enactment note, contents, order of promulgation, signature)"
    )
    assert len(summary_lines(carried_out("删去第一条。"), "zh")) == 1


def shown(form: str, result, **options) -> str:
    """A report as text."""
    data = formats.write(result, form, ReportOptions(**options))
    return dump(data) if form == "docx" else data.decode("utf-8")


@pytest.mark.parametrize("form", ["html", "markdown", "docx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_tells_the_same(form, language):
    text, words = shown(form, sample(), language=language), CONSOLIDATION_WORDS[language]
    for key in (
        "troubles",
        "followed",
        "verification",
        "besides",
        "context-heads",
        "only-renumbers",
        "failed",
        "unparsed",
    ):
        assert words[key] in text
    assert words["none-of-those-read"].format(unparsed=1) in text
    assert words["none"] not in text
    assert (
        text.index(words["troubles"])
        < text.index("二、增加一条，作为第二条：")
        < text.index("本决定自2020年3月1日起施行。")
    )


@pytest.mark.parametrize("form", ["html", "markdown", "docx", "terminal"])
def test_a_clause_that_two_items_change_says_so(form):
    text = shown(
        form,
        carried_out("将第一条中的“村里”修改为“镇里”。", "在第一条中的“桥”后增加“和渡口”。"),
        language="en",
    )
    assert "also changed by" in text


def read_triples(corpus: Path):
    """The real decisions of the corpus, carried out and compared with the republished text."""
    for path in sorted((corpus / "gold").glob("*.triple.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        texts = (
            policydiff.load(corpus / "works" / told["work"] / told[key])
            for key in ("base", "decision", "after")
        )
        yield policydiff.consolidate(*texts)


@pytest.mark.corpus
def test_every_change_of_a_real_decision_is_shown_once_or_with_all_its_items(corpus):
    for result in read_triples(corpus):
        found = sheet(result)
        gathered = [
            row
            for item in found.followed
            for row in (item.rows if isinstance(item, Gap) else (item,))
        ]
        touched = found.touching()

        assert touched.keys().isdisjoint(row.id for row in gathered)
        sides = {
            match.id: (*match.left, *match.right) for match in explain(result).comparison.matches
        }
        around = {
            row
            for row, known in sides.items()
            if all(side.eid.startswith(("preface", "conclusions")) for side in known)
        }
        changed = {
            row.id for row in found.rows if row.category != "unchanged" and row.left + row.right
        } - around
        assert changed <= touched.keys() | {row.id for row in gathered}
        told = [
            id(operation)
            for line in found.lines
            for entry in line.entries
            for operation in entry.operations
        ]
        owed = [
            o
            for line in found.lines
            for o in line.item.operations
            if o.status != "context" and (o.steps or o.kind != "renumbering")
        ]
        assert {id(operation) for operation in owed} <= set(told)


@pytest.mark.corpus
def test_what_a_real_decision_names_never_lacks_its_clause(corpus):
    for result in read_triples(corpus):
        for line in sheet(result).lines:
            assert line.item.words
            assert all(entry.row is not None for entry in line.entries)
