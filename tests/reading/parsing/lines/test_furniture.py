"""Lines that are never text of a law, and lines that only look like them."""

from __future__ import annotations

import pytest

from policydiff import diff, load

LAW = "示例市雨伞办法\n\n第一条　为了爱护雨伞，制定本办法。\n{inside}\n第二条　雨伞应当干净。\n{behind}\n"


def read(inside: str = "", behind: str = ""):
    return load(LAW.format(inside=inside, behind=behind).encode(), name="雨伞.txt")


@pytest.mark.parametrize(
    "line",
    [
        "点击上方“蓝字”关注我们",
        "- END -",
        "（完）",
        "↓↓↓",
        "点赞 在看 转发",
        "阅读 1.2万",
        "长按识别二维码关注我们",
    ],
)
def test_lines_of_editors_are_left_out_wherever_they_stand(line: str) -> None:
    for document in (read(inside=line), read(behind=line)):
        assert [piece.text for piece in document.dropped] == [line]
        assert [problem.code for problem in document.problems] == ["furniture-left-out"]
        assert not diff(read(), document).changed


@pytest.mark.parametrize(
    "line",
    [
        "来源：示例网",
        "上一页",
        "大 中 小 打印 关闭",
        "浏览次数：12",
        "本文转自示例网",
        "当前位置：首页 > 政策",
    ],
)
def test_lines_of_a_page_are_left_out_behind_the_text_alone(line: str) -> None:
    assert [piece.text for piece in read(behind=line).dropped] == [line]
    assert line in read(inside=line + "。").articles[0].text


@pytest.mark.parametrize(
    "line",
    [
        "点击同意按钮的，视为同意。",
        "关注雨伞安全。",
        "分享经济中的雨伞，适用本办法。",
        "相关链接由主管部门公布。",
        "字号应当清晰。",
        "上一篇所列雨伞除外。",
        "本办法所称编辑，是指汇编。",
        "雨伞登记表[编辑部]",
    ],
)
def test_text_that_looks_like_furniture_stays(line: str) -> None:
    for document in (read(inside=line), read(behind=line)):
        assert line in document.full_text()
        assert document.dropped == ()


def test_text_without_any_number_keeps_what_menus_also_say() -> None:
    lines = [
        "示例市雨伞统计说明",
        "统计",
        "位置：示例市示例区",
        "上一条所列的雨伞，不再统计。",
        "推动知识共享，促进雨伞创新。",
    ]
    document = load("\n\n".join(lines).encode(), name="雨伞.txt")

    assert document.full_text() == "\n".join(lines)


def test_a_headline_above_the_title_is_no_title() -> None:
    head = "重磅！《示例市雨伞办法》今起施行，附全文\n"
    document = load((head + LAW.format(inside="", behind="")).encode(), name="雨伞.txt")
    notice = load(
        "关于印发《示例市雨伞办法》的通知\n示例市雨伞办法\n第一条　为了雨伞。\n第二条　略。\n".encode(),
        name="雨伞.txt",
    )

    assert (document.title, [piece.what for piece in document.dropped]) == (
        "示例市雨伞办法",
        ["navigation"],
    )
    assert notice.title.startswith("关于印发")
    assert notice.dropped == ()


def test_many_lines_are_named_by_their_ends() -> None:
    document = read(inside="\n".join(["↓", "甲。"] * 15))

    assert document.problems[0].message.startswith(
        "15 pieces of the page around the text left out, on lines 4, 6, 8,"
    )
    assert document.problems[0].message.endswith("…, 32")
