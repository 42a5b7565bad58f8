"""Which texts are amending decisions. All texts are invented."""

import pytest

import policydiff

OPENING = "丙县第九届人民代表大会常务委员会第三次会议决定，对《丙县渡口条例》作如下修改：\n"


@pytest.mark.parametrize(
    "text",
    [
        "丙县人民代表大会常务委员会关于修改《丙县渡口条例》的决定\n"
        + OPENING
        + "第四条增加四款，作为第二款至第五款：“甲。\n“乙。\n“丙。\n“丁。”\n",
        "丙县人民代表大会常务委员会关于修改《丙县渡口条例》的决定\n"
        + OPENING
        + "在第八条中的“船”后增加“、桥”。\n",
        "丙县人民代表大会常务委员会关于废止部分地方性法规的决定\n会议决定：\n一、废止《丙县木桥条例》。\n二、废止《丙县浮桥条例》。\n",
        "丙县人民政府关于修改《丙县渡口办法》的通知\n各乡人民政府：\n经研究，将《丙县渡口办法》第三条修改为：“渡口由乡管。”\n特此通知。\n",
    ],
    ids=["several 款", "words", "repeal", "notice"],
)
def test_is_a_decision(text):
    assert policydiff.load(text.encode(), name="text.txt").dialect == "cn_decision"


@pytest.mark.parametrize(
    ("title", "kind", "stage"),
    [
        ("丙县人民代表大会常务委员会关于修改《丙县渡口条例》的决定（草案）", "decision", "草案"),
        (
            "丙县人民代表大会常务委员会关于修改《丙县渡口条例》的决定（草案二次审议稿）",
            "decision",
            "草案二次审议稿",
        ),
        ("关于修改《丙县渡口条例》的决定(征求意见稿)", "decision", "征求意见稿"),
        ("丙县渡口条例修正草案", "amendment", None),
    ],
)
def test_a_draft_of_a_decision_is_one(title, kind, stage):
    quoted = "第四条修改为：“甲。\n“乙。\n“丙。\n“丁。\n“戊。”\n"
    document = policydiff.load(f"{title}\n{OPENING}{quoted}".encode(), name="text.txt")

    assert (document.dialect, document.kind, document.stage) == ("cn_decision", kind, stage)


@pytest.mark.parametrize(
    "text",
    [
        "丙县渡口条例（修正草案）\n第一条　为了管理渡口，制定本条例。\n第二条　将渡口修改为桥的，由乡人民政府决定。\n",
        "丙县渡口条例\n第一条　为了管理渡口，制定本条例。\n第二条　渡口的增加和删除，由乡人民政府决定。\n第三条　本条例自公布之日起施行。\n",
        "丙县法院关于渡口条例修改后适用法律问题的解释\n第一条　条例修改后受理的案件，适用修改后的条例。\n第二条　本解释自公布之日起施行。\n",
    ],
    ids=["draft of the whole law", "law", "interpretation of an amended law"],
)
def test_is_none(text):
    assert policydiff.load(text.encode(), name="text.txt").dialect != "cn_decision"


REPUBLISHED = "《丙县渡口条例》根据本决定作相应修改，重新公布。\n"


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("本决定自2026年1月1日起施行。\n" + REPUBLISHED, "2026-01-01"),
        ("本决定自2026年1月1日起施行。\n", "2026-01-01"),
        (REPUBLISHED, None),
        ("二、将第九条修改为：\n“本条例自2020年1月1日起施行。”\n" + REPUBLISHED, None),
    ],
)
def test_the_day_of_entry_into_force_stands_before_the_order_to_republish(end, day):
    head = "丙县人民代表大会常务委员会关于修改《丙县渡口条例》的决定\n" + OPENING
    text = head + "一、在第八条中的“船”后增加“、桥”。\n" + end
    assert policydiff.load(text.encode(), name="text.txt").dates.in_force == day
