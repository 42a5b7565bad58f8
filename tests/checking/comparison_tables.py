"""Comparison tables made straight from invented articles, with python-docx and openpyxl: nothing of
the program makes them, so that they are those of somebody else.
"""

from __future__ import annotations

import difflib
import io
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random

import docx
import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

DIGITS = "零一二三四五六七八九十"
NOUNS = (
    "渡口",
    "果园",
    "鱼塘",
    "茶山",
    "集市",
    "水渠",
    "粮仓",
    "石坝",
    "竹林",
    "盐井",
    "驿站",
    "窑场",
)
PERIODS = ("五日", "十日", "十五日", "二十日", "三十日", "六十日")
BODIES = ("乡镇人民政府", "县水利主管部门", "村民委员会", "市农业主管部门")
SENTENCES = (
    "{noun}的管理人应当在发现损坏之日起{period}内向{body}报告。",
    "{noun}由{body}登记，登记应当在申请之日起{period}内办结，并向社会公布。",
    "任何单位和个人不得擅自占用{noun}；确需占用的，应当提前{period}向{body}申请。",
    "{body}应当每{period}检查一次{noun}，检查的记录应当保存。\n检查中发现问题的，应当及时处理。",
)
Pairs = list[tuple[int | None, int | None]]


def num(number: int) -> str:
    """第十二条."""
    tens, ones = divmod(number, 10)
    written = (
        ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    )
    return f"第{written}条"


@dataclass(frozen=True)
class Texts:
    """The articles of both texts without their numbers, and which became which (from 1)."""

    old: list[str]
    new: list[str]
    pairs: Pairs

    @staticmethod
    def file(articles: list[str]) -> str:
        """A text as a file."""
        body = "".join(f"{num(place)}　{text}\n" for place, text in enumerate(articles, 1))
        return f"示例市公产管理办法\n\n{body}"

    def changed(self) -> Pairs:
        """The pairs that a table must show."""
        return [
            (left, right)
            for left, right in self.pairs
            if left is None or right is None or self.old[left - 1] != self.new[right - 1]
        ]


def texts(random: Random) -> Texts:
    """A rule of twelve articles: some are reworded, one is new, one goes."""
    old = [
        random.choice(SENTENCES).format(
            noun=noun, period=random.choice(PERIODS), body=random.choice(BODIES)
        )
        for noun in NOUNS
    ]
    new: list[str] = []
    pairs: Pairs = []
    gone, added = random.sample(range(2, len(old) - 1), 2)
    reworded = set(random.sample([one for one in range(len(old)) if one != gone], 4))
    for place, text in enumerate(old):
        if place == added:
            new.append("桥梁的名称由管理人拟定，报上级备案后公布；更名的，适用同样的程序。")
            pairs.append((None, len(new)))
        if place == gone:
            pairs.append((place + 1, None))
            continue
        new.append(_reworded(text, random) if place in reworded else text)
        pairs.append((place + 1, len(new)))
    return Texts(old=old, new=new, pairs=pairs)


def _reworded(text: str, random: Random) -> str:
    period = next(one for one in sorted(PERIODS, key=len, reverse=True) if one in text)
    other = random.choice([one for one in PERIODS if one not in text and text.count(period) == 1])
    return text.replace(period, other)


@dataclass
class Cell:
    """A cell: stretches of text with their look ("", "bold", "strike")."""

    parts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.parts)


@dataclass(frozen=True)
class Row:
    """What a row says of each side: number, and the text in stretches; None where it has none."""

    left: tuple[str, Cell] | None
    right: tuple[str, Cell] | None


@dataclass(frozen=True)
class Layout:
    """How a table is set."""

    name: str
    head: tuple[str, ...]
    numbers: str = "inside"  # or "own": in a column for each side; "shared": in one for both
    marks: str = "new"  # or "both", "none"
    left_out: bool = False
    joined: bool = False
    bands: bool = False
    workbook: bool = False
    printed: bool = False


