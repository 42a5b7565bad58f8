"""The citations of one text: of itself and of other works. The short texts are invented; the long
ones are real and labelled by reading.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from policydiff.akn.links import write_steps
from policydiff.citing.engine.citing import read_mentions, read_notes
from policydiff.citing.engine.resolution import is_form
from policydiff.model.cited import Mention
from policydiff.model.document import Document, Provision
from policydiff.model.index import ProvisionIndex, index_document
from policydiff.model.source import Dropped
from policydiff.reading import plugins
from policydiff.reading.load import load
from policydiff.text.citations.works import bare_title

GOLD = Path(__file__).resolve().parents[2] / "cases" / "cites" / "gold"
TEXTS = sorted(GOLD.glob("*.toml"))


def number(index: ProvisionIndex, eid: str) -> str:
    node = index.by_eid[eid]
    return (node.num if isinstance(node, Provision) else None) or ""


def read(document: Document) -> list[Mention]:
    words = plugins.dialect(document.dialect).citations
    return [
        mention for mention in read_mentions(document, words, number) if not is_form(mention, words)
    ]


def text(*articles: str, title: str = "示例省渡口条例") -> Document:
    numbers = "一二三四五六七八九"
    lines = [title, "", "（2020年1月1日示例省人民代表大会常务委员会通过）", ""]
    lines += [
        line
        for place, article in enumerate(articles)
        for line in (f"第{numbers[place]}条　{article}", "")
    ]
    return load("\n".join(lines).encode(), name="invented.txt")


def cited(*articles: str) -> list[tuple[str | None, str]]:
    return [(mention.name, write_steps(mention.steps)) for mention in read(text(*articles))]


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("依照《河道法》第三条、第五条第二款的规定处罚。", [("河道法", "art_3"), ("河道法", "art_5__para_2")]),
        ("河道法第五十七条第（一）（二）项规定的船，适用本条例第一条。", [("河道法", "art_57__point_1"), ("河道法", "art_57__point_2"), (None, "art_1")]),
        ("根据《中华人民共和国河道法》（以下简称河法），依照河法第三条和河法的规定办理。", [("中华人民共和国河道法", ""), ("中华人民共和国河道法", "art_3"), ("中华人民共和国河道法", "")]),
        ("依照《河道法》制定，按照该法第六条执行。", [("河道法", ""), ("河道法", "art_6")]),
        ("《示例省渡口条例》第一条适用于本条例第一条。", [(None, "art_1"), (None, "art_1")]),
        ("填写《渡口登记表》。", []),
        ("符合前款规定的第一项、第二项条件。", [(None, "art_1__para_1__point_1"), (None, "art_1__para_1__point_2")]),
    ],
)  # fmt: skip
def test_citations_of_a_sentence(article: str, expected: list[tuple[str | None, str]]) -> None:
    assert [one for one in cited(article) if one != (None, "")] == expected


def test_a_name_that_was_read_with_words_before_it_is_known_by_its_title_elsewhere() -> None:
    assert cited(
        "根据《中华人民共和国河道法》，制定本条例。", "案件由河道法第三条、第四条规定的机关管辖。"
    ) == [
        ("中华人民共和国河道法", ""),
        ("河道法", "art_3"),
        ("河道法", "art_4"),
    ]


def test_the_end_of_another_title_is_no_title() -> None:
    names = [
        name for name, _ in cited("根据《合同法》，制定本条例。", "依照劳动合同法第三条的规定。")
    ]

    assert names == ["合同法", "劳动合同法"]


def test_that_law_in_a_later_article_is_the_last_one_of_its_kind() -> None:
    articles = (
        "根据《河道法》和《桥梁条例》，制定本条例。",
        "该法第二条规定的船。",
        "该条例第三条规定的桥。",
    )

    assert cited(*articles)[2:] == [("河道法", "art_2"), ("桥梁条例", "art_3")]


def test_range_and_edition() -> None:
    mention = read(text("依照《河道法》（2018年修正）第三条至第五条的规定。"))[0]

    assert (mention.steps, mention.end, mention.edition) == (
        (("article", "3"),),
        (("article", "5"),),
        "2018",
    )


def test_places_are_in_the_text_of_the_nearest_provision() -> None:
    document = text(
        "渡口应当符合下列条件：\n（一）有渡船；\n（二）依照《河道法》第三条登记。\n依照《桥梁法》第四条的规定，可以除外。"
    )
    index = index_document(document)

    mentions = read(document)

    assert [mention.place.eid for mention in mentions] == [
        "art_1__para_1__point_2",
        "art_1__para_2",
    ]
    for mention in mentions:
        node = index.by_eid[mention.place.eid or ""]
        assert node.text[slice(*mention.place.span)] == mention.place.text


def test_tables_cite_what_they_name() -> None:
    table = "| 条文 | 名称 |\n|---|---|\n| 第一条（《河道法》第七条第二款） | 渡河 |\n"
    document = load(
        f"# 示例省渡口规定\n\n第一条 名称如下：\n\n{table}".encode(), name="invented.md"
    )
    mention = next(one for one in read(document) if one.steps)

    assert (mention.name, write_steps(mention.steps)) == ("河道法", "art_7__para_2")
    node = index_document(document).by_eid[mention.place.eid or ""]
    assert node.text[slice(*mention.place.span)] == mention.place.text


def test_the_notes_around_a_text_cite_nothing() -> None:
    document = load(
        "示例省渡口条例\n\n（根据2019年5月1日《关于修改〈示例省渡口条例〉的决定》修正）\n\n第一条　渡口归县管。\n".encode(),
        name="x.txt",
    )

    assert read(document) == []


def labelled(path: Path) -> tuple[str, Counter[tuple[str, str, str]]]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = (
        (place, bare_title(work) if work else "", target)
        for place, found in table["places"].items()
        for _, work, target in found
    )
    return table["file"], Counter(rows)


@pytest.mark.corpus
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_real_texts_as_they_were_labelled(path: Path, corpus: Path) -> None:
    file, wanted = labelled(path)
    document = load(corpus / file)
    index = index_document(document)
    found: Counter[tuple[str, str, str]] = Counter()
    for mention in read(document):
        article = index.at_level(mention.place.eid or "", "article")
        work = "" if mention.name is None else bare_title(mention.name)
        found[article.number if article else "preamble", work, write_steps(mention.steps)] += 1
        assert mention.name is not None or mention.target is not None

    right = (found & wanted).total()
    assert right >= 0.99 * found.total(), found - wanted
    assert right >= 0.99 * wanted.total(), wanted - found


def test_the_labels_are_of_many_texts() -> None:
    assert len(TEXTS) >= 16
    assert sum(labelled(path)[1].total() for path in TEXTS) >= 398


def test_an_amending_decision_speaks_of_the_text_before_it() -> None:
    decision = "示例省人民代表大会常务委员会关于修改《示例省河道条例》的决定\n\n（2020年3月1日示例省人民代表大会常务委员会通过）\n\n一、删去第七条。\n\n二、将第九条改为第八条。\n"
    mentions = read(load(decision.encode(), name="x.txt"))

    days = {(mention.name, write_steps(mention.steps)): mention.day for mention in mentions}

    assert days["示例省河道条例", "art_7"] == days["示例省河道条例", "art_9"] == "2020-02-29"
    assert days["示例省河道条例", "art_8"] == "2020-03-01"
    assert read(text("依照《河道法》第三条。"))[0].day == "2020-01-01"


def test_each_part_of_a_decision_speaks_of_the_work_in_its_heading() -> None:
    decision = (
        "示例省人民代表大会常务委员会关于修改部分条例的决定\n\n（2020年3月1日示例省人民代表大会常务委员会通过）\n\n"
        "一、修改《示例省河道条例》\n\n1.删去第七条。\n\n2.将第九条改为第八条。\n\n二、修改《示例省渡口条例》\n\n1.删去第三条。\n\n2.删去第五条。\n"
    )
    mentions = [mention for mention in read(load(decision.encode(), name="x.txt")) if mention.steps]

    assert [
        (mention.name, write_steps(mention.steps))
        for mention in mentions
        if mention.steps != (("article", "8"),)
    ] == [
        ("示例省河道条例", "art_7"),
        ("示例省河道条例", "art_9"),
        ("示例省渡口条例", "art_3"),
        ("示例省渡口条例", "art_5"),
    ]


@pytest.mark.parametrize("lead", ["当事人基于", "人民法院认定", "金额超过", "完成审查后应当支付"])
def test_verbs_before_a_name_are_none_of_it(lead: str) -> None:
    assert cited("根据《河道法》，制定本条例。", f"{lead}河道法第三条规定的款项。")[1] == (
        "河道法",
        "art_3",
    )


def test_an_own_word_after_a_verb_is_the_text_itself() -> None:
    assert cited("渡口归县管。", "完成本条例第一条规定的登记后，可以渡河。") == [(None, "art_1")]


def test_citations_in_notes_that_name_their_work() -> None:
    source = (
        "示例合同\n第一条　依据《示例省河道保护条例》（以下简称《条例》）订立。\n第二条　照办。\n"
    )
    document = replace(
        load(source.encode(), name="a.txt"),
        dropped=(
            Dropped(what="footnote", text="[1] 参见《条例》第三条至第五条、第七条。第九条另见。"),
            Dropped(what="header", text="《条例》第八条"),
        ),
    )
    words = plugins.dialect(document.dialect).citations
    found = read_notes(document, words, number)

    assert [(one.place.text, one.name, one.end) for one in found][:2] == [
        ("《条例》第三条至第五条", "示例省河道保护条例", (("article", "5"),)),
        ("第七条", "示例省河道保护条例", None),
    ]
    assert all(one.place.note for one in found)
    assert found[0].place.around.startswith("参见")


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("4.1 依照《河道法》第三条处理。", "4.1"),
        ("4.1.2　依照《河道法》第三条处理。", "4.1.2"),
        ("1.5倍以内的，依照《河道法》第三条处理。", ""),
        ("依照《河道法》第三条处理。", ""),
    ],
)
def test_a_place_in_a_numbered_clause_is_the_printed_number(clause: str, expected: str) -> None:
    source = f"示例合同\n第一条 违约责任\n{clause}\n第二条 其他\n双方各执一份。\n"
    (mention,) = read(load(source.encode(), name="a.txt"))

    assert mention.place.number == expected
