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


@pytest.mark.parametrize("head", ["附件1 收费标准", "附表", "附件：样式", "附录　网站底部的内容"])
def test_an_attachment_keeps_lines_that_look_like_furniture(head: str) -> None:
    def attached(fee: str):
        lines = (head, f"主办单位：{fee}", "承办单位：五十元", "责任编辑：李某", "来源：示例局")
        return closed("\n".join((*lines, "填报单位：", "分享到：每人一份", "统计", "示ICP备1号")))

    document = attached("一百元")

    assert document.dropped == ()
    assert "主办单位：一百元" in document.full_text()
    assert diff(document, attached("五百元")).changed


def test_the_footer_of_a_wiki_behind_an_attachment_is_taken_out() -> None:
    footer = "本作品依据《中华人民共和国著作权法》第五条，不受保护。"
    document = closed(f"附件　收费标准\n来源：示例局\n{footer}\n本页面最后修订于2021年1月2日")

    assert "来源：示例局" in document.full_text()
    assert [piece.text for piece in document.dropped] == [footer, "本页面最后修订于2021年1月2日"]


def test_labels_beside_other_lines_are_no_furniture_without_a_sure_mark() -> None:
    lines = "收费标准\n主办单位：一百元\n承办单位：五十元\n未成年人：免收"

    assert closed(lines).dropped == ()
    assert len(closed(f"{lines}\n浏览次数：12").dropped) == 5
    assert len(closed("主办单位：示例局\n承办单位：示例中心").dropped) == 2


END = "第三条　本办法自2020年7月1日起施行。"
FOOTERS = {
    "the reason of a wiki": "本作品来自示例省公报，依据《中华人民共和国著作权法》第五条，本法不适用于法律、法规，国家机关的决议、决定、命令。",
    "half of it": "依据《著作权法》第五条，本法不适用于法律、法规和其他文件。",
    "its other half": "家机关的决议、决定、命令和其他具有立法、行政、司法性质的文件，及其官方正式译文。",
    "an address": "https://example.invalid/w/雨伞办法?oldid=1999",
    "an address with a name": "本文链接：https://example.invalid/umbrella/1.html",
    "the domain": "该作品在示例国属于公有领域，因为它是法律文件。",
    "a law": "本作品来自中华人民共和国法律。",
    "the end of the reason": "所以这部作品在中国大陆和其他地区属于公有领域。",
    "a collection": "本作品收录于《示例市公报》2020年第2期",
}


def closed(behind: str, *, joined: bool = False):
    text = LAW.format(inside="", behind=END + ("" if joined else "\n") + behind)
    return load(text.encode(), name="雨伞.txt")


@pytest.mark.parametrize("joined", [False, True])
@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS)
def test_a_footer_behind_the_text_is_taken_out_and_quoted(footer: str, joined: bool) -> None:
    document = closed(footer, joined=joined and not footer.startswith(("家", "本文")))

    assert [(piece.what, piece.text) for piece in document.dropped] == [("footer", footer)]
    assert document.articles[-1].text == END.partition("　")[2]
    (problem,) = document.problems
    assert (problem.code, problem.severity) == ("footer-left-out", "warning")
    assert footer[:20] in problem.message
    assert not diff(closed(""), document).changed


def test_a_footer_that_was_broken_is_taken_out_to_its_end() -> None:
    halves = (
        "本作品来自示例省公报，依据《中华人民共和国著作权法》第五条，本法不适用于法律、法规，国",
        "家机关的决议、决定、命令。",
    )
    document = closed("\n".join(halves))

    assert [piece.text for piece in document.dropped] == list(halves)
    assert not diff(closed(""), document).changed


QUOTED = (
    "（一）法律、法规，国家机关的决议、决定、命令和其他具有立法、行政、司法性质的文件，及其官方正式译文；",
    "（二）单纯事实消息；",
    "（三）历法、通用数表、通用表格和公式。",
)


@pytest.mark.parametrize("first", ["本作品依据《著作权法》第五条，本法不适用于：", None])
def test_the_items_that_a_footer_quotes_are_none_of_the_last_article(first: str | None) -> None:
    lines = (*([first] if first else []), *QUOTED)
    document = closed("\n".join(lines))

    assert [piece.text for piece in document.dropped] == list(lines)
    assert not diff(closed(""), document).changed