LAYOUTS = (
    Layout("two columns", ("修订前（2023年5月）", "修订后（2025年9月）")),
    Layout("serial numbers", ("序号", "修订前", "修订后"), marks="both"),
    Layout("four columns", ("原条款序号", "原条款", "修订后条款序号", "修订后条款"), numbers="own"),
    Layout(
        "one column of numbers",
        ("条号", "现行条文", "修订草案条文"),
        numbers="shared",
        marks="none",
    ),
    Layout("left out", ("现行规定", "修改后规定", "修改理由"), left_out=True),
    Layout("two articles in a cell", ("修改前", "修改后"), joined=True),
    Layout("bands", ("序号", "修订前", "修订后"), bands=True, marks="both"),
    Layout("workbook", ("序号", "修订前", "修订后"), workbook=True),
    Layout(
        "workbook with numbers",
        ("原条款序号", "原条款", "修订后条款序号", "修订后条款"),
        numbers="own",
        workbook=True,
        marks="both",
    ),
    Layout("printed", ("序号", "修订前", "修订后"), marks="none", printed=True),
    Layout(
        "printed with two articles in a cell",
        ("修改前", "修改后"),
        joined=True,
        marks="none",
        printed=True,
    ),
)


def rows_of(made: Texts, layout: Layout) -> list[Row]:
    """The rows of a table without a fault."""
    return [
        _row(
            None if left is None else (num(left), made.old[left - 1]),
            None if right is None else (num(right), made.new[right - 1]),
            layout,
        )
        for left, right in made.changed()
    ]


