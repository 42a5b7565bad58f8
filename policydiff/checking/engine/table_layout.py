"""The columns and rows of a comparison table that somebody else made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from policydiff.checking.engine.table_check import RowPlace
from policydiff.model.office_content import MarkedCell, MarkedTable
from policydiff.text.numerals import CLAUSE_NUMBER, DIGIT, LISTED, NUMBER, SUBS, canonical

_OLD = re.compile(r"(?:修[订改正]|变更|调整)前|现行|^现规定|^原(?!因)|旧")
"""The head of a column of old text: 修订前（2023年5月）, 现行条文, 原条款."""

_NEW = re.compile(r"(?:修[订改正]|变更|调整)后|修改为|草案|拟修|修正案|^新|现修订")
"""The head of a column of new text: 修订后, 修订草案条文, 新条款."""

_STAGE = re.compile(r"稿(?:$|[（(])|草案|版本?$|文本$|^(?:19|20)[0-9]{2}年?(?:$|[（(修版])")
"""The head of one of two columns of stages or versions: 征求意见稿, 2018年版, 草案二次审议稿."""

_NOW = re.compile(r"^现(?:有)?(?:条款?(?:序?号|编号)|条次|序号|编号)")
"""The head of a column of numbers that are new beside old ones: 原条款号, 现条款号."""

_NUMBERS = re.compile(r"序号|条号|条次|编号|条款号")
"""The head of a column of numbers: 序号, 原条款序号."""

_TYPE = re.compile(r"(?:修[订改正]|变[更动化])(?:类型|类别|方式|情况)")
"""The head of a column that says in a word what became of each row: 修订类型."""

_GAP = r"[ \u3000\xa0]{0,2}"
_LEAD = re.compile(
    rf"[ \t\u3000\xa0]*[【“]?(?P<num>第{_GAP}(?P<number>{NUMBER}){_GAP}"
    rf"(?:(?P<article>条)(?P<sub>{SUBS})(?![之第规所的和至、，,。]|[ \t\u3000\xa0]*以及)|"
    rf"(?P<above>分编|[编章节])(?:(?![^ \t\u3000\xa0])|(?=[^第。；，：\n]{{1,40}}$))))"
    r"[】：:]?[ \t\u3000\xa0]*"
)
"""The number of an article or heading at the head of a line: 第二十三条之一, 第二章　总则; no
citation: 第五条规定的.
"""

_BRACKETED = rf"[（(](?:[A-Za-z]{{1,4}}|{LISTED}|{DIGIT}{{1,3}})[）)]"
_AHEAD = r"[ \t\u3000\xa0]*[【“]?"
_BEHIND = r"[】、.．：:]?[ \t\u3000\xa0]*"
_CLAUSE = re.compile(
    rf"{_AHEAD}(?P<num>(?P<decimal>第{_GAP}{CLAUSE_NUMBER}{_GAP}条(?![之第规所的和至、，,。])|{CLAUSE_NUMBER}(?!{DIGIT}|[.．]{DIGIT}))"
    rf"|(?P<bracket>{_BRACKETED})|(?P<half>(?:[A-Za-z]|{DIGIT}{{1,3}})[）)])"
    rf"|(?P<listed>{LISTED}(?=、))|(?P<stop>(?:[A-Za-z]|[IVX]{{2,4}}|{DIGIT}{{1,3}})(?=[、.．](?!{DIGIT})))|(?P<ring>[①-⑳])"
    rf"|(?P<bare>(?:[A-Za-z]|[IVX]{{2,4}}|{DIGIT}{{1,3}})(?=[ \t\u3000\xa0]|$)))"
    rf"(?!{_GAP}(?:(?:[%％‰元角倍米度吨]|万|亿)|[kcm]?[mgl]\b)){_BEHIND}"
)
"""The number of a clause at the head of a line: 3.2.1, 第3.2条, (a), 1), 1、, 一、, ①, 3　采购; no amount:
1.5万元.
"""

_PATH = re.compile(
    rf"{_AHEAD}(?P<num>(?P<decimal>{CLAUSE_NUMBER}(?:{_GAP}{_BRACKETED}){{1,4}})){_BEHIND}"
)
"""The number of a clause below a decimal one: 3.4(a)."""

_FORMS = ("bracket", "half", "listed", "stop", "ring", "bare")
"""The forms of numbers that restart, by their groups."""

Claim = Literal["nothing", "new", "gone", "same", "renumbered", "references", "changed"]
"""What stands in place of a text, or beside it: that there is none · that it is new · that it goes ·
that it did not change · but its number · but the numbers that it cites · that it did.
"""

_NOTHING = ("", "无", "/", "／", "\\", "-", "--", "－", "－－", "—", "——", "N/A", "不适用")
_ITSELF = r"(?:[本该此整]条|原?第[^第条]{1,9}条)"
_CLAIM = re.compile(
    rf"{_ITSELF}?(?:已|为|予以)?(?:(?P<new>新增|增加)|(?P<gone>删除|删去))(?:的?(?:[本该此]条|条款|条文|一条))?"
    r"|(?P<same>(?:条文|内容|条款)?(?:未作?修[改订]|未变化?|无修改|无变化|保持不变|不变|不作修改)|同左|同原条[文款]|与原条[文款]一致)"
)
"""What stands in place of a text: 新增, （本条删除）, 同左."""

_CLAIMS: dict[str, Claim] = {
    **dict.fromkeys(_NOTHING, "nothing"),
    **dict.fromkeys(("序号调整", "仅调整序号", "仅序号调整", "仅调整条号"), "renumbered"),
    **dict.fromkeys(("仅更新引用序号",), "references"),
    **dict.fromkeys(("修改", "修订", "修正", "修改条款", "修改条文"), "changed"),
}
_COUNT = re.compile(r"[（(][0-9]{1,4}条[）)]$")
"""The number of articles in a run that is shown in one line: （3条）."""

_EMPTY = MarkedCell(text="", marks="")

FURTHEST_HEAD = 5
"""The head of a table stands in one of so many first rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellQuotation:
    """The words that a cell gives of one article or heading.

    `num` is the number as printed, "" where there is none; `number` the same as a value, and `unit`
    what it counts (条, 章; "" for clauses such as 3.2.1); `text` and `marks` are without it, `lead` and
    `lead_marks` are the number with the spaces around it. `shared` is true where one column numbers
    both sides, so that the number may be that of the other one. One that is `inner` may be no
    quotation but a line of the one before it.
    """

    num: str
    number: str | None
    text: str
    marks: str
    unit: str = "条"
    shared: bool = False
    lead: str = ""
    lead_marks: str = ""
    inner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """The quotations of one row, or of several that a merged cell holds together.

    `stated` are the numbers that columns of their own give to each side, `claims` what a cell says
    in place of a text, None where it holds one. `serial` is the row's own number, `label` what a
    column of numbers has in place of one (版本), `kinds` what a
    column says became of it, `notes` the words of other columns by their heads. `band` are the
    words of a row that is one cell, None for every other; `lone` those of the first cell of a row
    that has no others, "" for every other.
    """

    place: RowPlace
    left: tuple[CellQuotation, ...] = ()
    right: tuple[CellQuotation, ...] = ()
    stated: tuple[CellQuotation | None, CellQuotation | None] = (None, None)
    claims: tuple[str | None, str | None] = (None, None)
    serial: str = ""
    label: str = ""
    kinds: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    band: str | None = None
    lone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """The rows of a table, and the words above its head."""

    rows: tuple[TableRow, ...]
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """The columns of a table, counted from 0; -1 where there is none."""

    left: int
    right: int
    left_number: int = -1
    right_number: int = -1
    kind: int = -1
    others: tuple[tuple[int, str], ...] = ()
    counts: bool = False
    """True where a column of numbers may count the rows: 序号."""


