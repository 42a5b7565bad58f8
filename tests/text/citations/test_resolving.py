"""Citations in documents: each leads to the right place, as the golden files under
tests/cases/citations list them. All texts are invented.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

from policydiff.model.document import Block, Document, Provision, Quoted, blocks_in, walk_blocks
from policydiff.model.identifiers import name_document
from policydiff.model.index import index_document
from policydiff.reading.load import load
from policydiff.text.citations.resolving import resolve_citations
from policydiff.text.traditions.mainland.cn_law import DIALECT

CASES = Path(__file__).resolve().parents[2] / "cases" / "citations"
WORDS = DIALECT.citations


def listing(document):
    """holder: text → target[ .. end], or = the work with its steps."""
    lines = []
    for block in walk_blocks(document):
        for reference in block.references:
            assert block.text[reference.span[0] : reference.span[1]] == reference.text
            steps = (
                " ".join(f"{level} {number}" for level, number in reference.citation.steps)
                if reference.citation
                else "?"
            )
            lead = (
                f"→ {reference.target}"
                if reference.internal
                else f"= {reference.citation.work if reference.citation else None}:"
            )
            end = f" .. {reference.end_target}" if reference.end_target else ""
            lines.append(f"{reference.holder}: {reference.text} {lead}{end} ({steps})\n")
    return "".join(lines)


@pytest.mark.parametrize("case", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_resolves_as_the_golden_file_says(case, golden):
    golden(case.with_suffix(".references"), listing(load(case)))


def law(*articles):
    """A law of these articles: each a tuple of paragraphs, a paragraph its text or a tuple of text
    and points.
    """
    nodes = []
    for number, paragraphs in enumerate(articles, 1):
        content = tuple(paragraph(place, given) for place, given in enumerate(paragraphs, 1))
        nodes.append(
            Provision(
                eid="", level="article", number=str(number), num=f"第{number}条", content=content
            )
        )
    return name_document(Document(title="花园法", kind="law", dialect="cn_law", body=tuple(nodes)))


def paragraph(number, given):
    text, *points = (given,) if isinstance(given, str) else given
    inner = tuple(
        Provision(
            eid="",
            level="point",
            number=str(place),
            num=f"（{place}）",
            content=(Block(text=point),),
        )
        for place, point in enumerate(points, 1)
    )
    return Provision(
        eid="", level="paragraph", number=str(number), content=(Block(text=text), *inner)
    )


def targets(document):
    return [(r.text, r.target, r.end_target) for r in resolve_citations(document, WORDS).references]


LEADS = {
    "前款 in the second 款": (law(("甲", "前款规定")), [("前款", "art_1__para_1", None)]),
    "前款 in the first 款 leads nowhere": (law(("前款规定",)), [("前款", None, None)]),
    "前款 in a point is that of its 款": (
        law(("甲", ("乙：", "前款规定"))),
        [("前款", "art_1__para_1", None)],
    ),
    "前三款": (
        law(("甲", "乙", "丙", "前三款规定")),
        [("前三款", "art_1__para_1", "art_1__para_3")],
    ),
    "前两款 with too few before": (law(("甲", "前两款规定")), [("前两款", None, "art_1__para_1")]),
    "前条": (law(("甲",), ("前条规定",)), [("前条", "art_1", None)]),
    "前条第一款": (law(("甲",), ("前条第一款",)), [("前条第一款", "art_1__para_1", None)]),
    "前项": (law((("甲：", "乙", "前项规定"),)), [("前项", "art_1__para_1__point_1", None)]),
    "前两项": (
        law((("甲：", "乙", "丙", "前两项以外"),)),
        [("前两项", "art_1__para_1__point_1", "art_1__para_1__point_2")],
    ),
    "本款第一项": (
        law((("甲本款第一项：", "乙"),)),
        [("本款第一项", "art_1__para_1__point_1", None)],
    ),
    "第二款 of the same article": (law(("第二款规定", "乙")), [("第二款", "art_1__para_2", None)]),
    "第一项 without its 款": (
        law(("第一项规定", ("乙：", "丙"))),
        [("第一项", "art_1__para_2__point_1", None)],
    ),
    "第一项 of two lists is unsure": (
        law(("依照第一条第一项",), (("乙：", "丙"), ("丁：", "戊"))),
        [("第一条第一项", None, None)],
    ),
    "违反第一项 below 违反前款": (
        law((("甲：", "乙"), ("违反前款规定的：", "违反第一项规定的"))),
        [("前款", "art_1__para_1", None), ("第一项", "art_1__para_1__point_1", None)],
    ),
    "第一项 alone below 违反前款 is that of its own list": (
        law((("甲：", "乙"), ("违反前款规定的：", "第一项规定的"))),
        [("前款", "art_1__para_1", None), ("第一项", "art_1__para_2__point_1", None)],
    ),
    "本条第二条, a misprint of 本条例第二条": (
        law(("本条第二条",), ("甲",)),
        [("本条第二条", "art_2", None)],
    ),
    "an article that is not there": (law(("第九条规定",)), [("第九条", None, None)]),
    "a range whose end is not there": (
        law(("第一条至第九条",)),
        [("第一条至第九条", "art_1", None)],
    ),
    "this 章 of a text without any": (law(("本章规定",)), [("本章", None, None)]),
}


@pytest.mark.parametrize(("document", "expected"), LEADS.values(), ids=LEADS.keys())
def test_leads(document, expected):
    assert targets(document) == expected


def test_citations_of_the_document_itself_carry_absolute_steps():
    document = resolve_citations(
        law(
            ("甲", ("乙：", "前款规定", "本条第一款")),
        ),
        WORDS,
    )

    assert [r.citation.steps for r in document.references] == [
        (("article", "1"), ("paragraph", "1"))
    ] * 2
    assert [r.holder for r in document.references] == [
        "art_1__para_2__point_1",
        "art_1__para_2__point_2",
    ]
    index = index_document(document)
    assert all(index.find(r.citation.steps).eid == r.target for r in document.references)


def test_quoted_text_is_left_alone():
    quoted = Quoted(content=(Block(text="第一条"),))
    document = name_document(
        Document(title="决定", kind="decision", dialect="cn_law", body=(quoted,))
    )

    assert resolve_citations(document, WORDS) == document


def test_what_holds_no_citation_stays_the_same_object():
    document = law(("甲",), ("前条规定",))
    resolved = resolve_citations(document, WORDS)

    assert resolved.body[0] is document.body[0]
    assert resolved.body[1] is not document.body[1]


def test_resolving_twice_changes_nothing():
    resolved = resolve_citations(law(("甲", "前款和《公园法》第三条"), ("第一条、第七条",)), WORDS)

    assert resolve_citations(resolved, WORDS) == resolved


def test_a_text_without_articles_cites_another_work():
    document = name_document(
        Document(
            title="通知",
            kind="notice",
            dialect="cn_policy",
            body=(Block(text="《公园法》好。第三条尤其好。"),),
        )
    )
    (reference,) = resolve_citations(document, WORDS).references

    assert (reference.internal, reference.target, reference.citation.work) == (
        False,
        None,
        "公园法",
    )


TEXT = st.lists(
    st.sampled_from(
        [
            "第一条",
            "第二款",
            "前款",
            "前两条",
            "本条",
            "第（一）项",
            "违反",
            "、",
            "至",
            "《甲法》",
            "所列",
            "。",
        ]
    ),
    max_size=8,
).map("".join)


@settings(max_examples=examples(60))
@given(st.lists(st.lists(TEXT, min_size=1, max_size=3), min_size=1, max_size=3))
def test_every_target_exists_and_the_text_is_untouched(articles):
    document = law(*articles)
    resolved = resolve_citations(document, WORDS)
    eids = {provision.eid for provision in resolved.provisions}

    assert {r.target for r in resolved.references if r.target} <= eids
    assert [block.text for block in walk_blocks(resolved)] == [
        block.text for block in walk_blocks(document)
    ]
    assert all(
        r.target is None and r.end_target is None for r in resolved.references if not r.internal
    )


@pytest.mark.corpus
def test_references_in_real_statutes_lead_somewhere(corpus):
    internal = led = 0
    for path in sorted((corpus / "bulk").iterdir())[::60]:
        document = load(path)
        own = [
            r
            for part in (document.body, *(a.content for a in document.attachments))
            for b in blocks_in(part)
            for r in b.references
            if r.internal
        ]
        internal += len(own)
        led += sum(r.target is not None for r in own)

    assert internal > 200
    assert led >= 0.95 * internal


def test_titles_of_the_work_itself_are_internal_by_alias_too():
    document = replace(law(("《花园条例》第一条",)), aliases=("花园条例",))

    assert targets(document) == [("《花园条例》第一条", "art_1", None)]


def test_the_first_of_a_series_is_another_work():
    document = replace(
        law(("《花园解释》第一条和《花园解释（二）》第一条",)),
        title="花园解释（二）",
        aliases=("花园解释",),
    )

    assert targets(document) == [
        ("《花园解释》第一条", None, None),
        ("《花园解释（二）》第一条", "art_1", None),
    ]


def test_an_edition_in_brackets_is_the_same_work():
    document = replace(law(("《花园法》第一条",)), title="花园法（2018年修正）")

    assert targets(document) == [("《花园法》第一条", "art_1", None)]
