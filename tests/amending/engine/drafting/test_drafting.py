"""A decision drafted from two texts: each form, and that carrying it out gives the new text. All
texts are invented.
"""

from __future__ import annotations

import pytest
from drafts import load
from hypothesis import given, settings
from hypothesis import strategies as st
from lanes import examples

import policydiff
from policydiff.amending.engine.compared_parts import remaining
from policydiff.amending.engine.drafting.drafting import NothingToAmendError
from policydiff.text.places import printed_number

HEAD = "丙县渡口办法\n（2015年1月1日丙县人民代表大会常务委员会通过）\n"
ARTICLES = (
    "为了管理渡口，保障安全，制定本办法。",
    "渡口由村管理，由乡监督。\n村应当每年检查渡口。",
    "船应当登记。登记免费。",
    "有下列情形之一的，不得开船：\n（一）大风；\n（二）大雾；\n（三）超载。",
    "违反第三条规定的，处一百元罚款。",
    "乘船人应当排队，不得拥挤。",
)


def law(*articles: str, head: str = HEAD) -> str:
    return head + "".join(
        f"{printed_number(str(number))}　{text}\n" for number, text in enumerate(articles, 1)
    )


def changed(**texts: str) -> str:
    """The law with other texts of some articles: a3="…"."""
    return law(*(texts.get(f"a{number}", text) for number, text in enumerate(ARTICLES, 1)))


def drafted(old: str, new: str) -> policydiff.DraftedAmendment:
    draft = policydiff.draft_amendment(load(old), load(new))
    assert draft.exact, draft.text
    return draft


def items(draft: policydiff.DraftedAmendment) -> list[str]:
    """The lines between the opening and what stands behind the items."""
    return draft.text.split("作如下修改：\n")[1].split("\n本决定自")[0].split("\n")


OLD = law(*ARTICLES)
SINGLE = {
    "words": (
        changed(a1="为了管理渡口，保障畅通，制定本办法。"),
        "将第一条中的“安全”修改为“畅通”。",
    ),
    "words more": (
        changed(a2="渡口由村管理，由乡监督。\n村应当每年全面检查渡口。"),
        "在第二条第二款中的“每年”后增加“全面”。",
    ),
    "words less": (changed(a1="为了管理渡口，制定本办法。"), "删去第一条中的“保障安全，”。"),
    "a sentence more": (
        changed(a3="船应当登记。登记免费。桨不登记。"),
        "第三条末尾增加：“桨不登记。”",
    ),
    "a paragraph comes": (
        changed(a3="船应当登记。登记免费。\n桨不登记。"),
        "第三条增加一款，作为第二款：“桨不登记。”",
    ),
    "a paragraph goes": (changed(a2="渡口由村管理，由乡监督。"), "删去第二条第二款。"),
    "a paragraph anew": (
        changed(a2="渡口由村管理，由乡监督。\n县水务局抽查各地的渡船、码头。"),
        "将第二条第二款修改为：“县水务局抽查各地的渡船、码头。”",
    ),
    "a point comes": (
        changed(a4=ARTICLES[3].replace("（三）超载", "（三）结冰；\n（四）超载")),
        "第四条增加一项，作为第三项：“（三）结冰；”",
    ),
    "a point goes": (
        changed(a4="有下列情形之一的，不得开船：\n（一）大风；\n（二）超载。"),
        "删去第四条第二项。",
    ),
    "the last point goes": (
        changed(a4="有下列情形之一的，不得开船：\n（一）大风；\n（二）大雾。"),
        "删去第四条第三项。",
    ),
    "an article anew": (
        changed(a6="乘船人依次上船，不得抢座，坐稳以后排队交费。"),
        "将第六条修改为：“乘船人依次上船，不得抢座，坐稳以后排队交费。”",
    ),
    "an article comes": (
        law(*ARTICLES, "本办法自2026年1月1日起施行。"),
        "增加一条，作为第七条：“本办法自2026年1月1日起施行。”",
    ),
    "an article goes": (law(*ARTICLES[:5]), "删去第六条。"),
    "a citation follows": (
        law(*ARTICLES[:1], *ARTICLES[2:4], "违反第二条规定的，处一百元罚款。", ARTICLES[5]),
        "删去第二条。",
    ),
    "an article moves": (
        law(*ARTICLES[:1], ARTICLES[5], *ARTICLES[1:4], "违反第四条规定的，处一百元罚款。"),
        "将第六条改为第二条。",
    ),
    "the title": (
        OLD.replace("丙县渡口办法", "丙县渡口和桥梁办法"),
        "将《丙县渡口办法》名称修改为《丙县渡口和桥梁办法》。",
    ),
    "quotation marks": (
        changed(a1="为了管理“渡口”，保障安全，制定本办法。"),
        "将第一条中的“渡口”修改为“‘渡口’”。",
    ),
}


