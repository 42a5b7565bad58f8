"""Preamble, title and attachments of drafted decisions. All texts are invented."""

from __future__ import annotations

from drafts import items

OLD = """丙县渡口宪章
序言
渡口是丙县的第一条道路，由全县的人民一起修建。
渡口养活了丙县的人民，也养活了往来的客商和船工。
第一章　总则
第一条　渡口由村管理。
第二条　船应当登记，见附件。
附件：渡资标准
一、每人一元。
二、每船五元。
"""


def test_words_of_a_natural_paragraph():
    assert items(OLD, OLD.replace("往来的客商", "往来的旅客")) == [
        "将序言第二自然段中的“客商”修改为“旅客”。"
    ]


def test_a_natural_paragraph_comes():
    new = OLD.replace("第一章　总则", "渡口将永远由人民管理。\n第一章　总则")

    assert items(OLD, new) == ["序言增加一个自然段，作为第三自然段：“渡口将永远由人民管理。”"]


def test_a_natural_paragraph_goes():
    new = OLD.replace("渡口是丙县的第一条道路，由全县的人民一起修建。\n", "")

    assert items(OLD, new) == ["将序言修改为：“渡口养活了丙县的人民，也养活了往来的客商和船工。”"]


def test_words_of_an_attachment():
    assert len(items(OLD, OLD.replace("每船五元", "每船六元"))) == 1


def test_attachments_come():
    bare = OLD.split("附件：", maxsplit=1)[0].replace("，见附件", "")
    new = bare + "附件1\n渡资标准\n一、每人一元。\n二、每船五元。\n附件2\n登记表\n姓名，住址。\n"

    assert items(bare, new) == [
        "增加一个附件，作为附件一：“附件1　渡资标准\n“一、每人一元。\n“二、每船五元。”",
        "增加一个附件，作为附件二：“附件2　登记表\n“姓名，住址。”",
    ]
