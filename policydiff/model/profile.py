"""The profile of a 对照表: how one house writes the table that it sends.

A profile is a value: it is read from a small file elsewhere, and a writer follows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Column = Literal[
    "number",
    "left_number",
    "left",
    "right_number",
    "right",
    "kind",
    "note",
    "type",
    "basis",
    "reason",
]
"""The columns of a 对照表.

`number` counts the rows, `left_number` and `right_number` hold the numbers of the articles apart
from their texts; `kind` and `note` are what policydiff found; `type`, `basis` and `reason` (修订类型,
修订依据, 修订理由) are what a person wrote, and empty where nobody did.
"""

COLUMNS: tuple[Column, ...] = ("left", "right", "kind", "note")
"""The columns where nobody chooses others: 修订前, 修订后, 修订类型, 说明."""

HEADS: Mapping[Column, str] = {
    "number": "序号",
    "left_number": "原条款序号",
    "right_number": "修订后条款序号",
    "type": "修订类型",
    "basis": "修订依据",
    "reason": "修订理由",
}
"""The heads of columns for which a profile has none."""

FOUND: frozenset[Column] = frozenset(("kind", "note"))
"""The columns that hold what policydiff found; no table that is sent has them."""

WRITTEN: tuple[Column, ...] = ("type", "basis", "reason")
"""The columns that a person fills."""

Mark = Literal["bold", "underline", "strike", "box", "shade"]
"""What words are marked with. Bold words are in 黑体 too; a box and a shade surround them."""

Legend = Literal["new", "gone", "moved", "elided", "renumbered"]
"""What a legend explains: the marks of new, gone and moved text, …… for unchanged text, and that
articles with another number only are left out.
"""

VersionName = Literal["called", "month", "day", "none"]
"""How a head names its version: 2018年修正, 2023年5月, 2023年5月10日, or not at all."""


SHIPPED: tuple[str, ...] = (
    "law",
    "draft",
    "listed-company",
    "four-column",
    "ministry",
    "rules",
)
"""The names of the profiles that ship, in the order in which a person is offered them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFonts:
    """The fonts of a table and their sizes in points, by the use of the words.

    `digits` is the font of digits and Latin letters.
    """

    title: tuple[str, float] = ("方正小标宋简体", 22)
    legend: tuple[str, float] = ("楷体_GB2312", 12)
    head: tuple[str, float] = ("黑体", 12)
    text: tuple[str, float] = ("仿宋_GB2312", 10.5)
    digits: str = "Times New Roman"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableProfile:
    """Everything that one house decides of its 对照表.

    `name` is that of one that ships, else that of a person's file, with its ending. `title`, `file`, `opening`, `replaced` and `header` are templates: {work} is the title of the
    text without brackets, {names} are the articles that a replacement leaves out. `file` is the
    name of the file without its date and ending, "" for the title. `legend` has the words for what
    a reader may meet, each written only where that stands in the table. `absent` are the words
    where a side has no text. `closing` claims that nothing else changed, `renumbered` that other
    numbers only follow what came and went: both are written only where that is so. `author` and
    `secrecy` (密级) are "" where the file names none. `entries` lists changed entries of the head
    (编号, 版本) before the clauses; `proved` fills the column of reasons, where nobody wrote one,
    with what the table itself shows: 新增, 删除, another number.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    heads: Mapping[Column, str]
    upright: bool = False
    versions: VersionName = "called"
    new: tuple[Mark, ...] = ("bold", "underline")
    gone: tuple[Mark, ...] = ("strike",)
    absent: tuple[str, str] = ("新增", "删去")
    moved_from: str = "（原{name}）"
    chapters: bool = True
    replacements: bool = False
    entries: bool = False
    proved: bool = False
    order: Literal["left", "right"] = "right"
    legend: Mapping[Legend, str] = field(default_factory=dict)
    opening: str = ""
    replaced: str = ""
    closing: str = ""
    renumbered: str = ""
    file: str = ""
    header: str = "{work}"
    attachment: str = ""
    secrecy: str = ""
    author: str = ""
    fonts: TableFonts = TableFonts()

    def head(self, column: Column) -> str:
        """The head of a column, without the name of its version."""
        return self.heads.get(column) or HEADS.get(column, "")


BLANKS: dict[str, str] = {
    **dict.fromkeys(("title", "file", "header", "opening"), "work"),
    "replaced": "names",
    "moved_from": "name",
}
"""The templates of a profile, and the name of the one blank that each may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """The words of a person beside one clause.

    `left` and `right` are the numbers of its articles as printed in both texts, `text` the words of
    its new text (of the old one where it was deleted) at that time, by which the clause is found
    when the text changes again; "" where nobody noted them. `match` is the id of the match that it
    stands beside, where that is certain. `type`, `basis` and `reason` are 修订类型,
    修订依据 and 修订理由, "" where nobody wrote one.
    """

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    text: str = ""
    match: int | None = None
    type: str = ""
    basis: str = ""
    reason: str = ""

    @property
    def written(self) -> tuple[tuple[Column, str], ...]:
        """The columns that were filled, with their words."""
        texts = ((column, str(getattr(self, column))) for column in WRITTEN)
        return tuple((column, text) for column, text in texts if text)
