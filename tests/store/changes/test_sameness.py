"""What is a second source of the same text, and what is another text; the texts are invented."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import make
from ready_repositories import new_repository

import policydiff
from policydiff.errors import InputError
from policydiff.locale import translate
from policydiff.model.document import Block, Document
from policydiff.store.changes.sameness import MOST, differences, is_same_text, text_key
from policydiff.store.repository import Repository
from policydiff.text.noise import fold_key

NOTE = "（2019年3月1日示例省第三届人大常委会第二次会议通过　根据2022年5月6日示例省第三届人大常委会第二十次会议《关于修改〈示例省果园（试点）条例〉的决定》第一次修正）"
CONTENTS = "目　录\n第一章　总则\n第二章　附则\n"
TEXT = f"""示例省果园条例
{NOTE}
{CONTENTS}第一章　总则
第一条　为了保护果园，制定本条例。
第二条　果农应当按照下列规定修剪果树：
（一）苹果树每年不少于二次；
（二）梨树每年不少于1次。
落叶由果农自行处理。
第二章　附则
第三条　违反本条例的，处五百元罚款，情节严重的不得经营。
第四条　本条例自2019年5月1日起施行。
附件1
果树名录
苹果、梨、桃。
"""
OPINION = """示例市人民政府关于保护果园的意见
示政发〔2021〕7号
各区人民政府，市政府各部门：
为了保护果园，现提出以下意见。
一、总体要求
（一）果农应当按时修剪果树。
二、保障措施
（二）各区要加强领导。
示例市人民政府
2021年3月5日
"""


def read(text: str) -> Document:
    return policydiff.load(text.encode(), name="a.txt")


BASE, BASE_OPINION = read(TEXT), read(OPINION)


def test_a_text_says_what_it_says() -> None:
    assert text_key(BASE) == text_key(read(TEXT))
    assert differences(BASE, read(TEXT)) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (CONTENTS, ""),
        (CONTENTS, "目录\n第一章　总则……………1\n第二章　附则……………3\n"),
        (NOTE, NOTE[1:-1]),
        (NOTE, NOTE.replace("（2019", "(2019").replace("修正）", "修正)")),
        (NOTE, NOTE.replace("　根据", "\n根据")),
        (NOTE, NOTE.replace("　根据", "")),
        (NOTE, NOTE.replace("　根据", "，根据")),
        (NOTE, NOTE.replace("　根据", "）\n（")),
        (NOTE, NOTE[1:-1].replace("日示例", "日 示例").replace("　根据", "\n")),
        (NOTE, NOTE[1:]),
        ("示例省果园条例\n", "示例省\n果园条例\n"),
        ("第一条　为了", "第一条 为了"),
        ("按照下列规定修剪果树", "按照下列\n规定修剪果树"),
        ("，制定本条例。", ",制定本条例。"),
    ],
    ids=lambda part: part[:30].replace("\n", "⏎"),
)
def test_how_a_text_is_set_is_no_difference(old: str, new: str) -> None:
    assert old in TEXT
    assert text_key(read(TEXT.replace(old, new, 1))) == text_key(BASE)


@pytest.mark.parametrize(
    "letterhead",
    ["示例市人民政府文件\n", "示例市人民政府\n示例市人民政府文件\n", "特急\n示例市人民政府文件\n"],
    ids=["red line", "running head above it", "urgent"],
)
@pytest.mark.parametrize(
    "number", ["示政发〔2021〕7号\n", ""], ids=["number above the title", "number below it"]
)
def test_a_letterhead_is_no_difference(letterhead: str, number: str) -> None:
    below = OPINION if not number else OPINION.replace(number, "", 1)

    assert text_key(read(letterhead + number + below)) == text_key(BASE_OPINION)


def test_the_number_in_a_letterhead_counts() -> None:
    paper = "示例市人民政府文件\n示政发〔2021〕8号\n" + OPINION.replace("示政发〔2021〕7号\n", "")

    assert differences(BASE_OPINION, read(paper)) == (
        "the lines before the text: stored “〔2021〕7号”, here “〔2021〕8号”",
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "应当按照",
            "可以按照",
            "第二条第一款: stored “果农应当按照下列规定”, here “果农可以按照下列规定”",
        ),
        (
            "五百元",
            "五千元",
            "第三条第一款: stored “本条例的，处五百元罚款，情节严”, here “本条例的，处五千元罚款，情节严”",
        ),
        (
            "1次",
            "2次",
            "第二条第一款第（二）项: stored “树每年不少于1次。”, here “树每年不少于2次。”",
        ),
        (
            "落叶由果农自行处理。\n",
            "",
            "第二条第二款: only in the stored text: “落叶由果农自行处理。”",
        ),
        (
            "不得经营",
            "得经营",
            "第三条第一款: stored “，情节严重的不得经营。”, here “，情节严重的得经营。”",
        ),
        (
            "附件1\n果树名录\n苹果、梨、桃。\n",
            "",
            "附件1: only in the stored text: “附件1 果树名录 苹果、梨、桃。”",
        ),
        ("梨、桃", "梨、桃、李", "附件1: stored “苹果、梨、桃。”, here “苹果、梨、桃、李。”"),
        (
            "2019年3月1日",
            "2019年3月2日",
            "the note under the title: stored “（2019年3月1日示例省第三届”, here “（2019年3月2日示例省第三届”",
        ),
        (
            "（试点）",
            "",
            "the note under the title: stored “〈示例省果园（试点）条例〉的决定”, here “〈示例省果园条例〉的决定”",
        ),
        (
            "第一次修正",
            "第二次修正",
            "the note under the title: stored “例〉的决定》第一次修正）”, here “例〉的决定》第二次修正）”",
        ),
        ("第四条　本", "第五条　本", "第四条: stored “第四条”, here “第五条”"),
    ],
    ids=lambda part: part[:20].replace("\n", "⏎"),
)
def test_what_differs_is_told_with_its_place_and_both_words(old: str, new: str, told: str) -> None:
    assert old in TEXT
    other = read(TEXT.replace(old, new, 1))

    assert text_key(other) != text_key(BASE)
    assert differences(BASE, other) == (told,)


def test_what_only_the_other_has_is_told_by_its_place_there() -> None:
    other = read(TEXT.replace("第四条　本", "第四条　果园归村民所有，任何人不得侵占。\n第五条　本"))

    told = differences(BASE, other)

    assert any(
        line.startswith("第四条") and "only here: “" in line and "果园归村民所有" in line
        for line in told
    )


def test_of_many_differences_the_first_are_told_and_the_others_counted() -> None:
    lines = [
        f"第{number}条　果农应当于春季第{number}日修剪果树。"
        for number in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
    ]
    stored = read("示例省果园条例\n" + "\n".join(lines))
    other = read("示例省果园条例\n" + "\n".join(line.replace("春季", "秋季") for line in lines))

    told = differences(stored, other)

    assert len(told) == MOST + 1
    assert told[-1] == "and 1 more"
    assert all("春季" in line and "秋季" in line for line in told[:-1])
    assert len(differences(stored, other, most=11)) == 11


@pytest.mark.parametrize(
    ("old", "new", "chinese"),
    [
        ("根据2022年5月6日", "根据2022年5月7日", "题注：库中为"),
        ("落叶由果农自行处理。\n", "", "第二条第二款：仅库中有“落叶由果农自行处理。”"),
        ("五百元", "六百元", "第三条第一款：库中为"),
    ],
)
def test_differences_are_told_in_chinese(old: str, new: str, chinese: str) -> None:
    (told,) = differences(BASE, read(TEXT.replace(old, new)))

    assert translate(told, "zh").startswith(chinese)


def test_a_difference_is_never_long() -> None:
    told = differences(BASE, read(TEXT.replace("落叶由果农自行处理。", "枯枝" * 500)))

    assert max(map(len, told)) < 200


def test_both_orders_of_adding_end_with_one_version_and_a_witness(repository: Repository) -> None:
    for title, (first, second) in (
        ("甲", (TEXT, TEXT.replace(CONTENTS, ""))),
        ("乙", (TEXT.replace(CONTENTS, ""), TEXT)),
    ):
        stored = [
            repository.add(read(text := f"{title}{one}"), text.encode(), "a.txt")
            for one in (first, second)
        ]

        assert [added.status for added in stored] == ["added", "witness"]
    assert repository.fsck() == ()


@pytest.mark.parametrize("first", [TEXT, TEXT.replace(NOTE, "")])
def test_a_text_that_lacks_the_note_is_a_witness(repository: Repository, first: str) -> None:
    """The other source comes with the day of the version, or without any day."""
    second = TEXT.replace(NOTE, "") if first == TEXT else TEXT
    stored = [
        repository.add(read(text), text.encode(), f"{place}.txt")
        for place, text in enumerate((first, second, TEXT))
    ]

    (work,) = repository.works()
    assert len(work.versions) == 1
    assert stored[1].status == ("witness" if first == TEXT else "dated")
    assert is_same_text(read(first), read(second))


def test_a_text_without_the_note_and_with_another_word_is_another_text() -> None:
    other = read(TEXT.replace(NOTE, "").replace("五百元", "六百元"))
    draft = replace(read(TEXT.replace(NOTE, "")), stage="征求意见稿")

    assert not is_same_text(BASE, other)
    assert not is_same_text(BASE, draft)


def test_a_text_with_another_day_in_its_note_is_no_witness(repository: Repository) -> None:
    repository.add(BASE, TEXT.encode(), "a.txt")
    first, last = (
        TEXT.replace("2019年3月1日", "2018年3月1日"),
        TEXT.replace("2022年5月6日", "2022年5月7日"),
    )

    with pytest.raises(InputError, match="is stored with another text"):
        repository.add(read(first), first.encode(), "b.txt")
    assert repository.add(read(last), last.encode(), "c.txt").status == "added"


def test_another_text_without_a_day_is_refused_with_the_way_to_name_it(
    repository: Repository,
) -> None:
    rule = "示例公司用章办法\n\n1 总则\n1.1 用章应当申请。\n1.2 申请单保存5年。\n"
    other = rule.replace("5年", "7年")
    repository.add(read(rule), rule.encode(), "a.txt")

    with pytest.raises(InputError, match="give its date with --promulgated"):
        repository.add(read(other), other.encode(), "b.txt")


BEGIN_CONTENTS, END_CONTENTS = TEXT.index(CONTENTS), TEXT.index(CONTENTS) + len(CONTENTS)
BEGIN_NOTE, END_NOTE = TEXT.index(NOTE), TEXT.index(NOTE) + len(NOTE)


def significant(place: int) -> bool:
    """True for a character that says something: no white space, no entry of the table of contents,
    nothing of how the 题注 is set.
    """
    if TEXT[place].isspace() or BEGIN_CONTENTS <= place < END_CONTENTS:
        return False
    in_title = TEXT.rfind("《", 0, place) > TEXT.rfind("》", 0, place)
    return not BEGIN_NOTE <= place < END_NOTE or in_title or TEXT[place] not in "（）根据"


PLACES = [place for place in range(len(TEXT)) if significant(place)]
OTHERS = "不可应当十百千万一二三0123456789年月日条款项的或和及甲乙，。；、《》（）〔〕:%"


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(PLACES),
    st.sampled_from(OTHERS),
    st.sampled_from(("replace", "insert", "delete")),
)
def test_one_significant_character_makes_another_text(place: int, char: str, how: str) -> None:
    changed = TEXT[:place] + ("" if how == "delete" else char) + TEXT[place + (how != "insert") :]
    if how == "insert" and char in "，。；、（）〔〕" and BEGIN_NOTE <= place <= END_NOTE:
        return  # may be how the 题注 is set
    if fold_key(changed) == fold_key(TEXT):
        return
    other = read(changed)

    assert text_key(other) != text_key(BASE)
    assert differences(BASE, other)


BODY = TEXT[END_CONTENTS:]
WITHIN = [
    found.start() + place
    for found in re.finditer(r"(?<=　)[^　\n]{12,}|落叶.*", BODY)
    for place in range(1, len(found[0]) - 1)
    if re.fullmatch("[一-鿿]{2}", found[0][place - 1 : place + 1])
]
"""Where a line may break: between two characters of a sentence."""


def set_anew(draw: st.DrawFn) -> str:
    """The text as another office may have set it: nothing that it says is touched."""
    note = draw(
        st.sampled_from(
            (NOTE, NOTE[1:-1], NOTE.replace("　根据", "\n"), NOTE[1:-1].replace("　根据", "\n根据"))
        )
    )
    contents = draw(st.sampled_from((CONTENTS, "", CONTENTS.replace("则\n", "则……2\n"))))
    body = BODY
    for place in sorted(draw(st.sets(st.sampled_from(WITHIN), max_size=6)), reverse=True):
        body = body[:place] + draw(st.sampled_from((" ", "　", "\n"))) + body[place:]
    for mark, variant in draw(
        st.sets(st.sampled_from((("，", ","), ("；", ";"), ("：", ":"), ("（", "("), ("）", ")"))))
    ):
        body = body.replace(mark, variant)
    return f"示例省果园条例\n{note}\n{contents}{body}"


@settings(max_examples=200, deadline=None)
@given(st.composite(set_anew)())
def test_what_is_only_set_anew_is_the_same_text(changed: str) -> None:
    other = read(changed)

    assert differences(BASE, other) == ()
    assert text_key(other) == text_key(BASE)


@pytest.mark.parametrize("piece", ["《", "，", "根据", "（", "、2019年", "《》", "， 　"])
def test_a_hostile_note_costs_little(piece: str, grows_evenly) -> None:
    def key(size: int) -> str:
        return text_key(make(preface=(Block(text=piece * (size // len(piece)), role="note"),)))

    grows_evenly(key, 200_000)


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("stored", "other"),
    [
        ("legislation-law/2023-03-13.md", "shapes/中华人民共和国立法法.docx"),
        (
            "administrative-reconsideration-law/2023-09-01.md",
            "shapes/中华人民共和国行政复议法.docx",
        ),
        ("administrative-reconsideration-law/2023-09-01.md", "shapes/中华人民共和国行政复议法.pdf"),
        ("anti-monopoly-law/2007-08-30.md", "shapes/中华人民共和国反垄断法.pdf"),
        ("data-security-law/2021-06-10.md", "data-security-law/2021-06-10.txt"),
    ],
)
def test_official_files_are_witnesses_in_either_order(
    corpus, repository: Repository, tmp_path, stored: str, other: str
) -> None:
    documents = [
        (policydiff.load(corpus / "works" / name), (corpus / "works" / name).read_bytes(), name)
        for name in (stored, other)
    ]
    second = new_repository(tmp_path / "second")

    assert [repository.add(*one).status for one in documents] == ["added", "witness"]
    assert [second.add(*one).status for one in reversed(documents)] == ["added", "witness"]
