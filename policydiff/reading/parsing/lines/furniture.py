"""Furniture of a web page before and after a text, which is taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from policydiff.messages import Message
from policydiff.model.source import Dropped, Problem
from policydiff.reading.parsing.lines.lines import SourceParagraph, bare, ends_sentence
from policydiff.reading.parsing.lines.marks import read_marks
from policydiff.text.numerals import NUMERAL
from policydiff.text.traditions.dialect import Dialect

SHORT = 30
"""Characters of a line between pieces of furniture that is furniture too."""


MOST_RANGES = 10
"""Stretches of lines that a message names."""

_BROKEN = re.compile("[一-鿿，、]$")
"""A line that ends in mid-sentence, for example: 本法不适用于法律、法规，国"""

_ITEM = re.compile(rf"[（(]|{NUMERAL}{{1,2}}、")
"""The head of an item that a footer quotes, for example: （一）, 二、"""

_ANNOUNCES = re.compile("(?:[：:为為是在]|网址|地址|网站|登录)$")
"""The end of a line that announces an address, for example: 申报网址为"""

MOST_BROKEN = 5
"""Lines into which a sentence of a page may be broken."""

FOOTER = "footer"
"""The kind of a removed sentence or address of a page."""

MOST_FOOTERS, LONGEST_FOOTER = 5, 60
"""Footers that a message quotes, and characters of each."""


def take_furniture(
    lines: Sequence[SourceParagraph], dialect: Dialect
) -> tuple[tuple[SourceParagraph, ...], tuple[Dropped, ...]]:
    """Take out the furniture before the first and after the last number."""
    quoted = _quoted_by_footers(lines, dialect)
    marked = [
        index
        for index, line in enumerate(lines)
        if index not in quoted and read_marks(line.text, dialect)
    ]
    first, last = (marked[0], marked[-1]) if marked else (len(lines), len(lines))
    lines, cut = _without_ends(lines, last, dialect)
    attached = _attached(lines, first, dialect)
    footers = _footers(lines, (first, last), attached, dialect)
    footers |= {place for place in quoted if place > last and place not in attached}
    footers -= {place for place in footers if _is_furniture(lines[place], dialect)}
    gone = {
        place
        for place in range(first)
        if _is_furniture(lines[place], dialect) or _leads_on(lines[place])
    }
    begun = _tail(lines, last, attached, dialect)
    gone |= {
        place
        for place in range(begun, len(lines))
        if place not in attached
        and (_is_furniture(lines[place], dialect) or _is_scrap(lines[place], dialect))
    }
    dropped = (
        Dropped(
            what=FOOTER if place in footers else "furniture",
            text=_text_of(lines[place]),
            line=lines[place].number,
        )
        for place in sorted(gone | footers)
    )
    remaining = (line for place, line in enumerate(lines) if place not in gone | footers)
    return tuple(remaining), (*cut, *dropped)


def _attached(lines: Sequence[SourceParagraph], first: int, dialect: Dialect) -> range:
    """The lines of the attachments, whose text may look like furniture."""
    words, texts = dialect.preface, [_plain(line) for line in lines]
    begin = next(
        (
            index
            for index in range(first, len(lines))
            if texts[index] and words.attachment.match(lines[index].text.strip())
        ),
        len(lines),
    )
    end = next(
        (place for place in range(begin, len(lines)) if words.page_footer.match(texts[place])),
        len(lines),
    )
    return range(begin, end)


def _quoted_by_footers(lines: Sequence[SourceParagraph], dialect: Dialect) -> frozenset[int]:
    """The lines of footers after the entry into force, and the items they quote."""
    words, places, quoting, ended = dialect.preface, set[int](), False, False
    texts = [_plain(line) for line in lines]
    for index, text in enumerate(texts):
        item = _ITEM.match(text) is not None
        if index in places:  # of a sentence that was broken into lines
            continue
        broken = _broken_footer(texts[index : index + MOST_BROKEN], dialect) if ended else 0
        if broken:
            places.update(range(index, index + broken))
            quoting = True
        elif ended and (words.page_footer.match(text) or (item and words.page_scrap.match(text))):
            places.add(index)
            quoting = text.endswith(("：", ":", "；", ";"))
        elif quoting and item:
            places.add(index)
            quoting = text.endswith(("；", ";"))
        else:
            quoting = False
        ended = ended or words.in_force.search(text) is not None
    return frozenset(places)


def _broken_footer(texts: Sequence[str], dialect: Dialect) -> int:
    """The number of lines of a broken footer that announces items; else 0."""
    whole = ""
    for count, text in enumerate(texts, 1):
        whole += text
        if not text or _ITEM.match(text) or "。" in text:
            return 0
        if text.endswith(("：", ":")):
            return count if count > 1 and dialect.preface.page_footer.match(whole) else 0
    return 0


def _without_ends(
    lines: Sequence[SourceParagraph], last: int, dialect: Dialect
) -> tuple[Sequence[SourceParagraph], tuple[Dropped, ...]]:
    """Cut off page text behind the entry into force: …起施行。https://example.invalid/1"""
    for index in range(last, len(lines)):
        line = lines[index]
        for match in dialect.preface.scrap_begun.finditer(line.text):
            text, footer = line.text[: match.start()], line.text[match.end() :]
            if dialect.preface.in_force.search(bare(text)) and _is_scrap_of_page(footer, dialect):
                shorter = (*lines[:index], replace(line, text=text), *lines[index + 1 :])
                return shorter, (Dropped(what=FOOTER, text=footer, line=line.number),)
    return lines, ()


