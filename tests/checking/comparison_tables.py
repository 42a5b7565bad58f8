"""Comparison tables made straight from invented articles, with python-docx and openpyxl: nothing of
the program makes them, so that they are those of somebody else.
"""

from __future__ import annotations

import difflib
import io
import itertools
from collections.abc import Callable, Sequence
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
TAILS = (
    "船只载客不得超过核定的人数。",
    "采摘季节可以设立临时的看守点。",
    "放养的种类应当适合当地的水质。",
    "茶树的更新按照年度计划分批进行。",
    "摊位的安排以抽签的方式决定。",
    "灌溉用水实行总量控制和定额管理。",
    "储存的谷物应当定期翻晒和熏蒸。",
    "汛期应当安排专人昼夜值守。",
    "砍伐竹子应当留足母竹。",
    "卤水的开采不得影响周边饮用水源。",
    "马匹的饲料由使用单位自行准备。",
    "停用的窑口应当封闭并设置标志。",
)
PERIODS = ("五日", "十日", "十五日", "二十日", "三十日", "六十日")
BODIES = ("乡镇人民政府", "县水利主管部门", "村民委员会", "市农业主管部门")
SENTENCES = (
    "{noun}的管理人应当在发现损坏之日起{period}内向{body}报告。",
    "{noun}由{body}登记，登记应当在申请之日起{period}内办结，并向社会公布。",
    "任何单位和个人不得擅自占用{noun}；确需占用{noun}的，应当提前{period}向{body}申请。",
    "{body}应当每{period}检查一次{noun}，检查的记录应当保存。\n检查中发现问题的，应当及时处理。",
)
SUBSTITUTED = ("管理人", "管护人")
STATEMENT = "将“管理人”统一修改为“管护人”，仅涉及该修改的条款不再逐条列示。"
CLOSING = "除上述修订外，其他条款内容不变。"
Pairs = list[tuple[int | None, int | None]]


def num(number: int, unit: str = "条") -> str:
    """第十二条."""
    tens, ones = divmod(number, 10)
    written = (
        ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    )
    return f"第{written}{unit}"


@dataclass(frozen=True)
class Texts:
    """The articles of both texts without their numbers, and which became which (from 1).

    `chapters` are the headings of each text with the number of the first article below, and
    `headings` the pairs of headings that changed. `substituted` are the pairs of which nothing
    changed but a word that is replaced throughout.
    """

    old: list[str]
    new: list[str]
    pairs: Pairs
    chapters: tuple[dict[int, str], dict[int, str]] = field(default_factory=lambda: ({}, {}))
    headings: list[tuple[str | None, str | None]] = field(default_factory=list)
    substituted: Pairs = field(default_factory=list)

    @staticmethod
    def file(articles: list[str], chapters: dict[int, str] | None = None) -> str:
        """A text as a file."""
        body = "".join(
            f"{(chapters or {}).get(place, '')}{num(place)}　{text}\n"
            for place, text in enumerate(articles, 1)
        )
        return f"示例市公产管理办法\n\n{body}"

    def files(self) -> tuple[str, str]:
        """Both texts as files."""
        sides = zip((self.old, self.new), self.chapters, strict=True)
        old, new = (
            self.file(text, {place: f"{one}\n" for place, one in chapters.items()})
            for text, chapters in sides
        )
        return old, new

    def changed(self) -> Pairs:
        """The pairs that a table must show."""
        return [
            (left, right)
            for left, right in self.pairs
            if left is None or right is None or self.old[left - 1] != self.new[right - 1]
        ]


