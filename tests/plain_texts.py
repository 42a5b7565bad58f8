"""Invented texts, read line by line as they stand."""

from __future__ import annotations

from policydiff.model.document import Document
from policydiff.model.source import SourceLine, SourceText
from policydiff.reading import plugins
from policydiff.reading.parsing.parse import parse


def read(text: str, dialect: str = "cn_law") -> Document:
    """A text as a document."""
    lines = tuple(
        SourceLine(number=place, text=line) for place, line in enumerate(text.splitlines(), 1)
    )
    source = SourceText(
        name="text.txt", format="txt", sha256="0" * 64, lines=lines, hard_wrapped=False
    )
    return parse(source, plugins.dialect(dialect))


THINGS = "鼓绳尺镜瓶秤图册牌典带规卡机表麦锹药锅灯"
ROOMS = "音体美生化物地史政语英数图微电广劳保餐寝"
UNCHANGED = (
    "雨伞的租借由总务处在每学期开学前公布价目，价目不得高于上一学期。",
    "伞柄上的编号由美术组书写，字迹应当清楚，模糊的应当重写。",
    "遗失的雨伞由失主在失物招领处登记后领回，逾期的归校产。",
    "伞套的清洗委托洗衣房办理，费用按件结算，结算单由会计保存。",
    "下雨天在门口铺设防滑垫，由保安负责收放并晾干。",
    *(
        f"{room}室的{thing}由{'甲乙丙丁'[place % 4]}组保管，{thing}损坏的应当在{'三五七九十'[place % 5]}日内更换。"
        for place, (room, thing) in enumerate(zip(ROOMS, THINGS, strict=True))
    ),
)
"""Articles that stay: the odds of pairs are computed of texts with twenty articles and more."""
DOUBTFUL_PAIR = (
    "班长每月清点雨伞的数量，清点结果张贴在门厅的公告栏。",
    "值日生发现破损的雨伞应当送修，修理费用从班费中列支并逐笔记录，每月公布一次。",
)
"""An article and the one at its place, of which a reader would not be sure."""
