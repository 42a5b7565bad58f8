"""The text of a drafted decision, written and read back.

Title, 题注, opening, numbered items, and what stands behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from policydiff.amending.engine.drafted import DraftFacts
from policydiff.amending.engine.drafting.quotes import with_tables
from policydiff.model.document import Document, Table
from policydiff.model.source import SourceLine, SourceText
from policydiff.model.version import Dates
from policydiff.reading.parsing.parse import parse
from policydiff.text.numerals import NUMERAL
from policydiff.text.places import written
from policydiff.text.traditions.mainland.cn_decision import DIALECT

BLANK = "××"
"""What a person has to fill in."""
_MARKUP = re.compile(r"</?br\s*/?>")
_TERM = re.compile(f"第{NUMERAL}{{1,4}}届")
"""乙县第三届人民代表大会: the body is the 乙县人民代表大会."""
_MEETING = re.compile(rf"(?P<body>\S{{2,}}?)第{NUMERAL}{{1,4}}次会议")
"""乙县人民代表大会常务委员会第六次会议 was one of the 乙县人民代表大会常务委员会."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """The facts for the sentences behind the items.

    `recounted` where the articles are numbered again.
    """

    recounted: bool = False


def write_decision(
    items: Sequence[str], old: Document, new: Document, facts: DraftFacts, ends: Ends
) -> str:
    """The whole decision, one line a paragraph."""
    dates = own_dates(old, new, facts)
    meeting = None if facts.authority else _meeting(new, dates)
    authority = (
        facts.authority or _body_of(meeting) or bare(new.authority) or bare(old.authority) or BLANK
    )
    work = f"《{_inner(old.title)}》"
    title = facts.title or f"{authority}关于修改{work}的决定"
    number = [facts.number] if facts.number else []
    opening = f"{meeting or authority}决定对{work}作如下修改："
    listed = (
        items
        if len(items) == 1
        else [f"{_count(place)}、{item}" for place, item in enumerate(items, 1)]
    )
    return (
        "\n".join(
            (title, *number, _note(dates, meeting), opening, *listed, *_closing(work, dates, ends))
        )
        + "\n"
    )


def bare(name: str | None) -> str:
    """A name without the markup that a source left in it."""
    return _MARKUP.sub("", name or "").strip()


def _inner(title: str) -> str:
    """A title as it stands in 《》."""
    return title.replace("《", "〈").replace("》", "〉")


def _count(number: int) -> str:
    return written(str(number))


def own_dates(old: Document, new: Document, facts: DraftFacts) -> Dates:
    """The dates of the decision.

    Those that `facts` give, else those of the new text where they are later than the old one.
    """
    base = max(
        filter(None, (old.version_date, *(amendment.date for amendment in old.amendments))),
        default="",
    )
    dates = {
        name: date
        for name in ("adopted", "promulgated", "in_force")
        if (date := getattr(new.dates, name)) is not None and date > base
    }
    given = {
        name: date
        for name in ("adopted", "promulgated", "in_force")
        if (date := getattr(facts, name)) is not None
    }
    return Dates(**(dates | given))


def _meeting(new: Document, dates: Dates) -> str | None:
    """The meeting that took the decision, where the new text names it."""
    last = new.amendments[-1] if new.amendments else None
    dated = (
        last is not None
        and last.date == (dates.adopted or dates.promulgated)
        and last.date is not None
    )
    return last.by if last is not None and dated and last.by and last.by.endswith("会议") else None


def _body_of(meeting: str | None) -> str | None:
    """The body that met.

    The standing committee may amend what the congress enacted.
    """
    found = _MEETING.fullmatch(_TERM.sub("", meeting or ""))
    return found["body"] if found is not None else None


def _note(dates: Dates, meeting: str | None) -> str:
    adopted, promulgated = dates.adopted, dates.promulgated
    if adopted is None and promulgated is not None:
        return f"（{printed_date(promulgated)}公布）"
    also = (
        f"　{printed_date(promulgated)}公布"
        if promulgated is not None and promulgated != adopted
        else ""
    )
    return f"（{printed_date(adopted)}{meeting or ''}通过{also}）"


def printed_date(date: str | None) -> str:
    """An ISO date as decisions print it; blanks where it is unknown."""
    year, month, day = date.split("-") if date is not None else (BLANK, BLANK, BLANK)
    return f"{year}年{month.lstrip('0')}月{day.lstrip('0')}日"


def _closing(work: str, dates: Dates, ends: Ends) -> Iterable[str]:
    published = dates.promulgated or dates.adopted
    day = (
        "公布之日"
        if dates.in_force is not None and dates.in_force == published
        else printed_date(dates.in_force)
    )
    yield f"本决定自{day}起施行。"
    also = "并对条文顺序作相应调整，" if ends.recounted else ""
    yield f"{work}根据本决定作相应修改{also or '，'}重新公布。"


def read_decision(text: str, tables: Iterable[Table] = ()) -> Document:
    """The text of a decision, as a file of that text is read.

    The rows of `tables` that it quotes are tables, as in a file that has some.
    """
    lines = tuple(
        SourceLine(number=number, text=line.strip())
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    )
    source = SourceText(
        name=lines[0].text, format="txt", sha256="", lines=with_tables(lines, tables)
    )
    return replace(parse(source, DIALECT), source_sha256=None)
