"""Laws of the parser: what is printed and read again is the same; wrapping changes nothing; nothing
is lost.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

from policydiff.model.document import Document, Provision
from policydiff.model.source import SourceLine, SourceText
from policydiff.reading import plugins
from policydiff.reading.parsing.parse import parse
from policydiff.text.numerals import write_number

HAN = st.text(
    alphabet="数据处理者应当采取措施保护个人信息安全并依法报告主管部门网络运营企业用户服务",
    min_size=6,
    max_size=24,
)
SENTENCE = HAN.map(lambda text: text + "。")
POINTS = st.lists(HAN, min_size=2, max_size=4)
PARAGRAPH = st.one_of(
    st.tuples(SENTENCE, st.just([])), st.tuples(HAN.map(lambda text: text + "："), POINTS)
)
ARTICLE = st.lists(PARAGRAPH, min_size=1, max_size=3)
CHAPTER = st.tuples(HAN.map(lambda text: text[:8]), st.lists(ARTICLE, min_size=1, max_size=4))
STATUTE = st.lists(CHAPTER, min_size=1, max_size=3)


def print_statute(chapters: list) -> list[str]:
    """The lines of a statute in the official layout."""
    lines, number = ["示例数据法"], 0
    for place, (heading, articles) in enumerate(chapters, 1):
        lines.append(f"第{write_number(place)}章　{heading}")
        for paragraphs in articles:
            number += 1
            for index, (text, points) in enumerate(paragraphs):
                lines.append((f"第{write_number(number)}条　" if index == 0 else "") + text)
                ends = ["；"] * (len(points) - 1) + ["。"]
                lines += [
                    f"（{write_number(n)}）{p}{end}"
                    for n, (p, end) in enumerate(zip(points, ends, strict=False), 1)
                ]
    return lines


def read(lines: list[str], dialect: str = "cn_law", *, wrapped: bool | None = False) -> Document:
    source = SourceText(
        name="示例.txt",
        format="txt",
        sha256="0" * 64,
        lines=tuple(SourceLine(number=number, text=text) for number, text in enumerate(lines, 1)),
        hard_wrapped=wrapped,
    )
    return parse(source, plugins.dialect(dialect))


def shape(document: Document) -> list[tuple[str, str, str | None, str]]:
    return [(p.eid, p.level, p.heading, p.own_text) for p in document.provisions]


@given(STATUTE)
@settings(max_examples=examples(60), deadline=None)
def test_statute_is_read_as_it_was_printed(chapters: list) -> None:
    document = read(print_statute(chapters))

    wanted = [
        [text for text, _ in paragraphs] for _, articles in chapters for paragraphs in articles
    ]
    found = [[child.own_text for child in article.children] for article in document.articles]
    assert found == wanted
    points = [
        [p for _, ps in paragraphs for p in ps]
        for _, articles in chapters
        for paragraphs in articles
    ]
    assert [
        [point.own_text.rstrip("；。") for para in a.children for point in para.children]
        for a in document.articles
    ] == points
    assert [p.heading for p in document.provisions if p.level == "chapter"] == [
        heading for heading, _ in chapters
    ]
    assert document.problems == ()


@given(STATUTE)
@settings(max_examples=examples(60), deadline=None)
def test_what_is_written_out_reads_the_same_again(chapters: list) -> None:
    once = read(print_statute(chapters))

    again = read(once.full_text().split("\n"))

    assert again.body == once.body
    assert again.full_text() == once.full_text()


@given(STATUTE, st.integers(min_value=24, max_value=40), st.integers(min_value=1, max_value=2))
@settings(max_examples=examples(60), deadline=None)
def test_wrapping_changes_nothing(chapters: list, columns: int, spacing: int) -> None:
    lines = print_statute(
        [
            (
                heading,
                [
                    [(f"{text[:-1]}，{'应当依法办理' * 8}{text[-1]}", points) for text, points in a]
                    for a in articles
                ],
            )
            for heading, articles in chapters
        ]
    )
    wrapped: list[SourceLine] = []
    number = 1
    for line in lines:
        for begin in range(0, len(line), columns):
            wrapped.append(SourceLine(number=number, text=line[begin : begin + columns]))
            number += spacing
        number += 1
    source = SourceText(
        name="x.txt", format="txt", sha256="", lines=tuple(wrapped), hard_wrapped=True
    )

    document = parse(source, plugins.dialect("cn_law"))

    assert [(p.eid, p.level) for p in document.provisions if p.level == "article"] == [
        (p.eid, p.level) for p in read(lines).provisions if p.level == "article"
    ]
    assert document.full_text().replace("\n", "") == read(lines).full_text().replace("\n", "")


LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [
                "第一条",
                "第三条 甲。",
                "（二）乙；",
                "一、",
                "目录",
                "附件1",
                "附则",
                "“第五条",
                "序言",
                "2020年1月1日",
                "附表：税率表",
                "第二章",
                "1.",
                "各部门：",
            ]
        ),
        HAN,
    ),
    max_size=30,
)


@given(
    LINES,
    st.sampled_from(["cn_law", "cn_policy", "cn_decision"]),
    st.sampled_from([True, False, None]),
)
@settings(max_examples=examples(300), deadline=None)
def test_any_lines_are_read_and_none_is_lost(
    lines: list[str], dialect: str, wrapped: bool | None
) -> None:
    document = read(lines, dialect, wrapped=wrapped)

    held = sorted(
        c for c in document.full_text() + "".join(d.text for d in document.dropped) if c.isalnum()
    )
    given_ = sorted(c for line in lines for c in line if c.isalnum())
    if not any(block.role == "title" for block in document.preface):
        for c in document.title:
            if c.isalnum():
                held.remove(c)
    assert held == given_


@given(LINES, st.sampled_from(["cn_law", "cn_policy", "cn_decision"]))
@settings(max_examples=examples(200), deadline=None)
def test_no_two_provisions_share_a_name(lines: list[str], dialect: str) -> None:
    document = read(lines, dialect)

    eids = [provision.eid for provision in document.provisions]
    assert len(eids) == len(set(eids))


def test_every_level_nests_below_a_wider_one() -> None:
    document = read(["示例法", "第一章　总则", "第一条　甲：", "（一）乙：", "1.丙；", "2.丁。"])

    chapter = document.body[0]
    assert isinstance(chapter, Provision)
    assert [p.level for p in document.provisions] == [
        "chapter",
        "article",
        "paragraph",
        "point",
        "indent",
        "indent",
    ]