def read_table(
    table: MarkedTable, count: int, clauses: frozenset[str] = frozenset()
) -> ReadTable | None:
    """The rows of the `count`th table below its head; None without both texts.

    `clauses` are the numbers of both texts that are none of 第三条 or 第二章, as `clause_key` has them;
    a table of texts without such numbers has none.
    """
    for place, cells in enumerate(table.rows[:FURTHEST_HEAD]):
        columns = _columns(cells)
        if columns is not None:
            above = (cell.text for row in table.rows[:place] for cell in row if cell.text.strip())
            rows = _rows(table.rows, columns, count, place, clauses)
            return ReadTable(rows=tuple(rows), above=tuple(above))
    return None


def _columns(cells: Iterable[MarkedCell]) -> _Columns | None:
    """The columns by the words of the head."""
    found: dict[str, int] = {}
    stages: list[int] = []
    others: list[tuple[int, str]] = []
    counts = False
    for start, cell in _placed(cells):
        head = "".join(cell.text.split())
        old, new = bool(_OLD.search(head)), bool(_NEW.search(head))
        if len(head) > 60 or (old and new) or not head:
            continue
        side = "left" if old else "right" if new else "both"
        if _NOW.search(head) and "left-number" in found:
            side = "right"
        key = f"{side}-number" if _NUMBERS.search(head) else "kind" if _TYPE.search(head) else side
        counts |= key == "both-number" and head == "序号"
        if key in ("left", "right", "both") and _STAGE.search(head):
            stages.append(start)
        if key == "both" or key in found:
            others.append((start, head))
        else:
            found[key] = start
    if ("left" in found) != ("right" in found) or not {"left", "right"} & set(found):
        if len(stages) != 2:
            return None
        found |= {"left": stages[0], "right": stages[1]}
    both = found.get("both-number", -1)
    return _Columns(
        left=found["left"],
        right=found["right"],
        left_number=found.get("left-number", both),
        right_number=found.get("right-number", -1 if "left-number" in found else both),
        kind=found.get("kind", -1),
        others=tuple(one for one in others if one[0] not in found.values()),
        counts=counts,
    )