def texts(random: Random, *, replaced: bool = False) -> Texts:
    """A rule of twelve articles in four chapters.

    Some articles are reworded, one is new, one goes; a heading is reworded, and a chapter goes with
    its only article. Where `replaced`, a word has another in its place throughout.
    """
    first = random.sample(range(len(NOUNS)), 5) if replaced else ()
    old = [
        (SENTENCES[0] if place in first else random.choice(SENTENCES)).format(
            noun=noun, period=random.choice(PERIODS), body=random.choice(BODIES)
        )
        + tail
        for place, (noun, tail) in enumerate(zip(NOUNS, TAILS, strict=True))
    ]
    gone = 9  # the chapter of 监督, alone
    left, added = random.sample(range(2, 8), 2)
    reworded = set(random.sample([one for one in range(12) if one not in (gone, left)], 4))
    begins = {1: "第一章　总则", 4: "第二章　登记与占用", 10: "第三章　监督", 11: "第四章　附则"}
    new: list[str] = []
    pairs: Pairs = []
    substituted: Pairs = []
    chapters: dict[int, str] = {}
    waiting = ""
    for place, text in enumerate(old):
        waiting = {0: "第一章　总则", 3: "第二章　登记与使用", 10: "第三章　附则"}.get(
            place, waiting
        )
        if place == added:
            new.append("桥梁的名称由主管部门拟定，报上级备案后公布；更名的，适用同样的程序。")
            pairs.append((None, len(new)))
        if place in (gone, left):
            pairs.append((place + 1, None))
            continue
        kept = text.replace(*SUBSTITUTED) if replaced else text
        new.append(_reworded(kept, random) if place in reworded else kept)
        if waiting:
            chapters[len(new) - (place == added)] = waiting
            waiting = ""
        pairs.append((place + 1, len(new)))
        if place not in reworded and kept != text:
            substituted.append(pairs[-1])
    headings: list[tuple[str | None, str | None]] = [
        ("第二章　登记与占用", "第二章　登记与使用"),
        ("第三章　监督", None),
    ]
    return Texts(
        old=old,
        new=new,
        pairs=pairs,
        chapters=(begins, chapters),
        headings=headings,
        substituted=substituted,
    )


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


Side = tuple[str, Cell]


@dataclass(frozen=True)
class Row:
    """What a row says of each side: number, and the text in stretches; None where it has none.

    `words` stand in place of the text of a side, `serial` and `kind` in place of what is right.
    """

    left: Side | None
    right: Side | None
    words: tuple[str | None, str | None] = (None, None)
    serial: str | None = None
    kind: str | None = None
    note: str | None = None
    band: str | None = None

    @property
    def heading(self) -> bool:
        """True for a row of headings."""
        return any(side is not None and not side[0] for side in (self.left, self.right))


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
    kinds: bool = False
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
    Layout("stages", ("征求意见稿", "正式稿"), bands=True),
    Layout("kinds", ("修订前", "修订后", "修订类型", "说明"), kinds=True, marks="none"),
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


def rows_of(made: Texts, layout: Layout, *, unlisted: bool = False) -> list[Row]:
    """The rows of a table without a fault; without those of a replacement, where `unlisted`."""
    pairs = [one for one in made.changed() if not (unlisted and one in made.substituted)]
    rows = [
        _row(
            None if left is None else (num(left), made.old[left - 1]),
            None if right is None else (num(right), made.new[right - 1]),
            layout,
        )
        for left, right in pairs
    ]
    headings = [
        _row(None if left is None else ("", left), None if right is None else ("", right), layout)
        for left, right in made.headings
    ]
    bands = [Row(None, None, band="第一章　总则"), Row(None, None, band="第三章　附则")]
    if layout.bands:
        return [bands[0], headings[0], *rows[:-1], headings[1], bands[1], rows[-1]]
    return [headings[0], *rows[:-1], headings[1], rows[-1]] if headings else rows


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


