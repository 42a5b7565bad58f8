"""Citations as people type them, and what they name in a document. All invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.model.index import index_document
from policydiff.reading import plugins
from policydiff.reading.load import load
from policydiff.text.citations.typed import (
    _read_chain,
    _read_plain,
    find_clauses,
    parse_citation,
)
from policydiff.text.traditions.mainland.cn_law import DIALECT

WORDS = DIALECT.citations
READ = {
    "第十八条第二款": "article 18, paragraph 2",
    "十八条": "article 18",
    "十八条二款（三）项": "article 18, paragraph 2, point 3",
    "第 十八 条": "article 18",
    "第廿一条": "article 21",
    "廿一条": "article 21",
    "第六十条第一项": "article 60, point 1",
    "第120条之一": "article 120-1",
    "120条之一第二款": "article 120-1, paragraph 2",
    "18": "article 18",
    "１８": "article 18",
    "120-1": "article 120-1",
    "第三章": "chapter 3",
    "第三章第二节": "chapter 3, section 2",
    "第二编第一分编": "part 2, subpart 1",
    "序言第七自然段": "preamble 7",
    "附件一第二条": "attachment 1, article 2",
    "附件2": "attachment 2",
    "一（一）": "enumeration 1, bracketed 1",
    "一、（一）": "enumeration 1, bracketed 1",
    "三、": "enumeration 3",
    "（一）": "bracketed 1",
    "1．": "dotted 1",
    "15.": "dotted 15",
    "15．（1）": "dotted 15, bracketed-digit 1",
    "本法第三条": "article 3",
}
NOT_READ = [
    "",
    "条",
    "abc",
    "第十八条规定",
    "本条",
    "前款",
    "第十条至第十二条",
    "第一条、第二条",
    "art_18",
    "第条",
    "附件",
    "第三人",
    "1.5",
    "百百条",
    "百百、",
]


@pytest.mark.parametrize(("typed", "steps"), READ.items(), ids=READ.keys())
def test_reads(typed, steps):
    citation = parse_citation(typed, WORDS)

    assert citation is not None
    assert citation.work is None
    assert ", ".join(f"{level} {number}" for level, number in citation.steps) == steps


CLAUSES = plugins.dialect("cn_rules").citations
READ_IN_RULES = {
    "3.2.1": "decimal 3.2.1",
    "３．２": "decimal 3.2",
    "3.2.1.": "decimal 3.2.1",
    "第3.2条": "decimal 3.2",
    "3.2.1(a)": "decimal 3.2.1, bracketed-letter a",
    "3.2(b)(ii)": "decimal 3.2, bracketed-letter b, bracketed-letter ii",
    "3.2 （b）": "decimal 3.2, bracketed-letter b",
    "1.2.3)": "decimal 1.2, half-bracketed 3",
    "3.2.1 1.": "decimal 3.2.1, dotted 1",
    "3.2 ①": "decimal 3.2, sign 1",
    "一（二）3.": "enumeration 1, bracketed 2, dotted 3",
    "A.": "capital A",
    "II.": "capital II",
    "b)": "small-letter b",
    "一）": "half-bracketed-enumeration 1",
    "第六条 2": "article 6, dotted 2",
    "第六条2.": "article 6, dotted 2",
    "第 6 条 2.": "article 6, dotted 2",
    "第六条第2款": "article 6, paragraph 2",
    "3.2第二段": "decimal 3.2, paragraph 2",
    "附件1 3.2": "attachment 1, decimal 3.2",
    "附录B 2.": "attachment B, dotted 2",
    "18": "article 18",
    "第十八条第二款": "article 18, paragraph 2",
    "本制度第3.2条": None,
    "3.2版": None,
    "A": None,
    "3.5米": None,
}


@pytest.mark.parametrize(("typed", "steps"), READ_IN_RULES.items(), ids=READ_IN_RULES.keys())
def test_reads_marks_of_clauses(typed, steps):
    citation = parse_citation(typed, CLAUSES)

    listed = citation and ", ".join(f"{level} {number}" for level, number in citation.steps)
    assert listed == steps


RULES = """示例公司仓库管理制度

