"""Random revisions of an invented rule, and what a reader sees of a redline in every form."""

from __future__ import annotations

import html as entities
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies as st
from lxml import html as parsed

from policydiff.model.comparison import Comparison, Match
from policydiff.model.document import Block, Document, Provision
from policydiff.model.identifiers import name_document
from policydiff.model.reports import ReportOptions, Shown
from policydiff.model.version import Dates
from policydiff.report import formats
from policydiff.report.page import FactLines, List, Page, PageLine, PageSection, PageTable, page_of
from policydiff.report.pieces import TextPiece
from policydiff.text.numerals import write_number

NOUNS = (
    "桥梁",
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
)
CLAUSES = (
    "{}不得转让，所得收益归村集体所有。",
    "管理人应当在发现{}损坏之日起十五日内报告，逾期不报的，处以一百元罚款。",
    "甲应当通知乙查验{}，并保存查验的记录。",
    "{}的使用费由乡镇主管部门核定，可以减收或者免收。",
    "任何单位和个人都有权举报毁坏{}的行为。",
    "管理人应当保存{}的下列记录：\n（一）十五日内的查验记录；\n（二）维修记录；\n（三）可以减收或者免收费用的记录。",
)
REWORDINGS = (
    ("不得转让", "转让"),
    ("十五日", "五日"),
    ("甲应当通知乙", "乙应当通知甲"),
    ("可以减收或者免收", "应当免收"),
    ("任何单位和个人都有权", "知情人应当"),
    ("一百元", "二百元以上五百元以下"),
)
Articles = list[list[str]]


def version(date: str, articles: Articles) -> Document:
    body = tuple(
        Provision(
            eid="",
            level="article",
            number=str(place),
            num=f"第{write_number(place)}条",
            content=tuple(paragraph(line, *text.split("\n")) for line, text in enumerate(texts, 1)),
        )
        for place, texts in enumerate(articles, 1)
    )
    return name_document(
        Document(
            title="云溪市公产管理办法",
            kind="local-rule",
            dialect="cn_law",
            dates=Dates(promulgated=date),
            body=body,
        )
    )


def paragraph(place: int, text: str, *points: str) -> Provision:
    """A 款, and the 项 below it."""
    below = (
        Provision(
            eid="",
            level="point",
            number=str(number),
            num=f"（{write_number(number)}）",
            content=(Block(text=point[3:]),),
        )
        for number, point in enumerate(points, 1)
    )
    return Provision(
        eid="", level="paragraph", number=str(place), content=(Block(text=text), *below)
    )


@st.composite
def revisions(draw) -> tuple[Articles, Articles]:
    """Two versions of a rule of a few articles: words change, 款 come, go, move and are divided,
    articles are split, joined and swapped.
    """
    nouns = draw(st.permutations(NOUNS))
    clauses = [clause.format(noun) for noun, clause in zip(nouns, CLAUSES * 3, strict=False)]
    old = [clauses[:2], clauses[2:4], clauses[4:5], clauses[5:8]]
    new = [list(article) for article in old]
    for _ in range(draw(st.integers(0, 4))):
        revise(
            draw(
                st.sampled_from(
                    ("words", "words", "drop", "add", "split", "join", "move", "swap", "divide")
                )
            ),
            new,
            clauses[8:],
            draw,
        )
    return old, new


def revise(what: str, new: Articles, spare: list[str], draw) -> None:
    place = draw(st.integers(0, len(new) - 1))
    article = new[place]
    if what == "words":
        before, after = draw(st.sampled_from(REWORDINGS))
        article[:] = [text.replace(before, after) for text in article]
    elif what == "drop" and len(article) > 1:
        article.pop(draw(st.integers(0, len(article) - 1)))
    elif what == "add" and spare:
        article.insert(draw(st.integers(0, len(article))), spare.pop())
    elif what == "split" and len(article) > 1:
        new[place : place + 1] = [article[:1], article[1:]]
    elif what == "join" and place:
        new[place - 1 : place + 1] = [new[place - 1] + article]
    elif what == "move" and len(article) > 1:
        draw(st.sampled_from(new)).append(article.pop())
    elif what == "divide" and "，" in article[0]:
        article[0:1] = article[0].replace("，", "。\n", 1).split("\n", 1)
    elif what == "swap" and place:
        new[place - 1], new[place] = article, new[place - 1]