def write(rows: list[Row], layout: Layout, sentences: Sequence[str] = ()) -> bytes:
    """The file of a table, with sentences below it."""
    places = itertools.count(1)
    lines = [
        Cell([(row.band, "")])
        if row.band is not None
        else _cells(row.serial or str(next(places)), row, layout)
        for row in rows
    ]
    whole = [place for place, row in enumerate(rows) if row.left and row.right]
    pair = next(((a, b) for a, b in pairwise(whole) if b == a + 1), None)
    if layout.joined and pair is not None:
        first, second = (lines[place] for place in pair)
        assert isinstance(first, list)
        assert isinstance(second, list)
        both = [
            Cell([*one.parts, ("\n", ""), *other.parts])
            for one, other in zip(first, second, strict=True)
        ]
        lines[pair[0] : pair[1] + 1] = [both]
    if layout.printed:
        return printed(lines, layout, sentences)
    made = _workbook if layout.workbook else _document
    return made(lines, layout, sentences)


def _cells(serial: str, row: Row, layout: Layout) -> list[Cell]:
    """The cells of a row, 新增 and 删除 where a side has no text."""
    absent = {"left": "新增", "right": "删除"}
    numbers, texts_ = [], []
    for side, words in zip(("left", "right"), row.words, strict=True):
        found: Side | None = getattr(row, side)
        lead = f"{found[0]}　" if found and found[0] and layout.numbers == "inside" else ""
        numbers.append(Cell([("" if found is None else found[0], "")]))
        if words is not None:
            texts_.append(Cell([(words, "")]))
        elif found is None:
            texts_.append(Cell([(absent[side], "")]))
        else:
            texts_.append(Cell([(lead, "bold"), *found[1].parts]))
    if layout.numbers == "own":
        return [numbers[0], texts_[0], numbers[1], texts_[1]]
    if layout.numbers == "shared":
        return [numbers[1] if row.right else numbers[0], *texts_]
    first = [Cell([(serial, "")])] if layout.head[0] == "序号" else []
    reason = [Cell([("", "")])] if layout.head[-1] == "修改理由" else []
    if layout.kinds:
        reason = [Cell([(text, "")]) for text in (_kind(row), _note(row))]
    return [*first, *texts_, *reason]


def _kind(row: Row) -> str:
    known = "新增" if row.left is None else "删去" if row.right is None else "修改"
    return row.kind or known


def _note(row: Row) -> str:
    if row.note is not None or row.left is None or row.right is None:
        return row.note or ""
    old, new = row.left[0], row.right[0]
    return "" if old == new else f"由{old}调整为{new}"


Line = list[Cell] | Cell


def printed(lines: Sequence[Line], layout: Layout, sentences: Sequence[str] = ()) -> bytes:
    """A PDF of small pages, so that rows break."""
    import weasyprint

    def row(texts: list[str], tag: str, span: str = "") -> str:
        cells = (f"<{tag}{span}>{'<br>'.join(text.split(chr(10)))}</{tag}>" for text in texts)
        return f"<tr>{''.join(cells)}</tr>"

    wide = f" colspan={len(layout.head)}"
    rows = (
        row([line.text], "td", wide)
        if isinstance(line, Cell)
        else row([cell.text for cell in line], "td")
        for line in lines
    )
    style = (
        "@page{size:210mm 120mm;margin:10mm} body{font:10.5pt 'Noto Serif CJK SC'}"
        "table{border-collapse:collapse;width:100%} td,th{border:1px solid;vertical-align:top}"
    )
    page = (
        f"<style>{style}</style><h1>《示例市公产管理办法》修订对照表</h1><table>"
        f"<thead>{row(list(layout.head), 'th')}</thead>{''.join(rows)}</table>"
        f"{''.join(f'<p>{one}</p>' for one in sentences)}"
    )
    data: bytes = weasyprint.HTML(string=page).write_pdf()
    return data