def test_a_footer_that_was_broken_before_its_items_is_taken_out() -> None:
    lines = (
        "本作品来自示例省公报",
        "依据《中华人民共和国著作权法》第五条，",
        "本法不适用于：",
        "一、法律、法规，国家机关的决议、决定、命令和其他具有立法、行政、司法性质的文件，及其官方正式译文；",
        "二、时事新闻；",
        "三、历法、通用数表、通用表格和公式。",
    )
    document = closed("\n".join(lines))

    assert [piece.text for piece in document.dropped] == list(lines)
    assert not diff(closed(""), document).changed


def test_the_law_that_a_footer_quotes_keeps_its_items() -> None:
    text = "\n".join(("示例著作权法", "第一条　本法不适用于：", *QUOTED, "第二条　作品应当有名。"))
    for law in (text, f"{text}\n{END}"):
        document = load(law.encode(), name="雨伞.txt")

        assert document.dropped == ()
        assert document.full_text().split("\n") == law.split("\n")


@pytest.mark.parametrize(
    "line",
    [
        "本市雨伞编辑人员适用本办法。",
        "编辑",
        "申请表从https://example.invalid/form下载。",
        "依据《示例市著作权办法》第五条登记的雨伞除外。",
        "本文件版权归示例市人民政府所有，未经许可不得转载。",
        "办理网址：https://example.invalid/form",
        "依照《中华人民共和国著作权法》第五条不受保护的作品，适用本办法。",
    ],
)
def test_text_that_speaks_of_pages_and_addresses_stays(line: str) -> None:
    for document in (read(inside=line), read(behind=line), closed(line)):
        assert line in document.full_text()
        assert document.dropped == ()


@pytest.mark.parametrize("end", ["申报网址为", "公布的网站是", "登记地址：", "平台设在", "请登录"])
def test_an_address_behind_an_open_sentence_stays(end: str) -> None:
    def read_closed(address: str):
        text = LAW.format(inside="", behind=f"{END}{end}\n{address}")
        return load(text.encode(), name="雨伞.txt")

    document = read_closed("https://example.invalid/1")

    assert document.dropped == ()
    assert diff(document, read_closed("https://example.invalid/2")).changed


def test_an_address_that_the_text_announces_stays() -> None:
    lines = "网上登记的地址是：\nhttps://example.invalid/form\nhttps://example.invalid/more"
    document = closed(lines)

    assert document.dropped == ()
    assert closed("附件1\n网站名单\nhttps://example.invalid/a").dropped == ()
    assert read(behind="https://example.invalid/form").dropped == ()
    assert read(inside="https://example.invalid/form").dropped == ()


def test_an_address_above_the_title_is_of_the_page() -> None:
    text = "https://example.invalid/umbrella\n" + LAW.format(inside="", behind="")
    document = load(text.encode(), name="雨伞.txt")

    assert (document.title, [piece.what for piece in document.dropped]) == (
        "示例市雨伞办法",
        ["footer"],
    )


@pytest.mark.parametrize(
    "link",
    [
        "[\n编辑\n]",
        "[\n编辑\n|\n编辑源代码\n]",
        "【\n編輯\n】",
        "[编辑]",
        "[编辑本段]",
        "［编辑］",
        "[ 编辑 | 编辑源代码 ]",
        "[ 编辑源代码 ]",
    ],
)
def test_links_to_edit_a_page_are_left_out_wherever_they_stand(link: str) -> None:
    text = LAW.format(inside=link, behind=link).replace(
        "示例市雨伞办法\n", f"示例市雨伞办法\n{link}\n"
    )
    document = load(text.encode(), name="雨伞.txt")

    assert [piece.what for piece in document.dropped] == ["edit-link"] * 3
    assert "".join(link.split()) == "".join(document.dropped[0].text.split())
    assert not diff(read(), document).changed


def test_the_head_of_contents_on_a_wiki_is_no_title() -> None:
    text = "目录 [隐藏]\n1 第一章 总则\n1.1 第一节 雨伞\n" + LAW.format(inside="", behind=END)
    document = load(text.encode(), name="雨伞.txt")

    assert document.title == "示例市雨伞办法"
    assert [piece.text for piece in document.dropped] == [
        "目录 [隐藏]",
        "1 第一章 总则",
        "1.1 第一节 雨伞",
    ]