@dataclass(frozen=True)
class Seen:
    """What stands unmarked, struck and marked as new."""

    kept: str = ""
    gone: str = ""
    come: str = ""

    def __add__(self, other: Seen) -> Seen:
        return Seen(self.kept + other.kept, self.gone + other.gone, self.come + other.come)


NOTHING = Seen()
_NOTES = re.compile(r"（移[至自](?:[^（）]|（[^（）]*）)*）")
_NUMBERS = re.compile(
    r"第[〇一二三四五六七八九十百千]+[编章节条款项目](?:之[一二三四五六七八九十]+)?|[（(][一二三四五六七八九十百]+[）)]|^\d+[．.、]",
    re.MULTILINE,
)


def bare(text: str) -> str:
    """Without notes on what moved, numbers of provisions, punctuation and width."""
    return re.sub(
        r"[^\w〇]|_", "", unicodedata.normalize("NFKC", _NUMBERS.sub("", _NOTES.sub("", text)))
    )


def in_html(element) -> Seen:
    """What an element shows; notes are no text of the law."""
    found = {"kept": "", "gone": "", "come": ""}

    def walk(node, into: str) -> None:
        if "note" in (node.get("class") or "").split():
            return
        here = {"del": "gone", "ins": "come"}.get(node.tag, into)
        found[here] += node.text or ""
        for child in node:
            walk(child, here)
            found[here] += child.tail or ""

    walk(element, "kept")
    return Seen(**found)


def seen_in(pieces) -> Seen:
    """What these pieces show."""
    shown = [piece for piece in pieces if not piece.note]
    return Seen(
        *(
            "".join(piece.text for piece in shown if piece.op == op)
            for op in ("equal", "delete", "insert")
        )
    )


Room = Literal["page", "wide", "narrow"]
"""A page with all that it holds, and a screen, which leaves out details."""


def lines_shown(blocks, room: Room = "page") -> Iterator[PageLine]:
    """Every line of these parts of a page; of a row its cells, or what it says alone on a
    screen.
    """
    for block in blocks:
        if room != "page" and getattr(block, "detail", False):
            continue
        if isinstance(block, PageLine):
            yield block
        elif isinstance(block, FactLines | List):
            yield from block.lines
        elif isinstance(block, PageSection):
            yield from ([block.heading] if block.heading else [])
            yield from lines_shown(block.blocks, room)
        elif isinstance(block, PageTable):
            beside = room == "page" or (room == "wide" and block.layout == "sides")
            for row in block.rows:
                once = room == "page" and row.heading and row.role == "unchanged"
                cells = (PageLine(text=row.heading),) if once else sum(row.cells, ())
                yield from lines_shown(cells if beside else row.alone or cells, room)


def marked(page: Page, room: Room = "page") -> Seen:
    """What the lines of a page mark."""
    return seen_in(
        part
        for line in lines_shown(page.sections, room)
        for part in line.text
        if isinstance(part, TextPiece) and not part.elided
    )


def in_word(cell) -> Seen:
    found = {"kept": "", "gone": "", "come": ""}
    for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
        struck = run.font.strike or run.font.double_strike
        found["gone" if struck else "come" if run.font.underline else "kept"] += run.text
    return Seen(**found)


def page(data: bytes):
    return parsed.fromstring(data)


def in_plain(text: str) -> Seen:
    """What a terminal without colour shows."""
    return _marked(text, r"\[-(.*?)-\]", r"\{\+(.*?)\+\}")