def _document(lines: Sequence[Line], layout: Layout, sentences: Sequence[str]) -> bytes:
    file = docx.Document()
    file.add_paragraph("《示例市公产管理办法》修订对照表")
    table = file.add_table(rows=0, cols=len(layout.head))
    for cell, text in zip(table.add_row().cells, layout.head, strict=True):
        cell.text = text
    for line in lines:
        cells = table.add_row().cells
        if isinstance(line, Cell):
            cells[0].merge(cells[-1]).text = line.text
            continue
        for cell, found in zip(cells, line, strict=True):
            paragraph = cell.paragraphs[0]
            for text, look in found.parts:
                for place, piece in enumerate(text.split("\n")):
                    if place:
                        paragraph = cell.add_paragraph()
                    run = paragraph.add_run(piece)
                    run.bold, run.font.strike = look == "bold" or None, look == "strike" or None
    for sentence in sentences:
        file.add_paragraph(sentence)
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def _workbook(lines: Sequence[Line], layout: Layout, sentences: Sequence[str]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    wide = len(layout.head)

    def band(row: int, text: str) -> None:
        sheet.cell(row=row, column=1).value = text
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=wide)

    band(1, "《示例市公产管理办法》修订对照表")
    for column, text in enumerate(layout.head, 1):
        sheet.cell(row=2, column=column).value = text
    for row, line in enumerate(lines, 3):
        if isinstance(line, Cell):
            band(row, line.text)
            continue
        for column, found in enumerate(line, 1):
            blocks = [
                TextBlock(
                    InlineFont(b=look == "bold" or None, strike=look == "strike" or None), text
                )
                for text, look in found.parts
                if text
            ]
            sheet.cell(row=row, column=column).value = CellRichText(*blocks) if blocks else None
    for row, sentence in enumerate(sentences, 3 + len(lines)):
        band(row, sentence)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@dataclass(frozen=True)
class Planted:
    """A table with one fault, and the kinds by which it must be reported."""

    rows: list[Row]
    kinds: tuple[str, ...]
    sentences: tuple[str, ...] = ()


FAULTS: dict[str, tuple[str, ...]] = {
    "missing": ("missing",),
    "old": ("old",),
    "new": ("new",),
    "cut": ("old",),
    "number": ("number",),
    "neighbour": ("number",),
    "unmarked": ("unmarked",),
    "left out": ("left-out",),
    "called unchanged": ("statement",),
    "called deleted": ("statement",),
    "heading": ("heading",),
    "heading missing": ("missing",),
    "chapter missing": ("missing",),
    "serial repeats": ("serial",),
    "serial skips": ("serial",),
    "emptied": ("empty",),
    "not stated": ("missing",),
    "closing": ("missing", "statement"),
    "called new": ("statement",),
    "swapped": ("pair", "pair"),
    "twice": ("repeated",),
    "chapter number": ("number",),
    "not throughout": ("statement",),
    "word for it": ("statement",),
    "remark": ("statement",),
}
"""What is planted, and the kinds by which it is reported."""

_ROOM: dict[str, Callable[[Layout], bool]] = {
    "number": lambda layout: layout.numbers != "shared" and not layout.kinds,
    "neighbour": lambda layout: layout.numbers != "shared" and not layout.kinds,
    "unmarked": lambda layout: layout.marks != "none",
    "left out": lambda layout: not layout.left_out,
    "called unchanged": lambda layout: (
        layout.numbers != "shared" and not (layout.kinds or layout.joined)
    ),
    "called deleted": lambda layout: (
        layout.numbers != "shared" and not (layout.kinds or layout.joined)
    ),
    "called new": lambda layout: layout.numbers != "shared" and not (layout.kinds or layout.joined),
    "emptied": lambda layout: layout.numbers != "shared" and not layout.joined,
    "serial repeats": lambda layout: layout.head[0] == "序号",
    "serial skips": lambda layout: layout.head[0] == "序号",
    "swapped": lambda layout: layout.numbers == "inside" and not (layout.kinds or layout.joined),
    "twice": lambda layout: not layout.joined,
    "chapter number": lambda layout: layout.bands,
    "word for it": lambda layout: layout.kinds,
    "remark": lambda layout: layout.kinds,
}
"""The layouts that have room for a fault; all where none are named."""


def layouts_for(fault: str) -> list[Layout]:
    """The layouts that have room for a fault."""
    return [layout for layout in LAYOUTS if _ROOM.get(fault, bool)(layout)]


