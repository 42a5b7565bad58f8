"""What changes throughout a work is said once. All texts are invented."""

from __future__ import annotations

from drafts import items

OLD = "丙县渡口办法\n" + "".join(
    f"第{number}条　第{number}个渡口由村管理(含船只)。\n" for number in "一二三四五六"
)


def test_words_that_change_in_all_articles():
    assert items(OLD, OLD.replace("由村管理", "由乡管理")) == ["将本办法中的“由村”修改为“由乡”。"]


def test_what_stays_is_excepted():
    new = OLD.replace("由村管理", "由乡管理").replace("第二个渡口由乡", "第二个渡口由村")

    assert items(OLD, new) == ["除第二条外，将本办法中的“由村”修改为“由乡”。"]


def test_marks_are_printed_otherwise():
    new = OLD.replace("(", "（").replace(")", "）")

    assert sorted(items(OLD, new)) == ["将本办法中的“(”修改为“（”。", "将本办法中的“)”修改为“）”。"]


def test_words_that_change_in_a_few_articles_name_them():
    new = OLD.replace("第一个渡口由村", "第一个渡口由乡").replace(
        "第二个渡口由村", "第二个渡口由乡"
    )

    assert items(OLD, new) == ["将第一条、第二条中的“由村”修改为“由乡”。"]