1 总则

1.1 本制度适用于各仓库。

1.2 仓库分为：

a) 原料库；

b) 成品库。

2 职责

2.1 仓管员负责：

1）登记；

2）盘点：

(a) 每月一次；

(b) 年末一次。

2.2 财务部负责核对。

3 附则

3.1 本制度自2025年1月1日起施行。

附件1：

1 领用单

2 退库单
"""
TYPED = {
    "2.1": ["chp_2__sec_2.1", "art_2.1"],
    "第2.1条": ["art_2.1"],
    "1.2b)": ["art_1.2__para_1__point_b"],
    "1.2 b)": ["art_1.2__para_1__point_b"],
    "2.1.2)": ["art_2.1__para_1__point_2"],
    "2.1 2)(a)": ["art_2.1__para_1__point_2__indent_a"],
    "第2.1条第2项": ["art_2.1__para_1__point_2"],
    "2": ["chp_2"],
    "第二条": ["chp_2"],
    "职责": ["chp_2"],
    "附件1 2": ["att_1__art_2"],
    "2.9": [],
    "9": [],
    "无此": [],
}


@pytest.mark.parametrize(("typed", "eids"), TYPED.items(), ids=TYPED.keys())
def test_finds_clauses(typed, eids):
    document = load(RULES.encode(), name="rules.txt")
    found = [node.eid for node in find_clauses(index_document(document), typed, CLAUSES)]

    assert set(found) <= set(eids)
    assert bool(found) == bool(eids)


def test_finds_no_clauses_in_a_law():
    document = load("示例条例\n\n第一条　甲。\n\n第二条　乙。\n".encode(), name="law.txt")

    assert find_clauses(index_document(document), "2", WORDS) == ()


def test_a_name_of_several_clauses_finds_them_all():
    text = "示例章程\n\n第一章 会员\n\n1.1 入会。\n\n1.2 退会。\n\n第二章 会费\n\n1.1 缴纳。\n\n1.2 退还。\n"
    index = index_document(load(text.encode(), name="rules.txt"))

    assert len(find_clauses(index, "1.2", CLAUSES)) == 2
    assert len(find_clauses(index, "第二章1.2", CLAUSES)) == 1


def test_reads_the_work():
    assert parse_citation("《公园法》第三条", WORDS).work == "公园法"


@pytest.mark.parametrize("typed", NOT_READ)
def test_is_no_citation(typed):
    assert parse_citation(typed, WORDS) is None


@given(st.text() | st.text(alphabet="第一十（）条款项、．.1-附件序言自然段 "))
def test_is_total(typed):
    citation = parse_citation(typed, WORDS)

    assert citation is None or all(number for _, number in citation.steps)


NUMBERS = st.one_of(
    st.text("〇零一二三四五六七八九十百千万两廿", min_size=1, max_size=9),
    st.text("0123456789１８", min_size=1, max_size=4),
)
LEVELS = st.sampled_from([*WORDS.levels, "条件"])
SUBS = st.lists(st.sampled_from("一二十百"), max_size=2).map(
    lambda subs: "".join("之" + sub for sub in subs)
)
STEPS = st.builds(
    lambda number, brackets, level, sub: f"第{brackets[0]}{number}{brackets[1]}{level}{sub}",
    NUMBERS,
    st.sampled_from([("", ""), ("（", "）"), ("(", ")"), ("（", "")]),
    LEVELS,
    SUBS,
)


@given(st.lists(STEPS, min_size=1, max_size=4).map("".join))
def test_what_the_quick_way_reads_is_what_the_grammar_of_texts_reads(typed):
    quick = _read_plain(typed, WORDS)

    assert quick is None or quick == _read_chain(typed, WORDS)


@pytest.mark.parametrize(
    "typed", ["第十八条第二款", "第120条之一", "第六十条第（一）项", "第二编第一分编"]
)
def test_the_quick_way_reads_what_people_type(typed):
    assert _read_plain(typed, WORDS) == _read_chain(typed, WORDS) is not None