def in_markdown(text: str) -> Seen:
    text = re.sub(r"\\([^\w\s])", r"\1", text)
    seen = _marked(text, r"~~(.*?)~~|<del>(.*?)</del>", r"\*\*(.*?)\*\*|<strong>(.*?)</strong>")
    return Seen(*(entities.unescape(part) for part in (seen.kept, seen.gone, seen.come)))


def _marked(text: str, gone: str, come: str) -> Seen:
    text = text.replace("<br>", "\n")
    read = {
        name: "".join(
            "".join(filter(None, found.groups())) for found in re.finditer(form, text, re.DOTALL)
        )
        for name, form in (("gone", gone), ("come", come))
    }
    return Seen(kept=re.sub(f"{gone}|{come}", "", text, flags=re.DOTALL), **read)


def follows(short: str, long: str) -> bool:
    """True where one text is the other with some of it left out."""
    rest = iter(long)
    return all(character in rest for character in short)


def letters(text: str) -> Counter[str]:
    """The words without the spaces at which a line was cut, in any order: the lines of two cells
    stand beside each other.
    """
    return Counter(bare("".join(text.split())))


def check_formats(value: Shown) -> None:
    """Every format of text marks what the page marks."""
    rooms: tuple[tuple[Room, int], ...] = (("narrow", 64), ("wide", 100_000))
    for room, width in rooms:
        options = ReportOptions(width=width)
        found = in_plain(formats.write(value, "terminal", options).decode())
        meant = marked(page_of(value, options), room)

        assert letters(found.gone) == letters(meant.gone)
        assert letters(found.come) == letters(meant.come)
        assert not letters(meant.kept) - letters(found.kept)

    found = in_markdown(formats.write(value, "markdown", ReportOptions()).decode())
    meant = marked(page_of(value, ReportOptions()))

    assert bare(found.gone) == bare(meant.gone)
    assert not letters(meant.come) - letters(found.come)  # numbers are bold, too
    assert not letters(meant.kept) - letters(found.kept)


def check_redline(old: str, new: str, seen: Seen) -> None:
    """One text that became another: what is unmarked stands in both, and nothing of either is
    lost.
    """
    kept, gone, come, old, new = map(bare, (seen.kept, seen.gone, seen.come, old, new))

    assert follows(kept, old)
    assert follows(kept, new)
    assert not Counter(old) - Counter(kept + gone)
    assert not Counter(new) - Counter(kept + come)


def check_parts(old: str, news: list[str], seen: list[Seen], besides: Seen = NOTHING) -> None:
    """Texts that became several: each part is whole, and what stands in none of them is struck in
    one, or `besides`.
    """
    for new, one in zip(news, seen, strict=True):
        assert follows(bare(one.kept), bare(new))
        assert not Counter(bare(new)) - Counter(bare(one.kept + one.come))
        assert not Counter(bare(one.kept)) - Counter(bare(old))
    whole = sum(seen, besides)
    assert not Counter(bare(old)) - Counter(bare(whole.kept + whole.gone))


def unmarked_words(comparison: Comparison, gone: str, come: str) -> list[list[str]]:
    """The changed words of each article that a reader does not find marked: by its own redline, or
    by that of the parts in it.
    """
    missing: list[list[str]] = []
    for match in comparison.matches:
        if any(side.level == "article" for side in (*match.left, *match.right)):
            below = [one for one in comparison.matches if one.parent == match.id]
            told = [
                [word for one in matches for word in _changes(one)] for matches in ([match], below)
            ]
            lost = [
                [word for op, word in words if word not in (gone if op == "delete" else come)]
                for words in told
                if words
            ]
            missing += [min(lost, key=len)] if lost and all(lost) else []
    return missing


def _changes(match: Match) -> Iterator[tuple[str, str]]:
    """The lines that go and come; what moved is told by a match of its own, numbers follow the
    articles.
    """
    for edit in (*match.heading_edits, *match.edits):
        if (
            edit.op != "equal"
            and not edit.noise
            and edit.cause != "renumbering"
            and edit.elsewhere is None
        ):
            yield from ((edit.op, line) for line in map(bare, edit.text.split("\n")) if line)