def _placed(cells: Iterable[MarkedCell]) -> Iterator[tuple[int, MarkedCell]]:
    """The cells with the columns at which they begin."""
    column = 0
    for cell in cells:
        yield column, cell
        column += cell.columns


def _at(cells: Iterable[MarkedCell], column: int) -> MarkedCell | None:
    return next(
        (cell for start, cell in _placed(cells) if start <= column < start + cell.columns), None
    )


def _rows(
    rows: tuple[tuple[MarkedCell, ...], ...],
    columns: _Columns,
    table: int,
    head: int,
    clauses: frozenset[str],
) -> Iterator[TableRow]:
    made: TableRow | None = None
    for number, cells in enumerate(rows[head + 1 :], head + 2):
        if _words(cells) == _words(rows[head]):
            continue
        place = RowPlace(table=table, row=number)
        left, right = _at(cells, columns.left), _at(cells, columns.right)
        if left is not right:
            left, right = left or _EMPTY, right or _EMPTY  # a sheet ends with its last words
            found = _row(place, cells, columns, (left, right), clauses)
            found = _alone(found, cells, columns)
            if made is not None and (left.continues or right.continues):
                found = _joined(made, found)
            elif made is not None:
                yield made
            made = found
            continue
        band = "\n".join(cell.text for cell in cells if cell.text.strip())
        if band:
            if made is not None:
                yield made
            made = TableRow(place=place, band=band)
    if made is not None:
        yield made


def _alone(row: TableRow, cells: tuple[MarkedCell, ...], columns: _Columns) -> TableRow:
    """A row as a band where the first cell alone is filled: workbooks merge none."""
    filled = [start for start, cell in _placed(cells) if cell.text.strip() or cell.continues]
    if filled != [0]:
        return row
    words = cells[0].text.strip()
    if columns.left == 0:
        return replace(row, lone=words)
    number = row.stated[0].num if row.stated[0] is not None else ""
    return row if columns.left_number or words == number else TableRow(place=row.place, band=words)


def _words(cells: Iterable[MarkedCell]) -> list[str]:
    return ["".join(cell.text.split()) for cell in cells]