@pytest.mark.parametrize(("new", "item"), SINGLE.values(), ids=SINGLE.keys())
def test_one_change_is_one_item(new, item):
    draft = drafted(OLD, new)

    assert "\n".join(items(draft)) == item
    assert not remaining(draft.consolidation.document, load(new))


def test_a_decision_reads_like_a_decision():
    new = law(
        "为了管理渡口，保障畅通，制定本办法。",
        "桥由县管理。\n桥上不得停车。",
        "渡口由村管理，由乡镇监督。\n村应当每年检查渡口。",
        *ARTICLES[2:4],
        "违反第四条规定的，处二百元罚款。",
    ).replace(
        "委员会通过）",
        "委员会通过　根据2026年3月5日丙县第九届人民代表大会第二次会议《关于修改〈丙县渡口办法〉的决定》修正）",
    )
    facts = policydiff.DraftFacts(authority="丙县人民代表大会", in_force="2026-05-01")

    draft = policydiff.draft_amendment(load(OLD), load(new), facts)

    assert draft.exact
    assert (
        draft.text
        == """丙县人民代表大会关于修改《丙县渡口办法》的决定
（2026年3月5日通过）
丙县人民代表大会决定对《丙县渡口办法》作如下修改：
一、将第一条中的“安全”修改为“畅通”。
二、增加一条，作为第二条：“桥由县管理。
“桥上不得停车。”
三、将第二条改为第三条，第一款中的“由乡”修改为“由乡镇”。
四、将第五条改为第六条，其中的“一百元”修改为“二百元”。
五、删去第六条。
本决定自2026年5月1日起施行。
《丙县渡口办法》根据本决定作相应修改并对条文顺序作相应调整，重新公布。
"""
    )
    assert (draft.quoted, draft.decision.kind) == (28, "decision")


@pytest.mark.parametrize(
    ("meeting", "head", "opening"),
    [
        (
            "丙县第九届人民代表大会常务委员会第六次会议",
            "丙县人民代表大会常务委员会",
            "丙县第九届人民代表大会常务委员会第六次会议",
        ),
        (
            "第九届丙县人民代表大会常务委员会第六次会议",
            "丙县人民代表大会常务委员会",
            "第九届丙县人民代表大会常务委员会第六次会议",
        ),
    ],
)
def test_the_body_that_met_takes_the_decision(meeting, head, opening):
    told = f"委员会通过　根据2026年3月5日{meeting}《关于修改〈丙县渡口办法〉的决定》修正）"

    lines = policydiff.draft_amendment(
        load(OLD), load(changed(a5=ARTICLES[4] + "\n附录。").replace("委员会通过）", told))
    ).text.split("\n")

    assert lines[0] == f"{head}关于修改《丙县渡口办法》的决定"
    assert lines[2] == f"{opening}决定对《丙县渡口办法》作如下修改："


def test_words_that_change_in_several_articles_stand_in_one_item():
    new = changed(a1=ARTICLES[0].replace("渡口", "码头"), a2=ARTICLES[1].replace("渡口", "码头"))

    assert items(drafted(OLD, new)) == [
        "将第一条、第二条第一款、第二条第二款中的“渡口”修改为“码头”。"
    ]


