"""Citations to paste: the form of 《法学引注手册》, and items of CSL-JSON.

The form is that of the 《法学引注手册》 (中国法学会法学期刊研究会, 2019) for legal documents: Arabic numbers of provisions (《民法总则》第27条第2款第3项), the year of an amendment
(《公司法》（2013年修正）第36条), no number of the order that promulgates a law; for interpretations and
documents below the law their number in 〔〕: 《…的解释》（法释〔2018〕1号）第100条, 《…的通知》，国发〔2007〕19号，
2007年7月11日发布. The examples are the handbook's, as its styles for Zotero record them
(zotero-chinese/styles). A day of promulgation is 发布, one of adoption 通过, and the day below a text
stands without a word. That an act has ended (已废止) is not said: its text does not state it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from policydiff.model.document import Document
from policydiff.model.version import Dates
from policydiff.model.version_names import called, distinct
from policydiff.report.citations import quoted
from policydiff.report.pieces import neutral
from policydiff.text.numerals import FIGURE, read_number

_LAWS = frozenset(
    (
        *("constitution", "law", "regulation", "supervisory-regulation", "local-regulation"),
        *("autonomous-regulation", "department-rule", "local-rule", "amendment"),
        "party-regulation",
    )
)
"""The kinds that are cited without a number."""

_ADOPTED = frozenset(("decision", "resolution"))
"""The kinds that are cited by the day of their adoption."""

_STEP = re.compile(rf"第（?(?P<number>{FIGURE}+)）?(?P<level>[条款项目])")
"""A step of a citation, for example: 第（一）项."""

_YEAR = re.compile(r"[\[［(（〔](?P<year>\d{4})[\]］)）〕]")
"""The year in a document number, for example: [2007]."""

_AMENDED = ("修正", "修订", "修改")

_JOINED = ("第", "附", "序言")
"""The beginnings of places that stand behind a title without a comma: not 一（一）."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedAct:
    """The facts by which a version is cited; what is not stated is None.

    `version` is what lawyers call it, where that is needed to tell it from others: 2018年修正.
    """

    title: str
    kind: str
    number: str | None = None
    version: str | None = None
    dates: Dates = field(default_factory=Dates)
    authority: str | None = None


def cited_act(document: Document, others: Iterable[Document] = ()) -> CitedAct:
    """The facts of a version, with the heads of the `others` of its work."""
    name, *rest = distinct(map(called, (document, *others)))
    version = str(name) if name is not None and (rest or name.word in _AMENDED) else None
    if rest and name is None and document.version_date is not None:
        version = f"{_day(document.version_date)}文本"
    return CitedAct(
        title=neutral(document.title).strip(),
        kind=document.kind,
        number=document.document_number,
        version=version,
        dates=document.dates,
        authority=document.authority,
    )


def _number(act: CitedAct) -> str | None:
    """The number with the year in 〔〕; None for a kind that is cited without one."""
    if act.number is None or act.kind in _LAWS:
        return None
    return _YEAR.sub(r"〔\g<year>〕", neutral(act.number).strip())


def handbook_citation(act: CitedAct, provision: str = "") -> str:
    """The citation of an act or of a provision of it, such as 第十八条第二款."""
    title, place = quoted(act.title), arabic(provision)
    if act.kind not in _LAWS and not provision and act.kind != "interpretation":
        return "，".join(filter(None, (_with(title, [act.version]), _number(act), _day_of(act))))
    joint = "" if place.startswith(_JOINED) or not place else "，"
    return _with(title, [_number(act), act.version]) + joint + place


def _with(title: str, brackets: list[str | None]) -> str:
    inner = "，".join(filter(None, brackets))
    return f"{title}（{inner}）" if inner else title


def _day_of(act: CitedAct) -> str | None:
    dates = act.dates
    days = [(dates.promulgated, "发布"), (dates.signed, ""), (dates.adopted, "通过")]
    if act.kind in _ADOPTED:
        days.insert(0, (dates.adopted, "通过"))
    day, word = next((one for one in days if one[0]), (None, ""))
    if day is None or act.version is not None:
        return None
    return _day(day) + word


def _day(day: str) -> str:
    year, month, date = day.split("-")
    return f"{year}年{int(month)}月{int(date)}日"


def arabic(provision: str) -> str:
    """A citation with Arabic numbers: 第十八条第二款第（一）项 is 第18条第2款第1项."""

    def step(match: re.Match[str]) -> str:
        number = read_number(match["number"])
        return match[0] if number is None else f"第{number}{match['level']}"

    return _STEP.sub(step, neutral(provision))


def csl_item(act: CitedAct, provision: str = "", name: str = "") -> dict[str, Any]:
    """The item of CSL-JSON 1.0; what is unknown has no key.

    `name` is the id of the item: the URI of the version, or the citation itself.
    """
    item = {
        "id": name or handbook_citation(act, provision),
        "type": "legislation",
        "title": act.title,
        "number": _number(act),
        "version": act.version,
        "authority": act.authority,
        "section": arabic(provision),
        "issued": _parts(act.dates),
        "language": "zh-CN",
    }
    return {key: value for key, value in item.items() if value}


def _parts(dates: Dates) -> dict[str, Any] | None:
    day = dates.promulgated or dates.signed or dates.adopted or dates.approved
    return None if day is None else {"date-parts": [[int(part) for part in day.split("-")]]}


def csl_json(item: dict[str, Any]) -> str:
    """A list of this item, as programs for references read it."""
    return json.dumps([item], ensure_ascii=False, indent=1)
