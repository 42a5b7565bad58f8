"""What texts state of the life of works. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policydiff
from policydiff.model.work_life import ENDING, LifeClause
from policydiff.text.citations.life import life_clauses
from policydiff.text.traditions.mainland.citations import LIFE_WORDS

CLEARING = "示例市人民政府关于公布规范性文件清理结果的通知"
ENDS = "示例市人民政府关于废止部分规范性文件的通知"
DECISION = "示例市人民代表大会常务委员会关于废止部分地方性法规的决定"


def read(text: str) -> tuple[LifeClause, ...]:
    return life_clauses(policydiff.load(text.encode(), name="text.txt"), LIFE_WORDS)


def law(last: str) -> str:
    return f"示例市渡口管理办法\n\n第一条　为了管理渡口，制定本办法。\n\n第二条　{last}\n"


def notice(body: str, title: str = "示例市人民政府关于加强渡口管理的通知") -> str:
    return f"{title}\n\n示政发〔2021〕3号\n\n各区、县人民政府：\n\n{body}\n\n示例市人民政府\n\n2021年3月4日\n"


def decision(body: str, title: str = DECISION) -> str:
    return f"{title}\n\n（2021年9月24日通过）\n\n示例市人民代表大会常务委员会决定：\n\n{body}\n"


def ended(text: str) -> list[str | None]:
    return [clause.title for clause in read(text) if clause.kind in ENDING]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("本办法自2001年1月1日起施行，《甲办法》同时废止。", ["甲办法"]),
        (
            "本办法施行之日起，《甲办法（试行）》（示政发〔1990〕3号）即行废止。",
            ["甲办法（试行）"],
        ),
        ("《甲办法》、《乙办法》（1988年）和《丙办法》同时废止。", ["甲办法", "乙办法", "丙办法"]),
        ("本办法自公布之日起施行，同时废止《甲办法》《乙办法》。", ["甲办法", "乙办法"]),
        (
            "1990年3月1日公布、根据《关于修改〈甲办法〉的决定》修正的《甲办法》同时废止。",
            ["甲办法"],
        ),
        (
            "1990年通过、根据《甲决定》第一次修正、根据《乙决定》第二次修正的《丙办法》和《丁办法》同时废止。",
            ["丙办法", "丁办法"],
        ),
        ("《甲办法》（示〔研〕发（1987）32号）同时废止；规定不一致的，以本办法为准。", ["甲办法"]),
        ("《示例市实施〈甲法〉办法》，自本办法施行之日起废止。", ["示例市实施〈甲法〉办法"]),
        (
            "市政府《关于甲的通知》、市财政局《关于乙的通知》不再执行。",
            ["关于甲的通知", "关于乙的通知"],
        ),
        ("原《甲办法》自行失效。", ["甲办法"]),
        ("依照《甲法》制定的《乙办法》及其补充规定同时废止。", ["乙办法"]),
        ("除《甲办法》外，《乙办法》等文件同时废止。", ["乙办法"]),
        ("下列文件同时废止：\n\n（一）《甲办法》；\n\n（二）《乙办法》。", ["甲办法", "乙办法"]),
        ("以下规定自本办法施行之日起废止：《甲办法》；《乙办法》。", ["甲办法", "乙办法"]),
        ("《甲办法》同时废止，但依照该办法取得的许可继续有效。", ["甲办法"]),
    ],
)
def test_works_that_a_text_ends(last, expected):
    assert ended(law(last)) == expected


@pytest.mark.parametrize(
    "last",
    [
        "《甲办法》中有关船员的规定同时废止。",
        "《甲办法》与本办法不一致的，以本办法为准。",
        "原有关规定与本办法不一致的，同时废止。",
        "依照《甲法》取得的许可继续有效。",
        "《甲办法》自公布之日起施行。渡船管理费同时废止。",
        "《甲办法》不废止。《乙办法》已经废止。《丙办法》废止的，许可仍然有效。",
        "《甲办法》废止前取得的许可继续有效。《乙办法》是否废止，由市人民政府决定。",
        "国家出台新的规定后，《甲办法》同时废止。",
        "如国家另有规定，《甲办法》停止执行。",
        "当事人认为《甲办法》违法的，可以申请停止执行《甲办法》。",
        "当事人达成《甲协议》，停止执行。",
        "许可证有效期届满自行失效，《甲许可证》同时作废。",
        "将第十条修改为：“本办法自公布之日起施行，《甲办法》同时废止。”",
        "《示例市渡口管理办法》同时废止。",
        "废止《甲办法》的决定，应当公布。",
        "《甲办法》应当废止。建议废止《乙办法》。按程序废止《丙办法》。",
        "需要废止的文件有：\n\n（一）《甲办法》；\n\n（二）《乙办法》。",
        "《甲办法》同时废止，但第三条继续适用至2022年12月31日。",
    ],
)
def test_words_that_end_no_work(last):
    assert ended(law(last)) == []


def test_a_list_ends_with_its_article():
    text = law(
        "下列文件同时废止：\n\n（一）《甲办法》。\n\n第三条　市政府《乙办法》适用于渡船。\n\n第四条　《丙办法》。"
    )

    assert ended(text) == ["甲办法"]


def test_what_stands_beside_a_title_is_read():
    (clause,) = read(
        law("1999年3月1日市人民政府发布的《甲办法》（市政府令第3号）自2022年6月1日起废止。")
    )

    assert clause.to_dict() == {
        "kind": "repealed",
        "words": "1999年3月1日市人民政府发布的《甲办法》（市政府令第3号）自2022年6月1日起废止。",
        "title": "甲办法",
        "number": "市政府令第3号",
        "date": "1999-03-01",
        "day": "2022-06-01",
        "eid": "art_2__para_1",
    }


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("《甲办法》第七条、第八条停止执行。", [("甲办法", ("第七条、第八条",))]),
        ("《甲办法》中有关船员的规定同时废止。", [("甲办法", ())]),
        ("《甲办法》、《乙办法》中有关船员的规定同时废止。", [("甲办法", ()), ("乙办法", ())]),
        ("《甲办法》、《乙办法》第三章同时废止。", [("乙办法", ("第三章",))]),
    ],
)
def test_parts_of_works_end(last, expected):
    parts = [clause for clause in read(law(last)) if clause.kind == "part"]

    assert [(clause.title, clause.places) for clause in parts] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (decision("废止《甲条例》。\n\n本决定自公布之日起施行。"), ["甲条例"]),
        (
            decision(
                "一、废止《甲条例》（1990年通过）\n\n二、废止《乙条例》\n\n本决定自公布之日起施行。"
            ),
            ["甲条例", "乙条例"],
        ),
        (
            decision(
                "审议了有关议案，决定予以废止。", DECISION.replace("部分地方性法规", "《甲条例》")
            ),
            ["甲条例"],
        ),
        (
            decision(
                "一、修改下列地方性法规：\n\n（一）《甲条例》\n\n删去第三条。\n\n（二）《乙条例》\n\n"
                "将第五条修改为：“第五条　《丙办法》同时废止。”\n\n二、废止下列地方性法规：\n\n"
                "（一）《丁条例》\n\n（二）《戊条例》\n\n本决定自公布之日起施行。",
                DECISION.replace("废止", "修改和废止"),
            ),
            ["丁条例", "戊条例"],
        ),
        (
            notice(
                "对《甲通知》等2件文件予以废止，对《乙通知》予以修改，《丙通知》继续有效。",
                CLEARING,
            ),
            ["甲通知"],
        ),
        (
            notice(
                "一、废止下列文件：\n\n1．市政府办公室《甲办法》（示政办〔2001〕1号）\n\n"
                "2．示例市人民政府关于印发《乙办法》的通知（示政发〔2002〕1号）\n\n"
                "二、认真学习《丙办法》\n\n三、各单位要落实市政府《丁办法》",
                ENDS,
            ),
            ["甲办法", "示例市人民政府关于印发《乙办法》的通知"],
        ),
        (notice("原《甲办法》（示政发〔2010〕1号）和《乙办法》同时废止。"), ["甲办法", "乙办法"]),
        (
            notice(
                "原《甲办法》（示政发〔2010〕1号）和《乙办法》同时废止。",
                "示例市人民政府关于印发《甲办法》的通知",
            ),
            ["乙办法"],
        ),
    ],
)
def test_works_that_acts_on_others_end(text, expected):
    assert ended(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        notice(
            "一、抓紧废止《甲办法》。\n\n二、市司法局负责废止《乙办法》。",
            "示例市人民政府关于开展规范性文件清理工作的通知",
        ),
        notice("1．《甲办法》\n\n2．《乙办法》", "示例市司法局关于征求拟废止文件目录意见的公告"),
        "示例市规章废止程序规定\n\n第一条　有下列情形之一的，予以废止：\n\n（一）违反《甲办法》。\n",
        "示例省规划\n\n修订《甲条例》，推动制定《乙条例》，废止《丙规定》。\n",
        "示例市人民代表大会常务委员会关于废止《甲条例》的决定（草案）\n\n废止《甲条例》。\n",
    ],
)
def test_plans_tasks_and_drafts_end_nothing(text):
    assert ended(text) == []


def test_the_lists_of_attachments():
    text = (
        "国务院关于废止部分行政法规的决定\n\n（2021年1月1日公布）\n\n国务院决定：\n\n"
        "一、对2件行政法规，予以废止。（附件1）\n\n二、对1件行政法规，宣布失效。（附件2）\n\n"
        "本决定自公布之日起施行。\n\n附件1\n\n国务院决定废止的行政法规目录\n\n"
        "序号\t法规名称\t公布日期\t说明\n\n1\t示例甲条例\t1990年1月1日\t已被《丁法》代替\n\n"
        "2\t示例乙办法\t1991年1月1日\t已被《戊条例》代替\n\n"
        "附件2\n\n国务院宣布失效的行政法规目录\n\n1．示例丙办法（1992年1月1日公布）\n"
    )

    assert [(clause.kind, clause.title, clause.date) for clause in read(text)] == [
        ("repealed", "示例甲条例", "1990-01-01"),
        ("repealed", "示例乙办法", "1991-01-01"),
        ("void", "示例丙办法", "1992-01-01"),
    ]


def test_a_notice_lists_what_stays_and_what_ends():
    text = notice(
        "一、继续有效的规范性文件\n\n1．《甲通知》\n\n二、废止的规范性文件\n\n1．《乙通知》\n\n"
        "三、修改的规范性文件\n\n1．《丙通知》",
        CLEARING,
    )

    assert [(clause.kind, clause.title) for clause in read(text)] == [
        ("in force", "甲通知"),
        ("repealed", "乙通知"),
    ]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("本办法自2019年8月1日起施行，有效期五年。", ("term", "2024-08-01", 60)),
        ("本办法自2019年8月1日起施行。有效期三年。", ("term", "2022-08-01", 36)),
        ("本办法自2024年2月29日起施行，有效期1年。", ("term", "2025-03-01", 12)),
        ("本办法自2019年8月1日起施行，有效期至2024年7月31日。", ("term", "2024-08-01", None)),
        ("本办法自2019年8月1日起施行，至2024年7月31日止。", ("term", "2024-08-01", None)),
        ("本办法自2019年8月1日起施行，有效期到2020年底。", ("term", "2021-01-01", None)),
        ("本办法有效期自2019年8月1日至2024年7月31日。", ("term", "2024-08-01", None)),
        ("本办法自2019年8月1日起施行，施行期限两年。", ("term", "2021-08-01", 24)),
        ("本办法自发布之日起施行，有效期一年半。", ("term", None, 18)),
        ("本办法自2019年8月1日起施行，有效期三年零六个月。", ("term", "2023-02-01", 42)),
        ("本办法自2019年8月1日起施行，有效期3年6个月。", ("term", "2023-02-01", 42)),
        ("本办法自2019年8月1日起施行，有效期一年零三个月。", ("term", "2020-11-01", 15)),
        ("本办法自2019年8月1日起施行，到2025年1月1日失效。", ("term", "2025-01-01", None)),
        ("本办法自2019年8月1日起施行，2025年6月30日前有效。", ("term", "2025-06-30", None)),
        ("本办法自2020年1月1日至2024年12月31日施行。", ("term", "2025-01-01", None)),
        ("本办法自2019年8月1日起施行，并于2025年1月1日自行废止。", ("term", "2025-01-01", None)),
        ("本办法自2019年8月1日起施行，实行至2024年12月31日止。", ("term", "2025-01-01", None)),
        ("本办法自2019年8月1日起施行，截止日期为2022年12月31日。", ("term", "2023-01-01", None)),
        ("本办法自2019年8月1日起施行，有效期为施行之日起五年。", ("term", "2024-08-01", 60)),
        ("本办法自2019年8月1日起施行，2024年12月31日后自动失效。", ("term", "2025-01-01", None)),
        ("本办法自2019年8月1日起施行，有效期五年，试行一年。", ("term", "2024-08-01", 60)),
        ("本办法自2019年8月1日起试行，试行期一年。", ("trial", "2020-08-01", 12)),
        ("本办法自2019年8月1日起试行，试行期二年，期满自行失效。", ("term", "2021-08-01", 24)),
    ],
)
def test_the_term_of_the_text(last, expected):
    (clause,) = read(law(last))

    assert (clause.kind, clause.day, clause.months) == expected
    assert clause.title is None


@pytest.mark.parametrize(
    "last",
    [
        "本办法自2019年8月1日起施行。",
        "渡口许可证有效期五年。本办法规定的许可证有效期为三年。",
        "许可证自颁发之日起生效，有效期五年。",
        "证书有效期届满需要延续的，应当在有效期届满三十日前申请。",
        "规范性文件有效期一般为五年。",
        "优惠政策于2024年12月31日终止。报名截止日期为2024年12月31日。",
        "本办法适用于自2020年1月1日至2024年12月31日施行的项目。",
        "许可证到2024年12月31日失效。",
        "原《甲办法》有效期至2019年7月31日。",
    ],
)
def test_terms_that_are_not_those_of_the_text(last):
    assert read(law(last)) == ()


def test_terms_are_prolonged():
    title = "示例市人民政府关于延长《甲办法》和《乙办法》有效期的通知"
    texts = ("《甲办法》和《乙办法》有效期延长至2026年12月31日。", "有效期延长至2026年12月31日。")

    for text in texts:
        clauses = read(notice(f"经研究，{text}", title))
        assert [(clause.kind, clause.title, clause.day) for clause in clauses] == [
            ("prolonged", "甲办法", "2027-01-01"),
            ("prolonged", "乙办法", "2027-01-01"),
        ]
    (clause,) = read(notice("《甲办法》有效期延长两年，根据《乙办法》管理。"))
    assert (clause.title, clause.day, clause.months) == ("甲办法", None, 24)


def test_parts_are_not_applied_for_a_time():
    text = decision(
        "根据《甲决定》，在示例试验区暂时调整适用《乙条例》第三条、《丙办法》第五条，期限为三年。",
        "示例市人民代表大会常务委员会关于在示例试验区暂时调整适用有关地方性法规的决定",
    )

    assert [(one.kind, one.title, one.places, one.region, one.months) for one in read(text)] == [
        ("suspended", "乙条例", ("第三条",), "示例试验区", 36),
        ("suspended", "丙办法", ("第五条",), "示例试验区", 36),
    ]
    assert read(law("市人民政府可以决定暂时调整适用《甲办法》。")) == ()


IMPOSSIBLE = "2024年2月30日"


@pytest.mark.parametrize(
    "last",
    [
        f"本办法自2019年8月1日起施行，有效期至{IMPOSSIBLE}。",
        f"《甲办法》有效期延长至{IMPOSSIBLE}。",
        f"《甲办法》自{IMPOSSIBLE}起废止。",
        f"自{IMPOSSIBLE}起，《甲办法》废止。",
        "本办法自2019年8月1日起施行，有效期至2024年13月。",
    ],
)
def test_a_day_that_never_was_states_nothing(last):
    assert read(law(last)) == ()


@pytest.mark.parametrize(
    "title",
    [
        "关于《示例市渡口管理办法》的起草说明",
        "关于《示例市渡口管理办法》的说明（草拟）",
        "《示例市渡口管理办法》政策解读",
        "示例市2020年法治政府建设工作报告",
        "示例市司法局负责人就《示例市渡口管理办法》答记者问",
        "《示例市渡口管理办法》问答",
        "示例市渡口新规新闻通稿",
        "《示例市渡口管理办法》立法后评估",
        "示例市人民政府2021年立法工作计划",
        "示例市2021年工作要点",
        "关于公开征求《示例市渡口管理办法》意见的公告",
        "关于征求废止部分文件意见的公告",
    ],
)
def test_texts_that_explain_or_plan_state_nothing(title):
    body = "本办法自2020年7月1日起施行，有效期五年，《甲办法》同时废止。\n\n2021年废止下列规章：\n\n1.《乙办法》"

    assert read(notice(body, title)) == ()


@pytest.mark.parametrize(
    "last",
    [
        "届时，《甲办法》同时废止。",
        "《甲办法》届时废止。",
        "本市拟将《甲办法》废止。",
        "计划对《甲办法》予以废止。",
        "2021年废止下列规章：《甲办法》；《乙办法》。",
        "下列规章将在2025年底前废止：\n\n（一）《甲办法》。",
    ],
)
def test_what_is_planned_ends_nothing(last):
    assert ended(law(last)) == []


def table(heading: str, *rows: str, title: str = CLEARING, sign: str = "\t") -> str:
    lines = "\n\n".join(row.replace("|", sign) for row in rows)
    return notice("现将结果公布如下。", title) + f"\n附件\n\n{heading}\n\n{lines}\n"


def test_a_column_names_the_clauses_that_end():
    head = "序号|标题|文号|失效废止条款"
    rows = ("1|示例甲办法|示政〔1990〕1号|第三条", "2|示例乙办法|示政〔1990〕2号|全文")

    parts = read(
        table(
            "部分条款失效废止的规范性文件目录", head, *rows[:1], "2|示例乙办法|示政〔1990〕2号|附件"
        )
    )
    both = read(table("失效废止的规范性文件目录", head, *rows))

    assert [(one.kind, one.title, one.places) for one in parts] == [
        ("part", "示例甲办法", ("第三条",)),
        ("part", "示例乙办法", ()),
    ]
    assert [(one.kind, one.places) for one in both] == [("part", ("第三条",)), ("repealed", ())]


def test_a_list_of_works_of_which_parts_end():
    clauses = read(notice("下列文件的部分条款废止：\n\n1.《甲办法》\n\n2.《乙办法》第三条", ENDS))
    both = read(table("全文废止和部分条款废止的文件目录", "1.《甲办法》"))

    assert [(one.kind, one.title, one.places) for one in clauses] == [
        ("part", "甲办法", ()),
        ("part", "乙办法", ("第三条",)),
    ]
    assert both == ()


def test_remarks_of_rows_count():
    rows = (
        "序号|文件名称|文号|备注",
        *("1|示例甲办法|示政〔1990〕1号|废止", "2|示例乙办法|示政〔1990〕2号|第三条废止"),
        *("3|示例丙办法|示政〔1990〕3号|保留", "4|示例丁办法|示政〔1990〕4号|修改"),
        "5|示例戊办法|示政〔1990〕5号|已被《己条例》代替",
    )

    clauses = read(table("废止的规范性文件目录", *rows))

    assert [(one.kind, one.title, one.places) for one in clauses] == [
        ("repealed", "示例甲办法", ()),
        ("part", "示例乙办法", ("第三条",)),
        ("in force", "示例丙办法", ()),
        ("repealed", "示例戊办法", ()),
    ]


@pytest.mark.parametrize("sign", ["\t", " "])
@pytest.mark.parametrize(
    "heading",
    [
        "保留和废止的规范性文件目录",
        "文件废止和保留目录",
        "规范性文件清理结果目录",
        "继续有效、废止和修改的规范性文件目录",
    ],
)
def test_each_row_of_a_mixed_list_states_what_holds(heading, sign):
    rows = (
        "序号|文件名称|文号|清理结果",
        *("1|示例甲办法|示政〔1990〕1号|废止", "2|示例乙办法|示政〔1990〕2号|继续有效"),
        *("3|示例丙办法|示政〔1990〕3号|修改", "4|示例丁办法|示政〔1990〕4号|失效"),
        *("5|示例戊办法|示政〔1990〕5号", "6|示例己办法|示政〔1990〕6号|拟废止"),
        "7|示例庚办法|示政〔1990〕7号|保留",
    )

    assert [(one.kind, one.title) for one in read(table(heading, *rows, sign=sign))] == [
        ("repealed", "示例甲办法"),
        ("in force", "示例乙办法"),
        ("void", "示例丁办法"),
        ("in force", "示例庚办法"),
    ]
    assert read(table(heading, "1.《甲办法》", "2.《乙办法》")) == ()


@pytest.mark.parametrize("heading", ["有效期届满失效的文件目录", "不再有效的失效文件目录"])
def test_works_whose_term_is_over_are_listed(heading):
    clauses = read(table(heading, "1.《甲办法》", title=ENDS))

    assert [(one.kind, one.title) for one in clauses] == [("void", "甲办法")]


def test_rules_on_opinions_and_reports_act():
    text = "本办法自2020年7月1日起施行，《甲办法》同时废止。"

    for title in ("示例市立法征求意见办法", "示例市重大事项报告规定"):
        assert ended(notice(text, title)) == ["甲办法"]


def test_what_is_not_yet_to_end_is_not_in_force():
    text = "一、继续有效的文件\n\n1．《甲通知》\n\n二、暂不废止的文件\n\n1．《乙通知》"

    assert [(one.kind, one.title) for one in read(notice(text, CLEARING))] == [
        ("in force", "甲通知")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "下列规范性文件的有效期延长5年，自原有效期届满之日起计算：\n\n一、《甲办法》；\n\n二、《乙办法》。",
            [("甲办法", None, 60), ("乙办法", None, 60)],
        ),
        (
            "以下文件有效期延长至2027年12月31日：\n\n1.《甲办法》\n\n2.《乙办法》\n\n特此通知。",
            [("甲办法", "2028-01-01", None), ("乙办法", "2028-01-01", None)],
        ),
        (
            "以下文件有效期延长至2027年12月31日：\n\n1.《甲办法》（示政〔2019〕3号）特此通知。",
            [("甲办法", "2028-01-01", None)],
        ),
        (
            "将《甲办法》的有效期由2024年12月31日调整为2027年12月31日。",
            [("甲办法", "2028-01-01", None)],
        ),
        ("《甲办法》有效期调整为2027年12月31日。", [("甲办法", "2028-01-01", None)]),
        ("《甲办法》有效期调整为五年。", []),
        (
            "《甲办法》继续有效，有效期自2025年1月1日起至2027年12月31日止。",
            [("甲办法", "2028-01-01", None)],
        ),
        (
            "《甲办法》继续有效，有效期五年，自2024年12月1日起计算。",
            [("甲办法", "2029-12-01", None)],
        ),
    ],
)
def test_words_that_prolong(text, expected):
    clauses = read(notice(text))

    assert [(one.title, one.day, one.months) for one in clauses] == expected
    assert all(one.kind == "prolonged" for one in clauses)


@pytest.mark.parametrize("gap", ["", "\n\n"])
def test_works_are_listed_as_in_force(gap):
    clauses = read(notice(f"经清理，下列文件继续有效：{gap}1.《甲办法》；{gap}2.《乙办法》。"))

    assert [(one.kind, one.title) for one in clauses] == [
        ("in force", "甲办法"),
        ("in force", "乙办法"),
    ]


@pytest.mark.parametrize(
    ("body", "title", "expected"),
    [
        (
            "经研究决定，自2020年8月1日起停止执行《甲规定》（示政〔2010〕3号）。",
            "关于停止执行《甲规定》的通知",
            [("甲规定", "2020-08-01")],
        ),
        ("特此通知。", "关于停止执行《甲规定》的通知", [("甲规定", None)]),
        (
            "市人民政府决定停止执行《甲办法》、《乙办法》。",
            "示例市人民政府关于停止执行部分文件的决定",
            [("甲办法", None), ("乙办法", None)],
        ),
        (
            "市人民政府决定终止实施《甲办法》。",
            "示例市人民政府关于终止实施部分文件的决定",
            [("甲办法", None)],
        ),
        (
            "自2020年8月1日起，停止执行《甲办法》和《乙办法》。",
            "示例市人民政府关于加强渡口管理的通知",
            [("甲办法", "2020-08-01"), ("乙办法", "2020-08-01")],
        ),
    ],
)
def test_works_are_stopped_before_their_titles(body, title, expected):
    clauses = read(notice(body, title))

    assert [(one.title, one.day) for one in clauses] == expected
    assert all(one.kind == "stopped" for one in clauses)


def test_a_work_is_suspended_before_its_title():
    body = "自2020年7月1日起至2020年12月31日，暂停执行《甲办法》。"

    (clause,) = read(notice(body, "示例市人民政府关于暂停执行《甲办法》的通告"))

    assert (clause.kind, clause.title, clause.until) == ("suspended", "甲办法", "2021-01-01")


@pytest.mark.parametrize(
    "body",
    [
        "市人民政府决定废止《甲办法》，自2020年7月1日起停止执行。",
        "《甲办法》予以废止，自2020年7月1日起不再执行。",
        "市人民政府决定对《甲办法》予以废止，自2020年7月1日起停止执行。",
    ],
)
def test_an_end_is_stated_once_with_its_day(body):
    (clause,) = read(notice(body, "示例市人民政府关于废止部分规章的决定"))

    assert (clause.kind, clause.title, clause.day) == ("repealed", "甲办法", "2020-07-01")


@pytest.mark.parametrize(
    ("last", "day", "date"),
    [
        ("《乙办法》自本办法公布之日起废止。", "2019-12-01", None),
        ("自本办法公布之日起，《乙办法》废止。", "2019-12-01", None),
        ("《乙办法》自发文之日起废止。", None, None),
        ("《乙办法》自印发之日起废止。", None, None),
        ("本办法自2020年7月1日起施行，《乙办法》（示政〔2010〕3号）同时废止。", None, None),
        ("自2015年2月5日起施行的《乙办法》同时废止。", None, "2015-02-05"),
        (
            "本办法自2020年7月1日起施行，2010年3月1日发布的《乙办法》同时废止。",
            None,
            "2010-03-01",
        ),
    ],
)
def test_the_day_of_an_end_and_the_date_of_the_work(last, day, date):
    text = law(last).replace("\n\n", "\n\n（2019年12月1日示例市人民政府令第10号公布）\n\n", 1)

    (clause,) = read(text)

    assert (clause.kind, clause.title, clause.day, clause.date) == ("repealed", "乙办法", day, date)


@pytest.mark.parametrize(
    "last",
    [
        "《乙办法》同时废止，但第五条继续有效。",
        "《乙办法》已于2018年1月1日废止。",
        "《乙办法》自新的《丙条例》施行之日起废止。",
        "自新的《丙条例》施行之日起，《乙办法》废止。",
        "《乙办法》自新条例施行之日起废止。",
        "自新条例施行之日起，《乙办法》废止。",
    ],
)
def test_ends_that_are_left_open(last):
    assert read(law(last)) == ()


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("废止示例市渡口管理办法", [("repealed", "示例市渡口管理办法")]),
        ("停止执行示例市渡口暂行规定", [("stopped", "示例市渡口暂行规定")]),
        ("废止部分规定", []),
        ("废止三件地方性法规", []),
        ("废止示例市渡口管理办法等3件规章", []),
        ("废止示例市渡口管理办法和示例市渡船条例", []),
        ("修改和废止示例市渡口管理办法", []),
        ("不予废止示例市渡口管理办法", []),
        ("废止有关渡口法律规定", []),
        ("废止示例市渡口管理办法第三条", []),
    ],
)
def test_a_title_of_a_decision_names_one_work_without_marks(end, expected):
    text = decision("按照有关法律办理。", f"示例市人民政府关于{end}的决定")

    assert [(one.kind, one.title) for one in read(text)] == expected


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "《甲办法》",
                "《乙〈丙〉条例》",
                "《",
                "》",
                "（示政发〔1999〕3号）",
                "（",
                "“",
                "”",
            ),
            *(
                "、",
                "，",
                "。",
                "；",
                "：",
                "和",
                "根据",
                "修正的",
                "第三条",
                "中有关规定",
                "下列文件",
            ),
            *(
                "同时废止",
                "失效",
                "停止执行",
                "暂时调整适用",
                "有效期",
                "延长至",
                "五年",
                "百万年",
                "半",
            ),
            *(
                "自",
                "至",
                "2019年8月1日",
                "9999年12月31日",
                "2020年底",
                "起施行",
                "本办法",
                "试行期",
            ),
            *("附件2", "目录", "继续有效", "\n\n", "\t", "第四条　", "一、"),
        ]
    ),
    max_size=40,
).map("".join)
TITLES = st.lists(
    st.text("甲乙丙丁戊渡口船员管理", min_size=1, max_size=12).map(lambda name: f"示例{name}办法"),
    min_size=1,
    max_size=12,
    unique=True,
)
BRACKETS = st.sampled_from(["", "（试行）", "（示政发〔1999〕3号）", "（1999年3月1日公布）"])
JOINTS = st.sampled_from(["、", "", "和", "，"])


@given(TITLES, BRACKETS, JOINTS, st.sampled_from(["同时废止", "即行废止", "停止执行", "失效"]))
def test_every_title_of_a_list_is_read(titles, bracket, joint, verb):
    listed = joint.join(f"《{title}》{bracket}" for title in titles)

    assert ended(law(f"本办法自2022年1月1日起施行。{listed}{verb}。")) == titles


@given(PIECES, st.sampled_from([CLEARING, ENDS, DECISION, "示例市渡口管理办法"]))
def test_any_text_is_read_and_every_title_stands_in_it(pieces, title):
    text = f"{title}\n\n第一条　为了管理渡口。\n\n第二条　{pieces}\n"

    for clause in read(text):
        assert clause.title is None or clause.title in text
        assert len(clause.words) <= 200
        assert clause.title or clause.day or clause.months


@given(TITLES, st.sampled_from(["不", "应当", "已经", "尚未", "可以", "是否", "未"]))
def test_no_title_is_read_where_nothing_ends(titles, word):
    listed = "、".join(f"《{title}》" for title in titles)

    assert ended(law(f"{listed}{word}废止。")) == []


@given(TITLES, st.sampled_from(["推动", "研究", "建议", "抓紧", "修订、", "按程序"]))
def test_a_task_ends_no_title(titles, word):
    listed = "、".join(f"《{title}》" for title in titles)

    assert ended(notice(f"{word}废止{listed}。", CLEARING)) == []