def _joined(made: TableRow, found: TableRow) -> TableRow:
    """Two rows that a merged cell holds together."""
    claims = tuple(
        None if one is None or other is None else one or other
        for one, other in zip(made.claims, found.claims, strict=True)
    )
    return replace(
        made,
        left=(*made.left, *found.left),
        right=(*made.right, *found.right),
        claims=(claims[0], claims[1]),
        notes=(*made.notes, *found.notes),
    )


def _row(
    place: RowPlace,
    cells: tuple[MarkedCell, ...],
    columns: _Columns,
    beside: tuple[MarkedCell, MarkedCell],
    clauses: frozenset[str],
) -> TableRow:
    left, right = beside
    shared = columns.left_number == columns.right_number
    numbers = [_at(cells, column) for column in (columns.left_number, columns.right_number)]
    stated = (
        _number(numbers[0], left, shared=shared) or _clause(numbers[0], left, columns, clauses),
        _number(numbers[1], right, shared=shared) or _clause(numbers[1], right, columns, clauses),
    )
    labels = [
        cell.text.strip()
        for cell, text, num in zip(numbers, beside, stated, strict=True)
        if not shared and num is None and cell is not None and cell is not text
    ]
    counted = numbers[0] if shared and stated[0] is None else None
    kind = _at(cells, columns.kind) if columns.kind >= 0 else None
    others = ((head, _at(cells, start)) for start, head in columns.others)
    return TableRow(
        place=place,
        left=tuple(quotations(left, stated[0], clauses)),
        right=tuple(quotations(right, stated[1], clauses)),
        stated=stated,
        claims=(_claim(left), _claim(right)),
        serial="" if counted is None or counted in beside else counted.text.strip(),
        label=next(filter(None, labels), ""),
        kinds="" if kind is None or kind in beside else kind.text.strip(),
        notes=tuple(
            (head, cell.text.strip())
            for head, cell in others
            if cell is not None and cell not in beside and cell.text.strip()
        ),
    )


def _claim(cell: MarkedCell) -> str | None:
    """The words of a cell that stand in place of a text, None where it holds one."""
    if cell.continues:
        return ""
    return None if claimed(cell.text) is None else cell.text.strip()


def _number(cell: MarkedCell | None, beside: MarkedCell, *, shared: bool) -> CellQuotation | None:
    found = None if cell is None or cell is beside else _LEAD.match(cell.text)
    if found is None:
        return None
    return _begun(found, shared=shared)


def _clause(
    cell: MarkedCell | None, beside: MarkedCell, columns: _Columns, clauses: frozenset[str]
) -> CellQuotation | None:
    """The number of a clause in a column of its own."""
    if cell is None or cell is beside or not clauses:
        return None
    leads = [_clause_lead(line, clauses) for line in cell.text.split("\n") if line.strip()]
    whole = all(lead is not None and lead.end() == len(lead.string) for lead in leads)
    first = leads[0] if leads and whole else None
    if first is None or (columns.counts and not first["decimal"]):
        return None
    return _begun_clause(first, shared=columns.left_number == columns.right_number)


def _clause_lead(line: str, clauses: frozenset[str]) -> re.Match[str] | None:
    """The number at the head of a line, 3.4(a) where a text has such a clause."""
    path = _PATH.match(line)
    if path is not None and clause_key(path["num"]) in clauses:
        return path
    return _CLAUSE.match(line)


def listed_lead(line: str, clauses: frozenset[str]) -> re.Match[str] | None:
    """The number at the head of a line that a text has; None for any other line."""
    lead = _clause_lead(line, clauses) if clauses else None
    return lead if lead is not None and clause_key(lead["num"]) in clauses else None


def _begun(lead: re.Match[str], text: str = "", marks: str = "", *, shared: bool) -> CellQuotation:
    """A quotation that begins with a number."""
    return CellQuotation(
        num=lead["num"],
        number=canonical(lead["number"], lead["sub"]),
        text=text,
        marks=marks,
        unit=lead["article"] or lead["above"],
        shared=shared,
    )