NEEDS_A_REPLACEMENT = frozenset(("not stated", "not throughout"))


def planted(fault: str, made: Texts, layout: Layout, random: Random) -> Planted | None:
    """A table with one fault, None where the layout has no room for it."""
    unlisted = fault == "not stated"
    rows = rows_of(made, layout, unlisted=unlisted)
    kinds = FAULTS[fault]
    if unlisted:
        left = made.substituted
        return Planted(rows, kinds * len(left)) if left else None
    if fault == "not throughout":
        sentence = f"全文统一将“{random.choice(('检查', '登记', '申请'))}”修改为“管护人”。"
        return Planted(rows, kinds, (sentence,)) if sentence[6:8] in _text(made) else None
    place = _place(fault, rows, random)
    changed = _FAULTS[fault](rows, place, layout, random)
    if changed is None:
        return None
    return Planted(changed, kinds, (CLOSING,) if fault == "closing" else ())


def _text(made: Texts) -> str:
    return "".join(made.new)


def _place(fault: str, rows: list[Row], random: Random) -> int:
    """The place of the row that the fault concerns."""
    headings = [place for place, row in enumerate(rows) if row.heading]
    if fault in ("heading", "heading missing"):
        return headings[0]
    if fault == "chapter missing":
        return headings[1]
    return random.choice(
        [n for n, row in enumerate(rows) if row.left and row.right and not row.heading]
    )


Plant = Callable[[list[Row], int, Layout, Random], "list[Row] | None"]


def _without(rows: list[Row], place: int, _layout: Layout, _random: Random) -> list[Row]:
    return [*rows[:place], *rows[place + 1 :]]


def _replaced(rows: list[Row], place: int, **changes: object) -> list[Row]:
    row: Row = replace(rows[place], **changes)  # type: ignore[arg-type]
    return [*rows[:place], row, *rows[place + 1 :]]


def _sides(row: Row) -> tuple[Side, Side]:
    assert row.left is not None
    assert row.right is not None
    return row.left, row.right


def _plant_old(rows: list[Row], place: int, _layout: Layout, _random: Random) -> list[Row]:
    left, _ = _sides(rows[place])
    return _replaced(rows, place, left=(left[0], _misquoted(left[1])))


def _plant_new(rows: list[Row], place: int, _layout: Layout, _random: Random) -> list[Row]:
    _, right = _sides(rows[place])
    return _replaced(rows, place, right=(right[0], _misquoted(right[1])))


def _plant_cut(rows: list[Row], place: int, _layout: Layout, _random: Random) -> list[Row]:
    """The last words of the old text are not there."""
    left, _ = _sides(rows[place])
    last = left[1].parts[-1][0][:-3] + "。"
    return _replaced(rows, place, left=(left[0], Cell([*left[1].parts[:-1], (last, "")])))


def _plant_number(rows: list[Row], place: int, layout: Layout, _random: Random) -> list[Row] | None:
    _, right = _sides(rows[place])
    return _replaced(rows, place, right=(num(40 + place), right[1]))


def _plant_neighbour(
    rows: list[Row], place: int, layout: Layout, _random: Random
) -> list[Row] | None:
    """The number of another old article."""
    left, _ = _sides(rows[place])
    return _replaced(rows, place, left=(num(41 + place), left[1]))


def _plant_unmarked(
    rows: list[Row], place: int, layout: Layout, _random: Random
) -> list[Row] | None:
    _, right = _sides(rows[place])
    if not any(look == "bold" for _, look in right[1].parts):
        return None
    cell = Cell([(text, "") for text, _ in right[1].parts])
    return _replaced(rows, place, right=(right[0], cell))


