"""What a reader pays for changes of words: a text in which they cannot be read is written anew. All
texts are invented.
"""

import pytest

import policydiff
from policydiff.amending.engine.drafting.clauses import OPERATION, ROUGH, DraftedClause, price

TEXT = "乙省渡口条例\n第一条　渡口由村里修。\n第二条　{}\n第三条　本条例自2020年1月1日起施行。\n"
PLACE = (("article", "2"),)


def item(old: str, new: str) -> str:
    """The item of a draft that leads from one text of the second article to the other."""
    before, after = (
        policydiff.load(TEXT.format(text).encode(), name="law.txt") for text in (old, new)
    )
    draft = policydiff.draft_amendment(before, after)

    assert draft.exact
    return draft.text.split("作如下修改：\n")[1].split("\n")[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "省人民政府建设主管部门负责全省的供水工作。市人民政府确定的供水主管部门负责本行政区域内的供水工作，并接受上级的指导。",
            "省人民政府住房建设主管部门负责全省的供水监督工作。市、县人民政府确定的供水主管部门负责本行政区域内的供水监督工作，并接受上级的业务指导。",
        ),
        (
            "渡口经营者应当配备船员，定期检查渡船，发现隐患的，应当及时消除；不能消除的，应当停航，并报告乡镇人民政府。",
            "渡口运营人应当配备船员，每月检查渡船，发现隐患的，应当立即消除；不能消除的，应当停航，并报告县人民政府。",
        ),
    ],
    ids=["over the end of a sentence", "many small ones"],
)
def test_what_would_read_like_a_machine_is_written_anew(old, new):
    assert item(old, new) == f"将第二条修改为：“{new}”"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "公安部门负责渡口治安，保障行船安全。",
            "公安机关负责渡口治安，保障行船安全。",
            "将第二条中的“公安部门”修改为“公安机关”。",
        ),
        (
            "由交通主管部门责令改正，处五百元以上一千元以下罚款；情节严重的，吊销许可证。",
            "由交通运输主管部门责令改正，处一千元以上二千元以下罚款；情节严重的，吊销许可证。",
            "在第二条中的“交通”后增加“运输”，“五百元以上一千元”修改为“一千元以上二千元”。",
        ),
    ],
    ids=["one change", "two changes"],
)
def test_what_reads_well_is_told_by_its_words(old, new, expected):
    assert item(old, new) == expected


def words(old: str, new: str) -> DraftedClause:
    return DraftedClause(form="replace", place=PLACE, old=old, new=new)


@pytest.mark.parametrize(
    ("clauses", "rough"),
    [
        ([words("船工应当", "船员应当")], 0),
        ([words("船工应当", "船员应当"), words("一百元以上二百元", "五百元以上一千元")], 0),
        ([words("船工应当", "船员应当"), words("渡船的桨", "渡船的橹")], 1),
        ([words("一百元以上二百元", "五百元以上一千元")] * 3, 1),
        ([words("修。桥", "修理。桥")], 1),
        ([words("桥由村里修。路由乡里修。", "桥、路由县里修。")], 0),
    ],
    ids=[
        "one",
        "a small one and another",
        "two small ones",
        "three",
        "over the end",
        "whole sentences",
    ],
)
def test_the_price_of_rough_changes(clauses, rough):
    plain = sum(OPERATION + len(clause.old) + len(clause.new) for clause in clauses)

    assert price(clauses) == plain + rough * ROUGH
