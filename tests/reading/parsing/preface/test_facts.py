"""Facts of heads: what must hold for every real one, and texts that differ in one thing. What is
read here without the corpus is invented.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import policydiff
from policydiff.model.document import Document

MORE = "\n\n第一条 为了示例，制定本办法。\n"
DATED, NUMBERED = 3090, 528
"""How many of the heads tell a day that names the version, and a number; a reader that loses some
is worse.
"""


def of_head(*notes: str, title: str = "示例管理办法") -> Document:
    text = "\n\n".join((f"# {title}", *notes, "<!-- INFO END -->"))
    return policydiff.load((text + MORE).encode(), name="head.md")


def test_ministry_whose_rule_the_state_council_approved_early_made_a_regulation() -> None:
    issued = "{} 示例部令第5号发布"

    assert of_head("1993年11月7日 国务院批准", issued.format("1993年11月15日")).kind == "regulation"
    assert (
        of_head("2003年11月7日 国务院批准", issued.format("2003年11月15日")).kind
        == "department-rule"
    )
    assert of_head(issued.format("1993年11月15日")).kind == "department-rule"


def test_rule_that_the_state_council_amended_itself_is_a_regulation() -> None:
    issued = "2003年1月6日 示例部令第7号发布"

    assert (
        of_head(issued, "2012年1月9日 《国务院关于修改部分示例法规的决定》修订").kind
        == "regulation"
    )
    assert (
        of_head(issued, "2012年1月9日 《示例部关于修改〈示例管理办法〉的决定》修订").kind
        == "department-rule"
    )


def test_dates_of_a_version_between_the_first_and_the_last_are_none_of_either() -> None:
    document = of_head(
        "2000年1月4日 国务院令第276号公布",
        "2014年2月12日 国务院第39次常务会议修订通过",
        "2020年12月21日 国务院第119次常务会议修订通过",
    )

    assert document.dates.to_dict() == {"adopted": "2020-12-21"}
    assert document.original_dates.to_dict() == {"promulgated": "2000-01-04"}


def test_amendment_by_approval_alone_is_dated_by_it() -> None:
    document = of_head(
        "1998年2月22日 国务院批准",
        "1998年4月7日 示例局令第85号发布",
        "1999年6月12日 国务院批准修订",
    )

    assert document.version_date == "1999-06-12"
    assert document.dates.to_dict() == {"approved": "1999-06-12"}
    assert document.document_number is None


ACTS = (
    "2005年8月31日 示例省大会第二十三次会议通过的《示例法典修正案》",
    "2009年8月27日 示例省大会第十次会议《关于修改部分法规的决定》修正",
    "2012年2月25日 示例省大会第十九次会议通过的《示例法典修正案（二）》",
    "2020年12月26日 示例省大会第二十四次会议通过的《示例法典修正案（十一）》",
)
PASSED = "1999年7月1日 示例省大会第二次会议通过"


@pytest.mark.parametrize(
    "head",
    [
        (PASSED, *ACTS),
        (PASSED, *(f"{act.removesuffix('修正')}修正" for act in ACTS)),
        (PASSED, "根据下列修正案修正：", *(f"{at}. {act}" for at, act in enumerate(ACTS, 1))),
        (PASSED, *(f"根据{act.replace('通过的', '')}" for act in ACTS)),
        (f"（{PASSED}　根据{'、'.join(act.removesuffix('修正') for act in ACTS)}修正）",),
    ],
)
def test_the_last_of_the_amendments_by_number_dates_the_text(head: tuple[str, ...]) -> None:
    document = of_head(*head)

    assert document.dates.to_dict() == {"adopted": "2020-12-26"}
    assert document.original_dates.to_dict() == {"adopted": "1999-07-01"}
    assert [(one.date, one.decision) for one in document.amendments] == [
        ("2005-08-31", "示例法典修正案"),
        ("2009-08-27", "关于修改部分法规的决定"),
        ("2012-02-25", "示例法典修正案（二）"),
        ("2020-12-26", "示例法典修正案（十一）"),
    ]


def test_what_the_state_council_made_is_of_the_whole_country() -> None:
    text = "{}管理条例\n\n（2020年1月1日{}公布）\n\n第一条　略。\n\n第二条　略。\n"

    def place(subject: str, maker: str) -> str:
        return policydiff.load(text.format(subject, maker).encode(), name="law.md").jurisdiction

    assert place("北京时间", "国务院令第999号") == "cn"
    assert place("北京市示例区", "国务院令第999号") == "cn-bj"
    assert place("北京时间", "北京市人民政府令第99号") == "cn-bj"


def test_an_amendment_before_the_last_gives_the_text_no_day_of_force() -> None:
    first = (
        "2005年8月31日示例省人大常委会通过的《示例省雨伞条例修正案（一）》　自2006年1月1日起施行"
    )
    last = "2012年2月25日示例省人大常委会《示例省雨伞条例修正案（二）》"
    head = f"示例省雨伞条例\n\n1999年7月1日示例省人大常委会通过\n\n{first}\n\n"
    text = "第一条　为了雨伞，制定本条例。\n\n第二条　本条例自1999年10月1日起施行。\n"

    def dates(lines: str) -> tuple[str | None, ...]:
        found = policydiff.load(f"{head}{lines}{text}".encode(), name="law.md")
        return found.dates.adopted, found.dates.in_force, found.original_dates.in_force

    assert dates("") == ("2005-08-31", "2006-01-01", "1999-10-01")
    assert dates(f"{last}\n\n") == ("2012-02-25", None, "1999-10-01")
    assert dates(f"{last}，自2012年5月1日起施行\n\n") == (
        "2012-02-25",
        "2012-05-01",
        "1999-10-01",
    )
    assert dates("2012年2月25日公布\n\n") == ("2005-08-31", None, "1999-10-01")


def test_a_day_alone_below_the_title_dates_what_nothing_else_does() -> None:
    assert of_head("（2017年1月15日）").dates.to_dict() == {"signed": "2017-01-15"}
    issued = of_head("（2017年1月15日）", "2017年2月3日 示例部令第5号发布")
    assert issued.dates.to_dict() == {"promulgated": "2017-02-03"}


@pytest.mark.corpus
def test_facts_of_every_real_head_hold_together(corpus: Path) -> None:
    wrong, dated, numbered = [], 0, 0
    for path in sorted((corpus / "bulk").glob("*.md")):
        head, mark, _ = path.read_text(encoding="utf-8").partition("<!-- INFO END -->")
        document = policydiff.load((head + mark + MORE).encode(), name=path.name)
        named, amended = (
            document.version_date,
            [amendment.date for amendment in document.amendments],
        )
        dated, numbered = (
            dated + (named is not None),
            numbered + (document.document_number is not None),
        )
        if amended and (named is None or named < max(amended)):
            wrong.append(f"{path.name}: {named} before {max(amended)}")
        if re.match(r"由|经(?!济)|根据|.*届", document.authority or ""):
            wrong.append(f"{path.name}: {document.authority}")
        approved = re.findall(
            r"(\d{4})年(\d{1,2})月(\d{1,2})日[^《。；日]{2,60}?批准的", re.sub(r"\s", "", head)
        )
        if document.dates.adopted in {
            f"{year}-{int(month):02}-{int(day):02}" for year, month, day in approved
        }:
            wrong.append(f"{path.name}: {document.dates.adopted} is the day of an approval")
        if any(
            re.search(r"[《〈]|通过$|批准$|次$", amendment.by or "")
            for amendment in document.amendments
        ):
            wrong.append(f"{path.name}: {[amendment.by for amendment in document.amendments]}")

    assert wrong == []
    assert dated >= DATED
    assert numbered >= NUMBERED
