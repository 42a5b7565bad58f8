"""The index page of many reports, and its JSON."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html as lxml_html

from policydiff.messages import Message
from policydiff.model.comparison import Summary
from policydiff.model.plugins import ReportOptions
from policydiff.render import html
from policydiff.render.index import json
from policydiff.views.index import Overview, Remark, ReportFile, Step, Text, Work
from policydiff.views.index_words import WORDS, form_name, remark_words
from policydiff.views.summary import Count

CASES = Path(__file__).parent.parent / "cases" / "reports"
HASH = "0" * 64


def text(date: str | None, source: str = "a.txt", articles: int | None = 9) -> Text:
    return Text(date=date, title="示例法", source=source, articles=articles)


def overview() -> Overview:
    """Two works compared, one alone, a failure of each sort."""
    first, second, third = (
        text("2001-01-01"),
        text("2011-01-01", "b.docx"),
        text("2021-01-01", "c.pdf", 12),
    )
    done = Step(
        left=first,
        right=second,
        changed=True,
        summary=Summary(unchanged=3, reworded=4, added=2, renumbered=5),
        counts=tuple(
            Count(category=name, number=number)
            for name, number in (("reworded", 4), ("added", 2), ("renumbered", 5))
        ),
        findings=1,
        files=(
            ReportFile(form="html", name="示例法_2001-01-01_2011-01-01.html", sha256=HASH),
            ReportFile(form="docx", name="示例法_2001-01-01_2011-01-01.docx", sha256=HASH),
        ),
    )
    half = Step(
        left=second,
        right=third,
        changed=True,
        summary=Summary(unchanged=9),
        failures=(Message.foreign("pdf: WeasyPrint is not installed"),),
    )
    remark = Remark(code="same-date", name="d.txt", other="c.pdf")
    texts = (text("1999-01-01", "x.txt"), text("2009-01-01", "y.txt"))
    failed = Step(left=texts[0], right=texts[1], failures=(Message.foreign("y.txt: damaged"),))
    return Overview(
        works=(
            Work(
                title="示例法",
                kind="law",
                texts=(first, second, third),
                steps=(done, half),
                remarks=(remark,),
            ),
            Work(title="另一示例法", kind="law", texts=texts, steps=(failed,)),
            Work(
                title="孤例",
                kind="law",
                texts=(text(None, "z.txt"),),
                remarks=(Remark(code="one-version", name="z.txt"),),
            ),
        ),
        forms=("html", "docx", "pdf"),
        unread=(
            Remark(
                code="unreadable", name="broken.pdf", detail=Message.foreign("a picture of a text")
            ),
        ),
    )


def without_styles(data: bytes) -> str:
    head, _, rest = data.decode().partition("<style>")
    return f"{head}<style>…{rest[rest.index('</style>') :]}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_golden_page(language, golden):
    golden(
        CASES / f"index.{language}.html",
        without_styles(html.render(overview(), ReportOptions(language=language))),
    )


def test_golden_json(golden):
    golden(CASES / "index.json", json.render(overview(), ("index.html", HASH)).decode())


def test_page_runs_nothing_and_fetches_nothing():
    root = lxml_html.fromstring(html.render(overview(), ReportOptions()).decode())

    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert not root.xpath("//script | //@src")


def test_hostile_words_are_text():
    evil = '"><script>alert(1)</script>\u202e'
    step = Step(
        left=text(evil, evil),
        right=text(evil, evil),
        failures=(Message.foreign(evil),),
        files=(ReportFile(form=evil, name=f"javascript:{evil}", sha256=HASH),),
    )
    page = html.render(
        Overview(
            works=(Work(title=evil, kind=evil, texts=(step.left, step.right), steps=(step,)),),
            forms=(evil,),
            unread=(Remark(code="unreadable", name=evil, detail=Message.foreign(evil)),),
        ),
        ReportOptions(language="en"),
    ).decode()

    root = lxml_html.fromstring(page)
    assert not root.xpath("//script")
    assert "\u202e" not in page
    assert all(href.startswith("javascript%3A") for href in root.xpath("//td/a/@href"))


def test_many_works_get_a_list_of_contents():
    step = overview().works[0].steps[0]
    works = tuple(
        Work(title=f"示例法{n}", kind="law", texts=(step.left, step.right), steps=(step,))
        for n in range(9)
    )

    root = lxml_html.fromstring(
        html.render(Overview(works=works, forms=("html",)), ReportOptions()).decode()
    )

    targets = [href.removeprefix("#") for href in root.xpath("//section[@class='works']//a/@href")]
    assert len(targets) == 9
    assert targets == root.xpath("//section[@class='work']/@id")


def test_nothing_to_compare_is_said():
    assert (
        WORDS["zh"]["none"]
        in html.render(Overview(works=(), forms=("html",)), ReportOptions()).decode()
    )


def test_both_languages_have_the_same_words():
    assert set(WORDS["zh"]) == set(WORDS["en"])
    assert [form_name("redline_docx", language) for language in ("zh", "en")] == [
        "Word（修订）",
        "Word (tracked)",
    ]
    assert form_name("{x}", "zh") == "{x}"
    for code in ("one-version", "same-date", "undated", "unreadable"):
        assert all(
            remark_words(Remark(code=code, name="a.txt"), language).startswith("a.txt")
            for language in ("zh", "en")
        )


def test_failures_are_counted():
    assert overview().failed == 3


@pytest.mark.parametrize("width", [390, 1280])
def test_page_never_scrolls_sideways(browser, tmp_path, width):
    path = tmp_path / "index.html"
    path.write_bytes(html.render(overview(), ReportOptions()))
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(path.as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
