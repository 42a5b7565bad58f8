"""Invented: three versions of a rule that nobody made, in which a clause moves, one is split, and
numbers change.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from policydiff.comparing.engine.compare import diff
from policydiff.model.document import Block, Document, Provision
from policydiff.model.identifiers import name_document
from policydiff.model.lineage import Named, WorkLineage, naming_pairs
from policydiff.model.version import Dates
from policydiff.text.numerals import write_number
from policydiff.tracing.engine.steps import lasting_names, step_of

PRUNE = "果农应当在每年冬季修剪果树，并记录修剪的日期和数量。"
WATER = "果园的灌溉用水由水利站统一调配，不得擅自截流。"
END = "本办法自公布之日起施行。"
TEST = "果品上市前，果农应当委托具有资质的机构检验农药残留，检验报告应当保存二年以上备查。"
DESTROY = "检验不合格的果品不得在市场上出售，由监督站登记后集中销毁，所需费用由果农承担。"
FRUIT = TEST + DESTROY


def version(date: str, *texts: str) -> Document:
    body = tuple(
        Provision(
            eid="",
            level="article",
            number=str(place),
            num=f"第{write_number(place)}条",
            content=tuple(
                Provision(eid="", level="paragraph", number=str(line), content=(Block(text=part),))
                for line, part in enumerate(text.split("\n"), start=1)
            ),
        )
        for place, text in enumerate(texts, start=1)
    )
    return name_document(
        Document(
            title="云溪市果园办法",
            kind="local-rule",
            dialect="cn_law",
            dates=Dates(promulgated=date),
            body=body,
        )
    )


def traced(*documents: Document) -> tuple[Sequence[Document], WorkLineage]:
    return stored(documents, range(len(documents)))


def stored(
    documents: Sequence[Document], order: Sequence[int]
) -> tuple[Sequence[Document], WorkLineage]:
    """The lineage of versions that came in an order of storing, given by their places."""
    dates = tuple(document.version_date or "" for document in documents)
    naming = tuple(Named(place=place, prefix=dates[place]) for place in order)
    consecutive = tuple(pairwise(range(len(documents))))
    steps = {
        pair: step_of(diff(documents[pair[0]], documents[pair[1]]))
        for pair in {*consecutive, *naming_pairs(naming)}
    }
    return documents, WorkLineage(
        versions=dates,
        steps=tuple(steps[pair] for pair in consecutive),
        wids=lasting_names(documents, naming, steps),
    )


THREE = (
    version("2018-03-01", PRUNE, WATER, FRUIT, END),
    version(
        "2021-05-01",
        "果园实行分级管理，等级由监督站评定。",
        PRUNE.replace("冬季", "春季"),
        FRUIT,
        WATER,
        END,
    ),
    version(
        "2024-07-01",
        "果园实行分级管理，等级由监督站评定。",
        PRUNE.replace("冬季", "春季"),
        TEST,
        DESTROY,
        WATER,
        END,
    ),
)
