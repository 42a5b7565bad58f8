"""The parts of a text: front, contents, numbered text, conclusion, attachments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from policydiff.model.kinds import CONTAINERS
from policydiff.reading.parsing.lines.lines import SourceParagraph, bare
from policydiff.reading.parsing.lines.marks import CITING, read_marks, without_page
from policydiff.reading.parsing.structure.attachments import (
    AttachmentLines,
    count_listed,
    goes_on,
    is_attachment,
    read_attachments,
)
from policydiff.reading.parsing.structure.sequence import LONGEST_HEADING, has_articles
from policydiff.text.traditions.dialect import Dialect

LEADERS, DIGITS = ".…·", "0123456789０１２３４５６７８９"
"""Characters behind an entry of a table of contents: dots and a page number."""

BULLETS = "*＊•·●○■□◆◇▪"
"""Characters before an entry of a table of contents."""

MOST_ENTRIES = 0.8
"""The share of entries of contents without a heading that come again in the text."""

MOST_SIGNATURES = 12
LONGEST_SIGNATURE, LONGEST_SIGNED = 40, 200
SIGNED = re.compile("[签章]")
"""A sign of each line to sign on, which most others have not: it is quick to look for."""
"""Characters at most of a signature, and of a line on which parties sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """The parts of a text; each of its lines is in one of them."""

    front: tuple[SourceParagraph, ...]
    contents: tuple[SourceParagraph, ...]
    main: tuple[SourceParagraph, ...]
    conclusions: tuple[SourceParagraph, ...]
    attachments: tuple[AttachmentLines, ...]


def divide(lines: Sequence[SourceParagraph], dialect: Dialect) -> Division:
    """Divide the logical lines of a text into its parts."""
    remaining, contents = _take_contents(lines, dialect)
    first = _first_mark(remaining, dialect)
    front, body = remaining[:first], remaining[first:]
    if not body or _signed_before(front, dialect):
        lead = _unnumbered(front, dialect)
        front, body = front[:lead], [*front[lead:], *body]
    end = _conclusion(body, dialect)
    start = _attachments_start(body, end, dialect)
    main_end = end[0] if end else start
    start += count_listed(body, start, dialect)
    closing = tuple(body[main_end:start])
    return Division(
        front=tuple(front),
        contents=tuple(contents),
        main=tuple(body[:main_end]),
        conclusions=closing,
        attachments=read_attachments(body[start:], dialect),
    )


def _signed_before(front: Sequence[SourceParagraph], dialect: Dialect) -> bool:
    """True for a notice (no 令) signed before the numbered text attached to it."""
    texts = [bare(line.text) for line in front]
    if any(dialect.preface.order_title.match(text) for text in texts):
        return False
    addressed = next(
        (index for index, text in enumerate(texts) if dialect.preface.addressee.match(text)), None
    )
    return addressed is not None and any(
        dialect.preface.date_line.match(text) for text in texts[addressed:]
    )


def _unnumbered(front: Sequence[SourceParagraph], dialect: Dialect) -> int:
    """The number of lines before an unnumbered text: up to addressee or sentence."""
    for index, line in enumerate(front):
        if dialect.preface.addressee.match(bare(line.text)):
            return index + 1
    for index, line in enumerate(front):
        ends = line.text.endswith(tuple(dialect.sentence_end)) or line.table is not None
        if index and ends and not dialect.preface.note.search(bare(line.text)):
            return index
    return min(1, len(front))


def _take_contents(
    lines: Sequence[SourceParagraph], dialect: Dialect
) -> tuple[list[SourceParagraph], list[SourceParagraph]]:
    """The other lines, and the contents: 目录 with entries that come again in the text."""
    linked = _linked(lines, dialect)
    taken = {id(line) for line in linked}
    remaining = [line for line in lines if id(line) not in taken]
    head = next(
        (
            index
            for index, line in enumerate(remaining)
            if dialect.preface.contents.match(bare(line.text))
        ),
        None,
    )
    if head is None:
        return _take_repeated(remaining, linked, dialect)
    end = head + 1
    entries: list[str] = []
    if linked and all(remaining[head].number < line.number for line in linked):
        return [*remaining[:head], *remaining[end:]], [remaining[head], *linked]
    while end < len(remaining) and _is_entry(remaining[end], entries, dialect):
        entries.append(_entry_key(remaining[end].text))
        end += 1
    end -= _not_repeated(remaining[head + 1 : end], remaining[end:], dialect) if head == 0 else 0
    if not entries or (
        len(entries) == 1 and all(_entry_key(line.text) != entries[0] for line in remaining[end:])
    ):
        return [*remaining[:head], *remaining[head + 1 :]], [remaining[head], *linked]
    return [*remaining[:head], *remaining[end:]], [
        remaining[head],
        *remaining[head + 1 : end],
        *linked,
    ]


