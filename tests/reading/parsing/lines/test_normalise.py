"""How lines are told apart from hard-wrapped ones. All texts are invented."""

import pytest

import policydiff


def test_a_short_decision_with_lines_of_one_width_is_not_taken_for_wrapped_text():
    text = (
        "乙省人民代表大会常务委员会关于修改《乙省渡口条例》的决定\n"
        "2019年5月1日乙省第十二届人民代表大会常务委员会第八次会议通过\n"
        "一、第五条增加一款，作为第二款：“有前款第二项情形的，应当公示。”\n"
        "本决定自2020年1月1日起施行。\n"
        "《乙省渡口条例》根据本决定作相应修改并对条文顺序作相应调整，重新公布。\n"
    )

    found = policydiff.load(text.encode(), name="decision.txt")

    assert (found.title, found.dates.adopted) == (
        "乙省人民代表大会常务委员会关于修改《乙省渡口条例》的决定",
        "2019-05-01",
    )


def test_wrapped_lines_are_joined_though_some_end_a_sentence():
    text = "乙省渡口条例\n" + "".join(
        f"第{number}条　渡口应当按照县级人民政府交通行政主管部门的规定\n设置标志，公示渡资和渡运时间；渡口两岸应当有通往道路的引\n道。\n"
        for number in "一二三四五六"
    )

    found = policydiff.load(text.encode(), name="law.txt")

    assert [len(article.text.split("\n")) for article in found.articles] == [1] * 6


def test_paragraphs_of_a_quotation_with_a_mark_at_the_head_of_each_are_not_wrapped_text():
    lines = [
        "丙县人民政府关于修改《丙县渡口办法》的决定",
        "一、增加一个附件，作为附件一：“附件1　渡资标准",
        "“一、每人一元。",
        "“二、每船五元。”",
        "二、增加一个附件，作为附件二：“附件2　船登记表",
        "“姓名，住址。”",
    ]
    decision = policydiff.load("\n".join(lines).encode(), name="decision.txt")

    assert "“附件1　渡资标准\n“一、每人一元。" in decision.full_text()


def test_a_note_below_a_title_begins_a_paragraph():
    """A short text of a few long lines is not taken for one that was wrapped."""
    text = (
        "甲省人民代表大会常务委员会关于修改和废止部分地方性法规的决定\n"
        "（2022年5月1日甲省第十三届人民代表大会常务委员会第三十次会议通过）\n"
        "甲省第十三届人民代表大会常务委员会第三十次会议决定：\n"
        "一、修改《甲省渔业条例》\n将第二条修改为：“渔业应当有序。”\n"
        "二、废止下列地方性法规：\n（一）《甲省集市条例》\n（二）《甲省茶馆条例》\n"
        "本决定自公布之日起施行。\n"
    )

    document = policydiff.load(text.encode(), name="a.txt")

    assert document.title == "甲省人民代表大会常务委员会关于修改和废止部分地方性法规的决定"
    assert document.version_date == "2022-05-01"


HEAD = (
    "示例办法\n2001年1月1日示例市人民政府公布\n根据2005年1月1日示例市人民政府令第11号第一次修正\n"
    "根据2006年1月1日示例市人民政府令第12号第二次修正\n根据2007年1月1日示例市人民政府令第13号第三次修正\n"
)


@pytest.mark.parametrize("gap", ["　", " ", ""])
def test_events_of_equal_length_do_not_swallow_the_first_article(gap: str):
    text = f"{HEAD}第一条{gap}为了规范，制定本办法。\n第二条　应当登记。\n第三条　应当备案。\n"
    found = policydiff.load(text.encode(), name="law.txt")

    assert [article.num for article in found.articles] == ["第一条", "第二条", "第三条"]
    assert [amendment.date for amendment in found.amendments] == [
        "2005-01-01",
        "2006-01-01",
        "2007-01-01",
    ]
    assert found.problems == ()


def test_a_citation_of_the_first_article_in_wrapped_text_begins_no_paragraph():
    text = "乙省渡口条例\n" + "".join(
        f"第{number}条　渡口应当按照县级人民政府交通行政主管部门依本条例\n第一条的规定设置的标志，公示渡资和渡运时间；渡口两岸有引\n道。\n"
        for number in "一二三四五六"
    )

    found = policydiff.load(text.encode(), name="law.txt")

    assert [len(article.text.split("\n")) for article in found.articles] == [1] * 6
