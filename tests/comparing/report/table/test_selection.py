"""Which rows are listed, and in which order."""

from __future__ import annotations

import pytest
from invented import rendered

from policydiff.comparing.engine.compare import diff
from policydiff.comparing.report.table.match_rows import build_rows
from policydiff.comparing.report.table.selection import (
    AmbiguousChapterError,
    NoSuchChapterError,
    select,
)
from policydiff.model.document import Block, Document, Provision
from policydiff.model.identifiers import name_document
from policydiff.model.index import index_document
from policydiff.model.reports import ReportOptions
from policydiff.report.formats import formats, renderer

TEXTS = {
    "市长热线": "市民可以拨打热线反映城市管理问题。",
    "路灯": "路灯损坏的，维护单位应当在三日内修复。",
    "井盖": "井盖缺失的，产权单位应当立即补装并设置警示标志。",
    "垃圾": "居民应当按照公布的时间和地点投放垃圾。",
    "摊点": "摊点经营者应当保持周围的地面清洁。",
    "施行": "本办法自公布之日起施行。",
}
NUMERALS = "一二三四五六"


def article(number: int, num: str, words: str) -> Provision:
    below = Provision(eid="", level="paragraph", number="1", content=(Block(text=words),))
    return Provision(eid="", level="article", number=str(number), num=num, content=(below,))


def chapter(number: int, num: str, heading: str, *articles: Provision) -> Provision:
    return Provision(
        eid="", level="chapter", number=str(number), num=num, heading=heading, content=articles
    )


def text(*parts: tuple[str, tuple[str, ...]]) -> Document:
    """An invented regulation: chapters with the names of their articles' texts, numbered
    through.
    """
    count = 0
    chapters = []
    for place, (heading, names) in enumerate(parts, 1):
        articles = []
        for name in names:
            count += 1
            articles.append(article(count, f"第{NUMERALS[count - 1]}条", TEXTS[name]))
        chapters.append(chapter(place, f"第{NUMERALS[place - 1]}章", heading, *articles))
    return name_document(
        Document(
            title="示例市街道管理办法", kind="local-rule", dialect="cn_law", body=tuple(chapters)
        )
    )


OLD = text(("总　则", ("市长热线",)), ("设施", ("路灯", "井盖")), ("附则", ("摊点", "施行")))
NEW = text(("总则", ("市长热线",)), ("容貌", ("垃圾", "摊点")), ("设施", ("井盖", "路灯", "施行")))


def names(**options) -> list[str]:
    return [
        " → ".join(filter(None, row.names))
        for row in build_rows(diff(OLD, NEW), ReportOptions(**options))
        if not row.container
    ]


def test_all_rows_stand_as_the_new_text_has_them():
    assert [name.split(" → ")[-1] for name in names()] == [
        "第一条",
        "第二条",
        "第三条",
        "第四条",
        "第五条",
        "第六条",
    ]
    assert names(order="right") == names()


def test_the_old_text_leads_where_it_is_asked_to():
    found = names(order="left")

    assert [name.split(" → ")[0] for name in found if " → " in name] == [
        "第一条",
        "第二条",
        "第三条",
        "第四条",
        "第五条",
    ]
    assert sorted(found) == sorted(names())


def test_a_chapter_of_either_text():
    found = names(chapters=("第二章",))

    assert set(found) == {"第二条 → 第五条", "第三条 → 第四条", "第二条", "第四条 → 第三条"}


@pytest.mark.parametrize("name", ["容貌", "第2章容貌", "第二章　容貌", "第２章　容　貌"])
def test_a_chapter_by_its_heading(name):
    assert set(names(chapters=(name,))) == {"第二条", "第四条 → 第三条"}


def test_several_chapters_and_an_eid():
    assert set(names(chapters=("总则", "chp_3"))) >= {"第一条 → 第一条", "第五条 → 第六条"}


def test_an_unknown_chapter_is_answered_with_those_there_are():
    with pytest.raises(NoSuchChapterError, match=r"第九章.*第一章, 第二章, 第三章") as caught:
        names(chapters=("第九章",))

    assert caught.value.exit_code == 4


def test_a_text_without_chapters_says_so():
    flat = name_document(
        Document(
            title="示例", kind="notice", dialect="cn_law", body=(article(1, "第一条", "略。"),)
        )
    )
    index = index_document(flat)

    with pytest.raises(NoSuchChapterError, match="no chapters"):
        select({"left": index, "right": index}, ("第一章",))


def test_a_heading_without_number_bears_its_words():
    table = article(1, "1.1", "略。")
    bare = Provision(eid="", level="chapter", number="1", heading="修订 记录", content=(table,))
    index = index_document(
        name_document(Document(title="示例", kind="document", dialect="cn_rules", body=(bare,)))
    )

    assert select({"left": index, "right": index}, ("修订记录",)).names == ("修订记录",)


def test_one_of_several_chapters_of_a_name_is_asked_for():
    parts = tuple(
        Provision(
            eid="",
            level="part",
            number=str(place),
            num=f"第{num}编",
            content=(chapter(1, "第一章", "通则", article(place, f"第{num}条", "略。")),),
        )
        for place, num in ((1, "一"), (2, "二"))
    )
    index = index_document(
        name_document(Document(title="示例典", kind="law", dialect="cn_law", body=parts))
    )
    indexes = {"left": index, "right": index}

    with pytest.raises(AmbiguousChapterError, match="第一编第一章, 第二编第一章"):
        select(indexes, ("第一章",))
    assert select(indexes, ("第二编第一章",)).names == ("第二编第一章　通则",)


@pytest.mark.parametrize("form", sorted(set(formats("comparison")) - {"json"}))
def test_every_report_shows_the_chosen_chapter_alone(form):
    options = ReportOptions(chapters=("容貌",))
    if form == "redline_docx":
        pytest.skip("the whole text with tracked changes is one document")
    whole = rendered(renderer(form, "comparison"), diff(OLD, NEW), ReportOptions())

    assert rendered(renderer(form, "comparison"), diff(OLD, NEW), options) != whole
    with pytest.raises(NoSuchChapterError):
        rendered(renderer(form, "comparison"), diff(OLD, NEW), ReportOptions(chapters=("无此章",)))


@pytest.mark.parametrize("form", ["terminal", "html", "markdown"])
def test_a_report_says_what_it_shows(form):
    shown = rendered(
        renderer(form, "comparison"), diff(OLD, NEW), ReportOptions(chapters=("容貌",))
    ).decode()

    assert "本表只列：第二章" in shown
    assert "热线" not in shown.replace("市长热线", "")


def test_json_stays_whole():
    comparison = diff(OLD, NEW)

    assert rendered(
        renderer("json", "comparison"), comparison, ReportOptions(chapters=("容貌",))
    ) == rendered(renderer("json", "comparison"), comparison, ReportOptions())
