"""Chapters and sections of drafted decisions. All texts are invented."""

from __future__ import annotations

from drafts import items

OLD = """丙县渡口办法
第一章　总则
第一条　为了管理渡口，制定本办法。
第二条　渡口由村管理。
第二章　渡船
第三条　船应当登记。
第四条　船应当每年检查。
第三章　罚则
第五条　违反第三条规定的，处一百元罚款。
第四章　附则
第六条　本办法自2015年1月1日起施行。
"""


def test_a_heading_gets_other_words():
    assert items(OLD, OLD.replace("第二章　渡船", "第二章　船舶")) == ["将第二章章名修改为“船舶”。"]


def test_a_new_chapter_comes_with_its_articles():
    new = OLD.replace(
        "第三章　罚则\n第五条", "第三章　桥梁\n第五条　桥由县管理。\n第四章　罚则\n第六条"
    ).replace("第四章　附则\n第六条", "第五章　附则\n第七条")

    assert items(OLD, new) == ["增加一章，作为第三章：“第三章　桥梁\n“第五条　桥由县管理。”"]


def test_a_chapter_goes_with_its_articles():
    new = OLD.replace("第三章　罚则\n第五条　违反第三条规定的，处一百元罚款。\n", "").replace(
        "第四章　附则\n第六条", "第三章　附则\n第五条"
    )

    assert items(OLD, new) == ["删去第三章。"]


def test_a_heading_goes_and_its_articles_stay():
    new = (
        OLD.replace("第二章　渡船\n", "")
        .replace("第三章　罚则", "第二章　罚则")
        .replace("第四章　附则", "第三章　附则")
    )

    assert items(OLD, new) == ["删去第三条前的章名。"]


def test_a_heading_comes_before_an_article():
    new = (
        OLD.replace("第四条　船", "第三章　检查\n第四条　船")
        .replace("第三章　罚则", "第四章　罚则")
        .replace("第四章　附则", "第五章　附则")
    )

    assert items(OLD, new) == ["在第四条前增加一章，作为第三章：“第三章　检查”"]


def test_sections_come_into_a_chapter():
    new = OLD.replace("第三条　船", "第一节　登记\n第三条　船").replace(
        "第四条　船", "第二节　检查\n第四条　船"
    )

    assert items(OLD, new) == [
        "在第三条前增加一节，作为第一节：“第一节　登记”",
        "在第四条前增加一节，作为第二节：“第二节　检查”",
    ]


def test_a_new_article_at_the_beginning_of_a_chapter_comes_into_that_chapter():
    new = (
        OLD.replace("第三条　船", "第三条　船分大小。\n第四条　船")
        .replace("第四条　船应当每年", "第五条　船应当每年")
        .replace("第五条　违反第三条", "第六条　违反第四条")
        .replace("第六条　本办法", "第七条　本办法")
    )

    assert items(OLD, new) == ["第二章增加一条，作为第三条：“船分大小。”"]


def test_an_article_goes_over_to_the_next_chapter():
    new = OLD.replace(
        "第四条　船应当每年检查。\n第三章　罚则\n", "第三章　罚则\n第四条　船应当每年检查。\n"
    )

    assert items(OLD, new) == ["将第四条移至第三章，作为第四条。"]


def test_a_new_chapter_of_old_and_new_articles_before_new_sections_comes_whole():
    new = OLD.replace(
        "第三章　罚则\n第五条　违反第三条规定的，处一百元罚款。\n",
        "第三章　监督\n第一节　检查\n第五条　村检查渡口。\n第二节　罚则\n第六条　违反第三条规定的，处一百元罚款。\n第三节　备案\n第七条　罚款应当备案。\n",
    ).replace("第六条　本办法", "第八条　本办法")

    found = items(OLD, new)

    assert found[0].startswith(("删去第三章。", "删去第五条前的章名。", "将第三章"))


def test_a_new_article_names_its_chapter_where_each_counts_anew():
    old = "丙县渡口办法\n第一章　渡口\n第一条　渡口由村管理。\n第二章　船\n第一条　船应当登记。\n"

    assert items(old, old + "第二条　船应当检查。\n") == [
        "第二章增加一条，作为第二条：“船应当检查。”"
    ]


def test_an_article_comes_between_two_numbers():
    new = OLD.replace("第四条　船", "第三条之一　船分大小。\n第四条　船")

    assert items(OLD, new) == ["增加一条，作为第三条之一：“船分大小。”"]
