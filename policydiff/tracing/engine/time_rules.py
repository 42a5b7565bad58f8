"""The rules on the law of an act before a change: one table, by kinds of clause.

A rule is named here and quoted from the library. Who decides on a day follows the rule of that day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

ClauseSort = Literal["criminal", "administrative", "discipline", "civil", "undecided", "other"]
"""The sort of a clause, by the consequence that it attaches to conduct.

"undecided" where a person is to say; "other" is that of rules for clauses of every sort.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRule:
    """A rule on which law applies to an act, by its source.

    `since` and `until` are the first and the last day (ISO) of decisions that it governs, `until`
    None where it still does. `words` are such that each quotation holds one of them: what has none
    is another text. Without `articles` the passages that hold one of the words are quoted.
    `crosses` is a day for acts before which, judged since, the rule is made; `ongoing` says that it
    is made for those that went on beyond it. `works` are the titles about whose clauses it is,
    empty for all.
    """

    sort: ClauseSort
    title: str
    since: str
    words: tuple[str, ...]
    articles: tuple[str, ...] = ()
    number: str = ""
    until: str | None = None
    crosses: str | None = None
    ongoing: bool = False
    works: tuple[str, ...] = ()
    beside: bool = False
    """True where it explains the 立法法, which is named beside it."""

    def is_in(self, text: str) -> bool:
        """True for a text that holds one of the words."""
        return any(word in text for word in self.words)


_PENALTIES = "中华人民共和国行政处罚法"
_CRIMINAL = "中华人民共和国刑法"
_LEGISLATION = "中华人民共和国立法法"
_HIGH_COURT = "最高人民法院关于"
_PROCURATORATE = "最高人民检察院关于"
_REVISED = "1997-10-01"
"""The day of the revised 刑法."""

TIME_RULES: tuple[TimeRule, ...] = (
    TimeRule(
        sort="administrative",
        title=_PENALTIES,
        articles=("第三十七条",),
        since="2021-07-15",
        words=("违法行为发生时",),
    ),
    TimeRule(
        sort="administrative",
        title=f"{_HIGH_COURT}印发《关于审理行政案件适用法律规范问题的座谈会纪要》的通知",
        number="法〔2004〕96号",
        since="2004-05-18",
        until="2021-07-14",
        words=("适用旧法规定",),
        beside=True,
    ),
    TimeRule(
        sort="criminal",
        title=_CRIMINAL,
        articles=("第九条",),
        since="1980-01-01",
        until="1997-09-30",
        words=("施行以前的行为",),
    ),
    TimeRule(
        sort="criminal",
        title=_CRIMINAL,
        articles=("第十二条",),
        since=_REVISED,
        words=("施行以前的行为",),
    ),
    TimeRule(
        sort="criminal",
        title=f"{_HIGH_COURT}适用刑法第十二条几个问题的解释",
        number="法释〔1997〕12号",
        articles=("第一条", "第二条", "第三条"),
        since="1998-01-13",
        words=("处刑较轻", "法定刑"),
    ),
    TimeRule(
        sort="criminal",
        title="最高人民法院、最高人民检察院关于适用刑事司法解释时间效力问题的规定",
        number="高检发释字〔2001〕5号",
        since="2001-12-17",
        words=("实施前发生的行为",),
    ),
    TimeRule(
        sort="criminal",
        title=f"{_HIGH_COURT}适用刑法时间效力规定若干问题的解释",
        number="法释〔1997〕5号",
        since=_REVISED,
        words=("1997年9月30日以前",),
        crosses=_REVISED,
    ),
    TimeRule(
        sort="criminal",
        title=f"{_PROCURATORATE}检察工作中具体适用修订刑法第十二条若干问题的通知",
        number="高检发释字〔1997〕4号",
        since="1997-10-06",
        words=("当时的法律",),
        crosses=_REVISED,
    ),
    TimeRule(
        sort="criminal",
        title=f"{_PROCURATORATE}对跨越修订刑法施行日期的继续犯罪、连续犯罪以及其他同种数罪应如何具体适用刑法问题的批复",
        number="高检发释字〔1998〕6号",
        since="1998-12-02",
        words=("继续犯罪", "连续犯罪"),
        crosses=_REVISED,
        ongoing=True,
    ),
    TimeRule(
        sort="criminal",
        title=f"{_HIGH_COURT}《中华人民共和国刑法修正案（八）》时间效力问题的解释",
        number="法释〔2011〕9号",
        since="2011-05-01",
        words=("2011年4月30日以前",),
        crosses="2011-05-01",
    ),
    TimeRule(
        sort="criminal",
        title=f"{_HIGH_COURT}《中华人民共和国刑法修正案（九）》时间效力问题的解释",
        number="法释〔2015〕19号",
        since="2015-11-01",
        words=("2015年10月31日以前",),
        crosses="2015-11-01",
    ),
    TimeRule(
        sort="discipline",
        title="中华人民共和国公职人员政务处分法",
        articles=("第六十七条",),
        since="2020-07-01",
        words=("行为发生时的规定",),
    ),
    TimeRule(
        sort="civil",
        title=f"{_HIGH_COURT}适用《中华人民共和国合同法》若干问题的解释（一）",
        number="法释〔1999〕19号",
        articles=("第一条",),
        since="1999-12-29",
        until="2020-12-31",
        words=("成立的合同",),
        works=("合同法",),
    ),
    TimeRule(
        sort="civil",
        title=f"{_HIGH_COURT}适用《中华人民共和国民法典》时间效力的若干规定",
        number="法释〔2020〕15号",
        articles=("第一条", "第二条", "第三条"),
        since="2021-01-01",
        words=("民法典施行",),
    ),
    TimeRule(
        sort="civil",
        title=f"{_HIGH_COURT}适用《中华人民共和国公司法》时间效力的若干规定",
        number="法释〔2024〕7号",
        articles=("第一条",),
        since="2024-07-01",
        words=("公司法施行",),
        works=("公司法",),
    ),
    *(
        TimeRule(
            sort="other",
            title=_LEGISLATION,
            articles=(article,),
            since=since,
            until=until,
            words=("不溯及既往",),
        )
        for article, since, until in (
            ("第八十四条", "2000-07-01", "2015-03-14"),
            ("第九十三条", "2015-03-15", "2023-03-14"),
            ("第一百零四条", "2023-03-15", None),
        )
    ),
)