def _is_scrap_of_page(text: str, dialect: Dialect) -> bool:
    words = dialect.preface
    return any(one.match(bare(text)) for one in (words.page_footer, words.page_scrap))


def _footers(
    lines: Sequence[SourceParagraph], marked: tuple[int, int], attached: range, dialect: Dialect
) -> set[int]:
    """The lines of sentences and addresses of a page."""
    first, last = marked
    words, texts = dialect.preface, [_plain(line) for line in lines]
    sure = {index for index in range(last + 1, len(texts)) if words.page_footer.match(texts[index])}
    behind = set(range(last + 1, len(texts))).difference(attached)
    marks = sure | {place for place in behind if _is_furniture(lines[place], dialect)}
    begun = [min(marks) + 1] if marks else []
    if not attached:
        begun += [
            place + 1
            for place in range(last, len(texts))
            if words.in_force.search(texts[place]) or words.date_line.match(texts[place])
        ]
    head = takewhile(lambda place: not texts[place].endswith(("。", "：", "，")), range(first))
    scraps, announced = set[int](), False
    for place in (*head, *range(min(begun, default=len(texts)), len(texts))):
        is_scrap = words.page_scrap.match(texts[place]) is not None
        before = texts[place - 1] if place else ""
        announced = is_scrap and (announced or _ANNOUNCES.search(before) is not None)
        scraps |= {place} if is_scrap and not announced else set()
    return set(_with_ends(sure | scraps, texts, dialect))


def _with_ends(places: set[int], texts: Sequence[str], dialect: Dialect) -> Iterator[int]:
    """Yield the indices, and those of lines that end a broken sentence."""
    words = dialect.preface
    for place in sorted(places):
        yield place
        text, end = texts[place], texts[place + 1] if place + 1 < len(texts) else ""
        if (
            len(text) > SHORT
            and "，" in text
            and _BROKEN.search(text)
            and end.endswith("。")
            and not words.attachment.match(end)
        ):
            yield place + 1


def _plain(line: SourceParagraph) -> str:
    return bare(line.text) if line.table is None and line.style == "plain" else ""