def test_words_that_change_everywhere_stand_in_one_item_with_what_is_excepted():
    old = law(*(f"第{number}个渡口由村管理。" for number in "一二三四五六"))
    new = old.replace("村管理", "县管理").replace("第六个渡口由县管理", "第六个渡口由村管理")

    assert items(drafted(old, new)) == ["除第六条外，将本办法中的“由村”修改为“由县”。"]


def test_an_article_that_changes_in_many_places_is_quoted_whole():
    old = "渡口由村管理，船由乡登记，桨由县保管，费由省规定，人由国家保护。"
    new = "码头由乡管理，艇由县登记，橹由市保管，税由国家规定，物由省保护。"

    assert items(drafted(law(old, *ARTICLES), law(new, *ARTICLES))) == [f"将第一条修改为：“{new}”"]


def test_texts_that_say_the_same_have_nothing_to_amend():
    with pytest.raises(NothingToAmendError, match="nothing to amend"):
        policydiff.draft_amendment(load(OLD), load(OLD))


def test_the_json_says_what_was_drafted():
    found = drafted(OLD, changed(a1="为了管理渡口，保障畅通，制定本办法。")).to_dict()

    assert (found["type"], found["exact"], found["quoted"], found["changed"], found["remains"]) == (
        "drafted-amendment",
        True,
        4,
        4,
        [],
    )
    assert [
        operation["kind"] for operation in found["operations"] if operation["status"] == "applied"
    ] == ["substitution"]


WORDS = (
    "渡口",
    "船",
    "桥梁",
    "应当",
    "每年",
    "登记",
    "检查",
    "由村",
    "由县",
    "管理",
    "保养",
    "收费",
    "不得",
    "停靠",
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """An article: paragraphs of words, one of them perhaps with a list."""
    paragraphs = draw(
        st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=9), min_size=1, max_size=3)
    )
    lines = ["".join(words) + "。" for words in paragraphs]
    if draw(st.booleans()):
        points = draw(
            st.lists(
                st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), min_size=2, max_size=5
            )
        )
        lines[-1] = (
            lines[-1][:-1]
            + "下列事项：\n"
            + "\n".join(
                f"（{'一二三四五'[at]}）{''.join(words)}{'。' if at == len(points) - 1 else '；'}"
                for at, words in enumerate(points)
            )
        )
    if draw(st.booleans()):
        lines[0] = "依照第二条，" + lines[0]
    return "\n".join(lines)


@st.composite
def revisions(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """A law and what became of it: articles that stay, get other words, move, go and come."""
    old = draw(st.lists(texts(), min_size=3, max_size=8, unique=True))
    new: list[str] = []
    for text in old:
        fate = draw(st.sampled_from(["stays", "stays", "words", "goes", "anew", "beside"]))
        if fate == "words":
            new.append(
                text.replace(
                    draw(st.sampled_from(WORDS)),
                    draw(st.sampled_from(WORDS)),
                    draw(st.integers(1, 3)),
                )
            )
        elif fate != "goes":
            new.extend(
                [text]
                if fate == "stays"
                else [draw(texts())]
                if fate == "anew"
                else [text, draw(texts())]
            )
    if new and draw(st.booleans()):
        new.insert(draw(st.integers(0, len(new))), new.pop(draw(st.integers(0, len(new) - 1))))
    return old, new or [draw(texts())]


def chapters(articles: list[str], cut: int) -> str:
    """The law in two chapters."""
    lines = [f"{printed_number(str(number))}　{text}\n" for number, text in enumerate(articles, 1)]
    return "".join(
        (
            HEAD,
            "第一章　总则\n",
            *lines[:cut],
            *(("第二章　管理\n", *lines[cut:]) if lines[cut:] else ()),
        )
    )


@settings(max_examples=examples(60), deadline=None)
@given(revisions(), st.integers(1, 6), st.integers(1, 6))
def test_carrying_out_the_draft_gives_the_new_text(made, cut, other):
    old, new = (
        load(chapters(articles, at)) for articles, at in zip(made, (cut, other), strict=True)
    )
    if not remaining(old, new):
        return

    draft = policydiff.draft_amendment(old, new)

    assert draft.exact, draft.text
    assert not remaining(policydiff.consolidate(old, load(draft.text)).document, new)
