"""Citations as people type them, and what they name in a document. All invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.text.citations.typed import _read_chain, _read_plain, parse_citation
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