def _plant_left_out(
    rows: list[Row], place: int, layout: Layout, _random: Random
) -> list[Row] | None:
    """…… in place of the words that came, on the new side."""
    left, right = _sides(rows[place])
    parts = list(right[1].parts)
    stays = {text for text, _ in left[1].parts}
    came = [n for n, (text, _) in enumerate(parts) if text not in stays]
    if not came:
        return None
    for n in came:
        parts[n] = ("……", parts[n][1])
    return _replaced(rows, place, right=(right[0], Cell(parts)))


def _says(side: int, words: str) -> Plant:
    def plant(rows: list[Row], place: int, layout: Layout, _random: Random) -> list[Row] | None:
        given: list[str | None] = [None, None]
        given[side] = words
        if layout.numbers == "own" and words:
            sides: list[Side | None] = [*_sides(rows[place])]
            sides[side] = None
            return _replaced(rows, place, words=tuple(given), left=sides[0], right=sides[1])
        return _replaced(rows, place, words=tuple(given))

    return plant


def _plant_heading(rows: list[Row], place: int, _layout: Layout, _random: Random) -> list[Row]:
    cell = Cell([("第二章　登记与出租", "bold")])
    return _replaced(rows, place, right=("", cell))


def _plant_serial(step: int) -> Plant:
    def plant(rows: list[Row], place: int, _layout: Layout, _random: Random) -> list[Row] | None:
        at = sum(row.band is None for row in rows[:place]) + 1
        last = place == len(rows) - 1
        if at == 1 or last:
            return None
        if step < 0:
            return _replaced(rows, place, serial=str(at - 1))
        serials = itertools.count(at + 1)
        later = (
            row if row.band is not None else replace(row, serial=str(next(serials)))
            for row in rows[place:]
        )
        return [*rows[:place], *later]

    return plant


def _plant_swapped(rows: list[Row], place: int, layout: Layout, random: Random) -> list[Row] | None:
    """The new texts of two rows change places, with their numbers."""
    others = [
        n for n, row in enumerate(rows) if row.left and row.right and not row.heading and n != place
    ]
    other = random.choice(others)
    changed = _replaced(rows, place, right=rows[other].right)
    return _replaced(changed, other, right=rows[place].right)


def _plant_twice(rows: list[Row], place: int, layout: Layout, _random: Random) -> list[Row] | None:
    return [*rows, rows[place]]


def _plant_chapter_number(
    rows: list[Row], _place: int, layout: Layout, _random: Random
) -> list[Row] | None:
    return [
        replace(row, band="第四十章　附则") if row.band == "第三章　附则" else row for row in rows
    ]


def _plant_word(rows: list[Row], place: int, layout: Layout, random: Random) -> list[Row] | None:
    word = random.choice(("新增", "删去", "未修改"))
    return _replaced(rows, place, kind=word)


def _plant_remark(rows: list[Row], place: int, layout: Layout, _random: Random) -> list[Row] | None:
    left, _ = _sides(rows[place])
    note = f"由{left[0]}调整为第七十条"
    return _replaced(rows, place, note=note)


_FAULTS: dict[str, Plant] = {
    "missing": _without,
    "heading missing": _without,
    "chapter missing": _without,
    "closing": _without,
    "old": _plant_old,
    "new": _plant_new,
    "cut": _plant_cut,
    "number": _plant_number,
    "neighbour": _plant_neighbour,
    "unmarked": _plant_unmarked,
    "left out": _plant_left_out,
    "called unchanged": _says(1, "未修改"),
    "called deleted": _says(1, "删除"),
    "called new": _says(0, "新增"),
    "emptied": _says(1, ""),
    "heading": _plant_heading,
    "serial repeats": _plant_serial(-1),
    "serial skips": _plant_serial(1),
    "swapped": _plant_swapped,
    "twice": _plant_twice,
    "chapter number": _plant_chapter_number,
    "word for it": _plant_word,
    "remark": _plant_remark,
}


def _misquoted(cell: Cell) -> Cell:
    """The cell with the words before its last mark changed."""
    text, look = cell.parts[-1]
    return Cell([*cell.parts[:-1], (f"{text[:-1]}另行规定{text[-1:]}", look)])
