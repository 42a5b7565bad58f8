"""Citations across works as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from policydiff.cli.settings import Language
from policydiff.model.cited import Became, Citations, CitedPlace, CitingPlace, CrossCitation, Replaced
from policydiff.model.names import UNDATED

HEADS: dict[Language, str] = {
    "en": "Citing text, below it: provision, words → cited provision (version); what became of it",
    "zh": "引用文件，其下：条款、引文 → 所引条款（所取文本）；此后的变化",
}

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "in force": "in force then",
        "published": "newest published by then",
        "replaced": "replaced by then; its last text",
        "named": "the version that is named",
        "later": "no version of that day is stored",
        "undated": "no date to go by",
        "itself": "the text itself",
        "dangling": "no such provision",
        "not stored": "in a part that is not stored",
        "unknown work": "not in the repository",
        "ambiguous work": "several works have this title",
        "unchanged": "unchanged",
        "reworded": "reworded",
        "explained": "reworded only as renumbering and substitutions demand",
        "renumbered": "now {now}",
        "removed": "removed",
        "split": "split into {now}",
        "merged": "merged into {now}",
        "regrouped": "regrouped into {now}",
        "by": "; by {date}: ",
        "by-work": "; replaced by {title}{since}",
        "since": " on {date}",
        "and": ", ",
        "to": "–",
        "bracket": " ({basis})",
        "presumed": "{basis}; presumed, it may be that of {dates}",
        "summary": "citations: {shown} (texts: {texts}{counts})",
        "left-out": "left out, as they speak of what they amend (--decisions shows them): {citations} citations in {decisions} amending decisions",
        "count resolved": "resolved: {count}",
        "count dangling": "dangling: {count}",
        "count not stored": "in parts that are not stored: {count}",
        "count unknown work": "of works not in the repository: {count}",
        "count ambiguous work": "of ambiguous titles: {count}",
    },
    "zh": {
        "in force": "当时施行的文本",
        "published": "当时已公布的最新文本",
        "replaced": "当时已被取代，取其最后文本",
        "named": "引用处指明的文本",
        "later": "库中没有当时的文本",
        "undated": "日期不明",
        "itself": "本文件",
        "dangling": "无此条款",
        "not stored": "所在部分未入库",
        "unknown work": "库中没有这部文件",
        "ambiguous work": "同名文件不止一部",
        "unchanged": "未变",
        "reworded": "已修改",
        "explained": "仅引用更新或统一替换",
        "renumbered": "现为{now}",
        "removed": "已删去",
        "split": "拆分为{now}",
        "merged": "并入{now}",
        "regrouped": "重组为{now}",
        "by": "；至{date}文本：",
        "by-work": "；已被《{title}》取代{since}",
        "since": "（{date}起）",
        "and": "，",
        "to": "至",
        "bracket": "（{basis}）",
        "presumed": "{basis}，推定；也可能是{dates}的文本",
        "summary": "引用：{shown}（文件：{texts}{counts}）",
        "left-out": "未列入（修改决定引用的是修改前的文本，加 --decisions 列出）：修改决定 {decisions} 件，引用 {citations} 处",
        "count resolved": "已落实：{count}",
        "count dangling": "落空：{count}",
        "count not stored": "所在部分未入库：{count}",
        "count unknown work": "所引文件不在库中：{count}",
        "count ambiguous work": "同名文件不止一部：{count}",
    },
}


def citation_lines(found: Citations, language: Language) -> Iterator[str]:
    """The citing texts, each with its citations under it, indented by two spaces."""
    for text, citations in groupby(found.citations, key=lambda one: _text(one.mention.place)):
        yield text
        for one in citations:
            yield f"  {_line(one, WORDS[language])}"


def summary(found: Citations, language: Language) -> str:
    """How many are shown, and how many of each status were read, in one line."""
    words = WORDS[language]
    counts = "".join(words["and"] + words[f"count {status}"].format(count=count) for status, count in sorted(found.counts.items()))
    return words["summary"].format(shown=len(found.citations), texts=found.texts, counts=counts)


def left_out(found: Citations, language: Language) -> Iterator[str]:
    """How many citations were left out because they stand in amending decisions, where any were."""
    if found.left_out:
        count = sum(citations for _, citations in found.left_out)
        yield WORDS[language]["left-out"].format(citations=count, decisions=len(found.left_out))


def _text(place: CitingPlace) -> str:
    return f"{place.title}@{place.date or UNDATED}"


def _line(one: CrossCitation, words: dict[str, str]) -> str:
    place = one.mention.place
    head = " ".join(filter(None, (place.number, place.text))) + " → "
    cited = one.cited
    if cited is None:
        return head + words[one.status]
    provision = words["to"].join(filter(None, (cited.number, cited.end_number)))
    leads_to = f"{cited.title}@{cited.date or UNDATED}" + (f"#{provision}" if provision else "")
    basis = words["bracket"].format(basis=_basis(cited, words))
    after = "" if one.replaced is None else _replaced(one.replaced, words)
    if one.status != "resolved":
        return f"{head}{leads_to}{basis}: {words[one.status]}{after}"
    return head + leads_to + basis + ("" if one.became is None or cited.basis == "later" else _became(one.became, words)) + after


def _basis(cited: CitedPlace, words: dict[str, str]) -> str:
    """Why it is this version; and which others it may be."""
    others = words["and"].join(date or UNDATED for date in cited.candidates if date != cited.date)
    return words["presumed"].format(basis=words[cited.basis], dates=others) if cited.presumed else words[cited.basis]


def _replaced(by: Replaced, words: dict[str, str]) -> str:
    return words["by-work"].format(title=by.title, since=words["since"].format(date=by.date) if by.date else "")


def _became(became: Became, words: dict[str, str]) -> str:
    now = words["and"].join(number for _, number in became.now)
    told = [words[became.outcome].format(now=now)]
    if became.reworded and became.explained:
        told = [*(told if became.outcome != "reworded" else ()), words["explained"]]
    elif became.reworded and became.outcome != "reworded":
        told.append(words["reworded"])
    return words["by"].format(date=became.date or UNDATED) + words["and"].join(told)