SORTS_OF_WORKS: dict[str, ClauseSort] = {
    **dict.fromkeys(("刑法",), "criminal"),
    **dict.fromkeys(("公职人员政务处分法", "行政机关公务员处分条例"), "discipline"),
    **dict.fromkeys(
        (
            *("民法典", "民法通则", "民法总则", "合同法", "物权法", "担保法", "侵权责任法"),
            *("婚姻法", "继承法", "收养法"),
        ),
        "civil",
    ),
}
"""Works all of whose clauses are of one sort, by the keys of their titles."""


def rules_of(
    sorts: Iterable[ClauseSort],
    conduct: tuple[str, str],
    decision: str,
    works: Collection[str],
) -> tuple[TimeRule, ...]:
    """The rules for clauses of these sorts in works with these titles.

    `conduct` are the first and the last day of it. Of an undecided sort those of all sorts are
    named; where the table has none for the day of the decision, the article of the 立法法 of that day.
    """
    valid = [rule for rule in TIME_RULES if _governs(rule, conduct, decision, works)]
    general = [rule for rule in valid if rule.sort == "other"]
    rules: list[TimeRule] = []
    named = tuple(sorts)
    if "undecided" in named:
        named = ("administrative", "criminal", "discipline", "civil", "other")
    for sort in named:
        own = [rule for rule in valid if rule.sort == sort]
        rules += own if own and not own[0].beside else [*general, *own]
    return tuple(dict.fromkeys(rules))


def _governs(
    rule: TimeRule, conduct: tuple[str, str], decision: str, works: Collection[str]
) -> bool:
    """True for a rule of the day of the decision that is made for such conduct."""
    crossed = rule.crosses is None or (
        conduct[0] < rule.crosses <= decision and (not rule.ongoing or conduct[1] >= rule.crosses)
    )
    named = not rule.works or any(title in works for title in rule.works)
    return crossed and named and rule.since <= decision <= (rule.until or decision)