def report_furniture(dropped: Sequence[Dropped]) -> tuple[Problem, ...]:
    """A note with the number and the lines of the furniture left out."""
    pieces = [piece for piece in dropped if piece.what in ("furniture", "navigation", "edit-link")]
    lines = sorted({piece.line for piece in pieces if piece.line is not None})
    if not lines:
        return ()
    where = Message.counted(
        "line {lines}", "lines {lines}", len(lines), lines=_listed(tuple(_ranges(lines)))
    )
    message = Message.counted(
        "{count} piece of the page around the text left out, on {where}",
        "{count} pieces of the page around the text left out, on {where}",
        len(pieces),
        count=len(pieces),
        where=where,
    )
    hint = Message("see `dropped` of the document for what they say")
    return (
        Problem(
            code="furniture-left-out", message=message, line=lines[0], hint=hint, severity="note"
        ),
    )


def report_footers(dropped: Sequence[Dropped]) -> tuple[Problem, ...]:
    """A doubt that quotes the removed sentences and addresses of a page."""
    pieces = [piece for piece in dropped if piece.what == FOOTER]
    if not pieces:
        return ()
    shown = [_short(" ".join(piece.text.split())) for piece in pieces[:MOST_FOOTERS]]
    message = Message.counted(
        "{count} line of the page around the text was taken out: {texts}",
        "{count} lines of the page around the text were taken out: {texts}",
        len(pieces),
        count=len(pieces),
        texts=" / ".join((*shown, *(["…"] if len(pieces) > MOST_FOOTERS else []))),
    )
    hint = Message("if this is text of the law, take the text from another copy")
    return (Problem(code="footer-left-out", message=message, line=pieces[0].line, hint=hint),)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_FOOTER else f"{text[:LONGEST_FOOTER]}…"


def _listed(ranges: Sequence[str]) -> str:
    return ", ".join(
        ranges if len(ranges) <= MOST_RANGES else (*ranges[: MOST_RANGES - 1], "…", ranges[-1])
    )


def _ranges(lines: Sequence[int]) -> Iterator[str]:
    """Line numbers as ranges: 1–4, 16, 18–21."""
    begin = lines[0]
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if following != line + 1:
            yield str(line) if line == begin else f"{begin}–{line}"
            begin = following or 0


def _tail(lines: Sequence[SourceParagraph], last: int, attached: range, dialect: Dialect) -> int:
    """The index at which the furniture after the text begins."""
    places = [index for index in range(last + 1, len(lines)) if index not in attached]
    furniture = [place for place in places if _is_furniture(lines[place], dialect)]
    begun = furniture[0] if furniture else len(lines)
    texts = [bare(line.text) for line in lines]
    closing = next(
        (place for place in range(last, begun) if dialect.preface.in_force.search(texts[place])),
        begun - 1,
    )
    signed = max(
        (place for place in range(last, begun) if dialect.preface.date_line.match(texts[place])),
        default=closing,
    )
    if begun == len(lines):
        return begun
    begun = max(closing, signed) + 1
    sure = any(not dialect.preface.page_label.match(texts[place]) for place in furniture)
    alone = len(furniture) == sum(place >= begun for place in places)
    return begun if sure or alone else len(lines)


def _is_furniture(line: SourceParagraph, dialect: Dialect) -> bool:
    return (
        line.table is None
        and line.style == "plain"
        and dialect.preface.furniture.match(bare(line.text)) is not None
    )


def _leads_on(line: SourceParagraph) -> bool:
    """True for the head of a wiki page: ← the text before | this one | the next →."""
    text = bare(_text_of(line)) if line.table is not None else ""
    return text.startswith("←") and text.endswith("→")


def _text_of(line: SourceParagraph) -> str:
    return (
        line.text
        if line.table is None
        else "\t".join(cell.text for row in line.table.rows for cell in row)
    )


def _is_scrap(line: SourceParagraph, dialect: Dialect) -> bool:
    return (
        line.table is None
        and len(bare(line.text)) <= SHORT
        and not ends_sentence(line.text, dialect)
    )
