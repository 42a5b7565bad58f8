"""Words of the new version: which changes go before which, which references follow, which stay.
All texts are invented.
"""

import pytest

import policydiff
from policydiff.amending.engine.applying.new_wording import edited, settled
from policydiff.amending.engine.tree.changes import ChangedWords

TEXT = "桥梁管理机构检查桥梁。"


def words(old: str, new: str, *, wide: bool = False, at: int | None = None) -> ChangedWords:
    begin = TEXT.index(old) if at is None else at
    return ChangedWords(eid="p", begin=begin, end=begin + len(old), old=old, new=new, wide=wide)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (
            [words("桥梁", "大桥", wide=True), words("桥梁", "大桥", wide=True, at=8)],
            "大桥管理机构检查大桥。",
        ),
        (
            [words("桥梁", "大桥", wide=True), words("桥梁管理机构", "桥管所", wide=True)],
            "桥管所检查桥梁。",
        ),
        (
            [words("管理机构", "管理局"), words("桥梁管理机构", "桥管所", wide=True)],
            "桥梁管理局检查桥梁。",
        ),
        ([words("", "每年", at=6), words("检查", "查看")], "桥梁管理机构每年查看桥梁。"),
        ([words("检查", "查看"), words("检查", "查看")], "桥梁管理机构查看桥梁。"),
    ],
    ids=["throughout", "longer words first", "one place first", "side by side", "twice the same"],
)
def test_changes_of_one_text(changes, text):
    assert edited(TEXT, settled(changes)) == text
    assert edited(TEXT, settled(changes[::-1])) == text


BASE = """乙省桥梁条例
第一条　{text}
第二条　桥由村里修。
路由乡里修。
第三条　有下列情形之一的，不得上桥：
（一）醉酒；
（二）超重；
（三）无灯。
第四条　桥梁应当检查。
第五条　桥上不得停车。
第六条　略。
附件一
第一条　甲。
附件二
第一条　乙。
"""
ITEMS = "一、增加一条，作为第二条：“略。”\n二、删去第三条第一项。\n三、第二条增加一款，作为第一款：“略。”\n四、将第四条修改为：“略。\n“无。”\n五、将附件二改为附件一。\n六、删去附件一。\n"
DECISION = f"乙省人民代表大会常务委员会关于修改《乙省桥梁条例》的决定\n{ITEMS}"


def follow(text: str) -> tuple[str, list[str]]:
    base = policydiff.load(BASE.format(text=text).encode(), name="base.txt")
    found = policydiff.consolidate(base, policydiff.load(DECISION.encode(), name="decision.txt"))
    assert found.complete
    return found.document.articles[0].text, [problem.message for problem in found.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依照第二条办理。", "依照第三条办理。"),
        ("依照本条例第二条第二款办理。", "依照本条例第三条第三款办理。"),
        ("依照第三条第二项办理。", "依照第四条第一项办理。"),
        ("依照第三条第（二）项办理。", "依照第四条第（一）项办理。"),
        ("依照第三条第二、三项办理。", "依照第四条第一、二项办理。"),
        ("依照第四条至第六条办理。", "依照第五条至第七条办理。"),
        ("依照第四至六条办理。", "依照第五至七条办理。"),
        ("依照第四、五、六条办理。", "依照第五、六、七条办理。"),
        ("依照第四条第一款办理。", "依照第五条第一款办理。"),
        ("依照附件二第一条办理。", "依照附件一第一条办理。"),
    ],
)
def test_what_follows(text, expected):
    assert follow(text) == (expected, [])


@pytest.mark.parametrize(
    "text",
    [
        "依照《丙省桥梁条例》第二条办理。",
        "依照前条、前款、前两款、本条办理。",
        "第一条依照第九十条办理。",
        "第一次检查，第二年再查。",
    ],
)
def test_what_stays(text):
    assert follow(text) == (text, [])


@pytest.mark.parametrize(
    ("text", "cited"), [("依照第三条第一项办理。", "第三条第一项"), ("依照附件一办理。", "附件一")]
)
def test_what_is_gone_stays_and_is_told(text, cited):
    assert follow(text) == (text, [f"第一条 cites {cited}, which the decision deletes or moves"])


def test_that_another_place_comes_before_now_is_told():
    base = policydiff.load(
        BASE.format(text="略。")
        .replace("第五条　桥上不得停车。", "第五条　依照前条办理。")
        .encode(),
        name="base.txt",
    )
    made = policydiff.load(
        DECISION.split("一、", maxsplit=1)[0].encode()
        + "一、增加一条，作为第五条：“略。”\n".encode(),
        name="decision.txt",
    )
    found = policydiff.consolidate(base, made)
    assert [(p.code, p.message) for p in found.problems] == [
        ("reference-moved", "第五条 cites 前条, and something else comes before it now")
    ]
    assert found.document.articles[5].text == "依照前条办理。"