def _row(left: tuple[str, str] | None, right: tuple[str, str] | None, layout: Layout) -> Row:
    if left is None or right is None:
        return Row(
            left=None if left is None else (left[0], Cell([(left[1], "")])),
            right=None if right is None else (right[0], Cell([(right[1], "")])),
        )
    cells = (Cell(), Cell())
    matcher = difflib.SequenceMatcher(None, left[1], right[1], autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        looks = ("", "")
        if op != "equal" and layout.marks != "none":
            looks = ("strike" if layout.marks == "both" else "", "bold")
        for cell, text, look in (
            (cells[0], left[1][a:b], looks[0]),
            (cells[1], right[1][c:d], looks[1]),
        ):
            if op == "equal" and layout.left_out and len(text) > 12:
                cell.parts.append((_shortened(text, first=a == 0, last=b == len(left[1])), look))
            elif text:
                cell.parts.append((text, look))
    return Row(left=(left[0], cells[0]), right=(right[0], cells[1]))


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """An unchanged stretch with …… in place of its middle."""
    head = "" if first else text[:4]
    tail = "" if last else text[-4:]
    return f"{text[:4] if first else head}……{text[-4:] if last else tail}"


def write(rows: list[Row], layout: Layout) -> bytes:
    """The file of a table."""
    lines = [_cells(place, row, layout) for place, row in enumerate(rows, 1)]
    whole = [place for place, row in enumerate(rows) if row.left and row.right]
    pair = next(((a, b) for a, b in pairwise(whole) if b == a + 1), None)
    if layout.joined and pair is not None:
        both = [
            Cell([*first.parts, ("\n", ""), *second.parts])
            for first, second in zip(lines[pair[0]], lines[pair[1]], strict=True)
        ]
        lines[pair[0] : pair[1] + 1] = [both]
    if layout.printed:
        return printed(lines, layout)
    return _workbook(lines, layout) if layout.workbook else _document(lines, layout)


def _cells(place: int, row: Row, layout: Layout) -> list[Cell]:
    """The cells of a row, 新增 and 删除 where a side has no text."""
    words = {"left": "新增", "right": "删除"}
    numbers, texts_ = [], []
    for side in ("left", "right"):
        found = getattr(row, side)
        lead = "" if found is None or layout.numbers != "inside" else f"{found[0]}　"
        numbers.append(Cell([("" if found is None else found[0], "")]))
        texts_.append(
            Cell([(words[side], "")]) if found is None else Cell([(lead, "bold"), *found[1].parts])
        )
    if layout.numbers == "own":
        return [numbers[0], texts_[0], numbers[1], texts_[1]]
    if layout.numbers == "shared":
        return [numbers[1] if row.right else numbers[0], *texts_]
    serial = [Cell([(str(place), "")])] if layout.head[0] == "序号" else []
    reason = [Cell([("", "")])] if layout.head[-1] == "修改理由" else []
    return [*serial, *texts_, *reason]


def printed(lines: list[list[Cell]], layout: Layout) -> bytes:
    """A PDF of small pages, so that rows break."""
    import weasyprint

    def row(texts: list[str], tag: str) -> str:
        cells = (f"<{tag}>{'<br>'.join(text.split(chr(10)))}</{tag}>" for text in texts)
        return f"<tr>{''.join(cells)}</tr>"

    rows = (row(["".join(text for text, _ in cell.parts) for cell in line], "td") for line in lines)
    style = (
        "@page{size:210mm 120mm;margin:10mm} body{font:10.5pt 'Noto Serif CJK SC'}"
        "table{border-collapse:collapse;width:100%} td,th{border:1px solid;vertical-align:top}"
    )
    page = (
        f"<style>{style}</style><h1>《示例市公产管理办法》修订对照表</h1><table>"
        f"<thead>{row(list(layout.head), 'th')}</thead>{''.join(rows)}</table>"
    )
    data: bytes = weasyprint.HTML(string=page).write_pdf()
    return data


def _document(lines: list[list[Cell]], layout: Layout) -> bytes:
    file = docx.Document()
    file.add_paragraph("《示例市公产管理办法》修订对照表")
    table = file.add_table(rows=0, cols=len(layout.head))
    for cell, text in zip(table.add_row().cells, layout.head, strict=True):
        cell.text = text
    for place, line in enumerate(lines):
        if layout.bands and place == 1:
            band = table.add_row().cells
            band[0].merge(band[-1]).text = "第二章　管理"
        for cell, found in zip(table.add_row().cells, line, strict=True):
            paragraph = cell.paragraphs[0]
            for text, look in found.parts:
                for count, piece in enumerate(text.split("\n")):
                    if count:
                        paragraph = cell.add_paragraph()
                    run = paragraph.add_run(piece)
                    run.bold, run.font.strike = look == "bold" or None, look == "strike" or None
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _workbook(lines: list[list[Cell]], layout: Layout) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["《示例市公产管理办法》修订对照表"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(layout.head))
    sheet.append(list(layout.head))
    for place, line in enumerate(lines, 3):
        for column, found in enumerate(line, 1):
            blocks = [
                TextBlock(
                    InlineFont(b=look == "bold" or None, strike=look == "strike" or None), text
                )
                for text, look in found.parts
                if text
            ]
            sheet.cell(row=place, column=column).value = CellRichText(*blocks) if blocks else None
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


FAULTS = ("missing", "old", "new", "number", "unmarked", "cut", "neighbour")
KINDS = {"cut": "old", "neighbour": "number"}
"""What a fault is reported as, where that is not its own name."""


def planted(fault: str, rows: list[Row], layout: Layout, random: Random) -> list[Row] | None:
    """The rows with one fault, None where they have no room for it."""
    rows = list(rows)
    both = [place for place, row in enumerate(rows) if row.left and row.right]
    place = random.choice(both)
    row = rows[place]
    assert row.left is not None
    assert row.right is not None
    if fault == "missing":
        del rows[place]
    elif fault == "old":
        rows[place] = replace(row, left=(row.left[0], _misquoted(row.left[1])))
    elif fault == "new":
        rows[place] = replace(row, right=(row.right[0], _misquoted(row.right[1])))
    elif fault == "cut":  # the last words of the old text are not there
        cell = Cell([*row.left[1].parts[:-1], (row.left[1].parts[-1][0][:-3] + "。", "")])
        rows[place] = replace(row, left=(row.left[0], cell))
    elif fault == "neighbour":  # the number of another old article
        if layout.numbers == "shared":
            return None
        rows[place] = replace(row, left=(num(41 + place), row.left[1]))
    elif fault == "number":
        if layout.numbers == "shared":
            return None
        rows[place] = replace(row, right=(num(40 + place), row.right[1]))
    else:
        if layout.marks == "none":
            return None
        cell = Cell([(text, "") for text, _ in row.right[1].parts])
        rows[place] = replace(row, right=(row.right[0], cell))
    return rows


def _misquoted(cell: Cell) -> Cell:
    """The cell with the words before its last mark changed."""
    text, look = cell.parts[-1]
    return Cell([*cell.parts[:-1], (f"{text[:-1]}另行规定{text[-1:]}", look)])
