"""A value of each family, small and invented, and one whose every text attacks its reader's
program.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import chains
import consolidations
import indexes
import invented
import penal
import relations
from parts import HOSTILE
from versions import END, PRUNE, TEST, WATER, traced, version

from policydiff.comparing.engine.check_record import Attribution, CheckRecord, RowReason, StatedPair
from policydiff.comparing.engine.clause_comments import ClauseComment
from policydiff.comparing.engine.many import diff_all, follow
from policydiff.comparing.report.brief.brief import view_brief
from policydiff.comparing.report.comment_table import CommentTable, view_comments
from policydiff.comparing.report.duties.duties import view_duties
from policydiff.comparing.report.record.checked import CheckedComparison, CheckedSide, ReceivedFile
from policydiff.comparing.report.table.comparison import view_comparison
from policydiff.model.cited import Became
from policydiff.model.document import Block
from policydiff.model.history import VersionFacts
from policydiff.model.identifiers import name_document
from policydiff.model.reports import ReportOptions, Shown
from policydiff.model.work_life import LifeFact, WorkStatus
from policydiff.relating.report.measures_page import MeasuresView
from policydiff.searching.engine.hits import SearchHit, SearchOptions, SearchResult
from policydiff.tracing.engine.blame import blame
from policydiff.tracing.engine.history import follow_clause

SPRING = PRUNE.replace("冬季", "春季")
VERSIONS = (
    version("2001-01-01", WATER, END),
    version("2002-01-01", WATER, END),
    version("2003-01-01", PRUNE, WATER, END),
    version("2004-01-01", PRUNE, WATER, END),
    version("2005-01-01", PRUNE, WATER, END),
    version("2006-01-01", SPRING, WATER, END),
    version("2007-01-01", TEST, SPRING, WATER, END),
    version("2008-01-01", TEST, SPRING, WATER, END),
    version("2009-01-01", TEST, WATER, END),
    version("2010-01-01", TEST, WATER, END),
)
FIRST = version(
    "2018-03-01",
    "为了保护果园，制定本办法。",
    "果农应当按时修剪果树。",
    "主管部门可以组织人员巡查果园。",
    "本办法自公布之日起施行。",
)
SECOND = version(
    "2021-05-01",
    "为了保护果园，制定本办法。",
    "果园实行分级管理。",
    "果农应当按时修剪果树。",
    "主管部门应当组织人员巡查果园。",
    "本办法自公布之日起施行。",
)
THIRD = version(
    "2024-07-01",
    "为了保护果园，制定本办法。",
    "果园实行分级管理。",
    "主管部门应当组织人员巡查果园。",
    "本办法自公布之日起施行。",
)
GROWING = (
    "果农每年修剪果树并记录。",
    "果农每年春季修剪果树并记录。",
    "果农每年春季修剪果树并记录日期。",
)
PREAMBLE = (Block(text="序言", role="heading"), Block(text="果树是村里的财富。"))


def three():
    return diff_all([FIRST, SECOND, THIRD])


def inspected():
    return follow(three(), 2, "art_3", "第三条")


def followed(eid: str = "art_1", at: int = 3, versions=VERSIONS):
    return follow_clause(*traced(*versions), at, eid, "第一条")


def blamed(provision: str | None = None):
    """Three versions whose first article grew twice, with a preamble."""
    documents = [
        version(f"{2001 + place}-01-01", text, WATER, END) for place, text in enumerate(GROWING)
    ]
    named = [name_document(replace(document, preamble=PREAMBLE)) for document in documents]
    found = blame(*traced(*named), 2, None if provision is None else "art_1")
    return replace(found, provision=provision)


def attacking(year: int, *texts: str):
    return replace(version(f"{year}-01-01", *texts), title=HOSTILE)


def attacks():
    return attacking(2001, HOSTILE), attacking(2002, "无害。"), attacking(2003, HOSTILE, END)


def checked(comparison, options: ReportOptions, words: str) -> CheckedComparison:
    """A comparison of which somebody saw the first changed row, and wrote beside it."""
    view = view_comparison(comparison, options)
    first = next(row for row in view.rows if row.loud)
    made = Attribution(by=words, at="2026-01-31T09:30:00+08:00")
    pair = StatedPair(made=made, left=("art_1",), right=("art_1",))
    return CheckedComparison(
        view=view,
        record=CheckRecord(
            seen={str(first.id): made},
            reasons={str(first.id): RowReason(made=made, reason=words)},
        ),
        keys={row.id: str(row.id) for row in view.rows},
        sides=(
            CheckedSide(text_sha256="0" * 64, file=ReceivedFile(name=words, sha256="1" * 64)),
            CheckedSide(text_sha256="2" * 64),
        ),
        pairs=(pair,),
    )


def commented(comparison, options: ReportOptions, words: str) -> CommentTable:
    """Comments on a comparison: on the whole, on a clause with all columns, and on none."""
    usual = ClauseComment(clause="第二条", text=words, unit=words)
    filled = replace(usual, others=((words, words),), adoption=words, reason=words, mark=words)
    comments = (replace(usual, clause="全文"), usual, filled, replace(usual, clause=words))
    return view_comments(comparison, comments, options, lost=(filled,))


Maker = Callable[[ReportOptions], Shown]


def searched(words: str = "示例") -> SearchResult:
    """Hits of a search: of the newest version, and of older ones with what became of them."""
    version = VersionFacts(
        name="2019-01-01", date="2019-01-01", basis="promulgated", in_force=None, amendment=None
    )
    usual = SearchHit(
        title=words,
        uri="/akn/cn/act/law/2019/shili",
        slug="shili",
        kind="law",
        version=version,
        sha256=None,
        part="article",
        eid="art_1",
        number="第一条",
        heading=words,
        snippet=f"为了{words}，制定本法。",
        begin=4,
        length=99,
        spans=((6, 6 + len(words)),),
        newest=False,
        status=WorkStatus(day="2026-01-31", documents=9),
    )
    end = LifeFact(kind="repealed", source=words, day="2022-01-01")
    became = Became(date="2021-01-01", outcome="renumbered", now=(("art_2", "第二条"),))
    hits = (
        replace(usual, newest=True),
        replace(usual, became=became, presumed=True),
        replace(usual, became=replace(became, outcome="removed", now=())),
        replace(usual, part="table", status=replace(usual.status, end=end)),
    )
    return SearchResult(
        query=words,
        options=SearchOptions(works=(words,), on="2020-01-01", newest=True),
        hits=hits,
        count=9,
        more=False,
        texts=12,
        next="4-0123456789ab",
        unread=((words, words),),
    )


SAMPLES: dict[str, Maker] = {
    "comparison": lambda options: view_comparison(invented.sample(), options),
    "brief": lambda options: view_brief(view_comparison(penal.sample(), options), options),
    "duties": lambda _: view_duties(penal.sample()),
    "many": lambda _: three(),
    "provision": lambda _: inspected(),
    "relation": lambda _: relations.relation(),
    "measures": lambda _: MeasuresView(relation=relations.relation()),
    "history": lambda _: followed(),
    "blame": lambda _: blamed(),
    "consolidation": lambda _: consolidations.sample(),
    "chain": lambda _: chains.failing(),
    "index": lambda _: indexes.overview(),
    "search": lambda _: searched(),
    "check": lambda options: checked(invented.sample(), options, "雨季修剪"),
    "comments": lambda options: commented(invented.sample(), options, "雨季修剪"),
}
ATTACKS: dict[str, Maker] = {
    "comparison": lambda options: view_comparison(invented.hostile(), options),
    "brief": lambda options: view_brief(view_comparison(penal.hostile(), options), options),
    "duties": lambda _: view_duties(penal.hostile()),
    "many": lambda _: diff_all(attacks()),
    "provision": lambda _: follow(diff_all(attacks()), 2, "art_1", HOSTILE),
    "relation": lambda _: relations.hostile(),
    "measures": lambda _: MeasuresView(relation=relations.hostile()),
    "history": lambda _: followed("art_1", 2, attacks()),
    "blame": lambda _: replace(blame(*traced(*attacks()), 2, None), provision=HOSTILE),
    "consolidation": lambda _: consolidations.hostile(),
    "chain": lambda _: chains.hostile(),
    "index": lambda _: indexes.hostile(HOSTILE),
    "search": lambda _: searched(HOSTILE),
    "check": lambda options: checked(invented.hostile(), options, HOSTILE),
    "comments": lambda options: commented(invented.hostile(), options, HOSTILE),
}