def _begun_clause(lead: re.Match[str], *, shared: bool = False) -> CellQuotation:
    return CellQuotation(
        num=lead["num"],
        number=clause_key(lead["num"]),
        text="",
        marks="",
        unit="",
        shared=shared,
    )


def clause_key(num: str) -> str:
    """A number without width, spaces and stops: 3.2 of 3．2、 and 第3.2条, (a) of （a）."""
    bare = "".join(num.split()) if num[:1] in "①②③④⑤⑥⑦⑧⑨" else "".join(_narrow(num).split())
    bare = bare.rstrip("、.:,")
    found = _ORDINAL.match(bare)
    return bare if found is None else found[1] + bare[found.end() :]


_ORDINAL = re.compile(rf"第({CLAUSE_NUMBER})条?")
"""The number of a clause that is written as that of an article: 第3.2条."""


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@dataclass(slots=True)
class _ClauseLeads:
    """Finds the numbers at the heads of lines in one cell.

    A decimal number that neither text has begins a clause in the first line alone. A number that
    restarts, (a), is `inner` unless the cell begins with one of its form.
    """

    cell: str
    clauses: frozenset[str]
    stated: CellQuotation | None
    form: str = ""
    begun: bool = False
    inner: bool = False

    def match(self, line: str) -> re.Match[str] | None:
        """The number at the head of a line, None for any other line."""
        lead = _clause_lead(line, self.clauses) if self.clauses else None
        first, self.begun = not self.begun, self.begun or bool(line.strip())
        if lead is None:
            return None
        if lead["bare"] and lead["num"] == self.cell.strip():
            return None  # a count beside its name: 修改 3
        key = clause_key(lead["num"])
        listed, self.inner = key in self.clauses, False
        if lead["decimal"]:
            return lead if listed or (first and self.stated is None) else None
        form = next(name for name in _FORMS if lead[name])
        if first and listed and (self.stated is None or (self.stated.number or "").endswith(key)):
            self.form = form
        self.inner = form != self.form
        return lead if listed else None


def quotations(
    cell: MarkedCell,
    stated: CellQuotation | None = None,
    clauses: frozenset[str] = frozenset(),
) -> Iterator[CellQuotation]:
    """The quotations of a cell by article and heading; the first may be `stated`."""
    if cell.continues or claimed(cell.text) is not None:
        return
    made = stated or CellQuotation(num="", number=None, text="", marks="")
    text = marks = ""
    place = 0
    leads = _ClauseLeads(cell.text, clauses, stated)
    for line in cell.text.split("\n"):
        below = cell.marks[place : place + len(line)]
        place += len(line) + 1
        lead = _LEAD.match(line)
        clause = leads.match(line) if lead is None else None
        number = lead or clause
        if number is not None:
            inner = clause is not None and leads.inner
            if text.strip() or (made.num and (made is not stated or inner)):
                yield replace(made, text=text, marks=marks)
            made = _begun(number, shared=False) if clause is None else _begun_clause(number)
            end = number.end()
            made = replace(made, lead=line[:end], lead_marks=below[:end], inner=inner)
            text, marks = line[end:] + "\n", below[end:] + " "
        else:
            text, marks = text + line + "\n", marks + below + " "
    if text.strip() or made.num:
        yield replace(made, text=text, marks=marks)


def joined(quotes: Sequence[CellQuotation]) -> CellQuotation:
    """Several quotations of one cell as the first of them."""
    first, *others = quotes
    return replace(
        first,
        text=first.text + "".join(one.lead + one.text for one in others),
        marks=first.marks + "".join(one.lead_marks + one.marks for one in others),
    )


def claimed(text: str) -> Claim | None:
    """The claim of words in place of a text: 新增, （删去）, —. None for every other text."""
    bare = _COUNT.sub("", "".join(text.split())).strip("（）()【】[]").rstrip("。")
    found = _CLAIM.fullmatch(bare)
    if found is not None:
        return "new" if found["new"] else "gone" if found["gone"] else "same"
    return _CLAIMS.get(bare)