def _linked(lines: Sequence[SourceParagraph], dialect: Dialect) -> list[SourceParagraph]:
    """Entries marked as contents, with unmarked ones between them (*第一节　范围)."""
    places = [index for index, line in enumerate(lines) if line.style == "contents"]
    later = (
        {_entry_key(line.text) for line in lines[places[-1] + 1 :]} if len(places) > 1 else set()
    )
    found = [lines[place] for place in places[:1]]
    for before, place in pairwise(places):
        among = lines[before + 1 : place]
        if all(
            _is_entry(line, (), dialect) and _entry_key(line.text).lstrip(BULLETS) in later
            for line in among
        ):
            found += among
        found.append(lines[place])
    return found


def _not_repeated(
    entries: Sequence[SourceParagraph], following: Sequence[SourceParagraph], dialect: Dialect
) -> int:
    """The number of last entries that are title and 题注, below the contents."""
    later = {_entry_key(line.text) for line in following}
    count = 0
    while (
        count < len(entries)
        and _entry_key(entries[-count - 1].text) not in later
        and not read_marks(entries[-count - 1].text, dialect)
    ):
        count += 1
    return count if count < len(entries) else 0


def _take_repeated(
    remaining: list[SourceParagraph], linked: list[SourceParagraph], dialect: Dialect
) -> tuple[list[SourceParagraph], list[SourceParagraph]]:
    """Take out a row of chapters that come again: contents without a heading."""
    clauses = dialect.citable == "clauses"
    chapters = [
        any(
            mark.level in CONTAINERS
            or (mark.level is None and (clauses or line.style == "heading"))
            for mark in read_marks(line.text, dialect)
        )
        for line in remaining
    ]
    begin = next((index for index, chapter in enumerate(chapters) if chapter), len(remaining))
    end = begin
    while (
        end < len(remaining)
        and chapters[end]
        and (end == begin or _entry_key(remaining[end].text) != _entry_key(remaining[begin].text))
    ):
        end += 1
    if end - begin < 2:
        return remaining, linked
    asked = {_entry_key(line.text) for line in remaining[begin : end if clauses else begin + 1]}
    left = set(asked)
    for line in remaining[end:]:
        left.discard(_entry_key(line.text) if left else "")
    if len(left) > (1 - MOST_ENTRIES) * len(asked):
        return remaining, linked
    return [*remaining[:begin], *remaining[end:]], [*remaining[begin:end], *linked]


def _entry_key(text: str) -> str:
    return bare(without_page(text)).rstrip("；;。").rstrip(DIGITS).rstrip(LEADERS)


def _is_entry(line: SourceParagraph, entries: Sequence[str], dialect: Dialect) -> bool:
    text = bare(line.text)
    key = _entry_key(line.text)
    if (
        line.table is not None
        or len(key) > LONGEST_HEADING + 20
        or text.endswith(("。", "；", "："))
    ):
        return False
    if entries and (key == entries[0] or (dialect.citable == "clauses" and key in entries)):
        return False
    return not any(
        mark.level == "article" and not mark.remainder.startswith(("第", "—", "至"))
        for mark in read_marks(line.text, dialect)
    )


def _first_mark(lines: Sequence[SourceParagraph], dialect: Dialect) -> int:
    """The index of the first numbered line; the number of lines if there is none."""
    statute = has_articles(lines, dialect)
    for index, line in enumerate(lines):
        if line.style == "quote" or line.table is not None:
            continue
        headed = (
            line.style == "heading"
            and line.depth > 1
            and not dialect.preface.preamble.match(bare(line.text))
        )
        if index and (headed or (statute and dialect.unnumbered_heading.match(bare(line.text)))):
            return index
        for mark in read_marks(line.text, dialect):
            if mark.level in CONTAINERS:
                if (
                    mark.value == 1
                    and len(mark.remainder) <= LONGEST_HEADING
                    and not mark.remainder.endswith(("。", "；"))
                    and not CITING.match(mark.remainder)
                ):
                    return index
            elif mark.level == "article":
                if not CITING.match(mark.remainder) or mark.gap:
                    return index
            elif (
                (dialect.quotes_new_text and mark.family == "enumeration" and not statute)
                or (
                    mark.value == 1
                    and (
                        not statute
                        or line.style == "heading"
                        or _heading_before_article(lines, index, dialect)
                    )
                )
                or _heading_before_decimal(lines, index, mark.value, dialect)
            ):
                return index
    return len(lines)


