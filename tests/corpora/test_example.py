"""The invented regulation is what its README says: the decision makes the second version of the
first, the third is a rewriting.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import policydiff
from policydiff.resources import resource

EXAMPLE = resource("corpora", "example")
FIRST = EXAMPLE / "invented-2018-11-30.txt"
DECISION = EXAMPLE / "invented-2021-09-26.decision.txt"
SECOND = EXAMPLE / "invented-2021-09-26.md"
THIRD = EXAMPLE / "invented-2024-05-31.html"
RULES = EXAMPLE / "invented-rules-2025-01-08.md"
DIGITS = "零一二三四五六七八九"

RENUMBERED = {
    **{str(n): str(n) for n in range(1, 5)},
    **{str(n): str(n + 1) for n in range(5, 18)},
    "17-1": "19",
    "18": "20",
    **{str(n): str(n + 3) for n in range(19, 23)},
    "23": "28",
    "24": "29",
    "27": "31",
    "28": "32",
    "29": "33",
    "30": "34",
    "32": "35",
    "33": "36",
}
"""Article of 2018 → article of 2021; 25 and 31 were repealed, 26 merged with the first 项 of 27
into 30; 5, 21, 26 and 27 are new.
"""

INSTRUCTIONS = {
    "2": (("开放、", "开放、利用、"),),
    "5": (("国民经济和社会发展规划", "国民经济和社会发展规划、数字政府建设规划"),),
    "6": (
        ("市经济和信息化主管部门", "市大数据主管部门"),
        ("（四）", "（四）建立公共数据质量评估机制；\n（五）"),
    ),
    "7": (("十五个工作日", "十个工作日"),),
    "10": (("其他组织", "非法人组织"),),
    "12": (("\n归集的期限由公共数据主管部门另行规定。", ""),),
    "15": (("十五个工作日", "十个工作日"), ("应当说明理由", "应当说明理由和依据")),
    "17": (
        (
            "（二）涉及商业秘密、个人隐私的；",
            "（二）涉及商业秘密、个人隐私、个人信息的，但是经权利人同意的除外；",
        ),
    ),
    "17-1": (("其他组织", "非法人组织"),),
    "18": (("其他组织", "非法人组织"),),
    "20": (
        ("六个月", "三年"),
        ("（三）", "（四）"),
        ("（二）", "（二）对数据进行分类分级保护；\n（三）"),
    ),
    "21": (
        ("签订保密协议", "签订保密协议，并对受托人的数据处理活动进行监督"),
        ("未经委托机构同意，", ""),
    ),
    "24": (
        ("（一）进入被检查单位的机房等场所进行现场检查；\n", ""),
        ("（二）", "（一）"),
        ("（三）", "（二）"),
    ),
    "27": (
        ("（一）未按照本条例第十一条规定编制、更新公共数据目录的；\n", ""),
        ("（二）", "（一）"),
        ("（三）", "（二）"),
    ),
    "28": (("五千元以上二万元以下", "一万元以上十万元以下"),),
    "32": (("可以", "应当"),),
}
"""What the decision does inside an article: words of 2018 → words of 2021. Whole new texts are
taken from the decision itself.
"""


def load(path: Path) -> policydiff.Document:
    return policydiff.load(path)


@pytest.fixture(scope="module")
def first() -> policydiff.Document:
    return load(FIRST)


@pytest.fixture(scope="module")
def second() -> policydiff.Document:
    return load(SECOND)


@pytest.fixture(scope="module")
def third() -> policydiff.Document:
    return load(THIRD)


def articles(document: policydiff.Document) -> dict[str, policydiff.Provision]:
    return {article.number: article for article in document.articles}


def chinese(number: str) -> str:
    """The number of an article below 100 as it is written."""
    main, _, sub = number.partition("-")
    tens, ones = divmod(int(main), 10)
    written = (
        ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    )
    return f"第{written}条" + (f"之{DIGITS[int(sub)]}" if sub else "")


def renumber(text: str) -> str:
    """Citations of articles of 2018 as they stand in carried-over text of 2021."""
    new = {chinese(old): chinese(number) for old, number in RENUMBERED.items()}
    return re.sub(r"(?<=本条例)第[一二三四五六七八九十]+条(?:之一)?", lambda m: new[m[0]], text)


def quoted(item: str, opening: str) -> str:
    """The new text that an item of the decision quotes, from `opening` on: 款 and 项 joined by line
    feeds, without quotation marks.
    """
    found = re.search(rf"(?s)：“({re.escape(opening)}.*?)”(?=[；。\n]|$)", item)
    assert found is not None, (opening, item)
    return found[1].replace("\n\n“", "\n")


def items() -> dict[str, str]:
    """Number of each item of the decision → its text."""
    text = DECISION.read_text(encoding="utf-8")
    parts = re.split(r"(?m)^([一二三四五六七八九十]+)、", text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def expected(first: policydiff.Document) -> dict[str, str]:
    """The articles of 2021, made from those of 2018 by what the decision says."""
    new = {}
    for number, article in articles(first).items():
        if number in RENUMBERED:
            text = article.text
            for before, after in INSTRUCTIONS.get(number, ()):
                assert text.count(before) == 1, (number, before)
                text = text.replace(before, after)
            new[RENUMBERED[number]] = renumber(text).replace("公共管理机构", "公共管理和服务机构")
    said = items()
    for item, number in (
        ("一", "1"),
        ("四", "5"),
        ("九", "10"),
        ("十三", "14"),
        ("十七", "21"),
        ("二十四", "30"),
    ):
        new[number] = quoted(said[item], chinese(number)).removeprefix(chinese(number) + "　")
    chapter = quoted(said["二十一"], "第五章").split("\n")
    new["26"], new["27"] = (line.split("　", 1)[1] for line in chapter[1:])
    definition = quoted(said["三"], "本条例所称公共数据")
    new["3"] = definition + "\n" + new["3"].split("\n", 1)[1]
    catalogue = quoted(said["十一"], "公共数据目录")
    new["12"] = new["12"].split("\n")[0] + "\n" + catalogue
    for item, number, opening in (
        ("五", "6", "乡镇"),
        ("八", "9", "公共管理"),
        ("二十五", "32", "授权运营单位"),
    ):
        new[number] += "\n" + quoted(said[item], opening)
    new["22"] = quoted(said["十八"], "公共数据安全") + "\n" + new["22"]
    return new


def test_the_first_version_has_its_parts(first):
    assert len(first.articles) == 34
    assert [p.number for p in first.provisions if p.level == "chapter"] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
    ]
    assert [p.heading.replace("　", "") for p in first.provisions if p.level == "section"] == [
        "采集",
        "归集与质量",
    ]
    assert "17-1" in articles(first)
    assert {p.level for p in first.provisions} == {
        "chapter",
        "section",
        "article",
        "paragraph",
        "point",
        "indent",
    }
    assert [(a.num, a.heading) for a in first.attachments] == [("附表", "公共数据共享类型表")]


def test_page_numbers_in_mid_sentence_are_dropped(first):
    assert [piece.text.strip() for piece in first.dropped] == ["—　1　—", "—　2　—", "—　3　—"]
    assert articles(first)["7"].text.startswith(
        "任何单位和个人有权对违反本条例的行为向公共数据主管部门投诉、举报。"
    )


def test_the_three_versions_are_one_work(first, second, third):
    assert {document.title for document in (first, second, third)} == {"示例市公共数据管理条例"}
    assert {document.kind for document in (first, second, third)} == {"local-regulation"}


def test_each_version_knows_its_own_date(first, second, third):
    assert [document.version_date for document in (first, second, third)] == [
        "2018-11-30",
        "2021-09-26",
        "2024-05-31",
    ]
    assert {document.original_dates.adopted for document in (first, second, third)} == {
        "2015-06-26"
    }
    assert [len(document.amendments) for document in (first, second, third)] == [1, 2, 3]


def test_an_amended_text_does_not_date_its_own_force(first, second, third):
    assert [document.dates.in_force for document in (first, second, third)] == [
        None,
        None,
        "2024-09-01",
    ]
    assert second.original_dates.in_force == "2015-10-01"


@pytest.mark.parametrize(
    "path", [FIRST, SECOND, THIRD, DECISION, RULES], ids=lambda path: path.name
)
def test_no_text_raises_a_doubt(path):
    assert load(path).problems == ()


def test_the_decision_has_its_items():
    decision = load(DECISION)

    assert decision.kind == "decision"
    assert [article.number for article in decision.articles] == [
        str(number) for number in range(1, 30)
    ]


def test_the_second_version_is_what_the_decision_says(first, second):
    assert {number: article.text for number, article in articles(second).items()} == expected(first)


def test_chapters_and_table_are_what_the_decision_says(first, second):
    def headings(document: policydiff.Document) -> list[str]:
        return [
            p.heading.replace("　", "")
            for p in document.provisions
            if p.level in ("chapter", "section")
        ]

    changed = [
        "共享、开放与利用" if heading == "共享与开放" else heading for heading in headings(first)
    ]
    place = changed.index("监督检查")
    table = (
        first.attachments[0]
        .text.replace("书面申请", "在线申请")
        .replace("公共管理机构", "公共管理和服务机构")
    )

    assert headings(second) == [*changed[:place], "保障措施", *changed[place:]]
    assert second.attachments[0].text == table


def test_the_third_version_has_its_parts(third):
    assert len(third.articles) == 41
    assert [p.heading.replace("　", "") for p in third.provisions if p.level == "chapter"][
        1
    ] == "数据安全"
    assert "虚构" not in third.full_text()


def test_what_the_third_version_keeps(second, third):
    before, after = articles(second), articles(third)

    assert after["4"].text == before["4"].text
    assert after["39"].text == before["34"].text
    assert after["23"].text != before["17"].text
    assert after["23"].text.replace(",", "，") == before["17"].text


def test_the_planted_mistake_is_the_only_one(third):
    """第三十六条 still cites 第二十四条 for what is now 第十一条; every citation leads to an
    article that exists.
    """
    internal = [reference for reference in third.references if reference.internal]

    assert all(reference.target for reference in internal)
    assert "art_24" in {
        reference.target for reference in internal if (reference.holder or "").startswith("art_36")
    }
    assert "转委托" in articles(third)["11"].text


def test_the_rules_cite_articles_that_exist(third):
    named = set(
        re.findall(r"《条例》(第[一二三四五六七八九十]+条)", RULES.read_text(encoding="utf-8"))
    )

    assert len(named) >= 9
    assert named <= {article.num for article in third.articles}


@pytest.mark.parametrize(
    ("left", "right", "kinds"),
    [
        (FIRST, SECOND, {"unchanged", "reworded", "added", "removed"}),
        (SECOND, THIRD, {"unchanged", "reworded", "added", "removed"}),
    ],
    ids=["amended", "rewritten"],
)
def test_a_comparison_finds_every_simple_kind(left, right, kinds):
    summary = policydiff.diff(load(left), load(right)).to_dict()["summary"]

    assert {kind for kind in kinds if summary[kind]} == kinds
    assert summary["renumbered"]


REWRITTEN = {
    "1": "1",
    "2": "2",
    "3": "3",
    "4": "4",
    "5": "7",
    "6": "5",
    "7": "6",
    "8": "33",
    "9": "13,14",
    "10": "15",
    "11": "16",
    "12": "17",
    "13": "18",
    "14": "19,20",
    "15": "21",
    "16": "22",
    "17": "23",
    "18": "24",
    "19": "26",
    "20": "26",
    "22": "8",
    "23": "9",
    "24": "11",
    "25": "12",
    "26": "",
    "27": "7",
    "28": "31",
    "29": "32",
    "30": "34",
    "31": "35",
    "32": "36,37",
    "33": "38",
    "34": "39",
    "35": "40",
    "36": "41",
}
"""Article of 2021 → articles of 2024, as the folder's README tells it; 21 was spread over a
chapter, which no pair says.
"""


def test_a_comparison_pairs_the_rewritten_articles(second, third):
    matches = [
        match for match in policydiff.diff(second, third).to_dict()["matches"] if is_article(match)
    ]
    before, after = (
        {article.eid: article.number for article in document.articles}
        for document in (second, third)
    )
    found = {
        before[left["eid"]]: ",".join(after[right["eid"]] for right in match["right"])
        for match in matches
        for left in match["left"]
    }

    assert {number: found[number] for number in REWRITTEN} == REWRITTEN


def is_article(match: dict[str, list[dict[str, str]]]) -> bool:
    return {side["level"] for side in (*match["left"], *match["right"])} == {"article"}
