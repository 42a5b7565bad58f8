"""Citations in texts: an example of every rule, texts that only look like citations, and laws that
hold on any string. All invented.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policydiff.text.citations.finding import FoundCitation, find_citations
from policydiff.text.traditions.mainland.cn_law import DIALECT
from policydiff.text.traditions.rules.cn_rules import CITATIONS

WORDS = DIALECT.citations
TITLES = ("中华人民共和国花园法",)
SHORT = {
    "part": "编",
    "subpart": "分编",
    "chapter": "章",
    "section": "节",
    "article": "条",
    "paragraph": "款",
    "point": "项",
    "indent": "目",
    "attachment": "附件",
    "preamble": "段",
}


def show(found: FoundCitation) -> str:
    """text = steps[ – steps of the end][ @ work]: 第十条第二款 = 10条 2款."""
    shown = f"{found.text} = {steps(found.steps)}"
    shown += f" – {steps(found.end)}" if found.end else ""
    return shown + (f" @ {found.work}" if found.work is not None else "")


def steps(of):
    how = {"at": "", "this": "本", "previous": "前"}
    return " ".join(
        f"{how[s.how]}{s.number or (s.count if s.how == 'previous' else '')}{SHORT[s.level]}"
        for s in of
    )


FOUND = {
    "behind a short title": (
        "《河道法》（以下简称《河法》）第三条",
        "《河道法》（以下简称《河法》）第三条 = 3条 @ 河道法",
    ),
    "article": ("依照第十八条的规定", "第十八条 = 18条"),
    "article and paragraph": ("第十八条第二款", "第十八条第二款 = 18条 2款"),
    "down to the indent": (
        "第八条第二款第（三）项第一目",
        "第八条第二款第（三）项第一目 = 8条 2款 3项 1目",
    ),
    "inserted article": ("第一百二十条之一第二款", "第一百二十条之一第二款 = 120-1条 2款"),
    "inserted twice": ("第五条之一之二", "第五条之一之二 = 5-1-2条"),
    "European digits": ("第18条第2款", "第18条第2款 = 18条 2款"),
    "full-width digits": ("第１８条", "第１８条 = 18条"),
    "a sign for the point": ("第五条第㈡项", "第五条第㈡项 = 5条 2项"),
    "narrow brackets": ("第五条第(二)项", "第五条第(二)项 = 5条 2项"),
    "point without brackets": ("第六十条第一项", "第六十条第一项 = 60条 1项"),
    "point without its 第": ("第六十条（一）项", "第六十条（一）项 = 60条 1项"),
    "points without their 第": (
        "第十二条（一）、（二）项",
        "第十二条（一） = 12条 1项 | （二）项 = 12条 2项",
    ),
    "a bracket that is no point": ("第十二条（一）", "第十二条 = 12条"),
    "的 between steps": ("第十条的第二款", "第十条的第二款 = 10条 2款"),
    "a space inside": ("第 十条 第二款", "第 十条 第二款 = 10条 2款"),
    "own word": ("违反本法第五条规定", "本法第五条 = 5条"),
    "own word with an adjective": ("违反本实施细则第五条规定", "本实施细则第五条 = 5条"),
    "own title": ("《花园法》第三条", "《花园法》第三条 = 3条"),
    "own title in full": ("《中华人民共和国花园法》第三条", "《中华人民共和国花园法》第三条 = 3条"),
    "this article": ("违反本条规定", "本条 = 本条"),
    "paragraph of this article": ("本条第二款", "本条第二款 = 本条 2款"),
    "this chapter": ("本章所称", "本章 = 本章"),
    "paragraph before": ("前款规定", "前款 = 前1款"),
    "two paragraphs before": ("前两款规定", "前两款 = 前2款"),
    "two articles before": ("前二条规定", "前二条 = 前2条"),
    "by another word for before": ("上款规定", "上款 = 前1款"),
    "point of the paragraph before": ("前款第（一）项", "前款第（一）项 = 前1款 1项"),
    "this article and the paragraph before": ("本条前款", "本条前款 = 本条 前1款"),
    "the first ones of a paragraph": ("第三款前两项", "第三款前两项 = 3款 1项 – 3款 2项"),
    "list of articles": (
        "第二十条、第二十一条和第三十条第一款",
        "第二十条 = 20条 | 第二十一条 = 21条 | 第三十条第一款 = 30条 1款",
    ),
    "list of paragraphs": ("第十条第一款、第二款", "第十条第一款 = 10条 1款 | 第二款 = 10条 2款"),
    "list of points, one 项 for all": (
        "第一款第（一）、（三）项",
        "第一款第（一） = 1款 1项 | （三）项 = 1款 3项",
    ),
    "list of points without brackets": ("第一、二、三项", "第一 = 1项 | 二 = 2项 | 三项 = 3项"),
    "list of points of the paragraph before": (
        "前款第（一）项、第（二）项",
        "前款第（一）项 = 前1款 1项 | 第（二）项 = 前1款 2项",
    ),
    "list of articles, one 条 for all": ("第二十、二十一条", "第二十 = 20条 | 二十一条 = 21条"),
    "list with commas": ("第三条，第四条", "第三条 = 3条 | 第四条 = 4条"),
    "list of this article": ("本条第一款和第三款", "本条第一款 = 本条 1款 | 第三款 = 本条 3款"),
    "range of articles": ("第十条至第十五条", "第十条至第十五条 = 10条 – 15条"),
    "range with one 条": ("第八至十条", "第八至十条 = 8条 – 10条"),
    "range of points": (
        "第五条第（一）项至第（四）项",
        "第五条第（一）项至第（四）项 = 5条 1项 – 5条 4项",
    ),
    "range in a list": ("第三条、第五条至第七条", "第三条 = 3条 | 第五条至第七条 = 5条 – 7条"),
    "chapter": ("第三章的规定", "第三章 = 3章"),
    "section of a chapter": ("第三章第二节", "第三章第二节 = 3章 2节"),
    "part and subpart": ("第二编第一分编", "第二编第一分编 = 2编 1分编"),
    "preamble": ("本法序言第七自然段", "本法序言第七自然段 = 7段"),
    "attachment": ("附件一第二条", "附件一第二条 = 1附件 2条"),
    "attachment by digits": ("见附表2", "附表2 = 2附件"),
    "attachment without number": ("名录见附表", "附表 = 附件"),
    "own attachment": ("本法附件所列", "本法附件 = 附件"),
    "attachments of another work": (
        "《公园法》附录一、附录二",
        "《公园法》附录一 = 1附件 @ 公园法 | 附录二 = 2附件 @ 公园法",
    ),
    "another work": ("《公园法》第三条第一款", "《公园法》第三条第一款 = 3条 1款 @ 公园法"),
    "list of another work": (
        "《公园法》第三条、第四条",
        "《公园法》第三条 = 3条 @ 公园法 | 第四条 = 4条 @ 公园法",
    ),
    "another work with its version": (
        "《公园法》（2018年修正）第三条",
        "《公园法》（2018年修正）第三条 = 3条 @ 公园法",
    ),
    "another work with 的": ("《公园法》的第三条", "《公园法》的第三条 = 3条 @ 公园法"),
    "a title inside a title": (
        "《关于〈公园法〉第三条、第四条的解释》第一条",
        "〈公园法〉第三条 = 3条 @ 公园法 | 第四条 = 4条 @ 公园法 | 第一条 = 1条 @ 关于〈公园法〉第三条、第四条的解释",
    ),
    "name without 《》": ("应当依照公园法第十条处罚", "公园法第十条 = 10条 @ 公园法"),
    "name of a code": ("民事花园法典第十条", "民事花园法典第十条 = 10条 @ 民事花园法典"),
    "name of implementing rules": (
        "公园法实施条例第四条",
        "公园法实施条例第四条 = 4条 @ 公园法实施条例",
    ),
    "two names": (
        "公园法第一条和草木法第二条",
        "公园法第一条 = 1条 @ 公园法 | 草木法第二条 = 2条 @ 草木法",
    ),
    "a name that holds an own word": (
        "某某特别行政区基本法第三条",
        "某某特别行政区基本法第三条 = 3条 @ 某某特别行政区基本法",
    ),
    "a name that holds a word for that": ("合同法第三条", "合同法第三条 = 3条 @ 合同法"),
    "that work": ("根据《公园法》处罚。该法第三条", "该法第三条 = 3条 @ 公园法"),
    "that work, cited before": (
        "《公园法》第二条和该法第三条",
        "《公园法》第二条 = 2条 @ 公园法 | 该法第三条 = 3条 @ 公园法",
    ),
    "that article": (
        "《公园法》第二条。该条第三款",
        "《公园法》第二条 = 2条 @ 公园法 | 该条第三款 = 2条 3款 @ 公园法",
    ),
    "own and another in turn": (
        "本法第一条和《公园法》第二条",
        "本法第一条 = 1条 | 《公园法》第二条 = 2条 @ 公园法",
    ),
    "rules that look like a name": ("依照有关规定第三条", "第三条 = 3条"),
    "ordinal after a citation": ("第十条第一款、第三人", "第十条第一款 = 10条 1款"),
}
NOT_FOUND = {
    "empty": "",
    "an ordinal": "第三人应当参加诉讼",
    "an ordinal in a list": "第一、提高认识；第二、加强领导",
    "a third way": "走第三条道路、第三条路线",
    "projects": "第一项目、前项目、本项目",
    "conditions": "基本条件、前条件",
    "the own work without a number": "违反本条例规定，依照本法处罚",
    "a charter": "遵守第一章程",
    "sums of money": "货款、前款项、第一款式",
    "editing and staff": "第三编辑部、本编制",
    "an attachment that is only spoken of": "申请书及其附件",
    "a count of attachments": "附件一份、附件二套",
    "capital": "资本项下、成本项目",
    "that matter": "该项请求、该款手机、该章程",
    "that article of nothing": "该条第二款",
    "a swallowed heading": "前句结束。 第三条 凡种花的",
    "a number without a level": "第三、四",
    "energy saving": "第二节能中心、本节约",
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND.keys())
def test_finds(text, expected):
    assert " | ".join(show(found) for found in find_citations(text, WORDS, TITLES)) == expected


@pytest.mark.parametrize("text", NOT_FOUND.values(), ids=NOT_FOUND.keys())
def test_finds_nothing(text):
    assert find_citations(text, WORDS, TITLES) == ()


IN_RULES = {
    "behind a word": ("按4.1执行", "4.1 = 4.1条"),
    "see": ("（见 3.2.1）", "3.2.1 = 3.2.1条"),
    "full width": ("详见３．２", "３．２ = 3.2条"),
    "with 条": ("以12.1条所述方式", "12.1条 = 12.1条"),
    "with 第 and 款": ("上述第3.2.1款", "第3.2.1款 = 3.2.1条"),
    "before a word": ("3.2所述的", "3.2 = 3.2条"),
    "a list": ("依照3.1、3.2和3.5", "3.1 = 3.1条 | 3.2 = 3.2条 | 3.5 = 3.5条"),
    "a range": ("第3.1至3.4条", "第3.1至3.4条 = 3.1条 – 3.4条"),
    "letters": ("违反1.2(b)(i)的", "1.2(b)(i) = 1.2条 b项 i项"),
    "a list of letters": ("4.1(a)、(b)项", "4.1(a) = 4.1条 a项 | (b)项 = 4.1条 b项"),
    "letters without 项": ("4.1(a)和(c)", "4.1(a) = 4.1条 a项 | (c) = 4.1条 c项"),
    "a letter without brackets": ("使用 3.1 A 项所述", "3.1 A 项 = 3.1条 A项"),
    "half a bracket": ("按1.2 a）和3.2登记", "1.2 a） = 1.2条 a项 | 3.2 = 3.2条"),
    "own words": ("本制度3.2", "本制度3.2 = 3.2条"),
    "an article and its clause": ("本协议第六条6.2款", "本协议第六条6.2款 = 6条 6.2条"),
    "digits": ("本合同第6条第2款", "本合同第6条第2款 = 6条 2款"),
    "point": ("按照第4点标准", "第4点 = 4项"),
    "chapter": ("详见第4章", "第4章 = 4章"),
    "of another work": ("依照《示例规范》3.2", "《示例规范》3.2 = 3.2条 @ 示例规范"),
    "of a law": ("《示例法》第三十条", "《示例法》第三十条 = 30条 @ 示例法"),
    "attachments": ("见附录B，按附件1 3.2", "附录B = B附件 | 附件1 3.2 = 1附件 3.2条"),
    "a clause of an attachment": ("参照附录B.1.1", "附录B.1.1 = B附件 B.1.1条"),
    "a list in an attachment": (
        "见附件1 3.2、3.3",
        "附件1 3.2 = 1附件 3.2条 | 3.3 = 1附件 3.3条",
    ),
    "behind a chapter": ("第4章和1.1", "第4章 = 4章 | 1.1 = 1.1条"),
    "exception": ("除3.1外", "3.1 = 3.1条"),
    "of a standard": (
        "应符合GB 50016-2014第5.1.3条和GB/T 19001-2016中4.4的要求",
        "GB 50016-2014第5.1.3条 = 5.1.3条 @ GB 50016-2014 | GB/T 19001-2016中4.4 = 4.4条 @ GB/T 19001-2016",
    ),
    "a range of letters": ("按4.1 a)～c)执行", "4.1 a)～c) = 4.1条 a项 – 4.1条 c项"),
    "agreed": ("第2.1条约定的", "第2.1条 = 2.1条"),
}
NOT_IN_RULES = {
    "amount": "按3.5米计，单价按2.1元，见1.5%",
    "version": "按V2.1和第3.2版，依照 v1.0.2",
    "figure": "见图3.2、表3.1",
    "ratio": "按1.5:1分配，比例为1.3：1",
    "date": "按2024.3.5的记录",
    "the number of a standard": "按GB/T 1.1执行，TLS 1.2规定的",
    "price": "单价12.50执行，按比例1.2执行",
    "path": "见/v1.2/4.5，10.0.0.1",
    "without a word": "用电3.2，其中1.1",
    "these terms": "违反本条款的",
    "other words": "马上编译，该部分、上段、本点",
}


@pytest.mark.parametrize(("text", "expected"), IN_RULES.values(), ids=IN_RULES.keys())
def test_finds_clauses(text, expected):
    assert " | ".join(show(found) for found in find_citations(text, CITATIONS)) == expected


@pytest.mark.parametrize("text", NOT_IN_RULES.values(), ids=NOT_IN_RULES.keys())
def test_finds_no_clause(text):
    assert find_citations(text, CITATIONS) == ()


@pytest.mark.parametrize("text", [text for text, _ in IN_RULES.values()], ids=IN_RULES.keys())
def test_a_law_cites_no_decimal_number(text):
    assert not any("." in show(found) for found in find_citations(text, WORDS))


@given(st.text(alphabet="第条款项、和至3.2１．(a)（一）b)见按附录B 本制度米"))
def test_spans_of_clauses_are_the_texts_in_order_and_apart(text):
    end = 0
    for found in find_citations(text, CITATIONS):
        assert text[found.span[0] : found.span[1]] == found.text
        assert end <= found.span[0] < found.span[1]
        assert found.steps
        end = found.span[1]


PIECES = [
    "第",
    "一",
    "十二",
    "（三）",
    "条",
    "款",
    "项",
    "章",
    "之一",
    "本法",
    "本条",
    "前款",
    "前两",
    "该条",
    "该法",
    "《甲》",
    "〈",
    "》",
    "（",
    "）",
    "、",
    "和",
    "至",
    "的",
    "附件",
    "序言",
    "自然段",
    "，",
    "。",
    " ",
    "\n",
    "合同法",
    "规定",
]


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_spans_are_the_texts_in_order_and_apart(text):
    end = 0
    for found in find_citations(text, WORDS, TITLES):
        assert text[found.span[0] : found.span[1]] == found.text
        assert end <= found.span[0] < found.span[1]
        assert found.steps
        end = found.span[1]


@pytest.mark.parametrize(
    "unit",
    [
        "第一条、",
        "第一、",
        "第（",
        "《",
        "》第一条",
        "（》第一条",
        "该条第一款",
        "前款前款",
        "法第一条",
        "第一条至",
        "附件一、",
    ],
)
def test_hostile_repetition_stays_linear(unit, grows_evenly):
    grows_evenly(lambda size: find_citations(unit * (size // len(unit)), WORDS), 40_000)


@pytest.mark.parametrize(
    "unit", ["3.", "3.2", "3.2(a)", "见3.2、", "第3.2", "1.2 a）", "附录B.1", "3.2至"]
)
def test_hostile_repetition_of_clauses_stays_linear(unit, grows_evenly):
    grows_evenly(lambda size: find_citations(unit * (size // len(unit)), CITATIONS), 40_000)