def _heading_before_article(lines: Sequence[SourceParagraph], index: int, dialect: Dialect) -> bool:
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is not None and any(
        mark.level == "article" and mark.value == 1 for mark in read_marks(following.text, dialect)
    )


def _heading_before_decimal(
    lines: Sequence[SourceParagraph], index: int, number: int, dialect: Dialect
) -> bool:
    """True for 3 验收 before 3.1."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is not None and any(
        mark.path == (number, 1) for mark in read_marks(following.text, dialect)
    )


def _conclusion(body: Sequence[SourceParagraph], dialect: Dialect) -> tuple[int, int] | None:
    """The lines of the signature, as [begin, end), up to a date alone; None if none."""
    for index, line in enumerate(body):
        if line.table is None and dialect.preface.date_line.match(bare(line.text)) and index:
            begin = index
            while (
                begin > 1
                and index - begin < MOST_SIGNATURES
                and _is_signature(body[begin - 1], dialect)
            ):
                begin -= 1
            end = index + 1
            break
    else:
        begin = end = len(body)
    signed = _signed_on(body, begin, dialect)
    if signed is not None:
        begin, end = signed[0], max(signed[1], end if begin <= signed[1] else 0)
    return (_with_listing(body, begin, dialect), end) if begin < end else None


def _signed_on(
    body: Sequence[SourceParagraph], last: int, dialect: Dialect
) -> tuple[int, int] | None:
    """The lines on which parties sign, as [begin, end); None if none.

    They end the text, or stand before the day at `last` or an attachment.
    """
    strong = next(
        (
            index
            for index, line in enumerate(body[: last + 1])
            if index
            and (line.table is not None or SIGNED.search(line.text))
            and _is_signed_line(line, dialect, dialect.preface.head.signature)
        ),
        None,
    )
    if strong is None:
        return None
    words = (dialect.preface.head.signature, dialect.preface.head.beside_signature)
    begin, end = strong, strong + 1
    while begin > 1 and _is_signed_line(body[begin - 1], dialect, *words):
        begin -= 1
    while end < len(body) and (
        _is_signed_line(body[end], dialect, *words)
        or dialect.preface.date_line.match(bare(body[end].text))
    ):
        end += 1
    ended = end == len(body) or is_attachment(body, end, dialect) or end >= last
    return (begin, end) if ended else None


def _is_signed_line(line: SourceParagraph, dialect: Dialect, *patterns: re.Pattern[str]) -> bool:
    if line.table is not None:
        cells = [bare(cell.text) for row in line.table.rows for cell in row if cell.text.strip()]
        signed = (dialect.preface.head.signature, dialect.preface.head.beside_signature)
        return (
            bool(cells)
            and all(any(words.match(cell) for words in signed) for cell in cells)
            and any(words.match(cell) for cell in cells for words in patterns)
        )
    if len(line.text) > LONGEST_SIGNED:
        return False
    text = bare(line.text)
    return (
        line.style in ("plain", "quote")
        and any(words.match(text) for words in patterns)
        and not read_marks(line.text, dialect)
    )


def _with_listing(body: Sequence[SourceParagraph], begin: int, dialect: Dialect) -> int:
    """The begin of the conclusion with the list of attachments above it."""
    for index in range(begin - 1, max(0, begin - MOST_SIGNATURES), -1):
        text = body[index].text.strip()
        if (
            body[index].table is not None
            or len(text) > LONGEST_HEADING
            or text.endswith(("。", "；", "：", "，"))
        ):
            return begin
        if is_attachment(body, index, dialect):
            return index
    return begin


def _is_signature(line: SourceParagraph, dialect: Dialect) -> bool:
    text = line.text.strip()
    ended = text.endswith(("。", "；", "：", "，", "、", "！", "？"))
    return (
        line.table is None
        and line.style == "plain"
        and 0 < len(text) <= LONGEST_SIGNATURE
        and not ended
        and not read_marks(text, dialect)
        and not dialect.preface.attachment.match(text)
    )


def _attachments_start(
    body: Sequence[SourceParagraph], end: tuple[int, int] | None, dialect: Dialect
) -> int:
    """The index of the attachments: behind the signature, or at a 附件 below."""
    if end is not None:
        place = end[1]
        while place < len(body) and _closes(body, place, dialect):
            place += 1
        return place
    for place, line in enumerate(body):
        if (
            place
            and is_attachment(body, place, dialect)
            and not goes_on(body, place, dialect)
            and line.table is None
        ):
            return place
    return len(body)


def _closes(body: Sequence[SourceParagraph], index: int, dialect: Dialect) -> bool:
    """True for a closing line: （此件公开发布）, 抄送, a further date."""
    text = bare(body[index].text)
    return bool(dialect.preface.closing.match(text) or dialect.preface.date_line.match(text))
